//! Lines among what is said that nobody says, whatever marks stand around them.

use crate::document::Document;
use onrecord_tagger::Tag;
use std::ops::Range;

/// "Follow Ada Holm on … @adaholm": a line of the outlet's, though a transcript that is quoted whole may have a mark before it.
pub(super) fn asks_to_follow(document: &Document<'_>, sentence: usize) -> bool {
    let words = unmarked(document, sentence);
    document.is(words.start, &["follow"])
        && words.clone().any(|at| document.text(document.words[at].span).starts_with('@'))
}

/// "(Crosstalk.)": what happens, which nobody says.
pub(super) fn is_stage_direction(document: &Document<'_>, sentence: usize) -> bool {
    let words = unmarked(document, sentence);
    let tag = |at: usize| document.words[at].tag;
    !words.is_empty()
        && tag(words.start) == Tag::OpenBracket
        && tag(words.end - 1) == Tag::CloseBracket
        && !words.clone().skip(1).any(|at| tag(at) == Tag::OpenBracket)
}

/// The words of a sentence without the quotation marks at its ends.
fn unmarked(document: &Document<'_>, sentence: usize) -> Range<usize> {
    let mut words = document.sentences[sentence].words.clone();
    let mark = |at: usize| matches!(document.text(document.words[at].span), "\"" | "“" | "”" | "''" | "``");
    while !words.is_empty() && mark(words.start) {
        words.start += 1;
    }
    while !words.is_empty() && mark(words.end - 1) {
        words.end -= 1;
    }
    words
}
