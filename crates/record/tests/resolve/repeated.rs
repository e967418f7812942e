//! What an outlet repeats around its stories is no news, and what a story repeats is.

use crate::support::{Build, article, resolved, resolved_versions};
use onrecord_record::{Relations, Repeated};
use onrecord_text::ActorType::Person;
use onrecord_text::Mode::Assert;
use onrecord_text::StatementKind::Direct;
use onrecord_text::{Mention, Reading, Span};

const PRAISE: &str = "“No paper knows the strait better,” says Ola Brand, a reader since 2009.";
/// What a wire writes under each of its stories.
const BACKGROUND: &str = "Edda Voss was chosen two years ago.";
const HEAD: &str = "The Halvik Herald morning letter";

/// A story in three paragraphs of its own, with the outlet's lines around it.
fn story(outlet: &str, day: i8, own: &str, background: &str) -> Reading {
    let text = format!("{HEAD}\n{own}\n{own} Nobody was hurt.\n{background}\n{PRAISE}\n");
    article(outlet, day, &text).who("a1", "Edda Voss", Person).who("a2", "Ola Brand", Person).says(
        "a2",
        Direct,
        Assert,
        "“No paper knows the strait better,”",
    )
}

fn stories(outlet: &str) -> Vec<Reading> {
    let owns = [
        "Edda Voss opened the fish market in Calder on Monday after two years of works.",
        "The harbour council sent Edda Voss a bill for the new lock gates at Tarn.",
        "A ferry ran aground off Vessin in fog, and Edda Voss asked for a new light.",
    ];
    let page = |(day, own): (i8, &&str)| story(outlet, day, own, BACKGROUND);
    (1..).zip(&owns).map(page).collect()
}

fn words<'a>(pages: &'a [Reading], relations: &Relations) -> Vec<&'a str> {
    let of = |line: &Repeated| {
        let page = pages.iter().find(|page| page.page.id == line.page).unwrap();
        line.span.of(&page.page.text)
    };
    relations.repeated.iter().map(of).collect()
}

#[test]
fn lines_around_three_stories_of_an_outlet_are_no_news() {
    let mut pages = stories("Halvik Herald");
    for page in &mut pages {
        // The background names who the story is about.
        let span = page.span(BACKGROUND);
        let named =
            Mention { span: Span::new(span.start(), span.start() + 9).unwrap(), ..page.mentions[0].clone() };
        page.mentions.push(named);
    }
    let relations = resolved(&pages);
    assert_eq!(words(&pages, &relations), [HEAD, PRAISE].repeat(3));
    assert!(relations.repeated.iter().all(|line| line.pages == 3));
    let said: Vec<&String> = relations.repeated.iter().flat_map(|line| &line.statements).collect();
    assert_eq!(said.len(), 3, "what is said in them is left out");
    assert_eq!(relations.quotations, []);
    assert_eq!(relations.reuse, [], "nor do they count as shared passages");
}

#[test]
fn two_pages_or_three_outlets_repeat_nothing() {
    let two = &stories("Halvik Herald")[..2];
    let relations = resolved(two);
    assert_eq!(relations.repeated, []);
    assert!(!relations.quotations.is_empty());
    let mut three = stories("Halvik Herald");
    for (page, name) in three.iter_mut().zip(["Tarn Post", "Calder Mail", "Vessin Star"]) {
        page.page.outlet.as_mut().unwrap().name = name.to_owned();
    }
    assert_eq!(resolved(&three).repeated, []);
}

#[test]
fn versions_of_a_page_are_one_page() {
    let pages = stories("Halvik Herald");
    let chain: Vec<&Reading> = pages[..2].iter().collect();
    assert_eq!(resolved_versions(&pages, &[&chain]).repeated, []);
}

#[test]
fn one_story_at_three_addresses_is_a_story() {
    let pages: Vec<Reading> = (1..4)
        .map(|day| story("Halvik Herald", day, "Edda Voss opened the fish market.", "It is large."))
        .collect();
    assert_eq!(resolved(&pages).repeated, []);
}
