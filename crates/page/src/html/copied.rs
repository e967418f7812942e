use super::blocks::{is_hidden, is_left_out};
use super::main_text;
use super::structure::Apart;
use super::tags::Tag;
use super::tree::{Step, Tree};
use crate::{Limits, decode};

/// An HTML page as a person copies it from a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The page's visible text, as selecting and copying all of it gives it.
    pub text: String,
    /// The headline, as far as metadata and headings tell it; white space is collapsed.
    pub headline: Option<String>,
}

/// An HTML page as the text that selecting and copying all of it gives, for training and for measuring what is read from such text.
///
/// White space is collapsed; every block begins a line, and elements that stand apart from their neighbours (paragraphs,
/// headings, lists, quotations) have an empty line around them; the cells of a table's row have tabs between. What needs a style sheet
/// or a script to be told is not: what they hide is there, and what they set beside or below is in the order of the markup.
#[must_use]
pub fn copied(bytes: &[u8], limits: &Limits) -> Copied {
    let decoded = decode::markup(bytes, limits.max_markup_bytes);
    let apart = Apart::of(&decoded.text, limits, &mut Vec::new());
    let headline = main_text::headline(&apart.blocks, &apart.metadata);
    Copied {
        text: text_of(&apart.tree),
        headline: headline.and_then(|at| apart.blocks.get(at)).map(|block| block.text.clone()),
    }
}

fn text_of(tree: &Tree<'_>) -> String {
    let mut writer = Writer::default();
    let (mut skip_until, mut preformatted) = (None::<usize>, 0_usize);
    for step in tree.steps() {
        if let Some(skipped) = skip_until {
            if matches!(step, Step::Close(number) if number == skipped) {
                skip_until = None;
            }
            continue;
        }
        match step {
            Step::Open(number) => {
                let element = &tree.elements[number];
                match element.tag {
                    _ if is_left_out(element) || is_hidden(element) => skip_until = Some(number),
                    Tag::Br => writer.end_line(),
                    Tag::Td | Tag::Th => writer.cell(),
                    Tag::Pre => preformatted += 1,
                    _ => {}
                }
                writer.part(lines_around(element.tag));
            }
            Step::Close(number) => {
                let tag = tree.elements[number].tag;
                match tag {
                    Tag::Pre => preformatted = preformatted.saturating_sub(1),
                    Tag::Button | Tag::Label => writer.gap = true,
                    _ => {}
                }
                writer.part(lines_around(tag));
            }
            Step::Text(text) if preformatted > 0 => {
                for (number, line) in text.lines().enumerate() {
                    if number > 0 {
                        writer.end_line();
                    }
                    writer.push(line);
                }
            }
            Step::Text(text) => writer.push(text),
        }
    }
    writer.text
}

/// How many line breaks part an element from what stands before and behind it.
fn lines_around(tag: Tag) -> usize {
    match tag {
        Tag::P
        | Tag::H1
        | Tag::H2
        | Tag::H3
        | Tag::H4
        | Tag::H5
        | Tag::H6
        | Tag::Ul
        | Tag::Ol
        | Tag::Dl
        | Tag::Blockquote
        | Tag::Figure
        | Tag::Pre
        | Tag::Hr
        | Tag::Fieldset => 2,
        tag if tag.is_block() => 1,
        _ => 0,
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Line breaks that stand before the next word.
    breaks: usize,
    /// Whether white space stands before the next word.
    gap: bool,
    tab: bool,
}

impl Writer {
    fn part(&mut self, breaks: usize) {
        self.breaks = self.breaks.max(breaks);
    }

    /// What follows begins a line of its own.
    fn end_line(&mut self) {
        self.breaks = (self.breaks + 1).min(2);
    }

    fn cell(&mut self) {
        self.tab = true;
    }

    fn push(&mut self, text: &str) {
        for char in text.chars() {
            if char.is_whitespace() {
                self.gap = true;
            } else if !matches!(char, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\0') {
                self.space();
                self.text.push(char);
            }
        }
    }

    /// Writes the white space that stands before a word.
    fn space(&mut self) {
        if !self.text.is_empty() {
            match self.breaks {
                0 if self.tab => self.text.push('\t'),
                0 if self.gap => self.text.push(' '),
                breaks => self.text.extend(std::iter::repeat_n('\n', breaks)),
            }
        }
        (self.breaks, self.gap, self.tab) = (0, false, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_copied_as_a_browser_shows_it() {
        let page = "<title>Canal shut | Herald</title><nav><ul><li>Home</li><li>World</li></ul></nav>\
            <div>Share<button>Post</button><button>Mail</button></div><h1>Canal\n shut</h1><p>By Ana Weil<br>Halvik</p>\
            <p hidden>Nothing</p><table><tr><td>Ships</td><td>9</td></tr><tr><th>Days</th><td>3</td></tr></table>\
            <script>x()</script><pre>a\n  b</pre>end";
        let copied = copied(page.as_bytes(), &Limits::default());
        assert_eq!(
            copied.text,
            "Home\nWorld\n\nSharePost Mail\n\nCanal shut\n\nBy Ana Weil\nHalvik\n\nShips\t9\nDays\t3\n\na\nb\n\nend"
        );
        assert_eq!(copied.headline.as_deref(), Some("Canal shut"));
    }
}
