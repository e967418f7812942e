//! Verbs that report events, and whether their frames hold.

use super::chain::{Chain, Link, chain};
use super::lexicon::{lexicon, listed};
use super::place;
use super::scene::Scene;
use super::triggers::{Role, Trigger, subject_of};
use crate::actors::Cast;
use crate::phrase::{self, Phrase};
use onrecord_tagger::Tag;
use onrecord_text::{ActorType, EventType};
use std::ops::Range;

/// A verb with the parts of its clause, as its frames look at them.
struct Verb {
    chain: Chain,
    subject: Option<Phrase>,
    object: Option<Phrase>,
    /// What the verb is done to: its object, in the passive its subject.
    undergoer: Option<Phrase>,
    passive: bool,
    ceiling: usize,
}

/// The event that the verb at a word reports.
pub(super) fn verb_at(scene: &Scene<'_, '_>, cast: &Cast, at: usize, ceiling: usize) -> Option<Trigger> {
    if !is_verb(scene, cast, at) {
        return None;
    }
    let entries = lexicon().verbs.get(scene.lower(at))?;
    let chain = chain(scene, at);
    // A bare infinitive without "to" or a modal hangs on another verb ("let him attack").
    if scene.tag(at) == Tag::Vb
        && chain.words.len() == 1
        && chain.link == Link::Subject
        && !after_that(scene, at)
    {
        return None;
    }
    if scene.time_at(at).is_some() || is_attributive(scene, at, &chain) {
        return None;
    }
    // "ruled out", "turned down": not what the verb says by itself.
    if scene.lower(at + 1) == "out" && !matches!(scene.lower(at), "carried" | "walked" | "lashed") {
        return None;
    }
    let verb = parts(scene, at, chain, ceiling);
    let entry =
        entries.iter().find(|entry| entry.frames.iter().any(|frame| verb_fits(scene, cast, &verb, frame)))?;
    // What is done for another deed is told by that deed: "voted to join".
    let aside = entry.kind == EventType::Other
        && matches!(verb.chain.link, Link::Purpose(to)
            if verb.subject.as_ref().is_none_or(|it| it.words.end != to));
    if aside {
        return None;
    }
    // "the rebels fighting Holm": who they are, not what is reported. In a caption, "Holm meeting Lund".
    let reduced = verb.chain.link == Link::Bare
        && entry.plover != Some("CONSULT")
        && at
            .checked_sub(1)
            .is_some_and(|before| scene.tag(before).is_noun() && !scene.tag(before).is_proper_noun());
    if reduced {
        return None;
    }
    // "renewed his push", "the deal will grant her": words and papers, not deeds of somebody.
    let head = |phrase: &Option<Phrase>| phrase.as_ref().map_or("", |it| scene.lower(it.head()));
    let of_papers = lexicon().nouns.contains(head(&verb.subject)) || listed("acts", head(&verb.subject));
    let idle = !verb.passive && verb.subject.as_ref().is_some_and(|it| !can_act(scene, cast, it));
    let vague = listed("words", head(&verb.undergoer)) || !verb.passive && of_papers || idle;
    if entry.kind == EventType::Other && vague && !entry.frames.contains(&"any") {
        return None;
    }
    let role = if verb.passive { Role::Passive } else { Role::Verb };
    let Verb { chain, subject, object, .. } = verb;
    Some(Trigger { entry, words: at..at + 1, chain: Some(chain), subject, object, noun: None, role })
}

/// Whether a participle or gerund only describes the noun behind it: "the detained migrants", "using frozen funds".
fn is_attributive(scene: &Scene<'_, '_>, at: usize, chain: &Chain) -> bool {
    let next = scene.tag(at + 1);
    if chain.words.len() > 1 || !(next.is_noun() || next.is_adjective()) {
        return false;
    }
    let floor = scene.sentence(at).start;
    let before = at.checked_sub(1).filter(|it| *it >= floor).map(|it| scene.tag(it));
    let has_subject =
        before.is_some_and(|it| it.is_noun() || it == Tag::Prp || it == Tag::Comma || it == Tag::Cc);
    match scene.tag(at) {
        Tag::Vbn => !has_subject,
        Tag::Vbg => before.is_some_and(|it| matches!(it, Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Jj)),
        _ => false,
    }
}

/// Whether "that" opens the clause of a bare infinitive: "demanded that the forces withdraw".
fn after_that(scene: &Scene<'_, '_>, at: usize) -> bool {
    let floor = scene.sentence(at).start;
    (floor..at).rev().take(8).any(|it| scene.lower(it) == "that")
        && at.checked_sub(1).is_some_and(|it| scene.tag(it).is_noun())
}

/// Whether a word is a verb, or a gerund that the tagger took for a noun: "with Holm meeting Lund".
fn is_verb(scene: &Scene<'_, '_>, cast: &Cast, at: usize) -> bool {
    let named = |start: usize| cast.mentions_at(start).any(|it| it.words.start == start);
    let gerund = || {
        scene.lower(at).ends_with("ing")
            && scene.tag(at) == Tag::Nn
            && scene.tag(at.saturating_sub(1)).is_proper_noun()
            && named(at + 1)
    };
    // The tagger knows "shot" as a noun.
    let shot = scene.lower(at) == "shot" && scene.lower(at + 1) == "down";
    scene.tag(at).is_verb() || gerund() || shot
}

fn parts(scene: &Scene<'_, '_>, at: usize, chain: Chain, ceiling: usize) -> Verb {
    const BE: &[&str] = &["be", "been", "being", "is", "are", "was", "were", "'s", "'re", "get", "got"];
    let object = object(scene, at, ceiling);
    let has = |forms: &[&str]| chain.words.iter().any(|it| *it != at && forms.contains(&scene.lower(*it)));
    let has_have = has(&["have", "has", "had", "having", "'ve"]);
    // "a zone agreed by Norland": the tagger may take the participle for a past tense.
    let participle = scene.tag(at) == Tag::Vbn
        || scene.tag(at) == Tag::Vbd
            && object.is_none()
            && scene.lower(at + 1) == "by"
            && chain.words.len() == 1;
    let passive =
        participle && has(BE) || participle && chain.words.len() == 1 && object.is_none() && !has_have;
    let subject = subject_of(scene, &chain);
    let floor = scene.sentence(at).start;
    let undergoer = if passive {
        subject.clone().or_else(|| phrase::ending(scene.document, floor, at))
    } else {
        object.clone()
    };
    Verb { chain, subject, object, undergoer, passive, ceiling }
}

/// The noun phrase right after a verb, past its adverbs and particles.
fn object(scene: &Scene<'_, '_>, verb: usize, ceiling: usize) -> Option<Phrase> {
    let mut at = verb + 1;
    let skipped = |at: usize| {
        let adverb = scene.tag(at).is_adverb() && scene.tag(at) != Tag::Wrb;
        (adverb || scene.tag(at) == Tag::Rp) && scene.time_at(at).is_none()
    };
    while at < ceiling && skipped(at) {
        at += 1;
    }
    // "a very important agreement": the adverb stands inside the phrase.
    if scene.tag(at) == Tag::Dt && scene.tag(at + 1).is_adverb() {
        at += 2;
    }
    // "remove existing tariffs".
    if matches!(scene.tag(at), Tag::Vbg | Tag::Vbn) && scene.tag(at + 1).is_noun() {
        at += 1;
    }
    if at >= ceiling || scene.time_at(at).is_some() || matches!(scene.tag(at), Tag::In | Tag::To | Tag::Wp) {
        return None;
    }
    scene.group(at, ceiling)
}

fn verb_fits(scene: &Scene<'_, '_>, cast: &Cast, verb: &Verb, frame: &str) -> bool {
    let from = verb.chain.verb + 1;
    let follows = |prepositions: &[&str]| -> Option<Phrase> {
        let near = from..verb.ceiling.min(from + 4);
        scene.after(&near, prepositions, verb.ceiling).map(|(_, phrase)| phrase)
    };
    let follows_actor =
        |prepositions: &[&str]| follows(prepositions).is_some_and(|it| names_actor(scene, cast, &it));
    let undergoer = verb.undergoer.as_ref();
    match frame {
        "any" => true,
        "object" => undergoer.is_some(),
        "actor" => undergoer.is_some_and(|it| names_actor(scene, cast, it)),
        "with" => follows_actor(&["with", "alongside", "beside"]),
        "to" => follows_actor(&["to"]),
        "on" => follows(&["on", "at"]).is_some(),
        "place" => undergoer.is_some_and(|it| place::is_place(scene, cast, it)),
        "it" => undergoer.is_some_and(|it| scene.lower(it.head()) == "it"),
        "in-place" => {
            verb.object.is_none()
                && follows(&["in", "at", "to", "into", "from", "off", "for"])
                    .is_some_and(|it| place::is_place(scene, cast, &it))
        }
        // "spoke this evening by telephone with", "the two talked for 40 minutes".
        "by-phone" => {
            let rest = from..scene.sentence(verb.chain.verb).end.min(from + 14);
            let lasts = || {
                rest.clone().any(|at| scene.lower(at) == "for" && scene.tag(at + 1) == Tag::Cd)
                    && verb.subject.as_ref().is_some_and(|it| is_plural(scene, cast, it))
            };
            !verb.passive
                && (rest.clone().any(|at| matches!(scene.lower(at), "phone" | "telephone")) || lasts())
        }
        "passive" => verb.passive,
        "to-noun" => follows(&["to", "on"]).is_some_and(|it| scene.tag(it.head()).is_noun()),
        "to-do" => scene.tag(from) == Tag::To && scene.tag(from + 1) == Tag::Vb,
        "violent" => (scene.sentence(verb.chain.verb)).any(|at| {
            at != verb.chain.verb && listed("violence", scene.lower(at)) && !scene.tag(at).is_adverb()
        }),
        "by-nature" => doer(scene, verb).is_some_and(|it| listed("nature", scene.lower(it.head()))),
        "by-force" => doer(scene, verb).is_some_and(|it| {
            listed("troops", scene.lower(it.head())) || listed("fighters", scene.lower(it.head()))
        }),
        "plural" => !verb.passive && verb.subject.as_ref().is_some_and(|it| is_plural(scene, cast, it)),
        "at-speech" => (from..verb.ceiling.min(from + 11)).any(|at| listed("forums", scene.lower(at))),
        "to-audience" => follows(&["to", "before", "with"]).is_some_and(|it| {
            listed("press", scene.lower(it.head())) || listed("audience", scene.lower(it.head()))
        }),
        _ if frame.starts_with("to@") => frame.strip_prefix("to@").is_some_and(|list| {
            follows(&["to", "on", "upon"]).is_some_and(|it| listed(list, scene.lower(it.head())))
        }),
        _ => frame
            .strip_prefix('@')
            .is_some_and(|list| undergoer.is_some_and(|it| has_listed(scene, list, it))),
    }
}

/// Who does what a verb says: its subject, in the passive what "by" brings.
fn doer(scene: &Scene<'_, '_>, verb: &Verb) -> Option<Phrase> {
    if verb.passive {
        let from = verb.chain.verb + 1;
        let near = from..verb.ceiling.min(from + 6);
        return scene.after(&near, &["by"], verb.ceiling).map(|(_, phrase)| phrase);
    }
    verb.subject.clone()
}

fn has_listed(scene: &Scene<'_, '_>, list: &str, phrase: &Phrase) -> bool {
    let of = |at: usize| scene.lower(at.saturating_sub(1)) == "of";
    // The head may be a word that the tagger took for a verb: "a minerals deal".
    let mistaken = scene.tag(phrase.core.start) == Tag::Dt && listed(list, scene.lower(phrase.core.end));
    mistaken
        || listed(list, scene.lower(phrase.head()))
        || (phrase.core.end..phrase.words.end)
            .any(|at| listed(list, scene.lower(at)) && scene.tag(at).is_noun() && of(at))
}

/// Whether a phrase speaks of somebody who can act.
pub(super) fn names_actor(scene: &Scene<'_, '_>, cast: &Cast, phrase: &Phrase) -> bool {
    let head = phrase.head();
    if matches!(scene.lower(head), "him" | "her" | "them" | "me" | "us") {
        return true;
    }
    let covers = cast
        .mentions_in(&phrase.words)
        .any(|it| it.words.contains(&head) && cast.entity(it.actor).kind != ActorType::Place);
    covers || listed("partners", scene.lower(head))
}

/// Whether a phrase speaks of somebody, or a force of nature, by a name, a pronoun or a noun for people.
fn can_act(scene: &Scene<'_, '_>, cast: &Cast, phrase: &Phrase) -> bool {
    let head = phrase.head();
    let (tag, lower) = (scene.tag(head), scene.lower(head));
    let people = ["ers", "ors", "ists", "ants", "ians", "eers", "man", "men", "women", "ees"];
    tag.is_proper_noun()
        || !tag.is_noun()
        || ["groups", "nature", "troops", "fighters", "partners"].iter().any(|list| listed(list, lower))
        || people.iter().any(|ending| lower.ends_with(ending))
        || names_actor(scene, cast, phrase)
}

/// Whether a phrase speaks of a person.
pub(super) fn is_person(scene: &Scene<'_, '_>, cast: &Cast, words: &Range<usize>) -> bool {
    cast.mentions_in(words).any(|it| cast.entity(it.actor).kind == ActorType::Person)
        || words.clone().any(|at| matches!(scene.lower(at), "he" | "she"))
}

/// Whether a subject is several: "they", "the two", "Holm and Lund", "officials".
fn is_plural(scene: &Scene<'_, '_>, cast: &Cast, phrase: &Phrase) -> bool {
    let head = phrase.head();
    let named = cast.mentions_in(&phrase.words).next().is_some();
    let several = matches!(scene.lower(head), "they" | "we" | "two" | "pair" | "both");
    let joined = phrase.words.clone().any(|at| matches!(scene.lower(at), "and" | ","));
    let plural = matches!(scene.tag(head), Tag::Nns | Tag::Nnps);
    several || named && (joined || plural) || plural && listed("partners", scene.lower(head))
}
