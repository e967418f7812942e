//! What the examples share: the files of the command line, the main text of a page, and a clock.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::disallowed_methods,
    reason = "an example is a small program, and not every one uses all of it"
)]

use onrecord_page::decompress;
use onrecord_text::{ItemKind, Page, Span};
use std::path::Path;
use std::time::Instant;

/// What an example ends with.
pub type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The largest file that is unpacked, in bytes.
const LARGEST: usize = 256 << 20;

/// Hands on every file that the command line names: its path and its bytes, unpacked.
pub fn each_file(mut read: impl FnMut(&str, &[u8]) -> Outcome) -> Outcome {
    std::env::args().skip(1).try_for_each(|path| {
        let raw = std::fs::read(&path)?;
        read(&path, &decompress(&raw, LARGEST)?)
    })
}

/// The name of a path's file without `.html` and `.gz`.
pub fn page_name(path: &str) -> &str {
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(name);
    name.strip_suffix(".html").unwrap_or(name)
}

/// The parts of the items that are news, item by item: without bylines, teasers, what is no news and, where `titles` is false, titles.
/// The heading of a section is part of the story.
pub fn main_text(page: &Page, titles: bool) -> Vec<Vec<Span>> {
    let mut gaps: Vec<Span> = page.boilerplate.clone();
    for item in &page.items {
        gaps.extend(item.title.filter(|_| !titles && item.kind != ItemKind::Section));
        gaps.extend(item.byline);
        gaps.extend(Some(item.span).filter(|_| item.kind == ItemKind::Teaser));
    }
    gaps.sort();
    let news = page.items.iter().filter(|item| item.kind != ItemKind::Teaser);
    news.map(|item| without(item.span, &gaps)).collect()
}

/// What is left of a span without the gaps, which are in order.
fn without(span: Span, gaps: &[Span]) -> Vec<Span> {
    let (mut at, mut left) = (span.start(), Vec::new());
    for gap in gaps.iter().filter(|gap| span.overlaps(**gap)) {
        left.extend(Span::new(at, gap.start().max(at)));
        at = at.max(gap.end());
    }
    left.extend(Span::new(at, span.end().max(at)));
    left
}

/// Tells what work takes of the processor.
pub struct Clock(Instant);

impl Clock {
    /// A clock that runs from now.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Seconds that this thread has had a processor, where the system tells (Linux); else those that have passed.
    pub fn seconds(&self) -> f64 {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
        let nanoseconds = told.and_then(|words| words.split(' ').next()?.parse::<f64>().ok());
        nanoseconds.map_or_else(|| self.0.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
    }
}

/// The most memory that this process has held, in MiB, where the system says (Linux).
pub fn peak_mebibytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_ascii_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}
