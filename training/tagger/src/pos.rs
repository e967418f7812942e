//! Parts of speech: an averaged perceptron over the features of the program.

use crate::conllu::Sentence;
use crate::perceptron::{Perceptron, Random};
use onrecord_tagger::Tag;
use onrecord_tagger::training::{Casing, Entry, Form, History, Lexicon, Tagger, features, forms, hash_word};
use onrecord_tagger::training::{read_tagger, sole_tag, write_lexicon, write_weights};
use std::collections::{BTreeMap, HashMap};

/// Passes over the data.
const PASSES: usize = 9;
/// A word with this many sightings and this share of one tag needs no context.
const SOLE_COUNT: u32 = 25;
const SOLE_SHARE: f64 = 0.998;

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
fn recased(sentence: &Sentence, upper: bool) -> Sentence {
    let recase = |word: &String| {
        if upper {
            return word.to_uppercase();
        }
        let short = matches!(word.as_str(), "a" | "an" | "the" | "of" | "in" | "on" | "to" | "for" | "and" | "or" | "at" | "as" | "by");
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !short && !word.starts_with(['\'', '’']) => first.to_uppercase().chain(letters).collect(),
            _ => word.clone(),
        }
    };
    Sentence {
        words: sentence.words.iter().map(recase).collect(),
        tags: sentence.tags.clone(),
        heads: sentence.heads.clone(),
        labels: sentence.labels.clone(),
        whole: sentence.whole.clone(),
    }
}

struct Example {
    forms: Vec<Form>,
    casing: Casing,
    tags: Vec<Tag>,
}

/// The bytes of the model.
pub fn train(mut train: Vec<Sentence>, classes: &[(u32, u8)], dev: &[(&str, &[Sentence])]) -> Vec<u8> {
    let entries = entries(&train);
    let lexicon = Lexicon::new(&entries, classes);
    let mut random = Random(7);
    for index in 0..train.len() {
        match random.below(100) {
            0..=2 => train.push(recased(&train[index], true)),
            3..=9 => train.push(recased(&train[index], false)),
            _ => {}
        }
    }
    let mut examples: Vec<Example> = train
        .iter()
        .map(|sentence| {
            let mut made = Vec::new();
            let casing = forms(sentence.words.iter().map(String::as_str), &lexicon, &mut made);
            Example { forms: made, casing, tags: sentence.tags.clone() }
        })
        .collect();
    let mut model = Perceptron::default();
    let mut bytes = Vec::new();
    for pass in 0..PASSES {
        random.shuffle(&mut examples);
        let (mut right, mut all) = (0, 0);
        for example in &examples {
            let mut history = History::default();
            for (index, form) in example.forms.iter().enumerate() {
                let guess = sole_tag(form).unwrap_or_else(|| {
                    let features = features(&example.forms, index, example.casing, history);
                    let scores = model.scores(&features);
                    let guess = (0..Tag::ALL.len()).fold(0, |best, class| if scores[class] > scores[best] { class } else { best });
                    model.learn(&features, example.tags[index] as usize, guess);
                    Tag::ALL[guess]
                });
                all += 1;
                right += usize::from(guess == example.tags[index]);
                history = history.after(form, guess);
            }
        }
        eprint!("pass {pass}: train {:.4}", f64::from(right as u32) / f64::from(all as u32));
        bytes.clear();
        write_lexicon(&entries, classes, &mut bytes);
        write_weights(&model.quantised(10.0, 2, 2), &mut bytes);
        let tagger = read_tagger(&bytes).expect("what was written can be read");
        for (name, sentences) in dev {
            eprint!("  {name} {:.4}", accuracy(&tagger, sentences));
        }
        eprintln!("  {} bytes", bytes.len());
    }
    bytes
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
