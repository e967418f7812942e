//! Many patterns looked for at once.
//!
//! Most texts have none of the words that most patterns need. So [`needed`] takes those words out of the patterns, one walk over a text tells
//! which patterns it can hold, and only these are run.

mod needed;

use aho_corasick::automaton::Automaton;
use aho_corasick::dfa::DFA;
use aho_corasick::{Anchored, StartKind};
use needed::Needed;
use regex::Regex;
use std::collections::BTreeMap;

/// Regular expressions, numbered from 0.
pub(crate) struct Patterns {
    all: Vec<Regex>,
    /// The literals with which a text begins that some patterns are found in.
    at_start: Literals,
    /// The literals that such a text has anywhere.
    anywhere: Literals,
    /// The patterns that need neither.
    always: Vec<usize>,
}

/// Literals, and the patterns that need them.
struct Literals {
    /// Finds the literals; none where it could not be made.
    finder: Option<DFA>,
    /// The patterns of each literal.
    patterns: Vec<Vec<usize>>,
}

impl Patterns {
    /// A pattern that does not compile is left out: patterns are part of the program, and tests compile them.
    pub(crate) fn of(sources: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let mut all = Vec::new();
        let mut always = Vec::new();
        let (mut at_start, mut anywhere) = (BTreeMap::new(), BTreeMap::new());
        for source in sources {
            let Ok(pattern) = Regex::new(source.as_ref()) else { continue };
            let number = all.len();
            all.push(pattern);
            match needed::of(source.as_ref()) {
                Some(Needed { literals, at_start: true }) => add(&mut at_start, literals, number),
                Some(Needed { literals, at_start: false }) => add(&mut anywhere, literals, number),
                None => always.push(number),
            }
        }
        let at_start = Literals::of(at_start, StartKind::Anchored);
        let anywhere = Literals::of(anywhere, StartKind::Unanchored);
        Self { all, at_start, anywhere, always }
    }

    /// Whether any is found.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.found(text).next().is_some()
    }

    /// The numbers of those that are found, in order.
    pub(crate) fn found(&self, text: &str) -> impl Iterator<Item = usize> {
        self.possible(text).filter(move |number| self.all[*number].is_match(text))
    }

    /// Those that are found, in order.
    pub(crate) fn found_patterns(&self, text: &str) -> impl Iterator<Item = &Regex> {
        self.found(text).map(|number| &self.all[number])
    }

    /// The patterns for which a text has what they need.
    fn possible(&self, text: &str) -> impl Iterator<Item = usize> + use<> {
        let mut is_possible = vec![false; self.all.len()];
        self.always.iter().for_each(|number| is_possible[*number] = true);
        let are_told = !needed::has_odd_letters(text)
            && self.at_start.mark(text, Anchored::Yes, &mut is_possible)
            && self.anywhere.mark(text, Anchored::No, &mut is_possible);
        if !are_told {
            is_possible.fill(true);
        }
        is_possible.into_iter().enumerate().filter(|(_, is_possible)| *is_possible).map(|(number, _)| number)
    }
}

fn add(by_literal: &mut BTreeMap<Vec<u8>, Vec<usize>>, literals: Vec<Vec<u8>>, pattern: usize) {
    for literal in literals {
        by_literal.entry(literal).or_default().push(pattern);
    }
}

impl Literals {
    fn of(by_literal: BTreeMap<Vec<u8>, Vec<usize>>, start: StartKind) -> Self {
        let mut builder = DFA::builder();
        builder.ascii_case_insensitive(true).start_kind(start).prefilter(false);
        Self { finder: builder.build(by_literal.keys()).ok(), patterns: by_literal.into_values().collect() }
    }

    /// Marks the patterns whose literals a text has; false where that cannot be told.
    fn mark(&self, text: &str, anchored: Anchored, is_possible: &mut [bool]) -> bool {
        let Some((finder, mut state)) =
            self.finder.as_ref().and_then(|finder| Some((finder, finder.start_state(anchored).ok()?)))
        else {
            return false;
        };
        for byte in text.bytes() {
            state = finder.next_state(anchored, state, byte);
            if !finder.is_special(state) {
                continue;
            }
            if finder.is_dead(state) {
                break;
            }
            if finder.is_match(state) {
                for index in 0..finder.match_len(state) {
                    let literal = finder.match_pattern(state, index).as_usize();
                    self.patterns[literal].iter().for_each(|number| is_possible[*number] = true);
                }
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use regex::RegexSet;

    const SOURCES: [&str; 9] = [
        r"(?i)^(?:sign(?:ing)? up\b.*)\s*$",
        r"(?i)^(?:.*\ball rights reserved\b.*)\s*$",
        r"(?i)\b(?:tags?|topics?)\b",
        r"(?i)^(?:(?:top|most \w+) news|[a-c]+)$",
        r"(?i)^(?:\d+ of \d+|.*©[^.]{1,9}\.?)$",
        r"(?i)(?:\S+ ){0,3}(?:ask|tags)(?: or)?",
        r"(?i)^(?:(?:share|\d{1,4})[\s|]*)+$",
        r"(?i)k\b",
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
    }
}
