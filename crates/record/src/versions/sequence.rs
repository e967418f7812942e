//! Two long sequences laid side by side.

use crate::align::subsequence;
use std::collections::BTreeMap;

/// Stretches without a common landmark are laid side by side exactly up to this size (the product of their lengths); beyond, nothing in
/// them counts as common, so that no page can make a comparison dear.
const EXACT: usize = 4_000_000;
/// How many times a stretch is cut at landmarks inside it.
const DEPTH: usize = 64;

/// What two sequences have in common, in the order of both, as pairs of positions.
///
/// What they begin and end with is taken first. Between, what stands once in each is a landmark; landmarks in the same order in both cut the
/// rest into stretches that are treated likewise (patience diff), and stretches without one by their longest common subsequence.
pub(super) fn common(left: &[usize], right: &[usize]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut waiting = vec![(0, left.len(), 0, right.len(), 0)];
    while let Some((mut a, mut a_end, mut b, mut b_end, depth)) = waiting.pop() {
        while a < a_end && b < b_end && left[a] == right[b] {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        }
        while a < a_end && b < b_end && left[a_end - 1] == right[b_end - 1] {
            (a_end, b_end) = (a_end - 1, b_end - 1);
            pairs.push((a_end, b_end));
        }
        if a == a_end || b == b_end {
            continue;
        }
        let marks = if depth < DEPTH { landmarks(&left[a..a_end], &right[b..b_end]) } else { Vec::new() };
        if marks.is_empty() {
            if (a_end - a) * (b_end - b) <= EXACT {
                pairs.extend(
                    subsequence(&left[a..a_end], &right[b..b_end]).into_iter().map(|(i, j)| (a + i, b + j)),
                );
            }
            continue;
        }
        let (mut from, mut other_from) = (a, b);
        for (i, j) in marks {
            waiting.push((from, a + i, other_from, b + j, depth + 1));
            pairs.push((a + i, b + j));
            (from, other_from) = (a + i + 1, b + j + 1);
        }
        waiting.push((from, a_end, other_from, b_end, depth + 1));
    }
    pairs.sort_unstable();
    pairs
}

/// What stands once in each, as far as it comes in the same order: a longest increasing subsequence.
fn landmarks(left: &[usize], right: &[usize]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<usize, [(usize, usize); 2]> = BTreeMap::new();
    for (side, sequence) in [left, right].into_iter().enumerate() {
        for (at, value) in sequence.iter().enumerate() {
            let place = &mut places.entry(*value).or_default()[side];
            *place = (place.0 + 1, at);
        }
    }
    let once = places.into_values().filter(|[one, other]| one.0 == 1 && other.0 == 1);
    let mut once: Vec<(usize, usize)> = once.map(|[one, other]| (one.1, other.1)).collect();
    once.sort_unstable();
    // The last of the best chain of each length, and what comes before each in its chain.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(once.len());
    for (at, (_, place)) in once.iter().enumerate() {
        let length = ends.partition_point(|end| once[*end].1 < *place);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    let mut chain = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        chain.push(once[at]);
        next = before[at];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_put_in_leaves_the_rest_side_by_side() {
        assert_eq!(common(&[1, 2, 3, 4], &[9, 1, 2, 7, 4]), [(0, 1), (1, 2), (3, 4)]);
        assert_eq!(common(&[1, 1, 2, 1], &[1, 2, 1, 1]).len(), 3);
        assert_eq!(common(&[], &[1]), []);
    }

    #[test]
    fn long_sequences_are_compared_quickly() {
        let left: Vec<usize> = (0..50_000).collect();
        let right: Vec<usize> = (0..50_000).filter(|n| n % 7 != 0).collect();
        assert_eq!(common(&left, &right).len(), right.len());
        let same = vec![1; 30_000];
        assert_eq!(common(&same, &same[..10]).len(), 10);
        let turned: Vec<usize> = (0..50_000).rev().collect();
        assert!(!common(&left, &turned).is_empty());
    }

    proptest! {
        #[test]
        fn pairs_are_equal_and_rise_in_both(
            left in prop::collection::vec(0_usize..6, 0..24),
            right in prop::collection::vec(0_usize..6, 0..24),
        ) {
            let pairs = common(&left, &right);
            prop_assert!(pairs.iter().all(|(i, j)| left[*i] == right[*j]));
            prop_assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
            prop_assert!(pairs.len() <= subsequence(&left, &right).len());
            if left == right {
                prop_assert_eq!(pairs.len(), left.len());
            }
        }
    }
}
