//! Reports of one page that say the same: merged in a sentence, lent a date across sentences.

use super::{Report, is_consult};
use onrecord_text::{Basis, Stage};

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

fn family(left: &Report, right: &Report) -> bool {
    left.kind == right.kind || left.is_consult() && right.is_consult()
}

fn says_same(first: &Report, second: &Report) -> bool {
    let overlap = first.clause.start < second.clause.end && second.clause.start < first.clause.end;
    let within = |inner: &Report, outer: &Report| inner.actors.iter().all(|it| outer.actors.contains(it));
    let meets = |kind| is_consult(kind) && kind != onrecord_text::EventType::Visit;
    let one = first.kind == second.kind || meets(first.kind) && meets(second.kind);
    let staged = first.stage == second.stage || first.clause.contains(&second.trigger);
    one && overlap && staged && (within(second, first) || within(first, second))
}

/// Lets an undated report take the date of the reports of the same kind, by the same people, at the same stage of
/// time; only where all such reports that have a date agree.
pub(super) fn lend_dates(reports: &mut [Report]) {
    let past = |stage: Stage| matches!(stage, Stage::Happened | Stage::Ongoing | Stage::Claimed);
    let ahead = |stage: Stage| matches!(stage, Stage::Planned | Stage::Expected);
    let dated: Vec<Report> =
        reports.iter().filter(|it| it.when.is_known() && it.when.basis == Basis::Stated).cloned().collect();
    for report in reports.iter_mut().filter(|it| !it.when.is_known() && it.actors.len() >= 2) {
        let same = |it: &&Report| {
            family(it, report)
                && report.actors.iter().all(|actor| it.actors.contains(actor))
                && (past(it.stage) && past(report.stage) || ahead(it.stage) && ahead(report.stage))
        };
        let near: Vec<&Report> = dated.iter().filter(same).collect();
        let own: Vec<&Report> = near.iter().copied().filter(|it| it.item == report.item).collect();
        let lenders = if own.is_empty() { near } else { own };
        let Some(first) = lenders.first() else { continue };
        if lenders.iter().all(|it| !it.when.is_disjoint(&first.when)) {
            report.when = first.when.clone();
            report.when.basis = Basis::Inferred;
            report.when.why = "the day of another report of it on this page".to_string();
        }
    }
}
