//! The words of a page's lines that carry its topic.

use super::super::lines::Line;
use super::super::live::content_words;
use crate::row::{number, share};
use std::collections::BTreeMap;

/// The words of so many bytes of a line are compared with the story's.
const CONTENT_REACH: usize = 600;

/// The words of each line that carry its topic, as numbers in ascending order, of long lines those of the beginning.
pub(super) struct Content {
    lines: Vec<Vec<usize>>,
    count: usize,
}

impl Content {
    pub(super) fn of_page(text: &str, lines: &[Line]) -> Self {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let lines = lines
            .iter()
            .map(|line| {
                let words = line.span.of(text);
                let mut own: Vec<usize> = Vec::new();
                for word in content_words(&words[..words.floor_char_boundary(CONTENT_REACH)]) {
                    let next = numbers.len();
                    own.push(*numbers.entry(word).or_insert(next));
                }
                own.sort_unstable();
                own.dedup();
                own
            })
            .collect();
        Self { lines, count: numbers.len() }
    }

    pub(super) fn of(&self, line: usize) -> &[usize] {
        self.lines.get(line).map_or(&[], Vec::as_slice)
    }

    /// The share of each line's words that the story has elsewhere, where `weight` says how much a line is of the story.
    pub(super) fn known(&self, weight: impl Fn(usize) -> f32) -> Vec<f32> {
        let mut in_story = vec![0.0_f32; self.count];
        for (at, own) in self.lines.iter().enumerate() {
            own.iter().for_each(|word| in_story[*word] += weight(at));
        }
        let known = |(at, own): (usize, &Vec<usize>)| {
            let sum: f32 = own.iter().map(|word| (in_story[*word] - weight(at)).clamp(0.0, 1.0)).sum();
            share(sum, number(own.len()))
        };
        self.lines.iter().enumerate().map(known).collect()
    }
}
