//! What was, is or may be done: events, by rule.
//!
//! `data/events.txt` lists the words that report events; [`triggers`] finds them with what must stand around them. For
//! each, [`clause`] cuts the evidence, [`participants`] names who takes part, [`stage`] says how far the report puts
//! it, [`place`] and [`when`] where and when. [`join`] then merges what says the same twice and lets reports of one
//! event on the page lend each other a date; [`anchored`] counts "two days after the vote" from the vote, and [`follow`] dates
//! what a page tells of without a date by the sentence before or by standing first.

mod anchored;
mod chain;
mod clause;
mod complements;
mod follow;
mod join;
mod lexicon;
mod nouns;
mod participants;
mod place;
mod report;
mod scene;
mod stage;
#[cfg(test)]
mod tests;
mod triggers;
mod verbs;
mod when;

pub(crate) use anchored::{Recounted, names};

use crate::actors::Cast;
use crate::document::Document;
use crate::statements::FoundStatement;
use crate::times::Time;
use onrecord_text::{Dating, Event, EventType, Span, Stage, stable_id};
use scene::Scene;
use std::ops::Range;

/// An event with the numbers of its participants in the cast.
pub(crate) struct FoundEvent {
    /// As the reading gives it.
    pub event: Event,
    /// The word that gave it away.
    pub trigger: Span,
    /// Who takes part, by number.
    pub actors: Vec<usize>,
}

/// A report of an event, while it is being put together.
#[derive(Debug, Clone)]
pub(super) struct Report {
    /// What it is.
    pub kind: EventType,
    /// PLOVER's type.
    pub plover: Option<&'static str>,
    /// The clause that reports it.
    pub clause: Range<usize>,
    /// The word that gave it away.
    pub trigger: usize,
    /// The sentence.
    pub sentence: usize,
    /// The item, by number.
    pub item: usize,
    /// Who takes part.
    pub actors: Vec<usize>,
    /// Where, in the page's words.
    pub place: Option<String>,
    /// When.
    pub when: Dating,
    /// How far it has come.
    pub stage: Stage,
    /// How long, ISO 8601.
    pub duration: Option<String>,
    /// How sure the rule is.
    pub certainty: f32,
    /// Whether the page itself tells of it as done, in a main clause and not from before what it tells of.
    pub narrated: bool,
}

impl Report {
    /// Whether people come together: one event may be called any of these.
    fn is_consult(&self) -> bool {
        is_consult(self.kind)
    }
}

/// Whether a type is one of those that one event may be called by several reports.
pub(super) fn is_consult(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Meeting | EventType::Talks | EventType::Summit | EventType::Visit | EventType::Call
    )
}

/// Finds the events of a document, in page order, and the times that are counted from one.
pub(crate) fn find(
    document: &Document<'_>,
    cast: &mut Cast,
    times: &[Time],
    statements: &[FoundStatement],
) -> (Vec<FoundEvent>, Vec<Recounted>) {
    let scene = Scene::new(document, times, statements);
    let mut reports: Vec<Report> = Vec::new();
    for sentence in 0..document.sentences.len() {
        for trigger in triggers::find(&scene, cast, sentence) {
            participants::enlist(&scene, cast, &trigger);
            if let Some(report) = report::of(&scene, cast, &reports, &trigger) {
                join::push(&mut reports, report);
            }
        }
    }
    join::refine_dates(&mut reports);
    join::lend_dates(&mut reports);
    let recounted = anchored::count(&scene, &mut reports);
    follow::go_on(&scene, &mut reports);
    follow::date_leads(&scene, &mut reports, false);
    join::date_headings(&scene, &mut reports);
    follow::date_leads(&scene, &mut reports, true);
    let mut found: Vec<FoundEvent> = reports.into_iter().filter_map(|report| event(&scene, report)).collect();
    found.sort_by_key(|it| (it.event.evidence, it.event.kind));
    found.dedup_by(|a, b| a.event.evidence == b.event.evidence && a.event.kind == b.event.kind);
    (found, recounted)
}

fn event(scene: &Scene<'_, '_>, report: Report) -> Option<FoundEvent> {
    let evidence: Span = scene.trimmed(&report.clause)?;
    let trigger = scene.document.words.get(report.trigger)?.span;
    let page = scene.document.page;
    let place = format!("{evidence:?}");
    let event = Event {
        id: stable_id("e", &[&page.id, report.kind.as_str(), &place]),
        item: page.items.get(report.item)?.id.clone(),
        kind: report.kind,
        plover: report.plover.map(str::to_string),
        participants: Vec::new(),
        place: report.place,
        when: report.when,
        stage: report.stage,
        duration: report.duration,
        evidence,
        certainty: report.certainty.clamp(0.1, 0.95),
    };
    Some(FoundEvent { event, trigger, actors: report.actors })
}
