//! What is not in English is kept and noted, and nothing is read in it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails; helpers are not marked as tests"
)]

use onrecord_page::{Input, Limits, parse};
use onrecord_reading::read;
use onrecord_text::{Page, Reading};

fn read_page(text: &str) -> Reading {
    let page: Page =
        parse(Input { bytes: text.as_bytes(), path: "p" }, &Limits::default()).remove(0).unwrap();
    read(page)
}

const ENGLISH: &str = "Mara Oll, the foreign minister of Norland, said on Monday that the strait would be open by the end of the week.";
const GERMAN: &str = "Mara Oll, die Außenministerin von Norland, sagte am Montag: \"Die Meerenge wird für alle Schiffe offen sein.\" Sie fügte hinzu, dass die Boote bis zum Ende der Woche aus dem Hafen nicht abgezogen werden und dass niemand darüber verhandeln wird.";

#[test]
fn of_two_items_the_english_one_is_read() {
    let feed = format!(
        "<rss><channel><title>Courier</title><language>en</language><item><title>Strait</title><description>{GERMAN}</description></item>\
         <item><title>Strait to open</title><description>{ENGLISH}</description></item></channel></rss>"
    );
    let reading = read_page(&feed);
    let [german, english] = &reading.page.items[..] else { panic!("{:?}", reading.page.items) };
    assert_eq!((german.language.as_deref(), english.language.as_deref()), (Some("de"), Some("en")));
    assert!(!reading.statements.is_empty() && reading.statements.iter().all(|it| it.item == english.id));
    assert!(reading.mentions.iter().all(|mention| english.span.contains(mention.span)));
    assert_eq!(reading.notes.len(), 1);
    assert_eq!(reading.notes[0].span, Some(german.span));
    assert!(reading.notes[0].message.contains("in de:"), "{:?}", reading.notes);
}

#[test]
fn a_page_in_another_language_is_kept_with_one_note() {
    let reading = read_page(&format!("Meerenge offen\n\n{GERMAN}\n"));
    assert!(
        reading.page.text.contains("Außenministerin")
            && reading.statements.is_empty()
            && reading.events.is_empty()
    );
    assert_eq!((reading.notes.len(), reading.notes[0].span), (1, None));
}

#[test]
fn an_english_page_that_declares_another_language_is_read() {
    let page = format!("<html lang=\"de\"><body><h1>Strait to open</h1><p>{ENGLISH}</p></body></html>");
    let reading = read_page(&page);
    assert!(!reading.statements.is_empty() && reading.notes.is_empty(), "{:?}", reading.notes);
}
