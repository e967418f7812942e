//! Word classes by exchange: each word goes to the class that makes the bigrams of classes most likely
//! (Martin, Liermann and Ney 1998).

use onrecord_tagger::training::hash_word;
use onrecord_text::Span;
use std::collections::HashMap;
use std::path::Path;

/// Classes 1 to this; 0 is for unknown words, 255 for what lies outside a sentence.
const CLASSES: usize = 254;
const LEAST_COUNT: u32 = 10;
const PASSES: usize = 6;

/// Writes `hash class` lines for the frequent words of JSONL news.
pub fn train(inputs: &[String], output: &Path) {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    let mut stream: Vec<u32> = Vec::new();
    for input in inputs {
        for line in crate::conllu::read(Path::new(input)).lines() {
            let object: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
            let text = object["text"].as_str().unwrap_or_default();
            let Some(all) = Span::new(0, text.len()) else { continue };
            let tagged = onrecord_tagger::tag(text, all);
            for sentence in &tagged.sentences {
                stream.push(0);
                for token in &tagged.tokens[sentence.tokens.clone()] {
                    let word = hash_word(token.span.of(text)).max(2);
                    *counts.entry(word).or_default() += 1;
                    stream.push(word);
                }
            }
        }
    }
    let mut words: Vec<(u32, u32)> =
        counts.iter().filter(|pair| *pair.1 >= LEAST_COUNT).map(|pair| (*pair.1, *pair.0)).collect();
    words.sort_unstable_by(|left, right| right.cmp(left));
    eprintln!("{} tokens, {} words", stream.len(), words.len());
    // Word 0 is the boundary, word 1 every rare word; both keep a class to themselves.
    let ids: HashMap<u32, usize> = words.iter().enumerate().map(|(rank, pair)| (pair.1, rank + 2)).collect();
    let stream: Vec<usize> =
        stream.iter().map(|word| if *word == 0 { 0 } else { ids.get(word).copied().unwrap_or(1) }).collect();
    let class = exchange(&stream, words.len() + 2);
    let mut lines: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(rank, pair)| format!("{} {}\n", pair.1, class[rank + 2] + 1))
        .collect();
    lines.sort_unstable();
    std::fs::write(output, lines.concat()).expect("the output can be written");
}

fn exchange(stream: &[usize], vocabulary: usize) -> Vec<usize> {
    // Two more classes than are given out, for the boundary and the rare words.
    let classes = CLASSES + 2;
    let mut class: Vec<usize> = (0..vocabulary).map(|word| word.saturating_sub(2) % CLASSES).collect();
    class[0] = CLASSES;
    class[1] = CLASSES + 1;
    let mut pairs: Vec<(usize, usize)> = stream.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_unstable();
    let mut right: Vec<Vec<(usize, i64)>> = vec![Vec::new(); vocabulary];
    let mut left: Vec<Vec<(usize, i64)>> = vec![Vec::new(); vocabulary];
    let mut total = vec![0_i64; vocabulary];
    for run in pairs.chunk_by(|one, other| one == other) {
        let ((first, second), count) = (run[0], run.len() as i64);
        right[first].push((second, count));
        left[second].push((first, count));
        total[first] += count;
    }
    let mut table = vec![0_i64; classes * classes];
    let mut mass = vec![0_i64; classes];
    for first in 0..vocabulary {
        mass[class[first]] += total[first];
        for &(second, count) in &right[first] {
            table[class[first] * classes + class[second]] += count;
        }
    }
    let logs: Vec<f64> = (0..2_000_000)
        .map(|value| if value == 0 { 0.0 } else { value as f64 * (value as f64).ln() })
        .collect();
    let information =
        |value: i64| logs.get(value as usize).copied().unwrap_or_else(|| value as f64 * (value as f64).ln());
    for pass in 0..PASSES {
        let mut moved = 0;
        for word in 2..vocabulary {
            let own = right[word].iter().find(|pair| pair.0 == word).map_or(0, |pair| pair.1);
            let gather = |list: &[(usize, i64)]| {
                let mut sums = vec![0_i64; classes];
                list.iter().filter(|pair| pair.0 != word).for_each(|pair| sums[class[pair.0]] += pair.1);
                sums.iter()
                    .enumerate()
                    .filter(|pair| *pair.1 > 0)
                    .map(|pair| (pair.0, *pair.1))
                    .collect::<Vec<_>>()
            };
            let (before, after) = (gather(&left[word]), gather(&right[word]));
            let shift = |table: &mut [i64], mass: &mut [i64], to: usize, sign: i64| {
                before.iter().for_each(|&(other, count)| table[other * classes + to] += sign * count);
                after.iter().for_each(|&(other, count)| table[to * classes + other] += sign * count);
                table[to * classes + to] += sign * own;
                mass[to] += sign * total[word];
            };
            shift(&mut table, &mut mass, class[word], -1);
            let gain = |to: usize| {
                let mut gain = 2.0 * (information(mass[to]) - information(mass[to] + total[word]));
                let mut same = own;
                for &(other, count) in &before {
                    if other == to {
                        same += count;
                    } else {
                        let old = table[other * classes + to];
                        gain += information(old + count) - information(old);
                    }
                }
                for &(other, count) in &after {
                    if other == to {
                        same += count;
                    } else {
                        let old = table[to * classes + other];
                        gain += information(old + count) - information(old);
                    }
                }
                let old = table[to * classes + to];
                gain + information(old + same) - information(old)
            };
            let mut best = (gain(class[word]), class[word]);
            for to in 0..CLASSES {
                let gain = gain(to);
                if gain > best.0 + 1e-9 {
                    best = (gain, to);
                }
            }
            moved += usize::from(best.1 != class[word]);
            class[word] = best.1;
            shift(&mut table, &mut mass, best.1, 1);
        }
        eprintln!("pass {pass}: {moved} words moved");
    }
    class
}
