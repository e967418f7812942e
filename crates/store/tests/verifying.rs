//! A rebuild gives the same rows, and verify finds everything that was tampered with.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, a measurement prints"
)]

mod support;

use onrecord_store::{Record, VerifyReport};
use onrecord_text::Page;
use rusqlite::Connection;
use std::sync::LazyLock;
use support::{PAGES, dump, read, record_in, resolve};

fn parse(raw: &[u8], path: &str) -> Vec<Page> {
    read(raw, path).into_iter().map(|reading| reading.page).collect()
}

/// What verify says of a record after some SQL was run on it.
fn after(tamper: impl FnOnce(&Connection)) -> VerifyReport {
    static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::read(record_in(folder.path()).path()).unwrap()
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.onrecord");
    std::fs::write(&path, &*SOUND).unwrap();
    tamper(&Connection::open(&path).unwrap());
    Record::open_read_only(&path).unwrap().verify(parse).unwrap()
}

fn after_sql(sql: &str) -> VerifyReport {
    after(|db| {
        assert!(db.execute(sql, []).unwrap() > 0, "{sql} changed nothing");
    })
}

#[test]
fn an_untouched_record_is_sound() {
    let report = after(|_| {});
    assert_eq!(report.mismatches, []);
    assert_eq!((report.copies, report.pages), (PAGES.len(), PAGES.len()));
    assert!(report.spans > 30);
}

#[test]
fn a_flipped_byte_in_a_kept_copy_is_found() {
    for at in [6, 40, 80] {
        let report = after(|db| {
            let mut bytes: Vec<u8> =
                db.query_row("SELECT bytes FROM kept_copies WHERE number = 2", [], |row| row.get(0)).unwrap();
            bytes[at] ^= 0x10;
            db.execute("UPDATE kept_copies SET bytes = ? WHERE number = 2", [bytes]).unwrap();
        });
        assert_eq!(report.mismatches.len(), 1, "{:?}", report.mismatches);
        assert_eq!(report.mismatches[0].path, "post.txt");
        assert!(report.mismatches[0].what.contains("kept copy"));
    }
}

#[test]
fn an_edited_text_is_found() {
    let report =
        after_sql("UPDATE pages SET text = replace(text, 'Families', 'Soldiers') WHERE path = 'post.txt'");
    assert_eq!(report.pages, PAGES.len() - 1);
    assert!(report.mismatches.iter().any(|it| it.path == "post.txt" && it.what.contains("text differs")));
}

#[test]
fn every_moved_span_and_changed_row_is_found() {
    for sql in [
        "UPDATE statement_spans SET start = start + 1 WHERE role = 'content' AND statement = 1",
        "UPDATE statement_spans SET stop = 100000 WHERE role = 'cue' AND statement = 2",
        "UPDATE statement_spans SET start = -1 WHERE role = 'source' AND statement = 2",
        "DELETE FROM statement_spans WHERE role = 'cue' AND statement = 1",
        "UPDATE events SET stop = stop - 1 WHERE number = 1",
        "UPDATE events SET words = 'They did not meet.' WHERE number = 1",
        "UPDATE events SET stage = 'denied' WHERE number = 1",
        "UPDATE statements SET words = 'The pass is shut' WHERE number = 1",
        "UPDATE statements SET mode = 'deny' WHERE number = 1",
        "UPDATE statements SET said_evidence = '[[5000,6000]]' WHERE number = 1",
        "UPDATE statements SET said_evidence = 'nothing' WHERE number = 1",
        "UPDATE mentions SET start = start + 2, stop = stop + 2 WHERE position = 0 AND page = 1",
        "UPDATE times SET value = '2031-05-03' WHERE page = 1",
        "UPDATE items SET title_stop = title_stop - 3 WHERE page = 1",
        "UPDATE boilerplate SET stop = 9999",
        "UPDATE boilerplate SET start = start + 1",
        "UPDATE reuse SET a_stop = 99999",
        "UPDATE conflicts SET b_start = 99998, b_stop = 99999",
        "UPDATE actors SET name = 'Ilse Verga' WHERE page = 1 AND id = 'a1'",
        "UPDATE pages SET outlet = 'The Sudmark Post' WHERE number = 1",
        "DELETE FROM readings WHERE page = 2",
        "DELETE FROM event_participants WHERE position = 1 AND event = 1",
        "INSERT INTO notes VALUES (1, 5, 'Made up', NULL, NULL)",
    ] {
        let report = after_sql(sql);
        assert!(!report.is_sound(), "{sql}");
        assert!(
            report.mismatches.iter().all(|it| it.page.starts_with('p')),
            "{sql}: {:?}",
            report.mismatches
        );
    }
}

#[test]
fn a_row_whose_page_is_gone_is_found() {
    let report = after(|db| {
        db.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM pages WHERE number = 2").unwrap();
    });
    assert!(report.mismatches.iter().any(|it| it.path == "post.txt" && it.what.contains("no page")));
}

#[test]
fn a_page_that_reads_otherwise_now_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let record = record_in(folder.path());
    let report = record
        .verify(|raw, path| {
            let mut pages = parse(raw, path);
            pages[0].text.push('!');
            pages
        })
        .unwrap();
    assert_eq!((report.pages, report.mismatches.len()), (0, PAGES.len()));
}

#[test]
fn a_rebuild_gives_the_same_rows() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let before = dump(record.path());
    assert!(before.len() > 80);
    let rebuilt = record.rebuild_with(|raw, path, _| read(raw, path), &resolve).unwrap();
    assert_eq!((rebuilt.pages, rebuilt.unread.len()), (PAGES.len(), 0));
    assert_eq!(dump(record.path()), before);
    assert_eq!(record.search("rehn", 10).unwrap().len(), record.search("rehn*", 10).unwrap().len());
}

#[test]
fn a_rebuild_puts_right_what_verify_finds() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let before = dump(record.path());
    let db = Connection::open(record.path()).unwrap();
    db.execute_batch(
        "UPDATE statements SET words = 'x', mode = 'deny'; DELETE FROM mentions; UPDATE pages SET text = 'y'",
    )
    .unwrap();
    assert!(!record.verify(parse).unwrap().is_sound());
    record.rebuild_with(|raw, path, _| read(raw, path), &resolve).unwrap();
    assert_eq!(record.verify(parse).unwrap().mismatches, []);
    assert_eq!(dump(record.path()), before);
    assert_eq!(record.search("promised", 5).unwrap().len(), 2, "the search index is made anew");
}

#[test]
fn a_rebuild_keeps_what_it_cannot_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let before = dump(record.path());
    let rebuilt = record
        .rebuild_with(|raw, path, _| if path == "post.txt" { Vec::new() } else { read(raw, path) }, &resolve)
        .unwrap();
    assert_eq!(rebuilt.unread.len(), 1);
    assert_eq!(rebuilt.unread[0].0, "post.txt");
    assert_eq!(dump(record.path()), before);
}
