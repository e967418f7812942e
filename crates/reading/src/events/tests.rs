//! The tests that `data/events.txt` carries, and what holds of every text.

use super::lexicon::FILE;
use onrecord_text::{Basis, Dating, Event, Format, Item, ItemKind, Page, Reading, Span};
use proptest::prelude::*;

/// A text read as one article of Thursday, 8 May 2031.
fn read(text: &str) -> Reading {
    crate::read(page(text))
}

fn page(text: &str) -> Page {
    let published = Dating::day(jiff::civil::date(2031, 5, 8), Basis::Stated);
    let items = Span::trimmed(text, 0, text.len()).map(|span| Item {
        id: "i".into(),
        kind: ItemKind::Article,
        span,
        title: None,
        byline: None,
        published,
        language: None,
    });
    Page {
        id: "p".into(),
        sha256: String::new(),
        path: String::new(),
        url: None,
        outlet: None,
        language: Some("en".into()),
        format: Format::Text,
        text: text.to_string(),
        items: items.into_iter().collect(),
        boilerplate: Vec::new(),
        notes: Vec::new(),
    }
}

/// The events of a text in which no statement has been found, so that only the rules of events are at work.
fn events_alone(text: &str) -> Vec<Event> {
    let page = page(text);
    let document = crate::document::Document::new(&page);
    let times = crate::times::find(&document);
    let mut cast = crate::actors::find(&document, &times, None);
    super::find(&document, &mut cast, &times, &[]).0.into_iter().map(|found| found.event).collect()
}

/// The columns of an event, as the file writes them.
fn columns(reading: &Reading, event: &Event) -> [String; 6] {
    let dash = |words: Option<String>| words.filter(|it| !it.is_empty()).unwrap_or_else(|| "-".to_string());
    let names: Vec<String> =
        event.participants.iter().filter_map(|id| reading.actor(id)).map(|it| it.name.clone()).collect();
    [
        event.kind.as_str().to_string(),
        event.evidence.of(&reading.page.text).to_string(),
        dash(Some(names.join(", "))),
        dash(event.place.clone()),
        dash(event.when.edtf.clone()),
        event.stage.as_str().to_string(),
    ]
}

/// Whether an event is as its line says; an empty column is not looked at.
fn fits(line: &str, found: &[String; 6]) -> bool {
    let wanted = line.split('|').map(str::trim);
    wanted.zip(found).all(|(wanted, found)| wanted.is_empty() || wanted == found)
}

#[test]
fn the_file_reads_its_own_sentences_as_it_says() {
    let mut wrong = Vec::new();
    let mut tests = 0;
    for line in FILE.lines().filter_map(|line| line.strip_prefix("test:")) {
        let (text, wanted) = line.split_once("=>").expect("a test has “=>”");
        let reading = read(&text.trim().replace("//", "\n"));
        let found: Vec<[String; 6]> = reading.events.iter().map(|it| columns(&reading, it)).collect();
        let wanted: Vec<&str> = wanted.split(" ; ").map(str::trim).filter(|it| *it != "none").collect();
        let right = wanted.len() == found.len() && wanted.iter().zip(&found).all(|(line, it)| fits(line, it));
        if !right {
            let found: Vec<String> = found.iter().map(|it| it.join(" | ")).collect();
            wrong.push(format!(
                "{}\n   wanted {}\n   found  {}",
                text.trim(),
                wanted.join(" ; "),
                found.join(" ; ")
            ));
        }
        tests += 1;
    }
    assert!(wrong.is_empty(), "{} of {tests} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tests >= 30, "only {tests} tests in the file");
}

#[test]
fn every_line_of_the_file_is_understood() {
    for line in crate::lexicon::lines(FILE) {
        let cells = line.split('|').count();
        let sort = line.split(['|', ' ']).next().unwrap_or_default();
        let known =
            sort == "list" && line.contains(':') || matches!(sort, "verb" | "noun" | "phrase") && cells == 5;
        assert!(known, "not understood: {line}");
        let kind = line.split('|').nth(1).map(str::trim);
        assert!(
            sort == "list" || kind.is_some_and(|it| onrecord_text::EventType::from_word(it).is_some()),
            "no type: {line}"
        );
    }
}

#[test]
fn reading_twice_gives_the_same() {
    let text = "Ada Holm met Nils Lund in Halvik on Monday.\nThe two will sign a deal tomorrow.";
    assert_eq!(read(text).events, read(text).events);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the words, each event points into the text, to words of its own item, under an id of its own.
    #[test]
    fn events_point_into_the_text(words in proptest::collection::vec(
        prop::sample::select(vec![
            "Ada Holm", "Nils Lund", "he", "the two", "Ukraine", "Russian", "forces", "met", "will", "meet", "talks", "with", "to", "sign",
            "a deal", "in", "Halvik", "on Monday", "visit", "before", "“", "”", ",", ".", "said", "that", "attack", "captured",
            "imposed", "tariffs", "agreed", "called on", "shot down", "Police", "arrested", "in 2019", "no", "there were", "by", "launched",
            "of", "and", "not", "held", "six hours", "\n", "(", ")", "è", "—", "being", "arrived", "has",
        ]),
        0..40,
    )) {
        let text = words.join(" ");
        let events = events_alone(&text);
        let mut ids: Vec<&str> = events.iter().map(|it| it.id.as_str()).collect();
        for event in &events {
            prop_assert!(!event.evidence.of(&text).trim().is_empty());
            prop_assert!((0.0..=1.0).contains(&event.certainty));
        }
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
    }

    /// No text at all, however broken, makes the rules of events fail.
    #[test]
    fn any_text_is_read(text in "(\\PC|[ \n.,“”\"']|met|talks|was killed|to|the|imposed|of|Ada Holm){0,60}") {
        for event in events_alone(&text) {
            prop_assert!(!event.evidence.of(&text).is_empty());
        }
    }
}
