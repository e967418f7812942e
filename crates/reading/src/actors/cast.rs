//! The cast of a page: its actors, and where each is spoken of.

use super::describe::{self, Description};
use super::gazetteer::{self, CountryForm};
use super::names::written;
use super::persons;
use super::roles::{Role, fit};
use super::similar::{equal, fold, initial, same_surname};
use super::sketch::{Sketch, SketchKind, sketches};
use crate::document::Document;
use crate::events::FoundEvent;
use crate::lexicon;
use crate::names::PageNames;
use crate::phrase::Phrase;
use crate::statements::FoundStatement;
use crate::times::Time;
use jiff::civil::Date;
use onrecord_tagger::Tag;
use onrecord_text::{Actor, ActorType, Mention, MentionForm, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The actors of a page and their mentions.
pub(crate) struct Cast {
    people: Vec<Entity>,
    /// In page order.
    mentions: Vec<CastMention>,
    /// The first words of each actor's mentions, in page order.
    places: Vec<Vec<usize>>,
}

/// One actor, while it is being put together.
#[derive(Debug, Clone)]
pub(crate) struct Entity {
    /// What it is.
    pub kind: ActorType,
    /// Each spelling with how often it is used.
    pub names: BTreeMap<String, usize>,
    /// A name that beats the spellings: the gazetteer's, or a description.
    pub given: Option<String>,
    /// Offices held.
    pub roles: Vec<Role>,
    /// The country it belongs to or is, by its English name.
    pub country: Option<String>,
    wikidata: Option<String>,
    /// Whether it is "she", where the page tells.
    she: Option<bool>,
    /// What the page says of it in other words.
    descriptions: Vec<Description>,
}

/// A place where an actor is spoken of.
#[derive(Debug, Clone)]
pub(crate) struct CastMention {
    /// The words.
    pub words: Range<usize>,
    /// The actor, by number.
    pub actor: usize,
    /// By name, role or pronoun.
    pub form: MentionForm,
    /// Whether the words are a country's adjective or a capital: not always the country as an actor.
    pub oblique: bool,
}

impl Entity {
    fn new(kind: ActorType) -> Self {
        Self {
            kind,
            names: BTreeMap::new(),
            given: None,
            roles: Vec::new(),
            country: None,
            wikidata: None,
            she: None,
            descriptions: Vec::new(),
        }
    }

    /// Whether it is "she": by what the page says, else by its given name.
    pub(crate) fn is_she(&self) -> Option<bool> {
        let full = |name: &&String| name.contains(' ');
        let first = |name: &String| persons::is_she(name.split_whitespace().next()?);
        let names = || self.names.keys().chain(&self.given);
        let lone = || names().find_map(first).filter(|_| !names().any(|it| full(&it)));
        self.she.or_else(|| names().filter(full).find_map(first)).or_else(lone)
    }

    /// The name to call it by: the gazetteer's or the description, else the fullest spelling, else the commonest.
    pub(crate) fn name(&self) -> String {
        if let Some(given) = &self.given {
            return given.clone();
        }
        let full = |name: &str| name.split_whitespace().count() > 1;
        self.names
            .iter()
            .max_by_key(|(name, count)| {
                (
                    full(name) && self.kind == ActorType::Person,
                    **count,
                    name.len(),
                    std::cmp::Reverse((*name).clone()),
                )
            })
            .map(|(name, _)| name.clone())
            .unwrap_or_default()
    }
}

/// Finds the cast of a document; with the names that a trained reader found, if one has read it.
pub(crate) fn find(document: &Document<'_>, times: &[Time], names: Option<&PageNames>) -> Cast {
    let sketches = sketches(document, times, names);
    let mut cast = Cast { people: Vec::new(), mentions: Vec::new(), places: Vec::new() };
    // Full names first: a surname or an office on its own is understood by them, wherever they stand on the page.
    for sketch in &sketches {
        if let SketchKind::Person { name, .. } = &sketch.kind
            && name.split_whitespace().count() > 1
        {
            cast.full_name(name);
        }
    }
    let places: BTreeSet<&str> = sketches
        .iter()
        .filter_map(|it| match &it.kind {
            SketchKind::Lone { name, place: true } => Some(name.as_str()),
            _ => None,
        })
        .collect();
    // "The trawler Aldis", "the Aldis": no person is called so.
    let things: BTreeSet<&str> = sketches
        .iter()
        .filter_map(|it| match &it.kind {
            SketchKind::Lone { name, .. } if is_thing(document, it.words.start) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let places: BTreeSet<&str> = places.union(&things).copied().collect();
    for sketch in &sketches {
        cast.take_named(document, sketch, &places);
    }
    for sketch in &sketches {
        if let SketchKind::Role { role, holder: Some(holder) } = &sketch.kind {
            cast.take_holder(document, sketch, role, holder);
        }
    }
    cast.learn_leaders(document);
    for sketch in &sketches {
        if let SketchKind::Role { role, holder: None } = &sketch.kind {
            cast.take_role(document, sketch, role);
        }
    }
    cast.mentions.sort_by_key(|mention| (mention.words.start, mention.words.end, mention.actor));
    cast.mentions.dedup_by(|a, b| a.words == b.words && a.actor == b.actor);
    describe::learn(document, &mut cast);
    cast
}

impl Cast {
    /// The actor with a number.
    pub(crate) fn entity(&self, actor: usize) -> &Entity {
        &self.people[actor]
    }

    /// The mentions that lie in a range of words, in order.
    pub(crate) fn mentions_in(&self, words: &Range<usize>) -> impl Iterator<Item = &CastMention> {
        let words = words.clone();
        let first = self.mentions.partition_point(|it| it.words.start < words.start);
        self.mentions[first..]
            .iter()
            .take_while(move |it| it.words.start < words.end)
            .filter(move |it| it.words.end <= words.end)
    }

    /// The mentions that hold a word, in order.
    pub(crate) fn mentions_at(&self, word: usize) -> impl Iterator<Item = &CastMention> {
        // No name or description is longer than this many words.
        let near = self.mentions.partition_point(|it| it.words.start + 24 <= word);
        self.mentions[near..]
            .iter()
            .take_while(move |it| it.words.start <= word)
            .filter(move |it| it.words.contains(&word))
    }

    /// Keeps a mention in its place on the page.
    fn note(&mut self, words: Range<usize>, actor: usize, form: MentionForm, oblique: bool) {
        if self.places.len() <= actor {
            self.places.resize(actor + 1, Vec::new());
        }
        let place = self.places[actor].partition_point(|at| *at < words.start);
        self.places[actor].insert(place, words.start);
        let at = self.mentions.partition_point(|it| it.words.start <= words.start);
        self.mentions.insert(at, CastMention { words, actor, form, oblique });
    }

    /// The first word of the actor's last mention before a word.
    fn last_before(&self, actor: usize, word: usize) -> Option<usize> {
        let places = self.places.get(actor)?;
        places[..places.partition_point(|at| *at < word)].last().copied()
    }

    /// Notes that a pronoun speaks of an actor.
    pub(crate) fn add_pronoun(&mut self, words: Range<usize>, actor: usize) {
        self.note(words, actor, MentionForm::Pronoun, false);
    }

    /// Notes that a description speaks of an actor.
    pub(crate) fn add_role(&mut self, words: Range<usize>, actor: usize) {
        if !self.mentions_in(&words).any(|it| it.words == words && it.actor == actor) {
            self.note(words, actor, MentionForm::Role, false);
        }
    }

    /// Keeps a description of an actor.
    pub(crate) fn describe(&mut self, actor: usize, description: Description) {
        let entity = &mut self.people[actor];
        let said = persons::noun_is_she(&description.head);
        entity.she = entity.she.or(said);
        if !entity.descriptions.contains(&description) {
            entity.descriptions.push(description);
        }
    }

    /// What the page says of an actor in other words than its name.
    pub(crate) fn descriptions(&self, actor: usize) -> &[Description] {
        &self.people[actor].descriptions
    }

    /// Keeps the country that a person is of, if none is known.
    pub(super) fn tell_country(&mut self, actor: usize, country: String) {
        self.people[actor].country.get_or_insert(country);
    }

    /// Makes an actor a person: the page says so.
    pub(super) fn make_person(&mut self, actor: usize) {
        self.people[actor].kind = ActorType::Person;
    }

    /// Gives people whose pronoun the page does not tell that of their given names.
    pub(super) fn tell_pronouns(&mut self) {
        for entity in self.people.iter_mut().filter(|it| it.kind == ActorType::Person) {
            entity.she = entity.is_she();
        }
    }

    /// Keeps that an actor has been called "he" or "she".
    pub(crate) fn tell_pronoun(&mut self, actor: usize, she: bool) {
        self.people[actor].she.get_or_insert(she);
    }

    /// The actors that are persons with a name.
    pub(crate) fn named_people(&self) -> impl Iterator<Item = usize> {
        (0..self.people.len()).filter(|actor| self.is_named_person(*actor))
    }

    /// Whether an actor is a person with a name.
    pub(crate) fn is_named_person(&self, actor: usize) -> bool {
        let entity = &self.people[actor];
        entity.kind == ActorType::Person
            && (!entity.names.is_empty()
                // A leader's name from the table; a description has a word without a capital.
                || entity.given.as_deref().is_some_and(|given| {
                    given.contains(' ') && given.split(' ').all(|it| it.starts_with(char::is_uppercase))
                }))
    }

    /// The places where an actor is spoken of, by first word.
    pub(crate) fn places(&self, actor: usize) -> &[usize] {
        self.places.get(actor).map_or(&[], Vec::as_slice)
    }

    /// Whether an actor can be "he" or "she".
    pub(crate) fn fits_pronoun(&self, actor: usize, pronoun: &str) -> bool {
        let entity = &self.people[actor];
        match pronoun {
            "he" => entity.kind == ActorType::Person && entity.she != Some(true),
            "she" => entity.kind == ActorType::Person && entity.she != Some(false),
            "it" => {
                matches!(entity.kind, ActorType::Organization | ActorType::Government | ActorType::Country)
            }
            "they" => !matches!(entity.kind, ActorType::Place),
            _ => false,
        }
    }

    /// The actor that a noun phrase means; a source without a name becomes an actor of its own.
    pub(crate) fn actor_of(&mut self, document: &Document<'_>, phrase: &Phrase) -> Option<usize> {
        let head = phrase.head();
        let lower = document.words.get(head)?.lower.clone();
        let named = self.mentions_at(head).max_by_key(|it| (it.words.len(), !it.oblique)).cloned();
        let spokes = matches!(lower.as_str(), "spokesperson" | "spokesman" | "spokeswoman");
        if let Some(mention) =
            named.filter(|mention| !mention.oblique || mention.words.end == phrase.core.end)
            && !(spokes && self.people[mention.actor].kind != ActorType::Person)
        {
            return Some(mention.actor);
        }
        // "the envoy, Ada Holm," names the envoy.
        let apposed = self
            .mentions_in(&(phrase.core.end..phrase.words.end))
            .find(|it| it.form == MentionForm::Name && self.people[it.actor].kind == ActorType::Person)
            // "A friend of Ada Holm" is not her.
            .filter(|it| {
                let gap = phrase.core.end..it.words.start;
                let last = |fits: &dyn Fn(usize) -> bool| gap.clone().rev().find(|at| fits(*at));
                let preposition = last(&|at| matches!(document.words[at].tag, Tag::In | Tag::To));
                preposition <= last(&|at| document.words[at].tag == Tag::Comma)
            })
            .map(|it| it.actor);
        if apposed.is_some() {
            return apposed;
        }
        if spokes {
            let body = self
                .mentions_in(&phrase.words)
                .filter(|it| {
                    it.form == MentionForm::Name
                        && matches!(
                            self.people[it.actor].kind,
                            ActorType::Organization | ActorType::Government
                        )
                })
                .map(|it| it.actor)
                .last();
            if body.is_some() {
                return body;
            }
        }
        let several = document.words[head].tag == Tag::Nns;
        let before = head
            .checked_sub(1)
            .filter(|at| phrase.core.contains(at))
            .map(|at| document.words[at].lower.as_str());
        let person = persons::is_person(&lower) && !several && !persons::is_guard(before, &lower);
        let (kind, words) = if person || lexicon::list("unnamed").contains(lower.as_str()) {
            (ActorType::Unnamed, &phrase.words)
        } else if lexicon::list("groups").contains(lower.as_str()) || several {
            (ActorType::Group, &phrase.core)
        } else if persons::is_body(&lower) {
            (ActorType::Organization, &phrase.core)
        } else {
            (ActorType::Unnamed, &phrase.words)
        };
        let mut name = written(document, words);
        for article in ["the ", "The ", "a ", "A ", "an ", "An "] {
            name = name.strip_prefix(article).map_or(name.clone(), str::to_string);
        }
        if name.is_empty() {
            return None;
        }
        let known = self
            .people
            .iter()
            .position(|it| it.kind == kind && it.given.as_deref().is_some_and(|given| equal(given, &name)));
        let actor = known.unwrap_or_else(|| {
            let mut entity = Entity::new(kind);
            entity.given = Some(name.clone());
            self.people.push(entity);
            self.people.len() - 1
        });
        self.note(words.clone(), actor, MentionForm::Role, false);
        Some(actor)
    }

    /// A person under a name, at some words; made if the page has none yet.
    pub(crate) fn person(&mut self, words: Range<usize>, name: &str) -> usize {
        let known = self.people.iter().position(|entity| {
            entity.kind == ActorType::Person && entity.names.keys().any(|other| equal(other, name))
        });
        let actor = known.unwrap_or_else(|| {
            let mut entity = Entity::new(ActorType::Person);
            entity.names.insert(name.to_string(), 1);
            self.people.push(entity);
            self.people.len() - 1
        });
        self.note(words, actor, MentionForm::Name, false);
        actor
    }

    /// The country actor with a name; made if the page has not named it yet.
    pub(crate) fn country(&mut self, name: &str) -> usize {
        let known = self
            .people
            .iter()
            .position(|it| it.kind == ActorType::Country && it.given.as_deref() == Some(name));
        known.unwrap_or_else(|| {
            let mut entity = Entity::new(ActorType::Country);
            entity.given = Some(name.to_string());
            entity.country = Some(name.to_string());
            entity.wikidata =
                gazetteer::by_name(name).map(|it| it.wikidata.to_string()).filter(|it| !it.is_empty());
            self.people.push(entity);
            self.people.len() - 1
        })
    }

    fn full_name(&mut self, name: &str) -> usize {
        let found = self.people.iter().position(|entity| {
            entity.kind == ActorType::Person && entity.names.keys().any(|other| same_person(other, name))
        });
        let actor = found.unwrap_or_else(|| {
            self.people.push(Entity::new(ActorType::Person));
            self.people.len() - 1
        });
        self.people[actor].names.entry(name.to_string()).or_insert(0);
        actor
    }

    /// The person that a surname, or after a title a given name, speaks of.
    fn by_surname(
        &self,
        name: &str,
        item_words: &Range<usize>,
        at: usize,
        titled: bool,
        she: Option<bool>,
    ) -> Option<usize> {
        let last = name.split_whitespace().last()?;
        let fits = |entity: &Entity, exact: bool| {
            entity.kind == ActorType::Person
                && she.zip(entity.is_she()).is_none_or(|(wanted, known)| wanted == known)
                && entity.names.keys().any(|full| {
                    let surname = full.split_whitespace().last().unwrap_or_default();
                    let given = full.split_whitespace().next().unwrap_or_default();
                    equal(surname, last)
                        || titled
                            && equal(given, last)
                            && (entity.is_she().is_some()
                                || !entity.roles.is_empty()
                                || persons::is_given(given))
                        || !exact && same_surname(surname, last)
                })
        };
        [true, false].into_iter().find_map(|exact| {
            let people: Vec<usize> =
                (0..self.people.len()).filter(|actor| fits(&self.people[*actor], exact)).collect();
            match people.as_slice() {
                [] => None,
                [only] => Some(*only),
                // Two people share the surname: the one spoken of last, in this item before any other.
                several => several
                    .iter()
                    .filter_map(|actor| Some((self.last_before(*actor, at)?, *actor)))
                    .max_by_key(|(last, _)| (item_words.contains(last), *last))
                    .map(|(_, actor)| actor)
                    .or(several.first().copied()),
            }
        })
    }

    fn take_named(&mut self, document: &Document<'_>, sketch: &Sketch, places: &BTreeSet<&str>) {
        let item_words = item_words(document, sketch.words.start);
        // Of a single name in a headline only one that does or says something there is anybody, not a possessor.
        let single = document.sentence_of(sketch.words.start).heading && sketch.words.len() == 1;
        let person = matches!(sketch.kind, SketchKind::Person { .. } | SketchKind::Lone { .. });
        if single && person && document.words[sketch.words.end].tag == Tag::Pos {
            return;
        }
        let (actor, oblique) = match &sketch.kind {
            SketchKind::Person { name, role, titled, she } => {
                let actor = if name.split_whitespace().count() > 1 {
                    self.full_name(name)
                } else {
                    self.by_surname(name, &item_words, sketch.words.start, *titled, *she).unwrap_or_else(
                        || {
                            self.people.push(Entity::new(ActorType::Person));
                            self.people.len() - 1
                        },
                    )
                };
                let entity = &mut self.people[actor];
                *entity.names.entry(name.clone()).or_insert(0) += 1;
                entity.she = entity.she.or(*she);
                if let Some(role) = role {
                    if entity.country.is_none() {
                        entity.country.clone_from(&role.of);
                    }
                    if !role.class.is_empty() && !entity.roles.contains(role) {
                        entity.roles.push(role.clone());
                    }
                }
                (actor, false)
            }
            SketchKind::Country { name, form } => (self.country(name), *form != CountryForm::Name),
            SketchKind::Body { name, kind, country } => {
                // "RISTAD: …", "KESTROV: I WILL SLEEP": a surname in capitals.
                let shouted =
                    !name.contains(' ') && !lexicon::list("whole").contains(name.to_lowercase().as_str());
                let person = shouted
                    .then(|| self.by_surname(name, &item_words, sketch.words.start, false, None))
                    .flatten();
                let actor = person.unwrap_or_else(|| self.body(name, *kind));
                if person.is_none() && self.people[actor].country.is_none() {
                    self.people[actor].country.clone_from(country);
                }
                (actor, false)
            }
            SketchKind::Lone { name, place } => {
                let at = sketch.words.start;
                // "Erik said" of a page that names Erik Tandberg.
                let known = self
                    .by_surname(name, &item_words, at, false, None)
                    .or_else(|| self.by_surname(name, &item_words, at, true, None).filter(|_| !*place));
                if known.is_none() && document.sentence_of(at).heading {
                    return;
                }
                let actor = known.unwrap_or_else(|| {
                    let of = at > 0 && document.is(at - 1, &["of", "to", "from", "for"]);
                    let other = *place || places.contains(name.as_str());
                    if !other
                        && !of
                        && persons::is_given(name)
                        && !persons::is_person(&name.to_lowercase())
                        && gazetteer::country(name).is_none()
                    {
                        self.people.push(Entity::new(ActorType::Person));
                        return self.people.len() - 1;
                    }
                    let kind = if *place { ActorType::Place } else { ActorType::Organization };
                    self.body(name, kind)
                });
                // "KESTROV" of a page that says "Kestrov" adds no name of its own.
                let entity = &mut self.people[actor];
                if known.is_none() || name.chars().any(char::is_lowercase) {
                    *entity.names.entry(name.clone()).or_insert(0) += 1;
                }
                (actor, false)
            }
            SketchKind::Role { .. } => return,
        };
        self.note(sketch.words.clone(), actor, MentionForm::Name, oblique);
    }

    fn body(&mut self, name: &str, kind: ActorType) -> usize {
        let known = self.people.iter().position(|entity| {
            entity.kind != ActorType::Person
                && entity.names.keys().any(|other| equal(bare(other), bare(name)))
        });
        let actor = known.unwrap_or_else(|| {
            self.people.push(Entity::new(kind));
            self.people.len() - 1
        });
        *self.people[actor].names.entry(name.to_string()).or_insert(0) += 1;
        actor
    }

    /// Gives the heads of state and government of the countries on the page their offices and full names.
    fn learn_leaders(&mut self, document: &Document<'_>) {
        let Some(day) = a_day(document) else { return };
        let countries: Vec<String> = self
            .people
            .iter()
            .filter(|it| it.kind == ActorType::Country)
            .filter_map(|it| it.given.clone())
            .collect();
        let leaders: Vec<_> = gazetteer::leaders_on(day)
            .map(|leader| {
                let given = leader.name.split_whitespace().next().unwrap_or_default();
                let surname = leader.name.split_whitespace().last().unwrap_or_default();
                let related = countries.iter().any(|it| it == leader.country);
                let role = Role {
                    class: if leader.of_state { "head of state" } else { "head of government" },
                    of: Some(leader.country.to_string()),
                };
                (leader, given, surname, related, role)
            })
            .collect();
        let could_be = |it: &&mut Entity| matches!(it.kind, ActorType::Person | ActorType::Organization);
        for entity in self.people.iter_mut().filter(could_be) {
            let names: Vec<(String, Option<String>)> = entity
                .names
                .keys()
                .filter_map(|name| {
                    let mut words = name.split_whitespace();
                    Some((words.next()?.to_string(), words.last().map(str::to_string)))
                })
                .collect();
            let lone = entity.names.keys().all(|name| !name.contains(' '));
            for (leader, given, surname, related, role) in &leaders {
                if entity.given.is_some() {
                    break;
                }
                let matches = names.iter().any(|(first, last)| match last {
                    None => *related && equal(first, surname),
                    Some(last) => {
                        initial(first) == initial(given)
                            && (*related || equal(first, given))
                            && same_surname(last, surname)
                    }
                });
                if matches {
                    if lone {
                        entity.given = Some(format!("{given} {surname}"));
                    }
                    entity.kind = ActorType::Person;
                    entity.country.get_or_insert_with(|| leader.country.to_string());
                    if !entity.roles.contains(role) {
                        entity.roles.push(role.clone());
                    }
                }
            }
        }
    }

    fn take_holder(&mut self, document: &Document<'_>, sketch: &Sketch, role: &Role, holder: &str) {
        let item_words = item_words(document, sketch.words.start);
        let Some(actor) = self.by_surname(holder, &item_words, sketch.words.start, false, None) else {
            return;
        };
        let entity = &mut self.people[actor];
        if !entity.roles.contains(role) {
            entity.roles.push(role.clone());
        }
        if entity.country.is_none() {
            entity.country.clone_from(&role.of);
        }
        self.note(sketch.words.clone(), actor, MentionForm::Role, false);
    }

    fn take_role(&mut self, document: &Document<'_>, sketch: &Sketch, role: &Role) {
        let item_words = item_words(document, sketch.words.start);
        let at = sketch.words.start;
        let recency = |cast: &Self, actor: usize| {
            let places = cast.places.get(actor)?;
            let before = cast.last_before(actor, at);
            let after = places.get(places.partition_point(|it| *it < at)).copied();
            before
                .into_iter()
                .chain(after)
                .map(|it| {
                    let inside = item_words.contains(&it);
                    (inside && it < at, inside, std::cmp::Reverse(it.abs_diff(at)))
                })
                .max()
        };
        let best = (0..self.people.len())
            .filter(|actor| self.people[*actor].kind == ActorType::Person)
            .filter_map(|actor| {
                let entity = &self.people[actor];
                // An office that the page gives to nobody's country is as good as any, if its holder has no other country.
                let loose = entity.country.is_none()
                    && entity.roles.iter().any(|held| held.of.is_none() && held.class == role.class);
                let fit =
                    entity.roles.iter().map(|held| fit(role, held)).max().unwrap_or(0).max(u32::from(loose));
                (fit > 0).then(|| (fit, recency(self, actor), actor))
            })
            .filter(|(_, recency, _)| role.of.is_some() || recency.is_some_and(|it| it.0))
            .max_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(b.2.cmp(&a.2)));
        let actor = best.map(|(_, _, actor)| actor).or_else(|| self.leader_of_day(document, role));
        if let Some(actor) = actor {
            self.note(sketch.words.clone(), actor, MentionForm::Role, false);
        } else if role.of.is_some() && role.class != "spokesperson" {
            // An office of a country that nobody on the page is known to hold: an actor under that description.
            let mut name = written(document, &sketch.words);
            for article in ["the ", "The ", "a ", "A "] {
                name = name.strip_prefix(article).map_or(name.clone(), str::to_string);
            }
            if name.is_empty() {
                return;
            }
            let known = self.people.iter().position(|it| it.roles.contains(role));
            let actor = known.unwrap_or_else(|| {
                let mut entity = Entity::new(ActorType::Unnamed);
                entity.given = Some(name);
                entity.roles.push(role.clone());
                entity.country.clone_from(&role.of);
                self.people.push(entity);
                self.people.len() - 1
            });
            self.note(sketch.words.clone(), actor, MentionForm::Role, false);
        }
    }

    /// The head of state or government that the table gives for a description, as an actor.
    fn leader_of_day(&mut self, document: &Document<'_>, role: &Role) -> Option<usize> {
        let (day, country) = (a_day(document)?, role.of.as_deref()?);
        let of_state = match role.class {
            "head of state" | "leader" => true,
            "head of government" => false,
            _ => return None,
        };
        let leader = gazetteer::leaders_on(day)
            .filter(|it| it.country == country && it.of_state == of_state)
            .last()?;
        let surname = leader.name.split_whitespace().last()?;
        let name = format!("{} {surname}", leader.name.split_whitespace().next()?);
        let known =
            self.people.iter().position(|it| it.kind == ActorType::Person && same_person(&it.name(), &name));
        Some(known.unwrap_or_else(|| {
            let mut entity = Entity::new(ActorType::Person);
            entity.given = Some(name);
            entity.country = Some(country.to_string());
            entity.roles.push(role.clone());
            self.people.push(entity);
            self.people.len() - 1
        }))
    }

    /// The actors and mentions of the reading; the statements and events get the actors' ids.
    pub(crate) fn into_parts(
        mut self,
        document: &Document<'_>,
        statements: &mut [FoundStatement],
        events: &mut [FoundEvent],
    ) -> (Vec<Actor>, Vec<Mention>) {
        self.mentions.sort_by_key(|mention| (mention.words.start, mention.words.end, mention.actor));
        let mut order: Vec<usize> = Vec::new();
        let mut numbers: Vec<Option<usize>> = vec![None; self.people.len()];
        let spoken = statements
            .iter()
            .filter_map(|it| it.speaker)
            .chain(events.iter().flat_map(|it| it.actors.iter().copied()));
        for actor in self.mentions.iter().map(|it| it.actor).chain(spoken) {
            if let Some(number @ None) = numbers.get_mut(actor) {
                order.push(actor);
                *number = Some(order.len());
            }
        }
        let id = |actor: usize| numbers.get(actor).copied().flatten().map(|number| format!("a{number}"));
        for found in statements.iter_mut() {
            found.statement.speaker = found.speaker.and_then(id);
        }
        for found in events.iter_mut() {
            found.event.participants = found.actors.iter().copied().filter_map(id).collect();
        }
        let actors = order
            .iter()
            .enumerate()
            .map(|(number, actor)| {
                let entity = &self.people[*actor];
                let mut aliases: Vec<String> = entity.names.keys().cloned().collect();
                if aliases.is_empty() {
                    aliases.extend(entity.given.clone());
                }
                let mut roles: Vec<String> = entity
                    .roles
                    .iter()
                    .filter(|role| !role.class.is_empty())
                    // "President Holm" says less than "President Holm of Norland".
                    .filter(|role| {
                        role.of.is_some()
                            || !entity.roles.iter().any(|it| it.class == role.class && it.of.is_some())
                    })
                    .map(|role| {
                        role.of
                            .as_ref()
                            .map_or_else(|| role.class.to_string(), |of| format!("{} of {of}", role.class))
                    })
                    .collect();
                roles.sort();
                roles.dedup();
                Actor {
                    id: format!("a{}", number + 1),
                    name: entity.name(),
                    kind: entity.kind,
                    wikidata: entity.wikidata.clone(),
                    aliases,
                    roles,
                }
            })
            .collect();
        let mentions = self
            .mentions
            .iter()
            .filter_map(|it| {
                Some(Mention { actor: id(it.actor)?, span: document.span_of(&it.words)?, form: it.form })
            })
            .collect::<Vec<_>>();
        (actors, distinct(mentions))
    }
}

/// Whether an article, or a noun for a thing, stands right before a name.
fn is_thing(document: &Document<'_>, at: usize) -> bool {
    let Some(word) = at.checked_sub(1).and_then(|before| document.words.get(before)) else { return false };
    let common = matches!(word.tag, Tag::Nn | Tag::Nns)
        && !document.text(word.span).starts_with(char::is_uppercase)
        && !persons::is_person(&word.lower)
        && word.sentence == document.words[at].sentence;
    common || word.lower == "the"
}

/// Mentions without those that say the same twice.
fn distinct(mut mentions: Vec<Mention>) -> Vec<Mention> {
    let key = |it: &Mention| -> (Span, String) { (it.span, it.actor.clone()) };
    mentions.sort_by_key(key);
    mentions.dedup_by_key(|it| key(it));
    mentions
}

/// The words of the item that a word stands in.
fn item_words(document: &Document<'_>, word: usize) -> Range<usize> {
    document.item_words(document.sentence_of(word).item)
}

/// A day on which the page was current, by any of its items.
fn a_day(document: &Document<'_>) -> Option<Date> {
    document.page.items.iter().filter_map(|item| item.published.latest).max()
}

/// A body's name without its article.
fn bare(name: &str) -> &str {
    match name.get(..4) {
        Some(article) if article.eq_ignore_ascii_case("the ") => bare(&name[4..]),
        _ => name,
    }
}

/// Whether two full names can be one person: surnames alike, given names alike or one an initial of the other.
fn same_person(left: &str, right: &str) -> bool {
    let split = |name: &str| -> Option<(String, String)> {
        let words: Vec<&str> = name.split_whitespace().collect();
        Some((fold(words.first()?), fold(words.last()?)))
    };
    let (Some((given, surname)), Some((other_given, other_surname))) = (split(left), split(right)) else {
        return false;
    };
    if !same_surname(&surname, &other_surname) {
        return false;
    }
    let initial = |short: &str, long: &str| {
        short.trim_end_matches('.').chars().count() == 1 && long.starts_with(short.trim_end_matches('.'))
    };
    given == other_given
        || same_surname(&given, &other_given)
        || initial(&given, &other_given)
        || initial(&other_given, &given)
}
