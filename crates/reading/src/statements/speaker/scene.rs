//! What a page speaks of, in order: names, descriptions, pronouns. The material from which [`super::people`] tells who is
//! meant.

use crate::actors::{self, Cast, persons};
use crate::document::Document;
use crate::phrase;
use crate::times::Time;
use onrecord_tagger::Tag;
use onrecord_text::{ActorType, MentionForm};
use std::ops::Range;

/// Somebody spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// An actor of the cast.
    Actor(usize),
    /// Whom a noun phrase introduces, by the number of the first that does.
    Noun(usize),
}

/// A noun phrase for persons or a body.
#[derive(Debug, Clone)]
pub(super) struct Noun {
    /// Determiner to head.
    pub core: Range<usize>,
    /// The core and its complements: "in Sarn", "of one of the men".
    pub words: Range<usize>,
    /// The head in lower case, in the singular.
    pub head: String,
    /// Whether several are meant.
    pub plural: bool,
    /// Whether it is a body and no person.
    pub body: bool,
    /// Whether it is "she", as far as known.
    pub she: Option<bool>,
    /// Whether "the", "this" or a possessor opens it.
    pub definite: bool,
    /// The possessor.
    pub owner: Option<Range<usize>>,
    /// Whether it owns what follows: "the minister's".
    pub owns: bool,
}

/// What is spoken of at a place.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Name(usize),
    Noun(usize),
    Pronoun(&'static str),
}

/// A place where somebody is spoken of.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub words: Range<usize>,
    pub kind: Kind,
    /// How much the place brings to mind: a subject most.
    pub weight: u32,
}

/// The noun phrases of a page and all places where somebody is spoken of outside quotation marks, in order.
pub(super) struct Scene {
    pub nouns: Vec<Noun>,
    pub places: Vec<Place>,
}

const PRONOUNS: &[(&str, &str)] = &[
    ("he", "he"),
    ("him", "he"),
    ("his", "he"),
    ("himself", "he"),
    ("she", "she"),
    ("her", "she"),
    ("hers", "she"),
    ("herself", "she"),
    ("it", "it"),
    ("its", "it"),
    ("they", "they"),
    ("them", "they"),
    ("their", "they"),
];

pub(super) const SUBJECT: u32 = 10;
const CLAUSE: u32 = 8;
const OBJECT: u32 = 6;
const OWNER: u32 = 5;
const EMBEDDED: u32 = 3;

/// Reads the page.
pub(super) fn read(document: &Document<'_>, cast: &Cast, times: &[Time]) -> Scene {
    let mut nouns: Vec<Noun> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for at in 0..document.words.len() {
        if let Some(noun) = noun(document, cast, at) {
            let weight = weight(document, times, &noun.core, noun.words.end, noun.owns);
            if document.words[at].quote.is_none() {
                places.push(Place { words: noun.core.clone(), kind: Kind::Noun(nouns.len()), weight });
            }
            nouns.push(noun);
        }
        let word = &document.words[at];
        let pronoun = PRONOUNS.iter().find(|(form, _)| *form == word.lower).filter(|_| word.quote.is_none());
        if let Some((_, pronoun)) = pronoun.filter(|_| word.tag.is_pronoun() || word.tag == Tag::PrpPoss) {
            let words = at..at + 1;
            let weight = weight(document, times, &words, at + 1, word.tag == Tag::PrpPoss);
            places.push(Place { words, kind: Kind::Pronoun(pronoun), weight });
        }
    }
    for mention in cast.mentions_in(&(0..document.words.len())) {
        let kind = cast.entity(mention.actor).kind;
        let body = matches!(kind, ActorType::Organization | ActorType::Government | ActorType::Country);
        if mention.form != MentionForm::Name
            || document.words[mention.words.start].quote.is_some()
            || mention.oblique
            || !(kind == ActorType::Person || body)
        {
            continue;
        }
        let start = phrase::core_ending(
            document,
            document.sentence_of(mention.words.start).words.start,
            mention.words.end,
        )
        .map_or(mention.words.start, |core| core.start.min(mention.words.start));
        let owns = document.words[mention.words.end].tag == Tag::Pos;
        let weight = weight(document, times, &(start..mention.words.end), mention.words.end, owns);
        places.push(Place { words: mention.words.clone(), kind: Kind::Name(mention.actor), weight });
    }
    places.sort_by_key(|it| (it.words.start, it.words.end));
    Scene { nouns, places }
}

/// The noun phrase whose head is at a word.
fn noun(document: &Document<'_>, cast: &Cast, at: usize) -> Option<Noun> {
    let word = &document.words[at];
    let sentence = document.sentence_of(at);
    let floor = sentence.words.start;
    let aged = aged(document, at, floor);
    let capital = document.text(word.span).starts_with(char::is_uppercase);
    let common = word.tag.is_noun()
        && (!capital || at == floor || sentence.heading || persons::is_person(&word.lower));
    let named = cast.mentions_at(at).any(|it| it.form == MentionForm::Name && it.words.end > at);
    if named || !(common || aged.is_some()) {
        return None;
    }
    // Not the head: "the crane driver's", "the pilots' council" have their own; "crane driver Bo Sarrik" is a name.
    let next = &document.words[at + 1];
    let same = at + 1 < sentence.words.end;
    // In a headline's "director admits" the verb may pass for a noun.
    let verb = sentence.heading
        && crate::lexicon::cues()
            .get(next.lower.as_str())
            .is_some_and(|it| it.frames.spoken && next.lower.ends_with('s'));
    if same && next.quote == word.quote && next.tag.is_noun() && !verb {
        return None;
    }
    let core = match &aged {
        Some(_) => {
            let start = (floor..at).rev().take(6).find(|it| document.words[*it].tag == Tag::Dt)?;
            start..at + 1
        }
        None => phrase::core_ending(document, floor, at + 1).filter(|it| it.end == at + 1)?,
    };
    // "resigned as minister", "was a baritone": that somebody is one, and nobody new.
    let before = core.start.checked_sub(1).filter(|it| *it >= floor);
    let predicate = before.is_some_and(|it| {
        document.is(
            it,
            &["is", "was", "are", "were", "be", "been", "as", "became", "become", "remains", "remained"],
        )
    });
    let bare = core.len() == 1 && word.tag == Tag::Nn && before.is_some() && !sentence.heading;
    if predicate || bare && before.is_some_and(|it| !document.words[it].tag.is_punctuation()) {
        return None;
    }
    let several = word.tag == Tag::Nns || word.tag == Tag::Nnps;
    let one = if several { persons::singular(&word.lower) } else { None };
    let people = persons::is_people(&word.lower) && (several || !persons::is_person(&word.lower));
    let prior = at.checked_sub(1).filter(|it| core.contains(it)).map(|it| document.words[it].lower.as_str());
    let guard = persons::is_guard(prior, &word.lower);
    let person = aged.is_some() || people || persons::is_person(&word.lower) && !guard;
    let body = !person && persons::is_body(&word.lower);
    if !(person || body) {
        return None;
    }
    let head = aged.unwrap_or_else(|| one.filter(|_| people).unwrap_or_else(|| word.lower.clone()));
    let mut end = core.end;
    while end + 1 < sentence.words.end
        && document.words[end].quote == word.quote
        && document.is(end, &["of", "in", "at", "with", "from", "for", "near", "on", "at", "outside", "by"])
    {
        match phrase::starting(document, end + 1, sentence.words.end) {
            Some(next) if next.core.end > end + 1 && !document.words[end + 1].tag.is_pronoun() => {
                end = next.core.end
            }
            _ => break,
        }
    }
    let owner = actors::owner(document, &core);
    let she = persons::noun_is_she(&head);
    let definite = owner.is_some() || document.is(core.start, &["the", "this", "that", "these", "those"]);
    let owns = document.words[at + 1].tag == Tag::Pos;
    Some(Noun {
        words: core.start..end,
        core,
        head,
        plural: several || people,
        body,
        she,
        definite,
        owner,
        owns,
    })
}

/// "34-year-old" that ends at a word and stands for a person.
fn aged(document: &Document<'_>, at: usize, floor: usize) -> Option<String> {
    let word = &document.words[at];
    let next = &document.words[at + 1];
    if next.tag.is_noun() || next.tag.is_adjective() || next.tag == Tag::Hyph {
        return None;
    }
    if persons::is_aged(&word.lower) {
        return Some(word.lower.clone());
    }
    // The tagger may have cut it in five.
    let old = document.is(at, &["old"]) && at >= floor + 4 && document.is(at - 2, &["year"]);
    old.then(|| format!("{}-year-old", document.words[at - 4].lower))
}

/// How much a phrase brings to mind.
fn weight(document: &Document<'_>, times: &[Time], core: &Range<usize>, end: usize, owns: bool) -> u32 {
    let floor = document.sentence_of(core.start).words.start;
    if owns {
        return OWNER;
    }
    let opens = core.start == floor
        || core.start == floor + 1 && document.words[floor].tag.is_adverb()
        || core.start == floor + 1 && document.words[floor].tag == Tag::Cc;
    if opens {
        return SUBJECT;
    }
    // "…, who took over from its caretaker, Nils Aker, …"
    let unquoted = |at: &usize| document.words[*at].quote.is_none();
    let relative = (floor..core.start)
        .rev()
        .filter(unquoted)
        .take_while(|at| !document.words[*at].tag.is_punctuation() || document.words[*at].tag == Tag::Comma)
        .find(|at| matches!(document.words[*at].tag, Tag::Wp | Tag::Wdt | Tag::WpPoss));
    if let Some(relative) = relative {
        let commas = (relative..core.start).filter(|at| document.words[*at].tag == Tag::Comma).count();
        if commas <= 1 && relative > floor {
            return EMBEDDED;
        }
    }
    // "when a man came": the subject of a clause that only tells of time or reason is less in mind.
    // "It comes after the mayor met Holm, who …" tells of the mayor.
    let told = core.start >= floor + 3
        && document.is(core.start - 2, &["comes", "came", "follows", "followed"])
        && document.is(core.start - 3, &["it", "this", "that", "which"]);
    let subordinate = core.start > floor
        && !told
        && (document.words[core.start - 1].tag == Tag::Wrb
            || document.is(
                core.start - 1,
                &["that", "because", "if", "while", "after", "before", "since", "as", "until"],
            ));
    // "a baker said", "…, said Ada Holm".
    let says = |at: usize| {
        let word = &document.words[at];
        // Taggers take "a baker said by telephone" for a participle.
        (word.tag.is_finite() || word.tag == Tag::Vbn)
            && word.quote.is_none()
            && crate::lexicon::cues().get(word.lower.as_str()).is_some_and(|it| it.frames.spoken)
    };
    let said = core.start > floor
        && says(core.start - 1)
        && (core.start - 1 == floor
            || document.words[core.start - 2].tag.is_punctuation()
            || document.words[core.start - 2].quote.is_some());
    if said || says(end) || says(core.end) {
        return SUBJECT;
    }
    let subject = super::is_subject(document, times, core.end)
        || end > core.end && super::is_subject(document, times, end);
    match (subject, subordinate) {
        (true, false) => SUBJECT,
        (true, true) => CLAUSE,
        _ => OBJECT,
    }
}
