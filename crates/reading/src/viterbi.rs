//! The most probable labels of a row of words (Viterbi).

/// The labels that together are most probable and legal. Label 0 is outside; of the others an odd one begins a fragment
/// and the next one goes on with it. `allowed` says which labels may stand at a word.
pub(crate) fn best_path<const N: usize>(
    scores: &[[f32; N]],
    allowed: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    const NEVER: f32 = -1e9;
    let mut best = [NEVER; N];
    // Before the first word stands nothing: no fragment goes on from there.
    best[0] = 0.0;
    let mut back: Vec<[usize; N]> = Vec::with_capacity(scores.len());
    for (at, row) in scores.iter().enumerate() {
        let mut next = [NEVER; N];
        let mut from = [0; N];
        for (label, score) in row.iter().enumerate().filter(|(label, _)| allowed(at, *label)) {
            for (before, value) in best.iter().enumerate() {
                if follows(before, label) && value + score > next[label] {
                    next[label] = value + score;
                    from[label] = before;
                }
            }
        }
        best = next;
        back.push(from);
    }
    let mut label = (0..N).max_by(|left, right| best[*left].total_cmp(&best[*right])).unwrap_or_default();
    let mut path = vec![0; scores.len()];
    for (at, from) in back.iter().enumerate().rev() {
        path[at] = label;
        label = from[label];
    }
    path
}

/// Whether a label may follow another: the inside of a fragment only its beginning or itself.
fn follows(before: usize, label: usize) -> bool {
    let inside = label > 0 && label.is_multiple_of(2);
    !inside || before == label || before + 1 == label
}
