use super::tellings::{Known, LONGEST, Meanings, Tellings};
use std::ops::Range;

/// Literals with which texts begin.
pub(super) struct AtStart {
    /// Which of the beginnings have each byte as their first.
    by_first: Vec<Range<usize>>,
    beginnings: Vec<Beginning>,
    tellings: Tellings,
}

/// The beginning of a literal as one number, so that it is compared at once.
struct Beginning {
    packed: u64,
    /// The bits of its bytes.
    mask: u64,
}

impl AtStart {
    pub(super) fn of(meanings: Meanings) -> Self {
        let (beginnings, tellings) = Tellings::of(meanings);
        let begins = |first: u8| {
            let begins_before = |own: &Vec<u8>, first| own.first() < Some(&first);
            let start = beginnings.partition_point(|own| begins_before(own, first));
            let count = beginnings[start..].iter().take_while(|own| own.first() == Some(&first)).count();
            start..start + count
        };
        let by_first = (0..=u8::MAX).map(begins).collect();
        let pack = |own: &Vec<u8>| Beginning { packed: packed(own), mask: (1 << (8 * own.len())) - 1 };
        Self { by_first, beginnings: beginnings.iter().map(pack).collect(), tellings }
    }

    /// Notes what the literals tell with which a text begins.
    pub(super) fn tell(&self, text: &[u8], known: &mut Known) {
        let Some(first) = text.first() else { return };
        let start = packed(text);
        let range = self.by_first[usize::from(first.to_ascii_lowercase())].clone();
        for (number, own) in range.clone().zip(&self.beginnings[range]) {
            if start & own.mask == own.packed {
                let length = (u64::BITS - own.mask.leading_zeros()) as usize / 8;
                self.tellings.note(number, text, length, known);
            }
        }
    }
}

/// The first bytes of a text as one number, letters of ASCII small. A text that is shorter has zeros for those that it lacks.
fn packed(text: &[u8]) -> u64 {
    let first = text.iter().take(LONGEST).enumerate();
    first.fold(0, |packed, (at, byte)| packed | u64::from(byte.to_ascii_lowercase()) << (8 * at))
}
