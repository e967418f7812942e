//! Words to what is known of them, looked up for every word of a page.

/// A fixed table from words to values. Looking a word up compares whole numbers and then, if one is equal, one word: on
/// lists of thousands that takes a quarter of the time that a tree or a sorted list of words takes.
#[derive(Debug)]
pub(crate) struct WordTable<T> {
    /// By hash.
    entries: Vec<(u64, &'static str, T)>,
}

impl<T> WordTable<T> {
    /// A table without words.
    pub(crate) const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Whether a word is in the table.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// What is known of a word: the first that was given for it.
    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        let hash = hash(word);
        let from = self.entries.partition_point(|it| it.0 < hash);
        let mut same = self.entries.get(from..)?.iter().take_while(|it| it.0 == hash);
        same.find(|it| it.1 == word).map(|it| &it.2)
    }

    /// The words, in no order that means anything, but always the same.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.entries.iter().map(|it| it.1)
    }
}

impl<T> FromIterator<(&'static str, T)> for WordTable<T> {
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(entries: I) -> Self {
        let mut entries: Vec<_> =
            entries.into_iter().map(|(word, value)| (hash(word), word, value)).collect();
        // Stable: of two for one word the first stays the first.
        entries.sort_by_key(|it| it.0);
        Self { entries }
    }
}

impl FromIterator<&'static str> for WordTable<()> {
    fn from_iter<I: IntoIterator<Item = &'static str>>(words: I) -> Self {
        words.into_iter().map(|word| (word, ())).collect()
    }
}

/// FNV-1a, of 64 bits: short and good on short words (Fowler, Noll and Vo; constants from their publication).
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::WordTable;

    #[test]
    fn finds_what_was_put_in_and_nothing_else() {
        let table: WordTable<u8> =
            [("harbour", 1), ("pilot", 2), ("", 3), ("pilot", 4)].into_iter().collect();
        assert_eq!(
            ["harbour", "pilot", "", "pilots", "Pilot"].map(|it| table.get(it).copied()),
            [Some(1), Some(2), Some(3), None, None]
        );
    }
}
