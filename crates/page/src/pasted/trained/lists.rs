//! Runs of lines of one form: the entries of a list, of a table, of a menu.

use crate::row::number;
use onrecord_text::month_names;
use std::ops::Range;

/// Runs count up to so many lines.
const LONGEST: usize = 40;
/// An entry's number stands so many lines or fewer below the number before it.
const NUMBER_REACH: usize = 6;
/// So many entries that begin alike are a list below a colon, and so many numbered ones without it.
const FEWEST_ENTRIES: usize = 2;
const FEWEST_NUMBERED: u32 = 3;
/// A list below a colon has at most so many entries: lines that all end in one would open lists of all lines below them.
const MOST_ENTRIES: usize = 400;

/// What stands around a line that makes it an entry of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Place {
    /// How many lines of its form stand in a row.
    pub(crate) length: f32,
    /// How many lines of its form stand at every second line.
    pub(crate) every_second: f32,
    /// How many lines above it the run begins.
    pub(crate) since_start: f32,
    /// The line above the run.
    pub(crate) lead: Option<usize>,
    /// The line below the run.
    pub(crate) next: Option<usize>,
    /// Whether it is numbered, and the numbers around it go on from or to it.
    pub(crate) is_numbered: bool,
}

/// The lines of a page as entries of lists.
#[derive(Debug, Clone)]
pub(crate) struct Lists {
    forms: Vec<u32>,
    numbers: Vec<Option<u32>>,
    /// Which lines end in a colon.
    colons: Vec<bool>,
    /// Where the run ends of lines that begin like each line; of lines that begin as most do, of those that have its form.
    ends: Vec<usize>,
}

impl Lists {
    pub(crate) fn of(lines: &[&str]) -> Self {
        let begins: Vec<u32> = lines.iter().map(|words| begins(words)).collect();
        let forms: Vec<u32> = lines.iter().zip(&begins).map(|(words, begins)| form(*begins, words)).collect();
        let mut ends: Vec<usize> = (1..=lines.len()).collect();
        for at in (1..lines.len()).rev() {
            let is_alike = begins[at - 1] == begins[at] && (begins[at] != 0 || forms[at - 1] == forms[at]);
            if is_alike {
                ends[at - 1] = ends[at];
            }
        }
        Self {
            forms,
            numbers: lines.iter().map(|words| leading_number(words)).collect(),
            colons: lines.iter().map(|words| words.ends_with([':', '：'])).collect(),
            ends,
        }
    }

    /// The place of each line among lines of its form.
    pub(crate) fn places(&self) -> Vec<Place> {
        let Self { forms, numbers, .. } = self;
        let mut places = vec![Place::default(); forms.len()];
        let mut start = 0;
        while start < forms.len() {
            let end = (start + 1..forms.len()).find(|at| forms[*at] != forms[start]).unwrap_or(forms.len());
            for (at, place) in places.iter_mut().enumerate().take(end).skip(start) {
                place.length = number((end - start).min(LONGEST));
                place.since_start = number((at - start).min(LONGEST));
                place.lead = start.checked_sub(1);
                place.next = (end < forms.len()).then_some(end);
            }
            start = end;
        }
        for first in 0..forms.len().min(2) {
            let mut own: Vec<usize> = Vec::new();
            for at in (first..forms.len()).step_by(2).chain([usize::MAX]) {
                let goes_on = own.last().is_some_and(|last| forms.get(at) == forms.get(*last));
                if !goes_on {
                    let length = number(own.len().min(LONGEST));
                    own.drain(..).for_each(|at| places[at].every_second = length);
                }
                if at < forms.len() {
                    own.push(at);
                }
            }
        }
        for (at, place) in places.iter_mut().enumerate() {
            let Some(own) = numbers[at] else { continue };
            let above = &numbers[at.saturating_sub(NUMBER_REACH)..at];
            let below = &numbers[at + 1..numbers.len().min(at + 1 + NUMBER_REACH)];
            place.is_numbered = own > 0 && above.contains(&Some(own - 1)) || below.contains(&Some(own + 1));
        }
        places
    }

    /// The lines of the list that a line opens right below it: entries that begin alike below a colon, or entries that are
    /// numbered from one.
    pub(crate) fn opened_by(&self, at: usize) -> Option<Range<usize>> {
        let first = at + 1;
        let end = (*self.ends.get(first)?).min(first + MOST_ENTRIES);
        if self.colons[at] && end >= first + FEWEST_ENTRIES {
            return Some(first..end);
        }
        if self.numbers[first] != Some(1) {
            return None;
        }
        let count = self.numbers.len();
        let (mut last, mut entries, mut step) = (first, 1, 1);
        while let Some(next) = (last + 1..count.min(last + 1 + NUMBER_REACH))
            .find(|next| self.numbers[*next] == Some(entries + 1))
        {
            step = next - last;
            (last, entries) = (next, entries + 1);
        }
        // The last entry has as many lines as the one before it.
        (entries >= FEWEST_NUMBERED).then(|| first..count.min(last + step))
    }
}

/// The number that a line begins with, as entries of lists do: "3.", "3)", "#3".
fn leading_number(words: &str) -> Option<u32> {
    let bare = words.trim_start_matches(['#', '(']);
    let digits = bare.len() - bare.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let rest = &bare[digits..];
    let is_entry = rest.is_empty() || rest.starts_with(['.', ')', ':', ' ', '\t', '-', '–']);
    bare[..digits].parse().ok().filter(|_| is_entry && digits < 4)
}

/// What a line looks like, as a number: what it begins with, what parts it, whether it ends as a sentence.
fn form(begins: u32, words: &str) -> u32 {
    let parts = [
        words.contains('\t'),
        [" -- ", " – ", " - ", " — "].iter().any(|mark| words.contains(mark)),
        words.contains(['|', '/']),
        words.contains(": "),
        words.ends_with(['.', '!', '?', '”', '"']),
    ];
    parts.iter().fold(begins, |form, part| form << 1 | u32::from(*part))
}

/// What a line begins with: zero where it is a word with a capital, as most lines do.
fn begins(words: &str) -> u32 {
    let first = words.chars().next().unwrap_or(' ');
    let word = words.split(|char: char| !char.is_alphanumeric()).next().unwrap_or_default();
    match first {
        '0'..='9' if leading_number(words).is_some() => 1,
        '0'..='9' => 2,
        '•' | '*' | '-' | '–' | '—' | '·' | '»' | '>' | '+' => 3,
        '“' | '"' | '‘' | '\'' | '«' => 4,
        '$' | '€' | '£' => 5,
        '#' | '@' => 6,
        _ if words.starts_with("http") || words.starts_with("www.") => 7,
        _ if is_month(word) => 8,
        _ if first.is_lowercase() => 9,
        _ => 0,
    }
}

fn is_month(word: &str) -> bool {
    let is_of = |name: &String| name == word || word.len() <= 4 && name.starts_with(word);
    word.len() >= 3 && month_names().iter().any(is_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_one_form_are_a_run() {
        let lines = ["The stops are:", "1. Halvik – May 2", "2. Tervo – May 4", "3. Calder – May 5", "Share"];
        let places = Lists::of(&lines).places();
        assert_eq!((places[2].length, places[2].since_start), (3.0, 1.0));
        assert_eq!((places[3].lead, places[3].next), (Some(0), Some(4)));
        assert!(places[1].is_numbered && places[3].is_numbered && !places[4].is_numbered);
    }

    #[test]
    fn a_colon_or_a_one_opens_a_list() {
        let lines = [
            "The stops:",
            "May 2 – Halvik",
            "June 4: Tervo/Old Port",
            "Share",
            "He lists them.",
            "1) A lamp",
            "a.example",
            "2) A boat",
            "b.example",
            "3) A bell",
            "c.example",
            "Tags",
        ];
        let lists = Lists::of(&lines);
        assert_eq!(lists.opened_by(0), Some(1..3));
        assert_eq!(lists.opened_by(4), Some(5..11));
        assert_eq!(lists.opened_by(3), None);
        assert_eq!(lists.opened_by(11), None);
    }

    #[test]
    fn entries_of_two_lines_stand_at_every_second() {
        let lines = ["1) A lamp", "http://a.example", "2) A boat", "http://b.example", "3) A bell", "end."];
        assert_eq!(Lists::of(&lines).places()[2].every_second, 3.0);
        assert!(Lists::of(&[]).places().is_empty());
    }
}
