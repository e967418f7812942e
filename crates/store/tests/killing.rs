//! A program that is killed at any moment leaves a whole record, and adding again finishes the work.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, a measurement prints"
)]

mod support;

use onrecord_store::Record;
use onrecord_text::page_id;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use support::{dump, read, resolve};

const PAGES: usize = 24;
const RECORD: &str = "ONRECORD_TEST_RECORD";

/// A page of its own words, long enough for a transaction of many pages of the file.
fn page(number: usize) -> (String, String) {
    let mut text = format!("Day {number} at the pass\n{} May 2031\n", number % 28 + 1);
    for line in 0..40 {
        text.push_str(&format!("“We count {line} carts and {number} riders,” said Ilse Varga.\n"));
        text.push_str(&format!("Ilse Varga and Tomas Rehn met in Halvik{line}.\n"));
    }
    (format!("day-{number}.txt"), text)
}

/// Adds what is not there yet, then resolves: what `onrecord add` does.
fn add_all(record: &mut Record) {
    for number in 0..PAGES {
        let (path, text) = page(number);
        if !record.contains_page(&page_id(text.as_bytes())).unwrap() {
            record.add(text.as_bytes(), &read(text.as_bytes(), &path)[0]).unwrap();
        }
    }
    record.resolve_with(&resolve).unwrap();
}

/// Not a test: the program that is killed.
#[test]
#[ignore = "another test starts it"]
fn child() {
    let path = std::env::var_os(RECORD).unwrap();
    println!("\nready");
    add_all(&mut Record::create_or_open(path).unwrap());
}

/// Starts the child on a record and kills it after a while; gives whether it was killed before its end.
fn kill_after(record: &Path, delay: Duration) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--ignored", "--nocapture"])
        .env(RECORD, record)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "ready"));
    std::thread::sleep(delay);
    child.kill().unwrap();
    !child.wait().unwrap().success()
}

#[test]
fn a_killed_run_leaves_a_whole_record_that_the_next_run_finishes() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.onrecord");
    add_all(&mut Record::create_or_open(&whole).unwrap());
    let wanted = dump(&whole);

    let path = folder.path().join("killed.onrecord");
    let mut stages = Vec::new();
    for round in 0..30_u64 {
        // Each round goes on where the last was killed; the moments differ from the first write to the last.
        if !kill_after(&path, Duration::from_micros(700 + round * round * 90)) {
            break;
        }
        if !path.exists() || std::fs::metadata(&path).unwrap().len() == 0 {
            continue;
        }
        match Record::open_read_only(&path) {
            Ok(record) => {
                let report = record.verify(|raw, path| vec![read(raw, path).remove(0).page]).unwrap();
                assert_eq!(report.mismatches, [], "round {round}");
                stages.push(report.pages);
            }
            // Killed while the record was being made: nothing is in it.
            Err(error) => assert!(error.to_string().contains("is not a record"), "{error}"),
        }
    }
    assert!(stages.iter().any(|pages| (1..PAGES).contains(pages)), "never killed in the middle: {stages:?}");
    add_all(&mut Record::create_or_open(&path).unwrap());
    assert_eq!(dump(&path), wanted);
}
