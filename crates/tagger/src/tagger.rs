//! A text to tagged tokens.

use crate::{Tag, sentence, token};
use onrecord_text::Span;
use std::ops::Range;

/// A word, number or mark with its part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes of the text.
    pub span: Span,
    /// Its part of speech.
    pub tag: Tag,
}

/// A sentence, or a line that is none: a headline, a caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Its tokens, as indices of [`Tagged::tokens`]; never empty.
    pub tokens: Range<usize>,
}

/// A text in tokens and sentences. Tokens are in order and disjoint; every token is in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tagged {
    /// Every token, in the order of the text.
    pub tokens: Vec<Token>,
    /// Every sentence, in the order of the text.
    pub sentences: Vec<Sentence>,
}

/// Tokens, sentences and tags of `text[within]`. Spans are byte offsets in `text`.
///
/// A `within` that does not lie in the text gives nothing.
#[must_use]
pub fn tag(text: &str, within: Span) -> Tagged {
    let spans = token::tokens(text, within);
    let ranges = sentence::sentences(text, &spans);
    let mut tokens: Vec<Token> = Vec::with_capacity(spans.len());
    for span in &spans {
        tokens.push(Token { span: *span, tag: crude(span.of(text)) });
    }
    let sentences = ranges.into_iter().filter_map(|tokens| {
        let (first, last) = (spans.get(tokens.start)?, spans.get(tokens.end.checked_sub(1)?)?);
        Some(Sentence { span: first.hull(*last), tokens })
    });
    Tagged { tokens, sentences: sentences.collect() }
}

fn crude(word: &str) -> Tag {
    match word {
        "." | "!" | "?" => Tag::Stop,
        "," => Tag::Comma,
        ":" | ";" | "…" | "–" | "—" => Tag::Colon,
        "“" | "‘" => Tag::OpenQuote,
        "”" | "\"" | "’" => Tag::CloseQuote,
        "the" | "The" | "a" | "A" | "an" => Tag::Dt,
        "said" | "told" | "added" => Tag::Vbd,
        "to" => Tag::To,
        "of" | "in" | "on" | "with" | "for" | "that" | "from" | "by" | "at" => Tag::In,
        "he" | "she" | "it" | "they" | "we" | "I" | "He" | "She" | "It" | "They" | "We" => Tag::Prp,
        "'s" | "’s" => Tag::Pos,
        _ if word.starts_with(|first: char| first.is_ascii_digit()) => Tag::Cd,
        _ if word.starts_with(char::is_uppercase) => Tag::Nnp,
        _ if word.ends_with("ly") => Tag::Rb,
        _ if word.ends_with("ed") => Tag::Vbd,
        _ if word.ends_with("ing") => Tag::Vbg,
        _ if word.ends_with('s') => Tag::Nns,
        _ => Tag::Nn,
    }
}
