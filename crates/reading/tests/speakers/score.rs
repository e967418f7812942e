//! A page's reading against its annotation.

use super::gold::{GoldActor, GoldPage, GoldStatement, Kind};
use onrecord_page::{Input, Limits, parse};
use onrecord_text::{Actor, ActorType, Reading, Span, Statement};
use std::collections::BTreeSet;

/// What became of an annotated statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Missed,
    Wrong,
    Right,
}

/// An annotated statement with its outcome, and the words to show it by.
#[derive(Debug)]
pub(crate) struct Scored {
    pub page: String,
    pub kind: Kind,
    /// Whether the speaker is an actor without a name.
    pub unnamed: bool,
    /// Whether the page has it through another.
    pub chain: bool,
    pub outcome: Outcome,
    pub via_right: bool,
    pub want: String,
    pub got: String,
    pub context: String,
}

/// The words of a page that a statement's content covers, by number.
type Words = BTreeSet<usize>;

/// Scores every annotated statement, and counts the statements found beside them.
pub(crate) fn score(page: &GoldPage) -> (Vec<Scored>, usize) {
    let pages = parse(Input { bytes: page.text.as_bytes(), path: &page.name }, &Limits::default());
    let parsed = pages.into_iter().next().expect("a page").expect("a readable page");
    let reading = onrecord_reading::read(parsed);
    assert_eq!(reading.page.text, page.text, "{}: the text is kept as it is", page.name);
    let words = words(&page.text);
    let covered = |spans: &[Span]| -> Words {
        (0..words.len()).filter(|number| spans.iter().any(|span| span.overlaps(words[*number]))).collect()
    };
    let gold: Vec<Words> = page.statements.iter().map(|it| covered(&it.content)).collect();
    let found: Vec<Words> = reading.statements.iter().map(|it| covered(&it.content)).collect();
    let aligned = align(page, &gold, &found);
    let used: BTreeSet<usize> = aligned.iter().flatten().copied().collect();
    let scored = page
        .statements
        .iter()
        .zip(&aligned)
        .map(|(it, other)| scored(page, &reading, it, other.map(|number| &reading.statements[number])))
        .collect();
    (scored, found.len() - used.len())
}

/// The statement found for each annotated one: the pairs that share at least half of their words, the best first, each
/// statement once. Carried words may lie in any statement, and count in none but their own.
fn align(page: &GoldPage, gold: &[Words], found: &[Words]) -> Vec<Option<usize>> {
    let is_carried = |number: usize| page.statements[number].kind == Kind::Carried;
    let carried: Words = (0..gold.len())
        .filter(|number| is_carried(*number))
        .flat_map(|number| gold[number].iter().copied())
        .collect();
    let mut pairs = Vec::new();
    let mut aligned = vec![None; gold.len()];
    for (number, want) in gold.iter().enumerate() {
        let shared = |other: &Words| want.intersection(other).count();
        if is_carried(number) {
            aligned[number] = (0..found.len())
                .filter(|it| shared(&found[*it]) * 2 >= want.len())
                .max_by_key(|it| (shared(&found[*it]), std::cmp::Reverse((found[*it].len(), *it))));
            continue;
        }
        for (other, got) in found.iter().enumerate() {
            let got: Words =
                got.iter().copied().filter(|it| !carried.contains(it) || want.contains(it)).collect();
            let (shared, all) = (shared(&got), want.union(&got).count());
            if shared * 2 >= all && shared > 0 {
                pairs.push((shared * 10_000 / all, number, other));
            }
        }
    }
    pairs.sort_by_key(|(jaccard, number, other)| (std::cmp::Reverse(*jaccard), *number, *other));
    let mut used = BTreeSet::new();
    for (_, number, other) in pairs {
        if aligned[number].is_none() && used.insert(other) {
            aligned[number] = Some(other);
        }
    }
    aligned
}

fn scored(page: &GoldPage, reading: &Reading, want: &GoldStatement, got: Option<&Statement>) -> Scored {
    let actor = want.speaker.map(|number| &page.actors[number]);
    let speaker = got.and_then(|it| it.speaker.as_deref()).and_then(|id| reading.actor(id));
    let right = match (actor, speaker) {
        (Some(want), Some(got)) => is_same(page, want, got),
        (None, None) => true,
        _ => false,
    };
    let via = got.map_or(&[][..], |it| &it.via[..]);
    let start =
        want.source.map_or(want.content[0].start(), |source| source.start().min(want.content[0].start()));
    let end = want.source.map_or(0, |source| source.end()).max(want.content[0].end());
    Scored {
        page: page.name.clone(),
        kind: want.kind,
        unnamed: actor.is_some_and(|it| matches!(it.kind.as_str(), "unnamed" | "group")),
        chain: !want.via.is_empty(),
        outcome: match got {
            None => Outcome::Missed,
            Some(_) if right => Outcome::Right,
            Some(_) => Outcome::Wrong,
        },
        via_right: via.len() == want.via.len()
            && via.iter().zip(&want.via).all(|(got, want)| is_within(&plain(got), &plain(want))),
        want: format!("{:?} via {:?}", actor.map(|it| &it.names[0]), want.via),
        got: format!("{:?} via {via:?}", speaker.map(|it| (&it.name, it.kind))),
        context: around(&page.text, start, end),
    }
}

/// Whether a found actor is the annotated one.
///
/// A person: the same name, or the surname with the same given name or none, if nobody else who speaks on the page has that surname. A
/// body: the same name, or a part of it that ends alike. Without a name: no person or country, and the same words or a part of them.
fn is_same(page: &GoldPage, want: &GoldActor, got: &Actor) -> bool {
    const TITLES: &[&str] = &[
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "lord",
        "captain",
        "commander",
        "general",
        "colonel",
        "professor",
        "president",
        "minister",
        "bishop",
        "father",
        "judge",
        "inspector",
        "prince",
        "queen",
        "prime",
    ];
    let name = plain(&got.name);
    let nameless = matches!(want.kind.as_str(), "unnamed" | "group");
    if nameless && matches!(got.kind, ActorType::Person | ActorType::Country | ActorType::Place) {
        return false;
    }
    want.names.iter().map(|it| plain(it)).any(|known| {
        let alike = known.last() == name.last();
        known == name
            || match want.kind.as_str() {
                "person" => {
                    let surname = known.last();
                    let others = page.actors.iter().filter(|it| it.kind == "person" && it.id != want.id);
                    let shared =
                        others.flat_map(|it| plain(&it.names[0]).pop()).any(|it| Some(&it) == surname);
                    let given = &name[..name.len().saturating_sub(1)];
                    let bare = given.iter().all(|it| TITLES.contains(&it.as_str()));
                    got.kind == ActorType::Person && alike && (bare && !shared || given.contains(&known[0]))
                }
                "unnamed" | "group" => is_within(&known, &name),
                _ => got.kind != ActorType::Person && alike && is_within(&known, &name),
            }
    })
}

/// The words of a name in lower case, without articles and possessive endings.
fn plain(name: &str) -> Vec<String> {
    name.to_lowercase()
        .replace('’', "'")
        .replace("'s", "")
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty() && !matches!(*it, "the" | "a" | "an"))
        .map(str::to_string)
        .collect()
}

/// Whether one of two names consists of words of the other.
fn is_within(left: &[String], right: &[String]) -> bool {
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    !short.is_empty() && short.iter().all(|it| long.contains(it))
}

/// The words of a text.
fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match start {
            None if letter.is_alphanumeric() => start = Some(at),
            Some(from) if !letter.is_alphanumeric() => {
                words.extend(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// A stretch of the text with what stands around it, on one line.
fn around(text: &str, start: usize, end: usize) -> String {
    let from = text.floor_char_boundary(start.saturating_sub(160));
    let to = text.ceil_char_boundary((end + 60).min(text.len()));
    format!("…{}>>{}<<{}…", &text[from..start], &text[start..end], &text[end..to]).replace('\n', " / ")
}
