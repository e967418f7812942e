use super::alike;
use std::collections::{BTreeMap, BTreeSet};

/// More entries than these are held against each other by equal words only.
const MOST: usize = 600;

/// An entry of a reading with what it is known by in another version of its page.
pub(super) struct Known {
    /// What tells it from an entry of the same words: who speaks, or of what type the event is.
    pub(super) by: String,
    /// Its words as they are compared ([`alike::key`]).
    pub(super) key: String,
    /// The same, word by word ([`alike::words`]).
    pub(super) words: Vec<String>,
}

impl Known {
    pub(super) fn new(by: String, words: &str) -> Self {
        Self { by, key: alike::key(words), words: alike::words(words) }
    }
}

/// Which entry of the earlier version each entry of the later one is: the same words of the same kind first, then the same words,
/// then the most alike, where two share at least so much of their words. Each stands in one pair.
pub(super) fn pairs(old: &[Known], new: &[Known], least: f64) -> BTreeMap<usize, usize> {
    let mut partner: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for by_kind in [true, false] {
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, one) in old.iter().enumerate().filter(|(i, _)| !taken.contains(i)) {
            places.entry(&one.key).or_default().push(i);
        }
        for (j, other) in new.iter().enumerate() {
            if partner.contains_key(&j) {
                continue;
            }
            let Some(list) = places.get_mut(other.key.as_str()) else { continue };
            if let Some(at) = list.iter().position(|i| !by_kind || old[*i].by == other.by) {
                let i = list.remove(at);
                taken.insert(i);
                partner.insert(j, i);
            }
        }
    }
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    if old.len() <= MOST && new.len() <= MOST {
        for (i, one) in old.iter().enumerate().filter(|(i, _)| !taken.contains(i)) {
            for (j, other) in new.iter().enumerate().filter(|(j, _)| !partner.contains_key(j)) {
                let alike = alike::similarity(&one.words, &other.words);
                if alike >= least {
                    candidates.push((alike, i, j));
                }
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (_, i, j) in candidates {
        if !partner.contains_key(&j) && taken.insert(i) {
            partner.insert(j, i);
        }
    }
    partner
}
