use crate::addresses::Addresses;
use crate::columns::{DatingRow, spans_to_json, to_json, to_word};
use crate::decisions::active;
use crate::pack::unpack_reading;
use crate::record::{LAYOUT, PROGRAM};
use crate::{Record, StoreError};
use onrecord_record::{Account, Decision, EntryKind, Passage, Placed, Relations, Versions, place_undated};
use onrecord_text::{CodePoints, Reading, Span, stable_id};
use rusqlite::{Connection, OptionalExtension, ToSql, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

/// What resolving found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Resolved {
    /// Pages whose readings were resolved against each other.
    pub pages: usize,
    /// Actors of the record.
    pub actors: usize,
    /// Quotations.
    pub quotations: usize,
    /// Event groups.
    pub event_groups: usize,
    /// Conflicts.
    pub conflicts: usize,
    /// Whether anything had changed since the last time; if not, the rows were left as they were.
    pub changed: bool,
}

/// A function that resolves readings against each other, versions of one page as one source, under people's decisions.
pub type Resolver<'r> = dyn Fn(&[&Reading], &[Versions], &[Decision]) -> Relations + 'r;

impl Record {
    /// Makes the relations across pages anew, in one transaction, where a page or a decision has come since they were made.
    /// To be called once at the end of every run that adds pages; a run that was killed before is finished by the next.
    ///
    /// # Errors
    /// Where the file cannot be read or written.
    pub fn resolve(&mut self) -> Result<Resolved, StoreError> {
        self.resolve_with(&onrecord_record::resolve)
    }

    /// The same with another resolver than the program's own.
    ///
    /// # Errors
    /// As [`Self::resolve`].
    pub fn resolve_with(&mut self, resolver: &Resolver<'_>) -> Result<Resolved, StoreError> {
        if !self.is_stale()? {
            return self.read(|db| counts(db, false));
        }
        self.write("resolved the pages against each other", |tx| resolve_in(tx, resolver))
    }

    /// Whether pages or decisions have come since the relations across pages were made.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn is_stale(&self) -> Result<bool, StoreError> {
        self.read(|db| {
            let made_for: Option<String> = db
                .query_row("SELECT value FROM meta WHERE name = 'resolved_for'", [], |row| row.get(0))
                .optional()?;
            Ok(made_for != Some(state(db)?))
        })
    }
}

/// Resolves inside a transaction.
pub(crate) fn resolve_in(tx: &Transaction<'_>, resolver: &Resolver<'_>) -> Result<Resolved, StoreError> {
    let readings = readings(tx)?;
    let decisions = active(tx)?;
    let book = Addresses::of(tx)?;
    let groups = book.groups();
    let list: Vec<&Reading> = readings.iter().map(|(_, reading)| reading).collect();
    let mut relations = resolver(&list, &versions(tx, &groups)?, &decisions);
    let rejected: BTreeSet<String> = decisions
        .iter()
        .filter_map(|decision| match decision {
            Decision::Reject { id } => Some(id.clone()),
            _ => None,
        })
        .chain(relations.rejected.iter().cloned())
        .collect();
    drop_rejected(&mut relations, &rejected);
    erase_relations(tx)?;
    let pages = readings
        .iter()
        .map(|(number, reading)| {
            (reading.page.id.as_str(), Place { number: *number, points: CodePoints::new(&reading.page.text) })
        })
        .collect();
    write_relations(tx, &relations, &pages)?;
    write_placed(tx, &place_undated(&list, &relations), &pages)?;
    write_repeated(tx, &relations, &pages)?;
    write_versions(tx, &book, &groups)?;
    write_earlier(tx, &relations, &pages)?;
    link(tx, &relations)?;
    tx.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('resolved_for', ?)", [state(tx)?])?;
    counts(tx, true)
}

/// Every page's reading with the page's number, in order of arrival.
pub(crate) fn readings(db: &Connection) -> Result<Vec<(i64, Reading)>, StoreError> {
    let mut query = db.prepare(
        "SELECT r.page, r.reading, p.text FROM readings r JOIN pages p ON p.number = r.page ORDER BY r.page",
    )?;
    let mut rows = query.query([])?;
    let mut readings = Vec::new();
    while let Some(row) = rows.next()? {
        let packed = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        readings.push((row.get(0)?, unpack_reading(packed, row.get(2)?)?));
    }
    Ok(readings)
}

/// Deletes what is derived across pages, children first.
pub(crate) fn erase_relations(tx: &Transaction<'_>) -> Result<(), StoreError> {
    for table in [
        "repeated_lines",
        "placed_items",
        "page_versions",
        "earlier_entries",
        "record_aliases",
        "actor_members",
        "record_actors",
        "quotation_members",
        "quotations",
        "event_reports",
        "event_groups",
        "conflicts",
        "story_pages",
        "stories",
        "reuse",
    ] {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}

/// What the relations depend on, as a hash.
fn state(db: &Connection) -> Result<String, StoreError> {
    let mut query =
        db.prepare_cached("SELECT p.id FROM pages p JOIN readings r ON r.page = p.number ORDER BY p.id")?;
    let mut parts = query.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    parts.push(PROGRAM.to_owned());
    // A layout that has a relation more makes the relations anew.
    parts.push(LAYOUT.to_string());
    parts.push(to_json(&active(db)?));
    // An address that a page is found at may make it a version of another.
    parts.push(to_json(&versions(db, &Addresses::of(db)?.groups())?));
    Ok(stable_id("r", &parts.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// Groups of versions by the pages' ids.
fn versions(db: &Connection, groups: &[Vec<i64>]) -> Result<Vec<Versions>, StoreError> {
    let mut id = db.prepare_cached("SELECT id FROM pages WHERE number = ?")?;
    let ids = |group: &Vec<i64>| {
        let pages = group.iter().map(|number| id.query_row([number], |row| row.get(0)));
        Ok(Versions { pages: pages.collect::<Result<_, rusqlite::Error>>()? })
    };
    groups.iter().map(ids).collect()
}

fn counts(db: &Connection, changed: bool) -> Result<Resolved, StoreError> {
    let count = |table: &str| db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
    Ok(Resolved {
        pages: count("pages")?,
        actors: count("record_actors")?,
        quotations: count("quotations")?,
        event_groups: count("event_groups")?,
        conflicts: count("conflicts")?,
        changed,
    })
}

fn drop_rejected(relations: &mut Relations, rejected: &BTreeSet<String>) {
    let keeps = |id: &str| !rejected.contains(id);
    relations.quotations.retain(|quotation| keeps(&quotation.id));
    relations.event_groups.retain(|group| keeps(&group.id));
    relations
        .conflicts
        .retain(|conflict| keeps(&conflict.id) && keeps(&conflict.a.entry) && keeps(&conflict.b.entry));
    for quotation in &mut relations.quotations {
        quotation.members.retain(|member| keeps(&member.statement));
    }
    for group in &mut relations.event_groups {
        group.reports.retain(|report| keeps(&report.event));
    }
    let counted = |stands: &Option<String>| stands.is_none();
    relations
        .quotations
        .retain(|quotation| quotation.members.iter().filter(|member| counted(&member.stands)).count() > 1);
    relations
        .event_groups
        .retain(|group| group.reports.iter().filter(|report| counted(&report.stands)).count() > 1);
}

struct Place<'t> {
    number: i64,
    points: CodePoints<'t>,
}

type Pages<'t> = BTreeMap<&'t str, Place<'t>>;

impl Place<'_> {
    fn range(&self, span: Span) -> [usize; 2] {
        self.points.of(span)
    }
}

fn place<'p, 't>(pages: &'p Pages<'t>, id: &str) -> Result<&'p Place<'t>, StoreError> {
    pages
        .get(id)
        .ok_or_else(|| StoreError::damaged(format!("a relation names the page {id}, which is not kept")))
}

fn write_relations(tx: &Transaction<'_>, relations: &Relations, pages: &Pages<'_>) -> Result<(), StoreError> {
    write_actors(tx, relations, pages)?;
    write_quotations(tx, relations, pages)?;
    write_event_groups(tx, relations)?;
    write_conflicts(tx, relations, pages)?;
    write_stories(tx, relations, pages)?;
    write_reuse(tx, relations, pages)
}

fn write_actors(tx: &Transaction<'_>, relations: &Relations, pages: &Pages<'_>) -> Result<(), StoreError> {
    let mut actor_row = tx.prepare(
        "INSERT OR IGNORE INTO record_actors (id, name, type, wikidata, roles, mentions) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    let mut alias_row = tx.prepare(
        "INSERT OR IGNORE INTO record_aliases (actor, position, name, pages, why) VALUES (?, ?, ?, ?, ?)",
    )?;
    let mut member_row =
        tx.prepare("INSERT OR IGNORE INTO actor_members (page, actor, record_actor) VALUES (?, ?, ?)")?;
    for actor in &relations.actors {
        let (kind, roles) = (actor.kind.as_str(), to_json(&actor.roles));
        actor_row.execute(params![actor.id, actor.name, kind, actor.wikidata, roles, actor.mentions])?;
        for (position, alias) in actor.aliases.iter().enumerate() {
            alias_row.execute(params![actor.id, position, alias.name, alias.pages, alias.why])?;
        }
        for member in &actor.members {
            member_row.execute(params![place(pages, &member.page)?.number, member.actor, actor.id])?;
        }
    }
    Ok(())
}

fn write_quotations(
    tx: &Transaction<'_>,
    relations: &Relations,
    pages: &Pages<'_>,
) -> Result<(), StoreError> {
    let mut quotation_row =
        tx.prepare("INSERT OR IGNORE INTO quotations (id, speaker, kind, independent) VALUES (?, ?, ?, ?)")?;
    let mut member_row = tx.prepare(
        "INSERT OR IGNORE INTO quotation_members (quotation, position, statement, spans, difference, stands) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for quotation in &relations.quotations {
        let kind = to_word(&quotation.kind);
        quotation_row.execute(params![quotation.id, quotation.speaker, kind, quotation.independent])?;
        for (position, member) in quotation.members.iter().enumerate() {
            let spans = spans_to_json(&member.spans, &place(pages, &member.page)?.points);
            let difference = to_json(&member.difference);
            let (statement, stands) = (&member.statement, &member.stands);
            member_row.execute(params![quotation.id, position, statement, spans, difference, stands])?;
        }
    }
    Ok(())
}

fn write_event_groups(tx: &Transaction<'_>, relations: &Relations) -> Result<(), StoreError> {
    let mut group_row = tx.prepare(
        "INSERT OR IGNORE INTO event_groups (id, type, participants, place, course, when_edtf, when_earliest, when_latest,
             when_basis, when_evidence, when_why)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut report_row = tx.prepare(
        "INSERT OR IGNORE INTO event_reports (event_group, position, event, stands) VALUES (?, ?, ?, ?)",
    )?;
    for group in &relations.event_groups {
        let (kind, course) = (group.kind.as_str(), to_word(&group.course));
        // Which page the evidence of a group's date stands on is not known; the reports have theirs.
        let (participants, when) = (to_json(&group.participants), DatingRow::new(&group.when, None));
        let mut values: Vec<&dyn ToSql> = vec![&group.id, &kind, &participants, &group.place, &course];
        values.extend(when.values());
        group_row.execute(values.as_slice())?;
        for (position, report) in group.reports.iter().enumerate() {
            report_row.execute(params![group.id, position, report.event, report.stands])?;
        }
    }
    Ok(())
}

fn write_conflicts(tx: &Transaction<'_>, relations: &Relations, pages: &Pages<'_>) -> Result<(), StoreError> {
    let mut row = tx.prepare(
        "INSERT OR IGNORE INTO conflicts (id, slot, about, why, a_page, a_entry, a_start, a_stop, a_value,
             b_page, b_entry, b_start, b_stop, b_value)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let side = |account: &Account| -> Result<(i64, [usize; 2]), StoreError> {
        let page = place(pages, &account.page)?;
        Ok((page.number, page.range(account.span)))
    };
    for conflict in &relations.conflicts {
        let (a_page, [a_start, a_stop]) = side(&conflict.a)?;
        let (b_page, [b_start, b_stop]) = side(&conflict.b)?;
        row.execute(params![
            conflict.id,
            to_word(&conflict.slot),
            conflict.about,
            conflict.why,
            a_page,
            conflict.a.entry,
            a_start,
            a_stop,
            conflict.a.value,
            b_page,
            conflict.b.entry,
            b_start,
            b_stop,
            conflict.b.value
        ])?;
    }
    Ok(())
}

fn write_stories(tx: &Transaction<'_>, relations: &Relations, pages: &Pages<'_>) -> Result<(), StoreError> {
    let mut story_row = tx.prepare("INSERT OR IGNORE INTO stories (id, title) VALUES (?, ?)")?;
    let mut page_row =
        tx.prepare("INSERT OR IGNORE INTO story_pages (story, position, page) VALUES (?, ?, ?)")?;
    for story in &relations.stories {
        story_row.execute(params![story.id, story.title])?;
        for (position, page) in story.pages.iter().enumerate() {
            page_row.execute(params![story.id, position, place(pages, page)?.number])?;
        }
    }
    Ok(())
}

fn write_reuse(tx: &Transaction<'_>, relations: &Relations, pages: &Pages<'_>) -> Result<(), StoreError> {
    let mut row = tx.prepare(
        "INSERT OR IGNORE INTO reuse (id, words, a_page, a_start, a_stop, b_page, b_start, b_stop) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let side = |passage: &Passage| -> Result<(i64, [usize; 2]), StoreError> {
        let page = place(pages, &passage.page)?;
        Ok((page.number, page.range(passage.span)))
    };
    for reuse in &relations.reuse {
        let (a_page, [a_start, a_stop]) = side(&reuse.a)?;
        let (b_page, [b_start, b_stop]) = side(&reuse.b)?;
        row.execute(params![reuse.id, reuse.words, a_page, a_start, a_stop, b_page, b_start, b_stop])?;
    }
    Ok(())
}

/// The dates that other pages give to items without one. The items' own rows stay as they are.
fn write_placed(tx: &Transaction<'_>, placed: &[Placed], pages: &Pages<'_>) -> Result<(), StoreError> {
    let mut row = tx.prepare(
        "INSERT OR IGNORE INTO placed_items (page, item, rests_on, events, published_edtf, published_earliest,
             published_latest, published_basis, published_evidence, published_why)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for placed in placed {
        let page = place(pages, &placed.page)?;
        let (rests_on, published) =
            (to_json(&placed.by), DatingRow::new(&placed.published, Some(&page.points)));
        let events = to_json(&placed.events);
        let mut values: Vec<&dyn ToSql> = vec![&page.number, &placed.item, &rests_on, &events];
        values.extend(published.values());
        row.execute(values.as_slice())?;
    }
    Ok(())
}

/// The lines that outlets repeat.
fn write_repeated(tx: &Transaction<'_>, relations: &Relations, pages: &Pages<'_>) -> Result<(), StoreError> {
    let mut row = tx.prepare(
        "INSERT INTO repeated_lines (page, start, stop, pages, statements) VALUES (?, ?, ?, ?, ?)",
    )?;
    for line in &relations.repeated {
        let page = place(pages, &line.page)?;
        let [start, stop] = page.points.of(line.span);
        row.execute(params![page.number, start, stop, line.pages, to_json(&line.statements)])?;
    }
    Ok(())
}

/// Which pages are versions of one.
fn write_versions(tx: &Transaction<'_>, book: &Addresses, groups: &[Vec<i64>]) -> Result<(), StoreError> {
    let mut row =
        tx.prepare("INSERT INTO page_versions (page, newest, position, kept_at) VALUES (?, ?, ?, ?)")?;
    for group in groups {
        for (position, page) in group.iter().enumerate() {
            row.execute(params![page, group.last(), position + 1, book.kept_at.get(page)])?;
        }
    }
    Ok(())
}

/// What became of the entries of versions that are not the newest.
fn write_earlier(tx: &Transaction<'_>, relations: &Relations, pages: &Pages<'_>) -> Result<(), StoreError> {
    for earlier in &relations.earlier {
        let sql = match earlier.kind {
            EntryKind::Statement => {
                "SELECT 'statement', number, id, ?2, ?3, ?4 FROM statements WHERE id = ?1"
            }
            EntryKind::Event => "SELECT 'event', number, id, ?2, ?3, ?4 FROM events WHERE id = ?1",
        };
        let gone_from = earlier.gone_from.as_ref().map(|page| place(pages, page)).transpose()?;
        tx.prepare_cached(&format!(
            "INSERT OR IGNORE INTO earlier_entries (kind, number, entry, fate, stands, gone_from) {sql}"
        ))?
        .execute(params![
            earlier.entry,
            earlier.fate.as_str(),
            earlier.stands,
            gone_from.map(|page| page.number)
        ])?;
    }
    Ok(())
}

/// Puts into statements and events what relations and decisions say of them, touching only rows that change.
fn link(tx: &Transaction<'_>, relations: &Relations) -> Result<(), StoreError> {
    tx.execute_batch(
        "UPDATE statements SET record_speaker = m.record_actor
           FROM actor_members m
          WHERE m.page = statements.page AND m.actor = statements.speaker
            AND statements.record_speaker IS NOT m.record_actor;
         UPDATE statements SET record_speaker = NULL
          WHERE record_speaker IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM actor_members m
                             WHERE m.page = statements.page AND m.actor = statements.speaker);",
    )?;
    let repeated = relations.repeated.iter().flat_map(|line| &line.statements);
    let rejected = to_json(&relations.rejected.iter().chain(repeated).collect::<Vec<_>>());
    for table in ["statements", "events"] {
        // A resolver need not know of versions: what a decision names is left out in any case.
        let sql = format!(
            "WITH left_out AS (SELECT value FROM json_each(?1)
                 UNION SELECT entry FROM active_decisions WHERE kind = 'reject' AND entry IS NOT NULL)
             UPDATE {table} SET rejected = id IN (SELECT value FROM left_out)
              WHERE rejected <> (id IN (SELECT value FROM left_out))"
        );
        tx.execute(&sql, [&rejected])?;
    }
    Ok(())
}
