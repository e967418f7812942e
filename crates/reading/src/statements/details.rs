//! The rest of a statement: when, to whom, where, through whom, and what the speaker does.

use super::{Draft, cues};
use crate::actors::Cast;
use crate::document::Document;
use crate::lexicon;
use crate::phrase::{self, Phrase};
use crate::times::{self, Time};
use onrecord_tagger::Tag;
use onrecord_text::{Basis, Dating, Mode, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a page has dated so far, for words that carry no date of their own.
pub(super) struct Context {
    /// By item and actor, in page order: a sentence and the past day that it puts the actor's doings on.
    days: BTreeMap<(usize, usize), Vec<(usize, Dating)>>,
}

impl Context {
    /// Reads the days on which the page puts what its actors did.
    pub(super) fn new(document: &Document<'_>, cast: &Cast, times: &[Time], drafts: &[Draft]) -> Self {
        let mut days: BTreeMap<(usize, usize), Vec<(usize, Dating)>> = BTreeMap::new();
        let mut said: Vec<Span> =
            drafts.iter().flat_map(|draft| &draft.content).filter_map(|it| document.span_of(it)).collect();
        said.sort_unstable_by_key(|span| (span.end(), span.start()));
        for time in times.iter().filter(|time| !time.quoted && times::is_fine(time)) {
            let sentence = &document.sentences[time.sentence];
            let near = said.partition_point(|span| span.end() <= time.span().start());
            let inside = said.get(near).is_some_and(|span| span.overlaps(time.span()));
            let dating = time.dating(document.text(time.span()));
            let published = &document.page.items[sentence.item].published;
            let ahead =
                published.latest.zip(dating.earliest).is_some_and(|(latest, earliest)| earliest > latest);
            let open = sentence.words.clone().any(|at| {
                document.is(at, &["since", "until", "by"])
                    && document.words[at].span.end() + 1 == time.span().start()
            });
            if inside
                || ahead
                || open
                || (dating.latest.zip(dating.earliest))
                    .is_some_and(|(last, first)| (last - first).get_days() > 7)
            {
                continue;
            }
            for mention in cast.mentions_in(&sentence.words) {
                days.entry((sentence.item, mention.actor)).or_default().push((time.sentence, dating.clone()));
            }
        }
        for list in days.values_mut() {
            list.sort_by_key(|(sentence, _)| *sentence);
        }
        Self { days }
    }

    /// When a statement was said: by a date beside its cue, else by the last date of the speaker's doings before it in
    /// the item, else with the item.
    pub(super) fn said(
        &self,
        document: &Document<'_>,
        times: &[Time],
        draft: &Draft,
        speaker: Option<usize>,
    ) -> Dating {
        let sentence = &document.sentences[draft.sentence];
        let item = sentence.item;
        let published = &document.page.items[item].published;
        let in_content = |time: &Time| {
            draft.content.iter().any(|it| document.span_of(it).is_some_and(|span| span.overlaps(time.span())))
        };
        let cue = document.words.get(draft.cue.start).map_or(sentence.span.start(), |word| word.span.start());
        let open = |time: &Time| {
            let first = document.words_in(time.span()).start;
            first > 0 && document.is(first - 1, &["since", "until", "by", "from"])
        };
        let ahead = |dating: &Dating| {
            published.latest.zip(dating.earliest).is_some_and(|(latest, earliest)| earliest > latest)
        };
        let beside = times::of_sentence(times, draft.sentence)
            .iter()
            .filter(|time| !time.quoted && !in_content(time) && times::is_fine(time) && !open(time))
            .filter(|time| sentence.span.len() < 400 || time.span().start().abs_diff(cue) < 120)
            .min_by_key(|time| time.span().start().abs_diff(cue))
            .map(|time| time.dating(document.text(time.span())))
            .filter(|dating| !ahead(dating));
        if let Some(dating) = beside {
            return dating;
        }
        let vague = (draft.cue.start.saturating_sub(3)..draft.cue.start).any(|at| {
            document.is(at, &["previously", "earlier", "once", "repeatedly", "always", "long"])
                && document.words[at].sentence == draft.sentence
        });
        if vague {
            return Dating::default().because("the page says only that it was earlier");
        }
        let before = speaker
            .and_then(|speaker| self.days.get(&(item, speaker)))
            .and_then(|days| days.iter().rev().find(|(at, _)| *at <= draft.sentence));
        if let Some((_, dating)) = before {
            let words = dating.evidence.first().map_or("", |span| document.text(*span));
            let why = format!("the page last puts the speaker’s doings on “{words}”");
            return Dating { basis: Basis::Inferred, ..dating.clone() }.because(why);
        }
        if !published.is_known() {
            return Dating::default().because("neither the words nor the item carry a date");
        }
        let edtf = published.edtf.as_ref().map(|edtf| edtf.split('T').next().unwrap_or_default().to_string());
        Dating {
            edtf,
            earliest: published.earliest,
            latest: published.latest,
            basis: Basis::Item,
            ..Dating::default()
        }
        .because("the day of the item")
    }
}

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
