use super::tellings::{Known, Meanings, Tellings};
use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::dfa::DFA;
use aho_corasick::{Anchored, StartKind};

/// A text from this length on, in bytes, is walked through in so many parts at once.
const LONG: usize = 64;
const PARTS: usize = 4;

/// Literals that stand anywhere in texts.
pub(super) struct Anywhere {
    /// Finds the beginnings of the literals; none where it could not be made.
    finder: Option<DFA>,
    /// The length of the longest beginning, in bytes.
    longest: usize,
    tellings: Tellings,
}

impl Anywhere {
    pub(super) fn of(meanings: Meanings) -> Self {
        let (beginnings, tellings) = Tellings::of(meanings);
        let longest = beginnings.iter().map(Vec::len).max().unwrap_or(0);
        let finder = DFA::builder().start_kind(StartKind::Unanchored).prefilter(false).build(beginnings).ok();
        Self { finder, longest, tellings }
    }

    /// Notes what the literals in a text tell; false where that cannot be told.
    ///
    /// Each step of the automaton waits for the one before. So a longer text is walked through in parts at once, which reach so far into
    /// each other that no literal is missed.
    pub(super) fn tell(&self, text: &[u8], known: &mut Known) -> bool {
        if self.longest == 0 {
            return true;
        }
        let start = |finder: &DFA| finder.start_state(Anchored::No).ok();
        let Some((finder, start)) = self.finder.as_ref().and_then(|finder| Some((finder, start(finder)?)))
        else {
            return false;
        };
        if text.len() >= LONG.max(2 * self.longest) {
            let share = text.len().div_ceil(PARTS);
            let length = share + self.longest;
            let starts = std::array::from_fn(|part| (part * share).min(text.len() - length));
            self.walk::<PARTS>(finder, start, text, starts, length, known);
        } else {
            self.walk(finder, start, text, [0], text.len(), known);
        }
        true
    }

    /// Walks through parts of a text, all of one length, and notes what the literals in them tell.
    fn walk<const N: usize>(
        &self,
        finder: &DFA,
        start: StateID,
        text: &[u8],
        starts: [usize; N],
        length: usize,
        known: &mut Known,
    ) {
        let parts = starts.map(|start| &text[start..start + length]);
        let mut states = [start; N];
        for at in 0..length {
            let mut is_special = false;
            for (state, part) in states.iter_mut().zip(parts) {
                *state = finder.next_state(Anchored::No, *state, part[at].to_ascii_lowercase());
                is_special |= finder.is_special(*state);
            }
            if !is_special {
                continue;
            }
            for (state, start) in states.iter().zip(starts) {
                if finder.is_match(*state) {
                    for index in 0..finder.match_len(*state) {
                        let beginning = finder.match_pattern(*state, index).as_usize();
                        self.tellings.note(beginning, text, start + at + 1, known);
                    }
                }
            }
        }
    }
}
