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
    /// The self-contained pieces, in page order. They do not overlap, but that a teaser may lie inside an article: items
    /// nest at most one deep.
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
    /// Its language (BCP 47), where its own words tell; `und-` and a script where they tell only how it is written. The page's holds
    /// where this is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
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

    /// The language of an item, or of the page where the item's is not known.
    #[must_use]
    pub fn language_of<'a>(&'a self, item: &'a Item) -> Option<&'a str> {
        item.language.as_deref().or(self.language.as_deref())
    }

    /// The innermost item that holds a byte offset: of an article and a teaser inside it, the teaser.
    #[must_use]
    pub fn item_at(&self, offset: usize) -> Option<&Item> {
        let begun = self.items.partition_point(|item| item.span.start() <= offset);
        self.items[..begun].iter().rev().find(|item| item.span.holds(offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_article_and_a_teaser_inside_it_the_teaser_is_found() {
        let item = |id: &str, kind, start, end| Item {
            id: id.into(),
            kind,
            span: Span::new(start, end).unwrap(),
            title: None,
            byline: None,
            published: Dating::default(),
            language: None,
        };
        let page = Page {
            id: String::new(),
            sha256: String::new(),
            path: String::new(),
            url: None,
            outlet: None,
            language: None,
            format: Format::Text,
            text: String::new(),
            items: vec![
                item("article", ItemKind::Article, 2, 30),
                item("inner", ItemKind::Teaser, 10, 15),
                item("below", ItemKind::Teaser, 32, 40),
            ],
            boilerplate: vec![],
            notes: vec![],
        };
        let at = |offset| page.item_at(offset).map(|item| item.id.as_str());
        assert_eq!(
            [at(1), at(2), at(10), at(14), at(15), at(29), at(30), at(39)],
            [
                None,
                Some("article"),
                Some("inner"),
                Some("inner"),
                Some("article"),
                Some("article"),
                None,
                Some("below"),
            ]
        );
    }
}
