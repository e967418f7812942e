use super::moment;
use crate::error::Problem;
use crate::pipeline::{Found, kept_page, read_page};
use onrecord_fetch::{Answer, FetchError, Location, Validators};
use onrecord_reading::Reader;
use onrecord_store::{Added, Capture, Record, StoreError};
use onrecord_text::{Item, Page, Span, sha256_hex};

/// Puts what was fetched into a record.
pub struct Keeper<'k> {
    /// The record.
    pub record: &'k mut Record,
    /// Reads the pages.
    pub reader: &'k Reader,
}

/// What became of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// A page that the record did not have.
    New {
        /// Its id.
        page: String,
        /// Its headline, or its first words.
        title: String,
        /// Whether the record had another version of it.
        is_version: bool,
    },
    /// The page says what it said before; the time at which it did is noted.
    Unchanged {
        /// The id of the page that holds it.
        page: String,
    },
}

impl Keeper<'_> {
    /// What to send along when an address is asked for: what its server gave the last time.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn validators(&self, location: &Location) -> Result<Option<Validators>, StoreError> {
        let asked = location.as_str();
        let Some(last) = self.record.last_capture(asked)? else { return Ok(None) };
        // Where a redirect led, another request may have found something newer, which is what the answer is compared with.
        let last = self.record.last_capture_of(asked, &last.capture.url)?;
        Ok(last
            .map(|last| last.capture)
            .filter(|capture| capture.etag.is_some() || capture.last_modified.is_some())
            .map(|capture| Validators {
                location: capture.url,
                etag: capture.etag,
                last_modified: capture.last_modified,
            }))
    }

    /// Keeps a page as it was received, unless the record holds it; notes the answer either way. An answer that brings no page is a problem, and is noted too.
    ///
    /// # Errors
    /// Where the record cannot be read or written.
    pub fn keep(
        &mut self,
        asked: &Location,
        result: Result<Answer, FetchError>,
    ) -> Result<Result<Kept, Problem>, StoreError> {
        let answer = match result {
            Ok(answer) => answer,
            Err(error) => {
                if let FetchError::Status { answer, .. } = &error {
                    self.record.note_capture(&capture(answer, None), None)?;
                }
                return Ok(Err(problem_at(asked.as_str(), &error)));
            }
        };
        let url = answer.location.as_str();
        let before = self.record.last_capture_of(asked.as_str(), url)?;
        if answer.is_unchanged() {
            // Validators come from a capture that found a page, so that there is one.
            let Some((before, page)) = before.and_then(|last| Some((last.capture, last.page?))) else {
                let (message, hint) = (
                    "the server says that it has not changed, but the record does not hold it",
                    "Add it again.",
                );
                return Ok(Err(Problem::new(asked.as_str(), message, hint)));
            };
            // What the answer does not give again holds on (RFC 9111, section 4.3.4), or else the next request would be one for the whole page.
            let mut capture = capture(&answer, None);
            capture.etag = capture.etag.or(before.etag);
            capture.last_modified = capture.last_modified.or(before.last_modified);
            self.record.note_capture(&capture, Some(&page))?;
            return Ok(Ok(Kept::Unchanged { page }));
        }
        let before = before.and_then(|last| last.page);
        let sha256 = sha256_hex(&answer.body);
        let capture = capture(&answer, Some(sha256.clone()));
        if let Some(page) = &before
            && self.record.had_body(page, &sha256)?
        {
            self.record.note_capture(&capture, Some(page))?;
            return Ok(Ok(Kept::Unchanged { page: page.clone() }));
        }
        let read = match read_page(self.reader, answer.to_warc(), url) {
            Ok(Found::New(read)) => read,
            Ok(Found::Known { id, .. }) => {
                self.record.note_capture(&capture, Some(&id))?;
                return Ok(Ok(Kept::Unchanged { page: id }));
            }
            Err(problem) => {
                self.record.note_capture(&capture, None)?;
                return Ok(Err(problem));
            }
        };
        // Servers put into a page what differs with every request and says nothing. The kept copy is read again, since another version of the
        // program may have read it otherwise.
        if let Some(page) = &before {
            let kept = kept_page(&self.record.kept_copy(page)?, url);
            if kept.is_some_and(|kept| says(&kept) == says(&read.reading.page)) {
                self.record.note_capture(&capture, Some(page))?;
                return Ok(Ok(Kept::Unchanged { page: page.clone() }));
            }
        }
        let page = &read.reading.page;
        let added = self.record.add_captured(&read.raw, &read.reading, &capture)?;
        let (id, is_version) = (page.id.clone(), before.is_some());
        if added != Added::New {
            return Ok(Ok(Kept::Unchanged { page: id }));
        }
        let title = page.items.iter().find_map(|item| item.title).map_or_else(
            || page.text.split_whitespace().take(10).collect::<Vec<_>>().join(" "),
            |title| title.of(&page.text).to_owned(),
        );
        Ok(Ok(Kept::New { page: id, title, is_version }))
    }
}

/// What a page says: its text, and of each item its place, its headline, its byline and the day that it states. Until when a page may be from
/// is left out, as that can be a word on when it was asked for or last touched.
fn says(page: &Page) -> (&str, Vec<Said>) {
    let said = |item: &Item| {
        let from = item.published.earliest.map(|day| day.to_string());
        let exact = item.published.edtf.clone().filter(|_| item.published.single_day().is_some());
        (item.span, item.title, item.byline, from, exact)
    };
    (&page.text, page.items.iter().map(said).collect())
}

/// Span, headline, byline, first possible day and exact time of an item.
type Said = (Span, Option<Span>, Option<Span>, Option<String>, Option<String>);

/// What the record notes of an answer.
fn capture(answer: &Answer, sha256: Option<String>) -> Capture {
    Capture {
        asked: answer.asked.as_str().to_owned(),
        url: answer.location.as_str().to_owned(),
        at: moment(answer.at),
        status: answer.status,
        redirects: answer.hops.iter().map(|hop| (hop.status, hop.from.as_str().to_owned())).collect(),
        etag: answer.header("etag").map(str::to_owned),
        last_modified: answer.header("last-modified").map(str::to_owned),
        sha256,
    }
}

/// An error of a request as a person is told it.
pub(super) fn problem_at(asked: &str, error: &FetchError) -> Problem {
    let told = error.to_string();
    let place = format!("{asked}: ");
    Problem::new(asked, told.strip_prefix(&place).unwrap_or(&told), error.hint())
}
