//! The document with what has been found on it so far, as the rules of events look at it.

use crate::document::Document;
use crate::phrase::{self, Phrase};
use crate::statements::FoundStatement;
use crate::times::Time;
use onrecord_tagger::Tag;
use onrecord_text::Span;
use std::ops::Range;

/// A document with its times and statements.
pub(super) struct Scene<'a, 'p> {
    /// The words.
    pub document: &'a Document<'p>,
    /// The time expressions.
    pub times: &'a [Time],
    /// The statements.
    pub statements: &'a [FoundStatement],
    /// For every word, the statement, by number, whose content it stands in; the innermost where they nest.
    content: Vec<Option<usize>>,
    /// The first sentence of each item that is no headline.
    first: Vec<Option<usize>>,
}

impl<'a, 'p> Scene<'a, 'p> {
    /// Lays statements over words.
    pub(super) fn new(
        document: &'a Document<'p>,
        times: &'a [Time],
        statements: &'a [FoundStatement],
    ) -> Self {
        let mut content: Vec<Option<(usize, usize)>> = vec![None; document.words.len()];
        for (number, found) in statements.iter().enumerate().filter(|(_, it)| it.told) {
            let size = found.statement.content.iter().map(|span| span.len()).sum();
            for span in &found.statement.content {
                for slot in &mut content[document.words_in(*span)] {
                    if slot.is_none_or(|(_, other)| size < other) {
                        *slot = Some((number, size));
                    }
                }
            }
        }
        let content = content.into_iter().map(|slot| slot.map(|(number, _)| number)).collect();
        let mut first = vec![None; document.page.items.len()];
        for (number, sentence) in document.sentences.iter().enumerate().filter(|(_, it)| !it.heading) {
            first[sentence.item].get_or_insert(number);
        }
        Self { document, times, statements, content, first }
    }

    /// Whether a sentence is a headline or one of the first sentences below it.
    pub(super) fn is_lead(&self, sentence: usize, count: usize) -> bool {
        let Some(it) = self.document.sentences.get(sentence) else { return false };
        self.first.get(it.item).copied().flatten().is_none_or(|first| sentence < first + count)
    }

    /// The lower-case form of a word; empty beyond the end.
    pub(super) fn lower(&self, word: usize) -> &'a str {
        self.document.words.get(word).map_or("", |it| it.lower.as_str())
    }

    /// The tag of a word; that of a full stop beyond the end.
    pub(super) fn tag(&self, word: usize) -> Tag {
        self.document.words.get(word).map_or(Tag::Stop, |it| it.tag)
    }

    /// The statement in whose content a word stands.
    pub(super) fn statement(&self, word: usize) -> Option<usize> {
        self.content.get(word).copied().flatten()
    }

    /// The words of the sentence of a word.
    pub(super) fn sentence(&self, word: usize) -> Range<usize> {
        self.document.sentence_of(word).words.clone()
    }

    /// The words around a word, in its sentence, that the same voice says: all in one content, or all outside any.
    pub(super) fn region(&self, word: usize) -> Range<usize> {
        let sentence = self.sentence(word);
        let voice = self.statement(word);
        let start =
            (sentence.start..word).rev().take_while(|at| self.statement(*at) == voice).last().unwrap_or(word);
        let end = (word..sentence.end).take_while(|at| self.statement(*at) == voice).last().unwrap_or(word);
        start..end + 1
    }

    /// The time expression that holds a word.
    pub(super) fn time_at(&self, word: usize) -> Option<&'a Time> {
        let span = self.document.words.get(word)?.span;
        let next = self.times.partition_point(|time| time.span().end() <= span.start());
        self.times.get(next).filter(|time| time.span().contains(span))
    }

    /// The phrase after the first of these prepositions in a range of words.
    pub(super) fn after(
        &self,
        words: &Range<usize>,
        prepositions: &[&str],
        ceiling: usize,
    ) -> Option<(usize, Phrase)> {
        words
            .clone()
            .filter(|at| prepositions.contains(&self.lower(*at)))
            .find_map(|at| Some((at, self.group(at + 1, ceiling)?)))
    }

    /// The phrase that begins at `start`, drawn out over "and", commas and "of" as far as noun phrases follow each other.
    pub(super) fn group(&self, start: usize, ceiling: usize) -> Option<Phrase> {
        // "met Holm last night": the night is no part of her.
        let ceiling = (start + 1..ceiling).find(|at| self.time_at(*at).is_some()).unwrap_or(ceiling);
        let between = start > 0 && self.lower(start - 1) == "between";
        let mut phrase = phrase::starting(self.document, start, ceiling)?;
        for _ in 0..4 {
            let end = phrase.words.end;
            let and = matches!(self.lower(end), "and" | "&");
            let list = self.lower(end) == "," && self.tag(end + 1).is_proper_noun();
            let comma_and = self.lower(end) == "," && self.lower(end + 1) == "and";
            let next = if comma_and { end + 2 } else { end + 1 };
            if end + 1 >= ceiling || !(and || list || comma_and) {
                break;
            }
            let Some(further) = phrase::starting(self.document, next, ceiling) else { break };
            // "… and Holm said": the next clause, not a further name.
            let after = further.words.end;
            if !between
                && (self.tag(after).is_finite()
                    || self.tag(after).is_adverb() && self.tag(after + 1).is_finite())
            {
                break;
            }
            phrase.words.end = further.words.end;
        }
        Some(phrase)
    }

    /// The span of some words without the marks at their ends.
    pub(super) fn trimmed(&self, words: &Range<usize>) -> Option<Span> {
        let mark = |at: &usize| {
            let tag = self.tag(*at);
            tag.is_punctuation() && !matches!(tag, Tag::OpenBracket | Tag::CloseBracket) || tag == Tag::Cc
        };
        let start = words.clone().find(|at| !mark(at))?;
        let end = words.clone().rev().find(|at| !mark(at))?;
        self.document.span_of(&(start..end + 1))
    }
}
