//! Containers end to end: web archives, tables, mails and sitemaps through the real binary.

use crate::common::{COURIER, Desk, REVIEW};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::io::Write;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A packed record with a page.
fn record(address: &str, body: &str) -> Vec<u8> {
    let content = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
    let head = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-05-08T06:00:00Z\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    gzip(format!("{head}{content}\r\n\r\n").as_bytes())
}

fn talks() -> Vec<u8> {
    let other = "<html><body><h1>Norland names a new envoy</h1><p>Norland will send an envoy to Calder, Mara Oll said.</p></body></html>";
    [record("https://review.example/talks-end", REVIEW), record("https://review.example/envoy", other)]
        .concat()
}

#[test]
fn a_web_archive_is_read_and_added_page_by_page() {
    let desk = Desk::empty();
    desk.write("folder/talks.warc.gz", talks());
    desk.write("folder/courier.txt", COURIER);
    let ran = desk.run(&["read", "--jsonl", "--model", "rules", "folder/talks.warc.gz"]).exits(0);
    let rows: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let paths: Vec<&str> = rows.iter().map(|row| row["page"]["path"].as_str().unwrap()).collect();
    assert_eq!(
        paths,
        [
            "folder/talks.warc.gz#https://review.example/talks-end",
            "folder/talks.warc.gz#https://review.example/envoy"
        ]
    );
    assert_eq!(rows[1]["page"]["url"], "https://review.example/envoy");
    // Captured at six in the morning in Greenwich: on that day everywhere.
    assert_eq!(rows[1]["items"][0]["published"]["latest"], "2031-05-08");
    assert_eq!(rows[0]["items"][0]["published"]["edtf"], "2031-05-07T08:00");

    let ran = desk.run(&["add", "folder"]).exits(0);
    assert!(ran.out.starts_with("Added 3 pages."), "{}", ran.out);
    let again = desk.run(&["add", "folder"]).exits(0);
    assert!(again.out.starts_with("Added 0 pages, 3 already there."), "{}", again.out);
    desk.is_whole();
    let before = desk.run(&["pages", "--json"]).exits(0).out;
    desk.run(&["rebuild"]).exits(0);
    assert_eq!(desk.run(&["pages", "--json"]).exits(0).out, before, "a record of an archive is kept whole");
    desk.is_whole();
}

#[test]
fn a_damaged_record_is_named_and_the_others_are_there() {
    let desk = Desk::empty();
    let archive = talks();
    let middle = record("https://review.example/lost", REVIEW);
    desk.write("talks.warc.gz", [&middle[..middle.len() / 2], &archive].concat());
    let ran =
        desk.run(&["add", "talks.warc.gz"]).exits(1).tells("talks.warc.gz#").tells("damaged").tells("hint:");
    assert!(ran.out.starts_with("Added 2 pages, 1 could not be read."), "{}", ran.out);
    desk.is_whole();
}

#[test]
fn a_table_shows_what_its_columns_were_taken_for() {
    let desk = Desk::empty();
    let csv = format!(
        "Headline;Story text;Day\nTalks;\"{}\";3 May 2031\nNo text;;4 May 2031\n",
        COURIER.replace('"', "\"\"")
    );
    desk.write("news.csv", csv);
    let ran = desk
        .run(&["add", "news.csv"])
        .exits(1)
        .tells("“Story text” as text")
        .tells("news.csv:")
        .tells("no \"text\"");
    assert!(ran.out.starts_with("Added 1 page"), "{}", ran.out);
    desk.is_whole();
    let again = desk.run(&["add", "news.csv"]).exits(1);
    assert!(again.out.starts_with("Added 0 pages, 1 already there"), "{}", again.out);
}

#[test]
fn mails_are_pages_and_lists_say_what_they_are() {
    let desk = Desk::empty();
    desk.write("letter.eml", format!("From: Halvik Courier <a@courier.example>\nSubject: Talks\nDate: Sat, 3 May 2031 07:00:00 +0200\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{COURIER}"));
    desk.write(
        "feeds.opml",
        "<opml version='2.0'><body><outline text='a' xmlUrl='https://courier.example/rss'/></body></opml>",
    );
    let ran =
        desk.run(&["add", "letter.eml", "feeds.opml"]).exits(1).tells("list of 1 feed (OPML)").tells("hint:");
    assert!(ran.out.starts_with("Added 1 page"), "{}", ran.out);
    desk.write("scan.pdf", "%PDF-1.7\n%\u{e2}\n");
    desk.run(&["read", "scan.pdf"]).exits(1).tells("PDF").tells("hint:");
}

#[test]
fn a_web_archive_comes_through_a_pipe() {
    let desk = Desk::empty();
    let ran = desk.run_with_input(&["read", "--jsonl", "--model", "rules", "-"], &talks()).exits(0);
    assert_eq!(ran.out.lines().count(), 2);
}
