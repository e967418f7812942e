//! Containers of pages: gzip, web archives (WARC, WACZ), ZIP, tables, mailboxes and messages that carry others. What is in them
//! comes out one by one, each an input of its own with the bytes that are to be kept of it, so that a container of any size is read
//! in little memory.

mod http;
mod mailbox;
mod members;
mod names;
mod record;
mod source;
mod wacz;
mod warc;
mod zip;

pub use names::{is_part_of_a_page, pages_of_folder};
pub(crate) use record::read as read_record;
pub use source::{ReadSeek, Source};

use crate::{Limits, Unreadable, sniff, table};
use flate2::read::MultiGzDecoder;
use source::Buffered;
use std::io::{self, BufRead, Cursor, Read};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

/// What comes out of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// One page's bytes, for [`crate::read_one`]: a file, an entry of a ZIP, a record of a web archive, a row of a table.
    Input {
        /// Where it stands, in words: the container's path and, after `#` or `:`, the place inside.
        path: String,
        /// What is to be kept of it: the bytes of which the same page can be made again without the container.
        bytes: Vec<u8>,
    },
    /// A part that cannot be read; the others go on.
    Failed(Unreadable),
    /// What a reader should know about the container as a whole.
    Note(String),
}

/// Takes an input apart, and hands each page's bytes to `each` until that breaks off. An input that is no container is one page.
///
/// What the input is is told from its bytes, never from its path. Containers inside containers are opened as deep as the limits allow.
///
/// # Errors
/// Where the source itself fails. What is wrong with the bytes is [`Taken::Failed`].
pub fn unpack(
    source: Source<'_>,
    path: &str,
    limits: &Limits,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> io::Result<ControlFlow<()>> {
    let mut source = source;
    let budget = Budget::new(source.size(), limits);
    let counted: Source<'_> = match source {
        Source::Stream(stream) => Source::Stream(Box::new(Counting { inner: stream, count: &budget.packed })),
        seekable => seekable,
    };
    open(counted, path, 0, limits, &budget, each)
}

/// So much of an input is looked at to tell what it is.
const HEAD: usize = 64 << 10;

/// What a container is.
enum Container {
    Gzip,
    Warc,
    Zip,
    JsonLines,
    /// Of which the list begins behind so many bytes.
    JsonList(usize),
    Csv(u8),
    WideCsv,
    Parquet,
    Mailbox,
}

fn open(
    mut source: Source<'_>,
    path: &str,
    depth: usize,
    limits: &Limits,
    budget: &Budget,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> io::Result<ControlFlow<()>> {
    let failed = |each: &mut dyn FnMut(Taken) -> ControlFlow<()>, (reason, hint): (String, &str)| {
        each(Taken::Failed(Unreadable { path: path.to_owned(), reason, hint: hint.to_owned() }))
    };
    let size = source.size().and_then(|size| usize::try_from(size).ok()).unwrap_or(0);
    let mut head = Vec::with_capacity(size.min(HEAD));
    match (&mut source).take(HEAD as u64).read_to_end(&mut head) {
        Ok(_) => {}
        Err(error) => return unless_damaged(error, limits, |problem| failed(each, problem)),
    }
    let container = container_of(&head, head.len() < HEAD);
    if container.is_some() && depth > limits.max_depth {
        let reason = format!("it is a container inside {depth} other containers");
        return Ok(failed(each, (reason, "Unpack it and add what is in it.")));
    }
    // A source that can go back does; of the others the head is put before the rest.
    let (seekable, stream): (_, Option<Box<dyn Read + '_>>) = match source {
        Source::Seekable(mut seekable) => {
            seekable.rewind()?;
            (Some(seekable), None)
        }
        Source::Stream(rest) => (None, Some(Box::new(Cursor::new(head.clone()).chain(rest)))),
    };
    let whole = |mut stream: Box<dyn Read + '_>| read_whole(&mut stream, size, limits);
    match container {
        None => {
            let stream: Box<dyn Read + '_> = match (seekable, stream) {
                (Some(seekable), _) => Box::new(seekable),
                (None, Some(stream)) => stream,
                (None, None) => return Ok(ControlFlow::Continue(())),
            };
            let bytes = match whole(stream) {
                Ok(Ok(bytes)) => bytes,
                Ok(Err(problem)) => return Ok(failed(each, problem)),
                Err(error) => return unless_damaged(error, limits, |problem| failed(each, problem)),
            };
            let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii();
            if text.starts_with(b"{") && text.contains(&b'\n') && table::is_json_row(text) {
                return Ok(table::read_json_row(&bytes, path, each));
            }
            if sniff::is_mail(&bytes) {
                return Ok(mailbox::message(bytes, path, depth, limits, each));
            }
            Ok(each(Taken::Input { path: path.to_owned(), bytes }))
        }
        Some(container @ (Container::Zip | Container::Parquet | Container::WideCsv)) => {
            let held = match (seekable, stream) {
                (Some(seekable), _) => Ok(Ok(seekable)),
                (None, Some(stream)) => whole(stream).map(|bytes| bytes.map(held)),
                (None, None) => return Ok(ControlFlow::Continue(())),
            };
            let held = match held {
                Ok(Ok(held)) => held,
                Ok(Err(problem)) => return Ok(failed(each, problem)),
                Err(error) => return unless_damaged(error, limits, |problem| failed(each, problem)),
            };
            match container {
                Container::Zip => Ok(zip::unpack(held, path, depth, limits, budget, each)),
                Container::Parquet => Ok(table::read_parquet(held, path, limits, each)),
                _ => wide_csv(held, path, limits, each),
            }
        }
        Some(container) => {
            let stream: Box<dyn Read + '_> = match (seekable, stream) {
                (Some(seekable), _) => Box::new(seekable),
                (None, Some(stream)) => stream,
                (None, None) => return Ok(ControlFlow::Continue(())),
            };
            let mut stream = stream;
            let end = match container {
                Container::Warc => warc::unpack(stream, path, None, limits, budget, each),
                Container::Gzip => {
                    let inner = budget.bounded(MultiGzDecoder::new(stream));
                    return open(Source::Stream(Box::new(inner)), path, depth + 1, limits, budget, each);
                }
                Container::JsonLines => table::read_json_lines(Buffered::new(stream), path, limits, each),
                Container::JsonList(before) => {
                    let before = io::copy(&mut (&mut stream).take(before as u64), &mut io::sink());
                    before.map(|_| table::read_json_list(io::BufReader::new(stream), path, each))
                }
                Container::Mailbox => mailbox::unpack(Buffered::new(stream), path, depth, limits, each),
                Container::Csv(delimiter) => table::read_csv(stream, delimiter, path, limits, each),
                Container::Zip | Container::Parquet | Container::WideCsv => Ok(ControlFlow::Continue(())),
            };
            match end {
                Ok(flow) => Ok(flow),
                Err(error) => unless_damaged(error, limits, |problem| failed(each, problem)),
            }
        }
    }
}

/// Whether bytes are markup and no container, so that [`unpack`] would hand them on as they are.
pub(crate) fn is_markup_alone(bytes: &[u8], limits: &Limits) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    bytes.len() <= limits.max_input_bytes
        && bytes.trim_ascii_start().starts_with(b"<")
        && sniff::is_markup(head)
        && container_of(head, bytes.len() < HEAD).is_none()
}

/// What bytes begin as, where that is a container.
fn container_of(head: &[u8], is_whole: bool) -> Option<Container> {
    let gzip = [0x1f, 0x8b];
    if head.starts_with(&gzip) {
        // A packed web archive is unpacked record by record, not as one stream.
        let mut begin = [0; 5];
        let is_warc =
            flate2::bufread::GzDecoder::new(head).read_exact(&mut begin).is_ok() && begin == *b"WARC/";
        return Some(if is_warc { Container::Warc } else { Container::Gzip });
    }
    let starts = |magic: &[u8]| head.starts_with(magic);
    if starts(b"WARC/") {
        return Some(Container::Warc);
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Some(Container::Zip);
    }
    if starts(b"PAR1") {
        return Some(Container::Parquet);
    }
    if starts(&[0xff, 0xfe]) || starts(&[0xfe, 0xff]) {
        let text = crate::decode::plain(&head[..head.len() & !1], HEAD).text;
        return table::csv_shape(text.as_bytes(), is_whole).map(|_| Container::WideCsv);
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if text.starts_with(b"{") {
        let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
        // A first row that is longer than the head is told by how it begins.
        let is_row = if line.len() < text.len() || is_whole {
            table::is_json_row(line)
        } else {
            sniff::begins_json_row(line)
        };
        if is_row {
            return Some(Container::JsonLines);
        }
        // A feed is one object with a list too, and a single row can have a list in it.
        if sniff::is_of_json_feed(text) || is_whole && table::is_json_row(text) {
            return None;
        }
        return table::json_list_inside(text).map(|at| Container::JsonList(head.len() - text.len() + at));
    }
    if table::is_json_list(text) {
        return Some(Container::JsonList(head.len() - text.len()));
    }
    if starts(b"From ") && sniff::is_mail(head) {
        return Some(Container::Mailbox);
    }
    // A table may have whole pages in its cells, so that only how the head begins tells markup.
    if head.contains(&0) || sniff::begins_as_markup(head) || sniff::is_mail(head) {
        return None;
    }
    table::csv_shape(head, is_whole).map(Container::Csv)
}

/// A CSV table in UTF-16, as some spreadsheets save it.
fn wide_csv(
    mut source: Box<dyn ReadSeek>,
    path: &str,
    limits: &Limits,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> io::Result<ControlFlow<()>> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes)?;
    let text = crate::decode::plain(&bytes, bytes.len()).text.into_owned();
    drop(bytes);
    let head = &text[..text.floor_char_boundary(HEAD)];
    let delimiter = table::csv_shape(head.as_bytes(), head.len() == text.len()).unwrap_or(b'\t');
    table::read_csv(text.as_bytes(), delimiter, path, limits, each)
}

fn held(bytes: Vec<u8>) -> Box<dyn ReadSeek> {
    Box::new(Cursor::new(bytes))
}

type Problem = (String, &'static str);

/// All bytes of a source, where they are not too many to be held; `size` of them, as far as is known.
fn read_whole(source: &mut dyn Read, size: usize, limits: &Limits) -> io::Result<Result<Vec<u8>, Problem>> {
    // One more, so that the end is found without asking for more memory.
    let mut bytes = Vec::with_capacity(size.min(limits.max_input_bytes) + 1);
    source.take(limits.max_input_bytes as u64 + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() > limits.max_input_bytes { Err(too_large(limits)) } else { Ok(bytes) })
}

fn too_large(limits: &Limits) -> Problem {
    let reason = format!("it is larger than {} MB", limits.max_input_bytes >> 20);
    (reason, "Split it into smaller files; a table of pages can be split between any two lines.")
}

/// Tells damage and excess from a source that fails, which is the caller's to report.
fn unless_damaged(
    error: io::Error,
    limits: &Limits,
    failed: impl FnOnce(Problem) -> ControlFlow<()>,
) -> io::Result<ControlFlow<()>> {
    let problem = match error.kind() {
        io::ErrorKind::QuotaExceeded => (
            format!("it expands to more than {} times its size, as no pages do", limits.max_expansion),
            "If this is no mistake, unpack it and add what is in it.",
        ),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => (
            format!("its packed data is damaged ({error})"),
            "Fetch the file again, or unpack what can be saved and add that.",
        ),
        _ => return Err(error),
    };
    Ok(failed(problem))
}

/// How much may come out of what goes in.
pub(crate) struct Budget {
    packed: AtomicU64,
    expanded: AtomicU64,
    times: u64,
}

/// So much may come out of any input, however small.
const FREE: u64 = 256 << 20;

impl Budget {
    fn new(size: Option<u64>, limits: &Limits) -> Self {
        Self {
            packed: AtomicU64::new(size.unwrap_or(0)),
            expanded: AtomicU64::new(0),
            times: limits.max_expansion,
        }
    }

    /// Counts what came out.
    fn spend(&self, count: usize) -> io::Result<()> {
        let expanded = self.expanded.fetch_add(count as u64, Ordering::Relaxed) + count as u64;
        let allowed = self.packed.load(Ordering::Relaxed).saturating_mul(self.times).saturating_add(FREE);
        if expanded > allowed { Err(io::ErrorKind::QuotaExceeded.into()) } else { Ok(()) }
    }

    /// Whether more came out than may.
    fn is_spent(&self) -> bool {
        self.spend(0).is_err()
    }

    fn bounded<R>(&self, inner: R) -> Bounded<'_, R> {
        Bounded { inner, budget: self }
    }

    fn expanding<R: Read>(&self, inner: members::Members<R>) -> Bounded<'_, members::Members<R>> {
        Bounded { inner, budget: self }
    }
}

/// A reader whose output counts.
struct Bounded<'a, R> {
    inner: R,
    budget: &'a Budget,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.budget.spend(count)?;
        Ok(count)
    }
}

impl<R: Read> warc::Steps for Bounded<'_, members::Members<R>> {
    fn next(&mut self, into: &mut Vec<u8>) -> io::Result<members::Step> {
        let before = into.len();
        let step = self.inner.next(into)?;
        if self.inner.is_packed() {
            self.budget.spend(into.len() - before)?;
        }
        Ok(step)
    }
}

/// A reader that counts what it gives.
struct Counting<'a, R> {
    inner: R,
    count: &'a AtomicU64,
}

impl<R: Read> Read for Counting<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// A line of a table.
pub(crate) enum Line {
    Whole(Vec<u8>),
    /// It was passed over.
    TooLong,
    End,
}

/// The next line, without holding one that is longer than `longest`.
pub(crate) fn line(source: &mut impl BufRead, longest: usize) -> io::Result<Line> {
    let mut bytes = Vec::new();
    let (mut is_too_long, mut is_begun) = (false, false);
    loop {
        let ahead = source.fill_buf()?;
        if ahead.is_empty() {
            return Ok(match (is_too_long, is_begun) {
                (true, _) => Line::TooLong,
                (false, true) => Line::Whole(bytes),
                (false, false) => Line::End,
            });
        }
        is_begun = true;
        let end = ahead.iter().position(|byte| *byte == b'\n');
        let count = end.map_or(ahead.len(), |end| end + 1);
        if bytes.len() + count > longest {
            is_too_long = true;
            bytes = Vec::new();
        }
        if !is_too_long {
            bytes.extend_from_slice(&ahead[..count]);
        }
        source.consume(count);
        if end.is_some() {
            return Ok(if is_too_long { Line::TooLong } else { Line::Whole(bytes) });
        }
    }
}
