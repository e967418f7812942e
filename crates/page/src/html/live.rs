use super::blocks::Block;
use super::main_text::squeeze;
use super::metadata::Metadata;
use super::tree::Tree;
use crate::pasted::item_id;
use crate::pasted::lines::{Line, Shape};
use crate::stamp;
use onrecord_text::{Basis, Dating, Item, ItemKind, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// So many containers of one kind, each with a time of its own, make a live blog.
const FEWEST_POSTS: usize = 3;
/// So many posts of the metadata are looked for in the text; each is a search through the page.
const MOST_POSTS: usize = 2000;

/// A post that the markup parts from others.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    /// Its blocks.
    blocks: Range<usize>,
    published: Option<Dating>,
}

/// The posts of a live blog: by the metadata, else by repeated containers that each hold a time element.
pub(crate) fn posts(tree: &Tree, blocks: &[Block], metadata: &Metadata) -> Option<Vec<Post>> {
    by_metadata(blocks, metadata).or_else(|| by_containers(tree, blocks))
}

/// Posts of the metadata, found again in the text by their headlines or first words.
fn by_metadata(blocks: &[Block], metadata: &Metadata) -> Option<Vec<Post>> {
    if metadata.posts.len() < 2 {
        return None;
    }
    let squeezed: Vec<String> = blocks.iter().map(|block| squeeze(&block.text)).collect();
    let mut starts: Vec<(usize, Option<Dating>)> = Vec::new();
    let mut from = 0;
    for post in metadata.posts.iter().take(MOST_POSTS) {
        let head: String = squeeze(&post.headline);
        let opening: String = squeeze(&post.body).chars().take(40).collect();
        let place = |from: usize| {
            (from..blocks.len()).find(|number| {
                let own = &squeezed[*number];
                (head.len() > 8 && (*own == head)) || (opening.len() > 20 && own.starts_with(&opening))
            })
        };
        // Posts of metadata run in the order of the page; one that is not found behind the last is looked for everywhere.
        if let Some(number) = place(from).or_else(|| place(0)) {
            from = number + 1;
            starts.push((number, post.published.clone()));
        }
    }
    starts.sort_by_key(|(number, _)| *number);
    starts.dedup_by_key(|(number, _)| *number);
    (starts.len() >= 2).then(|| {
        let ends: Vec<usize> =
            starts.iter().skip(1).map(|(number, _)| *number).chain([blocks.len()]).collect();
        starts
            .into_iter()
            .zip(ends)
            .map(|((start, published), end)| Post { blocks: start..end, published })
            .collect()
    })
}

/// The most text-rich set of sibling containers of one kind that each hold a time element.
fn by_containers(tree: &Tree, blocks: &[Block]) -> Option<Vec<Post>> {
    let mut sets: BTreeMap<(usize, String), Vec<(usize, Dating)>> = BTreeMap::new();
    for element in &tree.elements {
        if element.name != "time" {
            continue;
        }
        let Some((day, clock)) = element.attribute("datetime").and_then(stamp::machine_date) else {
            continue;
        };
        let mut dating = Dating::day(day, Basis::Metadata).because("the time element of the post");
        if let Some((hour, minute)) = clock {
            dating.edtf = Some(format!("{day}T{hour:02}:{minute:02}"));
        }
        if is_in_comments(tree, element.parent) {
            continue;
        }
        // Every container around a time element could be the post.
        let mut at = element.parent;
        let mut levels = 0;
        while let Some(number) = at {
            let container = &tree.elements[number];
            if matches!(container.name.as_str(), "article" | "div" | "li" | "section") {
                let first_class = container.words.split(' ').next().unwrap_or_default();
                let class = first_class.trim_end_matches(|char: char| char.is_ascii_digit());
                let set = sets
                    .entry((container.parent.unwrap_or(0), format!("{} {class}", container.name)))
                    .or_default();
                if set.last().is_none_or(|(last, _)| *last != number) {
                    set.push((number, dating.clone()));
                }
            }
            levels += 1;
            at = container.parent.filter(|_| levels < 8);
        }
    }
    let is_prose = |block: &&Block| block.text.len() >= 80 && block.linked * 2 < block.text.len();
    let all_prose: usize = blocks.iter().filter(is_prose).map(|block| block.text.len()).sum();
    let ranges = block_ranges(tree, blocks);
    let posts_of = |set: &[(usize, Dating)]| -> Vec<Post> {
        set.iter()
            .filter_map(|(number, dating)| {
                let (start, end) = ranges[*number]?;
                Some(Post { blocks: start..end, published: Some(dating.clone()) })
            })
            .collect()
    };
    let prose = |post: &Post| -> usize {
        blocks[post.blocks.clone()].iter().filter(is_prose).map(|block| block.text.len()).sum()
    };
    sets.values()
        .filter(|set| set.len() >= FEWEST_POSTS)
        .map(|set| posts_of(set))
        .map(|posts| {
            (
                posts.iter().map(prose).sum::<usize>(),
                posts.iter().filter(|post| prose(post) > 0).count(),
                posts,
            )
        })
        .filter(|(text, with_prose, posts)| {
            *with_prose * 10 >= posts.len() * 7 && *with_prose >= FEWEST_POSTS && *text * 10 >= all_prose * 6
        })
        .max_by_key(|(text, with_prose, _)| (*text, *with_prose))
        .map(|(.., posts)| posts)
}

/// Whether an element stands among what readers wrote.
fn is_in_comments(tree: &Tree, mut at: Option<usize>) -> bool {
    for _ in 0..8 {
        let Some(container) = at.and_then(|number| tree.elements.get(number)) else { return false };
        let is_page = matches!(container.name.as_str(), "html" | "body" | "main");
        if !is_page && container.words.contains("comment") {
            return true;
        }
        at = container.parent;
    }
    false
}

/// The blocks that each element holds: the first of them and the one after the last.
fn block_ranges(tree: &Tree, blocks: &[Block]) -> Vec<Option<(usize, usize)>> {
    let mut ranges: Vec<Option<(usize, usize)>> = vec![None; tree.elements.len()];
    for (number, block) in blocks.iter().enumerate() {
        let mut at = Some(block.element);
        while let Some(element) = at {
            ranges[element] = Some((ranges[element].map_or(number, |(first, _)| first), number + 1));
            at = tree.elements[element].parent;
        }
    }
    ranges
}

/// Items of posts, with what stands above the first as the page's own.
pub(crate) fn items(
    id: &str,
    text: &str,
    lines: &[Line],
    spans: &[Span],
    posts: Vec<Post>,
    given: Option<Dating>,
    title: Option<usize>,
) -> (Vec<Item>, Vec<Span>) {
    let mut items = Vec::new();
    let mut inside = vec![false; spans.len()];
    let first = posts.iter().map(|post| post.blocks.start).min().unwrap_or(0);
    let mut add = |range: Range<usize>, kind: ItemKind, published: Dating, title: Option<Span>| {
        let is_news = |number: &usize| lines.get(*number).is_some_and(is_text);
        let (Some(start), Some(end)) = (range.clone().find(is_news), range.clone().rev().find(is_news))
        else {
            return;
        };
        let (start, end) = (range.start.max(start.saturating_sub(1)).min(start), end);
        inside[start..=end].fill(true);
        let span = spans[start].hull(spans[end]);
        let own_title = lines[start..=end]
            .iter()
            .find(|line| is_text(line))
            .filter(|line| line.shape == Shape::Head)
            .map(|line| line.span);
        let byline = lines[start..=end].iter().find(|line| line.is_byline).map(|line| line.span);
        items.push(Item {
            id: item_id(id, kind, span),
            kind,
            span,
            title: title.or(own_title),
            byline,
            published,
            language: None,
        });
    };
    if let Some(title) = title.filter(|title| *title < first) {
        add(title..first, ItemKind::Teaser, given.clone().unwrap_or_default(), spans.get(title).copied());
    }
    for post in posts {
        add(
            post.blocks,
            ItemKind::LivePost,
            post.published.or_else(|| given.clone()).unwrap_or_default(),
            None,
        );
    }
    items.sort_by_key(|item| item.span);
    let mut boilerplate: Vec<Span> = Vec::new();
    let mut last = None;
    for (number, line) in lines.iter().enumerate() {
        if inside[number] && (is_text(line) || line.stamp.is_some() || line.is_byline) {
            continue;
        }
        match boilerplate.last_mut() {
            Some(span) if last.is_some_and(|last: usize| last + 1 == number) => *span = span.hull(line.span),
            _ => boilerplate.push(line.span),
        }
        last = Some(number);
    }
    debug_assert!(items.iter().all(|item| !item.span.of(text).is_empty()));
    (items, boilerplate)
}

/// A line of a post is text unless it reads as furniture; where it stands on the page says nothing against it.
fn is_text(line: &Line) -> bool {
    line.stamp.is_none()
        && !line.is_byline
        && (line.furniture.is_none() || line.shape == Shape::Body && line.words >= 12)
}
