//! When an event was, is or is to be: the time in its clause, or what the tense and the item say.

use super::scene::Scene;
use crate::times::{self, Time};
use onrecord_text::{Basis, Dating, Stage, TimeType};
use std::ops::Range;

/// The time expression that dates a trigger: in its clause, else one of its sentence that nothing else stands between.
pub(super) fn beside<'a>(scene: &Scene<'a, '_>, clause: &Range<usize>, trigger: usize) -> Option<&'a Time> {
    let span = scene.document.span_of(clause)?;
    let at = scene.document.words.get(trigger)?.span;
    scene
        .times
        .iter()
        .filter(|time| span.contains(time.span()) && times::is_fine(time))
        .min_by_key(|time| (time.span().start() < at.start(), time.span().start().abs_diff(at.start())))
}

/// A length of time that the clause gives the event: "lasting six hours", "six-hour talks".
pub(super) fn duration(
    scene: &Scene<'_, '_>,
    clause: &Range<usize>,
    noun: Option<&Range<usize>>,
) -> Option<String> {
    let span = scene.document.span_of(clause)?;
    scene
        .times
        .iter()
        .filter(|time| time.expression.kind == TimeType::Duration && span.contains(time.span()))
        .filter(|time| time.expression.value.starts_with('P') && !time.expression.value.contains('X'))
        .find(|time| {
            let words = scene.document.words_in(time.span());
            let Some(before) = words.start.checked_sub(1) else { return false };
            let modifies = noun.is_some_and(|noun| noun.contains(&words.start));
            let ends = scene.lower(before) == "after"
                && clause.clone().any(|at| {
                    matches!(scene.lower(at), "wrapped" | "ended" | "concluded" | "over" | "finished")
                });
            modifies
                || ends
                || matches!(
                    scene.lower(before),
                    "lasting" | "lasted" | "for" | "about" | "nearly" | "almost" | "around" | "over"
                ) && !matches!(scene.lower(words.end), "ago")
        })
        .map(|time| time.expression.value.clone())
}

/// The day that the tense gives in an item with a date: what goes on is of that day, what "has happened" of it or
/// the day before.
pub(super) fn by_tense(scene: &Scene<'_, '_>, item: usize, stage: Stage, perfect: bool) -> Dating {
    let published = &scene.document.page.items[item].published;
    let Some(day) = published.single_day() else { return Dating::default() };
    match stage {
        Stage::Ongoing => Dating::day(day, Basis::Inferred).because("under way when the item was published"),
        Stage::Happened if perfect => {
            let before = day.yesterday().unwrap_or(day);
            Dating::between(before, day, Basis::Inferred)
                .because("reported in the perfect tense on the day of the item")
        }
        _ => Dating::default(),
    }
}
