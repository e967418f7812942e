//! The words that report events, and whether what must stand around them does.

use super::chain::{Chain, Link, chain};
use super::lexicon::{Entry, lexicon, listed};
use super::nouns::noun_at;
use super::place;
use super::scene::Scene;
use super::verbs::{is_person, names_actor, verb_at};
use crate::actors::Cast;
use crate::phrase::{self, Phrase};
use onrecord_tagger::Tag;
use onrecord_text::EventType;
use std::ops::Range;

/// A word or phrase that reports an event.
pub(super) struct Trigger {
    /// What it reports.
    pub entry: &'static Entry,
    /// The words themselves.
    pub words: Range<usize>,
    /// The verb group that carries it, where one does.
    pub chain: Option<Chain>,
    /// The subject of that group.
    pub subject: Option<Phrase>,
    /// The object of the verb, where the verb is the trigger.
    pub object: Option<Phrase>,
    /// The noun phrase, where a noun is the trigger.
    pub noun: Option<Range<usize>>,
    /// How the words were found.
    pub role: Role,
}

/// How a trigger stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A verb.
    Verb,
    /// A verb in the passive: its subject is its object.
    Passive,
    /// A fixed phrase.
    Phrase,
    /// The object of a light verb.
    Light,
    /// The subject of a happening verb.
    Happen,
    /// A noun by itself.
    Loose,
}

/// The triggers of a sentence, in order.
pub(super) fn find(scene: &Scene<'_, '_>, cast: &Cast, sentence: usize) -> Vec<Trigger> {
    let words = scene.document.sentences[sentence].words.clone();
    let mut found: Vec<Trigger> = Vec::new();
    let mut at = words.start;
    while at < words.end {
        let trigger = phrase_at(scene, cast, at, words.end)
            .or_else(|| verb_at(scene, cast, at, words.end))
            .or_else(|| noun_at(scene, cast, at, &words));
        at = trigger.as_ref().map_or(at + 1, |it| it.words.end.max(at + 1));
        // "sign an agreement" is told by its verb already.
        let told = |new: &Trigger| {
            let verb = new.chain.as_ref().filter(|_| new.role == Role::Light).map(|it| it.verb);
            let says = |it: &Trigger| it.entry.kind != EventType::Other || new.entry.kind == EventType::Other;
            let object = |it: &Trigger| {
                it.object.as_ref().is_some_and(|it| it.head() == new.words.start)
                    && it.entry.kind == EventType::Signing
            };
            verb.is_some_and(|verb| found.iter().any(|it| it.words.contains(&verb) && says(it)))
                || found.iter().any(object)
        };
        let Some(new) = trigger.filter(|it| !told(it)) else { continue };
        // "launched an attack": the noun says more than a verb that can have any object; "talks collapsed" is told by
        // its noun.
        let general = |it: &Trigger| it.entry.kind == EventType::Other && it.role != Role::Loose;
        if let Some(carrier) = new.chain.as_ref().filter(|_| new.noun.is_some()).map(|it| it.verb) {
            found.retain(|it| !(it.noun.is_none() && general(it) && it.words.contains(&carrier)));
        }
        let carries = |it: &Trigger| {
            it.noun.is_some() && it.chain.as_ref().is_some_and(|it| new.words.contains(&it.verb))
        };
        // "agreed to meet": the meeting is what is reported.
        let agreed = |it: &Trigger| {
            it.entry.kind == EventType::Agreement
                && it.noun.is_none()
                && new.chain.as_ref().is_some_and(|chain| chain.words.contains(&it.words.start))
        };
        found.retain(|it| !agreed(it));
        if new.entry.kind == EventType::Signing {
            found.retain(|it| !carries(it));
        }
        if new.noun.is_some() || !found.iter().any(carries) {
            found.push(new);
        }
    }
    found
}

/// The subject of a verb group: that of its outermost verb, else that of the verb itself.
pub(super) fn subject_of(scene: &Scene<'_, '_>, chain: &Chain) -> Option<Phrase> {
    let floor = scene.sentence(chain.verb).start;
    let heading = scene.document.sentence_of(chain.verb).heading;
    let by_verb = |verb: usize| phrase::subject_of(scene.document, scene.times, verb).map(|it| it.phrase);
    let mut phrase = match chain.link {
        // "Norland, Sudmark to meet" in a headline.
        Link::Purpose(to) if heading => {
            phrase::ending(scene.document, floor, to).or_else(|| by_verb(chain.head))
        }
        Link::Purpose(to) if asks_another(scene, floor, to) => {
            phrase::ending(scene.document, floor, to).or_else(|| by_verb(chain.head))
        }
        _ => {
            by_verb(chain.head).or_else(|| (chain.head != chain.verb).then(|| by_verb(chain.verb)).flatten())
        }
    }?;
    // "a court in Halvik": the court.
    let preposition = phrase.words.start.checked_sub(1).filter(|at| {
        *at > floor
            && matches!(
                scene.lower(*at),
                "in" | "at" | "from" | "near" | "on" | "across" | "around" | "outside"
            )
            && scene.tag(at - 1).is_noun()
            && scene.time_at(at - 1).is_none()
    });
    if let Some(outer) = preposition.and_then(|at| phrase::ending(scene.document, floor, at)) {
        phrase = outer;
    }
    let comma =
        phrase.words.start.checked_sub(1).filter(|at| heading && *at > floor && scene.lower(*at) == ",");
    let left =
        comma.and_then(|at| phrase::core_ending(scene.document, floor, at)).filter(|it| it.start == floor);
    if let Some(left) = left {
        phrase.words.start = left.start;
    }
    // "Norlandic and Sudmark teams": the adjective before "and" belongs to the same head.
    let and = phrase.words.start.checked_sub(1).filter(|at| *at > floor && scene.lower(*at) == "and");
    let joined = and.filter(|at| scene.tag(at - 1).is_adjective() || scene.tag(at - 1).is_proper_noun());
    if let Some(and) = joined.filter(|_| phrase.core.len() > 1) {
        phrase.words.start = and - 1;
    }
    Some(phrase)
}

/// Whether the purpose at "to" is another's: "called on Holm to resign", "urged Holm to go".
fn asks_another(scene: &Scene<'_, '_>, floor: usize, to: usize) -> bool {
    let Some(phrase) = phrase::ending(scene.document, floor, to) else { return false };
    let Some(mut before) = phrase.words.start.checked_sub(1).filter(|at| *at >= floor) else { return false };
    if matches!(scene.lower(before), "on" | "upon" | "for") && before > floor {
        before -= 1;
    }
    listed("control", scene.lower(before)) && scene.tag(before) != Tag::Dt
}

// --- fixed phrases --------------------------------------------------------------------------------------

fn phrase_at(scene: &Scene<'_, '_>, cast: &Cast, start: usize, ceiling: usize) -> Option<Trigger> {
    lexicon().phrases.get(scene.lower(start))?.iter().find_map(|phrase| {
        let entry = &phrase.entry;
        let mut at = start;
        for forms in &phrase.words {
            let fits = |at: usize| forms.as_ref().is_none_or(|forms| forms.contains(&scene.lower(at)));
            // Adverbs may stand inside: "is also expected in".
            while at > start && scene.tag(at).is_adverb() && !fits(at) {
                at += 1;
            }
            if at >= ceiling || !fits(at) {
                return None;
            }
            at += 1;
        }
        let carrier = (start..at).find(|it| scene.tag(*it).is_verb());
        let chain = carrier.map(|verb| chain(scene, verb));
        let subject = chain.as_ref().and_then(|it| subject_of(scene, it));
        let object = scene.group(at, ceiling);
        let holds = entry.frames.is_empty()
            || entry.frames.iter().any(|frame| match *frame {
                "place" => object.as_ref().is_some_and(|it| place::is_place(scene, cast, it)),
                "actor" => object.as_ref().is_some_and(|it| names_actor(scene, cast, it)),
                "visited" => {
                    object.as_ref().is_some_and(|it| {
                        place::is_place(scene, cast, it) && scene.tag(it.head()).is_proper_noun()
                    }) && subject.as_ref().is_some_and(|it| is_person(scene, cast, &it.words))
                }
                _ => false,
            });
        let end = if entry.frames.is_empty() {
            at
        } else {
            object.as_ref().filter(|_| entry.frames != ["actor"]).map_or(at, |it| it.core.end)
        };
        holds.then_some(Trigger {
            entry,
            words: start..end,
            chain,
            subject,
            object,
            noun: None,
            role: Role::Phrase,
        })
    })
}
