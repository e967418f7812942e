use crate::names::PageNames;
use crate::statements::{Grounds, Trained};
use crate::{actors, document::Document, events, statements, times};
use onrecord_text::{Item, Note, Page, Reading};

/// Reads a page by rules alone, without a trained reader.
///
/// Never fails. Items without a date keep their statements; what is relative to an unknown date stays unknown.
#[must_use]
pub fn read(page: Page) -> Reading {
    read_with(page, |_| None).0
}

/// Reads a page with what a trained reader makes of it, and gives the grounds of each statement's certainty.
pub(crate) fn read_with(
    page: Page,
    train: impl FnOnce(&Document<'_>) -> Option<Trained>,
) -> (Reading, Vec<Grounds>) {
    let document = Document::new(&page);
    let times = times::find(&document);
    let trained = train(&document);
    let names = trained.as_ref().map(|it| PageNames::new(&document, it));
    let mut cast = actors::find(&document, &times, names.as_ref());
    let mut statements = statements::find(&document, &mut cast, &times, trained.as_ref());
    let mut events = events::find(&document, &mut cast, &times, &statements);
    let notes = unread(&page);
    let (actors, mentions) = cast.into_parts(&document, &mut statements, &mut events);
    let times = times.into_iter().map(|time| time.expression).collect();
    let (statements, grounds) = statements.into_iter().map(|found| (found.statement, found.grounds)).unzip();
    let events = events.into_iter().map(|found| found.event).collect();
    let reader = trained.map_or_else(|| "rules".to_owned(), |it| it.model);
    (Reading { reader, actors, mentions, times, statements, events, notes, page }, grounds)
}

/// Whether an item is read: what is known to be in another language than English is not.
pub(crate) fn is_read(page: &Page, item: &Item) -> bool {
    page.language_of(item).is_none_or(is_english)
}

/// What is not read, and why: one note for the page where that is all of it, else one an item.
fn unread(page: &Page) -> Vec<Note> {
    const THEN: &str = "kept, shown and searchable; its statements and events are not read.";
    let foreign: Vec<&Item> = page.items.iter().filter(|item| !is_read(page, item)).collect();
    let language = |item: &Item| page.language_of(item).unwrap_or("another language").to_owned();
    let first = foreign.first().map(|item| language(item));
    match first {
        None => Vec::new(),
        Some(first)
            if foreign.len() == page.items.len() && foreign.iter().all(|item| language(item) == first) =>
        {
            vec![Note::page(format!("Not in English but in {first}: {THEN}"))]
        }
        Some(_) => foreign
            .iter()
            .map(|item| Note {
                message: format!("Not in English but in {}: {THEN}", language(item)),
                span: Some(item.span),
            })
            .collect(),
    }
}

/// Whether a language tag's primary subtag is English: `en`, `en-GB`, `en_us`.
fn is_english(tag: &str) -> bool {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    ["en", "eng", "english"].iter().any(|own| primary.eq_ignore_ascii_case(own))
}
