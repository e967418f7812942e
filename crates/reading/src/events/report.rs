//! A trigger made into a report: evidence, participants, place, date and stage.

use super::chain::Link;
use super::lexicon::listed;
use super::scene::Scene;
use super::triggers::{Role, Trigger};
use super::{Report, clause, is_consult, participants, place, stage, when};
use crate::actors::Cast;
use crate::phrase;
use onrecord_tagger::Tag;
use onrecord_text::{Basis, Dating, EventType, Mode, Stage};
use std::ops::Range;

/// The report that a trigger makes; none where nobody takes part.
pub(super) fn of(
    scene: &Scene<'_, '_>,
    cast: &Cast,
    reports: &[Report],
    trigger: &Trigger,
) -> Option<Report> {
    let head = trigger.words.start;
    let region = scene.region(head);
    let sentence = scene.document.words[head].sentence;
    let item = scene.document.sentences[sentence].item;
    let kind = trigger.entry.kind;
    let clause = clause_of(scene, trigger, &region);
    let mut actors = actors_of(scene, cast, reports, trigger, &clause);
    if actors.len() < 2 && (trigger.noun.is_some() || is_consult(kind)) {
        lend_actors(scene, cast, reports, trigger, item, &mut actors);
    }
    if actors.is_empty() && !matches!(kind, EventType::Capture | EventType::Attack) {
        return None;
    }
    let time = when::beside(scene, &clause, head);
    let side = time.and_then(|time| stage::side(scene, time));
    let stage = claimed(scene, head, kind, stage_of(scene, trigger, side));
    let mut when = time.map_or_else(Dating::default, |time| time.dating(scene.document.text(time.span())));
    let purpose = trigger.chain.as_ref().is_some_and(|it| matches!(it.link, Link::Purpose(_)))
        || trigger
            .noun
            .as_ref()
            .is_some_and(|it| it.start > region.start && scene.lower(it.start - 1) == "for");
    if !when.is_known() && purpose {
        let main = region.start..clause.start.max(region.start);
        let lent = (!main.is_empty()).then(|| when::beside(scene, &main, clause.start)).flatten();
        if let Some(time) = lent {
            when = time.dating(scene.document.text(time.span()));
            when.basis = Basis::Inferred;
        }
    }
    if !when.is_known() && (is_consult(kind) || matches!(kind, EventType::Travel)) && !in_quote(scene, head) {
        let perfect = trigger
            .chain
            .as_ref()
            .is_some_and(|it| it.words.iter().any(|at| matches!(scene.lower(*at), "has" | "have" | "'ve")));
        when = when::by_tense(scene, item, stage, perfect && trigger.role != Role::Light);
    }
    if !when.is_known() && kind == EventType::Speech {
        when = said(scene, sentence);
    }
    let prepositions: &[&str] = match kind {
        EventType::Travel => &["in", "at", "to", "for", "into", "near"],
        EventType::Deployment | EventType::Visit => &["to", "in", "at", "near", "into"],
        _ => &["in", "at", "near", "outside", "inside"],
    };
    let object_place = trigger
        .object
        .as_ref()
        .filter(|it| {
            matches!(kind, EventType::Visit | EventType::Capture | EventType::Attack)
                && place::is_place(scene, cast, it)
        })
        .map(|it| place::name(scene, it));
    let place = object_place.or_else(|| place::find(scene, cast, &clause, head, prepositions));
    let noun = trigger.noun.as_ref();
    let certainty = match trigger.role {
        Role::Verb | Role::Light => 0.8,
        Role::Passive | Role::Happen => 0.75,
        Role::Phrase => 0.7,
        Role::Loose => 0.6,
    };
    let certainty = if is_consult(kind) && actors.len() < 2 { certainty - 0.15 } else { certainty };
    Some(Report {
        kind,
        plover: trigger.entry.plover,
        duration: when::duration(scene, &clause, noun),
        clause,
        trigger: head,
        sentence,
        item,
        actors,
        place,
        when,
        stage,
        certainty,
    })
}

fn in_quote(scene: &Scene<'_, '_>, word: usize) -> bool {
    scene.document.words.get(word).is_some_and(|it| it.quote.is_some())
}

fn clause_of(scene: &Scene<'_, '_>, trigger: &Trigger, region: &Range<usize>) -> Range<usize> {
    let from = trigger.noun.as_ref().map_or(trigger.words.end, |it| it.end.max(trigger.words.end));
    let carrier = trigger.chain.as_ref().map_or(from, |it| from.max(it.verb + 1));
    let end = clause::end(scene, carrier.min(region.end), region);
    let start = match (&trigger.chain, &trigger.noun) {
        (Some(chain), Some(noun)) if trigger.role == Role::Happen => noun.start.min(chain.verb),
        (Some(chain), _) => clause::start(scene, chain, trigger.subject.as_ref().map(|it| &it.words), region),
        (None, Some(noun)) => {
            let mut start = noun.start;
            while start > region.start
                && matches!(scene.tag(start - 1), Tag::In | Tag::To)
                && noun.start - start < 2
            {
                start -= 1;
            }
            if start > region.start && scene.lower(start) == "of" && scene.lower(start - 1) == "ahead" {
                start -= 1;
            }
            start
        }
        (None, None) => region.start,
    };
    let start = start.max(region.start).min(trigger.words.start);
    let end = end.max(trigger.words.end).min(region.end);
    if end.saturating_sub(start) < 3 { region.clone() } else { start..end }
}

fn actors_of(
    scene: &Scene<'_, '_>,
    cast: &Cast,
    reports: &[Report],
    trigger: &Trigger,
    clause: &Range<usize>,
) -> Vec<usize> {
    let kind = trigger.entry.kind;
    let mut actors = Vec::new();
    let mut add = |words: &Range<usize>| {
        for actor in participants::of(scene, cast, reports, words) {
            if !actors.contains(&actor) {
                actors.push(actor);
            }
        }
    };
    let undergoer_acts = matches!(
        kind,
        EventType::Deportation
            | EventType::Other
            | EventType::Sanction
            | EventType::Attack
            | EventType::Visit
            | EventType::Meeting
            | EventType::Call
    );
    if let Some(subject) =
        trigger.subject.as_ref().filter(|_| trigger.role != Role::Passive || undergoer_acts)
    {
        add(&subject.words);
    }
    if let Some(object) = &trigger.object {
        let is_place = place::is_place(scene, cast, object);
        let takes = !matches!(kind, EventType::Travel | EventType::Speech | EventType::Signing);
        if takes && !(is_place && matches!(kind, EventType::Visit | EventType::Meeting)) {
            add(&object.words);
        }
    }
    if let Some(noun) = &trigger.noun {
        let core = noun.start..trigger.words.end;
        let owned = core.clone().any(|at| scene.tag(at) == Tag::Pos || scene.tag(at) == Tag::PrpPoss);
        let countries = participants::named(scene, cast, &core).len();
        if !is_consult(kind) || owned || countries >= 2 {
            add(&core);
        }
    }
    let prepositions: &[&str] = match kind {
        EventType::Attack | EventType::Sanction => &["by", "on", "against"],
        EventType::Capture => &["by", "from"],
        EventType::Aid | EventType::Deployment => &["by", "to", "of"],
        EventType::Deportation => &["by", "to", "from", "of"],
        EventType::Speech => &["to"],
        EventType::Call => &["with", "between", "to"],
        EventType::Talks => &["with", "between", "to", "among", "by"],
        EventType::Travel => &["with"],
        _ => &["with", "between", "by", "among", "alongside"],
    };
    for at in trigger.words.end..clause.end {
        if prepositions.contains(&scene.lower(at)) {
            if let Some(phrase) = scene.group(at + 1, clause.end) {
                add(&phrase.words);
            }
        }
    }
    actors
}

/// Gives a report that names fewer than two the subject of the verb that it hangs on, or those of the report that it
/// takes up ("the talks").
fn lend_actors(
    scene: &Scene<'_, '_>,
    cast: &Cast,
    reports: &[Report],
    trigger: &Trigger,
    item: usize,
    actors: &mut Vec<usize>,
) {
    let kind = trigger.entry.kind;
    let head = trigger.words.start;
    let start = trigger.noun.as_ref().map_or(head, |it| it.start);
    let definite = trigger.noun.is_some()
        && matches!(scene.lower(start), "the" | "such" | "this" | "these" | "those" | "that")
        || trigger.role == Role::Happen;
    if definite && actors.is_empty() {
        let family = |it: &&Report| it.kind == kind || is_consult(kind) && it.is_consult();
        if let Some(report) =
            reports.iter().rev().find(|it| it.item == item && family(it) && it.actors.len() >= 2)
        {
            actors.extend(&report.actors);
            return;
        }
    }
    let floor = scene.sentence(head).start;
    let quote = scene.document.words[head].quote;
    let mut push = |words: &Range<usize>| {
        for actor in participants::of(scene, cast, reports, words) {
            if !actors.contains(&actor) {
                actors.push(actor);
            }
        }
    };
    if trigger.role == Role::Loose {
        let verb = (floor..start)
            .rev()
            .find(|at| scene.tag(*at).is_verb() && scene.document.words[*at].quote == quote);
        if let Some(subject) = verb.and_then(|verb| phrase::subject_of(scene.document, scene.times, verb)) {
            push(&subject.phrase.words);
        }
    }
    if kind == EventType::Speech {
        let span = scene.document.sentence_of(head).span;
        let speaker = scene
            .statements
            .iter()
            .find(|it| it.statement.cue.iter().any(|cue| span.contains(*cue)))
            .and_then(|it| it.speaker);
        if actors.is_empty() {
            actors.extend(speaker);
        }
    }
}

fn stage_of(scene: &Scene<'_, '_>, trigger: &Trigger, side: Option<stage::Side>) -> Stage {
    let off = |at: usize| listed("off", scene.lower(at));
    match (&trigger.chain, &trigger.noun) {
        (Some(chain), Some(_)) if off(chain.verb) => match stage::of_verb(scene, chain, side) {
            Stage::Happened | Stage::Ongoing => Stage::Cancelled,
            other => other,
        },
        (Some(chain), _) => stage::of_verb(scene, chain, side),
        (None, Some(noun)) => stage::of_noun(scene, noun, side),
        (None, None) => Stage::Happened,
    }
}

/// What only a side to the fighting says is claimed; what somebody denies is denied.
fn claimed(scene: &Scene<'_, '_>, word: usize, kind: EventType, stage: Stage) -> Stage {
    let Some(found) = scene.statement(word).map(|it| &scene.statements[it]) else { return stage };
    let done = matches!(stage, Stage::Happened | Stage::Ongoing);
    match found.statement.mode {
        Mode::Deny if done => Stage::Denied,
        Mode::Claim | Mode::Accuse if done => Stage::Claimed,
        _ if done
            && matches!(
                kind,
                EventType::Attack
                    | EventType::Capture
                    | EventType::Deployment
                    | EventType::MilitaryReport
                    | EventType::Aid
            ) =>
        {
            Stage::Claimed
        }
        _ => stage,
    }
}

/// A speech is of the day on which its words were said.
fn said(scene: &Scene<'_, '_>, sentence: usize) -> Dating {
    let span = scene.document.sentences[sentence].span;
    let beside = scene.statements.iter().find(|it| it.statement.cue.iter().any(|cue| span.contains(*cue)));
    let Some(found) = beside.filter(|it| it.statement.said.is_known()) else { return Dating::default() };
    let mut when = found.statement.said.clone();
    when.basis = Basis::Inferred;
    when.because("the day on which the words were said")
}
