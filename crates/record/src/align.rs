//! Two sequences laid side by side.

/// What two sequences of words have in common ([`subsequence`]), cut at `LIMIT` words.
pub(crate) fn common(left: &[&str], right: &[&str]) -> Vec<(usize, usize)> {
    subsequence(&left[..left.len().min(LIMIT)], &right[..right.len().min(LIMIT)])
}

/// A longest common subsequence, as pairs of positions, in order. Takes room and time as the product of the lengths.
pub(crate) fn subsequence<T: PartialEq>(left: &[T], right: &[T]) -> Vec<(usize, usize)> {
    let width = right.len() + 1;
    let mut lengths = vec![0_u32; (left.len() + 1) * width];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            lengths[i * width + j] = if left[i] == right[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < left.len() && j < right.len() {
        if left[i] == right[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// The longest run of words that both have: where it starts in each, and how long it is.
pub(crate) fn longest_run(left: &[&str], right: &[&str]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    let mut before = vec![0_usize; right.len() + 1];
    for (i, word) in left.iter().enumerate().take(LIMIT) {
        let mut row = vec![0_usize; right.len() + 1];
        for (j, other) in right.iter().enumerate().take(LIMIT) {
            if word == other {
                row[j + 1] = before[j] + 1;
                if row[j + 1] > best.2 {
                    best = (i + 1 - row[j + 1], j + 1 - row[j + 1], row[j + 1]);
                }
            }
        }
        before = row;
    }
    best
}

/// Longer sequences are compared by their first words only, so that no page can make a comparison dear.
const LIMIT: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_changed_word_leaves_the_rest_aligned() {
        let left = ["we", "keep", "the", "pass", "open"];
        let right = ["we", "will", "keep", "the", "border", "open"];
        assert_eq!(common(&left, &right), [(0, 0), (1, 2), (2, 3), (4, 5)]);
        assert_eq!(longest_run(&left, &right), (1, 2, 2));
    }

    proptest! {
        #[test]
        fn what_is_common_rises_in_both(a in prop::collection::vec("[abc]", 0..12), b in prop::collection::vec("[abc]", 0..12)) {
            let (left, right): (Vec<&str>, Vec<&str>) = (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
            let pairs = common(&left, &right);
            prop_assert!(pairs.iter().all(|(i, j)| left[*i] == right[*j]));
            prop_assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
            prop_assert_eq!(pairs.len(), common(&right, &left).len());
            let (start, other, length) = longest_run(&left, &right);
            prop_assert_eq!(&left[start..start + length], &right[other..other + length]);
            prop_assert!(length <= pairs.len());
        }
    }
}
