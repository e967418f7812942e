//! Two versions of a page of our own writing, laid side by side.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::civil::date;
use onrecord_record::{SentenceChange, StatementPart, VersionChanges, WordChange, compare_versions};
use onrecord_text::{
    Actor, ActorType, Basis, Dating, Format, Item, ItemKind, Mode, Page, Reading, Span, Statement,
    StatementKind,
};
use proptest::prelude::*;

const FIRST: &str = "\
Three hurt as trawler is fired on

Three fishermen were hurt when a patrol boat fired on a trawler off Halvik on Thursday, the coast guard said.

“We will answer this,” Mara Oll said. The ferry to Calder sails as usual.

Sudmark has not commented.

Most read: ten recipes for the weekend";

const SECOND: &str = "\
Two hurt as trawler is fired on

Sudmark has not commented.

Two fishermen were hurt when a patrol boat fired on a trawler off Halvik on Thursday, the coast guard said.

“We will answer this in time,” Mara Oll said.

Viktor Hale denied that his boats were there.

Most read: a walk along the coast";

/// A page with a headline and, in its last line, boilerplate. Statements are given as speaker and words.
fn reading(text: &str, day: i8, statements: &[(&str, &str, Mode)]) -> Reading {
    let span = |words: &str| text.find(words).and_then(|at| Span::new(at, at + words.len())).unwrap();
    let last = text.rfind('\n').map_or(0, |at| at + 1);
    let item = Item {
        id: format!("item-{day}"),
        kind: ItemKind::Article,
        span: Span::new(0, text.len()).unwrap(),
        title: text.find('\n').and_then(|end| Span::new(0, end)),
        byline: None,
        published: Dating::day(date(2031, 5, day), Basis::Stated),
        language: None,
    };
    let page = Page {
        id: format!("page-{day}"),
        sha256: String::new(),
        path: "page".into(),
        url: None,
        outlet: None,
        language: None,
        format: Format::Text,
        text: text.into(),
        items: vec![item],
        boilerplate: Span::new(last, text.len()).into_iter().collect(),
        notes: Vec::new(),
    };
    let mut reading = Reading::empty(page);
    for (number, (speaker, words, mode)) in statements.iter().enumerate() {
        reading.actors.push(Actor {
            id: format!("a{number}"),
            name: (*speaker).into(),
            kind: ActorType::Person,
            wikidata: None,
            aliases: Vec::new(),
            roles: Vec::new(),
        });
        reading.statements.push(Statement {
            id: format!("s{day}-{number}"),
            item: format!("item-{day}"),
            speaker: Some(format!("a{number}")),
            source: Vec::new(),
            cue: Vec::new(),
            content: vec![span(words)],
            kind: StatementKind::Indirect,
            mode: *mode,
            said: Dating::default(),
            addressee: None,
            venue: None,
            via: Vec::new(),
            certainty: 0.9,
        });
    }
    reading
}

/// The changes in words: what was, what is.
fn told(changes: &[SentenceChange], before: &str, after: &str) -> Vec<String> {
    let tell = |change: &SentenceChange| match change {
        SentenceChange::Added { after: span } => format!("+ {}", span.of(after)),
        SentenceChange::Removed { before: span } => format!("- {}", span.of(before)),
        SentenceChange::Moved { before: old, after: new } => {
            format!("> {} = {}", old.of(before), new.of(after))
        }
        SentenceChange::Changed { difference, .. } => {
            let word = |change: &WordChange| match change {
                WordChange::Same(_) => "…".to_owned(),
                WordChange::Removed(words) => format!("[-{words}]"),
                WordChange::Added(words) => format!("[+{words}]"),
            };
            format!("~ {}", difference.iter().map(word).collect::<Vec<_>>().join(" "))
        }
    };
    changes.iter().map(tell).collect()
}

#[test]
fn what_was_added_removed_changed_and_moved_is_told_in_order() {
    let (first, second) = (reading(FIRST, 1, &[]), reading(SECOND, 2, &[]));
    let changes = compare_versions(&first, &second);
    assert_eq!(
        told(&changes.sentences, FIRST, SECOND),
        [
            "~ [-Three] [+Two] …",
            "~ … [-this,”] [+this in time,”] …",
            "- The ferry to Calder sails as usual.",
            "+ Viktor Hale denied that his boats were there.",
        ]
    );
    let headline = changes.headline.clone().into_iter().collect::<Vec<_>>();
    assert_eq!(told(&headline, FIRST, SECOND), ["~ [-Three] [+Two] …"]);
    let date = &changes.dates[0];
    assert_eq!(
        (date.before.edtf.as_deref(), date.after.edtf.as_deref()),
        (Some("2031-05-01"), Some("2031-05-02"))
    );
}

#[test]
fn what_stands_elsewhere_in_the_same_words_was_moved() {
    let (one, other) =
        ("Head\nA came.\nB came late.\nC left.\nmenu", "Head\nC left.\nA came.\nB came late.\nmenu");
    let changes = compare_versions(&reading(one, 1, &[]), &reading(other, 1, &[]));
    assert_eq!(
        (told(&changes.sentences, one, other), changes.kept),
        (vec!["> C left. = C left.".to_owned()], 2)
    );
}

#[test]
fn statements_are_held_against_each_other() {
    let old = [
        ("coast guard", "Three fishermen were hurt when a patrol boat fired on a trawler", Mode::Assert),
        ("Mara Oll", "“We will answer this,”", Mode::Promise),
        ("Captain", "The ferry to Calder sails as usual", Mode::Assert),
        ("Sudmark", "has not commented", Mode::Assert),
    ];
    let new = [
        ("coast guard", "Two fishermen were hurt when a patrol boat fired on a trawler", Mode::Claim),
        ("Oll", "“We will answer this in time,”", Mode::Promise),
        ("Viktor Hale", "his boats were there", Mode::Deny),
        ("Sudmark", "has not commented", Mode::Assert),
    ];
    let changes = compare_versions(&reading(FIRST, 1, &old), &reading(SECOND, 2, &new)).statements;
    let told: Vec<_> =
        changes.iter().map(|it| (it.before.as_deref(), it.after.as_deref(), it.differs.as_slice())).collect();
    use StatementPart::{Mode as Did, Speaker, Words};
    assert_eq!(
        told,
        [
            (Some("s1-0"), Some("s2-0"), [Words, Did].as_slice()),
            (Some("s1-1"), Some("s2-1"), [Words, Speaker].as_slice()),
            (None, Some("s2-2"), [].as_slice()),
            (Some("s1-2"), None, [].as_slice()),
        ]
    );
}

#[test]
fn another_menu_or_other_quotation_marks_are_no_change() {
    let other = FIRST
        .replace("ten recipes", "nine recipes")
        .replace(['“', '”'], "\"")
        .replace("on Thursday", "on  Thursday");
    let changes = compare_versions(&reading(FIRST, 1, &[]), &reading(&other, 1, &[]));
    assert!(changes.is_empty(), "{changes:?}");
    assert_eq!(changes.kept, 4);
}

#[test]
fn a_bound_is_no_date_that_changed() {
    let bound = |day: i8| {
        let mut page = reading(FIRST, 1, &[]);
        let latest = Some(date(2031, 5, day));
        page.page.items[0].published = Dating {
            latest,
            edtf: Some(format!("../2031-05-0{day}")),
            basis: Basis::Metadata,
            ..Dating::default()
        };
        page
    };
    assert_eq!(
        compare_versions(&bound(2), &bound(3)),
        VersionChanges { kept: 4, ..VersionChanges::default() }
    );
    assert_eq!(
        compare_versions(&bound(2), &reading(FIRST, 1, &[])).dates.len(),
        1,
        "a date that came is one"
    );
}

proptest! {
    #[test]
    fn every_sentence_is_accounted_for_once(
        before in prop::collection::vec("[ab]( [a-c]){0,3}\\.", 0..9),
        after in prop::collection::vec("[ab]( [a-c]){0,3}\\.", 0..9),
    ) {
        let page = |lines: &[String]| reading(&format!("Headline\n{}\nmenu", lines.join("\n")), 1, &[]);
        let changes = compare_versions(&page(&before), &page(&after));
        let (mut old, mut new) = (changes.kept, changes.kept);
        for change in &changes.sentences {
            old += usize::from(!matches!(change, SentenceChange::Added { .. }));
            new += usize::from(!matches!(change, SentenceChange::Removed { .. }));
        }
        prop_assert_eq!((old, new), (before.len(), after.len()));
        prop_assert!(compare_versions(&page(&before), &page(&before)).is_empty());
    }
}
