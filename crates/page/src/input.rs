use crate::archive::{self, Source, Taken};
use crate::{decode, feed, html, language, lists, mail, pasted, sniff, table};
use onrecord_text::{Note, Page};
use std::io::Cursor;
use std::ops::ControlFlow;

/// One file, or one document, as it came.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// Where they came from, in words; comes back as the page's path and in messages.
    pub path: &'a str,
}

/// What a hostile or broken page may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest text of one page, in bytes; what is beyond is left out, with a note.
    pub max_text_bytes: usize,
    /// The longest markup of one page, in bytes; what is beyond is left out, with a note.
    pub max_markup_bytes: usize,
    /// How deep HTML elements may nest, as in browsers; deeper tags are dropped and their text is kept, with a note.
    pub max_html_depth: usize,
    /// How many HTML elements a page may have, whatever its length; a longer page may have one more for each 256 bytes. Further tags are
    /// dropped and their text is kept, with a note.
    pub max_html_elements: usize,
    /// The longest input that is held as a whole, in bytes, packed or unpacked. Web archives and tables are streamed, and may be longer.
    pub max_input_bytes: usize,
    /// How many times its own size an input may expand to; the first 256 MiB are free.
    pub max_expansion: u64,
    /// How many containers may lie inside each other: a table packed with gzip in a ZIP is three deep.
    pub max_depth: usize,
}

impl Default for Limits {
    /// 4 MiB of text is a long book; 32 MiB is ten times the largest news page in the development sets; browsers nest 512 deep; thirty
    /// times the elements of the page there that has most; a laptop can hold 512 MiB; text rarely packs to less than a twentieth, and pages with much markup to less than a fiftieth.
    fn default() -> Self {
        Self {
            max_text_bytes: 4 << 20,
            max_markup_bytes: 32 << 20,
            max_html_depth: 512,
            max_html_elements: 50_000,
            max_input_bytes: 512 << 20,
            max_expansion: 250,
            max_depth: 3,
        }
    }
}

/// Why an input gives no page, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The input's path; for a row of a table, with its line number.
    pub path: String,
    /// What is wrong, in one sentence.
    pub reason: String,
    /// What to do, in one sentence.
    pub hint: String,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.path, self.reason)
    }
}

impl std::error::Error for Unreadable {}

/// Reads an input as a page, or as several where it is a container of pages ([`archive::unpack`]); what a container has to say
/// beside its pages is left out.
///
/// What the bytes are is told from the bytes, never from the path. A page that is only damaged is read as far as it goes, with notes.
#[must_use]
pub fn parse(input: Input<'_>, limits: &Limits) -> Vec<Result<Page, Unreadable>> {
    // Most inputs are one page, which is read where it lies.
    if archive::is_markup_alone(input.bytes, limits) {
        return vec![read_one(input, limits)];
    }
    let mut pages = Vec::new();
    let source = Source::Seekable(Box::new(Cursor::new(input.bytes.to_vec())));
    let end = archive::unpack(source, input.path, limits, &mut |taken| {
        match taken {
            Taken::Input { path, bytes } => {
                pages.push(read_one(Input { bytes: &bytes, path: &path }, limits))
            }
            Taken::Failed(problem) => pages.push(Err(problem)),
            Taken::Note(_) => {}
        }
        ControlFlow::Continue(())
    });
    if let Err(error) = end {
        pages.push(Err(Unreadable {
            path: input.path.to_owned(),
            reason: format!("it could not be read ({error})"),
            hint: String::new(),
        }));
    }
    pages
}

/// Reads one page: what [`archive::unpack`] gives, or a file that is no container.
///
/// # Errors
/// Where there is no page in the bytes.
pub fn read_one(input: Input<'_>, limits: &Limits) -> Result<Page, Unreadable> {
    let unreadable = |(reason, hint): (String, &str)| Unreadable {
        path: input.path.to_owned(),
        reason,
        hint: hint.to_owned(),
    };
    let markup = || decode::markup(input.bytes, limits.max_markup_bytes);
    let mut page = match sniff::kind_of(input.bytes).map_err(unreadable)? {
        sniff::Kind::Row => table::row::read(input, limits),
        sniff::Kind::Record => archive::read_record(input, limits),
        sniff::Kind::Mail => mail::read(input, limits),
        sniff::Kind::XmlFeed => Ok(feed::read_xml(input, markup(), limits)),
        sniff::Kind::JsonFeed => Ok(feed::read_json(input, markup(), limits)),
        sniff::Kind::Sitemap | sniff::Kind::Opml => lists::read(input, markup(), limits),
        sniff::Kind::Html => Ok(html::read(input, markup(), limits)),
        sniff::Kind::Text => Ok(pasted::read(input, decode::plain(input.bytes, limits.max_text_bytes))),
    }?;
    language::tell(&mut page);
    Ok(page)
}

/// The path that the page of an input bears, without reading it: a row's id, or else the input's own path.
#[must_use]
pub fn path_of(input: Input<'_>) -> String {
    let id = input.bytes.starts_with(b"{").then(|| table::json_row_id(input.bytes)).flatten();
    id.unwrap_or_else(|| input.path.to_owned())
}

/// A text that is already decoded, within a limit; a note where it was cut.
pub(crate) fn within(text: &str, limit: usize) -> (String, Vec<Note>) {
    if text.len() <= limit {
        return (text.to_owned(), Vec::new());
    }
    let end = text.floor_char_boundary(limit);
    let message =
        format!("The text has {} bytes; what lies beyond the first {end} was left out.", text.len());
    (text[..end].to_owned(), vec![Note::page(message)])
}
