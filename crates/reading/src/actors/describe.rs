//! What a page calls the people it names: "Lena Fabry, a conservationist", "crane driver Bo Sarrik", "the envoy, Ada
//! Holm", "Rasko's lawyer is Beatrice Oyelle", "a commander known as Little Yusuf".

use super::cast::Cast;
use super::persons;
use crate::document::Document;
use crate::phrase::{self, Phrase};
use onrecord_tagger::Tag;
use onrecord_text::{ActorType, MentionForm};
use std::ops::Range;

/// A noun phrase that the page has said of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Description {
    /// The head noun, in lower case.
    pub head: String,
    /// The other words that tell: adjectives, nouns, names.
    pub words: Vec<String>,
    /// The possessor before it, by words: "his", "Rasko's".
    pub owner: Option<Range<usize>>,
    /// The first word.
    pub at: usize,
}

/// Gives the cast's people their descriptions and, where those or their given names tell it, their pronoun.
pub(super) fn learn(document: &Document<'_>, cast: &mut Cast) {
    let named: Vec<(Range<usize>, usize)> = cast
        .mentions_in(&(0..document.words.len()))
        .filter(|it| it.form == MentionForm::Name)
        .map(|it| (it.words.clone(), it.actor))
        .collect();
    for (words, actor) in named {
        let naming = named_as(document, &words);
        let kind = cast.entity(actor).kind;
        if naming.is_some() && matches!(kind, ActorType::Organization | ActorType::Place) {
            cast.make_person(actor);
        }
        if cast.entity(actor).kind != ActorType::Person {
            continue;
        }
        let of = document.is(words.end, &["of"]);
        let country = cast
            .mentions_at(words.end + 1)
            .find_map(|it| cast.entity(it.actor).country.clone().filter(|_| of && !it.oblique));
        if let Some(country) = country {
            cast.tell_country(actor, country);
        }
        for description in around(document, &words).into_iter().chain(naming) {
            cast.describe(actor, description);
        }
    }
    cast.tell_pronouns();
}

/// The descriptions that stand beside a name.
fn around(document: &Document<'_>, name: &Range<usize>) -> Vec<Description> {
    let sentence = document.sentence_of(name.start).words.clone();
    let quote = document.words[name.start].quote;
    let mut found = Vec::new();
    // "crane driver Bo Sarrik", "the American-born champion Wes Tarrant", "Professor Edda Wahl".
    let core = phrase::core_ending(document, sentence.start, name.end).unwrap_or(name.clone());
    let start = core.start.min(name.start);
    found.extend(description(document, &(start..name.start)));
    // "a guard, Arne Kjell,".
    let comma = start.checked_sub(1).filter(|at| *at > sentence.start && document.is(*at, &[","]));
    if let Some(phrase) = comma.and_then(|comma| phrase::ending(document, sentence.start, comma)) {
        let alone = document.words[phrase.head()].tag != Tag::Nns;
        found.extend(described(document, &phrase).filter(|_| alone));
    }
    // "Rasko's lawyer is Beatrice Oyelle".
    let is = start
        .checked_sub(1)
        .filter(|at| *at > sentence.start && document.is(*at, &["is", "was", "remains", "became"]));
    if let Some(phrase) = is.and_then(|verb| phrase::ending(document, sentence.start, verb)) {
        found.extend(described(document, &phrase));
    }
    // "Lena Fabry, a conservationist", "Caspar Wynn, 47,", "Ron Tull, 61, a retired trawlerman".
    let mut at = name.end;
    if document.is(at, &[","]) && document.words[at + 1].tag == Tag::Cd && at + 2 < sentence.end {
        let age = format!("{}-year-old", document.words[at + 1].lower);
        found.push(Description { head: age, words: Vec::new(), owner: None, at: at + 1 });
        at += 2;
    }
    if document.is(at, &[","]) && at + 1 < sentence.end && document.words[at + 1].quote == quote {
        let noun = document.words[at + 1].tag;
        let next =
            if document.is(at + 1, &["who"]) && document.is(at + 2, &["is", "was", "became", "has", "had"]) {
                Some(at + 3 + usize::from(document.is(at + 3, &["become", "been"])))
            } else {
                (!noun.is_verb()).then_some(at + 1)
            };
        let phrase = next.and_then(|next| phrase::starting(document, next, sentence.end));
        if let Some(phrase) = phrase.filter(|it| !runs_on(document, it, sentence.end)) {
            found.extend(described(document, &phrase));
        }
    }
    // "Holm is a carpenter".
    if document.is(at, &["is", "was", "became", "remains"])
        && let Some(phrase) = phrase::starting(document, at + 1, sentence.end)
        && document.words[phrase.core.start].tag == Tag::Dt
    {
        found.extend(described(document, &phrase));
    }
    found.retain(|it| it.at < name.start || it.at >= name.end);
    found
}

/// Whether a verb follows the phrase: then it is a subject of its own, and no apposition.
fn runs_on(document: &Document<'_>, phrase: &Phrase, end: usize) -> bool {
    let after = phrase.words.end;
    after < end && (document.words[after].tag.is_finite() || document.words[after].tag == Tag::Md)
}

/// "a commander known as …", "a man called …", "a woman who gave her name only as …".
fn named_as(document: &Document<'_>, name: &Range<usize>) -> Option<Description> {
    let floor = document.sentence_of(name.start).words.start;
    let at = name.start.checked_sub(1).filter(|at| *at > floor)?;
    let end = if document.is(at, &["called", "named", "nicknamed", "dubbed"]) {
        at
    } else if document.is(at, &["as"]) && document.is(at - 1, &["known", "identified"]) {
        at - 1
    } else if document.is(at, &["as"]) {
        let named = (at.saturating_sub(3)..at).rev().find(|it| document.is(*it, &["name"]))?;
        (floor..named).rev().find(|it| document.is(*it, &["who"]))?
    } else {
        return None;
    };
    let mut end = end;
    while end > floor && (document.words[end - 1].tag.is_adverb() || document.is(end - 1, &[","])) {
        end -= 1;
    }
    described(document, &phrase::ending(document, floor, end)?)
}

/// The description that a noun phrase gives, if its head means a person.
fn described(document: &Document<'_>, phrase: &Phrase) -> Option<Description> {
    let mut found = description(document, &phrase.core)?;
    for at in phrase.core.end..phrase.words.end {
        if telling(document, at) {
            found.words.push(document.words[at].lower.clone());
        }
    }
    Some(found)
}

/// The description in the words of a core, or of what stands before a name.
pub(crate) fn description(document: &Document<'_>, core: &Range<usize>) -> Option<Description> {
    let head = core.end.checked_sub(1).filter(|at| *at >= core.start)?;
    let lower = document.words[head].lower.trim_end_matches('.').to_string();
    if !persons::is_person(&lower) && persons::implied(&lower).is_empty()
        || document.words[head].tag == Tag::Pos
    {
        return None;
    }
    let owner = owner(document, core);
    let from = owner.as_ref().map_or(core.start, |it| it.end);
    let words =
        (from..head).filter(|at| telling(document, *at)).map(|at| document.words[at].lower.clone()).collect();
    Some(Description { head: lower, words, owner, at: core.start })
}

/// The possessor with which a core begins.
pub(crate) fn owner(document: &Document<'_>, core: &Range<usize>) -> Option<Range<usize>> {
    if document.words[core.start].tag == Tag::PrpPoss {
        return Some(core.start..core.start + 1);
    }
    let mark = core.clone().rev().find(|at| document.words[*at].tag == Tag::Pos)?;
    (mark + 1 < core.end).then_some(core.start..mark + 1)
}

/// Whether a word says more than that something is a noun phrase.
pub(crate) fn telling(document: &Document<'_>, at: usize) -> bool {
    let tag = document.words[at].tag;
    tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Vbn | Tag::Vbg | Tag::Fw)
}
