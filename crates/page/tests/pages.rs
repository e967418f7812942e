//! Pages of many makes, written for this project: their items, dates and what on them is no news.
//!
//! Beside each page `NAME.txt` lies `NAME.expected`: a line an item (`kind | day and basis | first words | last words`), then a line for each
//! stretch of boilerplate. `UPDATE_EXPECTED=1 cargo test -p onrecord-page --test pages` writes them anew.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads its fixtures")]

use onrecord_page::{Input, Limits, parse};
use onrecord_text::Page;
use std::fmt::Write as _;
use std::path::Path;

#[test]
fn every_page_reads_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending != "expected"));
    names.sort();
    assert!(names.len() >= 10);
    let mut wrong = Vec::new();
    for path in names {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let shown: String = parse(Input { bytes: &bytes, path: name }, &Limits::default())
            .into_iter()
            .map(|page| shown(&page.unwrap()))
            .collect();
        let expected_path = path.with_extension("expected");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&expected_path, &shown).unwrap();
        }
        let expected = std::fs::read_to_string(&expected_path).unwrap_or_default();
        if shown != expected {
            wrong.push(format!("{name}: expected\n{expected}\nbut read\n{shown}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn shown(page: &Page) -> String {
    let mut out = String::new();
    let outlet = page.outlet.as_ref().map_or("-", |outlet| outlet.name.as_str());
    writeln!(out, "outlet: {outlet}").unwrap();
    for item in &page.items {
        let words = item.span.of(&page.text).replace('\n', " / ");
        let first: String = words.chars().take(48).collect();
        let last: String = words.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
        let date = item.published.edtf.as_deref().unwrap_or("-");
        let title = item.title.map_or("-", |span| span.of(&page.text));
        let byline = item.byline.map_or("-", |span| span.of(&page.text));
        writeln!(
            out,
            "{} | {date} {} | {first} … {last} | {title} | {byline}",
            item.kind.as_str(),
            item.published.basis.as_str()
        )
        .unwrap();
    }
    for span in &page.boilerplate {
        writeln!(out, "no news: {}", span.of(&page.text).replace('\n', " / ")).unwrap();
    }
    out
}
