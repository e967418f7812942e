//! Containers of pages: what is in them comes out page by page, what is damaged or hostile costs itself alone.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails; helpers are not marked as tests"
)]

use flate2::{Compression, write::GzEncoder};
use onrecord_page::{Input, Limits, Source, Taken, Unreadable, parse, read_one, unpack};
use onrecord_text::{Format, Page, page_id};
use std::fmt::Write as _;
use std::io::{self, Cursor, Read, Write};
use std::ops::ControlFlow;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// All that comes out of a seekable source and of a pipe, which must be the same.
fn taken_under(bytes: &[u8], path: &str, limits: &Limits) -> Vec<Taken> {
    let all = |source| {
        let mut all = Vec::new();
        let end = unpack(source, path, limits, &mut |taken| {
            all.push(taken);
            ControlFlow::Continue(())
        });
        assert!(end.unwrap().is_continue());
        all
    };
    let seekable = all(Source::Seekable(Box::new(Cursor::new(bytes.to_vec()))));
    assert_eq!(seekable, all(Source::Stream(Box::new(bytes))), "a file and a pipe give the same");
    seekable
}

fn taken(bytes: &[u8], path: &str) -> Vec<Taken> {
    taken_under(bytes, path, &Limits::default())
}

/// The pages, the failures and the notes of a container; each page is the one that its kept bytes alone give.
fn read(bytes: &[u8], path: &str) -> (Vec<Page>, Vec<Unreadable>, Vec<String>) {
    let (mut pages, mut failed, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for taken in taken(bytes, path) {
        match taken {
            Taken::Input { path, bytes } => {
                match read_one(Input { bytes: &bytes, path: &path }, &Limits::default()) {
                    Ok(page) => {
                        assert_eq!(page.id, page_id(&bytes));
                        let again = parse(Input { bytes: &bytes, path: "kept" }, &Limits::default());
                        let [Ok(again)] = &again[..] else {
                            panic!("kept bytes give one page, not {again:?}")
                        };
                        assert_eq!(
                            (&again.id, &again.text, &again.items),
                            (&page.id, &page.text, &page.items)
                        );
                        pages.push(page);
                    }
                    Err(problem) => failed.push(problem),
                }
            }
            Taken::Failed(problem) => failed.push(problem),
            Taken::Note(note) => notes.push(note),
        }
    }
    (pages, failed, notes)
}

fn story(number: usize) -> String {
    format!(
        "<!doctype html><html><head><title>Canal shut {number}</title></head><body><article><h1>Canal shut for day {number}</h1>\
         <p>The canal is shut for the {number}th day – nobody knows why, Oster said in Halvik.</p>\
         <p>Tervo said that it would wait for a word from the harbour before it sent its ships around the cape.</p></article></body></html>"
    )
}

/// A record of a web archive.
fn record(kind: &str, address: &str, more: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-05-02T20:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:{}>\r\n{more}Content-Length: {}\r\n\r\n",
        page_id(address.as_bytes()),
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn response(address: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\n{fields}\r\n");
    record(
        "response",
        address,
        "Content-Type: application/http; msgtype=response\r\n",
        &[head.as_bytes(), body].concat(),
    )
}

fn html(number: usize) -> Vec<u8> {
    let address = format!("https://herald.example/{number}");
    response(&address, "Content-Type: text/html; charset=utf-8\r\n", story(number).as_bytes())
}

#[test]
fn a_web_archive_gives_its_pages_with_address_and_bound() {
    let legacy = "Oster sprach \u{93}kurz\u{94}".replace('\u{93}', "„").replace('\u{94}', "“");
    let (legacy, ..) = encoding_rs::WINDOWS_1252.encode(&legacy);
    let archive = [
        record("warcinfo", "", "Content-Type: application/warc-fields\r\n", b"software: own\r\n"),
        record("request", "https://herald.example/1", "", b"GET / HTTP/1.1\r\n\r\n"),
        html(1),
        response("https://herald.example/p.png", "Content-Type: image/png\r\n", b"\x89PNG\r\n"),
        response("https://herald.example/s.js", "Content-Type: text/html\r\n", b"var a = 1;"),
        response(
            "https://herald.example/sitemap.xml",
            "Content-Type: text/xml\r\n",
            b"<urlset><url><loc>https://herald.example/1</loc></url></urlset>",
        ),
        response("https://herald.example/api", "Content-Type: text/html\r\n", b"{\"a\": 1}"),
        record(
            "response",
            "https://herald.example/moved",
            "",
            b"HTTP/1.1 301 Moved\r\nLocation: /1\r\n\r\nmoved",
        ),
        record(
            "revisit",
            "https://herald.example/1",
            "WARC-Refers-To: <urn:uuid:1>\r\n",
            b"HTTP/1.1 200 OK\r\n\r\n",
        ),
        html(1),
        record(
            "resource",
            "https://herald.example/note.txt",
            "Content-Type: text/plain\r\n",
            b"Canal open\n\nThe canal is open again, Oster said.\n",
        ),
        record(
            "conversion",
            "https://herald.example/wet",
            "Content-Type: text/plain\r\n",
            b"Talks end\n\nThe talks have ended, Oster said.\n",
        ),
        response(
            "https://herald.example/feed",
            "Content-Type: application/rss+xml\r\n",
            b"<rss><channel><title>H</title><item><title>Canal shut</title></item></channel></rss>",
        ),
        response(
            "https://herald.example/lie",
            "Content-Type: text/html; charset=utf-8\r\n",
            &[b"<p>".as_slice(), &legacy, b"</p>"].concat(),
        ),
    ]
    .concat();
    for (bytes, path) in [(archive.clone(), "a.warc"), (gzip(&archive), "whole.warc.gz")] {
        let (pages, failed, notes) = read(&bytes, path);
        assert_eq!(failed, []);
        let urls: Vec<&str> = pages.iter().map(|page| page.url.as_deref().unwrap()).collect();
        let names = ["1", "note.txt", "wet", "feed", "lie"];
        assert_eq!(urls, names.map(|name| format!("https://herald.example/{name}")));
        assert_eq!(pages[0].path, format!("{path}#https://herald.example/1"));
        // Eight in the evening in Greenwich is the next day in the furthest east.
        let published = &pages[0].items[0].published;
        assert_eq!((published.edtf.as_deref(), pages[0].format), (Some("../2031-05-03"), Format::Html));
        assert!(pages[4].text.contains("„kurz“") || pages[4].text.contains("kurz"), "{}", pages[4].text);
        assert!(
            notes[0].contains("1 captures that found nothing new") && notes[0].contains("redirects"),
            "{notes:?}"
        );
    }
}

#[test]
fn a_damaged_record_costs_itself_alone() {
    let middle = |damage: &dyn Fn(Vec<u8>) -> Vec<u8>| [html(1), damage(html(2)), html(3), html(4)].concat();
    let text = |bytes: Vec<u8>, from: &str, to: &str| {
        String::from_utf8(bytes).unwrap().replace(from, to).into_bytes()
    };
    let length = |by: isize| {
        move |bytes: Vec<u8>| {
            let all = String::from_utf8(bytes).unwrap();
            let at = all.find("Content-Length: ").unwrap() + 16;
            let end = at + all[at..].find('\r').unwrap();
            let stated: isize = all[at..end].parse().unwrap();
            format!("{}{}{}", &all[..at], stated + by, &all[end..]).into_bytes()
        }
    };
    let damages: [&dyn Fn(Vec<u8>) -> Vec<u8>; 8] = [
        &|bytes| bytes[..200].to_vec(),
        &|bytes| bytes[..60].to_vec(),
        &|bytes| text(bytes, "Content-Length: ", "Content-Length: about "),
        &|bytes| text(bytes, "WARC/1.0", "W\0RC/1.0"),
        &|bytes| text(bytes, "Content-Length", "Content-Width"),
        &length(-50),
        &length(90),
        &length(100_000_000),
    ];
    for (number, damage) in damages.into_iter().enumerate() {
        let (pages, failed, _) = read(&middle(damage), "a.warc");
        let urls: Vec<&str> =
            pages.iter().filter_map(|page| page.url.as_deref()?.rsplit('/').next()).collect();
        assert_eq!(urls, ["1", "3", "4"], "damage {number}: {failed:?}");
        assert_eq!(failed.len(), 1, "damage {number}: {failed:?}");
        assert!(failed[0].path.starts_with("a.warc#") && failed[0].reason.contains("damaged"), "{failed:?}");
    }
}

#[test]
fn a_damaged_member_of_a_packed_archive_costs_its_record_alone() {
    let members: Vec<Vec<u8>> = (1..=4).map(|number| gzip(&html(number))).collect();
    let mut flipped = members.concat();
    let middle = members[0].len() + members[1].len() / 2;
    for byte in &mut flipped[middle..middle + 8] {
        *byte ^= 0xff;
    }
    let cut = [&members[0][..], &members[1][..members[1].len() / 2], &members[2], &members[3]].concat();
    let wrong_sum = {
        let mut all = members.concat();
        all[members[0].len() + members[1].len() - 6] ^= 1;
        all
    };
    for (number, archive) in [flipped, cut, wrong_sum].iter().enumerate() {
        let (pages, failed, _) = read(archive, "a.warc.gz");
        let urls: Vec<&str> =
            pages.iter().filter_map(|page| page.url.as_deref()?.rsplit('/').next()).collect();
        assert_eq!((urls, failed.len()), (vec!["1", "3", "4"], 1), "{number}: {failed:?}");
    }
    let end = [&members[0][..], &members[1][..members[1].len() - 20]].concat();
    let (pages, failed, _) = read(&end, "a.warc.gz");
    assert_eq!((pages.len(), failed.len()), (1, 1), "{failed:?}");
    assert!(failed[0].reason.contains("cut short"), "{failed:?}");
}

/// A web archive that is made while it is read.
struct Endless {
    pages: usize,
    made: Cursor<Vec<u8>>,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.made.read(into)?;
        if count > 0 || self.pages == 0 {
            return Ok(count);
        }
        self.pages -= 1;
        self.made = Cursor::new(gzip(&html(self.pages)));
        self.made.read(into)
    }
}

#[test]
fn an_archive_of_any_length_is_a_stream() {
    let (mut pages, mut longest) = (0, 0);
    let source = Source::Stream(Box::new(Endless { pages: 20_000, made: Cursor::default() }));
    let end = unpack(source, "-", &Limits::default(), &mut |taken| {
        if let Taken::Input { bytes, .. } = taken {
            pages += 1;
            longest = longest.max(bytes.len());
        }
        if pages == 15_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(end.unwrap().is_break());
    assert!(pages == 15_000 && longest < 2_000);
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_zip_gives_its_pages_by_name_and_opens_what_is_packed_inside() {
    let text = b"Canal shut\n\nThe canal is shut, Oster said on Monday. Nobody in Halvik knows why.\n";
    let inner = zipped(&[("deep.txt", text)]);
    let archive = zipped(&[
        ("pages/a.html", story(1).as_bytes()),
        ("pages/a_files/x.png", b"\x89PNG"),
        ("__MACOSX/._a.html", b"\0\0"),
        ("b.txt.gz", &gzip(text)),
        ("inner.zip", &inner),
        ("news.warc.gz", &gzip(&html(7))),
        ("rows.jsonl", b"{\"id\":\"r1\",\"text\":\"The canal is shut.\"}\n"),
        ("../../etc/passwd.txt", text),
        ("noise.bin", b"\0\x01\x02\x03"),
        ("empty.txt", b""),
    ]);
    let (pages, failed, notes) = read(&archive, "p.zip");
    let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "p.zip#pages/a.html",
            "p.zip#b.txt.gz",
            "p.zip#inner.zip#deep.txt",
            "p.zip#news.warc.gz#https://herald.example/7",
            "r1",
            "p.zip#../../etc/passwd.txt",
        ]
    );
    let failed: Vec<&str> = failed.iter().map(|no| no.path.as_str()).collect();
    assert_eq!(failed, ["p.zip#noise.bin", "p.zip#empty.txt"]);
    assert!(notes[0].contains("2 files passed over"), "{notes:?}");
}

#[test]
fn bombs_and_nests_are_refused() {
    let limits = Limits { max_input_bytes: 4 << 20, max_expansion: 10, ..Limits::default() };
    let zeros = vec![b' '; 40 << 20];
    let bomb = zipped(&[("a.txt", &zeros), ("b.txt", &zeros)]);
    let all = taken_under(&bomb, "bomb.zip", &limits);
    assert!(
        all.iter().all(|taken| matches!(taken, Taken::Failed(no) if no.reason.contains("larger than"))),
        "{all:?}"
    );
    // Ten times what goes in, and 256 MB, are spent in the seventh entry.
    let entries: Vec<(String, &[u8])> =
        (0..9).map(|number| (format!("{number}.jsonl"), &zeros[..])).collect();
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let all = taken_under(&zipped(&entries), "bomb.zip", &Limits { max_input_bytes: 1 << 30, ..limits });
    let Some(Taken::Failed(last)) = all.last() else { panic!("{} parts", all.len()) };
    assert!(last.reason.contains("expands to more than 10 times"), "{last:?}");
    let mut nest = zipped(&[("page.txt", b"The canal is shut.")]);
    for _ in 0..6 {
        nest = zipped(&[("in.zip", &nest)]);
    }
    let all = taken(&nest, "nest.zip");
    assert!(
        matches!(&all[..], [Taken::Failed(no)] if no.reason.contains("inside 4 other containers")),
        "{all:?}"
    );
}

#[test]
fn what_is_a_zip_and_no_archive_of_pages_says_what_it_is() {
    for (name, what) in [("[Content_Types].xml", "office document"), ("META-INF/container.xml", "EPUB")] {
        let (_, failed, _) = read(&zipped(&[(name, b"<x/>"), ("a.html", b"<p>a</p>")]), "d");
        assert!(failed.len() == 1 && failed[0].reason.contains(what), "{failed:?}");
    }
    let archive = zipped(&[("a.html", story(1).as_bytes())]);
    let (_, failed, _) = read(&archive[..archive.len() / 2], "cut.zip");
    assert!(failed[0].reason.contains("damaged"), "{failed:?}");
}

#[test]
fn a_wacz_gives_the_pages_that_it_lists() {
    let list = "{\"format\":\"json-pages-1.0\",\"id\":\"pages\"}\n{\"url\":\"https://herald.example/1/\",\"ts\":\"2031-05-02T20:00:00Z\"}\n";
    let archive = [html(1), html(2)].concat();
    let wacz = zipped(&[
        ("archive/data.warc.gz", &gzip(&archive)),
        ("pages/pages.jsonl", list.as_bytes()),
        ("datapackage.json", b"{\"profile\":\"data-package\"}"),
        ("indexes/index.cdx.gz", &gzip(b"x")),
    ]);
    let (pages, failed, notes) = read(&wacz, "talks.wacz");
    assert_eq!((pages.len(), failed.len()), (1, 0));
    assert_eq!(pages[0].path, "talks.wacz#https://herald.example/1");
    assert!(notes[0].contains("1 answers that the archive does not list"), "{notes:?}");
    let unlisted = zipped(&[("archive/data.warc", &archive), ("datapackage.json", b"{}")]);
    assert_eq!(read(&unlisted, "t.wacz").0.len(), 2);
}

#[test]
fn tables_in_any_dress_give_the_same_rows() {
    let body = "The canal is shut, Oster said; \"nobody\" knows why.\nTervo waits.";
    let csv = |delimiter: &str| {
        let quoted = format!("\"{}\"", body.replace('"', "\"\""));
        [
            ["Headline", "Article Text", "Pub_Date", "link"].join(delimiter),
            ["Canal shut", &quoted, "23/05/2031", "https://herald.example/a"].join(delimiter),
            String::new(),
        ]
        .join("\r\n")
    };
    let wide: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(csv("\t").encode_utf16().collect::<Vec<_>>())
        .flat_map(u16::to_le_bytes)
        .collect();
    let json = serde_json::json!({"Headline": "Canal shut", "Article Text": body, "Pub_Date": "23/05/2031", "link": "https://herald.example/a"});
    let tables = [
        csv(",").into_bytes(),
        format!("\u{feff}{}", csv(";")).into_bytes(),
        csv("|").into_bytes(),
        wide,
        gzip(csv("\t").as_bytes()),
        format!("{json}\n").into_bytes(),
        format!("[\n {json}\n]").into_bytes(),
        serde_json::to_string_pretty(&json).unwrap().into_bytes(),
    ];
    for (number, table) in tables.iter().enumerate() {
        let (pages, failed, notes) = read(table, "t");
        assert_eq!((pages.len(), failed.len()), (1, 0), "{number}: {failed:?}");
        let page = &pages[0];
        assert_eq!(page.text, format!("Canal shut\n\n{body}"), "{number}");
        assert_eq!(page.items[0].published.single_day().unwrap().to_string(), "2031-05-23", "{number}");
        assert_eq!((page.format, page.url.as_deref()), (Format::Row, Some("https://herald.example/a")));
        assert!(notes[0].contains("“Article Text” as text"), "{notes:?}");
    }
}

#[test]
fn a_bad_row_does_not_stop_the_others() {
    let rows = "{\"id\":\"1\",\"text\":\"The canal is shut.\"}\nnot json\n\n{\"id\":\"2\"}\n{\"id\":3,\"text\":\"The canal is open.\"}\n";
    let (pages, failed, _) = read(rows.as_bytes(), "t.jsonl");
    assert_eq!(pages.iter().map(|page| page.path.as_str()).collect::<Vec<_>>(), ["1", "3"]);
    assert_eq!(failed.iter().map(|no| no.path.as_str()).collect::<Vec<_>>(), ["t.jsonl:2", "t.jsonl:4"]);
    let csv = "title,body\nA,The canal is shut today and nobody knows why\nB,x,y,z\nC,The canal is open today\nD,The canal is new today\nE,The canal is old today\nF,It is cold here today\n";
    let (pages, failed, _) = read(csv.as_bytes(), "t.csv");
    assert_eq!((pages.len(), failed.len()), (5, 1));
    assert!(failed[0].path == "t.csv:3" && failed[0].reason.contains("4 cells"), "{failed:?}");
    let open = format!("title,body\nA,The canal is shut today\nB,\"{}", "and on and on ".repeat(20_000));
    let limits = Limits { max_markup_bytes: 60_000, ..Limits::default() };
    let all = taken_under(open.as_bytes(), "t.csv", &limits);
    assert!(matches!(all.last(), Some(Taken::Failed(no)) if no.reason.contains("never closed")), "{all:?}");
    let (_, failed, _) = read(b"[{\"a\":1},{\"b\":", "t.json");
    assert!(failed.iter().any(|no| no.reason.contains("JSON is damaged")), "{failed:?}");
}

#[test]
fn a_parquet_table_is_read_a_row_at_a_time() {
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
    use parquet::file::{properties::WriterProperties, writer::SerializedFileWriter};
    let schema = "message pages { required binary headline (UTF8); optional binary content (UTF8); required int32 published (DATE); }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let properties = WriterProperties::builder().set_compression(parquet::basic::Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, std::sync::Arc::new(properties)).unwrap();
    let words = |all: &[&str]| all.iter().map(|word| ByteArray::from(*word)).collect::<Vec<_>>();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column
        .typed::<ByteArrayType>()
        .write_batch(&words(&["Canal shut", "No text", "Canal open"]), None, None)
        .unwrap();
    column.close().unwrap();
    let texts = words(&["The canal is shut, Oster said.", "The canal is open, Oster said."]);
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&texts, Some(&[1, 0, 1]), None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int32Type>().write_batch(&[22_401, 22_402, 22_403], None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    let bytes = writer.into_inner().unwrap();
    let (pages, failed, notes) = read(&bytes, "t.parquet");
    assert_eq!((pages.len(), failed.len()), (2, 1), "{failed:?}");
    assert_eq!(pages[1].text, "Canal open\n\nThe canal is open, Oster said.");
    assert_eq!(pages[1].items[0].published.single_day().unwrap().to_string(), "2031-05-04");
    assert!(notes[0].contains("“content” as text"), "{notes:?}");
    let (_, failed, _) = read(&bytes[..bytes.len() / 2], "t.parquet");
    assert!(failed[0].reason.contains("Parquet"), "{failed:?}");
}

#[test]
fn sitemaps_are_read_packed_and_plain() {
    let mut sitemap = String::from("<urlset xmlns:news='n'>");
    for number in 0..3 {
        write!(sitemap, "<url><loc>https://herald.example/{number}</loc><news:news><news:publication_date>2031-05-0{}</news:publication_date><news:title>Canal shut for day {number}</news:title></news:news></url>", number + 1).unwrap();
    }
    sitemap.push_str("</urlset>");
    for bytes in [sitemap.clone().into_bytes(), gzip(sitemap.as_bytes())] {
        let (pages, ..) = read(&bytes, "s.xml");
        assert_eq!((pages[0].items.len(), pages[0].format), (3, Format::Feed));
        assert_eq!(pages[0].items[2].published.single_day().unwrap().to_string(), "2031-05-03");
    }
}

#[test]
fn no_cut_and_no_flipped_byte_of_a_container_panics_or_loses_what_stands_before() {
    let csv = "title,body\nA,The canal is shut today\nB,The canal is open today\n";
    let containers = [
        [html(1), html(2)].concat(),
        [gzip(&html(1)), gzip(&html(2))].concat(),
        zipped(&[("a.html", story(1).as_bytes()), ("b.csv", csv.as_bytes())]),
        csv.as_bytes().to_vec(),
    ];
    for bytes in containers {
        for at in (0..bytes.len()).step_by(bytes.len() / 60 + 1) {
            let _ = parse(Input { bytes: &bytes[..at], path: "cut" }, &Limits::default());
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x41;
            let _ = parse(Input { bytes: &flipped, path: "flipped" }, &Limits::default());
        }
    }
}

#[test]
fn what_stands_behind_a_packed_record_costs_it_nothing() {
    for behind in [b"no gzip data".to_vec(), vec![0x1f, 0x8b, 8, 0, 1, 2, 3]] {
        let archive = [gzip(&html(1)), gzip(&html(2)), behind.clone(), gzip(&html(3)), behind].concat();
        let (pages, failed, _) = read(&archive, "herald.warc.gz");
        assert_eq!(pages.len(), 3, "{failed:?}");
        assert!(!failed.is_empty());
    }
}

#[test]
fn a_wacz_whose_list_is_of_another_archive_gives_all_its_pages() {
    let list = b"{\"format\":\"json-pages-1.0\"}\n{\"url\":\"https://other.example/9\"}\n";
    let wacz = zipped(&[
        ("datapackage.json", b"{}"),
        ("pages/pages.jsonl", list),
        ("archive/a.warc.gz", &[gzip(&html(1)), gzip(&html(2))].concat()),
    ]);
    let (pages, _, notes) = read(&wacz, "t.wacz");
    assert_eq!(pages.len(), 2);
    assert!(notes.len() == 1 && notes[0].contains("names none of its records"), "{notes:?}");
}

#[test]
fn an_answer_that_is_only_a_part_of_a_page_says_so() {
    let cut = record(
        "response",
        "https://herald.example/1",
        "WARC-Truncated: length\r\n",
        &[b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".as_slice(), story(1).as_bytes()].concat(),
    );
    let part = String::from_utf8(html(2)).unwrap().replace("200 OK", "206 OK").into_bytes();
    let (pages, ..) = read(&[cut, part].concat(), "a.warc");
    let notes: Vec<&str> =
        pages.iter().flat_map(|page| &page.notes).map(|note| note.message.as_str()).collect();
    assert!(notes[0].contains("only the beginning") && notes[1].contains("(206)"), "{notes:?}");
}

#[test]
fn what_a_crawler_made_of_a_page_is_no_second_page() {
    let text = record(
        "resource",
        "urn:text:https://herald.example/1",
        "Content-Type: text/plain\r\n",
        b"Canal shut for day 1\n\nThe canal is shut for the first day, Oster said in Halvik.\n",
    );
    let (pages, ..) = read(&[html(1), text].concat(), "a.warc");
    assert_eq!(pages.len(), 1);
}

#[test]
fn a_page_at_an_address_like_a_files_is_one_and_a_script_of_that_type_is_none() {
    let fields = "Content-Type: text/html\r\n";
    let packed = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n";
    let (story, script) = (story(1), b"window.ad = 1;");
    let (pages, ..) = read(
        &[
            response("https://herald.example/why-we-left-node.js", fields, story.as_bytes()),
            response("https://herald.example/File:Canal.jpg", packed, &gzip(story.as_bytes())),
            response("https://herald.example/ad.js", fields, script),
            response("https://herald.example/ad2.js", packed, &gzip(script)),
        ]
        .concat(),
        "a.warc",
    );
    assert_eq!(pages.len(), 2, "{:?}", pages.iter().map(|page| &page.path).collect::<Vec<_>>());
}

#[test]
fn an_answer_whose_packed_data_is_damaged_says_that() {
    let mut packed = gzip(story(1).as_bytes());
    for byte in &mut packed[10..] {
        *byte = 0xff;
    }
    let fields = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n";
    let (_, failed, _) = read(&response("https://herald.example/1", fields, &packed), "a.warc");
    assert!(failed[0].reason.contains("damaged") && failed[0].hint.contains("again"), "{failed:?}");
}

#[test]
fn a_zip_leaves_out_what_a_browser_saved_beside_a_page() {
    let (page, frame) = (story(1), story(2));
    let zip = zipped(&[
        ("saved/canal.html", page.as_bytes()),
        ("saved/canal_files/saved_resource.html", frame.as_bytes()),
        ("saved/canal_files/ad.js.download", b"window.ad = 1;"),
        ("old_files/own.html", frame.as_bytes()),
    ]);
    let (pages, _, notes) = read(&zip, "saved.zip");
    let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    assert_eq!(paths, ["saved.zip#saved/canal.html", "saved.zip#old_files/own.html"]);
    assert!(notes[0].contains("2 files passed over"), "{notes:?}");
}
