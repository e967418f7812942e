//! What the examples share: a page of a document, the reader that the command line names, and a clock.
#![allow(dead_code, unreachable_pub, clippy::print_stderr, reason = "not every example uses all of it")]

use onrecord_reading::Reader;
use onrecord_text::{Basis, Dating, Format, Item, ItemKind, Page, Span, page_id, sha256_hex};
use serde_json::Value;
use std::time::{Duration, Instant};

/// A document of a table as a page with one article.
pub fn article(document: &Value) -> Option<Page> {
    let text = document["text"].as_str()?.to_string();
    let span = Span::new(0, text.len())?;
    let day = document["date"].as_str().and_then(|date| date.parse().ok());
    let published = day.map_or_else(Dating::default, |day| Dating::day(day, Basis::Metadata));
    let item = Item {
        id: "i".into(),
        kind: ItemKind::Article,
        span,
        title: None,
        byline: None,
        published,
        language: None,
    };
    Some(Page {
        id: page_id(text.as_bytes()),
        sha256: sha256_hex(text.as_bytes()),
        path: document["id"].as_str().unwrap_or_default().to_string(),
        url: None,
        outlet: None,
        language: None,
        format: Format::Row,
        text,
        items: vec![item],
        boilerplate: Vec::new(),
        notes: Vec::new(),
    })
}

/// The model that `--model` names, `fast` where it is not given, and the other arguments.
#[allow(clippy::disallowed_methods, reason = "an example program, not the core")]
pub fn arguments() -> (String, Vec<String>) {
    let mut rest: Vec<String> = std::env::args().skip(1).collect();
    let model = match rest.as_slice() {
        [flag, name, ..] if flag == "--model" => {
            let name = name.clone();
            rest.drain(..2);
            name
        }
        _ => "fast".into(),
    };
    (model, rest)
}

/// What reads pages, by the command line: `--model` and nothing else.
pub fn reader() -> Option<Reader> {
    match arguments() {
        (model, rest) if rest.is_empty() => reader_of(&model),
        _ => reader_of(""),
    }
}

/// The reader of a name; none, and a word on standard error, where there is none of the name.
pub fn reader_of(name: &str) -> Option<Reader> {
    if name == "rules" {
        return Some(Reader::rules());
    }
    match onrecord_tagger::Shipped::from_name(name).map(onrecord_tagger::Shipped::load) {
        Some(Ok(model)) => Some(Reader::new(model)),
        Some(Err(error)) => {
            eprintln!("{name}: {error}");
            None
        }
        None => {
            eprintln!("usage: --model fast|best|rules, and the table on standard input");
            None
        }
    }
}

/// Sums the time of what is measured: on the wall, and of the processor where Linux tells it.
#[derive(Default)]
pub struct Clock {
    wall: Duration,
    processor: Option<Duration>,
}

impl Clock {
    /// Runs and times something.
    #[allow(clippy::disallowed_methods, reason = "a measurement")]
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (start, before) = (Instant::now(), processor());
        let result = work();
        self.wall += start.elapsed();
        if let (Some(before), Some(after)) = (before, processor()) {
            *self.processor.get_or_insert_default() += after.saturating_sub(before);
        }
        result
    }

    /// Tells the seconds, on standard error.
    pub fn tell(&self) {
        let wall = self.wall.as_secs_f64();
        let processor = self.processor.map_or(wall, |it| it.as_secs_f64());
        eprintln!("{{\"read_cpu_s\": {processor:.4}, \"read_wall_s\": {wall:.4}}}");
    }
}

/// How long this thread has run on a processor.
#[allow(clippy::disallowed_methods, reason = "a measurement")]
fn processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split_whitespace().next()?.parse().ok()?))
}
