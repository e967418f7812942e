//! Expressions that are counted from an event: "two days after the vote", "the day before the talks", and the other way round,
//! "it comes two days after the vote", which tells when the vote was.

use super::lexicon::{lexicon, listed};
use super::scene::Scene;
use super::{Report, is_consult};
use crate::times::Time;
use jiff::civil::Date;
use onrecord_tagger::Tag;
use onrecord_text::{Basis, Dating, EventType, Span, Stage};
use onrecord_time::{Grain, Relation, Value};
use std::ops::Range;

/// An expression with the value that an event of the page gives it.
pub(crate) struct Recounted {
    /// Its number among the times of the page.
    pub time: usize,
    /// What it means.
    pub value: Value,
    /// The words that name the event.
    pub event: Span,
}

/// How many words name an event at most, behind "after" or "before".
const NAME: usize = 7;
/// How many reports of one sentence, and how many before it, are looked at.
const NEAR: usize = 32;

/// Counts what can be counted, in page order, and dates the reports that it dates.
pub(super) fn count(scene: &Scene<'_, '_>, reports: &mut [Report]) -> Vec<Recounted> {
    let mut found = Vec::new();
    for (number, time) in scene.times.iter().enumerate() {
        let Some(relation) = time.beside_event() else { continue };
        let words = scene.document.words_in(time.span());
        // The preposition stands right behind it.
        let name = name_at(scene, words.end + 1);
        let Some(event) = scene.document.span_of(&name) else { continue };
        if comes(scene, words.start) {
            count_back(scene, reports, time, relation, &name);
            continue;
        }
        let here = named(reports, &of_sentence(scene, reports, words.start), &name);
        // The day of the event as the page tells it, else as the words beside it do: "two weeks after 5 May".
        let value = match day_of(scene, reports, here, &name, time) {
            Some(day) => time.counted_from(day),
            None => time.value.clone(),
        };
        let (Some(first), Some(last)) = (value.earliest, value.latest) else { continue };
        if let Some(report) = dated_by(scene, reports, here, &words, name.end) {
            let report = &mut reports[report];
            if report.when.basis != Basis::Stated {
                let why = format!(
                    "“{}”, counted from {}, “{}”",
                    scene.document.text(time.span()),
                    value.anchor,
                    scene.document.text(event)
                );
                // A night is of the day on which it begins; "hours after" can be the next day.
                let last = if value.grain == Grain::Part { first } else { last };
                let basis = if first == last { Basis::Stated } else { Basis::Inferred };
                report.when =
                    Dating::between(first, last, basis).from_words([time.span(), event]).because(why);
            }
        }
        found.push(Recounted { time: number, value, event });
    }
    found
}

/// The reports of the sentence of a word, by number; reports stand in the order of their sentences.
fn of_sentence(scene: &Scene<'_, '_>, reports: &[Report], word: usize) -> Range<usize> {
    let sentence = scene.document.words[word].sentence;
    let first = reports.partition_point(|it| it.sentence < sentence);
    let count = reports[first..].iter().take(NEAR).take_while(|it| it.sentence == sentence).count();
    first..first + count
}

/// The report, by number, that some words name.
fn named(reports: &[Report], here: &Range<usize>, name: &Range<usize>) -> Option<usize> {
    here.clone().find(|number| name.contains(&reports[*number].trigger))
}

/// The words that name an event from a word on: up to a mark, the next preposition, or what ends a short clause.
fn name_at(scene: &Scene<'_, '_>, start: usize) -> Range<usize> {
    let ceiling = scene.sentence(start.saturating_sub(1)).end.min(start + NAME);
    let stops = |at: usize| {
        scene.tag(at).is_punctuation() || matches!(scene.lower(at), "and" | "but" | "when" | "as" | "while")
    };
    start..(start..ceiling).find(|at| stops(*at)).unwrap_or(ceiling).max(start)
}

/// The day of the event that some words name: that of its own report, else that of the last report before of the same thing.
fn day_of(
    scene: &Scene<'_, '_>,
    reports: &[Report],
    here: Option<usize>,
    name: &Range<usize>,
    time: &Time,
) -> Option<Date> {
    let own = here.map(|it| &reports[it]);
    // A date of its own, which is not the very expression that is to be counted.
    let known = own.filter(|it| it.when.evidence.iter().all(|span| !span.overlaps(time.span())));
    if let Some(day) = known.filter(|it| it.when.basis == Basis::Stated).and_then(|it| it.when.single_day()) {
        return Some(day);
    }
    let definite = matches!(scene.tag(name.start), Tag::Dt | Tag::PrpPoss)
        && !matches!(scene.lower(name.start), "a" | "an" | "no")
        || own.is_some_and(|it| scene.tag(it.trigger).is_verb());
    let word = own.map_or_else(|| head_of(scene, name), |it| Some(it.trigger))?;
    let kind = own.map(|it| it.kind);
    let at = scene.document.words_in(time.span()).start;
    let end = of_sentence(scene, reports, at).end;
    let before =
        reports[..end].iter().rev().take(NEAR).filter(|it| it.trigger < at && it.when.single_day().is_some());
    let item = scene.document.sentence_of(at).item;
    let same = definite
        .then(|| before.filter(|it| it.item == item).find(|it| is_named(scene, it, word, kind)))
        .flatten();
    same.or(known).and_then(|it| it.when.single_day())
}

/// The last noun of a name that stands alone, as "the vote".
fn head_of(scene: &Scene<'_, '_>, name: &Range<usize>) -> Option<usize> {
    let phrase = crate::phrase::starting(scene.document, name.start, name.end)?;
    Some(phrase.head())
}

/// Whether a word can name what a report tells of: by its kind, or because it is the same word.
fn is_named(scene: &Scene<'_, '_>, report: &Report, word: usize, kind: Option<EventType>) -> bool {
    kind.is_some_and(|it| is_of_kind(it, report.kind))
        || names(scene.lower(word), report.kind, scene.lower(report.trigger))
}

fn is_of_kind(kind: EventType, other: EventType) -> bool {
    kind != EventType::Other && (kind == other || is_consult(kind) && is_consult(other))
}

/// Whether a noun ("the talks", "the vote") can name an event of a kind that another word gave away.
pub(crate) fn names(noun: &str, kind: EventType, trigger: &str) -> bool {
    let entries = lexicon().nouns.get(noun).into_iter().flatten();
    entries.into_iter().any(|it| is_of_kind(it.kind, kind)) || is_kin(noun, trigger)
}

/// "vote" and "voted": the shorter begins the longer.
fn is_kin(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.len() >= 4 && long.starts_with(short) && long.len() - short.len() <= 3
}

/// The report that an expression dates: the last before it in whose clause it stands, else the first behind the name where it
/// opens what is said.
fn dated_by(
    scene: &Scene<'_, '_>,
    reports: &[Report],
    named: Option<usize>,
    words: &Range<usize>,
    behind: usize,
) -> Option<usize> {
    let region = scene.region(words.start);
    let sentence = of_sentence(scene, reports, words.start);
    let here = || {
        sentence
            .clone()
            .map(|number| (number, &reports[number]))
            .filter(|(number, it)| Some(*number) != named && region.contains(&it.trigger))
    };
    let before = here().filter(|(_, it)| it.trigger < words.start && it.clause.end + 1 >= words.start);
    let opens = words.start <= region.start + 2;
    let first = || here().filter(|(_, it)| opens && it.trigger >= behind).min_by_key(|(_, it)| it.trigger);
    before.max_by_key(|(_, it)| it.trigger).or_else(first).map(|(number, _)| number)
}

/// Whether something comes at that time: "the visit comes just two days after".
fn comes(scene: &Scene<'_, '_>, word: usize) -> bool {
    let floor = scene.sentence(word).start;
    let verb = (floor..word).rev().find(|at| !scene.tag(*at).is_adverb());
    verb.is_some_and(|at| listed("comes", scene.lower(at)))
}

/// "It comes two days after the vote": the vote was two days before the day of the item. Hours may reach over a midnight.
fn count_back(
    scene: &Scene<'_, '_>,
    reports: &mut [Report],
    time: &Time,
    relation: Relation,
    name: &Range<usize>,
) -> Option<()> {
    let here = of_sentence(scene, reports, name.start);
    let number = named(reports, &here, name)?;
    let report = &mut reports[number];
    let item = scene.document.page.items.get(report.item)?;
    let day = item.published.single_day()?;
    if report.when.basis == Basis::Stated || relation != Relation::After {
        return None;
    }
    let value = time.counted_from(day);
    let away = (value.earliest? - day).get_days();
    let whole_days = |hours: &str| hours.parse::<u32>().is_ok_and(|hours| hours % 24 == 0);
    let hours = time.expression.value.strip_prefix("PT");
    let slack = i32::from(hours.is_some_and(|it| !it.strip_suffix('H').is_some_and(whole_days)));
    let earliest = day.checked_sub(jiff::ToSpan::days(away + slack)).ok()?;
    let latest = day.checked_sub(jiff::ToSpan::days(away)).ok()?;
    let why = format!("“{}” before the day of the item", scene.document.text(time.span()));
    report.when = Dating::between(earliest, latest, Basis::Inferred).from_words([time.span()]).because(why);
    report.stage = Stage::Happened;
    Some(())
}
