use super::actors::actor_rows;
use super::statements::UNKNOWN_OUTLET;
use super::versions::standing;
use crate::views::{Count, OutletCount, Overview, PageNote};
use crate::{Record, StoreError};
use onrecord_record::EntryKind;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// How many of the actors that speak most are shown.
const SPEAKERS: usize = 12;
/// A page is a copy of another where at least this much of its words stands in passages that both have.
const COPY: f64 = 0.5;

impl Record {
    /// The counts that open the record.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn overview(&self) -> Result<Overview, StoreError> {
        self.read(overview)
    }
}

fn overview(db: &Connection) -> Result<Overview, StoreError> {
    let count = |table: &str| db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
    let day = |sql: &str| db.query_row(sql, [], |row| row.get(0));
    let statements = format!("rejected = 0 AND {}", standing(EntryKind::Statement, "number"));
    let events = format!("rejected = 0 AND {}", standing(EntryKind::Event, "number"));
    let copies = Copies::of(db)?;
    let mut speakers = actor_rows(db, None)?;
    speakers.retain(|actor| actor.statements > 0);
    // The sort is stable: equals stay in order of mentions.
    speakers.sort_by_key(|actor| std::cmp::Reverse(actor.statements));
    speakers.truncate(SPEAKERS);
    Ok(Overview {
        pages: count("pages")?,
        earlier_versions: count("page_versions WHERE page <> newest")?,
        independent_pages: copies.independent(),
        items: count("items")?,
        statements: count(&format!("statements WHERE {statements}"))?,
        events: count(&format!("events WHERE {events}"))?,
        actors: count("record_actors")?,
        quotations: count("quotations")?,
        event_groups: count("event_groups")?,
        conflicts: count("conflicts")?,
        decisions: count("active_decisions")?,
        first_day: day("SELECT min(published_earliest) FROM items WHERE published_basis <> 'unknown'")?,
        last_day: day("SELECT max(published_latest) FROM items WHERE published_basis <> 'unknown'")?,
        dated: words(db, "SELECT published_basis, count(*) FROM items GROUP BY 1 ORDER BY 2 DESC, 1")?,
        modes: words(
            db,
            &format!("SELECT mode, count(*) FROM statements WHERE {statements} GROUP BY 1 ORDER BY 2 DESC, 1"),
        )?,
        stages: words(
            db,
            &format!("SELECT stage, count(*) FROM events WHERE {events} GROUP BY 1 ORDER BY 2 DESC, 1"),
        )?,
        outlets: outlets(db, &copies)?,
        speakers,
        days: words(
            db,
            &format!(
                "SELECT said_day, count(*) FROM statements
                 WHERE {statements} AND said_day IS NOT NULL AND said_earliest = said_latest GROUP BY 1 ORDER BY 1"
            ),
        )?,
        notes: notes(db)?,
    })
}

fn words(db: &Connection, sql: &str) -> Result<Vec<Count>, StoreError> {
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map([], |row| Ok(Count { value: row.get(0)?, count: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn notes(db: &Connection) -> Result<Vec<PageNote>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT p.id, p.path, n.message FROM notes n JOIN pages p ON p.number = n.page ORDER BY n.page, n.position",
    )?;
    let rows = query
        .query_map([], |row| Ok(PageNote { page: row.get(0)?, path: row.get(1)?, message: row.get(2)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn outlets(db: &Connection, copies: &Copies) -> Result<Vec<OutletCount>, StoreError> {
    let mut query = db.prepare_cached(&format!(
        "SELECT p.number, coalesce(p.outlet, ?),
             (SELECT count(*) FROM statements s WHERE s.page = p.number AND s.rejected = 0 AND {}),
             p.number IN (SELECT page FROM page_versions WHERE page <> newest)
         FROM pages p",
        standing(EntryKind::Statement, "s.number")
    ))?;
    let mut rows = query.query([UNKNOWN_OUTLET])?;
    let mut outlets: BTreeMap<String, OutletCount> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(1)?;
        let outlet = outlets.entry(name.clone()).or_insert_with(|| OutletCount {
            outlet: name,
            pages: 0,
            copies: 0,
            statements: 0,
        });
        outlet.statements += row.get::<_, usize>(2)?;
        if row.get(3)? {
            continue;
        }
        outlet.pages += 1;
        outlet.copies += usize::from(copies.of_other_outlets.contains(&row.get(0)?));
    }
    let mut outlets: Vec<_> = outlets.into_values().collect();
    outlets.sort_by(|a, b| (b.pages, &a.outlet).cmp(&(a.pages, &b.outlet)));
    Ok(outlets)
}

/// Which pages share most of their words with another, or are versions of another.
struct Copies {
    /// Each page's number, with the number of the page that stands for all copies of its text.
    stands_for: BTreeMap<i64, i64>,
    /// Pages most of whose words stand on a page of another outlet.
    of_other_outlets: BTreeSet<i64>,
}

impl Copies {
    fn of(db: &Connection) -> Result<Self, StoreError> {
        let mut pages = db.prepare_cached("SELECT number, number FROM pages")?;
        let stands_for =
            pages.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        let mut copies = Self { stands_for, of_other_outlets: BTreeSet::new() };
        let mut pairs = db.prepare_cached(
            "SELECT r.a_page, r.b_page, sum(r.words), a.words, b.words, a.outlet IS NOT b.outlet
             FROM reuse r JOIN pages a ON a.number = r.a_page JOIN pages b ON b.number = r.b_page
             WHERE r.a_page <> r.b_page GROUP BY 1, 2 ORDER BY 1, 2",
        )?;
        let mut rows = pairs.query([])?;
        while let Some(row) = rows.next()? {
            let (a, b, shared): (i64, i64, f64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let is_other: bool = row.get(5)?;
            for (page, words) in [(a, row.get::<_, f64>(3)?), (b, row.get(4)?)] {
                if shared >= COPY * words {
                    copies.join(a, b);
                    copies.of_other_outlets.extend(is_other.then_some(page));
                }
            }
        }
        let mut versions =
            db.prepare_cached("SELECT page, newest FROM page_versions WHERE page <> newest")?;
        let mut rows = versions.query([])?;
        while let Some(row) = rows.next()? {
            copies.join(row.get(0)?, row.get(1)?);
        }
        Ok(copies)
    }

    fn independent(&self) -> usize {
        self.stands_for.keys().filter(|page| self.first(**page) == **page).count()
    }

    fn first(&self, mut page: i64) -> i64 {
        while let Some(next) = self.stands_for.get(&page).filter(|next| **next != page) {
            page = *next;
        }
        page
    }

    fn join(&mut self, a: i64, b: i64) {
        let (a, b) = (self.first(a), self.first(b));
        self.stands_for.insert(a.max(b), a.min(b));
    }
}
