//! Dependencies: an averaged perceptron with a dynamic oracle (Goldberg and Nivre 2013).

use crate::conllu::Sentence;
use crate::perceptron::{Perceptron, Random, quantised};
use crate::pos;
use onrecord_tagger::training::{
    State, Step, Tagger, Weights, Word, best_step, forms, parse_words, read_parser,
};
use onrecord_tagger::training::{read_tagger, words_of, write_weights};
use onrecord_tagger::{Label, Tag};

/// Passes over the data.
const PASSES: usize = 9;
/// The tags that the parser learns from are guessed by taggers that did not learn from the sentence.
const FOLDS: usize = 5;
const FOLD_PASSES: usize = 3;
/// Of 100 steps, how many follow the parser's own guess after the first pass.
const EXPLORE: usize = 90;
/// The least lead of the right step over a wrong one.
const MARGIN: i32 = 20;
const SCALE: f64 = 2.0;
const FLOOR: i32 = 3;
const LEAST_CHANGES: usize = 4;

/// A sentence as the parser learns it.
struct Tree {
    words: Vec<Word>,
    /// The head of each word, the number of words for the root.
    heads: Vec<usize>,
    labels: Vec<Label>,
    children: Vec<Vec<usize>>,
    scored: Vec<bool>,
}

fn tree(sentence: &Sentence, tagger: &Tagger, own: &Tagger) -> Tree {
    let (mut room, mut tags) = (Vec::new(), Vec::new());
    tagger.tag(sentence.words.iter().map(String::as_str), &mut room, |tag: Tag| tags.push(tag));
    forms(sentence.words.iter().map(String::as_str), &own.lexicon, &mut room);
    let mut words = Vec::new();
    words_of(&room, tags.into_iter(), &mut words);
    let heads: Vec<usize> = sentence.heads.iter().map(|head| head.unwrap_or(sentence.words.len())).collect();
    let mut children = vec![Vec::new(); words.len() + 1];
    for (word, &head) in heads.iter().enumerate() {
        children[head].push(word);
    }
    let labels = sentence.labels.iter().map(|label| Label::nearest(label)).collect();
    Tree { words, heads, labels, children, scored: sentence.whole.clone() }
}

/// How many gold arcs each kind of step loses, whatever its label; what is not allowed costs most.
struct Costs {
    shift: usize,
    left: usize,
    right: usize,
    /// The label that the word on top of the stack has to its left or right candidate, if that is its head.
    left_label: Option<Label>,
    right_label: Option<Label>,
}

impl Costs {
    fn of(tree: &Tree, state: &State) -> Self {
        let (next, stack) = (state.next, &state.stack);
        let end = tree.words.len();
        let mut costs = Self {
            shift: usize::MAX,
            left: usize::MAX,
            right: usize::MAX,
            left_label: None,
            right_label: None,
        };
        let lost_children = |word: usize| tree.children[word].iter().filter(|&&child| child >= next).count();
        if next < end {
            let below = &stack[..stack.len().saturating_sub(1)];
            let head = usize::from(below.contains(&tree.heads[next]));
            costs.shift = head + tree.children[next].iter().filter(|child| stack.contains(child)).count();
        }
        if let Some(&word) = stack.last() {
            let head = tree.heads[word];
            let under = stack.len().checked_sub(2).map(|at| stack[at]);
            if next < end || under.is_none() {
                costs.left = usize::from(head > next || Some(head) == under) + lost_children(word);
                costs.left_label = (head == next).then_some(tree.labels[word]);
            }
            if under.is_some() {
                costs.right = usize::from(head >= next) + lost_children(word);
                costs.right_label = (Some(head) == under).then_some(tree.labels[word]);
            }
        }
        costs
    }

    fn step(&self, step: Step) -> usize {
        match step {
            Step::Shift => self.shift,
            Step::Left(label) => {
                self.left.saturating_add(usize::from(self.left_label.is_some_and(|gold| gold != label)))
            }
            Step::Right(label) => {
                self.right.saturating_add(usize::from(self.right_label.is_some_and(|gold| gold != label)))
            }
        }
    }
}

/// The bytes of the model. `tagger` is the one that the program has.
pub fn train(
    sentences: Vec<Sentence>,
    tagger: &Tagger,
    classes: &[(u32, u8)],
    dev: &[(&str, &[Sentence])],
) -> Vec<u8> {
    let mut folds: Vec<Vec<Sentence>> = (0..FOLDS).map(|_| Vec::new()).collect();
    for (index, sentence) in sentences.into_iter().enumerate() {
        // Blocks of sentences, so that one document is mostly in one fold.
        folds[index / 40 % FOLDS].push(sentence);
    }
    let mut trees = Vec::new();
    for fold in 0..FOLDS {
        let others = folds
            .iter()
            .enumerate()
            .filter(|pair| pair.0 != fold)
            .flat_map(|pair| pair.1)
            .map(Sentence::copy);
        let bytes = pos::train(others.collect(), classes, FOLD_PASSES, 1, &[]);
        let held = read_tagger(&bytes).expect("a tagger");
        eprintln!("fold {fold}: {:.4}", pos::accuracy(&held, &folds[fold]));
        trees.extend(folds[fold].iter().map(|sentence| tree(sentence, &held, tagger)));
    }
    let dev: Vec<(&str, Vec<Tree>)> = dev
        .iter()
        .map(|(name, list)| (*name, list.iter().map(|sentence| tree(sentence, tagger, tagger)).collect()))
        .collect();
    let mut model = Perceptron::default();
    let mut random = Random(11);
    let mut state = State::default();
    let mut bytes = Vec::new();
    for pass in 0..PASSES {
        random.shuffle(&mut trees);
        for tree in &trees {
            state.begin(tree.words.len());
            while !state.is_done() {
                let features = state.features(&tree.words);
                let scores = model.scores(&features);
                let costs = Costs::of(tree, &state);
                let least = costs.shift.min(costs.left).min(costs.right);
                let gold = best_step(&state, &scores, |step| costs.step(step) == least)
                    .expect("a step is least costly");
                let rival = best_step(&state, &scores, |step| costs.step(step) != least);
                let lead = rival.map_or(i32::MAX, |rival| scores[gold.class()] - scores[rival.class()]);
                let guess = if lead <= MARGIN { rival.unwrap_or(gold) } else { gold };
                model.learn(&features, gold.class(), guess.class());
                let own = if lead > 0 { gold } else { rival.unwrap_or(gold) };
                state.take(if pass > 0 && random.below(100) < EXPLORE { own } else { gold });
            }
        }
        if pass % 3 != 2 {
            continue;
        }
        bytes.clear();
        write_weights(&quantised(std::slice::from_ref(&model), SCALE, FLOOR, LEAST_CHANGES), &mut bytes);
        let weights = read_parser(&bytes).expect("what was written can be read");
        eprint!("pass {pass}:");
        for (name, trees) in &dev {
            let (unlabelled, labelled) = attachment(&weights, trees);
            eprint!("  {name} UAS {unlabelled:.4} LAS {labelled:.4}");
        }
        eprintln!("  {} bytes", bytes.len());
    }
    bytes
}

/// Prints the figures of a parser on the tags of a tagger.
pub fn measure(weights: &Weights, tagger: &Tagger, dev: &[(&str, &[Sentence])]) {
    for (name, sentences) in dev {
        let trees: Vec<Tree> = sentences.iter().map(|sentence| tree(sentence, tagger, tagger)).collect();
        let (unlabelled, labelled) = attachment(weights, &trees);
        let tags = pos::accuracy(tagger, sentences);
        println!("{name}: tags {tags:.4} UAS {unlabelled:.4} LAS {labelled:.4}");
    }
}

/// The shares of whole tokens with the right head, and with the right head and label (subtypes included).
fn attachment(weights: &Weights, trees: &[Tree]) -> (f64, f64) {
    let (mut all, mut heads, mut labels) = (0_u32, 0_u32, 0_u32);
    let mut state = State::default();
    for tree in trees {
        parse_words(weights, &tree.words, &mut state);
        for word in 0..tree.words.len() {
            if tree.scored[word] {
                let head = state.heads[word].unwrap_or(tree.words.len()) == tree.heads[word];
                all += 1;
                heads += u32::from(head);
                labels += u32::from(head && state.labels[word] == tree.labels[word]);
            }
        }
    }
    (f64::from(heads) / f64::from(all), f64::from(labels) / f64::from(all))
}
