//! The weights of a linear classifier with many sparse features.

use crate::bytes::Reader;
use crate::table::Table;

/// The most classes that a classifier may have.
pub const MAX_CLASSES: usize = 64;

/// One score a class.
pub type Scores = [i32; MAX_CLASSES];

/// Marks the end of a feature's list in [`Weights::entries`].
const END: u8 = 255;

/// For every feature, by hash, the classes that it speaks for and against.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    starts: Table<u32>,
    entries: Vec<(u8, i8)>,
}

impl Weights {
    /// Adds what the features say to the scores.
    #[inline]
    pub fn add<const N: usize>(&self, features: &[u32; N], scores: &mut Scores) {
        // All look-ups first: they do not depend on each other, so the processor waits for memory once.
        let starts = features.map(|feature| self.starts.get(feature));
        for start in starts.into_iter().flatten() {
            for &(class, weight) in self.entries.get(start as usize..).unwrap_or_default() {
                let Some(score) = scores.get_mut(usize::from(class)) else { break };
                *score += i32::from(weight);
            }
        }
    }

    /// Reads what [`crate::training::write_weights`] writes.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut starts = Vec::new();
        let mut entries = Vec::new();
        let mut feature = 0_u32;
        for _ in 0..reader.number()? {
            feature = feature.wrapping_add(reader.number()?);
            starts.push((feature, u32::try_from(entries.len()).ok()?));
            for _ in 0..reader.number()? {
                entries.push((reader.byte()?.min(MAX_CLASSES as u8 - 1), reader.byte()? as i8));
            }
            entries.push((END, 0));
        }
        Some(Self { starts: Table::new(&starts), entries })
    }
}

/// A feature's hash: the number of its template and what stands in it.
#[inline]
#[must_use]
pub fn feature(template: u32, left: u32, right: u32) -> u32 {
    let mixed = (u64::from(left) << 32 | u64::from(right)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 29) ^ u64::from(template)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 32) as u32
}
