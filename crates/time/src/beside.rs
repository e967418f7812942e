//! What an expression is counted from where the next words name it: "two weeks after 5 May", "a day after Friday's vote", and "two
//! days after the signing" where a sentence before tells when the signing was.
//!
//! Only what the text says of that very thing counts. A date behind its name ("after the vote on Friday") can be that of the clause,
//! so it says nothing here.

use crate::document::Timed;
use crate::expression::{Expression, Focus, Grain};
use crate::sentences::Sentence;
use crate::term::Term;
use onrecord_text::Span;

/// How many bytes of a name, and of a sentence that may tell of the same thing, are looked at.
const NAME: usize = 48;
const TOLD: usize = 400;
/// How many sentences before, and how many expressions, are looked at.
const BACK: usize = 3;
const EXPRESSIONS: usize = 8;
/// How many letters two words must share to be of one stem: "sign" in "signed" and "signing".
const STEM: usize = 4;

/// Whether the expression behind another one is what that is counted from: "[two weeks] after [5 May]", "after the [3 May] vote",
/// "after the vote of [3 May]".
pub(crate) fn is_of_the_event(text: &str, from: &Expression, next: &Expression) -> bool {
    let between = text.get(from.span.end()..next.span.start()).unwrap_or_default();
    let mut words = between.split_whitespace();
    let preposition = matches!(words.next(), Some("after" | "before" | "following"));
    let rest: Vec<&str> = words.take(6).collect();
    let plain = |word: &&str| word.chars().all(char::is_alphabetic);
    let dated = match rest.as_slice() {
        [] => true,
        [article] => matches!(*article, "the" | "a" | "an" | "his" | "her" | "its" | "their"),
        [name @ .., "of"] => name.len() <= 4 && name.iter().all(plain),
        _ => false,
    };
    preposition && dated && matches!(next.term, Term::Calendar(_))
}

/// The day of what the words behind an expression name, where one of the last sentences has the same word and one day: "It was signed
/// on 3 March. Two days after the signing …".
pub(crate) fn told_before(
    text: &str,
    sentences: &[Sentence],
    timed: &[Timed],
    expression: &Expression,
    sentence: usize,
) -> Option<Focus> {
    let name = stems(text, expression.span.end(), sentences.get(sentence)?.span.end(), NAME);
    let near = timed.iter().rev().take(EXPRESSIONS).take_while(|it| it.sentence + BACK >= sentence);
    let days: Vec<(usize, Focus)> = near.filter_map(|it| Some((it.sentence, day(it)?))).collect();
    let (told, focus) = *days.iter().find(|(told, _)| {
        sentences.get(*told).is_some_and(|it| {
            let end = if *told == sentence { expression.span.start() } else { it.span.end() };
            let words = stems(text, it.span.start(), end, TOLD);
            name.iter().any(|stem| words.contains(stem))
        })
    })?;
    // Of two days in one sentence nobody knows whose is whose.
    let only = days.iter().all(|(other, day)| *other != told || day.first == focus.first);
    only.then_some(focus)
}

fn day(timed: &Timed) -> Option<Focus> {
    let day = timed.value.earliest.filter(|_| timed.value.grain >= Grain::Day)?;
    Some(Focus::day(day))
}

/// The first letters of the longer words of a stretch, up to a mark that ends a clause.
fn stems(text: &str, from: usize, to: usize, most: usize) -> Vec<String> {
    let to = text.floor_char_boundary(to.min(from.saturating_add(most)).max(from));
    let words = Span::new(from, to).map_or("", |span| span.of(text));
    let clause = if most == NAME {
        words.split([',', ';', '.', '—', '(']).next().unwrap_or_default()
    } else {
        words
    };
    clause
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| word.chars().count() >= STEM && !COMMON.contains(&word.to_lowercase().as_str()))
        .map(|word| word.chars().take(STEM).collect::<String>().to_lowercase())
        .collect()
}

/// Words that name nothing.
const COMMON: &[&str] = &[
    "after",
    "before",
    "following",
    "with",
    "from",
    "into",
    "their",
    "they",
    "them",
    "that",
    "this",
    "these",
    "those",
    "which",
    "when",
    "where",
    "were",
    "have",
    "been",
    "first",
    "last",
    "other",
    "than",
    "over",
    "about",
    "would",
    "could",
    "there",
    "both",
    "also",
    "said",
    "says",
    "being",
    "while",
    "under",
    "between",
    "against",
    "during",
    "took",
    "take",
    "made",
    "came",
    "come",
];
