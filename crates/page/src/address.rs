//! What is known of a page beside its bytes: where it was found, and by when.

use crate::{html, outlet};
use jiff::civil::Date;
use onrecord_text::{Basis, Dating, ItemKind, Note, Page};

/// Gives a page the address that it was found at.
///
/// A page may state its own address; that one stays where it is of the same host, as it is the one without the marks of
/// whoever linked to it. An item without a date gets the day that stands in the address.
pub(crate) fn set(page: &mut Page, found_at: Option<&str>) {
    let Some(found_at) = found_at.filter(|address| !address.is_empty()) else { return };
    let domain = outlet::domain_of(found_at);
    let own = page.url.as_deref().and_then(outlet::domain_of);
    if own.is_none() || own != domain {
        page.url = Some(found_at.to_owned());
    }
    if let Some(outlet) = &mut page.outlet
        && outlet.domain.as_deref() != domain.as_deref()
    {
        outlet.domain = domain;
    }
    let Some(day) = html::date_in_url(found_at) else { return };
    for item in &mut page.items {
        let dated = item.published.is_known() || matches!(item.kind, ItemKind::Teaser | ItemKind::LivePost);
        if !dated {
            let candidates = std::mem::take(&mut item.published.candidates);
            item.published =
                Dating { candidates, ..Dating::day(day, Basis::Metadata) }.because("the page's address");
        }
    }
}

/// Bounds the dates of a page by the last day that it can be of.
///
/// An item without a date is of that day or earlier; a date that was worked out and lies after it is wrong; one that
/// the page states stays, with a note.
pub(crate) fn bound(page: &mut Page, latest: Date, why: &str) {
    let mut is_stated_later = false;
    for item in &mut page.items {
        let published = &mut item.published;
        let is_later = published.earliest.is_some_and(|earliest| earliest > latest);
        let is_worked_out = matches!(published.basis, Basis::Inferred | Basis::Item);
        if !published.is_known() || is_later && is_worked_out {
            let candidates = std::mem::take(&mut published.candidates);
            *published = Dating { candidates, ..Dating::up_to(latest, Basis::Metadata) }.because(why);
        } else if published.latest.is_none() {
            published.latest = Some(latest);
        }
        is_stated_later |= is_later && !is_worked_out;
    }
    if is_stated_later {
        page.notes.push(Note::page(format!("The page dates itself after {latest}, though it was {why}.")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, Limits};

    fn page(text: &str) -> Page {
        let input = Input { bytes: text.as_bytes(), path: "p" };
        crate::parse(input, &Limits::default()).remove(0).unwrap()
    }

    #[test]
    fn the_address_that_a_page_states_stays_where_it_is_of_the_same_host() {
        let markup = "<!doctype html><link rel=canonical href='https://www.herald.example/a'><h1>Canal shut</h1><p>The canal is shut, Oster said.</p>";
        let mut own = page(markup);
        set(&mut own, Some("https://herald.example/a?from=mail"));
        assert_eq!(own.url.as_deref(), Some("https://www.herald.example/a"));
        let mut other = page(markup);
        set(&mut other, Some("https://mirror.example/2031/05/02/a"));
        assert_eq!(other.url.as_deref(), Some("https://mirror.example/2031/05/02/a"));
        assert_eq!(other.items[0].published.single_day().unwrap().to_string(), "2031-05-02");
    }

    #[test]
    fn an_undated_page_is_bounded_by_its_capture() {
        let mut undated =
            page("Canal shut\n\nThe canal is shut, Oster said. Nobody knows for how long it will be.\n");
        assert!(!undated.items[0].published.is_known());
        bound(&mut undated, Date::constant(2031, 5, 2), "captured by then");
        let published = &undated.items[0].published;
        assert_eq!(published.edtf.as_deref(), Some("../2031-05-02"));
        assert!(published.is_known() && published.single_day().is_none());
        let mut stated =
            page("Canal shut\n\n4 June 2031\n\nThe canal is shut, Oster said. Nobody knows for how long.\n");
        let before = stated.items.clone();
        bound(&mut stated, Date::constant(2031, 5, 2), "captured by then");
        assert_eq!(stated.items, before);
        assert!(stated.notes.last().unwrap().message.contains("after 2031-05-02"), "{:?}", stated.notes);
    }
}
