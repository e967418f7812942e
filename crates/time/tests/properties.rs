//! What holds on any text: spans are words of it, in order and apart, and nothing panics or takes long.

use jiff::civil::Date;
use onrecord_text::{Span, TimeType};
use onrecord_time::{Anchor, Direction, Focus, Passage, Voice, find, read, sentences};
use proptest::prelude::*;

mod check;

/// Words that the grammar reacts to, marks, and some that it does not.
const WORDS: &[&str] = &[
    "Monday",
    "Mon",
    "Feb.",
    "May",
    "may",
    "27",
    "2025",
    "1",
    "12",
    "31st",
    "the",
    "a",
    "of",
    "in",
    "at",
    "early",
    "late",
    "last",
    "next",
    "this",
    "that",
    "same",
    "year",
    "years",
    "week",
    "weeks",
    "day",
    "days",
    "hours",
    "second",
    "quarter",
    "third",
    "half",
    "two",
    "twenty",
    "hundred",
    "thousand",
    "million",
    "and",
    "or",
    "so",
    "ago",
    "later",
    "earlier",
    "before",
    "old",
    "-",
    "–",
    ":",
    ".",
    ",",
    "/",
    "'",
    "’s",
    "s",
    "th",
    "am",
    "p.m.",
    "GMT",
    "noon",
    "midnight",
    "morning",
    "tonight",
    "1990s",
    "’98",
    "Q3",
    "fiscal",
    "every",
    "daily",
    "now",
    "Christmas",
    "Easter",
    "summer",
    "winter",
    "1/2",
    "½",
    "99999999999",
    "2025-02-27",
    "T06:55",
    "06.36",
    "24:00",
    "\n",
    "\n\n",
    "Ж",
    "é",
    "🙂",
    "Halvik",
    "will",
    "since",
    "until",
    "several",
    "few",
];

fn text() -> impl Strategy<Value = String> {
    let words = prop::collection::vec((prop::sample::select(WORDS), prop::bool::weighted(0.8)), 0..40)
        .prop_map(|list| {
            list.into_iter()
                .map(|(word, space)| if space { format!("{word} ") } else { word.to_owned() })
                .collect::<String>()
        });
    prop_oneof![words, "\\PC{0,200}", "[0-9 ./:'-]{0,60}"]
}

fn anchors() -> impl Strategy<Value = Anchor> {
    let date = || {
        prop_oneof![
            Just(None),
            (1_i16..=9999, 1_i8..=12, 1_i8..=28)
                .prop_map(|(year, month, day)| Date::new(year, month, day).ok()),
            Just(Some(Date::MAX)),
            Just(Some(Date::MIN)),
        ]
    };
    let direction = prop::sample::select(vec![Direction::Past, Direction::Future, Direction::Unspecified]);
    let voice = prop::sample::select(vec![Voice::Report, Voice::Narrative]);
    (date(), date(), date(), direction, voice).prop_map(|(published, previous, said, direction, voice)| {
        let previous = previous.map(Focus::day);
        Anchor { published, said, previous, quarter: previous, event: previous, voice, direction }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn expressions_are_words_of_the_text_in_order_and_apart(text in text(), cut in any::<(u16, u16)>(), anchor in anchors()) {
        let mut ends = [usize::from(cut.0) % (text.len() + 1), usize::from(cut.1) % (text.len() + 1)];
        ends.sort_unstable();
        let whole = Span::new(0, text.len());
        let part = Span::new(ends[0], ends[1]).filter(|span| !span.of(&text).is_empty());
        for within in [whole, part].into_iter().flatten() {
            let mut after = within.start();
            for expression in find(&text, within) {
                let span = expression.span;
                prop_assert!(within.contains(span) && span.start() >= after);
                let words = text.get(span.start()..span.end());
                prop_assert!(words.is_some_and(|words| words.trim() == words && !words.is_empty()));
                after = span.end();
                let value = expression.resolve(&anchor);
                prop_assert!(!value.timex.is_empty());
                if let (Some(earliest), Some(latest)) = (value.earliest, value.latest) {
                    prop_assert!(earliest <= latest, "{:?} {value:?}", words);
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_read_and_every_promise_holds(bytes in prop::collection::vec(any::<u8>(), 0..300), text in text()) {
        check::check(&bytes);
        check::check(text.as_bytes());
    }

    #[test]
    fn without_an_anchor_only_what_the_words_say_has_days(text in text()) {
        let Some(whole) = Span::new(0, text.len()) else { return Ok(()) };
        for expression in find(&text, whole) {
            let value = expression.resolve(&Anchor::default());
            let has_digits = expression.span.of(&text).chars().any(|letter| letter.is_ascii_digit());
            let says_a_year = has_digits || !matches!(expression.kind, TimeType::Date | TimeType::Time)
                || ["twenty", "hundred", "thousand", "third", "second"].iter().any(|word| expression.span.of(&text).contains(word));
            prop_assert!(says_a_year || value.earliest.is_none(), "{} {value:?}", expression.span.of(&text));
            prop_assert_eq!(value.anchor, "none");
        }
    }

    #[test]
    fn a_full_date_is_the_same_day_under_any_anchor(day in (1900_i16..2100, 1_i8..=12, 1_i8..=28), anchor in anchors()) {
        let day = Date::new(day.0, day.1, day.2).unwrap();
        let month = day.strftime("%B").to_string();
        let short = if month.len() > 4 { format!("{}.", &month[..3]) } else { month.clone() };
        for text in [
            day.to_string(),
            format!("{} {month} {}", day.day(), day.year()),
            format!("{month} {}, {}", day.day(), day.year()),
            format!("{short} {}th, {}", day.day(), day.year()),
            format!("the {}th of {month} {}", day.day(), day.year()),
            format!("{}/{:02}/{:02}", day.year(), day.month(), day.day()),
        ] {
            let whole = Span::new(0, text.len()).unwrap();
            let found = find(&text, whole);
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(found[0].span, whole, "{}", text);
            let value = found[0].resolve(&anchor);
            prop_assert_eq!((value.earliest, value.latest, value.explicit), (Some(day), Some(day), true), "{}", text);
        }
    }
}

/// Lines of a megabyte that make a grammar which goes back do its work over and over.
#[test]
fn lines_of_a_megabyte_take_linear_time() {
    let words = [
        "1/2 ",
        "the day after ",
        "two and ",
        "twenty-",
        "the end of ",
        "May ",
        "from June 1 to ",
        "(",
        ". A",
        "in 1914-",
    ];
    let published = Date::new(2031, 5, 2).ok();
    for word in words {
        let time = |bytes: usize| {
            let text = word.repeat(bytes / word.len());
            let Some(whole) = Span::new(0, text.len()) else { return std::time::Duration::ZERO };
            let begun = clock();
            let sentences = sentences(&text, whole);
            let _ = read(&Passage { text: &text, sentences: &sentences, quotations: &[], published });
            begun.elapsed()
        };
        // The shortest of three, since the machine has other work to do.
        let short = time(1 << 14).min(time(1 << 14)).min(time(1 << 14));
        let long = time(1 << 20);
        // For sixty-four times the text a quadratic pass would take four thousand times as long.
        assert!(long < short * 64 * 12, "{word:?}: {short:?}, then {long:?}");
    }
}

#[allow(clippy::disallowed_methods, reason = "a test measures; the core does not")]
fn clock() -> std::time::Instant {
    std::time::Instant::now()
}
