use super::tree::{Step, Tree};

/// What a block of a page is by its markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Heading,
    Paragraph,
    ListItem,
    Caption,
    Row,
    Other,
}

/// A run of text that stands by itself on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// White space is collapsed; never empty.
    pub(crate) text: String,
    pub(crate) kind: BlockKind,
    /// The innermost block-level element around it.
    pub(crate) element: usize,
    /// How many of its bytes are inside links.
    pub(crate) linked: usize,
}

const SKIPPED: [&str; 20] = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "head", "math", "canvas",
    "audio", "video", "map", "datalist", "title", "meta", "link", "textarea", "input",
];
const BLOCKS: [&str; 41] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
    "caption",
];

/// The blocks of a page in order: headings, paragraphs, list items, captions, table rows. Nothing that is on the page as text is
/// left out but what the page hides.
pub(crate) fn of(tree: &Tree) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut buffer = Buffer::default();
    let mut around: Vec<usize> = Vec::new();
    let (mut links, mut skip_until) = (0_usize, None::<usize>);
    for step in &tree.steps {
        if let Some(skipped) = skip_until {
            if matches!(step, Step::Close(number) if *number == skipped) {
                skip_until = None;
            }
            continue;
        }
        match step {
            Step::Open(number) => {
                let element = &tree.elements[*number];
                if SKIPPED.contains(&element.name.as_str()) || is_hidden(tree, *number) {
                    skip_until = Some(*number);
                } else if BLOCKS.contains(&element.name.as_str()) {
                    buffer.flush(tree, around.last().copied(), &mut blocks);
                    around.push(*number);
                } else {
                    match element.name.as_str() {
                        "br" => buffer.text.push('\n'),
                        "td" | "th" if !buffer.text.trim().is_empty() => buffer.text.push('\t'),
                        "a" => links += 1,
                        _ => {}
                    }
                }
            }
            Step::Close(number) => {
                let name = tree.elements[*number].name.as_str();
                if BLOCKS.contains(&name) {
                    buffer.flush(tree, around.last().copied(), &mut blocks);
                    around.pop();
                } else if name == "a" {
                    links = links.saturating_sub(1);
                } else if matches!(name, "button" | "option" | "label") {
                    buffer.text.push(' ');
                }
            }
            Step::Text(text) => buffer.push(text, links > 0),
        }
    }
    buffer.flush(tree, around.last().copied(), &mut blocks);
    blocks
}

fn is_hidden(tree: &Tree, number: usize) -> bool {
    let element = &tree.elements[number];
    let style = element.attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    // A whole page is hidden by some sites until their script shows it.
    let is_page = matches!(element.name.as_str(), "html" | "body" | "main" | "article");
    !is_page && (element.attribute("hidden").is_some() || style.contains("display:none"))
}

#[derive(Default)]
struct Buffer {
    text: String,
    linked: usize,
}

impl Buffer {
    /// Adds text with its white space collapsed; a line break of the markup is a space.
    fn push(&mut self, text: &str, in_link: bool) {
        let before = self.text.len();
        for char in text.chars() {
            if !(char.is_whitespace() || char == '\u{200b}' || char == '\u{feff}' || char == '\u{ad}') {
                self.text.push(char);
            } else if char.is_whitespace() && !self.text.ends_with([' ', '\n', '\t']) {
                self.text.push(' ');
            }
        }
        if in_link {
            self.linked += self.text.len() - before;
        }
    }

    /// Makes blocks of what is there; two line breaks part paragraphs, one is a space.
    fn flush(&mut self, tree: &Tree, element: Option<usize>, blocks: &mut Vec<Block>) {
        let (text, linked) = (std::mem::take(&mut self.text), std::mem::take(&mut self.linked));
        if text.trim().is_empty() {
            return;
        }
        let element = element.unwrap_or(0);
        let kind = kind_of(tree, element);
        let whole = text.len();
        let parts: Vec<String> =
            text.split("\n").map(str::trim).fold(vec![String::new()], |mut parts, line| {
                match (line.is_empty(), parts.last_mut()) {
                    (true, Some(last)) if !last.is_empty() => parts.push(String::new()),
                    (false, Some(last)) => {
                        if !last.is_empty() {
                            last.push(' ');
                        }
                        last.push_str(line);
                    }
                    _ => {}
                }
                parts
            });
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            let linked = (linked * part.len()).checked_div(whole).unwrap_or(0);
            blocks.push(Block { text: part, kind, element, linked });
        }
    }
}

fn kind_of(tree: &Tree, element: usize) -> BlockKind {
    match tree.elements.get(element).map_or("", |element| element.name.as_str()) {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
        "p" | "blockquote" | "pre" | "dd" => BlockKind::Paragraph,
        "li" => BlockKind::ListItem,
        "figcaption" | "caption" | "figure" => BlockKind::Caption,
        "tr" => BlockKind::Row,
        _ => BlockKind::Other,
    }
}
