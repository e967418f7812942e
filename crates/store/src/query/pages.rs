use super::events::{EventsOf, event_rows};
use super::statements::{maybe_actor, statement_rows};
use crate::columns::{DATING_COLUMNS, dating, json, maybe_range, range, word};
use crate::views::{
    DatedPassage, InferredDate, ItemRow, MentionRow, PageRow, PageVersion, Range, ReuseRow, SourcePage,
    TimeRow,
};
use crate::{Record, StoreError};
use onrecord_text::Dating;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::BTreeMap;

/// A shared passage of fewer words than this may be a stock phrase.
const SHARED_WORDS: i64 = 40;

impl Record {
    /// The pages, in order of arrival.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn pages(&self) -> Result<Vec<PageRow>, StoreError> {
        self.read(|db| page_rows(db, None))
    }

    /// A page with everything that was found on it, by its id, the beginning of one, a path that gave it, or its address.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn page(&self, id_or_path: &str) -> Result<Option<SourcePage>, StoreError> {
        self.read(|db| match page_number(db, id_or_path)? {
            Some(number) => source_page(db, number),
            None => Ok(None),
        })
    }
}

/// Pages in order of arrival; one only where a number is given.
pub(crate) fn page_rows(db: &Connection, number: Option<i64>) -> Result<Vec<PageRow>, StoreError> {
    let count = |table: &str, condition: &str| {
        counts(
            db,
            &format!(
                "SELECT page, count(*) FROM {table} WHERE {condition} (?1 IS NULL OR page = ?1) GROUP BY page"
            ),
            number,
        )
    };
    let (items, statements, events) =
        (count("items", "")?, count("statements", "rejected = 0 AND")?, count("events", "rejected = 0 AND")?);
    let mut published = first_dates(db, number)?;
    let mut inferred = inferred_dates(db, number)?;
    let mut shares = shares(db, number)?;
    let mut versions = page_versions(db, number)?;
    let mut languages = languages(db, number)?;
    let mut query = db.prepare_cached(
        "SELECT number, id, path, url, sha256, outlet, format, title FROM pages WHERE ?1 IS NULL OR number = ?1 ORDER BY number",
    )?;
    let rows = query.query_map([number], |row| {
        let number: i64 = row.get(0)?;
        let count = |counts: &BTreeMap<i64, usize>| counts.get(&number).copied().unwrap_or_default();
        let (item, published) = published.remove(&number).unzip();
        // Beside the date of an item stands only what other pages say of that item.
        let inferred = inferred
            .remove(&number)
            .and_then(|found| found.into_iter().find(|(of, _)| item.as_ref().is_none_or(|item| item == of)));
        Ok(PageRow {
            id: row.get(1)?,
            path: row.get(2)?,
            url: row.get(3)?,
            sha256: row.get(4)?,
            outlet: row.get(5)?,
            format: word(row, 6)?,
            title: row.get(7)?,
            published: published.unwrap_or_default(),
            inferred: inferred.map(|(_, date)| date),
            items: count(&items),
            statements: count(&statements),
            events: count(&events),
            shares_with: shares.remove(&number).unwrap_or_default(),
            version: versions.remove(&number),
            languages: languages.remove(&number).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn page_number(db: &Connection, id_or_path: &str) -> Result<Option<i64>, StoreError> {
    let ways = [
        "SELECT number FROM pages WHERE id = ?1",
        "SELECT copy FROM sources WHERE path = ?1 ORDER BY number",
        "SELECT number FROM pages WHERE url = ?1 ORDER BY number",
        // Only where one page's id begins so.
        "SELECT max(number) FROM pages WHERE length(?1) >= 4 AND substr(id, 1, length(?1)) = ?1 HAVING count(*) = 1",
    ];
    for way in ways {
        let found = db.prepare_cached(way)?.query_row([id_or_path], |row| row.get(0)).optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn source_page(db: &Connection, number: i64) -> Result<Option<SourcePage>, StoreError> {
    let Some(page) = page_rows(db, Some(number))?.pop() else { return Ok(None) };
    let statements = list(
        db,
        "SELECT number FROM statements WHERE page = ? AND rejected = 0 ORDER BY position",
        number,
        |row| row.get(0),
    )?;
    let mut events: Vec<_> = event_rows(db, Some(EventsOf::Page(number)))?.into_values().collect();
    events.sort_by(|a, b| (a.evidence, &a.id).cmp(&(b.evidence, &b.id)));
    let (repeated, repeated_note) = repeated(db, number)?;
    Ok(Some(SourcePage {
        page,
        text: db.query_row("SELECT text FROM pages WHERE number = ?", [number], |row| row.get(0))?,
        items: items(db, number)?,
        boilerplate: with_repeated(
            list(
                db,
                "SELECT start, stop FROM boilerplate WHERE page = ? ORDER BY position",
                number,
                |row| range(row, 0),
            )?,
            repeated,
        ),
        statements: statement_rows(db, &statements)?,
        events,
        times: list(
            db,
            "SELECT start, stop, value, anchor FROM times WHERE page = ? ORDER BY position",
            number,
            |row| Ok(TimeRow { span: range(row, 0)?, value: row.get(2)?, anchor: row.get(3)? }),
        )?,
        mentions: mentions(db, number)?,
        reuse: reuse(db, number)?,
        notes: list(db, "SELECT message FROM notes WHERE page = ? ORDER BY position", number, |row| {
            row.get(0)
        })?
        .into_iter()
        .chain(repeated_note)
        .collect(),
    }))
}

/// The lines of a page that its outlet repeats, and a note of them.
fn repeated(db: &Connection, page: i64) -> Result<(Vec<Range>, Option<String>), StoreError> {
    let lines: Vec<(Range, usize)> = list(
        db,
        "SELECT start, stop, pages FROM repeated_lines WHERE page = ? ORDER BY start",
        page,
        |row| Ok((range(row, 0)?, row.get(2)?)),
    )?;
    let note = lines.iter().map(|(_, pages)| *pages).min().map(|least| match lines.len() {
        1 => format!("1 line stands word for word on {least} pages of the outlet and is taken for no news."),
        count => {
            format!("{count} lines stand word for word on {least} pages of the outlet or more and are taken for no news.")
        }
    });
    Ok((lines.into_iter().map(|(span, _)| span).collect(), note))
}

/// Ranges and those of repeated lines, in order.
fn with_repeated(mut own: Vec<Range>, repeated: Vec<Range>) -> Vec<Range> {
    own.extend(repeated);
    own.sort_unstable();
    own
}

/// Which version of its page each page is, where it has more than one.
pub(crate) fn page_versions(
    db: &Connection,
    page: Option<i64>,
) -> Result<BTreeMap<i64, PageVersion>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT v.page, v.position, n.position, p.id, v.kept_at
         FROM page_versions v JOIN page_versions n ON n.page = v.newest JOIN pages p ON p.number = v.newest
         WHERE ?1 IS NULL OR v.page = ?1",
    )?;
    let rows = query.query_map([page], |row| {
        let version =
            PageVersion { position: row.get(1)?, of: row.get(2)?, newest: row.get(3)?, kept_at: row.get(4)? };
        Ok((row.get(0)?, version))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The languages of each page's items, teasers left out: by number of items, then by name.
fn languages(db: &Connection, page: Option<i64>) -> Result<BTreeMap<i64, Vec<String>>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT p.number, coalesce(i.language, p.language) tag, count(*) FROM pages p JOIN items i ON i.page = p.number
         WHERE tag IS NOT NULL AND i.kind <> 'teaser' AND (?1 IS NULL OR p.number = ?1) GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2",
    )?;
    let mut rows = query.query([page])?;
    let mut languages: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        languages.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(languages)
}

fn items(db: &Connection, page: i64) -> Result<Vec<ItemRow>, StoreError> {
    let mut inferred: BTreeMap<String, InferredDate> =
        inferred_dates(db, Some(page))?.remove(&page).unwrap_or_default().into_iter().collect();
    list(
        db,
        "SELECT id, kind, start, stop, title_start, title_stop, byline_start, byline_stop, published_edtf,
             published_earliest, published_latest, published_basis, published_evidence, published_why,
             coalesce(language, (SELECT language FROM pages WHERE number = page))
         FROM items WHERE page = ? ORDER BY position",
        page,
        |row| {
            let id: String = row.get(0)?;
            Ok(ItemRow {
                inferred: inferred.remove(&id),
                id,
                kind: word(row, 1)?,
                span: range(row, 2)?,
                title: maybe_range(row, 4)?,
                byline: maybe_range(row, 6)?,
                published: dating(row, 8)?,
                language: row.get(8 + DATING_COLUMNS)?,
            })
        },
    )
}

fn mentions(db: &Connection, page: i64) -> Result<Vec<MentionRow>, StoreError> {
    let found = list(
        db,
        "SELECT x.start, x.stop, x.form, a.id, a.name, a.type
         FROM mentions x JOIN actor_members m ON m.page = x.page AND m.actor = x.actor
           JOIN record_actors a ON a.id = m.record_actor
         WHERE x.page = ? ORDER BY x.position",
        page,
        |row| {
            let (span, form): (Range, _) = (range(row, 0)?, word(row, 2)?);
            Ok(maybe_actor(row, 3)?.map(|actor| MentionRow { span, actor, form }))
        },
    )?;
    Ok(found.into_iter().flatten().collect())
}

fn reuse(db: &Connection, page: i64) -> Result<Vec<ReuseRow>, StoreError> {
    list(
        db,
        "SELECT x.start, x.stop, p.id, coalesce(p.outlet, p.path), x.words
             FROM (SELECT a_page here, a_start start, a_stop stop, b_page there, words FROM reuse
                   UNION ALL SELECT b_page, b_start, b_stop, a_page, words FROM reuse) x
               JOIN pages p ON p.number = x.there
             WHERE x.here = ? ORDER BY x.start, x.stop, p.id",
        page,
        |row| {
            Ok(ReuseRow { span: range(row, 0)?, page: row.get(2)?, label: row.get(3)?, words: row.get(4)? })
        },
    )
}

fn list<T>(
    db: &Connection,
    sql: &str,
    page: i64,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map([page], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn counts(db: &Connection, sql: &str, page: Option<i64>) -> Result<BTreeMap<i64, usize>, StoreError> {
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map([page], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Each page's first dated item, and its date.
fn first_dates(db: &Connection, page: Option<i64>) -> Result<BTreeMap<i64, (String, Dating)>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT page, id, published_edtf, published_earliest, published_latest, published_basis, published_evidence,
             published_why
         FROM items WHERE published_basis <> 'unknown' AND (?1 IS NULL OR page = ?1) ORDER BY page, position",
    )?;
    let mut rows = query.query([page])?;
    let mut dates = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        if let std::collections::btree_map::Entry::Vacant(slot) = dates.entry(number) {
            slot.insert((row.get(1)?, dating(row, 2)?));
        }
    }
    Ok(dates)
}

/// Each page's items that other pages date, in page order.
pub(crate) fn inferred_dates(
    db: &Connection,
    page: Option<i64>,
) -> Result<BTreeMap<i64, Vec<(String, InferredDate)>>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT d.page, d.item, d.published_edtf, d.published_earliest, d.published_latest, d.published_basis,
             d.published_evidence, d.published_why, d.rests_on, coalesce(d.events, '[]')
         FROM placed_items d JOIN items i ON i.id = d.item
         WHERE ?1 IS NULL OR d.page = ?1 ORDER BY d.page, i.position",
    )?;
    let mut rows = query.query([page])?;
    let mut dates: BTreeMap<i64, Vec<(String, InferredDate)>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let events: Vec<String> = json(row, 3 + DATING_COLUMNS)?;
        let date = InferredDate {
            published: dating(row, 2)?,
            rests_on: json(row, 2 + DATING_COLUMNS)?,
            passages: events.iter().map(|event| dated_passage(db, event)).collect::<Result<_, _>>()?,
        };
        dates.entry(row.get(0)?).or_default().push((row.get(1)?, date));
    }
    Ok(dates)
}

/// The words that put an event on a day.
fn dated_passage(db: &Connection, event: &str) -> Result<DatedPassage, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT e.id, p.id, coalesce(p.outlet, p.path), e.words FROM events e JOIN pages p ON p.number = e.page WHERE e.id = ?",
    )?;
    Ok(query.query_row([event], |row| {
        Ok(DatedPassage { event: row.get(0)?, page: row.get(1)?, label: row.get(2)?, words: row.get(3)? })
    })?)
}

/// The ids of the pages with which each page shares a long passage.
fn shares(db: &Connection, page: Option<i64>) -> Result<BTreeMap<i64, Vec<String>>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT DISTINCT x.here, p.id
         FROM (SELECT a_page here, b_page there, words FROM reuse UNION ALL SELECT b_page, a_page, words FROM reuse) x
           JOIN pages p ON p.number = x.there
         WHERE x.words >= ?2 AND (?1 IS NULL OR x.here = ?1) ORDER BY x.here, p.id",
    )?;
    let mut rows = query.query((page, SHARED_WORDS))?;
    let mut shares: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        shares.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(shares)
}
