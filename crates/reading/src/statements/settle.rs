//! Statements dated by the events that they go with: "he said after the talks", "they met on Friday, where he said".

use super::FoundStatement;
use crate::document::Document;
use crate::events::{self, FoundEvent};
use crate::phrase;
use onrecord_text::{Basis, Dating, Stage};
use std::ops::Range;

/// How many words name an event at most, behind "after" or "at".
const NAME: usize = 6;
/// How many words from a cue an event can still go with it.
const REACH: usize = 40;
/// How many events before a statement "the talks" may be.
const NEAR: usize = 16;

/// Dates what no words of its own date by an event of its sentence. Gives the numbers of the statements that it has dated.
pub(crate) fn settle(
    document: &Document<'_>,
    statements: &mut [FoundStatement],
    events: &[FoundEvent],
) -> Vec<usize> {
    // The events by the word that gave them away.
    let mut places: Vec<(usize, &FoundEvent)> =
        events.iter().map(|it| (document.words_in(it.trigger).start, it)).collect();
    places.sort_by_key(|(at, _)| *at);
    let mut settled = Vec::new();
    // Who spoke last with an event, in which sentence.
    let mut last: Option<(usize, usize, Dating)> = None;
    for (number, found) in statements.iter_mut().enumerate() {
        if found.statement.said.basis != Basis::Item {
            continue;
        }
        let Some(cue) = found.statement.cue.first().map(|span| document.words_in(*span)) else { continue };
        let sentence = document.words[cue.start].sentence;
        let goes_on = || {
            let (speaker, place, dating) = last.as_ref()?;
            let same = found.speaker == Some(*speaker)
                && (*place..=*place + 1).contains(&sentence)
                && document.sentences[*place].item == document.sentences[sentence].item;
            same.then(|| dating.clone())
        };
        let dating = dated(document, found, cue.start, &places).or_else(goes_on);
        if let Some(dating) = dating {
            last = found.speaker.map(|speaker| (speaker, sentence, dating.clone()));
            found.statement.said = dating;
            settled.push(number);
        }
    }
    settled
}

fn dated(
    document: &Document<'_>,
    found: &FoundStatement,
    cue: usize,
    places: &[(usize, &FoundEvent)],
) -> Option<Dating> {
    let sentence = document.sentence_of(cue).words.clone();
    let outside = |at: usize| {
        let span = document.words[at].span;
        !found.statement.content.iter().chain(&found.statement.source).any(|it| it.contains(span))
    };
    // The first event whose word stands in a range.
    let event_in = |words: Range<usize>| {
        let (at, event) = places.get(places.partition_point(|(at, _)| *at < words.start))?;
        words.contains(at).then_some((*at, *event))
    };
    let done =
        |it: &FoundEvent| !matches!(it.event.stage, Stage::Planned | Stage::Expected | Stage::Possible);
    let known = |it: &FoundEvent| done(it) && it.event.when.single_day().is_some();
    // "met Holm on Friday, where he said": the last event before "where".
    let where_ = (sentence.start..cue).rev().take(6).find(|at| document.is(*at, &["where", "when"]));
    let before = |at: usize| {
        let (place, event) = places.get(places.partition_point(|(place, _)| *place < at).checked_sub(1)?)?;
        (*place >= sentence.start).then_some(*event)
    };
    if let Some(event) = where_.and_then(before) {
        return (done(event) && event.event.when.is_known()).then(|| with(document, event, "where"));
    }
    // "after the talks": those of which the page tells there, or told before.
    (cue.saturating_sub(REACH).max(sentence.start)..sentence.end.min(cue + REACH))
        .filter(|at| document.is(*at, &["after", "following", "at", "during"]) && outside(*at))
        .find_map(|at| {
            let name = phrase::starting(document, at + 1, sentence.end.min(at + 1 + NAME))?;
            let how = document.words[at].lower.as_str();
            let own = event_in(name.words.clone()).filter(|(trigger, _)| outside(*trigger));
            if let Some((_, event)) = own.filter(|(_, it)| known(it)) {
                return Some(with(document, event, how));
            }
            if own.is_some_and(|(_, it)| it.event.when.is_known()) {
                return None;
            }
            let definite = document.is(name.words.start, &["the", "their", "his", "her", "its", "that"]);
            let noun = document.words[name.head()].lower.as_str();
            let item = &found.statement.item;
            let first = places.partition_point(|(place, _)| *place < sentence.start);
            let before = places[..first].iter().rev().take(NEAR).map(|(_, it)| *it);
            let named = |it: &&FoundEvent| {
                let trigger = document.words_in(it.trigger).start;
                let trigger = document.words[trigger].lower.as_str();
                it.event.item == *item && known(it) && events::names(noun, it.event.kind, trigger)
            };
            before.filter(|_| definite).find(named).map(|it| with(document, it, how))
        })
}

/// The day of an event as that of what was said with it.
fn with(document: &Document<'_>, event: &FoundEvent, how: &str) -> Dating {
    let when = event.event.when.clone();
    let words = document.text(event.trigger);
    Dating { basis: Basis::Inferred, ..when }.because(format!("said {how} “{words}”, which the page dates"))
}
