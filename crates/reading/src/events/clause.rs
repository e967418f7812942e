//! The clause that reports an event: from its subject to the next clause.

use super::chain::{Chain, Link};
use super::scene::Scene;
use onrecord_tagger::Tag;
use std::ops::Range;

/// Words that open another clause.
const OPENERS: &[&str] = &[
    "when", "where", "while", "because", "although", "though", "if", "whether", "after", "before", "until",
    "unless", "amid", "so", "whereas", "which", "who", "whose", "but", "despite",
];

/// Whether a word opens another clause.
pub(super) fn opens(word: &str) -> bool {
    OPENERS.contains(&word)
}

/// Where the clause that goes on at `from` ends.
pub(super) fn end(scene: &Scene<'_, '_>, from: usize, region: &Range<usize>) -> usize {
    (from..region.end).find(|at| closes(scene, *at, region)).unwrap_or(region.end)
}

fn closes(scene: &Scene<'_, '_>, at: usize, region: &Range<usize>) -> bool {
    let (tag, lower) = (scene.tag(at), scene.lower(at));
    match tag {
        Tag::Stop => at + 1 == region.end || !scene.tag(at + 1).is_noun(),
        Tag::Colon => true,
        Tag::Comma => {
            let next = scene.tag(at + 1);
            OPENERS.contains(&scene.lower(at + 1))
                || matches!(
                    next,
                    Tag::Cc
                        | Tag::Wrb
                        | Tag::Wdt
                        | Tag::Wp
                        | Tag::WpPoss
                        | Tag::Vbg
                        | Tag::Vbn
                        | Tag::Prp
                        | Tag::Ex
                        | Tag::Rb
                )
                || matches!(scene.lower(at + 1), "with" | "as" | "including")
                || is_clause(scene, at + 1, region.end)
        }
        Tag::Cc => {
            // "between Holm and Lund" is one phrase.
            let between = (region.start.max(at.saturating_sub(6))..at).any(|it| scene.lower(it) == "between");
            let adverb = scene.tag(at + 1).is_adverb() && scene.tag(at + 2).is_verb();
            !between && (scene.tag(at + 1).is_verb() || adverb || is_clause(scene, at + 1, region.end))
        }
        _ => {
            OPENERS.contains(&lower) && tag != Tag::Rb
                || lower == "as" && is_clause(scene, at + 1, region.end)
        }
    }
}

/// Whether a noun phrase and a finite verb begin at a word.
fn is_clause(scene: &Scene<'_, '_>, start: usize, ceiling: usize) -> bool {
    let Some(phrase) = crate::phrase::starting(scene.document, start, ceiling) else { return false };
    let mut at = phrase.words.end;
    while at < ceiling && scene.tag(at).is_adverb() {
        at += 1;
    }
    at < ceiling && scene.tag(at).is_finite()
}

/// Where the clause of a verb group begins: with its subject where that stands before it, else with the group.
pub(super) fn start(chain: &Chain, subject: Option<&Range<usize>>, region: &Range<usize>) -> usize {
    let group = chain.words.iter().copied().min().unwrap_or(chain.verb);
    let start = match chain.link {
        // "Norland and Sudmark to meet" in a headline.
        Link::Purpose(word) if subject.is_some_and(|it| it.end == word && it.start < word) => {
            subject.map_or(word, |it| it.start)
        }
        Link::Purpose(word) | Link::Preposition(word) => word,
        _ => subject
            .filter(|it| it.start < group && group.saturating_sub(it.end) <= 12)
            .map_or(group, |it| it.start),
    };
    start.max(region.start).min(chain.verb)
}
