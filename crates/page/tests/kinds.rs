//! Pages that are no single story: several stories on one page, readouts, press releases, transcripts and interviews, as HTML.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use onrecord_page::{Input, Limits, parse};
use onrecord_text::{ItemKind, Page};

fn page(title: &str, outlet: &str, body: &str) -> Page {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | {outlet}</title>\
         <meta property=\"og:site_name\" content=\"{outlet}\"></head><body>{body}</body></html>"
    );
    parse(Input { bytes: html.as_bytes(), path: "page.html" }, &Limits::default()).remove(0).unwrap()
}

/// The words of an item without boilerplate.
fn news(page: &Page, item: usize) -> String {
    let span = page.items[item].span;
    let mut text = span.of(&page.text).to_owned();
    for boilerplate in page.boilerplate.iter().filter(|own| span.contains(**own)) {
        text = text.replacen(boilerplate.of(&page.text), "", 1);
    }
    text
}

fn titles(page: &Page) -> Vec<&str> {
    page.items.iter().map(|item| item.title.map_or("", |title| title.of(&page.text))).collect()
}

const EDITION: &str = "\
<header><nav><a href=\"/\">Front page</a> <a href=\"/sport\">Sport</a></nav></header><main>\
<article><h2>Lock gates repaired at Calder</h2><p class=\"byline\">By Orla Brandt</p><time datetime=\"2031-05-02T08:00:00+02:00\">2 May 2031</time>\
<p>The lower gates of the Calder lock were hung again on Thursday night, and the first barges passed through before dawn, the canal company said.</p>\
<p>“We have tested them four times,” said Joren Hale, who runs the lock. “They will hold.”</p></article>\
<article><h2>Ministry asks for a report on the fees</h2><p class=\"byline\">By Pehr Odland</p><time datetime=\"2031-05-01T18:30:00+02:00\">1 May 2031</time>\
<p>The transport ministry has asked the canal company to explain why its fees have doubled within a year, a spokeswoman said on Wednesday.</p>\
<p>The company raised the fees in March, and skippers have complained since that they pay twice for the same water.</p></article>\
<article><h2>Orchestra names a conductor</h2><p class=\"byline\">By Mara Ilven</p><time datetime=\"2031-04-30T12:00:00+02:00\">30 April 2031</time>\
<p>The Calder orchestra has chosen Leila Amadour as its next conductor, the first woman to lead it in ninety years of concerts.</p>\
<p>“It is a very old band and a very young one,” Amadour told the Courier. “I like both of them.”</p></article>\
</main><footer>© The Halvik Courier. All rights reserved.</footer>";

#[test]
fn stories_printed_whole_on_one_page_are_articles_each_with_its_day_and_author() {
    let page = page("Morning edition", "The Halvik Courier", EDITION);
    assert_eq!(
        titles(&page),
        [
            "Lock gates repaired at Calder",
            "Ministry asks for a report on the fees",
            "Orchestra names a conductor"
        ]
    );
    assert!(page.items.iter().all(|item| item.kind == ItemKind::Article), "{:?}", page.items);
    let days: Vec<_> =
        page.items.iter().map(|item| item.published.single_day().unwrap().to_string()).collect();
    assert_eq!(days, ["2031-05-02", "2031-05-01", "2031-04-30"]);
    let authors: Vec<_> = page.items.iter().map(|item| item.byline.unwrap().of(&page.text)).collect();
    assert_eq!(authors, ["By Orla Brandt", "By Pehr Odland", "By Mara Ilven"]);
    assert!(news(&page, 1).ends_with("pay twice for the same water."));
}

#[test]
fn the_same_on_a_page_that_calls_itself_live_is_a_live_blog() {
    let live = EDITION.replace("<main>", "<main><h1>The canal, live</h1>");
    let page = page("The canal", "The Halvik Courier", &live);
    let posts: Vec<_> = page.items.iter().filter(|item| item.kind != ItemKind::Teaser).collect();
    assert_eq!(posts.len(), 3, "{:?}", page.items);
    assert!(posts.iter().all(|item| item.kind == ItemKind::LivePost), "{:?}", page.items);
}

#[test]
fn a_readout_ends_before_its_press_contact() {
    let page = page(
        "Readout of the Prime Minister’s call with President Kestrov",
        "Government of Norland",
        "<header><a href=\"/\">Government of Norland</a><nav><a href=\"/ministries\">Ministries</a><a href=\"/news\">News</a></nav></header>\
         <main><div class=\"press-item\"><p class=\"type\">Readout</p><h1>Readout of the Prime Minister’s call with President Kestrov</h1>\
         <p class=\"date\">2 May 2031</p><p>Prime Minister Edda Voss spoke today with the President of Sudmark, Ilmar Kestrov.</p>\
         <p>The Prime Minister and the President discussed the reopening of the Orrin Strait to freight. They agreed that their ministers will meet in Calder on 8 May.</p>\
         <p>The Prime Minister stressed that the crew of the Aldis must be released without conditions. “There can be no talks about fees while fishermen are held,” she said.</p>\
         <p>The leaders agreed to remain in contact.</p>\
         <div class=\"contact-block\"><h2>Media contact</h2><p>Press office of the Prime Minister</p><p>Telephone: +99 555 010 220</p><p>E-mail: press@pm.norland.example</p></div>\
         </div></main><footer>Government of Norland · Accessibility · Privacy</footer>",
    );
    assert_eq!(titles(&page), ["Readout of the Prime Minister’s call with President Kestrov"]);
    assert_eq!(page.items[0].published.edtf.as_deref(), Some("2031-05-02"));
    let text = news(&page, 0);
    assert!(text.trim_end().ends_with("The leaders agreed to remain in contact."), "{text}");
    for words in ["Media contact", "555 010 220", "press@pm.norland.example"] {
        assert!(
            page.boilerplate.iter().any(|span| span.of(&page.text).contains(words)),
            "{words} is labelled"
        );
    }
}

const RELEASE: &str = "\
<div id=\"nav\"><a href=\"/\">Home</a><a href=\"/press\">Press</a></div><div class=\"release\"><p><strong>FOR IMMEDIATE RELEASE</strong></p>\
<h1>Calder Canal Company to lower fees from June</h1>\
<p>CALDER, 6 May 2031 – The Calder Canal Company today announced that it will lower its fees for small vessels by a third from 1 June, after talks with the transport ministry and the skippers’ league.</p>\
<p>“We have listened to those who use the canal every day,” said Joren Hale, chief executive of the company. “A canal without boats is a ditch.”</p>\
<p>The new fees apply to vessels of up to twenty metres. Fees for larger vessels stay as they are until the end of the year.</p>\
<p>###</p><p><strong>About Calder Canal Company</strong></p>\
<p>The Calder Canal Company has run the canal between Calder and Halvik since 1874 and employs 210 people in six towns along its banks.</p>\
<p><strong>Media contact:</strong></p><p>Runa Tolvan<br>Calder Canal Company<br>+99 555 010 330<br>media@caldercanal.example</p>\
</div><div id=\"foot\">© 2031 Calder Canal Company</div>";

#[test]
fn a_press_release_is_what_stands_between_its_headline_and_the_mark_of_its_end() {
    for end in ["###", "-ENDS-", "– 30 –"] {
        let page = page(
            "Calder Canal Company to lower fees from June",
            "Calder Canal Company",
            &RELEASE.replace("###", end),
        );
        assert_eq!(titles(&page), ["Calder Canal Company to lower fees from June"], "{end}");
        let text = news(&page, 0);
        assert!(text.trim_end().ends_with("until the end of the year."), "{end}: {text}");
        assert_eq!(page.items[0].published.edtf.as_deref(), Some("2031-05-06"), "the day of its date line");
    }
    // Without the mark the contact still is none of the news, and what the company says of itself is text.
    let page = page(
        "Calder Canal Company to lower fees from June",
        "Calder Canal Company",
        &RELEASE.replace("<p>###</p>", ""),
    );
    let text = news(&page, 0);
    assert!(
        text.contains("six towns along its banks.") && !text.contains("media@caldercanal.example"),
        "{text}"
    );
}

#[test]
fn words_that_look_like_a_contact_in_a_story_stay() {
    let page = page(
        "Divers lose contact",
        "Calder Review",
        "<article><h1>Divers lose contact with the barge</h1>\
         <p>Divers lost contact with the crew of the barge for an hour on Thursday, the harbour master of Calder said in the evening.</p>\
         <h2>Contact</h2><p>The first call came at ten past nine, and nobody in the office of the harbour master understood a word of it.</p>\
         <p>“We heard a whistle and then nothing,” said Joren Hale, who had been on the quay since the afternoon with a lamp in his hand.</p></article>",
    );
    let text = news(&page, 0);
    assert!(text.contains("The first call came") && text.contains("We heard a whistle"), "{text}");
}

#[test]
fn questions_and_answers_stay_in_the_order_of_the_page_in_one_item() {
    for (question, answer) in [
        ("<p><b>Q:</b> {}</p>", "<p><b>A:</b> {}</p>"),
        ("<dt>Calder Review</dt><dd>{}</dd>", "<dt>Joren Hale</dt><dd>{}</dd>"),
        ("<p><strong>REVIEW:</strong> {}</p>", "<p><strong>HALE:</strong> {}</p>"),
    ] {
        let turns = [
            (question, "How long did you expect it to take?"),
            (answer, "Longer, to be honest. I had told the company to count on ten days."),
            (question, "Who pays for the gates?"),
            (
                answer,
                "The barge owner says that he will not. We shall see him in court before the summer is out.",
            ),
        ];
        let turns: String = turns.iter().map(|(markup, words)| markup.replace("{}", words)).collect();
        let turns = if question.starts_with("<dt>") { format!("<dl>{turns}</dl>") } else { turns };
        let page = page(
            "Interview: the lock keeper of Calder",
            "Calder Review",
            &format!(
                "<nav><a href=\"/\">Home</a></nav><article><h1>‘A canal without boats is a ditch’</h1>\
                 <p>Joren Hale has run the Calder lock for eleven years. He spoke to the Review on the morning after the gates were hung again.</p>{turns}</article>"
            ),
        );
        assert_eq!(page.items.len(), 1, "{question}");
        let text = news(&page, 0);
        let places: Vec<usize> = ["How long", "Longer, to be honest", "Who pays", "The barge owner"]
            .iter()
            .map(|words| text.find(words).unwrap())
            .collect();
        assert!(places.is_sorted(), "{question}: {text}");
    }
}

/// Every paragraph of some stories lies in the item whose title is their headline, and is no boilerplate.
fn assert_stories(page: &Page, stories: &[(&str, [&str; 2])]) {
    for (headline, paragraphs) in stories {
        let item = titles(page).iter().position(|title| title == headline);
        let item = item.unwrap_or_else(|| panic!("no item is titled {headline}: {:?}", titles(page)));
        let text = news(page, item);
        for words in paragraphs {
            assert!(text.contains(words), "{words} is not under {headline}: {text}");
        }
    }
}

const STORIES: [(&str, [&str; 2]); 3] = [
    (
        "Lock gates repaired at Calder",
        [
            "The lower gates of the Calder lock were hung again on Thursday night, the canal company said before dawn.",
            "“We have tested them four times,” said Joren Hale, who runs the lock with two of his brothers.",
        ],
    ),
    (
        "Ministry asks for a report on the fees",
        [
            "The transport ministry has asked the canal company why its fees have doubled within a single year.",
            "Skippers have complained since March that they pay twice for the same water, a spokeswoman said.",
        ],
    ),
    (
        "Orchestra names a conductor",
        [
            "The Calder orchestra has chosen Leila Amadour as its next conductor, the first woman in ninety years.",
            "“It is a very old band and a very young one,” Amadour told the Courier after the rehearsal.",
        ],
    ),
];

#[test]
fn a_page_that_a_table_lays_out_is_read_whole() {
    let row = |cell: &str| format!("<tr><td>{cell}</td></tr>");
    let cells = STORIES
        .map(|(headline, [first, second])| row(&format!("<h2>{headline}</h2><p>{first}</p><p>{second}</p>")))
        .concat();
    let above = row("<a href=\"/view\">View in browser</a>");
    let below = row(
        "<p>You get this letter because you signed up for it in the spring of 2030. <a href=\"/u\">Unsubscribe</a> | The Halvik Courier, 1 Quay Street</p>",
    );
    let page = page(
        "The morning letter",
        "The Halvik Courier",
        &format!("<table width=\"600\">{above}{cells}{below}</table>"),
    );
    assert_stories(&page, &STORIES);
    assert!(
        page.items.iter().all(|item| !item.span.of(&page.text).contains("Unsubscribe")),
        "{:?}",
        page.items
    );

    // One story with a row for each of its paragraphs.
    let paragraphs: Vec<&str> = STORIES.iter().flat_map(|(_, paragraphs)| *paragraphs).collect();
    let rows: String = paragraphs.iter().map(|words| row(&format!("<p>{words}</p>"))).collect();
    let page = self::page(
        "Lock gates repaired at Calder",
        "The Halvik Courier",
        &format!("<table>{}{rows}</table>", row("<h1>Lock gates repaired at Calder</h1>")),
    );
    assert_eq!(page.items.len(), 1, "{:?}", page.items);
    let text = news(&page, 0);
    assert!(paragraphs.iter().all(|words| text.contains(words)), "{text}");
}

#[test]
fn the_caption_of_a_table_goes_with_its_rows() {
    let [first, second] = STORIES[0].1;
    let page = page(
        "Lock gates repaired at Calder",
        "Calder Review",
        &format!(
            "<article><h1>Lock gates repaired at Calder</h1><p>{first}</p><p>{second}</p><table><caption>Boats through the lock in May</caption>\
             <tr><th>Day</th><th>Boats</th></tr><tr><td>Monday, the first day of the month</td><td>12</td></tr><tr><td>Tuesday, when the gates were hung again</td><td>none</td></tr></table><p>{}</p></article>",
            STORIES[1].1[0]
        ),
    );
    let text = news(&page, 0);
    assert_eq!(
        text.contains("Boats through the lock in May"),
        text.contains("Monday, the first day"),
        "{text}"
    );
    assert!(text.contains("Boats through the lock in May"), "{text}");
}

#[test]
fn two_stories_printed_whole_on_one_page_are_two() {
    let article = |(headline, [first, second]): (&str, [&str; 2]), byline: &str| {
        format!("<article><h2>{headline}</h2>{byline}<p>{first}</p><p>{second}</p></article>")
    };
    let by = |name: &str, day: &str| {
        format!("<p class=\"byline\">By {name}</p><time datetime=\"{day}\">{day}</time>")
    };
    let days = |page: &Page| -> Vec<String> {
        page.items
            .iter()
            .map(|item| item.published.single_day().map_or_else(|| "-".to_owned(), |day| day.to_string()))
            .collect()
    };
    let dated = page(
        "Two stories",
        "The Halvik Courier",
        &format!(
            "<main>{}{}</main>",
            article(STORIES[0], &by("Orla Brandt", "2031-05-02")),
            article(STORIES[1], &by("Pehr Odland", "2029-05-01"))
        ),
    );
    assert_stories(&dated, &STORIES[..2]);
    assert_eq!(days(&dated), ["2031-05-02", "2029-05-01"]);
    assert_eq!(dated.items[1].byline.unwrap().of(&dated.text), "By Pehr Odland");

    let half = page(
        "Two stories",
        "The Halvik Courier",
        &format!(
            "<main>{}{}</main>",
            article(STORIES[0], &by("Orla Brandt", "2031-05-02")),
            article(STORIES[1], "<p class=\"byline\">By Pehr Odland</p>")
        ),
    );
    assert_eq!(days(&half), ["2031-05-02", "-"], "a story has the day of no other");

    let undated: String =
        STORIES.into_iter().map(|story| article(story, "<p class=\"by\">By Mara Ilven</p>")).collect();
    let undated = page("Edition", "The Halvik Courier", &undated);
    assert_stories(&undated, &STORIES);
    assert_eq!(undated.items.len(), 3);
}

#[test]
fn stories_in_two_languages_on_one_page_are_read_each_in_its_own() {
    let german = "<article><h1>Schleusentore in Calder wieder eingehängt</h1><p>Die unteren Tore der Schleuse von Calder wurden am Donnerstag wieder eingehängt, teilte die Kanalgesellschaft am frühen Morgen mit.</p>\
        <p>„Wir haben sie viermal geprüft, und sie werden halten“, sagte Joren Hale, der die Schleuse seit elf Jahren leitet.</p></article>";
    let [first, second] = STORIES[0].1;
    let page = page(
        "The canal",
        "The Halvik Courier",
        &format!(
            "<article><h1>Lock gates repaired at Calder</h1><p>{first}</p><p>{second}</p></article>{german}"
        ),
    );
    let languages: Vec<_> = page.items.iter().map(|item| item.language.as_deref().unwrap_or("-")).collect();
    assert_eq!(languages, ["en", "de"], "{:?}", page.items);
}

#[test]
fn what_stands_beside_one_story_is_no_second_one() {
    let [first, second] = STORIES[0].1;
    let long =
        [first, second, STORIES[1].1[0], STORIES[1].1[1]].map(|words| format!("<p>{words}</p>")).concat();
    let page = page(
        "Lock gates repaired at Calder",
        "The Halvik Courier",
        &format!(
            "<main><article><h1>Lock gates repaired at Calder</h1>{long}{long}{long}</article><article><h1>The tea of Calder</h1><p>The best tea of Calder now comes in smaller tins.</p><p>Read on in our next issue, or do not.</p></article></main>"
        ),
    );
    let articles = page.items.iter().filter(|item| item.kind == ItemKind::Article).count();
    assert_eq!(articles, 1, "{:?}", page.items);
}

#[test]
fn a_label_and_a_day_above_the_headline_of_a_release_are_not_its_headline() {
    for label in ["Press release", "FOR IMMEDIATE RELEASE"] {
        let page = page(
            "Calder Canal Company",
            "Calder Canal Company",
            &format!(
                "<main><p>{label}</p><p>6 May 2031</p><h1>Canal fees to fall from June</h1><p>{}</p><p>{}</p><p>{}</p></main>",
                STORIES[1].1[0], STORIES[1].1[1], STORIES[0].1[0]
            ),
        );
        assert_eq!(titles(&page), ["Canal fees to fall from June"], "{label}");
        assert_eq!(page.items[0].published.edtf.as_deref(), Some("2031-05-06"), "{label}");
    }
}
