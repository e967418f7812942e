//! Quotations that fill the paragraph below the words that introduce them: "Holm said:", and then what she said.

use super::Draft;
use super::certainty::Basis;
use crate::document::{Document, Sentence};
use crate::lexicon;
use crate::phrase::{self, Phrase};
use crate::times::Time;
use onrecord_text::Mode;
use std::ops::Range;

/// Nouns for words that are about to be given: "made the following comment:".
const WORDS: &[&str] = &[
    "answer",
    "appeal",
    "comment",
    "comments",
    "letter",
    "message",
    "note",
    "passage",
    "post",
    "promise",
    "question",
    "quote",
    "remark",
    "remarks",
    "reply",
    "response",
    "sentence",
    "statement",
    "tweet",
    "warning",
    "words",
];

/// Adds every quotation that is a paragraph of its own below a sentence that ends in a colon. In PolNeAR's training half
/// nineteen of the twenty that are closed by a mark are attributed so, and half of those that are left open.
pub(super) fn add(document: &Document<'_>, times: &[Time], drafts: &mut Vec<Draft>) {
    for (number, sentence) in document.sentences.iter().enumerate() {
        let Some(below) = document.sentences.get(number + 1) else { continue };
        let introduces = document.is(sentence.words.end - 1, &[":"])
            && document.words[sentence.words.end - 1].quote.is_none()
            && below.paragraph != sentence.paragraph
            && below.item == sentence.item
            && !sentence.heading;
        if !introduces {
            continue;
        }
        let paragraph = document.paragraph_of(number + 1);
        let content = below.words.start..document.sentences[paragraph.end - 1].words.end;
        let quoted =
            |at: usize| document.words[at].quote.is_some() || document.words[at].tag.is_punctuation();
        let taken = |draft: &Draft| {
            draft.content.iter().any(|own| own.start < content.end && content.start < own.end)
        };
        if !content.clone().all(quoted)
            || document.words[content.start].quote.is_none()
            || drafts.iter().any(taken)
        {
            continue;
        }
        let Some((source, cue, mode)) = introduction(document, times, sentence) else { continue };
        if drafts.iter().any(|it| it.cue.start < cue.end && cue.start < it.cue.end) {
            continue;
        }
        drafts.push(Draft {
            source: Some(source),
            cue,
            content: vec![content],
            mode,
            sentence: number,
            addressee: None,
            through: None,
            follows: None,
            verbatim: false,
            basis: Basis::Rule(0.85),
        });
    }
}

/// Who introduces, with which words: the last verb of the sentence that attributes, or any that gives "the following
/// words".
fn introduction(
    document: &Document<'_>,
    times: &[Time],
    sentence: &Sentence,
) -> Option<(Phrase, Range<usize>, Mode)> {
    let colon = sentence.words.end - 1;
    let plain = |at: &usize| document.words[*at].quote.is_none();
    let verbs = |at: &usize| document.words[*at].tag.is_verb();
    let subject = |at: usize| phrase::subject_of(document, times, at).map(|it| it.phrase);
    let listed = (sentence.words.start..colon).rev().filter(plain).filter(verbs).find_map(|at| {
        let cue = lexicon::cues().get(document.words[at].lower.as_str())?;
        Some((subject(at)?, at..at + 1, cue.mode))
    });
    let given = || {
        (sentence.words.start..colon).any(|at| {
            document.is(at, &["following", "this"]) || WORDS.contains(&document.words[at].lower.as_str())
        })
    };
    listed.or_else(|| {
        let mut verbs = (sentence.words.start..colon)
            .filter(plain)
            .filter(|at| document.words[*at].tag.is_finite())
            .filter(|_| given());
        let verb = verbs.next()?;
        let source = subject(verb).filter(|it| !document.is(it.head(), &["it", "here", "this", "that"]))?;
        Some((source, verb..colon, Mode::Assert))
    })
}
