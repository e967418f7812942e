//! A fixed table from 32-bit hashes to small values.

/// Open addressing over a power of two of slots, at most half full.
#[derive(Debug, Clone)]
pub(crate) struct Table<V> {
    slots: Vec<Option<(u32, V)>>,
    shift: u32,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { slots: Vec::new(), shift: 0 }
    }
}

impl<V: Copy> Table<V> {
    /// The table of these pairs; of two with one key the first counts.
    pub(crate) fn new(pairs: &[(u32, V)]) -> Self {
        let bits = (pairs.len() * 2).next_power_of_two().trailing_zeros().max(1);
        let mut table = Self { slots: vec![None; 1 << bits], shift: 32 - bits.min(31) };
        for &(key, value) in pairs {
            let mut at = table.home(key);
            while let Some(slot) = table.slots.get_mut(at) {
                match slot {
                    Some((other, _)) if *other == key => break,
                    Some(_) => at = (at + 1) & ((1 << bits) - 1),
                    None => {
                        *slot = Some((key, value));
                        break;
                    }
                }
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
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = self.home(key);
        while let Some(Some((other, value))) = self.slots.get(at) {
            if *other == key {
                return Some(*value);
            }
            at = (at + 1) & mask;
        }
        None
    }
}
