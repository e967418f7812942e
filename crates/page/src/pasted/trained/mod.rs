//! Which lines of a copied page are its main text, by a forest that `training/pasted_text` makes.
//!
//! The forest looks at a line, at the lines around it and at what the rules make of the page ([`features`]). A story is few stretches of
//! lines, not single ones: what is taken are the stretches that the scores of all lines together speak for ([`stretches`]).

mod content;
mod features;
mod lists;
mod signs;
mod stretches;

use super::Draft;
use super::article;
use super::comments;
use super::lines::{self, Furniture, Line, Shape};
use crate::forest::Forest;
use content::Content;
use lists::Lists;
use onrecord_text::{ItemKind, Span};
use std::sync::OnceLock;

/// The trained forest.
const FOREST: &str = include_str!("../../../data/pasted_text.forest");
/// What is added to all scores of a page on which no stretch of lines gains: odds of three to one.
const LEANING: f32 = 1.0;
/// A line of a lower score is no part of the stretch in which it stands.
const UNLIKELY: f32 = -1.0;
/// A paragraph of a higher score is main text though a rule takes it for furniture.
const CERTAIN: f32 = 1.0;
/// A page of more lines is left to the rules: rows of features take some hundred bytes a line.
const MOST_LINES: usize = 20_000;

/// What tells the main text of copied pages line by line.
#[derive(Debug)]
pub struct LineModel {
    lines: Forest,
}

impl LineModel {
    /// The model that is part of the program; none where its file is damaged, which a test excludes.
    pub(crate) fn shipped() -> Option<&'static Self> {
        static MODEL: OnceLock<Option<LineModel>> = OnceLock::new();
        MODEL.get_or_init(|| LineModel::read(FOREST)).as_ref()
    }

    /// Reads a model from the text that `training/pasted_text` writes; nothing where it is none, or is for other features.
    #[must_use]
    pub fn read(file: &str) -> Option<Self> {
        Some(Self { lines: Forest::read(file, "lines", features::COUNT)? })
    }

    /// Which lines are main text; nothing where none is, or where the page is not one that the model knows: copied onto one line, or of
    /// more lines than any that a person copies.
    pub(super) fn main_lines(&self, text: &str, page: &[Line]) -> Option<Vec<bool>> {
        let is_cut = page.windows(2).any(|pair| is_one_line(text, pair[0].span, pair[1].span));
        if is_cut || page.len() > MOST_LINES {
            return None;
        }
        let content = Content::of_page(text, page);
        let ruled = ruled(text, page);
        let lists = lists_of(text, page);
        let rows = features::of(text, &ruled, &content, &lists);
        let mut told: Vec<_> = page
            .iter()
            .zip(&rows)
            .map(|(line, row)| (self.lines.score(row), line.span.of(text).len()))
            .collect();
        let mut lines = stretches::of(&told);
        if !lines.contains(&true) {
            // A page has a story more often than not: the likeliest stretch, where one is nearly likely enough.
            told.iter_mut().for_each(|(score, _)| *score += LEANING);
            lines = stretches::of(&told);
        }
        for (is_main, (score, _)) in lines.iter_mut().zip(&told) {
            *is_main &= *score > UNLIKELY;
        }
        // Where a roundup's stories begin and end the headings say: one that speaks for itself needs not outweigh what an end costs.
        for section in
            ruled.sections.iter().filter(|section| stretches::gain(&told[(*section).clone()]) > 0.0)
        {
            lines[section.clone()].fill(true);
        }
        for (at, is_main) in lines.iter_mut().enumerate() {
            // What the rules know, furniture and pointers to other stories, is never main text, but for a paragraph where all that
            // stands around it speaks against the rule. What readers wrote is told by the page, not by a line alone.
            let line = &ruled.lines[at];
            let is_ruled_out = line.furniture.is_some() || ruled.is_teaser[at];
            let is_paragraph = line.shape == Shape::Body && line.furniture != Some(Furniture::Comment);
            *is_main &= !is_ruled_out || is_paragraph && told[at].0 > CERTAIN;
        }
        add_lists(&ruled, &lists, &mut lines);
        // A roundup's headings are exact knowledge: they stand where their stories do.
        for section in &ruled.sections {
            lines[section.start] |= lines[section.clone()].contains(&true);
        }
        // So is the summary above them, which says once more what they say.
        if let Some(first) = ruled.sections.first().filter(|section| lines[section.start]) {
            let above = lines[..first.start].iter_mut().zip(&ruled.is_story);
            above.for_each(|(is_main, is_story)| *is_main |= is_story);
        }
        lines.contains(&true).then_some(lines)
    }
}

/// Adds the lists that main text opens: a list belongs to the line above it, however little its entries read like a story.
fn add_lists(ruled: &features::Ruled, lists: &Lists, main: &mut [bool]) {
    for at in 0..main.len() {
        let list = if main[at] { lists.opened_by(at) } else { None };
        for entry in list.into_iter().flatten() {
            let furniture = ruled.lines[entry].furniture;
            main[entry] |= !matches!(furniture, Some(Furniture::End | Furniture::Promo | Furniture::Comment));
        }
    }
}

fn lists_of(text: &str, page: &[Line]) -> Lists {
    let words: Vec<&str> = page.iter().map(|line| line.opening(text)).collect();
    Lists::of(&words)
}

fn is_one_line(text: &str, first: Span, second: Span) -> bool {
    !text[first.end()..second.start()].contains(['\n', '\r', '\u{2028}', '\u{2029}'])
}

/// The page as the rules alone read it.
fn ruled(text: &str, page: &[Line]) -> features::Ruled {
    let mut lines = page.to_vec();
    let drafts = super::in_order(page, article::items_by_rules(text, &mut lines));
    let (mut is_story, mut is_teaser) = (vec![false; lines.len()], vec![false; lines.len()]);
    let mut sections = Vec::new();
    for Draft { kind, lines: own, .. } in &drafts {
        if *kind == ItemKind::Section {
            sections.push(own.clone());
        }
        match kind {
            ItemKind::Teaser | ItemKind::FeedItem => is_teaser[own.clone()].fill(true),
            _ => is_story[own.clone()].fill(true),
        }
    }
    let headline = drafts.iter().find(|draft| draft.kind == ItemKind::Article).and_then(|draft| draft.title);
    let title = headline.and_then(|title| lines.iter().position(|line| line.span == title));
    let mut in_head = true;
    for (number, line) in lines.iter().enumerate() {
        let is_head = line.is_byline || line.stamp.is_some();
        in_head &= !(is_story[number] && line.is_body());
        is_story[number] &=
            line.furniture.is_none() && !is_teaser[number] && Some(number) != title && !(in_head && is_head);
    }
    features::Ruled { lines, is_story, is_teaser, sections, title }
}

/// A line of a copied page as the model sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenLine {
    /// Where it stands in the text, in bytes.
    pub span: Span,
    /// What it is told by, in an order that is the same for all lines.
    pub features: Vec<f32>,
}

/// What the main text of a copied page is told from, for training: its lines with their features.
#[must_use]
pub fn seen_lines(text: &str) -> Vec<SeenLine> {
    let mut page = lines::split(text);
    comments::mark(text, &mut page);
    let content = Content::of_page(text, &page);
    let rows = features::of(text, &ruled(text, &page), &content, &lists_of(text, &page));
    page.iter().zip(rows).map(|(line, features)| SeenLine { span: line.span, features }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_there() {
        assert!(LineModel::shipped().is_some());
    }

    #[test]
    fn every_line_has_all_features() {
        let text = "Menu\nHome\n\nCanal shut for a week\nBy Ana Weil\nThe canal was shut on Monday, the port of Halvik said.\n\nShare";
        let rows = seen_lines(text);
        assert_eq!(rows.len(), 6);
        assert!(rows.iter().all(|line| line.features.len() == features::COUNT));
        assert!(rows.iter().all(|line| line.features.iter().all(|value| value.is_finite())));
        assert!(seen_lines("").is_empty());
    }
}
