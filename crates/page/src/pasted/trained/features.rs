use super::super::article::{is_title_case, opens_comments};
use super::super::lines::{Furniture, Line, Shape, ends_sentence, is_cut_off};
use super::super::live::content_words;
use crate::prompts;
use crate::row::{Row, bit, flag, is_function_word, nearest, number, running, share, unspaced};
use crate::stamp;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many features a line has.
pub(crate) const COUNT: usize = 168;
/// A line of at least so many words that reads like a paragraph is prose.
const PROSE_WORDS: usize = 8;
/// So is one of so many words in a script that puts no spaces between them.
const UNSPACED_PROSE: usize = 12;
/// A line with a date in it says little else up to so many words.
const DATED_WORDS: usize = 16;
/// So many bytes of a line are looked through for prompts.
const PROMPT_REACH: usize = 400;
/// The words of so many bytes are compared with the story's.
const CONTENT_REACH: usize = 600;
/// The lines right around one.
const OFFSETS: [isize; 8] = [-4, -3, -2, -1, 1, 2, 3, 4];
/// The sizes of the windows above and below a line.
const WINDOWS: [usize; 3] = [4, 10, 25];
/// So many words of prose stand above what readers wrote.
const STORY_WORDS: f32 = 15.0;
/// How a line ends that names the writer of a comment.
const REPLY: [&str; 3] = ["said:", "says:", "wrote:"];
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
pub(crate) fn of(text: &str, ruled: &Ruled, content: &Content) -> Vec<Vec<f32>> {
    Page::of(text, ruled, content).rows()
}

/// What a line is made of.
#[derive(Default, Clone, Copy)]
struct Signs {
    length: f32,
    words: f32,
    commas: f32,
    stops: f32,
    digits: f32,
    capitals: f32,
    upper: f32,
    small: f32,
    first_person: f32,
    ends: bool,
    is_prose: bool,
    prompts: u32,
    /// The share of its content words that the story has elsewhere, and of the story's headline.
    known: f32,
    in_title: f32,
    title_share: f32,
    copies: f32,
    /// It is short and holds a date or a time among other words.
    is_dated: bool,
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
        let mut signs: Vec<Signs> = ruled.lines.iter().map(|line| signs_of(text, line)).collect();
        add_known(text, ruled, content, &mut signs);
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

    fn rows(&self) -> Vec<Vec<f32>> {
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

    /// Which lines open what readers wrote, or one of their comments, below some words of a story.
    fn comments(&self) -> Vec<bool> {
        let opens = |at: usize| {
            let line = &self.ruled.lines[at];
            let words = line.opening(self.text);
            let is_label = line.furniture == Some(Furniture::End) && line.words <= DATED_WORDS;
            let is_reply = self.signs[at].is_dated && REPLY.iter().any(|cue| words.ends_with(cue));
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
        row.push(flag(REPLY.iter().any(|cue| words.ends_with(cue))));
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
            row.push(line.map_or(-1.0, |line| flag(line.furniture.is_some())));
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

fn signs_of(text: &str, line: &Line) -> Signs {
    let words = line.opening(text);
    let unspaced = unspaced(words);
    let is_prose = line.shape == Shape::Body && line.words >= PROSE_WORDS || unspaced >= UNSPACED_PROSE;
    let mut signs = Signs {
        length: number(words.len()).max(1.0),
        words: number(line.words.max(unspaced)).max(1.0),
        ends: ends_sentence(words) || words.ends_with(['。', '！', '？']),
        is_prose: is_prose && line.furniture.is_none(),
        ..Signs::default()
    };
    for byte in words.bytes() {
        match byte {
            b',' => signs.commas += 1.0,
            b'0'..=b'9' => signs.digits += 1.0,
            b'.' | b'!' | b'?' => signs.stops += 1.0,
            b'A'..=b'Z' => signs.upper += 1.0,
            _ => {}
        }
    }
    for word in words.split_whitespace() {
        signs.capitals += flag(word.chars().next().is_some_and(char::is_uppercase));
        signs.small += flag(is_function_word(word));
        signs.first_person += flag(is_of_reader_or_outlet(word));
    }
    let reach = &words[..words.floor_char_boundary(PROMPT_REACH)];
    signs.prompts = prompts::of(&reach.to_lowercase());
    signs.is_dated = line.words <= DATED_WORDS
        && line.stamp.is_none()
        && signs.digits > 0.0
        && !stamp::find_all(text, line.span).is_empty();
    signs
}

/// Words by which an outlet speaks of itself or to its reader.
fn is_of_reader_or_outlet(word: &str) -> bool {
    matches!(
        word,
        "you" | "You" | "your" | "Your" | "we" | "We" | "our" | "Our" | "us" | "me" | "my" | "My" | "I"
    )
}

/// How much of each line's content the headline and the story have, by the rules' idea of them, and how often the line is printed.
fn add_known(text: &str, ruled: &Ruled, content: &Content, signs: &mut [Signs]) {
    let known = content.known(|line| f32::from(u8::from(ruled.is_story[line])));
    let title = ruled.title.map_or(&[][..], |title| content.of(title));
    let mut copies: BTreeMap<&str, f32> = BTreeMap::new();
    for line in &ruled.lines {
        *copies.entry(line.span.of(text)).or_default() += 1.0;
    }
    for (at, signs) in signs.iter_mut().enumerate() {
        let own = content.of(at);
        let shared = number(own.iter().filter(|word| title.binary_search(word).is_ok()).count());
        signs.known = known[at];
        signs.in_title = share(shared, number(own.len()));
        signs.title_share = share(shared, number(title.len()));
        let same = copies.get(ruled.lines[at].span.of(text)).copied().unwrap_or(1.0);
        signs.copies = (same - 1.0).min(4.0);
    }
}

/// The words of each line that carry its topic, as numbers in ascending order, of long lines those of the beginning.
pub(crate) struct Content {
    lines: Vec<Vec<usize>>,
    count: usize,
}

impl Content {
    pub(crate) fn of_page(text: &str, lines: &[Line]) -> Self {
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

    fn of(&self, line: usize) -> &[usize] {
        self.lines.get(line).map_or(&[], Vec::as_slice)
    }

    /// The share of each line's words that the story has elsewhere, where `weight` says how much a line is of the story.
    pub(crate) fn known(&self, weight: impl Fn(usize) -> f32) -> Vec<f32> {
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
