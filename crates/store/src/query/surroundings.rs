//! The words around a span, for a reader.

use crate::views::Range;
use onrecord_text::CodePoints;

/// The most that is shown on either side, in bytes: a page may be one long line.
const WIDEST: usize = 600;
/// What may stand between the end of a sentence and the space after it.
const MARKS: [char; 6] = ['"', '\'', '”', '’', '»', ')'];

/// The text at a range of code points; empty where the text has no such range.
pub(crate) fn words_at<'t>(text: &'t str, points: &CodePoints<'_>, [start, stop]: Range) -> &'t str {
    text.get(points.to_byte(start)..points.to_byte(stop)).unwrap_or_default()
}

/// The paragraph (the line) that holds a range, or as much of it as a reader needs.
pub(crate) fn paragraph(text: &str, points: &CodePoints<'_>, range: Range) -> String {
    let bytes = range.map(|point| points.to_byte(point));
    around(text, bytes, |before| before.rfind('\n').map(|at| at + 1), |after| after.find('\n'))
}

/// The sentence that holds a range.
pub(crate) fn sentence(text: &str, points: &CodePoints<'_>, range: Range) -> String {
    let [start, stop] = range.map(|point| points.to_byte(point));
    let words = text.get(start..stop).unwrap_or_default();
    // Words that end with the sentence's own full stop must not be taken for the beginning of the next.
    let inner = words.trim_end().trim_end_matches(MARKS).trim_end_matches(['.', '!', '?']);
    let stop = if inner.is_empty() { stop } else { start + inner.len() };
    around(text, [start, stop], last_sentence_start, sentence_end)
}

fn around(
    text: &str,
    [start, stop]: [usize; 2],
    find_start: impl Fn(&str) -> Option<usize>,
    find_end: impl Fn(&str) -> Option<usize>,
) -> String {
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
        let after_marks = rest.trim_start_matches(MARKS);
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
        let after_marks = rest.trim_start_matches(MARKS);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str =
        "Headline\nMr. Varga spoke. “We agreed,” T. Rehn said 🕊️ in Calder. Nothing more was said.\nThe end";

    fn at(words: &str) -> Range {
        let start = TEXT.find(words).unwrap();
        let points = CodePoints::new(TEXT);
        [points.of_byte(start), points.of_byte(start + words.len())]
    }

    #[test]
    fn a_sentence_is_not_cut_at_titles_and_initials() {
        let points = CodePoints::new(TEXT);
        let whole = "“We agreed,” T. Rehn said 🕊️ in Calder.";
        assert_eq!(sentence(TEXT, &points, at("agreed")), whole);
        assert_eq!(sentence(TEXT, &points, at(whole)), whole);
        assert_eq!(sentence(TEXT, &points, at("spoke")), "Mr. Varga spoke.");
        assert_eq!(sentence(TEXT, &points, at("Headline")), "Headline");
        assert_eq!(sentence(TEXT, &points, at("The end")), "The end");
    }

    #[test]
    fn a_paragraph_is_a_line_and_a_long_line_is_cut_with_a_mark() {
        let points = CodePoints::new(TEXT);
        assert_eq!(paragraph(TEXT, &points, at("agreed")), TEXT.lines().nth(1).unwrap());
        let long = "word ".repeat(5_000);
        let shown = paragraph(&long, &CodePoints::new(&long), [10_000, 10_004]);
        assert!(shown.starts_with("… word") && shown.ends_with("word …"), "{shown}");
        assert!(shown.len() < 3 * WIDEST);
    }

    proptest! {
        #[test]
        fn the_words_are_always_in_their_surroundings(text in "[a-zé🕊️ .!\n”A-Z]{1,1500}", a in 0_usize..1500, b in 1_usize..90) {
            let points = CodePoints::new(&text);
            let start = a % points.total();
            let range = [start, (start + b).min(points.total())];
            let words = words_at(&text, &points, range).trim();
            prop_assert!(sentence(&text, &points, range).contains(words));
            prop_assert!(paragraph(&text, &points, range).contains(words));
        }

        #[test]
        fn no_range_is_a_panic(text in "\\PC{0,40}", start in 0_usize..99, stop in 0_usize..99) {
            let points = CodePoints::new(&text);
            sentence(&text, &points, [start, stop]);
            paragraph(&text, &points, [start, stop]);
            words_at(&text, &points, [start, stop]);
        }
    }
}
