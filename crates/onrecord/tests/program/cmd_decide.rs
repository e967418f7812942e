//! `onrecord decide`.

use crate::common::{Desk, settings};
use crate::fixed;

#[test]
fn a_decision_takes_effect_survives_a_rebuild_and_can_be_undone() {
    let desk = fixed::desk();
    let events = || desk.run(&["events", "--json"]).exits(0).json();
    let reports = |json: &serde_json::Value| -> Vec<String> {
        let groups = json.as_array().unwrap().iter();
        let mut ids: Vec<String> = groups
            .flat_map(|group| group["reports"].as_array().unwrap())
            .map(|report| report["id"].as_str().unwrap().to_owned())
            .collect();
        ids.sort();
        ids
    };
    let before = reports(&events());
    let rejected = before[0].clone();
    let ran = desk.run(&["decide", "reject", &rejected, "--by", "Ada", "--why", "a caption"]).exits(0);
    assert!(ran.out.starts_with("Decision 1: "), "{}", ran.out);
    assert!(!reports(&events()).contains(&rejected));
    settings().bind(|| insta::assert_snapshot!(desk.run(&["decide", "list"]).exits(0).out));
    desk.run(&["decide", "undo", "1"]).exits(0);
    assert_eq!(reports(&events()), before);
    let listed = desk.run(&["decide", "list", "--json"]).exits(0).json();
    assert_eq!(listed[0]["undone_by"], "Tester");
    desk.run(&["decide", "undo", "1"]).exits(1).tells("no decision 1");
}

#[test]
fn a_decision_survives_a_rebuild() {
    let desk = Desk::with_record();
    let page = desk.run(&["search", "Calder", "--json"]).json();
    let entry = page.as_array().unwrap().iter().find(|hit| hit["kind"] != "page").unwrap()["entry"].clone();
    let entry = entry.as_str().unwrap();
    desk.run(&["decide", "reject", entry]).exits(0);
    desk.run(&["rebuild"]).exits(0);
    desk.run(&["add", "pages"]).exits(0);
    assert!(!desk.run(&["timeline", "--json"]).exits(0).out.contains(entry), "it is left out still");
}

#[test]
fn names_can_be_joined_and_kept_apart() {
    let desk = fixed::desk();
    desk.run(&["decide", "same", "Mara Oll", "Viktor Hale"]).exits(0);
    let names = |desk: &Desk| {
        let actors = desk.run(&["who", "--json"]).exits(0).json();
        actors.as_array().unwrap().iter().filter(|actor| actor["type"] == "person").count()
    };
    let joined = names(&desk);
    desk.run(&["decide", "undo", "1"]).exits(0);
    assert_eq!(names(&desk), joined + 1);
    desk.run(&["decide", "different", "Mara Oll", "Viktor Hale"]).exits(0);
    assert_eq!(names(&desk), joined + 1);
}
