//! A key groups the rows that could belong together, and one function resolves a block.
//!
//! The same block could be resolved in an engine's group step: nothing outside a block decides what is found in it.

use std::collections::BTreeMap;

/// Rows under keys; a row may stand under many.
pub(crate) struct Blocks<K> {
    rows: Vec<(K, usize)>,
}

impl<K: Ord> Blocks<K> {
    pub(crate) fn new() -> Self {
        Self { rows: Vec::new() }
    }

    pub(crate) fn put(&mut self, key: K, row: usize) {
        self.rows.push((key, row));
    }

    /// The pairs of rows that share a key, each once, in order, the smaller row first. In a block of more than `cap`
    /// rows a row is paired with the `cap` that follow it only, so that no key costs the square of its size.
    pub(crate) fn pairs(mut self, cap: usize) -> Vec<(usize, usize)> {
        self.rows.sort_unstable();
        self.rows.dedup();
        let mut pairs = Vec::new();
        for block in self.rows.chunk_by(|left, right| left.0 == right.0) {
            for (index, (_, left)) in block.iter().enumerate() {
                pairs.extend(block.iter().skip(index + 1).take(cap).map(|(_, right)| (*left, *right)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// A key made of words: equal words give equal keys, and unequal ones almost surely different ones (FNV-1a).
pub(crate) fn fingerprint<'w>(kind: u8, owner: usize, words: impl Iterator<Item = &'w str>) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    add(kind);
    owner.to_le_bytes().into_iter().for_each(&mut add);
    for word in words {
        word.bytes().for_each(&mut add);
        add(0);
    }
    hash
}

/// Disjoint sets over `0..size`; the smallest member stands for its set.
pub(crate) struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    pub(crate) fn new(size: usize) -> Self {
        Self { parent: (0..size).collect() }
    }

    pub(crate) fn find(&mut self, row: usize) -> usize {
        let mut root = row;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut at = row;
        while self.parent[at] != root {
            at = std::mem::replace(&mut self.parent[at], root);
        }
        root
    }

    /// Joins two sets; the root that remains, and the one that went, if they were apart.
    pub(crate) fn join(&mut self, left: usize, right: usize) -> Option<(usize, usize)> {
        let (left, right) = (self.find(left), self.find(right));
        if left == right {
            return None;
        }
        let (keep, gone) = (left.min(right), left.max(right));
        self.parent[gone] = keep;
        Some((keep, gone))
    }

    /// The sets in order of their smallest member, each in order.
    pub(crate) fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for row in 0..self.parent.len() {
            let root = self.find(row);
            groups.entry(root).or_default().push(row);
        }
        groups.into_values().collect()
    }
}

/// Clusters grown from scored pairs, the best first. Two clusters join only where `may_join` holds for them.
///
/// `links` need not be sorted; a tie is broken by the rows' numbers, so that the result depends on nothing else.
pub(crate) fn agglomerate(
    size: usize,
    mut links: Vec<(f64, usize, usize)>,
    mut may_join: impl FnMut(&[usize], &[usize]) -> bool,
) -> Vec<Vec<usize>> {
    links.sort_by(|left, right| right.0.total_cmp(&left.0).then((left.1, left.2).cmp(&(right.1, right.2))));
    let mut sets = Sets::new(size);
    let mut members: Vec<Vec<usize>> = (0..size).map(|row| vec![row]).collect();
    for (_, left, right) in links {
        let (left, right) = (sets.find(left), sets.find(right));
        if left != right
            && may_join(&members[left], &members[right])
            && let Some((keep, gone)) = sets.join(left, right)
        {
            let moved = std::mem::take(&mut members[gone]);
            members[keep].extend(moved);
            members[keep].sort_unstable();
        }
    }
    sets.groups()
}
