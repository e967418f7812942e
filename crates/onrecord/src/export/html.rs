//! A report in one file: no script, no request, nothing outside it. It opens anywhere, prints, and follows the reader's
//! light or dark. Every word of a page is escaped; links to pages are followed only if the reader clicks.

mod marks;
mod parts;

use super::files::{Written, replace};
use crate::error::CliError;
use onrecord_store::Record;
use onrecord_store::views::{
    ConflictRow, EventGroupRow, EventQuery, Overview, SourcePage, StatementQuery, StatementRow,
};
use std::path::Path;

const STYLE: &str = include_str!("report.css");

/// What a report is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The counts at the top.
    pub overview: Overview,
    /// The timeline.
    pub events: Vec<EventGroupRow>,
    /// The ledger.
    pub statements: Vec<StatementRow>,
    /// Accounts that cannot both hold.
    pub conflicts: Vec<ConflictRow>,
    /// The pages with their texts.
    pub pages: Vec<SourcePage>,
}

/// Writes the report.
///
/// # Errors
/// Where the record cannot be read or the file not be written.
pub fn write(record: &Record, out: &Path) -> Result<Vec<Written>, CliError> {
    let mut pages = Vec::new();
    for row in record.pages()? {
        pages.extend(record.page(&row.id)?);
    }
    let report = Report {
        overview: record.overview()?,
        events: record.events(&EventQuery::default())?,
        statements: record.statements(&StatementQuery::default())?.rows,
        conflicts: record.conflicts()?,
        pages,
    };
    let text = render(&report);
    replace(out, |file| file.write_all(text.as_bytes()))?;
    let rows = report.statements.len() + report.events.len() + report.conflicts.len();
    Ok(vec![Written { path: out.to_owned(), rows }])
}

/// The report as one HTML document.
#[must_use]
pub fn render(report: &Report) -> String {
    let Report { overview, events, statements, conflicts, pages } = report;
    let mut html = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>On record</title>\n",
    );
    html.push_str(&format!("<style>\n{STYLE}</style>\n</head>\n<body>\n"));
    html.push_str(&parts::head(overview));
    html.push_str("<main>\n");
    html.push_str(&parts::timeline(events));
    html.push_str(&parts::conflicts(conflicts));
    html.push_str(&parts::ledger(statements));
    html.push_str(&parts::pages(pages));
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

/// Text of a page, fit to stand in HTML, between tags or in a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(character),
            control if control.is_control() => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_markup_survives(text in "[<>&\"'a-z=/\r\n\u{0}-\u{1f}]{0,40}") {
            let safe = escape(&text);
            prop_assert!(!safe.contains(['<', '>', '"', '\'']));
            let is_entity = |rest: &str| ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|it| rest.starts_with(it));
            prop_assert!(safe.split('&').skip(1).all(is_entity));
        }
    }
}
