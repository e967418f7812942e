//! What the trainers in `training/` share with the program: the same features, and the files of weights.

pub use crate::form::{Casing, Form, Shape, forms, hash_word};
pub use crate::lexicon::{Entry, Lexicon};
pub use crate::speech::{FEATURES, History, Tagger, features, sole_tag};
pub use crate::weights::{MAX_CLASSES, Scores, Weights, feature};

use crate::bytes::write_number;

/// Writes the words that a model knows; each list sorted by hash, without doubles.
pub fn write_lexicon(entries: &[(u32, Entry)], classes: &[(u32, u8)], out: &mut Vec<u8>) {
    write_number(entries.len() as u32, out);
    let mut before = 0;
    for (word, entry) in entries {
        write_number(word.wrapping_sub(before), out);
        before = *word;
        write_number(u32::from(entry.tags), out);
        out.push(entry.sole);
    }
    write_number(classes.len() as u32, out);
    before = 0;
    for (word, class) in classes {
        write_number(word.wrapping_sub(before), out);
        before = *word;
        out.push(*class);
    }
}

/// Writes weights: for each feature, sorted by hash, its classes and their weights.
pub fn write_weights(features: &[(u32, Vec<(u8, i8)>)], out: &mut Vec<u8>) {
    write_number(features.len() as u32, out);
    let mut before = 0;
    for (feature, entries) in features {
        write_number(feature.wrapping_sub(before), out);
        before = *feature;
        write_number(entries.len() as u32, out);
        for (class, weight) in entries {
            out.push(*class);
            out.push(*weight as u8);
        }
    }
}

/// Reads a tagger, as [`write_lexicon`] and then [`write_weights`] leave it; `None` where the bytes are no tagger.
#[must_use]
pub fn read_tagger(bytes: &[u8]) -> Option<Tagger> {
    let mut reader = crate::bytes::Reader(bytes);
    Some(Tagger {
        lexicon: crate::lexicon::Lexicon::read(&mut reader)?,
        weights: crate::weights::Weights::read(&mut reader)?,
    })
}
