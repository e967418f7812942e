//! What stands below a story: pointers to other stories, entries of a news feed; the rest is no news.

use super::Draft;
use super::article::{STORY_HEADLINE_WORDS, has_small_word, is_title_case};
use super::comments::opens_comments;
use super::lines::{Furniture, Line, Shape};
use crate::rules::Rules;
use onrecord_text::ItemKind;
use std::ops::Range;
use std::sync::OnceLock;

/// So many labels in a row are a menu, and what follows them is the page's foot.
const MENU_LABELS: usize = 5;
/// So many lines without a link and the page's foot has begun.
const OPEN_LINES: usize = 12;
/// The text of a video without a headline has at least this many words.
const VIDEO_WORDS: usize = 12;

/// Which part of the page a line below the story belongs to, by the last label above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// Right below the story, under no label: links to the stories before and after it.
    Open,
    /// Under a label that says that the links belong to this story ("Related stories").
    Related,
    /// Under the label of a list that stands on every page ("Trending"), or in the page's foot.
    Widget,
    /// What readers wrote.
    Comments,
}

/// The items below a story whose last line is before `from`.
pub(super) fn items(text: &str, lines: &[Line], from: usize) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut zone = Zone::Open;
    let mut labels = 0;
    // Where the story or its last link ends.
    let mut last = from;
    let mut number = from;
    while number < lines.len() {
        let line = &lines[number];
        let is_label = line.is_news() && line.shape == Shape::Label;
        labels = if is_label { labels + 1 } else { 0 };
        if let Some(next) = zone_of(text, line) {
            zone = next;
        } else if labels >= MENU_LABELS
            || (is_label && zone == Zone::Related && heads_from(lines, number + 1) >= 3)
        {
            zone = Zone::Widget;
        }
        let entry = match zone {
            Zone::Comments => None,
            _ => feed_entry(lines, number).or_else(|| video(text, lines, number, from)),
        };
        if zone == Zone::Open && number - last >= OPEN_LINES {
            zone = Zone::Widget;
        }
        let draft = entry.or_else(|| match zone {
            Zone::Open | Zone::Related => card(text, lines, number, zone),
            Zone::Widget | Zone::Comments => None,
        });
        number = match draft {
            Some(draft) => {
                let end = draft.lines.end;
                drafts.push(draft);
                last = end;
                end
            }
            // A run of headlines without a label is a list of what is new.
            None => number + heads_from(lines, number).max(1),
        };
    }
    drafts
}

/// The part of the page that a line opens, if it is such a label.
fn zone_of(text: &str, line: &Line) -> Option<Zone> {
    static RELATED: OnceLock<Rules> = OnceLock::new();
    let words = line.span.of(text);
    let is_label = matches!(line.furniture, Some(Furniture::End | Furniture::Mid)) && line.words <= 8;
    if is_label && RELATED.get_or_init(|| Rules::of(super::lines::FURNITURE, "related", true)).is_match(words)
    {
        return Some(Zone::Related);
    }
    if line.furniture != Some(Furniture::End) {
        return None;
    }
    Some(if opens_comments(words) { Zone::Comments } else { Zone::Widget })
}

/// How many headlines stand in a row.
pub(super) fn heads_from(lines: &[Line], from: usize) -> usize {
    lines[from.min(lines.len())..].iter().take_while(|line| line.is_head()).count()
}

/// A headline, with the summary below it where there is one.
fn card(text: &str, lines: &[Line], number: usize, zone: Zone) -> Option<Draft> {
    let line = &lines[number];
    if !line.is_head() || line.words < STORY_HEADLINE_WORDS {
        return None;
    }
    let words = line.span.of(text);
    let lower = words.to_lowercase();
    if ["by ", "tags ", "tags:", "follow ", "*"].iter().any(|start| lower.starts_with(start)) {
        return None;
    }
    let next = lines.get(number + 1);
    let is_blurb =
        next.is_some_and(|next| next.is_body() || next.is_news() && next.span.of(text).ends_with("(...)"));
    let is_promotion = next.is_some_and(|next| next.furniture == Some(Furniture::Promo));
    let is_menu = is_promotion || is_title_case(words) && !has_small_word(words);
    if zone == Zone::Open && (is_menu || heads_from(lines, number) >= 3) {
        return None;
    }
    let end = if is_blurb { number + 2 } else { number + 1 };
    Some(titled(ItemKind::Teaser, number..end, line))
}

fn titled(kind: ItemKind, lines: Range<usize>, title: &Line) -> Draft {
    let mut draft = Draft::new(kind, lines);
    draft.title = Some(title.span);
    draft
}

/// An entry of a news feed: a stamp with a story below it. Under a headline the stamp is that headline's age.
fn feed_entry(lines: &[Line], number: usize) -> Option<Draft> {
    let line = &lines[number];
    let under_headline = number > 0 && lines[number - 1].is_head();
    // A day beside a headline is a card's; a clock time or an age is a feed's.
    let is_feed = line.stamp.is_some_and(|stamp| stamp.day.is_none());
    if line.furniture.is_some() || !is_feed || under_headline {
        return None;
    }
    let end = entry_end(lines, number + 1);
    let first = lines[number + 1..end].iter().find(|line| line.is_news())?;
    lines[number + 1..end].iter().any(Line::is_body).then(|| {
        let mut draft = titled(ItemKind::FeedItem, number..end, first);
        draft.stamp = line.stamp;
        draft
    })
}

/// Where an entry of a news feed ends: at the next stamp, at furniture, or at a label.
fn entry_end(lines: &[Line], from: usize) -> usize {
    (from..lines.len())
        .find(|number| {
            let line = &lines[*number];
            line.furniture.is_some_and(|kind| kind != Furniture::Caption)
                || line.stamp.is_some()
                || line.shape == Shape::Label
        })
        .unwrap_or(lines.len())
}

/// The words that describe a video, under the label that says it is one.
fn video(text: &str, lines: &[Line], number: usize, from: usize) -> Option<Draft> {
    let is_labelled = number > from && lines[number - 1].span.of(text).eq_ignore_ascii_case("video");
    let line = &lines[number];
    (is_labelled && line.is_body() && line.words >= VIDEO_WORDS)
        .then(|| Draft::new(ItemKind::Teaser, number..number + 1))
}
