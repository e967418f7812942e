//! Reports of one page that say the same: merged in a sentence, lent a date across sentences.

use super::scene::Scene;
use super::{Report, is_consult};
use onrecord_text::{Basis, EventType, Stage};

/// Adds a report, unless the clause already says it with another word ("met for talks").
pub(super) fn push(reports: &mut Vec<Report>, report: Report) {
    let same =
        reports.iter_mut().rev().take(4).find(|it| it.sentence == report.sentence && says_same(it, &report));
    match same {
        Some(first) => {
            let (start, end) =
                (first.clause.start.min(report.clause.start), first.clause.end.max(report.clause.end));
            first.clause = start..end;
            if !first.when.is_known() {
                first.when = report.when;
            }
            first.place = first.place.take().or(report.place);
            first.duration = first.duration.take().or(report.duration);
            for actor in report.actors {
                if !first.actors.contains(&actor) && first.actors.len() < 2 {
                    first.actors.push(actor);
                }
            }
        }
        None => reports.push(report),
    }
}

fn says_same(first: &Report, second: &Report) -> bool {
    let overlap = first.clause.start < second.clause.end && second.clause.start < first.clause.end;
    let within = |inner: &Report, outer: &Report| inner.actors.iter().all(|it| outer.actors.contains(it));
    // "was killed in shelling by the rebels": one assault, with those who carried it out.
    let inner_attack = first.kind == EventType::Attack && first.clause.contains(&second.trigger);
    let meets = |kind| is_consult(kind) && kind != EventType::Visit;
    let one = first.kind == second.kind || meets(first.kind) && meets(second.kind);
    let staged = first.stage == second.stage || first.clause.contains(&second.trigger);
    // "shelled the port and hit a bridge": one assault.
    let gap =
        second.clause.start.saturating_sub(first.clause.end) <= 1 && first.clause.end <= second.clause.start;
    let one_assault = first.kind == EventType::Attack && second.kind == EventType::Attack && gap;
    one && (overlap || one_assault)
        && staged
        && (inner_attack || within(second, first) || within(first, second))
}

/// Lets an undated report take the date of the reports of the same kind, by the same people, at the same stage of
/// time: those of its item, else those of the page; only where all of them that have a date agree.
pub(super) fn lend_dates(reports: &mut [Report]) {
    let dated: Vec<Report> = reports.iter().filter(|it| it.when.is_known()).cloned().collect();
    for report in reports.iter_mut().filter(|it| !it.when.is_known() && takes_date(it)) {
        let near: Vec<&Report> = dated.iter().filter(|it| is_same(it, report)).collect();
        let stated = |it: &&Report| it.when.basis == Basis::Stated;
        let own: Vec<&Report> = near.iter().copied().filter(|it| it.item == report.item).collect();
        let far: Vec<&Report> = near.iter().copied().filter(stated).collect();
        let lenders = if own.is_empty() { far } else { own };
        let first = lenders.iter().copied().find(stated).or(lenders.first().copied());
        let Some(first) = first else { continue };
        if lenders.iter().all(|it| !it.when.is_disjoint(&first.when)) {
            report.when = first.when.clone();
            report.when.basis = Basis::Inferred;
            report.when.why = "the day of another report of it on this page".to_string();
        }
    }
}

/// Lets "last week" become the day that other reports of the same event agree on, where it lies in that week.
pub(super) fn refine_dates(reports: &mut [Report]) {
    let dated: Vec<Report> = reports.iter().filter(|it| it.when.single_day().is_some()).cloned().collect();
    for report in reports.iter_mut().filter(|it| it.when.is_known() && it.when.single_day().is_none()) {
        let mut days = dated
            .iter()
            .filter(|it| takes_date(report) && is_same(it, report) && it.when.basis == Basis::Stated)
            .filter(|it| !it.when.is_disjoint(&report.when))
            .map(|it| &it.when);
        let Some(first) = days.next() else { continue };
        if days.all(|it| it.single_day() == first.single_day()) {
            let mut when = first.clone();
            when.basis = Basis::Inferred;
            report.when = when.because("the day of another report of it on this page");
        }
    }
}

/// Lets a headline take the date of the first report below it that says the same.
pub(super) fn date_headings(scene: &Scene<'_, '_>, reports: &mut [Report]) {
    let below: Vec<Report> = reports.iter().filter(|it| it.when.is_known()).cloned().collect();
    let heading = |report: &Report| scene.document.sentences[report.sentence].heading;
    for report in reports.iter_mut().filter(|it| heading(it) && !it.when.is_known()) {
        let ahead = |stage| matches!(stage, Stage::Planned | Stage::Expected | Stage::Possible);
        let found = below.iter().find(|it| {
            it.item == report.item
                && it.sentence > report.sentence
                && it.sentence <= report.sentence + 12
                && (it.kind == report.kind || it.is_consult() && report.is_consult())
                && ahead(it.stage) == ahead(report.stage)
                && it.actors.iter().any(|actor| report.actors.contains(actor))
        });
        if let Some(found) = found {
            report.when = found.when.clone();
            report.when.basis = Basis::Inferred;
            report.when.why = "the day of the report below the headline".to_string();
        }
    }
}

/// Whether a report is of something done once, by people whom it names.
fn takes_date(report: &Report) -> bool {
    let enough = report.actors.len() >= 2
        || matches!(report.kind, EventType::Signing | EventType::Visit | EventType::Travel);
    let once = report.is_consult()
        || matches!(report.kind, EventType::Signing | EventType::Agreement | EventType::Travel);
    enough && once
}

/// Whether two reports can be of one event.
fn is_same(lender: &Report, report: &Report) -> bool {
    let past = |stage: Stage| matches!(stage, Stage::Happened | Stage::Ongoing | Stage::Claimed);
    let ahead = |stage: Stage| matches!(stage, Stage::Planned | Stage::Expected);
    let kinds = lender.kind == report.kind || lender.is_consult() && report.is_consult();
    let stages = past(lender.stage) && past(report.stage) || ahead(lender.stage) && ahead(report.stage);
    kinds && stages && report.actors.iter().all(|actor| lender.actors.contains(actor))
}
