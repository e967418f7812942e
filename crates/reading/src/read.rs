use crate::names::PageNames;
use crate::statements::{Grounds, Trained};
use crate::{actors, document::Document, events, statements, times};
use onrecord_text::{Item, Note, Page, Reading, Span};

/// A reading with what it rests on, for those who measure it.
pub(crate) struct Read {
    /// The reading.
    pub reading: Reading,
    /// What the certainty of each statement is reckoned from, in their order.
    pub grounds: Vec<Grounds>,
    /// The word that gave each event away, in their order.
    pub triggers: Vec<Span>,
}

/// Reads a page by rules alone, without a trained reader.
///
/// Never fails. Items without a date keep their statements; what is relative to an unknown date stays unknown.
#[must_use]
pub fn read(page: Page) -> Reading {
    read_with(page, |_| None).reading
}

/// Reads a page with what a trained reader makes of it.
pub(crate) fn read_with(page: Page, train: impl FnOnce(&Document<'_>) -> Option<Trained>) -> Read {
    let document = Document::new(&page);
    let mut times = times::find(&document);
    let trained = train(&document);
    let names = trained.as_ref().map(|it| PageNames::new(&document, it));
    let mut cast = actors::find(&document, &times, names.as_ref());
    let mut statements = statements::find(&document, &mut cast, &times, trained.as_ref());
    times::anchor_speech(&document, &mut times, statements.iter());
    let (mut events, recounted) = events::find(&document, &mut cast, &times, &statements);
    for it in recounted {
        times[it.time].recount(it.value, Some(document.text(it.event)));
    }
    let settled = statements::settle(&document, &mut statements, &events);
    times::anchor_speech(&document, &mut times, settled.iter().map(|number| &statements[*number]));
    let notes = unread(&page);
    let (actors, mentions) = cast.into_parts(&document, &mut statements, &mut events);
    let times = times.into_iter().map(|time| time.expression).collect();
    let (statements, grounds) = statements.into_iter().map(|found| (found.statement, found.grounds)).unzip();
    let (events, triggers) = events.into_iter().map(|found| (found.event, found.trigger)).unzip();
    let reader = trained.map_or_else(|| "rules".to_owned(), |it| it.model);
    let reading = Reading { reader, actors, mentions, times, statements, events, notes, page };
    Read { reading, grounds, triggers }
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
