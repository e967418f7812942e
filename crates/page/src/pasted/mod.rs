//! Text copied from a page: its items, and what on it is not news.
//!
//! The phases are [`lines`] (cut into lines, each told by itself), [`neighbours`] (what those around a line tell of it), [`comments`] (what readers wrote), then one of [`live`], [`listing`] and [`article`] (the page's
//! make, and the items that follow from it), then [`dating`].

mod article;
mod below;
mod comments;
pub(crate) mod dating;
mod inline;
pub(crate) mod lines;
mod listing;
pub(crate) mod live;
mod neighbours;
mod trained;

pub use trained::{LineModel, SeenLine, seen_lines};

use crate::decode::{self, Decoded};
use crate::stamp::Stamp;
use crate::{Input, Limits, language, outlet};
use lines::Line;
use onrecord_text::{Dating, Format, Item, ItemKind, Page, Span, page_id_of, sha256_hex, stable_id};
use std::ops::Range;

/// An item before it has a date: which lines it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) kind: ItemKind,
    /// The lines from its first to its last, as indexes.
    pub(crate) lines: Range<usize>,
    pub(crate) title: Option<Span>,
    pub(crate) byline: Option<Span>,
    pub(crate) stamp: Option<Stamp>,
}

impl Draft {
    /// A draft without title, byline and stamp.
    fn new(kind: ItemKind, lines: Range<usize>) -> Self {
        Self { kind, lines, title: None, byline: None, stamp: None }
    }
}

/// What the whole page is, for those who date its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Make {
    Article,
    Live,
    Listing,
}

/// Reads a text file.
pub(crate) fn read(input: Input<'_>, decoded: Decoded<'_>) -> Page {
    read_as(input, decoded, None)
}

/// The same with a date that the supplier gave.
pub(crate) fn read_as(input: Input<'_>, decoded: Decoded<'_>, given: Option<Dating>) -> Page {
    read_with(input, decoded, given, LineModel::shipped())
}

/// Reads copied text with a model of its lines, or by the rules alone, to compare them: [`crate::parse`] reads it with the model that is
/// part of the program.
#[must_use]
pub fn read_copied(input: Input<'_>, limits: &Limits, model: Option<&LineModel>) -> Page {
    read_with(input, decode::plain(input.bytes, limits.max_text_bytes), None, model)
}

fn read_with(
    input: Input<'_>,
    decoded: Decoded<'_>,
    given: Option<Dating>,
    model: Option<&LineModel>,
) -> Page {
    let Decoded { text, notes } = decoded;
    let text = text.into_owned();
    let sha256 = sha256_hex(input.bytes);
    let id = page_id_of(&sha256);
    let lines = lines::split(&text);
    let (items, boilerplate) = items_of(&id, &text, &lines, given, model);
    Page {
        sha256,
        path: input.path.to_owned(),
        url: None,
        outlet: outlet::in_text(&text, &lines),
        language: language::of(&text),
        format: Format::Text,
        items,
        boilerplate,
        notes,
        id,
        text,
    }
}

/// The items of a page's lines, and what on it is no news.
pub(crate) fn read_lines(
    id: &str,
    text: &str,
    lines: &[Line],
    given: Option<Dating>,
) -> (Vec<Item>, Vec<Span>) {
    items_of(id, text, lines, given, LineModel::shipped())
}

fn items_of(
    id: &str,
    text: &str,
    lines: &[Line],
    given: Option<Dating>,
    model: Option<&LineModel>,
) -> (Vec<Item>, Vec<Span>) {
    let mut lines = lines.to_vec();
    let (make, drafts) = drafts_of(text, &mut lines, model);
    let boilerplate = boilerplate(&lines, &drafts);
    let datings = dating::of(text, &lines, make, &drafts, given);
    (assemble(id, text, &lines, &drafts, datings), boilerplate)
}

/// The same for a page whose markup tells which lines are its story.
pub(crate) fn read_story(
    id: &str,
    text: &str,
    lines: &[Line],
    body: Range<usize>,
    title: Option<usize>,
    given: Option<Dating>,
) -> (Vec<Item>, Vec<Span>) {
    let title = title.filter(|title| *title < body.end);
    let start = title.map_or(body.start, |title| title.min(body.start));
    let mut drafts = in_order(lines, article::story(text, lines, start, &body, title));
    // What points to other stories is told by the markup, which has taken it out of the story.
    drafts.retain(|draft| draft.kind != ItemKind::Teaser);
    let datings = dating::of(text, lines, Make::Article, &drafts, given);
    (assemble(id, text, lines, &drafts, datings), boilerplate(lines, &drafts))
}

/// The items of a page, in page order.
fn drafts_of(text: &str, lines: &mut [Line], model: Option<&LineModel>) -> (Make, Vec<Draft>) {
    if let Some(posts) = live::posts(text, lines) {
        return (Make::Live, in_order(lines, posts));
    }
    comments::mark(text, lines);
    let main = model.and_then(|model| model.main_lines(text, lines));
    let stories = listing::stories(text, lines).filter(|stories| {
        // What is printed under dates below one story is what readers wrote, or other stories' summaries.
        let told =
            |draft: &&Draft| main.as_ref().is_none_or(|main| main[draft.lines.clone()].contains(&true));
        stories.iter().filter(told).count() >= 2
    });
    let (make, drafts) = match (stories, main) {
        (Some(stories), _) => (Make::Listing, stories),
        (None, Some(main)) => (Make::Article, article::items(text, lines, &main)),
        (None, None) => (Make::Article, article::items_by_rules(text, lines)),
    };
    (make, in_order(lines, drafts))
}

/// Drafts without furniture at their ends, in page order, an article before the teasers inside it.
fn in_order(lines: &[Line], mut drafts: Vec<Draft>) -> Vec<Draft> {
    for draft in &mut drafts {
        trim(lines, draft);
    }
    drafts.retain(|draft| !draft.lines.is_empty());
    drafts.sort_by_key(|draft| (draft.lines.start, std::cmp::Reverse(draft.lines.end)));
    drafts
}

/// Takes furniture off an item's ends.
fn trim(lines: &[Line], draft: &mut Draft) {
    let is_furniture = |number: usize| lines.get(number).is_none_or(|line| line.furniture.is_some());
    while !draft.lines.is_empty() && is_furniture(draft.lines.start) {
        draft.lines.start += 1;
    }
    while !draft.lines.is_empty() && is_furniture(draft.lines.end - 1) {
        draft.lines.end -= 1;
    }
    // A headline or a byline among what was left out goes with it.
    let own = lines.get(draft.lines.clone()).unwrap_or_default();
    let (start, end) = (own.first().map(|line| line.span.start()), own.last().map(|line| line.span.end()));
    let is_own = |span: &Span| start.is_some_and(|start| start <= span.start()) && Some(span.end()) <= end;
    draft.title = draft.title.filter(is_own);
    draft.byline = draft.byline.filter(is_own);
}

/// What is not news: furniture wherever it stands, an article's byline and date line, and every line that belongs to no item.
fn boilerplate(lines: &[Line], drafts: &[Draft]) -> Vec<Span> {
    let mut inside = vec![false; lines.len()];
    // The byline and the date under an article's headline.
    let mut heads = vec![false; lines.len()];
    for draft in drafts {
        inside[draft.lines.clone()].fill(true);
        if draft.kind == ItemKind::Article {
            // A standfirst may stand above them.
            let mut paragraphs = 0;
            for number in draft.lines.clone() {
                paragraphs += usize::from(lines[number].is_body());
                if paragraphs > 1 {
                    break;
                }
                heads[number] = lines[number].is_byline || lines[number].stamp.is_some();
            }
        }
    }
    let mut spans: Vec<Span> = Vec::new();
    let mut last = None;
    for (number, line) in lines.iter().enumerate() {
        if inside[number] && line.furniture.is_none() && !heads[number] {
            continue;
        }
        match spans.last_mut() {
            Some(span) if last.is_some_and(|last: usize| last + 1 == number) => *span = span.hull(line.span),
            _ => spans.push(line.span),
        }
        last = Some(number);
    }
    spans
}

fn assemble(id: &str, text: &str, lines: &[Line], drafts: &[Draft], datings: Vec<Dating>) -> Vec<Item> {
    drafts
        .iter()
        .zip(datings)
        .filter_map(|(draft, published)| {
            let (first, last) = (lines.get(draft.lines.start)?, lines.get(draft.lines.end - 1)?);
            let span = first.span.hull(last.span);
            debug_assert!(!span.of(text).is_empty());
            Some(Item {
                id: item_id(id, draft.kind, span),
                kind: draft.kind,
                span,
                title: draft.title,
                byline: draft.byline,
                published,
                language: None,
            })
        })
        .collect()
}

/// An item's id: the page, the kind and the span.
pub(crate) fn item_id(page: &str, kind: ItemKind, span: Span) -> String {
    stable_id("i", &[page, kind.as_str(), &span.start().to_string(), &span.end().to_string()])
}
