//! How far a report says that an event has come.

use super::chain::{Chain, Link, chain};
use super::lexicon::listed;
use super::scene::Scene;
use onrecord_tagger::Tag;
use onrecord_text::{Basis, Stage};
use std::ops::Range;

/// Where the times of a clause put an event, against the day of its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Before it.
    Past,
    /// On it.
    Same,
    /// After it.
    Ahead,
}

/// Verbs whose past looks like their present.
const INVARIANT: &[&str] = &["shot", "hit", "cut", "shut", "put", "set", "hurt", "quit", "beat"];

/// The stage that a verb group gives, in a clause whose time lies on one side of the item's day.
pub(super) fn of_verb(scene: &Scene<'_, '_>, chain: &Chain, side: Option<Side>) -> Stage {
    of_chain(scene, chain, side, 3)
}

fn of_chain(scene: &Scene<'_, '_>, chain: &Chain, side: Option<Side>, depth: usize) -> Stage {
    let any = |test: &dyn Fn(usize) -> bool| chain.words.iter().any(|at| test(*at));
    let outer =
        |list: &'static str| chain.words.iter().any(|at| *at != chain.verb && listed(list, scene.lower(*at)));
    let modal = |forms: &[&str]| any(&|at| scene.tag(at) == Tag::Md && forms.contains(&scene.lower(at)));
    let negated = any(&|at| matches!(scene.lower(at), "not" | "n't" | "never"));
    if outer("deny") {
        return Stage::Denied;
    }
    // "were trying to retake": the trying goes on.
    let be = |at: usize| matches!(scene.lower(at), "is" | "are" | "was" | "were" | "been");
    if any(&|at| scene.lower(at) == "trying") && any(&be) && !negated {
        return Stage::Ongoing;
    }
    if modal(&["may", "might", "could", "can", "ca", "must", "should"])
        || outer("possible")
        || conditional(scene, chain)
    {
        return Stage::Possible;
    }
    if negated {
        return Stage::Denied;
    }
    if outer("expected") {
        return Stage::Expected;
    }
    if modal(&["will", "'ll", "wo", "shall"]) || outer("planned") {
        return Stage::Planned;
    }
    if modal(&["would", "'d"]) {
        return if scene.statement(chain.verb).is_some() { Stage::Planned } else { Stage::Possible };
    }
    match chain.link {
        // "the only two to have signed".
        Link::Purpose(_) if any(&|at| scene.lower(at) == "have") => return Stage::Happened,
        Link::Purpose(to) => return of_purpose(scene, to, depth),
        Link::Preposition(word) => {
            return match scene.lower(word) {
                "before" => Stage::Planned,
                "with" | "by" | "while" | "when" | "in" => {
                    of_main(scene, word, side, depth).unwrap_or(Stage::Ongoing)
                }
                _ => Stage::Happened,
            };
        }
        // "Sitting beside Lund, Holm said": done while she spoke.
        Link::Bare if chain.head == scene.sentence(chain.verb).start => return Stage::Happened,
        Link::Bare => return of_main(scene, chain.head, side, depth).unwrap_or(Stage::Ongoing),
        Link::Subject => {}
    }
    let first = chain.words.iter().copied().filter(|at| scene.tag(*at).is_verb()).min().unwrap_or(chain.verb);
    let be_now =
        any(&|at| at != chain.verb && matches!(scene.lower(at), "is" | "are" | "am" | "'s" | "'re" | "'m"));
    let heading = scene.document.sentence_of(chain.verb).heading;
    match scene.tag(first) {
        Tag::Vbd | Tag::Vbn if side == Some(Side::Ahead) => Stage::Planned,
        Tag::Vbd | Tag::Vbn => Stage::Happened,
        // The form says nothing of the tense, and news tells the past.
        _ if !be_now && INVARIANT.contains(&scene.lower(first)) => Stage::Happened,
        // "demanded that the forces withdraw".
        Tag::Vb if !heading => Stage::Possible,
        _ if matches!(scene.lower(first), "has" | "have" | "'ve" | "having") => {
            let going_on = scene.tag(chain.verb) == Tag::Vbg
                || any(&|at| scene.lower(at) == "been") && scene.lower(chain.verb) == "been";
            if going_on { Stage::Ongoing } else { Stage::Happened }
        }
        // "is coming on Friday": the present of a journey is its future.
        _ if journey(scene, chain.verb) && side.is_some() && side != Some(Side::Past) => Stage::Planned,
        _ if side == Some(Side::Past) => Stage::Happened,
        _ if side == Some(Side::Ahead) => Stage::Planned,
        _ if heading && !be_now => Stage::Happened,
        _ if opened(scene, chain.head, &["when", "before", "until", "once", "if"]) => Stage::Planned,
        _ => Stage::Ongoing,
    }
}

fn journey(scene: &Scene<'_, '_>, verb: usize) -> bool {
    scene.tag(verb) == Tag::Vbg && listed("journeys", scene.lower(verb))
}

/// A purpose comes after what is done for it: "arrived to sign"; "did not come to sign" was not.
fn of_purpose(scene: &Scene<'_, '_>, to: usize, depth: usize) -> Stage {
    match of_main(scene, to, None, depth) {
        Some(stage @ (Stage::Possible | Stage::Expected | Stage::Denied)) => stage,
        _ => Stage::Planned,
    }
}

/// The stage of the nearest finite verb before a word.
fn of_main(scene: &Scene<'_, '_>, before: usize, side: Option<Side>, depth: usize) -> Option<Stage> {
    let depth = depth.checked_sub(1)?;
    let floor = scene.sentence(before).start;
    let quoted = scene.document.words[before].quote;
    let verb = (floor..before).rev().find(|at| {
        scene.tag(*at).is_finite() && scene.tag(*at) != Tag::Md && scene.document.words[*at].quote == quoted
    })?;
    let last = (verb..before)
        .take_while(|at| *at == verb || scene.tag(*at).is_verb() || scene.tag(*at).is_adverb())
        .filter(|at| scene.tag(*at).is_verb())
        .last();
    Some(of_governor(scene, last.unwrap_or(verb), side, depth))
}

/// The stage of an event that a noun names, which no verb of its own carries. `end` is the word after the noun.
pub(super) fn of_noun(scene: &Scene<'_, '_>, phrase: &Range<usize>, end: usize, side: Option<Side>) -> Stage {
    let floor = scene.sentence(phrase.start).start;
    let back = |count: usize| {
        phrase.start.checked_sub(count).filter(|at| *at >= floor).map_or("", |at| scene.lower(at))
    };
    match (back(2), back(1)) {
        ("ahead", "of") | ("prior", "to") | (_, "before" | "toward" | "towards") => return Stage::Planned,
        (_, "after" | "following" | "since") | ("wake", "of") => return Stage::Happened,
        _ => {}
    }
    if conditional_before(scene, phrase.start) {
        return Stage::Possible;
    }
    match side {
        Some(Side::Ahead) => return Stage::Planned,
        Some(Side::Past) => return Stage::Happened,
        _ => {}
    }
    if let Some(stage) = by_following(scene, phrase.end.max(end)) {
        return stage;
    }
    let quote = scene.document.words[phrase.start].quote;
    let governor = (floor..phrase.start)
        .rev()
        .find(|at| scene.tag(*at).is_verb() && scene.document.words[*at].quote == quote);
    if matches!(back(1), "on" | "about" | "over" | "regarding") {
        return Stage::Happened;
    }
    let Some(governor) = governor else {
        return if matches!(back(1), "for" | "to") { Stage::Planned } else { Stage::Happened };
    };
    let stage = of_governor(scene, governor, side, 2);
    match stage {
        Stage::Possible | Stage::Expected | Stage::Planned => stage,
        // Arrived "for talks", on the way "to a meeting": still ahead.
        _ if matches!(back(1), "for" | "to") => Stage::Planned,
        Stage::Ongoing if scene.tag(governor) == Tag::Vbg => Stage::Ongoing,
        _ => Stage::Happened,
    }
}

/// The stage of what a verb governs, by the verb itself ("expects talks", "allow a visit") and what governs it.
fn of_governor(scene: &Scene<'_, '_>, verb: usize, side: Option<Side>, depth: usize) -> Stage {
    let lower = scene.lower(verb);
    if listed("possible", lower) {
        Stage::Possible
    } else if listed("expected", lower) {
        Stage::Expected
    } else if listed("planned", lower) && scene.tag(verb) != Tag::Vbg {
        Stage::Planned
    } else {
        of_chain(scene, &chain(scene, verb), side, depth)
    }
}

/// The stage that a modal right after a noun phrase gives: "a meeting between them would depend on".
fn by_following(scene: &Scene<'_, '_>, end: usize) -> Option<Stage> {
    let ceiling = scene.sentence(end.saturating_sub(1)).end;
    let stops = |at: usize| {
        scene.tag(at).is_verb() || matches!(scene.tag(at), Tag::Comma | Tag::Colon | Tag::Stop | Tag::Wdt)
    };
    let verb = (end..ceiling.min(end + 8)).find(|at| stops(*at))?;
    match scene.lower(verb) {
        "will" | "'ll" => Some(Stage::Planned),
        "would" | "could" | "may" | "might" => Some(Stage::Possible),
        _ => None,
    }
}

/// Whether the clause of a chain is opened by "if" or "whether".
fn conditional(scene: &Scene<'_, '_>, chain: &Chain) -> bool {
    conditional_before(scene, chain.head)
}

fn conditional_before(scene: &Scene<'_, '_>, word: usize) -> bool {
    opened(scene, word, &["if", "whether", "unless"])
}

/// Whether one of these words opens the clause that a word stands in.
fn opened(scene: &Scene<'_, '_>, word: usize, openers: &[&str]) -> bool {
    let floor = scene.sentence(word).start;
    (floor..word)
        .rev()
        .take(12)
        .take_while(|at| {
            let that = scene.tag(*at) == Tag::In && scene.lower(*at) == "that";
            !(that || matches!(scene.tag(*at), Tag::Comma | Tag::Colon))
        })
        .any(|at| openers.contains(&scene.lower(at)))
}

/// On which side of its item's day the days of some times lie.
pub(super) fn side(scene: &Scene<'_, '_>, time: &crate::times::Time) -> Option<Side> {
    let item = scene.document.sentences[time.sentence].item;
    let published = &scene.document.page.items[item].published;
    let (earliest, latest) = (time.value.earliest?, time.value.latest?);
    if published.basis == Basis::Unknown {
        return match time.value.timex.as_str() {
            "FUTURE_REF" => Some(Side::Ahead),
            _ => None,
        };
    }
    let (first, last) = (published.earliest?, published.latest?);
    let later = earliest == latest && scene.document.text(time.span()).to_lowercase().starts_with("later");
    Some(if later && latest >= first {
        Side::Ahead
    } else if latest < first {
        Side::Past
    } else if earliest > last {
        Side::Ahead
    } else {
        Side::Same
    })
}
