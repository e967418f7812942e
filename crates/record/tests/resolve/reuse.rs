use crate::support::{article, on, resolved};
use onrecord_text::{ItemKind, Span};

const SHARED: &str =
    "The ferry left the quay at six in the morning with two hundred passengers and a brass band on board";

#[test]
fn a_shared_passage_is_found_to_the_word_with_the_earlier_page_first() {
    let later = article("Sudmark Post", 3, &format!("Nobody had slept. {SHARED}. It rained."));
    let earlier =
        article("Halvik Courier", 2, &format!("{SHARED}, and the mayor waved until it was out of sight."));
    let relations = resolved(&[later.clone(), earlier.clone()]);
    assert_eq!(relations.reuse.len(), 1);
    let found = &relations.reuse[0];
    assert_eq!((&found.a.page, &found.b.page), (&earlier.page.id, &later.page.id));
    assert_eq!(found.a.span.of(&earlier.page.text), SHARED);
    assert_eq!(found.b.span.of(&later.page.text), SHARED);
    assert_eq!(found.words, SHARED.split(' ').count());
}

#[test]
fn boilerplate_is_not_shared_news() {
    let mut one = article("Halvik Courier", 2, &format!("It was dry. {SHARED}."));
    let other = article("Sudmark Post", 3, &format!("It was wet. {SHARED}."));
    one.page.boilerplate = vec![Span::new(12, one.page.text.len()).unwrap()];
    assert_eq!(resolved(&[one, other]).reuse, []);
}

#[test]
fn what_one_outlet_prints_on_every_page_is_its_furniture() {
    let pages: Vec<_> =
        (1..=3).map(|day| article("Halvik Courier", day, &format!("News of day {day}. {SHARED}."))).collect();
    assert_eq!(resolved(&pages).reuse, []);
}

#[test]
fn pages_of_one_story_are_joined_and_others_are_not() {
    let titled = |outlet: &str, day: i8, title: &str, lead: &str| {
        let mut page = article(outlet, day, &format!("{title}\n{lead}"));
        page.page.items[0].title = Span::new(0, title.len());
        page.page.items[0].kind = ItemKind::Article;
        page.page.items[0].published = on(day);
        page
    };
    let pages = [
        titled(
            "Halvik Courier",
            2,
            "Norland frees trawler crew",
            "The crew of the trawler Aldis left Brandvik by bus.",
        ),
        titled(
            "Sudmark Post",
            3,
            "Trawler crew on the way home",
            "The crew of the Aldis was freed by Norland at Brandvik.",
        ),
        titled(
            "Meridian Wire",
            3,
            "Orchestra names conductor",
            "The Calder orchestra chose its first woman conductor.",
        ),
        titled(
            "Meridian Wire",
            20,
            "Norland frees trawler crew",
            "The crew of the trawler Aldis left Brandvik by bus.",
        ),
    ];
    let relations = resolved(&pages);
    assert_eq!(relations.stories.len(), 1);
    assert_eq!(relations.stories[0].title, "Norland frees trawler crew");
    assert_eq!(relations.stories[0].pages, [pages[0].page.id.clone(), pages[1].page.id.clone()]);
}
