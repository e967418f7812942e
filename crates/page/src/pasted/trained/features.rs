use super::super::article::is_title_case;
use super::super::comments::{ends_as_head, opens_comments};
use super::super::lines::{Furniture, Line, Shape, is_cut_off};
use super::content::Content;
use super::lists::{Lists, Place};
use super::signs::{self, DATED_WORDS, Signs};
use crate::prompts;
use crate::row::{Row, bit, flag, nearest, number, running, share};
use std::ops::Range;

/// How many features a line has.
pub(crate) const COUNT: usize = 205;
/// The lines right around one.
const OFFSETS: [isize; 8] = [-4, -3, -2, -1, 1, 2, 3, 4];
/// The sizes of the windows above and below a line.
const WINDOWS: [usize; 3] = [4, 10, 25];
/// So many words of prose stand above what readers wrote.
const STORY_WORDS: f32 = 15.0;
/// A label has at most so many words.
const LABEL_WORDS: f32 = 8.0;
/// Kinds of prompts, as [`prompts`] counts them.
const SIGN_UP: usize = 1;
const RELATED: usize = 2;
/// A headline has so many words that carry its topic, or more, and at most so many words in all.
const HEADLINE_CONTENT: usize = 3;
const HEADLINE_WORDS: usize = 25;
/// A headline's words are looked for in so many paragraphs within so many lines below it, which have so many words.
const ANCHOR_PROSE: usize = 8;
const ANCHOR_REACH: usize = 40;
const ANCHOR_WORDS: f32 = 120.0;
/// Distances in lines count up to this.
const FAR: f32 = 40.0;

/// What the rules make of a page.
pub(crate) struct Ruled {
    /// Lines with what the rules have marked in them.
    pub(crate) lines: Vec<Line>,
    /// Which lines are the story's, without its headline, its author and its date.
    pub(crate) is_story: Vec<bool>,
    /// Which lines point to other stories.
    pub(crate) is_teaser: Vec<bool>,
    /// The lines of each story of a roundup, its heading first.
    pub(crate) sections: Vec<Range<usize>>,
    /// The line of the headline.
    pub(crate) title: Option<usize>,
}

/// A row of features for each line of a page, all of the same length.
pub(crate) fn of(text: &str, ruled: &Ruled, content: &Content, lists: &Lists) -> Vec<Vec<f32>> {
    Page::of(text, ruled, content).rows(content, lists)
}

struct Page<'a> {
    text: &'a str,
    ruled: &'a Ruled,
    signs: Vec<Signs>,
    /// Sums before each line and behind the last: words of prose, lines of prose, lines of furniture, words, lines that are printed
    /// again, lines with a date, words of the reader and the outlet.
    sums: [Vec<f32>; 7],
    /// The words of the middle one of the lines of prose, by length.
    usual: f32,
}

impl<'a> Page<'a> {
    fn of(text: &'a str, ruled: &'a Ruled, content: &Content) -> Self {
        let signs = signs::of_page(text, ruled, content);
        let sum = |value: &dyn Fn(usize) -> f32| {
            running((0..=signs.len()).map(|at| if at < signs.len() { value(at) } else { 0.0 }))
        };
        let mut lengths: Vec<f32> =
            signs.iter().filter(|signs| signs.is_prose).map(|signs| signs.words).collect();
        lengths.sort_by(f32::total_cmp);
        let usual = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
        let sums = [
            sum(&|at| if signs[at].is_prose { signs[at].words } else { 0.0 }),
            sum(&|at| flag(signs[at].is_prose)),
            sum(&|at| flag(ruled.lines[at].furniture.is_some())),
            sum(&|at| signs[at].words),
            sum(&|at| flag(signs[at].copies > 0.0)),
            sum(&|at| flag(signs[at].is_dated || ruled.lines[at].stamp.is_some())),
            sum(&|at| signs[at].first_person),
        ];
        Self { text, ruled, signs, sums, usual }
    }

    fn rows(&self, content: &Content, lists: &Lists) -> Vec<Vec<f32>> {
        let lines = &self.ruled.lines;
        let count = lines.len();
        let prose: Vec<bool> = self.signs.iter().map(|signs| signs.is_prose).collect();
        let nearest = nearest(&prose);
        let since_end = since(lines.iter().map(|line| line.furniture == Some(Furniture::End)));
        let since_stamp = since(lines.iter().map(|line| line.stamp.is_some() || line.is_byline));
        let mut to_stamp = since(lines.iter().rev().map(|line| line.stamp.is_some() || line.is_byline));
        to_stamp.reverse();
        let comments = self.comments();
        let since_comments = since(comments.iter().copied());
        let comment_labels = running(comments.iter().map(|opens| flag(*opens)));
        let ends = running(lines.iter().map(|line| flag(line.furniture == Some(Furniture::End))));
        let places = lists.places();
        let anchor = self.anchor(content);
        let (above, below) = neighbours(&prose);
        let since_related = since((0..count).map(|at| self.is_label_of(at, RELATED)));
        let since_sign_up = since((0..count).map(|at| self.is_label_of(at, SIGN_UP)));
        let heads = running(comments.iter().chain([&false]).map(|opens| flag(*opens)));
        let first_story = self.ruled.is_story.iter().position(|story| *story);
        let last_story = self.ruled.is_story.iter().rposition(|story| *story);
        let runs = runs(&prose);
        let longest = runs.iter().map(|(start, end)| self.between(0, *start, *end)).fold(0.0, f32::max);
        let mut run_of: Vec<Option<(usize, usize)>> = vec![None; count];
        let mut best_run = (0, 0);
        for (start, end) in &runs {
            run_of[*start..*end].fill(Some((*start, *end)));
            if self.between(0, *start, *end) >= longest && best_run == (0, 0) {
                best_run = (*start, *end);
            }
        }
        let total = [0, 1, 2, 3].map(|kind| self.between(kind, 0, count));
        let gaps: f32 = lines.iter().map(|line| flag(line.after_gap)).sum();
        (0..count)
            .map(|at| {
                let mut row = Row::default();
                self.own(at, &mut row);
                row.push(flag(lines[at].after_gap));
                row.push(flag(lines.get(at + 1).is_none_or(|next| next.after_gap)));
                // Against the headline and the story.
                let distance = self.ruled.title.map_or(-FAR, |title| number(at) - number(title));
                row.push(distance.clamp(-FAR, FAR));
                row.push(self.signs[at].in_title);
                row.push(self.signs[at].title_share);
                row.push(self.signs[at].known);
                row.push(self.signs[at].copies);
                // Place.
                row.push(share(number(at), number(count)));
                row.push(share(self.sums[0][at], total[0]));
                row.push(share(self.sums[3][at], total[3]));
                row.push(nearest[at].0);
                row.push(nearest[at].1);
                row.push(ends[at].min(6.0));
                row.push(since_end[at]);
                row.push(comment_labels[at].min(6.0));
                row.push(since_comments[at]);
                row.push(since_stamp[at]);
                row.push(to_stamp[at]);
                row.push((number(at) + 1.0).ln());
                row.push((number(count - at)).ln());
                // What lies between it and the prose above and below.
                for (from, to, other) in [
                    (above[at].map_or(0, |above| above + 1), at, above[at]),
                    (at + 1, below[at].unwrap_or(count).max(at + 1), below[at]),
                ] {
                    row.push(self.between(2, from, to).min(FAR));
                    row.push(self.between(3, from, to).min(400.0));
                    row.push(self.between(4, from, to).min(FAR));
                    row.push(other.map_or(-1.0, |other| flag(self.ruled.is_story[other])));
                    row.push(other.map_or(-1.0, |other| self.signs[other].known));
                }
                self.list(places[at], &mut row);
                row.push(anchor.map_or(-FAR, |(line, _)| number(at) - number(line)).clamp(-FAR, FAR));
                row.push(anchor.map_or(0.0, |(_, share)| share));
                row.push(since_related[at]);
                row.push(since_sign_up[at]);
                row.push((heads[count] - heads[at]).min(6.0));
                // What the rules say.
                row.push(flag(self.ruled.is_story[at]));
                row.push(flag(self.ruled.is_teaser[at]));
                let far = |place: Option<usize>| place.map_or(-FAR, |place| number(at) - number(place));
                row.push(far(first_story).clamp(-FAR, FAR));
                row.push(far(last_story).clamp(-FAR, FAR));
                // The stretch of prose that it is in, and the longest.
                let (start, end) = run_of[at].unwrap_or((at, at));
                row.push(share(self.between(0, start, end), longest));
                row.push(number(at - start).min(FAR));
                row.push(number(end - at).min(FAR));
                row.push((number(at) - number(best_run.0)).clamp(-FAR, FAR));
                row.push((number(at) - number(best_run.1)).clamp(-FAR, FAR));
                self.around(at, &mut row);
                // The page.
                row.push((number(count) + 1.0).ln());
                row.push((total[0] + 1.0).ln());
                row.push(share(total[0], total[3]));
                row.push(share(gaps, number(count)));
                row.push(share(longest, total[0]));
                row.push(self.usual);
                row.0
            })
            .collect()
    }

    /// What kind of list it stands in.
    fn list(&self, place: Place, row: &mut Row) {
        row.push(place.length);
        row.push(place.every_second);
        row.push(place.since_start);
        row.push(flag(place.is_numbered));
        row.push(place.lead.map_or(-1.0, |lead| flag(self.signs[lead].is_prose)));
        row.push(
            place.lead.map_or(-1.0, |lead| flag(self.ruled.lines[lead].opening(self.text).ends_with(':'))),
        );
        row.push(place.lead.map_or(-1.0, |lead| flag(self.ruled.is_story[lead])));
        row.push(place.next.map_or(-1.0, |next| kind_of_furniture(&self.ruled.lines[next])));
    }

    /// Whether a line is a label with a prompt of some kind.
    fn is_label_of(&self, at: usize, kind: usize) -> bool {
        let signs = &self.signs[at];
        signs.words <= LABEL_WORDS && !signs.is_prose && bit(signs.prompts, kind) > 0.0
    }

    /// The line whose words the prose right below takes up best, as prose does its headline's, and the share of them.
    fn anchor(&self, content: &Content) -> Option<(usize, f32)> {
        let mut best: Option<(usize, f32)> = None;
        for at in 0..self.signs.len() {
            let (line, own) = (&self.ruled.lines[at], content.of(at));
            if own.len() < HEADLINE_CONTENT || line.words > HEADLINE_WORDS || line.stamp.is_some() {
                continue;
            }
            let below = (at + 1..self.signs.len().min(at + 1 + ANCHOR_REACH))
                .filter(|below| self.signs[*below].is_prose);
            let mut taken_up = vec![false; own.len()];
            let mut words = 0.0;
            for below in below.take(ANCHOR_PROSE) {
                let other = content.of(below);
                words += self.signs[below].words;
                for (word, taken_up) in own.iter().zip(&mut taken_up) {
                    *taken_up |= other.binary_search(word).is_ok();
                }
            }
            let taken_up = number(taken_up.iter().filter(|taken_up| **taken_up).count());
            let worth = share(taken_up, number(own.len()) + 1.0) * (words / ANCHOR_WORDS).min(1.0);
            if best.is_none_or(|(_, most)| worth > most + 0.02) {
                best = Some((at, worth));
            }
        }
        best
    }

    /// Which lines open what readers wrote, or one of their comments, below some words of a story.
    fn comments(&self) -> Vec<bool> {
        let opens = |at: usize| {
            let line = &self.ruled.lines[at];
            let words = line.opening(self.text);
            let is_label = line.furniture == Some(Furniture::End) && line.words <= DATED_WORDS;
            let is_reply = self.signs[at].is_dated && ends_as_head(words);
            self.sums[0][at] >= STORY_WORDS && (is_reply || is_label && opens_comments(words))
        };
        (0..self.signs.len()).map(opens).collect()
    }

    /// A sum over the lines from one to before another.
    fn between(&self, kind: usize, from: usize, to: usize) -> f32 {
        self.sums[kind][to] - self.sums[kind][from]
    }

    /// What a line is by itself.
    fn own(&self, at: usize, row: &mut Row) {
        let (line, signs) = (&self.ruled.lines[at], &self.signs[at]);
        let words = line.opening(self.text);
        let per_word = |value: f32| share(value, signs.words);
        row.push((signs.length + 1.0).ln());
        row.push((signs.words + 1.0).ln());
        row.push(per_word(signs.length));
        row.push(share(signs.words, self.usual).min(8.0));
        row.push(per_word(signs.commas));
        row.push(per_word(signs.stops));
        row.push(signs.stops.min(8.0));
        row.push(share(signs.digits, signs.length));
        row.push(per_word(signs.capitals));
        row.push(share(signs.upper, signs.length));
        row.push(per_word(signs.small));
        row.push(per_word(signs.first_person));
        row.push(flag(signs.ends));
        row.push(flag(words.ends_with(':')));
        row.push(flag(words.ends_with('?')));
        row.push(flag(is_cut_off(words)));
        row.push(flag(words.chars().next().is_some_and(char::is_lowercase)));
        row.push(flag(words.starts_with(|char: char| char.is_ascii_digit())));
        row.push(flag(words.starts_with(['“', '"', '‘', '\''])));
        row.push(flag(words.contains(['“', '"', '”'])));
        row.push(flag(words.contains(['|', '•', '»', '›', '·', '→'])));
        row.push(flag(words.starts_with(['*', '—', '–', '-', '(', '[', '•', '»', '>'])));
        row.push(flag(words.contains(['@', '#']) || words.contains("http") || words.contains("www.")));
        row.push(flag(words.contains('\t')));
        row.push(flag(words.contains('©')));
        row.push(flag(is_title_case(words)));
        row.push(flag(["said", "says", "told", "according"].iter().any(|cue| words.contains(cue))));
        row.push_ruled(line);
        row.push(flag(signs.is_dated));
        row.push(flag(ends_as_head(words)));
        row.push(flag(line.furniture == Some(Furniture::Comment)));
        row.push(flag(words.starts_with("http") || words.starts_with("www.")));
        row.push(flag(words.contains(['$', '€', '£'])));
        row.push(flag(signs.is_far_copy));
        (0..prompts::KINDS).for_each(|kind| row.push(bit(signs.prompts, kind)));
    }

    /// What stands around a line.
    fn around(&self, at: usize, row: &mut Row) {
        for offset in OFFSETS {
            let other = at.checked_add_signed(offset).filter(|other| *other < self.signs.len());
            let (line, signs) = match other {
                Some(other) => (Some(&self.ruled.lines[other]), self.signs[other]),
                None => (None, Signs::default()),
            };
            row.push(if line.is_some() { (signs.words + 1.0).ln() } else { -1.0 });
            row.push(flag(signs.ends));
            row.push(line.map_or(-1.0, kind_of_furniture));
            row.push(line.map_or(0.0, |line| flag(line.stamp.is_some() || line.is_byline || signs.is_dated)));
            row.push(line.map_or(-1.0, |line| match line.shape {
                Shape::Label => 0.0,
                Shape::Head => 1.0,
                Shape::Body => 2.0,
            }));
            row.push(signs.known);
            row.push(other.map_or(0.0, |other| flag(self.ruled.is_story[other])));
        }
        for window in WINDOWS {
            let (above, below) = (at.saturating_sub(window), (at + 1 + window).min(self.signs.len()));
            for (from, to) in [(above, at), (at + 1, below.max(at + 1))] {
                let lines = number(to - from);
                row.push(share(self.between(0, from, to), number(window)));
                row.push(share(self.between(1, from, to), lines));
                row.push(share(self.between(2, from, to), lines));
                row.push(share(self.between(3, from, to), lines));
                row.push(share(self.between(4, from, to), lines));
                row.push(share(self.between(5, from, to), lines));
                row.push(share(self.between(6, from, to), self.between(3, from, to)));
            }
        }
    }
}

/// The kind of furniture that a line is, in an order that parts alike from unlike.
fn kind_of_furniture(line: &Line) -> f32 {
    match line.furniture {
        None => 0.0,
        Some(Furniture::Caption) => 1.0,
        Some(Furniture::Mid) => 2.0,
        Some(Furniture::Promo) => 3.0,
        Some(Furniture::Tags) => 4.0,
        Some(Furniture::End) => 5.0,
        Some(Furniture::Comment) => 6.0,
    }
}

/// The nearest marked line above and below each line.
fn neighbours(marks: &[bool]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut above = vec![None; marks.len()];
    let mut below = vec![None; marks.len()];
    let mut last = None;
    for (at, mark) in marks.iter().enumerate() {
        above[at] = last;
        last = if *mark { Some(at) } else { last };
    }
    last = None;
    for (at, mark) in marks.iter().enumerate().rev() {
        below[at] = last;
        last = if *mark { Some(at) } else { last };
    }
    (above, below)
}

/// How many lines lie between each line and the last before it that is marked.
fn since(marks: impl Iterator<Item = bool>) -> Vec<f32> {
    marks
        .scan(FAR, |distance, mark| {
            let own = *distance;
            *distance = if mark { 1.0 } else { (own + 1.0).min(FAR) };
            Some(own)
        })
        .collect()
}

/// Stretches of prose with at most two other lines between.
fn runs(prose: &[bool]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in prose.iter().enumerate().filter(|(_, prose)| **prose) {
        match runs.last_mut() {
            Some((_, end)) if at - *end <= 2 => *end = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}
