//! What was, is or may be done.

use crate::actors::Cast;
use crate::document::Document;
use crate::statements::FoundStatement;
use crate::times::Time;
use onrecord_text::Event;

/// An event with the numbers of its participants in the cast.
pub(crate) struct FoundEvent {
    /// As the reading gives it.
    pub event: Event,
    /// Who takes part, by number.
    pub actors: Vec<usize>,
}

/// Finds the events of a document, in page order.
pub(crate) fn find(_document: &Document<'_>, _cast: &mut Cast, _times: &[Time], _statements: &[FoundStatement]) -> Vec<FoundEvent> {
    Vec::new()
}
