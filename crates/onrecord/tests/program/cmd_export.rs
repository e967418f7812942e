//! `onrecord export`.

use crate::common::Desk;
use std::fs;

#[test]
fn jsonl_has_the_tables_of_the_contract_and_every_row_an_id() {
    let desk = Desk::with_record();
    desk.run(&["export", "--format", "jsonl", "--out", "tables"]).exits(0);
    for table in [
        "pages",
        "items",
        "actors",
        "mentions",
        "statements",
        "events",
        "quotations",
        "event_groups",
        "stories",
        "reuse",
        "conflicts",
    ] {
        let text = fs::read_to_string(desk.path().join(format!("tables/{table}.jsonl"))).unwrap();
        for line in text.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(row["id"].is_string(), "{table}: {line}");
        }
        assert!(
            !["pages", "items", "statements", "events"].contains(&table) || !text.is_empty(),
            "{table} is empty"
        );
    }
}

#[test]
fn csv_has_one_row_a_statement_and_no_formula() {
    let desk = Desk::empty();
    desk.write(
        "evil.txt",
        "Talks in Halvik\n\n\"=cmd|' /C calc'!A0 is what we want,\" Mara Oll said on 2 May 2031.\n",
    );
    desk.run(&["add", "evil.txt"]).exits(0);
    desk.run(&["export", "--format", "csv", "--out", "tables"]).exits(0);
    let statements = fs::read_to_string(desk.path().join("tables/statements.csv")).unwrap();
    assert!(statements.starts_with("id,speaker,speaker_type,"));
    for name in ["statements", "events", "conflicts", "pages"] {
        let text = fs::read_to_string(desk.path().join(format!("tables/{name}.csv"))).unwrap();
        assert!(text.ends_with("\r\n") && !text.contains(",=") && !text.contains(",\"="), "{text}");
    }
    assert!(desk.path().join("tables/README.txt").exists());
}

#[test]
fn html_is_one_file_that_asks_for_nothing_and_runs_nothing() {
    let desk = Desk::with_record();
    desk.write(
        "evil.txt",
        "Attack\n\nMara Oll said: \"<script>alert(1)</script><img src=//tracker.example/x> & we go.\"\n",
    );
    desk.run(&["add", "evil.txt"]).exits(0);
    desk.run(&["export", "--format", "html", "--out", "report.html"]).exits(0);
    let html = fs::read_to_string(desk.path().join("report.html")).unwrap();
    assert!(html.contains("default-src 'none'"));
    assert!(html.contains("&lt;script&gt;"));
    for bad in ["<script", "<img", "<link", "<iframe", "@import", "url("] {
        assert!(!html.contains(bad), "{bad} in the report");
    }
    links_lead_somewhere(&html);
}

/// Every link inside the report has its target: an entry's words, an entry's row, a page.
fn links_lead_somewhere(html: &str) {
    let values = |name: &str| -> Vec<String> {
        html.split(name).skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
    };
    let ids = values(" id=\"");
    let links = values("href=\"#");
    assert!(
        links.iter().any(|link| link.starts_with("w-")) && links.iter().any(|link| link.starts_with("r-"))
    );
    for link in links {
        assert!(ids.contains(&link), "#{link} leads nowhere");
    }
    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id stands for one element");
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let desk = Desk::with_record();
    desk.write("file", "x");
    desk.run(&["export", "--format", "html", "--out", "none/report.html"])
        .exits(1)
        .tells("none/report.html")
        .tells("hint:");
    desk.run(&["export", "--format", "csv", "--out", "file"]).exits(1).tells("file");
}
