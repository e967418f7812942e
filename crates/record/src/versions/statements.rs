use super::pairs::{Known, pairs};
use super::{StatementChange, StatementPart, alike};
use onrecord_text::{ItemKind, Reading, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Two statements that share less of their words than this are two statements, not one that was changed.
const ALIKE: f64 = 0.6;

/// The statements that differ, as they were read, those in teasers left out.
pub(super) fn changes(before: &Reading, after: &Reading) -> Vec<StatementChange> {
    let (old, new) = (outside_teasers(before), outside_teasers(after));
    let same = held_together((before, &old), (after, &new));
    let taken: BTreeSet<usize> = same.values().map(|(i, _)| *i).collect();
    let mut found = Vec::new();
    for (i, one) in old.iter().enumerate().filter(|(i, _)| !taken.contains(i)) {
        // Told where it stood: before the first later statement whose partner stands behind it.
        let behind = same.iter().filter(|(_, (own, _))| *own > i).map(|(j, _)| *j);
        let place = behind.min().unwrap_or(new.len());
        let before = Some(one.id.clone());
        found.push(((place, 0, i), StatementChange { before, after: None, differs: Vec::new() }));
    }
    for (j, other) in new.iter().enumerate() {
        let (before, differs) = match same.get(&j) {
            Some((_, differs)) if differs.is_empty() => continue,
            Some((i, differs)) => (old.get(*i).map(|one| one.id.clone()), differs.clone()),
            None => (None, Vec::new()),
        };
        found.push(((j, 1, 0), StatementChange { before, after: Some(other.id.clone()), differs }));
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, change)| change).collect()
}

/// Which statement of the earlier version each of the later one is, and in what the two differ. Places in the lists.
pub(super) fn held_together(
    (before, old): (&Reading, &[&Statement]),
    (after, new): (&Reading, &[&Statement]),
) -> BTreeMap<usize, (usize, Vec<StatementPart>)> {
    let (known, later) = (known(before, old), known(after, new));
    let joined = pairs(&known, &later, ALIKE);
    let differs = |i: usize, j: usize| parts((old[i], &known[i]), (new[j], &later[j]));
    joined.into_iter().map(|(j, i)| (j, (i, differs(i, j)))).collect()
}

fn parts((old, one): (&Statement, &Known), (new, other): (&Statement, &Known)) -> Vec<StatementPart> {
    let day = |statement: &Statement| {
        statement.said.earliest.is_some().then_some((statement.said.earliest, statement.said.latest))
    };
    let differs = [
        (one.key != other.key, StatementPart::Words),
        (one.by != other.by, StatementPart::Speaker),
        (old.mode != new.mode, StatementPart::Mode),
        (day(old) != day(new), StatementPart::Date),
    ];
    differs.into_iter().filter(|(differs, _)| *differs).map(|(_, part)| part).collect()
}

fn outside_teasers(reading: &Reading) -> Vec<&Statement> {
    let items = reading.page.items.iter().filter(|item| item.kind == ItemKind::Teaser);
    let teasers: BTreeSet<&str> = items.map(|item| item.id.as_str()).collect();
    reading.statements.iter().filter(|statement| !teasers.contains(statement.item.as_str())).collect()
}

fn known(reading: &Reading, statements: &[&Statement]) -> Vec<Known> {
    let of = |statement: &&Statement| {
        let content: Vec<&str> = statement.content.iter().map(|span| span.of(&reading.page.text)).collect();
        let speaker = statement.speaker.as_deref().and_then(|id| reading.actor(id));
        let speaker = speaker.map(|actor| alike::key(&actor.name).to_lowercase()).unwrap_or_default();
        Known::new(speaker, &content.join(" "))
    };
    statements.iter().map(of).collect()
}
