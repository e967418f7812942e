//! Tables of pages in the forms in which programs and spreadsheets write them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails; helpers are not marked as tests")]

use onrecord_page::{Input, Limits, Unreadable, parse};
use onrecord_text::{Format, Page};

const TEXT: &str = "The quay of Vellmar will reopen on Friday, the harbour office said on Tuesday.";

fn all(table: &str) -> Vec<Result<Page, Unreadable>> {
    parse(Input { bytes: table.as_bytes(), path: "t" }, &Limits::default())
}

fn pages(table: &str) -> Vec<Page> {
    all(table).into_iter().map(Result::unwrap).collect()
}

#[test]
fn a_table_can_have_whole_pages_in_its_cells() {
    let cell = |number: usize| {
        format!(
            "\"<html><head><title>Quay {number}</title></head><body><h1>Quay {number}</h1><p>{TEXT}</p></body></html>\""
        )
    };
    let table = format!("url,html\nhttps://post.example/1,{}\nhttps://post.example/2,{}\n", cell(1), cell(2));
    let pages = pages(&table);
    let urls: Vec<_> = pages.iter().map(|page| page.url.as_deref().unwrap()).collect();
    assert_eq!(urls, ["https://post.example/1", "https://post.example/2"]);
    assert!(pages.iter().all(|page| page.text.contains(TEXT) && !page.text.contains('<')));
}

#[test]
fn rows_are_numbered_as_an_editor_numbers_lines() {
    let row = format!("Quay,{TEXT:?}\n");
    let table = format!("title,text\n{row}{row}Quay,\n{row}Quay,\"two\nlines\"\nQuay,\n");
    let failed = |table: &str| -> Vec<String> {
        all(table).into_iter().filter_map(Result::err).map(|no| no.path).collect()
    };
    assert_eq!(failed(&table), ["t:4", "t:8"]);
    assert_eq!(failed(&table.replace('\n', "\r\n")), ["t:4", "t:8"]);
    assert_eq!(failed(&format!("sep=,\r\n{}", table.replace('\n', "\r\n"))), ["t:5", "t:9"]);
}

#[test]
fn the_line_that_states_what_parts_the_cells_is_no_row() {
    for begin in ["sep=;\n", "SEP=;\r\n", "\"sep=;\"\n", "\u{feff}sep=;\n"] {
        let pages = pages(&format!(
            "{begin}title;text;date\nQuay, again;{TEXT};2031-06-14\nQuay;{TEXT};2031-06-15\n"
        ));
        assert_eq!(pages.len(), 2, "{begin}");
        assert!(pages.iter().all(|page| page.format == Format::Row), "{begin}");
    }
}

#[test]
fn an_author_is_the_byline() {
    let csv = pages(&format!("title,author,text\nQuay reopens,Lena Brask,{TEXT:?}\nFerry lost,,{TEXT:?}\n"));
    let byline = |page: &Page| page.items[0].byline.map(|byline| byline.of(&page.text).to_owned());
    assert!(byline(&csv[0]).is_some_and(|byline| byline.contains("Lena Brask")), "{:?}", csv[0]);
    assert_eq!(byline(&csv[1]), None);
    let json = format!(
        "[{{\"title\":\"Quay reopens\",\"authors\":[{{\"name\":\"Lena Brask\"}},\"Tor Wiik\"],\"text\":{TEXT:?}}}]"
    );
    assert!(pages(&json)[0].text.starts_with("Quay reopens\n\nBy Lena Brask and Tor Wiik\n\n"));
    let own = format!(
        "title,author,text\nQuay,Lena Brask,\"By Lena Brask in Vellmar\n\n{TEXT}\"\nQuay,Tor Wiik,{TEXT:?}\n"
    );
    assert_eq!(pages(&own)[0].text.matches("Lena Brask").count(), 1);
}

#[test]
fn a_list_in_an_answer_is_the_table() {
    for before in [
        "",
        "\"sources\":[{\"id\":\"a\"}],\"query\":{\"tags\":[{\"text\":1}]},",
        "\"note\":\"a [{ in words\",\n",
    ] {
        let row = |number: usize| {
            format!(
                "{{\"title\":\"Quay {number}\",\"content\":{TEXT:?},\"url\":\"https://post.example/{number}\"}}"
            )
        };
        let pages = pages(&format!("{{{before}\"articles\":[{},\n{}],\"more\":[]}}", row(1), row(2)));
        assert_eq!(pages.len(), 2, "{before}");
        assert_eq!(pages[1].url.as_deref(), Some("https://post.example/2"));
    }
    let feed = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Post\",\"items\":[{{\"id\":\"1\",\"content_text\":{TEXT:?}}}]}}"
    );
    assert_eq!(pages(&feed)[0].format, Format::Feed);
    let row =
        format!("{{\n\"id\":\"1\",\"text\":{TEXT:?},\n\"comments\":[{{\"id\":\"2\",\"text\":{TEXT:?}}}]}}");
    assert_eq!(pages(&row).len(), 1, "a row can have a list");
}
