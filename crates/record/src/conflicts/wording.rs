//! In which words, and by whom: quotations that cannot both be verbatim, and words given to two people.

use super::{Add, Evidence, Side, quoted};
use crate::align::common;
use crate::claims::{Claim, ClaimWord};
use crate::relations::{QuotationKind, Slot};
use onrecord_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Words whose absence or presence an editor would not call a change of wording.
const SLIGHT: &[&str] = &[
    "a", "an", "the", "and", "but", "so", "well", "that", "of", "to", "is", "are", "was", "were", "it",
    "its", "er", "um", "uh", "i", "we", "you", "he", "she", "they", "in", "on", "at", "for", "by", "s", "be",
    "as", "or", "us", "our", "his", "her", "their",
];

/// Words that one side may have and the other not, in one place: more is an excerpt, not a slip.
const SLIP: usize = 3;

/// How many conflicts of one kind a statement or a quotation can be in: a person has seen the point by then.
const MOST: usize = 5;

pub(super) fn find(evidence: &Evidence<'_, '_>, add: &mut Add<'_>) {
    for (quotation, members) in evidence.quotations.quotations.iter().zip(&evidence.quotations.members) {
        if quotation.kind != QuotationKind::SameWords {
            continue;
        }
        // Every wording is held against the first page's, and the same change is told once.
        let mut told: Vec<(String, String)> = Vec::new();
        let Some((first, rest)) = members.split_first() else { continue };
        for row in rest {
            let (a, b) = (&evidence.claims[*first], &evidence.claims[*row]);
            if evidence.pile.are_versions(a.page, b.page) {
                continue;
            }
            let Some((here, there)) = changed(evidence, a, b) else { continue };
            let texts = (
                here.of(evidence.pile.pages[a.page].text()).to_owned(),
                there.of(evidence.pile.pages[b.page].text()).to_owned(),
            );
            let key = (crate::words::fold(&texts.0), crate::words::fold(&texts.1));
            if told.len() >= MOST || told.contains(&key) {
                continue;
            }
            told.push(key);
            add(
                Slot::Wording,
                Some(&quotation.id),
                side(a, here, quoted(&texts.0)),
                side(b, there, quoted(&texts.1)),
                None,
            );
        }
    }
    // One slip of an agency is printed in many places: two people are set against each other once, and a statement
    // against a few others only.
    let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut uses: BTreeMap<usize, usize> = BTreeMap::new();
    for (one, other) in &evidence.quotations.attributions {
        let (a, b) = (&evidence.claims[*one], &evidence.claims[*other]);
        let (Some(left), Some(right)) = (a.speaker, b.speaker) else { continue };
        let used = |row: &usize| uses.get(row).copied().unwrap_or(0) >= MOST;
        if evidence.pile.are_versions(a.page, b.page)
            || used(one)
            || used(other)
            || !told.insert((left.min(right), left.max(right)))
        {
            continue;
        }
        *uses.entry(*one).or_default() += 1;
        *uses.entry(*other).or_default() += 1;
        speaker(evidence, a, b, add);
    }
}

fn side<'a>(claim: &Claim<'a>, span: Span, value: String) -> Side<'a> {
    Side { page: claim.page, item: &claim.statement.item, entry: &claim.statement.id, span, value }
}

/// The spans of two quoted fragments that differ inside words that they share; none where one is only shorter.
fn changed(evidence: &Evidence<'_, '_>, a: &Claim<'_>, b: &Claim<'_>) -> Option<(Span, Span)> {
    let (left, right): (Vec<&ClaimWord>, Vec<&ClaimWord>) = (a.quoted().collect(), b.quoted().collect());
    let folded = |words: &[&ClaimWord]| words.iter().map(|word| word.word.folded.clone()).collect::<Vec<_>>();
    let (ours, theirs) = (folded(&left), folded(&right));
    let ours: Vec<&str> = ours.iter().map(String::as_str).collect();
    let theirs: Vec<&str> = theirs.iter().map(String::as_str).collect();
    let pairs = common(&ours, &theirs);
    for two in pairs.windows(2) {
        let [(i, j), (next_i, next_j)] = two else { continue };
        let (removed, added) = (&left[i + 1..*next_i], &right[j + 1..*next_j]);
        if (removed.is_empty() && added.is_empty()) || removed.len() > SLIP || added.len() > SLIP {
            continue;
        }
        let one_fragment =
            left[*i].quoted == left[*next_i].quoted && right[*j].quoted == right[*next_j].quoted;
        if !one_fragment || !is_telling(removed, added) {
            continue;
        }
        let (here, there) = (
            left[*i].word.span.hull(left[*next_i].word.span),
            right[*j].word.span.hull(right[*next_j].word.span),
        );
        let (text, other) = (evidence.pile.pages[a.page].text(), evidence.pile.pages[b.page].text());
        // Brackets and dots say that the page has changed or left out words itself.
        let marked = |words: &str| words.contains(['[', ']', '…', '(']) || words.contains("...");
        // Enough shared words on both sides, or the change would be between two different sentences.
        let before = run_back(&pairs, (*i, *j));
        let after = run_on(&pairs, (*next_i, *next_j));
        if !marked(here.of(text)) && !marked(there.of(other)) && before + after >= 4 {
            let around = |words: &[&ClaimWord], first: usize, last: usize| {
                let (first, last) = (first.saturating_sub(2), (last + 2).min(words.len() - 1));
                words[first].word.span.hull(words[last].word.span)
            };
            return Some((
                fragment_part(&left, *i, *next_i, &around),
                fragment_part(&right, *j, *next_j, &around),
            ));
        }
    }
    short_change(&left, &right)
}

/// A few words around a change, inside the quoted fragment that it stands in.
fn fragment_part(
    words: &[&ClaimWord],
    first: usize,
    last: usize,
    around: &dyn Fn(&[&ClaimWord], usize, usize) -> Span,
) -> Span {
    let fragment = words[first].quoted;
    let start = (0..=first).rev().take_while(|at| words[*at].quoted == fragment).last().unwrap_or(first);
    let end = (last..words.len()).take_while(|at| words[*at].quoted == fragment).last().unwrap_or(last);
    let part = &words[start..=end];
    around(part, first - start, last - start)
}

fn run_back(pairs: &[(usize, usize)], end: (usize, usize)) -> usize {
    let Some(at) = pairs.iter().position(|pair| *pair == end) else { return 0 };
    1 + pairs[..=at]
        .windows(2)
        .rev()
        .take_while(|two| two[0].0 + 1 == two[1].0 && two[0].1 + 1 == two[1].1)
        .count()
}

fn run_on(pairs: &[(usize, usize)], start: (usize, usize)) -> usize {
    let Some(at) = pairs.iter().position(|pair| *pair == start) else { return 0 };
    1 + pairs[at..].windows(2).take_while(|two| two[0].0 + 1 == two[1].0 && two[0].1 + 1 == two[1].1).count()
}

fn is_telling(removed: &[&ClaimWord], added: &[&ClaimWord]) -> bool {
    let telling =
        |words: &[&ClaimWord]| words.iter().any(|word| !SLIGHT.contains(&word.word.folded.as_str()));
    telling(removed) || telling(added)
}

/// Two short quotations of which one has a word more: `“very warm”`, `“warm”`.
fn short_change(left: &[&ClaimWord], right: &[&ClaimWord]) -> Option<(Span, Span)> {
    const SHORT: usize = 3;
    let fragments = |words: &[&ClaimWord]| -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for at in 0..words.len() {
            match found.last_mut() {
                Some((start, end)) if words[*start].quoted == words[at].quoted => *end = at + 1,
                _ => found.push((at, at + 1)),
            }
        }
        found.retain(|(start, end)| end - start <= SHORT);
        found
    };
    for (start, end) in fragments(left) {
        for (from, to) in fragments(right) {
            let (a, b) = (&left[start..end], &right[from..to]);
            let in_both = |word: &&&ClaimWord, others: &[&ClaimWord]| {
                others.iter().any(|other| other.word.folded == word.word.folded)
            };
            let shared = a.iter().filter(|word| word.content && in_both(word, b)).count();
            let only: Vec<&ClaimWord> = a.iter().filter(|word| !in_both(word, b)).copied().collect();
            let added: Vec<&ClaimWord> = b.iter().filter(|word| !in_both(word, a)).copied().collect();
            if shared >= 1 && only.len() + added.len() == 1 && is_telling(&only, &added) {
                let hull = |words: &[&ClaimWord]| words[0].word.span.hull(words[words.len() - 1].word.span);
                return Some((hull(a), hull(b)));
            }
        }
    }
    None
}

/// The same long words in two people's mouths. A spokesman who speaks for a person, and a body, are no conflict.
fn speaker(evidence: &Evidence<'_, '_>, a: &Claim<'_>, b: &Claim<'_>, add: &mut Add<'_>) {
    let (Some(one), Some(other)) = (a.speaker, b.speaker) else { return };
    let cast = evidence.cast;
    let both_people = cast.is_person(one) && cast.is_person(other);
    let relayed =
        |actor: usize| cast.actors[actor].roles.iter().any(|role| role.to_lowercase().contains("spokes"));
    if !both_people || relayed(one) || relayed(other) {
        return;
    }
    // One page may give the words to the speaker and another tell of the quoter: then the quoter's page names both.
    let names_both = |claim: &Claim<'_>, speaker: usize| {
        claim.terms.binary_search(&crate::claims::actor_term(speaker)).is_ok()
    };
    if names_both(a, other) || names_both(b, one) {
        return;
    }
    let hull = |claim: &Claim<'_>| claim.statement.content.first().copied();
    if let (Some(here), Some(there)) = (hull(a), hull(b)) {
        let name = |actor: usize| cast.actors[actor].name.clone();
        add(
            Slot::Speaker,
            None,
            side(a, here, name(one)),
            side(b, there, name(other)),
            Some("the same words"),
        );
    }
}
