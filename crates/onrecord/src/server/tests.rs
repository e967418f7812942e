//! The server over real sockets, and a record of one page of our own.

use super::*;
use onrecord_record::Relations;
use onrecord_store::Record;
use onrecord_text::{
    Actor, ActorType, Basis, Dating, Format, Item, ItemKind, Mode, Page, Reading, Span, Statement,
    StatementKind, page_id, sha256_hex, stable_id,
};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc;

const TEXT: &str = "🚢 Lane stays shut\n\n“The lane 🌊 will open on Friday,” Mara Ilven said in Halvik.";

struct Answer {
    status: u16,
    headers: String,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let find = |line: &'_ str| line.to_ascii_lowercase().starts_with(&format!("{name}: "));
        self.headers.lines().find(|line| find(line)).map(|line| line[name.len() + 2..].trim())
    }
}

fn reading() -> Reading {
    let raw = TEXT.as_bytes();
    let span = |words: &str| {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len()).unwrap()
    };
    let published = Dating::day("2031-05-02".parse().unwrap(), Basis::Metadata);
    let id = page_id(raw);
    let item = stable_id("i", &[&id, "article"]);
    let page = Page {
        id: id.clone(),
        sha256: sha256_hex(raw),
        path: "lane.txt".into(),
        url: None,
        outlet: None,
        language: Some("en".into()),
        format: Format::Text,
        text: TEXT.into(),
        items: vec![Item {
            id: item.clone(),
            kind: ItemKind::Article,
            span: Span::new(0, TEXT.len()).unwrap(),
            title: Some(span("🚢 Lane stays shut")),
            byline: None,
            published: published.clone(),
            language: None,
        }],
        boilerplate: Vec::new(),
        notes: Vec::new(),
    };
    let mut reading = Reading::empty(page);
    reading.actors.push(Actor {
        id: "a1".into(),
        name: "Mara Ilven".into(),
        kind: ActorType::Person,
        wikidata: None,
        aliases: vec!["Mara Ilven".into()],
        roles: Vec::new(),
    });
    reading.statements.push(Statement {
        id: stable_id("s", &[&id, "1"]),
        item,
        speaker: Some("a1".into()),
        source: vec![span("Mara Ilven")],
        cue: vec![span("said")],
        content: vec![span("“The lane 🌊 will open on Friday,”")],
        kind: StatementKind::Direct,
        mode: Mode::Promise,
        said: published,
        addressee: None,
        venue: Some("Halvik".into()),
        via: Vec::new(),
        certainty: 0.9,
    });
    reading
}

/// A server of the record for as long as the test runs.
fn serve_reading() -> (tempfile::TempDir, SocketAddr) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.onrecord");
    let mut record = Record::create_or_open(&path).unwrap();
    record.add(TEXT.as_bytes(), &reading()).unwrap();
    record.resolve_with(&|_, _, _| Relations::default()).unwrap();
    drop(record);
    let (ready, address) = mpsc::channel();
    std::thread::spawn(move || serve(&path, None, |address| ready.send(address).unwrap()));
    (folder, address.recv().unwrap())
}

fn request(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "Host") {
        text.push_str(&format!("Host: {address}\r\n"));
    }
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
    let headers = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, headers, body: bytes[end + 4..].to_vec() }
}

fn get(address: SocketAddr, path: &str) -> Answer {
    request(address, "GET", path, &[])
}

#[test]
fn every_query_answers_with_the_records_views() {
    let (_folder, address) = serve_reading();
    assert!(address.ip().is_loopback());
    assert_eq!(get(address, "/api/overview").json()["statements"], 1);
    let ledger = get(address, "/api/statements?mode=promise&words=lane&limit=5").json();
    assert_eq!(ledger["total"], 1);
    assert_eq!(ledger["rows"][0]["words"], "“The lane 🌊 will open on Friday,”");
    assert_eq!(get(address, "/api/statements?mode=deny").json()["total"], 0);
    for list in ["events", "conflicts", "quotations", "actors", "pages"] {
        let answer = get(address, &format!("/api/{list}"));
        assert!(answer.json().is_array(), "{list}: {}", answer.headers);
    }
    assert_eq!(get(address, "/api/search?words=friday").json()[0]["kind"], "statement");
    let id = ledger["rows"][0]["id"].as_str().unwrap();
    assert_eq!(get(address, &format!("/api/entries/{id}")).json()["entry"], "statement");
    let page = page_id(TEXT.as_bytes());
    let versions = get(address, &format!("/api/pages/{page}/versions")).json();
    assert_eq!(
        (&versions["versions"][0]["page"], &versions["versions"][0]["changes"]),
        (&page.into(), &Value::Null)
    );
}

#[test]
fn offsets_of_a_page_are_code_points() {
    let (_folder, address) = serve_reading();
    let page = get(address, &format!("/api/pages/{}", page_id(TEXT.as_bytes()))).json();
    let span = &page["statements"][0]["content"][0];
    let (start, end) = (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize);
    let words: String = page["text"].as_str().unwrap().chars().skip(start).take(end - start).collect();
    assert_eq!(words, "“The lane 🌊 will open on Friday,”");
}

#[test]
fn other_hosts_and_other_sites_are_refused() {
    let (_folder, address) = serve_reading();
    let port = address.port();
    let refused = |headers: &[(&str, &str)]| request(address, "GET", "/api/overview", headers).status == 403;
    assert!(refused(&[("Host", "example.org")]));
    assert!(refused(&[("Host", &format!("example.org:{port}"))]), "a name that points here");
    assert!(refused(&[("Host", "127.0.0.1:1")]), "another port");
    assert!(refused(&[("Origin", "http://example.org")]));
    assert!(refused(&[("Origin", "null")]));
    assert!(!refused(&[("Origin", &format!("http://localhost:{port}"))]));
    assert!(!refused(&[("Host", &format!("localhost:{port}"))]));
}

#[test]
fn nothing_but_reading_is_answered() {
    let (_folder, address) = serve_reading();
    for path in ["/api/overview", "/api/entries/s1", "/", "/nowhere"] {
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
            let answer = request(address, method, path, &[]);
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        }
    }
    assert!(request(address, "HEAD", "/api/overview", &[]).body.is_empty());
}

#[test]
fn every_answer_forbids_what_comes_from_elsewhere() {
    let (_folder, address) = serve_reading();
    for path in ["/", "/api/overview", "/api/nowhere", "/nowhere"] {
        let answer = get(address, path);
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe") && !policy.contains("http"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let (_folder, address) = serve_reading();
    let first = get(address, "/api/pages");
    let tag = first.header("etag").unwrap().to_owned();
    let second = request(address, "GET", "/api/pages", &[("If-None-Match", &tag)]);
    assert_eq!((second.status, second.body.len()), (304, 0));
    let other = request(address, "GET", "/api/overview", &[("If-None-Match", &tag)]);
    assert_eq!(other.status, 200);
}

#[test]
fn a_problem_says_what_is_wrong() {
    let (_folder, address) = serve_reading();
    let cases = [
        ("/api/nowhere", 404, "/nowhere"),
        ("/api/entries/s0000000", 404, "s0000000"),
        ("/api/pages/p0000000", 404, "p0000000"),
        ("/api/pages/p0000000/versions", 404, "p0000000"),
        ("/api/statements?mode=shout", 400, "shout"),
        ("/api/statements?speeker=x", 400, "speeker"),
        ("/api/search", 400, "words"),
        ("/../Cargo.toml", 404, "Cargo.toml"),
    ];
    for (path, status, word) in cases {
        let answer = get(address, path);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        let detail = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(detail.contains(word), "{path}: {detail}");
    }
}

#[test]
fn a_file_that_is_no_record_is_told_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "not a record").unwrap();
    let answer = serve(&path, None, |_| panic!("served a file that is no record"));
    assert!(matches!(answer, Err(ServeError::Record(_))));
}
