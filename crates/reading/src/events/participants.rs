//! Who takes part: the actors of a phrase, and whom pronouns and "the two" mean.

use super::Report;
use super::lexicon::listed;
use super::scene::Scene;
use super::triggers::Trigger;
use crate::actors::Cast;
use crate::phrase;
use onrecord_tagger::Tag;
use onrecord_text::{ActorType, EventType, MentionForm, Stage};
use std::ops::Range;

/// The actors that some words speak of, in order, each once: names and offices; where there are none, pronouns.
pub(super) fn of(scene: &Scene<'_, '_>, cast: &Cast, reports: &[Report], words: &Range<usize>) -> Vec<usize> {
    let named = named(scene, cast, words);
    if !named.is_empty() {
        return named;
    }
    if several(scene, words) {
        return sides(scene, cast, reports, words);
    }
    let mut actors = Vec::new();
    for at in words.clone() {
        if scene.tag(at) == Tag::Prp || scene.tag(at) == Tag::PrpPoss {
            for actor in pronoun(scene, cast, reports, at) {
                push(&mut actors, actor);
            }
        }
    }
    actors
}

/// Makes actors of the groups without a name that a trigger speaks of: "protesters", "the Norlandic forces", "the
/// northern leaders". Teams and officials of a country stay the country's.
pub(super) fn enlist(scene: &Scene<'_, '_>, cast: &mut Cast, trigger: &Trigger) {
    let kind = trigger.entry.kind;
    let end = scene.sentence(trigger.words.start).end;
    let near = trigger.words.end..end.min(trigger.words.end + 4);
    let tied = scene.after(&near, &["by", "with", "between", "to"], end).map(|(_, phrase)| phrase);
    let owner = trigger.noun.as_ref().and_then(|noun| {
        let mark = (noun.start..trigger.words.start).find(|at| scene.tag(*at) == Tag::Pos)?;
        phrase::ending(scene.document, noun.start, mark)
    });
    let moved = matches!(kind, EventType::Deployment | EventType::Aid | EventType::Sanction);
    let object = trigger.object.clone().filter(|_| !moved);
    for phrase in [trigger.subject.clone(), object, tied, owner].into_iter().flatten() {
        let head = phrase.head();
        let lower = scene.lower(head);
        let known = cast.mentions_at(head).next().is_some();
        let bare =
            phrase.core.len() == 1 || scene.tag(phrase.core.start) == Tag::Dt && phrase.core.len() == 2;
        let meets = super::is_consult(kind) && listed("partners", lower)
            || kind == EventType::Speech && listed("audience", lower) && !listed("press", lower);
        let of_country = cast.mentions_in(&phrase.core).next().is_some();
        let group = listed("groups", lower)
            || meets && !bare && !of_country && scene.tag(head) == Tag::Nns && lower != "officials";
        if !known && group && !several(scene, &phrase.core) && scene.tag(head).is_noun() {
            cast.actor_of(scene.document, &phrase);
        }
    }
}

/// The actors that some words name.
pub(super) fn named(scene: &Scene<'_, '_>, cast: &Cast, words: &Range<usize>) -> Vec<usize> {
    let mentions: Vec<_> = cast.mentions_in(words).collect();
    let mut actors = Vec::new();
    for mention in &mentions {
        let inside = mentions.iter().any(|other| {
            other.words != mention.words
                && other.words.start <= mention.words.start
                && mention.words.end <= other.words.end
        });
        let entity = cast.entity(mention.actor);
        // "Norland's Ada Holm", "Norlandic Foreign Minister Ada Holm": she, not the country.
        let owner = entity.kind == ActorType::Country
            && mentions.iter().any(|other| {
                other.words.start >= mention.words.end
                    && cast.entity(other.actor).kind == ActorType::Person
                    && (mention.words.end..other.words.start).all(|at| {
                        let tag = scene.tag(at);
                        tag == Tag::Pos || tag.is_noun() || tag.is_adjective() || tag == Tag::Hyph
                    })
            });
        // "the Norlandic ministry": the ministry, where it is an actor itself.
        let of_body = mention.oblique
            && mentions.iter().any(|other| {
                other.words.start == mention.words.end
                    && cast.entity(other.actor).kind == ActorType::Organization
            });
        if inside
            || owner
            || of_body
            || entity.kind == ActorType::Place
            || mention.form == MentionForm::Pronoun
        {
            continue;
        }
        push(&mut actors, mention.actor);
    }
    actors
}

fn push(actors: &mut Vec<usize>, actor: usize) {
    if !actors.contains(&actor) {
        actors.push(actor);
    }
}

/// Whether a phrase without names means those of whom the text has just spoken: "the two", "both sides".
pub(super) fn several(scene: &Scene<'_, '_>, words: &Range<usize>) -> bool {
    let any = |test: &dyn Fn(&str) -> bool| words.clone().any(|at| test(scene.lower(at)));
    let by_itself =
        any(&|word| matches!(word, "pair" | "sides" | "they" | "them" | "their" | "duo" | "counterparts"));
    // "two leaders", but not "two cars".
    let heads = |word: &str| {
        ["people-heads", "state-heads", "partners"].iter().any(|list| listed(list, word))
            || matches!(word, "teams" | "parties" | "groups" | "delegations")
    };
    let counted = any(&|word| matches!(word, "two" | "both"));
    by_itself
        || counted && (words.len() <= 2 && !words.clone().any(|at| scene.tag(at).is_noun()) || any(&heads))
}

/// Those of whom the text has just spoken together.
fn sides(scene: &Scene<'_, '_>, cast: &Cast, reports: &[Report], words: &Range<usize>) -> Vec<usize> {
    let word = words.start;
    let people = words.clone().any(|at| listed("people-heads", scene.lower(at)));
    let states = words.clone().any(|at| listed("state-heads", scene.lower(at)));
    let sentence = scene.document.words[word].sentence;
    let item = scene.document.sentences[sentence].item;
    let here = people_before(scene, cast, scene.document.sentences[sentence].words.start, word);
    if here.len() >= 2 && scene.tag(word) == Tag::PrpPoss {
        return here[here.len() - 2..].to_vec();
    }
    let alike = |it: &&Report| {
        let kinds: Vec<ActorType> = it.actors.iter().take(2).map(|actor| cast.entity(*actor).kind).collect();
        it.item == item
            && sentence - it.sentence <= 6
            && kinds.len() == 2
            && kinds[0] == kinds[1]
            && (!people || kinds[0] == ActorType::Person)
            && (!states || kinds[0] == ActorType::Country)
    };
    let before: Vec<&Report> = reports.iter().rev().filter(alike).collect();
    let done = before.iter().find(|it| it.stage == Stage::Happened);
    if let Some(report) = done.or(before.first()) {
        return report.actors.iter().copied().take(2).collect();
    }
    let start = scene.document.sentences[sentence.saturating_sub(2)].words.start;
    let people = people_before(scene, cast, start, word);
    people[people.len().saturating_sub(2)..].to_vec()
}

/// The people, or where there are fewer than two the countries too, named between two words of one item, the last
/// named last.
fn people_before(scene: &Scene<'_, '_>, cast: &Cast, start: usize, end: usize) -> Vec<usize> {
    let item = scene.document.sentence_of(end).item;
    let mut actors: Vec<usize> = Vec::new();
    for mention in cast.mentions_in(&(start..end)) {
        let kind = cast.entity(mention.actor).kind;
        let here = scene.document.sentence_of(mention.words.start).item == item;
        if here && matches!(kind, ActorType::Person | ActorType::Country) && !mention.oblique {
            actors.retain(|it| *it != mention.actor);
            actors.push(mention.actor);
        }
    }
    let people: Vec<usize> =
        actors.iter().copied().filter(|it| cast.entity(*it).kind == ActorType::Person).collect();
    if people.len() >= 2 { people } else { actors }
}

/// Who says the words around a pronoun, where it is a body or a group: "the rebels say they hold the town".
fn speaker(scene: &Scene<'_, '_>, cast: &Cast, word: usize, pronoun: &str) -> Option<usize> {
    let speaker = scene.statement(word).and_then(|it| scene.statements[it].speaker)?;
    let kind = cast.entity(speaker).kind;
    let fits = match pronoun {
        "they" => matches!(kind, ActorType::Group | ActorType::Unnamed),
        _ => matches!(kind, ActorType::Organization | ActorType::Government | ActorType::Country),
    };
    fits.then_some(speaker)
}

/// Whom a pronoun means.
pub(super) fn pronoun(scene: &Scene<'_, '_>, cast: &Cast, reports: &[Report], word: usize) -> Vec<usize> {
    let lower = scene.lower(word);
    let nominative = match lower {
        "i" | "me" | "my" | "we" | "us" | "our" => {
            return scene.statement(word).and_then(|it| scene.statements[it].speaker).into_iter().collect();
        }
        "he" | "him" | "his" => "he",
        "she" | "her" => "she",
        "they" | "it" | "its" if speaker(scene, cast, word, lower).is_some() => {
            return speaker(scene, cast, word, lower).into_iter().collect();
        }
        "they" | "them" | "their" => return sides(scene, cast, reports, &(word..word + 1)),
        "it" | "its" => "it",
        _ => return Vec::new(),
    };
    let known = cast.mentions_at(word).find(|it| it.form == MentionForm::Pronoun);
    if let Some(mention) = known {
        return vec![mention.actor];
    }
    let sentence = scene.document.words[word].sentence;
    let item = scene.document.sentences[sentence].item;
    let fits = |actor: usize| cast.fits_pronoun(actor, nominative);
    let first = |words: &Range<usize>| {
        cast.mentions_in(words)
            .find(|it| fits(it.actor) && !it.oblique && scene.document.words[it.words.start].quote.is_none())
            .map(|it| it.actor)
    };
    let here = scene.document.sentences[sentence].words.start..word;
    if let Some(actor) = first(&here) {
        return vec![actor];
    }
    (sentence.saturating_sub(4)..sentence)
        .rev()
        .filter(|it| scene.document.sentences[*it].item == item)
        .find_map(|it| {
            let words = scene.document.sentences[it].words.clone();
            let span = scene.document.sentences[it].span;
            let spoke = scene
                .statements
                .iter()
                .filter(|found| found.statement.cue.iter().any(|cue| span.contains(*cue)))
                .filter_map(|found| found.speaker)
                .find(|actor| fits(*actor));
            first(&words).or(spoke)
        })
        .into_iter()
        .collect()
}
