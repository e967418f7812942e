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

/// So many patterns share one number, one bit each.
const BITS: usize = u64::BITS as usize;

/// A text from this length on, in bytes, is walked through in so many parts at once.
const LONG: usize = 64;
const PARTS: usize = 4;

/// Regular expressions, numbered from 0.
pub(crate) struct Patterns {
    all: Vec<Regex>,
    /// The literals with which a text begins that some patterns are found in.
    at_start: Literals,
    /// The literals that such a text has anywhere.
    anywhere: Literals,
    /// What is known before the walk: the patterns that need neither may be found.
    before: Vec<Chances>,
    /// What is known where the walk cannot tell: any may be found.
    unknown: Vec<Chances>,
}

/// Literals, lower case, and the patterns that need them.
struct Literals {
    /// Finds the literals; none where it could not be made.
    finder: Option<DFA>,
    /// The length of the longest, in bytes.
    longest: usize,
    /// Each with its patterns.
    owners: Vec<(Vec<u8>, Vec<Owner>)>,
}

/// A pattern that needs a literal.
#[derive(Clone, Copy)]
struct Owner {
    pattern: usize,
    /// What the literal tells of it.
    meaning: Meaning,
}

#[derive(Clone, Copy)]
enum Meaning {
    /// The pattern may be found.
    Part,
    /// The pattern is found, with `is_word` where the literal begins and ends as words do.
    Whole { is_word: bool },
}

/// What is known of 64 patterns after the walk over a text, one bit each: those that may be found, those that are.
#[derive(Clone, Copy, Default)]
struct Chances {
    possible: u64,
    certain: u64,
}

impl Patterns {
    /// A pattern that does not compile is left out: patterns are part of the program, and tests compile them.
    pub(crate) fn of(sources: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let mut all = Vec::new();
        let mut always = Vec::new();
        let (mut at_start, mut anywhere) = (BTreeMap::new(), BTreeMap::new());
        let add = |to: &mut BTreeMap<_, Vec<_>>, literal: Vec<u8>, owner| {
            to.entry(literal).or_default().push(owner)
        };
        for source in sources {
            let Ok(pattern) = Regex::new(source.as_ref()) else { continue };
            let number = all.len();
            match needed::of(source.as_ref()) {
                Some(signs) => {
                    for whole in signs.whole {
                        // A pattern in capitals does not match its literals, which are small.
                        let is_sure =
                            std::str::from_utf8(&whole.literal).is_ok_and(|own| pattern.is_match(own));
                        let whole_word = Meaning::Whole { is_word: whole.is_word };
                        let meaning = if is_sure { whole_word } else { Meaning::Part };
                        add(&mut anywhere, whole.literal, Owner { pattern: number, meaning });
                    }
                    for part in signs.parts {
                        let to = if part.at_start { &mut at_start } else { &mut anywhere };
                        for literal in part.literals {
                            add(to, literal, Owner { pattern: number, meaning: Meaning::Part });
                        }
                    }
                }
                None => always.push(number),
            }
            all.push(pattern);
        }
        let at_start = Literals::of(at_start, StartKind::Anchored);
        let anywhere = Literals::of(anywhere, StartKind::Unanchored);
        let possible = |numbers: &mut dyn Iterator<Item = usize>| {
            let mut chances = vec![Chances::default(); all.len().div_ceil(BITS)];
            numbers.for_each(|number| chances[number / BITS].possible |= 1 << (number % BITS));
            chances
        };
        let (before, unknown) = (possible(&mut always.into_iter()), possible(&mut (0..all.len())));
        Self { all, at_start, anywhere, before, unknown }
    }

    /// Whether any is found.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.found(text).next().is_some()
    }

    /// The numbers of those that are found, in order.
    pub(crate) fn found(&self, text: &str) -> impl Iterator<Item = usize> {
        self.chances(text).into_iter().enumerate().flat_map(move |(part, chances)| {
            let mut left = chances.possible | chances.certain;
            let next = move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some((part * BITS + bit as usize, chances.certain >> bit & 1 == 1))
            };
            let found = std::iter::from_fn(next);
            found
                .filter(move |(number, is_certain)| *is_certain || self.all[*number].is_match(text))
                .map(|(number, _)| number)
        })
    }

    /// Those that are found, in order, each with its number.
    pub(crate) fn found_patterns(&self, text: &str) -> impl Iterator<Item = (usize, &Regex)> {
        self.found(text).map(|number| (number, &self.all[number]))
    }

    /// What the literals in a text tell of each pattern.
    fn chances(&self, text: &str) -> Vec<Chances> {
        let mut chances = self.before.clone();
        let are_told = !needed::has_odd_letters(text)
            && self.at_start.tell(text, Anchored::Yes, &mut chances)
            && self.anywhere.tell(text, Anchored::No, &mut chances);
        if are_told { chances } else { self.unknown.clone() }
    }
}

impl Literals {
    fn of(by_literal: BTreeMap<Vec<u8>, Vec<Owner>>, start: StartKind) -> Self {
        let finder = DFA::builder().start_kind(start).prefilter(false).build(by_literal.keys()).ok();
        let longest = by_literal.keys().map(Vec::len).max().unwrap_or(0);
        Self { finder, longest, owners: by_literal.into_iter().collect() }
    }

    /// Notes what the literals in a text tell; false where that cannot be told.
    ///
    /// Each step of the automaton waits for the one before. So a longer text is walked through in parts at once, which reach so far into
    /// each other that no literal is missed.
    fn tell(&self, text: &str, anchored: Anchored, chances: &mut [Chances]) -> bool {
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
            self.walk::<PARTS>(finder, start, anchored, bytes, starts, length, chances);
        } else {
            self.walk(finder, start, anchored, bytes, [0], bytes.len(), chances);
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
        chances: &mut [Chances],
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
                    self.note(finder, *state, text, start + at + 1, chances);
                }
            }
        }
    }

    /// Notes what the literals tell that end at `end`, where the automaton has come to `state`.
    fn note(&self, finder: &DFA, state: StateID, text: &[u8], end: usize, chances: &mut [Chances]) {
        for index in 0..finder.match_len(state) {
            let (literal, owners) = &self.owners[finder.match_pattern(state, index).as_usize()];
            for owner in owners {
                let chances = &mut chances[owner.pattern / BITS];
                let bit = 1 << (owner.pattern % BITS);
                match owner.meaning.is_sure(text, end, literal) {
                    Some(true) => chances.certain |= bit,
                    Some(false) => chances.possible |= bit,
                    None => {}
                }
            }
        }
    }
}

impl Meaning {
    /// Whether a literal that ends at `end`, whatever its case, makes sure of a pattern; none where it tells nothing of it.
    fn is_sure(self, text: &[u8], end: usize, literal: &[u8]) -> Option<bool> {
        let Self::Whole { is_word } = self else { return Some(false) };
        let start = end.saturating_sub(literal.len());
        let is_in_word = |at: Option<usize>| {
            at.and_then(|at| text.get(at)).is_some_and(|byte| needed::is_word_byte(*byte))
        };
        if is_word && (is_in_word(start.checked_sub(1)) || is_in_word(Some(end))) {
            None
        } else {
            Some(text.get(start..end) == Some(literal))
        }
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
