//! Lines that only those around them show to be no news: captions, and lists that a page prints twice.

use super::lines::{Furniture, Line, PROMO, Shape, sentence_breaks};
use crate::rules::Rules;
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// A paragraph of so many words that is printed twice within so many lines is a picture's caption.
const COPIED_CAPTION_WORDS: usize = 12;
const COPIED_CAPTION_REACH: usize = 5;
/// Two printings of a caption have so many bytes of their beginning in common.
const COPIED_CAPTION_OPENING: usize = 60;
/// So many lines in a row below a label, with the label and them printed again elsewhere, are a widget.
const WIDGET_LINES: usize = 3;
/// So many lines below a label are compared at most.
const WIDGET_REACH: usize = 200;
/// So many printings of a label are compared.
const LABEL_COPIES: usize = 8;
/// A caption has at most this many words, and the credit below it this many.
const CAPTION_WORDS: usize = 45;
const CREDIT_WORDS: usize = 7;

/// Furniture that only its neighbours tell: the links of a numbered list, captions above or under their credits, and captions
/// that are printed twice.
pub(super) fn mark(text: &str, lines: &mut [Line]) {
    mark_captions(text, lines);
    mark_numbered_pictures(text, lines);
    mark_repeated_widgets(text, lines);
    static NUMBERED: OnceLock<Option<Regex>> = OnceLock::new();
    let numbered = NUMBERED.get_or_init(|| Regex::new(r"(?i)^list (?:item )?\d+ of \d+$").ok());
    for number in 1..lines.len() {
        let (above, rest) = lines.split_at_mut(number);
        let (Some(before), Some(line)) = (above.last(), rest.first()) else { continue };
        if line.furniture.is_some() {
            continue;
        }
        let words = before.span.of(text);
        let own = line.span.of(text);
        if before.furniture == Some(Furniture::Caption) && line.words >= 4 && words.ends_with(own) {
            // The caption once more.
            rest[0].furniture = Some(Furniture::Caption);
            continue;
        }
        if line.shape == Shape::Body {
            continue;
        }
        let in_list = numbered.as_ref().is_some_and(|numbered| numbered.is_match(words));
        let is_credit = before.furniture == Some(Furniture::Caption) && before.words <= 5;
        // The page's headline is above its first picture, so the words under a credit are that picture's.
        let under_credit = is_credit
            && line.shape == Shape::Head
            && rest.get(1).is_some_and(Line::is_body)
            && above.iter().rev().take(16).any(Line::is_head);
        if in_list || under_credit {
            rest[0].furniture = Some(if in_list { Furniture::Mid } else { Furniture::Caption });
        }
    }
}

/// Marks what stands under the number of a picture ("Image 2 of 5") as its caption.
fn mark_numbered_pictures(text: &str, lines: &mut [Line]) {
    static NUMBERED: OnceLock<Option<Regex>> = OnceLock::new();
    let numbered = NUMBERED.get_or_init(|| {
        Regex::new(r"(?i)^(?:image|photo|picture|slide|gallery)?s?:? ?\d{1,3} ?(?:of|/) ?\d{1,3}$").ok()
    });
    let Some(numbered) = numbered else { return };
    for number in 1..lines.len() {
        let is_number = lines[number - 1].words <= 5 && numbered.is_match(lines[number - 1].span.of(text));
        let line = &mut lines[number];
        if is_number && line.words <= CAPTION_WORDS && line.stamp.is_none() {
            line.furniture = line.furniture.or(Some(Furniture::Caption));
        }
    }
}

/// Marks what is printed twice under the same label: a list that a page shows in two places.
fn mark_repeated_widgets(text: &str, lines: &mut [Line]) {
    let mut labels: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, line) in lines.iter().enumerate() {
        if line.furniture == Some(Furniture::End) {
            labels.entry(line.span.of(text)).or_default().push(number);
        }
    }
    let mut widgets: Vec<Range<usize>> = Vec::new();
    // Of a label that is printed very often the first few printings are compared.
    for places in labels.values() {
        for pair in places.windows(2).take(LABEL_COPIES) {
            let [first, second] = [pair[0], pair[1]];
            let same = (1..(second - first).min(WIDGET_REACH))
                .take_while(|step| {
                    let below = lines.get(second + step).map(|line| line.span.of(text));
                    below == Some(lines[first + step].span.of(text))
                })
                .count();
            if same >= WIDGET_LINES {
                widgets.extend([first + 1..first + 1 + same, second + 1..second + 1 + same]);
            }
        }
    }
    for line in widgets.into_iter().flatten() {
        let line = &mut lines[line];
        line.furniture = line.furniture.or(Some(Furniture::Mid));
    }
}

/// Marks a paragraph as a caption that is printed twice close together, or that describes a picture right above a short credit.
fn mark_captions(text: &str, lines: &mut [Line]) {
    static SCENE: OnceLock<Rules> = OnceLock::new();
    let scene = SCENE.get_or_init(|| Rules::of(PROMO, "scene", false));
    for number in 1..lines.len() {
        let words = lines[number].span.of(text);
        if lines[number].words >= COPIED_CAPTION_WORDS && lines[number].shape == Shape::Body {
            let copy = (number.saturating_sub(COPIED_CAPTION_REACH)..number)
                .find(|other| lines[*other].span.of(text) == words);
            // Right above it the caption may be printed in full, or cut off.
            let opening = &words[..words.floor_char_boundary(COPIED_CAPTION_OPENING)];
            let copy = copy.or_else(|| {
                let above = &lines[number - 1];
                let is_cut = above.words >= COPIED_CAPTION_WORDS && above.span.of(text).starts_with(opening);
                is_cut.then_some(number - 1)
            });
            if let Some(other) = copy {
                lines[other].furniture = Some(Furniture::Caption);
                lines[number].furniture = Some(Furniture::Caption);
            }
        }
        let is_credit =
            lines[number].furniture == Some(Furniture::Caption) && lines[number].words <= CREDIT_WORDS;
        let above = &lines[number - 1];
        let caption = above.span.of(text);
        let is_one_sentence = above.words <= CAPTION_WORDS && sentence_breaks(caption) == 0;
        // On a page that parts its paragraphs, what stands close to a credit goes with it.
        let is_attached = !lines[number].after_gap
            && above.after_gap
            && lines.get(number + 1).is_none_or(|below| below.after_gap);
        if is_credit && above.is_body() && is_one_sentence && (is_attached || scene.is_match(caption)) {
            lines[number - 1].furniture = Some(Furniture::Caption);
        }
    }
}
