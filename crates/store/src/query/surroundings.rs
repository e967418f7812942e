//! The words around a span, for a reader.

use crate::views::Range;
use onrecord_text::CodePoints;

/// The most that is shown on either side, in bytes: a page may be one long line.
const WIDEST: usize = 600;

/// The text at a range of code points; empty where the text has no such range.
pub(crate) fn words_at<'t>(text: &'t str, points: &CodePoints<'_>, [start, stop]: Range) -> &'t str {
    text.get(points.to_byte(start)..points.to_byte(stop)).unwrap_or_default()
}

/// The paragraph (the line) that holds a range, or as much of it as a reader needs.
pub(crate) fn paragraph(text: &str, points: &CodePoints<'_>, range: Range) -> String {
    around(text, points, range, |before| before.rfind('\n').map(|at| at + 1), |after| after.find('\n'))
}

/// The sentence that holds a range.
pub(crate) fn sentence(text: &str, points: &CodePoints<'_>, range: Range) -> String {
    around(text, points, range, last_sentence_start, sentence_end)
}

fn around(
    text: &str,
    points: &CodePoints<'_>,
    [start, stop]: Range,
    find_start: impl Fn(&str) -> Option<usize>,
    find_end: impl Fn(&str) -> Option<usize>,
) -> String {
    let (start, stop) = (points.to_byte(start), points.to_byte(stop));
    let from = word_start(text, start.saturating_sub(WIDEST), start);
    let to = word_end(text, stop.saturating_add(WIDEST).min(text.len()), stop);
    let before = text.get(from..start).unwrap_or_default();
    let after = text.get(stop..to).unwrap_or_default();
    let (first, last) = (find_start(before), find_end(after));
    let mut shown = String::new();
    if first.is_none() && from > 0 {
        shown.push_str("… ");
    }
    let begin = from + first.unwrap_or(0);
    let end = stop + last.unwrap_or(after.len());
    shown.push_str(text.get(begin..end).unwrap_or_default().trim());
    if last.is_none() && to < text.len() {
        shown.push_str(" …");
    }
    shown
}

/// The first word that begins at or after `at`, but not after `limit`.
fn word_start(text: &str, at: usize, limit: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let at = (at..limit).find(|at| text.is_char_boundary(*at)).unwrap_or(limit);
    let word = text.get(at..limit).and_then(|part| part.find(char::is_whitespace));
    word.map_or(at, |space| at + space)
}

/// The last word that ends at or before `at`, but not before `limit`.
fn word_end(text: &str, at: usize, limit: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let at = (limit..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(limit);
    let word = text.get(limit..at).and_then(|part| part.rfind(char::is_whitespace));
    word.map_or(at, |space| limit + space)
}

/// Where the sentence begins that runs on past the end of `before`.
fn last_sentence_start(before: &str) -> Option<usize> {
    let mut found = None;
    for (at, _) in before.match_indices(['.', '!', '?', '\n']) {
        let rest = before.get(at + 1..).unwrap_or_default();
        let after_marks = rest.trim_start_matches(['"', '\'', '”', '’', '»', ')']);
        let is_end = before.as_bytes().get(at) == Some(&b'\n')
            || (after_marks.starts_with(char::is_whitespace)
                && !after_marks.trim_start().starts_with(char::is_lowercase)
                && !is_abbreviation(before.get(..at).unwrap_or_default()));
        if is_end {
            found = Some(before.len() - after_marks.trim_start().len());
        }
    }
    found
}

/// Where the sentence ends that began before `after`.
fn sentence_end(after: &str) -> Option<usize> {
    for (at, mark) in after.match_indices(['.', '!', '?', '\n']) {
        if mark == "\n" {
            return Some(at);
        }
        let rest = after.get(at + 1..).unwrap_or_default();
        let after_marks = rest.trim_start_matches(['"', '\'', '”', '’', '»', ')']);
        let next = after_marks.trim_start();
        let is_apart = after_marks.is_empty() || after_marks.starts_with(char::is_whitespace);
        if is_apart
            && !next.starts_with(char::is_lowercase)
            && !is_abbreviation(after.get(..at).unwrap_or_default())
        {
            return Some(after.len() - after_marks.len());
        }
    }
    None
}

/// Whether a full stop after this text more likely shortens a word: an initial, or a title.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    is_initial
        || ["Mr", "Mrs", "Ms", "Dr", "Gen", "Col", "Lt", "Sgt", "Sen", "Rep", "Gov", "St", "Prof"]
            .contains(&word)
}
