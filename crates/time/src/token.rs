//! Words, numbers and marks, split finer than in ordinary text: `8.20am` is four tokens, `1990s` two.

use crate::lexicon::{Lexicon, WordId};
use onrecord_text::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, or an apostrophe with the letters after it (`'s`).
    Word,
    /// ASCII digits.
    Number,
    /// One other character.
    Mark,
    /// An empty line: nothing is read across it.
    Break,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) kind: Kind,
    /// Nothing stands between it and the token before.
    pub(crate) glued: bool,
    /// It begins with a capital letter.
    pub(crate) capital: bool,
    /// A line break stands before it, or it is the first.
    pub(crate) opens_line: bool,
    /// Its number of digits, for a number.
    pub(crate) digits: u8,
    /// The number, at most 999,999,999; zero for what is not one.
    pub(crate) number: u32,
    /// The word of the lexicon, where it is one.
    pub(crate) word: Option<WordId>,
}

/// The tokens of `text[within]`, with offsets into `text`.
pub(crate) fn tokenize(text: &str, within: Span, lexicon: &Lexicon) -> Vec<Token> {
    let part = within.of(text);
    let mut tokens: Vec<Token> = Vec::with_capacity(part.len() / 5);
    let (mut after, mut lines) = (0, 1_u32);
    for piece in pieces(part) {
        let between = &part.as_bytes()[after..piece.start];
        lines += u32::try_from(between.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX);
        let offset = |at: usize| u32::try_from(within.start() + at).unwrap_or(u32::MAX);
        if lines > 1 && !tokens.is_empty() {
            tokens.push(blank(offset(after)));
        }
        let words = &part[piece.start..piece.end];
        let number = if piece.kind == Kind::Number { number(words) } else { (0, 0) };
        tokens.push(Token {
            start: offset(piece.start),
            end: offset(piece.end),
            kind: piece.kind,
            glued: after == piece.start && after > 0,
            capital: words.chars().next().is_some_and(char::is_uppercase),
            opens_line: lines > 0,
            digits: number.1,
            number: number.0,
            word: if piece.kind == Kind::Number { None } else { lexicon.id(words) },
        });
        (after, lines) = (piece.end, 0);
    }
    tokens
}

fn blank(at: u32) -> Token {
    Token {
        start: at,
        end: at,
        kind: Kind::Break,
        glued: false,
        capital: false,
        opens_line: false,
        digits: 0,
        number: 0,
        word: None,
    }
}

fn number(digits: &str) -> (u32, u8) {
    if digits.len() > 9 { (0, u8::MAX) } else { (digits.parse().unwrap_or(0), digits.len() as u8) }
}

/// A stretch of a text before it is looked up.
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
}

/// Splits a text into words, numbers and marks, without the white space.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + (rest.len() - rest.trim_start().len());
        let rest = &text[start..];
        let first = rest.chars().next()?;
        let (kind, length) = if first.is_ascii_digit() {
            (Kind::Number, run(rest, |letter| letter.is_ascii_digit()))
        } else if first.is_alphabetic() {
            (Kind::Word, run(rest, char::is_alphabetic))
        } else {
            let tail = &rest[first.len_utf8()..];
            let after_letter = start > at || start == 0;
            let letters = run(tail, char::is_alphabetic);
            if is_apostrophe(first) && !after_letter && letters > 0 && before_is_alphanumeric(text, start) {
                (Kind::Word, first.len_utf8() + letters)
            } else {
                (Kind::Mark, first.len_utf8())
            }
        };
        at = start + length;
        Some(Piece { start, end: at, kind })
    })
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !belongs(letter)).unwrap_or(text.len())
}

fn before_is_alphanumeric(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '´' | '`')
}
