//! The words that report events, and whether what must stand around them does.

use super::chain::{Chain, chain};
use super::lexicon::{Entry, lexicon, listed};
use super::place;
use super::scene::Scene;
use crate::actors::Cast;
use crate::phrase::{self, Phrase};
use onrecord_tagger::Tag;
use onrecord_text::{ActorType, EventType};
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
        found.extend(trigger);
    }
    found
}

fn subject(scene: &Scene<'_, '_>, verb: usize) -> Option<Phrase> {
    let mut phrase = phrase::subject_of(scene.document, scene.times, verb)?.phrase;
    // "Norland, Sudmark to meet" in a headline.
    let floor = scene.sentence(verb).start;
    if phrase.words.start >= floor + 2
        && scene.lower(phrase.words.start - 1) == ","
        && scene.document.sentence_of(verb).heading
    {
        if let Some(core) =
            phrase::core_ending(scene.document, floor, phrase.words.start - 1).filter(|it| it.start == floor)
        {
            phrase.words.start = core.start;
        }
    }
    Some(phrase)
}

// --- fixed phrases --------------------------------------------------------------------------------------

fn phrase_at(scene: &Scene<'_, '_>, cast: &Cast, start: usize, ceiling: usize) -> Option<Trigger> {
    lexicon().phrases.iter().find_map(|(words, entry)| {
        let mut at = start;
        for word in words {
            // Adverbs may stand inside: "is also expected in".
            while at > start && scene.tag(at).is_adverb() && !matches_word(scene.lower(at), word) {
                at += 1;
            }
            if at >= ceiling || !matches_word(scene.lower(at), word) {
                return None;
            }
            at += 1;
        }
        let carrier = (start..at).find(|it| scene.tag(*it).is_verb());
        let chain = carrier.map(|verb| chain(scene, verb));
        let subject = chain.as_ref().and_then(|it| subject(scene, it.head));
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
        holds.then(|| Trigger {
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

fn matches_word(word: &str, pattern: &str) -> bool {
    match pattern {
        "*" => true,
        "be" => matches!(word, "is" | "was" | "are" | "were" | "be" | "been" | "'s" | "'re"),
        _ => pattern.split('/').any(|it| it == word),
    }
}

// --- verbs ----------------------------------------------------------------------------------------------

fn verb_at(scene: &Scene<'_, '_>, cast: &Cast, at: usize, ceiling: usize) -> Option<Trigger> {
    let tag = scene.tag(at);
    if !tag.is_verb() {
        return None;
    }
    let entries = lexicon().verbs.get(scene.lower(at))?;
    let chain = chain(scene, at);
    let floor = scene.sentence(at).start;
    let object = object(scene, at, ceiling);
    let has_be = chain.words.iter().any(|it| {
        *it != at
            && matches!(
                scene.lower(*it),
                "be" | "been" | "being" | "is" | "are" | "was" | "were" | "'s" | "'re" | "get" | "got"
            )
    });
    let has_have = chain
        .words
        .iter()
        .any(|it| *it != at && matches!(scene.lower(*it), "have" | "has" | "had" | "having" | "'ve"));
    let reduced = tag == Tag::Vbn && chain.words.len() == 1 && object.is_none();
    let passive = tag == Tag::Vbn && has_be || reduced && !has_have;
    let subject =
        subject(scene, chain.head).or_else(|| (chain.head != at).then(|| subject(scene, at)).flatten());
    let undergoer = if passive {
        subject.clone().or_else(|| phrase::ending(scene.document, floor, at))
    } else {
        object.clone()
    };
    let entry = entries.iter().find(|entry| {
        entry.frames.iter().any(|frame| {
            verb_fits(scene, cast, &chain, frame, undergoer.as_ref(), subject.as_ref(), passive, ceiling)
        })
    })?;
    let role = if passive { Role::Passive } else { Role::Verb };
    Some(Trigger { entry, words: at..at + 1, chain: Some(chain), subject, object, noun: None, role })
}

/// The noun phrase right after a verb, past its adverbs and particles.
fn object(scene: &Scene<'_, '_>, verb: usize, ceiling: usize) -> Option<Phrase> {
    let mut at = verb + 1;
    while at < ceiling
        && (scene.tag(at).is_adverb() && scene.tag(at) != Tag::Wrb || scene.tag(at) == Tag::Rp)
        && scene.time_at(at).is_none()
    {
        at += 1;
    }
    if at >= ceiling || scene.time_at(at).is_some() || matches!(scene.tag(at), Tag::In | Tag::To | Tag::Wp) {
        return None;
    }
    scene.group(at, ceiling)
}

#[allow(clippy::too_many_arguments, reason = "a frame looks at every part of the clause")]
fn verb_fits(
    scene: &Scene<'_, '_>,
    cast: &Cast,
    chain: &Chain,
    frame: &str,
    undergoer: Option<&Phrase>,
    subject: Option<&Phrase>,
    passive: bool,
    ceiling: usize,
) -> bool {
    let after = chain.verb + 1..ceiling.min(chain.verb + 12);
    let follows = |prepositions: &[&str]| -> Option<Phrase> {
        let near = chain.verb + 1..ceiling.min(chain.verb + 5);
        let (_, phrase) = scene.after(&near, prepositions, ceiling)?;
        Some(phrase)
    };
    match frame {
        "any" => true,
        "actor" => undergoer.is_some_and(|it| names_actor(scene, cast, it)),
        "with" => follows(&["with"]).is_some_and(|it| names_actor(scene, cast, &it)),
        "to" => follows(&["to"]).is_some_and(|it| names_actor(scene, cast, &it)),
        "on" => follows(&["on", "at"]).is_some(),
        "place" => undergoer.is_some_and(|it| place::is_place(scene, cast, it)),
        "it" => undergoer.is_some_and(|it| scene.lower(it.head()) == "it"),
        "in-place" => after
            .clone()
            .filter(|at| matches!(scene.lower(*at), "in" | "at" | "to" | "into" | "from" | "off" | "for"))
            .any(|at| {
                phrase::starting(scene.document, at + 1, ceiling)
                    .is_some_and(|it| place::is_place(scene, cast, &it))
            }),
        "plural" => !passive && subject.is_some_and(|it| is_plural(scene, cast, it)),
        "at-speech" => after.clone().any(|at| {
            matches!(
                scene.lower(at),
                "conference"
                    | "briefing"
                    | "speech"
                    | "address"
                    | "summit"
                    | "forum"
                    | "ceremony"
                    | "parliament"
                    | "rally"
            )
        }),
        "to-audience" => follows(&["to", "before", "with"]).is_some_and(|it| {
            matches!(scene.lower(it.head()), "reporters" | "journalists" | "press" | "media")
                || listed("audience", scene.lower(it.head()))
        }),
        _ => frame
            .strip_prefix('@')
            .is_some_and(|list| undergoer.is_some_and(|it| has_listed(scene, list, it))),
    }
}

fn has_listed(scene: &Scene<'_, '_>, list: &str, phrase: &Phrase) -> bool {
    let head = scene.lower(phrase.head());
    listed(list, head)
        || phrase.words.clone().skip_while(|at| *at < phrase.core.end).any(|at| {
            listed(list, scene.lower(at))
                && scene.tag(at).is_noun()
                && scene.lower(at.saturating_sub(1)) == "of"
        })
}

/// Whether a phrase speaks of somebody who can act.
fn names_actor(scene: &Scene<'_, '_>, cast: &Cast, phrase: &Phrase) -> bool {
    let head = phrase.head();
    if matches!(scene.lower(head), "him" | "her" | "them" | "me" | "us") {
        return true;
    }
    if phrase.core.clone().any(|at| scene.time_at(at).is_some()) {
        return false;
    }
    let covers = cast
        .mentions_in(&phrase.words)
        .any(|it| it.words.contains(&head) && cast.entity(it.actor).kind != ActorType::Place);
    let people = [
        "president",
        "minister",
        "leader",
        "leaders",
        "officials",
        "counterpart",
        "counterparts",
        "delegation",
        "envoy",
        "envoys",
        "secretary",
        "chief",
        "ambassador",
        "head",
        "representatives",
        "negotiators",
        "premier",
        "pope",
        "king",
        "families",
        "lawmakers",
        "commander",
        "troops",
        "soldiers",
        "man",
        "woman",
    ];
    covers || people.contains(&scene.lower(head))
}

/// Whether a phrase speaks of a person.
fn is_person(scene: &Scene<'_, '_>, cast: &Cast, words: &Range<usize>) -> bool {
    cast.mentions_in(words).any(|it| cast.entity(it.actor).kind == ActorType::Person)
        || words.clone().any(|at| matches!(scene.lower(at), "he" | "she"))
}

/// Whether a subject is several: "they", "the two", "Holm and Lund", "officials".
fn is_plural(scene: &Scene<'_, '_>, cast: &Cast, phrase: &Phrase) -> bool {
    let head = phrase.head();
    let people = cast.mentions_in(&phrase.words).next().is_some()
        || matches!(
            scene.lower(head),
            "they"
                | "leaders"
                | "sides"
                | "ministers"
                | "presidents"
                | "officials"
                | "delegations"
                | "teams"
                | "two"
                | "pair"
                | "both"
                | "negotiators"
        );
    let joined = phrase.words.clone().any(|at| matches!(scene.lower(at), "and" | ","));
    people
        && (joined
            || matches!(scene.lower(head), "they" | "two" | "pair" | "both")
            || matches!(scene.tag(head), Tag::Nns | Tag::Nnps))
}

// --- nouns ----------------------------------------------------------------------------------------------

fn noun_at(scene: &Scene<'_, '_>, cast: &Cast, at: usize, sentence: &Range<usize>) -> Option<Trigger> {
    let tag = scene.tag(at);
    if !tag.is_noun()
        || scene.tag(at + 1).is_noun() && at + 1 < sentence.end && scene.time_at(at + 1).is_none()
    {
        return None;
    }
    let entries = lexicon().nouns.get(scene.lower(at))?;
    let core = phrase::core_ending(scene.document, sentence.start, at + 1)?;
    let whole = phrase::starting(scene.document, core.start, sentence.end)
        .map_or(core.end, |it| it.words.end.max(core.end));
    // "the first round of talks" is the talks.
    let mut outer = core.start;
    if outer >= sentence.start + 2 && scene.lower(outer - 1) == "of" {
        if let Some(round) = phrase::core_ending(scene.document, sentence.start, outer - 1).filter(|it| {
            matches!(
                scene.lower(it.end - 1),
                "round" | "rounds" | "series" | "day" | "set" | "kind" | "wave" | "number" | "meeting"
            )
        }) {
            outer = round.start;
        }
    }
    let light = light_verb(scene, outer, sentence.start);
    let happen = happening_verb(scene, core.end, sentence.end);
    entries.iter().find_map(|entry| {
        let consult = entry.plover == Some("CONSULT");
        let adjective =
            |cast: &Cast| cast.mentions_in(&core).any(|it| cast.entity(it.actor).kind == ActorType::Country);
        let complement = |prepositions: &[&str]| {
            let near = core.end..sentence.end.min(core.end + 4);
            scene.after(&near, prepositions, sentence.end).is_some_and(|(at, it)| {
                (at == core.end
                    || scene.time_at(core.end).is_some()
                    || matches!(scene.lower(core.end), "in" | "on" | "at"))
                    && (names_actor(scene, cast, &it)
                        || place::is_place(scene, cast, &it) && !consult
                        || several_head(scene, &it))
            })
        };
        let possessive = || {
            core.clone().any(|it| {
                scene.tag(it) == Tag::Pos
                    || scene.tag(it) == Tag::PrpPoss && !matches!(scene.lower(it), "its" | "your")
            }) && (cast.mentions_in(&core).next().is_some() || scene.tag(core.start) == Tag::PrpPoss)
        };
        let role = entry.frames.iter().find_map(|frame| match *frame {
            "light" => light.filter(|verb| listed("light", scene.lower(*verb))).map(|_| Role::Light),
            "light-attack" => light
                .filter(|verb| {
                    matches!(
                        scene.lower(*verb),
                        "conducting" | "conducted" | "launched" | "conduct" | "launching"
                    ) && core
                        .clone()
                        .any(|it| matches!(scene.lower(it), "offensive" | "assault" | "combat" | "military"))
                })
                .map(|_| Role::Light),
            "happen" => happen.map(|_| Role::Happen),
            "party" => (complement(&["with", "between", "by", "among"])
                || possessive()
                || consult && countries(cast, &core) >= 2)
                .then_some(Role::Loose),
            "with" => complement(&["with", "between"]).then_some(Role::Loose),
            "between" => complement(&["between"]).then_some(Role::Loose),
            "adjective" | "adjective-advance" => adjective(cast).then_some(Role::Loose),
            "to" => complement(&["to", "for"]).then_some(Role::Loose),
            "of" => (scene.lower(core.end) == "of").then_some(Role::Loose),
            "on" => complement(&["on", "against"]).then_some(Role::Loose),
            "said" => (outer > sentence.start
                && matches!(scene.lower(outer - 1), "in" | "at" | "during")
                && said_beside(scene, at))
            .then_some(Role::Loose),
            "issued" => {
                matches!(scene.lower(core.end), "issued" | "released" | "published").then_some(Role::Loose)
            }
            _ => None,
        })?;
        let verb = match role {
            Role::Light => light,
            Role::Happen => happen,
            _ => None,
        };
        if entry.kind == EventType::Speech
            && matches!(scene.lower(at), "conference")
            && !core.clone().any(|it| matches!(scene.lower(it), "news" | "press"))
        {
            return None;
        }
        let chain = verb.map(|verb| chain(scene, verb));
        let subject = chain.as_ref().and_then(|it| subject(scene, it.head)).filter(|_| role == Role::Light);
        let object = None;
        let noun = Some(outer..whole.max(core.end));
        Some(Trigger { entry, words: at..at + 1, chain, subject, object, noun, role })
    })
}

fn several_head(scene: &Scene<'_, '_>, phrase: &Phrase) -> bool {
    phrase.words.clone().any(|at| matches!(scene.lower(at), "two" | "both" | "sides"))
}

fn countries(cast: &Cast, core: &Range<usize>) -> usize {
    let mut actors: Vec<usize> = cast
        .mentions_in(core)
        .filter(|it| cast.entity(it.actor).kind == ActorType::Country)
        .map(|it| it.actor)
        .collect();
    actors.sort_unstable();
    actors.dedup();
    actors.len()
}

/// The verb whose object begins at `start`.
fn light_verb(scene: &Scene<'_, '_>, start: usize, floor: usize) -> Option<usize> {
    let mut at = start.checked_sub(1).filter(|it| *it >= floor)?;
    while at > floor && (scene.tag(at) == Tag::Rp || matches!(scene.lower(at), "up" | "out" | "off")) {
        at -= 1;
    }
    scene.tag(at).is_verb().then_some(at)
}

/// The happening verb whose subject ends at `end`, perhaps past a complement.
fn happening_verb(scene: &Scene<'_, '_>, end: usize, ceiling: usize) -> Option<usize> {
    let mut last = None;
    for at in end..ceiling.min(end + 12) {
        let tag = scene.tag(at);
        if matches!(tag, Tag::Comma | Tag::Colon | Tag::Stop | Tag::Wdt | Tag::Wp) {
            break;
        }
        if tag.is_verb() {
            if listed("happen", scene.lower(at)) {
                last = Some(at);
                break;
            }
            let be = matches!(scene.lower(at), "be" | "been" | "is" | "are" | "was" | "were");
            if be && matches!(scene.lower(at + 1), "under" | "ongoing" | "over" | "due" | "scheduled") {
                return Some(at);
            }
            let auxiliary = tag == Tag::Md
                || phrase::AUXILIARIES.contains(&scene.lower(at))
                || matches!(scene.lower(at), "expected");
            if !auxiliary {
                break;
            }
        }
    }
    last
}

/// Whether somebody says something in the sentence of a word.
fn said_beside(scene: &Scene<'_, '_>, word: usize) -> bool {
    let span = scene.document.sentence_of(word).span;
    scene.statement(word).is_none()
        && scene.statements.iter().any(|it| it.statement.cue.iter().any(|cue| span.contains(*cue)))
}
