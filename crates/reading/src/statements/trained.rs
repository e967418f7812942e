//! Drafts from what the trained reader found, and how they go together with those of the rules.
//!
//! The reader finds cues that no list has and knows where indirect words end; quotation marks, transcripts and
//! quotations that run on are exact by rule. So the reader's drafts stand, their edges are set to the marks, and of the
//! rules' drafts those stay that the reader left out and that have marks of their own.

use super::certainty::{self, Basis};
use super::labels::{self, Attribution};
use super::{Draft, cues, transcript};
use crate::document::Document;
use crate::lexicon;
use crate::phrase::{self, Phrase};
use crate::times::Time;
use onrecord_tagger::encoder::UnitReading;
use onrecord_text::Mode;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// The least certainty that counts: about where F1 on PolNeAR dev is at its best.
const LEAST: f32 = 0.36;
/// The same where the cue is a verb of speech: what was said should rather be found and doubted than lost.
const LEAST_SPOKEN: f32 = 0.22;
/// The same where words stand in quotation marks: most of them are found anyway, so that a doubtful one is rather wrong.
const LEAST_QUOTED: f32 = 0.4;

/// How many sentences away a draft of the rules may say the same as one of the reader's.
const NEAR: usize = 2;

/// What the trained reader made of a document.
pub(crate) struct Trained {
    /// The model's name.
    pub model: String,
    /// Its units, as ranges of the document's words.
    pub units: Vec<Range<usize>>,
    /// What it found in each.
    pub readings: Vec<Arc<UnitReading>>,
}

/// Puts the trained reader's drafts in the place of the rules' that say the same.
pub(super) fn combine(
    document: &Document<'_>,
    times: &[Time],
    trained: &Trained,
    rules: Vec<Draft>,
) -> Vec<Draft> {
    // The labels of a transcript and its questions are no reports of what somebody says.
    let turns: Vec<Range<usize>> =
        transcript::turns(document).iter().map(|turn| turn.words(document)).collect();
    let in_turn = |at: usize| {
        let next = turns.partition_point(|it| it.start <= at);
        next.checked_sub(1).and_then(|before| turns.get(before)).is_some_and(|it| it.contains(&at))
    };
    let mut found: BTreeMap<usize, Vec<(Draft, f32)>> = BTreeMap::new();
    for (unit, reading) in trained.units.iter().zip(&trained.readings) {
        for attribution in labels::attributions(reading) {
            let Some(own) = draft(document, times, unit.start, &attribution) else { continue };
            let sure = certainty::of(&certainty::grounds(document, &own, false, Some(&trained.model)));
            let least = if certainty::is_quoted(document, &own) {
                LEAST_QUOTED
            } else if is_spoken(document, &own) {
                LEAST_SPOKEN
            } else {
                LEAST
            };
            // A turn of a transcript is the rules', with all that is said in it.
            let said = own.content.first().is_some_and(|it| in_turn(it.start));
            if sure >= least && !said && !in_turn(own.cue.start) {
                add(found.entry(own.sentence).or_default(), own, sure);
            }
        }
    }
    let drafts = |found: Vec<(Draft, f32)>| found.into_iter().map(|(draft, _)| draft).collect();
    let mut found: BTreeMap<usize, Vec<Draft>> =
        found.into_iter().map(|(sentence, found)| (sentence, drafts(found))).collect();
    let mut beside: BTreeMap<usize, Vec<Draft>> = BTreeMap::new();
    for rule in rules {
        lend_source(found.range_mut(rule.sentence..=rule.sentence).flat_map(|(_, drafts)| drafts), &rule);
        let mut near = found.range(rule.sentence.saturating_sub(NEAR)..=rule.sentence + NEAR);
        let length: usize = rule.content.iter().map(ExactSizeIterator::len).sum();
        let known = near.any(|(_, drafts)| {
            drafts.iter().any(|it| overlap(&it.cue, &rule.cue) > 0 || shared(it, &rule) * 2 > length)
        });
        // What is not wholly in marks adds more that is wrong than right to what the reader found.
        let whole = rule
            .content
            .iter()
            .flat_map(Clone::clone)
            .all(|at| document.words[at].quote.is_some() || document.words[at].tag.is_punctuation());
        let inside = || {
            found.range(rule.sentence..=rule.sentence).any(|(_, drafts)| is_inside(document, &rule, drafts))
        };
        if rule.verbatim || !known && whole || known && inside() {
            beside.entry(rule.sentence).or_default().push(rule);
        } else if whole && rule.source.is_some() {
            nest(found.range_mut(rule.sentence..=rule.sentence).flat_map(|(_, drafts)| drafts), rule);
        }
    }
    for (sentence, mut drafts) in beside {
        found.entry(sentence).or_default().append(&mut drafts);
    }
    let mut drafts = Vec::new();
    for mut own in found.into_values() {
        cues::nested(document, times, &mut own);
        cues::reported(document, times, &mut own);
        own.sort_by_key(|it| (it.cue.start, it.content.first().map(|words| words.start)));
        drafts.append(&mut own);
    }
    drafts
}

/// Adds a draft, unless it says the same as one that is there with another word for its cue ("laughed and said"), of no other
/// source: of the two the surer stays, with the source that either has.
fn add(drafts: &mut Vec<(Draft, f32)>, mut own: Draft, sure: f32) {
    let length = |draft: &Draft| draft.content.iter().map(ExactSizeIterator::len).sum::<usize>();
    let same = |other: &Draft| {
        let common = shared(other, &own);
        let sources = other.source.as_ref().zip(own.source.as_ref());
        sources.is_none_or(|(left, right)| overlap(&left.words, &right.words) > 0)
            && common * 10 >= 8 * (length(other) + length(&own) - common)
    };
    match drafts.iter_mut().find(|(other, _)| same(other)) {
        Some(known) if known.1 < sure => {
            own.source = own.source.or(known.0.source.take());
            *known = (own, sure);
        }
        Some((known, _)) => known.source = known.source.take().or(own.source),
        None => drafts.push((own, sure)),
    }
}

/// Whether a cue has a verb of speech.
pub(super) fn is_spoken(document: &Document<'_>, draft: &Draft) -> bool {
    let cue = |at: usize| lexicon::cues().get(document.words[at].lower.as_str());
    draft.cue.clone().any(|at| cue(at).is_some_and(|it| it.frames.spoken))
}

/// "They discussed aid at what Holm called a “very warm” meeting": somebody's own quoted words inside what others are
/// said to say, which are in marks there alone.
fn is_inside(document: &Document<'_>, inner: &Draft, drafts: &[Draft]) -> bool {
    let unquoted = |at: usize| document.words[at].quote.is_none();
    inner.source.as_ref().is_some_and(|it| it.words.clone().all(unquoted))
        && inner.cue.clone().all(unquoted)
        && certainty::is_quoted(document, inner)
        && drafts.iter().all(|it| overlap(&it.cue, &inner.cue) == 0)
        && drafts.iter().any(|outer| {
            let holds = |words: &Range<usize>| {
                outer.content.iter().any(|it| it.start <= words.start && words.end <= it.end)
            };
            let length: usize = outer.content.iter().map(ExactSizeIterator::len).sum();
            holds(&inner.cue) && inner.content.iter().all(holds) && shared(outer, inner) * 2 < length
        })
}

/// How many words of content two drafts share.
fn shared(left: &Draft, right: &Draft) -> usize {
    left.content.iter().flat_map(|words| right.content.iter().map(move |other| overlap(words, other))).sum()
}

/// "We reported Holm as saying: “…”": a quotation with its own speaker and cue inside what another is said to have said is
/// that speaker's, by way of the other. The reader has learnt from news in which nothing is nested, and finds the other.
fn nest<'d>(mut drafts: impl Iterator<Item = &'d mut Draft>, mut inner: Draft) {
    let holds = |outer: &Draft| {
        let length: usize = outer.content.iter().map(ExactSizeIterator::len).sum();
        outer.cue != inner.cue
            && outer.content.iter().any(|words| words.contains(&inner.cue.start))
            && shared(outer, &inner) * 2 >= length
    };
    if let Some(outer) = drafts.find(|it| holds(it)) {
        inner.through = outer.source.take();
        *outer = inner;
    }
}

/// "Holm shrugged, saying: “…”": who does what a participle tells stands far from it, and the reader looks for a source near
/// by. The rules ask for the subject.
fn lend_source<'d>(mut drafts: impl Iterator<Item = &'d mut Draft>, rule: &Draft) {
    let Some(source) = &rule.source else { return };
    let same = |own: &Draft| overlap(&own.cue, &rule.cue) > 0 && shared(own, rule) > 0;
    let apart = |own: &Draft| own.content.iter().all(|words| overlap(words, &source.words) == 0);
    if let Some(own) = drafts.find(|own| own.source.is_none() && same(own) && apart(own)) {
        own.source = Some(source.clone());
    }
}

/// How many words two ranges share.
fn overlap(left: &Range<usize>, right: &Range<usize>) -> usize {
    left.end.min(right.end).saturating_sub(left.start.max(right.start))
}

/// One attribution of a unit that begins at word `start` of the document.
fn draft(document: &Document<'_>, times: &[Time], start: usize, found: &Attribution) -> Option<Draft> {
    let place = |words: &Range<usize>| words.start + start..words.end + start;
    let cue = bare(document, place(&found.cue));
    let mut content: Vec<Range<usize>> = Vec::new();
    for fragment in &found.content {
        let fragment = to_marks(document, place(fragment));
        match content.last_mut() {
            // Nothing but marks between two fragments: they are one.
            Some(last)
                if (last.end..fragment.start).all(|at| document.words[at].tag.is_punctuation())
                    && overlap(&cue, &(last.end..fragment.start)) == 0 =>
            {
                last.end = last.end.max(fragment.end);
            }
            _ => content.push(fragment),
        }
    }
    content.retain(|words| words.clone().any(|at| !document.words[at].tag.is_punctuation()));
    if content.is_empty() {
        return None;
    }
    let source = found.source.as_ref().map(|words| phrase_of(document, place(words)));
    let cue_mode = mode(document, &cue);
    let frames = cue.clone().find_map(|at| lexicon::cues().get(document.words[at].lower.as_str()));
    let addressee = frames.filter(|it| it.frames.person).and_then(|it| {
        let end = content.iter().map(|words| words.start).find(|at| *at >= cue.end);
        let end = end.unwrap_or(document.sentence_of(cue.start).words.end);
        super::content::after_cue(document, times, cue.end, end, it.frames).addressee
    });
    Some(Draft {
        source,
        sentence: document.words[cue.start].sentence,
        content,
        mode: cue_mode,
        cue,
        addressee,
        through: None,
        follows: None,
        verbatim: false,
        basis: Basis::Trained(found.evidence),
    })
}

/// Words without the marks at their ends: the colon of "said:" is no part of the cue.
fn bare(document: &Document<'_>, mut words: Range<usize>) -> Range<usize> {
    let mark = |at: usize| document.words[at].tag.is_punctuation();
    while words.len() > 1 && mark(words.end - 1) {
        words.end -= 1;
    }
    while words.len() > 1 && mark(words.start) {
        words.start += 1;
    }
    words
}

/// A fragment whose edge lies beside a quotation mark takes the mark in.
fn to_marks(document: &Document<'_>, mut words: Range<usize>) -> Range<usize> {
    let marks = |mut range: Range<usize>| range.all(|at| document.words[at].tag.is_punctuation());
    if let Some(quote) = document.words[words.start].quote {
        let whole = document.words_in(document.quotes[quote].span);
        if whole.start < words.start && marks(whole.start..words.start) {
            words.start = whole.start;
        }
    }
    if let Some(quote) = document.words[words.end - 1].quote {
        let whole = document.words_in(document.quotes[quote].span);
        if whole.end > words.end && marks(words.end..whole.end) {
            words.end = whole.end;
        }
    }
    words
}

/// The words that name a source, with their core: the first noun phrase in them, or for "who" and "which" the one before.
fn phrase_of(document: &Document<'_>, words: Range<usize>) -> Phrase {
    if words.len() == 1 && document.is(words.start, &["who", "which", "that", "whom", "whose"]) {
        let floor = document.sentence_of(words.start).words.start;
        let comma = words.start > floor && document.is(words.start - 1, &[","]);
        let before = phrase::ending(document, floor, words.start - usize::from(comma));
        if let Some(antecedent) = before {
            return Phrase { words, core: antecedent.core };
        }
    }
    let core = phrase::starting(document, words.start, words.end)
        .map(|it| it.core)
        .filter(|core| !core.is_empty())
        .unwrap_or_else(|| words.clone());
    Phrase { words, core }
}

/// What the speaker does, by the words of the cue; the last that says more than "said" decides.
fn mode(document: &Document<'_>, cue: &Range<usize>) -> Mode {
    let modes = cue.clone().filter_map(|at| lexicon::cues().get(document.words[at].lower.as_str()));
    modes.map(|it| it.mode).rfind(|it| *it != Mode::Assert).unwrap_or(Mode::Assert)
}
