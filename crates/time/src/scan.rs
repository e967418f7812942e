//! Tokens with the questions that the grammar asks of them.

use crate::lexicon::Lexicon;
use crate::token::{Kind, Token, tokenize};
use crate::vocabulary::Meaning;
use onrecord_text::Span;

/// A tokenised stretch of text.
pub(crate) struct Scan<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    lexicon: &'static Lexicon,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(text: &'a str, within: Span) -> Self {
        let lexicon = Lexicon::get();
        Self { text, tokens: tokenize(text, within, lexicon), lexicon }
    }

    /// The token at a place, if there is one.
    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The words of a token; empty past the end.
    pub(crate) fn words(&self, at: usize) -> &'a str {
        self.token(at)
            .map_or("", |token| self.text.get(token.start as usize..token.end as usize).unwrap_or(""))
    }

    /// Whether the token is this word of the lexicon, in any case.
    pub(crate) fn is(&self, at: usize, word: &str) -> bool {
        self.lower(at) == word
    }

    /// Whether the token is one of these words of the lexicon.
    pub(crate) fn any(&self, at: usize, words: &[&str]) -> bool {
        let lower = self.lower(at);
        !lower.is_empty() && words.contains(&lower)
    }

    /// The token's word in the lexicon; empty where it has none.
    pub(crate) fn lower(&self, at: usize) -> &'static str {
        self.token(at).and_then(|token| token.word).map_or("", |id| self.lexicon.word(id))
    }

    /// Whether the token is this mark.
    pub(crate) fn mark(&self, at: usize, mark: char) -> bool {
        let mut buffer = [0; 4];
        self.token(at).is_some_and(|token| token.kind == Kind::Mark)
            && self.words(at) == mark.encode_utf8(&mut buffer)
    }

    /// Whether the token stands right after the one before.
    pub(crate) fn glued(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.glued)
    }

    /// Whether the token begins with a capital letter.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.capital)
    }

    /// Whether the token is a word.
    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Word)
    }

    /// The number that is written in digits here, and how many digits.
    pub(crate) fn digits(&self, at: usize) -> Option<(u32, u8)> {
        self.token(at)
            .filter(|token| token.kind == Kind::Number && token.digits <= 9)
            .map(|it| (it.number, it.digits))
    }

    /// Whether digits stand here.
    pub(crate) fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Number)
    }

    /// The longest phrase that begins here and means what is asked for, and where it ends.
    pub(crate) fn find<T>(&self, at: usize, wanted: impl Fn(Meaning) -> Option<T>) -> Option<(T, usize)> {
        let id = self.token(at)?.word?;
        self.lexicon.phrases(id).iter().find_map(|phrase| {
            let found = wanted(phrase.meaning)?;
            let fits = (at + 1..).zip(&phrase.tail).all(|(place, word)| {
                self.token(place).is_some_and(|token| token.word == Some(*word) && token.kind != Kind::Break)
            });
            fits.then_some((found, at + 1 + phrase.tail.len()))
        })
    }

    /// Whether a phrase with this very meaning begins here.
    pub(crate) fn means(&self, at: usize, meaning: Meaning) -> bool {
        self.find(at, |it| (it == meaning).then_some(())).is_some()
    }

    /// Where a hyphen or dash ends that joins this token to the word before it, or `at` itself if there is none.
    pub(crate) fn past_hyphen(&self, at: usize) -> usize {
        if self.is(at, "-") { at + 1 } else { at }
    }

    /// The token before, if any.
    pub(crate) fn before(&self, at: usize, back: usize) -> Option<usize> {
        at.checked_sub(back)
    }

    /// The span of the tokens from one to before another.
    pub(crate) fn span(&self, from: usize, to: usize) -> Option<Span> {
        let last = self.token(to.checked_sub(1)?)?;
        Span::new(self.token(from)?.start as usize, last.end as usize)
    }
}
