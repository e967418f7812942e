use super::actors::actors_matching;
use super::place::{PLACE, PLACE_COLUMNS, PLACE_JOINS, place};
use super::versions::{entry_version, standing};
use super::words::full_text_query;
use crate::columns::{dating, json, word};
use crate::views::{ActorRef, Facet, Facets, Ledger, QuotationRef, Range, StatementQuery, StatementRow};
use crate::{Record, StoreError};
use onrecord_record::EntryKind;
use rusqlite::{Connection, OptionalExtension, ToSql};
use std::collections::{BTreeMap, BTreeSet};

/// What stands for the name of an outlet that is not known, in facets and queries.
pub const UNKNOWN_OUTLET: &str = "unknown outlet";

impl Record {
    /// The statements that a query finds, by day said, then in page order; those whose day is not known come last. What several versions
    /// of a page have counts in the last of them, unless a page is named.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn statements(&self, query: &StatementQuery) -> Result<Ledger, StoreError> {
        self.read(|db| ledger(db, query))
    }
}

fn ledger(db: &Connection, query: &StatementQuery) -> Result<Ledger, StoreError> {
    let mut numbers = Vec::new();
    let mut total = 0;
    let mut speakers = Counts::default();
    let (mut modes, mut kinds) = (Counts::default(), Counts::default());
    let mut outlets = Counts::default();

    let wanted: Option<BTreeSet<String>> =
        query.speaker.as_deref().map(|typed| actors_matching(db, typed)).transpose()?;
    let outlet_of = outlets_of_pages(db)?;
    let past = query.limit.map_or(usize::MAX, |limit| query.offset.saturating_add(limit));
    let (sql, bound) = scan(query);
    let mut found = db.prepare_cached(&sql)?;
    let mut rows =
        found.query(bound.iter().map(|value| value as &dyn ToSql).collect::<Vec<_>>().as_slice())?;
    while let Some(row) = rows.next()? {
        let speaker = row.get_ref(1)?.as_str_or_null().map_err(rusqlite::Error::from)?;
        let mode = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
        let kind = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
        let outlet = outlet_of.get(&row.get::<_, i64>(4)?).map_or(UNKNOWN_OUTLET, String::as_str);
        let holds = [
            wanted.as_ref().is_none_or(|wanted| speaker.is_some_and(|speaker| wanted.contains(speaker))),
            query.mode.is_none_or(|wanted| wanted.as_str() == mode),
            query.kind.is_none_or(|wanted| wanted.as_str() == kind),
            query.outlet.as_ref().is_none_or(|wanted| wanted == outlet),
        ];
        match holds {
            [true, true, true, true] => {
                if (query.offset..past).contains(&total) {
                    numbers.push(row.get(0)?);
                }
                total += 1;
                speaker.into_iter().for_each(|speaker| speakers.add(speaker));
                modes.add(mode);
                kinds.add(kind);
                outlets.add(outlet);
            }
            [false, true, true, true] => speaker.into_iter().for_each(|speaker| speakers.add(speaker)),
            [true, false, true, true] => modes.add(mode),
            [true, true, false, true] => kinds.add(kind),
            [true, true, true, false] => outlets.add(outlet),
            _ => {}
        }
    }
    let facets = Facets {
        speakers: speakers.into_named_facets(db)?,
        modes: modes.into_facets(),
        kinds: kinds.into_facets(),
        outlets: outlets.into_facets(),
    };
    Ok(Ledger { total, rows: statement_rows(db, &numbers)?, facets })
}

/// One pass over the index `statements_ledger` for what is not a facet.
fn scan(query: &StatementQuery) -> (String, Vec<String>) {
    let mut sql =
        "SELECT x.number, x.record_speaker, x.mode, x.kind, x.page FROM statements x WHERE x.rejected = 0"
            .to_owned();
    if query.page.is_none() {
        sql.push_str(&format!(" AND {}", standing(EntryKind::Statement, "x.number")));
    }
    let mut bound = Vec::new();
    let mut narrow = |condition: &str, value: &str| {
        bound.push(value.to_owned());
        sql.push_str(condition);
    };
    if let Some(words) = query.words.as_deref().and_then(full_text_query) {
        narrow(
            " AND x.number IN (SELECT rowid FROM statement_search WHERE statement_search MATCH ?)",
            &words,
        );
    }
    if let Some(page) = &query.page {
        narrow(" AND x.page = (SELECT number FROM pages WHERE id = ?)", page);
    }
    if let Some(from) = &query.from {
        narrow(" AND x.said_day IS NOT NULL AND (x.said_latest IS NULL OR x.said_latest >= ?)", from);
    }
    if let Some(to) = &query.to {
        narrow(" AND x.said_day IS NOT NULL AND (x.said_earliest IS NULL OR x.said_earliest <= ?)", to);
    }
    sql.push_str(" ORDER BY x.said_day NULLS LAST, x.page, x.position");
    (sql, bound)
}

/// The statements with these numbers, in this order.
pub(crate) fn statement_rows(db: &Connection, numbers: &[i64]) -> Result<Vec<StatementRow>, StoreError> {
    let mut one = db.prepare_cached(&format!(
        "SELECT {PLACE}, x.id, a.id, a.name, a.type, x.source_words, x.cue_words, x.words, x.kind, x.mode, x.addressee,
             x.venue, x.via, x.certainty, x.said_edtf, x.said_earliest, x.said_latest, x.said_basis, x.said_evidence,
             x.said_why
         FROM statements x {PLACE_JOINS} LEFT JOIN record_actors a ON a.id = x.record_speaker
         WHERE x.number = ?"
    ))?;
    let mut rows = Vec::with_capacity(numbers.len());
    for number in numbers {
        const AT: usize = PLACE_COLUMNS;
        let mut row = one.query_row([number], |row| {
            Ok(StatementRow {
                place: place(row)?,
                id: row.get(AT)?,
                speaker: maybe_actor(row, AT + 1)?,
                source_words: row.get(AT + 4)?,
                cue_words: row.get(AT + 5)?,
                words: row.get(AT + 6)?,
                source: Vec::new(),
                cue: Vec::new(),
                content: Vec::new(),
                kind: word(row, AT + 7)?,
                mode: word(row, AT + 8)?,
                addressee: row.get(AT + 9)?,
                venue: row.get(AT + 10)?,
                via: json(row, AT + 11)?,
                certainty: row.get(AT + 12)?,
                said: dating(row, AT + 13)?,
                quotation: None,
                version: None,
            })
        })?;
        add_spans(db, *number, &mut row)?;
        row.quotation = quotation_of(db, &row.id)?;
        row.version = entry_version(db, &row.id)?;
        rows.push(row);
    }
    Ok(rows)
}

/// An actor of the record in three columns: id, name, type.
pub(crate) fn maybe_actor(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Option<ActorRef>> {
    let Some(id) = row.get(column)? else { return Ok(None) };
    Ok(Some(ActorRef { id, name: row.get(column + 1)?, kind: word(row, column + 2)? }))
}

fn add_spans(db: &Connection, number: i64, row: &mut StatementRow) -> Result<(), StoreError> {
    let mut query = db.prepare_cached(
        "SELECT role, start, stop FROM statement_spans WHERE statement = ? ORDER BY role, position",
    )?;
    let mut spans = query.query([number])?;
    while let Some(span) = spans.next()? {
        let range: Range = [span.get(1)?, span.get(2)?];
        match span.get_ref(0)?.as_str().map_err(rusqlite::Error::from)? {
            "source" => row.source.push(range),
            "cue" => row.cue.push(range),
            _ => row.content.push(range),
        }
    }
    Ok(())
}

/// The first quotation that a statement belongs to.
fn quotation_of(db: &Connection, statement: &str) -> Result<Option<QuotationRef>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT q.id, (SELECT count(*) FROM quotation_members WHERE quotation = q.id AND stands IS NULL), q.independent
         FROM quotation_members m JOIN quotations q ON q.id = m.quotation WHERE m.statement = ? ORDER BY q.number LIMIT 1",
    )?;
    let found = query.query_row([statement], |row| {
        Ok(QuotationRef { id: row.get(0)?, statements: row.get(1)?, independent: row.get(2)? })
    });
    Ok(found.optional()?)
}

fn outlets_of_pages(db: &Connection) -> Result<BTreeMap<i64, String>, StoreError> {
    let mut query = db.prepare_cached("SELECT number, outlet FROM pages WHERE outlet IS NOT NULL")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How often each word was seen.
#[derive(Default)]
struct Counts(BTreeMap<String, usize>);

impl Counts {
    fn add(&mut self, word: &str) {
        // Looked up before it is copied: there are many statements and few words.
        match self.0.get_mut(word) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(word.to_owned(), 1);
            }
        }
    }

    fn into_facets(self) -> Vec<Facet> {
        let facet = |(value, count): (String, usize)| Facet { label: value.clone(), value, count };
        by_count(self.0.into_iter().map(facet).collect())
    }

    fn into_named_facets(self, db: &Connection) -> Result<Vec<Facet>, StoreError> {
        let mut name = db.prepare_cached("SELECT name FROM record_actors WHERE id = ?")?;
        let mut facets = Vec::with_capacity(self.0.len());
        for (value, count) in self.0 {
            let label: Option<String> = name.query_row([&value], |row| row.get(0)).optional()?;
            facets.push(Facet { label: label.unwrap_or_else(|| value.clone()), value, count });
        }
        Ok(by_count(facets))
    }
}

fn by_count(mut facets: Vec<Facet>) -> Vec<Facet> {
    facets.sort_by(|a, b| (b.count, &a.label, &a.value).cmp(&(a.count, &b.label, &b.value)));
    facets
}
