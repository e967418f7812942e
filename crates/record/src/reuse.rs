//! Passages that two pages share, and the pages that count as copies of one another.
//!
//! Prints of five words are thinned by winnowing (Schleimer, Wilkerson and Aiken 2003): of every eight in a row the
//! smallest is kept, so that any shared run of twelve words is met. A print only says where to look: a passage is
//! found by laying the words side by side.

use crate::blocks::{Sets, fingerprint};
use crate::pile::Pile;
use crate::relations::{Passage, Reuse};
use crate::words::{Word, words};
use onrecord_text::{Span, stable_id};
use std::collections::{BTreeMap, BTreeSet};

/// Words to a print.
const SHINGLE: usize = 5;
/// Prints of which one is kept.
const WINDOW: usize = 8;
/// A passage of fewer shared words could be a set phrase.
const LEAST_WORDS: usize = 12;
/// Words that one side may have and the other not, within a passage.
const GAP: usize = 6;
/// A print that more pages have than this stands for a form letter; the first pages only are compared by it.
const POSTINGS_CAP: usize = 64;
/// The part of the shorter page that the other must hold for the two to count as one source.
const COPY: f64 = 0.5;
/// Words that two pages must share at least to be copies: a short item may hold little but the words that both quote.
const COPY_WORDS: usize = 30;

/// Pages that share so many of their words that they count as one source, each by its newest version.
pub(crate) struct Copies {
    pairs: BTreeSet<(usize, usize)>,
}

impl Copies {
    /// How many sources some pages are: versions of one page, pages of one outlet, and pages of which one holds half of the other's
    /// words, count once.
    pub(crate) fn independent(&self, pile: &Pile<'_>, pages: impl Iterator<Item = usize>) -> usize {
        let pages: BTreeSet<usize> = pages.map(|page| pile.pages[page].source).collect();
        let pages: Vec<usize> = pages.into_iter().collect();
        let mut sets = Sets::new(pages.len());
        let mut outlets: BTreeMap<String, usize> = BTreeMap::new();
        for (at, page) in pages.iter().enumerate() {
            let first = *outlets.entry(pile.pages[*page].outlet_key()).or_insert(at);
            sets.join(first, at);
            for (other, earlier) in pages[..at].iter().enumerate() {
                if self.is_copy(*earlier, *page) {
                    sets.join(other, at);
                }
            }
        }
        sets.groups().len()
    }

    /// Whether two pages, each the newest version, count as one source.
    fn is_copy(&self, left: usize, right: usize) -> bool {
        self.pairs.contains(&(left.min(right), left.max(right)))
    }
}

/// A page's words, a number for each; a number that no other word has stands where boilerplate was. Of a page that has a newer version
/// only the words that this does not have: what it has is compared as that one's.
struct Text {
    words: Vec<Word>,
    keys: Vec<u64>,
    /// How many words the page has outside boilerplate.
    all: usize,
}

/// A run of words that two pages share: where it starts in each, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    left: usize,
    right: usize,
    length: usize,
}

/// Runs that follow each other on both pages.
struct Stretch {
    left: (usize, usize),
    right: (usize, usize),
    words: usize,
}

/// The passages that pages of the pile share, and which pages are copies.
pub(crate) fn find(pile: &Pile<'_>) -> (Vec<Reuse>, Copies) {
    let texts: Vec<Text> = (0..pile.pages.len()).map(|page| text(pile, page)).collect();
    let mut reuse = Vec::new();
    let mut pairs = BTreeSet::new();
    let outlets: Vec<String> = pile.pages.iter().map(crate::pile::PageFacts::outlet_key).collect();
    let sources: Vec<usize> = pile.pages.iter().map(|page| page.source).collect();
    let seeds = seeds(&texts, &outlets, &sources);
    for block in seeds.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let Some((left, right, ..)) = block.first() else { continue };
        let (left, right) = (*left as usize, *right as usize);
        let (a, b) = (&texts[left], &texts[right]);
        let stretches = stretches(a, b, block);
        let shared: usize = stretches.iter().map(|stretch| stretch.words).sum();
        let shorter = a.all.min(b.all);
        if shared >= COPY_WORDS && shared as f64 >= COPY * shorter as f64 {
            let (one, other) = (pile.pages[left].source, pile.pages[right].source);
            pairs.insert((one.min(other), one.max(other)));
        }
        reuse.extend(stretches.iter().filter_map(|stretch| row(pile, &texts, (left, right), stretch)));
    }
    reuse.sort_by(|one, other| (&one.a, &one.b).cmp(&(&other.a, &other.b)));
    (reuse, Copies { pairs })
}

fn text(pile: &Pile<'_>, page: usize) -> Text {
    let facts = &pile.pages[page];
    let all = Span::new(0, facts.text().len());
    let gone = pile.gone.get(page).and_then(Option::as_ref);
    let is_newer = |span: Span| {
        gone.is_some_and(|gone| {
            let at = gone.partition_point(|sentence| sentence.end() <= span.start());
            gone.get(at).is_none_or(|sentence| !sentence.overlaps(span))
        })
    };
    let mut kept = Vec::new();
    let mut keys = Vec::new();
    let mut size = 0;
    let mut broken = false;
    for (at, word) in all.map(|all| words(facts.text(), all)).unwrap_or_default().into_iter().enumerate() {
        if pile.is_furniture(page, word.span) {
            broken = true;
            continue;
        }
        size += 1;
        if is_newer(word.span) {
            broken = true;
            continue;
        }
        // Where boilerplate was cut out, the first word after it starts afresh: no run goes over the cut.
        let key = if broken {
            fingerprint(b'|', page, std::iter::once(at.to_string().as_str()))
        } else {
            fingerprint(b'w', 0, std::iter::once(word.folded.as_str()))
        };
        broken = false;
        keys.push(key);
        kept.push(word);
    }
    Text { words: kept, keys, all: size }
}

/// Places that two pages have in common: page, page, position, position; sorted. Versions of one page have none.
fn seeds(texts: &[Text], outlets: &[String], sources: &[usize]) -> Vec<(u32, u32, u32, u32)> {
    let mut postings: Vec<(u64, u32, u32)> = Vec::new();
    for (page, text) in texts.iter().enumerate() {
        for (print, at) in winnowed(&text.keys) {
            postings.push((print, small(page), small(at)));
        }
    }
    postings.sort_unstable();
    let mut seeds = Vec::new();
    for block in postings.chunk_by(|a, b| a.0 == b.0) {
        let block = &block[..block.len().min(POSTINGS_CAP)];
        // What three pages of one outlet have and no other page is the outlet's furniture.
        let pages: BTreeSet<&usize> =
            block.iter().filter_map(|(_, page, _)| sources.get(*page as usize)).collect();
        let homes: BTreeSet<&String> = pages.iter().filter_map(|page| outlets.get(**page)).collect();
        if pages.len() >= 3 && homes.len() == 1 {
            continue;
        }
        for (index, (_, page, at)) in block.iter().enumerate() {
            let source = sources.get(*page as usize);
            let others = block[index + 1..].iter();
            for (_, other, there) in others.filter(|(_, other, _)| sources.get(*other as usize) != source) {
                seeds.push((*page, *other, *at, *there));
            }
        }
    }
    seeds.sort_unstable();
    seeds.dedup();
    seeds
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The smallest print of every window, with its place.
fn winnowed(keys: &[u64]) -> Vec<(u64, usize)> {
    let prints: Vec<u64> = keys
        .windows(SHINGLE)
        .map(|five| {
            five.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |hash, key| {
                (hash.rotate_left(5) ^ key).wrapping_mul(0x2545_f491_4f6c_dd1d)
            })
        })
        .collect();
    let mut kept: Vec<(u64, usize)> = Vec::new();
    for start in 0..(prints.len() + 1).saturating_sub(WINDOW).max(usize::from(!prints.is_empty())) {
        let window = &prints[start..(start + WINDOW).min(prints.len())];
        let Some((offset, least)) =
            window.iter().enumerate().min_by_key(|(offset, print)| (**print, std::cmp::Reverse(*offset)))
        else {
            continue;
        };
        if kept.last() != Some(&(*least, start + offset)) {
            kept.push((*least, start + offset));
        }
    }
    kept
}

fn stretches(a: &Text, b: &Text, seeds: &[(u32, u32, u32, u32)]) -> Vec<Stretch> {
    let mut runs: BTreeSet<Run> = BTreeSet::new();
    // The end on the left page of the last run of each diagonal: a seed inside it is that run again.
    let mut ends: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, _, left, right) in seeds {
        let (left, right) = (*left as usize, *right as usize);
        let diagonal = right as i64 - left as i64;
        if ends.get(&diagonal).is_some_and(|end| left < *end) {
            continue;
        }
        let equal =
            |i: usize, j: usize| matches!((a.keys.get(i), b.keys.get(j)), (Some(x), Some(y)) if x == y);
        let (mut from, mut to) = (0, 0);
        while from < left && from < right && equal(left - from - 1, right - from - 1) {
            from += 1;
        }
        while equal(left + to, right + to) {
            to += 1;
        }
        ends.insert(diagonal, left + to);
        if from + to >= SHINGLE {
            runs.insert(Run { left: left - from, right: right - from, length: from + to });
        }
    }
    // The longest runs first; what they cover on either page is taken.
    let mut ordered: Vec<Run> = runs.into_iter().collect();
    ordered.sort_by_key(|run| (std::cmp::Reverse(run.length), *run));
    let mut taken: Vec<Run> = Vec::new();
    for run in ordered {
        let free = taken.iter().all(|other| {
            (run.left + run.length <= other.left || other.left + other.length <= run.left)
                && (run.right + run.length <= other.right || other.right + other.length <= run.right)
        });
        if free && taken.len() < 2000 {
            taken.push(run);
        }
    }
    taken.sort_unstable();
    let mut found: Vec<Stretch> = Vec::new();
    for run in taken {
        match found.last_mut() {
            Some(last)
                if run.left >= last.left.1
                    && run.right >= last.right.1
                    && run.left - last.left.1 <= GAP
                    && run.right - last.right.1 <= GAP =>
            {
                last.left.1 = run.left + run.length;
                last.right.1 = run.right + run.length;
                last.words += run.length;
            }
            _ => found.push(Stretch {
                left: (run.left, run.left + run.length),
                right: (run.right, run.right + run.length),
                words: run.length,
            }),
        }
    }
    found.retain(|stretch| stretch.words >= LEAST_WORDS);
    found
}

fn row(pile: &Pile<'_>, texts: &[Text], (left, right): (usize, usize), stretch: &Stretch) -> Option<Reuse> {
    let passage = |page: usize, (start, end): (usize, usize)| -> Option<Passage> {
        let words = texts[page].words.get(start..end)?;
        let span = words.first()?.span.hull(words.last()?.span);
        Some(Passage { page: pile.pages[page].id().to_owned(), span })
    };
    let (one, other) = (passage(left, stretch.left)?, passage(right, stretch.right)?);
    let published = |page: usize, passage: &Passage| {
        let facts = &pile.pages[page];
        let item =
            facts.reading.page.item_at(passage.span.start()).map(|item| item.id.clone()).unwrap_or_default();
        facts.order(&item, passage.span.start())
    };
    let (a, b) = if published(left, &one) <= published(right, &other) { (one, other) } else { (other, one) };
    let part = |passage: &Passage| format!("{} {:?}", passage.page, passage.span);
    Some(Reuse { id: stable_id("r", &[&part(&a), &part(&b)]), a, b, words: stretch.words })
}
