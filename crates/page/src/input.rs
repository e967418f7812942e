use crate::{decode, feed, html, pasted, sniff, table};
use onrecord_text::{Note, Page};

/// One file, or one document, as it came.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The bytes, already un-gzipped ([`crate::decompress`]).
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
}

impl Default for Limits {
    /// 4 MiB of text is a long book; 32 MiB is ten times the largest news page in the development sets; browsers nest 512 deep.
    fn default() -> Self {
        Self { max_text_bytes: 4 << 20, max_markup_bytes: 32 << 20, max_html_depth: 512 }
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

/// Reads an input as a page, or as several where it is a table of pages (one a row).
///
/// What the bytes are is told from the bytes, never from the path. A page that is only damaged is read as far as it goes, with notes.
#[must_use]
pub fn parse(input: Input<'_>, limits: &Limits) -> Vec<Result<Page, Unreadable>> {
    let unreadable = |(reason, hint): (String, &str)| Unreadable {
        path: input.path.to_owned(),
        reason,
        hint: hint.to_owned(),
    };
    match sniff::kind_of(input.bytes) {
        Err(problem) => vec![Err(unreadable(problem))],
        Ok(sniff::Kind::Table) => table::read(input, limits),
        Ok(sniff::Kind::XmlFeed) => vec![Ok(feed::read_xml(input, limits))],
        Ok(sniff::Kind::JsonFeed) => vec![Ok(feed::read_json(input, limits))],
        Ok(sniff::Kind::Html) => {
            let decoded = decode::markup(input.bytes, limits.max_markup_bytes);
            vec![Ok(html::read(input, decoded, limits))]
        }
        Ok(sniff::Kind::Text) => {
            let decoded = decode::plain(input.bytes, limits.max_text_bytes);
            vec![Ok(pasted::read(input, decoded))]
        }
    }
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
