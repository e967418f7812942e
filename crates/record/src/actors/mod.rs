//! Actors of single pages, merged over pages and spellings.
//!
//! A merge needs a reason that a reader can check, and the reason is kept. Two different people with one surname stay
//! two; a source that a page does not name is never taken for a source of another page; a person is never an
//! organization. What people have decided comes before every rule.

mod names;
mod offices;

use crate::blocks::{Blocks, Sets};
use crate::pile::{Pile, days_apart};
use crate::places::Places;
use crate::relations::{ActorMember, Alias, Decision, RecordActor};
use crate::words::{Vocabulary, data_lines, fold};
use jiff::civil::Date;
pub(crate) use names::transliterated;
use names::{Likeness, NameRules, PersonName, misspelt};
use offices::Offices;
use onrecord_text::{Actor, ActorType, stable_id};
use std::collections::{BTreeMap, BTreeSet};

/// The actors of the record, and which actor of which page each of them is.
pub(crate) struct Cast {
    pub(crate) actors: Vec<RecordActor>,
    /// The country that an actor is, governs or speaks for, where the pages say so.
    pub(crate) countries: Vec<Option<String>>,
    pub(crate) places: Places,
    by_member: BTreeMap<(usize, String), usize>,
}

impl Cast {
    /// The record's actor for an actor of a page, by the page's place in the pile.
    pub(crate) fn of(&self, page: usize, actor: &str) -> Option<usize> {
        self.by_member.get(&(page, actor.to_owned())).copied()
    }

    /// Whether it is a person.
    pub(crate) fn is_person(&self, actor: usize) -> bool {
        self.actors[actor].kind == ActorType::Person
    }
}

/// Kinds that can be one actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Person,
    Organization,
    Place,
    Group,
    Unnamed,
}

fn family(kind: ActorType) -> Family {
    match kind {
        ActorType::Person => Family::Person,
        ActorType::Organization => Family::Organization,
        ActorType::Government | ActorType::Country | ActorType::Place => Family::Place,
        ActorType::Group => Family::Group,
        ActorType::Unnamed => Family::Unnamed,
    }
}

/// An actor of a page.
struct Node<'a> {
    family: Family,
    page: usize,
    /// The newest version of the page.
    source: usize,
    version: usize,
    actor: &'a Actor,
    mentions: usize,
}

/// What holds of a cluster of nodes.
#[derive(Clone)]
struct Facts {
    family: Family,
    wikidata: BTreeSet<String>,
    /// Folded names and aliases.
    names: BTreeSet<String>,
    /// Full names of a person.
    full: BTreeSet<PersonName>,
    /// Surnames that stand alone, as spelt and as they count.
    single: BTreeSet<PersonName>,
    /// Office and country, as far as the roles tell.
    offices: BTreeSet<(String, String)>,
    /// Words of the roles.
    role_words: BTreeSet<String>,
    pages: BTreeSet<usize>,
    first: Option<Date>,
    last: Option<Date>,
}

/// The actors of the pile, merged.
pub(crate) fn merge(pile: &Pile<'_>, decisions: &[Decision], vocabulary: &Vocabulary) -> Cast {
    let nodes = nodes(pile);
    let countries = nodes
        .iter()
        .filter(|node| matches!(node.actor.kind, ActorType::Country | ActorType::Government))
        .map(|node| node.actor.name.as_str());
    let places = Places::new(countries);
    let nodes = with_families(nodes, &places);
    let mut merger = Merger::new(pile, nodes, decisions, &places, vocabulary);
    merger.join_same_names(&places);
    merger.apply_decisions();
    merger.join_people();
    merger.join_surnames();
    merger.join_offices();
    let (actors, by_member) = merger.finish(pile);
    let countries = actors.iter().map(|actor| country_of(actor, &places)).collect();
    Cast { actors, countries, places, by_member }
}

fn nodes<'a>(pile: &Pile<'a>) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    for (page, facts) in pile.pages.iter().enumerate() {
        let mut mentions: BTreeMap<&str, usize> = BTreeMap::new();
        for mention in &facts.reading.mentions {
            *mentions.entry(&mention.actor).or_default() += 1;
        }
        for actor in &facts.reading.actors {
            let mentions = mentions.get(actor.id.as_str()).copied().unwrap_or(0);
            let (source, version) = (facts.source, facts.version);
            nodes.push(Node { family: family(actor.kind), page, source, version, actor, mentions });
        }
    }
    nodes
}

/// One page may take for a body what another knows for a town or a country: the name decides.
fn with_families<'a>(mut nodes: Vec<Node<'a>>, places: &Places) -> Vec<Node<'a>> {
    let known: BTreeSet<String> = nodes
        .iter()
        .filter(|node| node.family == Family::Place)
        .flat_map(|node| [fold(&node.actor.name), places.canonical(&fold(&node.actor.name))])
        .collect();
    for node in &mut nodes {
        let place = node.family == Family::Organization
            && node.actor.wikidata.is_none()
            && (known.contains(&fold(&node.actor.name)) || places.is_country_name(&node.actor.name));
        if place {
            node.family = Family::Place;
        }
    }
    nodes
}

fn country_of(actor: &RecordActor, places: &Places) -> Option<String> {
    match actor.kind {
        ActorType::Country | ActorType::Government => places
            .country(&actor.name)
            .or_else(|| places.country_in(&actor.name))
            .or_else(|| Some(fold(&actor.name))),
        ActorType::Place | ActorType::Unnamed => places.country_in(&actor.name),
        ActorType::Organization | ActorType::Group => places
            .country_in(&actor.name)
            .or_else(|| actor.aliases.iter().find_map(|alias| places.country_in(&alias.name))),
        ActorType::Person => actor
            .roles
            .iter()
            .find_map(|role| places.country_in(role))
            .or_else(|| actor.aliases.iter().find_map(|alias| places.country_in(&alias.name))),
    }
}

struct Merger<'a> {
    nodes: Vec<Node<'a>>,
    sets: Sets,
    facts: Vec<Facts>,
    rules: NameRules,
    /// Why a node counts as the actor that it was joined to.
    why: Vec<Option<String>>,
    same: Vec<Pair>,
    different: BTreeSet<Pair>,
}

impl<'a> Merger<'a> {
    fn new(
        pile: &Pile<'_>,
        nodes: Vec<Node<'a>>,
        decisions: &[Decision],
        places: &Places,
        vocabulary: &Vocabulary,
    ) -> Self {
        let rules = NameRules::new();
        let offices = Offices::new();
        let facts =
            nodes.iter().map(|node| facts(node, pile, &rules, &offices, places, vocabulary)).collect();
        let (same, different) = decided(decisions);
        let size = nodes.len();
        Self { nodes, sets: Sets::new(size), facts, rules, why: vec![None; size], same, different }
    }

    /// Joins two clusters for a reason, unless something known of them forbids it.
    fn join(&mut self, left: usize, right: usize, why: &str) -> bool {
        self.may_join(left, right) && self.force(left, right, why)
    }

    fn force(&mut self, left: usize, right: usize, why: &str) -> bool {
        let Some((keep, gone)) = self.sets.join(left, right) else { return false };
        for node in [left, right] {
            self.why[node].get_or_insert_with(|| why.to_owned());
        }
        let added = self.facts[gone].clone();
        let kept = &mut self.facts[keep];
        kept.wikidata.extend(added.wikidata);
        kept.names.extend(added.names);
        kept.full.extend(added.full);
        kept.single.extend(added.single);
        kept.offices.extend(added.offices);
        kept.role_words.extend(added.role_words);
        kept.pages.extend(added.pages);
        kept.first = [kept.first, added.first].into_iter().flatten().min();
        kept.last = [kept.last, added.last].into_iter().flatten().max();
        true
    }

    fn may_join(&mut self, left: usize, right: usize) -> bool {
        let (left, right) = (self.sets.find(left), self.sets.find(right));
        let (a, b) = (&self.facts[left], &self.facts[right]);
        let items_agree =
            a.wikidata.is_empty() || b.wikidata.is_empty() || !a.wikidata.is_disjoint(&b.wikidata);
        let same_item = !a.wikidata.is_disjoint(&b.wikidata);
        left != right
            && a.family == b.family
            && items_agree
            && !self.is_kept_apart(a, b)
            && (same_item
                || a.full
                    .iter()
                    .all(|one| b.full.iter().all(|other| self.likeness(one, other, a, b).is_some())))
    }

    fn likeness(&self, one: &PersonName, other: &PersonName, a: &Facts, b: &Facts) -> Option<Likeness> {
        self.rules.likeness(one, other).or_else(|| {
            let same_office = !a.offices.is_disjoint(&b.offices) && is_near(a, b);
            same_office.then(|| self.rules.likeness_in_office(one, other)).flatten()
        })
    }

    fn is_kept_apart(&self, a: &Facts, b: &Facts) -> bool {
        self.different.iter().any(|(one, other)| {
            (a.names.contains(one) && b.names.contains(other))
                || (a.names.contains(other) && b.names.contains(one))
        })
    }

    fn join_same_names(&mut self, places: &Places) {
        let mut by_item: BTreeMap<(Family, String), usize> = BTreeMap::new();
        let mut by_name: BTreeMap<(Family, String), Vec<usize>> = BTreeMap::new();
        for index in 0..self.nodes.len() {
            let actor = self.nodes[index].actor;
            let family = self.nodes[index].family;
            if family == Family::Unnamed {
                continue;
            }
            if let Some(item) = &actor.wikidata {
                let first = *by_item.entry((family, item.clone())).or_insert(index);
                self.join(first, index, "same Wikidata item");
            }
            for key in name_keys(actor, family, places, &self.rules) {
                let seen = by_name.entry((family, key)).or_default();
                if !seen.contains(&index) {
                    seen.push(index);
                }
            }
        }
        // Actors that a gazetteer knows come first, so that a name without an item joins the item.
        for nodes in by_name.values() {
            let mut order = nodes.clone();
            order.sort_by_key(|node| (self.nodes[*node].actor.wikidata.is_none(), *node));
            let mut roots: Vec<usize> = Vec::new();
            for node in order {
                let joined = roots.iter().any(|root| {
                    self.sets.find(*root) == self.sets.find(node) || self.join(*root, node, "same name")
                });
                if !joined && roots.len() < 8 {
                    roots.push(node);
                }
            }
        }
    }

    fn apply_decisions(&mut self) {
        for (name, other) in self.same.clone() {
            let (left, right) = (self.named(&name), self.named(&other));
            let all: Vec<usize> = left.iter().chain(&right).copied().collect();
            if left.is_empty() || right.is_empty() {
                continue;
            }
            for node in all.iter().skip(1) {
                let roots = (self.sets.find(all[0]), self.sets.find(*node));
                let apart = {
                    let (a, b) = (self.facts[roots.0].clone(), self.facts[roots.1].clone());
                    self.is_kept_apart(&a, &b)
                };
                if !apart {
                    self.force(all[0], *node, "decision");
                }
            }
        }
    }

    /// The nodes whose name is the one given, or, where there are none, those with such an alias.
    fn named(&self, folded: &str) -> Vec<usize> {
        let by = |test: &dyn Fn(&Actor) -> bool| -> Vec<usize> {
            (0..self.nodes.len())
                .filter(|node| {
                    self.nodes[*node].actor.kind != ActorType::Unnamed && test(self.nodes[*node].actor)
                })
                .collect()
        };
        let exact = by(&|actor| fold(&actor.name) == folded);
        if exact.is_empty() {
            by(&|actor| actor.aliases.iter().any(|alias| fold(alias) == folded))
        } else {
            exact
        }
    }

    /// Full names of persons over transliterations, initials and slips of the pen.
    fn join_people(&mut self) {
        let people = self.roots(Family::Person);
        let mut blocks = Blocks::new();
        for (row, root) in people.iter().enumerate() {
            for name in &self.facts[*root].full {
                blocks.put(format!("surname {}", name.surname_key), row);
                if let Some(given) = name.given.first() {
                    blocks.put(format!("given {given} {}", head(&name.surname_key, 1)), row);
                    blocks.put(format!("tail {given} {}", tail(&name.surname_key, 2)), row);
                }
            }
        }
        let mut links: Vec<(Likeness, usize, usize)> = Vec::new();
        for (left, right) in blocks.pairs(BLOCK_CAP) {
            let (left, right) = (people[left], people[right]);
            let (a, b) = (&self.facts[left], &self.facts[right]);
            let best = a.full.iter().flat_map(|one| b.full.iter().map(move |other| (one, other)));
            let best = best.filter_map(|(one, other)| self.likeness(one, other, a, b)).min();
            if let Some(likeness) = best
                && self.is_borne_out(likeness, a, b)
            {
                links.push((likeness, left, right));
            }
        }
        links.sort_unstable();
        for (likeness, left, right) in links {
            self.join(left, right, &likeness.why());
        }
    }

    /// Whether more than the letters speaks for a merge, where the letters alone do not carry it: a long surname,
    /// a shared role, or a spelling that one page has and many have otherwise.
    fn is_borne_out(&self, likeness: Likeness, a: &Facts, b: &Facts) -> bool {
        match likeness {
            Likeness::Same | Likeness::Transliteration | Likeness::Initial => true,
            Likeness::Spelling(_) => {
                let long =
                    |facts: &Facts| facts.full.iter().all(|name| name.surname_key.chars().count() >= 7);
                let (few, many) = (a.pages.len().min(b.pages.len()), a.pages.len().max(b.pages.len()));
                let shares_role = !a.role_words.is_disjoint(&b.role_words);
                let shares_office = !a.offices.is_disjoint(&b.offices);
                (long(a) && long(b)) || shares_role || shares_office || (few == 1 && many >= 4)
            }
        }
    }

    /// Surnames that stand alone on a page, to the only person of that name.
    fn join_surnames(&mut self) {
        let people = self.roots(Family::Person);
        let full: Vec<usize> =
            people.iter().copied().filter(|root| !self.facts[*root].full.is_empty()).collect();
        let mut by_surname: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut by_first: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for root in &full {
            for name in &self.facts[*root].full {
                by_surname.entry(name.surname_key.clone()).or_default().insert(*root);
                if let Some(first) = name.given.first() {
                    by_first.entry(first.clone()).or_default().insert(*root);
                }
            }
        }
        for root in &people {
            let own = self.facts[*root].clone();
            if !own.full.is_empty() {
                continue;
            }
            let Some(single) = own.single.iter().next() else { continue };
            let exact = by_surname.get(&single.surname_key).cloned().unwrap_or_default();
            let (candidates, why) = if !exact.is_empty() {
                (exact, "surname of one person only".to_owned())
            } else if let Some(first) =
                by_first.get(&single.surname_key).filter(|_| !self.rules.is_given(&single.surname))
            {
                (first.clone(), "first word of one person's name only".to_owned())
            } else {
                let near: BTreeMap<&String, usize> = by_surname
                    .keys()
                    .filter(|key| key.len() >= 7 && head(key, 1) == head(&single.surname_key, 1))
                    .filter_map(|key| misspelt(key, &single.surname_key).map(|letters| (key, letters)))
                    .collect();
                let all = near.keys().filter_map(|key| by_surname.get(*key)).flatten().copied().collect();
                (all, Likeness::Spelling(near.values().copied().min().unwrap_or(1)).why())
            };
            if let Some(person) = self.only(&candidates, &own) {
                self.join(person, *root, &why);
            }
        }
    }

    /// The only candidate, or the only one that shares a word of its role.
    fn only(&self, candidates: &BTreeSet<usize>, own: &Facts) -> Option<usize> {
        let one = |found: Vec<usize>| if let [only] = found[..] { Some(only) } else { None };
        one(candidates.iter().copied().collect()).or_else(|| {
            one(candidates
                .iter()
                .copied()
                .filter(|it| !self.facts[*it].role_words.is_disjoint(&own.role_words))
                .collect())
        })
    }

    /// A person known by office alone, to the only person with that office near in time.
    fn join_offices(&mut self) {
        let people = self.roots(Family::Person);
        let mut holders: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
        for root in people.iter().filter(|root| !self.facts[**root].full.is_empty()) {
            for office in &self.facts[*root].offices {
                holders.entry(office.clone()).or_default().insert(*root);
            }
        }
        for root in people {
            let own = self.facts[root].clone();
            if !own.full.is_empty() || !own.single.is_empty() {
                continue;
            }
            let near: BTreeSet<usize> = own
                .offices
                .iter()
                .filter_map(|office| holders.get(office))
                .flatten()
                .copied()
                .filter(|holder| is_near(&own, &self.facts[*holder]))
                .collect();
            if let Some(holder) = near.first().filter(|_| near.len() == 1) {
                self.join(*holder, root, "office and country");
            }
        }
    }

    fn roots(&mut self, wanted: Family) -> Vec<usize> {
        (0..self.nodes.len())
            .filter(|node| self.sets.find(*node) == *node && self.facts[*node].family == wanted)
            .collect()
    }

    fn finish(mut self, pile: &Pile<'_>) -> (Vec<RecordActor>, BTreeMap<(usize, String), usize>) {
        let mut built: Vec<(RecordActor, Vec<usize>)> =
            self.sets.groups().into_iter().map(|group| (self.record_actor(&group, pile), group)).collect();
        built.sort_by(|(left, _), (right, _)| {
            let key = |actor: &RecordActor| {
                (std::cmp::Reverse(actor.mentions), actor.name.clone(), actor.members.clone())
            };
            key(left).cmp(&key(right))
        });
        let mut taken = BTreeSet::new();
        let mut by_member = BTreeMap::new();
        for (index, (actor, group)) in built.iter_mut().enumerate() {
            let plain = stable_id("a", &[actor.kind.as_str(), &fold(&actor.name)]);
            // An unnamed source, and a second actor of one name, are told apart by where they first stand.
            let first = actor.members.first().map(|member| format!("{} {}", member.page, member.actor));
            actor.id = if actor.kind == ActorType::Unnamed || taken.contains(&plain) {
                stable_id("a", &[actor.kind.as_str(), &fold(&actor.name), &first.unwrap_or_default()])
            } else {
                plain
            };
            taken.insert(actor.id.clone());
            for node in group.iter() {
                let node = &self.nodes[*node];
                by_member.insert((node.page, node.actor.id.clone()), index);
            }
        }
        (built.into_iter().map(|(actor, _)| actor).collect(), by_member)
    }

    fn record_actor(&self, group: &[usize], pile: &Pile<'_>) -> RecordActor {
        let nodes = || group.iter().map(|node| &self.nodes[*node]);
        let wikidata = most(nodes().filter_map(|node| node.actor.wikidata.as_deref()));
        let known = wikidata.is_some();
        // A gazetteer's name is the one of the actors that carry its item.
        let names = nodes()
            .filter(|node| !known || node.actor.wikidata.is_some())
            .map(|node| node.actor.name.as_str());
        let full: Vec<&str> = names.clone().filter(|name| name.trim().contains(' ')).collect();
        // A title that slipped into a name is no part of it, where some page has the name without.
        let spelt = nodes().flat_map(|node| &node.actor.aliases).map(String::as_str);
        let titled = !full.is_empty() && !full.iter().any(|name| self.rules.is_bare(name));
        let bare: Vec<&str> = spelt
            .filter(|name| titled && !known && name.trim().contains(' ') && self.rules.is_bare(name))
            .collect();
        let full: Vec<&str> = if titled && !bare.is_empty() {
            bare
        } else {
            full.iter().copied().filter(|name| titled || self.rules.is_bare(name)).collect()
        };
        let person = nodes().next().is_some_and(|node| node.family == Family::Person);
        let name =
            if person && !full.is_empty() { most(full.into_iter()) } else { most(names) }.unwrap_or_default();
        let kind = nodes()
            .map(|node| node.actor.kind)
            .min_by_key(|kind| kind_rank(*kind))
            .unwrap_or(ActorType::Group);
        let mut roles: BTreeMap<String, String> = BTreeMap::new();
        for role in nodes().flat_map(|node| &node.actor.roles) {
            roles.entry(role.to_lowercase()).or_insert_with(|| role.clone());
        }
        let mut roles: Vec<String> = roles.into_values().collect();
        roles.sort();
        let members = nodes()
            .map(|node| ActorMember {
                page: pile.pages[node.page].id().to_owned(),
                actor: node.actor.id.clone(),
            })
            .collect();
        RecordActor {
            id: String::new(),
            aliases: self.aliases(group, &name, person),
            name,
            kind,
            wikidata,
            roles,
            members,
            mentions: self.mentions(group),
        }
    }

    /// How often the pages speak of an actor; of the versions of a page the newest that does counts.
    fn mentions(&self, group: &[usize]) -> usize {
        let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for node in group.iter().map(|node| &self.nodes[*node]) {
            let (version, mentions) = counts.entry(node.source).or_default();
            if node.version > *version {
                (*version, *mentions) = (node.version, 0);
            }
            if node.version == *version {
                *mentions += node.mentions;
            }
        }
        counts.into_values().map(|(_, mentions)| mentions).sum()
    }

    fn aliases(&self, group: &[usize], name: &str, person: bool) -> Vec<Alias> {
        let mut pages: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        let mut joined: BTreeMap<&str, &str> = BTreeMap::new();
        for index in group {
            let node = &self.nodes[*index];
            for alias in node.actor.aliases.iter().chain([&node.actor.name]) {
                // The fullest name of a page may be a gazetteer's; it is an alias only where a page spells it so.
                let spelt = node.actor.aliases.is_empty() || node.actor.aliases.contains(alias);
                if spelt {
                    pages.entry(alias).or_default().insert(node.source);
                }
            }
            if let Some(why) = &self.why[*index] {
                joined.entry(&node.actor.name).or_insert(why);
            }
        }
        let mut aliases: Vec<Alias> = pages
            .into_iter()
            .map(|(alias, pages)| Alias {
                name: alias.to_owned(),
                pages: pages.len(),
                why: self.alias_why(alias, name, joined.get(alias).copied(), person),
            })
            .collect();
        aliases.sort_by(|left, right| right.pages.cmp(&left.pages).then_with(|| left.name.cmp(&right.name)));
        aliases
    }

    fn alias_why(&self, alias: &str, name: &str, joined: Option<&str>, person: bool) -> String {
        if fold(alias) == fold(name) {
            return "same name".to_owned();
        }
        if joined == Some("decision") {
            return "decision".to_owned();
        }
        if !person {
            return joined.unwrap_or("named so on the page").to_owned();
        }
        if let (Some(one), Some(other)) = (self.rules.person(alias), self.rules.person(name)) {
            if let Some(likeness) = self.rules.likeness(&one, &other) {
                return likeness.why();
            }
            if one.given.is_empty() && one.surname_key == other.surname_key {
                let spelt = one.surname == other.surname;
                return if spelt { "surname" } else { "surname (transliteration)" }.to_owned();
            }
            if one.given.is_empty()
                && let Some(letters) = misspelt(&one.surname_key, &other.surname_key)
            {
                return format!("surname, {}", Likeness::Spelling(letters).why());
            }
        }
        joined.unwrap_or("named so on the page").to_owned()
    }
}

/// The most rows that a row is compared with in a block of names.
const BLOCK_CAP: usize = 60;

/// How far apart in days two pages may be for an office to mean the same holder.
const OFFICE_DAYS: i32 = 60;

fn is_near(left: &Facts, right: &Facts) -> bool {
    match (left.first, left.last, right.first, right.last) {
        (Some(first), Some(last), Some(from), Some(to)) => {
            (first <= to && from <= last) || days_apart(first, to).min(days_apart(from, last)) <= OFFICE_DAYS
        }
        _ => false,
    }
}

fn head(word: &str, letters: usize) -> String {
    word.chars().take(letters).collect()
}

fn tail(word: &str, letters: usize) -> String {
    let all: Vec<char> = word.chars().collect();
    all[all.len().saturating_sub(letters)..].iter().collect()
}

/// The value that occurs most; of two as frequent, the longer, then the first in the alphabet.
fn most<'b>(values: impl Iterator<Item = &'b str>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by(|(one, left), (other, right)| {
            left.cmp(right).then(one.len().cmp(&other.len())).then_with(|| other.cmp(one))
        })
        .map(|(value, _)| value.to_owned())
}

/// Of several kinds that pages give one actor, the one that says most.
fn kind_rank(kind: ActorType) -> usize {
    match kind {
        ActorType::Person | ActorType::Unnamed | ActorType::Group => 0,
        ActorType::Country => 1,
        ActorType::Government => 2,
        ActorType::Place => 3,
        ActorType::Organization => 4,
    }
}

/// Two folded names, the first in the alphabet first.
type Pair = (String, String);

/// The last decision on each pair of names, as pairs to join and pairs to keep apart.
fn decided(decisions: &[Decision]) -> (Vec<Pair>, BTreeSet<Pair>) {
    let mut last: BTreeMap<Pair, bool> = BTreeMap::new();
    for decision in decisions {
        let (name, other, same) = match decision {
            Decision::SameActor { name, other } => (name, other, true),
            Decision::DifferentActors { name, other } => (name, other, false),
            Decision::Reject { .. } => continue,
        };
        let (one, two) = (fold(name), fold(other));
        if one != two && !one.is_empty() && !two.is_empty() {
            last.insert((one.clone().min(two.clone()), one.max(two)), same);
        }
    }
    let same = last.iter().filter(|(_, same)| **same).map(|(pair, _)| pair.clone()).collect();
    let different = last.into_iter().filter(|(_, same)| !same).map(|(pair, _)| pair).collect();
    (same, different)
}

/// The keys under which an actor's names are the same as another's.
fn name_keys(actor: &Actor, family: Family, places: &Places, rules: &NameRules) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    match family {
        Family::Person => {
            for name in actor.aliases.iter().chain([&actor.name]) {
                if let Some(person) = rules.person(name).filter(|person| !person.given.is_empty()) {
                    keys.insert(format!("{} {}", person.given.join(" "), person.surname));
                }
            }
            if keys.is_empty() {
                keys.insert(fold(&actor.name));
            }
        }
        Family::Place => {
            let folded = places.canonical(&fold(&actor.name));
            let country = match actor.kind {
                ActorType::Country | ActorType::Government => places.country_in(&actor.name),
                _ if places.is_country_name(&actor.name) => places.country(&actor.name),
                _ => None,
            };
            // A place may be written as it sounds: Khalvik, Halvik.
            keys.insert(country.unwrap_or_else(|| transliterated(&folded)));
        }
        Family::Organization | Family::Group => {
            for name in actor.aliases.iter().chain([&actor.name]) {
                let is_name = *name == actor.name;
                let acronym = name.len() >= 3 && name.chars().all(|letter| letter.is_ascii_uppercase());
                if is_name || acronym || (family == Family::Organization && name.trim().contains(' ')) {
                    keys.insert(organization_key(name, places));
                }
            }
        }
        Family::Unnamed => {}
    }
    keys.retain(|key| !key.trim().is_empty());
    keys
}

/// A name of an organization without its small words, in any order, its country as a country: `Norlandic Foreign
/// Ministry` and `Ministry of Foreign Affairs of Norland` are one.
fn organization_key(name: &str, places: &Places) -> String {
    let mut words: BTreeSet<String> = BTreeSet::new();
    for word in crate::words::folded_words(name) {
        if matches!(word.as_str(), "the" | "of" | "for" | "and" | "affairs" | "s" | "in") {
            continue;
        }
        let word = match word.as_str() {
            "defense" => "defence".to_owned(),
            "centre" => "center".to_owned(),
            _ => places.country(&word).unwrap_or(word),
        };
        words.insert(word);
    }
    words.into_iter().collect::<Vec<_>>().join(" ")
}

fn facts(
    node: &Node<'_>,
    pile: &Pile<'_>,
    rules: &NameRules,
    offices: &Offices,
    places: &Places,
    vocabulary: &Vocabulary,
) -> Facts {
    let actor = node.actor;
    let family = node.family;
    let names: BTreeSet<String> = actor.aliases.iter().chain([&actor.name]).map(|name| fold(name)).collect();
    let mut full = BTreeSet::new();
    let mut single = BTreeSet::new();
    let mut held = BTreeSet::new();
    if family == Family::Person {
        for person in actor.aliases.iter().chain([&actor.name]).filter_map(|name| rules.person(name)) {
            let bare = format!("{} {}", person.given.join(" "), person.surname);
            // "Foreign Minister of Norland" leaves a country, which is nobody's name.
            if places.country(bare.trim()).is_none() {
                if person.given.is_empty() {
                    single.insert(person)
                } else {
                    full.insert(person)
                };
            }
        }
        // Words that the page gives as a role are no name, even where they came as one.
        let phrases = actor.roles.iter().chain([&actor.name]).chain(&actor.aliases);
        held = phrases.flat_map(|role| offices.held(role, places)).collect();
    }
    let role_words = actor
        .roles
        .iter()
        .flat_map(|role| crate::words::folded_words(role))
        .filter(|word| vocabulary.is_content(word))
        .collect();
    let published = &pile.pages[node.page].published;
    Facts {
        family,
        wikidata: actor.wikidata.iter().cloned().collect(),
        names,
        full,
        single,
        offices: held,
        role_words,
        pages: BTreeSet::from([node.source]),
        first: published.earliest,
        last: published.latest,
    }
}

/// Lines of a data file as pairs of a key and the phrases after the colon, with spaces for hyphens.
fn keyed_phrases(text: &'static str) -> impl Iterator<Item = (&'static str, Vec<String>)> {
    data_lines(text).filter_map(|line| line.split_once(':')).map(|(key, phrases)| {
        (key.trim(), phrases.split_whitespace().map(|phrase| phrase.replace('-', " ")).collect())
    })
}
