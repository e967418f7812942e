use super::Draft;
use super::lines::{Furniture, Line, Shape};
use crate::rules::Rules;
use crate::stamp::{self, Stamp};
use onrecord_text::{ItemKind, Span};
use std::collections::BTreeSet;
use std::sync::OnceLock;

pub(crate) const LIVE: &str = include_str!("../../data/live.txt");

/// How much of the signs in `live.txt` a page must show to be a live blog; a strong sign counts two.
const LIVE_SIGNS: usize = 2;
/// How many of the signs of a new post a paragraph must show.
const NEW_POST: i32 = 2;
/// The same inside a list that was announced ("Here's what she said:"), whose entries look like new posts.
const NEW_POST_IN_LIST: i32 = 4;
/// A paragraph that shares less than this part of its content words with the post turns to something else.
const COHESION: f32 = 0.35;
/// So many lines that say "published at" are those of posts.
const LABELLED: usize = 3;
/// So many lines may stand between a headline and a stamp of its story.
const MOST_OF_HEAD: usize = 3;
/// So many stamps with news between them make a live blog even without any other sign.
const STAMPS_ALONE: usize = 4;

pub(crate) struct LiveRules {
    pub(crate) greeting: Rules,
    pub(crate) signoff: Rules,
    opener: Rules,
    strong: Rules,
    weak: Rules,
    continuation: Rules,
    lead: Rules,
}

impl LiveRules {
    /// Whether a paragraph goes on with what was said before it.
    pub(crate) fn continues(&self, words: &str) -> bool {
        self.continuation.is_match(words)
    }
}

pub(crate) fn rules() -> &'static LiveRules {
    static RULES: OnceLock<LiveRules> = OnceLock::new();
    RULES.get_or_init(|| {
        let of = |section| Rules::of(LIVE, section, false);
        LiveRules {
            greeting: of("greeting"),
            signoff: of("signoff"),
            opener: of("opener"),
            strong: of("strong"),
            weak: of("weak"),
            continuation: of("continuation"),
            lead: of("lead"),
        }
    })
}

/// The posts of a live blog, with what stands above them; nothing where the page is none.
pub(crate) fn posts(text: &str, lines: &[Line]) -> Option<Vec<Draft>> {
    let signs = signs(text, lines);
    if let Some(posts) = stamped(text, lines, signs).or_else(|| run_in(text, lines, signs)) {
        return Some(posts);
    }
    (signs >= LIVE_SIGNS).then(|| unstamped(text, lines)).filter(|posts| posts.len() >= 3)
}

/// How much the page's words show that it is a live blog.
fn signs(text: &str, lines: &[Line]) -> usize {
    lines
        .iter()
        .filter(|line| line.furniture.is_none_or(|kind| kind == Furniture::Mid))
        .map(|line| {
            let words = line.opening(text);
            2 * usize::from(rules().strong.is_match(words)) + usize::from(rules().weak.is_match(words))
        })
        .sum()
}

/// Posts that each have a stamp: a clock time, an age, or a date with a time.
fn stamped(text: &str, lines: &[Line], signs: usize) -> Option<Vec<Draft>> {
    // A line that dates the page as a whole, or the last change of a post, begins none; one that says "published at" does where
    // every post has it.
    let with_clock = |line: &Line| line.stamp.is_some_and(|stamp| stamp.clock.is_some());
    let labelled = lines.iter().filter(|line| with_clock(line) && says_published(line.span.of(text))).count();
    let is_update = |line: &Line| {
        let words = line.span.of(text);
        dates_page(words)
            && !(labelled >= LABELLED
                && says_published(words)
                && !words.to_ascii_lowercase().contains("updated"))
    };
    let mut stamps: Vec<(usize, Stamp)> = Vec::new();
    let mut last_stamp_line = None;
    for (number, line) in lines.iter().enumerate() {
        let own = line.stamp.filter(|stamp| stamp.clock.is_some() || stamp.is_age);
        if let Some(own) = own.filter(|_| line.furniture.is_none() && !is_update(line)) {
            // Two stamps with no news between them ("2h ago", "14.05") are one: that of the clock.
            let joined = last_stamp_line
                .is_some_and(|last: usize| lines[last + 1..number].iter().all(|line| !line.is_news()));
            let is_first = stamps.len() == 1;
            match stamps.last_mut().filter(|_| joined) {
                Some((_, stamp)) if stamp.is_age && !own.is_age => *stamp = own,
                Some(first) if is_first && dates_the_page(&first.1, &own) => *first = (number, own),
                Some(_) => {}
                None => stamps.push((number, own)),
            }
            last_stamp_line = Some(number);
        }
    }
    let has_body = |range: &[Line]| range.iter().any(Line::is_body);
    let with_news = stamps.windows(2).filter(|pair| has_body(&lines[pair[0].0..pair[1].0])).count();
    let clock_only = stamps.iter().filter(|(_, stamp)| stamp.day.is_none()).count();
    let enough = if signs >= LIVE_SIGNS { 2 } else { STAMPS_ALONE };
    // Stamps above the first news are the page's own.
    while stamps.len() > 1 && !lines[stamps[0].0..stamps[1].0].iter().any(Line::is_body) {
        stamps.remove(0);
    }
    let (first, last) = (stamps.first()?.0, stamps.last()?.0);
    let bodies_before = lines[..first].iter().filter(|line| line.is_body()).count();
    let bodies_all = lines.iter().filter(|line| line.is_body()).count();
    if with_news + 1 < enough.max(2) || with_news * 2 < stamps.len() || bodies_before * 2 > bodies_all {
        return None;
    }
    if signs < LIVE_SIGNS && clock_only * 2 < stamps.len() {
        return None;
    }
    let trailing = !has_body(&lines[last..]) && bodies_before > 0;
    let mut drafts = Vec::new();
    if trailing {
        let mut start = 0;
        for (at, stamp) in stamps {
            let mut draft = post(text, lines, start..at + 1);
            draft.stamp = Some(stamp);
            start = at + 1;
            drafts.push(draft);
        }
        return Some(drafts);
    }
    // Where most posts have their headline above the stamp, a post begins at the headline.
    let starts = starts(text, lines, stamps.iter().map(|(at, _)| *at));
    if let Some(top) = top_of(text, lines, starts.first().copied()?) {
        drafts.push(top);
    }
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(lines.len());
        let end = if number + 1 == starts.len() { end_of_news(lines, *start, end) } else { end };
        let mut draft = post(text, lines, *start..end);
        draft.stamp = stamps.get(number).map(|(_, stamp)| *stamp);
        if lines[draft.lines.clone()].iter().any(|line| line.is_news()) {
            drafts.push(draft);
        }
    }
    Some(drafts)
}

/// Where the items begin that have these stamps: at the headline above the stamp where most have one there, else at the stamp.
pub(super) fn starts(text: &str, lines: &[Line], stamps: impl Iterator<Item = usize>) -> Vec<usize> {
    let heads: Vec<(usize, Option<usize>)> = stamps.map(|at| (at, head_above(text, lines, at))).collect();
    let above = heads.iter().filter(|(_, head)| head.is_some()).count() * 2 > heads.len();
    heads.into_iter().map(|(at, head)| head.filter(|_| above).unwrap_or(at)).collect()
}

/// The headline above a stamp, be its author or another stamp between; none where one follows.
fn head_above(text: &str, lines: &[Line], at: usize) -> Option<usize> {
    let below = lines.get(at + 1..)?.iter().find(|line| !is_of_head(line))?;
    let above = lines[..at].iter().rev().take(MOST_OF_HEAD).take_while(|line| is_of_head(line)).count();
    let head = at.checked_sub(above + 1)?;
    // Above "published at" a headline may have two words.
    let is_labelled = says_published(lines[head + 1].span.of(text));
    let own = &lines[head];
    let is_head =
        own.is_head() || is_labelled && own.is_news() && own.shape == Shape::Label && own.words >= 2;
    (is_head && !below.is_head()).then_some(head)
}

/// Whether a line begins with the label of a time of publication.
fn says_published(words: &str) -> bool {
    words.get(..9).is_some_and(|word| word.eq_ignore_ascii_case("published"))
}

/// A line between a headline and its first paragraph: the author, a stamp.
fn is_of_head(line: &Line) -> bool {
    line.furniture.is_none() && (line.is_byline || line.stamp.is_some())
}

/// Posts that each begin with their time in their first paragraph: "9.05am: The doors have opened."
fn run_in(text: &str, lines: &[Line], signs: usize) -> Option<Vec<Draft>> {
    let starts: Vec<(usize, Stamp)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.is_body())
        .filter_map(|(number, line)| Some((number, run_in_clock(text, line.span)?)))
        .collect();
    let first = starts.first()?.0;
    let bodies = |range: &[Line]| range.iter().filter(|line| line.is_body()).count();
    let enough = if signs >= LIVE_SIGNS { 2 } else { STAMPS_ALONE };
    if starts.len() < enough || bodies(&lines[..first]) * 3 > bodies(lines) {
        return None;
    }
    // The times of a blog run one way; those of a story's examples do not.
    let clocks: Vec<_> = starts.iter().filter_map(|(_, stamp)| stamp.clock).collect();
    let falls = clocks.windows(2).filter(|pair| pair[0] > pair[1]).count();
    if falls > 1 && falls + 2 < clocks.len() {
        return None;
    }
    let mut drafts: Vec<Draft> = top_of(text, lines, first).into_iter().collect();
    for (number, (start, stamp)) in starts.iter().enumerate() {
        let end = match starts.get(number + 1) {
            Some((next, _)) => *next,
            None => end_of_news(lines, *start, lines.len()),
        };
        let mut draft = post(text, lines, *start..end);
        draft.stamp = Some(*stamp);
        drafts.push(draft);
    }
    Some(drafts)
}

/// The clock time with which a paragraph begins, set off from its words: "9.05am: …", "14:20 – …".
pub(crate) fn run_in_clock(text: &str, line: Span) -> Option<Stamp> {
    const REACH: usize = 24;
    let whole = line.of(text);
    // A bracket or the point of a list may stand before it.
    let words = whole.trim_start_matches(['[', '(', '•', '·', '*', '-', '–', ' ', '\u{a0}']);
    let is_near = whole.len() - words.len() <= 8;
    if !is_near || !words.starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let is_bracketed = whole.starts_with(['[', '(']);
    let start = line.end() - words.len();
    let reach = Span::new(start, start + words.floor_char_boundary(REACH))?;
    let stamp = stamp::find_all(text, reach).into_iter().next()?;
    let own = stamp.span.of(text);
    let half = own.to_ascii_lowercase().contains("am") || own.to_ascii_lowercase().contains("pm");
    let rest = text[stamp.span.end()..line.end()].trim_start();
    let is_set_off = rest.starts_with([':', '–', '—', '|', '-'])
        || is_bracketed && rest.starts_with([']', ')'])
        || half && rest.starts_with(char::is_uppercase);
    let has_minutes = own.contains([':', '.']) || half;
    (stamp.span.start() == start && stamp.clock.is_some() && has_minutes && is_set_off).then_some(stamp)
}

/// Whether the first of two stamps without news between them is the page's own above that of the first post: it has a day and a clock time,
/// the other a clock time of its own and no day.
fn dates_the_page(first: &Stamp, second: &Stamp) -> bool {
    first.day.is_some()
        && first.clock.is_some()
        && second.day.is_none()
        && second.clock.is_some_and(|clock| Some(clock) != first.clock)
}

/// Whether a stamp's line says that it dates the page or a change ("Updated at …", "First published on …").
pub(super) fn dates_page(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    ["first published", "last modified", "published", "from "].iter().any(|start| lower.starts_with(start))
        || lower.contains("updated")
}

/// The last line of the last post: furniture that stands below a page ends it.
fn end_of_news(lines: &[Line], start: usize, end: usize) -> usize {
    let ends = |line: &Line| matches!(line.furniture, Some(Furniture::End));
    (start + 1..end).find(|number| ends(&lines[*number])).unwrap_or(end)
}

/// What stands above the first post: the page's headline and summary, down to its date.
pub(super) fn top_of(text: &str, lines: &[Line], end: usize) -> Option<Draft> {
    let first = (0..end)
        .find(|number| lines[*number].is_body() || (lines[*number].is_head() && lines[*number].words >= 5))?;
    let mut draft = Draft::new(ItemKind::Teaser, first..end);
    let bodies = lines[first..end].iter().filter(|line| line.is_body()).count();
    if bodies > 3 {
        draft.kind = ItemKind::Section;
    }
    draft.title = lines[first].is_head().then_some(lines[first].span);
    draft.stamp = lines[first..end].iter().find_map(|line| line.stamp.filter(|stamp| stamp.day.is_some()));
    draft.byline = byline(text, lines, first..end);
    Some(draft)
}

fn byline(text: &str, lines: &[Line], range: std::ops::Range<usize>) -> Option<Span> {
    let _ = text;
    lines[range].iter().take(5).find(|line| line.is_byline).map(|line| line.span)
}

fn post(text: &str, lines: &[Line], range: std::ops::Range<usize>) -> Draft {
    let mut draft = Draft::new(ItemKind::LivePost, range.clone());
    let first_news = lines[range.clone()].iter().find(|line| line.is_news());
    draft.title =
        first_news.filter(|line| line.shape != Shape::Body && line.words >= 2).map(|line| line.span);
    draft.byline = byline(text, lines, range);
    draft
}

/// Posts with no marks between them: a post begins where the writing begins anew.
fn unstamped(text: &str, lines: &[Line]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let date_line = (0..lines.len().min(12)).find(|number| {
        lines[*number].stamp.is_some_and(|stamp| stamp.day.is_some())
            && lines[..*number].iter().filter(|line| line.is_body()).count() <= 2
    });
    let mut start = date_line.map_or(0, |number| number + 1);
    if start > 0 {
        drafts.extend(top_of(text, lines, start));
    } else if let Some(first) = lines.iter().position(Line::is_body) {
        // Without a date line, headlines above the first paragraph are the page's own.
        if lines[..first].iter().any(|line| line.is_head())
            && lines[..first].iter().filter(|line| line.is_head()).count() == 1
        {
            drafts.extend(top_of(text, lines, first));
            start = first;
        }
    }
    let mut current = Current::default();
    let mut open = None;
    for number in start..lines.len() {
        let line = &lines[number];
        if line.furniture.is_some_and(|kind| kind == Furniture::End)
            && !lines[number..].iter().any(Line::is_body)
        {
            break;
        }
        if line.furniture.is_some() || line.stamp.is_some() {
            continue;
        }
        if open.is_none() || current.is_new_post(text, lines, number) {
            if let Some(from) = open {
                drafts.push(post(text, lines, from..number));
            }
            open = Some(number);
            current = Current::default();
        }
        current.take(text, line);
    }
    if let Some(from) = open {
        let end = lines
            .iter()
            .rposition(|line| line.is_news() && line.shape == Shape::Body)
            .map_or(lines.len(), |last| last + 1);
        drafts.push(post(text, lines, from..end.max(from + 1)));
    }
    drafts
}

/// The post that is being read.
#[derive(Default)]
struct Current {
    paragraphs: usize,
    words: BTreeSet<String>,
    names: BTreeSet<String>,
    in_list: bool,
    /// A greeting or a farewell: its next paragraphs say what is to come, so they look like news anew.
    is_frame: bool,
    after_heading: bool,
    /// An analysis under its author's name: it speaks in the present throughout.
    is_signed: bool,
}

impl Current {
    fn take(&mut self, text: &str, line: &Line) {
        let words = line.opening(text);
        self.after_heading = line.shape != Shape::Body || line.is_byline;
        self.is_signed |= line.is_byline;
        if self.paragraphs == 0 {
            self.is_frame = rules().greeting.is_match(words) || rules().signoff.is_match(words);
        }
        self.in_list |= words.ends_with(':') && line.shape == Shape::Body;
        self.paragraphs += 1;
        self.words.extend(content_words(words));
        self.names.extend(capitals(words).map(str::to_owned));
    }

    /// Whether a line begins a post of its own.
    fn is_new_post(&self, text: &str, lines: &[Line], number: usize) -> bool {
        let line = &lines[number];
        let words = line.opening(text);
        let rules = rules();
        if line.is_byline {
            // The author of the post below; under a heading it is the author of this one.
            return !self.after_heading;
        }
        if [&rules.greeting, &rules.signoff, &rules.opener].iter().any(|strong| strong.is_match(words)) {
            return !(self.after_heading && self.paragraphs <= 1);
        }
        if line.shape != Shape::Body {
            let next = lines[number + 1..].iter().find(|next| next.furniture.is_none());
            let leads =
                next.is_some_and(|next| next.shape == Shape::Body && self.newness(next.span.of(text)) >= 1);
            return line.shape == Shape::Head && !self.in_list && leads && self.paragraphs >= 2;
        }
        if self.is_frame && self.paragraphs <= 2 {
            return false;
        }
        let needed = match (self.in_list || self.is_signed, self.is_frame && self.paragraphs <= 3) {
            (true, _) => NEW_POST_IN_LIST,
            (_, true) => NEW_POST + 2,
            _ => NEW_POST,
        };
        // A post of one paragraph is rarer, so more must speak for it.
        let needed = if self.paragraphs < 2 { needed.max(NEW_POST + 1) } else { needed };
        !self.after_heading && self.newness(words) >= needed
    }

    /// How much a paragraph reads like the beginning of a post.
    fn newness(&self, words: &str) -> i32 {
        let rules = rules();
        if rules.continuation.is_match(words) {
            return -2;
        }
        let opening = first_words(words, 8);
        if opening
            .split_whitespace()
            .any(|word| matches!(word, "also" | "later" | "added" | "adding" | "meanwhile" | "too"))
        {
            return -2;
        }
        let first_sentence = words.split_inclusive(". ").next().unwrap_or(words);
        let leads = i32::try_from(rules.lead.count(first_sentence)).unwrap_or(0);
        let name = full_name(words);
        // A name in full for somebody already spoken of: the writer starts afresh.
        let is_afresh = name.is_some_and(|name| self.names.contains(name));
        if leads == 0 && !is_afresh {
            return 0;
        }
        // Three signs of news at once need no name.
        let many = i32::from(leads >= 3);
        leads
            + many
            + i32::from(name.is_some())
            + i32::from(is_afresh)
            + i32::from(self.cohesion(words) < COHESION)
    }

    /// The share of a paragraph's content words that the post already has.
    fn cohesion(&self, words: &str) -> f32 {
        let own: BTreeSet<String> = content_words(words).collect();
        let shared = own.intersection(&self.words).count();
        #[allow(clippy::cast_precision_loss, reason = "a paragraph has few words")]
        if own.is_empty() { 1.0 } else { shared as f32 / own.len() as f32 }
    }
}

fn first_words(words: &str, count: usize) -> &str {
    let end =
        words.split_whitespace().nth(count).map(|word| word.as_ptr() as usize - words.as_ptr() as usize);
    &words[..end.unwrap_or(words.len())]
}

/// The last word of a name in full (two or more capitalised words) with which a paragraph begins.
fn full_name(words: &str) -> Option<&str> {
    let name: Vec<&str> = words
        .split_whitespace()
        .take(5)
        .take_while(|word| word.chars().next().is_some_and(char::is_uppercase))
        .collect();
    let end = name.iter().position(|word| word.ends_with(',')).map_or(name.len(), |comma| comma + 1);
    let name = &name[..end];
    // "Sir Keir" is no name in full, "Sir Keir Starmer" is one.
    const TITLES: [&str; 16] = [
        "Sir",
        "Mr",
        "Mrs",
        "Ms",
        "Miss",
        "Dr",
        "Lord",
        "Lady",
        "Dame",
        "President",
        "Prime",
        "Minister",
        "Gen",
        "General",
        "King",
        "The",
    ];
    let titles = name.iter().take_while(|word| TITLES.contains(&word.trim_end_matches('.'))).count();
    let possessive =
        name.iter().any(|word| word.ends_with("’s") || word.ends_with("'s") || word.ends_with('’'));
    (name.len() >= titles + 2 && !possessive)
        .then(|| name.last().map(|word| word.trim_end_matches(',')))
        .flatten()
}

fn capitals(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| word.len() > 2 && word.chars().next().is_some_and(char::is_uppercase))
}

/// The words that carry a paragraph's topic: five letters or more, or capitalised; the first six letters of each.
pub(super) fn content_words(words: &str) -> impl Iterator<Item = String> {
    words
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| {
            word.chars().count() >= 5
                || (word.len() > 2 && word.chars().next().is_some_and(char::is_uppercase))
        })
        .map(|word| word.to_lowercase().chars().take(6).collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_rule_file_holds_what_it_promises() {
        let failures = crate::rules::failures(super::LIVE, |_| false);
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}
