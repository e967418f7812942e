use super::pages::{page_number, page_rows};
use crate::add::joined;
use crate::captures::{self, KnownCapture};
use crate::pack::unpack_reading;
use crate::views::{
    Absence, ChangeKind, DateDifference, Excerpt, ExcerptChange, PageVersions, Range, StatementDifference,
    StatementExcerpt, VersionDifference, VersionRow,
};
use crate::{Record, StoreError};
use onrecord_record::{SentenceChange, StatementChange, compare_versions};
use onrecord_text::{CodePoints, Dating, Reading, Span};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

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
            let mut told: BTreeSet<i64> = BTreeSet::new();
            let mut found = Vec::new();
            for number in book.kept_at.keys() {
                if told.contains(number) {
                    continue;
                }
                let group = book.versions_of(*number);
                told.extend(&group);
                if group.len() > 1 {
                    found.push(versions(db, &book, *number)?);
                }
            }
            Ok(found)
        })
    }
}

/// Which pages have which addresses, and when they were kept.
struct Addresses {
    /// The pages of each address, by their numbers.
    pages: BTreeMap<String, Vec<i64>>,
    /// The addresses of each page, compared by [`key`], the best first.
    of_page: BTreeMap<i64, Vec<String>>,
    /// When each page was captured, or else added.
    kept_at: BTreeMap<i64, String>,
    captures: Vec<(Option<i64>, KnownCapture)>,
}

impl Addresses {
    fn of(db: &Connection) -> Result<Self, StoreError> {
        let captures = captures::all(db)?;
        let mut book =
            Self { pages: BTreeMap::new(), of_page: BTreeMap::new(), kept_at: BTreeMap::new(), captures };
        let mut known: Vec<(i64, String)> = Vec::new();
        for (copy, known_capture) in &book.captures {
            let Some(copy) = copy else { continue };
            known.push((*copy, known_capture.capture.url.clone()));
            known.push((*copy, known_capture.capture.asked.clone()));
            book.kept_at.entry(*copy).or_insert_with(|| known_capture.capture.at.clone());
        }
        // A feed names the site's front page as its own, and many sites do so on every page: that says nothing about which page it is.
        let sql = "SELECT p.number, p.format, s.path, s.url, p.url, s.added_at FROM pages p JOIN sources s ON s.copy = p.number ORDER BY s.number";
        let mut query = db.prepare_cached(sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (number, format, path): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let own = [row.get::<_, Option<String>>(3)?, row.get::<_, Option<String>>(4)?];
            if format != "feed" {
                known.extend(
                    own.into_iter().flatten().filter(|url| !is_front_page(url)).map(|url| (number, url)),
                );
            }
            known.push((number, path));
            let added_at: String = row.get(5)?;
            book.kept_at.entry(number).or_insert(added_at);
        }
        for (number, address) in known {
            let Some(key) = key(&address) else { continue };
            let list = book.pages.entry(key.clone()).or_default();
            if !list.contains(&number) {
                list.push(number);
            }
            let list = book.of_page.entry(number).or_default();
            if !list.contains(&key) {
                list.push(key);
            }
        }
        Ok(book)
    }

    /// The pages that share an address with a page, itself among them, in the order in which they were kept.
    fn versions_of(&self, number: i64) -> Vec<i64> {
        let mut found = BTreeSet::from([number]);
        let mut waiting = vec![number];
        while let Some(number) = waiting.pop() {
            for key in self.of_page.get(&number).into_iter().flatten() {
                let pages = self.pages.get(key).into_iter().flatten();
                waiting.extend(pages.copied().filter(|page| found.insert(*page)).collect::<Vec<_>>());
            }
        }
        let mut found: Vec<i64> = found.into_iter().collect();
        found.sort_by_key(|page| (self.kept_at.get(page), *page));
        found
    }
}

/// An address as addresses are compared: without scheme, `www.`, fragment, the marks of whoever links to it, and a slash at the end. None for what is no address.
fn key(address: &str) -> Option<String> {
    /// Parameters that say where a reader came from, not what the page is.
    const MARKS: [&str; 8] = ["fbclid", "gclid", "mc_cid", "mc_eid", "ref_src", "igshid", "msclkid", "yclid"];
    let (scheme, rest) = address.split_once("://")?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = page.split_once('/').unwrap_or((page, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.strip_suffix(":80").or(host.strip_suffix(":443")).unwrap_or(host);
    let is_mark = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
        parameter.is_empty() || name.starts_with("utm_") || MARKS.contains(&name.as_str())
    };
    let parameters: Vec<&str> = query.split('&').filter(|parameter| !is_mark(parameter)).collect();
    let mut key = format!("{host}/{}", path.trim_end_matches('/'));
    if !parameters.is_empty() {
        key.push('?');
        key.push_str(&parameters.join("&"));
    }
    Some(key)
}

fn is_front_page(address: &str) -> bool {
    key(address).is_some_and(|key| key.ends_with('/'))
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

#[cfg(test)]
mod tests {
    use super::{is_front_page, key};

    #[test]
    fn an_address_is_the_same_however_it_was_come_by() {
        let page = key("https://courier.example/talks").unwrap();
        for other in [
            "http://www.courier.example/talks/",
            "HTTPS://Courier.Example:443/talks#live",
            "https://courier.example/talks?utm_source=mail&fbclid=x",
        ] {
            assert_eq!(key(other).as_deref(), Some(page.as_str()), "{other}");
        }
        assert_ne!(key("https://courier.example/talks?day=2"), key("https://courier.example/talks?day=1"));
        assert_ne!(key("https://courier.example/Talks"), Some(page));
        assert_eq!((key("talks.html"), key("file:///talks")), (None, None));
        assert!(is_front_page("https://courier.example") && !is_front_page("https://courier.example/?p=1"));
    }
}
