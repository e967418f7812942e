//! What a value says beside its TIMEX3 string: days, time of day, anchor, EDTF.

use jiff::civil::{Date, date};
use onrecord_text::Span;
use onrecord_time::{
    Anchor, Clock, Direction, Expression, Focus, Grain, Modifier, Passage, Relation, Value, Voice, find,
    read, sentences,
};

fn only(text: &str) -> Expression {
    let found: Vec<Expression> = Span::new(0, text.len()).map_or_else(Vec::new, |whole| find(text, whole));
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found[0].clone()
}

fn value(text: &str, published: Option<Date>) -> Value {
    only(text).resolve(&Anchor { published, ..Anchor::default() })
}

fn days(value: &Value) -> (String, String) {
    let word = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    (word(value.earliest), word(value.latest))
}

/// A Friday.
const PUBLISHED: Option<Date> = Some(date(2031, 5, 2));

#[test]
fn days_are_bounds_that_include_both_ends() {
    for (text, first, last) in [
        ("on Thursday", "2031-05-01", "2031-05-01"),
        ("last week", "2031-04-21", "2031-04-27"),
        ("last weekend", "2031-04-26", "2031-04-27"),
        ("in March", "2031-03-01", "2031-03-31"),
        ("the third quarter of 2030", "2030-07-01", "2030-09-30"),
        ("last year", "2030-01-01", "2030-12-31"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("last night", "2031-05-01", "2031-05-02"),
        ("in the past week", "2031-04-25", "2031-05-02"),
        ("over the next two weeks", "2031-05-02", "2031-05-16"),
        ("17-23 February 2031", "2031-02-17", "2031-02-23"),
        ("03/04/2031", "2031-03-04", "2031-04-03"),
        ("29 February 2031", "-", "-"),
        ("six hours", "-", "-"),
        ("recently", "-", "-"),
    ] {
        let found = days(&value(text, PUBLISHED));
        assert_eq!(found, (first.to_owned(), last.to_owned()), "{text}");
    }
}

#[test]
fn early_and_late_narrow_a_month_and_leave_room() {
    let early = value("early March 2031", None);
    assert_eq!(early.timex, "2031-03");
    assert!(early.earliest == Some(date(2031, 3, 1)) && early.latest < Some(date(2031, 3, 21)));
    let end = value("the end of February 2031", None);
    assert!(end.earliest > Some(date(2031, 2, 10)) && end.latest == Some(date(2031, 2, 28)));
}

#[test]
fn a_time_of_day_has_a_clock_and_no_zone_is_applied() {
    let found = value("February 23, 2031 3:53 PM", None);
    assert_eq!(found.clock, Some(Clock { hour: 15, minute: 53 }));
    assert_eq!((found.grain, found.explicit), (Grain::Clock, true));
    assert_eq!(found.edtf.as_deref(), Some("2031-02-23T15:53"));
    let midnight = value("midnight on 3 March 2031", None);
    assert_eq!(midnight.clock, Some(Clock { hour: 0, minute: 0 }));
    assert_eq!(days(&midnight), ("2031-03-03".to_owned(), "2031-03-04".to_owned()));
    assert!(find("25:61", Span::new(0, 5).unwrap()).is_empty());
}

#[test]
fn the_anchor_is_named_and_never_guessed() {
    assert_eq!(value("yesterday", PUBLISHED).anchor, "published 2031-05-02");
    assert_eq!(value("27 February 2025", PUBLISHED).anchor, "none");
    let later = only("six days later");
    let previous = Some(Focus::day(date(2031, 2, 12)));
    let direction = Direction::Past;
    let found = later.resolve(&Anchor { published: PUBLISHED, previous, direction, ..Anchor::default() });
    assert_eq!((found.anchor.as_str(), found.timex.as_str()), ("previous 2031-02-12", "2031-02-18"));
    for text in
        ["today", "last week", "on Friday", "three days ago", "in June", "this morning", "six days later"]
    {
        let found = value(text, None);
        assert_eq!(
            (days(&found), found.anchor.as_str()),
            (("-".to_owned(), "-".to_owned()), "none"),
            "{text}"
        );
    }
}

#[test]
fn a_weekday_beside_a_date_tells_the_year() {
    // 27 February is a Thursday in 2031 only, of the years around.
    let found = value("Thursday 27 February", Some(date(2031, 12, 20)));
    assert_eq!(found.timex, "2031-02-27");
}

#[test]
fn prepositions_and_modifiers_are_kept_apart_from_the_value() {
    let relation = |text: &str| only(text).relation;
    assert_eq!(relation("since June"), Relation::Since);
    assert_eq!(relation("no later than Friday"), Relation::By);
    assert_eq!(relation("prior to 2030"), Relation::Before);
    assert_eq!(relation("on Friday"), Relation::At);
    assert_eq!(only("more than three years").modifier, Some(Modifier::MoreThan));
    assert_eq!(only("late Thursday").modifier, Some(Modifier::End));
}

#[test]
fn edtf_is_of_level_one() {
    for (text, edtf) in [
        ("27 February 2025", Some("2025-02-27")),
        ("February 2025", Some("2025-02")),
        ("the 1990s", Some("199X")),
        ("last week", Some("2031-04-21/2031-04-27")),
        ("the summer of 2030", Some("2030-22")),
        ("about 1998", Some("1998~")),
        ("every Friday", None),
    ] {
        assert_eq!(value(text, PUBLISHED).edtf.as_deref(), edtf, "{text}");
    }
}

#[test]
fn an_interval_is_half_open() {
    let interval =
        |text: &str| value(text, PUBLISHED).interval().map(|it| (it.from.to_string(), it.until.to_string()));
    let pair = |from: &str, until: &str| Some((from.to_owned(), until.to_owned()));
    assert_eq!(interval("last week"), pair("2031-04-21T00:00:00", "2031-04-28T00:00:00"));
    assert_eq!(interval("this year"), pair("2031-01-01T00:00:00", "2032-01-01T00:00:00"));
    assert_eq!(interval("last night"), pair("2031-05-01T18:00:00", "2031-05-02T06:00:00"));
    assert_eq!(interval("Friday morning"), pair("2031-05-02T00:00:00", "2031-05-02T12:00:00"));
    assert_eq!(interval("3 March 2031 at 15:53"), pair("2031-03-03T15:53:00", "2031-03-03T15:54:00"));
    assert_eq!(interval("midnight on 3 March 2031"), pair("2031-03-04T00:00:00", "2031-03-04T00:01:00"));
    assert_eq!(interval("six hours"), None);
}

#[test]
fn what_else_it_can_mean_is_kept() {
    let others = |text: &str| {
        let found = value(text, PUBLISHED);
        let others: Vec<String> =
            found.alternatives.iter().map(|it| format!("{} {}", it.rule, it.timex)).collect();
        (found.rule, others.join(", "))
    };
    assert_eq!(others("Thursday"), ("weekday past", "weekday future 2031-05-08".to_owned()));
    assert_eq!(others("in November").1, "other year 2031-11");
    assert_eq!(others("3/4/2031").1, "day first 2031-04-03, month first 2031-03-04");
    assert_eq!(others("27 February 2025"), ("words", String::new()));
    assert_eq!(only("Thursday").rule, "weekday");
}

#[test]
fn a_quotation_counts_from_its_own_day() {
    let said = Some(date(2031, 4, 28));
    let found = only("tomorrow").resolve(&Anchor { published: PUBLISHED, said, ..Anchor::default() });
    assert_eq!((found.timex.as_str(), found.anchor.as_str()), ("2031-04-29", "said 2031-04-28"));
}

#[test]
fn a_length_beside_an_event_has_a_day_once_the_event_has_one() {
    let text = "It failed two days after the vote.";
    assert_eq!(value(text, PUBLISHED).earliest, None);
    let event = Some(Focus::day(date(2031, 3, 30)));
    let found = only(text).resolve(&Anchor { published: PUBLISHED, event, ..Anchor::default() });
    assert_eq!((found.timex.as_str(), found.earliest), ("P2D", Some(date(2031, 4, 1))));
    let next = only("They fled the day after the vote.").resolve(&Anchor { event, ..Anchor::default() });
    assert_eq!((next.timex.as_str(), next.anchor.as_str()), ("2031-03-31", "event 2031-03-30"));
    assert_eq!(only(text).beside_event(), Some(Relation::After));
    assert_eq!(only("He left a week before the talks.").beside_event(), Some(Relation::Before));
    assert_eq!(only("He stayed for two days.").beside_event(), None);
}

#[test]
fn what_is_counted_from_an_event_has_days_only_with_the_events_day() {
    let last = |text: &str| {
        let sentences = sentences(text, Span::new(0, text.len()).unwrap());
        let passage = Passage { text, sentences: &sentences, quotations: &[], published: PUBLISHED };
        let found = read(&passage);
        let it = found.iter().rfind(|it| it.expression.beside_event().is_some()).unwrap();
        (it.expression.span.of(text).to_owned(), days(&it.value), it.value.rule)
    };
    let none = |words: &str| (words.to_owned(), ("-".to_owned(), "-".to_owned()), "event of no known day");
    let placed = |words: &str, first: &str, last: &str| {
        (words.to_owned(), (first.to_owned(), last.to_owned()), "length placed")
    };
    // The day of publication, and a day that the text named before, are not the event's.
    assert_eq!(last("Two days after the vote he quit."), none("Two days"));
    assert_eq!(last("He came on 3 March. Hours after the vote he quit."), none("Hours"));
    assert_eq!(last("He quit two days after the vote on Friday."), none("two days"));
    let told = last("They voted on 3 March. A riot came on 5 March. A week after the vote he quit.");
    assert_eq!(told, placed("A week", "2031-03-10", "2031-03-10"));
    assert_eq!(
        last("The vote was on 3 March, not on 5 March. A week after the vote he quit."),
        none("A week")
    );
    // What stands beside its name, or was told of the same thing before, is.
    assert_eq!(
        last("He quit two days after the vote of 3 March."),
        placed("two days", "2031-03-05", "2031-03-05")
    );
    assert_eq!(last("He quit two days after Friday's vote."), placed("two days", "2031-05-04", "2031-05-04"));
    assert_eq!(
        last("He quit three weeks before 5 May 2029."),
        placed("three weeks", "2029-04-14", "2029-04-14")
    );
    assert_eq!(
        last("They signed on 3 March. Two days after the signing he quit."),
        placed("Two days", "2031-03-05", "2031-03-05")
    );
    assert_eq!(
        last("They signed on 3 March. Hours after the signing he quit."),
        placed("Hours", "2031-03-03", "2031-03-04")
    );
    // What lasts or lies within is not counted on.
    let lasting = only("He stayed for two days after the vote.");
    assert_eq!(lasting.beside_event(), None);
}

#[test]
fn years_before_christ_are_on_the_calendar() {
    let found = value("in 490 BC", None);
    assert_eq!((found.timex.as_str(), found.edtf.as_deref()), ("BC0490", Some("-0489")));
    assert_eq!(found.earliest, Some(date(-489, 1, 1)));
    let century = value("the 3rd century BC", None);
    assert_eq!((century.timex.as_str(), century.earliest), ("BC02", Some(date(-299, 1, 1))));
}

#[test]
fn a_range_is_one_expression_with_two_ends() {
    for (text, whole, ends) in [
        ("17–23 February 2031", "2031-02-17/2031-02-23", ["17 2031-02-17", "23 February 2031 2031-02-23"]),
        ("April 24 and 25", "2031-04-24/2031-04-25", ["April 24 2031-04-24", "25 2031-04-25"]),
        ("1914–18", "1914/1918", ["1914 1914", "18 1918"]),
        ("264 to 146 BC", "BC0264/BC0146", ["264 BC0264", "146 BC BC0146"]),
    ] {
        let anchor = Anchor { published: PUBLISHED, ..Anchor::default() };
        let range = only(text);
        assert_eq!(range.resolve(&anchor).timex, whole, "{text}");
        let parts: Vec<String> = range
            .parts()
            .iter()
            .map(|it| format!("{} {}", it.span.of(text), it.resolve(&anchor).timex))
            .collect();
        assert_eq!(parts, ends, "{text}");
    }
}

#[test]
fn a_history_counts_from_what_it_spoke_of() {
    let anchor =
        |previous| Anchor { published: PUBLISHED, previous, voice: Voice::Narrative, ..Anchor::default() };
    let november = Some(Focus::stretch(date(1843, 11, 1), date(1843, 11, 30), Grain::Month));
    let read = |text: &str, previous| only(text).resolve(&anchor(previous)).timex;
    assert_eq!(read("in February", november), "1844-02");
    assert_eq!(read("in October", november), "1843-10");
    assert_eq!(read("on the 17th", november), "1843-11-17");
    assert_eq!(read("on Friday", november), "XXXX-WXX-5");
    assert_eq!(read("on Friday", Some(Focus::day(date(1843, 11, 14)))), "1843-11-17");
    assert_eq!(read("today", november), "PRESENT_REF");
    assert_eq!(read("three days later", november), "XXXX-XX-XX");
    assert_eq!(read("two years later", november), "1845");
}
