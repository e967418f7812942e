//! The words of `data/events.txt`, read once.

use crate::lexicon::lines;
use crate::word_table::WordTable;
use onrecord_text::EventType;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What a trigger reports, and what must stand around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The contract's type.
    pub kind: EventType,
    /// PLOVER's type, where one fits.
    pub plover: Option<&'static str>,
    /// The frames, of which one must hold.
    pub frames: Vec<&'static str>,
}

/// A trigger of several words.
#[derive(Debug)]
pub(super) struct Phrase {
    /// What each word may be; none for a word that may be anything.
    pub words: Vec<Option<Vec<&'static str>>>,
    /// What it reports.
    pub entry: Entry,
}

/// The triggers by form, and the word lists.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Verbs by form.
    pub verbs: WordTable<Vec<Entry>>,
    /// Head nouns by form.
    pub nouns: WordTable<Vec<Entry>>,
    /// Phrases by each form of their first word, in the order of the file.
    pub phrases: WordTable<Vec<&'static Phrase>>,
    lists: WordTable<WordTable<()>>,
}

/// The forms for which `be` stands in a phrase.
const BE: [&str; 8] = ["is", "was", "are", "were", "be", "been", "'s", "'re"];

/// The lexicon.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut verbs = BTreeMap::new();
        let mut nouns = BTreeMap::new();
        let mut phrases: BTreeMap<&'static str, Vec<&'static Phrase>> = BTreeMap::new();
        for (sort, forms, entry) in lines(FILE).filter_map(trigger) {
            match sort {
                "verb" => add(&mut verbs, forms, &entry),
                "noun" => add(&mut nouns, forms, &entry),
                _ => {}
            }
        }
        for phrase in all_phrases() {
            for form in phrase.words.first().into_iter().flatten().flatten() {
                phrases.entry(form).or_default().push(phrase);
            }
        }
        let lists = lines(FILE).filter_map(|line| line.strip_prefix("list ")?.split_once(':'));
        Lexicon {
            verbs: verbs.into_iter().collect(),
            nouns: nouns.into_iter().collect(),
            phrases: phrases.into_iter().collect(),
            lists: lists.map(|(name, words)| (name.trim(), words.split_whitespace().collect())).collect(),
        }
    })
}

fn add(table: &mut BTreeMap<&'static str, Vec<Entry>>, forms: &'static str, entry: &Entry) {
    for form in forms.split_whitespace() {
        table.entry(form).or_default().push(entry.clone());
    }
}

/// The phrases, in the order of the file. A phrase begins with a word of its own, never with `*`.
fn all_phrases() -> &'static [Phrase] {
    static PHRASES: OnceLock<Vec<Phrase>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let phrases = lines(FILE).filter_map(trigger).filter(|(sort, ..)| *sort == "phrase");
        phrases
            .map(|(_, forms, entry)| Phrase {
                words: forms
                    .split_whitespace()
                    .map(|word| match word {
                        "*" => None,
                        "be" => Some(BE.to_vec()),
                        _ => Some(word.split('/').collect()),
                    })
                    .collect(),
                entry,
            })
            .collect()
    })
}

/// The file, tests included.
pub(super) const FILE: &str = include_str!("../../data/events.txt");

/// Whether a list has a word.
pub(super) fn listed(list: &str, word: &str) -> bool {
    lexicon().lists.get(list).is_some_and(|words| words.contains(word))
}

/// A line that gives triggers: its sort, their forms, what they report.
fn trigger(line: &'static str) -> Option<(&'static str, &'static str, Entry)> {
    let cells: Vec<&'static str> = line.split('|').map(str::trim).collect();
    let [sort, kind, plover, forms, frames] = cells.as_slice() else { return None };
    let entry = Entry {
        kind: EventType::from_word(kind)?,
        plover: (*plover != "-").then_some(*plover),
        frames: frames.split_whitespace().collect(),
    };
    Some((sort, forms, entry))
}

#[cfg(test)]
mod tests {
    use super::all_phrases;

    #[test]
    fn every_phrase_begins_with_a_word_of_its_own() {
        assert!(!all_phrases().is_empty());
        for phrase in all_phrases() {
            assert!(phrase.words.first().is_some_and(Option::is_some), "{phrase:?}");
        }
    }
}
