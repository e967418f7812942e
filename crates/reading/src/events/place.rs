//! Which words name a place.

use super::scene::Scene;
use crate::actors::Cast;
use crate::phrase::{self, Phrase};
use onrecord_text::ActorType;

/// Nouns that name a kind of place.
const PLACES: &[&str] = &[
    "airport",
    "city",
    "region",
    "province",
    "oblast",
    "village",
    "town",
    "capital",
    "frontline",
    "front",
    "border",
    "palace",
    "base",
    "headquarters",
    "island",
    "port",
    "square",
    "embassy",
    "residence",
    "hotel",
    "district",
    "coast",
    "castle",
    "villa",
    "centre",
    "center",
    "site",
    "plant",
    "area",
    "ministry",
    "territory",
    "peninsula",
];

/// Bodies whose names are also those of buildings.
const BUILDINGS: &[&str] = &[
    "white house",
    "kremlin",
    "oval office",
    "pentagon",
    "downing street",
    "capitol hill",
    "state department",
    "élysée",
    "elysee",
];

/// Whether a phrase names a place.
pub(super) fn is_place(scene: &Scene<'_, '_>, cast: &Cast, phrase: &Phrase) -> bool {
    let head = phrase.head();
    if phrase.core.clone().any(|at| scene.time_at(at).is_some()) {
        return false;
    }
    if PLACES.contains(&scene.lower(head)) {
        return true;
    }
    let words: Vec<&str> = phrase.core.clone().map(|at| scene.lower(at)).collect();
    let words = words.join(" ");
    if BUILDINGS.iter().any(|name| words.ends_with(name)) {
        return true;
    }
    let mention = cast.mentions_in(&phrase.core).find(|it| it.words.contains(&head));
    // A name that the tagger took for a common noun is still the name that the cast knows.
    let known =
        mention.is_some_and(|it| matches!(cast.entity(it.actor).kind, ActorType::Place | ActorType::Country));
    if !known && !scene.tag(head).is_proper_noun() {
        return false;
    }
    mention.is_none_or(|it| {
        let entity = cast.entity(it.actor);
        matches!(entity.kind, ActorType::Place | ActorType::Country)
            || entity.kind == ActorType::Organization
                && it.words.len() == 1
                && entity.names.len() <= 1
                && !scene.lower(head).chars().all(char::is_uppercase)
    })
}

/// The name in a place phrase: "the key city of Halvik" is Halvik, "the Tervo region" stays.
pub(super) fn name(scene: &Scene<'_, '_>, phrase: &Phrase) -> String {
    let mut words = phrase.core.clone();
    if scene.lower(words.end) == "of"
        && words.end < phrase.words.end
        && PLACES.contains(&scene.lower(phrase.head()))
    {
        let further = phrase::starting(scene.document, words.end + 1, phrase.words.end);
        if let Some(further) = further.filter(|it| scene.tag(it.head()).is_proper_noun()) {
            words = further.core;
        }
    }
    if matches!(scene.lower(words.start), "the" | "a" | "an") && words.len() > 1 {
        words.start += 1;
    }
    scene.document.span_of(&words).map_or_else(String::new, |span| scene.document.text(span).to_string())
}
