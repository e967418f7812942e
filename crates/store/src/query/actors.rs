use super::versions::standing;
use super::words::{folded_words, holds_words};
use crate::columns::{json, word};
use crate::views::ActorRow;
use crate::{Record, StoreError};
use onrecord_record::{Alias, EntryKind};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

impl Record {
    /// The actors of the record, the most mentioned first; with words, those whose id, or one of whose names, spellings or
    /// roles holds them all.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn actors(&self, words: Option<&str>) -> Result<Vec<ActorRow>, StoreError> {
        self.read(|db| {
            let wanted = words.map(|words| actors_matching(db, words)).transpose()?;
            let mut rows = actor_rows(db, None)?;
            rows.retain(|row| wanted.as_ref().is_none_or(|wanted| wanted.contains(&row.id)));
            Ok(rows)
        })
    }
}

/// The ids of the actors that a person's words name: an id, or words that all stand in one name, spelling or role.
pub(crate) fn actors_matching(db: &Connection, typed: &str) -> Result<BTreeSet<String>, StoreError> {
    let words = folded_words(typed);
    let mut found = BTreeSet::new();
    let mut query = db.prepare_cached(
        "SELECT id, name FROM record_actors
         UNION ALL SELECT actor, name FROM record_aliases
         UNION ALL SELECT a.id, r.value FROM record_actors a, json_each(a.roles) r",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let id = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let name = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        if id == typed {
            return Ok(BTreeSet::from([id.to_owned()]));
        }
        if holds_words(name, &words) && !found.contains(id) {
            found.insert(id.to_owned());
        }
    }
    Ok(found)
}

/// Actors with their counts, the most mentioned first; of one only where an id is given.
pub(crate) fn actor_rows(db: &Connection, id: Option<&str>) -> Result<Vec<ActorRow>, StoreError> {
    let statements = counts(
        db,
        &format!(
            "SELECT record_speaker, count(*) FROM statements WHERE rejected = 0 AND {} AND record_speaker IS NOT NULL
                 AND (?1 IS NULL OR record_speaker = ?1) GROUP BY record_speaker",
            standing(EntryKind::Statement, "number")
        ),
        id,
    )?;
    let events = counts(
        db,
        &format!(
            "SELECT m.record_actor, count(DISTINCT e.number) FROM actor_members m
               JOIN event_participants t ON t.page = m.page AND t.actor = m.actor
               JOIN events e ON e.number = t.event AND e.rejected = 0 AND {}
             WHERE ?1 IS NULL OR m.record_actor = ?1 GROUP BY m.record_actor",
            standing(EntryKind::Event, "e.number")
        ),
        id,
    )?;
    let pages = counts(
        db,
        "SELECT record_actor, count(DISTINCT coalesce(v.newest, m.page)) FROM actor_members m
           LEFT JOIN page_versions v ON v.page = m.page
         WHERE ?1 IS NULL OR record_actor = ?1 GROUP BY record_actor",
        id,
    )?;
    let mut aliases = aliases(db, id)?;
    let mut query = db.prepare_cached(
        "SELECT id, name, type, wikidata, roles, mentions FROM record_actors WHERE ?1 IS NULL OR id = ?1 ORDER BY number",
    )?;
    let rows = query.query_map([id], |row| {
        let id: String = row.get(0)?;
        let count = |counts: &BTreeMap<String, usize>| counts.get(&id).copied().unwrap_or_default();
        Ok(ActorRow {
            name: row.get(1)?,
            kind: word(row, 2)?,
            wikidata: row.get(3)?,
            aliases: aliases.remove(&id).unwrap_or_default(),
            roles: json(row, 4)?,
            mentions: row.get(5)?,
            statements: count(&statements),
            events: count(&events),
            pages: count(&pages),
            id,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn counts(db: &Connection, sql: &str, id: Option<&str>) -> Result<BTreeMap<String, usize>, StoreError> {
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn aliases(db: &Connection, id: Option<&str>) -> Result<BTreeMap<String, Vec<Alias>>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT actor, name, pages, why FROM record_aliases WHERE ?1 IS NULL OR actor = ?1 ORDER BY actor, position",
    )?;
    let mut rows = query.query([id])?;
    let mut aliases: BTreeMap<String, Vec<Alias>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let alias = Alias { name: row.get(1)?, pages: row.get(2)?, why: row.get(3)? };
        aliases.entry(row.get(0)?).or_default().push(alias);
    }
    Ok(aliases)
}
