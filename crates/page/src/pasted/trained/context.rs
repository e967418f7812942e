use crate::row::{Row, flag, nearest, number, running, share};

/// How many features the scores around a line give.
pub(crate) const COUNT: usize = 32;
/// The lines right around one, and itself.
const OFFSETS: [isize; 9] = [-4, -3, -2, -1, 0, 1, 2, 3, 4];
/// The sizes of the windows above and below a line.
const WINDOWS: [usize; 3] = [3, 8, 20];
const KNOWN_OFFSETS: [isize; 5] = [-2, -1, 0, 1, 2];
const KNOWN_WINDOW: usize = 6;
/// A line counts as at most this many words in the search for the story, so that one long notice outweighs no story.
const LINE_WORDS: usize = 80;
/// And as at least this many.
const LEAST_WORDS: usize = 4;
/// Distances in lines count up to this.
const FAR: f32 = 40.0;

/// A row for each line: what the first forest says of it and around it. `scores` are probabilities, `words` the lines' lengths, `known`
/// the share of each line's content that the lines that are likely have elsewhere.
pub(crate) fn of(scores: &[f32], words: &[usize], known: &[f32]) -> Vec<Vec<f32>> {
    let count = scores.len();
    let weights: Vec<f32> =
        words.iter().map(|words| number((*words).clamp(LEAST_WORDS, LINE_WORDS))).collect();
    let sums = |value: &dyn Fn(usize) -> f32| {
        running((0..=count).map(|at| if at < count { value(at) } else { 0.0 }))
    };
    let weight = sums(&|at| weights[at]);
    let mass = sums(&|at| scores[at] * weights[at]);
    let topic = sums(&|at| known[at] * weights[at]);
    let likely: Vec<bool> = scores.iter().map(|score| *score >= 0.5).collect();
    let nearest = nearest(&likely);
    let (start, end) = stretch(scores, &weights);
    let total = mass.last().copied().unwrap_or_default();
    (0..count)
        .map(|at| {
            let mut row = Row::default();
            for offset in OFFSETS {
                let other = at.checked_add_signed(offset).and_then(|other| scores.get(other));
                row.push(other.copied().unwrap_or(-1.0));
            }
            for window in WINDOWS {
                let (above, below) = (at.saturating_sub(window), (at + 1 + window).min(count));
                for (from, to) in [(above, at), (at + 1, below.max(at + 1))] {
                    row.push(share(mass[to] - mass[from], weight[to] - weight[from]));
                }
            }
            row.push(share(mass[at], total));
            row.push((total - mass[at]).clamp(0.0, 500.0));
            row.push(flag((start..end).contains(&at)));
            row.push((number(at) - number(start)).clamp(-FAR, FAR));
            row.push((number(at) - number(end)).clamp(-FAR, FAR));
            row.push(share(mass[end] - mass[start], total));
            row.push(nearest[at].0);
            row.push(nearest[at].1);
            for offset in KNOWN_OFFSETS {
                let other = at.checked_add_signed(offset).and_then(|other| known.get(other));
                row.push(other.copied().unwrap_or(-1.0));
            }
            let (above, below) = (at.saturating_sub(KNOWN_WINDOW), (at + KNOWN_WINDOW + 1).min(count));
            row.push(share(topic[at] - topic[above], weight[at] - weight[above]));
            row.push(share(topic[below] - topic[at + 1], weight[below] - weight[at + 1]));
            row.push(share(mass[at] - mass[start.min(at)], mass[end] - mass[start]));
            row.push(share(mass[end.max(at)] - mass[at], mass[end] - mass[start]));
            row.0
        })
        .collect()
}

/// The stretch of lines that gains most: a likely line adds its words, an unlikely one takes them away.
fn stretch(scores: &[f32], weights: &[f32]) -> (usize, usize) {
    let (mut best, mut best_sum) = ((0, 0), 0.0_f32);
    let (mut start, mut sum) = (0, 0.0_f32);
    for (at, (score, weight)) in scores.iter().zip(weights).enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += (2.0 * score - 1.0) * weight;
        if sum > best_sum {
            (best, best_sum) = ((start, at + 1), sum);
        }
    }
    best
}
