//! What became of each statement and event from one version of a page to the next.

use super::{StatementPart, alike, events, sentences, statements};
use crate::relations::{EarlierEntry, EntryKind, Fate, Versions};
use onrecord_text::{Basis, Reading, Span, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// The versions among some readings: which page each is a version of, and what became of its entries.
#[derive(Default)]
pub(crate) struct Lineage<'a> {
    /// Of each page in a chain: the chain's number and its place there, the oldest first.
    places: BTreeMap<&'a str, (usize, usize)>,
    /// The pages of each chain, the oldest first.
    chains: Vec<Vec<&'a str>>,
    entries: BTreeMap<&'a str, Entry<'a>>,
    /// The entry that a later version has of an entry, and whether it differs.
    next: BTreeMap<&'a str, (&'a str, bool)>,
    /// The entry of the version before that has the same words.
    same_before: BTreeMap<&'a str, &'a str>,
}

/// An entry of a page that has versions.
struct Entry<'a> {
    kind: EntryKind,
    page: &'a str,
    start: usize,
}

impl<'a> Lineage<'a> {
    /// Follows the entries through each chain. Pages that are not among the readings are passed over; a page that is named in two
    /// chains counts in the first of them, the chains being sorted.
    pub(crate) fn trace(readings: &BTreeMap<&'a str, &'a Reading>, versions: &[Versions]) -> Self {
        let mut lineage = Self::default();
        let mut sorted: Vec<&Versions> = versions.iter().collect();
        sorted.sort();
        for versions in sorted {
            let mut chain: Vec<&'a str> = Vec::new();
            for id in &versions.pages {
                if let Some((id, _)) = readings.get_key_value(id.as_str())
                    && !lineage.places.contains_key(id)
                    && !chain.contains(id)
                {
                    chain.push(id);
                }
            }
            if chain.len() > 1 {
                lineage.follow(chain, readings);
            }
        }
        lineage
    }

    fn follow(&mut self, chain: Vec<&'a str>, readings: &BTreeMap<&'a str, &'a Reading>) {
        for (place, id) in chain.iter().enumerate() {
            self.places.insert(id, (self.chains.len(), place));
        }
        // What a version no longer has, by its words: a later one may have it again.
        let mut lost: BTreeMap<(EntryKind, String), &'a str> = BTreeMap::new();
        let readings: Vec<&'a Reading> = chain.iter().filter_map(|id| readings.get(id).copied()).collect();
        for reading in &readings {
            for (kind, id, start, _) in entries(reading) {
                self.entries.insert(id, Entry { kind, page: &reading.page.id, start });
            }
        }
        for two in readings.windows(2) {
            let [before, after] = two else { continue };
            let had = self.step(before, after);
            for (kind, id, _, words) in entries(after) {
                if !had.contains(id)
                    && let Some(earlier) = lost.remove(&(kind, words))
                {
                    self.join(earlier, id, false);
                }
            }
            for (kind, id, _, words) in entries(before) {
                if !self.next.contains_key(id) {
                    lost.insert((kind, words), id);
                }
            }
        }
        self.chains.push(chain);
    }

    /// Joins the entries that two versions have; gives those of the later.
    fn step(&mut self, before: &'a Reading, after: &'a Reading) -> BTreeSet<&'a str> {
        let mut had = BTreeSet::new();
        let (old, new): (Vec<&Statement>, Vec<&Statement>) =
            (before.statements.iter().collect(), after.statements.iter().collect());
        for (j, (i, differs)) in statements::held_together((before, &old), (after, &new)) {
            let (one, other) = (&before.statements[i], &after.statements[j]);
            // The day of the item moves with the page's own date: that is no other account of what was said.
            let is_stated = [one, other].iter().any(|it| it.said.basis == Basis::Stated);
            let is_other = differs.iter().any(|part| *part != StatementPart::Date || is_stated);
            self.join(&one.id, &other.id, is_other);
            had.insert(after.statements[j].id.as_str());
        }
        for (j, (i, differs)) in events::held_together(before, after) {
            self.join(&before.events[i].id, &after.events[j].id, differs);
            had.insert(after.events[j].id.as_str());
        }
        had
    }

    fn join(&mut self, earlier: &'a str, later: &'a str, differs: bool) {
        self.next.insert(earlier, (later, differs));
        if !differs {
            self.same_before.insert(later, earlier);
        }
    }

    /// The newest version of a page, where it has versions.
    pub(crate) fn newest(&self, page: &str) -> Option<&'a str> {
        let (chain, _) = self.places.get(page)?;
        self.chains.get(*chain)?.last().copied()
    }

    /// The place of a page among its versions, from 0 for the oldest; 0 for a page without any.
    pub(crate) fn place(&self, page: &str) -> usize {
        self.places.get(page).map_or(0, |(_, place)| *place)
    }

    /// The last version's entry for an entry: itself where no later version has it. And whether it differs from it.
    pub(crate) fn stands_for(&self, entry: &'a str) -> (&'a str, bool) {
        let (mut at, mut differs) = (entry, false);
        while let Some((next, changed)) = self.next.get(at) {
            differs |= changed;
            at = next;
        }
        (at, differs)
    }

    /// Whether a later version has an entry too, so that it counts there.
    pub(crate) fn is_superseded(&self, entry: &str) -> bool {
        self.next.contains_key(entry)
    }

    /// The oldest entry of an unbroken line with the same words: what an id is made of, so that it stays when another version comes.
    pub(crate) fn first<'e>(&self, entry: &'e str) -> &'e str
    where
        'a: 'e,
    {
        let mut at = entry;
        while let Some(before) = self.same_before.get(at) {
            at = before;
        }
        at
    }

    /// Where a place in an entry stands in the first version that has the entry: page, entry and span.
    pub(crate) fn first_place<'e>(
        &self,
        page: &'e str,
        entry: &'e str,
        span: Span,
    ) -> (&'e str, &'e str, Span)
    where
        'a: 'e,
    {
        let first = self.first(entry);
        let moved = || {
            let (own, origin) = (self.entries.get(entry)?, self.entries.get(first)?);
            let shifted = |at: usize| at.checked_sub(own.start).map(|offset| origin.start + offset);
            Some((origin.page, Span::new(shifted(span.start())?, shifted(span.end())?)?))
        };
        match moved() {
            Some((page, span)) if first != entry => (page, first, span),
            _ => (page, entry, span),
        }
    }

    /// What became of every entry of a version that is not the newest, by page and place.
    pub(crate) fn earlier(&self) -> Vec<EarlierEntry> {
        let mut found = Vec::new();
        for (id, entry) in &self.entries {
            let Some((chain, place)) = self.places.get(entry.page) else { continue };
            let Some(chain) = self.chains.get(*chain) else { continue };
            if place + 1 == chain.len() {
                continue;
            }
            let (stands, differs) = self.stands_for(id);
            let last = self.entries.get(stands).map_or(*place, |last| self.place(last.page));
            let gone_from = chain.get(last + 1).map(|page| (*page).to_owned());
            let fate = match (&gone_from, differs) {
                (Some(_), _) => Fate::Removed,
                (None, true) => Fate::Changed,
                (None, false) => Fate::Kept,
            };
            found.push(EarlierEntry {
                page: entry.page.to_owned(),
                entry: (*id).to_owned(),
                kind: entry.kind,
                fate,
                stands: stands.to_owned(),
                gone_from,
            });
        }
        found.sort_by(|one, other| (&one.page, &one.entry).cmp(&(&other.page, &other.entry)));
        found
    }

    /// Of each entry that stands, the entries of earlier versions that it is another wording of; those with the same words left out.
    pub(crate) fn other_wordings(&self) -> BTreeMap<&'a str, Vec<&'a str>> {
        let mut found: BTreeMap<&'a str, Vec<&'a str>> = BTreeMap::new();
        for (entry, (_, changed)) in &self.next {
            // Of an unbroken line with the same words the last is the one that was changed.
            if *changed {
                found.entry(self.stands_for(entry).0).or_default().push(entry);
            }
        }
        for entries in found.values_mut() {
            entries.sort_by_key(|entry| (self.entries.get(entry).map(|it| self.place(it.page)), *entry));
        }
        found
    }

    /// The sentences of a page that the next version does not have; all of it, by `None`, where it is the newest or has no versions.
    pub(crate) fn gone(&self, page: &str, readings: &BTreeMap<&'a str, &'a Reading>) -> Option<Vec<Span>> {
        let (chain, place) = self.places.get(page)?;
        let next = self.chains.get(*chain)?.get(place + 1)?;
        let (own, next) = (readings.get(page)?, readings.get(next)?);
        Some(sentences::removed(&own.page, &next.page))
    }
}

/// The statements and events of a reading: kind, id, where the words begin, and the words as they are compared.
fn entries(reading: &Reading) -> Vec<(EntryKind, &str, usize, String)> {
    let text = &reading.page.text;
    let statements = reading.statements.iter().map(|statement| {
        let words: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
        let start = statement.content.first().map_or(0, |span| span.start());
        (EntryKind::Statement, statement.id.as_str(), start, alike::key(&words.join(" ")))
    });
    let events = reading.events.iter().map(|event| {
        let words = alike::key(event.evidence.of(text));
        (EntryKind::Event, event.id.as_str(), event.evidence.start(), words)
    });
    statements.chain(events).collect()
}
