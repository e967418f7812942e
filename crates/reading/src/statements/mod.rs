//! Statements: who said what.
//!
//! By rule, [`cues`] finds the words that attribute and what they govern, and [`content`] cuts the edges of what is said.
//! Where there is a trained reader, [`trained`] turns its [`labels`] into the same [`Draft`]s and puts the two together.
//! Quotations that a line below signs ([`signatures`]) or a line above introduces ([`introduced`]) are added.
//! Those that no cue governs are joined to the statement that they continue ([`orphans`]), [`speaker`] names the
//! source, [`said`] dates it, and [`settle`] once events are known, [`details`] and [`certainty`] add the rest.

mod aside;
mod certainty;
mod content;
mod cues;
mod details;
mod introduced;
mod labels;
mod orphans;
mod said;
mod settle;
mod signatures;
mod speaker;
mod trained;
mod transcript;

pub(crate) use settle::settle;
pub(crate) use trained::Trained;

use crate::actors::Cast;
use crate::document::Document;
use crate::times::Time;
use certainty::Basis;
pub(crate) use certainty::Grounds;
use onrecord_text::{Mode, Span, Statement, StatementKind, stable_id};
use std::ops::Range;

/// A statement with the number of its speaker in the cast.
pub(crate) struct FoundStatement {
    /// As the reading gives it; the speaker's id is filled in when the cast is numbered.
    pub statement: Statement,
    /// The speaker, by number.
    pub speaker: Option<usize>,
    /// What its certainty is reckoned from.
    pub grounds: Grounds,
    /// Whether somebody tells its content, in words of theirs or by a verb of speech. The events in it are told then; "they
    /// discussed the lane" tells of an event with its own words.
    pub told: bool,
}

/// A statement before its speaker, date and kind are worked out. Ranges are of words.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// The words that name the source.
    pub source: Option<crate::phrase::Phrase>,
    /// The words that attribute; empty where a quotation stands without a cue.
    pub cue: Range<usize>,
    /// The fragments of what is said, in order.
    pub content: Vec<Range<usize>>,
    /// What the speaker does.
    pub mode: Mode,
    /// The sentence of the cue, or of the first fragment.
    pub sentence: usize,
    /// Somebody addressed.
    pub addressee: Option<Range<usize>>,
    /// Who reports that it was said, where the page says so in the same sentence: "…, the agency reported".
    pub through: Option<crate::phrase::Phrase>,
    /// The statement, by number, whose speaker this one has.
    pub follows: Option<usize>,
    /// Whether the words are the speaker's own though no marks say so, as in a transcript.
    pub verbatim: bool,
    /// What it rests on.
    pub basis: Basis,
}

/// Finds the statements of a document, in page order.
pub(crate) fn find(
    document: &Document<'_>,
    cast: &mut Cast,
    times: &[Time],
    trained: Option<&Trained>,
) -> Vec<FoundStatement> {
    let mut drafts = cues::drafts(document, times);
    if let Some(trained) = trained {
        drafts = trained::combine(document, times, trained, drafts);
    }
    signatures::add(document, &mut drafts);
    introduced::add(document, times, &mut drafts);
    orphans::join(document, &mut drafts);
    drafts.retain(|draft| !draft.content.is_empty());
    let speakers = speaker::name(document, cast, times, &drafts);
    let mut found = Vec::with_capacity(drafts.len());
    let said = said::of_all(document, cast, times, &drafts, &speakers);
    for ((draft, speaker), said) in drafts.iter().zip(speakers).zip(said) {
        let spans = |ranges: &[Range<usize>]| -> Vec<Span> {
            ranges.iter().filter_map(|it| document.span_of(it)).collect()
        };
        let content = spans(&draft.content);
        let cue = spans(std::slice::from_ref(&draft.cue));
        let source =
            draft.source.as_ref().map_or_else(Vec::new, |phrase| spans(std::slice::from_ref(&phrase.words)));
        if content.is_empty() {
            continue;
        }
        let place =
            |spans: &[Span]| spans.iter().map(|span| format!("{span:?}")).collect::<Vec<_>>().join(",");
        let item = &document.page.items[document.sentences[draft.sentence].item];
        let grounds =
            certainty::grounds(document, draft, speaker.is_some(), trained.map(|it| it.model.as_str()));
        let statement = Statement {
            id: stable_id("s", &[&document.page.id, &place(&cue), &place(&content)]),
            item: item.id.clone(),
            speaker: None,
            said,
            addressee: details::addressee(document, draft),
            venue: details::venue(document, draft),
            via: details::via(document, cast, draft, speaker),
            kind: kind(document, draft),
            mode: details::mode(document, draft),
            certainty: certainty::of(&grounds),
            source,
            cue,
            content,
        };
        let told = !matches!(draft.basis, Basis::Trained(_))
            || draft.source.is_some()
                && (certainty::is_quoted(document, draft) || trained::is_spoken(document, draft));
        found.push(FoundStatement { statement, speaker, grounds, told });
    }
    found.sort_by_key(|it| (it.statement.content.first().copied(), it.statement.cue.first().copied()));
    found
}

/// Direct where all words of the content stand in quotation marks, mixed where some do.
fn kind(document: &Document<'_>, draft: &Draft) -> StatementKind {
    let words =
        draft.content.iter().flat_map(Clone::clone).filter(|at| !document.words[*at].tag.is_punctuation());
    let (mut inside, mut all) = (0, 0);
    for word in words {
        all += 1;
        inside += usize::from(document.words[word].quote.is_some());
    }
    match inside {
        _ if draft.verbatim => StatementKind::Direct,
        0 => StatementKind::Indirect,
        _ if inside == all => StatementKind::Direct,
        _ => StatementKind::Mixed,
    }
}
