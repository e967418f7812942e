//! Dates for what a page tells of without one: from the sentence before, or because it is the news.

use super::Report;
use super::chain::Link;
use super::scene::Scene;
use super::triggers::{Role, Trigger};
use onrecord_tagger::Tag;
use onrecord_text::{Basis, Dating, Stage};
use std::ops::Range;

/// How many sentences below the headline tell the news: on the open half of `benchmarks/event_dates.sh` three do better than two, and
/// more date what is not known.
const LEAD: usize = 3;

/// How many reports back one may go on from.
const BACK: usize = 4;

/// Whether the page itself tells of a trigger as done, in a main clause, and not as something that was before what it tells of.
pub(super) fn is_narrated(scene: &Scene<'_, '_>, trigger: &Trigger, stage: Stage) -> bool {
    let head = trigger.words.start;
    let Some(chain) = &trigger.chain else { return false };
    let before = chain.words.iter().any(|at| matches!(scene.lower(*at), "had" | "'d"));
    let subject = trigger.subject.as_ref().map(|it| it.head());
    let relative = subject.is_some_and(|at| {
        matches!(scene.tag(at), Tag::Wp | Tag::Wdt | Tag::WpPoss)
            || matches!(scene.lower(at), "who" | "which" | "that")
    });
    let floor = scene.sentence(head).start;
    let start = subject.unwrap_or(chain.head).min(chain.head);
    let opened = (floor..start).rev().take(6).take_while(|at| scene.tag(*at) != Tag::Comma).any(|at| {
        matches!(
            scene.lower(at),
            "after"
                | "since"
                | "before"
                | "until"
                | "because"
                | "if"
                | "although"
                | "who"
                | "which"
                | "whose"
                | "where"
                | "that"
        )
    });
    stage == Stage::Happened
        && chain.link == Link::Subject
        && trigger.role != Role::Loose
        && scene.statement(head).is_none()
        && scene.document.words[head].quote.is_none()
        && !(before || relative || opened)
}

/// Lets what goes on from the sentence before, with the same people, be of its day: "She arrived on Sunday. She met Holm."
pub(super) fn go_on(scene: &Scene<'_, '_>, reports: &mut [Report]) {
    for at in 1..reports.len() {
        let (before, after) = reports.split_at_mut(at);
        let Some(report) = after.first_mut().filter(|it| it.narrated && !it.when.is_known()) else {
            continue;
        };
        let sentences = &scene.document.sentences;
        let near = |last: &&Report| {
            last.item == report.item
                && report.sentence <= last.sentence + 1
                && sentences[last.sentence].paragraph == sentences[report.sentence].paragraph
                && !sentences[last.sentence].heading
        };
        let last = before.iter().rev().take(BACK).take_while(near).find(|it| it.narrated);
        let Some(last) = last.filter(|it| it.when.single_day().is_some()) else { continue };
        let shared = last.actors.iter().any(|actor| report.actors.contains(actor));
        if shared && !has_perfect(scene, report) {
            report.when = Dating { basis: Basis::Inferred, ..last.when.clone() }
                .because("it goes on from what the page dates just before");
        }
    }
}

/// Whether a clause has a time in it, which the event may have or not.
fn has_time(scene: &Scene<'_, '_>, clause: &Range<usize>) -> bool {
    let Some(span) = scene.document.span_of(clause) else { return false };
    let next = scene.times.partition_point(|time| time.span().end() <= span.start());
    scene.times.get(next).is_some_and(|time| time.span().overlaps(span))
}

/// "has met": of now, and of no scene.
fn has_perfect(scene: &Scene<'_, '_>, report: &Report) -> bool {
    (report.clause.start..report.trigger)
        .rev()
        .take(4)
        .any(|at| matches!(scene.lower(at), "has" | "have" | "'ve"))
}

/// Lets the news itself be of the day of its item or of the day before: what a headline and the first sentences below it tell as
/// done, and give no day of. `headings` says of which of the two.
pub(super) fn date_leads(scene: &Scene<'_, '_>, reports: &mut [Report], headings: bool) {
    let wanted = |it: &Report| it.narrated && scene.document.sentences[it.sentence].heading == headings;
    for report in reports.iter_mut().filter(|it| wanted(it) && !it.when.is_known()) {
        let Some(day) = scene.document.page.items.get(report.item).and_then(|it| it.published.single_day())
        else {
            continue;
        };
        if !scene.is_lead(report.sentence, LEAD) || has_time(scene, &report.clause) {
            continue;
        }
        let before = day.yesterday().unwrap_or(day);
        report.when =
            Dating::between(before, day, Basis::Inferred).because("told first of all on the day of the item");
    }
}
