//! How many: counts of the same thing that cannot both be right.

use super::{Add, Evidence, Side};
use crate::claims::{Named, terms};
use crate::pile::gap;
use crate::relations::Slot;
use crate::words::{Word, month_words, words};
use onrecord_text::{ActorType, Dating, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A count with what is counted and the words around it.
struct Count<'a> {
    page: usize,
    item: &'a str,
    entry: &'a str,
    /// The event group that the entry belongs to.
    group: Option<usize>,
    sentence: Span,
    span: Span,
    value: f64,
    bound: Bound,
    /// The stem of what is counted, with the unit's denominator where there is one.
    noun: String,
    /// What the count is for: the unit behind "a" or "per".
    rate: Option<String>,
    /// Whether "crew" stands before what is counted.
    is_crew: bool,
    /// Stems of the sentence's other content words.
    terms: Vec<String>,
    /// The actors and places that the item names, countries left out, sorted.
    about: Vec<usize>,
    /// Who gives the count, where a statement does.
    speaker: Option<usize>,
    published: Dating,
}

/// How exact a count claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Exact,
    About,
    AtLeast,
    AtMost,
}

pub(super) fn find(evidence: &Evidence<'_, '_>, add: &mut Add<'_>) {
    let counts = counts(evidence);
    aboard(evidence, &counts, add);
    rates(evidence, &counts, add);
    let mut blocks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, count) in counts.iter().enumerate() {
        blocks.entry(&count.noun).or_default().push(row);
    }
    let mut told: BTreeSet<(String, String, String)> = BTreeSet::new();
    for rows in blocks.values() {
        for (at, row) in rows.iter().enumerate() {
            for other in rows[at + 1..].iter().take(CAP) {
                let (a, b) = (&counts[*row], &counts[*other]);
                let versions = evidence.pile.are_versions(a.page, b.page);
                if versions || a.rate.is_some() || !excludes(a, b) || !is_same_matter(a, b) {
                    continue;
                }
                // Two figures that are in conflict once are in conflict on every page that copies them.
                let mut values = [shown(evidence, a), shown(evidence, b)];
                values.sort();
                let [one, two] = values;
                if told.insert((a.noun.clone(), one, two)) {
                    let group = a.group.filter(|_| a.group == b.group);
                    let about = group.map(|group| evidence.events.groups[group].id.as_str());
                    add(Slot::Number, about, side(evidence, a), side(evidence, b), None);
                }
            }
        }
    }
}

/// Stems of those who sail or fly in a vessel, and of people as they are counted in one.
const CREW: &[&str] =
    &["crew", "member", "sailor", "fishermen", "fisherman", "seamen", "mariner", "seafarer"];
const PEOPLE: &[&str] = &["people", "men", "citizen", "person", "passenger", "women"];

/// Words of which a count is a part of those aboard only.
const PARTLY: &[&str] = &[
    "kill", "die", "dead", "death", "injur", "wound", "hurt", "miss", "rescu", "save", "sav", "drown",
    "surviv", "arrest", "other", "remain", "rest", "swap", "return", "join", "more", "least",
];

/// Whether a count is of all who were aboard a vessel.
fn is_of_crew(count: &Count<'_>) -> bool {
    let has = |wanted: &[&str]| count.terms.iter().any(|term| wanted.contains(&term.as_str()));
    let crew = CREW.contains(&count.noun.as_str()) && (count.noun != "member" || count.is_crew);
    count.bound == Bound::Exact
        && !has(PARTLY)
        && (crew || (PEOPLE.contains(&count.noun.as_str()) && has(&["aboard"])))
}

/// How many were aboard: two sides' counts, one after the other in one text. That the second answers the first is
/// known by the place and by the two countries that speak; on other pages the same figures are no second conflict.
fn aboard(evidence: &Evidence<'_, '_>, counts: &[Count<'_>], add: &mut Add<'_>) {
    let country =
        |count: &Count<'_>| count.speaker.and_then(|speaker| evidence.cast.countries[speaker].clone());
    let mut told: BTreeSet<(u64, u64)> = BTreeSet::new();
    let crews: Vec<&Count<'_>> = counts.iter().filter(|count| is_of_crew(count)).collect();
    for (at, a) in crews.iter().enumerate() {
        for b in crews[at + 1..].iter().take(CAP) {
            let near = a.page == b.page
                && a.item == b.item
                && a.span.end().abs_diff(b.span.start()).min(b.span.end().abs_diff(a.span.start())) <= ANSWER;
            let sides = matches!((country(a), country(b)), (Some(one), Some(other)) if one != other);
            let (low, high) = (a.value.min(b.value), a.value.max(b.value));
            // A crew that is twice as large in one account is another crew.
            let alike = low < high && low * 2.0 > high;
            if near && sides && alike && told.insert((low.to_bits(), high.to_bits())) {
                add(Slot::Number, None, side(evidence, a), side(evidence, b), None);
            }
        }
    }
}

/// Bytes between a count and the other side's answer to it.
const ANSWER: usize = 400;

/// A rate that is said never to have been exceeded, and a higher one of the same thing in the weeks around.
fn rates(evidence: &Evidence<'_, '_>, counts: &[Count<'_>], add: &mut Add<'_>) {
    // Pages that print one report's figures are in no second conflict.
    let mut told: BTreeSet<(&str, u64, u64)> = BTreeSet::new();
    for limit in counts {
        if limit.rate.is_none() || limit.bound != Bound::AtMost {
            continue;
        }
        for other in counts.iter().filter(|other| other.rate == limit.rate && other.noun == limit.noun) {
            let over = other.value > limit.value && matches!(other.bound, Bound::Exact | Bound::AtLeast);
            let near = gap(&limit.published, &other.published).is_some_and(|days| days <= RATE_DAYS);
            let shared = limit.about.iter().filter(|actor| other.about.binary_search(actor).is_ok()).count();
            if over
                && near
                && !evidence.pile.are_versions(limit.page, other.page)
                && shared >= 2
                && told.insert((&limit.noun, limit.value.to_bits(), other.value.to_bits()))
            {
                add(Slot::Number, None, side(evidence, limit), side(evidence, other), None);
            }
        }
    }
}

/// Days between two pages that speak of one flow.
const RATE_DAYS: i32 = 21;

/// With how many of the counts that follow under one noun a count is compared.
const CAP: usize = 200;

fn shown(evidence: &Evidence<'_, '_>, count: &Count<'_>) -> String {
    count.span.of(evidence.pile.pages[count.page].text()).to_lowercase()
}

fn side<'a>(evidence: &Evidence<'_, 'a>, count: &Count<'a>) -> Side<'a> {
    let value = count
        .span
        .of(evidence.pile.pages[count.page].text())
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    Side { page: count.page, item: count.item, entry: count.entry, span: count.span, value }
}

fn counts<'a>(evidence: &Evidence<'_, 'a>) -> Vec<Count<'a>> {
    let mut group_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (group, members) in evidence.events.members.iter().enumerate() {
        for row in members {
            group_of.insert(&evidence.events.reports[*row].event.id, group);
        }
    }
    let mut found = Vec::new();
    for (page, facts) in evidence.pile.pages.iter().enumerate() {
        let named = Named::new(evidence.pile, page, evidence.cast);
        let mut seen: BTreeSet<Span> = BTreeSet::new();
        let reading = facts.reading;
        // Events first: what belongs to a group is compared within it.
        let events =
            reading.events.iter().map(|it| (it.id.as_str(), it.item.as_str(), None, vec![it.evidence]));
        let about = abouts(evidence, page);
        let statements = reading.statements.iter().map(|it| {
            let speaker = it.speaker.as_deref().and_then(|speaker| evidence.cast.of(page, speaker));
            (it.id.as_str(), it.item.as_str(), speaker, it.content.clone())
        });
        for (entry, item, speaker, parts) in events.chain(statements) {
            if !evidence.pile.stands(entry) {
                continue;
            }
            for part in parts {
                let sentence = facts.sentence(part);
                let all = words(facts.text(), sentence);
                for (first, last, value, bound, noun) in figures(evidence, facts.text(), &all) {
                    let span = all[first].span.hull(all[last].span);
                    if !part.overlaps(span) || !seen.insert(span) {
                        continue;
                    }
                    let others = all
                        .iter()
                        .enumerate()
                        .filter(|(at, _)| *at < first || *at > last)
                        .map(|(_, word)| word);
                    let (mut terms, _) = terms(others, &named, evidence.vocabulary);
                    terms.retain(|term| number(term).is_none());
                    found.push(Count {
                        page,
                        item,
                        entry,
                        group: group_of.get(entry).copied(),
                        sentence,
                        span,
                        value,
                        bound,
                        rate: rate(&all, last),
                        is_crew: all[first..last].iter().any(|word| word.folded == "crew"),
                        noun,
                        terms,
                        about: about.get(item).cloned().unwrap_or_default(),
                        speaker: speaker.or_else(|| speaker_at(evidence, page, span)),
                        published: facts.published(item),
                    });
                }
            }
        }
    }
    found
}

/// Who says the words of a span, where a statement of the page holds them.
fn speaker_at(evidence: &Evidence<'_, '_>, page: usize, span: Span) -> Option<usize> {
    let statements = &evidence.pile.pages[page].reading.statements;
    let holds = statements.iter().find(|it| it.content.iter().any(|part| part.contains(span)))?;
    evidence.cast.of(page, holds.speaker.as_deref()?)
}

/// Whom and what each item of a page names, countries left out, sorted.
fn abouts<'a>(evidence: &Evidence<'_, 'a>, page: usize) -> BTreeMap<&'a str, Vec<usize>> {
    let facts = &evidence.pile.pages[page];
    let mut abouts: BTreeMap<&'a str, Vec<usize>> = BTreeMap::new();
    for mention in &facts.reading.mentions {
        let actor = evidence.cast.of(page, &mention.actor);
        let item = facts.reading.page.item_at(mention.span.start());
        if let (Some(actor), Some(item)) = (actor, item) {
            let kind = evidence.cast.actors[actor].kind;
            if !matches!(kind, ActorType::Country | ActorType::Government | ActorType::Unnamed) {
                abouts.entry(item.id.as_str()).or_default().push(actor);
            }
        }
    }
    for actors in abouts.values_mut() {
        actors.sort_unstable();
        actors.dedup();
    }
    abouts
}

/// The unit of time that a measure is counted by: "cubic metres of water a second".
fn rate(all: &[Word], noun: usize) -> Option<String> {
    const BY: &[&str] = &["a", "per", "each", "every"];
    const UNITS: &[&str] = &["second", "minute", "hour", "day", "week", "month", "year"];
    let rest = all.get(noun + 1..)?;
    rest.windows(2)
        .take(4)
        .find(|two| BY.contains(&two[0].folded.as_str()) && UNITS.contains(&two[1].folded.as_str()))
        .map(|two| two[1].folded.clone())
}

/// The figures of a sentence: first and last word, value, bound, and the stem of what is counted.
fn figures(evidence: &Evidence<'_, '_>, text: &str, all: &[Word]) -> Vec<(usize, usize, f64, Bound, String)> {
    let mut found = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let Some(mut value) = number(&word.folded) else { continue };
        // "Twenty-three" is two words and one number.
        let mut end = at;
        if let Some(unit) = all.get(at + 1).and_then(|next| number(&next.folded))
            && (20.0..100.0).contains(&value)
            && (1.0..10.0).contains(&unit)
            && text.get(word.span.end()..all[at + 1].span.start()) == Some("-")
        {
            value += unit;
            end = at + 1;
        }
        // A part of a date, a time, an amount of money or a larger number is not a count.
        let before = at.checked_sub(1).and_then(|it| all.get(it)).map(|it| it.folded.as_str());
        let lead = text[..word.span.start()].chars().next_back();
        if lead.is_some_and(|mark| matches!(mark, '$' | '€' | '£' | '/' | ':' | '-' | '–'))
            || before.is_some_and(|it| {
                number(it).is_some() || month_words().contains(it) || it == "of" && value > 1900.0
            })
            || (1900.0..2100.0).contains(&value) && word.folded.len() == 4 && bare_year(text, word)
        {
            continue;
        }
        // What is counted: the first plural among the next words that belong together.
        let noun = all[end + 1..].iter().take(3).enumerate().take_while(|(step, next)| {
            let previous = all[end + step].span.end();
            text.get(previous..next.span.start()).is_some_and(|gap| gap.trim().is_empty() || gap == "-")
                && evidence.vocabulary.is_content(&next.folded)
                && number(&next.folded).is_none()
                && !month_words().contains(&next.folded)
        });
        let noun = noun
            .map(|(step, next)| (end + 1 + step, next))
            .find(|(_, next)| is_plural(&next.folded) || (value == 1.0 && is_single(&next.folded)));
        if let Some((last, noun)) = noun {
            let crew =
                noun.folded == "crew" && all.get(last + 1).is_some_and(|next| next.folded == "members");
            let last = last + usize::from(crew);
            found.push((at, last, value, bound(all, at), evidence.vocabulary.stem(&noun.folded)));
        }
    }
    found
}

fn bare_year(text: &str, word: &Word) -> bool {
    !text.get(word.span.start()..word.span.end()).unwrap_or_default().contains(',')
}

fn is_plural(word: &str) -> bool {
    matches!(
        word,
        "people" | "men" | "women" | "children" | "crew" | "police" | "troops" | "personnel" | "aircraft"
    ) || (word.len() >= 4
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is"))
}

fn is_single(word: &str) -> bool {
    matches!(
        word,
        "person" | "man" | "woman" | "child" | "soldier" | "civilian" | "ship" | "drone" | "missile"
    )
}

/// A number in figures or in words up to a hundred.
fn number(word: &str) -> Option<f64> {
    const SMALL: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [(&str, f64); 9] = [
        ("thirty", 30.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("sixty", 60.0),
        ("seventy", 70.0),
        ("eighty", 80.0),
        ("ninety", 90.0),
        ("hundred", 100.0),
        ("dozen", 12.0),
    ];
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        return word.parse().ok().filter(|value: &f64| value.is_finite());
    }
    if let Some(value) = SMALL.iter().position(|small| *small == word) {
        return u32::try_from(value).ok().map(f64::from);
    }
    TENS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

fn bound(all: &[Word], at: usize) -> Bound {
    let back =
        |steps: usize| at.checked_sub(steps).and_then(|it| all.get(it)).map_or("", |it| it.folded.as_str());
    match (back(2), back(1)) {
        ("at", "least") | ("more", "than") | ("no", "fewer") => Bound::AtLeast,
        ("fewer" | "less", "than") => Bound::AtLeast,
        ("at", "most") | ("up", "to") | ("never" | "not", "exceeded") => Bound::AtMost,
        (_, "over" | "exceeding" | "another" | "further" | "additional" | "other") => Bound::AtLeast,
        (_, "under" | "below") => Bound::AtMost,
        (_, "about" | "around" | "nearly" | "almost" | "some" | "roughly" | "approximately" | "dozens") => {
            Bound::About
        }
        _ => Bound::Exact,
    }
}

/// Whether the two values cannot both be right.
fn excludes(a: &Count<'_>, b: &Count<'_>) -> bool {
    let (low, high) = (a.value.min(b.value), a.value.max(b.value));
    if (high - low).abs() < f64::EPSILON {
        return false;
    }
    let near = low >= 0.85 * high;
    match (a.bound, b.bound) {
        (Bound::Exact, Bound::Exact) => true,
        (Bound::About, Bound::Exact | Bound::About) | (Bound::Exact, Bound::About) => !near,
        (Bound::AtLeast, Bound::Exact) => b.value < a.value,
        (Bound::Exact, Bound::AtLeast) => a.value < b.value,
        (Bound::AtMost, Bound::Exact) => b.value > a.value,
        (Bound::Exact, Bound::AtMost) => a.value > b.value,
        _ => false,
    }
}

/// Whether the two count the same thing at the same time: reports of one event, or sentences on one matter that
/// were published within a day or two.
fn is_same_matter(a: &Count<'_>, b: &Count<'_>) -> bool {
    if a.page == b.page && (a.item == b.item || a.sentence == b.sentence) {
        // One text that gives two figures gives them for two things, or explains the difference itself.
        return false;
    }
    let plain = |terms: &[String]| terms.iter().filter(|term| !term.starts_with('@')).count();
    let shared: Vec<&String> = a.terms.iter().filter(|term| b.terms.binary_search(term).is_ok()).collect();
    let shared_plain = shared.iter().filter(|term| !term.starts_with('@')).count();
    let least = plain(&a.terms).min(plain(&b.terms)).max(1);
    let overlap = shared_plain as f64 / least as f64;
    let days = gap(&a.published, &b.published).unwrap_or(0);
    if a.group.is_some() && a.group == b.group {
        return shared_plain >= 2 && overlap >= 0.25;
    }
    // Units of measure count a thousand things: they need more around them than a count of people.
    let unit = UNITS.contains(&a.noun.as_str());
    let (words, part) = if unit { (5, 0.5) } else { (3, 0.4) };
    days <= 2 && shared_plain >= words && overlap >= part && shared.len() > shared_plain.min(words) - 1
}

const UNITS: &[&str] = &[
    "hour",
    "minute",
    "day",
    "week",
    "month",
    "year",
    "kilometr",
    "kilometer",
    "mile",
    "meter",
    "metr",
    "percent",
    "dollar",
    "euro",
    "ton",
    "tonne",
    "time",
    "knot",
    "degree",
    "litre",
    "liter",
];
