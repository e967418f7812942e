//! Many patterns looked for at once.
//!
//! Most texts have none of the words that most patterns need. So [`needed`] takes those words out of the patterns, one walk over a text tells
//! which patterns it can hold, and only these are run. Where a pattern is a list of words, the walk alone finds it.

mod needed;

use aho_corasick::automaton::Automaton;
use aho_corasick::automaton::StateID;
use aho_corasick::dfa::DFA;
use aho_corasick::{Anchored, StartKind};
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;

/// So many patterns share one number, one bit each.
const BITS: usize = u64::BITS as usize;
/// What is known of patterns is held in so many of these numbers: those beyond them are always tried.
const NUMBERS: usize = 8;

/// A text from this length on, in bytes, is walked through in so many parts at once.
const LONG: usize = 64;
const PARTS: usize = 4;
/// Literals are looked for by so many bytes at their beginning: what follows is looked at where these stand.
const LONGEST: usize = 6;

/// Regular expressions, numbered from 0.
pub(crate) struct Patterns {
    all: Vec<Regex>,
    /// The literals with which a text begins that some patterns are found in.
    at_start: Literals,
    /// The literals that such a text has anywhere.
    anywhere: Literals,
    /// What is known before the walk: the patterns that need neither may be found.
    before: Known,
    /// What is known where the walk cannot tell: any may be found.
    unknown: Known,
}

/// Literals, lower case, and the patterns that need them.
struct Literals {
    /// Finds the beginnings of the literals; none where it could not be made.
    finder: Option<DFA>,
    /// The length of the longest beginning, in bytes.
    longest: usize,
    /// Of each beginning which of the tellings are of literals that begin so.
    ranges: Vec<Range<usize>>,
    tellings: Vec<Telling>,
}

/// What a literal tells of the patterns that need it.
#[derive(PartialEq, Eq)]
struct Telling {
    /// How long the beginning is by which the literal is looked for, and what follows it.
    beginning: usize,
    rest: Vec<u8>,
    meaning: Meaning,
    /// Which number knows the patterns, and each of them as a bit.
    number: usize,
    bits: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    /// The patterns may be found.
    Needed,
    /// They may be found if what they need besides is there too.
    Also,
    /// They are found, with `is_word` where the literal begins and ends as words do.
    Whole { is_word: bool },
}

/// What is known of 64 patterns after the walk over a text, one bit each.
#[derive(Clone, Copy, Default)]
struct Chances {
    /// The text has what they need.
    needed: u64,
    /// It has what they need besides.
    also: u64,
    /// They are found.
    certain: u64,
}

impl Chances {
    /// Those that may be found.
    fn possible(self) -> u64 {
        self.needed & self.also | self.certain
    }
}

/// What is known of the first patterns.
type Known = [Chances; NUMBERS];

/// The literals of some patterns, each with what it means for which.
type Meanings = BTreeMap<Vec<u8>, Vec<(usize, Meaning)>>;

impl Patterns {
    /// A pattern that does not compile is left out: patterns are part of the program, and tests compile them.
    pub(crate) fn of(sources: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let mut all = Vec::new();
        let (mut at_start, mut anywhere) = (Meanings::new(), Meanings::new());
        let (mut always, mut without_also) = (Vec::new(), Vec::new());
        for source in sources {
            let Ok(pattern) = Regex::new(source.as_ref()) else { continue };
            let number = all.len();
            let mut add = |needed: needed::Needed, meaning| {
                let to = if needed.at_start { &mut at_start } else { &mut anywhere };
                for literal in needed.literals {
                    to.entry(literal).or_default().push((number, meaning));
                }
            };
            match needed::of(source.as_ref()) {
                Some(signs) => {
                    if !signs.whole.is_empty() || signs.branches.iter().any(|branch| branch.also.is_none()) {
                        without_also.push(number);
                    }
                    for branch in signs.branches {
                        add(branch.needed, Meaning::Needed);
                        if let Some(also) = branch.also {
                            add(also, Meaning::Also);
                        }
                    }
                    for whole in signs.whole {
                        // A pattern in capitals does not match its literals, which are small.
                        let is_sure =
                            std::str::from_utf8(&whole.literal).is_ok_and(|own| pattern.is_match(own));
                        let whole_word = Meaning::Whole { is_word: whole.is_word };
                        let meaning = if is_sure { whole_word } else { Meaning::Needed };
                        anywhere.entry(whole.literal).or_default().push((number, meaning));
                    }
                }
                None => always.push(number),
            }
            all.push(pattern);
        }
        let at_start = Literals::of(at_start, StartKind::Anchored);
        let anywhere = Literals::of(anywhere, StartKind::Unanchored);
        let (mut before, mut unknown) = (Known::default(), Known::default());
        let add = |known: &mut Known, pattern: usize, is_needed: bool| {
            if let Some(own) = known.get_mut(pattern / BITS) {
                let bit = 1 << (pattern % BITS);
                own.needed |= if is_needed { bit } else { 0 };
                own.also |= bit;
            }
        };
        always.into_iter().for_each(|pattern| add(&mut before, pattern, true));
        without_also.into_iter().for_each(|pattern| add(&mut before, pattern, false));
        (0..all.len()).for_each(|pattern| add(&mut unknown, pattern, true));
        Self { all, at_start, anywhere, before, unknown }
    }

    /// Whether any is found.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.found(text).next().is_some()
    }

    /// The numbers of those that are found, in order.
    pub(crate) fn found(&self, text: &str) -> impl Iterator<Item = usize> {
        let known = self.known(text).into_iter().enumerate().flat_map(|(number, chances)| {
            let mut left = chances.possible();
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some((number * BITS + bit as usize, chances.certain >> bit & 1 == 1))
            })
        });
        let others = (NUMBERS * BITS..self.all.len()).map(|pattern| (pattern, false));
        known
            .chain(others)
            .filter(move |(pattern, is_certain)| *is_certain || self.all[*pattern].is_match(text))
            .map(|(pattern, _)| pattern)
    }

    /// Those that are found, in order, each with its number.
    pub(crate) fn found_patterns(&self, text: &str) -> impl Iterator<Item = (usize, &Regex)> {
        self.found(text).map(|number| (number, &self.all[number]))
    }

    /// What the literals in a text tell of each pattern.
    fn known(&self, text: &str) -> Known {
        let mut known = self.before;
        let are_told = !needed::has_odd_letters(text)
            && self.at_start.tell(text, Anchored::Yes, &mut known)
            && self.anywhere.tell(text, Anchored::No, &mut known);
        if are_told { known } else { self.unknown }
    }
}

impl Literals {
    fn of(meanings: Meanings, start: StartKind) -> Self {
        let mut by_beginning: BTreeMap<Vec<u8>, Vec<Telling>> = BTreeMap::new();
        for (literal, meanings) in meanings {
            let (beginning, rest) = literal.split_at(literal.len().min(LONGEST));
            let own = by_beginning.entry(beginning.to_vec()).or_default();
            for (pattern, meaning) in meanings {
                let (number, bit) = (pattern / BITS, 1 << (pattern % BITS));
                match own
                    .iter_mut()
                    .find(|own| (&*own.rest, own.meaning, own.number) == (rest, meaning, number))
                {
                    Some(own) => own.bits |= bit,
                    None => own.push(Telling {
                        beginning: beginning.len(),
                        rest: rest.to_vec(),
                        meaning,
                        number,
                        bits: bit,
                    }),
                }
            }
        }
        let finder = DFA::builder().start_kind(start).prefilter(false).build(by_beginning.keys()).ok();
        let longest = by_beginning.keys().map(Vec::len).max().unwrap_or(0);
        let (mut ranges, mut tellings) = (Vec::new(), Vec::new());
        for own in by_beginning.into_values() {
            ranges.push(tellings.len()..tellings.len() + own.len());
            tellings.extend(own);
        }
        Self { finder, longest, ranges, tellings }
    }

    /// Notes what the literals in a text tell; false where that cannot be told.
    ///
    /// Each step of the automaton waits for the one before. So a longer text is walked through in parts at once, which reach so far into
    /// each other that no literal is missed.
    fn tell(&self, text: &str, anchored: Anchored, known: &mut Known) -> bool {
        let Some((finder, start)) =
            self.finder.as_ref().and_then(|finder| Some((finder, finder.start_state(anchored).ok()?)))
        else {
            return false;
        };
        let bytes = text.as_bytes();
        let share = bytes.len().div_ceil(PARTS);
        let length = share + self.longest;
        if anchored == Anchored::No && bytes.len() >= LONG.max(2 * self.longest) {
            let starts = std::array::from_fn(|part| (part * share).min(bytes.len() - length));
            self.walk::<PARTS>(finder, start, anchored, bytes, starts, length, known);
        } else {
            self.walk(finder, start, anchored, bytes, [0], bytes.len(), known);
        }
        true
    }

    /// Walks through parts of a text, all of one length, and notes what the literals in them tell.
    #[allow(clippy::too_many_arguments, reason = "each says another thing of the walk")]
    fn walk<const N: usize>(
        &self,
        finder: &DFA,
        start: StateID,
        anchored: Anchored,
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
                *state = finder.next_state(anchored, *state, part[at].to_ascii_lowercase());
                is_special |= finder.is_special(*state);
            }
            if !is_special {
                continue;
            }
            for (state, start) in states.iter().zip(starts) {
                if finder.is_dead(*state) {
                    return;
                }
                if finder.is_match(*state) {
                    self.note(finder, *state, text, start + at + 1, known);
                }
            }
        }
    }

    /// Notes what the literals tell whose beginnings end at `end`, where the automaton has come to `state`.
    fn note(&self, finder: &DFA, state: StateID, text: &[u8], end: usize, known: &mut Known) {
        for index in 0..finder.match_len(state) {
            let range = &self.ranges[finder.match_pattern(state, index).as_usize()];
            for telling in &self.tellings[range.clone()] {
                let start = end - telling.beginning;
                if telling.rest.is_empty() {
                    telling.note(text, start, end, known);
                } else if let Some(rest) = text.get(end..end + telling.rest.len())
                    && rest.eq_ignore_ascii_case(&telling.rest)
                {
                    telling.note(text, start, end + rest.len(), known);
                }
            }
        }
    }
}

impl Telling {
    /// Notes what the literal tells that stands, in whatever case, from `start` to `end`.
    fn note(&self, text: &[u8], start: usize, end: usize, known: &mut Known) {
        let Some(chances) = known.get_mut(self.number) else { return };
        let to = match self.meaning {
            Meaning::Needed => &mut chances.needed,
            Meaning::Also => &mut chances.also,
            Meaning::Whole { is_word } => {
                let is_in_word = |at: Option<usize>| {
                    at.and_then(|at| text.get(at)).is_some_and(|byte| needed::is_word_byte(*byte))
                };
                if is_word && (is_in_word(start.checked_sub(1)) || is_in_word(Some(end))) {
                    return;
                }
                // Whether a pattern takes capitals for small letters, only it can tell.
                if text[start..end].iter().any(u8::is_ascii_uppercase) {
                    &mut chances.needed
                } else {
                    &mut chances.certain
                }
            }
        };
        *to |= self.bits;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use regex::RegexSet;

    const SOURCES: [&str; 14] = [
        r"(?i)^(?:sign(?:ing)? up\b.*)\s*$",
        r"(?i)^(?:.*\ball rights reserved\b.*)\s*$",
        r"(?i)\b(?:tags?|topics?)\b",
        r"(?i)^(?:(?:top|most \w+) news|[a-c]+)$",
        r"(?i)^(?:\d+ of \d+|.*©[^.]{1,9}\.?)$",
        r"(?i)(?:\S+ ){0,3}(?:ask|tags)(?: or)?",
        r"(?i)^(?:(?:share|\d{1,4})[\s|]*)+$",
        r"(?i)k\b",
        r"(?-u:\b)(?:tags?|up|news|ask[a-z]*|of (?:[a-z]+ )?tag)(?-u:\b)",
        r"(?i)©|(?-u:\b)(?:rights|sign|top)(?-u:\b)",
        r"SIGN|share|top-?news|\|",
        r"(?:^|[^a-z])tags?(?:[^a-z]|$)|mostnews|allrights",
        r"(?-u:\b)(?:\.|all)(?-u:\b)",
        r"(?i)",
    ];

    proptest! {
        #[test]
        fn what_is_left_out_is_never_found(
            text in "(?:SIGN|sign|ing| |up|all|rights|Reserved|tag|s|topic|top|most|news|abc|[0-9]|of|©|ask|or|share|\\||[kKſ\u{212a}\n.]){0,12}"
        ) {
            let found: Vec<usize> = Patterns::of(SOURCES).found(&text).collect();
            let expected: Vec<usize> = RegexSet::new(SOURCES).unwrap().matches(&text).into_iter().collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn nothing_is_missed_where_the_parts_of_a_long_text_meet(
            text in "(?:[xyz ]{0,60}|sign up|news|top-?news|rights|ask|tags?|share|©|[|]){0,9}"
        ) {
            let found: Vec<usize> = Patterns::of(SOURCES).found(&text).collect();
            let expected: Vec<usize> = RegexSet::new(SOURCES).unwrap().matches(&text).into_iter().collect();
            prop_assert_eq!(found, expected);
        }
    }
}
