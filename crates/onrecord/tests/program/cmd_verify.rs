//! `onrecord verify` and `onrecord rebuild`.

use crate::common::Desk;

#[test]
fn a_sound_record_verifies() {
    let ran = Desk::with_record().run(&["verify"]).exits(0);
    assert!(ran.out.starts_with("● Everything matches: 2 kept copies, 2 pages, "), "{}", ran.out);
}

#[test]
fn a_changed_text_is_a_finding_and_a_rebuild_mends_it() {
    let desk = Desk::with_record();
    let record = desk.path().join("story.onrecord");
    // Not through the program: somebody edits the file with another tool.
    let mut bytes = std::fs::read(&record).unwrap();
    let words = b"would not withdraw its patrol boats";
    let places: Vec<usize> =
        bytes.windows(words.len()).enumerate().filter(|(_, it)| it == words).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + words.len()].copy_from_slice(b"would now withdraw its patrol boats");
    }
    std::fs::write(&record, bytes).unwrap();
    let ran = desk.run(&["verify"]).exits(3);
    assert!(ran.out.contains("courier.txt"), "{}", ran.out);
    let report = desk.run(&["verify", "--json"]).exits(3).json();
    assert!(!report["mismatches"].as_array().unwrap().is_empty());
    desk.run(&["rebuild"]).exits(0);
    desk.is_whole();
}

#[test]
fn a_rebuild_gives_the_same_rows() {
    let desk = Desk::with_record();
    let all = |desk: &Desk| {
        [
            ["who", "--json"],
            ["events", "--json"],
            ["timeline", "--json"],
            ["conflicts", "--json"],
            ["pages", "--json"],
        ]
        .map(|arguments| desk.run(&arguments).exits(0).out)
    };
    let before = all(&desk);
    desk.run(&["rebuild"]).exits(0);
    assert_eq!(all(&desk), before);
}

#[test]
fn a_rebuild_reads_each_page_with_what_read_it_before() {
    let rows = |desk: &Desk| desk.run(&["timeline", "--json"]).exits(0).out;
    let added_with = |model: &str| {
        let desk = Desk::with_pages();
        desk.write(
            "pages/letter.txt",
            "Ada Holm bristled that the council had never opened a letter from the harbour.",
        );
        desk.run(&["add", "--model", model, "pages"]).exits(0);
        desk
    };
    let (rules, fast) = (added_with("rules"), added_with("fast"));
    let (by_rules, by_fast) = (rows(&rules), rows(&fast));
    assert_ne!(by_rules, by_fast, "the test has a page that they read alike");
    rules.run(&["rebuild"]).exits(0);
    assert_eq!(rows(&rules), by_rules);
    rules.run(&["rebuild", "--model", "fast"]).exits(0);
    assert_eq!(rows(&rules), by_fast);
}
