//! A page for tests.

use onrecord_text::{Basis, Dating, Format, Item, ItemKind, Page, Span, page_id, sha256_hex};

/// A page with one article of that text, published on a Tuesday.
#[allow(unreachable_pub, clippy::unwrap_used, reason = "shared by test programs")]
pub fn article(text: &str) -> Page {
    let span = Span::new(0, text.len()).unwrap();
    Page {
        id: page_id(text.as_bytes()),
        sha256: sha256_hex(text.as_bytes()),
        path: "test".into(),
        url: None,
        outlet: None,
        language: Some("en".into()),
        format: Format::Text,
        text: text.into(),
        items: vec![Item {
            id: "i1".into(),
            kind: ItemKind::Article,
            span,
            title: None,
            byline: None,
            published: Dating::day("2031-05-06".parse().unwrap(), Basis::Stated),
            language: None,
        }],
        boilerplate: Vec::new(),
        notes: Vec::new(),
    }
}
