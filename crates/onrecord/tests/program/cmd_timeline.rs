//! `onrecord timeline`.

use crate::common::settings;
use crate::fixed;

#[test]
fn days_come_in_order_with_events_and_statements() {
    let desk = fixed::desk();
    settings().bind(|| insta::assert_snapshot!(desk.run(&["timeline"]).exits(0).out));
}

#[test]
fn no_line_is_wider_than_eighty_columns() {
    let desk = fixed::desk();
    for arguments in
        [["timeline"].as_slice(), &["events"], &["who"], &["who", "Oll"], &["pages"], &["conflicts"]]
    {
        for line in desk.run(arguments).exits(0).out.lines() {
            assert!(line.chars().count() <= 80, "{arguments:?}: {line}");
        }
    }
}

#[test]
fn json_has_every_event_and_statement_once_and_the_undated_last() {
    let desk = fixed::desk();
    let days = desk.run(&["timeline", "--json"]).exits(0).json();
    let days = days.as_array().unwrap();
    let count = |name: &str| days.iter().map(|day| day[name].as_array().unwrap().len()).sum::<usize>();
    let events = desk.run(&["events", "--json"]).json().as_array().unwrap().len();
    let statements = desk.run(&["timeline", "--only-statements", "--json"]).json();
    assert_eq!(count("events"), events);
    assert!(statements.as_array().unwrap().iter().all(|day| day["events"] == serde_json::json!([])));
    let dated: Vec<&str> = days.iter().filter_map(|day| day["day"].as_str()).collect();
    assert!(dated.is_sorted() && !dated.is_empty());
    assert!(days.iter().rev().skip(1).all(|day| day["day"].is_string()));
}
