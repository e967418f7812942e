//! The little words of languages, which a text in the language has and a text full of names from there has not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

const WORDS: &str = include_str!("../data/little_words.txt");

/// How many of some words are little words of a language; none where its little words are not known.
pub(crate) fn count<'a>(words: impl Iterator<Item = &'a str>, language: &str) -> Option<usize> {
    let known = table().get(language)?;
    Some(words.filter(|word| known.contains(word.to_lowercase().as_str())).count())
}

/// The language of which some words have most little words, and how many; the first by its tag where there are several.
pub(crate) fn most(text: &[&str]) -> Option<(&'static str, usize)> {
    let counts = table().iter().map(|(tag, known)| {
        (*tag, text.iter().filter(|word| known.contains(word.to_lowercase().as_str())).count())
    });
    counts.rev().max_by_key(|(_, count)| *count)
}

type Table = BTreeMap<&'static str, BTreeSet<&'static str>>;

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
        let parts = lines.filter_map(|line| line.split_once(':'));
        let languages = parts.flat_map(|(tags, words)| {
            let words: BTreeSet<&str> = words.split_whitespace().collect();
            tags.split_whitespace().map(move |tag| (tag, words.clone()))
        });
        languages.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart_from_names_of_their_countries() {
        let german = "Der Hafen ist wieder offen und die Schiffe fahren";
        assert_eq!(count(german.split(' '), "de"), Some(3));
        assert_eq!(count(german.split(' '), "fr"), Some(0));
        assert_eq!(count("Angela von der Halde met Juan de la Vega".split(' '), "nl"), Some(0));
        assert_eq!(count(german.split(' '), "ru"), None);
    }

    #[test]
    fn every_line_gives_a_language_with_enough_words() {
        assert!(table().len() > 40);
        assert!(table().iter().all(|(tag, words)| tag.len() <= 3 && words.len() >= 10), "{:?}", table());
    }
}
