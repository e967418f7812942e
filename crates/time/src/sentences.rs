//! Where sentences end, as far as the reading of times needs it.

use onrecord_text::Span;

/// A sentence of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// It is known to speak of what is to come, as the headline "Sides to meet Friday" does.
    pub ahead: bool,
}

/// Short forms before a name or a number, whose dot ends no sentence.
const SHORT: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "adm", "maj", "brig", "sen", "rep",
    "gov", "rev", "st", "no", "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct",
    "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "inc", "corp",
    "co", "ltd", "ca", "jr", "messrs", "pres", "sec", "u", "s", "d",
];

/// The sentences of `text[within]`, in order: up to a full stop, question or exclamation mark with white space and no lower-case
/// letter behind it, or an empty line. Linear time.
#[must_use]
pub fn sentences(text: &str, within: Span) -> Vec<Sentence> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = within.start();
    let mut push = |from: usize, to: usize| {
        let words = &text[from..to];
        let trimmed = words.trim();
        let lead = words.len() - words.trim_start().len();
        if let Some(span) =
            Span::new(from + lead, from + lead + trimmed.len()).filter(|_| !trimmed.is_empty())
        {
            found.push(Sentence { span, ahead: false });
        }
    };
    let mut at = start;
    while at < within.end() {
        let end = match bytes[at] {
            b'.' | b'!' | b'?' => sentence_end(text, within, start, at),
            b'\n' => line_end(bytes, within, at),
            _ => None,
        };
        if let Some(end) = end {
            push(start, end);
            start = end;
        }
        at = end.unwrap_or(at + 1).max(at + 1);
    }
    push(start, within.end());
    found
}

/// Where the sentence ends whose last mark this may be: behind the quotation marks and brackets that close it.
fn sentence_end(text: &str, within: Span, start: usize, at: usize) -> Option<usize> {
    let mut rest = text.get(at + 1..within.end())?.char_indices();
    let closes = |letter: char| matches!(letter, '"' | '\'' | '”' | '’' | ')' | ']' | '.' | '!' | '?');
    let (offset, next) = rest.by_ref().take(8).find(|(_, letter)| !closes(*letter))?;
    if !next.is_whitespace() {
        return None;
    }
    let end = at + 1 + offset;
    let next = text.get(end..within.end())?.chars().take(16).find(|letter| !letter.is_whitespace())?;
    if next.is_lowercase() || (text.as_bytes()[at] == b'.' && is_short(&text[start..at], next)) {
        return None;
    }
    Some(end)
}

/// Whether the word before a dot is a short form or an initial: "Gen.", "J.", "p.m." before a number or a capital.
fn is_short(before: &str, next: char) -> bool {
    let mut length = 0;
    for letter in before.bytes().rev().take(8) {
        if !letter.is_ascii_alphabetic() {
            break;
        }
        length += 1;
    }
    let word = &before.as_bytes()[before.len() - length..];
    let dotted = before.len() > length && before.as_bytes()[before.len() - length - 1] == b'.';
    if length == 1 {
        // "at 5 p.m. EST", but "at 5 p.m. The": a sentence may end with it.
        return !dotted || next.is_ascii_digit() || matches!(word, [b'm'] | [b'M']);
    }
    length > 0 && SHORT.iter().any(|short| short.as_bytes().eq_ignore_ascii_case(word))
}

/// An empty line ends a sentence, a line's end alone does not.
fn line_end(bytes: &[u8], within: Span, at: usize) -> Option<usize> {
    let rest = bytes.get(at + 1..within.end())?;
    let blank = rest.iter().take(64).find(|byte| !matches!(**byte, b' ' | b'\t' | b'\r'));
    (blank == Some(&b'\n')).then_some(at + 1)
}
