//! Files with the same address are versions of one page, and one source.

use crate::common::Desk;
use serde_json::Value;

const REVIEW: &str = "Canal talks held
Halvik Review, 9 May 2031

“We shall not pay twice for the same water,” said Ida Oster.
";
const FRENCH: &str = "Les droits du canal en discussion
Le Courrier du Lac, 8 mai 2031

La ministre des affaires étrangères a déclaré que les droits du canal seraient fixés avant la fin de la semaine. Les deux délégations se sont
retrouvées dans la grande salle de la mairie, et les bateliers attendaient dehors depuis le matin.
";

fn courier(day: u8, words: &str) -> String {
    format!(
        "<html lang=en><head><title>Fees of the canal</title><link rel=canonical href=\"https://courier.example/fees\">\
         <meta property=\"og:site_name\" content=\"Calder Courier\">\
         <meta property=\"article:published_time\" content=\"2031-05-0{day}T08:00:00Z\"></head>\
         <body><article><h1>Fees of the canal</h1><p>{words}</p>\
         <p>The ministers of both countries met in Calder to talk about the fees of the canal and of its locks.</p></article></body></html>"
    )
}

fn desk() -> Desk {
    let desk = Desk::empty();
    let said = "“We shall not pay twice for the same water,” said Ida Oster.";
    desk.write("first.html", courier(7, &format!("{said} “The ferry can wait,” said Paul Reeve.")));
    desk.write("second.html", courier(8, &format!("{said} Nobody was hurt.")));
    desk.write("review.txt", REVIEW);
    desk.write("canal.txt", FRENCH);
    for file in ["first.html", "second.html", "review.txt", "canal.txt"] {
        desk.run(&["add", "--model", "rules", file]).exits(0);
    }
    desk
}

fn list(desk: &Desk, command: &[&str]) -> Vec<Value> {
    let found = desk.run(&[command, &["--json"]].concat()).exits(0).json();
    found.as_array().cloned().unwrap_or_else(|| vec![found])
}

#[test]
fn what_versions_share_counts_once_and_what_was_dropped_is_kept_and_marked() {
    let desk = desk();
    let told = desk.run(&["who", "Oster"]).exits(0).out;
    assert_eq!(told.matches("the same water").count(), 2, "one source each: {told}");
    let told = desk.run(&["who", "Reeve"]).exits(0).out;
    assert!(told.contains("not in the newest version of the page"), "{told}");
    let pages = desk.run(&["pages"]).exits(0).out;
    assert!(pages.contains("version 1 of 2") && pages.contains("version 2 of 2"), "{pages}");
    // A rebuild from the kept copies changes nothing of it.
    let before = list(&desk, &["pages"]);
    desk.run(&["rebuild"]).exits(0);
    assert_eq!(list(&desk, &["pages"]), before);
    desk.is_whole();
}

#[test]
fn the_exports_tell_versions_and_languages() {
    let desk = desk();
    desk.run(&["export", "--format", "jsonl", "--out", "out"]).exits(0);
    let rows = |table: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(desk.path().join(format!("out/{table}.jsonl"))).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let fates: Vec<String> = rows("statements")
        .iter()
        .filter_map(|row| row["version"]["fate"].as_str().map(str::to_owned))
        .collect();
    assert!(fates.contains(&"kept".to_owned()) && fates.contains(&"removed".to_owned()), "{fates:?}");
    assert_eq!(rows("pages").iter().filter(|row| row["version"]["of"] == 2).count(), 2);
    let (items, pages) = (rows("items"), rows("pages"));
    let french = pages.iter().find(|row| row["language"] == "fr").unwrap();
    assert!(items.iter().any(|item| item["page"] == french["id"] && item["language"] == "fr"));
    desk.run(&["export", "--format", "csv", "--out", "tables"]).exits(0);
    let statements = std::fs::read_to_string(desk.path().join("tables/statements.csv")).unwrap();
    assert!(statements.contains("removed") && !statements.contains(",kept,"), "{statements}");
    desk.run(&["export", "--format", "html", "--out", "report.html"]).exits(0);
    let report = std::fs::read_to_string(desk.path().join("report.html")).unwrap();
    assert!(report.contains("version 1 of 2") && report.contains("not in the newest version of the page"));
}

#[test]
fn pages_are_found_by_their_language() {
    let desk = desk();
    let french = desk.run(&["pages", "--language", "fr"]).exits(0).out;
    assert!(french.contains("in fr: kept and searchable, statements and events not read"), "{french}");
    assert_eq!(list(&desk, &["pages", "--language", "fr"]).len(), 1);
    assert_eq!(list(&desk, &["pages", "--language", "EN"]).len(), 3);
    assert!(desk.run(&["pages", "--language", "f"]).exits(0).out.contains("no page with an item in “f”"));
    assert!(!list(&desk, &["search", "bateliers"]).is_empty());
}
