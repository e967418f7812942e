//! `onrecord show` and `onrecord search`.

use crate::common::{Desk, settings};

fn statement_of(desk: &Desk, words: &str) -> String {
    let hits = desk.run(&["search", words, "--json"]).exits(0).json();
    let hits = hits.as_array().unwrap();
    hits.iter().find(|hit| hit["kind"] == "statement").unwrap()["entry"].as_str().unwrap().to_owned()
}

#[test]
fn a_statement_shows_words_page_hash_and_how_speaker_and_date_were_decided() {
    let desk = Desk::with_record();
    let id = statement_of(&desk, "fishermen");
    settings().bind(|| insta::assert_snapshot!(desk.run(&["show", &id]).exits(0).out));
}

#[test]
fn a_beginning_of_an_id_is_enough() {
    let desk = Desk::with_record();
    let id = statement_of(&desk, "fishermen");
    assert_eq!(desk.run(&["show", &id[..8]]).exits(0).out, desk.run(&["show", &id]).exits(0).out);
}

#[test]
fn every_kind_of_entry_can_be_shown() {
    let desk = Desk::with_record();
    let first =
        |arguments: &[&str]| desk.run(arguments).exits(0).json()[0]["id"].as_str().unwrap().to_owned();
    for id in [first(&["pages", "--json"]), first(&["who", "--json"]), first(&["events", "--json"])] {
        let shown = desk.run(&["show", &id]).exits(0);
        assert!(shown.out.contains(&id[..8]), "{id}: {}", shown.out);
        assert!(desk.run(&["show", &id, "--json"]).exits(0).json()["entry"].is_string());
    }
}

#[test]
fn an_id_that_is_none_fails_with_a_hint() {
    Desk::with_record().run(&["show", "s000000000000"]).exits(1).tells("s000000000000").tells("hint:");
}

#[test]
fn search_finds_words_and_says_so_where_there_are_none() {
    let desk = Desk::with_record();
    settings().bind(|| insta::assert_snapshot!(desk.run(&["search", "patrol", "boats"]).exits(0).out));
    assert_eq!(
        desk.run(&["search", "submarine"]).exits(0).out,
        "“submarine” was not found in these pages.\n"
    );
    for odd in ["\"", "AND", "*", "(", "a OR", "^x:"] {
        desk.run(&["search", "--", odd]).exits(0);
    }
}
