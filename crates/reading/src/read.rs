use crate::statements::{Grounds, Trained};
use crate::{actors, document::Document, events, statements, times};
use onrecord_text::{Note, Page, Reading};

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
    let mut cast = actors::find(&document, &times);
    let trained = train(&document);
    let mut statements = statements::find(&document, &mut cast, &times, trained.as_ref());
    let mut events = events::find(&document, &mut cast, &times, &statements);
    let mut notes = Vec::new();
    if page.language.as_deref().is_some_and(|language| !is_english(language)) && !page.items.is_empty() {
        notes.push(Note::page(
            "Not in English: kept, shown and searchable, but its statements may be unread.",
        ));
    }
    let (actors, mentions) = cast.into_parts(&document, &mut statements, &mut events);
    let times = times.into_iter().map(|time| time.expression).collect();
    let (statements, grounds) = statements.into_iter().map(|found| (found.statement, found.grounds)).unzip();
    let events = events.into_iter().map(|found| found.event).collect();
    let reader = trained.map_or_else(|| "rules".to_owned(), |it| it.model);
    (Reading { reader, actors, mentions, times, statements, events, notes, page }, grounds)
}

/// Whether a language tag's primary subtag is English: `en`, `en-GB`, `en_us`.
fn is_english(tag: &str) -> bool {
    tag.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}
