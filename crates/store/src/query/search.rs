use super::place::{PLACE, PLACE_COLUMNS, PLACE_JOINS, place};
use super::versions::not_kept;
use super::words::full_text_query;
use crate::columns::range;
use crate::views::{Range, SearchHit, SearchKind, SnippetPart};
use crate::{Record, StoreError};
use onrecord_record::EntryKind;
use rusqlite::Connection;

/// Put around found words by SQLite; private-use characters that no page should hold.
const OPEN: char = '\u{F8F0}';
const CLOSE: char = '\u{F8F1}';

impl Record {
    /// Finds words in statements, events and pages: at most `limit` of each kind, the best first. Any words will do: signs
    /// are passed over, "phrases" are kept together, and the last word may be the beginning of one. What several versions of a page
    /// have in the same words is found once, in the last of them.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<SearchHit>, StoreError> {
        let Some(query) = full_text_query(words) else { return Ok(Vec::new()) };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(|db| {
            let mut hits = statements(db, &query, limit)?;
            hits.extend(events(db, &query, limit)?);
            hits.extend(pages(db, &query, limit)?);
            Ok(hits)
        })
    }
}

fn statements(db: &Connection, query: &str, limit: i64) -> Result<Vec<SearchHit>, StoreError> {
    let sql = format!(
        "SELECT {PLACE}, x.id, f.snippet, coalesce(s.start, 0), coalesce(s.stop, 0)
         FROM (SELECT rowid number, rank, snippet(statement_search, -1, '{OPEN}', '{CLOSE}', ' … ', 40) snippet
               FROM statement_search WHERE statement_search MATCH ?1) f
           JOIN statements x ON x.number = f.number {PLACE_JOINS}
           LEFT JOIN statement_spans s ON s.statement = x.number AND s.role = 'content' AND s.position = 0
         WHERE x.rejected = 0 AND {} ORDER BY f.rank, x.number LIMIT ?2",
        not_kept(EntryKind::Statement, "x.number")
    );
    hits(db, &sql, query, limit, SearchKind::Statement)
}

fn events(db: &Connection, query: &str, limit: i64) -> Result<Vec<SearchHit>, StoreError> {
    let sql = format!(
        "SELECT {PLACE}, x.id, f.snippet, x.start, x.stop
         FROM (SELECT rowid number, rank, snippet(event_search, -1, '{OPEN}', '{CLOSE}', ' … ', 40) snippet
               FROM event_search WHERE event_search MATCH ?1) f
           JOIN events x ON x.number = f.number {PLACE_JOINS}
         WHERE x.rejected = 0 AND {} ORDER BY f.rank, x.number LIMIT ?2",
        not_kept(EntryKind::Event, "x.number")
    );
    hits(db, &sql, query, limit, SearchKind::Event)
}

fn pages(db: &Connection, query: &str, limit: i64) -> Result<Vec<SearchHit>, StoreError> {
    // `highlight` writes the whole text with the marks in it: what stands before the first mark says where it is.
    let sql = format!(
        "SELECT {PLACE}, x.id, x.snippet, x.start, x.stop
         FROM (SELECT number page, id, snippet, rank, start, instr(substr(marked, start + 2), '{CLOSE}') - 1 + start stop,
                   coalesce((SELECT id FROM items WHERE items.page = f.number AND items.start <= f.start AND items.stop > f.start
                             ORDER BY items.start DESC LIMIT 1), '') item
               FROM (SELECT p.number, p.id, f.rank, f.snippet, f.marked, instr(f.marked, '{OPEN}') - 1 start
                     FROM (SELECT rowid number, rank, snippet(page_search, 0, '{OPEN}', '{CLOSE}', ' … ', 40) snippet,
                               highlight(page_search, 0, '{OPEN}', '{CLOSE}') marked
                           FROM page_search WHERE page_search MATCH ?1 ORDER BY rank, rowid LIMIT ?2) f
                       JOIN pages p ON p.number = f.number) f) x {PLACE_JOINS}
         ORDER BY x.rank, x.page LIMIT ?2"
    );
    hits(db, &sql, query, limit, SearchKind::Page)
}

fn hits(
    db: &Connection,
    sql: &str,
    query: &str,
    limit: i64,
    kind: SearchKind,
) -> Result<Vec<SearchHit>, StoreError> {
    let mut found = db.prepare_cached(sql)?;
    let rows = found.query_map((query, limit), |row| {
        let span: Range = range(row, PLACE_COLUMNS + 2)?;
        let snippet = row.get_ref(PLACE_COLUMNS + 1)?.as_str().map_err(rusqlite::Error::from)?;
        Ok(SearchHit {
            entry: row.get(PLACE_COLUMNS)?,
            kind,
            snippet: parts(snippet),
            place: place(row)?,
            span,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn parts(marked: &str) -> Vec<SnippetPart> {
    let mut parts = Vec::new();
    let mut found = false;
    for piece in marked.split_inclusive([OPEN, CLOSE]) {
        let text = piece.trim_end_matches([OPEN, CLOSE]);
        if !text.is_empty() {
            parts.push(SnippetPart { text: text.to_owned(), found });
        }
        match piece.chars().next_back() {
            Some(OPEN) => found = true,
            Some(CLOSE) => found = false,
            _ => {}
        }
    }
    parts
}
