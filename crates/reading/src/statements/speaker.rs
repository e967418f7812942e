//! Which actor a source means.

use super::Draft;
use crate::actors::Cast;
use crate::document::Document;
use crate::phrase;
use crate::times::Time;
use onrecord_text::{ActorType, MentionForm};

/// How many statements, sentences or mentions back a pronoun can point.
const FARTHEST: usize = 60;

/// The speaker of every draft, by number in the cast.
pub(super) fn name(
    document: &Document<'_>,
    cast: &mut Cast,
    times: &[Time],
    drafts: &[Draft],
) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    // Those that follow another come last, since that one may stand below (a headline's echo).
    order.sort_by_key(|number| {
        (drafts[*number].follows.is_some(), drafts[*number].sentence, drafts[*number].cue.start)
    });
    let mut speakers: Vec<Option<usize>> = vec![None; drafts.len()];
    for number in order {
        let draft = &drafts[number];
        speakers[number] = match (&draft.source, draft.follows) {
            (Some(source), _) => {
                let head = source.head();
                let lower = document.words[head].lower.as_str();
                if matches!(lower, "he" | "she" | "they" | "it") {
                    let actor = pronoun(document, cast, times, drafts, &speakers, number, head);
                    if let Some(actor) = actor {
                        cast.add_pronoun(head..head + 1, actor);
                    }
                    actor
                } else if document.words[head].tag.is_pronoun() {
                    None
                } else {
                    cast.actor_of(document, source)
                }
            }
            (None, Some(other)) => speakers[other],
            (None, None) => None,
        };
    }
    speakers
}

/// Whom a pronoun means: a person before it in its sentence, else who spoke last, else who the sentence before was about.
fn pronoun(
    document: &Document<'_>,
    cast: &Cast,
    times: &[Time],
    drafts: &[Draft],
    speakers: &[Option<usize>],
    number: usize,
    head: usize,
) -> Option<usize> {
    let lower = document.words[head].lower.clone();
    let sentence = document.words[head].sentence;
    let item = document.sentences[sentence].item;
    let fits = |actor: &usize| cast.fits_pronoun(*actor, &lower);
    let start = document.sentences[sentence].words.start;
    let unquoted = |at: usize| document.words[at].quote.is_none();
    // In the same sentence, outside quotation marks: the subject of a clause before it.
    let before: Vec<_> = cast
        .mentions_in(&(start..head))
        .filter(|it| unquoted(it.words.start) && fits(&it.actor) && !it.oblique)
        .collect();
    if let Some(subject) = before.iter().find(|it| is_subject(document, times, it.words.end)) {
        return Some(subject.actor);
    }
    // Who spoke last in this item, if not further back than the paragraph before.
    let paragraph = document.sentences[sentence].paragraph;
    let spoke = (number.saturating_sub(FARTHEST)..number)
        .filter(|other| {
            drafts[*other].sentence < sentence && document.sentences[drafts[*other].sentence].item == item
        })
        .filter(|other| speakers[*other].as_ref().is_some_and(fits))
        .max_by_key(|other| (drafts[*other].sentence, drafts[*other].cue.start));
    let gap = |sentence: usize| paragraph - document.sentences[sentence].paragraph.min(paragraph);
    let spoken = spoke.map(|other| (drafts[other].sentence, speakers[other]));
    // The nearest sentence before with somebody who fits: its subject, else its first.
    let about = (0..sentence)
        .rev()
        .take(FARTHEST)
        .take_while(|it| document.sentences[*it].item == item && gap(*it) <= 3)
        .find_map(|other| {
            let words = document.sentences[other].words.clone();
            let people: Vec<_> = cast
                .mentions_in(&words)
                .filter(|it| {
                    unquoted(it.words.start)
                        && fits(&it.actor)
                        && !it.oblique
                        && it.form != MentionForm::Pronoun
                })
                .collect();
            let subject = people
                .iter()
                .find(|it| is_subject(document, times, it.words.end))
                .or_else(|| people.first())?;
            Some((other, subject.actor))
        });
    match (spoken, about) {
        (Some((spoke_at, actor)), Some((about_at, about))) => {
            if spoke_at >= about_at || gap(about_at) > 0 && gap(spoke_at) <= 1 { actor } else { Some(about) }
        }
        (Some((at, actor)), None) if gap(at) <= 4 => actor,
        (_, about) => about.map(|it| it.1).or_else(|| before.first().map(|it| it.actor)).or_else(|| {
            cast.mentions_before(head)
                .take(FARTHEST)
                .filter(|it| document.sentence_of(it.words.start).item == item && fits(&it.actor))
                .find(|it| cast.entity(it.actor).kind == ActorType::Person || lower != "he" && lower != "she")
                .map(|it| it.actor)
        }),
    }
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
