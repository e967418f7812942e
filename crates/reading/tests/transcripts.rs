//! Transcripts and interviews as HTML prints them: who speaks is told by a label in bold or by a list of terms.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails; helpers are not marked as tests"
)]

use onrecord_page::{Input, Limits, parse};
use onrecord_reading::{Reader, read};
use onrecord_tagger::Shipped;
use onrecord_text::{Page, Reading, StatementKind};

const INTRO: &str = "<p>Joren Hale has run the Calder lock for eleven years. He spoke to the Review on the morning after the gates were hung again.</p>";
const TURNS: [(&str, bool); 6] = [
    ("How long did you expect it to take?", true),
    ("Longer, to be honest. I had told the company to count on ten days.", false),
    ("Who pays for the gates?", true),
    ("The barge owner says that he will not. We shall see him in court before the summer is out.", false),
    ("And the fees?", true),
    ("I do not set them. I only hear about them, every morning, from everybody.", false),
];

/// The interview with its turns in some markup: that of a question and that of an answer, `{}` for the words.
fn interview(intro: &str, question: &str, answer: &str) -> Page {
    let turn = |(words, asks): &(&str, bool)| (if *asks { question } else { answer }).replace("{}", words);
    let turns: String = TURNS.iter().map(turn).collect();
    let turns = if question.contains("<dt>") { format!("<dl>{turns}</dl>") } else { turns };
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><title>The lock keeper of Calder | Calder Review</title>\
         <meta property=\"og:site_name\" content=\"Calder Review\"></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>‘A canal without boats is a ditch’</h1>{intro}{turns}</article></body></html>"
    );
    parse(Input { bytes: html.as_bytes(), path: "page.html" }, &Limits::default()).remove(0).unwrap()
}

/// Who says what, by name; empty where nobody is named.
fn said(reading: &Reading) -> Vec<(String, String)> {
    let text = &reading.page.text;
    let name = |id: Option<&str>| {
        id.and_then(|id| reading.actor(id)).map(|actor| actor.name.clone()).unwrap_or_default()
    };
    reading
        .statements
        .iter()
        .filter(|statement| statement.kind == StatementKind::Direct)
        .map(|statement| {
            let words: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
            (name(statement.speaker.as_deref()), words.join(" "))
        })
        .collect()
}

/// Asserts that each answer is said once, by that speaker, and no question is; by rule and by the trained reader.
fn answers_are_of(page: &Page, speaker: &str) {
    let trained = Reader::new(Shipped::Fast.load().unwrap()).read(page.clone());
    for reading in [read(page.clone()), trained] {
        let told = said(&reading);
        for (words, asks) in TURNS {
            let opening = words.split(['.', '?']).next().unwrap();
            let own: Vec<_> = told.iter().filter(|(_, said)| said.contains(opening)).collect();
            assert_eq!(own.len(), usize::from(!asks), "{}: {words}: {told:?}", reading.reader);
            assert!(own.iter().all(|(name, _)| name == speaker), "{}: {told:?}", reading.reader);
        }
        let text = &reading.page.text;
        let labels = ["Q", "A", "REVIEW", "Calder Review"];
        for statement in &reading.statements {
            let is_label = |span: &onrecord_text::Span| labels.contains(&span.of(text));
            assert!(
                statement.kind == StatementKind::Direct || !statement.source.iter().any(is_label),
                "{}: a question is no statement: {statement:?}",
                reading.reader
            );
        }
    }
}

#[test]
fn questions_and_answers_in_bold_are_the_interviewees() {
    answers_are_of(&interview(INTRO, "<p><b>Q:</b> {}</p>", "<p><b>A:</b> {}</p>"), "Joren Hale");
    answers_are_of(
        &interview(INTRO, "<p><strong>Q</strong>: {}</p>", "<p><strong>A</strong>: {}</p>"),
        "Joren Hale",
    );
}

#[test]
fn who_answers_stays_unknown_where_the_page_names_two() {
    let intro = INTRO.replace("He spoke", "He and Runa Tolvan spoke");
    answers_are_of(&interview(&intro, "<p><b>Q:</b> {}</p>", "<p><b>A:</b> {}</p>"), "");
}

#[test]
fn names_in_bold_with_a_colon_are_speakers() {
    answers_are_of(
        &interview(INTRO, "<p><strong>REVIEW:</strong> {}</p>", "<p><strong>Joren Hale:</strong> {}</p>"),
        "Joren Hale",
    );
    // The label alone in its paragraph, the words below it.
    answers_are_of(
        &interview(INTRO, "<p><b>Calder Review:</b></p><p>{}</p>", "<p><b>Joren Hale:</b></p><p>{}</p>"),
        "Joren Hale",
    );
}

#[test]
fn a_list_of_terms_is_an_interview() {
    answers_are_of(
        &interview(INTRO, "<dt>Calder Review</dt><dd>{}</dd>", "<dt>Joren Hale</dt><dd>{}</dd>"),
        "Joren Hale",
    );
}

#[test]
fn names_over_paragraphs_are_no_interview_where_nobody_takes_turns() {
    let page = interview(
        "<p>Ida Oster</p><p>She has run the ministry since March, and she has not spoken in public since.</p>\
         <p>Ida Oster</p><p>The office of the minister is on the third floor of the old customs house in Halvik.</p>",
        "",
        "",
    );
    assert_eq!(said(&read(page)), []);
}
