//! What the reader is shown, and what it answers.

/// A word of a unit.
///
/// A feature above the highest number that the model knows is read as that highest number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitWord<'t> {
    /// The word or mark as it is written.
    pub text: &'t str,
    /// How it is written: [`shape_of`].
    pub shape: u8,
    /// 0 outside quotation marks, 1 inside, 2 an opening mark, 3 a closing one.
    pub quote: u8,
    /// Number of its part of speech: `Tag as u8`.
    pub tag: u8,
    /// 0 inside a sentence, 1 its first word; 2 more in a heading.
    pub place: u8,
}

/// What the reader makes of a unit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnitReading {
    /// For each word the natural logarithms of the probabilities of O, B-S, I-S, B-Q, I-Q, B-C, I-C (source, cue, content).
    pub roles: Vec<[f32; 7]>,
    /// For each word those of O, B-PER, I-PER, B-ORG, I-ORG, B-LOC, I-LOC, B-OTH, I-OTH.
    pub names: Vec<[f32; 9]>,
    /// The words that begin a cue, in the order of the unit, each with what belongs to it.
    pub attributions: Vec<LinkReading>,
}

/// A cue and what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkReading {
    /// The word that begins the cue.
    pub anchor: usize,
    /// How probable it is that it does, 0 to 1.
    pub probability: f32,
    /// For each word of the unit the log-probabilities of the roles, of this cue only.
    pub labels: Vec<[f32; 7]>,
}

/// How a word is written: 0 in small letters, 1 with a capital, 2 in capitals, 3 one capital alone, 4 otherwise mixed,
/// 5 with a digit, 6 without letter or digit.
#[must_use]
pub fn shape_of(word: &str) -> u8 {
    let (mut letters, mut capitals, mut first) = (0_usize, 0_usize, false);
    for letter in word.chars() {
        if letter.is_numeric() {
            return 5;
        }
        if letter.is_alphabetic() {
            first |= letters == 0 && letter.is_uppercase();
            letters += 1;
        }
        capitals += usize::from(letter.is_uppercase());
    }
    match (letters, capitals) {
        (0, _) => 6,
        (_, 0) => 0,
        (1, 1) => 3,
        (all, some) if all == some => 2,
        (_, 1) if first => 1,
        _ => 4,
    }
}

/// Scores to logarithms of probabilities.
pub(crate) fn log_softmax<const N: usize>(scores: &[f32]) -> [f32; N] {
    let mut out = [0.0; N];
    for (to, &score) in out.iter_mut().zip(scores) {
        *to = score;
    }
    let most = out.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = out.iter().map(|score| (score - most).exp()).sum();
    let shift = most + sum.ln();
    out.map(|score| score - shift)
}
