use super::moment;
use crate::error::Problem;
use crate::pipeline::{Found, read_page};
use onrecord_fetch::{Answer, FetchError, Location, Validators};
use onrecord_reading::Reader;
use onrecord_store::{Added, Capture, Record, StoreError};
use onrecord_text::sha256_hex;

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
        let last = self.record.last_capture(location.as_str())?;
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
        let before = self.record.last_capture(asked.as_str())?.and_then(|last| last.page);
        if answer.is_unchanged() {
            // Validators come from a capture that found a page, so that there is one.
            let Some(page) = before else {
                let (message, hint) = (
                    "the server says that it has not changed, but the record does not hold it",
                    "Add it again.",
                );
                return Ok(Err(Problem::new(asked.as_str(), message, hint)));
            };
            self.record.note_capture(&capture(&answer, None), Some(&page))?;
            return Ok(Ok(Kept::Unchanged { page }));
        }
        let sha256 = sha256_hex(&answer.body);
        let capture = capture(&answer, Some(sha256.clone()));
        let url = answer.location.as_str();
        if let Some(page) = self.record.same_capture(url, &sha256, None)? {
            self.record.note_capture(&capture, Some(&page))?;
            return Ok(Ok(Kept::Unchanged { page }));
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
        if let Some(page) = self.record.same_capture(url, &sha256, Some(&read.reading.page.text))? {
            self.record.note_capture(&capture, Some(&page))?;
            return Ok(Ok(Kept::Unchanged { page }));
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
