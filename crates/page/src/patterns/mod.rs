//! Many patterns looked for at once.
//!
//! Most texts have none of the words that most patterns need. So [`needed`] takes those words out of the patterns, one walk over a text tells
//! which patterns it can hold, and only these are run. Where a pattern is a list of words, the walk alone finds it.

mod anywhere;
mod at_start;
mod needed;
mod tellings;

use anywhere::Anywhere;
use at_start::AtStart;
use regex::Regex;
use tellings::{BITS, Known, Meaning, Meanings, NUMBERS};

/// Regular expressions, numbered from 0.
pub(crate) struct Patterns {
    all: Vec<Regex>,
    /// The literals with which a text begins that some patterns are found in.
    at_start: AtStart,
    /// The literals that such a text has anywhere.
    anywhere: Anywhere,
    /// What is known before the walk: the patterns that need neither may be found.
    before: Known,
    /// What is known where the walk cannot tell: any may be found.
    unknown: Known,
}

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
        let (at_start, anywhere) = (AtStart::of(at_start), Anywhere::of(anywhere));
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
        let are_told = !needed::has_odd_letters(text) && self.anywhere.tell(text.as_bytes(), &mut known);
        if !are_told {
            return self.unknown;
        }
        self.at_start.tell(text.as_bytes(), &mut known);
        known
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
