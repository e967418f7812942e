//! Words to pieces: BERT's uncased WordPiece.

use super::ModelError;
use unicode_general_category::{GeneralCategory as Category, get_general_category};
use unicode_normalization::UnicodeNormalization;

/// The most pieces that are kept of a word.
const MOST_PIECES: usize = 6;
/// A part of a word with more letters than this is unknown.
const LONGEST_PART: usize = 100;
const NONE: u32 = u32::MAX;

/// The pieces, by number and by their letters.
pub(crate) struct Vocabulary<'a> {
    /// Letters of each piece, without the mark of continuation.
    pieces: Vec<(&'a str, bool)>,
    /// Numbers of pieces at the place of their hash or after it; the length is a power of two.
    slots: Vec<u32>,
    /// Length of the longest piece in bytes.
    longest: usize,
    unknown: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Room for the parts of a word.
#[derive(Default)]
pub(crate) struct Letters {
    word: String,
    part: Vec<u32>,
    hashes: Vec<(usize, u64)>,
}

impl<'a> Vocabulary<'a> {
    /// The pieces of a file, one a line.
    pub(crate) fn new(bytes: &'a [u8], count: usize) -> Result<Self, ModelError> {
        let wrong = |why: &str| ModelError::tensor("vocab", why);
        let text = str::from_utf8(bytes).map_err(|_| wrong("is no UTF-8"))?;
        let mut pieces: Vec<(&str, bool)> = Vec::with_capacity(count);
        pieces.extend(text.split('\n').map(|piece| match piece.strip_prefix("##") {
            Some(rest) if !rest.is_empty() => (rest, true),
            _ => (piece, false),
        }));
        if pieces.len() != count {
            return Err(wrong("has another number of pieces than the configuration"));
        }
        let find = |name: &str| {
            let number = pieces.iter().position(|&(piece, inner)| piece == name && !inner);
            number.map(|number| number as u32).ok_or_else(|| wrong("lacks [UNK], [CLS] or [SEP]"))
        };
        let (unknown, start, end) = (find("[UNK]")?, find("[CLS]")?, find("[SEP]")?);
        let mut slots = vec![NONE; (count * 4).next_power_of_two()];
        for (number, &(piece, inner)) in pieces.iter().enumerate() {
            let mut at = piece.bytes().fold(seed(inner), step) as usize;
            while let Some(slot) = slots.get_mut(at & (count * 4).next_power_of_two().wrapping_sub(1)) {
                if *slot == NONE {
                    *slot = number as u32;
                    break;
                }
                at = at.wrapping_add(1);
            }
        }
        let longest = pieces.iter().map(|(piece, _)| piece.len()).max().unwrap_or_default();
        Ok(Self { pieces, slots, longest, unknown, start, end })
    }

    /// Adds the pieces of a word, at least one and at most six.
    pub(crate) fn split(&self, word: &str, room: &mut Letters, out: &mut Vec<u32>) {
        let from = out.len();
        let Letters { word: letters, part, hashes } = room;
        letters.clear();
        if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            letters.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
            self.greedy(letters, hashes, part);
            out.extend_from_slice(part);
        } else {
            normalise(word, letters);
            for text in letters.split_whitespace() {
                if out.len() - from >= MOST_PIECES {
                    break;
                }
                self.greedy(text, hashes, part);
                out.extend_from_slice(part);
            }
        }
        out.truncate(from + MOST_PIECES);
        if out.len() == from {
            out.push(self.unknown);
        }
    }

    /// The longest piece that fits, and so on; unknown as a whole where none does.
    fn greedy(&self, text: &str, hashes: &mut Vec<(usize, u64)>, out: &mut Vec<u32>) {
        out.clear();
        if text.len() > LONGEST_PART && text.chars().count() > LONGEST_PART {
            out.push(self.unknown);
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let inner = rest.len() < text.len();
            hashes.clear();
            let mut hash = seed(inner);
            for (at, byte) in rest.bytes().enumerate().take(self.longest) {
                hash = step(hash, byte);
                if rest.is_char_boundary(at + 1) {
                    hashes.push((at + 1, hash));
                }
            }
            let found = hashes.iter().rev().find_map(|&(end, hash)| {
                let (head, tail) = rest.split_at_checked(end)?;
                Some((self.find(head, inner, hash)?, tail))
            });
            let Some((piece, tail)) = found else {
                out.clear();
                out.push(self.unknown);
                return;
            };
            out.push(piece);
            rest = tail;
        }
    }

    fn find(&self, piece: &str, inner: bool, hash: u64) -> Option<u32> {
        let mut at = hash as usize;
        loop {
            // Three slots in four are empty, so the search ends.
            let number = *self.slots.get(at & (self.slots.len() - 1))?;
            if *self.pieces.get(number as usize)? == (piece, inner) {
                return Some(number);
            }
            at = at.wrapping_add(1);
        }
    }
}

const fn seed(inner: bool) -> u64 {
    if inner { 0x9e37_79b9_7f4a_7c15 } else { 0xcbf2_9ce4_8422_2325 }
}

/// A hash that grows byte by byte, so that all heads of a word cost as much as the word.
fn step(hash: u64, byte: u8) -> u64 {
    let mixed = (hash ^ u64::from(byte)).wrapping_mul(0x2127_599b_f432_5c37);
    mixed ^ (mixed >> 29)
}

/// Small letters without accents, marks set off by blanks, control characters dropped.
fn normalise(word: &str, out: &mut String) {
    for letter in word.to_lowercase().nfd() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
            continue;
        }
        let alone = letter.is_ascii_punctuation()
            || matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
        let blank = match get_general_category(letter) {
            Category::NonspacingMark
            | Category::Control
            | Category::Format
            | Category::PrivateUse
            | Category::Surrogate
            | Category::Unassigned => continue,
            _ if letter == '\u{fffd}' => continue,
            Category::ConnectorPunctuation
            | Category::DashPunctuation
            | Category::OpenPunctuation
            | Category::ClosePunctuation
            | Category::InitialPunctuation
            | Category::FinalPunctuation
            | Category::OtherPunctuation => true,
            _ => alone,
        };
        if blank {
            out.extend([' ', letter, ' ']);
        } else {
            out.push(letter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECES: &str =
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\nva\n##le\n##len\n##s\nsaid\n.\n-\n\u{201c}\nex\n##a\n##b\na\n\u{6771}";

    fn split(word: &str) -> Vec<&'static str> {
        let vocabulary = Vocabulary::new(PIECES.as_bytes(), PIECES.split('\n').count()).unwrap();
        let mut out = Vec::new();
        vocabulary.split(word, &mut Letters::default(), &mut out);
        out.into_iter().map(|number| PIECES.split('\n').nth(number as usize).unwrap()).collect()
    }

    #[test]
    fn words_become_the_longest_pieces() {
        assert_eq!(split("said"), ["said"]);
        assert_eq!(split("Valens"), ["va", "##len", "##s"]);
        assert_eq!(split("valex"), ["[UNK]"]);
        assert_eq!(split("\u{201c}"), ["\u{201c}"]);
        assert_eq!(split("ex-SAID."), ["ex", "-", "said", "."]);
    }

    #[test]
    fn accents_and_control_characters_go() {
        assert_eq!(split("S\u{e1}\u{ad}id"), ["said"]);
        assert_eq!(split("\u{6771}a"), ["\u{6771}", "a"]);
    }

    #[test]
    fn at_most_six_pieces_are_kept_and_never_none() {
        assert_eq!(split("aabababab"), ["a", "##a", "##b", "##a", "##b", "##a"]);
        assert_eq!(split("........").len(), 6);
        assert_eq!(split(""), ["[UNK]"]);
        assert_eq!(split("\u{200b}"), ["[UNK]"]);
        assert_eq!(split(&"a".repeat(101)), ["[UNK]"]);
    }
}
