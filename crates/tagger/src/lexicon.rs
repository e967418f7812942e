//! Words that the models know, by hash.

use crate::bytes::Reader;
use crate::table::Table;

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entry {
    /// Number of the set of tags that it was seen with, from 1.
    pub tags: u16,
    /// The number of its only tag, plus one; 0 where it has several.
    pub sole: u8,
}

/// The words of the training data, and the word classes of running text.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    entries: Table<Entry>,
    classes: Table<u8>,
    function_words: Vec<u32>,
}

impl Lexicon {
    /// What is known of the word with this hash.
    #[must_use]
    pub fn entry(&self, word: u32) -> Option<Entry> {
        self.entries.get(word)
    }

    /// The class of the word with this hash.
    #[must_use]
    pub fn class(&self, word: u32) -> Option<u8> {
        self.classes.get(word)
    }

    /// Whether it is one of the words that headlines leave small.
    #[must_use]
    pub fn is_function_word(&self, word: u32) -> bool {
        self.function_words.contains(&word)
    }

    /// A lexicon of these words.
    #[must_use]
    pub fn new(entries: &[(u32, Entry)], classes: &[(u32, u8)]) -> Self {
        const SMALL: &[&str] = &[
            "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "is", "of", "on", "or",
            "over", "the", "to", "with", "'s", "n't",
        ];
        Self {
            entries: Table::new(entries),
            classes: Table::new(classes),
            function_words: SMALL.iter().map(|word| crate::form::hash_word(word)).collect(),
        }
    }

    /// Reads what [`crate::training::write_lexicon`] writes.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut entries = Vec::new();
        let mut word = 0_u32;
        for _ in 0..reader.number()? {
            word = word.wrapping_add(reader.number()?);
            entries.push((word, Entry { tags: u16::try_from(reader.number()?).ok()?, sole: reader.byte()? }));
        }
        let mut classes = Vec::new();
        word = 0;
        for _ in 0..reader.number()? {
            word = word.wrapping_add(reader.number()?);
            classes.push((word, reader.byte()?));
        }
        Some(Self::new(&entries, &classes))
    }
}
