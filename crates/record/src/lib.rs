//! Readings resolved against each other.
//!
//! In: the readings of a record's pages and the people's decisions. Out: [`Relations`]. A pure function: the same
//! readings in any order give the same relations. It must never read a page again or drop what it cannot group.

mod actors;
mod align;
mod blocks;
mod claims;
mod conflicts;
mod events;
mod pile;
mod places;
mod quotations;
mod relations;
mod repeated;
mod reuse;
mod stories;
mod undated;
mod versions;
mod words;

pub use relations::*;
pub use undated::{Placed, place_undated};
pub use versions::{
    DateChange, SentenceChange, StatementChange, StatementPart, VersionChanges, compare_versions,
};

use onrecord_text::Reading;
use pile::Pile;
use words::Vocabulary;

/// What holds across pages. The same for any order of the readings; a page given twice counts once, and versions of one page are one
/// source.
#[must_use]
pub fn resolve(readings: &[&Reading], versions: &[Versions], decisions: &[Decision]) -> Relations {
    let pile = Pile::new(readings, versions, decisions);
    let vocabulary = Vocabulary::new();
    let cast = actors::merge(&pile, decisions, &vocabulary);
    let (reuse, copies) = reuse::find(&pile);
    let claims = claims::claims(&pile, &cast, &vocabulary);
    let ids: Vec<&str> = cast.actors.iter().map(|actor| actor.id.as_str()).collect();
    let quotations = quotations::group(&pile, &claims, &copies, &ids);
    let events = events::group(&pile, &cast, &vocabulary);
    let stories = stories::find(&pile, &cast, &vocabulary);
    let conflicts = conflicts::find(&conflicts::Evidence {
        pile: &pile,
        cast: &cast,
        vocabulary: &vocabulary,
        claims: &claims.standing,
        quotations: &quotations,
        events: &events,
    });
    Relations {
        quotations: quotations.quotations,
        event_groups: events.groups,
        conflicts,
        stories,
        reuse,
        repeated: pile.repeated(),
        actors: cast.actors,
        earlier: pile.lineage.earlier(),
        rejected: pile.rejected_entries(),
    }
}
