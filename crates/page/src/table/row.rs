use crate::decode::Decoded;
use crate::{Input, Limits, Unreadable, address, html, json, pasted};
use jiff::civil::Date;
use onrecord_text::{Basis, Dating, Format, Note, Outlet, Page, page_id, sha256_hex};
use serde_json::Value;

/// Reads one row of a table of pages: a JSON object. The input's path is the table's name and the row's line, for messages;
/// the page's path is the row's id.
pub(crate) fn read(input: Input<'_>, limits: &Limits) -> Result<Page, Unreadable> {
    read_row(input.bytes, limits).map_err(|(reason, hint)| Unreadable {
        path: input.path.to_owned(),
        reason,
        hint: hint.to_owned(),
    })
}

/// The id that a row bears.
pub(crate) fn id_of(row: &Value) -> Option<String> {
    match row.get("id") {
        Some(Value::String(id)) if !id.is_empty() => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    }
}

/// What a row is, for who has to mend one.
pub(super) const SHAPE: &str = "A row is one JSON object with \"id\" and \"text\" or \"html\".";

fn read_row(line: &[u8], limits: &Limits) -> Result<Page, (String, &'static str)> {
    let row: Value = json::read(line).map_err(|error| (format!("the row is not JSON ({error})"), SHAPE))?;
    let id = id_of(&row).ok_or_else(|| ("the row has no \"id\"".to_owned(), SHAPE))?;
    let word = |name: &str| row.get(name).and_then(Value::as_str).filter(|word| !word.is_empty());
    let input = Input { bytes: line, path: &id };
    let mut page = match (word("text"), word("html")) {
        (Some(text), _) => {
            let (text, notes) = crate::input::within(text, limits.max_text_bytes);
            pasted::read_as(input, Decoded { text: text.into(), notes }, row_date(word("published")))
        }
        (None, Some(markup)) => {
            let (text, notes) = crate::input::within(markup, limits.max_markup_bytes);
            html::read_as(input, Decoded { text: text.into(), notes }, limits, row_date(word("published")))
        }
        (None, None) => return Err(("the row has no \"text\" and no \"html\"".into(), SHAPE)),
    };
    page.id = page_id(line);
    page.sha256 = sha256_hex(line);
    page.format = Format::Row;
    if let Some(stated) = word("published").filter(|stated| row_date(Some(stated)).is_none()) {
        page.notes.push(Note::page(format!("The row's date “{stated}” is not understood and was left out.")));
    }
    if let Some(url) = word("url") {
        page.url = Some(url.to_owned());
    }
    if let Some(language) = word("language") {
        page.language = Some(language.to_owned());
    }
    let url = page.url.clone();
    address::set(&mut page, url.as_deref());
    let domain = page.url.as_deref().and_then(crate::outlet::domain_of);
    match row.get("outlet") {
        Some(Value::String(name)) if !name.is_empty() => {
            page.outlet = Some(Outlet { name: name.clone(), domain })
        }
        Some(Value::Object(outlet)) => {
            if let Some(name) = outlet.get("name").and_then(Value::as_str) {
                let given = outlet.get("domain").and_then(Value::as_str).map(str::to_owned);
                page.outlet = Some(Outlet { name: name.to_owned(), domain: given.or(domain) });
            }
        }
        _ => {
            if let Some(outlet) = &mut page.outlet {
                outlet.domain = outlet.domain.take().or(domain);
            }
        }
    }
    Ok(page)
}

/// The date that the supplier gives, EDTF: a day, a time, a month, a year, or an interval of those.
fn row_date(published: Option<&str>) -> Option<Dating> {
    let edtf = published?;
    let (first, last) = edtf.split_once('/').unwrap_or((edtf, edtf));
    let (earliest, latest) = (bounds(first).map(|bounds| bounds.0), bounds(last).map(|bounds| bounds.1));
    if earliest.is_none() && latest.is_none() {
        return None;
    }
    let dating =
        Dating { edtf: Some(edtf.to_owned()), earliest, latest, basis: Basis::Metadata, ..Dating::default() };
    Some(dating.because("the supplier of the table gives it"))
}

/// The first and the last day of an EDTF date; uncertain (`?`, `~`) counts as the date itself.
pub(super) fn bounds(date: &str) -> Option<(Date, Date)> {
    let date = date.trim().trim_end_matches(['?', '~', '%']);
    let day = date.get(..10).unwrap_or(date);
    let mut parts = day.splitn(3, '-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    match (month, day) {
        (None, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        (Some(month), None) => {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (Some(month), Some(day)) => Date::new(year, month, day).ok().map(|day| (day, day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &str) -> Vec<Result<Page, Unreadable>> {
        crate::parse(Input { bytes: table.as_bytes(), path: "pages.jsonl" }, &Limits::default())
    }

    #[test]
    fn a_row_keeps_its_text_and_what_the_supplier_knows() {
        let table = r#"{"id":"n-1","text":"Halvik talks open\r\n\r\nThe talks opened in Halvik on Monday, officials said.","url":"https://www.tribune.example/a","outlet":"The Tribune","published":"2031-05","language":"en"}"#;
        let page = rows(table).remove(0).unwrap();
        assert!(page.text.starts_with("Halvik talks open\r\n\r\nThe"));
        assert_eq!((page.path.as_str(), page.format), ("n-1", Format::Row));
        assert_eq!(page.id, page_id(table.as_bytes()));
        assert_eq!(
            page.outlet,
            Some(Outlet { name: "The Tribune".into(), domain: Some("tribune.example".into()) })
        );
        let published = &page.items[0].published;
        assert_eq!(published.basis, Basis::Metadata);
        assert_eq!(published.latest.unwrap().to_string(), "2031-05-31");
    }

    #[test]
    fn a_bad_row_does_not_stop_the_others() {
        let read = rows(
            "{\"id\":\"1\",\"text\":\"a b c\"}\nnot json\n\n{\"id\":\"2\"}\n{\"id\":\"3\",\"text\":\"d\"}\n",
        );
        assert_eq!(read.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, false, true]);
        assert_eq!(read[1].as_ref().unwrap_err().path, "pages.jsonl:2");
        assert!(read[2].as_ref().unwrap_err().reason.contains("no \"text\""));
    }
}
