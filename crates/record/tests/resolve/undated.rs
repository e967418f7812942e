//! Pages without a date, dated by the pages that tell of the same events.

use crate::support::{Build, article, resolved};
use onrecord_record::{Placed, place_undated};
use onrecord_text::{ActorType, Basis, Dating, EventType, Reading, Stage};

/// A report of the talks of Oster and Reeve in Calder, from a page of 9 May 2031 that puts them on Thursday 8 May.
fn dated() -> Reading {
    let text = "Ida Oster met Paul Reeve in Calder on Thursday to settle the fees of the canal.";
    with_talks(
        article("Herald", 9, text),
        Stage::Happened,
        Some(8),
        "Ida Oster met Paul Reeve in Calder on Thursday",
    )
}

fn undated(outlet: &str, text: &str, stage: Stage, words: &str) -> Reading {
    let mut reading = article(outlet, 1, text);
    reading.page.items[0].published = Dating::default();
    with_talks(reading, stage, None, words)
}

fn with_talks(reading: Reading, stage: Stage, when: Option<i8>, words: &str) -> Reading {
    reading.who("a1", "Ida Oster", ActorType::Person).who("a2", "Paul Reeve", ActorType::Person).event(
        EventType::Meeting,
        stage,
        &["a1", "a2"],
        "Calder",
        when,
        words,
    )
}

fn placed(readings: &[Reading]) -> Vec<Placed> {
    place_undated(&readings.iter().collect::<Vec<_>>(), &resolved(readings))
}

fn edtf(text: &str, stage: Stage, words: &str) -> Option<String> {
    placed(&[dated(), undated("Tribune", text, stage, words)]).pop()?.published.edtf
}

#[test]
fn yesterday_today_and_tomorrow_fix_the_day() {
    for (word, stage, day) in [
        ("yesterday", Stage::Happened, "2031-05-09"),
        ("today", Stage::Happened, "2031-05-08"),
        ("tomorrow", Stage::Planned, "2031-05-07"),
    ] {
        let text = format!(
            "Ida Oster and Paul Reeve meet in Calder {word}, and the fees of the canal are the matter."
        );
        let words = format!("Ida Oster and Paul Reeve meet in Calder {word}");
        assert_eq!(edtf(&text, stage, &words).as_deref(), Some(day), "{word}");
    }
}

#[test]
fn a_weekday_leaves_the_week_from_the_event_on() {
    let text = "Ida Oster met Paul Reeve in Calder on Thursday, aides said.";
    let readings = [
        dated(),
        undated("Tribune", text, Stage::Happened, "Ida Oster met Paul Reeve in Calder on Thursday"),
    ];
    let placed = placed(&readings);
    let published = &placed[0].published;
    assert_eq!(
        (published.edtf.as_deref(), published.basis),
        (Some("2031-05-08/2031-05-14"), Basis::Inferred)
    );
    assert!(
        published.why.contains("“Thursday”") && published.why.contains("2031-05-08"),
        "{}",
        published.why
    );
    assert_eq!(published.evidence[0].of(text), "Thursday");
    assert_eq!(placed[0].by, [readings[0].page.id.clone()]);
    assert_eq!(placed[0].events, [readings[0].events[0].id.clone()], "the passage that gives the day");
    assert_eq!((&placed[0].page, &placed[0].item), (&readings[1].page.id, &readings[1].page.items[0].id));
}

#[test]
fn another_weekday_is_another_event() {
    let text = "Ida Oster met Paul Reeve in Calder on Monday, aides said.";
    assert_eq!(edtf(text, Stage::Happened, "Ida Oster met Paul Reeve in Calder on Monday"), None);
}

#[test]
fn what_happened_is_no_younger_than_its_report() {
    let text = "Ida Oster met Paul Reeve in Calder, and they settled the fees of the canal.";
    assert_eq!(
        edtf(text, Stage::Happened, "Ida Oster met Paul Reeve in Calder").as_deref(),
        Some("2031-05-08/..")
    );
}

#[test]
fn a_bound_of_its_own_stays() {
    let text = "Ida Oster met Paul Reeve in Calder on Thursday, aides said.";
    let mut captured =
        undated("Tribune", text, Stage::Happened, "Ida Oster met Paul Reeve in Calder on Thursday");
    captured.page.items[0].published = Dating::up_to("2031-05-10".parse().unwrap(), Basis::Metadata);
    let placed = placed(&[dated(), captured]);
    assert_eq!(placed[0].published.edtf.as_deref(), Some("2031-05-08/2031-05-10"));
}

#[test]
fn a_dated_page_and_a_page_alone_are_left_as_they_are() {
    assert!(placed(&[dated()]).is_empty());
    let text = "Ida Oster met Paul Reeve in Calder yesterday, aides said.";
    assert!(
        placed(&[undated("Tribune", text, Stage::Happened, "Ida Oster met Paul Reeve in Calder yesterday")])
            .is_empty()
    );
}
