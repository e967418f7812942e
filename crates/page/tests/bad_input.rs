//! What is no page, is damaged or is hostile: a message, or a page with notes; never a failure, never without bound.

use onrecord_page::{Input, Limits, Unreadable, decompress, parse};
use onrecord_text::{Format, Page};
use proptest::prelude::*;
use std::io::Write;

fn one(bytes: &[u8]) -> Result<Page, Unreadable> {
    let mut pages = parse(Input { bytes, path: "page" }, &Limits::default());
    assert_eq!(pages.len(), 1);
    pages.remove(0)
}

/// Every span lies in the text on character boundaries, items are in order, boilerplate is disjoint.
fn check(page: &Page) {
    let within =
        |span: onrecord_text::Span| assert!(page.text.get(span.start()..span.end()).is_some(), "{span:?}");
    for item in &page.items {
        within(item.span);
        for inner in item.title.into_iter().chain(item.byline) {
            within(inner);
            assert!(item.span.contains(inner), "{:?} of {:?}", inner, item.span);
        }
        item.published.evidence.iter().for_each(|span| within(*span));
    }
    assert!(page.items.windows(2).all(|pair| pair[0].span.start() <= pair[1].span.start()));
    page.boilerplate.iter().for_each(|span| within(*span));
    assert!(page.boilerplate.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
}

#[test]
fn empty_and_binary_files_are_refused_with_a_reason_and_a_hint() {
    for bytes in [&b""[..], b"\n\n", b"\x89PNG\r\n\x1a\n", b"a\0b\0\x01\x02", b"PK\x03\x04"] {
        let refused = one(bytes).unwrap_err();
        assert!(
            refused.path == "page" && !refused.reason.is_empty() && refused.hint.ends_with('.'),
            "{refused:?}"
        );
    }
}

#[test]
fn fifty_megabytes_on_one_line_are_read_within_the_limit_and_noted() {
    for unit in
        ["a", "Oster said on Monday that the canal was shut. ", "18 Aug, 2031 19:26 © ", "READ MORE: "]
    {
        let text = unit.repeat(50_000_000 / unit.len());
        let page = one(text.as_bytes()).unwrap();
        assert!(page.text.len() <= Limits::default().max_text_bytes);
        assert!(page.notes[0].message.contains("left out"), "{:?}", page.notes);
        check(&page);
    }
}

#[test]
fn many_lines_of_one_kind_take_time_in_proportion() {
    let lines = [
        "Comments",
        "10:41",
        "Who owns the canal and who pays",
        "Canal shut, Oster says.",
        "By Ana Weil",
        "4 March 2031 10:41",
    ];
    for line in lines {
        let text = format!("{line}\n").repeat(20_000);
        check(&one(text.as_bytes()).unwrap());
    }
    let mixed = format!("{}\n", lines.join("\n")).repeat(4_000);
    check(&one(mixed.as_bytes()).unwrap());
}

#[test]
fn markup_nested_a_hundred_thousand_deep_keeps_its_text() {
    for tag in ["div", "b", "span", "blockquote"] {
        let markup = format!(
            "<html><body>{}<p>The canal is shut, Oster said.</p>",
            format!("<{tag}>").repeat(100_000)
        );
        let page = one(markup.as_bytes()).unwrap();
        assert_eq!(page.format, Format::Html);
        assert!(page.text.contains("The canal is shut"));
        assert!(page.notes.iter().any(|note| note.message.contains("nest deeper")));
        check(&page);
    }
}

#[test]
fn a_feed_that_closes_nothing_takes_time_in_proportion_and_keeps_its_entries() {
    let open = "<b>".repeat(200_000);
    let feed = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Herald</title><entry><title>Canal shut</title><content>{open}The canal is \
         shut, Oster said.</content></entry><entry><title>Bridge open</title><content>The bridge is open.</content></entry></feed>"
    );
    let page = one(feed.as_bytes()).unwrap();
    assert!(page.text.contains("The canal is shut, Oster said."));
    assert_eq!(page.items.len(), 2, "{:?}", page.items);
    check(&page);
}

#[test]
fn a_byline_below_what_is_left_of_an_article_is_not_its_own() {
    check(&one(b"Norland, Sudmark to sit down in Calder tomorrow, Oster says\nPhotograph: Ana Weil/Herald Pictures\n\
        By Ana Weil, Halvik correspondent\nThe talks opened in Calder on Monday, Ida Oster said, and will go on for days.\n\
        Welcome back to our live coverage.").unwrap());
}

#[test]
fn broken_utf8_and_wrong_charsets_are_survived() {
    let page = one(b"The minister said \x93no\x94 on Monday.").unwrap();
    assert!(page.text.contains("“no”") && page.notes.len() == 1);
    let page = one("<meta charset=ascii><p>Die Gespräche in Halvik – „gut“.</p>".as_bytes()).unwrap();
    assert!(page.text.contains("Gespräche in Halvik – „gut“"));
    assert!(page.notes[0].message.contains("declares"));
}

#[test]
fn a_few_bytes_of_an_old_charset_are_its_letters() {
    for meta in ["", "<meta charset=utf-8>"] {
        let page = [
            meta.as_bytes(),
            b"<h1>Caf\xe9 Oster shut</h1><p>The caf\xe9 is shut \x96 for good, Weil said.</p>",
        ]
        .concat();
        let page = one(&page).unwrap();
        assert!(page.text.contains("Café Oster") && page.text.contains("shut – for good"), "{}", page.text);
    }
}

#[test]
fn what_looks_like_text_and_is_none_says_what_it_is() {
    for (bytes, word) in [
        (&b"\xEF\xBB\xBF"[..], "empty"),
        ("\u{a0}\n\u{a0}\n".as_bytes(), "empty"),
        (b"\xFF\xFE \0\n\0", "empty"),
        (b"{\\rtf1\\ansi The canal is shut, Oster said.\\par}", "RTF"),
        (b"\xFF\xFE\0\0T\0\0\0", "UTF-32"),
        (b"\0\0\xFE\xFF\0\0\0T", "UTF-32"),
        (b"filedesc://a.arc 0.0.0.0 20310614060000 text/plain 9\n1 0 own\n", "ARC"),
    ] {
        let refused = one(bytes).unwrap_err();
        assert!(refused.reason.contains(word), "{refused:?}");
    }
}

#[test]
fn a_zip_bomb_is_refused_by_its_expanded_size() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&vec![b' '; 20 << 20]).unwrap();
    let packed = encoder.finish().unwrap();
    let refused = decompress(&packed, 1 << 20).unwrap_err();
    assert!(refused.reason.contains("expands"), "{refused}");
}

#[test]
fn a_damaged_feed_gives_its_whole_entries() {
    let feed = "<rss version='2.0'><channel><title>Herald</title><item><title>Canal shut</title><description>It is shut &amp; guarded.</description><pubDate>Tue, 4 Mar 2031 23:30:00 -0500</pubDate></item><item><title>Half";
    let page = one(feed.as_bytes()).unwrap();
    assert_eq!((page.format, page.items.len()), (Format::Feed, 2));
    assert_eq!(page.items[0].published.single_day().unwrap().to_string(), "2031-03-04");
    assert!(page.text.contains("It is shut & guarded."), "{}", page.text);
    check(&page);
}

#[test]
fn an_html_page_that_a_script_fills_says_so() {
    let page =
        one(b"<html><head><title>Herald</title></head><body><div id=app></div><script>start()</script>")
            .unwrap();
    assert!(page.text.is_empty() && page.notes[0].message.contains("script"));
}

/// Found by the fuzzer: each sign of a credit was looked past to the end of a line without spaces, which took minutes for this one.
#[test]
#[allow(clippy::disallowed_methods, reason = "the time is what is tested")]
fn signs_of_credits_are_read_in_linear_time() {
    let line = format!(
        "9 May, 2031 11:40 Home World News Canal shut Read more: Tolls rise again {}",
        "©a".repeat(100_000)
    );
    let begun = std::time::Instant::now();
    check(&one(line.as_bytes()).unwrap());
    assert!(begun.elapsed().as_secs() < 30);
}

#[test]
#[allow(clippy::disallowed_methods, reason = "the time is what is tested")]
fn lines_that_all_open_lists_are_read_in_linear_time() {
    let line = "The harbour authority of Halvik named the ships that wait in the outer roads since Monday:\n";
    let begun = std::time::Instant::now();
    check(&one(line.repeat(15_000).as_bytes()).unwrap());
    assert!(begun.elapsed().as_secs() < 25);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for page in parse(Input { bytes: &bytes, path: "p" }, &Limits::default()).into_iter().flatten() {
            check(&page);
        }
    }

    #[test]
    fn any_lines_give_valid_spans_and_keep_the_text(
        lines in proptest::collection::vec(prop_oneof![
            Just("Norland, Sudmark to sit down in Calder tomorrow, Oster says".to_owned()),
            Just("The talks opened in Calder on Monday, Ida Oster said, and will go on for days.".to_owned()),
            Just("“We will not sign,” she said.".to_owned()),
            Just("10:41 GMT".to_owned()),
            Just("Tue 4 Mar 2031 10.45 GMT".to_owned()),
            Just("Welcome back to our live coverage.".to_owned()),
            Just("Read more".to_owned()),
            Just("By Ana Weil, Halvik correspondent".to_owned()),
            Just("Photograph: Ana Weil/Herald Pictures".to_owned()),
            Just(String::new()),
            "\\PC{0,60}",
        ], 0..30)
    ) {
        let text = lines.join("\n");
        for page in parse(Input { bytes: text.as_bytes(), path: "p" }, &Limits::default()).into_iter().flatten() {
            if page.format == Format::Text {
                prop_assert_eq!(&page.text, text.strip_prefix('\u{feff}').unwrap_or(&text));
            }
            check(&page);
        }
    }
}
