//! Lines that an outlet prints around its stories: what repeats across its pages, and no page by itself can tell from news.
//!
//! A wire repeats the background of a story word for word, too, and one article is kept under three addresses. So a line counts only
//! at the edge of an item, where it tells of no event and names nobody whom the rest of the page names, and only where most of the
//! item is its own.

use crate::pile::PageFacts;
use onrecord_text::{Item, ItemKind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Two pages can share a line by chance, or by telling of one thing; so many of one outlet, versions counted once, hardly do.
const PAGES: usize = 3;

/// A stretch of lines that an outlet's pages repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) span: Span,
    /// How many of the outlet's pages have each of its lines, at least; versions of a page count once.
    pub(crate) pages: usize,
}

/// The pages' repeated stretches, in order, for each page of the pile; none for pages without a named outlet.
pub(crate) fn find(pages: &[PageFacts<'_>]) -> Vec<Vec<Stretch>> {
    let mut printed: BTreeMap<(&str, &str), BTreeSet<usize>> = BTreeMap::new();
    for facts in pages {
        let Some(outlet) = outlet_of(facts) else { continue };
        for line in own_lines(facts) {
            printed.entry((outlet, line.of(facts.text()))).or_default().insert(facts.source);
        }
    }
    let times = |facts: &PageFacts<'_>, line: Span| {
        let count = outlet_of(facts).and_then(|outlet| printed.get(&(outlet, line.of(facts.text()))));
        count.map_or(0, BTreeSet::len)
    };
    pages.iter().map(|facts| of_page(facts, |line| times(facts, line))).collect()
}

fn outlet_of<'a>(facts: &PageFacts<'a>) -> Option<&'a str> {
    facts.reading.page.outlet.as_ref().map(|outlet| outlet.name.as_str())
}

/// The lines of the page's items that are not boilerplate already, without white space at their ends.
fn own_lines(facts: &PageFacts<'_>) -> Vec<Span> {
    let items = facts.reading.page.items.iter().filter(|item| item.kind != ItemKind::Teaser);
    items.flat_map(|item| lines(facts, item.span)).collect()
}

fn lines(facts: &PageFacts<'_>, within: Span) -> Vec<Span> {
    let mut start = within.start();
    let mut found = Vec::new();
    for line in within.of(facts.text()).split_inclusive('\n') {
        let words = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        let span = Span::new(at, at + words.len()).filter(|_| !words.is_empty());
        found.extend(span.filter(|span| !facts.reading.page.is_boilerplate(*span)));
    }
    found
}

fn of_page(facts: &PageFacts<'_>, times: impl Fn(Span) -> usize) -> Vec<Stretch> {
    let is_repeated = |line: Span| times(line) >= PAGES;
    let mut told_apart: BTreeSet<&str> = BTreeSet::new();
    for mention in &facts.reading.mentions {
        let line = facts.line(mention.span);
        if !is_repeated(line) {
            told_apart.insert(mention.actor.as_str());
        }
    }
    let is_of_the_story = |line: Span| {
        let mut mentions = facts.reading.mentions.iter().filter(|mention| line.contains(mention.span));
        mentions.any(|mention| told_apart.contains(mention.actor.as_str()))
            || facts.reading.events.iter().any(|event| event.evidence.overlaps(line))
    };
    let mut stretches = Vec::new();
    for item in facts.reading.page.items.iter().filter(|item| item.kind != ItemKind::Teaser) {
        let lines = lines(facts, item.span);
        let size = |lines: &mut dyn Iterator<Item = &Span>| lines.map(|line| line.len()).sum::<usize>();
        let repeated = size(&mut lines.iter().filter(|line| is_repeated(**line)));
        // The same story at another address.
        if 2 * repeated >= size(&mut lines.iter()) {
            continue;
        }
        let is_furniture = |line: &Span| is_repeated(*line) && !is_of_the_story(*line);
        let body = lines.iter().position(|line| !is_furniture(line) && !is_head(item, *line)).unwrap_or(0);
        let behind = lines.iter().rposition(|line| !is_furniture(line)).map_or(lines.len(), |last| last + 1);
        let edges = lines[..body].iter().chain(&lines[behind.max(body)..]);
        for line in edges.filter(|line| is_furniture(line) && !is_head(item, **line)) {
            stretches.push(Stretch { span: *line, pages: times(*line) });
        }
    }
    stretches.sort_by_key(|stretch| stretch.span);
    stretches
}

/// Whether a line is the item's headline or its byline: these repeat by right.
fn is_head(item: &Item, line: Span) -> bool {
    [item.title, item.byline].into_iter().flatten().any(|head| head.overlaps(line))
}
