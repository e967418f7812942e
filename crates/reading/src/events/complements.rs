//! The prepositional phrases that belong to a trigger: "with the envoy", "in Halvik", "on Monday".

use super::scene::Scene;
use crate::phrase::Phrase;
use onrecord_tagger::Tag;

/// A preposition with its phrase.
pub(super) struct Complement {
    /// The preposition.
    pub preposition: usize,
    /// What it governs.
    pub phrase: Phrase,
}

/// The phrases that follow one another from `from` on, as far as they belong to what stands before `from`.
///
/// A common noun on the way takes what follows for itself: in "met her on the way to a meeting with Lund" the last
/// phrase is no part of the first meeting. Topics ("on", "about") do not.
pub(super) fn complements(scene: &Scene<'_, '_>, from: usize, end: usize) -> Vec<Complement> {
    let mut found = Vec::new();
    let mut at = from;
    let mut taken = false;
    while at < end {
        if scene.time_at(at).is_some() {
            at += 1;
            taken = false;
            continue;
        }
        let (tag, lower) = (scene.tag(at), scene.lower(at));
        match tag {
            Tag::In | Tag::To => {
                if scene.time_at(at + 1).is_some() {
                    at += 1;
                    continue;
                }
                let Some(phrase) = scene.group(at + 1, end) else { break };
                let next = phrase.words.end.max(at + 1);
                // "by telephone with the envoy": the telephone takes nothing for itself.
                let medium = matches!(scene.lower(phrase.head()), "phone" | "telephone" | "video");
                let common = matches!(scene.tag(phrase.head()), Tag::Nn | Tag::Nns) && !medium;
                let topic = matches!(lower, "on" | "about" | "over" | "regarding" | "of" | "for" | "to");
                let own = !taken || matches!(lower, "in" | "at");
                if own && !(taken && common) {
                    found.push(Complement { preposition: at, phrase });
                }
                taken |= common && !topic;
                at = next;
            }
            Tag::Comma if scene.tag(at + 1).is_proper_noun() || scene.tag(at + 1) == Tag::In && !taken => {
                at += 1
            }
            Tag::Nnp | Tag::Nnps => at += 1,
            _ if tag.is_adverb() && tag != Tag::Wrb || tag == Tag::Rp => at += 1,
            _ if matches!(lower, "lasting" | "held" | "place" | "together") => at += 1,
            _ => break,
        }
    }
    found
}
