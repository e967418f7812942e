//! Statements that carry the same words or the same claim, on different pages or twice on one.

use crate::align::{common, longest_run};
use crate::blocks::{Blocks, agglomerate, fingerprint};
use crate::claims::{Claim, ClaimWord, Claims};
use crate::pile::{Pile, gap};
use crate::relations::{Quotation, QuotationKind, QuotationMember, WordChange};
use crate::reuse::Copies;
use onrecord_text::{Basis, Span, stable_id};
use std::collections::{BTreeMap, BTreeSet};

/// What was found, with the places of the members in the list of claims for what is built on it.
pub(crate) struct Found {
    pub(crate) quotations: Vec<Quotation>,
    /// The members of each quotation, in its order, as places in the list of claims.
    pub(crate) members: Vec<Vec<usize>>,
    /// Pairs of claims in which the same long run of quoted words is given to two different speakers.
    pub(crate) attributions: Vec<(usize, usize)>,
}

/// Why two claims are taken for one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Link {
    score: f64,
    words: bool,
}

/// Groups the claims of a pile.
pub(crate) fn group(pile: &Pile<'_>, all: &Claims<'_>, copies: &Copies, actor_ids: &[&str]) -> Found {
    let claims = all.standing.as_slice();
    let weights = Weights::of(claims);
    let mut links: BTreeMap<(usize, usize), Link> = BTreeMap::new();
    let mut attributions = Vec::new();
    for (left, right) in candidates(claims, &weights) {
        let (a, b) = (&claims[left], &claims[right]);
        match (a.speaker, b.speaker) {
            (Some(one), Some(other)) if one != other => {
                if is_same_long_quote(a, b, 6) {
                    attributions.push((left, right));
                }
            }
            _ => {
                if let Some(link) = link(a, b, &weights) {
                    links.insert((left, right), link);
                }
            }
        }
    }
    let is_linked = |a: usize, b: usize| links.contains_key(&(a.min(b), a.max(b)));
    let scored = links.iter().map(|((a, b), link)| (link.score, *a, *b)).collect();
    // A long quotation shares words with many excerpts that share none with each other: more than half of the
    // pairs must hold.
    let groups = agglomerate(claims.len(), scored, |left, right| {
        let (some, others) = (&left[..left.len().min(PROBES)], &right[..right.len().min(PROBES)]);
        let held =
            some.iter().flat_map(|a| others.iter().map(|b| is_linked(*a, *b))).filter(|held| *held).count();
        held * 2 > some.len() * others.len()
    });
    let mut joined: Vec<Vec<usize>> = groups.iter().filter(|group| group.len() > 1).cloned().collect();
    joined.extend(second_quotations(&groups, &links));
    let mut found: Vec<(Vec<usize>, Quotation)> = Vec::new();
    let mut ids = BTreeSet::new();
    for group in joined {
        let (mut group, older) = pile.newest_first(group, |row| claims[row].page);
        if group.len() < 2 {
            continue;
        }
        group.sort_by(|a, b| claims[*a].order.cmp(&claims[*b].order));
        let by_words = group
            .iter()
            .enumerate()
            .flat_map(|(at, a)| group[at + 1..].iter().map(move |b| (*a.min(b), *a.max(b))))
            .any(|pair| links.get(&pair).is_some_and(|link| link.words));
        let mut quotation = quotation(pile, claims, &group, by_words, copies, actor_ids);
        add_earlier(pile, all, &group, &older, by_words, &mut quotation);
        if ids.contains(&quotation.id) {
            let members = group.iter().take(2).map(|row| claims[*row].statement.id.as_str());
            let members: Vec<&str> = members.map(|id| pile.lineage.first(id)).collect();
            quotation.id = stable_id("q", &members);
        }
        if ids.insert(quotation.id.clone()) && !pile.is_rejected(&quotation.id) {
            found.push((group, quotation));
        }
    }
    found.sort_by(|(left, _), (right, _)| {
        let order = |group: &[usize]| group.iter().map(|row| claims[*row].order.clone()).collect::<Vec<_>>();
        order(left).cmp(&order(right))
    });
    let (members, quotations) = found.into_iter().unzip();
    Found { quotations, members, attributions }
}

/// Puts behind each member what earlier versions of its page have in its place.
fn add_earlier(
    pile: &Pile<'_>,
    all: &Claims<'_>,
    group: &[usize],
    older: &[(usize, usize)],
    by_words: bool,
    quotation: &mut Quotation,
) {
    let claims = all.standing.as_slice();
    let Some(first) = group.first().map(|row| &claims[*row]) else { return };
    for row in group {
        let standing = claims[*row].statement.id.as_str();
        let beside = older.iter().filter(|(_, behind)| behind == row).map(|(older, _)| &claims[*older]);
        let rows: Vec<&str> = std::iter::once(standing)
            .chain(beside.clone().map(|claim| claim.statement.id.as_str()))
            .collect();
        let replaced = rows.iter().filter_map(|id| all.earlier.get(id)).flatten();
        let mut wordings: Vec<&Claim<'_>> = beside.chain(replaced).collect();
        wordings.sort_by_key(|claim| {
            (pile.pages[claim.page].version, claim.statement.content.first().map(|span| span.start()))
        });
        let Some(at) = quotation.members.iter().position(|member| member.statement == standing) else {
            continue;
        };
        let members = wordings.into_iter().filter_map(|claim| {
            let view = Sides::new(first, claim, by_words);
            let (ours, theirs) = view.windows();
            let spans = spans(claim, view.right.get(theirs.0..theirs.1)?);
            (!spans.is_empty()).then(|| QuotationMember {
                statement: claim.statement.id.clone(),
                page: pile.pages[claim.page].id().to_owned(),
                spans,
                difference: view.difference(pile, ours, theirs),
                stands: Some(standing.to_owned()),
            })
        });
        quotation.members.splice(at + 1..at + 1, members.collect::<Vec<_>>());
    }
}

/// Statements that were left alone because their match had already found its group: one sentence may carry two
/// quotations, and each then has a group of its own.
fn second_quotations(groups: &[Vec<usize>], links: &BTreeMap<(usize, usize), Link>) -> Vec<Vec<usize>> {
    let mut alone: BTreeSet<usize> =
        groups.iter().filter(|group| group.len() == 1).flatten().copied().collect();
    let mut left: Vec<(&(usize, usize), &Link)> =
        links.iter().filter(|((a, b), _)| alone.contains(a) || alone.contains(b)).collect();
    left.sort_by(|one, other| other.1.score.total_cmp(&one.1.score).then(one.0.cmp(other.0)));
    let mut pairs = Vec::new();
    for ((a, b), _) in left {
        if alone.contains(a) || alone.contains(b) {
            alone.remove(a);
            alone.remove(b);
            pairs.push(vec![*a, *b]);
        }
    }
    pairs
}

/// How many members of a group are asked when two groups are about to join.
const PROBES: usize = 12;

/// How rare the terms of claims are.
struct Weights {
    claims: f64,
    counts: BTreeMap<String, usize>,
}

impl Weights {
    fn of(claims: &[Claim<'_>]) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for term in claims.iter().flat_map(|claim| &claim.terms) {
            *counts.entry(term.clone()).or_default() += 1;
        }
        Self { claims: claims.len() as f64, counts }
    }

    fn count(&self, term: &str) -> usize {
        self.counts.get(term).copied().unwrap_or(0)
    }

    /// How much a shared term says. A small pile says little about rarity, so it is counted as if 50 claims more
    /// without any of the terms stood in it.
    fn weight(&self, term: &str) -> f64 {
        ((self.claims + 50.0) / (self.count(term) as f64 + 0.5)).ln()
    }

    fn sum<'t>(&self, terms: impl Iterator<Item = &'t String>) -> f64 {
        terms.map(|term| self.weight(term)).sum()
    }
}

/// Pairs of claims that share enough to be worth a comparison.
fn candidates(claims: &[Claim<'_>], weights: &Weights) -> Vec<(usize, usize)> {
    let mut blocks = Blocks::new();
    for (row, claim) in claims.iter().enumerate() {
        let owner = claim.speaker.map_or(0, |speaker| speaker + 1);
        let words: Vec<&ClaimWord> = claim.words.iter().collect();
        for three in words.windows(3).filter(|three| {
            three.iter().any(|word| word.content) || three.iter().all(|word| word.quoted.is_some())
        }) {
            blocks.put(fingerprint(b'w', owner, three.iter().map(|word| word.word.folded.as_str())), row);
        }
        // Across speakers, and where the speaker is unknown, only a long run of quoted words counts.
        for six in words.windows(6).filter(|six| six.iter().filter(|word| word.content).count() >= 3) {
            if six.iter().all(|word| word.quoted.is_some()) {
                blocks.put(fingerprint(b'q', 0, six.iter().map(|word| word.word.folded.as_str())), row);
            }
        }
        for fragment in fragments(claim).values().filter(|fragment| fragment.len() <= SHORT) {
            for word in fragment.iter().filter(|word| word.content) {
                blocks.put(fingerprint(b's', owner, std::iter::once(word.word.folded.as_str())), row);
            }
        }
        if owner > 0 {
            let mut rare: Vec<&String> = claim.terms.iter().filter(|term| !term.starts_with('@')).collect();
            rare.sort_by_key(|term| (weights.count(term), *term));
            for term in rare.into_iter().take(RARE_TERMS) {
                blocks.put(fingerprint(b'c', owner, std::iter::once(term.as_str())), row);
            }
        }
    }
    blocks.pairs(BLOCK_CAP)
}

/// A quotation of so many words or fewer counts as the same only where what stands around it agrees too.
const SHORT: usize = 3;
const RARE_TERMS: usize = 6;
const BLOCK_CAP: usize = 24;

fn fragments<'c>(claim: &'c Claim<'_>) -> BTreeMap<usize, Vec<&'c ClaimWord>> {
    let mut fragments: BTreeMap<usize, Vec<&ClaimWord>> = BTreeMap::new();
    for word in &claim.words {
        if let Some(fragment) = word.quoted {
            fragments.entry(fragment).or_default().push(word);
        }
    }
    fragments
}

fn folded<'c>(words: &[&'c ClaimWord]) -> Vec<&'c str> {
    words.iter().map(|word| word.word.folded.as_str()).collect()
}

fn is_same_long_quote(a: &Claim<'_>, b: &Claim<'_>, least: usize) -> bool {
    let (left, right): (Vec<_>, Vec<_>) = (a.quoted().collect(), b.quoted().collect());
    let (start, _, length) = longest_run(&folded(&left), &folded(&right));
    length >= least && left[start..start + length].iter().filter(|word| word.content).count() >= 3
}

fn link(a: &Claim<'_>, b: &Claim<'_>, weights: &Weights) -> Option<Link> {
    // Most candidates share one rare word by chance; they are let go before words are laid side by side. Wordings
    // made of common words alone ("Did I say that?") have too few terms to tell.
    let told = a.terms.len() >= 4 && b.terms.len() >= 4;
    if told && a.terms.iter().filter(|term| b.terms.binary_search(term).is_ok()).take(2).count() < 2 {
        return None;
    }
    let known = a.speaker.is_some() && a.speaker == b.speaker;
    if !known {
        return is_same_long_quote(a, b, 6).then_some(Link { score: 2.0, words: true });
    }
    same_quote(a, b)
        .or_else(|| short_quote(a, b))
        .or_else(|| same_quote_or_paraphrase(a, b))
        .or_else(|| same_claim(a, b, weights))
}

/// Days between the dates on which two wordings are said to have been used, for them to be one utterance.
const QUOTE_DAYS: i32 = 10;

/// The days between two sayings, by the pages. A date that a page does not state is the item's, and words of last
/// night stand in items of today: such dates may lie a day apart.
fn days(a: &Claim<'_>, b: &Claim<'_>) -> i32 {
    let stated = a.when().basis == Basis::Stated && b.when().basis == Basis::Stated;
    let slack = i32::from(!stated || a.when() == &a.published || b.when() == &b.published);
    gap(a.when(), b.when()).map_or(0, |days| (days - slack).max(0))
}

/// A shared run of quoted words, or most of the shorter quotation.
fn same_quote(a: &Claim<'_>, b: &Claim<'_>) -> Option<Link> {
    let (left, right): (Vec<_>, Vec<_>) = (a.quoted().collect(), b.quoted().collect());
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let (words, others) = (folded(&left), folded(&right));
    let (start, other, length) = longest_run(&words, &others);
    let content = left[start..start + length].iter().filter(|word| word.content).count();
    // Identical long words are one utterance whatever the dates say; the dates are then a conflict.
    if (length >= 8 && content >= 4) || (length >= 3 && content >= 2 && days(a, b) <= QUOTE_DAYS) {
        return Some(Link { score: 3.0 + length as f64 / 100.0, words: true });
    }
    let whole = length >= 3 && (is_whole(&left, start, length) || is_whole(&right, other, length));
    if whole && (days(a, b) == 0 || (content >= 1 && days(a, b) <= QUOTE_DAYS)) {
        return Some(Link { score: 2.5, words: true });
    }
    let shorter = words.len().min(others.len());
    let pairs = common(&words, &others);
    let shared = pairs.iter().filter(|(at, _)| left[*at].content).count();
    let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { return None };
    let stretch = (last.0 - first.0).max(last.1 - first.1) + 1;
    (shared >= 3 && pairs.len() * 10 >= shorter * 6 && stretch <= shorter * 2 && days(a, b) <= QUOTE_DAYS)
        .then(|| Link { score: 2.0 + pairs.len() as f64 / shorter as f64 / 2.0, words: true })
}

/// Whether a run is all of one quoted fragment.
fn is_whole(words: &[&ClaimWord], start: usize, length: usize) -> bool {
    let fragment = words[start].quoted;
    words[start..start + length].iter().all(|word| word.quoted == fragment)
        && words.iter().filter(|word| word.quoted == fragment).count() == length
}

/// One distinctive quoted word or two, about the same thing.
fn short_quote(a: &Claim<'_>, b: &Claim<'_>) -> Option<Link> {
    if days(a, b) > QUOTE_DAYS {
        return None;
    }
    let (left, right) = (fragments(a), fragments(b));
    let short = |all: &BTreeMap<usize, Vec<&ClaimWord>>| -> Vec<BTreeSet<String>> {
        all.values()
            .filter(|fragment| fragment.len() <= SHORT)
            .map(|fragment| {
                fragment
                    .iter()
                    .filter(|word| word.content)
                    .map(|word| word.word.folded.clone())
                    .collect::<BTreeSet<_>>()
            })
            .filter(|content| !content.is_empty())
            .collect()
    };
    let (left, right) = (short(&left), short(&right));
    let quoted =
        left.iter().find(|one| right.iter().any(|other| one.is_subset(other) || other.is_subset(one)))?;
    let speaker = a.speaker.map(crate::claims::actor_term);
    let around = a
        .terms
        .iter()
        .filter(|term| Some(*term) != speaker.as_ref() && b.terms.binary_search(term).is_ok())
        .filter(|term| {
            !quoted.iter().any(|word| word.starts_with(term.as_str()) || term.starts_with(word.as_str()))
        })
        .count();
    (around >= 1).then_some(Link { score: 1.5 + around as f64 / 100.0, words: true })
}

/// Words that one page quotes and the other gives without marks.
fn same_quote_or_paraphrase(a: &Claim<'_>, b: &Claim<'_>) -> Option<Link> {
    let half = |quoting: &Claim<'_>, other: &Claim<'_>| {
        let all: Vec<&ClaimWord> = other.words.iter().collect();
        fragments(quoting).values().any(|fragment| {
            let (start, _, length) = longest_run(&folded(fragment), &folded(&all));
            length >= 3 && fragment[start..start + length].iter().filter(|word| word.content).count() >= 2
        })
    };
    (days(a, b) == 0 && (half(a, b) || half(b, a))).then_some(Link { score: 1.2, words: false })
}

/// The same claim, each time in the page's own words.
fn same_claim(a: &Claim<'_>, b: &Claim<'_>, weights: &Weights) -> Option<Link> {
    if a.negated != b.negated || days(a, b) > 0 {
        return None;
    }
    let undated = gap(&a.published, &b.published).unwrap_or(0);
    if undated > 7 {
        return None;
    }
    let shared: Vec<&String> = a.terms.iter().filter(|term| b.terms.binary_search(term).is_ok()).collect();
    let plain = shared.iter().filter(|term| !term.starts_with('@')).count();
    if shared.len() < 3 || plain < 2 {
        return None;
    }
    let both = weights.sum(shared.iter().copied());
    let (left, right) = (weights.sum(a.terms.iter()), weights.sum(b.terms.iter()));
    let contained = both / left.min(right);
    let overlap = both / (left + right - both);
    (contained >= CONTAINED && overlap >= OVERLAP).then_some(Link { score: contained.min(1.0), words: false })
}

/// The part of the shorter claim's weight that the longer must have, and the part of both together. Chosen so that
/// two claims of one speaker on one subject are not taken for one.
const CONTAINED: f64 = 0.6;
const OVERLAP: f64 = 0.28;

fn quotation(
    pile: &Pile<'_>,
    claims: &[Claim<'_>],
    group: &[usize],
    by_words: bool,
    copies: &Copies,
    actor_ids: &[&str],
) -> Quotation {
    let first = &claims[group[0]];
    let mut hull: Option<(usize, usize)> = None;
    let mut members = Vec::new();
    for row in &group[1..] {
        let other = &claims[*row];
        let view = Sides::new(first, other, by_words);
        let (ours, theirs) = view.windows();
        hull = Some(hull.map_or(ours, |(start, end)| (start.min(ours.0), end.max(ours.1))));
        members.push(QuotationMember {
            statement: other.statement.id.clone(),
            page: pile.pages[other.page].id().to_owned(),
            spans: spans(other, &view.right[theirs.0..theirs.1]),
            difference: view.difference(pile, ours, theirs),
            stands: None,
        });
    }
    let quotes = by_words && first.quoted().next().is_some();
    let words: Vec<&ClaimWord> = if quotes { first.quoted().collect() } else { first.words.iter().collect() };
    let hull = hull.unwrap_or((0, words.len()));
    let own = words.get(hull.0..hull.1.min(words.len())).unwrap_or_default();
    members.insert(
        0,
        QuotationMember {
            statement: first.statement.id.clone(),
            page: pile.pages[first.page].id().to_owned(),
            spans: spans(first, own),
            difference: Vec::new(),
            stands: None,
        },
    );
    let speakers: BTreeSet<usize> = group.iter().filter_map(|row| claims[*row].speaker).collect();
    let speaker =
        speakers.first().filter(|_| speakers.len() == 1).map(|speaker| actor_ids[*speaker].to_owned());
    Quotation {
        id: stable_id("q", &[pile.lineage.first(&first.statement.id)]),
        speaker,
        kind: if by_words { QuotationKind::SameWords } else { QuotationKind::SameClaim },
        members,
        independent: copies.independent(pile, group.iter().map(|row| claims[*row].page)),
    }
}

/// The spans of some words of a claim, one for each of its fragments.
fn spans(claim: &Claim<'_>, words: &[&ClaimWord]) -> Vec<Span> {
    let mut spans = Vec::new();
    for fragment in &claim.statement.content {
        let mut inside = words.iter().map(|word| word.word.span).filter(|span| fragment.contains(*span));
        if let Some(first) = inside.next() {
            spans.push(inside.fold(first, Span::hull));
        }
    }
    if spans.is_empty() { claim.statement.content.clone() } else { spans }
}

/// Two claims side by side: the quoted words of both where both quote, else all words.
struct Sides<'c> {
    left: Vec<&'c ClaimWord>,
    right: Vec<&'c ClaimWord>,
    pages: (usize, usize),
}

impl<'c> Sides<'c> {
    fn new(first: &'c Claim<'_>, other: &'c Claim<'_>, by_words: bool) -> Self {
        let side = |claim: &'c Claim<'_>| -> Vec<&'c ClaimWord> {
            if by_words && claim.quoted().next().is_some() {
                claim.quoted().collect()
            } else {
                claim.words.iter().collect()
            }
        };
        Self { left: side(first), right: side(other), pages: (first.page, other.page) }
    }

    /// The stretches that belong together: the longest shared run, grown over short gaps and to near ends of its
    /// fragment, so that `“very warm”` and `“warm”` are compared whole.
    fn windows(&self) -> ((usize, usize), (usize, usize)) {
        let (words, others) = (folded(&self.left), folded(&self.right));
        let (start, other, length) = longest_run(&words, &others);
        if length == 0 {
            return ((0, words.len()), (0, others.len()));
        }
        let pairs = common(&words, &others);
        let mut ours = (start, start + length);
        let mut theirs = (other, other + length);
        for (i, j) in
            pairs.iter().filter(|(i, j)| *i >= ours.1 && *j >= theirs.1).copied().collect::<Vec<_>>()
        {
            if i >= ours.1 && j >= theirs.1 && i - ours.1 <= REACH && j - theirs.1 <= REACH {
                (ours.1, theirs.1) = (i + 1, j + 1);
            }
        }
        for (i, j) in
            pairs.iter().rev().filter(|(i, j)| *i < start && *j < other).copied().collect::<Vec<_>>()
        {
            if i < ours.0 && j < theirs.0 && ours.0 - i <= REACH + 1 && theirs.0 - j <= REACH + 1 {
                (ours.0, theirs.0) = (i, j);
            }
        }
        (grown(&self.left, ours), grown(&self.right, theirs))
    }

    fn difference(&self, pile: &Pile<'_>, ours: (usize, usize), theirs: (usize, usize)) -> Vec<WordChange> {
        let (left, right) = (&self.left[ours.0..ours.1], &self.right[theirs.0..theirs.1]);
        let pairs = common(&folded(left), &folded(right));
        if pairs.len() == left.len() && pairs.len() == right.len() {
            return Vec::new();
        }
        let spelt = |page: usize, words: &[&ClaimWord]| -> String {
            let text = pile.pages[page].text();
            words.iter().map(|word| word.word.span.of(text)).collect::<Vec<_>>().join(" ")
        };
        let mut changes: Vec<WordChange> = Vec::new();
        let (mut i, mut j) = (0, 0);
        let ends = std::iter::once((left.len(), right.len()));
        let mut same: Vec<&ClaimWord> = Vec::new();
        for (to, other) in pairs.into_iter().chain(ends) {
            if i < to || j < other || to == left.len() {
                if !same.is_empty() {
                    changes.push(WordChange::Same(spelt(self.pages.0, &same)));
                    same.clear();
                }
                if i < to {
                    changes.push(WordChange::Removed(spelt(self.pages.0, &left[i..to])));
                }
                if j < other {
                    changes.push(WordChange::Added(spelt(self.pages.1, &right[j..other])));
                }
            }
            if let Some(word) = left.get(to) {
                same.push(word);
            }
            (i, j) = (to + 1, other + 1);
        }
        changes
    }
}

/// Words that two wordings may differ in between words that they share.
const REACH: usize = 4;

/// A stretch with up to two more words at each end where these are all that is left of its quoted fragment.
fn grown(words: &[&ClaimWord], (start, end): (usize, usize)) -> (usize, usize) {
    let same = |at: usize, as_at: usize| matches!((words.get(at), words.get(as_at)), (Some(a), Some(b)) if a.quoted == b.quoted);
    let mut first = start;
    while first > 0 && same(first - 1, start) {
        first -= 1;
    }
    let mut last = end;
    while last > 0 && last < words.len() && same(last, end - 1) {
        last += 1;
    }
    (if start - first <= 2 { first } else { start }, if last - end <= 2 { last } else { end })
}
