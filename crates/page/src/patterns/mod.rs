//! Many patterns looked for at once.
//!
//! Most texts have none of the words that most patterns need. So [`needed`] takes those words out of the patterns, one walk over a text tells
//! which patterns it can hold, and only these are run. Where a pattern is a list of words, the walk alone finds it.

mod needed;

use aho_corasick::automaton::Automaton;
use aho_corasick::dfa::DFA;
use aho_corasick::{Anchored, StartKind};
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

/// Literals, lower case, and the patterns that need them.
struct Literals {
    /// Finds the literals; none where it could not be made.
    finder: Option<DFA>,
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

/// What is known of a pattern after the walk over a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Chance {
    None,
    Possible,
    Certain,
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
        Self { all, at_start, anywhere, always }
    }

    /// Whether any is found.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.found(text).next().is_some()
    }

    /// The numbers of those that are found, in order.
    pub(crate) fn found(&self, text: &str) -> impl Iterator<Item = usize> {
        self.chances(text).into_iter().enumerate().filter_map(move |(number, chance)| {
            let is_found = match chance {
                Chance::None => false,
                Chance::Possible => self.all[number].is_match(text),
                Chance::Certain => true,
            };
            is_found.then_some(number)
        })
    }

    /// Those that are found, in order.
    pub(crate) fn found_patterns(&self, text: &str) -> impl Iterator<Item = &Regex> {
        self.found(text).map(|number| &self.all[number])
    }

    /// What the literals in a text tell of each pattern.
    fn chances(&self, text: &str) -> Vec<Chance> {
        let mut chances = vec![Chance::None; self.all.len()];
        self.always.iter().for_each(|number| chances[*number] = Chance::Possible);
        let are_told = !needed::has_odd_letters(text)
            && self.at_start.tell(text, Anchored::Yes, &mut chances)
            && self.anywhere.tell(text, Anchored::No, &mut chances);
        if !are_told {
            chances.fill(Chance::Possible);
        }
        chances
    }
}

impl Literals {
    fn of(by_literal: BTreeMap<Vec<u8>, Vec<Owner>>, start: StartKind) -> Self {
        let finder = DFA::builder().start_kind(start).prefilter(false).build(by_literal.keys()).ok();
        Self { finder, owners: by_literal.into_iter().collect() }
    }

    /// Notes what the literals in a text tell; false where that cannot be told.
    fn tell(&self, text: &str, anchored: Anchored, chances: &mut [Chance]) -> bool {
        let Some((finder, mut state)) =
            self.finder.as_ref().and_then(|finder| Some((finder, finder.start_state(anchored).ok()?)))
        else {
            return false;
        };
        for (at, byte) in text.bytes().enumerate() {
            state = finder.next_state(anchored, state, byte.to_ascii_lowercase());
            if !finder.is_special(state) {
                continue;
            }
            if finder.is_dead(state) {
                break;
            }
            if finder.is_match(state) {
                for index in 0..finder.match_len(state) {
                    let (literal, owners) = &self.owners[finder.match_pattern(state, index).as_usize()];
                    for owner in owners {
                        let chance = owner.meaning.chance(text.as_bytes(), at + 1, literal);
                        chances[owner.pattern] = chance.max(chances[owner.pattern]);
                    }
                }
            }
        }
        true
    }
}

impl Meaning {
    /// What a literal that ends at `end` tells of a pattern, whatever its case.
    fn chance(self, text: &[u8], end: usize, literal: &[u8]) -> Chance {
        let Self::Whole { is_word } = self else { return Chance::Possible };
        let start = end.saturating_sub(literal.len());
        let is_in_word = |at: Option<usize>| {
            at.and_then(|at| text.get(at)).is_some_and(|byte| needed::is_word_byte(*byte))
        };
        if is_word && (is_in_word(start.checked_sub(1)) || is_in_word(Some(end))) {
            Chance::None
        } else if text.get(start..end) == Some(literal) {
            Chance::Certain
        } else {
            Chance::Possible
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
    }
}
