//! Parts of speech: an averaged perceptron over the features of the program.

use crate::conllu::Sentence;
use crate::perceptron::{Perceptron, Random, quantised};
use onrecord_tagger::Tag;
use onrecord_tagger::training::{Casing, Entry, Form, History, Lexicon, Tagger, features, forms, hash_word};
use onrecord_tagger::training::{read_tagger, sole_tag, write_lexicon, write_weights};
use std::collections::{BTreeMap, HashMap};

/// Passes over the data.
pub const PASSES: usize = 9;
/// Models whose weights are averaged: one alone leans on the order that it saw the sentences in.
pub const RUNS: usize = 4;
/// A word with this many sightings and this share of one tag needs no context.
const SOLE_COUNT: u32 = 25;
const SOLE_SHARE: f64 = 0.998;

/// The least lead of the right tag over the next, in units of one change of one weight.
const MARGIN: i32 = 20;
/// How often a word is hidden, for a word that was never seen; one that was seen n times is hidden n + 1 times less.
const DROP: f64 = 1.0;
/// What a weight is multiplied with before it is rounded to 8 bits, and the least that is kept.
const SCALE: f64 = 3.0;
const FLOOR: i32 = 2;

fn counts(train: &[Sentence]) -> HashMap<u32, u32> {
    let mut counts = HashMap::new();
    for word in train.iter().flat_map(|sentence| &sentence.words) {
        *counts.entry(hash_word(word)).or_default() += 1;
    }
    counts
}

/// The words of the training data with the sets of their tags.
fn entries(train: &[Sentence]) -> Vec<(u32, Entry)> {
    let mut seen: BTreeMap<u32, BTreeMap<Tag, u32>> = BTreeMap::new();
    for sentence in train {
        for (index, word) in sentence.words.iter().enumerate() {
            if sentence.whole[index] {
                *seen.entry(hash_word(word)).or_default().entry(sentence.tags[index]).or_default() += 1;
            }
        }
    }
    let mut sets: HashMap<Vec<Tag>, u16> = HashMap::new();
    let mut found = Vec::new();
    for (word, tags) in &seen {
        let total: u32 = tags.values().sum();
        let most = tags.iter().max_by_key(|pair| *pair.1).expect("a word was seen");
        if total < 2 {
            continue;
        }
        let set: Vec<Tag> = tags.iter().filter(|pair| *pair.1 * 50 >= total).map(|pair| *pair.0).collect();
        let next = sets.len() as u16 + 1;
        let number = *sets.entry(set).or_insert(next);
        let sole = total >= SOLE_COUNT && f64::from(*most.1) >= SOLE_SHARE * f64::from(total);
        found.push((*word, Entry { tags: number, sole: if sole { *most.0 as u8 + 1 } else { 0 } }));
    }
    found
}

/// The sentence in capitals, or as a headline: news has both, the treebanks have few.
pub fn recased(sentence: &Sentence, upper: bool) -> Sentence {
    let recase = |word: &String| {
        if upper {
            return word.to_uppercase();
        }
        let short = matches!(
            word.as_str(),
            "a" | "an" | "the" | "of" | "in" | "on" | "to" | "for" | "and" | "or" | "at" | "as" | "by"
        );
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !short && !word.starts_with(['\'', '’']) => {
                first.to_uppercase().chain(letters).collect()
            }
            _ => word.clone(),
        }
    };
    Sentence { words: sentence.words.iter().map(recase).collect(), ..sentence.copy() }
}

struct Example {
    forms: Vec<Form>,
    casing: Casing,
    tags: Vec<Tag>,
}

/// The bytes of the model.
pub fn train(
    mut train: Vec<Sentence>,
    classes: &[(u32, u8)],
    passes: usize,
    runs: usize,
    dev: &[(&str, &[Sentence])],
) -> Vec<u8> {
    let entries = entries(&train);
    let lexicon = Lexicon::new(&entries, classes);
    let mut random = Random(7);
    for index in 0..train.len() {
        match random.below(100) {
            0..=0 => train.push(recased(&train[index], true)),
            1..=3 => train.push(recased(&train[index], false)),
            _ => {}
        }
    }
    let counts = counts(&train);
    let examples: Vec<Example> = train
        .iter()
        .map(|sentence| {
            let mut made = Vec::new();
            let casing = forms(sentence.words.iter().map(String::as_str), &lexicon, &mut made);
            Example { forms: made, casing, tags: sentence.tags.clone() }
        })
        .collect();
    let seeds = std::iter::once(random).chain((1..runs).map(|run| Random(100 + run as u64)));
    let models: Vec<Perceptron> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            seeds.map(|seed| scope.spawn(|| learn(&examples, &counts, passes, seed))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a run ends")).collect()
    });
    let mut bytes = Vec::new();
    write_lexicon(&entries, classes, &mut bytes);
    write_weights(&quantised(&models, SCALE, FLOOR, 2), &mut bytes);
    let tagger = read_tagger(&bytes).expect("what was written can be read");
    eprint!("{} bytes", bytes.len());
    for (name, sentences) in dev {
        eprint!("  {name} {:.4}", accuracy(&tagger, sentences));
    }
    eprintln!();
    bytes
}

/// One model of the examples, in an order and with hidden words that hang on `random`.
fn learn(examples: &[Example], counts: &HashMap<u32, u32>, passes: usize, mut random: Random) -> Perceptron {
    let mut model = Perceptron::default();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..passes {
        random.shuffle(&mut order);
        for example in order.iter().map(|&index| &examples[index]) {
            let mut history = History::default();
            let mut made = example.forms.clone();
            for form in &mut made {
                let count = counts.get(&form.exact).copied().unwrap_or(0);
                if (random.below(1 << 20) as f64) < DROP * f64::from(1 << 20) / (1.0 + f64::from(count)) {
                    (form.tags, form.name_tags, form.sole, form.lower) = (0, 0, 0, 0);
                }
            }
            for (index, form) in made.iter().enumerate() {
                let guess = sole_tag(form).unwrap_or_else(|| {
                    let features = features(&made, index, example.casing, history);
                    let scores = model.scores(&features);
                    let gold = example.tags[index] as usize;
                    let rival = (0..Tag::ALL.len())
                        .filter(|&class| class != gold)
                        .max_by_key(|&class| (scores[class], std::cmp::Reverse(class)))
                        .unwrap_or(0);
                    let lead = scores[gold] - scores[rival];
                    model.learn(&features, gold, if lead <= MARGIN { rival } else { gold });
                    Tag::ALL[if lead > 0 { gold } else { rival }]
                });
                history = history.after(form, guess);
            }
        }
    }
    model
}

/// The share of whole tokens that are tagged right.
pub fn accuracy(tagger: &Tagger, sentences: &[Sentence]) -> f64 {
    let (mut right, mut all) = (0_u32, 0_u32);
    let mut room = Vec::new();
    for sentence in sentences {
        let mut index = 0;
        tagger.tag(sentence.words.iter().map(String::as_str), &mut room, |tag| {
            if sentence.whole[index] {
                all += 1;
                right += u32::from(tag == sentence.tags[index]);
            }
            index += 1;
        });
    }
    f64::from(right) / f64::from(all.max(1))
}

/// Prints every error: gold tag, guess, word, the words around.
pub fn errors(tagger: &Tagger, sentences: &[Sentence]) {
    let mut room = Vec::new();
    for sentence in sentences {
        let mut index = 0;
        tagger.tag(sentence.words.iter().map(String::as_str), &mut room, |tag| {
            if sentence.whole[index] && tag != sentence.tags[index] {
                let near =
                    sentence.words[index.saturating_sub(4)..(index + 4).min(sentence.words.len())].join(" ");
                println!(
                    "{}\t{}\t{}\t{near}",
                    sentence.tags[index].as_str(),
                    tag.as_str(),
                    sentence.words[index]
                );
            }
            index += 1;
        });
    }
}
