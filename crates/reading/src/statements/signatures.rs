//! Quotations with their speaker on a line of its own below.

use super::Draft;
use super::certainty::Basis;
use crate::document::Document;
use crate::phrase;
use onrecord_text::Mode;

/// The most words of a line that names the speaker of the quotation above it.
const LONGEST_SIGNATURE: usize = 12;

/// Adds every quotation that such a line signs: "— Ada Holm, harbour pilot".
pub(super) fn add(document: &Document<'_>, drafts: &mut Vec<Draft>) {
    for (number, line) in document.sentences.iter().enumerate() {
        let dash = line.words.start;
        let signed = document.is(dash, &["―", "—", "–", "--", "-"])
            && document.words[dash + 1].tag.is_proper_noun()
            && line.words.len() <= LONGEST_SIGNATURE
            && document.paragraph_of(number) == (number..number + 1);
        if !signed || drafts.iter().any(|it| it.cue.contains(&dash)) {
            continue;
        }
        let Some(above) = number.checked_sub(1).map(|it| document.paragraph_of(it)) else { continue };
        let words = document.sentences[above.start].words.start..document.sentences[above.end - 1].words.end;
        let quoted = words
            .clone()
            .all(|at| document.words[at].quote.is_some() || document.words[at].tag.is_punctuation());
        let taken = drafts
            .iter()
            .any(|it| it.content.iter().any(|own| own.start < words.end && words.start < own.end));
        let name = phrase::starting(document, dash + 1, line.words.end);
        if let Some(source) =
            name.filter(|_| quoted && !taken && document.sentences[above.start].item == line.item)
        {
            drafts.push(Draft {
                source: Some(source),
                cue: dash..dash + 1,
                content: vec![words],
                mode: Mode::Assert,
                sentence: number,
                addressee: None,
                through: None,
                follows: None,
                verbatim: false,
                basis: Basis::Rule(0.85),
            });
        }
    }
}
