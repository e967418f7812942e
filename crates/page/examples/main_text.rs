//! Prints the main text of HTML files as `{"page": …, "text": …, "published": …}`, one a line, to measure extraction.
//!
//! `cargo run -p onrecord-page --example main_text -- FILE...`; the page's name is the file's name up to its first dot.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an example is a small program"
)]

use onrecord_page::{Input, Limits, decompress, parse};
use onrecord_text::{ItemKind, Page, Span};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let raw = std::fs::read(&path)?;
        let bytes = decompress(&raw, 256 << 20)?;
        let name = std::path::Path::new(&path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
        for page in parse(Input { bytes: &bytes, path: name }, &Limits::default()).into_iter().flatten() {
            let published =
                page.items.iter().find(|item| item.kind != ItemKind::Teaser).map(|item| &item.published);
            let row = serde_json::json!({
                "page": name.strip_suffix(".gz").unwrap_or(name).trim_end_matches(".html"),
                "text": main_text(&page),
                "published": published.and_then(|published| published.single_day()).map(|day| day.to_string()),
                "why": published.map(|published| &published.why),
            });
            println!("{row}");
        }
    }
    Ok(())
}

/// The items' text without titles, bylines, teasers and what is no news.
fn main_text(page: &Page) -> String {
    let mut gaps: Vec<Span> = page.boilerplate.clone();
    for item in &page.items {
        // The heading of a section is part of the story.
        gaps.extend(item.title.filter(|_| item.kind != ItemKind::Section));
        gaps.extend(item.byline);
        if item.kind == ItemKind::Teaser {
            gaps.push(item.span);
        }
    }
    gaps.sort();
    let mut text = String::new();
    for item in page.items.iter().filter(|item| item.kind != ItemKind::Teaser) {
        let mut at = item.span.start();
        for gap in gaps.iter().filter(|gap| item.span.overlaps(**gap)) {
            text.push_str(page.text.get(at..gap.start().max(at)).unwrap_or_default());
            at = at.max(gap.end());
        }
        text.push_str(page.text.get(at..item.span.end().max(at)).unwrap_or_default());
        text.push('\n');
    }
    text
}
