//! Pages that follow the same running story.

use crate::actors::Cast;
use crate::blocks::{Blocks, agglomerate, fingerprint};
use crate::claims::actor_term;
use crate::pile::{Pile, gap};
use crate::relations::Story;
use crate::words::{Vocabulary, words};
use onrecord_text::{ActorType, Dating, ItemKind, Span, stable_id};
use std::collections::BTreeMap;

/// How many characters of a page count as its lead, and how much the headline counts.
const LEAD: usize = 500;
const TITLE_WEIGHT: f64 = 3.0;
/// The terms of a page that are kept, the weightiest.
const TERMS: usize = 60;
/// Days beyond which two pages are never linked directly, and the spread of the decay before that.
const WINDOW_DAYS: i32 = 7;
const SPREAD_DAYS: f64 = 2.0;
/// What two pages must share to be linked, and what two stories must share on average to be one.
const LINK: f64 = 0.2;
const AVERAGE: f64 = 0.14;
const BLOCK_CAP: usize = 60;

struct Document {
    terms: BTreeMap<String, f64>,
    published: Dating,
}

/// The stories of the pile; a page that belongs to none stands alone in none. Of versions of one page the newest follows the story.
pub(crate) fn find(pile: &Pile<'_>, cast: &Cast, vocabulary: &Vocabulary) -> Vec<Story> {
    let newest: Vec<usize> = (0..pile.pages.len()).filter(|page| pile.pages[*page].source == *page).collect();
    let mut documents: Vec<Document> =
        newest.iter().map(|page| document(pile, *page, cast, vocabulary)).collect();
    weigh(&mut documents);
    let mut similar: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (a, b) in candidates(&documents) {
        let score = cosine(&documents[a].terms, &documents[b].terms)
            * decay(&documents[a].published, &documents[b].published);
        if score >= LINK / 2.0 {
            similar.insert((a, b), score);
        }
    }
    let links =
        similar.iter().filter(|(_, score)| **score >= LINK).map(|((a, b), score)| (*score, *a, *b)).collect();
    let between = |a: usize, b: usize| similar.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0);
    let groups = agglomerate(documents.len(), links, |left, right| {
        // Only pages within the window can tell for or against; a story may run for longer.
        let mut sum = 0.0;
        let mut count = 0_usize;
        for (a, b) in left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b))).take(400) {
            if gap(&documents[a].published, &documents[b].published).unwrap_or(0) <= WINDOW_DAYS {
                sum += between(a, b);
                count += 1;
            }
        }
        count > 0 && sum / count as f64 >= AVERAGE
    });
    let pages = |group: Vec<usize>| group.into_iter().filter_map(|at| newest.get(at).copied()).collect();
    let mut stories: Vec<Story> =
        groups.into_iter().filter(|group| group.len() > 1).map(|group| story(pile, pages(group))).collect();
    stories.sort_by(|one, other| one.pages.cmp(&other.pages));
    stories
}

fn document(pile: &Pile<'_>, page: usize, cast: &Cast, vocabulary: &Vocabulary) -> Document {
    let facts = &pile.pages[page];
    let mut terms: BTreeMap<String, f64> = BTreeMap::new();
    let mut add = |span: Span, weight: f64| {
        for word in words(facts.text(), span) {
            let is_news = !facts.reading.page.is_boilerplate(word.span);
            if is_news && vocabulary.is_content(&word.folded) && !vocabulary.is_negation(&word.folded) {
                *terms.entry(vocabulary.stem(&word.folded)).or_default() += weight;
            }
        }
    };
    // A teaser points to another story.
    for item in facts.reading.page.items.iter().filter(|item| item.kind != ItemKind::Teaser) {
        if let Some(title) = item.title {
            add(title, TITLE_WEIGHT);
        }
        let start = item.title.map_or(item.span.start(), Span::end).max(item.span.start());
        let mut end = item.span.end().min(start + LEAD);
        while end > start && !facts.text().is_char_boundary(end) {
            end -= 1;
        }
        if let Some(lead) = Span::new(start, end) {
            add(lead, 1.0);
        }
    }
    for mention in &facts.reading.mentions {
        if let Some(actor) =
            cast.of(page, &mention.actor).filter(|actor| cast.actors[*actor].kind != ActorType::Unnamed)
        {
            *terms.entry(actor_term(actor)).or_default() += 0.5;
        }
    }
    Document { terms, published: facts.published.clone() }
}

/// Turns counts into weights of length one, rare terms the heaviest.
fn weigh(documents: &mut [Document]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for term in documents.iter().flat_map(|document| document.terms.keys()) {
        *counts.entry(term.clone()).or_default() += 1;
    }
    // A small pile knows little of what is rare: it is counted as if 20 pages more were in it.
    let all = documents.len() as f64 + 20.0;
    for document in documents {
        let mut weighed: Vec<(String, f64)> = std::mem::take(&mut document.terms)
            .into_iter()
            .map(|(term, count)| {
                let pages = counts.get(&term).copied().unwrap_or(0) as f64;
                let weight = (1.0 + count.ln_1p()) * (all / (pages + 0.5)).ln();
                (term, weight)
            })
            .collect();
        weighed.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        weighed.truncate(TERMS);
        let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        if length > 0.0 {
            document.terms = weighed.into_iter().map(|(term, weight)| (term, weight / length)).collect();
        }
    }
}

fn candidates(documents: &[Document]) -> Vec<(usize, usize)> {
    // Pages are numbered by date, so that a cut block still holds the pages that are near each other.
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|page| (documents[*page].published.earliest, *page));
    let mut blocks = Blocks::new();
    for (place, page) in order.iter().enumerate() {
        let mut heavy: Vec<(&String, &f64)> = documents[*page].terms.iter().collect();
        heavy.sort_by(|one, other| other.1.total_cmp(one.1).then_with(|| one.0.cmp(other.0)));
        for (term, _) in heavy.into_iter().take(20) {
            blocks.put(fingerprint(b't', 0, std::iter::once(term.as_str())), place);
        }
    }
    blocks
        .pairs(BLOCK_CAP)
        .into_iter()
        .map(|(a, b)| (order[a].min(order[b]), order[a].max(order[b])))
        .collect()
}

fn cosine(left: &BTreeMap<String, f64>, right: &BTreeMap<String, f64>) -> f64 {
    left.iter().filter_map(|(term, weight)| right.get(term).map(|other| weight * other)).sum()
}

fn decay(left: &Dating, right: &Dating) -> f64 {
    match gap(left, right) {
        // An undated page is taken to be a day or two away.
        None => 0.7,
        Some(days) if days > WINDOW_DAYS => 0.0,
        Some(days) => (-f64::from(days).powi(2) / (2.0 * SPREAD_DAYS * SPREAD_DAYS)).exp(),
    }
}

fn story(pile: &Pile<'_>, mut group: Vec<usize>) -> Story {
    group.sort_by_key(|page| pile.pages[*page].order("", 0));
    let title = group.iter().find_map(|page| {
        let facts = &pile.pages[*page];
        facts
            .reading
            .page
            .items
            .iter()
            .find_map(|item| item.title)
            .map(|title| title.of(facts.text()).to_owned())
    });
    let pages: Vec<String> = group.iter().map(|page| pile.pages[*page].id().to_owned()).collect();
    Story {
        id: stable_id("y", &[pages.first().map_or("", String::as_str)]),
        title: title.unwrap_or_default(),
        pages,
    }
}
