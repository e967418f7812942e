//! Several stories that are printed whole on one page: one container for each, with a headline of its own.

use super::blocks::BlockKind;
use super::cells;
use super::live::{self, Post, Sight, Time};
use super::tags::Tag;
use crate::pasted::lines::{Line, Shape};
use crate::stamp::Stamp;
use onrecord_text::{Basis, Dating};
use std::collections::BTreeMap;
use std::ops::Range;

/// So many blocks from its first on are looked through for its headline, and for its author.
const HEAD: usize = 8;
/// What makes of containers of one make stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Make {
    Article,
    /// A row of a table that lays out a letter of news.
    Row,
    Other,
}

impl Make {
    /// A page has at least this many of them.
    fn fewest(self) -> usize {
        if self == Self::Row { 3 } else { 2 }
    }

    /// Each has at least this many paragraphs.
    fn paragraphs(self) -> usize {
        if self == Self::Row { 1 } else { 2 }
    }

    /// The longest is at most so many times the shortest: what stands beside one story is no other.
    fn most_times(self) -> usize {
        if self == Self::Row { 12 } else { 5 }
    }
}

/// A container that holds a story of its own.
struct Story {
    element: usize,
    blocks: Range<usize>,
    level: u8,
    prose: usize,
    has_byline: bool,
}

/// The stories of a page, where sibling containers of one make each hold one; none where the page has fewer than two.
///
/// An `article` with a heading and paragraphs is a story, and so is a row of a table that lays out the page; any other container must name
/// its author too. Where a heading of a higher level stands above articles, as that of a report with sections does, these must as well.
pub(super) fn by_containers(
    sight: &Sight<'_>,
    ranges: &[Option<(usize, usize)>],
    times: &[Time],
) -> Option<Vec<Post>> {
    if !sight.metadata.posts.is_empty() {
        return None;
    }
    let bylines = sight.lines.iter().filter(|line| line.is_byline).count();
    let mut sets: BTreeMap<(usize, Make, &str), Vec<usize>> = BTreeMap::new();
    for (number, element) in sight.tree.elements.iter().enumerate() {
        let (make, class) = match element.tag {
            Tag::Article => (Make::Article, ""),
            Tag::Tr => (Make::Row, ""),
            Tag::Div | Tag::Section | Tag::Li if bylines >= 2 => {
                (Make::Other, sight.tree.words(element).split(' ').next().unwrap_or_default())
            }
            _ => continue,
        };
        if ranges[number].is_some() {
            sets.entry((element.parent().unwrap_or(0), make, class)).or_default().push(number);
        }
    }
    sets.retain(|(_, make, _), set| set.len() >= make.fewest());
    if sets.is_empty() {
        return None;
    }
    let sums = Sums::of(sight);
    let all_prose = sums.prose(&(0..sight.blocks.len()));
    let told = sets
        .into_iter()
        .filter_map(|((_, make, _), set)| {
            let told: Vec<Option<Story>> = set
                .iter()
                .filter_map(|number| ranges[*number].map(|(start, end)| (*number, start..end)))
                // The rows around a letter's stories speak to its reader.
                .filter(|(_, blocks)| make != Make::Row || is_of_letter(sight, &sums, blocks))
                .map(|(number, blocks)| story(sight, &sums, make, number, blocks))
                .collect();
            let count = told.len();
            let stories: Vec<Story> = told.into_iter().flatten().collect();
            let first = stories.first()?;
            let is_part = sight.blocks[..first.blocks.start]
                .iter()
                .zip(sight.is_main)
                .any(|(block, main)| *main && block.kind == BlockKind::Heading && block.level < first.level);
            let needs_byline = make == Make::Other || make == Make::Article && is_part;
            let (least, most) = stories.iter().fold((usize::MAX, 0), |(least, most), story| {
                (least.min(story.prose), most.max(story.prose))
            });
            let text: usize = stories.iter().map(|story| story.prose).sum();
            let holds = stories.len() >= make.fewest()
                && stories.len() * 10 >= count * 7
                && stories.iter().all(|story| story.level == first.level)
                && (!needs_byline || stories.iter().all(|story| story.has_byline))
                && most <= least * make.most_times()
                && text * 10 >= all_prose * 6;
            holds.then_some((text, stories))
        })
        .max_by_key(|(text, stories)| (*text, stories.len()))?;
    Some(dated(sight, times, told.1))
}

/// The stories with their days. Where some carry one, the page's own day is that of one of them, and no other's.
fn dated(sight: &Sight<'_>, times: &[Time], stories: Vec<Story>) -> Vec<Post> {
    let mut posts: Vec<Post> = stories
        .into_iter()
        .map(|story| {
            let lines = &sight.lines[story.blocks.clone()];
            let printed = || {
                let head =
                    lines.iter().take(HEAD).take_while(|line| line.shape != Shape::Body || !line.is_news());
                head.filter_map(|line| line.stamp).find_map(stated)
            };
            let own = story.element..sight.tree.elements[story.element].end();
            let of_markup = times
                .iter()
                .filter(|time| own.contains(&time.element))
                .find_map(|time| time.published.clone());
            Post { published: of_markup.or_else(printed), blocks: story.blocks }
        })
        .collect();
    let some_are = posts.iter().any(|post| post.published.is_some());
    if some_are || sight.given.is_none() {
        let why = if some_are {
            "the page dates its other stories, and not this one"
        } else {
            "the page dates none of its stories"
        };
        for post in posts.iter_mut().filter(|post| post.published.is_none()) {
            post.published = Some(Dating::default().because(why));
        }
    }
    posts
}

/// A printed day as the story's own.
fn stated(stamp: Stamp) -> Option<Dating> {
    let mut dating = Dating::day(stamp.day?, Basis::Stated)
        .because("the day printed under the story's headline")
        .from_words([stamp.span]);
    if let (Some(day), Some((hour, minute))) = (stamp.day, stamp.clock) {
        dating.edtf = Some(format!("{day}T{hour:02}:{minute:02}"));
    }
    Some(dating)
}

/// What a container holds, if it is a story.
fn story(sight: &Sight<'_>, sums: &Sums, make: Make, element: usize, blocks: Range<usize>) -> Option<Story> {
    let head = blocks.start..blocks.end.min(blocks.start + HEAD);
    let is_text = |number: &usize| sight.lines.get(*number).is_some_and(live::is_text);
    // A label may stand above the headline, a paragraph may not.
    let is_above = |number: &usize| !is_text(number) || sight.lines[*number].shape != Shape::Body;
    let heading = head
        .clone()
        .take_while(is_above)
        .filter(is_text)
        .find(|number| sight.blocks[*number].kind == BlockKind::Heading)?;
    let prose = sums.prose(&blocks);
    let has_byline = sight.lines[head].iter().any(|line: &Line| line.is_byline);
    let is_story = sums.paragraphs(&blocks) >= make.paragraphs() && prose > 0;
    is_story.then(|| Story { element, level: sight.blocks[heading].level, prose, has_byline, blocks })
}

/// Whether a row holds prose, and none of it speaks to the reader of a letter.
fn is_of_letter(sight: &Sight<'_>, sums: &Sums, blocks: &Range<usize>) -> bool {
    sums.prose(blocks) > 0 && !sight.blocks[blocks.clone()].iter().any(cells::is_furniture)
}

/// How much prose and how many paragraphs stand above each block.
struct Sums {
    above: Vec<(usize, usize)>,
}

impl Sums {
    fn of(sight: &Sight<'_>) -> Self {
        let mut above = vec![(0, 0)];
        let (mut prose, mut paragraphs) = (0, 0);
        for (block, line) in sight.blocks.iter().zip(sight.lines) {
            let own = live::prose_of(block);
            prose += own;
            paragraphs += usize::from(own > 0 && line.shape == Shape::Body && live::is_text(line));
            above.push((prose, paragraphs));
        }
        Self { above }
    }

    fn within(&self, blocks: &Range<usize>) -> (usize, usize) {
        let at = |number: usize| self.above.get(number).copied().unwrap_or_default();
        let (start, end) = (at(blocks.start), at(blocks.end));
        (end.0.saturating_sub(start.0), end.1.saturating_sub(start.1))
    }

    /// The bytes of prose in some blocks.
    fn prose(&self, blocks: &Range<usize>) -> usize {
        self.within(blocks).0
    }

    fn paragraphs(&self, blocks: &Range<usize>) -> usize {
        self.within(blocks).1
    }
}
