//! The file documents itself.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, a measurement prints"
)]

mod support;

use support::record_in;

#[test]
fn every_table_and_every_column_has_a_comment_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let record = record_in(folder.path());
    let db = rusqlite::Connection::open(record.path()).unwrap();
    let mut query = db
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\'")
        .unwrap();
    let tables: Vec<(String, String)> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    assert!(tables.len() > 25);
    for (table, sql) in tables {
        let after_head = sql.lines().nth(1).unwrap_or_default().trim_start();
        assert!(after_head.starts_with("-- "), "the table {table} has no comment");
        let mut columns = db.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).unwrap();
        for column in columns.query_map([], |row| row.get::<_, String>(0)).unwrap() {
            let column = column.unwrap();
            let line = sql.lines().find(|line| line.trim_start().starts_with(&format!("{column} ")));
            let comment =
                line.and_then(|line| line.split_once("-- ")).map_or("", |(_, comment)| comment.trim());
            assert!(comment.len() > 2, "the column {table}.{column} has no comment");
        }
    }
}

#[test]
fn the_export_has_every_table_with_ids_pages_and_spans() {
    let folder = tempfile::tempdir().unwrap();
    let record = record_in(folder.path());
    let tables = record.export_tables().unwrap();
    let names: Vec<_> = tables.iter().map(|table| table.name).collect();
    let wanted = [
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
    ];
    assert_eq!(names, wanted);
    let pages = tables[0].rows.clone();
    let cut = |page: &serde_json::Value, span: &serde_json::Value| -> String {
        let text = pages.iter().find(|row| &row["id"] == page).unwrap()["text"].as_str().unwrap().to_owned();
        let (start, stop) = (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize);
        text.chars().skip(start).take(stop - start).collect()
    };
    for table in &tables {
        assert!(!table.rows.is_empty(), "{}", table.name);
        let mut ids: Vec<_> = table.rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), table.rows.len(), "the ids of {} are not unique", table.name);
    }
    let rows = |name: &str| tables.iter().find(|table| table.name == name).unwrap().rows.clone();
    for statement in rows("statements") {
        assert_eq!(cut(&statement["page"], &statement["content"][0]), statement["words"]);
        assert!(rows("actors").iter().any(|actor| actor["id"] == statement["speaker"]));
    }
    for event in rows("events") {
        assert_eq!(cut(&event["page"], &event["evidence"]), event["words"]);
        assert_eq!(event["participants"].as_array().unwrap().len(), 2);
    }
    for conflict in rows("conflicts") {
        for side in ["a", "b"] {
            assert_eq!(cut(&conflict[side]["page"], &conflict[side]["span"]), conflict[side]["words"]);
        }
    }
    for quotation in rows("quotations") {
        for member in quotation["members"].as_array().unwrap() {
            assert!(cut(&member["page"], &member["spans"][0]).starts_with("“The pass stays"));
        }
    }
    assert_eq!(rows("stories")[0]["pages"].as_array().unwrap().len(), 4);
}
