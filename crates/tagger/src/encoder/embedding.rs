//! Words to the rows that the first layer reads.

use super::UnitWord;
use super::error::ModelError;
use super::file::{File, Matrix, Mode, STEP};
use super::ops::{Sum, Token};
use super::vocabulary::{Letters, Vocabulary};
use rten_simd::SimdOp;
use std::ops::Range;

/// The fewest and the most rows of the tables of shape, quotation and place.
const SHAPES: std::ops::RangeInclusive<usize> = 7..=16;
const QUOTES: std::ops::RangeInclusive<usize> = 4..=8;
const PLACES: std::ops::RangeInclusive<usize> = 4..=8;

/// The embeddings of pieces, positions and features.
pub(crate) struct Embedding<'a> {
    vocabulary: Vocabulary<'a>,
    pieces: Matrix<'a>,
    positions: Vec<f32>,
    /// Every shape with every quotation and every place, added up; the last row is for what is no word.
    written: Vec<f32>,
    shapes: usize,
    quotes: usize,
    places: usize,
    /// Tags; the last row is for what is no word.
    tags: Vec<f32>,
    mode: Mode,
    width: usize,
}

/// The tokens of a batch.
#[derive(Default)]
pub(crate) struct Tokens {
    letters: Letters,
    pieces: Vec<u32>,
    tokens: Vec<Token>,
    /// For each word the row of its first token.
    pub(crate) words: Vec<usize>,
    /// For each unit its rows and its words.
    pub(crate) units: Vec<(Range<usize>, Range<usize>)>,
}

impl Tokens {
    /// Forgets the batch.
    pub(crate) fn clear(&mut self) {
        self.pieces.clear();
        self.tokens.clear();
        self.words.clear();
        self.units.clear();
    }

    /// How many rows the batch has.
    pub(crate) fn rows(&self) -> usize {
        self.tokens.len()
    }
}

impl<'a> Embedding<'a> {
    pub(crate) fn read(file: &File<'a>) -> Result<Self, ModelError> {
        let sizes = &file.configuration;
        let width = sizes.width;
        let [shape, quote, place] = [("shape", SHAPES), ("quote", QUOTES), ("place", PLACES)]
            .map(|(name, rows)| file.table(name, rows, width));
        let (shape, quote, place) = (shape?, quote?, place?);
        let mut written =
            Vec::with_capacity((shape.len() * quote.len() / width * place.len() / width) + width);
        for shape in shape.chunks_exact(width) {
            for quote in quote.chunks_exact(width) {
                for place in place.chunks_exact(width) {
                    written.extend(
                        shape
                            .iter()
                            .zip(quote)
                            .zip(place)
                            .map(|((shape, quote), place)| shape + quote + place),
                    );
                }
            }
        }
        // What the marks of a unit's ends have in place of features, where the model learnt it.
        written.extend(if file.has("edge") { file.floats("edge", &[width])? } else { vec![0.0; width] });
        let mut tags = file.floats("tag", &[sizes.tags, width])?;
        tags.extend(std::iter::repeat_n(0.0, width));
        debug_assert!(width.is_multiple_of(STEP));
        Ok(Self {
            vocabulary: Vocabulary::new(file.bytes("vocab")?, sizes.vocab)?,
            pieces: file.matrix("pieces", sizes.vocab, width)?,
            positions: file.floats("positions", &[sizes.positions, width])?,
            written,
            shapes: shape.len() / width,
            quotes: quote.len() / width,
            places: place.len() / width,
            tags,
            mode: sizes.mode,
            width,
        })
    }

    /// Adds a unit to a batch.
    pub(crate) fn add(&self, unit: &[UnitWord<'_>], batch: &mut Tokens) {
        let Tokens { letters, pieces, tokens, words, units } = batch;
        let (first_row, first_word) = (tokens.len(), words.len());
        let no_word = (self.written.len() / self.width - 1, self.tags.len() / self.width - 1);
        let push = |tokens: &mut Vec<Token>, pieces: Range<usize>, (written, tag): (usize, usize)| {
            // A unit that has more tokens than the model has positions stays at the last.
            let position = (tokens.len() - first_row).min(self.positions.len() / self.width - 1);
            tokens.push(Token { pieces: (pieces.start, pieces.end), rows: [position, written, tag] });
        };
        pieces.push(self.vocabulary.start);
        push(tokens, pieces.len() - 1..pieces.len(), no_word);
        for word in unit {
            words.push(tokens.len());
            let from = pieces.len();
            self.vocabulary.split(word.text, letters, pieces);
            let features = (self.written(word), usize::from(word.tag).min(no_word.1 - 1));
            match self.mode {
                Mode::Mean => push(tokens, from..pieces.len(), features),
                Mode::First => {
                    (from..pieces.len()).for_each(|piece| push(tokens, piece..piece + 1, features))
                }
            }
        }
        pieces.push(self.vocabulary.end);
        push(tokens, pieces.len() - 1..pieces.len(), no_word);
        units.push((first_row..tokens.len(), first_word..words.len()));
    }

    /// The row of a word's shape, quotation and place.
    fn written(&self, word: &UnitWord<'_>) -> usize {
        let [shape, quote, place] =
            [(word.shape, self.shapes), (word.quote, self.quotes), (word.place, self.places)]
                .map(|(number, count)| usize::from(number).min(count - 1));
        (shape * self.quotes + quote) * self.places + place
    }

    /// The rows of a batch, not yet normalised.
    pub(crate) fn rows(&self, batch: &Tokens, out: &mut Vec<f32>) {
        out.resize(batch.tokens.len() * self.width, 0.0);
        Sum {
            tokens: &batch.tokens,
            pieces: &batch.pieces,
            bytes: &self.pieces.values,
            scales: &self.pieces.scales,
            tables: [&self.positions, &self.written, &self.tags],
            out,
            width: self.width,
        }
        .dispatch();
    }
}
