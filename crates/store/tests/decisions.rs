//! Decisions take effect when the record is resolved, survive a rebuild, and can be undone.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, a measurement prints"
)]

mod support;

use onrecord_record::Decision;
use onrecord_store::views::{Entry, EventQuery, StatementQuery};
use onrecord_store::{Record, StoreError};
use support::{read, record_in, resolve};

fn same() -> Decision {
    Decision::SameActor { name: "Ilse Varga".to_owned(), other: "Tomas Rehn".to_owned() }
}

fn names(record: &Record) -> Vec<String> {
    record.actors(None).unwrap().into_iter().map(|actor| actor.name).collect()
}

#[test]
fn a_decision_holds_from_the_next_resolving_until_it_is_undone() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let number = record.decide(&same(), "Mira", "one person under two names").unwrap();
    assert!(record.is_stale().unwrap());
    record.resolve_with(&resolve).unwrap();
    assert_eq!(names(&record), ["Ilse Varga"]);
    record.rebuild_with(|raw, path, _| read(raw, path), &resolve).unwrap();
    assert_eq!(names(&record), ["Ilse Varga"], "it survives a rebuild");
    record.undo_decision(number, "Jon", "they are two").unwrap();
    record.resolve_with(&resolve).unwrap();
    assert_eq!(names(&record), ["Ilse Varga", "Tomas Rehn"]);
    let rows = record.decisions().unwrap();
    assert_eq!(rows.len(), 1, "an undone decision stays in the list");
    assert_eq!((rows[0].by.as_str(), rows[0].undone_by.as_deref()), ("Mira", Some("Jon")));
    assert_eq!(rows[0].decision, same());
    assert!(matches!(record.undo_decision(number, "Jon", ""), Err(StoreError::NoDecision { .. })));
    assert!(matches!(record.undo_decision(99, "Jon", ""), Err(StoreError::NoDecision { .. })));
}

#[test]
fn what_is_rejected_is_left_out_everywhere_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let statement = record.statements(&StatementQuery::default()).unwrap().rows.remove(0).id;
    let event = record.events(&EventQuery::default()).unwrap().remove(0).reports.remove(0).id;
    let first = record.decide(&Decision::Reject { id: statement[..6].to_owned() }, "Mira", "").unwrap();
    record.decide(&Decision::Reject { id: event.clone() }, "Mira", "").unwrap();
    record.resolve_with(&resolve).unwrap();
    let overview = record.overview().unwrap();
    assert_eq!((overview.statements, overview.events, overview.decisions), (3, 1, 2));
    assert_eq!((overview.event_groups, overview.conflicts), (0, 0), "one report is no group");
    assert_eq!(record.quotations().unwrap()[0].members.len(), 2);
    assert_eq!(record.statements(&StatementQuery::default()).unwrap().total, 3);
    let export = serde_json::to_string(&record.export_tables().unwrap()).unwrap();
    assert!(!export.contains(&statement) && !export.contains(&event));
    assert!(matches!(record.entry(&statement).unwrap(), Entry::Statement { .. }), "its id still shows it");
    record.undo_decision(first, "Mira", "").unwrap();
    record.resolve_with(&resolve).unwrap();
    assert_eq!(record.statements(&StatementQuery::default()).unwrap().total, 4);
}

#[test]
fn a_rejected_id_must_be_in_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let missing = Decision::Reject { id: "s000000000000".to_owned() };
    assert!(matches!(record.decide(&missing, "Mira", ""), Err(StoreError::NoEntry { .. })));
    assert_eq!(record.decisions().unwrap(), []);
}

#[test]
fn decisions_and_the_log_cannot_be_changed_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    record.decide(&same(), "Mira", "").unwrap();
    let db = rusqlite::Connection::open(record.path()).unwrap();
    for sql in [
        "DELETE FROM decisions",
        "UPDATE decisions SET by = 'x'",
        "DELETE FROM log",
        "UPDATE log SET what = ''",
    ] {
        assert!(db.execute(sql, []).is_err(), "{sql}");
    }
}
