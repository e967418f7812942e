//! From the scores of single lines to the stretches of lines that are the story: the choice that gains most in all.

use crate::row::number;

/// What it costs that a story begins, breaks off or goes on again, in the unit of a line's gain. Six to twelve do alike by host.
const TURN: f32 = 9.0;
/// A score counts up to this, odds of ten thousand to one: no single line decides over a page.
const SUREST: f32 = 9.21;
/// A line gains with the root of its length, so that paragraphs outweigh labels; in bytes, those of one word.
const WORD: usize = 6;
/// A line counts as at most this long, in bytes.
const LONGEST: usize = 480;

/// Which lines are in the stretches that gain most: a line adds its score, the logarithm of the odds that it is main text, times the root
/// of its length, and each end of a stretch costs. `lines` are scores and lengths in bytes; linear in their number.
pub(crate) fn of(lines: &[(f32, usize)]) -> Vec<bool> {
    // The best sums so far where the last line is outside and where it is inside, and for each line whether the one before it was
    // inside, for either.
    let (mut outside, mut inside) = (0.0_f32, f32::NEG_INFINITY);
    let mut before: Vec<[bool; 2]> = Vec::with_capacity(lines.len());
    for line in lines {
        let gain = gain_of(*line);
        let (leaves, stays) = (inside - TURN > outside, inside >= outside - TURN);
        before.push([leaves, stays]);
        let next = if leaves { inside - TURN } else { outside };
        inside = gain + if stays { inside } else { outside - TURN };
        outside = next;
    }
    let mut is_inside = inside - TURN > outside;
    let mut taken = vec![false; lines.len()];
    for (taken, [if_outside, if_inside]) in taken.iter_mut().zip(before).rev() {
        *taken = is_inside;
        is_inside = if is_inside { if_inside } else { if_outside };
    }
    taken
}

/// What lines gain together, their ends not counted.
pub(crate) fn gain(lines: &[(f32, usize)]) -> f32 {
    lines.iter().copied().map(gain_of).sum()
}

fn gain_of((score, length): (f32, usize)) -> f32 {
    score.clamp(-SUREST, SUREST) * (number(length.min(LONGEST)) / number(WORD)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_unlikely_line_in_a_story_is_taken_along_and_a_likely_one_by_itself_is_not() {
        let (main, other, doubtful) = ((3.0, 300), (-3.0, 300), (-0.5, 60));
        assert_eq!(of(&[other, main, doubtful, main, other]), [false, true, true, true, false]);
        assert_eq!(of(&[other, (1.0, 60), other]), [false; 3]);
    }

    #[test]
    fn a_long_unlikely_stretch_parts_a_story() {
        let (main, other) = ((3.0, 300), (-3.0, 300));
        assert_eq!(of(&[main, main, other, other, main]), [true, true, false, false, true]);
        assert!(of(&[]).is_empty());
    }

    proptest! {
        /// No other choice of stretches gains more.
        #[test]
        fn the_best_stretches_are_taken(lines in prop::collection::vec((-4.0_f32..4.0, 1_usize..600), 0..9)) {
            let worth = |taken: &[bool]| -> f32 {
                let own: Vec<_> = lines.iter().zip(taken).filter(|(_, taken)| **taken).map(|(line, _)| *line).collect();
                let around = [&[false], taken, &[false]].concat();
                gain(&own) - TURN * number(around.windows(2).filter(|pair| pair[0] != pair[1]).count())
            };
            let best = (0..1_usize << lines.len())
                .map(|bits| worth(&(0..lines.len()).map(|at| bits >> at & 1 == 1).collect::<Vec<_>>()))
                .fold(f32::NEG_INFINITY, f32::max);
            prop_assert!((worth(&of(&lines)) - best).abs() < 1e-3);
        }
    }
}
