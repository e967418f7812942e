//! Passages that two pages share.

use crate::blocks::Sets;
use crate::pile::Pile;
use std::collections::{BTreeMap, BTreeSet};

/// Pages that share so many of their words that they count as one source.
#[derive(Default)]
pub(crate) struct Copies {
    pairs: BTreeSet<(usize, usize)>,
}

impl Copies {
    /// How many sources some pages are: pages of one outlet, and pages of which one holds half of the other's words,
    /// count once.
    pub(crate) fn independent(&self, pile: &Pile<'_>, pages: impl Iterator<Item = usize>) -> usize {
        let pages: Vec<usize> = pages.collect::<BTreeSet<_>>().into_iter().collect();
        let mut sets = Sets::new(pages.len());
        let mut outlets: BTreeMap<String, usize> = BTreeMap::new();
        for (at, page) in pages.iter().enumerate() {
            let first = *outlets.entry(pile.pages[*page].outlet_key()).or_insert(at);
            sets.join(first, at);
            for (other, earlier) in pages[..at].iter().enumerate() {
                if self.pairs.contains(&(*earlier, *page)) {
                    sets.join(other, at);
                }
            }
        }
        sets.groups().len()
    }
}
