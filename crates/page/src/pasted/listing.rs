use super::lines::{Furniture, Line, Shape};
use super::live::{dates_page, starts, top_of};
use super::{Draft, inline};
use onrecord_text::ItemKind;

/// The longest story of a feed page has at most this many tenths of the words of its stories.
const LONGEST_SHARE: usize = 5;
/// The same for the longer of two.
const LONGER_SHARE: usize = 6;

/// So many headlines with an author each make a page of stories without dates, of so many paragraphs each.
const FEWEST_AUTHORS: usize = 3;
const STORY_PARAGRAPHS: usize = 2;

/// So many lines between two dates, without a paragraph, are a page's header.
const HEADER_LINES: usize = 8;

/// The stories of a page with several: by dates, each with a story of its own, else by authors under headlines; nothing where the page
/// is none.
pub(crate) fn stories(text: &str, lines: &[Line]) -> Option<Vec<Draft>> {
    by_dates(text, lines).or_else(|| by_authors(lines))
}

/// Stories without dates: headlines with an author under each, and two paragraphs or more.
fn by_authors(lines: &[Line]) -> Option<Vec<Draft>> {
    let starts: Vec<usize> = (1..lines.len())
        .filter(|at| {
            lines[*at].is_byline && lines[at - 1].is_head() && lines.get(at + 1).is_some_and(Line::is_body)
        })
        .map(|at| at - 1)
        .collect();
    let bodies = |from: usize, to: usize| lines[from..to].iter().filter(|line| line.is_body());
    let first = *starts.first()?;
    let stories: Vec<(usize, usize)> =
        starts.iter().copied().zip(starts.iter().copied().skip(1).chain([lines.len()])).collect();
    let words = |from: usize, to: usize| -> usize { bodies(from, to).map(|line| line.words).sum() };
    let longest = stories.iter().map(|(start, end)| words(*start, *end)).max().unwrap_or_default();
    let is_list = stories.len() >= FEWEST_AUTHORS
        && stories.iter().all(|(start, end)| bodies(*start, *end).count() >= STORY_PARAGRAPHS)
        && bodies(0, first).count() == 0
        && longest * 10 <= words(0, lines.len()) * LONGER_SHARE;
    is_list.then(|| {
        let draft = |(start, next): (usize, usize)| {
            let mut draft = Draft::new(ItemKind::FeedItem, start..end_of(lines, start, next));
            draft.title = Some(lines[start].span);
            draft.byline = lines.get(start + 1).map(|line| line.span);
            draft
        };
        stories.into_iter().map(draft).collect()
    })
}

/// Where a story ends: at the furniture below its last paragraph, else where the next begins.
fn end_of(lines: &[Line], start: usize, next: usize) -> usize {
    let last_body = (start + 1..next).rev().find(|at| lines[*at].is_body()).unwrap_or(start);
    (last_body + 1..next).find(|at| lines[*at].furniture == Some(Furniture::End)).unwrap_or(next)
}

fn by_dates(text: &str, lines: &[Line]) -> Option<Vec<Draft>> {
    let mut stamps: Vec<usize> = Vec::new();
    let mut last_stamp = None;
    for (number, line) in lines.iter().enumerate() {
        let is_story = line.stamp.is_some_and(|stamp| stamp.day.is_some()) && !dates_page(line.span.of(text));
        if line.furniture.is_none() && is_story {
            // The same date twice is one story's, printed again.
            let joined = last_stamp.is_some_and(|last: usize| {
                !lines[last + 1..number].iter().any(Line::is_body)
                    || lines[last].span.of(text) == line.span.of(text)
            });
            if !joined {
                stamps.push(number);
            } else if last_stamp.is_some_and(|last| number - last > HEADER_LINES) {
                // A menu stands between: the first was the day on which the page was looked at.
                stamps.pop();
                stamps.push(number);
            }
            last_stamp = Some(number);
        }
    }
    let has_body = |from: usize, to: usize| lines[from..to].iter().any(Line::is_body);
    let ends = |number: usize| stamps.get(number + 1).copied().unwrap_or(lines.len());
    let with_news = (0..stamps.len()).filter(|number| has_body(stamps[*number], ends(*number))).count();
    let bodies_before =
        stamps.first().map_or(0, |first| lines[..*first].iter().filter(|line| line.is_body()).count());
    let bodies = lines.iter().filter(|line| line.is_body()).count();
    if with_news < 2 || with_news < stamps.len() || bodies_before * 3 > bodies {
        return None;
    }
    // One long story with short ones around it is a page of that story.
    let words = |from: usize, to: usize| -> usize {
        lines[from..to].iter().filter(|line| line.is_body()).map(|line| line.words).sum()
    };
    let longest =
        (0..stamps.len()).map(|number| words(stamps[number], ends(number))).max().unwrap_or_default();
    let share = if stamps.len() > 2 { LONGEST_SHARE } else { LONGER_SHARE };
    if longest * 10 > words(0, lines.len()) * share {
        return None;
    }
    let starts = starts(text, lines, stamps.iter().copied());
    // A page with a headline of its own above entries that each have a clock time is a live blog.
    let top = lines[..*starts.first()?].iter().any(|line| line.is_head() && line.words >= 5);
    let clocks = stamps.iter().all(|at| lines[*at].stamp.is_some_and(|stamp| stamp.clock.is_some()));
    let kind = if top && clocks && stamps.len() >= 3 { ItemKind::LivePost } else { ItemKind::FeedItem };
    let mut drafts: Vec<Draft> = if kind == ItemKind::LivePost {
        top_of(text, lines, starts[0]).into_iter().collect()
    } else {
        Vec::new()
    };
    drafts.extend(starts.iter().enumerate().map(|(number, start)| {
        let next = starts.get(number + 1).copied().unwrap_or(lines.len());
        let end = end_of(lines, *start, next);
        let mut draft = Draft::new(kind, *start..end);
        draft.stamp = lines[stamps[number]].stamp;
        let first = lines[*start..end].iter().find(|line| line.is_news());
        draft.title = first.and_then(|line| match line.shape {
            Shape::Body => inline::title_in(text, line.span),
            _ => Some(line.span),
        });
        draft.byline = lines[*start..end].iter().find(|line| line.is_byline).map(|line| line.span);
        draft
    }));
    Some(drafts)
}
