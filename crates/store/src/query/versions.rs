use super::pages::{page_number, page_rows};
use crate::add::joined;
use crate::addresses::{Addresses, key};
use crate::columns::word;
use crate::pack::unpack_reading;
use crate::views::{
    Absence, ChangeKind, DateDifference, EntryVersion, Excerpt, ExcerptChange, PageVersions, Range,
    StatementDifference, StatementExcerpt, VersionDifference, VersionRow,
};
use crate::{Record, StoreError};
use onrecord_record::{EntryKind, SentenceChange, StatementChange, compare_versions};
use onrecord_text::{CodePoints, Dating, Reading, Span};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

impl Record {
    /// The versions of a page, by its id, the beginning of one, a path that gave it, or its address: every page of the record that has the
    /// same address, with what differs from one to the next.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn versions(&self, page: &str) -> Result<Option<PageVersions>, StoreError> {
        self.read(|db| {
            let book = Addresses::of(db)?;
            let number = match page_number(db, page)? {
                Some(number) => Some(number),
                None => key(page).and_then(|key| book.pages.get(&key)?.first().copied()),
            };
            number.map(|number| versions(db, &book, number)).transpose()
        })
    }

    /// Every page that was kept in more than one version.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn all_versions(&self) -> Result<Vec<PageVersions>, StoreError> {
        self.read(|db| {
            let book = Addresses::of(db)?;
            let groups = book.groups();
            groups.iter().filter_map(|group| group.first()).map(|page| versions(db, &book, *page)).collect()
        })
    }
}

/// An SQL condition: that an entry, by its number, counts by itself, as no later version of its page has it.
pub(crate) fn standing(kind: EntryKind, number: &str) -> String {
    let kind = kind.as_str();
    format!("{number} NOT IN (SELECT number FROM earlier_entries WHERE kind = '{kind}' AND stands <> entry)")
}

/// An SQL condition: that no later version of its page has an entry in the same words.
pub(crate) fn not_kept(kind: EntryKind, number: &str) -> String {
    let kind = kind.as_str();
    format!("{number} NOT IN (SELECT number FROM earlier_entries WHERE kind = '{kind}' AND fate = 'kept')")
}

/// What became of an entry in later versions of its page, and what it replaces of earlier ones; none where its page has one version, or
/// all of them have it so.
pub(crate) fn entry_version(db: &Connection, entry: &str) -> Result<Option<EntryVersion>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT e.fate, e.stands, coalesce((SELECT p.id FROM statements s JOIN pages p ON p.number = s.page WHERE s.id = e.stands),
                (SELECT p.id FROM events s JOIN pages p ON p.number = s.page WHERE s.id = e.stands)), g.id
         FROM earlier_entries e LEFT JOIN pages g ON g.number = e.gone_from WHERE e.entry = ?",
    )?;
    let own = query.query_row([entry], |row| {
        Ok(EntryVersion {
            fate: Some(word(row, 0)?),
            stands: row.get(1)?,
            stands_on: row.get(2)?,
            gone_from: row.get(3)?,
            replaces: Vec::new(),
        })
    });
    let own = own.optional()?;
    let mut query = db.prepare_cached(
        "SELECT entry FROM earlier_entries WHERE stands = ?1 AND entry <> ?1 AND fate <> 'kept' ORDER BY number",
    )?;
    let replaces = query.query_map([entry], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    Ok(match own {
        Some(own) => Some(EntryVersion { replaces, ..own }),
        None if replaces.is_empty() => None,
        None => Some(EntryVersion { replaces, ..EntryVersion::default() }),
    })
}

/// A page of a group, as the comparison needs it.
struct Kept {
    row: crate::views::PageRow,
    reading: Reading,
}

fn versions(db: &Connection, book: &Addresses, number: i64) -> Result<PageVersions, StoreError> {
    let group = book.versions_of(number);
    let mut versions = Vec::new();
    let mut before: Option<Kept> = None;
    let mut address = None;
    for number in &group {
        let Some(row) = page_rows(db, Some(*number))?.pop() else { continue };
        let Some(reading) = reading(db, *number)? else { continue };
        let seen =
            book.captures.iter().filter(|(copy, _)| copy == &Some(*number)).map(|(_, known)| &known.capture);
        let mut seen_at: Vec<String> = seen.clone().map(|capture| capture.at.clone()).collect();
        address = address.or_else(|| seen.clone().next().map(|capture| capture.url.clone()));
        address = address.or_else(|| row.url.clone());
        if !seen_at.is_empty() {
            seen_at.remove(0);
        }
        let after = Kept { row, reading };
        versions.push(VersionRow {
            page: after.row.id.clone(),
            title: after.row.title.clone(),
            published: after.row.published.clone(),
            sha256: after.row.sha256.clone(),
            kept_at: book.kept_at.get(number).cloned().unwrap_or_default(),
            seen_at,
            changes: before.as_ref().map(|before| difference(before, &after)),
        });
        before = Some(after);
    }
    let keys: BTreeSet<&String> =
        group.iter().flat_map(|number| book.of_page.get(number).into_iter().flatten()).collect();
    let absent = book.captures.iter().filter(|(copy, known)| {
        let is_own = |address: &str| key(address).is_some_and(|key| keys.contains(&key));
        copy.is_none() && (is_own(&known.capture.url) || is_own(&known.capture.asked))
    });
    let absences =
        absent.map(|(_, known)| Absence { at: known.capture.at.clone(), status: known.capture.status });
    let path = before.map(|kept| kept.row.path).unwrap_or_default();
    Ok(PageVersions { address: address.unwrap_or(path), absences: absences.collect(), versions })
}

/// The reading of a page, as it is kept.
fn reading(db: &Connection, number: i64) -> Result<Option<Reading>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT r.reading, p.text FROM readings r JOIN pages p ON p.number = r.page WHERE r.page = ?",
    )?;
    let mut rows = query.query([number])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let packed = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
    unpack_reading(packed, row.get(1)?).map(Some)
}

/// One side of a comparison.
struct Side<'r> {
    reading: &'r Reading,
    points: CodePoints<'r>,
}

impl<'r> Side<'r> {
    fn of(reading: &'r Reading) -> Self {
        Self { reading, points: CodePoints::new(&reading.page.text) }
    }

    fn excerpt(&self, span: Span) -> Excerpt {
        let words = span.of(&self.reading.page.text).to_owned();
        Excerpt { page: self.reading.page.id.clone(), span: self.points.of(span), words }
    }

    fn statement(&self, id: &str) -> Option<StatementExcerpt> {
        let reading = self.reading;
        let found = reading.statements.iter().find(|statement| statement.id == id)?;
        let speaker = found.speaker.as_deref().and_then(|id| reading.actor(id));
        Some(StatementExcerpt {
            id: found.id.clone(),
            page: reading.page.id.clone(),
            spans: found.content.iter().map(|span| self.points.of(*span)).collect::<Vec<Range>>(),
            speaker: speaker.map(|actor| actor.name.clone()).unwrap_or_default(),
            mode: found.mode,
            said: found.said.edtf.clone().filter(|_| found.said.is_known()),
            words: joined(&found.content, &reading.page.text),
        })
    }
}

fn difference(before: &Kept, after: &Kept) -> VersionDifference {
    let changes = compare_versions(&before.reading, &after.reading);
    let (old, new) = (Side::of(&before.reading), Side::of(&after.reading));
    let dated = |dating: &Dating| Dating { evidence: Vec::new(), ..dating.clone() };
    let dates = changes.dates.iter().map(|change| DateDifference {
        before_item: change.before_item.clone(),
        before: dated(&change.before),
        after_item: change.after_item.clone(),
        after: dated(&change.after),
    });
    VersionDifference {
        before: before.row.id.clone(),
        headline: changes.headline.as_ref().map(|change| excerpt(change, &old, &new)),
        dates: dates.collect(),
        sentences: changes.sentences.iter().map(|change| excerpt(change, &old, &new)).collect(),
        statements: changes.statements.iter().map(|change| statement(change, &old, &new)).collect(),
        kept: changes.kept,
    }
}

fn excerpt(change: &SentenceChange, old: &Side<'_>, new: &Side<'_>) -> ExcerptChange {
    let (kind, before, after, difference) = match change {
        SentenceChange::Added { after } => (ChangeKind::Added, None, Some(*after), Vec::new()),
        SentenceChange::Removed { before } => (ChangeKind::Removed, Some(*before), None, Vec::new()),
        SentenceChange::Moved { before, after } => {
            (ChangeKind::Moved, Some(*before), Some(*after), Vec::new())
        }
        SentenceChange::Changed { before, after, difference } => {
            (ChangeKind::Changed, Some(*before), Some(*after), difference.clone())
        }
    };
    ExcerptChange {
        change: kind,
        before: before.map(|span| old.excerpt(span)),
        after: after.map(|span| new.excerpt(span)),
        difference,
    }
}

fn statement(change: &StatementChange, old: &Side<'_>, new: &Side<'_>) -> StatementDifference {
    let kind = match (&change.before, &change.after) {
        (None, _) => ChangeKind::Added,
        (_, None) => ChangeKind::Removed,
        _ => ChangeKind::Changed,
    };
    StatementDifference {
        change: kind,
        before: change.before.as_deref().and_then(|id| old.statement(id)),
        after: change.after.as_deref().and_then(|id| new.statement(id)),
        differs: change.differs.clone(),
    }
}
