//! Dependencies of one sentence: a transition system (arc-hybrid; Kuhlmann, Gómez-Rodríguez and Satta 2011) that
//! takes each word once, so that the time is linear in the length.

use crate::form::Form;
use crate::label::Label;
use crate::weights::{MAX_CLASSES, Weights, feature};
use crate::{Tag, form};

/// How many features a state has.
pub const STATE_FEATURES: usize = 66;

/// A word as the parser sees it.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Hash of the word.
    pub lower: u32,
    /// Its part of speech, plus one; 0 outside the sentence.
    pub tag: u8,
    /// Its word class.
    pub class: u8,
}

const OUTSIDE: Word = Word { lower: 1, tag: 0, class: 255 };

impl Word {
    /// The word of a form and a tag.
    #[must_use]
    pub fn new(form: &Form, tag: Tag) -> Self {
        Self { lower: form.lower, tag: tag as u8 + 1, class: form.class }
    }
}

/// A step of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Take the next word on the stack.
    Shift,
    /// The top of the stack hangs on the next word; the end of the sentence is the root's head.
    Left(Label),
    /// The top of the stack hangs on the word below it.
    Right(Label),
}

impl Step {
    /// The number of classes that [`Step::class`] gives.
    pub const CLASSES: usize = 1 + 2 * Label::ALL.len();

    /// The step's class in the weights.
    #[must_use]
    pub fn class(self) -> usize {
        match self {
            Self::Shift => 0,
            Self::Left(label) => 1 + label as usize,
            Self::Right(label) => 1 + Label::ALL.len() + label as usize,
        }
    }

    /// The step of a class.
    #[inline]
    #[must_use]
    pub fn of_class(class: usize) -> Self {
        let Some(rest) = class.checked_sub(1) else { return Self::Shift };
        match Label::from_number(rest) {
            Some(label) => Self::Left(label),
            None => Label::from_number(rest - Label::ALL.len()).map_or(Self::Shift, Self::Right),
        }
    }
}

/// What hangs on a word so far.
#[derive(Debug, Clone, Copy, Default)]
struct Children {
    /// The outermost and the one before on each side, plus one.
    left: [u32; 2],
    right: [u32; 2],
    left_count: u8,
    right_count: u8,
    /// One bit a label.
    left_labels: u64,
    right_labels: u64,
}

/// A sentence while it is parsed.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The words that wait for a head; the top is the last.
    pub stack: Vec<usize>,
    /// The next word; the number of words at the end.
    pub next: usize,
    /// The heads found so far.
    pub heads: Vec<Option<usize>>,
    /// Their labels.
    pub labels: Vec<Label>,
    children: Vec<Children>,
}

impl State {
    /// The state before the first of `length` words.
    pub fn begin(&mut self, length: usize) {
        self.stack.clear();
        self.next = 0;
        self.heads.clear();
        self.heads.resize(length, None);
        self.labels.clear();
        self.labels.resize(length, Label::Root);
        self.children.clear();
        self.children.resize(length, Children::default());
    }

    /// Whether every word has its place.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.next >= self.heads.len() && self.stack.is_empty()
    }

    /// Whether the step can be taken: one root a sentence, and it alone is labelled so.
    #[inline]
    #[must_use]
    pub fn allows(&self, step: Step) -> bool {
        let at_end = self.next >= self.heads.len();
        match step {
            Step::Shift => !at_end,
            Step::Left(label) if at_end => self.stack.len() == 1 && label == Label::Root,
            Step::Left(label) => !self.stack.is_empty() && label != Label::Root,
            Step::Right(label) => self.stack.len() > 1 && label != Label::Root,
        }
    }

    /// Takes a step that is allowed.
    pub fn take(&mut self, step: Step) {
        match step {
            Step::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Step::Left(label) => {
                if let Some(word) = self.stack.pop() {
                    self.hang(word, (self.next < self.heads.len()).then_some(self.next), label);
                }
            }
            Step::Right(label) => {
                if let Some(word) = self.stack.pop() {
                    self.hang(word, self.stack.last().copied(), label);
                }
            }
        }
    }

    fn hang(&mut self, word: usize, head: Option<usize>, label: Label) {
        if let (Some(place), Some(name)) = (self.heads.get_mut(word), self.labels.get_mut(word)) {
            (*place, *name) = (head, label);
        }
        let Some(children) = head.and_then(|head| Some((head, self.children.get_mut(head)?))) else { return };
        let (head, children) = children;
        let bit = 1_u64 << (label as u64 & 63);
        let number = u32::try_from(word).map_or(0, |word| word.wrapping_add(1));
        if word < head {
            children.left = [number, children.left[0]];
            children.left_count = children.left_count.saturating_add(1);
            children.left_labels |= bit;
        } else {
            children.right = [number, children.right[0]];
            children.right_count = children.right_count.saturating_add(1);
            children.right_labels |= bit;
        }
    }

    /// The features of the state.
    #[must_use]
    pub fn features(&self, words: &[Word]) -> [u32; STATE_FEATURES] {
        let depth =
            |below: usize| self.stack.len().checked_sub(below + 1).and_then(|at| self.stack.get(at)).copied();
        let word = |at: Option<usize>| at.and_then(|at| words.get(at)).copied().unwrap_or(OUTSIDE);
        let child = |number: u32| (number as usize).checked_sub(1);
        let below = |at: Option<usize>| at.and_then(|at| self.children.get(at)).copied().unwrap_or_default();
        let label = |number: u32| {
            child(number).and_then(|at| self.labels.get(at)).map_or(0, |label| *label as u32 + 1)
        };
        let (i0, i1, i2) = (depth(0), depth(1), depth(2));
        let j0 = Some(self.next);
        let (s0, s1, s2) = (word(i0), word(i1), word(i2));
        let (b0, b1, b2) = (word(j0), word(Some(self.next + 1)), word(Some(self.next + 2)));
        let (c0, c1, d0) = (below(i0), below(i1), below(j0));
        let tag = |word: Word| u32::from(word.tag);
        let class = |word: Word| u32::from(word.class);
        let of = |number: u32| tag(word(child(number)));
        let pair = |high: u32, low: u32| high << 16 | low;
        let three = |one: u32, two: u32, three: u32| one << 20 | two << 10 | three;
        let far = |from: Option<usize>, to: Option<usize>| match (from, to) {
            (Some(from), Some(to)) => match to.saturating_sub(from) {
                distance @ 0..=4 => distance as u32,
                5..=7 => 5,
                8..=12 => 6,
                _ => 7,
            },
            _ => 9,
        };
        let (far0, far1) = (far(i0, j0), far(i1, i0));
        let set = |labels: u64| (labels ^ (labels >> 29)) as u32;
        let (after0, before0) = (word(i0.map(|at| at + 1)), word(self.next.checked_sub(1)));
        let before_s0 = word(i0.and_then(|at| at.checked_sub(1)));
        let t3 = three(tag(s1), tag(s0), tag(b0));
        [
            feature(101, s0.lower, 0),
            feature(102, tag(s0), 0),
            feature(103, s0.lower, tag(s0)),
            feature(104, class(s0), tag(s0)),
            feature(105, s1.lower, 0),
            feature(106, tag(s1), 0),
            feature(107, s1.lower, tag(s1)),
            feature(108, class(s1), tag(s1)),
            feature(109, s2.lower, tag(s2)),
            feature(110, tag(s2), class(s2)),
            feature(111, b0.lower, 0),
            feature(112, tag(b0), 0),
            feature(113, b0.lower, tag(b0)),
            feature(114, class(b0), tag(b0)),
            feature(115, b1.lower, tag(b1)),
            feature(116, tag(b1), class(b1)),
            feature(117, tag(b2), 0),
            feature(118, b2.lower, tag(b2)),
            feature(119, s0.lower, b0.lower),
            feature(120, s0.lower, pair(tag(s0), tag(b0))),
            feature(121, b0.lower, pair(tag(s0), tag(b0))),
            feature(122, tag(s0), tag(b0)),
            feature(123, s1.lower, s0.lower),
            feature(124, s1.lower, pair(tag(s1), tag(s0))),
            feature(125, s0.lower, pair(tag(s1), tag(s0))),
            feature(126, tag(s1), tag(s0)),
            feature(127, pair(tag(s1), tag(b0)), b0.lower),
            feature(128, class(s0), pair(class(b0), tag(b0))),
            feature(129, class(s1), pair(class(s0), tag(s0))),
            feature(130, tag(b0), tag(b1)),
            feature(131, s0.lower, pair(class(b0), tag(b0))),
            feature(132, b0.lower, pair(class(s0), tag(s0))),
            feature(133, s1.lower, pair(class(s0), tag(s0))),
            feature(134, s0.lower, pair(class(s1), tag(s1))),
            feature(135, three(tag(s0), tag(b0), tag(b1)), 0),
            feature(136, t3, 0),
            feature(137, three(tag(s2), tag(s1), tag(s0)), tag(b0)),
            feature(138, three(tag(s0), of(c0.left[0]), tag(b0)), label(c0.left[0])),
            feature(139, three(tag(s0), of(c0.right[0]), tag(b0)), label(c0.right[0])),
            feature(140, three(tag(s1), of(c1.right[0]), tag(s0)), label(c1.right[0])),
            feature(141, three(tag(s1), of(c1.left[0]), tag(s0)), label(c1.left[0])),
            feature(142, three(tag(s0), tag(b0), of(d0.left[0])), label(d0.left[0])),
            feature(143, t3, tag(b1)),
            feature(144, three(tag(b0), tag(b1), tag(b2)), tag(s0)),
            feature(145, s0.lower, pair(of(c0.right[0]), label(c0.right[0]))),
            feature(146, s0.lower, pair(of(c0.left[0]), label(c0.left[0]))),
            feature(147, s1.lower, pair(of(c1.right[0]), label(c1.right[0]))),
            feature(148, word(child(c0.right[0])).lower, pair(tag(s0), tag(b0))),
            feature(149, word(child(c0.left[0])).lower, pair(tag(s0), tag(b0))),
            feature(150, three(tag(s0), tag(b0), far0), tag(s1)),
            feature(151, s0.lower, pair(far0, far1)),
            feature(152, b0.lower, pair(far0, tag(s0))),
            feature(153, three(tag(s1), tag(s0), far1), 0),
            feature(154, s0.lower, pair(u32::from(c0.left_count), u32::from(c0.right_count))),
            feature(155, three(tag(s0), u32::from(c0.left_count), u32::from(c0.right_count)), tag(b0)),
            feature(156, three(tag(b0), u32::from(d0.left_count), tag(s0)), 0),
            feature(157, set(c0.left_labels), pair(tag(s0), tag(b0))),
            feature(158, set(c0.right_labels), pair(tag(s0), tag(b0))),
            feature(159, set(d0.left_labels), pair(tag(b0), tag(s0))),
            feature(160, set(c1.right_labels), pair(tag(s1), tag(s0))),
            feature(161, set(c1.left_labels), pair(tag(s1), tag(s0))),
            feature(162, three(tag(s0), tag(after0), tag(before0)), tag(b0)),
            feature(163, three(tag(s1), tag(s0), tag(before_s0)), tag(after0)),
            feature(164, three(tag(s0), of(c0.left[0]), of(c0.left[1])), label(c0.left[1])),
            feature(165, three(tag(s0), of(c0.right[0]), of(c0.right[1])), label(c0.right[1])),
            feature(166, three(tag(s1), tag(s0), of(c0.left[0])), label(c0.left[0])),
        ]
    }
}

/// The allowed step with the highest score, the first of equals; `None` at the end.
#[must_use]
pub fn best_step(state: &State, scores: &[i32; MAX_CLASSES], wanted: impl Fn(Step) -> bool) -> Option<Step> {
    let mut best: Option<(i32, Step)> = None;
    for (class, &score) in scores.iter().enumerate().take(Step::CLASSES) {
        if best.is_none_or(|(most, _)| score > most) {
            let step = Step::of_class(class);
            if state.allows(step) && wanted(step) {
                best = Some((score, step));
            }
        }
    }
    best.map(|(_, step)| step)
}

/// Parses the words into `state`.
pub fn parse_words(weights: &Weights, words: &[Word], state: &mut State) {
    state.begin(words.len());
    while !state.is_done() {
        let mut scores = [0; MAX_CLASSES];
        weights.add(&state.features(words), &mut scores);
        let Some(step) = best_step(state, &scores, |_| true) else { return };
        state.take(step);
    }
}

/// The words of a sentence for the parser.
pub fn words_of(forms: &[form::Form], tags: impl Iterator<Item = Tag>, out: &mut Vec<Word>) {
    out.clear();
    out.extend(forms.iter().zip(tags).map(|(form, tag)| Word::new(form, tag)));
}
