use crate::columns::json;
use crate::pack::unpack_reading;
use crate::query::surroundings::words_at;
use crate::rebuild::{copies, kept_copy};
use crate::rows::Beside;
use crate::{Record, StoreError};
use onrecord_text::{CodePoints, Page};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

/// What a check of the whole record found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct VerifyReport {
    /// Kept copies whose hash was taken again.
    pub copies: usize,
    /// Pages whose text was made again from the kept copy.
    pub pages: usize,
    /// Spans that were looked up in their page's text.
    pub spans: usize,
    /// Everything that does not hold; empty where the record is sound.
    pub mismatches: Vec<Mismatch>,
}

/// Something in the record that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mismatch {
    /// The page's id, or empty where it is about the file as a whole.
    pub page: String,
    /// The page's path.
    pub path: String,
    /// The entry: a statement's, event's or item's id, or the table and position of a row that has none.
    pub entry: Option<String>,
    /// What does not hold, in one sentence.
    pub what: String,
}

impl VerifyReport {
    /// Whether everything holds.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.mismatches.is_empty()
    }
}

impl Record {
    /// Checks everything that can be checked: the file itself, the hash of every kept copy, every page's text against the text
    /// made again of the kept bytes, every span against the words stored with it, and every page's rows against its reading.
    /// `parse` is given the kept bytes and their first path and gives the page.
    ///
    /// # Errors
    /// Where the file cannot be read at all. What does not hold is no error but in the report.
    pub fn verify(
        &self,
        mut parse: impl FnMut(&[u8], &str) -> Vec<Page>,
    ) -> Result<VerifyReport, StoreError> {
        self.read(|db| {
            let mut report = VerifyReport::default();
            check_file(db, &mut report)?;
            let beside = Beside::new()?;
            for number in copies(db)? {
                report.copies += 1;
                check_page(db, &beside, number, &mut parse, &mut report)?;
            }
            Ok(report)
        })
    }
}

fn check_file(db: &Connection, report: &mut VerifyReport) -> Result<(), StoreError> {
    let mut problems = Vec::new();
    for check in ["integrity_check", "foreign_key_check"] {
        db.pragma_query(None, check, |row| {
            problems.push(match row.get_ref(0)? {
                ValueRef::Text(words) => String::from_utf8_lossy(words).into_owned(),
                _ => "a row names another that is gone".to_owned(),
            });
            Ok(())
        })?;
    }
    problems.retain(|problem| problem != "ok");
    report.mismatches.extend(problems.into_iter().map(|what| Mismatch {
        page: String::new(),
        path: String::new(),
        entry: None,
        what: format!("the file itself: {what}"),
    }));
    Ok(())
}

fn check_page(
    db: &Connection,
    beside: &Beside,
    number: i64,
    parse: &mut impl FnMut(&[u8], &str) -> Vec<Page>,
    report: &mut VerifyReport,
) -> Result<(), StoreError> {
    let kept = kept_copy(db, number)?;
    let found = db
        .prepare_cached("SELECT id, text, sha256 FROM pages WHERE number = ?")?
        .query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional();
    let stored: Option<(String, String, String)> = match found {
        Ok(stored) => stored,
        Err(error) => {
            report.mismatches.push(Mismatch {
                page: String::new(),
                path: kept.path,
                entry: None,
                what: format!("the page's row cannot be read: {error}"),
            });
            return Ok(());
        }
    };
    let mut check = Check {
        db,
        beside,
        number,
        page: stored.as_ref().map(|(id, ..)| id.clone()).unwrap_or_default(),
        path: kept.path.clone(),
        report,
    };
    let Some((_, text, sha256)) = stored else {
        check.fails(None, "the kept copy has no page: rebuild the record");
        return Ok(());
    };
    if sha256 != kept.sha256 {
        check.fails(None, "the page names another kept copy than its own");
    }
    match kept.raw {
        Err(reason) => check.fails(None, &reason),
        Ok(raw) => match parse(&raw, &kept.path).into_iter().find(|page| page.sha256 == kept.sha256) {
            None => check.fails(None, "the kept copy can no longer be read as a page"),
            Some(page) if page.text != text => {
                let same = page.text.chars().zip(text.chars()).take_while(|(a, b)| a == b).count();
                check.fails(
                    None,
                    &format!("the text differs from that of the kept copy from character {same} on"),
                );
            }
            Some(_) => check.report.pages += 1,
        },
    }
    let points = CodePoints::new(&text);
    check.words(&text, &points)?;
    check.ranges(&points)?;
    check.evidence(&points)?;
    check.rows(text)
}

/// The check of one page.
struct Check<'a> {
    db: &'a Connection,
    beside: &'a Beside,
    number: i64,
    page: String,
    path: String,
    report: &'a mut VerifyReport,
}

/// Rows with a span and the words that stood there: entry, start, stop, words.
const WORDS: [&str; 5] = [
    "SELECT id, start, stop, words FROM events WHERE page = ?",
    "SELECT 'mention ' || position, start, stop, words FROM mentions WHERE page = ?",
    "SELECT 'time ' || position, start, stop, words FROM times WHERE page = ?",
    "SELECT id, title_start, title_stop, title FROM items WHERE page = ? AND title IS NOT NULL",
    "SELECT id, byline_start, byline_stop, byline FROM items WHERE page = ? AND byline IS NOT NULL",
];

/// Rows with a span only: entry, start, stop.
const RANGES: [&str; 8] = [
    "SELECT id, start, stop FROM items WHERE page = ?",
    "SELECT 'boilerplate ' || position, start, stop FROM boilerplate WHERE page = ?",
    "SELECT 'note ' || position, start, stop FROM notes WHERE page = ? AND start IS NOT NULL",
    "SELECT 'repeated line', start, stop FROM repeated_lines WHERE page = ?",
    "SELECT id, a_start, a_stop FROM reuse WHERE a_page = ?",
    "SELECT id, b_start, b_stop FROM reuse WHERE b_page = ?",
    "SELECT id, a_start, a_stop FROM conflicts WHERE a_page = ?",
    "SELECT id, b_start, b_stop FROM conflicts WHERE b_page = ?",
];

/// Rows with a JSON list of spans: entry, list.
const LISTS: [&str; 5] = [
    "SELECT id, published_evidence FROM items WHERE page = ?",
    "SELECT item, published_evidence FROM placed_items WHERE page = ?",
    "SELECT id, said_evidence FROM statements WHERE page = ?",
    "SELECT id, when_evidence FROM events WHERE page = ?",
    "SELECT m.quotation, m.spans FROM quotation_members m JOIN statements s ON s.id = m.statement WHERE s.page = ?",
];

impl Check<'_> {
    fn fails(&mut self, entry: Option<String>, what: &str) {
        let (page, path) = (self.page.clone(), self.path.clone());
        self.report.mismatches.push(Mismatch { page, path, entry, what: what.to_owned() });
    }

    /// Every stored word stands where its span says.
    fn words(&mut self, text: &str, points: &CodePoints<'_>) -> Result<(), StoreError> {
        for sql in WORDS {
            let mut query = self.db.prepare_cached(sql)?;
            let mut rows = query.query([self.number])?;
            while let Some(row) = rows.next()? {
                let (start, stop, words): (i64, i64, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
                self.spoken(row.get(0)?, &[(start, stop)], &words, text, points);
            }
        }
        let mut statements = self.db.prepare_cached(
            "SELECT number, id, source_words, cue_words, words FROM statements WHERE page = ?",
        )?;
        let mut spans = self.db.prepare_cached(
            "SELECT start, stop FROM statement_spans WHERE statement = ? AND role = ? ORDER BY position",
        )?;
        let mut rows = statements.query([self.number])?;
        while let Some(row) = rows.next()? {
            for (column, role) in [(2, "source"), (3, "cue"), (4, "content")] {
                let found =
                    spans.query_map((row.get::<_, i64>(0)?, role), |row| Ok((row.get(0)?, row.get(1)?)))?;
                let found: Vec<(i64, i64)> = found.collect::<Result<_, _>>()?;
                self.spoken(row.get(1)?, &found, &row.get::<_, String>(column)?, text, points);
            }
        }
        Ok(())
    }

    fn spoken(
        &mut self,
        entry: String,
        spans: &[(i64, i64)],
        words: &str,
        text: &str,
        points: &CodePoints<'_>,
    ) {
        let mut there = Vec::new();
        for span in spans {
            match self.inside(&entry, *span, points) {
                Some(range) => there.push(words_at(text, points, range)),
                None => return,
            }
        }
        let there = there.join(" … ");
        if there != words {
            self.fails(Some(entry), &format!("its words are “{words}”, but the page has “{there}” there"));
        }
    }

    /// Every span lies in the text.
    fn ranges(&mut self, points: &CodePoints<'_>) -> Result<(), StoreError> {
        for sql in RANGES {
            let mut query = self.db.prepare_cached(sql)?;
            let mut rows = query.query([self.number])?;
            while let Some(row) = rows.next()? {
                self.inside(&row.get::<_, String>(0)?, (row.get(1)?, row.get(2)?), points);
            }
        }
        Ok(())
    }

    fn evidence(&mut self, points: &CodePoints<'_>) -> Result<(), StoreError> {
        for sql in LISTS {
            let mut query = self.db.prepare_cached(sql)?;
            let mut rows = query.query([self.number])?;
            while let Some(row) = rows.next()? {
                let entry: String = row.get(0)?;
                match json::<Vec<(i64, i64)>>(row, 1) {
                    Ok(spans) => spans.into_iter().for_each(|span| {
                        self.inside(&entry, span, points);
                    }),
                    Err(_) => self.fails(Some(entry), "its list of spans cannot be read"),
                }
            }
        }
        Ok(())
    }

    fn inside(
        &mut self,
        entry: &str,
        (start, stop): (i64, i64),
        points: &CodePoints<'_>,
    ) -> Option<[usize; 2]> {
        self.report.spans += 1;
        let range = usize::try_from(start).ok().zip(usize::try_from(stop).ok());
        match range {
            Some((start, stop)) if start < stop && stop <= points.total() => Some([start, stop]),
            _ => {
                self.fails(
                    Some(entry.to_owned()),
                    &format!("its span {start}..{stop} does not lie in the page's text"),
                );
                None
            }
        }
    }

    /// The page's rows are those that its stored reading gives.
    fn rows(&mut self, text: String) -> Result<(), StoreError> {
        let packed: Option<Vec<u8>> = self
            .db
            .prepare_cached("SELECT reading FROM readings WHERE page = ?")?
            .query_row([self.number], |row| row.get(0))
            .optional()?;
        let Some(packed) = packed else {
            self.fails(None, "the page has no reading: rebuild the record");
            return Ok(());
        };
        let Ok(reading) = unpack_reading(&packed, text) else {
            self.fails(None, "the stored reading cannot be unpacked: rebuild the record");
            return Ok(());
        };
        for difference in self.beside.differences(self.db, self.number, &reading)? {
            let what = if difference.is_read {
                format!("its row in {} is not what the page's reading says", difference.table)
            } else {
                format!("the page's reading does not have this row of {}", difference.table)
            };
            self.fails(Some(difference.row), &what);
        }
        Ok(())
    }
}
