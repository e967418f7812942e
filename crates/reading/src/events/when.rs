//! When an event was, is or is to be: the time in its clause, or what the tense and the item say.

use super::chain::Link;
use super::scene::Scene;
use super::triggers::Trigger;
use super::{clause, stage};
use crate::times::{self, Time};
use onrecord_tagger::Tag;
use onrecord_text::{Basis, Dating, Stage, TimeType};
use std::ops::Range;

/// The time expression in a clause that dates a trigger: the nearest after it, else the nearest before it. References
/// to other posts ("see 06.36 post") date nothing.
pub(super) fn beside<'a>(scene: &Scene<'a, '_>, clause: &Range<usize>, trigger: usize) -> Option<&'a Time> {
    let span = scene.document.span_of(clause)?;
    let held = (trigger..clause.end).find(|at| {
        scene.lower(*at) == "place" && matches!(scene.lower(at.saturating_sub(1)), "take" | "takes" | "took")
            || scene.lower(*at) == "held" && scene.lower(at.saturating_sub(1)) == "be"
    });
    // "the meeting that had been set for Tuesday will take place on Thursday": the later words date it.
    let at = scene.document.words.get(held.unwrap_or(trigger))?.span;
    times::of_sentence(scene.times, scene.document.words[trigger].sentence)
        .iter()
        .filter(|time| {
            span.contains(time.span()) && times::is_fine(time) && !times::is_reference(scene.document, time)
        })
        .min_by_key(|time| (time.span().start() < at.start(), time.span().start().abs_diff(at.start())))
}

/// The date that a purpose takes from the clause before it: "is in Halvik today to sign".
pub(super) fn of_main(scene: &Scene<'_, '_>, main: Range<usize>) -> Option<Dating> {
    if main.is_empty() {
        return None;
    }
    let time = beside(scene, &main, main.end - 1)?;
    let mut when = time.dating(scene.document.text(time.span()));
    when.basis = Basis::Inferred;
    Some(when)
}

/// A year in the noun phrase of a trigger, else the first after it that "in" ties to its clause: "a 2016 accord",
/// "its invasion in 2022", "agreed by Norland and Sudmark in 2017".
pub(super) fn year_of<'a>(
    scene: &Scene<'a, '_>,
    noun: Option<&Range<usize>>,
    from: usize,
    end: usize,
) -> Option<&'a Time> {
    let placed = |at: usize| scene.time_at(at).filter(|it| it.value.earliest.is_some());
    let inside = noun.and_then(|noun| (noun.start..from).find_map(placed));
    let behind = || {
        (from..end.saturating_sub(1))
            .take(16)
            .filter(|at| matches!(scene.lower(*at), "in" | "since" | "during"))
            .find_map(|at| placed(at + 1))
    };
    inside.or_else(behind)
}

/// The date that opens what is said and so dates its main clauses: "On Monday, Holm met Lund and flew to Orsa", "In 2029 she
/// bought the yard".
pub(super) fn framing(
    scene: &Scene<'_, '_>,
    trigger: &Trigger,
    clause: &Range<usize>,
    region: &Range<usize>,
    stage: Stage,
) -> Option<Dating> {
    let chain = trigger.chain.as_ref().filter(|it| it.link == Link::Subject)?;
    let start = scene.document.words[region.start].span.start();
    let time = scene.times.get(scene.times.partition_point(|time| time.span().start() < start))?;
    let words = scene.document.words_in(time.span());
    let plain = |at: usize| {
        matches!(scene.lower(at), "on" | "in" | "at" | "during" | "early" | "late" | "then" | "and" | "but")
    };
    let opens = words.start <= region.start + 2 && (region.start..words.start).all(plain);
    let own =
        matches!(scene.tag(words.end), Tag::Comma | Tag::Dt | Tag::PrpPoss | Tag::Prp | Tag::Nnp | Tag::Nnps);
    if !opens || !own || words.start > clause.start || times::is_reference(scene.document, time) {
        return None;
    }
    let relative = trigger.subject.as_ref().is_some_and(|it| {
        matches!(scene.tag(it.head()), Tag::Wp | Tag::Wdt)
            || matches!(scene.lower(it.head()), "who" | "which" | "that")
    });
    let before = chain.words.iter().any(|at| scene.lower(*at) == "had");
    let done = matches!(stage, Stage::Happened | Stage::Claimed | Stage::Denied | Stage::Cancelled);
    let side = stage::side(scene, time);
    let fits = match side {
        Some(stage::Side::Past) => done && !before,
        Some(stage::Side::Ahead) => !done,
        _ => true,
    };
    // Another clause may stand between: then the date is likely, and not said.
    let near = clause.start.saturating_sub(words.end) <= 2;
    let dating = time.dating(scene.document.text(time.span()));
    if relative || !fits || !dating.is_known() {
        return None;
    }
    if near {
        return Some(dating);
    }
    let opened =
        (words.end..clause.start).any(|at| clause::opens(scene.lower(at)) || scene.tag(at) == Tag::OpenQuote);
    let why = format!("the sentence opens with “{}”", scene.document.text(time.span()));
    (!opened).then(|| Dating { basis: Basis::Inferred, ..dating }.because(why))
}

/// The date right before a clause that "when" opens: "on Monday when Holm was in Halvik".
pub(super) fn before_when(scene: &Scene<'_, '_>, clause: &Range<usize>) -> Option<Dating> {
    let opens = |at: usize| scene.lower(at) == "when";
    let when = if opens(clause.start) {
        clause.start
    } else {
        clause.start.checked_sub(1).filter(|at| opens(*at))?
    };
    let before = when.checked_sub(1)?;
    let time = scene.time_at(before).filter(|time| times::is_fine(time))?;
    (scene.document.words[before].sentence == scene.document.words[when].sentence)
        .then(|| time.dating(scene.document.text(time.span())))
}

/// Whether a clause speaks of a length of time.
pub(super) fn has_duration(scene: &Scene<'_, '_>, clause: &Range<usize>) -> bool {
    let Some(span) = scene.document.span_of(clause) else { return false };
    scene.times.iter().any(|time| time.expression.kind == TimeType::Duration && span.contains(time.span()))
}

/// A length of time that the clause gives the event: "lasting six hours", "six-hour talks".
pub(super) fn duration(
    scene: &Scene<'_, '_>,
    clause: &Range<usize>,
    noun: Option<&Range<usize>>,
) -> Option<String> {
    let span = scene.document.span_of(clause)?;
    let over = |at: usize| matches!(scene.lower(at), "wrapped" | "ended" | "concluded" | "over" | "finished");
    scene
        .times
        .iter()
        .filter(|time| time.expression.kind == TimeType::Duration && span.contains(time.span()))
        .filter(|time| time.expression.value.starts_with("PT") && !time.expression.value.contains('X'))
        .find(|time| {
            let words = scene.document.words_in(time.span());
            let modifies = noun.is_some_and(|noun| noun.contains(&words.start));
            let before: Vec<&str> = (words.start.saturating_sub(2).max(clause.start)..words.start)
                .map(|at| scene.lower(at))
                .collect();
            let lasts = before.iter().any(|it| matches!(*it, "lasting" | "lasted" | "for"));
            let ends = before.contains(&"after") && clause.clone().any(over);
            (modifies || lasts || ends) && scene.lower(words.end) != "ago"
        })
        .map(|time| time.expression.value.clone())
}

/// The day that the tense gives in an item with a date: what goes on is of that day, what "has happened" of it or
/// the day before.
pub(super) fn by_tense(scene: &Scene<'_, '_>, item: usize, stage: Stage, perfect: bool) -> Dating {
    let Some(published) = scene.document.page.items.get(item).map(|it| &it.published) else {
        return Dating::default();
    };
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

/// The date of the saying, where it stands right before the clause: "confirmed on Monday that they had reached".
pub(super) fn said_before(scene: &Scene<'_, '_>, clause: &Range<usize>) -> Dating {
    let that = clause.start.checked_sub(1).filter(|at| scene.lower(*at) == "that");
    let time = that
        .and_then(|at| at.checked_sub(1))
        .and_then(|at| scene.time_at(at))
        .filter(|it| times::is_fine(it));
    time.map_or_else(Dating::default, |time| by_statement(&time.dating(scene.document.text(time.span()))))
}

/// What somebody says has been reached was reached by that day, most likely on it or the day before.
pub(super) fn by_statement(said: &Dating) -> Dating {
    let Some(day) = said.single_day().filter(|_| said.basis == Basis::Stated) else {
        return Dating::default();
    };
    let before = day.yesterday().unwrap_or(day);
    Dating::between(before, day, Basis::Inferred).because("reported in the perfect tense on that day")
}

/// A speech is of the day on which its words were said: those of its sentence, else the same speaker's in the item.
pub(super) fn said(scene: &Scene<'_, '_>, item: usize, sentence: usize, actors: &[usize]) -> Dating {
    let Some(place) = scene.document.sentences.get(sentence).map(|it| it.span) else {
        return Dating::default();
    };
    let Some(item) = scene.document.page.items.get(item) else { return Dating::default() };
    let known =
        scene.statements.iter().filter(|it| it.statement.said.is_known() && it.statement.item == item.id);
    let beside = known.clone().find(|it| it.statement.cue.iter().any(|cue| place.contains(*cue)));
    let found = beside.or_else(|| known.clone().find(|it| it.speaker.is_some_and(|it| actors.contains(&it))));
    let Some(found) = found else { return Dating::default() };
    let mut when = found.statement.said.clone();
    when.basis = Basis::Inferred;
    when.because("the day on which the words were said")
}
