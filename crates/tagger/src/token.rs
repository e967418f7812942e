//! Characters to tokens.

use crate::abbreviation::{self, Follow};
use onrecord_text::Span;

/// The tokens of `text[within]` in order: every character that is not blank lies in exactly one.
///
/// Words keep their inner hyphens, dots, commas and apostrophes (`cease-fire`, `U.S.`, `1,250.5`, `O'Hara`), but
/// give up the clitics of the Penn Treebank (`did|n't`, `Halvik|'s`). A full stop belongs to an abbreviation and
/// is a token of its own elsewhere. Quotation marks, brackets and dashes stand alone.
pub(crate) fn tokens(text: &str, within: Span) -> Vec<Span> {
    let Some(chunk) = text.get(within.start()..within.end()) else { return Vec::new() };
    let mut found = Vec::with_capacity(chunk.len() / 5 + 1);
    let mut at = 0;
    while let Some(first) = char_at(chunk, at) {
        if is_blank(first) {
            at += first.len_utf8();
            continue;
        }
        let end = token_end(chunk, at, first);
        push_split(chunk, at, end, within.start(), &mut found);
        at = end;
    }
    found
}

/// White space, and the characters of no width that pages use for layout.
pub(crate) fn is_blank(character: char) -> bool {
    match character {
        ' ' | '\n' | '\t' => true,
        '\u{21}'..='\u{7e}' => false,
        '\u{200b}' | '\u{2060}' | '\u{feff}' => true,
        other => other.is_whitespace(),
    }
}

pub(crate) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '\u{02bc}')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// A letter, a digit, or what attaches to one: a combining mark, a soft hyphen.
fn is_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    character.is_alphanumeric() || matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}')
}

fn char_at(text: &str, at: usize) -> Option<char> {
    let first = *text.as_bytes().get(at)?;
    if first.is_ascii() { Some(char::from(first)) } else { text.get(at..)?.chars().next() }
}

/// Where the token that begins at `at` ends, before clitics are split off.
fn token_end(text: &str, at: usize, first: char) -> usize {
    if let Some(end) = address_end(text, at, first) {
        return end;
    }
    if is_word(first) {
        return word_end(text, at);
    }
    let next = at + first.len_utf8();
    match first {
        '.' | '-' | '*' | '_' | '=' | '~' | '#' => run_end(text, next, |other| other == first),
        '!' | '?' => run_end(text, next, |other| matches!(other, '!' | '?')),
        '`' if char_at(text, next) == Some('`') => next + 1,
        '\'' if char_at(text, next) == Some('\'') => next + 1,
        _ if first.is_ascii() || (first < '\u{2190}') => next,
        _ => pictograph_end(text, next, first),
    }
}

fn run_end(text: &str, from: usize, belongs: impl Fn(char) -> bool) -> usize {
    let mut end = from;
    while let Some(character) = char_at(text, end).filter(|&other| belongs(other)) {
        end += character.len_utf8();
    }
    end
}

/// The end of a pictograph with its modifiers and the ones joined to it; of any other character, its own end.
fn pictograph_end(text: &str, from: usize, first: char) -> usize {
    let is_flag = |character: char| matches!(character, '\u{1f1e6}'..='\u{1f1ff}');
    let mut end = from;
    if let Some(second) = char_at(text, end).filter(|&second| is_flag(first) && is_flag(second)) {
        end += second.len_utf8();
    }
    while let Some(character) = char_at(text, end) {
        match character {
            '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}' => end += character.len_utf8(),
            '\u{200d}' => {
                end += character.len_utf8();
                end += char_at(text, end)
                    .filter(|&other| !is_blank(other) && other > '\u{2000}')
                    .map_or(0, char::len_utf8);
            }
            _ => break,
        }
    }
    end
}

/// The end of the URL, e-mail address, handle or hash tag that begins at `at`, if one does.
fn address_end(text: &str, at: usize, first: char) -> Option<usize> {
    let starts = |prefix: &str| {
        text.as_bytes()
            .get(at..at + prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    let end = match first {
        'h' | 'H' if starts("http://") || starts("https://") => {
            run_end(text, at, |it| !is_blank(it) && !ends_address(it))
        }
        'w' | 'W' if starts("www.") => run_end(text, at, |it| !is_blank(it) && !ends_address(it)),
        '@' | '#' => {
            let end = run_end(text, at + 1, |it| is_word(it) || it == '_');
            return (end > at + 1).then_some(end);
        }
        _ => return None,
    };
    let address = text.get(at..end)?;
    let kept = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '*']);
    Some(at + kept.len())
}

/// Marks that no address holds.
fn ends_address(character: char) -> bool {
    matches!(character, '"' | '<' | '>' | '“' | '”' | '‘' | '’' | '«' | '»' | '|')
}

/// The end of the word or number that begins at `at`, with the full stop of an abbreviation.
fn word_end(text: &str, at: usize) -> usize {
    // `part` begins the stretch between two joints, `word` the stretch that an abbreviation can be.
    let (mut word, mut part) = (at, at);
    let mut end = run_end(text, at, is_word);
    loop {
        let Some(joint) = char_at(text, end) else { return end };
        let mut after = end + joint.len_utf8();
        let next = char_at(text, after).unwrap_or(' ');
        let before = text.get(part..end).and_then(|head| head.chars().next_back()).unwrap_or(' ');
        let joins = is_word(next)
            && match joint {
                '.' => joins_dot(text.get(part..end).unwrap_or_default(), before, next),
                ',' | ':' | '/' => before.is_ascii_digit() && next.is_ascii_digit(),
                '@' => before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric(),
                '&' => before.is_uppercase() && next.is_uppercase(),
                '_' => true,
                _ => is_hyphen(joint) || is_apostrophe(joint),
            };
        if !joins {
            if joint != '.' || !abbreviates(text, word, end) {
                return end;
            }
            // "U.S.-led": the stop of an abbreviation does not end the word before a hyphen.
            let inner = char_at(text, after + next.len_utf8()).is_some_and(is_word);
            if !(is_hyphen(next) && inner) {
                return after;
            }
            after += next.len_utf8();
        }
        if is_hyphen(joint) || !joins {
            word = after;
        }
        part = after;
        end = run_end(text, after, is_word);
    }
}

/// Whether the stop at `end` belongs to the word before it.
fn abbreviates(text: &str, word: usize, end: usize) -> bool {
    let Some(form) = text.get(word..end) else { return false };
    if char_at(text, end + 1) == Some('.') {
        return false;
    }
    match abbreviation::follow(form) {
        None => false,
        Some(Follow::Number) if abbreviation::is_also_word(form) => {
            let next = char_at(text, end + 1).filter(|&next| is_blank(next) && next != '\n');
            next.and_then(|blank| char_at(text, end + 1 + blank.len_utf8()))
                .is_some_and(|next| next.is_ascii_digit())
        }
        Some(_) => true,
    }
}

/// Whether a dot between two word characters is part of the word: `U.S`, `06.36`, `halvik.example`, and not the stop
/// of a sentence whose following space was lost (`talks.The`).
fn joins_dot(part: &str, before: char, next: char) -> bool {
    let single = part.chars().nth(1).is_none();
    if before.is_ascii_digit() {
        return next.is_ascii_digit() || next.is_lowercase();
    }
    single || next.is_lowercase() || next.is_ascii_digit() || (before.is_uppercase() && next.is_uppercase())
}

/// Adds the token `start..end` of `chunk`, with the clitics that it ends in as tokens of their own.
fn push_split(chunk: &str, start: usize, end: usize, offset: usize, found: &mut Vec<Span>) {
    let word = chunk.get(start..end).unwrap_or_default();
    let mut cut = end;
    if let Some(length) = clitic(word) {
        cut = end - length;
    } else if word.eq_ignore_ascii_case("cannot") {
        cut = start + 3;
    }
    found.extend(Span::new(offset + start, offset + cut));
    found.extend(Span::new(offset + cut, offset + end));
}

/// The length in bytes of the clitic that the word ends in, if something is left before it.
fn clitic(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    // No clitic is longer than four bytes behind its apostrophe's first: look there only.
    let tail_start = bytes.len().checked_sub(5).map_or(0, |from| ceil_boundary(word, from));
    let tail = word.get(tail_start..)?;
    let (apostrophe, mark) = tail.char_indices().find(|&(_, character)| is_apostrophe(character))?;
    let rest = tail.get(apostrophe + mark.len_utf8()..)?;
    let at = tail_start + apostrophe;
    let known = ["s", "re", "ve", "ll", "d", "m"].iter().any(|form| rest.eq_ignore_ascii_case(form));
    if known {
        return (at > 0).then(|| word.len() - at);
    }
    let negated = rest.eq_ignore_ascii_case("t") && at > 1 && matches!(bytes.get(at - 1), Some(b'n' | b'N'));
    negated.then(|| word.len() - at + 1)
}

fn ceil_boundary(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
