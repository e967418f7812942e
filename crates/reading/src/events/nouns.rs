//! Nouns that report events, by what governs them and what they govern.

use super::chain::chain;
use super::clause;
use super::complements::complements;
use super::lexicon::{Entry, lexicon, listed};
use super::place;
use super::scene::Scene;
use super::triggers::{Role, Trigger, subject_of};
use super::verbs::names_actor;
use crate::actors::Cast;
use crate::phrase::{self, Phrase};
use onrecord_tagger::Tag;
use onrecord_text::ActorType;
use std::ops::Range;

/// A noun with what stands around it, as its frames look at it.
struct Noun {
    head: usize,
    /// Determiner to head.
    core: Range<usize>,
    /// Where the phrase begins, with "the first round of" before it.
    outer: usize,
    /// The end of its sentence.
    ceiling: usize,
    /// The verb whose object it is.
    light: Option<usize>,
    /// The verb that says of it that it happens.
    happen: Option<usize>,
}

/// The event that the noun at a word reports.
pub(super) fn noun_at(
    scene: &Scene<'_, '_>,
    cast: &Cast,
    at: usize,
    sentence: &Range<usize>,
) -> Option<Trigger> {
    let followed = at + 1 < sentence.end && scene.tag(at + 1).is_noun() && scene.time_at(at + 1).is_none();
    // "Fighting has spread": the tagger takes the first word for a verb.
    let first = at == sentence.start && scene.tag(at) == Tag::Vbg && scene.tag(at + 1).is_finite();
    if !(scene.tag(at).is_noun() || first) || followed || scene.time_at(at).is_some() {
        return None;
    }
    // "a heart attack".
    if at.checked_sub(1).is_some_and(|before| listed("ailments", scene.lower(before))) {
        return None;
    }
    let entries = lexicon().nouns.get(scene.lower(at))?;
    let core = if first { at..at + 1 } else { phrase::core_ending(scene.document, sentence.start, at + 1)? };
    let outer = round_of(scene, sentence.start, core.start);
    let noun = Noun {
        head: at,
        outer,
        ceiling: sentence.end,
        light: light_verb(scene, outer, sentence.start),
        happen: happening_verb(scene, core.end, sentence.end),
        core,
    };
    entries.iter().find_map(|entry| {
        let role = entry.frames.iter().find_map(|frame| role(scene, cast, entry, &noun, frame))?;
        let verb = match role {
            Role::Light => noun.light,
            Role::Happen => noun.happen,
            _ => None,
        };
        let verb = verb.or_else(|| undergone(scene, &noun).filter(|_| role == Role::Happen));
        let chain = verb.map(|verb| chain(scene, verb));
        let subject = chain.as_ref().filter(|_| role == Role::Light).and_then(|it| subject_of(scene, it));
        let whole = phrase::starting(scene.document, noun.core.start, sentence.end);
        let end = whole.map_or(noun.core.end, |it| it.words.end.max(noun.core.end));
        Some(Trigger {
            entry,
            words: at..at + 1,
            chain,
            subject,
            object: None,
            noun: Some(noun.outer..end),
            role,
        })
    })
}

fn role(scene: &Scene<'_, '_>, cast: &Cast, entry: &Entry, noun: &Noun, frame: &str) -> Option<Role> {
    let consult = entry.plover == Some("CONSULT");
    let light = |list: &str| noun.light.is_some_and(|verb| listed(list, scene.lower(verb)));
    let with = |prepositions: &[&str]| {
        complements(scene, noun.core.end, noun.ceiling).iter().any(|it| {
            let fits = names_actor(scene, cast, &it.phrase)
                || is_several(scene, &it.phrase)
                || !consult && place::is_place(scene, cast, &it.phrase);
            prepositions.contains(&scene.lower(it.preposition)) && fits
        })
    };
    let before =
        |forms: &[&str]| noun.outer.checked_sub(1).is_some_and(|at| forms.contains(&scene.lower(at)));
    let loose = |holds: bool| holds.then_some(Role::Loose);
    match frame {
        "light" => light("light").then_some(Role::Light),
        "happen" => noun.happen.or_else(|| undergone(scene, noun)).map(|_| Role::Happen),
        "party" => loose(
            with(&["with", "between", "by", "among"])
                || is_owned(scene, cast, &noun.core)
                || consult && (countries(cast, &noun.core) >= 2 || is_named(cast, noun)),
        ),
        "dated" => loose(is_dated(scene, cast, noun, consult)),
        "sought" => loose(is_sought(scene, noun)),
        "undergone" => undergone(scene, noun).map(|_| Role::Happen),
        "with" => loose(with(&["with", "between"])),
        "between" => loose(with(&["between"])),
        "countries" => loose(countries(cast, &noun.core) >= 2),
        "adjective" => loose(countries(cast, &noun.core) >= 1),
        "to" => loose(with(&["to", "for"])),
        "of" => loose(scene.lower(noun.core.end) == "of"),
        "on" => loose(with(&["on", "against"])),
        "said" => loose(before(&["in", "at", "during"]) && said_beside(scene, noun.head)),
        "issued" => loose(matches!(scene.lower(noun.core.end), "issued" | "released" | "published")),
        "to-place" => loose(complements(scene, noun.core.end, noun.ceiling).first().is_some_and(|it| {
            matches!(scene.lower(it.preposition), "to" | "in") && place::is_place(scene, cast, &it.phrase)
        })),
        _ => {
            // `light:LIST` asks for a light verb of its own, `+LIST` for a word inside the phrase besides "light".
            if let Some(list) = frame.strip_prefix("light:") {
                return light(list).then_some(Role::Light);
            }
            let list = frame.strip_prefix('+')?;
            (light("light") && noun.core.clone().any(|at| listed(list, scene.lower(at))))
                .then_some(Role::Light)
        }
    }
}

/// Whether a phrase means several of whom the text has spoken: "the two leaders".
fn is_several(scene: &Scene<'_, '_>, phrase: &Phrase) -> bool {
    phrase.words.clone().any(|at| matches!(scene.lower(at), "two" | "both" | "sides"))
}

/// Whether an owner stands in a noun phrase: "Holm's visit", "his visit".
fn is_owned(scene: &Scene<'_, '_>, cast: &Cast, core: &Range<usize>) -> bool {
    let pronoun = |at: usize| scene.tag(at) == Tag::PrpPoss && !matches!(scene.lower(at), "its" | "your");
    let named = cast.mentions_in(core).next().is_some();
    core.clone().any(|at| pronoun(at) || scene.tag(at) == Tag::Pos && named)
}

/// Whether a name stands right before a noun: "the Holm-Lund meeting", "the Holm visit", "the Calder talks".
fn is_named(cast: &Cast, noun: &Noun) -> bool {
    cast.mentions_in(&noun.core).any(|it| it.words.end == noun.head && it.words.start >= noun.core.start)
}

/// Whether a word before a noun, or a time in it or right behind it, takes for granted that it has its day.
fn is_dated(scene: &Scene<'_, '_>, cast: &Cast, noun: &Noun, consult: bool) -> bool {
    let floor = scene.sentence(noun.head).start;
    let back = |count: usize| {
        noun.outer.checked_sub(count).filter(|at| *at >= floor).map_or("", |at| scene.lower(at))
    };
    let ordered = matches!(back(1), "after" | "before" | "since" | "until" | "during" | "following")
        || matches!((back(2), back(1)), ("ahead" | "wake" | "sidelines" | "advance", "of") | ("prior", "to"));
    let inside = noun.core.clone().any(|at| scene.time_at(at).is_some());
    let next = noun.core.end;
    // "before the meeting" only takes up what has been told.
    let told = consult && cast.mentions_in(&noun.core).next().is_none();
    let behind = scene.time_at(next).is_some()
        || matches!(scene.lower(next), "in" | "on") && scene.time_at(next + 1).is_some();
    ordered && !told || inside || behind && noun.ceiling > next
}

/// Whether somebody calls, asks or pushes for what a noun names.
fn is_sought(scene: &Scene<'_, '_>, noun: &Noun) -> bool {
    let Some(before) = noun.outer.checked_sub(1) else { return false };
    let asks = |at: usize| listed("seeking", scene.lower(at));
    match scene.lower(before) {
        "for" => before.checked_sub(1).is_some_and(asks),
        _ => matches!(
            scene.lower(before),
            "demand" | "demanded" | "demands" | "demanding" | "seeking" | "sought"
        ),
    }
}

/// The light or dealing verb in the passive whose subject a noun is: "sanctions were lifted".
fn undergone(scene: &Scene<'_, '_>, noun: &Noun) -> Option<usize> {
    // "there were no talks".
    let be = |at: usize| matches!(scene.lower(at), "is" | "are" | "was" | "were" | "be" | "been");
    let before = noun.outer.checked_sub(1).filter(|at| be(*at));
    if let Some(before) = before.filter(|at| (at.saturating_sub(3)..*at).any(|it| scene.tag(it) == Tag::Ex)) {
        return Some(before);
    }
    // "tariffs imposed in spring", "a deal reached with Lund".
    let next = noun.core.end;
    let reduced = next < noun.ceiling
        && matches!(scene.tag(next), Tag::Vbn | Tag::Vbd)
        && scene.tag(next + 1) != Tag::Dt
        && matches!(
            scene.lower(next),
            "imposed"
                | "reached"
                | "signed"
                | "announced"
                | "held"
                | "agreed"
                | "launched"
                | "brokered"
                | "struck"
                | "lifted"
                | "mediated"
                | "hosted"
                | "planned"
                | "scheduled"
        );
    if reduced {
        return Some(next);
    }
    let mut at = noun.core.end;
    let mut be = false;
    while at < noun.ceiling.min(noun.core.end + 6) {
        let (tag, lower) = (scene.tag(at), scene.lower(at));
        if matches!(lower, "is" | "are" | "was" | "were" | "be" | "been" | "being") {
            be = true;
        } else if be && tag.is_verb() {
            let fits = listed("light", lower) || listed("dealing", lower) || listed("off", lower);
            return (fits && tag == Tag::Vbn).then_some(at);
        } else if !(tag == Tag::Md || tag.is_adverb() || matches!(lower, "has" | "have" | "had")) {
            return None;
        }
        at += 1;
    }
    None
}

/// How many countries stand in a noun phrase.
fn countries(cast: &Cast, core: &Range<usize>) -> usize {
    let is_country = |actor: usize| cast.entity(actor).kind == ActorType::Country;
    let mut actors: Vec<usize> =
        cast.mentions_in(core).map(|it| it.actor).filter(|it| is_country(*it)).collect();
    actors.sort_unstable();
    actors.dedup();
    actors.len()
}

/// Where a noun phrase begins with the measure before it: "the first round of talks", "six hours of talks".
fn round_of(scene: &Scene<'_, '_>, floor: usize, start: usize) -> usize {
    let of = start.checked_sub(1).filter(|at| *at > floor && scene.lower(*at) == "of");
    let round = of.and_then(|at| phrase::core_ending(scene.document, floor, at));
    round.filter(|it| listed("measures", scene.lower(it.end - 1))).map_or(start, |it| it.start)
}

/// The verb whose object begins at `start`.
fn light_verb(scene: &Scene<'_, '_>, start: usize, floor: usize) -> Option<usize> {
    let mut at = start.checked_sub(1).filter(|it| *it >= floor)?;
    while at > floor && (scene.tag(at) == Tag::Rp || matches!(scene.lower(at), "up" | "out" | "off")) {
        at -= 1;
    }
    // "those talks and continued aid": a participle that describes.
    let describes = scene.tag(at) == Tag::Vbn
        && at.checked_sub(1).filter(|it| *it >= floor).is_none_or(|it| {
            matches!(
                scene.tag(it),
                Tag::Cc | Tag::Dt | Tag::In | Tag::Jj | Tag::To | Tag::PrpPoss | Tag::Comma
            )
        });
    (scene.tag(at).is_verb() && !describes).then_some(at)
}

/// The happening verb whose subject ends at `end`, perhaps past a complement or "held in Halvik" between commas.
fn happening_verb(scene: &Scene<'_, '_>, end: usize, ceiling: usize) -> Option<usize> {
    for at in end..ceiling.min(end + 12) {
        let (tag, lower) = (scene.tag(at), scene.lower(at));
        if tag == Tag::Comma {
            if at == end && listed("happen", scene.lower(at + 1)) && scene.tag(at + 1).is_verb() {
                continue;
            }
            return None;
        }
        if matches!(tag, Tag::Colon | Tag::Stop | Tag::Wdt | Tag::Wp)
            || clause::opens(lower)
            || matches!(lower, "as" | "that")
        {
            return None;
        }
        if tag == Tag::Cc && (scene.tag(at + 1).is_verb() || scene.tag(at + 1).is_adverb()) {
            return None;
        }
        if !tag.is_verb() {
            continue;
        }
        let be = matches!(lower, "be" | "been" | "is" | "are" | "was" | "were");
        if be && listed("going-on", scene.lower(at + 1)) {
            return Some(at);
        }
        if listed("happen", lower) {
            // "talks to end the war": the war ends, not the talks.
            let transitive = scene.tag(at.saturating_sub(1)) == Tag::To
                && matches!(scene.tag(at + 1), Tag::Dt | Tag::PrpPoss | Tag::Nn | Tag::Nns | Tag::Nnp);
            return (!transitive).then_some(at);
        }
        let auxiliary = tag == Tag::Md
            || phrase::AUXILIARIES.contains(&lower)
            || listed("planned", lower)
            || listed("expected", lower);
        if !auxiliary {
            return None;
        }
    }
    None
}

/// Whether somebody says something in the sentence of a word, which is no part of what is said.
fn said_beside(scene: &Scene<'_, '_>, word: usize) -> bool {
    let span = scene.document.sentence_of(word).span;
    let cued =
        scene.statements.iter().any(|it| it.told && it.statement.cue.iter().any(|cue| span.contains(*cue)));
    scene.statement(word).is_none() && cued
}
