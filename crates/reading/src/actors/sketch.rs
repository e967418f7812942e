//! What a sentence says of actors, phrase by phrase, before it is known which actor each phrase means.

use super::gazetteer::{self, CountryForm};
use super::names::{self, Element, ElementKind, Learned, elements, written};
use super::roles::Role;
use crate::document::Document;
use crate::lexicon;
use crate::names::PageNames;
use crate::phrase;
use crate::times::Time;
use crate::word_table::WordTable;
use onrecord_tagger::Tag;
use onrecord_text::ActorType;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

/// A phrase that names or describes somebody.
#[derive(Debug, Clone)]
pub(crate) struct Sketch {
    /// Its words.
    pub words: Range<usize>,
    /// What it says.
    pub kind: SketchKind,
}

/// What a phrase says of an actor.
#[derive(Debug, Clone)]
pub(crate) enum SketchKind {
    /// A person's name, with the office that the words around it give.
    Person { name: String, role: Option<Role>, titled: bool, she: Option<bool> },
    /// A country, by its English name.
    Country { name: String, form: CountryForm },
    /// An organization or a place.
    Body { name: String, kind: ActorType, country: Option<String> },
    /// One capitalised word of which it is not clear what it names.
    Lone { name: String, place: bool },
    /// An office without a name; the name of its holder where that stands beside it ("Ada Holm, the foreign minister").
    Role { role: Role, holder: Option<String> },
}

/// Offices that only a country, or a body like one, has: who owns one of them is a country.
const STATE_OFFICES: &[&str] = &[
    "head of state",
    "head of government",
    "foreign minister",
    "deputy foreign minister",
    "defence minister",
    "interior minister",
    "finance minister",
    "energy minister",
    "economy minister",
    "justice minister",
    "military chief",
    "deputy prime minister",
    "vice president",
    "ambassador",
    "minister",
];

/// Common nouns after a country that make one body of the two: "Norland's foreign ministry".
const BODIES: &[&str] = &[
    "ministry",
    "government",
    "military",
    "army",
    "parliament",
    "agency",
    "police",
    "navy",
    "embassy",
    "intelligence",
    "guard",
    "council",
    "court",
    "bank",
    "presidency",
    "department",
    "administration",
    "service",
    "authority",
    "commission",
    "committee",
    "office",
    "air force",
    "senate",
    "opposition",
    "delegation",
];

/// The sketches of every sentence, in order.
pub(crate) fn sketches(document: &Document<'_>, times: &[Time], names: Option<&PageNames>) -> Vec<Sketch> {
    let learned = learn(document);
    let mut found = Vec::new();
    for sentence in 0..document.sentences.len() {
        let elements = elements(document, times, sentence, &learned, names);
        let first = found.len();
        sketch_sentence(document, sentence, &elements, &learned, &mut found);
        appose(document, &mut found[first..]);
    }
    found
}

/// Gives an office the name that nothing or only a comma parts from it: "Ada Holm, head of the coast guard", "the
/// envoy, Ada Holm,", "Prime Minister of Norland Ada Holm".
fn appose(document: &Document<'_>, sketches: &mut [Sketch]) {
    let beside = |gap: Range<usize>| {
        let plain = |it: usize| document.words[it].tag == Tag::Dt || document.words[it].tag.is_adjective();
        gap.is_empty() || document.is(gap.start, &[","]) && gap.len() <= 3 && gap.clone().skip(1).all(plain)
    };
    for role in 0..sketches.len() {
        let words = sketches[role].words.clone();
        if !matches!(sketches[role].kind, SketchKind::Role { .. }) {
            continue;
        }
        let person = |at: &usize| matches!(sketches[*at].kind, SketchKind::Person { .. });
        let after = (role + 1..sketches.len()).find(|at| sketches[*at].words.start >= words.end);
        let before = (0..role).rev().find(|at| sketches[*at].words.end <= words.start);
        let named = after
            .filter(|at| {
                person(at)
                    && words.end <= sketches[*at].words.start
                    && beside(words.end..sketches[*at].words.start)
            })
            .or_else(|| before.filter(|at| person(at) && beside(sketches[*at].words.end..words.start)));
        let Some(SketchKind::Person { name, .. }) = named.map(|at| sketches[at].kind.clone()) else {
            continue;
        };
        if let SketchKind::Role { holder, .. } = &mut sketches[role].kind {
            *holder = Some(name);
        }
    }
}

/// Countries that no gazetteer knows but the page shows: a name that owns an office or body of state ("Norland's
/// foreign minister"), or that an office of state is of ("Prime Minister of Norland").
fn learn(document: &Document<'_>) -> Learned {
    let mut learned = Learned::default();
    let surnames: BTreeSet<String> = document
        .sentences
        .iter()
        .filter(|it| !it.heading)
        .flat_map(|it| it.words.clone().skip(1))
        .filter(|at| {
            starts_upper(document, *at)
                && starts_upper(document, at - 1)
                && document.words[at - 1].tag.is_noun()
        })
        .map(|at| document.words[at].lower.clone())
        .collect();
    for at in 0..document.words.len() {
        let name = written(document, &(at..at + 1));
        let plain = name.len() > 3
            && starts_upper(document, at)
            && name.chars().all(char::is_alphabetic)
            && gazetteer::country(&name).is_none();
        if !plain || !document.words[at].tag.is_noun() {
            continue;
        }
        let end = document.sentence_of(at).words.end;
        let owns = document.words.get(at + 1).is_some_and(|word| word.tag == Tag::Pos);
        let start = document.sentence_of(at).words.start;
        // "Holm's envoy" of a page that says "Ada Holm" or "President Holm": a person's name.
        let named = surnames.contains(&document.words[at].lower);
        let owned = owns
            && !named
            && (at + 2..(at + 5).min(end))
                .take_while(|it| document.words[*it].tag.is_noun() || document.words[*it].tag.is_adjective())
                .any(|it| {
                    is_state_office(document, it, end).is_some()
                        || BODIES[..9].contains(&document.words[it].lower.as_str())
                });
        let of = at >= start + 2
            && document.is(at - 1, &["of"])
            && (at.saturating_sub(7).max(start)..at - 1)
                .any(|it| is_state_office(document, it, end) == Some(at - 1));
        if owned || of {
            learned.insert(name);
        }
    }
    learned
}

/// The end of the office of state that begins at a word, if one does.
fn is_state_office(document: &Document<'_>, at: usize, end: usize) -> Option<usize> {
    let office = names::office_at(document, at, end)?;
    matches!(office.kind, ElementKind::Office(class) if STATE_OFFICES.contains(&class))
        .then_some(office.words.end)
}

fn sketch_sentence(
    document: &Document<'_>,
    sentence: usize,
    elements: &[Element],
    learned: &Learned,
    found: &mut Vec<Sketch>,
) {
    let end = document.sentences[sentence].words.end;
    let mut next = 0;
    while next < elements.len() {
        // A run of elements with nothing between them but possessives and plain adjectives is one phrase.
        let mut last = next;
        while last + 1 < elements.len() && adjoins(document, &elements[last], &elements[last + 1]) {
            last += 1;
        }
        sketch_run(document, &elements[next..=last], end, learned, found);
        next = last + 1;
    }
}

fn adjoins(document: &Document<'_>, left: &Element, right: &Element) -> bool {
    let gap = left.words.end..right.words.start;
    // A person's name ends a phrase, unless it owns what follows.
    if matches!(left.kind, ElementKind::Name(ActorType::Person)) {
        return false;
    }
    gap.len() <= 2
        && gap.clone().all(|at| {
            let word = &document.words[at];
            word.tag == Tag::Pos
                || word.tag.is_adjective() && !starts_upper(document, at)
                || matches!(word.lower.as_str(), "chief" | "presidential" | "then" | "now" | "and" if word.lower != "and")
        })
}

fn starts_upper(document: &Document<'_>, at: usize) -> bool {
    document.text(document.words[at].span).starts_with(char::is_uppercase)
}

fn sketch_run(
    document: &Document<'_>,
    run: &[Element],
    sentence_end: usize,
    learned: &Learned,
    found: &mut Vec<Sketch>,
) {
    let mut of: Option<String> = None;
    let mut office: Option<(&'static str, Range<usize>)> = None;
    let mut titled = false;
    let mut she = None;
    let mut role_start = run.first().map_or(0, |it| it.words.start);
    for (index, element) in run.iter().enumerate() {
        let next = run.get(index + 1);
        match &element.kind {
            ElementKind::Country(name, form) => {
                if let Some(body) = body_after(document, name, element, next, sentence_end) {
                    found.push(body);
                } else if next.is_none()
                    || *form != CountryForm::Adjective
                    || !matches!(next.map(|it| &it.kind), Some(ElementKind::Office(_)))
                {
                    found.push(Sketch {
                        words: element.words.clone(),
                        kind: SketchKind::Country { name: name.clone(), form: *form },
                    });
                }
                of = Some(name.clone());
                role_start = element.words.start;
            }
            ElementKind::Office(class) => {
                if office.is_none() && of.is_none() {
                    role_start = element.words.start;
                }
                she = she.or_else(|| gender(document, &element.words));
                office = Some((class, element.words.clone()));
            }
            ElementKind::Title => {
                titled = true;
                she = she.or_else(|| gender(document, &element.words));
            }
            ElementKind::Name(kind) => {
                let name = written(document, &element.words);
                let follows_office = matches!(next.map(|it| &it.kind), Some(ElementKind::Office(_)));
                let owns = document.words.get(element.words.end).is_some_and(|it| it.tag == Tag::Pos);
                let person = match kind {
                    ActorType::Person => true,
                    ActorType::Group => titled || office.is_some(),
                    _ => false,
                };
                if person && (owns || !follows_office) {
                    let class = office.as_ref().map_or("", |(class, _)| *class);
                    let role = (office.is_some() || of.is_some()).then(|| Role { class, of: of.clone() });
                    let titled = titled || office.is_some();
                    found.push(Sketch {
                        words: element.words.clone(),
                        kind: SketchKind::Person { name, role, titled, she },
                    });
                    office = None;
                    of = None;
                } else if *kind == ActorType::Group && !follows_office {
                    let place = place_before(document, element.words.start);
                    found.push(Sketch {
                        words: element.words.clone(),
                        kind: SketchKind::Lone { name, place },
                    });
                } else {
                    let kind =
                        if *kind == ActorType::Place { ActorType::Place } else { ActorType::Organization };
                    let metonym = metonym(&name);
                    let country = metonym.clone().or_else(|| of.clone());
                    let full = of
                        .as_deref()
                        .filter(|_| kind == ActorType::Organization && index > 0)
                        .and_then(adjective_of)
                        .map(|it| format!("{it} {name}"));
                    found.push(Sketch {
                        words: if full.is_some() {
                            run[index - 1].words.start..element.words.end
                        } else {
                            element.words.clone()
                        },
                        kind: SketchKind::Body { name: full.unwrap_or_else(|| name.clone()), kind, country },
                    });
                    if follows_office {
                        of = metonym.or(Some(name));
                    }
                }
                titled = false;
            }
        }
    }
    let Some((class, words)) = office else { return };
    // "the president of Norland", "head of Norland's armed forces", then perhaps ", Ada Holm,".
    let (of, class, end) = complement(document, learned, of, class, words.end, sentence_end);
    let with_article =
        role_start.checked_sub(1).filter(|at| document.is(*at, &["the"])).unwrap_or(role_start);
    if of.is_some() || with_article < role_start {
        found.push(Sketch {
            words: with_article..end,
            kind: SketchKind::Role { role: Role { class, of }, holder: None },
        });
    }
}

/// The country or body that an office is of, by the words after it; and the class where they make it another.
fn complement(
    document: &Document<'_>,
    learned: &Learned,
    of: Option<String>,
    class: &'static str,
    end: usize,
    sentence_end: usize,
) -> (Option<String>, &'static str, usize) {
    if !document.is(end, &["of", "for", "at"]) {
        return (of, class, end);
    }
    let mut at = end + 1;
    while document.is(at, &["the"]) {
        at += 1;
    }
    for stop in (at + 1..=(at + 4).min(sentence_end)).rev() {
        if let Some((country, form)) = names::country_named(learned, &written(document, &(at..stop))) {
            let mut after = stop;
            if document.words.get(after).is_some_and(|it| it.tag == Tag::Pos) {
                after += 1;
            }
            let forces = document.is(after, &["armed"]) && document.is(after + 1, &["forces"])
                || document.is(after, &["military", "army"])
                || document.is(after, &["general"]) && document.is(after + 1, &["staff"]);
            if forces {
                let end = if document.is(after, &["armed", "general"]) { after + 2 } else { after + 1 };
                return (Some(country), "military chief", end);
            }
            if form == CountryForm::Name && after == stop {
                return (Some(country), class, stop);
            }
        }
    }
    // "the envoy for the strait", "chief engineer of the authority": no country, but part of the description.
    let core = phrase::starting(document, end + 1, sentence_end).map_or(end, |it| it.core.end);
    (of, class, core)
}

/// "Norland's foreign ministry", "the Norlandic military": the body that a country and the nouns after it name.
fn body_after(
    document: &Document<'_>,
    country: &str,
    element: &Element,
    next: Option<&Element>,
    sentence_end: usize,
) -> Option<Sketch> {
    let mut at = element.words.end;
    if document.words.get(at).is_some_and(|it| it.tag == Tag::Pos) {
        at += 1;
    }
    let start = at;
    let limit = next.map_or(sentence_end, |it| it.words.start).min(start + 3).min(sentence_end);
    let stop = (start..limit).find(|at| BODIES.contains(&document.words[*at].lower.as_str()))?;
    let plain = (start..=stop).all(|at| {
        let word = &document.words[at];
        !starts_upper(document, at) && (word.tag.is_noun() || word.tag.is_adjective())
            || starts_upper(document, at) && word.tag.is_noun()
    });
    if !plain
        || document.words.get(stop + 1).is_some_and(|it| {
            it.tag.is_noun()
                && it.lower != "chief"
                && stop + 1 < sentence_end
                && it.lower != "spokesman"
                && it.lower != "spokeswoman"
                && it.lower != "spokesperson"
        })
    {
        return None;
    }
    let adjective = adjective_of(country).map_or_else(|| country.to_string(), str::to_string);
    let kind =
        if document.is(stop, &["government"]) { ActorType::Government } else { ActorType::Organization };
    let nouns = written(document, &(start..stop + 1));
    let name = match document.words[stop].lower.as_str() {
        "ministry" | "department" => format!("{adjective} {}", title_case(&nouns)),
        _ => format!("{adjective} {nouns}"),
    };
    Some(Sketch {
        words: element.words.start..stop + 1,
        kind: SketchKind::Body { name, kind, country: Some(country.to_string()) },
    })
}

fn title_case(words: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    words.split(' ').map(capital).collect::<Vec<String>>().join(" ")
}

/// The adjective by which bodies of a country are called: the United States go by their initials.
fn adjective_of(country: &str) -> Option<&'static str> {
    match country {
        "United States" => Some("US"),
        "United Kingdom" => Some("UK"),
        other => gazetteer::by_name(other).map(|it| it.adjective).filter(|it| !it.is_empty()),
    }
}

/// The country for which a body's name stands: the Kremlin for Russia.
fn metonym(name: &str) -> Option<String> {
    static METONYMS: OnceLock<WordTable<&'static str>> = OnceLock::new();
    let metonyms = METONYMS.get_or_init(|| {
        let lines = lexicon::list("metonyms").words().filter_map(|line| line.split_once('='));
        lines.map(|(body, country)| (body.trim(), country.trim())).collect()
    });
    let lower = name.to_lowercase();
    metonyms.get(lower.trim_start_matches("the ")).map(|country| (*country).to_string())
}

fn gender(document: &Document<'_>, words: &Range<usize>) -> Option<bool> {
    words.clone().find_map(|at| {
        let lower = document.words[at].lower.trim_end_matches('.');
        if lexicon::list("she").contains(lower) {
            Some(true)
        } else {
            lexicon::list("he").contains(lower).then_some(false)
        }
    })
}

fn place_before(document: &Document<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        document.is(before, &["in", "at", "near", "outside", "across", "around", "towards", "into", "from"])
    })
}
