//! Files that are records, and files that are not: those are never touched.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, a measurement prints"
)]

mod support;

use onrecord_store::{APPLICATION_ID, LAYOUT, Record, StoreError};
use std::fs;
use std::path::Path;
use std::time::Duration;
use support::{PAGES, read, record_in, resolve};

type Opener = fn(&Path) -> Result<Record, StoreError>;
const WAYS: [Opener; 3] = [
    |path| Record::create_or_open(path),
    |path| Record::open_existing(path),
    |path| Record::open_read_only(path),
];

/// Every way of opening a file gives the error, and leaves the file and its folder as they were.
fn refused(path: &Path, is_right: fn(&StoreError) -> bool) {
    let before = fs::read(path).ok();
    for open in WAYS {
        let error = open(path).unwrap_err();
        assert!(is_right(&error), "{error:?}");
        assert!(error.to_string().contains(&*path.to_string_lossy()), "{error}");
        assert!(!error.hint().is_empty());
        assert_eq!(fs::read(path).ok(), before);
    }
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no other file beside it");
}

#[test]
fn a_text_file_is_not_a_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    fs::write(&path, "The pass stays open.\n".repeat(100)).unwrap();
    refused(&path, |error| matches!(error, StoreError::NotARecord { .. }));
}

#[test]
fn another_programs_database_is_not_a_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE wares (name TEXT)").unwrap();
    refused(&path, |error| matches!(error, StoreError::NotARecord { .. }));
}

#[test]
fn a_file_that_a_killed_writer_left_without_tables_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.onrecord");
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (a); DROP TABLE t").unwrap();
    let refusal = Record::open_read_only(&path).unwrap_err();
    assert!(refusal.to_string().contains("it is empty"), "{refusal}");
    Record::create_or_open(&path).unwrap();
    Record::open_read_only(&path).unwrap();
}

#[test]
fn a_newer_record_is_left_to_a_newer_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = record_in(folder.path()).path().to_owned();
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", LAYOUT + 1).unwrap();
    refused(&path, |error| matches!(error, StoreError::Newer { found, .. } if *found == LAYOUT + 1));
}

#[test]
fn a_damaged_head_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = record_in(folder.path()).path().to_owned();
    let mut bytes = fs::read(&path).unwrap();
    bytes[3] ^= 1;
    fs::write(&path, bytes).unwrap();
    refused(&path, |error| matches!(error, StoreError::NotARecord { .. }));
}

#[test]
fn a_folder_is_not_a_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.onrecord");
    fs::create_dir(&path).unwrap();
    refused(&path, |error| matches!(error, StoreError::Folder { .. }));
}

#[test]
fn a_missing_file_is_made_only_where_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.onrecord");
    assert!(matches!(Record::open_existing(&path), Err(StoreError::Missing { .. })));
    assert!(matches!(Record::open_read_only(&path), Err(StoreError::Missing { .. })));
    assert!(!path.exists());
    drop(Record::create_or_open(&path).unwrap());
    assert_eq!(Record::open_read_only(&path).unwrap().overview().unwrap().pages, 0);
    let missing_folder = folder.path().join("no/such/folder/story.onrecord");
    assert!(matches!(Record::create_or_open(missing_folder), Err(StoreError::File { .. })));
}

#[test]
fn an_empty_file_is_filled_but_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.onrecord");
    fs::write(&path, "").unwrap();
    assert!(matches!(Record::open_existing(&path), Err(StoreError::NotARecord { .. })));
    assert_eq!(fs::metadata(&path).unwrap().len(), 0);
    drop(Record::create_or_open(&path).unwrap());
    Record::open_existing(&path).unwrap();
}

#[test]
fn a_closed_record_is_one_file_that_names_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = record_in(folder.path()).path().to_owned();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let head = fs::read(&path).unwrap();
    let number = |at: usize| i64::from(u32::from_be_bytes(head[at..at + 4].try_into().unwrap()));
    assert_eq!((number(68), number(60)), (APPLICATION_ID, LAYOUT));
    assert_eq!(&head[68..72], b"ORec");
}

#[test]
fn a_second_writer_is_told_so_and_readers_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let other = rusqlite::Connection::open(record.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    record.set_patience(Duration::from_millis(20)).unwrap();
    let text = "Another day\n“No,” said Ilse Varga.".as_bytes();
    let page = read(text, "other.txt").remove(0);
    let refused = record.add(text, &page);
    assert!(matches!(refused, Err(StoreError::Locked { .. })), "{refused:?}");
    assert_eq!(Record::open_read_only(record.path()).unwrap().overview().unwrap().pages, PAGES.len());
    other.execute_batch("ROLLBACK").unwrap();
    record.add(text, &page).unwrap();
}

#[test]
fn a_reader_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = record_in(folder.path()).path().to_owned();
    let mut reader = Record::open_read_only(&path).unwrap();
    let page = read(b"x", "x").remove(0);
    assert!(matches!(reader.add(b"x", &page), Err(StoreError::ReadOnly { .. })));
    assert!(!reader.contains_page(&page.page.id).unwrap());
}

#[test]
fn a_record_that_has_no_room_stays_whole_and_is_finished_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let size = fs::metadata(record.path()).unwrap().len();
    // Bytes that do not compress.
    let long: String = (0..40_000_u32).map(|n| format!("{:x} ", n.wrapping_mul(2_654_435_761))).collect();
    let page = read(long.as_bytes(), "long.txt").remove(0);
    record.limit_size(size + 20_000).unwrap();
    let full = record.add(long.as_bytes(), &page);
    assert!(matches!(full, Err(StoreError::DiskFull { .. })), "{full:?}");
    let verified =
        record.verify(|raw, path| read(raw, path).into_iter().map(|it| it.page).collect()).unwrap();
    assert_eq!(verified.mismatches, []);
    assert_eq!(verified.pages, PAGES.len());
    record.limit_size(u64::from(u32::MAX)).unwrap();
    record.add(long.as_bytes(), &page).unwrap();
    record.resolve_with(&resolve).unwrap();
    assert_eq!(record.overview().unwrap().pages, PAGES.len() + 1);
}
