use super::blocks::{Block, BlockKind};
use super::{features, main_text, metadata, saved, tree};
use crate::pasted::lines::{self, Line};
use crate::{Limits, decode};
use onrecord_text::{Note, Span};
use std::ops::Range;

/// One block of an HTML page: what its markup makes of it, and where it stands in the readable text and in the kept copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Where it stands in the page's readable text, in bytes.
    pub span: Span,
    /// From the first to the last of its bytes in the kept copy's markup, decoded; markup inside it is part of it. In UTF-8 without a
    /// byte order mark and without damage these are the bytes of the kept copy.
    pub source: Range<usize>,
    /// Whether it is taken for the page's main text.
    pub is_main: bool,
}

/// What a block is by its markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// A heading, with its level, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An entry of a list.
    ListItem,
    /// A paragraph of a quotation that the markup sets off.
    Quote,
    /// What stands under a picture or over a table.
    Caption,
    /// A row of a table, its cells with tabs between.
    Row,
    /// Text that no such element holds.
    Other,
}

/// The blocks of an HTML page in page order, as [`crate::parse`] joins them to the page's text. It never fails: what is no markup is text.
#[must_use]
pub fn structure(bytes: &[u8], limits: &Limits) -> Vec<Piece> {
    let markup = decode::markup(bytes, limits.max_markup_bytes).text;
    let apart = Apart::of(&markup, limits, &mut Vec::new());
    let is_main = main_text::of(&apart.sight());
    let pieces = apart.blocks.into_iter().zip(apart.spans).zip(is_main);
    pieces
        .map(|((block, span), is_main)| Piece { kind: kind_of(&block), span, source: block.source, is_main })
        .collect()
}

fn kind_of(block: &Block) -> PieceKind {
    match block.kind {
        BlockKind::Heading => PieceKind::Heading(block.level),
        BlockKind::Paragraph => PieceKind::Paragraph,
        BlockKind::ListItem => PieceKind::ListItem,
        BlockKind::Quote => PieceKind::Quote,
        BlockKind::Caption => PieceKind::Caption,
        BlockKind::Row => PieceKind::Row,
        BlockKind::Other => PieceKind::Other,
    }
}

/// One block of a page as [`seen`] gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Its words.
    pub text: String,
    /// What it is told by, in an order that is the same for all blocks.
    pub features: Vec<f32>,
}

/// What the main text of an HTML page is told from: each of its blocks with its features, for training.
#[must_use]
pub fn seen(bytes: &[u8], limits: &Limits) -> Vec<Seen> {
    let markup = decode::markup(bytes, limits.max_markup_bytes).text;
    let apart = Apart::of(&markup, limits, &mut Vec::new());
    let rows = features::of(&apart.sight(), |_, row| row());
    rows.into_iter().zip(apart.blocks).map(|(features, block)| Seen { text: block.text, features }).collect()
}

/// A page taken apart: its tree, and its blocks with their text.
pub(super) struct Apart<'a> {
    pub(super) tree: tree::Tree<'a>,
    pub(super) metadata: metadata::Metadata,
    pub(super) blocks: Vec<Block>,
    /// The readable text.
    pub(super) text: String,
    /// Where each block stands in it.
    pub(super) spans: Vec<Span>,
    /// Each block as its words alone tell.
    pub(super) lines: Vec<Line>,
    /// The block of the headline, as far as it is told without knowing the main text.
    pub(super) headline: Option<usize>,
}

impl<'a> Apart<'a> {
    pub(super) fn of(markup: &'a str, limits: &Limits, notes: &mut Vec<Note>) -> Self {
        let tree = tree::parse_within(markup, limits);
        if tree.too_deep > 0 {
            notes.push(Note::page(format!(
                "{} elements nest deeper than {} and were left out; their text was kept.",
                tree.too_deep, limits.max_html_depth
            )));
        }
        if tree.too_many > 0 {
            notes.push(Note::page(format!(
                "{} elements beyond the first {} were left out; their text was kept.",
                tree.too_many,
                tree.elements.len()
            )));
        }
        let metadata = metadata::of(&tree, saved::address_in_comment(markup));
        let mut blocks = super::blocks::of(&tree);
        let (text, spans) = super::join(&blocks, limits.max_text_bytes, notes);
        blocks.truncate(spans.len());
        if blocks.is_empty() {
            notes.push(Note::page(
                "The page has no readable text; perhaps a script fills it. Save it from a browser once it shows.",
            ));
        }
        let lines = spans.iter().map(|span| lines::classify(&text, *span, true)).collect();
        let headline = main_text::headline(&blocks, &metadata);
        Self { tree, metadata, blocks, text, spans, lines, headline }
    }

    pub(super) fn sight(&self) -> features::Sight<'_> {
        features::Sight {
            tree: &self.tree,
            blocks: &self.blocks,
            lines: &self.lines,
            metadata: &self.metadata,
            title: self.headline,
        }
    }
}
