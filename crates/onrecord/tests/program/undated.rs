//! Pages without a date, beside dated pages that tell of the same event.

use crate::common::Desk;
use serde_json::Value;

const COURIER: &str = "Ministers meet in Calder
The Calder Courier, 9 May 2031

Foreign Minister Ida Oster met Foreign Minister Paul Reeve in Calder on Thursday to settle the fees of the canal.
";
const REVIEW: &str = "Canal talks held
Halvik Review, 8 May 2031

Ida Oster met Paul Reeve in Calder on 8 May 2031, officials said. The fees of the canal were the matter.
";
const TOMORROW: &str = "Canal fees on the table

Foreign Minister Ida Oster will meet Foreign Minister Paul Reeve in Calder tomorrow to settle the fees of the canal.
";
const WEEKDAY: &str = "After the talks

Foreign Minister Ida Oster met Foreign Minister Paul Reeve in Calder on Thursday, aides said.
";
const PAGES: [(&str, &str); 4] =
    [("courier.txt", COURIER), ("review.txt", REVIEW), ("tomorrow.txt", TOMORROW), ("weekday.txt", WEEKDAY)];

fn desk() -> Desk {
    let desk = Desk::empty();
    for (name, text) in PAGES {
        desk.write(name, text);
    }
    desk
}

fn add(desk: &Desk, names: &[&str]) {
    desk.run(&[&["add"], names].concat()).exits(0);
}

/// The rows of the pages by path, whatever order they came in.
fn rows(desk: &Desk) -> Vec<Value> {
    let mut rows = desk.run(&["pages", "--json"]).exits(0).json().as_array().unwrap().clone();
    rows.sort_by_key(|row| row["path"].as_str().unwrap().to_owned());
    rows
}

#[test]
fn other_pages_date_it_and_its_own_reading_stays() {
    let desk = desk();
    add(&desk, &["courier.txt", "review.txt", "tomorrow.txt", "weekday.txt"]);
    let rows = rows(&desk);
    assert_eq!((&rows[0]["inferred"], &rows[1]["inferred"]), (&Value::Null, &Value::Null));
    let mut dated = [rows[0]["id"].clone(), rows[1]["id"].clone()];
    dated.sort_by_key(|id| id.as_str().unwrap().to_owned());
    for (row, name, days, words) in [
        (&rows[2], "tomorrow.txt", "2031-05-07", "tomorrow"),
        (&rows[3], "weekday.txt", "2031-05-08/2031-05-14", "Thursday"),
    ] {
        assert_eq!(row["published"]["basis"], "unknown", "{name}");
        let inferred = &row["inferred"];
        assert_eq!(
            (&inferred["published"]["edtf"], &inferred["published"]["basis"]),
            (&days.into(), &"inferred".into())
        );
        assert!(inferred["published"]["why"].as_str().unwrap().contains(words), "{inferred}");
        assert_eq!(inferred["rests_on"], Value::from(dated.to_vec()));
        let shown = desk.run(&["show", row["id"].as_str().unwrap(), "--json"]).exits(0).json();
        assert_eq!(&shown["row"]["inferred"], inferred);
    }
    desk.is_whole();
}

#[test]
fn the_terminal_and_the_export_tell_both() {
    let desk = desk();
    add(&desk, &["courier.txt", "review.txt", "tomorrow.txt"]);
    let listed = desk.run(&["pages"]).exits(0).out;
    assert!(listed.contains("no date, by other pages 7 May 2031"), "{listed}");
    let id = rows(&desk)[2]["id"].as_str().unwrap().to_owned();
    let shown = desk.run(&["show", &id]).exits(0).out;
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("dated no date (the page does not say)"), "{shown}");
    assert!(words.contains("inferred 7 May 2031 (it says “tomorrow” of an event that"), "{shown}");
    desk.run(&["export", "--format", "jsonl", "--out", "out"]).exits(0);
    let items = std::fs::read_to_string(desk.path().join("out/items.jsonl")).unwrap();
    let items: Vec<Value> = items.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |page: &str| items.iter().find(|item| item["page"] == page).unwrap();
    assert_eq!(of(&id)["inferred"]["published"]["edtf"], "2031-05-07");
    assert_eq!(of(&id)["published"]["edtf"], Value::Null);
    assert_eq!(items.iter().filter(|item| !item["inferred"].is_null()).count(), 1);
}

#[test]
fn neither_the_order_of_adding_nor_a_rebuild_changes_it() {
    let (forth, back) = (desk(), desk());
    for (name, _) in PAGES {
        add(&forth, &[name]);
    }
    for (name, _) in PAGES.iter().rev() {
        add(&back, &[name]);
    }
    let found = rows(&forth);
    assert_eq!(found[2]["inferred"]["published"]["edtf"], "2031-05-07");
    assert_eq!(found, rows(&back));
    forth.run(&["rebuild"]).exits(0);
    assert_eq!(rows(&forth), found);
}

#[test]
fn alone_it_stays_without_a_date() {
    let desk = desk();
    add(&desk, &["tomorrow.txt", "weekday.txt"]);
    assert!(rows(&desk).iter().all(|row| row["inferred"].is_null() && row["published"]["edtf"].is_null()));
    assert!(!desk.run(&["pages"]).exits(0).out.contains("by other pages"));
}
