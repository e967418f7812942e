//! `onrecord add`, and `pages`, which lists what it added.

use crate::common::{Desk, settings};
use crate::fixed;

#[test]
fn the_same_pages_twice_add_nothing() {
    let desk = Desk::with_pages();
    let first = desk.run(&["add", "pages"]).exits(0);
    let before = std::fs::read(desk.path().join("story.onrecord")).unwrap();
    let second = desk.run(&["add", "--json", "pages"]).exits(0);
    assert!(first.out.starts_with("Added 2 pages."), "{}", first.out);
    let counts = second.json();
    assert_eq!((&counts["added"], &counts["already_there"]), (&0.into(), &2.into()));
    assert_eq!(std::fs::read(desk.path().join("story.onrecord")).unwrap(), before, "not a byte is written");
    desk.is_whole();
}

#[test]
fn the_same_bytes_under_another_name_are_one_page() {
    let desk = Desk::with_record();
    desk.write("copy.txt", crate::common::COURIER);
    let counts = desk.run(&["add", "--json", "copy.txt"]).exits(0).json();
    assert_eq!((&counts["added"], &counts["found_again"]), (&0.into(), &1.into()));
    assert_eq!(desk.pages(), 2);
}

#[test]
fn rows_of_a_table_are_pages_and_known_rows_are_not_read_again() {
    let desk = Desk::empty();
    let row =
        |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"Mara Oll said she would wait in Halvik. {id}\"}}\n");
    desk.write("a.jsonl", row("one") + &row("two"));
    desk.run(&["add", "a.jsonl"]).exits(0);
    desk.write("b.jsonl", row("two") + &row("three"));
    let counts = desk.run(&["add", "--json", "b.jsonl"]).exits(0).json();
    assert_eq!((&counts["added"], &counts["already_there"]), (&1.into(), &1.into()));
    assert_eq!(desk.pages(), 3);
    desk.is_whole();
}

#[test]
fn a_page_on_which_nothing_can_be_read_is_told() {
    let desk = Desk::with_pages();
    let page = "<!doctype html><html><head><title>Talks</title></head><body><div id=root></div><script>start()</script></body></html>";
    desk.write("talks.html", page);
    let ran = desk.run(&["add", "talks.html", "pages/courier.txt"]).exits(0);
    assert_eq!(ran.err.matches("could be read").count(), 1, "{}", ran.err);
    let ran =
        ran.tells("talks.html: kept, but nothing on it could be read.").tells("perhaps a script fills it");
    assert!(ran.out.starts_with("Added 2 pages."), "{}", ran.out);
}

#[test]
fn a_record_beside_the_pages_is_not_taken_for_one() {
    let desk = Desk::with_pages();
    desk.run(&["add", "--record", "pages/mine.onrecord", "pages"]).exits(0);
    let again = desk.run(&["add", "--record", "pages/mine.onrecord", "pages"]).exits(0);
    assert!(again.out.contains("2 already there"), "{}", again.out);
}

#[test]
fn an_address_is_refused_with_what_to_do_and_files_go_on() {
    let desk = Desk::with_pages();
    let ran = desk.run(&["add", "ftp://courier.example/talks", "pages/courier.txt"]).exits(1);
    let ran = ran.tells("ftp://courier.example/talks").tells("not a file").tells("save it");
    assert!(ran.out.starts_with("Added 1 page, 1 could not be read."), "{}", ran.out);
}

#[test]
fn pages_lists_what_was_added() {
    let desk = fixed::desk();
    settings().bind(|| insta::assert_snapshot!(desk.run(&["pages"]).exits(0).out));
}
