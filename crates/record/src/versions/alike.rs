//! How alike two sentences are, and in which words they differ.

use crate::align::common;
use crate::relations::WordChange;
use std::collections::BTreeMap;

/// A sentence as it is compared: its words with one space between, quotation marks and dashes in one form.
pub(super) fn key(sentence: &str) -> String {
    let mut key = String::with_capacity(sentence.len());
    for word in sentence.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().map(plain));
    }
    key
}

/// Marks that differ by the typesetter, not by the writer.
fn plain(letter: char) -> char {
    match letter {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '`' | '´' => '\'',
        '–' | '—' | '‑' => '-',
        other => other,
    }
}

/// The words of a sentence without the marks around them, in small letters.
pub(super) fn words(sentence: &str) -> Vec<String> {
    let bare = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    sentence.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// Dice's coefficient over the words: 0 where none is shared, 1 where all are, in any order.
pub(super) fn similarity(left: &[String], right: &[String]) -> f64 {
    if left.is_empty() || right.is_empty() {
        return 0.0;
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in left {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0_usize;
    for word in right {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    2.0 * shared as f64 / (left.len() + right.len()) as f64
}

/// The words of two sentences laid side by side; empty where they do not differ.
pub(super) fn difference(before: &str, after: &str) -> Vec<WordChange> {
    if key(before) == key(after) {
        return Vec::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_whitespace().collect(), after.split_whitespace().collect());
    let plain = |words: &[&str]| words.iter().map(|word| key(word)).collect::<Vec<_>>();
    let (left, right) = (plain(&old), plain(&new));
    let refs = |words| Vec::from_iter(<[String]>::iter(words).map(String::as_str));
    let pairs = common(&refs(&left), &refs(&right));
    let mut changes = Vec::new();
    let (mut from, mut other_from) = (0, 0);
    let mut same: Vec<&str> = Vec::new();
    for (to, other_to) in pairs.into_iter().chain([(old.len(), new.len())]) {
        if from < to || other_from < other_to || to == old.len() {
            push(&mut changes, WordChange::Same, &same);
            same.clear();
            push(&mut changes, WordChange::Removed, old.get(from..to).unwrap_or_default());
            push(&mut changes, WordChange::Added, new.get(other_from..other_to).unwrap_or_default());
        }
        same.extend(new.get(other_to));
        (from, other_from) = (to + 1, other_to + 1);
    }
    changes
}

fn push(changes: &mut Vec<WordChange>, change: fn(String) -> WordChange, words: &[&str]) {
    if !words.is_empty() {
        changes.push(change(words.join(" ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use WordChange::{Added, Removed, Same};

    #[test]
    fn the_words_that_differ_are_told() {
        let told = |before, after| difference(before, after);
        assert_eq!(
            told(
                "Three trawlers were fired on, she said.",
                "Two trawlers were fired on, she said on Friday."
            ),
            [
                Removed("Three".into()),
                Added("Two".into()),
                Same("trawlers were fired on, she".into()),
                Removed("said.".into()),
                Added("said on Friday.".into())
            ]
        );
        assert_eq!(told("“No,”  she said – twice", "\"No,\" she said - twice"), []);
        assert_eq!(told("gone", ""), [Removed("gone".into())]);
        assert_eq!(told("", "new here"), [Added("new here".into())]);
        assert_eq!(told("a b", "a b c"), [Same("a b".into()), Added("c".into())]);
    }

    #[test]
    fn likeness_is_of_words() {
        let like = |left: &str, right: &str| similarity(&words(left), &words(right));
        assert!(like("The pass stays open.", "the PASS stays open") > 0.99);
        assert!(like("The pass stays open.", "No ferry sailed on Friday.") < 0.01);
        assert_eq!(like("", "a"), 0.0);
    }
}
