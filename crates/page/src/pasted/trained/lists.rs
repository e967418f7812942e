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
/// So many entries below a colon are looked at: lines that all end in one would be compared with all others.
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

/// The place of each line among lines of its form.
pub(crate) fn places(lines: &[&str]) -> Vec<Place> {
    let forms: Vec<u32> = lines.iter().map(|words| form(words)).collect();
    let numbers: Vec<Option<u32>> = lines.iter().map(|words| leading_number(words)).collect();
    let mut places = vec![Place::default(); lines.len()];
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

/// The number that a line begins with, as entries of lists do: "3.", "3)", "#3".
fn leading_number(words: &str) -> Option<u32> {
    let bare = words.trim_start_matches(['#', '(']);
    let digits = bare.len() - bare.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let rest = &bare[digits..];
    let is_entry = rest.is_empty() || rest.starts_with(['.', ')', ':', ' ', '\t', '-', '–']);
    bare[..digits].parse().ok().filter(|_| is_entry && digits < 4)
}

/// The lines of the list that a line opens right below it: entries that begin alike below a colon, or entries that are numbered from one.
pub(crate) fn opened_by(lines: &[&str], at: usize) -> Option<Range<usize>> {
    let first = at + 1;
    let opening = lines.get(first)?;
    if lines.get(at)?.ends_with([':', '：']) {
        let alike = |other: &str| match begins(opening) {
            0 => form(other) == form(opening),
            kind => begins(other) == kind,
        };
        let end = first + lines[first..].iter().take(MOST_ENTRIES).take_while(|words| alike(words)).count();
        if end >= first + FEWEST_ENTRIES {
            return Some(first..end);
        }
    }
    let (mut last, mut entries, mut step) = (first, 1, 1);
    if leading_number(opening) != Some(1) {
        return None;
    }
    while let Some(next) = (last + 1..lines.len().min(last + 1 + NUMBER_REACH))
        .find(|next| leading_number(lines[*next]) == Some(entries + 1))
    {
        step = next - last;
        (last, entries) = (next, entries + 1);
    }
    // The last entry has as many lines as the one before it.
    (entries >= FEWEST_NUMBERED).then(|| first..lines.len().min(last + step))
}

/// What a line looks like, as a number: what it begins with, what parts it, whether it ends as a sentence.
fn form(words: &str) -> u32 {
    let parts = [
        words.contains('\t'),
        [" -- ", " – ", " - ", " — "].iter().any(|mark| words.contains(mark)),
        words.contains(['|', '/']),
        words.contains(": "),
        words.ends_with(['.', '!', '?', '”', '"']),
    ];
    parts.iter().fold(begins(words), |form, part| form << 1 | u32::from(*part))
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
        let places = places(&lines);
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
        assert_eq!(opened_by(&lines, 0), Some(1..3));
        assert_eq!(opened_by(&lines, 4), Some(5..11));
        assert_eq!(opened_by(&lines, 3), None);
        assert_eq!(opened_by(&lines, 11), None);
    }

    #[test]
    fn entries_of_two_lines_stand_at_every_second() {
        let lines = ["1) A lamp", "http://a.example", "2) A boat", "http://b.example", "3) A bell", "end."];
        assert_eq!(places(&lines)[2].every_second, 3.0);
        assert!(places(&[]).is_empty());
    }
}
