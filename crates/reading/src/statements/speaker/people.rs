//! Whom each description and pronoun of a page means.
//!
//! The page is read once, in order, with what has been spoken of so far at hand. A pronoun means whoever fits in number
//! and gender and is most in mind: subjects before objects, near before far (the weighting follows Lappin and Leass, "An
//! algorithm for pronominal anaphora resolution", 1994). A description means the person whom the page describes so
//! elsewhere, or whom it names right after, or has just named.

use super::scene::{Kind, Noun, Scene, Who};
use crate::actors::{Cast, Description, persons, telling};
use crate::document::Document;
use crate::lexicon;
use onrecord_tagger::Tag;
use onrecord_text::{ActorType, MentionForm};
use std::collections::BTreeMap;
use std::ops::Range;

/// Where somebody was spoken of, for those that come after.
#[derive(Debug, Clone, Copy)]
struct Seen {
    at: usize,
    sentence: usize,
    paragraph: usize,
    who: Who,
    weight: u32,
    named: bool,
}

/// Whom the descriptions and pronouns mean.
pub(super) struct People {
    /// By noun.
    pub nouns: Vec<Option<Who>>,
    /// By the word of the pronoun.
    pub pronouns: BTreeMap<usize, Who>,
    seen: Vec<Seen>,
    /// What pronouns have told of nouns.
    she: BTreeMap<usize, bool>,
}

/// How many sentences back anybody is in mind.
const MEMORY: usize = 12;

/// Nouns for somebody who is not the possessor but like them.
const OTHERS: &[&str] = &[
    "colleague",
    "counterpart",
    "rival",
    "opponent",
    "partner",
    "host",
    "guest",
    "visitor",
    "adversary",
    "interlocutor",
];

/// Reads the page in order.
pub(super) fn resolve(document: &Document<'_>, cast: &mut Cast, scene: &Scene) -> People {
    let mut people = People {
        nouns: vec![None; scene.nouns.len()],
        pronouns: BTreeMap::new(),
        seen: Vec::new(),
        she: BTreeMap::new(),
    };
    // Headlines come last: what they say is told below them.
    for heading in [false, true] {
        for place in &scene.places {
            let sentence = document.words[place.words.start].sentence;
            if document.sentences[sentence].heading != heading {
                continue;
            }
            let who = match place.kind {
                Kind::Name(actor) => Some(Who::Actor(actor)),
                Kind::Noun(number) => {
                    let who = people.noun(document, cast, scene, number, heading);
                    people.nouns[number] = Some(who);
                    Some(who)
                }
                Kind::Pronoun(pronoun) => {
                    let who = people.pronoun(document, cast, scene, place.words.start, pronoun);
                    if let Some(who) = who {
                        people.pronouns.insert(place.words.start, who);
                    }
                    who
                }
            };
            if let Some(who) = who.filter(|_| !heading) {
                people.seen.push(Seen {
                    at: place.words.start,
                    sentence,
                    paragraph: document.sentences[sentence].paragraph,
                    who,
                    weight: place.weight,
                    named: matches!(place.kind, Kind::Name(_)),
                });
            }
        }
    }
    people
}

impl People {
    fn she(&self, cast: &Cast, scene: &Scene, who: Who) -> Option<bool> {
        match who {
            Who::Actor(actor) => cast.entity(actor).is_she(),
            Who::Noun(number) => scene.nouns[number].she.or_else(|| self.she.get(&number).copied()),
        }
    }

    fn fits(&self, cast: &Cast, scene: &Scene, who: Who, pronoun: &str) -> bool {
        let gender = |she: bool| self.she(cast, scene, who).is_none_or(|it| it == she);
        let (person, body, plural) = match who {
            Who::Actor(actor) => {
                let kind = cast.entity(actor).kind;
                let body =
                    matches!(kind, ActorType::Organization | ActorType::Government | ActorType::Country);
                (kind == ActorType::Person, body, kind == ActorType::Group)
            }
            Who::Noun(number) => {
                let noun = &scene.nouns[number];
                (!noun.body && !noun.plural, noun.body && !noun.plural, noun.plural || noun.body)
            }
        };
        match pronoun {
            "he" => person && gender(false),
            "she" => person && gender(true),
            "it" => body,
            "they" => plural || body,
            _ => false,
        }
    }

    fn pronoun(
        &mut self,
        document: &Document<'_>,
        cast: &mut Cast,
        scene: &Scene,
        at: usize,
        pronoun: &str,
    ) -> Option<Who> {
        let sentence = document.words[at].sentence;
        let item = document.sentences[sentence].item;
        let paragraph = document.sentences[sentence].paragraph;
        // By who and sentence: how much the best place of it counts; and by who, the last place.
        let mut scores: BTreeMap<Who, (BTreeMap<usize, u32>, usize)> = BTreeMap::new();
        for seen in self.seen.iter().rev() {
            let back = sentence.saturating_sub(seen.sentence);
            if back > MEMORY || document.sentences[seen.sentence].item != item {
                break;
            }
            if !self.fits(cast, scene, seen.who, pronoun) {
                continue;
            }
            let near: u32 = match back {
                0 => 100,
                1 => 90,
                2 => 65,
                3 => 45,
                4 => 32,
                5 => 22,
                _ => 12,
            };
            let apart = u32::try_from(paragraph.saturating_sub(seen.paragraph).min(6)).unwrap_or(6);
            let mut score = seen.weight * near * (10 - apart) / 10;
            if back == 0 && seen.weight < super::scene::SUBJECT {
                score = score * 6 / 10;
            }
            // Bodies are "they" only where no persons are.
            let body = match seen.who {
                Who::Noun(number) => scene.nouns[number].body,
                Who::Actor(actor) => cast.entity(actor).kind != ActorType::Person,
            };
            if pronoun == "they" && body {
                score = score * 6 / 10;
            }
            let known = self.she(cast, scene, seen.who).is_some();
            if matches!(pronoun, "he" | "she") && !known {
                score = score * 85 / 100;
            }
            let (sentences, last) = scores.entry(seen.who).or_default();
            let best = sentences.entry(seen.sentence).or_default();
            *best = (*best).max(score);
            *last = (*last).max(seen.at);
        }
        let total = |sentences: &BTreeMap<usize, u32>| {
            let best = sentences.values().copied().max().unwrap_or_default();
            best + (sentences.values().sum::<u32>() - best) / 5
        };
        let who = scores
            .into_iter()
            .max_by_key(|(_, (sentences, last))| (total(sentences), *last))
            .map(|(who, _)| who)?;
        if matches!(pronoun, "he" | "she") {
            match who {
                Who::Actor(actor) => cast.tell_pronoun(actor, pronoun == "she"),
                Who::Noun(number) => {
                    self.she.entry(number).or_insert(pronoun == "she");
                }
            }
        }
        Some(who)
    }

    fn noun(
        &mut self,
        document: &Document<'_>,
        cast: &mut Cast,
        scene: &Scene,
        number: usize,
        heading: bool,
    ) -> Who {
        let noun = &scene.nouns[number];
        if noun.body {
            if let Some(actor) = body_apposed(document, cast, noun) {
                return Who::Actor(actor);
            }
            return self.earlier(document, scene, number).unwrap_or(Who::Noun(number));
        }
        if let Some(actor) = apposed(document, cast, noun) {
            return Who::Actor(actor);
        }
        // "their captor, a commander known as Little Yusuf".
        if document.is(noun.core.end, &[","])
            && let Some(next) = scene.nouns.get(number + 1).filter(|it| it.core.start == noun.core.end + 1)
            && let Some(actor) = apposed(document, cast, next)
        {
            return Who::Actor(actor);
        }
        if noun.plural {
            return self.earlier(document, scene, number).unwrap_or(Who::Noun(number));
        }
        // "The driver, a nurse from Calder, said": one person.
        if let Some(before) = number.checked_sub(1)
            && let other = &scene.nouns[before]
            && [other.core.end, other.words.end].contains(&(noun.core.start.saturating_sub(1)))
            && document.is(noun.core.start - 1, &[","])
            && document.words[noun.words.end].tag.is_punctuation()
            && !other.plural
            && !other.body
            && let Some(who) = self.nouns[before]
        {
            return who;
        }
        let found = self.described(document, cast, scene, number, heading);
        if let Some(who) = found {
            return who;
        }
        let known_owner = noun.owner.as_ref().is_some_and(|owner| self.owner(cast, scene, owner).is_some());
        let office = lexicon::offices_from(&noun.head).iter().any(|(words, _)| words.len() == 1);
        let apart = noun.definite && !noun.owns && !known_owner && !heading;
        // "The 54-year-old" is who was just named; "the minister" may be named yet.
        if apart
            && !office
            && let Some(actor) = self.focus(document, cast, scene, noun)
        {
            return Who::Actor(actor);
        }
        if let Some(actor) = named_after(document, cast, scene, noun, heading || is_lead(document, noun)) {
            // What it is called here, it may be called again.
            if let Some(description) = crate::actors::description(document, &noun.core) {
                cast.describe(actor, description);
            }
            return Who::Actor(actor);
        }
        // "The boy said", after "his son": whoever is in mind.
        let paragraph = document.sentence_of(noun.core.start).paragraph;
        let generic = matches!(noun.head.as_str(), "man" | "woman" | "boy" | "girl" | "teenager" | "person");
        if generic && noun.definite && noun.core.len() == 2 && !heading {
            let pronoun = if noun.she == Some(true) { "she" } else { "he" };
            let at = noun.core.start;
            let who = self
                .pronoun(document, cast, scene, at, pronoun)
                .filter(|who| self.seen.iter().rev().any(|it| it.who == *who && it.paragraph == paragraph));
            if let Some(who) = who {
                return who;
            }
        }
        if apart
            && office
            && let Some(actor) = self.focus(document, cast, scene, noun)
        {
            return Who::Actor(actor);
        }
        Who::Noun(number)
    }

    /// The same words before: "A baker said …", then "the baker".
    fn earlier(&self, document: &Document<'_>, scene: &Scene, number: usize) -> Option<Who> {
        let noun = &scene.nouns[number];
        if !noun.definite {
            return None;
        }
        let item = document.sentence_of(noun.core.start).item;
        (0..number)
            .rev()
            .filter(|other| {
                let before = &scene.nouns[*other];
                before.head == noun.head
                    && before.plural == noun.plural
                    && before.body == noun.body
                    && document.sentence_of(before.core.start).item == item
            })
            .find_map(|other| self.nouns[other])
    }

    /// Whom a possessor means.
    fn owner(&self, cast: &Cast, scene: &Scene, owner: &Range<usize>) -> Option<Who> {
        if let Some(who) = self.pronouns.get(&owner.start).filter(|_| owner.len() == 1) {
            return Some(*who);
        }
        let named = cast.mentions_in(owner).filter(|it| it.form == MentionForm::Name && !it.oblique).last();
        if let Some(named) = named {
            return Some(Who::Actor(named.actor));
        }
        let number = scene.nouns.iter().position(|it| it.owns && owner.contains(&(it.core.end - 1)))?;
        self.nouns[number].filter(|it| *it != Who::Noun(number) || scene.nouns[number].body)
    }

    /// The person, or the phrase before, to whom a description belongs.
    fn described(
        &self,
        document: &Document<'_>,
        cast: &Cast,
        scene: &Scene,
        number: usize,
        heading: bool,
    ) -> Option<Who> {
        let noun = &scene.nouns[number];
        let owner = noun.owner.as_ref().and_then(|it| self.owner(cast, scene, it));
        if OTHERS.contains(&noun.head.as_str())
            && let Some(Who::Actor(owner)) = owner
        {
            return self.other(cast, noun, owner).map(Who::Actor);
        }
        let one = document.is(noun.core.start, &["one", "another"]);
        let lead = heading || is_lead(document, noun) && !one;
        if !noun.definite && !lead {
            return None;
        }
        let words: Vec<&str> = (noun.core.start..noun.core.end - 1)
            .filter(|at| telling(document, *at) && !noun.owner.as_ref().is_some_and(|it| it.contains(at)))
            .map(|at| document.words[at].lower.as_str())
            .collect();
        if let Some(who) = self.sibling(cast, scene, noun, &words) {
            return Some(who);
        }
        let item = document.item_words(document.sentence_of(noun.core.start).item);
        let country = country(cast, noun);
        let same = |it: &Description| {
            alike(&it.head, &noun.head)
                && !differs(&noun.head, &words, &it.words)
                && match (&owner, &it.owner) {
                    (Some(owner), Some(other)) => {
                        self.owner(cast, scene, other).is_none_or(|other| other == *owner)
                    }
                    // "The council's spokesman" in a lead, "the spokesman, Idris Temm," below.
                    (Some(_), None) => lead,
                    _ => true,
                }
        };
        let person = cast
            .named_people()
            .filter(|actor| {
                noun.she.zip(cast.entity(*actor).is_she()).is_none_or(|(left, right)| left == right)
                    && owner != Some(Who::Actor(*actor))
                    && country.as_ref().zip(cast.entity(*actor).country.as_ref()).is_none_or(|(a, b)| a == b)
            })
            .filter_map(|actor| {
                let best = cast
                    .descriptions(actor)
                    .iter()
                    .filter(|it| same(it))
                    .map(|it| {
                        let shared =
                            words.iter().filter(|word| it.words.iter().any(|other| other == *word)).count();
                        let exact = usize::from(it.head == noun.head);
                        (shared * 2 + exact, it.at)
                    })
                    .max()?;
                let places = cast.places(actor);
                let before = places[..places.partition_point(|at| *at < noun.core.start)].last().copied();
                let inside = before.is_some_and(|at| item.contains(&at));
                // Only the lead and a headline may speak of somebody whom the page has yet to name.
                (lead || inside || before.is_some()).then_some((
                    best.0,
                    inside,
                    before,
                    std::cmp::Reverse(actor),
                ))
            })
            .max();
        let earlier = self.earlier(document, scene, number).filter(|it| matches!(it, Who::Noun(_)));
        match (person, earlier) {
            // An unnamed person was called so since the named one was last spoken of.
            (Some(person), Some(Who::Noun(other)))
                if person.2.is_none_or(|at| at < scene.nouns[other].core.start) && !lead =>
            {
                Some(Who::Noun(other))
            }
            (Some(person), _) => Some(Who::Actor(person.3.0)),
            (None, Some(earlier)) => Some(earlier),
            (None, None) => self.by_role(cast, noun).map(Who::Actor),
        }
    }

    /// The holder of an office as the cast understands it.
    fn by_role(&self, cast: &Cast, noun: &Noun) -> Option<usize> {
        cast.mentions_at(noun.core.end - 1)
            .filter(|it| it.form == MentionForm::Role && cast.is_named_person(it.actor))
            .max_by_key(|it| it.words.len())
            .map(|it| it.actor)
    }

    /// "His Norland colleague": the other person of that country or office.
    fn other(&self, cast: &Cast, noun: &Noun, owner: usize) -> Option<usize> {
        let at = noun.core.start;
        let country = country(cast, noun);
        let recent = |actor: usize| {
            let places = cast.places(actor);
            places[..places.partition_point(|it| *it < at)].last().copied()
        };
        let others = || {
            cast.named_people()
                .filter(|actor| *actor != owner)
                .filter(|actor| noun.she.zip(cast.entity(*actor).is_she()).is_none_or(|(a, b)| a == b))
                .filter_map(|actor| Some((recent(actor)?, actor)))
        };
        if let Some(country) = country {
            return others()
                .filter(|(_, actor)| cast.entity(*actor).country.as_deref() == Some(country.as_str()))
                .max()
                .map(|it| it.1);
        }
        let classes: Vec<&str> = cast.entity(owner).roles.iter().map(|it| it.class).collect();
        let alike = others()
            .filter(|(_, actor)| cast.entity(*actor).roles.iter().any(|it| classes.contains(&it.class)))
            .max();
        let mut all = others();
        match (alike, all.next(), all.next()) {
            (Some(alike), ..) => Some(alike.1),
            (None, Some(only), None) => Some(only.1),
            _ => None,
        }
    }

    /// "The elder brother" of a page that calls somebody the younger brother of another: the other.
    fn sibling(&self, cast: &Cast, scene: &Scene, noun: &Noun, words: &[&str]) -> Option<Who> {
        const ELDER: &[&str] = &["elder", "older", "big"];
        const YOUNGER: &[&str] = &["younger", "little", "kid"];
        let opposite = if words.iter().any(|it| ELDER.contains(it)) {
            YOUNGER
        } else if words.iter().any(|it| YOUNGER.contains(it)) {
            ELDER
        } else {
            return None;
        };
        cast.named_people().find_map(|actor| {
            let description = cast.descriptions(actor).iter().find(|it| {
                it.head == noun.head && it.words.iter().any(|word| opposite.contains(&word.as_str()))
            })?;
            let owner = self.owner(cast, scene, description.owner.as_ref()?)?;
            (owner != Who::Actor(actor)).then_some(owner)
        })
    }

    /// The one named person of whom the page is speaking when it says "the retired trawlerman".
    fn focus(&self, document: &Document<'_>, cast: &Cast, scene: &Scene, noun: &Noun) -> Option<usize> {
        let sentence = document.words[noun.core.start].sentence;
        let paragraph = document.sentences[sentence].paragraph;
        let item = document.sentences[sentence].item;
        let office = lexicon::offices_from(&noun.head).iter().any(|(words, _)| words.len() == 1);
        let fits = |seen: &Seen| -> Option<usize> {
            let Who::Actor(actor) = seen.who else { return None };
            let right = cast.is_named_person(actor)
                && noun.she.zip(self.she(cast, scene, seen.who)).is_none_or(|(left, right)| left == right);
            right.then_some(actor)
        };
        for back in 0..=1 {
            let seen: Vec<&Seen> = self
                .seen
                .iter()
                .rev()
                .take_while(|it| document.sentences[it.sentence].item == item)
                .filter(|it| it.paragraph + back == paragraph && it.at < noun.core.start)
                .collect();
            // Of whom the sentence itself tells, that one would say "he".
            let here = |actor: usize| {
                seen.iter().any(|it| {
                    it.sentence == sentence
                        && it.who == Who::Actor(actor)
                        && it.weight >= super::scene::SUBJECT
                })
            };
            let mut actors: Vec<usize> =
                seen.iter().filter_map(|it| fits(it)).filter(|actor| !here(*actor)).collect();
            let subjects: Vec<usize> = seen
                .iter()
                .filter(|it| it.weight >= super::scene::SUBJECT && it.sentence + 2 >= sentence)
                .filter_map(|it| fits(it))
                .filter(|actor| !here(*actor))
                .collect();
            actors.sort_unstable();
            actors.dedup();
            // "The minister" is somebody else than the mayor.
            let conflicts = |actor: usize| {
                office && cast.entity(actor).roles.iter().any(|it| !it.class.is_empty())
                    || office
                        && back == 0
                        && !seen.iter().any(|it| it.who == Who::Actor(actor) && it.named && it.weight >= 10)
            };
            let unnamed = seen.iter().any(|it| match it.who {
                Who::Noun(number) => {
                    let other = &scene.nouns[number];
                    !other.plural && !other.body && it.weight >= super::scene::SUBJECT
                }
                Who::Actor(_) => false,
            });
            match actors.as_slice() {
                [only] if !conflicts(*only) && !unnamed => return Some(*only),
                [_, ..] => {
                    let first = subjects.first().copied()?;
                    let one = subjects.iter().all(|it| *it == first);
                    return (back == 0 && one && !conflicts(first) && !unnamed).then_some(first);
                }
                [] if unnamed => return None,
                [] => {}
            }
        }
        None
    }
}

/// The country that a description names: "the Norland minister".
fn country(cast: &Cast, noun: &Noun) -> Option<String> {
    cast.mentions_in(&noun.core)
        .filter(|it| cast.entity(it.actor).kind == ActorType::Country)
        .find_map(|it| cast.entity(it.actor).country.clone())
}

/// Whether two descriptions with one head tell of different offices: the finance minister is not the foreign minister.
fn differs(head: &str, words: &[&str], others: &[String]) -> bool {
    const OFFICES: &[&str] = &[
        "minister",
        "secretary",
        "editor",
        "officer",
        "director",
        "manager",
        "president",
        "chief",
        "leader",
    ];
    let own = |word: &str| !lexicon::list("vague").contains(word);
    let told: Vec<&&str> = words.iter().filter(|it| own(it)).collect();
    let known: Vec<&String> = others.iter().filter(|it| own(it)).collect();
    OFFICES.contains(&head)
        && !told.is_empty()
        && !known.is_empty()
        && !told.iter().any(|it| known.iter().any(|other| other == *it))
}

/// Whether two nouns can be said of one person.
fn alike(left: &str, right: &str) -> bool {
    let bare = |word: &str| word.trim_start_matches("ex-").trim_start_matches("co-").to_string();
    let (left, right) = (bare(left), bare(right));
    left == right
        || persons::implied(&left).contains(&right.as_str())
        || persons::implied(&right).contains(&left.as_str())
}

/// Whether a phrase stands in the first sentences of its item.
fn is_lead(document: &Document<'_>, noun: &Noun) -> bool {
    let sentence = document.words[noun.core.start].sentence;
    let item = document.sentences[sentence].item;
    let before = (0..sentence)
        .rev()
        .take_while(|it| document.sentences[*it].item == item)
        .filter(|it| !document.sentences[*it].heading && document.sentences[*it].words.len() > 8)
        .count();
    before < 1
}

/// The person named beside a description: "the envoy, Ada Holm,", "Lena Fabry, a conservationist".
fn apposed(document: &Document<'_>, cast: &Cast, noun: &Noun) -> Option<usize> {
    let name = |start: usize| {
        cast.mentions_in(&(start..start + 8))
            .find(|it| it.form == MentionForm::Name && cast.entity(it.actor).kind == ActorType::Person)
    };
    for end in [noun.core.end, noun.words.end] {
        if document.is(end, &[","]) || end == noun.words.end {
            let from = end + usize::from(document.is(end, &[","]));
            let found = name(from).filter(|it| {
                // Only titles and plain nouns stand between: "the officer, Captain Emil Rasko".
                it.words.start <= from + 4
                    && (from..it.words.start).all(|at| {
                        let tag = document.words[at].tag;
                        tag.is_noun() || tag.is_adjective()
                    })
                    && document.words[it.words.end].tag != Tag::Pos
                    && document.words[it.words.start].sentence == document.words[noun.core.start].sentence
            });
            if let Some(found) =
                found.filter(|it| end != noun.words.end || document.is(end, &[","]) || it.words.start == end)
            {
                return Some(found.actor);
            }
        }
    }
    // The description knows where it stands.
    cast.named_people().find(|actor| {
        cast.descriptions(*actor).iter().any(|it| it.at == noun.core.start && alike(&it.head, &noun.head))
    })
}

/// "The operator, Orrin Line,": the body named beside a description.
fn body_apposed(document: &Document<'_>, cast: &Cast, noun: &Noun) -> Option<usize> {
    let end = noun.core.end;
    let name = cast.mentions_at(end + 1).find(|it| {
        it.form == MentionForm::Name
            && it.words.start == end + 1
            && matches!(cast.entity(it.actor).kind, ActorType::Organization | ActorType::Government)
    })?;
    let after = &document.words[name.words.end];
    (document.is(end, &[",", ":"]) && after.tag.is_punctuation()).then_some(name.actor)
}

/// The person whom the next sentences name for the first time, without another description: "The agriculture minister
/// said he understood. “…,” Emil Vantor said."
fn named_after(
    document: &Document<'_>,
    cast: &Cast,
    scene: &Scene,
    noun: &Noun,
    lead: bool,
) -> Option<usize> {
    let sentence = document.words[noun.core.start].sentence;
    let item = document.sentences[sentence].item;
    let paragraph = document.sentences[sentence].paragraph;
    if !noun.definite && !lead {
        return None;
    }
    let reach = if lead { 2 } else { 1 };
    for place in scene.places.iter().filter(|it| it.words.start >= noun.words.end) {
        let at = place.words.start;
        let here = &document.sentences[document.words[at].sentence];
        if here.item != item
            || here.paragraph > paragraph + reach
            || document.words[at].sentence > sentence + 4
        {
            return None;
        }
        let Kind::Name(actor) = place.kind else { continue };
        if here.heading
            || cast.entity(actor).kind != ActorType::Person
            || document.words[at].sentence == sentence
        {
            continue;
        }
        let first = cast
            .places(actor)
            .iter()
            .find(|it| document.words[**it].quote.is_none() && !document.sentence_of(**it).heading);
        if first != Some(&at) {
            continue;
        }
        let entity = cast.entity(actor);
        let gender = noun.she.zip(entity.is_she()).is_none_or(|(left, right)| left == right);
        let described = cast.descriptions(actor).iter().any(|it| {
            document.words[it.at].sentence == document.words[at].sentence && !title_only(document, it)
        });
        // "Professor Ulla Brandt" may be the rector; a mayor is not the minister.
        let office = entity.roles.iter().any(|it| {
            !it.class.is_empty() && (it.of.is_some() || !lexicon::list("courtesies").contains(it.class))
        });
        let subject = place.weight >= super::scene::SUBJECT;
        return (gender
            && !described
            && !office
            && subject
            && entity.names.keys().any(|it| it.contains(' ')))
        .then_some(actor);
    }
    None
}

/// Whether a description is a bare title: "Dr Alma Finch".
fn title_only(document: &Document<'_>, description: &Description) -> bool {
    lexicon::list("titles").contains(description.head.as_str())
        && description.words.is_empty()
        && description.owner.is_none()
        && document.words[description.at].tag != Tag::Dt
}
