//! A web archive (WARC 1.0 and 1.1, ISO 28500) as a stream of records.

use super::members::{Members, Step};
use super::record::{Head, Verdict};
use super::{Budget, Taken};
use crate::{Limits, Unreadable};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::ops::ControlFlow;

/// The longest head of a record.
const MAX_HEAD: usize = 64 << 10;
/// So much of a record's content tells whether it can be a page.
const PEEK: usize = 16 << 10;

/// What was passed over in an archive, for its closing note.
#[derive(Debug, Default)]
struct Counts {
    pages: usize,
    other_files: usize,
    failed_answers: usize,
    revisits: usize,
    again: usize,
    unlisted: usize,
}

/// The addresses that an archive lists as those of pages.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) addresses: BTreeSet<String>,
    /// How many answers were passed over that it does not list.
    pub(super) passed_over: Cell<usize>,
}

impl Listed {
    fn has(&self, address: &str) -> bool {
        self.addresses.contains(&super::wacz::comparable(address))
    }
}

/// Gives each page of a web archive as an input of its own: the bytes of its record, unpacked, from the first of its head
/// to the last of its content.
///
/// `listed`, where given, has the addresses of what is a page; answers to others are parts of pages.
///
/// # Errors
/// Where the archive cannot be read any further; what came before stays given.
pub(super) fn unpack(
    source: impl Read,
    path: &str,
    listed: Option<&Listed>,
    limits: &Limits,
    budget: &Budget,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> io::Result<ControlFlow<()>> {
    let mut reader = Reader::new(budget.expanding(Members::new(source)?));
    let mut counts = Counts::default();
    let mut seen = BTreeSet::new();
    while let Some(record) = reader.next(limits)? {
        let taken = match record {
            Found::Damage { at, reason, about } => {
                let place = about.map_or_else(|| format!("byte {at}"), |about| about.name(at));
                Taken::Failed(Unreadable {
                    path: format!("{path}#{place}"),
                    reason: format!("the record is damaged: {reason}"),
                    hint: "The records before and after it were read. Fetch the archive again, if it was cut off in transit."
                        .into(),
                })
            }
            Found::TooLong { at, head, length } => Taken::Failed(Unreadable {
                path: format!("{path}#{}", head.name(at)),
                reason: format!("the record has {length} bytes, more than any page"),
                hint: "Take it out of the archive and make it shorter, if it is one.".into(),
            }),
            Found::PassedOver(verdict) => {
                match verdict {
                    Verdict::Revisit => counts.revisits += 1,
                    Verdict::FailedAnswer => counts.failed_answers += 1,
                    Verdict::OtherFile => counts.other_files += 1,
                    Verdict::Page | Verdict::Administration => {}
                }
                continue;
            }
            Found::Page { at, head, bytes } => {
                let address = head.address().unwrap_or_default().to_owned();
                if let Some(listed) = listed.filter(|listed| !listed.has(&address)) {
                    counts.unlisted += 1;
                    listed.passed_over.set(listed.passed_over.get() + 1);
                    continue;
                }
                // The same answer from the same address twice is one page.
                let content = bytes.get(head.length..).unwrap_or_default();
                if !address.is_empty() && !seen.insert(capture(&address, content)) {
                    counts.again += 1;
                    continue;
                }
                counts.pages += 1;
                Taken::Input { path: format!("{path}#{}", head.name(at)), bytes }
            }
        };
        if each(taken).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(counts.note(path).map_or(ControlFlow::Continue(()), |note| each(Taken::Note(note))))
}

/// A hash of an address and the body of the answer from it; the answer's head holds the moment of it, so that is left out.
fn capture(address: &str, content: &[u8]) -> u128 {
    let body = super::http::Answer::of(content).map_or(content, |answer| answer.body);
    let hash = onrecord_text::sha256_hex(&[address.as_bytes(), b"\n", body].concat());
    u128::from_str_radix(&hash[..32], 16).unwrap_or_default()
}

impl Counts {
    fn note(&self, path: &str) -> Option<String> {
        let parts = [
            (self.other_files, "other files (pictures, styles, scripts, data)"),
            (self.unlisted, "answers that the archive does not list as pages"),
            (self.failed_answers, "answers that are no page (redirects, errors)"),
            (self.revisits, "captures that found nothing new (revisit records)"),
            (self.again, "second captures of the same page"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if parts.is_empty() && self.pages > 0 {
            return None;
        }
        if parts.is_empty() {
            return Some(format!("{path}: no pages in this web archive"));
        }
        let pages = if self.pages == 1 { "page" } else { "pages" };
        Some(format!("{path}: {} {pages}; passed over {}", self.pages, parts.join(", ")))
    }
}

/// What stands next in an archive.
enum Found {
    Page { at: u64, head: Head, bytes: Vec<u8> },
    PassedOver(Verdict),
    TooLong { at: u64, head: Head, length: u64 },
    Damage { at: u64, reason: String, about: Option<Head> },
}

/// Where the bytes ahead end, until that is dealt with.
enum Edge {
    None,
    /// A record begins behind them, or nothing does.
    Clean,
    /// Bytes of the record before it are lost.
    Damage(String),
    /// Bytes behind it are lost.
    Gap(String),
}

struct Reader<S> {
    source: S,
    buffer: Vec<u8>,
    /// Where the next byte stands in the buffer.
    at: usize,
    /// How many unpacked bytes lie before the buffer.
    before: u64,
    edge: Edge,
    is_ended: bool,
}

/// Where unpacked bytes come from.
pub(super) trait Steps {
    fn next(&mut self, into: &mut Vec<u8>) -> io::Result<Step>;
}

impl<R: Read> Steps for Members<R> {
    fn next(&mut self, into: &mut Vec<u8>) -> io::Result<Step> {
        Members::next(self, into)
    }
}

impl<S: Steps> Reader<S> {
    fn new(source: S) -> Self {
        Self { source, buffer: Vec::new(), at: 0, before: 0, edge: Edge::None, is_ended: false }
    }

    /// The bytes ahead, `wanted` of them where there are so many before the next edge.
    fn ahead(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.at < wanted && matches!(self.edge, Edge::None) {
            if self.at > 0 {
                self.buffer.drain(..self.at);
                self.before += self.at as u64;
                self.at = 0;
            }
            match self.source.next(&mut self.buffer)? {
                Step::Bytes => {}
                Step::Boundary if self.buffer.is_empty() => {}
                Step::Boundary => self.edge = Edge::Clean,
                Step::Damage(reason) => self.edge = Edge::Damage(reason),
                Step::Gap(reason) => self.edge = Edge::Gap(reason),
                Step::End => {
                    self.is_ended = true;
                    self.edge = Edge::Clean;
                }
            }
        }
        Ok(&self.buffer[self.at..])
    }

    fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.buffer.len());
    }

    fn place(&self) -> u64 {
        self.before + self.at as u64
    }

    /// Takes `length` bytes, or as many as there are before the next edge.
    fn take(&mut self, length: usize, into: &mut Vec<u8>) -> io::Result<usize> {
        let mut taken = 0;
        while taken < length {
            let ahead = self.ahead(1)?;
            let count = ahead.len().min(length - taken);
            if count == 0 {
                break;
            }
            into.extend_from_slice(&ahead[..count]);
            self.skip(count);
            taken += count;
        }
        Ok(taken)
    }

    /// Passes over `length` bytes, or as many as there are before the next edge.
    fn pass_over(&mut self, length: u64) -> io::Result<u64> {
        let mut passed = 0;
        while passed < length {
            let count = self.ahead(1)?.len().min(usize::try_from(length - passed).unwrap_or(usize::MAX));
            if count == 0 {
                break;
            }
            self.skip(count);
            passed += count as u64;
        }
        Ok(passed)
    }

    /// Passes over the empty lines between records.
    fn pass_over_line_ends(&mut self) -> io::Result<()> {
        loop {
            let ahead = self.ahead(1)?;
            let count = ahead.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if count == 0 {
                return Ok(());
            }
            self.skip(count);
        }
    }

    /// What stands next; none at the end.
    fn next(&mut self, limits: &Limits) -> io::Result<Option<Found>> {
        loop {
            self.pass_over_line_ends()?;
            if !self.ahead(1)?.is_empty() {
                return self.record(limits).map(Some);
            }
            match std::mem::replace(&mut self.edge, Edge::None) {
                Edge::Damage(reason) | Edge::Gap(reason) => {
                    return Ok(Some(Found::Damage { at: self.place(), reason, about: None }));
                }
                _ if self.is_ended => {
                    self.edge = Edge::Clean;
                    return Ok(None);
                }
                _ => {}
            }
        }
    }

    fn record(&mut self, limits: &Limits) -> io::Result<Found> {
        let at = self.place();
        let ahead = self.ahead(MAX_HEAD)?;
        let reach = &ahead[..ahead.len().min(MAX_HEAD)];
        let head = match Head::of(reach) {
            Ok(head) => head,
            Err(reason) => {
                // Behind the first byte, so that the same head is not found again.
                self.skip(1);
                self.resume()?;
                return Ok(Found::Damage { at, reason: self.with_edge(reason), about: None });
            }
        };
        let wanted = head.length + PEEK.min(usize::try_from(head.content_length).unwrap_or(PEEK));
        let ahead = self.ahead(wanted)?;
        let content = ahead.get(head.length..ahead.len().min(wanted)).unwrap_or_default();
        let verdict = head.verdict(content);
        let longest = limits.max_markup_bytes as u64 * 2;
        if verdict == Verdict::Page && head.content_length > longest {
            // Such a length is more likely wrong than right, so that the next record is looked for.
            self.skip(1);
            self.resume()?;
            let length = head.length as u64 + head.content_length;
            return Ok(if self.place() - at >= length {
                Found::TooLong { at, length: head.content_length, head }
            } else {
                Found::Damage { at, reason: self.cut_reason(), about: Some(head) }
            });
        }
        if verdict != Verdict::Page {
            let length = head.length as u64 + head.content_length;
            let passed = self.pass_over(length)?;
            if passed < length || !self.ends_here()? {
                self.resume()?;
                return Ok(Found::Damage { at, reason: self.cut_reason(), about: Some(head) });
            }
            return Ok(Found::PassedOver(verdict));
        }
        // At most the longest markup, which fits.
        let length = head.length + usize::try_from(head.content_length).unwrap_or_default();
        let mut bytes = Vec::with_capacity(length.min(1 << 20));
        let taken = self.take(length, &mut bytes)?;
        if taken == length && self.ends_here()? {
            return Ok(Found::Page { at, head, bytes });
        }
        // The length may be wrong: a record that begins inside is not lost with this one.
        if let Some(inside) = next_record(&bytes[1..]).map(|inside| inside + 1) {
            self.give_back(&bytes[inside..]);
        } else {
            self.resume()?;
        }
        Ok(Found::Damage { at, reason: self.cut_reason(), about: Some(head) })
    }

    /// Whether a record ends here: the two line ends that close one, or at least another record, an edge without damage, or
    /// the end. Looking beyond is what checks the checksum of a gzip member.
    fn ends_here(&mut self) -> io::Result<bool> {
        let ahead = self.ahead(4)?;
        let is_closed = ahead.starts_with(b"\r\n\r\n") || ahead.starts_with(b"\n\n");
        self.pass_over_line_ends()?;
        let ahead = self.ahead(5)?;
        if !ahead.is_empty() {
            return Ok(is_closed || ahead.starts_with(b"WARC/"));
        }
        Ok(!matches!(self.edge, Edge::Damage(_)))
    }

    /// Goes on to where the next record begins, or to the next edge.
    fn resume(&mut self) -> io::Result<()> {
        loop {
            let ahead = self.ahead(64 << 10)?;
            if ahead.starts_with(b"WARC/") || ahead.is_empty() {
                return Ok(());
            }
            if let Some(next) = next_record(ahead) {
                self.skip(next);
                return Ok(());
            }
            // All but what may be the beginning of a record at the very end.
            let (count, is_last) = (ahead.len(), !matches!(self.edge, Edge::None));
            self.skip(if is_last { count } else { count.saturating_sub(24).max(1) });
        }
    }

    /// Puts bytes that were taken back before what is ahead.
    fn give_back(&mut self, bytes: &[u8]) {
        self.buffer.splice(..self.at, bytes.iter().copied());
        self.before = (self.before + self.at as u64).saturating_sub(bytes.len() as u64);
        self.at = 0;
    }

    /// The damage at the edge, where that is why a record is not whole; it is told once.
    fn with_edge(&mut self, reason: String) -> String {
        if self.buffer.len() > self.at {
            return reason;
        }
        match std::mem::replace(&mut self.edge, Edge::None) {
            Edge::Damage(damage) | Edge::Gap(damage) => damage,
            edge => {
                self.edge = edge;
                reason
            }
        }
    }

    fn cut_reason(&mut self) -> String {
        self.with_edge("its length is not the length that it states, or it is cut short".into())
    }
}

/// Where a record begins: its version after a line end, or wherever it has a line's end and a field after it.
fn next_record(bytes: &[u8]) -> Option<usize> {
    const MARK: &[u8] = b"WARC/";
    let mut from = 0;
    loop {
        let at = from + bytes[from..].windows(MARK.len()).position(|window| window == MARK)?;
        let [major, b'.', minor, rest @ ..] = &bytes[at + MARK.len()..] else {
            from = at + 1;
            continue;
        };
        let line = rest.strip_prefix(b"\r").unwrap_or(rest).strip_prefix(b"\n");
        let has_field = line.is_some_and(|line| line.starts_with(b"WARC-") || line.starts_with(b"Content-"));
        let begins_line = at > 0 && bytes[at - 1] == b'\n';
        if major.is_ascii_digit() && minor.is_ascii_digit() && (begins_line && line.is_some() || has_field) {
            return Some(at);
        }
        from = at + 1;
    }
}
