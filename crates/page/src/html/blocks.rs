use super::tags::Tag;
use super::tree::{Element, Step, Tree};
use std::ops::Range;

/// What a block of a page is by its markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Heading,
    Paragraph,
    ListItem,
    Quote,
    Caption,
    Row,
    Other,
}

/// A run of text that stands by itself on the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    /// White space is collapsed; never empty.
    pub(crate) text: String,
    pub(crate) kind: BlockKind,
    /// The innermost block-level element around it.
    pub(crate) element: usize,
    /// How many of its bytes are inside links.
    pub(crate) linked: usize,
    /// The share of its bytes that are bold or italic.
    pub(crate) emphasis: f32,
    /// The level of a heading, 1 to 6; 0 for others.
    pub(crate) level: u8,
    /// From the first to the last of its bytes in the markup.
    pub(crate) source: Range<usize>,
}

/// The blocks of a page in order: headings, paragraphs, list items, captions, table rows. Nothing that is on the page as text is
/// left out but what the page hides.
pub(crate) fn of(tree: &Tree<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut buffer = Buffer::default();
    let mut around: Vec<usize> = Vec::new();
    let (mut links, mut marks, mut skip_until) = (0_usize, 0_usize, None::<usize>);
    for (step, place) in tree.placed_steps() {
        if let Some(skipped) = skip_until {
            if matches!(step, Step::Close(number) if number == skipped) {
                skip_until = None;
            }
            continue;
        }
        match step {
            Step::Open(number) => {
                let element = &tree.elements[number];
                if is_left_out(element) || is_hidden(element) {
                    skip_until = Some(number);
                } else if element.tag.is_block() {
                    buffer.flush(tree, around.last().copied(), &mut blocks);
                    around.push(number);
                } else {
                    match element.tag {
                        Tag::Br => buffer.break_line(),
                        Tag::Td | Tag::Th => buffer.space('\t'),
                        Tag::A => links += 1,
                        tag if tag.is_mark() => marks += 1,
                        _ => {}
                    }
                }
            }
            Step::Close(number) => {
                let tag = tree.elements[number].tag;
                if tag.is_block() {
                    buffer.flush(tree, around.last().copied(), &mut blocks);
                    around.pop();
                } else if tag == Tag::A {
                    links = links.saturating_sub(1);
                } else if tag.is_mark() {
                    marks = marks.saturating_sub(1);
                } else if matches!(tag, Tag::Button | Tag::OptionTag | Tag::Label) {
                    buffer.space(' ');
                }
            }
            Step::Text(text) => buffer.push(text, links > 0, marks > 0, place),
        }
    }
    buffer.flush(tree, around.last().copied(), &mut blocks);
    blocks
}

pub(crate) fn is_left_out(element: &Element<'_>) -> bool {
    // What a component keeps to itself is on the page; saved pages write it as a template.
    element.tag.is_skipped()
        && !(element.tag == Tag::Template && element.attribute("shadowrootmode").is_some())
}

pub(crate) fn is_hidden(element: &Element<'_>) -> bool {
    // A whole page is hidden by some sites until their script shows it.
    let is_page = matches!(element.tag, Tag::Html | Tag::Body | Tag::Main | Tag::Article);
    let is_styled = || {
        element
            .attribute("style")
            .is_some_and(|style| style.to_ascii_lowercase().replace(' ', "").contains("display:none"))
    };
    !is_page && (element.attribute("hidden").is_some() || is_styled())
}

/// The text between two block-level tags.
#[derive(Default)]
struct Buffer {
    lines: Vec<Piece>,
}

/// The text between two line breaks.
#[derive(Default, Clone)]
struct Piece {
    text: String,
    linked: usize,
    marked: usize,
    source: Option<Range<usize>>,
}

impl Buffer {
    fn line(&mut self) -> &mut Piece {
        if self.lines.is_empty() {
            self.lines.push(Piece::default());
        }
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    fn break_line(&mut self) {
        self.line();
        self.lines.push(Piece::default());
    }

    /// A cell's or a button's end: what follows is another word.
    fn space(&mut self, space: char) {
        let line = self.line();
        if !line.text.trim().is_empty() && !line.text.ends_with([' ', '\t']) {
            line.text.push(space);
        }
    }

    /// Adds text with its white space collapsed; a line break of the markup is a space.
    fn push(&mut self, text: &str, in_link: bool, is_marked: bool, place: (usize, usize)) {
        let line = self.line();
        let before = line.text.len();
        line.text.reserve(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let is_behind_space = line.text.is_empty() || line.text.ends_with([' ', '\t']);
            let plain = plain(rest.as_bytes(), is_behind_space);
            line.text.push_str(&rest[..plain]);
            rest = &rest[plain..];
            let Some(char) = rest.chars().next() else { break };
            rest = &rest[char.len_utf8()..];
            let is_space = char.is_whitespace();
            if !(is_space || matches!(char, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\0')) {
                line.text.push(char);
            } else if is_space {
                if !line.text.is_empty() && !line.text.ends_with([' ', '\t']) {
                    line.text.push(' ');
                }
                // More of it adds nothing: the markup of most pages is indented.
                rest = &rest[white(rest.as_bytes())..];
            }
        }
        if in_link {
            line.linked += line.text.len() - before;
        }
        if is_marked {
            line.marked += line.text.len() - before;
        }
        if text.chars().any(|char| !char.is_whitespace()) {
            let start = line.source.as_ref().map_or(place.0, |source| source.start);
            line.source = Some(start..place.1);
        }
    }

    /// Makes blocks of what is there; two line breaks part paragraphs, one is a space.
    fn flush(&mut self, tree: &Tree<'_>, element: Option<usize>, blocks: &mut Vec<Block>) {
        if self.lines.is_empty() {
            return;
        }
        let element = element.unwrap_or(0);
        let kind = kind_of(tree, element);
        let level = tree.elements.get(element).map_or(0, |element| element.tag.level());
        let mut open = false;
        for mut line in self.lines.drain(..) {
            line.text.truncate(line.text.trim_end().len());
            let (text, Some(source)) = (line.text.trim_start(), line.source) else {
                open = false;
                continue;
            };
            #[allow(clippy::cast_precision_loss, reason = "a share needs no more precision")]
            let emphasis = line.marked.min(text.len()) as f32 / text.len() as f32;
            let linked = line.linked.min(text.len());
            match blocks.last_mut().filter(|_| open) {
                Some(block) => {
                    block.text.push(' ');
                    block.text.push_str(text);
                    block.linked += linked;
                    block.emphasis = block.emphasis.min(emphasis);
                    block.source.end = source.end;
                }
                None => {
                    let text = if text.len() == line.text.len() { line.text } else { text.to_owned() };
                    blocks.push(Block { text, kind, element, linked, emphasis, level, source });
                    open = true;
                }
            }
        }
    }
}

/// How many bytes at the beginning of a text are words as they are to stand: in ASCII, with one space between.
fn plain(bytes: &[u8], mut is_behind_space: bool) -> usize {
    let is_plain = |byte: &&u8| {
        let is_space = **byte == b' ';
        let is_plain = byte.is_ascii_graphic() || is_space && !is_behind_space;
        is_behind_space = is_space;
        is_plain
    };
    bytes.iter().take_while(is_plain).count()
}

/// How many bytes at the beginning of a text are white space in ASCII.
fn white(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t'..=b'\r')).count()
}

/// What the innermost block around a text makes of it; in a quotation its paragraphs are quoted.
fn kind_of(tree: &Tree<'_>, element: usize) -> BlockKind {
    let tag = |element: usize| tree.elements.get(element).map_or(Tag::Other, |element| element.tag);
    let parent = |element: usize| tree.elements.get(element).and_then(|element| element.parent());
    match tag(element) {
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => BlockKind::Heading,
        Tag::Li => BlockKind::ListItem,
        Tag::Figcaption | Tag::Caption | Tag::Figure => BlockKind::Caption,
        Tag::Tr => BlockKind::Row,
        own => {
            let around = parent(element);
            let is_quoted = [Some(element), around, around.and_then(parent)]
                .into_iter()
                .flatten()
                .any(|at| tag(at) == Tag::Blockquote);
            match own {
                _ if is_quoted => BlockKind::Quote,
                Tag::P | Tag::Pre | Tag::Dd => BlockKind::Paragraph,
                _ => BlockKind::Other,
            }
        }
    }
}
