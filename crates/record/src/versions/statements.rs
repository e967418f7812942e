use super::{StatementChange, StatementPart, alike};
use onrecord_text::{ItemKind, Reading, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Two statements that share less of their words than this are two statements, not one that was changed.
const ALIKE: f64 = 0.6;
/// More statements than these are held against each other by equal words only.
const MOST: usize = 600;

/// A statement with what it is known by.
struct Said<'r> {
    statement: &'r Statement,
    speaker: String,
    key: String,
    words: Vec<String>,
}

/// The statements that differ, as they were read.
pub(super) fn changes(before: &Reading, after: &Reading) -> Vec<StatementChange> {
    let (old, new) = (said(before), said(after));
    let mut partner: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    // The same words by the same speaker first, then the same words, each once.
    let same_speaker = |one: &Said<'_>, other: &Said<'_>| one.speaker == other.speaker;
    for wants_speaker in [true, false] {
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, one) in old.iter().enumerate().filter(|(i, _)| !taken.contains(i)) {
            places.entry(&one.key).or_default().push(i);
        }
        for (j, other) in new.iter().enumerate() {
            if partner.contains_key(&j) {
                continue;
            }
            let Some(list) = places.get_mut(other.key.as_str()) else { continue };
            let fits = |i: &usize| !wants_speaker || same_speaker(&old[*i], other);
            if let Some(at) = list.iter().position(fits) {
                let i = list.remove(at);
                taken.insert(i);
                partner.insert(j, i);
            }
        }
    }
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    if old.len() <= MOST && new.len() <= MOST {
        for (i, one) in old.iter().enumerate().filter(|(i, _)| !taken.contains(i)) {
            for (j, other) in new.iter().enumerate().filter(|(j, _)| !partner.contains_key(j)) {
                let alike = alike::similarity(&one.words, &other.words);
                if alike >= ALIKE {
                    candidates.push((alike, i, j));
                }
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (_, i, j) in candidates {
        if !partner.contains_key(&j) && taken.insert(i) {
            partner.insert(j, i);
        }
    }
    let mut found = Vec::new();
    for (i, one) in old.iter().enumerate().filter(|(i, _)| !taken.contains(i)) {
        // Told where it stood: before the first later statement whose partner stands behind it.
        let place = partner.iter().filter(|(_, own)| **own > i).map(|(j, _)| *j).min().unwrap_or(new.len());
        found.push((
            (place, 0, i),
            StatementChange { before: Some(one.statement.id.clone()), after: None, differs: Vec::new() },
        ));
    }
    for (j, other) in new.iter().enumerate() {
        let one = partner.get(&j).map(|i| &old[*i]);
        let differs = one.map(|one| parts(one, other)).unwrap_or_default();
        if one.is_none() || !differs.is_empty() {
            let before = one.map(|one| one.statement.id.clone());
            found.push((
                (j, 1, 0),
                StatementChange { before, after: Some(other.statement.id.clone()), differs },
            ));
        }
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, change)| change).collect()
}

fn parts(one: &Said<'_>, other: &Said<'_>) -> Vec<StatementPart> {
    let (old, new) = (one.statement, other.statement);
    let day = |statement: &Statement| {
        statement.said.earliest.is_some().then_some((statement.said.earliest, statement.said.latest))
    };
    let differs = [
        (one.key != other.key, StatementPart::Words),
        (one.speaker != other.speaker, StatementPart::Speaker),
        (old.mode != new.mode, StatementPart::Mode),
        (day(old) != day(new), StatementPart::Date),
    ];
    differs.into_iter().filter(|(differs, _)| *differs).map(|(_, part)| part).collect()
}

/// The statements of a page, those in teasers left out.
fn said(reading: &Reading) -> Vec<Said<'_>> {
    let text = &reading.page.text;
    let teasers: BTreeSet<&str> = reading
        .page
        .items
        .iter()
        .filter(|item| item.kind == ItemKind::Teaser)
        .map(|item| item.id.as_str())
        .collect();
    let kept = reading.statements.iter().filter(|statement| !teasers.contains(statement.item.as_str()));
    kept.map(|statement| {
        let content: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
        let content = content.join(" ");
        let speaker = statement.speaker.as_deref().and_then(|id| reading.actor(id));
        Said {
            statement,
            speaker: speaker.map(|actor| alike::key(&actor.name).to_lowercase()).unwrap_or_default(),
            key: alike::key(&content),
            words: alike::words(&content),
        }
    })
    .collect()
}
