//! Which actor a source means.
//!
//! [`scene`] lists where the page speaks of somebody, [`people`] tells whom each description and pronoun means; here the
//! sources of the drafts are looked up in what they found.

mod people;
mod scene;

use super::{Draft, transcript};
use crate::actors::{Cast, persons};
use crate::document::Document;
use crate::phrase::{self, Phrase};
use crate::times::Time;
use onrecord_tagger::Tag;
use onrecord_text::{ActorType, MentionForm};
use people::People;
use scene::{Noun, Scene, Who};
use std::collections::BTreeSet;
use std::ops::Range;

/// The speaker of every draft, by number in the cast.
pub(super) fn name(
    document: &Document<'_>,
    cast: &mut Cast,
    times: &[Time],
    drafts: &[Draft],
) -> Vec<Option<usize>> {
    let scene = scene::read(document, cast, times);
    let people = people::resolve(document, cast, &scene);
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    // Headlines come after what they sum up, and those that follow another last, since that one may stand below.
    order.sort_by_key(|number| {
        let draft = &drafts[*number];
        (draft.follows.is_some(), document.sentences[draft.sentence].heading, draft.sentence, draft.cue.start)
    });
    let mut speakers: Vec<Option<usize>> = vec![None; drafts.len()];
    let turns: Vec<Range<usize>> =
        transcript::turns(document).iter().map(|turn| turn.words(document)).collect();
    let first_turn = |turns: &[Range<usize>], draft: &Draft| {
        let item = document.sentences[draft.sentence].item;
        let own = |turn: &&Range<usize>| document.sentence_of(turn.start).item == item;
        turns.iter().find(own).map_or(0, |turn| turn.start)
    };
    for number in order {
        let draft = &drafts[number];
        speakers[number] = match (&draft.source, draft.follows) {
            (Some(source), _) if draft.verbatim => label(document, cast, source, first_turn(&turns, draft)),
            (Some(source), _) => {
                let echoed = |cast: &Cast| echoed(document, cast, drafts, &speakers, number);
                speaker(document, cast, &scene, &people, source, echoed)
            }
            (None, Some(other)) => speakers[other],
            (None, None) => unread(document, cast, &scene, &people, draft),
        };
    }
    speakers
}

/// Who a source is.
fn speaker(
    document: &Document<'_>,
    cast: &mut Cast,
    scene: &Scene,
    people: &People,
    source: &Phrase,
    echoed: impl Fn(&Cast) -> Option<usize>,
) -> Option<usize> {
    let head = source.head();
    let lower = document.words[head].lower.as_str();
    if matches!(lower, "he" | "she" | "they" | "it") {
        let who = *people.pronouns.get(&head)?;
        let actor = actor(document, cast, scene, who)?;
        cast.add_pronoun(head..head + 1, actor);
        return Some(actor);
    }
    let noun = noun_of(document, cast, scene, source);
    if document.words[head].tag.is_pronoun() && noun.is_none() {
        return None;
    }
    let Some(number) = noun else { return cast.actor_of(document, source) };
    let noun = &scene.nouns[number];
    let who = people.nouns[number].unwrap_or(Who::Noun(number));
    if let Who::Actor(actor) = who {
        cast.add_role(noun.core.clone(), actor);
        return Some(actor);
    }
    let heading = document.sentence_of(head).heading;
    if heading && !noun.plural && !noun.body {
        // "Pilot says …" above "a pilot told the agency".
        let below = scene
            .nouns
            .iter()
            .position(|it| it.core.start > noun.core.start && it.head == noun.head && !it.plural && !it.owns);
        let below = below.and_then(|it| people.nouns[it]);
        if let Some(who) = echoed(cast).map(Who::Actor).or(below) {
            return actor(document, cast, scene, who);
        }
    }
    // "A spokesman for the buyer, Coast & Cabin,": the body stands in the apposition.
    let speaks = matches!(noun.head.as_str(), "spokesman" | "spokeswoman" | "spokesperson");
    if speaks && who == Who::Noun(number) && source.core == noun.core {
        return cast.actor_of(document, source);
    }
    actor(document, cast, scene, who)
}

/// Who stands before a cue for which no source was read: "The 54-year-old added", "One, Jens Hol, said", "Two people who
/// were present told".
fn unread(
    document: &Document<'_>,
    cast: &mut Cast,
    scene: &Scene,
    people: &People,
    draft: &Draft,
) -> Option<usize> {
    let floor = document.sentences[draft.sentence].words.start;
    let mut end = draft.cue.start;
    while end > floor
        && (document.words[end - 1].tag.is_adverb()
            || phrase::AUXILIARIES.contains(&document.words[end - 1].lower.as_str()))
    {
        end -= 1;
    }
    let close = end.saturating_sub(usize::from(end > floor && document.is(end - 1, &[","])));
    if let Some(number) =
        scene.nouns.iter().position(|it| !it.owns && (it.core.end == end || it.words.end == end))
    {
        return actor(document, cast, scene, people.nouns[number].unwrap_or(Who::Noun(number)));
    }
    let named = |it: &&crate::actors::CastMention| it.form == MentionForm::Name && it.words.end == close;
    if let Some(mention) = cast.mentions_in(&(floor..close)).filter(named).last() {
        return Some(mention.actor);
    }
    let outer = scene.nouns.iter().position(|it| {
        it.core.start >= floor
            && it.words.end < end
            && opens(document, it.core.start)
            && matches!(document.words[it.words.end].tag, Tag::Wp | Tag::Wdt)
            && (it.words.end..end).all(|at| document.words[at].quote.is_none())
    })?;
    actor(document, cast, scene, people.nouns[outer].unwrap_or(Who::Noun(outer)))
}

/// The actor that somebody is; one without a name becomes an actor of its own.
fn actor(document: &Document<'_>, cast: &mut Cast, scene: &Scene, who: Who) -> Option<usize> {
    match who {
        Who::Actor(actor) => Some(actor),
        Who::Noun(number) => {
            let noun = &scene.nouns[number];
            let phrase = Phrase { words: noun.words.clone(), core: noun.core.clone() };
            cast.actor_of(document, &phrase)
        }
    }
}

/// The description that a source is.
fn noun_of(document: &Document<'_>, cast: &Cast, scene: &Scene, source: &Phrase) -> Option<usize> {
    let head = source.head();
    let number = |fits: &dyn Fn(&Noun) -> bool| scene.nouns.iter().position(|it| !it.owns && fits(it));
    let named = |at: usize| cast.mentions_at(at).any(|it| it.form == MentionForm::Name && !it.oblique);
    // "Two people who were present": the noun before the relative pronoun.
    if matches!(document.words[head].tag, Tag::Wp | Tag::Wdt) {
        let end = head.saturating_sub(usize::from(head > 0 && document.is(head - 1, &[","])));
        return number(&|it| it.words.end == end || it.core.end == end);
    }
    // "A polling clerk in Sarn": what a reader took for the source is a complement of it.
    let outer = number(&|it| {
        it.words.contains(&head)
            && it.core.end < source.words.start
            && source.words.end <= it.words.end
            && !it.body
            && opens(document, it.core.start)
    });
    let outer = outer.or_else(|| number(&|it| it.core.end == head + 1));
    outer.or_else(|| {
        let inside = |it: &Noun| source.words.start <= it.core.start && it.core.end <= source.core.end;
        (!named(head)).then(|| number(&|it| inside(it)))?
    })
}

/// Whether a clause can begin at a word.
fn opens(document: &Document<'_>, at: usize) -> bool {
    let sentence = document.sentence_of(at).words.start;
    let Some(before) = at.checked_sub(1).filter(|before| *before >= sentence) else { return true };
    let word = &document.words[before];
    word.tag.is_punctuation()
        || word.quote.is_some() && document.words[at].quote.is_none()
        || matches!(word.tag, Tag::Cc)
        || word.tag.is_adverb()
}

/// Who speaks under a label of a transcript: always a person or a body with a name. Who answers without one is the only person that the
/// page has named before the first turn, which begins at word `first`.
fn label(document: &Document<'_>, cast: &mut Cast, source: &Phrase, first: usize) -> Option<usize> {
    if transcript::is_answer(document, &source.words) {
        let item = document.sentence_of(first).item;
        let above = document.sentences.iter().filter(|it| it.item == item && it.words.end <= first);
        let named: BTreeSet<usize> = above
            .flat_map(|it| cast.mentions_in(&it.words).map(|it| it.actor).collect::<Vec<_>>())
            .filter(|actor| cast.is_named_person(*actor))
            .collect();
        return named.first().copied().filter(|_| named.len() == 1);
    }
    let named = cast
        .mentions_in(&source.words)
        .filter(|it| it.form == MentionForm::Name && cast.entity(it.actor).kind == ActorType::Person)
        .map(|it| it.actor)
        .last();
    let words = crate::actors::written(document, &source.words);
    let last = document.words[source.words.end - 1].lower.as_str();
    if named.is_some() || persons::is_body(last) || persons::is_person(last) {
        return named.or_else(|| cast.actor_of(document, source));
    }
    Some(cast.person(source.words.clone(), &words))
}

/// The person whose words below a headline it repeats.
fn echoed(
    document: &Document<'_>,
    cast: &Cast,
    drafts: &[Draft],
    speakers: &[Option<usize>],
    number: usize,
) -> Option<usize> {
    let stems = |draft: &Draft| -> BTreeSet<String> {
        draft
            .content
            .iter()
            .flat_map(Clone::clone)
            .map(|at| &document.words[at])
            .filter(|word| word.lower.chars().count() > 3 && !word.tag.is_punctuation())
            .map(|word| word.lower.chars().take(5).collect())
            .collect()
    };
    let said = stems(&drafts[number]);
    let item = document.sentences[drafts[number].sentence].item;
    drafts
        .iter()
        .enumerate()
        .filter(|(other, it)| *other != number && document.sentences[it.sentence].item == item)
        .filter(|(_, it)| !document.sentences[it.sentence].heading)
        .filter_map(|(other, it)| {
            let speaker = speakers[other].filter(|actor| cast.is_named_person(*actor))?;
            let shared = stems(it).intersection(&said).count();
            (shared > 0 && shared * 3 >= said.len()).then_some((shared, std::cmp::Reverse(other), speaker))
        })
        .max()
        .map(|(_, _, speaker)| speaker)
}

/// Whether the words that end at `end` stand as the subject of a verb.
fn is_subject(document: &Document<'_>, times: &[Time], end: usize) -> bool {
    let sentence = document.sentence_of(end - 1).words.clone();
    let mut at = end;
    while at < sentence.end && document.words[at].tag.is_adverb() {
        at += 1;
    }
    (at..sentence.end.min(at + 12)).any(|verb| {
        document.words[verb].tag.is_finite()
            && phrase::subject_of(document, times, verb)
                .is_some_and(|it| it.phrase.words.contains(&(end - 1)))
    })
}
