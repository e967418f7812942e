use super::blocks::{Block, BlockKind};
use super::tags::Tag;
use super::tree::Tree;
use crate::pasted::lines::Line;
use crate::patterns::Patterns;
use std::sync::OnceLock;

/// A block shorter than this, in bytes, does not speak for its container.
const SCORED_BLOCK: usize = 25;
/// A sibling of the main container belongs to it with this share of its score.
const SIBLING_SHARE: f32 = 0.2;
/// A block with this share of its text in links is navigation.
const LINK_SHARE: f32 = 0.5;

/// A guess at the main text without training: the container whose paragraphs hold the most text.
#[derive(Debug, Clone, Default)]
pub(super) struct Guess {
    /// Whether each block belongs to that container or a sibling that reads like it, and nothing around it says otherwise.
    pub(super) chosen: Vec<bool>,
    /// The container, where there is one.
    pub(super) best: Option<usize>,
    /// How much each element looks like the container, as a share of the best one's score.
    pub(super) scores: Vec<f32>,
}

/// Guesses by text length and commas, weighted by class words and link density and passed on to parent containers; once with
/// what class words say and once without.
pub(super) fn of(tree: &Tree<'_>, blocks: &[Block], lines: &[Line]) -> [Guess; 2] {
    let linked = lengths(tree, blocks, |block| block.linked);
    let lengths = lengths(tree, blocks, |block| block.text.len());
    let signs = signs(tree, &lengths);
    [true, false]
        .map(|trusts_words| by_scores(tree, blocks, lines, &signs, [&lengths, &linked], trusts_words))
}

/// What an element's names say.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    is_bad: bool,
    is_good: bool,
}

/// The signs of all elements that hold text.
fn signs(tree: &Tree<'_>, lengths: &[usize]) -> Vec<Signs> {
    static PATTERNS: OnceLock<Patterns> = OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| Patterns::of([BAD, GOOD, EXEMPT]));
    let mut known: Vec<Option<Signs>> = vec![None; tree.makes.len()];
    tree.elements
        .iter()
        .zip(lengths)
        .map(|(element, length)| {
            if *length == 0 || element.make() == 0 {
                return Signs::default();
            }
            *known[element.make()].get_or_insert_with(|| {
                let (mut found, mut is_bad) = (Signs::default(), false);
                for pattern in patterns.found(tree.words(element)) {
                    match pattern {
                        0 => is_bad = true,
                        1 => found.is_good = true,
                        _ => is_bad = false,
                    }
                }
                Signs { is_bad, ..found }
            })
        })
        .collect()
}

/// Words of containers that never hold main text.
const BAD: &str = r"(?:^|[\s_-])(?:comments?|disqus|share|sharing|social|related|recommend\w*|recirc\w*|newsletter|subscribe|subscription|promo\w*|sidebar|side-bar|breadcrumbs?|nav|navigation|menu|footer|cookie\w*|gdpr|consent|popup|modal|paywall|advert\w*|ads?|ad-\w+|sponsor\w*|tags?|taglist|tag-list|topics|author-?bio|authorbox|author-box|about-author|bio|byline|timestamp|dateline|caption|credit|outbrain|taboola|trending|most-?(?:read|popular)|popular|more-?(?:stories|news|from)|read-?(?:more|next|also)|also-read|see-also|toolbar|tools|print|widget|pagination|pager|hidden|visually-hidden|screen-reader\w*|sr-only|skip-link|signup|sign-up|login|register|donat\w*|rating|vote|poll|banner|masthead|copyright|disclaimer|jump-?link|slideshow|gallery|carousel)(?:$|[\s_-])";
/// Words that mark the article's container.
const GOOD: &str = r"(?:article|story|post|entry|content|main|page|news)[-_]*(?:body|content|text|copy|main|inner|article|entry)|articlebody|storybody|entry-content|post-content|(?:^|[\s_-])(?:article|story|hentry|post|rich-?text|longform|prose|blog)(?:$|[\s_-])";
/// Words that exempt a container from the first list.
const EXEMPT: &str = r"article-?body|articlebody|story-?body|entry-content|post-content|article__?content|(?:^|[\s_-])main(?:$|[\s_-])";

fn by_scores(
    tree: &Tree<'_>,
    blocks: &[Block],
    lines: &[Line],
    signs: &[Signs],
    [lengths, linked]: [&[usize]; 2],
    trusts_words: bool,
) -> Guess {
    let is_out = excluded(tree, signs, lengths, trusts_words);
    let excluded: Vec<bool> = blocks.iter().map(|block| is_out[block.element]).collect();
    let mut scores = scores(tree, blocks, signs, &excluded, [lengths, linked]);
    let best = (0..tree.elements.len())
        .max_by(|left, right| scores[*left].total_cmp(&scores[*right]).then(right.cmp(left)));
    let Some(best) = best.filter(|best| scores[*best] > 0.0) else {
        let chosen = blocks
            .iter()
            .zip(&excluded)
            .map(|(block, excluded)| !excluded && link_share(block) < LINK_SHARE)
            .collect();
        return Guess { chosen, best: None, scores };
    };
    let best = widen(tree, &scores, best);
    let parent = tree.elements[best].parent();
    let top = scores[best];
    let threshold = (top * SIBLING_SHARE).max(10.0);
    // An article that is cut into boxes has them under one name, wherever they stand.
    let mut is_cousin = vec![false; tree.elements.len()];
    for (number, element) in tree.elements.iter().enumerate() {
        let own = &tree.elements[best];
        let alike = element.make() == own.make() && own.make() != 0 && element.name == own.name;
        is_cousin[number] =
            alike && scores[number] >= threshold || element.parent().is_some_and(|parent| is_cousin[parent]);
    }
    let belongs = |block: &Block| {
        let sibling = || {
            if is_cousin[block.element] {
                return true;
            }
            let Some(child) = parent.and_then(|parent| child_towards(tree, block.element, parent)) else {
                return false;
            };
            let alike = scores[child] >= threshold && tree.elements[child].name == tree.elements[best].name;
            let paragraph = child == block.element && block.kind == BlockKind::Paragraph;
            alike || paragraph && block.text.len() > 80 && link_share(block) < 0.25
        };
        is_inside(tree, block.element, best) || sibling()
    };
    let chosen = blocks
        .iter()
        .zip(lines)
        .zip(&excluded)
        .map(|((block, line), excluded)| !excluded && belongs(block) && reads_as_text(block, line))
        .collect();
    for score in &mut scores {
        *score = if top > 0.0 { (*score / top).min(2.0) } else { 0.0 };
    }
    Guess { chosen, best: Some(best), scores }
}

fn reads_as_text(block: &Block, line: &Line) -> bool {
    let is_navigation = link_share(block) > LINK_SHARE && block.text.len() < 400;
    // A list item or a heading that is mere furniture is told by its words; a paragraph by the same rules as pasted text.
    let is_text = line.furniture.is_none() && line.stamp.is_none() && !line.is_byline;
    !is_navigation && is_text && block.kind != BlockKind::Caption
}

fn link_share(block: &Block) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "a share needs no more precision")]
    if block.text.is_empty() { 1.0 } else { block.linked as f32 / block.text.len() as f32 }
}

/// Of each element whether it, or one around it, says that it holds no main text.
///
/// An element that holds most of the page's text is never excluded, whatever it is called.
fn excluded(tree: &Tree<'_>, signs: &[Signs], lengths: &[usize], trusts_words: bool) -> Vec<bool> {
    let total = lengths.first().copied().unwrap_or(0);
    let mut excluded = vec![false; tree.elements.len()];
    for (number, element) in tree.elements.iter().enumerate() {
        let own = match element.tag {
            _ if lengths[number] * 10 > total * 6 => false,
            Tag::Nav
            | Tag::Aside
            | Tag::Footer
            | Tag::Form
            | Tag::Figure
            | Tag::Figcaption
            | Tag::Button
            | Tag::Dialog
            | Tag::Menu
            | Tag::Fieldset => true,
            Tag::Html | Tag::Body | Tag::Main | Tag::Article => false,
            _ => trusts_words && signs[number].is_bad,
        };
        // An element stands behind the one around it.
        excluded[number] = own || element.parent().is_some_and(|parent| excluded[parent]);
    }
    excluded
}

/// How many of some bytes of its blocks each element holds.
fn lengths(tree: &Tree<'_>, blocks: &[Block], of: impl Fn(&Block) -> usize) -> Vec<usize> {
    let mut lengths = vec![0; tree.elements.len()];
    for block in blocks {
        lengths[block.element] += of(block);
    }
    for at in (1..lengths.len()).rev() {
        if let Some(parent) = tree.elements[at].parent() {
            lengths[parent] += lengths[at];
        }
    }
    lengths
}

/// How much each element looks like the container of the main text.
fn scores(
    tree: &Tree<'_>,
    blocks: &[Block],
    signs: &[Signs],
    excluded: &[bool],
    [lengths, linked]: [&[usize]; 2],
) -> Vec<f32> {
    let count = tree.elements.len();
    let mut scores = vec![0.0_f32; count];
    for (block, excluded) in blocks.iter().zip(excluded) {
        let mut at = Some(block.element);
        let mut distance = 0;
        let is_prose = !excluded
            && block.text.len() >= SCORED_BLOCK
            && block.kind != BlockKind::Heading
            && link_share(block) < LINK_SHARE;
        if !is_prose {
            continue;
        }
        #[allow(clippy::cast_precision_loss, reason = "lengths of paragraphs are small")]
        let points = {
            let commas = block.text.matches(',').count().min(10) as f32;
            let size = (block.text.len() as f32 / 100.0).min(5.0);
            let share = if block.kind == BlockKind::ListItem { 0.5 } else { 1.0 };
            (1.0 + commas + size) * share
        };
        // The block's own element stands for the paragraph; where text lies bare in a container, it is the container.
        let own = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Row);
        while let Some(number) = at {
            if !(own && distance == 0) {
                let level = if own { distance } else { distance + 1 };
                let share = match level {
                    1 => 1.0,
                    2 => 0.5,
                    #[allow(clippy::cast_precision_loss, reason = "the depth is bounded")]
                    level if level <= 6 => 1.0 / (level as f32 * 3.0),
                    // Further out it says nothing.
                    _ => break,
                };
                scores[number] += points * share;
            }
            distance += 1;
            at = tree.elements[number].parent();
        }
    }
    for (number, element) in tree.elements.iter().enumerate() {
        if scores[number] <= 0.0 {
            continue;
        }
        let mut bonus = 0.0_f32;
        if signs[number].is_good {
            bonus += 25.0;
        }
        if signs[number].is_bad {
            bonus -= 25.0;
        }
        bonus += match element.tag {
            Tag::Article => 15.0,
            Tag::Main | Tag::Section => 5.0,
            Tag::Div => 3.0,
            Tag::Ul | Tag::Ol | Tag::Dl | Tag::Form | Tag::Address => -5.0,
            _ => 0.0,
        };
        #[allow(clippy::cast_precision_loss, reason = "a share needs no more precision")]
        let density = if lengths[number] == 0 { 1.0 } else { linked[number] as f32 / lengths[number] as f32 };
        // A bonus cannot outweigh the text: it counts no more than the score itself.
        scores[number] = (scores[number] + bonus.min(scores[number])) * (1.0 - density);
    }
    scores
}

/// Goes up from the best container while its parent holds much more of the text: pages that cut an article into several boxes.
fn widen(tree: &Tree<'_>, scores: &[f32], best: usize) -> usize {
    let mut at = best;
    while let Some(parent) = tree.elements[at].parent() {
        let siblings = (at + 1..tree.elements[parent].end())
            .chain(parent + 1..at)
            .filter(|other| {
                tree.elements[*other].parent() == Some(parent) && scores[*other] >= scores[best] * 0.3
            })
            .count();
        if siblings == 0 || matches!(tree.elements[parent].tag, Tag::Body | Tag::Html) {
            break;
        }
        at = parent;
    }
    at
}

fn is_inside(tree: &Tree<'_>, element: usize, container: usize) -> bool {
    container <= element && element < tree.elements[container].end().max(container + 1)
}

/// The child of `ancestor` that holds `element`.
fn child_towards(tree: &Tree<'_>, element: usize, ancestor: usize) -> Option<usize> {
    let mut at = element;
    while let Some(parent) = tree.elements[at].parent() {
        if parent == ancestor {
            return Some(at);
        }
        at = parent;
    }
    None
}
