use super::actors::actors_matching;
use super::place::{PLACE, PLACE_COLUMNS, PLACE_JOINS, place};
use super::statements::maybe_actor;
use super::versions::entry_version;
use super::words::full_text_query;
use crate::columns::{dating, json, range, word};
use crate::views::{ActorRef, EventGroupRow, EventQuery, EventRow};
use crate::{Record, StoreError};
use onrecord_record::Course;
use onrecord_text::{Dating, Stage};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};

impl Record {
    /// The events that a query finds: groups of reports, and single reports as groups of one. By day, those whose day is not
    /// known last; then by the day of the first report.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn events(&self, query: &EventQuery) -> Result<Vec<EventGroupRow>, StoreError> {
        self.read(|db| {
            let wanted = query.actor.as_deref().map(|typed| actors_matching(db, typed)).transpose()?;
            let worded = query.words.as_deref().and_then(full_text_query);
            let worded = worded.map(|words| events_with_words(db, &words)).transpose()?;
            let mut groups = groups(db)?;
            groups.retain(|group| {
                holds(group, query)
                    && wanted.as_ref().is_none_or(|wanted| takes_part(group, wanted))
                    && worded
                        .as_ref()
                        .is_none_or(|worded| group.reports.iter().any(|report| worded.contains(&report.id)))
            });
            Ok(groups)
        })
    }
}

/// Every event group and every single report, in order.
fn groups(db: &Connection) -> Result<Vec<EventGroupRow>, StoreError> {
    let mut reports = event_rows(db, None)?;
    let conflicts = conflicts_by_subject(db)?;
    let mut rows = Vec::new();
    let mut query = db.prepare_cached(GROUP)?;
    let heads = query.query_map([None::<&str>], group_head)?;
    for head in heads {
        let (mut group, participants): (EventGroupRow, Vec<String>) = head?;
        group.participants = actors_named(db, &participants)?;
        for (id, stands) in members(db, &group.id)? {
            group.reports.extend(reports.remove(&id).map(|report| EventRow { stands, ..report }));
        }
        group.conflicts = conflicts_about(&group, &conflicts);
        rows.push(group);
    }
    // What a later version of its page has too counts there.
    for (_, report) in reports.into_iter().filter(|(_, report)| report.stands.is_none()) {
        let mut group = alone(report);
        group.conflicts = conflicts_about(&group, &conflicts);
        rows.push(group);
    }
    rows.sort_by_cached_key(|group| {
        let first = group.reports.first().map(|report| &report.place_on_page);
        let reported = first.map(|place| (undated_last(&place.published), place.page.clone()));
        let at = group.reports.first().map(|report| report.evidence);
        (undated_last(&group.when), reported, at, group.id.clone())
    });
    Ok(rows)
}

/// One group with its reports.
pub(crate) fn event_group_row(db: &Connection, id: &str) -> Result<Option<EventGroupRow>, StoreError> {
    let head = db.prepare_cached(GROUP)?.query_row([Some(id)], group_head).optional()?;
    let Some((mut group, participants)) = head else { return Ok(None) };
    group.participants = actors_named(db, &participants)?;
    for (report, stands) in members(db, id)? {
        let rows = event_rows(db, Some(EventsOf::Event(&report)))?.into_values();
        group.reports.extend(rows.map(|row| EventRow { stands: stands.clone(), ..row }));
    }
    group.conflicts = conflicts_about(&group, &conflicts_by_subject(db)?);
    Ok(Some(group))
}

/// The id of the group that an event belongs to.
pub(crate) fn group_of(db: &Connection, event: &str) -> Result<Option<String>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT event_group FROM event_reports WHERE event = ? ORDER BY event_group LIMIT 1",
    )?;
    Ok(query.query_row([event], |row| row.get(0)).optional()?)
}

/// Which events to fetch.
#[derive(Clone, Copy)]
pub(crate) enum EventsOf<'a> {
    /// One, by id, though it be rejected.
    Event(&'a str),
    /// Those of a page, by the page's number.
    Page(i64),
}

/// Events by id; of all pages where none are named.
pub(crate) fn event_rows(
    db: &Connection,
    of: Option<EventsOf<'_>>,
) -> Result<BTreeMap<String, EventRow>, StoreError> {
    let (condition, value): (&str, rusqlite::types::Value) = match of {
        None => ("x.rejected = 0 AND ?1 IS NULL", rusqlite::types::Value::Null),
        Some(EventsOf::Event(id)) => ("x.id = ?1", id.to_owned().into()),
        Some(EventsOf::Page(number)) => ("x.rejected = 0 AND x.page = ?1", number.into()),
    };
    let mut participants = participants(db, condition, &value)?;
    let mut query = db.prepare_cached(&format!(
        "SELECT {PLACE}, x.id, x.type, x.plover, x.place, x.stage, x.duration, x.words, x.start, x.stop, x.certainty,
             x.when_edtf, x.when_earliest, x.when_latest, x.when_basis, x.when_evidence, x.when_why, x.number
         FROM events x {PLACE_JOINS} WHERE {condition}"
    ))?;
    let rows = query.query_map([&value], |row| {
        const AT: usize = PLACE_COLUMNS;
        let number: i64 = row.get(AT + 16)?;
        Ok(EventRow {
            place_on_page: place(row)?,
            id: row.get(AT)?,
            kind: word(row, AT + 1)?,
            plover: row.get(AT + 2)?,
            participants: participants.remove(&number).unwrap_or_default(),
            place: row.get(AT + 3)?,
            stage: word(row, AT + 4)?,
            duration: row.get(AT + 5)?,
            words: row.get(AT + 6)?,
            evidence: range(row, AT + 7)?,
            certainty: row.get(AT + 9)?,
            when: dating(row, AT + 10)?,
            version: None,
            stands: None,
        })
    })?;
    let mut found = BTreeMap::new();
    for row in rows {
        let mut row = row?;
        row.version = entry_version(db, &row.id)?;
        let stands = row.version.as_ref().and_then(|version| version.stands.clone());
        row.stands = stands.filter(|stands| stands != &row.id);
        found.insert(row.id.clone(), row);
    }
    Ok(found)
}

fn participants(
    db: &Connection,
    condition: &str,
    value: &rusqlite::types::Value,
) -> Result<BTreeMap<i64, Vec<ActorRef>>, StoreError> {
    let mut query = db.prepare_cached(&format!(
        "SELECT x.number, a.id, a.name, a.type
         FROM events x JOIN event_participants t ON t.event = x.number
           JOIN actor_members m ON m.page = t.page AND m.actor = t.actor
           JOIN record_actors a ON a.id = m.record_actor
         WHERE {condition} ORDER BY x.number, t.position"
    ))?;
    let mut rows = query.query([value])?;
    let mut found: BTreeMap<i64, Vec<ActorRef>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let list = found.entry(row.get(0)?).or_default();
        list.extend(maybe_actor(row, 1)?.filter(|actor| !list.contains(actor)));
    }
    Ok(found)
}

const GROUP: &str =
    "SELECT id, type, participants, place, course, when_edtf, when_earliest, when_latest, when_basis,
        when_evidence, when_why
    FROM event_groups WHERE ?1 IS NULL OR id = ?1 ORDER BY number";

fn group_head(row: &rusqlite::Row<'_>) -> rusqlite::Result<(EventGroupRow, Vec<String>)> {
    let group = EventGroupRow {
        id: row.get(0)?,
        kind: word(row, 1)?,
        participants: Vec::new(),
        place: row.get(3)?,
        when: dating(row, 5)?,
        course: word(row, 4)?,
        reports: Vec::new(),
        conflicts: Vec::new(),
    };
    Ok((group, json(row, 2)?))
}

/// The events of a group, each with the one that counts for it where it is of an earlier version.
fn members(db: &Connection, group: &str) -> Result<Vec<(String, Option<String>)>, StoreError> {
    let mut query =
        db.prepare_cached("SELECT event, stands FROM event_reports WHERE event_group = ? ORDER BY position")?;
    let rows = query.query_map([group], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn actors_named(db: &Connection, ids: &[String]) -> Result<Vec<ActorRef>, StoreError> {
    let mut query = db.prepare_cached("SELECT id, name, type FROM record_actors WHERE id = ?")?;
    let mut actors = Vec::with_capacity(ids.len());
    for id in ids {
        actors.extend(query.query_row([id], |row| maybe_actor(row, 0)).optional()?.flatten());
    }
    Ok(actors)
}

/// The conflicts by the group that they are about and by both entries.
fn conflicts_by_subject(db: &Connection) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
    let mut query =
        db.prepare_cached("SELECT id, coalesce(about, ''), a_entry, b_entry FROM conflicts ORDER BY number")?;
    let mut rows = query.query([])?;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        for column in 1..=3 {
            found.entry(row.get(column)?).or_default().push(row.get(0)?);
        }
    }
    Ok(found)
}

fn conflicts_about(group: &EventGroupRow, conflicts: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let subjects = std::iter::once(&group.id).chain(group.reports.iter().map(|report| &report.id));
    let mut found = Vec::new();
    for id in subjects.filter_map(|subject| conflicts.get(subject)).flatten() {
        if !found.contains(id) {
            found.push(id.clone());
        }
    }
    found
}

/// A single report as a group of one.
fn alone(report: EventRow) -> EventGroupRow {
    let course = match report.stage {
        Stage::Planned | Stage::Expected | Stage::Possible => Course::AnnouncedOnly,
        Stage::Ongoing | Stage::Happened => Course::HappenedOnly,
        Stage::Cancelled => Course::CalledOff,
        Stage::Denied => Course::Denied,
        Stage::Claimed => Course::ClaimedOnly,
    };
    EventGroupRow {
        id: report.id.clone(),
        kind: report.kind,
        participants: report.participants.clone(),
        place: report.place.clone(),
        when: report.when.clone(),
        course,
        reports: vec![report],
        conflicts: Vec::new(),
    }
}

fn holds(group: &EventGroupRow, query: &EventQuery) -> bool {
    let of_kind = |kind| group.kind == kind || group.reports.iter().any(|report| report.kind == kind);
    let (earliest, latest) =
        (group.when.earliest.map(|day| day.to_string()), group.when.latest.map(|day| day.to_string()));
    let not_before = |from: &String| group.when.is_known() && latest.as_ref().is_none_or(|day| day >= from);
    let not_after = |to: &String| group.when.is_known() && earliest.as_ref().is_none_or(|day| day <= to);
    query.kind.is_none_or(of_kind)
        && query.stage.is_none_or(|stage| group.reports.iter().any(|report| report.stage == stage))
        && query.course.is_none_or(|course| group.course == course)
        && query.from.as_ref().is_none_or(not_before)
        && query.to.as_ref().is_none_or(not_after)
}

fn takes_part(group: &EventGroupRow, wanted: &BTreeSet<String>) -> bool {
    let in_reports = group.reports.iter().flat_map(|report| &report.participants);
    group.participants.iter().chain(in_reports).any(|actor| wanted.contains(&actor.id))
}

fn events_with_words(db: &Connection, words: &str) -> Result<BTreeSet<String>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT id FROM events WHERE number IN (SELECT rowid FROM event_search WHERE event_search MATCH ?)",
    )?;
    let rows = query.query_map([words], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A sort key that puts what has no day last.
fn undated_last(dating: &Dating) -> (bool, Option<jiff::civil::Date>) {
    let day = dating.earliest.or(dating.latest).filter(|_| dating.is_known());
    (day.is_none(), day)
}
