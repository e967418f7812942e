use crate::{Dating, Format, ItemKind, Span};
use serde::{Deserialize, Serialize};

/// One ingested document: where its kept copy is, and the readable text made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The content address of the kept copy ([`crate::page_id`]).
    pub id: String,
    /// The SHA-256 of the raw bytes, hexadecimal.
    pub sha256: String,
    /// Where the bytes came from, as it was named to us.
    pub path: String,
    /// The page's own address, where known.
    pub url: Option<String>,
    /// Who published it, where known.
    pub outlet: Option<Outlet>,
    /// The language of the text (BCP 47), where known.
    pub language: Option<String>,
    /// What the bytes are.
    pub format: Format,
    /// The readable text. For plain text it is the decoded file, unchanged.
    pub text: String,
    /// The self-contained pieces, in page order; they do not overlap.
    pub items: Vec<Item>,
    /// What is on the page and is not news, in page order, disjoint from each other; may lie inside items.
    pub boilerplate: Vec<Span>,
    /// What was wrong with the bytes, for the reader.
    pub notes: Vec<Note>,
}

/// Who published a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Outlet {
    /// The name as the outlet writes it.
    pub name: String,
    /// The host without `www.`, where known.
    pub domain: Option<String>,
}

/// A self-contained piece of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable: made of the page's id, the kind and the span.
    pub id: String,
    /// What it is.
    pub kind: ItemKind,
    /// All of it, title and byline included.
    pub span: Span,
    /// Its headline.
    pub title: Option<Span>,
    /// Its author line.
    pub byline: Option<Span>,
    /// When it was published.
    pub published: Dating,
}

/// Something that a reader of the record should know about how a page was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// What was found, in one sentence.
    pub message: String,
    /// Where in the text, if it is about a place.
    pub span: Option<Span>,
}

impl Note {
    /// A note on the page as a whole.
    #[must_use]
    pub fn page(message: impl Into<String>) -> Self {
        Self { message: message.into(), span: None }
    }
}

impl Page {
    /// Whether a span touches the page's boilerplate.
    #[must_use]
    pub fn is_boilerplate(&self, span: Span) -> bool {
        let after = self.boilerplate.partition_point(|block| block.end() <= span.start());
        self.boilerplate.get(after).is_some_and(|block| block.overlaps(span))
    }

    /// The item that holds a byte offset.
    #[must_use]
    pub fn item_at(&self, offset: usize) -> Option<&Item> {
        let after = self.items.partition_point(|item| item.span.end() <= offset);
        self.items.get(after).filter(|item| item.span.holds(offset))
    }
}
