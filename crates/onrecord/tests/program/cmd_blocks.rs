//! `onrecord blocks`.

use crate::common::Desk;
use serde_json::Value;

const PAGE: &str = "<!doctype html><title>Canal shut</title><nav><a href=/>Home</a></nav><article><h1>Canal <em>shut</em></h1>\
    <p>The canal of Halvik was shut on Monday after two barges met below the lock, the port said.</p>\
    <ul><li>Nobody was hurt.</li></ul><table><tr><td>Ships</td><td>9</td></tr></table></article>";

#[test]
fn every_block_leads_to_its_bytes_in_the_file() {
    let desk = Desk::empty();
    desk.write("page.html", PAGE);
    let ran = desk.run(&["blocks", "--jsonl", "page.html"]).exits(0);
    let rows: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = rows.iter().map(|row| row["kind"].as_str().unwrap()).collect();
    for kind in ["heading", "paragraph", "list-item", "row"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    let heading = &rows[kinds.iter().position(|kind| *kind == "heading").unwrap()];
    assert_eq!((heading["level"].as_u64(), heading["text"].as_str()), (Some(1), Some("Canal shut")));
    let at = |number: usize| usize::try_from(heading["source"][number].as_u64().unwrap()).unwrap();
    assert_eq!(&PAGE[at(0)..at(1)], "Canal <em>shut");
    assert_eq!(heading["source_is_file"], true);
    let shown = desk.run(&["blocks", "page.html"]).exits(0).out;
    assert!(shown.contains("heading 1") && shown.contains("Nobody was hurt."), "{shown}");
}

#[test]
fn what_is_no_html_is_refused_by_name_and_the_rest_goes_on() {
    let desk = Desk::empty();
    desk.write("note.txt", "The canal of Halvik was shut on Monday, the port said.");
    desk.write("page.html", PAGE);
    let ran = desk.run(&["blocks", "note.txt", "page.html", "gone.html"]).exits(1);
    assert!(ran.err.contains("note.txt") && ran.err.contains("gone.html"), "{}", ran.err);
    assert!(ran.out.contains("Canal shut"));
}
