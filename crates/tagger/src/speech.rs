//! Parts of speech: the features of a token, and the tagging of a sentence from left to right.

use crate::form::{Casing, Form, Shape};
use crate::lexicon::Lexicon;
use crate::weights::{MAX_CLASSES, Weights, feature};
use crate::{Tag, form};

/// How many features a token has.
pub const FEATURES: usize = 34;

/// What was tagged before, as the features need it.
#[derive(Debug, Clone, Copy, Default)]
pub struct History {
    /// The tag before, plus one; 0 at the start.
    pub previous: u8,
    /// The tag before that.
    pub earlier: u8,
    /// The last verb, auxiliary or modal: hash of the word; 0 where there was none since the last stop or conjunction.
    pub verb: u32,
    /// How many tokens ago it stood, up to 6.
    pub distance: u8,
    /// Whether a word, and not only marks, came before in the sentence.
    pub begun: bool,
}

impl History {
    /// The history after this token was given this tag.
    #[must_use]
    pub fn after(self, form: &Form, tag: Tag) -> Self {
        let fresh = tag.is_verb();
        Self {
            previous: tag as u8 + 1,
            earlier: self.previous,
            verb: if fresh {
                form.lower
            } else if tag == Tag::Stop {
                0
            } else {
                self.verb
            },
            distance: if fresh { 0 } else { self.distance.saturating_add(1).min(6) },
            begun: self.begun || form.shape != Shape::Mark,
        }
    }
}

/// The features of the token at `index`.
#[must_use]
pub fn features(forms: &[Form], index: usize, casing: Casing, history: History) -> [u32; FEATURES] {
    let at = |index: Option<usize>| index.and_then(|index| forms.get(index)).unwrap_or(&Form::OUTSIDE);
    let (this, left, right) = (at(Some(index)), at(index.checked_sub(1)), at(Some(index + 1)));
    let (left2, right2) = (at(index.checked_sub(2)), at(Some(index + 2)));
    let vague = casing as u32 | u32::from(!history.begun);
    let written = this.shape as u32 | vague << 8;
    let (t1, t2) = (u32::from(history.previous), u32::from(history.earlier));
    let tags = |form: &Form| u32::from(form.tags);
    let class = |form: &Form| u32::from(form.class);
    let pair = |high: u32, low: u32| high << 16 | low;
    [
        feature(1, this.lower, 0),
        feature(2, this.lower, written),
        feature(3, this.suffix[1], 0),
        feature(4, this.suffix[2], written),
        feature(5, this.suffix[3], 0),
        feature(6, this.prefix, 0),
        feature(7, written, t1),
        feature(8, this.suffix[1], pair(t1, written)),
        feature(9, t1, t2),
        feature(10, this.lower, t1),
        feature(11, pair(t1, t2), pair(tags(this), 0)),
        feature(12, left.lower, 0),
        feature(13, right.lower, 0),
        feature(14, left2.lower, 0),
        feature(15, right2.lower, 0),
        feature(16, left.lower, this.lower),
        feature(17, this.lower, right.lower),
        feature(18, tags(this), tags(right)),
        feature(19, pair(tags(this), tags(right)), t1),
        feature(20, tags(right), tags(right2)),
        feature(21, class(this), 0),
        feature(22, class(this), t1),
        feature(23, pair(class(this), tags(this)), class(right)),
        feature(24, class(left), class(this)),
        feature(25, right.suffix[2], t1),
        feature(26, history.verb, pair(u32::from(history.distance), tags(this))),
        feature(27, history.verb, this.suffix[1]),
        feature(28, written, pair(left.shape as u32, right.shape as u32)),
        feature(29, class(right), pair(this.shape as u32, class(this))),
        feature(30, class(right), pair(tags(this), class(right2))),
        feature(31, left.lower, right.lower),
        feature(32, this.suffix[0], pair(t1, tags(right))),
        feature(33, pair(t1, written), pair(tags(this), tags(right))),
        feature(34, pair(tags(this), u32::from(this.name_tags)), written),
    ]
}

/// The tag of a token whose word has only one, without looking at its neighbours.
#[must_use]
pub fn sole_tag(form: &Form) -> Option<Tag> {
    Tag::from_number(form.sole.checked_sub(1)?)
}

/// Words to tags, by weights.
#[derive(Debug, Clone, Default)]
pub struct Tagger {
    /// The words that it knows.
    pub lexicon: Lexicon,
    /// What the features say.
    pub weights: Weights,
}

impl Tagger {
    /// Tags the words of one sentence, in order; `forms` is room that is used again.
    pub fn tag<'a>(
        &self,
        words: impl Iterator<Item = &'a str>,
        forms: &mut Vec<Form>,
        mut give: impl FnMut(Tag),
    ) {
        let casing = form::forms(words, &self.lexicon, forms);
        let mut history = History::default();
        for (index, this) in forms.iter().enumerate() {
            let tag = sole_tag(this).unwrap_or_else(|| {
                let mut scores = [0; MAX_CLASSES];
                self.weights.add(&features(forms, index, casing, history), &mut scores);
                best(&scores)
            });
            history = history.after(this, tag);
            give(tag);
        }
    }
}

/// The tag with the highest score, the first of equals.
fn best(scores: &[i32; MAX_CLASSES]) -> Tag {
    let mut best = (i32::MIN, Tag::Nn);
    for (&score, &tag) in scores.iter().zip(Tag::ALL) {
        if score > best.0 {
            best = (score, tag);
        }
    }
    best.1
}
