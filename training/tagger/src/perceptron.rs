//! The averaged perceptron.

use onrecord_tagger::training::{MAX_CLASSES, Scores};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Features are hashes already.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u32(&mut self, feature: u32) {
        self.0 = u64::from(feature).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[derive(Clone, Copy)]
struct Cell {
    class: u8,
    weight: i32,
    /// The sum of every change times the step at which it was made.
    late: i64,
}

/// Weights while they are learnt.
#[derive(Default)]
pub struct Perceptron {
    places: HashMap<u32, u32, BuildHasherDefault<Mixed>>,
    cells: Vec<Vec<Cell>>,
    seen: Vec<u32>,
    step: i64,
}

impl Perceptron {
    pub fn scores(&self, features: &[u32]) -> Scores {
        let mut scores = [0; MAX_CLASSES];
        for feature in features {
            if let Some(&place) = self.places.get(feature) {
                for cell in &self.cells[place as usize] {
                    scores[cell.class as usize] += cell.weight;
                }
            }
        }
        scores
    }

    /// Counts one decision, and moves the weights where it was wrong.
    pub fn learn(&mut self, features: &[u32], gold: usize, guess: usize) {
        self.step += 1;
        if gold == guess {
            return;
        }
        for &feature in features {
            let place = *self.places.entry(feature).or_insert_with(|| {
                self.cells.push(Vec::new());
                self.seen.push(0);
                (self.cells.len() - 1) as u32
            }) as usize;
            self.seen[place] += 1;
            for (class, change) in [(gold, 1), (guess, -1)] {
                let late = self.step * i64::from(change);
                let row = &mut self.cells[place];
                match row.iter_mut().find(|cell| usize::from(cell.class) == class) {
                    Some(cell) => {
                        cell.weight += change;
                        cell.late += late;
                    }
                    None => row.push(Cell { class: class as u8, weight: change, late }),
                }
            }
        }
    }

    /// The average of a weight over all steps.
    fn mean(&self, cell: &Cell) -> f64 {
        f64::from(cell.weight) - cell.late as f64 / (self.step + 1) as f64
    }
}

/// The averaged weights in 8 bits, averaged over the models: times `scale`, less those below `floor` and the features
/// that were changed fewer than `least` times a model.
pub fn quantised(models: &[Perceptron], scale: f64, floor: i32, least: usize) -> Vec<(u32, Vec<(u8, i8)>)> {
    let features: BTreeSet<u32> = models.iter().flat_map(|model| model.places.keys().copied()).collect();
    let mut rows: Vec<(u32, Vec<(u8, i8)>)> = Vec::new();
    for feature in features {
        let mut sums: BTreeMap<u8, f64> = BTreeMap::new();
        let mut seen = 0;
        for model in models {
            let Some(&place) = model.places.get(&feature) else { continue };
            seen += model.seen[place as usize] as usize;
            for cell in &model.cells[place as usize] {
                *sums.entry(cell.class).or_default() += model.mean(cell) / models.len() as f64;
            }
        }
        if seen < least * models.len() {
            continue;
        }
        let row: Vec<(u8, i8)> = sums
            .into_iter()
            .map(|(class, mean)| (class, (mean * scale).round() as i32))
            .filter(|(_, value)| value.abs() >= floor)
            .map(|(class, value)| (class, value.clamp(-127, 127) as i8))
            .collect();
        if !row.is_empty() {
            rows.push((feature, row));
        }
    }
    rows
}

/// A small fixed generator, so that a run can be repeated.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for index in (1..list.len()).rev() {
            list.swap(index, self.below(index + 1));
        }
    }
}
