//! When a page was published: one small page, written for this project, for each source of a date and for each trap.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use onrecord_page::{Input, Limits, Markup, parse};
use onrecord_text::{Basis, DateRole, Dating};

/// A story of two paragraphs, so that a page has something to be published.
const STORY: &str = "<p>The harbour board of Calder Point voted on the new breakwater after a hearing that went on for three hours and \
    heard forty people, most of them from the fishing quarter below the old customs house.</p><p>The board will publish the \
    plans in the town hall, its chair said, and work is to begin when the ice is off the bay and the barges can come up \
    from Sudmark with the stone that was cut there for it.</p>";

fn page(head: &str, top: &str, below: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Breakwater plan passes</title>\
         <meta property=\"og:title\" content=\"Breakwater plan passes\">{head}</head><body><header><nav>News Sport</nav></header>\
         <article><h1>Breakwater plan passes</h1>{top}{STORY}</article>{below}</body></html>"
    )
}

fn dated(markup: &str) -> Dating {
    Markup::parse(markup.as_bytes(), &Limits::default()).published()
}

fn day(head: &str, top: &str, below: &str) -> String {
    dated(&page(head, top, below)).single_day().map_or_else(|| "-".to_owned(), |day| day.to_string())
}

fn ld(json: &str) -> String {
    format!("<script type=\"application/ld+json\">{json}</script>")
}

fn meta(name: &str, content: &str) -> String {
    format!("<meta property=\"{name}\" content=\"{content}\">")
}

#[test]
fn each_source_alone_gives_the_day() {
    for (head, top, what) in [
        (
            ld(
                r#"{"@type":"NewsArticle","headline":"Breakwater plan passes","datePublished":"2031-05-07T09:30:00+02:00"}"#,
            ),
            "",
            "JSON-LD",
        ),
        (meta("article:published_time", "2031-05-07T09:30:00+02:00"), "", "meta"),
        ("<meta name=\"DC.date.issued\" content=\"2031-05-07\">".into(), "", "Dublin Core"),
        ("<meta itemprop=\"datePublished\" content=\"2031-05-07\">".into(), "", "microdata in the head"),
        (
            "<link rel=\"canonical\" href=\"https://herald.example/2031/05/07/breakwater\">".into(),
            "",
            "address",
        ),
        (String::new(), "<time datetime=\"2031-05-07T09:30\">yesterday</time>", "time element"),
        (String::new(), "<span itemprop=\"datePublished\" content=\"2031-05-07\">Wed</span>", "microdata"),
        (String::new(), "<div>By Ana Weil</div><div>May 7, 2031</div>", "a date line"),
        (
            String::new(),
            "<div>By Ana Weil | Posted on Wednesday 7 May 2031 at 9.30am</div>",
            "a labelled date",
        ),
        (
            String::new(),
            "<div><span>7</span> <span>May</span> <span>2031</span></div>",
            "a date in three elements",
        ),
        (String::new(), "<span data-timestamp=\"1935912600\">2 hours ago</span>", "seconds in an attribute"),
        (
            "<script>window.state = {\"story\":{\"datePublished\":\"2031-05-07T09:30:00\"}}</script>".into(),
            "",
            "a program",
        ),
    ] {
        assert_eq!(day(&head, top, ""), "2031-05-07", "{what}");
    }
}

#[test]
fn a_change_is_never_the_publication() {
    let change = meta("article:modified_time", "2031-05-09T10:00:00+02:00");
    let only = dated(&page(&change, "<div>Updated May 9, 2031</div>", ""));
    assert_eq!((only.earliest, only.latest.unwrap().to_string().as_str()), (None, "2031-05-09"));
    assert!(only.is_known() && only.why.contains("last change"), "{}", only.why);
    assert!(only.candidates.iter().all(|candidate| candidate.role == DateRole::Modified));

    let both = dated(&page(&change, "<div>Published May 7, 2031. Updated May 9, 2031</div>", ""));
    assert_eq!(both.single_day().unwrap().to_string(), "2031-05-07");
    assert!(both.candidates.iter().any(|candidate| {
        candidate.role == DateRole::Modified && candidate.day.to_string() == "2031-05-09"
    }));
    // The name of the class says it where no word does.
    let classes = "<time class=\"updated\" datetime=\"2031-05-09\">May 9</time><time class=\"entry-date published\" datetime=\"2031-05-07\">May 7</time>";
    assert_eq!(day("", classes, ""), "2031-05-07");
}

#[test]
fn the_microformats_updated_is_the_entrys_date_where_it_has_no_other() {
    let entry = "<div class=\"entry-meta\"><time class=\"updated\" datetime=\"2031-05-07T09:30\">May 7, 2031</time></div>";
    assert_eq!(day("", entry, ""), "2031-05-07");
    assert_eq!(day("", &entry.replace("entry-meta", "modified-date"), ""), "-", "it is named a change's");
    assert_eq!(day("", &entry.replace("><time", ">Updated <time"), ""), "-", "its words say a change");
    let published = "<div>Posted on May 5, 2031</div>";
    assert_eq!(day("", &[entry, published].concat(), ""), "2031-05-05", "another date is the publication's");
}

#[test]
fn metadata_of_the_last_change_lose_to_the_printed_day() {
    let head = [
        meta("article:published_time", "2031-05-09T10:00:00Z"),
        meta("article:modified_time", "2031-05-09T10:00:00Z"),
    ]
    .concat();
    assert_eq!(day(&head, "<div class=\"byline\">Published 7 May 2031</div>", ""), "2031-05-07");
    assert_eq!(day(&head, "", ""), "2031-05-09", "without a rival it stands");
}

#[test]
fn the_day_is_the_outlets_own() {
    let late = meta("article:published_time", "2031-05-08T03:30:00Z");
    assert_eq!(
        day(&late, "<div class=\"date\">May 7, 2031</div>", ""),
        "2031-05-07",
        "printed west of Greenwich"
    );
    let early = meta("article:published_time", "2031-05-06T22:30:00Z");
    assert_eq!(day(&early, "<div class=\"date\">7 May 2031</div>", ""), "2031-05-07", "printed east of it");
    let address =
        format!("{late}<link rel=\"canonical\" href=\"https://herald.example/2031/05/07/breakwater\">");
    assert_eq!(day(&address, "", ""), "2031-05-07", "in the address");
    let own = meta("article:published_time", "2031-05-07T23:30:00-05:00");
    assert_eq!(day(&own, "", ""), "2031-05-07", "the stamp's own offset");
    let noon = meta("article:published_time", "2031-05-08T15:00:00Z");
    assert_eq!(day(&noon, "<aside class=\"related\"><span>May 7, 2031</span></aside>", ""), "2031-05-08");
}

#[test]
fn other_nodes_of_the_graph_are_not_the_page() {
    let graph = ld(r#"{"@graph":[
        {"@type":"NewsArticle","headline":"Ferry runs again","url":"https://herald.example/ferry","datePublished":"2031-05-01"},
        {"@type":"Comment","datePublished":"2031-05-11T08:00:00Z"},
        {"@type":"VideoObject","name":"The ferry at sea","uploadDate":"2029-01-01"},
        {"@type":"NewsArticle","headline":"Breakwater plan passes","url":"https://herald.example/breakwater","datePublished":"2031-05-07"}]}"#);
    let head = format!("<link rel=\"canonical\" href=\"https://herald.example/breakwater\">{graph}");
    let dating = dated(&page(&head, "", ""));
    assert_eq!(dating.single_day().unwrap().to_string(), "2031-05-07");
    let verdict = |day: &str| {
        dating
            .candidates
            .iter()
            .find(|candidate| candidate.day.to_string() == day)
            .map(|it| it.verdict.as_str())
    };
    assert_eq!(verdict("2031-05-07"), Some("chosen"));
    assert_eq!(verdict("2031-05-11"), Some("no earlier than the publication"));
    assert!(verdict("2031-05-01").unwrap().starts_with("set aside"));
}

#[test]
fn dates_of_comments_and_of_other_stories_date_nothing() {
    let below = "<div class=\"comments\"><h3>Three comments</h3><li class=\"comment\"><time datetime=\"2031-05-11T10:00\">May 11, 2031</time>\
        <p>A fine plan.</p></li></div><section class=\"related-stories\"><h3>More</h3><div><time datetime=\"2031-05-02\">May 2, 2031</time>\
        <a href=\"/ferry\">Ferry runs again</a></div></section><footer>© 2031 Herald. Site built March 3, 2030.</footer>";
    assert_eq!(day("", "<div>May 7, 2031</div>", below), "2031-05-07");
    let bound = dated(&page(
        "",
        "",
        "<ol class=\"comments\"><li>A fine plan. <time datetime=\"2031-05-11T10:00\">May 11</time></li></ol>",
    ));
    assert_eq!(
        (bound.earliest, bound.latest.unwrap().to_string().as_str()),
        (None, "2031-05-11"),
        "{bound:?}"
    );
}

/// The story in paragraphs of one sentence each, as agencies write them.
const SHORT: &str = "<p>The harbour board of Calder Point voted on the new breakwater on Monday night, its chair said.</p>\
    <p>“It will hold for a century,” said Joren Hale, who has drawn it for the company since last spring.</p>\
    <p>The fishing quarter wants the stone to come from elsewhere, and forty people told the board why.</p>";

#[test]
fn dates_of_other_things_are_not_the_storys() {
    let story = |above: &str, inside: &str, below: &str| {
        dated(&format!(
            "<html lang=\"en\"><body>{above}<main><article><h1>Breakwater plan passes</h1>{inside}{SHORT}{below}</article></main></body></html>"
        ))
    };
    let tweet = "<p>The vote was short.</p><blockquote class=\"twitter-tweet\"><p>We shall build it.</p>&mdash; Joren Hale (@hale) \
        <a href=\"https://social.example/1\">March 3, 2029</a></blockquote>";
    let post = tweet.replace("blockquote", "div");
    let caption = "<figure><img src=\"a.jpg\"><figcaption>The breakwater, March 3, 2029. Photo: Ana Weil</figcaption></figure>";
    let upcoming = "<h3>Upcoming</h3><p>20 July 2031</p>";
    let event = "<h3>Upcoming</h3><p><time datetime=\"2031-07-20\">20 July</time></p>";
    let masthead = "<header><span>Monday, March 3, 2036</span><a href=\"/\">Herald</a></header>";
    let bar = "<div class=\"masthead\"><span>Monday, March 3, 2036</span></div>";
    let aside = "<aside><a href=\"/ferry\">Ferry runs again</a> <time datetime=\"2029-03-03\">3 March 2029</time></aside>";
    let related = aside.replace("aside", "div").replacen("<div>", "<div class=\"related-stories\">", 1);
    for (above, inside, below) in [
        ("", tweet, ""),
        ("", post.as_str(), ""),
        ("", caption, ""),
        ("", "", upcoming),
        ("", "", event),
        (masthead, "", ""),
        (bar, "", ""),
        ("", "", aside),
        ("", "", related.as_str()),
    ] {
        let dating = story(above, inside, below);
        assert!(dating.single_day().is_none(), "{above}{inside}{below}: {dating:?}");
        let markup = format!(
            "<html lang=\"en\"><body>{above}<main><article><h1>Breakwater plan passes</h1>{inside}{SHORT}{below}</article></main></body></html>"
        );
        let read = parse(Input { bytes: markup.as_bytes(), path: "breakwater.html" }, &Limits::default())
            .remove(0)
            .unwrap();
        assert!(
            read.items.iter().all(|item| item.published.single_day().is_none()),
            "{markup}: {:?}",
            read.items
        );
        // Beside the story's own day they change nothing.
        let own = story(above, &["<div class=\"date\">May 7, 2031</div>", inside].concat(), below);
        assert_eq!(own.single_day().unwrap().to_string(), "2031-05-07", "{above}{inside}{below}");
    }
}

#[test]
fn a_date_above_the_headline_is_said_to_stand_there() {
    let dating = dated(&format!(
        "<html lang=\"en\"><body><main><article><div>May 7, 2031</div><h1>Breakwater plan passes</h1>{STORY}</article></main></body></html>"
    ));
    assert_eq!(dating.single_day().unwrap().to_string(), "2031-05-07");
    assert!(dating.why.contains("above the headline"), "{}", dating.why);
}

#[test]
fn what_a_template_leaves_is_no_date() {
    for value in
        ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00", "0000-00-00", "{{ published }}", "2031-02-30", "soon"]
    {
        assert_eq!(day(&meta("article:published_time", value), "", ""), "-", "{value}");
    }
    assert_eq!(day("", "<div>Today is May 12, 2031</div>", ""), "-");
    assert_eq!(day("<meta name=\"expires\" content=\"2039-01-01\">", "", ""), "-");
    assert_eq!(day("", "<p>© May 7, 2030 Herald</p>", ""), "-");
}

#[test]
fn an_address_keeps_the_first_day_of_a_story_that_came_out_again() {
    let head = format!(
        "<link rel=\"canonical\" href=\"https://herald.example/2031/5/7/breakwater\">{}",
        ld(
            r#"{"@type":"Article","headline":"Breakwater plan passes","datePublished":"2033-08-01T10:00:00+00:00"}"#
        )
    );
    let dating = dated(&page(&head, "", ""));
    assert_eq!(dating.single_day().unwrap().to_string(), "2031-05-07");
    assert!(dating.why.contains("address") && dating.why.contains("2033-08-01"), "{}", dating.why);
}

#[test]
fn day_and_month_stand_in_the_order_of_the_outlet() {
    let numbers = "<div class=\"date\">07/05/2031</div>";
    let canonical = |host: &str| format!("<link rel=\"canonical\" href=\"https://{host}/breakwater\">");
    assert_eq!(day(&canonical("herald.co.uk"), numbers, ""), "2031-05-07", "a British address");
    assert_eq!(day(&canonical("herald.us"), numbers, ""), "2031-07-05", "an American address");
    let british = page("", numbers, "").replace("lang=\"en\"", "lang=\"en-GB\"");
    assert_eq!(dated(&british).single_day().unwrap().to_string(), "2031-05-07", "a British language tag");
    assert_eq!(
        day(&meta("og:image", "https://herald.example/2031/05/07/a.jpg"), numbers, ""),
        "2031-05-07",
        "an agreeing date"
    );
    let clear = "<div>Last changed: 23/05/2031</div>";
    assert_eq!(day("", &[numbers, clear].concat(), ""), "2031-05-07", "a date that leaves no choice");
    let open = dated(&page("", numbers, ""));
    assert!(open.why.contains("could be"), "both are told where nothing decides: {}", open.why);
}

#[test]
fn the_reason_names_what_agrees_and_what_does_not() {
    let head = [
        ld(r#"{"@type":"NewsArticle","headline":"Breakwater plan passes","datePublished":"2031-05-08T03:30:00Z"}"#),
        meta("article:published_time", "2031-05-08T03:30:00Z"),
    ]
    .concat();
    let dating = dated(&page(&head, "<div class=\"date\">Published May 7, 2031</div>", ""));
    assert_eq!(
        (dating.single_day().unwrap().to_string().as_str(), dating.basis),
        ("2031-05-07", Basis::Stated)
    );
    assert!(
        dating.why.contains("under the headline") && dating.why.contains("another time zone"),
        "{}",
        dating.why
    );
    assert!(dating.candidates.len() >= 3);
}

#[test]
fn an_item_carries_the_date_its_words_and_its_candidates() {
    let markup = page("", "<div>By Ana Weil</div><div>Published May 7, 2031</div>", "");
    let read = parse(Input { bytes: markup.as_bytes(), path: "breakwater.html" }, &Limits::default())
        .remove(0)
        .unwrap();
    let published = &read.items[0].published;
    assert_eq!(published.single_day().unwrap().to_string(), "2031-05-07");
    assert_eq!(published.evidence.first().unwrap().of(&read.text), "May 7, 2031");
    assert_eq!(published.candidates.first().unwrap().verdict, "chosen");
}

#[test]
fn a_page_of_many_dates_is_read() {
    let many = "<div class=\"date\">07/05/2031</div><time datetime=\"2031-05-07\">x</time>".repeat(20_000);
    assert_eq!(day("", &many, ""), "2031-05-07");
}
