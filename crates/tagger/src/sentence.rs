//! Tokens to sentences.

use crate::abbreviation::{self, Follow};
use crate::token::{is_apostrophe, is_blank};
use onrecord_text::Span;
use std::ops::Range;

/// The sentences of the tokens, as ranges of token indices; together they hold every token.
///
/// A new line always ends a sentence. So does `.`, `!`, `?` or an ellipsis, with the quotation marks and brackets
/// that close behind it, before white space and an upper-case letter, a digit, an opening quotation mark or a bullet.
/// It does not where the stop belongs to an abbreviation that goes on, and a question or an exclamation inside
/// quotation marks goes on where its speaker follows: *“Why now?” Ana Weller asked.*
pub(crate) fn sentences(text: &str, tokens: &[Span]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for index in 1..tokens.len() {
        if breaks_before(text, tokens, start, index) {
            found.push(start..index);
            start = index;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// Whether a sentence that began at token `start` ends before token `index`.
fn breaks_before(text: &str, tokens: &[Span], start: usize, index: usize) -> bool {
    let (Some(&left), Some(&right)) = (tokens.get(index - 1), tokens.get(index)) else { return false };
    let gap = text.get(left.end()..right.start()).unwrap_or_default();
    if gap.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}']) {
        return true;
    }
    let next = right.of(text);
    if gap.is_empty() {
        return lost_space(text, tokens, index);
    }
    if next.starts_with(['•', '■', '●', '▪', '▶', '►']) {
        return true;
    }
    // Go back over the marks that close behind the stop.
    let mut last = index - 1;
    let mut quoted = false;
    while last > start {
        let (Some(token), Some(before)) = (tokens.get(last), tokens.get(last - 1)) else { return false };
        let mark = token.of(text);
        if !is_closer(mark) || before.end() != token.start() {
            break;
        }
        quoted |= !matches!(mark, ")" | "]");
        last -= 1;
    }
    let Some(stop) = tokens.get(last).map(|token| token.of(text)) else { return false };
    if !begins_upper(text, tokens, index) {
        // Posts begin their sentences small; a full stop behind a plain word ends one all the same.
        let before = last.checked_sub(1).and_then(|at| tokens.get(at)).map_or("", |token| token.of(text));
        let small = next.starts_with(char::is_lowercase);
        return stop == "." && last == index - 1 && small && is_plain(before);
    }
    match stop {
        "." | "。" => true,
        "…" => true,
        _ if stop.starts_with("..") => true,
        _ if stop.starts_with(['!', '?']) => !(quoted && speaker_follows(text, tokens, index)),
        _ if stop.ends_with('.') => ends_abbreviated(stop, text, tokens, index),
        _ => false,
    }
}

/// Whether it is a word in small letters that nothing is abbreviated to.
fn is_plain(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !abbreviation::is_listed(word)
}

fn is_closer(mark: &str) -> bool {
    matches!(mark, "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "»" | "“")
}

fn is_opener(mark: &str) -> bool {
    matches!(
        mark,
        "\"" | "“"
            | "‘"
            | "'"
            | "``"
            | "("
            | "["
            | "«"
            | "„"
            | "¿"
            | "¡"
            | "-"
            | "–"
            | "—"
            | "*"
            | "…"
            | "..."
    )
}

/// Whether what begins at token `index` looks like the beginning of a sentence: behind the marks that open it stands
/// no lower-case letter.
fn begins_upper(text: &str, tokens: &[Span], index: usize) -> bool {
    let mut words = tokens.iter().skip(index).take(4).map(|token| token.of(text));
    let Some(first) = words.by_ref().find(|word| !is_opener(word)) else { return true };
    let Some(initial) = first.chars().next() else { return false };
    if initial.is_lowercase() || is_apostrophe(initial) {
        return false;
    }
    initial.is_alphanumeric()
        || !matches!(initial, ',' | ';' | ':' | '.' | '?' | '!' | ')' | ']' | '%' | '/' | '”' | '&')
}

/// Whether the sentence ends at the abbreviation `stop`, before token `index`.
fn ends_abbreviated(stop: &str, text: &str, tokens: &[Span], index: usize) -> bool {
    let word = stop.strip_suffix('.').unwrap_or(stop);
    let word = word.rsplit(['-', '\u{2010}', '\u{2011}']).next().unwrap_or(word);
    let next = tokens.get(index).map_or("", |token| token.of(text));
    let digit = next.starts_with(|initial: char| initial.is_ascii_digit());
    match abbreviation::follow(word) {
        None => true,
        Some(Follow::Name) => false,
        Some(Follow::Number) => !digit,
        Some(Follow::Open) => {
            let hour = matches!(word, "a.m" | "p.m" | "A.M" | "P.M");
            let zone = next.len() <= 4 && next.chars().all(char::is_uppercase);
            let day = matches!(next.get(next.len().saturating_sub(3)..), Some("day"));
            abbreviation::begins_sentence(next)
                || is_opener(next) && next != "("
                || hour && !digit && !zone && !day
        }
    }
}

/// Whether the words from token `index` on name the speaker of the quotation before: a short name, then a verb of
/// saying, or the two the other way round.
fn speaker_follows(text: &str, tokens: &[Span], index: usize) -> bool {
    const SAYING: &[&str] = &[
        "added",
        "adds",
        "announced",
        "asked",
        "asks",
        "called",
        "cried",
        "declared",
        "exclaimed",
        "insisted",
        "joked",
        "posted",
        "quipped",
        "replied",
        "said",
        "says",
        "shouted",
        "told",
        "tweeted",
        "wondered",
        "writes",
        "wrote",
        "yelled",
    ];
    for (place, token) in tokens.iter().skip(index).take(6).enumerate() {
        let word = token.of(text);
        if place > 0 && SAYING.binary_search(&word).is_ok() {
            return true;
        }
        let name = word.starts_with(char::is_uppercase)
            || matches!(word, "the" | "of" | "de" | "al" | "van" | "later");
        if !name {
            return false;
        }
    }
    false
}

/// Whether a sentence ends between two tokens that touch, because the page lost the space: `…went home.The talks…`.
fn lost_space(text: &str, tokens: &[Span], index: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.of(text));
    let Some(before) = index.checked_sub(2) else { return false };
    if !matches!(word(index - 1), "." | "!" | "?") {
        return false;
    }
    let (left, right) = (word(before), word(index));
    let mut initials = right.chars();
    let opens = initials.next().is_some_and(char::is_uppercase)
        && (initials.next().is_some_and(char::is_lowercase) || abbreviation::begins_sentence(right));
    opens && left.chars().count() > 1 && left.ends_with(char::is_lowercase) && !left.contains(is_blank)
}
