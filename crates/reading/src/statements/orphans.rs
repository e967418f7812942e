//! Quotations that no cue governs: they go on with what was said before, or echo it in a headline.

use super::certainty::Basis;
use super::{Draft, aside, content};
use crate::document::Document;
use onrecord_text::Mode;
use std::collections::BTreeMap;
use std::ops::Range;

/// Joins every quotation that is in no draft to the statement that it continues, or makes it one of its own.
pub(super) fn join(document: &Document<'_>, drafts: &mut Vec<Draft>) {
    // What is said already, from its first word to the word after its last; and each draft by the word after its last.
    let mut covered: BTreeMap<usize, usize> =
        drafts.iter().flat_map(|draft| &draft.content).map(|it| (it.start, it.end)).collect();
    let mut ends: BTreeMap<usize, usize> =
        drafts.iter().enumerate().map(|(number, draft)| (last_word(draft), number)).collect();
    for quote in &document.quotes {
        let words = document.words_in(quote.span);
        let taken = covered.range(..words.end).next_back().is_some_and(|(_, end)| *end > words.start);
        if words.start >= words.end || taken {
            continue;
        }
        let sentence = document.words[words.start].sentence;
        let aside =
            aside::asks_to_follow(document, sentence) || aside::is_stage_direction(document, sentence);
        if document.sentences[sentence].heading || aside {
            continue;
        }
        if !is_whole(document, &words) {
            continue;
        }
        let item = document.sentences[sentence].item;
        let before = ends
            .range(..=words.start)
            .next_back()
            .map(|(_, number)| (*number, &drafts[*number]))
            .filter(|(_, draft)| document.sentences[draft.sentence].item == item);
        let Some((previous, draft)) = before else { continue };
        let paragraph = document.sentences[sentence].paragraph;
        let last_sentence = document.words[last_word(draft) - 1].sentence;
        let apart = paragraph - document.sentences[last_sentence].paragraph.min(paragraph);
        let quoted = draft.content.last().is_some_and(|it| document.words[it.end - 1].quote.is_some());
        if apart > 1
            || !nothing_between(document, last_word(draft), words.start, draft)
            || !marked_alike(document, draft, &words)
        {
            continue;
        }
        covered.insert(words.start, words.end);
        if quoted && (apart == 0 || continues(document, draft)) {
            ends.insert(words.end, previous);
            drafts[previous].content.push(words);
        } else {
            ends.insert(words.end, drafts.len());
            drafts.push(Draft {
                source: None,
                cue: words.start..words.start,
                content: vec![words],
                mode: Mode::Assert,
                sentence,
                addressee: None,
                through: None,
                follows: Some(previous),
                verbatim: false,
                basis: Basis::Rule(0.75),
            });
        }
    }
    echo_headlines(document, drafts);
    let order: Vec<usize> = {
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|number| drafts[*number].content.first().map(|it| it.start));
        order
    };
    let mut places = vec![0; order.len()];
    for (place, number) in order.iter().enumerate() {
        places[*number] = place;
    }
    let mut sorted: Vec<Draft> = order.iter().map(|number| drafts[*number].clone()).collect();
    for draft in &mut sorted {
        draft.follows = draft.follows.map(|number| places[number]);
    }
    *drafts = sorted;
}

fn last_word(draft: &Draft) -> usize {
    let source = draft.source.as_ref().map_or(0, |it| it.words.end);
    draft.content.iter().map(|it| it.end).max().unwrap_or(0).max(draft.cue.end).max(source)
}

/// Whether a quotation makes up its sentences wholly: it is not a scrap inside somebody's narration.
fn is_whole(document: &Document<'_>, words: &Range<usize>) -> bool {
    let first = &document.sentences[document.words[words.start].sentence];
    let last = &document.sentences[document.words[words.end - 1].sentence];
    let outside = (first.words.start..words.start).chain(words.end..last.words.end);
    outside.clone().all(|at| document.words[at].tag.is_punctuation())
}

/// Whether only marks and the rest of the cue's own sentence stand between a statement and a quotation.
fn nothing_between(document: &Document<'_>, from: usize, to: usize, draft: &Draft) -> bool {
    (from..to).all(|at| {
        document.words[at].tag.is_punctuation()
            || document.words[at].sentence
                == document.words[draft.cue.start.min(document.words.len() - 1)].sentence
    })
}

/// Whether a statement's quotation was left open, or ended its paragraph: the next paragraph goes on with it.
fn continues(document: &Document<'_>, draft: &Draft) -> bool {
    let Some(last) = draft.content.last() else { return false };
    let paragraph = document.paragraph_of(document.words[last.end - 1].sentence);
    let end = document.sentences[paragraph.end - 1].words.end;
    document.words[last.end - 1].quote.is_some_and(|quote| document.quotes[quote].unclosed)
        || (last_word(draft)..end).all(|at| {
            document.words[at].tag.is_punctuation() || document.words[at].sentence == draft.sentence
        })
}

/// Whether a quotation opens with the kind of mark, straight or curly, that the last of a statement opens with: what is
/// marked differently is quoted from elsewhere.
fn marked_alike(document: &Document<'_>, draft: &Draft, words: &Range<usize>) -> bool {
    let straight = |at: usize| {
        let quote = document.words[at].quote?;
        Some(document.text(document.quotes[quote].span).starts_with(['"', '\'']))
    };
    let before = draft.content.last().and_then(|it| straight(it.end - 1));
    before.zip(straight(words.start)).is_none_or(|(left, right)| left == right)
}

/// A sub-heading that quotes what a statement below it says: "‘We will sail’" above "…, Holm said: “We will sail.”"
fn echo_headlines(document: &Document<'_>, drafts: &mut Vec<Draft>) {
    let mut echoes = Vec::new();
    for sentence in document.sentences.iter().enumerate().filter(|(_, it)| it.heading) {
        let (number, heading) = sentence;
        if drafts.iter().any(|draft| draft.sentence == number) {
            continue;
        }
        let quoted: Vec<&str> = heading
            .words
            .clone()
            .filter(|at| document.words[*at].quote.is_some() && !document.words[*at].tag.is_punctuation())
            .map(|at| document.words[at].lower.as_str())
            .collect();
        if quoted.len() < 2 {
            continue;
        }
        let below = drafts.iter().enumerate().filter(|(_, draft)| {
            draft.sentence > number
                && document.sentences[draft.sentence].item == heading.item
                && draft.follows.is_none()
        });
        let echo = below.take(6).find(|(_, draft)| {
            let said: Vec<&str> = draft
                .content
                .iter()
                .flat_map(Clone::clone)
                .map(|at| document.words[at].lower.as_str())
                .collect();
            quoted.iter().filter(|word| said.contains(word)).count() * 4 >= quoted.len() * 3
        });
        let Some((follows, _)) = echo else { continue };
        let Some(content) = content::trim(document, heading.words.start, heading.words.end) else { continue };
        echoes.push(Draft {
            source: None,
            cue: content.start..content.start,
            content: vec![content],
            mode: drafts[follows].mode,
            sentence: number,
            addressee: None,
            through: None,
            follows: Some(follows),
            verbatim: false,
            basis: Basis::Rule(0.7),
        });
    }
    drafts.extend(echoes);
}
