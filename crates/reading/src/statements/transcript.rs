//! Interviews and transcripts: paragraphs that begin with who speaks and a colon.

use super::certainty::Basis;
use super::{Draft, aside, content};
use crate::document::Document;
use crate::phrase::Phrase;
use onrecord_tagger::Tag;
use onrecord_text::Mode;
use std::collections::BTreeMap;
use std::ops::Range;

/// How often a label must open a paragraph before the page counts as a transcript.
const LEAST_TURNS: usize = 2;

/// The turns of every transcript, in page order. Whoever asks for the outlet is its narrator, and not quoted.
pub(super) fn drafts(document: &Document<'_>) -> Vec<Draft> {
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
    if !turns.iter().any(|(_, label)| often(label)) {
        return Vec::new();
    }
    let speakers: std::collections::BTreeSet<String> =
        turns.iter().map(|(_, label)| name(document, label)).collect();
    if speakers.len() < 2 {
        return Vec::new();
    }
    let outlet = document.page.outlet.as_ref().map(|outlet| outlet.name.to_lowercase());
    let mut drafts = Vec::new();
    for (number, (sentence, label)) in turns.iter().enumerate() {
        let item = document.sentences[*sentence].item;
        let next = turns.get(number + 1).map_or(document.sentences.len(), |(sentence, _)| *sentence);
        let end = (*sentence..next)
            .take_while(|it| document.sentences[*it].item == item)
            .take_while(|it| !document.sentences[*it].heading || aside::is_stage_direction(document, *it))
            .take_while(|it| !aside::asks_to_follow(document, *it))
            .last();
        let words = name(document, label);
        let asks =
            matches!(words.as_str(), "q" | "question" | "host" | "interviewer" | "moderator" | "reporter")
                || outlet.as_ref().is_some_and(|outlet| {
                    outlet.trim_start_matches("the ") == words.trim_start_matches("the ")
                });
        let Some(end) = end.filter(|_| !asks) else { continue };
        let mut content: Vec<Range<usize>> = Vec::new();
        let mut paragraph = usize::MAX;
        for said in (*sentence..=end).filter(|it| !aside::is_stage_direction(document, *it)) {
            let said = &document.sentences[said];
            let start = said.words.start.max(label.end + 1);
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
                source: Some(Phrase { words: label.clone(), core: label.clone() }),
                cue: label.end..label.end,
                content,
                mode: Mode::Assert,
                sentence: *sentence,
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
