//! The rest of a statement: to whom, where, through whom, and what the speaker does.

use super::{Draft, cues};
use crate::actors::Cast;
use crate::document::Document;
use crate::lexicon;
use crate::phrase::{self, Phrase};
use onrecord_tagger::Tag;
use onrecord_text::Mode;
use std::ops::Range;

/// To whom: the words after "told".
pub(super) fn addressee(document: &Document<'_>, draft: &Draft) -> Option<String> {
    draft
        .addressee
        .as_ref()
        .and_then(|words| document.span_of(words))
        .map(|span| document.text(span).to_string())
}

/// Where, or through which medium: "in a statement", "on the platform", "at a news conference".
pub(super) fn venue(document: &Document<'_>, draft: &Draft) -> Option<String> {
    const VENUES: &[&str] = &[
        "statement",
        "interview",
        "post",
        "comments",
        "remarks",
        "speech",
        "address",
        "conference",
        "briefing",
        "letter",
        "facebook",
        "twitter",
        "telegram",
        "x",
        "television",
        "radio",
        "office",
        "video",
        "podcast",
        "testimony",
        "instagram",
    ];
    let sentence = document.sentences[draft.sentence].words.clone();
    let in_content = |at: usize| draft.content.iter().any(|it| it.contains(&at));
    sentence
        .clone()
        .filter(|at| document.is(*at, &["in", "on", "at", "during"]) && !in_content(*at))
        .find_map(|at| {
            let phrase = phrase::starting(document, at + 1, sentence.end)?;
            let fits = VENUES.contains(&document.words[phrase.head()].lower.as_str())
                && phrase.words.clone().all(|it| !in_content(it));
            fits.then(|| document.span_of(&phrase.words).map(|span| document.text(span).to_string()))
                .flatten()
        })
        // "told the Courier": the paper is where it was said.
        .or_else(|| {
            let told = draft.addressee.as_ref()?;
            let medium = cues::is_medium(document, &Phrase { words: told.clone(), core: told.clone() });
            medium.then(|| document.span_of(told).map(|span| document.text(span).to_string())).flatten()
        })
}

/// The chain: through whom the page has the words, nearest last: who passed them on, whom an outlet cites, the outlet.
pub(super) fn via(
    document: &Document<'_>,
    cast: &mut Cast,
    draft: &Draft,
    speaker: Option<usize>,
) -> Vec<String> {
    let sentence = document.sentences[draft.sentence].words.clone();
    let mut chain = Vec::new();
    let outside = |at: usize| !draft.content.iter().any(|it| it.contains(&at)) && !draft.cue.contains(&at);
    let mut push = |phrase: &Phrase| {
        let actor = cast.actor_of(document, phrase).filter(|actor| Some(*actor) != speaker);
        let name = actor.map(|actor| cast.entity(actor).name());
        chain.extend(name.filter(|name| !name.is_empty() && !chain.contains(name)));
    };
    let teller = draft.through.as_ref().filter(|it| !cues::is_medium(document, it));
    if let Some(teller) = teller {
        push(teller);
    }
    // "…, the agency reported, citing a letter".
    let reported: Vec<usize> = sentence
        .clone()
        .filter(|at| {
            outside(*at) && document.is(*at, &["reported", "reports"]) && document.words[*at].quote.is_none()
        })
        .collect();
    let media: Vec<Phrase> = reported
        .iter()
        .filter_map(|verb| phrase::ending(document, sentence.start, *verb))
        .map(|it| Phrase { words: it.core.clone(), core: it.core })
        .filter(|it| cues::is_medium(document, it) && outside(it.core.start))
        .collect();
    if !media.is_empty() || draft.through.is_some() && teller.is_none() {
        let cited = sentence.clone().find(|at| outside(*at) && document.is(*at, &["citing", "quoting"]));
        if let Some(phrase) = cited.and_then(|at| phrase::starting(document, at + 1, sentence.end)) {
            push(&Phrase { words: phrase.core.clone(), core: phrase.core });
        }
    }
    if let Some(through) = draft.through.as_ref().filter(|_| teller.is_none()) {
        push(through);
    }
    for medium in &media {
        push(medium);
    }
    // "in comments reported by state media", "a transcript published by the agency".
    for at in sentence.clone().filter(|at| outside(*at) && *at > sentence.start) {
        let by = document.is(at, &["by", "to"])
            && document.is(at - 1, &["reported", "carried", "quoted", "published", "cited", "according"])
            && !draft.cue.contains(&(at - 1));
        let phrase = by.then(|| phrase::starting(document, at + 1, sentence.end)).flatten();
        if let Some(phrase) = phrase.filter(|it| cues::is_medium(document, it)) {
            push(&Phrase { words: phrase.core.clone(), core: phrase.core });
        }
    }
    chain
}

/// What the speaker does: by the cue, and where that only says "said", by the first verb and the words of what is said.
pub(super) fn mode(document: &Document<'_>, draft: &Draft) -> Mode {
    let Some(first) = draft.content.first() else { return draft.mode };
    let has = |range: &Range<usize>, forms: &[&str]| range.clone().any(|at| document.is(at, forms));
    if draft.mode == Mode::Ask
        && has(&draft.cue, &["asked", "asks", "asking"])
        && document.is(first.start, &["to"])
    {
        return Mode::Demand;
    }
    if draft.mode != Mode::Assert {
        return draft.mode;
    }
    let verb =
        first.clone().find(|at| document.words[*at].tag == Tag::Md || document.words[*at].tag.is_finite());
    let Some(verb) = verb else { return draft.mode };
    let before = first.start..verb;
    // "we will", "he would": the speaker's own doing; "the talks will": what is to come.
    let own = has(&before, &["i", "we", "he", "she", "they", "it"]) && before.len() <= 3;
    let near = verb..first.end.min(verb + 4);
    let ahead = document.is(verb, &["will", "'ll", "would", "could", "may", "might", "wo", "'d"])
        || has(&near, &["going"]) && has(&near, &["to"])
        || has(&near, &["expected", "likely", "optimistic", "hoped", "hopes", "hope"]);
    let negated = has(&near, &["not", "n't", "never"]);
    if document.is(verb, &["must", "should"])
        || has(&near, &["must", "should"])
        || has(&near, &["have", "has", "had"]) && document.words[verb + 1].tag == Tag::To
    {
        return Mode::Demand;
    }
    if ahead {
        return if own && !has(&near, &["may", "might", "could"]) { Mode::Intend } else { Mode::Expect };
    }
    if own && has(&near, &["wants", "want", "intends", "plans", "open", "ready"]) {
        return Mode::Intend;
    }
    if own && negated && document.is(verb, &["did", "do", "does", "have", "has", "had", "ca"]) {
        return Mode::Deny;
    }
    let content = || draft.content.iter().flat_map(Clone::clone);
    if content().any(|at| lexicon::list("fighting").contains(document.words[at].lower.as_str())) {
        return Mode::Claim;
    }
    draft.mode
}
