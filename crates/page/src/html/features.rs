use super::blocks::{Block, BlockKind};
use super::guess::{self, Guess};
use super::kinds;
use super::metadata::Metadata;
use super::tags::Tag;
use super::tree::{Tree, hash};
use crate::pasted::lines::{self, Furniture, Line, Shape};
use crate::prompts;
use crate::row::{Row, bit, flag, is_function_word, nearest, number, running, share, unspaced};
use std::collections::BTreeMap;

/// How many features a block has.
pub(super) const COUNT: usize = 187;
/// A heading says this much of what stands below it: so many blocks.
const FAR: usize = 60;
/// The longest block whose words are looked through for prompts, in bytes.
const PROMPT_REACH: usize = 400;

/// What is seen of a page when its main text is told.
pub(crate) struct Sight<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) blocks: &'a [Block],
    /// One for each block.
    pub(crate) lines: &'a [Line],
    pub(crate) metadata: &'a Metadata,
    /// The block that holds the headline, where the page's metadata or its first heading tells.
    pub(crate) title: Option<usize>,
}

/// Sums over an element's content.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    text: f32,
    linked: f32,
    prose: f32,
    blocks: f32,
}

/// What an element has around it.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    tags: u32,
    /// Kinds of its own and of the two elements around it.
    near: u32,
    /// Kinds of all elements around it that do not hold most of the page's prose.
    far: u32,
    depth: f32,
}

/// What is told of each block of a page by its row of features, all rows of the same length. A row is made when it is asked for, and
/// one is held at a time: a page of many small blocks is not a fraction of its rows.
pub(crate) fn of<T>(sight: &Sight<'_>, tell: impl Fn(usize, &dyn Fn() -> Vec<f32>) -> T) -> Vec<T> {
    Page::of(sight).rows(tell)
}

const TAGS: [Tag; 16] = [
    Tag::Article,
    Tag::Main,
    Tag::Aside,
    Tag::Nav,
    Tag::Footer,
    Tag::Header,
    Tag::Form,
    Tag::Figure,
    Tag::Table,
    Tag::Ul,
    Tag::Ol,
    Tag::Blockquote,
    Tag::Section,
    Tag::Button,
    Tag::Details,
    Tag::Label,
];
const OFFSETS: [isize; 6] = [-3, -2, -1, 1, 2, 3];

struct Page<'a> {
    sight: &'a Sight<'a>,
    sums: Vec<Sums>,
    around: Vec<Around>,
    is_prose: Vec<bool>,
    words: Vec<f32>,
    prompts: Vec<u32>,
    /// Two signatures of each block's path: its container's own, and with the two around it.
    paths: Vec<[u64; 2]>,
    by_path: [BTreeMap<u64, Sums>; 2],
    /// The smallest elements with four, six and eight tenths of the prose.
    containers: [usize; 3],
    total: Sums,
    guesses: [Guess; 2],
}

impl<'a> Page<'a> {
    fn of(sight: &'a Sight<'a>) -> Self {
        let (tree, blocks) = (sight.tree, sight.blocks);
        let unspaced: Vec<usize> = blocks.iter().map(|block| unspaced(&block.text)).collect();
        let words: Vec<f32> = sight
            .lines
            .iter()
            .zip(&unspaced)
            .map(|(line, unspaced)| number(line.words.max(*unspaced)))
            .collect();
        let is_prose: Vec<bool> = blocks
            .iter()
            .zip(sight.lines)
            .zip(&unspaced)
            .map(|((block, line), unspaced)| {
                (line.shape == Shape::Body && line.words >= 8 || *unspaced >= 12)
                    && line.furniture.is_none()
                    && block.kind != BlockKind::Heading
                    && block.linked * 2 < block.text.len()
            })
            .collect();
        let mut sums = vec![Sums::default(); tree.elements.len()];
        let mut total = Sums::default();
        for (block, is_prose) in blocks.iter().zip(&is_prose) {
            let length = number(block.text.len());
            for sums in [&mut sums[block.element], &mut total] {
                sums.text += length;
                sums.linked += number(block.linked);
                sums.blocks += 1.0;
                if *is_prose {
                    sums.prose += length;
                }
            }
        }
        // An element stands behind the one around it.
        for at in (1..sums.len()).rev() {
            let own = sums[at];
            if let Some(parent) = tree.elements[at].parent().filter(|parent| *parent < at) {
                let around = &mut sums[parent];
                around.text += own.text;
                around.linked += own.linked;
                around.prose += own.prose;
                around.blocks += own.blocks;
            }
        }
        let around = Self::around(tree, &sums, total);
        let containers = [0.4, 0.6, 0.8].map(|share| container(tree, &sums, total.prose * share));
        let paths: Vec<[u64; 2]> = blocks.iter().map(|block| path(tree, block)).collect();
        let mut by_path = [BTreeMap::new(), BTreeMap::new()];
        for ((block, path), is_prose) in blocks.iter().zip(&paths).zip(&is_prose) {
            for (sums, path) in by_path.iter_mut().zip(path) {
                let sums: &mut Sums = sums.entry(*path).or_default();
                sums.text += number(block.text.len());
                sums.linked += number(block.linked);
                sums.blocks += 1.0;
                sums.prose += if *is_prose { number(block.text.len()) } else { 0.0 };
            }
        }
        let prompts = blocks
            .iter()
            .map(|block| {
                let reach = &block.text[..block.text.floor_char_boundary(PROMPT_REACH)];
                prompts::of(&reach.to_lowercase())
            })
            .collect();
        let guesses = guess::of(tree, blocks, sight.lines);
        Self { guesses, sight, sums, around, is_prose, words, prompts, paths, by_path, containers, total }
    }

    fn around(tree: &Tree<'_>, sums: &[Sums], total: Sums) -> Vec<Around> {
        let mut around: Vec<Around> = vec![Around::default(); tree.elements.len()];
        let mut own = vec![0_u32; tree.elements.len()];
        for (at, element) in tree.elements.iter().enumerate() {
            if sums[at].blocks < 0.5 {
                continue;
            }
            own[at] = tree.names(element).containers();
            let outer = element.parent().map(|parent| around[parent]).unwrap_or_default();
            let parent = element.parent().unwrap_or(0);
            let grandparent = tree.elements[parent].parent().unwrap_or(0);
            let holds_most = sums[at].prose > total.prose * 0.6;
            around[at] = Around {
                tags: outer.tags | TAGS.iter().position(|tag| *tag == element.tag).map_or(0, |tag| 1 << tag),
                near: own[at] | own[parent] | own[grandparent],
                far: if holds_most { 0 } else { outer.far | own[at] },
                depth: outer.depth + 1.0,
            };
        }
        around
    }

    fn rows<T>(&self, tell: impl Fn(usize, &dyn Fn() -> Vec<f32>) -> T) -> Vec<T> {
        let title_words = self.sight.metadata.title.as_deref().map(content_words).unwrap_or_default();
        let squeezed: Vec<String> =
            self.sight.blocks.iter().map(|block| super::main_text::squeeze(&block.text)).collect();
        // With their lengths first: few words of one length are compared.
        let mut same: BTreeMap<(usize, &str), f32> = BTreeMap::new();
        for words in &squeezed {
            *same.entry((words.len(), words)).or_default() += 1.0;
        }
        let body = self.sight.metadata.body.as_deref().map(Body::of).filter(|body| body.length >= 200);
        let in_body: Vec<f32> =
            squeezed.iter().map(|words| body.as_ref().map_or(0.0, |body| body.holds(words))).collect();
        let found: f32 = self
            .sight
            .blocks
            .iter()
            .zip(&in_body)
            .filter(|(_, holds)| **holds > 0.5)
            .map(|(block, _)| number(block.text.len()))
            .sum();
        let coverage = body.as_ref().map_or(0.0, |body| (found / number(body.length.max(1))).min(2.0));
        let chars: Vec<f32> = running(self.sight.blocks.iter().map(|block| number(block.text.len())));
        let prose: Vec<f32> = running(
            self.sight
                .blocks
                .iter()
                .zip(&self.is_prose)
                .map(|(block, prose)| if *prose { number(block.text.len()) } else { 0.0 }),
        );
        let headings = self.headings();
        let ends: Vec<f32> =
            running(self.sight.lines.iter().map(|line| flag(line.furniture == Some(Furniture::End))));
        let prompts: Vec<f32> = running(self.prompts.iter().map(|bits| flag(bits & 0b1110_0111 != 0)));
        let nearest = nearest(&self.is_prose);
        let row = |at: usize| {
            let mut row = Row::with_capacity(COUNT);
            self.own(at, &mut row);
            let words = squeezed[at].as_str();
            row.push(same.get(&(words.len(), words)).map_or(0.0, |count| (count - 1.0).min(4.0)));
            self.against_title(at, &title_words, &mut row);
            row.push(in_body[at]);
            row.push(coverage);
            self.place(at, &mut row);
            // Position.
            let total = number(self.sight.blocks.len());
            row.push(share(number(at), total));
            row.push(share(chars[at], self.total.text));
            row.push(share(prose[at], self.total.prose));
            row.push(nearest[at].0);
            row.push(nearest[at].1);
            row.push(headings[at].0);
            row.push(headings[at].1);
            row.push(headings[at].2);
            row.push(ends[at].min(4.0));
            row.push(prompts[at] - prompts[at.saturating_sub(4)]);
            self.neighbours(at, &mut row);
            self.guessed(at, &mut row);
            row.push((total + 1.0).ln());
            row.push((self.total.prose + 1.0).ln());
            row.0
        };
        (0..self.sight.blocks.len()).map(|at| tell(at, &|| row(at))).collect()
    }

    /// What a block is by itself.
    fn own(&self, at: usize, row: &mut Row) {
        let (block, line) = (&self.sight.blocks[at], &self.sight.lines[at]);
        let text = block.text.as_str();
        let (words, length) = (self.words[at].max(1.0), number(text.len()).max(1.0));
        row.push((length + 1.0).ln());
        row.push((words + 1.0).ln());
        row.push(link_share(block));
        let (mut commas, mut digits, mut stops) = (0.0_f32, 0.0_f32, 0.0_f32);
        let (mut has_quote, mut has_bar) = (false, false);
        for byte in text.bytes() {
            match byte {
                b',' => commas += 1.0,
                b'0'..=b'9' => digits += 1.0,
                b'.' | b'!' | b'?' => stops += 1.0,
                b'"' => has_quote = true,
                b'|' => has_bar = true,
                _ => {}
            }
        }
        let is_ascii = text.is_ascii();
        let (mut capitals, mut small) = (0.0_f32, 0.0_f32);
        for word in text.split_whitespace() {
            capitals += flag(word.chars().next().is_some_and(char::is_uppercase));
            small += flag(is_function_word(word));
        }
        row.push(commas / words);
        row.push(stops / words);
        row.push(stops.min(8.0));
        row.push(digits / length);
        row.push(capitals / words);
        row.push(small / words);
        row.push(length / words);
        row.push(flag(lines::ends_sentence(text)));
        row.push(flag(text.ends_with(':')));
        row.push(flag(text.chars().next().is_some_and(char::is_lowercase)));
        row.push(flag(text.starts_with(['“', '"', '‘', '\''])));
        row.push(flag(has_quote || !is_ascii && text.contains(['“', '”'])));
        row.push(flag(has_bar || !is_ascii && text.contains(['•', '»', '›', '·', '→'])));
        row.push(flag(text.starts_with(['*', '—', '–', '-', '(', '[', '•', '»', '>'])));
        row.push_ruled(line);
        (0..prompts::KINDS).for_each(|kind| row.push(bit(self.prompts[at], kind)));
        row.push(match block.kind {
            BlockKind::Heading => 0.0,
            BlockKind::Other => 1.0,
            BlockKind::ListItem => 2.0,
            BlockKind::Row => 3.0,
            BlockKind::Caption => 4.0,
            BlockKind::Quote => 5.0,
            BlockKind::Paragraph => 6.0,
        });
        row.push(f32::from(block.level));
        row.push(block.emphasis);
    }

    fn against_title(&self, at: usize, title: &[u64], row: &mut Row) {
        let block = &self.sight.blocks[at];
        let is_compared = block.text.len() < 600 && !title.is_empty();
        let own = if is_compared { content_words(&block.text) } else { Vec::new() };
        let common = number(own.iter().filter(|word| title.binary_search(word).is_ok()).count());
        row.push(share(common, number(own.len())));
        row.push(share(common, number(title.len())));
        let names_author = block.text.len() < 300
            && self
                .sight
                .metadata
                .authors
                .iter()
                .any(|author| author.len() > 4 && block.text.contains(author.as_str()));
        row.push(flag(names_author));
        // Blocks from the headline on: how far, and on which side.
        let distance = self.sight.title.map_or(-100.0, |title| number(at) - number(title));
        row.push(distance.clamp(-20.0, 40.0));
    }

    /// Where a block stands in the markup.
    fn place(&self, at: usize, row: &mut Row) {
        let tree = self.sight.tree;
        let element = self.sight.blocks[at].element;
        let around = self.around[element];
        (0..TAGS.len()).for_each(|tag| row.push(bit(around.tags, tag)));
        row.push(around.depth);
        (0..kinds::CONTAINER_KINDS).for_each(|kind| row.push(bit(around.near, kind)));
        (0..kinds::CONTAINER_KINDS).for_each(|kind| row.push(bit(around.far, kind)));
        for container in self.containers {
            let end = tree.elements[container].end().max(container + 1);
            row.push(if element < container { -1.0 } else { flag(element >= end) });
        }
        // How far inside the container of most of the prose.
        row.push(around.depth - self.around[self.containers[1]].depth);
        let mut outer = tree.elements[element].parent();
        for level in 0..3 {
            let sums = match (level, outer) {
                (0, _) => self.sums[element],
                (_, Some(parent)) => {
                    outer = tree.elements[parent].parent();
                    self.sums[parent]
                }
                _ => self.total,
            };
            row.push(share(sums.prose, self.total.prose));
            row.push(share(sums.linked, sums.text));
            row.push((sums.blocks + 1.0).ln());
            row.push((share(sums.text, sums.blocks) + 1.0).ln());
            row.push(share(sums.prose, sums.text));
        }
        for (sums, path) in self.by_path.iter().zip(self.paths[at]) {
            let sums = sums.get(&path).copied().unwrap_or_default();
            row.push(share(sums.prose, self.total.prose));
            row.push(share(sums.text, self.total.text));
            row.push(share(sums.prose, sums.text));
            row.push((sums.blocks + 1.0).ln());
            row.push((share(sums.text, sums.blocks) + 1.0).ln());
            row.push(share(sums.linked, sums.text));
        }
    }

    /// What the guesses without training say of a block and of its neighbours.
    fn guessed(&self, at: usize, row: &mut Row) {
        let tree = self.sight.tree;
        let element = self.sight.blocks[at].element;
        for guess in &self.guesses {
            let is_chosen = |at: Option<usize>| at.and_then(|at| guess.chosen.get(at)).copied();
            row.push(flag(guess.chosen[at]));
            let is_inside =
                |best: usize| best <= element && element < tree.elements[best].end().max(best + 1);
            row.push(guess.best.map_or(-1.0, |best| flag(is_inside(best))));
            // How far below the container, in elements.
            row.push(
                guess
                    .best
                    .map_or(-20.0, |best| self.around[element].depth - self.around[best].depth)
                    .clamp(-20.0, 20.0),
            );
            row.push(guess.scores[tree.elements[element].parent().unwrap_or(0)]);
            let near = [at.checked_sub(2), at.checked_sub(1), Some(at + 1), Some(at + 2)];
            row.push(near.into_iter().map(|at| flag(is_chosen(at) == Some(true))).sum());
            let before = (0..at).rev().take(30).position(|at| guess.chosen[at]);
            let behind = (at + 1..guess.chosen.len()).take(30).position(|at| guess.chosen[at]);
            row.push(before.map_or(30.0, number));
            row.push(behind.map_or(30.0, number));
        }
    }

    fn neighbours(&self, at: usize, row: &mut Row) {
        for offset in OFFSETS {
            let other = at.checked_add_signed(offset).filter(|other| *other < self.sight.blocks.len());
            let Some(other) = other else {
                [-1.0; 5].into_iter().for_each(|nothing| row.push(nothing));
                continue;
            };
            let (block, own) = (&self.sight.blocks[other], &self.sight.blocks[at]);
            row.push((self.words[other] + 1.0).ln());
            row.push(link_share(block));
            row.push(if self.is_prose[other] { 2.0 } else { flag(block.kind == BlockKind::Heading) });
            let same_place = if block.element == own.element {
                2.0
            } else {
                flag(
                    self.sight.tree.elements[block.element].parent()
                        == self.sight.tree.elements[own.element].parent(),
                )
            };
            row.push(same_place);
            row.push(flag(self.paths[other][1] == self.paths[at][1]));
        }
    }

    /// Of each block: how many blocks the last heading is above it, its level, and whether it is a prompt.
    fn headings(&self) -> Vec<(f32, f32, f32)> {
        let mut last: Option<usize> = None;
        self.sight
            .blocks
            .iter()
            .enumerate()
            .map(|(at, block)| {
                let found = last.map_or((number(FAR), 0.0, 0.0), |heading| {
                    let is_prompt = self.prompts[heading] & 0b0010_0111 != 0
                        || self.sight.lines[heading].furniture.is_some();
                    (
                        number((at - heading).min(FAR)),
                        f32::from(self.sight.blocks[heading].level),
                        flag(is_prompt),
                    )
                });
                if block.kind == BlockKind::Heading {
                    last = Some(at);
                }
                found
            })
            .collect()
    }
}

/// The article's body in the metadata, made so that blocks are found in it in a time that does not depend on its length.
struct Body {
    length: usize,
    /// Hashes of all its runs of [`RUN`] bytes, sorted.
    runs: Vec<u64>,
}

const RUN: usize = 12;

impl Body {
    fn of(text: &str) -> Self {
        let bytes = super::main_text::squeeze(text).into_bytes();
        let mut runs: Vec<u64> = bytes.windows(RUN).map(|run| hash(run.iter().copied())).collect();
        runs.sort_unstable();
        Self { length: text.len(), runs }
    }

    /// The share of a text's runs of letters that the body has, or -1 where it is too short to tell.
    fn holds(&self, squeezed: &str) -> f32 {
        let bytes = squeezed.as_bytes();
        if bytes.len() < RUN {
            return -1.0;
        }
        let step = (bytes.len() / 64).max(1);
        let (mut held, mut seen) = (0.0_f32, 0.0_f32);
        for run in bytes.windows(RUN).step_by(step) {
            seen += 1.0;
            held += flag(self.runs.binary_search(&hash(run.iter().copied())).is_ok());
        }
        held / seen
    }
}

fn path(tree: &Tree<'_>, block: &Block) -> [u64; 2] {
    let mut at = Some(block.element);
    let mut paths = [0_u64; 2];
    for level in 0..3 {
        let Some(element) = at.map(|at| &tree.elements[at]) else { break };
        let class = tree.words(element).split(' ').next().unwrap_or_default();
        let class = class.trim_end_matches(|char: char| char.is_ascii_digit() || char == '-' || char == '_');
        let own = hash(element.name.bytes()) ^ hash(class.bytes()).rotate_left(7);
        if level == 0 {
            paths[0] = own;
        }
        paths[1] = paths[1].wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ own;
        at = element.parent();
    }
    paths
}

/// The smallest element that holds so much prose.
fn container(tree: &Tree<'_>, sums: &[Sums], prose: f32) -> usize {
    // Of nested elements the innermost has the highest number.
    (0..tree.elements.len()).rev().find(|at| sums[*at].prose >= prose && sums[*at].prose > 0.0).unwrap_or(0)
}

fn link_share(block: &Block) -> f32 {
    share(number(block.linked), number(block.text.len()))
}

/// The first longer words of a text, whatever their case, sorted, each once: of each a number that tells it from others.
fn content_words(text: &str) -> Vec<u64> {
    let mut words: Vec<u64> = text
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| word.len() > 3)
        .take(100)
        .map(|word| match word.is_ascii() {
            true => hash(word.bytes().map(|byte| byte.to_ascii_lowercase())),
            false => hash(word.to_lowercase().bytes()),
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}
