//! Prints the main text of HTML files as `{"page": …, "text": …, "published": …}`, one a line, to measure extraction.
//!
//! `cargo run -p onrecord-page --example main_text -- FILE...`; the page's name is the file's name without `.html` and `.gz`.
#![allow(clippy::print_stdout, reason = "an example is a small program")]

mod shared;

use onrecord_page::{Input, Limits, parse};
use onrecord_text::{ItemKind, Page};
use shared::{Outcome, each_file, page_name};

fn main() -> Outcome {
    each_file(|path, bytes| {
        for page in parse(Input { bytes, path }, &Limits::default()).into_iter().flatten() {
            let published =
                page.items.iter().find(|item| item.kind != ItemKind::Teaser).map(|item| &item.published);
            let row = serde_json::json!({
                "page": page_name(path),
                "text": words_of(&page),
                "published": published.and_then(|published| published.single_day()).map(|day| day.to_string()),
                "why": published.map(|published| &published.why),
            });
            println!("{row}");
        }
        Ok(())
    })
}

/// The main text without titles, a line an item.
fn words_of(page: &Page) -> String {
    let mut text = String::new();
    for spans in shared::main_text(page, false) {
        text.extend(spans.iter().map(|span| span.of(&page.text)));
        text.push('\n');
    }
    text
}
