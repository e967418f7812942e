//! A fixed table from 32-bit hashes to small values.

/// Open addressing over a power of two of slots, at most half full. An empty slot has the key 0.
#[derive(Debug, Clone)]
pub(crate) struct Table<V> {
    slots: Vec<(u32, V)>,
    shift: u32,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { slots: Vec::new(), shift: 0 }
    }
}

impl<V: Copy + Default> Table<V> {
    /// The table of these pairs; of two with one key the first counts.
    pub(crate) fn new(pairs: &[(u32, V)]) -> Self {
        let bits = (pairs.len() * 2).next_power_of_two().trailing_zeros().clamp(1, 31);
        let mut table = Self { slots: vec![(0, V::default()); 1 << bits], shift: 32 - bits };
        for &(key, value) in pairs {
            let key = key.max(1);
            let mut at = table.home(key);
            while let Some(slot) = table.slots.get_mut(at) {
                if slot.0 == 0 {
                    *slot = (key, value);
                } else if slot.0 != key {
                    at = (at + 1) & ((1 << bits) - 1);
                    continue;
                }
                break;
            }
        }
        table
    }

    fn home(&self, key: u32) -> usize {
        (key.wrapping_mul(0x9e37_79b1) >> self.shift) as usize
    }

    /// The value of a key.
    #[inline]
    pub(crate) fn get(&self, key: u32) -> Option<V> {
        let key = key.max(1);
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = self.home(key);
        while let Some(&(other, value)) = self.slots.get(at) {
            if other == key {
                return Some(value);
            }
            if other == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn a_table_answers_as_a_map_does(pairs in prop::collection::vec((1_u32..200, 0_u8..9), 0..80), asked in 1_u32..200) {
            let mut map = BTreeMap::new();
            for &(key, value) in &pairs {
                map.entry(key).or_insert(value);
            }
            prop_assert_eq!(Table::new(&pairs).get(asked), map.get(&asked).copied());
        }
    }
}
