//! `onrecord show` and `onrecord search`.

use crate::common::{Desk, settings};
use crate::fixed;

fn statement_of(desk: &Desk, words: &str) -> String {
    let hits = desk.run(&["search", words, "--json"]).exits(0).json();
    let hits = hits.as_array().unwrap();
    hits.iter().find(|hit| hit["kind"] == "statement").unwrap()["entry"].as_str().unwrap().to_owned()
}

#[test]
fn a_statement_shows_words_page_hash_and_how_speaker_and_date_were_decided() {
    let desk = fixed::desk();
    let id = statement_of(&desk, "trawler");
    settings().bind(|| insta::assert_snapshot!(desk.run(&["show", &id]).exits(0).out));
}

#[test]
fn a_beginning_of_an_id_is_enough() {
    let desk = fixed::desk();
    let id = statement_of(&desk, "trawler");
    assert_eq!(desk.run(&["show", &id[..8]]).exits(0).out, desk.run(&["show", &id]).exits(0).out);
}

#[test]
fn every_kind_of_entry_can_be_shown() {
    let desk = fixed::desk();
    let first =
        |arguments: &[&str]| desk.run(arguments).exits(0).json()[0]["id"].as_str().unwrap().to_owned();
    for id in [first(&["pages", "--json"]), first(&["who", "--json"]), first(&["events", "--json"])] {
        let shown = desk.run(&["show", &id]).exits(0);
        assert!(shown.out.contains(&id[..8]), "{id}: {}", shown.out);
        assert!(desk.run(&["show", &id, "--json"]).exits(0).json()["entry"].is_string());
    }
}

#[test]
fn a_quotation_shows_how_its_wordings_differ_and_conflicts_show_both_passages() {
    let desk = fixed::desk();
    let id = statement_of(&desk, "table");
    settings().bind(|| insta::assert_snapshot!("quotation", desk.run(&["show", &id]).exits(0).out));
    settings().bind(|| insta::assert_snapshot!("conflicts", desk.run(&["conflicts"]).exits(0).out));
}

#[test]
fn an_id_that_is_none_fails_with_a_hint() {
    fixed::desk().run(&["show", "s000000000000"]).exits(1).tells("s000000000000").tells("hint:");
}

#[test]
fn search_finds_words_and_says_so_where_there_are_none() {
    let desk = fixed::desk();
    settings().bind(|| insta::assert_snapshot!(desk.run(&["search", "patrol", "boats"]).exits(0).out));
    assert_eq!(
        desk.run(&["search", "submarine"]).exits(0).out,
        "“submarine” was not found in these pages.\n"
    );
    for odd in ["\"", "AND", "*", "(", "a OR", "^x:"] {
        desk.run(&["search", "--", odd]).exits(0);
    }
}
