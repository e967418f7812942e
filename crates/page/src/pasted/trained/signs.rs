//! What each line of a page is by itself, and what it shares with the others.

use super::super::lines::{Line, Shape, ends_sentence};
use super::content::Content;
use super::features::Ruled;
use crate::prompts;
use crate::row::{flag, is_function_word, number, share, unspaced};
use crate::stamp;
use std::collections::BTreeMap;

/// A line of at least so many words that reads like a paragraph is prose.
const PROSE_WORDS: usize = 8;
/// So is one of so many words in a script that puts no spaces between them.
const UNSPACED_PROSE: usize = 12;
/// A line with a date in it says little else up to so many words.
pub(super) const DATED_WORDS: usize = 16;
/// So many bytes of a line are looked through for prompts.
const PROMPT_REACH: usize = 400;
/// A copy of a line that stands so many lines away or fewer belongs to the same part of the page.
const NEAR_COPY: usize = 6;

/// The signs of each line of a page.
pub(super) fn of_page(text: &str, ruled: &Ruled, content: &Content) -> Vec<Signs> {
    let mut signs: Vec<Signs> = ruled.lines.iter().map(|line| signs_of(text, line)).collect();
    add_known(text, ruled, content, &mut signs);
    signs
}

/// What a line is made of.
#[derive(Default, Clone, Copy)]
pub(super) struct Signs {
    pub(super) length: f32,
    pub(super) words: f32,
    pub(super) commas: f32,
    pub(super) stops: f32,
    pub(super) digits: f32,
    pub(super) capitals: f32,
    pub(super) upper: f32,
    pub(super) small: f32,
    pub(super) first_person: f32,
    pub(super) ends: bool,
    pub(super) is_prose: bool,
    pub(super) prompts: u32,
    /// The share of its content words that the story has elsewhere, and of the story's headline.
    pub(super) known: f32,
    pub(super) in_title: f32,
    pub(super) title_share: f32,
    pub(super) copies: f32,
    /// It is short and holds a date or a time among other words.
    pub(super) is_dated: bool,
    /// It is printed again farther away than the next few lines.
    pub(super) is_far_copy: bool,
}

fn signs_of(text: &str, line: &Line) -> Signs {
    let words = line.opening(text);
    let unspaced = unspaced(words);
    let is_prose = line.shape == Shape::Body && line.words >= PROSE_WORDS || unspaced >= UNSPACED_PROSE;
    let mut signs = Signs {
        length: number(words.len()).max(1.0),
        words: number(line.words.max(unspaced)).max(1.0),
        ends: ends_sentence(words) || words.ends_with(['。', '！', '？']),
        is_prose: is_prose && line.furniture.is_none(),
        ..Signs::default()
    };
    for byte in words.bytes() {
        match byte {
            b',' => signs.commas += 1.0,
            b'0'..=b'9' => signs.digits += 1.0,
            b'.' | b'!' | b'?' => signs.stops += 1.0,
            b'A'..=b'Z' => signs.upper += 1.0,
            _ => {}
        }
    }
    for word in words.split_whitespace() {
        signs.capitals += flag(word.chars().next().is_some_and(char::is_uppercase));
        signs.small += flag(is_function_word(word));
        signs.first_person += flag(is_of_reader_or_outlet(word));
    }
    let reach = &words[..words.floor_char_boundary(PROMPT_REACH)];
    signs.prompts = prompts::of(&reach.to_lowercase());
    signs.is_dated = line.words <= DATED_WORDS
        && line.stamp.is_none()
        && signs.digits > 0.0
        && !stamp::find_all(text, line.span).is_empty();
    signs
}

/// Words by which an outlet speaks of itself or to its reader.
fn is_of_reader_or_outlet(word: &str) -> bool {
    matches!(
        word,
        "you" | "You" | "your" | "Your" | "we" | "We" | "our" | "Our" | "us" | "me" | "my" | "My" | "I"
    )
}

/// How much of each line's content the headline and the story have, by the rules' idea of them, and how often the line is printed.
fn add_known(text: &str, ruled: &Ruled, content: &Content, signs: &mut [Signs]) {
    let known = content.known(|line| f32::from(u8::from(ruled.is_story[line])));
    let title = ruled.title.map_or(&[][..], |title| content.of(title));
    let mut copies: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, line) in ruled.lines.iter().enumerate() {
        copies.entry(line.span.of(text)).or_default().push(at);
    }
    for (at, signs) in signs.iter_mut().enumerate() {
        let own = content.of(at);
        let shared = number(own.iter().filter(|word| title.binary_search(word).is_ok()).count());
        signs.known = known[at];
        signs.in_title = share(shared, number(own.len()));
        signs.title_share = share(shared, number(title.len()));
        let same = copies.get(ruled.lines[at].span.of(text)).map_or(&[][..], Vec::as_slice);
        signs.copies = (number(same.len()) - 1.0).min(4.0);
        let is_far = |other: &usize| other.abs_diff(at) > NEAR_COPY;
        // Of two copies either can be the nearer one, of many the first and the last.
        signs.is_far_copy = same.first().is_some_and(is_far) || same.last().is_some_and(is_far);
    }
}
