//! Interviews and transcripts: paragraphs that begin with who speaks and a colon, or that stand under a name on a line of its own.

use super::certainty::Basis;
use super::{Draft, aside, content};
use crate::document::Document;
use crate::phrase::Phrase;
use onrecord_tagger::Tag;
use onrecord_text::Mode;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How often a label must open a paragraph before the page counts as a transcript.
const LEAST_TURNS: usize = 2;
/// How many labels on lines of their own make an interview: two people, each of them twice.
const LEAST_LINES: usize = 4;
/// The most words of such a label: a name.
const LABEL_WORDS: usize = 4;

/// What somebody says or asks in a transcript.
pub(super) struct Turn {
    /// The words that say who.
    label: Range<usize>,
    /// The first word behind them.
    start: usize,
    /// The sentences of it, from that of the label.
    sentences: Range<usize>,
}

impl Turn {
    /// All its words, the label among them.
    pub(super) fn words(&self, document: &Document<'_>) -> Range<usize> {
        let end =
            self.sentences.clone().next_back().map_or(self.start, |last| document.sentences[last].words.end);
        self.label.start..end.max(self.start)
    }
}

/// The turns of every transcript, in page order, the questions among them.
pub(super) fn turns(document: &Document<'_>) -> Vec<Turn> {
    let mut labels = before_colons(document);
    if labels.is_empty() {
        labels = on_lines(document);
    }
    let starts: Vec<usize> = labels.iter().map(|(sentence, ..)| *sentence).collect();
    let turn = |(number, (sentence, label, start)): (usize, (usize, Range<usize>, usize))| {
        let item = document.sentences[sentence].item;
        let next = starts.get(number + 1).copied().unwrap_or(document.sentences.len());
        let is_own = |other: &usize| {
            let own = &document.sentences[*other];
            own.item == item
                && (!own.heading || aside::is_stage_direction(document, *other))
                && !aside::asks_to_follow(document, *other)
        };
        let first = if document.sentences[sentence].words.end > start { sentence } else { sentence + 1 };
        let last = (first..next).take_while(is_own).last();
        Turn { label, start, sentences: sentence..last.map_or(sentence, |last| last + 1) }
    };
    labels.into_iter().enumerate().map(turn).collect()
}

/// Labels with a colon that open paragraphs: the sentence, the label and the first word behind it.
fn before_colons(document: &Document<'_>) -> Vec<(usize, Range<usize>, usize)> {
    let turns: Vec<(usize, Range<usize>)> = (0..document.sentences.len())
        .filter_map(|sentence| Some((sentence, label(document, sentence)?)))
        .collect();
    // Counted on the whole page: its questions may have cut it into items.
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, label) in &turns {
        *counts.entry(name(document, label)).or_insert(0) += 1;
    }
    let often =
        |label: &Range<usize>| counts.get(&name(document, label)).is_some_and(|it| *it >= LEAST_TURNS);
    let shouted = |label: &Range<usize>| {
        document.span_of(label).is_some_and(|span| !document.text(span).contains(char::is_lowercase))
    };
    // In a page of labels in capitals, one that stands there once is a turn too.
    let capitals = turns.iter().filter(|(_, label)| often(label)).all(|(_, label)| shouted(label));
    let turns: Vec<_> =
        turns.iter().filter(|(_, label)| often(label) || capitals && shouted(label)).cloned().collect();
    let speakers: BTreeSet<String> = turns.iter().map(|(_, label)| name(document, label)).collect();
    if speakers.len() < 2 || !turns.iter().any(|(_, label)| often(label)) {
        return Vec::new();
    }
    turns.into_iter().map(|(sentence, label)| (sentence, label.clone(), label.end + 1)).collect()
}

/// Names on lines of their own that take turns, as in a list of terms: each of two or more stands there twice, and nobody twice in a row.
fn on_lines(document: &Document<'_>) -> Vec<(usize, Range<usize>, usize)> {
    let mut found: Vec<(usize, Range<usize>, usize)> = Vec::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        let is_alone = |other: Option<usize>| {
            other
                .and_then(|other| document.sentences.get(other))
                .is_none_or(|other| other.paragraph != sentence.paragraph)
        };
        let words = sentence.words.clone();
        let capital = |at: usize| document.text(document.words[at].span).starts_with(char::is_uppercase);
        let follows = document
            .sentences
            .get(number + 1)
            .is_some_and(|next| next.item == sentence.item && !next.heading);
        if is_alone(number.checked_sub(1))
            && is_alone(Some(number + 1))
            && follows
            && (1..=LABEL_WORDS).contains(&words.len())
            && words.clone().all(capital)
        {
            found.push((number, words.clone(), words.end));
        }
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, label, _) in &found {
        *counts.entry(name(document, label)).or_insert(0) += 1;
    }
    found.retain(|(_, label, _)| counts.get(&name(document, label)).is_some_and(|it| *it >= LEAST_TURNS));
    let names: Vec<String> = found.iter().map(|(_, label, _)| name(document, label)).collect();
    let takes_turns = names.windows(2).all(|two| two[0] != two[1]);
    if takes_turns && names.len() >= LEAST_LINES { found } else { Vec::new() }
}

/// What is said in the turns of every transcript, in page order. Whoever asks for the outlet is its narrator, and not quoted.
pub(super) fn drafts(document: &Document<'_>) -> Vec<Draft> {
    let outlet = document.page.outlet.as_ref().map(|outlet| outlet.name.to_lowercase());
    let mut drafts = Vec::new();
    for turn in turns(document) {
        let words = name(document, &turn.label);
        let asks =
            matches!(words.as_str(), "q" | "question" | "host" | "interviewer" | "moderator" | "reporter")
                || outlet.as_ref().is_some_and(|outlet| {
                    // "REVIEW" on a page of the Calder Review.
                    let own = words.trim_start_matches("the ");
                    outlet.strip_suffix(own).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
                });
        if asks {
            continue;
        }
        let mut content: Vec<Range<usize>> = Vec::new();
        let mut paragraph = usize::MAX;
        for number in turn.sentences.clone().filter(|it| !aside::is_stage_direction(document, *it)) {
            let said = &document.sentences[number];
            if said.words.end <= turn.start {
                continue;
            }
            let start = said.words.start.max(turn.start);
            match content.last_mut().filter(|_| said.paragraph == paragraph) {
                Some(fragment) => fragment.end = said.words.end,
                None => content.push(start..said.words.end),
            }
            paragraph = said.paragraph;
        }
        let content: Vec<_> =
            content.into_iter().filter_map(|it| content::trim(document, it.start, it.end)).collect();
        if !content.is_empty() {
            drafts.push(Draft {
                source: Some(Phrase { words: turn.label.clone(), core: turn.label.clone() }),
                cue: turn.label.end..turn.label.end,
                content,
                mode: Mode::Assert,
                sentence: turn.sentences.start,
                addressee: None,
                through: None,
                follows: None,
                verbatim: true,
                basis: Basis::Rule(0.9),
            });
        }
    }
    drafts
}

/// Whether a label stands for whoever answers, without a name: `A:`.
pub(super) fn is_answer(document: &Document<'_>, label: &Range<usize>) -> bool {
    matches!(name(document, label).as_str(), "a" | "answer")
}

/// The words before the colon that opens a sentence's paragraph, if they can name a speaker.
fn label(document: &Document<'_>, sentence: usize) -> Option<Range<usize>> {
    let first =
        sentence == 0 || document.sentences[sentence - 1].paragraph != document.sentences[sentence].paragraph;
    let mut words = document.sentences[sentence].words.clone();
    // A transcript that is quoted whole has a mark before each label.
    words.start += usize::from(document.words[words.start].tag == Tag::OpenQuote);
    let colon = words.clone().take(5).find(|at| document.is(*at, &[":"]))?;
    let label = words.start..colon;
    let capital = |at: usize| document.text(document.words[at].span).starts_with(char::is_uppercase);
    (first && !label.is_empty() && label.clone().all(capital)).then_some(label)
}

fn name(document: &Document<'_>, label: &Range<usize>) -> String {
    label.clone().map(|at| document.words[at].lower.as_str()).collect::<Vec<_>>().join(" ")
}
