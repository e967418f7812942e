//! The words of the data files, parsed once.

use crate::token;
use crate::vocabulary::{Meaning, meaning};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The place of a word in the lexicon.
pub(crate) type WordId = u16;

/// The data files. Each holds meanings and its own tests; `data/README.md` says how they are written.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("cues", include_str!("../data/cues.txt")),
    ("days", include_str!("../data/days.txt")),
    ("holidays", include_str!("../data/holidays.txt")),
    ("modifiers", include_str!("../data/modifiers.txt")),
    ("months", include_str!("../data/months.txt")),
    ("numbers", include_str!("../data/numbers.txt")),
    ("periods", include_str!("../data/periods.txt")),
    ("prepositions", include_str!("../data/prepositions.txt")),
    ("references", include_str!("../data/references.txt")),
    ("sets", include_str!("../data/sets.txt")),
    ("shifts", include_str!("../data/shifts.txt")),
    ("units", include_str!("../data/units.txt")),
    ("weekdays", include_str!("../data/weekdays.txt")),
];

/// The longest word that the lexicon holds, in bytes; longer ones are not looked up.
const LONGEST: usize = 16;

/// Words, and what they and the phrases that they begin can mean.
pub(crate) struct Lexicon {
    /// Sorted, so that a word's place is its id.
    words: Vec<&'static str>,
    /// Where the words of each first byte begin in `words`.
    first: [u16; 129],
    phrases: Vec<Vec<Phrase>>,
}

/// A meaning that a word has when these words follow it.
pub(crate) struct Phrase {
    pub(crate) tail: Vec<WordId>,
    pub(crate) meaning: Meaning,
}

impl Lexicon {
    /// The lexicon of the data files.
    pub(crate) fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::parse(FILES.iter().flat_map(|(_, text)| text.lines())))
    }

    fn parse(lines: impl Iterator<Item = &'static str>) -> Self {
        let entries: Vec<(Vec<&'static str>, Meaning)> = lines
            .filter_map(entry)
            .flat_map(|(meaning, phrases)| phrases.map(move |it| (it, meaning)))
            .collect();
        let mut index: BTreeMap<&'static str, WordId> =
            entries.iter().flat_map(|(words, _)| words.iter().map(|word| (*word, 0))).collect();
        for (id, place) in (0..).zip(index.values_mut()) {
            *place = id;
        }
        let words: Vec<&'static str> = index.keys().copied().collect();
        let mut phrases: Vec<Vec<Phrase>> = words.iter().map(|_| Vec::new()).collect();
        for (list, meaning) in entries {
            let mut ids = list.iter().filter_map(|word| index.get(word).copied());
            if let Some(head) = ids.next() {
                phrases[usize::from(head)].push(Phrase { tail: ids.collect(), meaning });
            }
        }
        for list in &mut phrases {
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.tail.len()));
        }
        let first = std::array::from_fn(|byte| {
            u16::try_from(words.partition_point(|word| usize::from(word.as_bytes()[0]) < byte)).unwrap_or(0)
        });
        Self { words, first, phrases }
    }

    /// The place of a word, whatever its case and the shape of its apostrophe or hyphen.
    pub(crate) fn id(&self, word: &str) -> Option<WordId> {
        let mut buffer = [0_u8; LONGEST];
        let mut length = 0;
        for letter in word.chars() {
            let plain = match letter {
                '’' | 'ʼ' | '´' | '`' => b'\'',
                '–' | '‐' | '‑' | '−' => b'-',
                // One word of the lexicon stands for every currency.
                '€' | '£' => b'$',
                _ if letter.is_ascii() => (letter as u8).to_ascii_lowercase(),
                _ => return None,
            };
            *buffer.get_mut(length)? = plain;
            length += 1;
        }
        let key = buffer.get(..length)?;
        let byte = usize::from(*key.first()?);
        let (from, to) = (usize::from(self.first[byte]), usize::from(self.first[byte + 1]));
        let place = self.words.get(from..to)?.binary_search_by(|word| word.as_bytes().cmp(key)).ok()?;
        u16::try_from(from + place).ok()
    }

    /// The word at a place.
    pub(crate) fn word(&self, id: WordId) -> &'static str {
        self.words.get(usize::from(id)).copied().unwrap_or_default()
    }

    /// What begins with a word, longest first.
    pub(crate) fn phrases(&self, id: WordId) -> &[Phrase] {
        self.phrases.get(usize::from(id)).map_or(&[], Vec::as_slice)
    }
}

/// A line that gives meanings, with its phrases split as texts are. Comments, tests and blank lines give none.
fn entry(line: &'static str) -> Option<(Meaning, impl Iterator<Item = Vec<&'static str>>)> {
    if line.starts_with(['#', '?']) {
        return None;
    }
    let (head, list) = line.split_once(": ")?;
    let phrases = list.split(", ").map(|phrase| {
        // A word that begins with an apostrophe is what texts have glued to the word before.
        let own = |word: &str| word.len() > 1 && word.starts_with('\'');
        phrase.split_whitespace().flat_map(|word| if own(word) { vec![word] } else { split(word) }).collect()
    });
    Some((meaning(head)?, phrases))
}

fn split(words: &'static str) -> Vec<&'static str> {
    token::pieces(words).map(|piece| &words[piece.start..piece.end]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_says_something() {
        for (name, text) in FILES {
            for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '?'])) {
                assert!(entry(line).is_some(), "{name}: {line}");
            }
        }
    }

    #[test]
    fn no_word_is_too_long_or_written_as_texts_are_not() {
        let lexicon = Lexicon::get();
        for word in &lexicon.words {
            assert_eq!(lexicon.id(word).map(|id| lexicon.word(id)), Some(*word), "{word}");
        }
    }
}
