//! Whatever a page says, it is read: no panic, and every span gives words of its item.

mod common;

use common::article;
use onrecord_reading::{Reader, read};
use onrecord_tagger::Shipped;
use onrecord_text::{Page, Reading, Span};
use proptest::prelude::*;
use std::sync::LazyLock;

fn page(text: &str, title: Option<Span>) -> Option<Page> {
    let span = Span::trimmed(text, 0, text.len())?;
    let mut page = article(text);
    for item in &mut page.items {
        (item.span, item.title) = (span, title);
    }
    Some(page)
}

fn spans(reading: &Reading) -> Vec<Span> {
    let statements =
        reading.statements.iter().flat_map(|it| it.source.iter().chain(&it.cue).chain(&it.content));
    statements
        .copied()
        .chain(reading.mentions.iter().map(|it| it.span))
        .chain(reading.times.iter().map(|it| it.span))
        .chain(reading.events.iter().map(|it| it.evidence))
        .collect()
}

fn assert_sound(text: &str) {
    static READER: LazyLock<Option<Reader>> = LazyLock::new(|| Shipped::Fast.load().ok().map(Reader::new));
    let Some(page) = page(text, None) else { return };
    let reader = READER.as_ref();
    assert!(reader.is_some(), "the fast model does not load");
    for reading in [Some(read(page.clone())), reader.map(|it| it.read(page))].into_iter().flatten() {
        assert_sound_reading(text, &reading);
    }
}

fn assert_sound_reading(text: &str, reading: &Reading) {
    for span in spans(reading) {
        assert!(!span.of(text).is_empty(), "{span:?} gives no words of {text:?}");
    }
    for statement in &reading.statements {
        assert!(!statement.content.is_empty(), "a statement without content in {text:?}");
        assert!(
            statement.content.windows(2).all(|pair| pair[0].end() <= pair[1].start()),
            "fragments overlap in {text:?}"
        );
    }
    let ids = |id: &Option<String>| id.as_ref().is_none_or(|id| reading.actor(id).is_some());
    assert!(reading.statements.iter().all(|it| ids(&it.speaker)), "a speaker without an actor in {text:?}");
    assert!(reading.actors.iter().all(|actor| !actor.name.is_empty()), "an actor without a name in {text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_words_in_any_order_are_read(words in prop::collection::vec(prop::sample::select(vec![
        "Ada", "Holm", "Norland", "Norland's", "said", "says", "told", "added", "according", "to", "that", "the", "minister",
        "president", "of", "“", "”", "\"", "‘", "’", ",", ".", "?", ":", "–", "—", "(", ")", "on", "Monday", "in", "a", "statement",
        "he", "she", "it", "who", "and", "but", "while", "will", "not", "met", "talks", "with", "U.S.", "\n", "\n\n", "asked",
        "whether", "calling", "praised", "is", "was", "hoping", "spokesman", "Ministry", "Foreign", "by", "reported", "agency",
        "as", "made", "clear", "’s", "to", "vowed", "ferries", "sail", "Dr.", "Mr", "5", "May", "yesterday", "é", "👉", "told",
    ]), 0..60)) {
        assert_sound(&words.join(" "));
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,200}") {
        assert_sound(&text);
    }
}

#[test]
fn a_cue_at_the_end_of_the_page_does_no_harm() {
    assert_sound("on Monday said with");
    assert_sound("Holm said on");
    assert_sound("“Yes,” said");
    assert_sound("According to");
}

#[test]
fn a_page_is_read_the_same_twice() {
    let text = "Ada Holm, the transport minister of Norland, said on Monday that the ferries would sail.\n\n“They will sail,” she added.";
    let once = read(page(text, None).unwrap());
    assert_eq!(once, read(page(text, None).unwrap()));
    assert_eq!(once.statements.len(), 2);
    assert!(once.statements.iter().all(|it| it.speaker == once.statements[0].speaker), "“she” is Ada Holm");
}
