//! Adding is incremental, idempotent and atomic.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, a measurement prints"
)]

mod support;

use onrecord_record::{Relations, Versions};
use onrecord_store::{Added, Record, StoreError};
use onrecord_text::{Reading, page_id};
use std::fs;
use support::{PAGES, dump, read, record_in, resolve};

#[test]
fn adding_again_adds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let before = dump(record.path());
    let revision = record.revision().unwrap();
    for (path, text) in PAGES {
        let added = record.add(text.as_bytes(), &read(text.as_bytes(), path)[0]).unwrap();
        assert_eq!(added, Added::AlreadyThere);
    }
    assert!(!record.resolve_with(&|_, _, _| panic!("nothing has changed")).unwrap().changed);
    assert_eq!(dump(record.path()), before);
    assert_eq!(record.revision().unwrap(), revision, "not even the log grows");
}

#[test]
fn the_same_bytes_from_another_path_are_another_source() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let (_, text) = PAGES[0];
    let added = record.add(text.as_bytes(), &read(text.as_bytes(), "again.txt")[0]).unwrap();
    assert_eq!(added, Added::NewSource);
    let id = page_id(text.as_bytes());
    assert_eq!(record.add_source(&id, "third.txt").unwrap(), Added::NewSource);
    assert_eq!(record.add_source(&id, "third.txt").unwrap(), Added::AlreadyThere);
    assert!(matches!(record.add_source("p0", "x"), Err(StoreError::NoEntry { .. })));
    assert!(!record.is_stale().unwrap(), "a source is no new page");
    assert_eq!(record.overview().unwrap().pages, PAGES.len());
    for path in ["courier.txt", "again.txt", "third.txt"] {
        assert_eq!(record.page(path).unwrap().unwrap().page.path, "courier.txt");
    }
}

#[test]
fn bytes_that_were_not_read_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let page = read(b"One day", "a.txt").remove(0);
    assert!(matches!(record.add(b"Another day", &page), Err(StoreError::WrongBytes { .. })));
    assert!(!record.contains_page(&page.page.id).unwrap());
}

#[test]
fn new_pages_make_the_relations_stale_until_they_are_resolved() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    assert!(!record.is_stale().unwrap());
    let text = "Next day\n5 May 2031\n“It is shut,” said Ilse Varga.".as_bytes();
    record.add(text, &read(text, "next.txt")[0]).unwrap();
    assert!(record.is_stale().unwrap());
    // The run ends here without resolving. The next one finds that out.
    let path = record.path().to_owned();
    drop(record);
    let mut record = Record::open_existing(path).unwrap();
    assert!(record.resolve_with(&resolve).unwrap().changed);
    assert!(!record.is_stale().unwrap());
    assert_eq!(record.actors(Some("varga")).unwrap()[0].statements, 4);
}

#[test]
fn the_order_of_pages_changes_only_their_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let forwards = record_in(folder.path());
    let mut backwards = Record::create_or_open(folder.path().join("other.onrecord")).unwrap();
    for (path, text) in PAGES.iter().rev() {
        backwards.add(text.as_bytes(), &read(text.as_bytes(), path)[0]).unwrap();
    }
    backwards.resolve_with(&resolve).unwrap();
    let tables = |record: &Record| {
        let mut tables = record.export_tables().unwrap();
        for table in &mut tables {
            table.rows.sort_by_key(ToString::to_string);
        }
        tables
    };
    assert_eq!(tables(&forwards), tables(&backwards));
}

#[test]
fn a_reading_with_twice_the_same_statement_keeps_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::create_or_open(folder.path().join("story.onrecord")).unwrap();
    let (path, text) = PAGES[0];
    let mut reading = read(text.as_bytes(), path).remove(0);
    reading.statements.push(reading.statements[0].clone());
    reading.events.push(reading.events[0].clone());
    record.add(text.as_bytes(), &reading).unwrap();
    let overview = record.overview().unwrap();
    assert_eq!((overview.statements, overview.events), (2, 1));
}

#[test]
fn relations_that_name_an_unknown_page_are_refused_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let before = dump(record.path());
    record.add(b"One more", &read(b"One more", "more.txt")[0]).unwrap();
    let broken = |readings: &[&Reading], versions: &[Versions], decisions: &[_]| {
        let mut relations: Relations = resolve(readings, versions, decisions);
        relations.reuse[0].a.page = "pmissing".to_owned();
        relations
    };
    assert!(matches!(record.resolve_with(&broken), Err(StoreError::Damaged { .. })));
    let after = dump(record.path());
    assert!(before.iter().all(|row| after.contains(row)));
}

#[test]
fn any_sqlite_tool_reads_the_words_at_a_span() {
    let folder = tempfile::tempdir().unwrap();
    let record = record_in(folder.path());
    let db = rusqlite::Connection::open(record.path()).unwrap();
    let mut query = db
        .prepare(
            "SELECT substr(p.text, c.start + 1, c.stop - c.start), s.words
             FROM statement_spans c JOIN statements s ON s.number = c.statement JOIN pages p ON p.number = s.page
             WHERE c.role = 'content'",
        )
        .unwrap();
    let pairs: Vec<(String, String)> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    assert_eq!(pairs.len(), 4);
    for (cut, stored) in pairs {
        assert_eq!(cut, stored);
    }
}

#[test]
fn the_kept_bytes_are_compressed_and_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::create_or_open(folder.path().join("story.onrecord")).unwrap();
    let raw: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let mut reading = read(b"x", "bytes.bin").remove(0);
    reading.page.sha256 = onrecord_text::sha256_hex(&raw);
    reading.page.id = page_id(&raw);
    record.add(&raw, &reading).unwrap();
    assert!(fs::metadata(record.path()).unwrap().len() < 355_000);
    let mut seen = Vec::new();
    record
        .verify(|kept, _| {
            seen = kept.to_vec();
            Vec::new()
        })
        .unwrap();
    assert_eq!(seen, raw);
    assert_eq!(record.kept_copy(&reading.page.id).unwrap(), raw);
}
