use super::blocks::{Block, BlockKind};
use super::metadata::Metadata;
use super::tree::Tree;
use crate::pasted::lines;
use regex::Regex;
use std::sync::OnceLock;

/// A block shorter than this, in bytes, does not speak for its container.
const SCORED_BLOCK: usize = 25;
/// A sibling of the main container belongs to it with this share of its score.
const SIBLING_SHARE: f32 = 0.2;
/// A block with this share of its text in links is navigation.
const LINK_SHARE: f32 = 0.5;
/// The most bytes that are compared to find a page's blocks in the body of its metadata: 20,000 bytes in 20,000 blocks.
const MOST_COMPARED: usize = 400_000_000;

/// Which blocks are the page's main text.
///
/// The container whose paragraphs hold the most text wins (text length and commas, weighted by class words and link density,
/// passed on to parent containers), together with siblings that read like it; navigation, asides, captions and furniture inside it do not
/// count. Where the page's metadata carries the article's body, the blocks that it holds are taken.
pub(crate) fn of(tree: &Tree, blocks: &[Block], metadata: &Metadata) -> Vec<bool> {
    if let Some(chosen) = by_metadata(blocks, metadata) {
        return chosen;
    }
    let strict = by_scores(tree, blocks, true);
    let lenient = by_scores(tree, blocks, false);
    // Class words mislead on some pages; where they leave little of what the paragraphs alone give, they do not count.
    let size = |chosen: &[bool]| -> usize {
        blocks.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(block, _)| block.text.len()).sum()
    };
    if size(&strict) * 10 < size(&lenient) * 4 { lenient } else { strict }
}

fn by_scores(tree: &Tree, blocks: &[Block], trusts_words: bool) -> Vec<bool> {
    let lengths = lengths(tree, blocks);
    let excluded: Vec<bool> =
        blocks.iter().map(|block| is_excluded(tree, block, &lengths, trusts_words)).collect();
    let scores = scores(tree, blocks, &excluded);
    let best = (0..tree.elements.len())
        .max_by(|left, right| scores[*left].total_cmp(&scores[*right]).then(right.cmp(left)));
    let Some(best) = best.filter(|best| scores[*best] > 0.0) else {
        return blocks
            .iter()
            .zip(&excluded)
            .map(|(block, excluded)| !excluded && link_share(block) < LINK_SHARE)
            .collect();
    };
    let best = widen(tree, &scores, best);
    let parent = tree.elements[best].parent;
    let threshold = (scores[best] * SIBLING_SHARE).max(10.0);
    let belongs = |block: &Block| {
        let sibling = || {
            let Some(child) = parent.and_then(|parent| child_towards(tree, block.element, parent)) else {
                return false;
            };
            let alike = scores[child] >= threshold && tree.elements[child].name == tree.elements[best].name;
            let paragraph = child == block.element && block.kind == BlockKind::Paragraph;
            alike || paragraph && block.text.len() > 80 && link_share(block) < 0.25
        };
        is_inside(tree, block.element, best) || sibling()
    };
    blocks
        .iter()
        .zip(&excluded)
        .map(|(block, excluded)| !excluded && belongs(block) && reads_as_text(block))
        .collect()
}

fn reads_as_text(block: &Block) -> bool {
    let linked = link_share(block);
    if linked > LINK_SHARE && block.text.len() < 400 {
        return false;
    }
    let Some(span) = onrecord_text::Span::trimmed(&block.text, 0, block.text.len()) else { return false };
    let line = lines::classify(&block.text, span, false);
    // A list item or a heading that is mere furniture is told by its words; a paragraph by the same rules as pasted text.
    line.furniture.is_none() && line.stamp.is_none() && !line.is_byline && block.kind != BlockKind::Caption
}

fn link_share(block: &Block) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "a share needs no more precision")]
    if block.text.is_empty() { 1.0 } else { block.linked as f32 / block.text.len() as f32 }
}

/// The blocks that the body in the metadata holds, where they are most of it.
fn by_metadata(blocks: &[Block], metadata: &Metadata) -> Option<Vec<bool>> {
    let body = squeeze(metadata.body.as_deref()?);
    // Each block is searched for in the body, so a hostile page could cost the square of its size.
    if body.len() < 400 || body.len().saturating_mul(blocks.len()) > MOST_COMPARED {
        return None;
    }
    let (mut found, mut covered) = (vec![false; blocks.len()], 0);
    for (number, block) in blocks.iter().enumerate() {
        let words = squeeze(&block.text);
        if words.len() >= 20 && body.contains(&words) {
            found[number] = true;
            covered += words.len();
        }
    }
    (covered * 10 >= body.len() * 8 && covered * 10 <= body.len() * 13).then_some(found)
}

/// Letters and digits only, in lower case.
pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn patterns() -> &'static [Option<Regex>; 3] {
    static PATTERNS: OnceLock<[Option<Regex>; 3]> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        [
            // Words of containers that never hold main text.
            Regex::new(r"(?:^|[\s_-])(?:comments?|disqus|share|sharing|social|related|recommend\w*|recirc\w*|newsletter|subscribe|subscription|promo\w*|sidebar|side-bar|breadcrumbs?|nav|navigation|menu|footer|cookie\w*|gdpr|consent|popup|modal|paywall|advert\w*|ads?|ad-\w+|sponsor\w*|tags?|taglist|tag-list|topics|author-?bio|authorbox|author-box|about-author|bio|byline|timestamp|dateline|caption|credit|outbrain|taboola|trending|most-?(?:read|popular)|popular|more-?(?:stories|news|from)|read-?(?:more|next|also)|also-read|see-also|toolbar|tools|print|widget|pagination|pager|hidden|visually-hidden|screen-reader\w*|sr-only|skip-link|signup|sign-up|login|register|donat\w*|rating|vote|poll|banner|masthead|copyright|disclaimer|jump-?link|slideshow|gallery|carousel)(?:$|[\s_-])").ok(),
            // Words that mark the article's container.
            Regex::new(r"(?:article|story|post|entry|content|main|page|news)[-_]*(?:body|content|text|copy|main|inner|article|entry)|articlebody|storybody|entry-content|post-content|(?:^|[\s_-])(?:article|story|hentry|post|rich-?text|longform|prose|blog)(?:$|[\s_-])").ok(),
            // Words that exempt a container from the first list.
            Regex::new(r"article-?body|articlebody|story-?body|entry-content|post-content|article__?content|(?:^|[\s_-])main(?:$|[\s_-])").ok(),
        ]
    })
}

fn is_bad(words: &str) -> bool {
    let [bad, _, exempt] = patterns();
    bad.as_ref().is_some_and(|bad| bad.is_match(words))
        && !exempt.as_ref().is_some_and(|exempt| exempt.is_match(words))
}

/// Whether an element around a block says that it holds no main text.
///
/// An element that holds most of the page's text is never excluded, whatever it is called.
fn is_excluded(tree: &Tree, block: &Block, lengths: &[usize], trusts_words: bool) -> bool {
    let total = lengths.first().copied().unwrap_or(0);
    let mut at = Some(block.element);
    while let Some(number) = at {
        let element = &tree.elements[number];
        let holds_most = lengths[number] * 10 > total * 6;
        match element.name.as_str() {
            _ if holds_most => {}
            "nav" | "aside" | "footer" | "form" | "figure" | "figcaption" | "button" | "dialog" | "menu"
            | "fieldset" => return true,
            "html" | "body" | "main" | "article" => {}
            _ if trusts_words && is_bad(&element.words) => return true,
            _ => {}
        }
        at = element.parent;
    }
    false
}

/// How many bytes of text each element holds.
fn lengths(tree: &Tree, blocks: &[Block]) -> Vec<usize> {
    let mut lengths = vec![0; tree.elements.len()];
    for block in blocks {
        let mut at = Some(block.element);
        while let Some(number) = at {
            lengths[number] += block.text.len();
            at = tree.elements[number].parent;
        }
    }
    lengths
}

/// How much each element looks like the container of the main text.
fn scores(tree: &Tree, blocks: &[Block], excluded: &[bool]) -> Vec<f32> {
    let count = tree.elements.len();
    let (mut scores, mut length, mut linked) =
        (vec![0.0_f32; count], vec![0_usize; count], vec![0_usize; count]);
    for (block, excluded) in blocks.iter().zip(excluded) {
        let mut at = Some(block.element);
        let mut distance = 0;
        let prose = !excluded
            && block.text.len() >= SCORED_BLOCK
            && block.kind != BlockKind::Heading
            && link_share(block) < LINK_SHARE;
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
            length[number] += block.text.len();
            linked[number] += block.linked;
            if prose && !(own && distance == 0) {
                let level = if own { distance } else { distance + 1 };
                let share = match level {
                    1 => 1.0,
                    2 => 0.5,
                    #[allow(clippy::cast_precision_loss, reason = "the depth is bounded")]
                    level if level <= 6 => 1.0 / (level as f32 * 3.0),
                    _ => 0.0,
                };
                scores[number] += points * share;
            }
            distance += 1;
            at = tree.elements[number].parent;
        }
    }
    let [_, good, _] = patterns();
    for (number, element) in tree.elements.iter().enumerate() {
        if scores[number] <= 0.0 {
            continue;
        }
        let mut bonus = 0.0_f32;
        if good.as_ref().is_some_and(|good| good.is_match(&element.words)) {
            bonus += 25.0;
        }
        if is_bad(&element.words) {
            bonus -= 25.0;
        }
        bonus += match element.name.as_str() {
            "article" => 15.0,
            "main" | "section" => 5.0,
            "div" => 3.0,
            "ul" | "ol" | "dl" | "form" | "address" => -5.0,
            _ => 0.0,
        };
        #[allow(clippy::cast_precision_loss, reason = "a share needs no more precision")]
        let density = if length[number] == 0 { 1.0 } else { linked[number] as f32 / length[number] as f32 };
        // A bonus cannot outweigh the text: it counts no more than the score itself.
        scores[number] = (scores[number] + bonus.min(scores[number])) * (1.0 - density);
    }
    scores
}

/// Goes up from the best container while its parent holds much more of the text: pages that cut an article into several boxes.
fn widen(tree: &Tree, scores: &[f32], best: usize) -> usize {
    let mut at = best;
    while let Some(parent) = tree.elements[at].parent {
        let siblings = (at + 1..tree.elements[parent].end)
            .chain(parent + 1..at)
            .filter(|other| {
                tree.elements[*other].parent == Some(parent) && scores[*other] >= scores[best] * 0.3
            })
            .count();
        if siblings == 0 || matches!(tree.elements[parent].name.as_str(), "body" | "html") {
            break;
        }
        at = parent;
    }
    at
}

fn is_inside(tree: &Tree, element: usize, container: usize) -> bool {
    container <= element && element < tree.elements[container].end.max(container + 1)
}

/// The child of `ancestor` that holds `element`.
fn child_towards(tree: &Tree, element: usize, ancestor: usize) -> Option<usize> {
    let mut at = element;
    while let Some(parent) = tree.elements[at].parent {
        if parent == ancestor {
            return Some(at);
        }
        at = parent;
    }
    None
}
