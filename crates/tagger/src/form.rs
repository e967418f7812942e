//! What a token looks like: all that the models know of a word, as numbers.

use crate::lexicon::Lexicon;
use crate::token::is_apostrophe;

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// Beyond the ends of the sentence.
    Outside,
    /// `talks`
    Lower,
    /// `Talks`
    Initial,
    /// `TALKS`, `U.S.`
    Upper,
    /// `A`, `I`
    Single,
    /// `McVey`, `eBay`
    Mixed,
    /// `cease-fire`
    LowerHyphen,
    /// `Norland-led`
    UpperHyphen,
    /// `27`, `1,250.5`
    Number,
    /// `27th`, `5bn`
    NumberWord,
    /// `“`, `—`
    Mark,
    /// A URL, an e-mail address, a handle.
    Address,
}

/// Set in [`Form::tags`] of a word with a capital that was only seen without.
pub(crate) const RECASED: u16 = 0x4000;

/// A token in numbers.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// Hash of the word in lower case, with every digit as 0.
    pub lower: u32,
    /// Hash of the word as written, with every digit as 0.
    pub exact: u32,
    /// Hash of its first three characters, in lower case.
    pub prefix: u32,
    /// Its last one to four characters in lower case, hashed one by one from the end.
    pub suffix: [u32; 4],
    /// How it is written.
    pub shape: Shape,
    /// Its word class, learnt from running text; 0 where unknown.
    pub class: u8,
    /// Number of the set of tags that it was seen with; 0 where unknown, and with the bit 0x4000 where only the word in
    /// lower case was seen.
    pub tags: u16,
    /// The same for the word as written, where [`Form::tags`] is that of the word in lower case.
    pub name_tags: u16,
    /// The number of its only tag, plus one; 0 where it has several or is unknown.
    pub sole: u8,
}

/// How the letters of a sentence are written, which tells what a capital means there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Casing {
    /// Names have capitals.
    Sentence = 0,
    /// A headline: most words have capitals.
    Title = 2,
    /// All letters are capitals.
    Upper = 3,
}

const START: u32 = 0x811c_9dc5;

/// A string's hash goes on with one more character.
fn step(hash: u32, character: char) -> u32 {
    (hash ^ u32::from(character)).wrapping_mul(0x0100_0193).rotate_left(5)
}

/// The hash of a word as the models know it.
#[must_use]
pub fn hash_word(word: &str) -> u32 {
    word.chars().fold(START, |hash, character| step(hash, plain(character)))
}

/// Digits as 0, apostrophes and dashes in one spelling.
fn plain(character: char) -> char {
    match character {
        '0'..='9' => '0',
        '–' | '—' | '―' => '—',
        '\u{2010}' | '\u{2011}' => '-',
        other if is_apostrophe(other) => '\'',
        other => other,
    }
}

fn lower(character: char) -> char {
    if character.is_ascii() {
        character.to_ascii_lowercase()
    } else {
        character.to_lowercase().next().unwrap_or(character)
    }
}

impl Form {
    /// What stands before the first token of a sentence and behind the last.
    pub const OUTSIDE: Self = Self {
        lower: 1,
        exact: 1,
        prefix: 1,
        suffix: [1; 4],
        shape: Shape::Outside,
        class: 255,
        tags: u16::MAX,
        name_tags: 0,
        sole: 0,
    };

    /// What the word itself tells, without the lexicon.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let (mut whole, mut exact, mut prefix) = (START, START, START);
        let mut tail = ['\0'; 4];
        let mut count = 0_u32;
        let (mut upper, mut small, mut digits, mut hyphens, mut first_upper) =
            (0_u32, 0_u32, 0_u32, 0_u32, false);
        for raw in word.chars() {
            let character = plain(raw);
            let small_form = lower(character);
            exact = step(exact, character);
            whole = step(whole, small_form);
            if count < 3 {
                prefix = step(prefix, small_form);
            }
            tail = [small_form, tail[0], tail[1], tail[2]];
            if raw.is_ascii_digit() {
                digits += 1;
            } else if raw.is_uppercase() {
                upper += 1;
                first_upper |= count == 0;
            } else if raw.is_alphabetic() {
                small += 1;
            } else if character == '-' {
                hyphens += 1;
            }
            count += 1;
        }
        let mut suffix = [0; 4];
        let mut hash = START ^ 0x5bd1_e995;
        for (place, character) in suffix.iter_mut().zip(tail) {
            hash = step(hash, character);
            *place = hash;
        }
        let shape = if upper + small + digits == 0 {
            Shape::Mark
        } else if is_address(word) {
            Shape::Address
        } else if upper + small == 0 {
            Shape::Number
        } else if hyphens > 0 {
            if upper > 0 {
                Shape::UpperHyphen
            } else if digits > 0 {
                Shape::NumberWord
            } else {
                Shape::LowerHyphen
            }
        } else if digits > 0 {
            Shape::NumberWord
        } else if upper == 0 {
            Shape::Lower
        } else if small == 0 {
            if upper == 1 && count == 1 { Shape::Single } else { Shape::Upper }
        } else if upper == 1 && first_upper {
            Shape::Initial
        } else {
            Shape::Mixed
        };
        Self { lower: whole, exact, prefix, suffix, shape, class: 0, tags: 0, name_tags: 0, sole: 0 }
    }

    /// Whether the word has a capital where one can tell a name.
    #[must_use]
    pub fn is_capital(&self) -> bool {
        matches!(
            self.shape,
            Shape::Initial | Shape::Upper | Shape::Single | Shape::Mixed | Shape::UpperHyphen
        )
    }
}

/// Whether the word is a URL, an e-mail address, a handle or the name of a host.
fn is_address(word: &str) -> bool {
    if word.contains('@')
        || word.starts_with('#') && word.len() > 1
        || word.contains("://")
        || word.starts_with("www.")
    {
        return true;
    }
    let mut last = word.rsplit('.');
    let ending = last.next().unwrap_or_default();
    let host = last.next().is_some_and(|name| name.len() > 2 && !name.contains(is_apostrophe));
    host && (2..=4).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The forms of a sentence's words, looked up in the lexicon, and how the sentence is written.
///
/// Where a capital tells nothing (the first word, a headline) the word in lower case is looked up first.
pub fn forms<'a>(words: impl Iterator<Item = &'a str>, lexicon: &Lexicon, out: &mut Vec<Form>) -> Casing {
    out.clear();
    out.extend(words.map(Form::of));
    let (mut capitals, mut smalls, mut shouts) = (0_usize, 0_usize, 0_usize);
    for form in out.iter().filter(|form| {
        !matches!(form.shape, Shape::Mark | Shape::Number | Shape::NumberWord | Shape::Address)
    }) {
        match form.shape {
            Shape::Upper | Shape::Single => shouts += 1,
            _ if form.is_capital() => capitals += 1,
            // Short words stay small in headlines and say nothing.
            _ if lexicon.is_function_word(form.lower) => {}
            _ => smalls += 1,
        }
    }
    let casing = if shouts > 1 && shouts > 3 * (capitals + smalls) {
        Casing::Upper
    } else if capitals + shouts > 2 && capitals > 3 * smalls {
        Casing::Title
    } else {
        Casing::Sentence
    };
    let mut begun = false;
    for form in out.iter_mut() {
        let vague = casing != Casing::Sentence || !begun;
        begun |= form.shape != Shape::Mark;
        let (first, second) = if vague { (form.lower, form.exact) } else { (form.exact, form.lower) };
        if let Some(entry) = lexicon.entry(first) {
            form.tags = entry.tags;
            form.sole = if form.is_capital() && casing != Casing::Sentence { 0 } else { entry.sole };
            if vague && form.is_capital() {
                form.name_tags = lexicon.entry(second).map_or(0, |entry| entry.tags);
            }
        } else if let Some(entry) = lexicon.entry(second) {
            form.tags = entry.tags | if vague { 0 } else { RECASED };
            form.sole = if vague && casing == Casing::Sentence { entry.sole } else { 0 };
        }
        form.class = lexicon.class(first).or_else(|| lexicon.class(second)).unwrap_or(0);
    }
    casing
}
