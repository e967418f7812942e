//! `onrecord who`.

use crate::common::{Desk, settings};
use crate::fixed;

#[test]
fn without_words_everybody_is_listed() {
    let desk = fixed::desk();
    settings().bind(|| insta::assert_snapshot!(desk.run(&["who"]).exits(0).out));
}

#[test]
fn with_words_the_statements_come_by_day() {
    let desk = fixed::desk();
    settings().bind(|| insta::assert_snapshot!(desk.run(&["who", "Oll"]).exits(0).out));
}

#[test]
fn about_narrows_to_words_and_json_has_the_rows() {
    let desk = fixed::desk();
    let all = desk.run(&["who", "Oll", "--json"]).exits(0).json();
    let some = desk.run(&["who", "Oll", "--about", "table", "--json"]).exits(0).json();
    let rows = |json: &serde_json::Value| json["statements"].as_array().unwrap().clone();
    assert!(!rows(&some).is_empty());
    assert!(rows(&some).iter().all(|row| row["words"].as_str().unwrap().contains("table")));
    assert!(rows(&all).len() >= rows(&some).len());
    assert_eq!(
        desk.run(&["who", "Oll", "--about", "submarine", "--json"]).json()["statements"],
        serde_json::json!([])
    );
}

#[test]
fn nobody_and_nothing_are_said_in_words() {
    let desk = Desk::with_record();
    assert!(desk.run(&["who", "Nobody Such"]).exits(0).out.contains("Nobody in the record"));
    assert_eq!(
        desk.run(&["who", "Oll", "--about", "submarine"]).exits(0).out,
        "No such statement in these pages.\n"
    );
}

#[test]
fn a_day_that_is_none_is_a_usage_error() {
    Desk::with_record().run(&["who", "--from", "yesterday"]).exits(2).tells("a day is written 2031-05-02");
}
