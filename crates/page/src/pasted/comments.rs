//! What readers wrote below a story: threads of comments, told by the lines that open one.

use super::lines::{Furniture, Line, Shape, ends_sentence};
use crate::rules::Rules;
use crate::stamp;
use onrecord_text::month_names;
use std::ops::Range;
use std::sync::OnceLock;

/// So many words of prose stand above what readers wrote.
const STORY_WORDS: usize = 30;
/// A line that opens a comment has at most so many words.
const HEAD_WORDS: usize = 16;
/// The name of a comment's writer has at most so many words.
const NAME_WORDS: usize = 6;
/// A comment's words begin so many lines or fewer below its writer's name.
const WORDS_WITHIN: usize = 5;
/// A line that tells the time of a comment has at most so many words.
const TIME_WORDS: usize = 6;
/// A button has at most so many words.
const BUTTON_WORDS: usize = 5;
/// How the common systems print comments.
const COMMENTS: &str = include_str!("../../data/comments.txt");

/// How a line opens a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    /// By a cue, with a date in it or on the next line: "Ana on May 4, 2031 at 6:10 pm said:".
    Cue,
    /// By a name with an age or a time behind or below it, as other lists have them too.
    Name,
}

/// Marks the comments of readers below a story.
pub(super) fn mark(text: &str, lines: &mut [Line]) {
    if let Some(thread) = thread(text, lines) {
        for line in &mut lines[thread] {
            line.furniture = line.furniture.or(Some(Furniture::Comment));
        }
    }
}

/// Whether a line ends as one that names the writer of a comment.
pub(super) fn ends_as_head(words: &str) -> bool {
    static CUES: OnceLock<Rules> = OnceLock::new();
    words.ends_with(':') && CUES.get_or_init(|| Rules::of(COMMENTS, "cue", true)).is_match(words)
}

/// Whether a label stands above what readers wrote.
pub(super) fn opens_comments(words: &str) -> bool {
    static LABELS: OnceLock<Rules> = OnceLock::new();
    LABELS.get_or_init(|| Rules::of(COMMENTS, "label", false)).is_match(words)
}

fn is_button(text: &str, line: &Line) -> bool {
    static BUTTONS: OnceLock<Rules> = OnceLock::new();
    let buttons = || Rules::of(COMMENTS, "button", true);
    line.words <= BUTTON_WORDS && BUTTONS.get_or_init(buttons).is_match(line.span.of(text))
}

/// The lines from the first comment to the last, where there are two or more that the page marks as such.
fn thread(text: &str, lines: &[Line]) -> Option<Range<usize>> {
    let mut words = 0;
    let mut heads: Vec<(usize, Head)> = Vec::new();
    let mut label = None;
    for (number, line) in lines.iter().enumerate() {
        if words >= STORY_WORDS {
            if line.furniture == Some(Furniture::End) && opens_comments(line.span.of(text)) {
                label = label.or(Some(number));
            }
            heads.extend(head(text, lines, number).map(|head| (number, head)));
        }
        words += if line.is_body() { line.words } else { 0 };
    }
    let by_cue: Vec<usize> =
        heads.iter().filter(|(_, head)| *head == Head::Cue).map(|(number, _)| *number).collect();
    if let [first, .., last] = by_cue.as_slice() {
        return Some(*first..end_of(text, lines, *last));
    }
    // Names with times are a thread's below the label of comments, or where buttons stand under what they wrote.
    let below = |from: usize| -> Option<(usize, usize)> {
        let own: Vec<usize> = heads.iter().map(|(number, _)| *number).filter(|head| *head > from).collect();
        if let [first, .., last] = own.as_slice() { Some((*first, *last)) } else { None }
    };
    let (first, last) = label.and_then(below).or_else(|| {
        let all = below(0)?;
        (lines[all.0..].iter().filter(|line| is_button(text, line)).count() >= 2).then_some(all)
    })?;
    Some(first..end_of(text, lines, last))
}

/// How a line opens a comment, if it does: a paragraph follows.
fn head(text: &str, lines: &[Line], number: usize) -> Option<Head> {
    let line = &lines[number];
    let words = line.span.of(text);
    if line.words == 0 || line.words > HEAD_WORDS {
        return None;
    }
    let rest = &lines[number + 1..];
    let says_something = rest.iter().take(WORDS_WITHIN).any(|line| is_said(text, line));
    let next = rest.first()?;
    let is_dated = |line: &Line| line.words <= HEAD_WORDS && !stamp::find_all(text, line.span).is_empty();
    if ends_as_head(words) {
        return (says_something && (is_dated(line) || is_dated(next))).then_some(Head::Cue);
    }
    let is_name = line.words <= NAME_WORDS && line.stamp.is_none() && !ends_sentence(words);
    let is_head = is_name && tells_time(text, next) || ends_in_time(text, line);
    (is_head && says_something).then_some(Head::Name)
}

/// Whether a line can be what a reader wrote: a sentence, or a question.
fn is_said(text: &str, line: &Line) -> bool {
    line.shape == Shape::Body || line.words > 1 && line.span.of(text).ends_with('?')
}

/// Whether a line is a name with a day and a clock time behind it.
fn ends_in_time(text: &str, line: &Line) -> bool {
    let stamps = stamp::find_all(text, line.span);
    let (Some(first), Some(last)) = (stamps.first(), stamps.last()) else { return false };
    let name = text[line.span.start()..first.span.start()].split_whitespace().count();
    let behind = text[last.span.end()..line.span.end()].split_whitespace().count();
    let is_moment =
        stamps.iter().any(|stamp| stamp.clock.is_some()) && stamps.iter().any(|stamp| stamp.day.is_some());
    (1..=NAME_WORDS).contains(&name) && behind <= 1 && is_moment && !ends_sentence(line.span.of(text))
}

/// Whether a line tells an age or a moment and nothing else, in any of some languages, however its parts are glued.
fn tells_time(text: &str, line: &Line) -> bool {
    let words = line.span.of(text);
    if line.stamp.is_some_and(|stamp| stamp.is_age || stamp.clock.is_some()) {
        return true;
    }
    if line.words > TIME_WORDS || ends_sentence(words) || !words.contains(|char: char| char.is_ascii_digit())
    {
        return false;
    }
    static AGES: OnceLock<Rules> = OnceLock::new();
    let names_month = || {
        let mut own = words.split(|char: char| !char.is_alphabetic());
        own.any(|own| month_names().iter().any(|month| month.eq_ignore_ascii_case(own)))
    };
    AGES.get_or_init(|| Rules::of(COMMENTS, "age", false)).is_match(words)
        || words.contains(':') && names_month()
}

/// Where the comment ends that is opened at `head`: at furniture, or where two lines in a row are no paragraphs.
fn end_of(text: &str, lines: &[Line], head: usize) -> usize {
    let first = (head + 1..lines.len()).find(|number| is_said(text, &lines[*number]));
    let Some(first) = first.filter(|first| first - head <= WORDS_WITHIN) else { return head + 1 };
    let ends = |number: &usize| {
        let other = |number: usize| lines.get(number).is_none_or(|line| !is_said(text, line));
        lines[*number].furniture.is_some() || other(*number) && other(number + 1)
    };
    (first + 1..lines.len()).find(ends).unwrap_or(lines.len())
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    #[test]
    fn the_rule_file_holds_what_it_promises() {
        let failures = crate::rules::failures(COMMENTS, |section| matches!(section, "cue" | "button"));
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    /// The lines that are marked as comments.
    fn comments(text: &str) -> Vec<&str> {
        let mut lines = lines::split(text);
        mark(text, &mut lines);
        let marked = lines.iter().filter(|line| line.furniture == Some(Furniture::Comment));
        marked.map(|line| line.span.of(text)).collect()
    }

    const STORY: &str = "Canal shut for a week\n\nThe canal was shut on Monday after two barges ran into each other below the lock, the port of Halvik said.\n\nPilots had asked for tugs since the spring, and the council had put the vote off twice.\n\n";

    #[test]
    fn comments_that_say_who_wrote_when() {
        let text = format!(
            "{STORY}2 Comments\n\nIvo on May 4, 2031 at 6:10 pm said:\n\nWho paid for the tugs?\n\nAna (Port) on May 5, 2031 at 9:02 am said:\n\nNobody yet, the council votes in June.\n\nRecent posts"
        );
        assert_eq!(comments(&text).len(), 4, "{:?}", comments(&text));
        let text = format!(
            "{STORY}Ivo says:\nMay 4, 2031 at 6:10 pm\nWho paid for the tugs?\nReply\nAna says:\nMay 5, 2031 at 9:02 am\nNobody yet, the council votes in June.\nReply"
        );
        assert_eq!(comments(&text).first(), Some(&"Ivo says:"));
        assert!(comments(&text).contains(&"Nobody yet, the council votes in June."));
    }

    #[test]
    fn names_above_times_are_comments_only_with_their_buttons() {
        let entries = |button: &str| {
            format!(
                "{STORY}Ivo\n3 hours ago\nWho paid for the tugs last year?\n{button}\nAna\n1 hour ago\nNobody yet, the council votes in June.\n{button}"
            )
        };
        assert!(comments(&entries("Reply")).contains(&"Who paid for the tugs last year?"));
        assert!(comments(&entries("")).is_empty());
    }

    #[test]
    fn names_with_times_are_comments_below_their_label() {
        let below = |label: &str| {
            format!(
                "{STORY}{label}\n\nIvo Benn\nMay 04, 20312:42 am\nWho paid for the tugs last year?\nRate\nAna\nMay 04, 20314:10 pm\nNobody yet, the council votes in June.\nRate"
            )
        };
        assert!(comments(&below("Comments (2)")).contains(&"Who paid for the tugs last year?"));
        assert!(comments(&below("Our team")).is_empty());
        let text = format!(
            "{STORY}2 Comments\n\nIvo May 4, 2031 at 6:10 pm\nWho paid for the tugs last year?\n\nAna May 5, 2031 at 9:02 am\nNobody yet, the council votes in June."
        );
        assert_eq!(comments(&text).len(), 4);
    }

    #[test]
    fn who_speaks_in_a_story_is_no_comment() {
        let text = format!(
            "{STORY}The mayor said:\n\n“Nobody was hurt on the barges.”\n\nThe pilots said:\n\n“We told them.”"
        );
        assert!(comments(&text).is_empty());
    }
}
