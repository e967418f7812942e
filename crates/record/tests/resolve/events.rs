use crate::support::{Build, article, resolved};
use onrecord_record::{Course, Slot};
use onrecord_text::ActorType::{Country, Person};
use onrecord_text::EventType::{Call, Meeting, Talks};
use onrecord_text::Reading;
use onrecord_text::Stage::{Cancelled, Happened, Planned};

fn page(outlet: &str, day: i8, text: &str) -> Reading {
    article(outlet, day, text)
        .who("a1", "Edda Voss", Person)
        .role("Foreign Minister of Norland")
        .who("a2", "Lidia Marek", Person)
        .role("Foreign Minister of Sudmark")
        .who("a3", "Norland", Country)
        .who("a4", "Sudmark", Country)
        .who("a5", "Oren Tallis", Person)
}

const BOTH: &[&str] = &["a1", "a2"];

#[test]
fn a_plan_and_its_outcome_are_one_event() {
    let pages = [
        page("Halvik Courier", 2, "They will meet in Calder on 6 May.").event(
            Meeting,
            Planned,
            BOTH,
            "Calder",
            Some(6),
            "will meet in Calder",
        ),
        page("Sudmark Post", 7, "Norland and Sudmark held talks in Calder for an hour.").event(
            Talks,
            Happened,
            &["a3", "a4"],
            "Calder",
            Some(6),
            "held talks in Calder",
        ),
    ];
    let relations = resolved(&pages);
    assert_eq!(relations.event_groups.len(), 1);
    let group = &relations.event_groups[0];
    assert_eq!((group.kind, group.course), (Meeting, Course::AnnouncedThenHappened));
    assert_eq!(group.place.as_deref(), Some("Calder"));
    assert_eq!(group.reports[0].page, pages[0].page.id);
    assert_eq!(relations.conflicts, []);
}

#[test]
fn meetings_with_others_and_on_other_days_stay_apart() {
    let pages = [
        page("Halvik Courier", 7, "Voss met Marek in Calder.").event(
            Meeting,
            Happened,
            BOTH,
            "Calder",
            Some(6),
            "met Marek",
        ),
        page("Halvik Courier", 7, "Voss met Tallis in Calder.").event(
            Meeting,
            Happened,
            &["a1", "a5"],
            "Calder",
            Some(6),
            "met Tallis",
        ),
        page("Sudmark Post", 12, "Voss met Marek again in Calder.").event(
            Meeting,
            Happened,
            BOTH,
            "Calder",
            Some(11),
            "met Marek again",
        ),
        page("Sudmark Post", 7, "Voss rang Marek.").event(Call, Happened, BOTH, "", Some(6), "rang Marek"),
    ];
    assert_eq!(resolved(&pages).event_groups, []);
}

#[test]
fn a_meeting_moves_in_day_and_town() {
    let pages = [
        page("Halvik Courier", 2, "They will meet in Calder on 6 May.").event(
            Meeting,
            Planned,
            BOTH,
            "Calder",
            Some(6),
            "will meet in Calder",
        ),
        page("Sudmark Post", 8, "They met in Port Selje on Thursday.").event(
            Meeting,
            Happened,
            BOTH,
            "Port Selje",
            Some(8),
            "met in Port Selje",
        ),
    ];
    let relations = resolved(&pages);
    assert_eq!(relations.event_groups.len(), 1);
    assert_eq!(relations.event_groups[0].course, Course::Moved);
    assert_eq!(relations.event_groups[0].place.as_deref(), Some("Port Selje"));
    let slots: Vec<Slot> = relations.conflicts.iter().map(|conflict| conflict.slot).collect();
    assert_eq!(slots, [Slot::Date, Slot::Place]);
    assert_eq!(
        relations.conflicts[0].why,
        "Halvik Courier, 2 May 2031, has 6 May 2031; Sudmark Post, 8 May 2031, has 8 May 2031"
    );
}

#[test]
fn a_plan_with_two_later_meetings_has_not_moved() {
    let met = |day: i8| {
        page("Sudmark Post", day, "They met.").event(Meeting, Happened, BOTH, "Port Selje", Some(day), "met")
    };
    let plan = page("Halvik Courier", 2, "They will meet in Calder.").event(
        Meeting,
        Planned,
        BOTH,
        "Calder",
        Some(6),
        "will meet in Calder",
    );
    assert_eq!(resolved(&[plan, met(8), met(10)]).event_groups, []);
}

#[test]
fn an_event_that_is_called_off() {
    let pages = [
        page("Halvik Courier", 2, "They will meet in Calder.").event(
            Meeting,
            Planned,
            BOTH,
            "Calder",
            Some(6),
            "will meet in Calder",
        ),
        page("Sudmark Post", 4, "The meeting in Calder was called off.").event(
            Meeting,
            Cancelled,
            BOTH,
            "Calder",
            Some(6),
            "The meeting in Calder was called off",
        ),
    ];
    assert_eq!(resolved(&pages).event_groups[0].course, Course::CalledOff);
}
