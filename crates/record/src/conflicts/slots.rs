//! When and where: reports of one event that give different days or places, and quotations said on different days.

use super::{Add, Evidence, Side};
use crate::claims::Claim;
use crate::events::Report;
use crate::pile::{day_in_words, gap};
use crate::places::Fit;
use crate::relations::Slot;
use onrecord_text::{Basis, Span};

pub(super) fn find(evidence: &Evidence<'_, '_>, add: &mut Add<'_>) {
    for (group, members) in evidence.events.groups.iter().zip(&evidence.events.members) {
        let reports: Vec<&Report<'_>> = members.iter().map(|row| &evidence.events.reports[*row]).collect();
        dates(evidence, &reports, &group.id, add);
        places(evidence, &reports, &group.id, add);
    }
    for (quotation, members) in evidence.quotations.quotations.iter().zip(&evidence.quotations.members) {
        said(evidence, members, &quotation.id, add);
    }
}

/// The first report of each value: more pages with the same value are not more conflicts.
fn firsts<'r, 'a>(
    reports: &[&'r Report<'a>],
    value: impl Fn(&Report<'a>) -> Option<String>,
) -> Vec<&'r Report<'a>> {
    let mut seen: Vec<String> = Vec::new();
    let mut firsts = Vec::new();
    for report in reports {
        if let Some(value) = value(report)
            && !seen.contains(&value)
        {
            seen.push(value);
            firsts.push(*report);
        }
    }
    firsts
}

fn dates(evidence: &Evidence<'_, '_>, reports: &[&Report<'_>], group: &str, add: &mut Add<'_>) {
    let firsts = firsts(reports, |report| report.when.is_known().then(|| report.when.edtf.clone()).flatten());
    for (at, one) in firsts.iter().enumerate() {
        // Each later value against the first that excludes it: one conflict for every new date.
        let earlier = firsts[..at].iter().find(|other| {
            other.when.is_disjoint(&one.when) && !evidence.pile.are_versions(other.page, one.page)
        });
        if let Some(other) = earlier
            && let (Some(a), Some(b)) = (day_in_words(&other.when), day_in_words(&one.when))
        {
            add(Slot::Date, Some(group), event_side(other, a), event_side(one, b), None);
        }
    }
}

fn places(evidence: &Evidence<'_, '_>, reports: &[&Report<'_>], group: &str, add: &mut Add<'_>) {
    let firsts = firsts(reports, |report| report.event.place.clone());
    let fit = |a: &Report<'_>, b: &Report<'_>| match (&a.event.place, &b.event.place) {
        (Some(one), Some(other)) => evidence.cast.places.fit(one, other),
        _ => Fit::Unknown,
    };
    let mut told: Vec<&Report<'_>> = Vec::new();
    for (at, one) in firsts.iter().enumerate() {
        // A second name of a place that is in conflict already adds nothing.
        if told.iter().any(|other| matches!(fit(other, one), Fit::Same | Fit::Unknown)) {
            continue;
        }
        let earlier = firsts[..at].iter().find(|other| {
            matches!(fit(other, one), Fit::Differ | Fit::Clash)
                && !evidence.pile.are_versions(other.page, one.page)
        });
        if let Some(other) = earlier
            && let (Some(a), Some(b)) = (other.event.place.clone(), one.event.place.clone())
        {
            add(Slot::Place, Some(group), event_side(other, a), event_side(one, b), None);
            told.push(one);
        }
    }
}

fn event_side<'a>(report: &Report<'a>, value: String) -> Side<'a> {
    Side {
        page: report.page,
        item: &report.event.item,
        entry: &report.event.id,
        span: report.event.evidence,
        value,
    }
}

/// The same long words, said on days that exclude each other by the pages' own words.
fn said(evidence: &Evidence<'_, '_>, members: &[usize], quotation: &str, add: &mut Add<'_>) {
    let Some((first, rest)) = members.split_first() else { return };
    let first = &evidence.claims[*first];
    for other in rest.iter().map(|row| &evidence.claims[*row]) {
        let (a, b) = (&first.statement.said, &other.statement.said);
        let stated = a.basis == Basis::Stated && b.basis == Basis::Stated;
        let long = first.quoted().count() >= 8 && other.quoted().count() >= 8;
        if !(stated && long && gap(a, b).is_some_and(|days| days >= 2)) {
            continue;
        }
        let parts = (
            day_in_words(a),
            day_in_words(b),
            first.statement.content.first(),
            other.statement.content.first(),
        );
        if let (Some(one), Some(two), Some(here), Some(there)) = parts {
            add(
                Slot::Date,
                Some(quotation),
                claim_side(first, *here, one),
                claim_side(other, *there, two),
                None,
            );
            return;
        }
    }
}

fn claim_side<'a>(claim: &Claim<'a>, span: Span, value: String) -> Side<'a> {
    Side { page: claim.page, item: &claim.statement.item, entry: &claim.statement.id, span, value }
}
