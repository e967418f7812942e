//! Tables for a spreadsheet: one flat row a statement, a report of an event, a conflict, a page.
//!
//! RFC 4180: comma, CRLF, quotation marks doubled, UTF-8 without a mark. Page text is untrusted and spreadsheets run
//! formulas, so a cell that would begin one gets an apostrophe.

use super::files::{Written, folder, replace};
use crate::error::CliError;
use onrecord_store::Record;
use onrecord_store::views::{
    AccountRow, ActorRef, ConflictRow, EntryVersion, EventGroupRow, EventQuery, EventRow, PagePlace, PageRow,
    Range, StatementQuery, StatementRow,
};
use onrecord_text::Dating;
use serde::Serialize;
use std::path::Path;

const README: &str = include_str!("csv-readme.txt");

/// Writes the tables into a folder.
///
/// # Errors
/// Where the record cannot be read or the folder not be written.
pub fn write(record: &Record, out: &Path) -> Result<Vec<Written>, CliError> {
    folder(out)?;
    let statements = statements(&record.statements(&StatementQuery::default())?.rows);
    let events = events(&record.events(&EventQuery::default())?);
    let conflicts = conflicts(&record.conflicts()?);
    let pages = pages(&record.pages()?);
    let mut written = Vec::new();
    for (name, table) in [
        ("statements.csv", statements),
        ("events.csv", events),
        ("conflicts.csv", conflicts),
        ("pages.csv", pages),
    ] {
        let path = out.join(name);
        replace(&path, |file| file.write_all(table.text.as_bytes()))?;
        written.push(Written { path, rows: table.rows });
    }
    replace(&out.join("README.txt"), |file| file.write_all(README.as_bytes()))?;
    Ok(written)
}

/// A table as CSV text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The text, the header line first.
    pub text: String,
    /// How many rows, the header not counted.
    pub rows: usize,
}

impl Table {
    fn new(header: &[&str]) -> Self {
        let mut table = Self { text: String::new(), rows: 0 };
        table.line(header.iter().map(|name| (*name).to_owned()));
        table
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.line(cells.into_iter().map(|cell| defused(&cell)));
        self.rows += 1;
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) {
        let cells: Vec<String> = cells.map(|cell| quoted(&cell)).collect();
        self.text.push_str(&cells.join(","));
        self.text.push_str("\r\n");
    }
}

/// A cell that no spreadsheet takes for a formula.
fn defused(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Statements, in the order of the ledger.
#[must_use]
pub fn statements(rows: &[StatementRow]) -> Table {
    let own = [
        "id",
        "speaker",
        "speaker_type",
        "speaker_id",
        "source_words",
        "cue_words",
        "words",
        "kind",
        "mode",
        "said",
        "said_earliest",
        "said_latest",
        "said_basis",
        "said_why",
        "addressee",
        "venue",
        "via",
        "certainty",
        "content_spans",
        "quotation",
        "quotation_statements",
        "quotation_sources",
        "fate",
        "stands",
    ];
    let mut table = Table::new(&[own.as_slice(), PLACE].concat());
    for row in rows {
        let speaker = row.speaker.as_ref();
        let quotation = row.quotation.as_ref();
        let mut cells = vec![
            row.id.clone(),
            speaker.map(|it| it.name.clone()).unwrap_or_default(),
            speaker.map(|it| it.kind.as_str().to_owned()).unwrap_or_default(),
            speaker.map(|it| it.id.clone()).unwrap_or_default(),
            row.source_words.clone(),
            row.cue_words.clone(),
            row.words.clone(),
            row.kind.as_str().to_owned(),
            row.mode.as_str().to_owned(),
        ];
        cells.extend(dating(&row.said));
        cells.extend([
            row.addressee.clone().unwrap_or_default(),
            row.venue.clone().unwrap_or_default(),
            row.via.join("; "),
            format!("{:.2}", row.certainty),
            ranges(&row.content),
            quotation.map(|it| it.id.clone()).unwrap_or_default(),
            quotation.map(|it| it.statements.to_string()).unwrap_or_default(),
            quotation.map(|it| it.independent.to_string()).unwrap_or_default(),
        ]);
        cells.extend(version(row.version.as_ref()));
        cells.extend(place(&row.place));
        table.row(cells);
    }
    table
}

/// Reports of events; reports of one event share `event`.
#[must_use]
pub fn events(groups: &[EventGroupRow]) -> Table {
    let own = [
        "event",
        "course",
        "id",
        "type",
        "plover",
        "stage",
        "participants",
        "where",
        "when",
        "when_earliest",
        "when_latest",
        "when_basis",
        "when_why",
        "duration",
        "words",
        "certainty",
        "evidence_span",
        "fate",
        "stands",
    ];
    let mut table = Table::new(&[own.as_slice(), PLACE].concat());
    for group in groups {
        for report in &group.reports {
            table.row(report_cells(group, report));
        }
    }
    table
}

/// What became of a statement in later versions of its page, and the statement that counts for it.
fn version(version: Option<&EntryVersion>) -> [String; 2] {
    let fate = version.and_then(|it| it.fate).map(|fate| fate.as_str().to_owned());
    let stands = version.and_then(|it| it.stands.clone());
    [fate.unwrap_or_default(), stands.unwrap_or_default()]
}

fn report_cells(group: &EventGroupRow, report: &EventRow) -> Vec<String> {
    let mut cells = vec![
        group.id.clone(),
        word(&group.course),
        report.id.clone(),
        report.kind.as_str().to_owned(),
        report.plover.clone().unwrap_or_default(),
        report.stage.as_str().to_owned(),
        names(&report.participants),
        report.place.clone().unwrap_or_default(),
    ];
    cells.extend(dating(&report.when));
    cells.extend([
        report.duration.clone().unwrap_or_default(),
        report.words.clone(),
        format!("{:.2}", report.certainty),
        ranges(&[report.evidence]),
        report.version.as_ref().and_then(|it| it.fate).map(|it| it.as_str().to_owned()).unwrap_or_default(),
        report.stands.clone().unwrap_or_default(),
    ]);
    cells.extend(place(&report.place_on_page));
    cells
}

/// Conflicts, both accounts in one row.
#[must_use]
pub fn conflicts(rows: &[ConflictRow]) -> Table {
    const SIDE: [&str; 9] = ["value", "words", "entry", "span", "outlet", "published", "page", "path", "url"];
    let mut header: Vec<String> = ["id", "slot", "about", "why"].map(str::to_owned).to_vec();
    header.extend(["a", "b"].iter().flat_map(|side| SIDE.map(|name| format!("{side}_{name}"))));
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<_>>());
    for row in rows {
        let mut cells =
            vec![row.id.clone(), word(&row.slot), row.about.clone().unwrap_or_default(), row.why.clone()];
        cells.extend(account(&row.a));
        cells.extend(account(&row.b));
        table.row(cells);
    }
    table
}

fn account(side: &AccountRow) -> [String; 9] {
    let place = &side.place;
    [
        side.value.clone(),
        side.words.clone(),
        side.entry.clone(),
        ranges(&[side.span]),
        place.outlet.clone().unwrap_or_default(),
        place.published.edtf.clone().unwrap_or_default(),
        place.page.clone(),
        place.path.clone(),
        place.url.clone().unwrap_or_default(),
    ]
}

/// Pages.
#[must_use]
pub fn pages(rows: &[PageRow]) -> Table {
    let mut table = Table::new(&[
        "id",
        "path",
        "url",
        "sha256",
        "outlet",
        "format",
        "title",
        "published",
        "published_earliest",
        "published_latest",
        "published_basis",
        "published_why",
        "items",
        "statements",
        "events",
        "shares_with",
        "inferred",
        "inferred_earliest",
        "inferred_latest",
        "inferred_basis",
        "inferred_why",
        "inferred_rests_on",
        "languages",
        "version",
        "versions",
        "newest_version",
        "kept_at",
    ]);
    for row in rows {
        let mut cells = vec![
            row.id.clone(),
            row.path.clone(),
            row.url.clone().unwrap_or_default(),
            row.sha256.clone(),
            row.outlet.clone().unwrap_or_default(),
            row.format.as_str().to_owned(),
            row.title.clone(),
        ];
        cells.extend(dating(&row.published));
        cells.extend([row.items.to_string(), row.statements.to_string(), row.events.to_string()]);
        cells.push(row.shares_with.join("; "));
        match &row.inferred {
            Some(inferred) => {
                cells.extend(dating(&inferred.published));
                cells.push(inferred.rests_on.join("; "));
            }
            None => cells.extend(std::iter::repeat_n(String::new(), 6)),
        }
        cells.push(row.languages.join("; "));
        match &row.version {
            Some(it) => cells.extend([
                it.position.to_string(),
                it.of.to_string(),
                it.newest.clone(),
                it.kept_at.clone(),
            ]),
            None => cells.extend(std::iter::repeat_n(String::new(), 4)),
        }
        table.row(cells);
    }
    table
}

const PLACE: &[&str] = &[
    "outlet",
    "page",
    "path",
    "url",
    "item",
    "item_title",
    "published",
    "published_earliest",
    "published_latest",
    "published_basis",
    "published_why",
];

fn place(place: &PagePlace) -> Vec<String> {
    let mut cells = vec![
        place.outlet.clone().unwrap_or_default(),
        place.page.clone(),
        place.path.clone(),
        place.url.clone().unwrap_or_default(),
        place.item.clone(),
        place.item_title.clone().unwrap_or_default(),
    ];
    cells.extend(dating(&place.published));
    cells
}

fn dating(dating: &Dating) -> [String; 5] {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        dating.edtf.clone().unwrap_or_default(),
        day(dating.earliest),
        day(dating.latest),
        dating.basis.as_str().to_owned(),
        dating.why.clone(),
    ]
}

fn names(actors: &[ActorRef]) -> String {
    actors.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>().join("; ")
}

fn ranges(ranges: &[Range]) -> String {
    ranges.iter().map(|[start, end]| format!("{start}:{end}")).collect::<Vec<_>>().join(" ")
}

/// The word of a closed list, as JSON has it.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A reader of RFC 4180 that knows nothing of the writer.
    fn parse(text: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell, mut inside) = (Vec::new(), Vec::new(), String::new(), false);
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '"' if inside && characters.peek() == Some(&'"') => {
                    characters.next();
                    cell.push('"');
                }
                '"' => inside = !inside,
                ',' if !inside => row.push(std::mem::take(&mut cell)),
                '\r' if !inside => {}
                '\n' if !inside => {
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                other => cell.push(other),
            }
        }
        rows
    }

    proptest! {
        #[test]
        fn any_cell_comes_back_and_none_is_a_formula(cells in prop::collection::vec("[ -~\r\n\té“”]{0,12}", 1..5)) {
            let mut table = Table::new(&["x"]);
            table.row(cells.clone());
            let back = parse(&table.text);
            prop_assert_eq!(&back[0], &["x"]);
            prop_assert_eq!(back[1].len(), cells.len());
            for (cell, read) in cells.iter().zip(&back[1]) {
                prop_assert_eq!(read.strip_prefix('\'').filter(|_| read != cell).unwrap_or(read), cell);
                prop_assert!(!read.starts_with(['=', '+', '-', '@', '\t', '\r']));
            }
        }
    }
}
