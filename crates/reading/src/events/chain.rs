//! The verb group of a trigger: its auxiliaries, and the words that put it off ("is expected to", "plans to").

use super::lexicon::listed;
use super::scene::Scene;
use crate::phrase::AUXILIARIES;
use onrecord_tagger::Tag;

/// A verb with what governs it in its clause, from right to left.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// The verb itself.
    pub verb: usize,
    /// The outermost verb or adjective, whose subject is the verb's.
    pub head: usize,
    /// All words of it: auxiliaries, modals, negations and governing words.
    pub words: Vec<usize>,
    /// What it hangs on where it has no subject of its own.
    pub link: Link,
}

/// How a verb group is tied to what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// By its subject.
    Subject,
    /// By "to", as a purpose; the word is the "to".
    Purpose(usize),
    /// By a preposition before a gerund: "after meeting".
    Preposition(usize),
    /// A gerund without either.
    Bare,
}

/// Words after which "to" changes nothing: "appears to have", "managed to".
const TRANSPARENT: &[&str] = &[
    "appears",
    "appear",
    "appeared",
    "seems",
    "seem",
    "seemed",
    "managed",
    "continue",
    "continues",
    "continued",
    "began",
    "begins",
    "started",
    "happened",
    "able",
    "have",
    "has",
    "had",
    "said",
    "reported",
    "forced",
];

/// The chain of the verb at `verb`.
pub(super) fn chain(scene: &Scene<'_, '_>, verb: usize) -> Chain {
    let floor = scene.sentence(verb).start;
    let mut chain = Chain { verb, head: verb, words: vec![verb], link: Link::Subject };
    while let Some(before) = left(scene, &mut chain.words, floor, chain.head) {
        let (tag, lower) = (scene.tag(before), scene.lower(before));
        let gerund = is_gerund(scene, chain.head);
        if tag == Tag::Md
            || tag != Tag::Pos && AUXILIARIES.contains(&lower) && !(lower == "'s" && tag.is_noun())
        {
            chain.words.push(before);
            chain.head = before;
        } else if tag == Tag::To
            || lower == "to"
            || gerund && matches!(lower, "of" | "for" | "on" | "from" | "about" | "in" | "by")
        {
            let governor = left(scene, &mut chain.words, floor, before).filter(|at| governs(scene, *at));
            match governor {
                Some(governor) => {
                    chain.words.extend([before, governor]);
                    chain.head = governor;
                }
                None if gerund => {
                    chain.link = Link::Preposition(before);
                    break;
                }
                None => {
                    chain.link = Link::Purpose(before);
                    break;
                }
            }
        } else if gerund
            && tag.is_verb()
            && (listed("deny", lower) || listed("possible", lower) || listed("phase", lower))
        {
            chain.words.push(before);
            chain.head = before;
        } else if gerund && matches!(tag, Tag::In | Tag::Wrb) {
            chain.link = Link::Preposition(before);
            break;
        } else {
            break;
        }
    }
    if chain.link == Link::Subject && is_gerund(scene, chain.head) {
        chain.link = Link::Bare;
    }
    chain
}

/// Whether a word of a verb group is a gerund, though the tagger may take it for a noun.
fn is_gerund(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.tag(at) == Tag::Vbg || scene.tag(at).is_noun() && scene.lower(at).ends_with("ing")
}

/// The word before, past adverbs and dates; negations on the way are noted.
fn left(scene: &Scene<'_, '_>, words: &mut Vec<usize>, floor: usize, at: usize) -> Option<usize> {
    let mut before = at;
    loop {
        before = before.checked_sub(1).filter(|it| *it >= floor)?;
        let lower = scene.lower(before);
        let tag = scene.tag(before);
        // "would “gladly” meet": quotation marks around an adverb.
        if matches!(tag, Tag::OpenQuote | Tag::CloseQuote)
            && before > floor
            && (scene.tag(before - 1).is_adverb() || scene.tag(before - 1) == Tag::Md)
        {
            continue;
        }
        if matches!(lower, "not" | "n't" | "never") {
            words.push(before);
        } else if !(scene.tag(before).is_adverb() && scene.tag(before) != Tag::Wrb && !governs(scene, before))
        {
            return Some(before);
        }
    }
}

/// Whether a word before "to" says how far the thing after it has come.
fn governs(scene: &Scene<'_, '_>, at: usize) -> bool {
    let lower = scene.lower(at);
    let tag = scene.tag(at);
    let fits =
        tag.is_verb() || tag.is_adjective() || tag.is_noun() && !tag.is_proper_noun() || tag.is_adverb();
    fits && (["planned", "expected", "possible", "deny"].iter().any(|list| listed(list, lower))
        || TRANSPARENT.contains(&lower))
}
