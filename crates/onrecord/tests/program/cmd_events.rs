//! `onrecord events`.

use crate::common::{Desk, settings};
use crate::fixed;

#[test]
fn events_are_listed_with_their_reports() {
    let desk = fixed::desk();
    settings().bind(|| insta::assert_snapshot!(desk.run(&["events"]).exits(0).out));
}

#[test]
fn stages_and_types_narrow() {
    let desk = fixed::desk();
    let all = desk.run(&["events", "--json"]).exits(0).json();
    let planned = desk.run(&["events", "--stage", "planned", "--json"]).exits(0).json();
    let has_planned = |row: &&serde_json::Value| {
        row["reports"].as_array().unwrap().iter().any(|report| report["stage"] == "planned")
    };
    let expected: Vec<_> = all.as_array().unwrap().iter().filter(has_planned).cloned().collect();
    assert!(!expected.is_empty());
    assert_eq!(planned, serde_json::Value::Array(expected));
    let both = desk.run(&["events", "--stage", "moved,planned", "--json"]).exits(0).json();
    assert!(both.as_array().unwrap().len() >= planned.as_array().unwrap().len());
    assert_eq!(
        desk.run(&["events", "--type", "deportation"]).exits(0).out,
        "No such event in these pages.\n"
    );
}

#[test]
fn a_stage_that_is_none_is_a_usage_error_that_lists_them() {
    Desk::with_record().run(&["events", "--stage", "maybe"]).exits(2).tells("planned").tells("moved");
}
