//! A trigger made into a report: evidence, participants, place, date and stage.

use super::chain::Link;
use super::complements::complements;
use super::lexicon::listed;
use super::scene::Scene;
use super::triggers::{Role, Trigger};
use super::{Report, clause, follow, is_consult, participants, place, stage, when};
use crate::actors::Cast;
use crate::phrase;
use onrecord_tagger::Tag;
use onrecord_text::{Dating, EventType, Mode, Stage};
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
    let clause = clause_of(scene, trigger, &region);
    let phoned = || clause.clone().any(|at| matches!(scene.lower(at), "phone" | "telephone"));
    let kind = match trigger.entry.kind {
        EventType::Talks if phoned() => EventType::Call,
        EventType::Meeting if phoned() && matches!(scene.lower(head), "conversation" | "discussion") => {
            EventType::Call
        }
        kind => kind,
    };
    let mut actors = actors_of(scene, cast, reports, trigger, &clause);
    if trigger.role == Role::Loose || actors.len() < 2 {
        lend_actors(scene, cast, reports, trigger, item, &mut actors);
    }
    let nameless = match kind {
        EventType::Attack | EventType::Capture => trigger.role != Role::Loose,
        EventType::Other if matches!(trigger.role, Role::Passive | Role::Phrase) => true,
        EventType::Other => trigger.entry.frames.iter().any(|it| matches!(*it, "any" | "happen")),
        EventType::Sanction => true,
        EventType::Agreement | EventType::Deployment | EventType::Travel => trigger.role != Role::Loose,
        _ => false,
    };
    if actors.is_empty() && !nameless {
        return None;
    }
    let time = when::beside(scene, &clause, head).filter(|it| !dates_another(scene, trigger, it));
    let year = when::year_of(scene, trigger.noun.as_ref(), trigger.words.end, clause.end);
    let side = time.or(year).and_then(|time| stage::side(scene, time));
    let stage = claimed(scene, trigger, &clause, stage_of(scene, trigger, side));
    let certainty = certainty(trigger.role) - if is_consult(kind) && actors.len() < 2 { 0.15 } else { 0.0 };
    Some(Report {
        kind,
        plover: trigger.entry.plover,
        place: place_of(scene, cast, trigger, &clause),
        when: date_of(scene, trigger, &clause, &region, time, stage, &actors),
        duration: when::duration(scene, &clause, trigger.noun.as_ref()),
        clause,
        trigger: head,
        sentence,
        item,
        narrated: follow::is_narrated(scene, trigger, stage),
        actors,
        stage,
        certainty,
    })
}

/// Whether a time behind a trigger belongs to what it is about: "discussed Holm's visit this week", "followed a
/// summit last week".
fn dates_another(scene: &Scene<'_, '_>, trigger: &Trigger, time: &crate::times::Time) -> bool {
    let Some(chain) = &trigger.chain else { return false };
    let verb = scene.document.words[chain.verb].span;
    let about =
        trigger.entry.kind == EventType::Talks && trigger.role == Role::Verb && trigger.object.is_some();
    let follows = trigger.role == Role::Happen && listed("following", scene.lower(chain.verb));
    (about || follows) && time.span().start() > verb.start() && scene.lower(chain.verb) != "spoke"
}

/// How often a rule of this sort is right, roughly: a clause of its own more often than a noun by itself.
fn certainty(role: Role) -> f32 {
    match role {
        Role::Verb | Role::Light => 0.8,
        Role::Passive | Role::Happen => 0.75,
        Role::Phrase => 0.7,
        Role::Loose => 0.6,
    }
}

fn clause_of(scene: &Scene<'_, '_>, trigger: &Trigger, region: &Range<usize>) -> Range<usize> {
    let from = trigger.noun.as_ref().map_or(trigger.words.end, |it| it.end.max(trigger.words.end));
    let carrier = trigger.chain.as_ref().map_or(from, |it| from.max(it.verb + 1));
    let end = clause::end(scene, carrier.min(region.end), region);
    let start = match (&trigger.chain, &trigger.noun) {
        (Some(chain), Some(noun)) if trigger.role == Role::Happen => noun.start.min(chain.verb),
        (Some(chain), _) => clause::start(chain, trigger.subject.as_ref().map(|it| &it.words), region),
        (None, Some(noun)) => {
            let mut start = noun.start;
            if start > region.start && matches!(scene.tag(start - 1), Tag::In | Tag::To) {
                start -= 1;
            }
            // "ahead of", "in advance of", "on the sidelines of".
            if start > region.start && scene.lower(start) == "of" {
                start -= 1;
                while start > region.start && matches!(scene.tag(start - 1), Tag::In | Tag::Dt) {
                    start -= 1;
                }
            }
            start
        }
        (None, None) => region.start,
    };
    // "called on Holm to resign": who is asked belongs to the clause, though not to the words said.
    let asked = trigger.subject.as_ref().filter(|subject| {
        trigger.chain.as_ref().is_some_and(|it| it.link == Link::Purpose(subject.words.end))
    });
    let start = asked.map_or(start.max(region.start), |it| it.words.start).min(trigger.words.start);
    let end = end.max(trigger.words.end).min(region.end);
    if end.saturating_sub(start) < 3 { region.clone() } else { start..end }
}

/// The prepositions that tie who takes part to a kind of event.
fn ties(kind: EventType) -> &'static [&'static str] {
    match kind {
        EventType::Attack | EventType::Sanction => &["by", "on", "against"],
        EventType::Capture => &["by", "from"],
        EventType::Aid | EventType::Deployment => &["by", "to", "of"],
        EventType::Deportation => &["by", "to", "from", "of"],
        EventType::Speech => &["to"],
        EventType::Call => &["with", "between", "to"],
        EventType::Talks => &["with", "between", "to", "among"],
        EventType::Travel => &["with"],
        _ => &["with", "between", "among", "alongside"],
    }
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
    let undergoer_acts = !matches!(kind, EventType::Signing | EventType::Capture | EventType::Aid);
    if let Some(subject) =
        trigger.subject.as_ref().filter(|_| trigger.role != Role::Passive || undergoer_acts)
    {
        add(&subject.words);
    }
    if let Some(object) = &trigger.object {
        let is_place = place::is_place(scene, cast, object);
        let takes = !matches!(kind, EventType::Travel | EventType::Signing | EventType::Talks);
        // "reopened its border": the border is nobody.
        let press = kind == EventType::Speech && listed("press", scene.lower(object.head()));
        let takes = takes && !press && scene.tag(object.core.start) != Tag::PrpPoss;
        if takes && !(is_place && matches!(kind, EventType::Visit | EventType::Meeting)) {
            add(&object.words);
        }
    }
    let mut from = trigger.object.as_ref().map_or(trigger.words.end, |it| it.words.end);
    if let Some(noun) = &trigger.noun {
        let core = noun.start..trigger.words.end;
        let owned = core.clone().any(|at| matches!(scene.tag(at), Tag::Pos | Tag::PrpPoss));
        if !is_consult(kind) || owned || participants::named(scene, cast, &core).len() >= 2 {
            add(&core);
        }
        from = trigger.words.end;
    }
    for complement in complements(scene, from, clause.end) {
        let preposition = scene.lower(complement.preposition);
        let agent = preposition == "by" && matches!(trigger.role, Role::Passive | Role::Loose);
        if ties(kind).contains(&preposition) || agent {
            add(&complement.phrase.words);
        }
    }
    actors
}

/// Gives a report that names too few the subject of the verb that it hangs on, or those of the report that it takes
/// up ("the talks"), or, for a speech, who speaks.
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
        && (matches!(scene.lower(start), "the" | "such" | "this" | "these" | "those" | "that")
            || trigger.role == Role::Happen
            || scene.time_at(start).is_some());
    let several = trigger.role == Role::Verb && is_consult(kind);
    // "negotiations have been under way": whose they are, who speaks of them knows best.
    let bare = trigger.role == Role::Happen && scene.tag(start).is_noun() && start == head;
    if bare && actors.is_empty() {
        actors.extend(scene.statement(head).and_then(|it| scene.statements[it].speaker));
    }
    if (definite || several) && actors.is_empty() && kind != EventType::Other {
        let family = |it: &&Report| it.kind == kind || is_consult(kind) && it.is_consult();
        let here = || reports.iter().rev().filter(|it| it.item == item && it.actors.len() >= 2);
        let before = here()
            .find(|it| it.kind == kind && it.stage == Stage::Happened)
            .or_else(|| here().find(|it| it.kind == kind))
            .or_else(|| here().find(family));
        if let Some(report) = before {
            actors.extend(&report.actors);
            return;
        }
    }
    let mut push = |words: &Range<usize>| {
        for actor in participants::of(scene, cast, reports, words) {
            if !actors.contains(&actor) {
                actors.push(actor);
            }
        }
    };
    if trigger.role == Role::Loose && !names_both(scene, trigger) {
        let floor = scene.sentence(head).start;
        let quote = scene.document.words[head].quote;
        let verb = (floor..start)
            .rev()
            .find(|at| scene.tag(*at).is_verb() && scene.document.words[*at].quote == quote);
        let subject = verb.and_then(|verb| phrase::subject_of(scene.document, scene.times, verb));
        if let Some(subject) = subject {
            push(&subject.phrase.words);
        }
    }
    if kind == EventType::Speech && actors.is_empty() {
        let span = scene.document.sentence_of(head).span;
        let said = |cue: &onrecord_text::Span| span.contains(*cue);
        let beside = scene.statements.iter().find(|it| it.statement.cue.iter().any(said));
        actors.extend(beside.and_then(|it| it.speaker));
    }
}

/// Whether a noun says itself who takes part: an owner, "between", or a kind of event that needs but one.
fn names_both(scene: &Scene<'_, '_>, trigger: &Trigger) -> bool {
    let Some(noun) = &trigger.noun else { return true };
    let owned = (noun.start..trigger.words.end).any(|at| matches!(scene.tag(at), Tag::Pos | Tag::PrpPoss));
    let between =
        (trigger.words.end..noun.end.max(trigger.words.end + 4)).any(|at| scene.lower(at) == "between");
    let single = !is_consult(trigger.entry.kind)
        && !matches!(
            trigger.entry.kind,
            EventType::Agreement
                | EventType::Signing
                | EventType::Speech
                | EventType::Aid
                | EventType::Deployment
                | EventType::Travel
        );
    owned || between || single
}

fn place_of(scene: &Scene<'_, '_>, cast: &Cast, trigger: &Trigger, clause: &Range<usize>) -> Option<String> {
    let kind = trigger.entry.kind;
    let goes = matches!(kind, EventType::Travel | EventType::Visit | EventType::Deployment);
    let object = trigger.object.as_ref().filter(|it| {
        let takes = matches!(kind, EventType::Visit | EventType::Capture | EventType::Attack);
        (takes || trigger.role == Role::Phrase) && place::is_place(scene, cast, it)
    });
    if let Some(object) = object {
        return Some(place::name(scene, object));
    }
    let from = trigger
        .object
        .as_ref()
        .filter(|it| it.words.start >= trigger.words.end)
        .map_or(trigger.words.end, |it| it.words.end);
    let carried = trigger.chain.as_ref().filter(|_| trigger.role == Role::Happen).map(|it| it.verb + 1);
    let mut found = complements(scene, from, clause.end);
    found.extend(carried.into_iter().flat_map(|from| complements(scene, from, clause.end)));
    // "In Halvik on Monday, Holm met …".
    found.extend(complements(scene, clause.start, trigger.words.start));
    let sentence = scene.sentence(trigger.words.start);
    if scene.statement(trigger.words.start).is_none() {
        found.extend(complements(scene, sentence.start, trigger.words.start));
    }
    found
        .iter()
        .filter(|it| {
            let lower = scene.lower(it.preposition);
            matches!(lower, "in" | "at" | "near" | "outside" | "inside")
                || goes && matches!(lower, "to" | "for" | "into")
        })
        .find(|it| place::is_place(scene, cast, &it.phrase))
        .map(|it| place::name(scene, &it.phrase))
}

fn date_of(
    scene: &Scene<'_, '_>,
    trigger: &Trigger,
    clause: &Range<usize>,
    region: &Range<usize>,
    time: Option<&crate::times::Time>,
    stage: Stage,
    actors: &[usize],
) -> Dating {
    let head = trigger.words.start;
    let kind = trigger.entry.kind;
    if let Some(time) = time.filter(|it| it.value.earliest.is_some()) {
        return time.dating(scene.document.text(time.span()));
    }
    let purpose = trigger.chain.as_ref().is_some_and(|it| matches!(it.link, Link::Purpose(_)))
        || trigger.noun.as_ref().is_some_and(|it| {
            it.start > region.start
                && matches!(scene.lower(it.start - 1), "for" | "with" | "in" | "during" | "at")
        });
    if let Some(when) = purpose.then(|| when::of_main(scene, region.start..clause.start)).flatten() {
        return when;
    }
    let sentence = scene.sentence(head);
    let beside = clause.start.checked_sub(1).is_some_and(|at| matches!(scene.lower(at), "as" | "while"));
    if beside || matches!(scene.lower(clause.start), "as" | "while") {
        // "said on Monday …, as he met": at the same time.
        if let Some(when) = when::of_main(scene, sentence.start..clause.start) {
            return when;
        }
    }
    if let Some(when) = when::framing(scene, trigger, clause, region, stage) {
        return when;
    }
    if let Some(year) = when::year_of(scene, trigger.noun.as_ref(), trigger.words.end, clause.end) {
        return year.dating(scene.document.text(year.span()));
    }
    if let Some(when) = when::before_when(scene, clause) {
        return when;
    }
    let perfect = trigger.chain.as_ref().is_some_and(|it| {
        it.words.iter().any(|at| *at != it.verb && matches!(scene.lower(*at), "has" | "have" | "had" | "'ve"))
    });
    if perfect && matches!(kind, EventType::Agreement | EventType::Signing) {
        let when = when::said_before(scene, clause);
        if when.is_known() {
            return when;
        }
    }
    if let Some(found) = scene.statement(head).map(|it| &scene.statements[it].statement) {
        let short = matches!(kind, EventType::Agreement | EventType::Signing);
        return if perfect && short { when::by_statement(&found.said) } else { Dating::default() };
    }
    let item = scene.document.sentence_of(head).item;
    if kind == EventType::Speech && stage != Stage::Planned {
        return when::said(scene, item, scene.document.words[head].sentence, actors);
    }
    let lasting = when::has_duration(scene, clause);
    if (is_consult(kind) || kind == EventType::Travel) && !lasting {
        return when::by_tense(scene, item, stage, perfect && trigger.role != Role::Light);
    }
    Dating::default()
}

fn stage_of(scene: &Scene<'_, '_>, trigger: &Trigger, side: Option<stage::Side>) -> Stage {
    match (&trigger.chain, &trigger.noun) {
        (Some(chain), Some(_)) => {
            let stage = stage::of_verb(scene, chain, side);
            let done = matches!(stage, Stage::Happened | Stage::Ongoing);
            let none = trigger.noun.clone().is_some_and(|mut it| it.any(|at| scene.lower(at) == "no"));
            let refused = trigger.role == Role::Light && listed("deny", scene.lower(chain.verb));
            if done && (none || refused) {
                Stage::Denied
            } else if done && listed("off", scene.lower(chain.verb)) {
                Stage::Cancelled
            } else if done && trigger.role == Role::Light && listed("planned", scene.lower(chain.verb)) {
                Stage::Planned
            } else if done && trigger.role == Role::Light && listed("possible", scene.lower(chain.verb)) {
                Stage::Possible
            } else if stage == Stage::Happened && listed("stepping-up", scene.lower(chain.verb)) {
                Stage::Ongoing
            } else {
                stage
            }
        }
        (Some(chain), None) => {
            let has = |list: &str| trigger.words.clone().any(|at| listed(list, scene.lower(at)));
            let stage = stage::of_verb(scene, chain, side);
            let done = matches!(stage, Stage::Happened | Stage::Ongoing | Stage::Planned);
            match trigger.role {
                Role::Phrase if done && has("expected") => Stage::Expected,
                Role::Phrase if done && has("planned") && stage != Stage::Happened => Stage::Planned,
                // "Speaking to reporters, Holm said": the words are out.
                Role::Verb if trigger.entry.kind == EventType::Speech && chain.link == Link::Bare => {
                    Stage::Happened
                }
                _ => stage,
            }
        }
        (None, Some(noun)) => stage::of_noun(scene, noun, trigger.words.end, side),
        (None, None) => Stage::Happened,
    }
}

/// What only a side to the fighting says is claimed; what somebody denies is denied.
fn claimed(scene: &Scene<'_, '_>, trigger: &Trigger, clause: &Range<usize>, stage: Stage) -> Stage {
    let material = matches!(
        trigger.entry.kind,
        EventType::Attack
            | EventType::Capture
            | EventType::Deployment
            | EventType::MilitaryReport
            | EventType::Aid
    );
    let done = matches!(stage, Stage::Happened | Stage::Ongoing);
    let before = |back: usize| clause.start.checked_sub(back).map_or("", |at| scene.lower(at));
    let reports = before(1) == "that"
        && matches!(before(2), "reports" | "claims" | "allegations" | "rumours" | "rumors");
    if done && material && reports {
        return Stage::Claimed;
    }
    let Some(found) = scene.statement(trigger.words.start).map(|it| &scene.statements[it]) else {
        return stage;
    };
    // "He thinks they would attack" arranges nothing.
    let would =
        trigger.chain.as_ref().is_some_and(|it| it.words.iter().any(|at| scene.lower(*at) == "would"));
    // Of oneself, "it would" is a plan.
    let own = trigger
        .subject
        .as_ref()
        .is_some_and(|it| matches!(scene.lower(it.head()), "it" | "he" | "she" | "we"));
    if would && !own && stage == Stage::Planned && (material || trigger.entry.kind == EventType::Agreement) {
        return Stage::Possible;
    }
    // A noun by itself takes for granted what it names.
    let asserted = trigger.role != Role::Loose;
    match found.statement.mode {
        Mode::Deny if done && asserted => Stage::Denied,
        Mode::Claim | Mode::Accuse if done && asserted => Stage::Claimed,
        _ if done && material && asserted => Stage::Claimed,
        _ => stage,
    }
}
