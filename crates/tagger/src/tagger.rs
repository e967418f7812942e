//! A text to tagged tokens.

use crate::speech::Tagger;
use crate::{Tag, sentence, token};
use onrecord_text::Span;
use std::ops::Range;
use std::sync::LazyLock;

/// The weights, which `training/` makes and `models/README.md` describes.
static TAGGER: LazyLock<Tagger> = LazyLock::new(|| crate::training::read_tagger(WEIGHTS).unwrap_or_default());

const WEIGHTS: &[u8] = include_bytes!("../../../models/pos-en.bin");

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
    let mut room = Vec::new();
    for range in &ranges {
        let spans = spans.get(range.clone()).unwrap_or_default();
        let mut rest = spans.iter();
        TAGGER.tag(spans.iter().map(|span| span.of(text)), &mut room, |tag| {
            tokens.extend(rest.next().map(|&span| Token { span, tag: settled(text, span, tag) }));
        });
    }
    let sentences = ranges.into_iter().filter_map(|tokens| {
        let (first, last) = (spans.get(tokens.start)?, spans.get(tokens.end.checked_sub(1)?)?);
        Some(Sentence { span: first.hull(*last), tokens })
    });
    Tagged { tokens, sentences: sentences.collect() }
}

/// The tag, corrected where the writing alone decides: addresses, and which way a quotation mark faces.
fn settled(text: &str, span: Span, tag: Tag) -> Tag {
    let word = span.of(text);
    let mut letters = word.bytes();
    // Words of letters, the most of all, leave at once.
    if letters.all(|byte| byte.is_ascii_alphanumeric()) {
        return tag;
    }
    let quote = matches!(tag, Tag::OpenQuote | Tag::CloseQuote);
    match word {
        "“" | "«" | "„" => Tag::OpenQuote,
        "”" | "»" => Tag::CloseQuote,
        "‘" if quote => Tag::OpenQuote,
        "’" if quote => Tag::CloseQuote,
        "\"" | "'" if quote => {
            let before = text.get(..span.start()).and_then(|head| head.chars().next_back());
            let after = text.get(span.end()..).and_then(|tail| tail.chars().next());
            match (before.is_none_or(token::is_blank), after.is_none_or(token::is_blank)) {
                (true, false) => Tag::OpenQuote,
                (false, true) => Tag::CloseQuote,
                _ => tag,
            }
        }
        _ if word.contains("://") || word.starts_with("www.") => Tag::Add,
        _ if word.contains('@') && word.len() > 1 => Tag::Add,
        _ => tag,
    }
}
