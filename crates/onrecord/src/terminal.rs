//! Where a command writes to: results, messages, and how wide and coloured they are.

use crate::error::Problem;
use anstream::AutoStream;
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width that text is laid out for where nobody looks at it on a terminal.
pub const DEFAULT_WIDTH: usize = 80;
/// Lines longer than this are hard to read, however wide the terminal is.
pub const WIDEST: usize = 120;
const NARROWEST: usize = 40;

/// Bold.
pub const BOLD: &str = "\u{1b}[1m";
/// Less visible than the rest.
pub const DIM: &str = "\u{1b}[2m";
/// Ids.
pub const CYAN: &str = "\u{1b}[36m";
/// What holds.
pub const GREEN: &str = "\u{1b}[32m";
/// What is in doubt.
pub const YELLOW: &str = "\u{1b}[33m";
/// What failed or was denied.
pub const RED: &str = "\u{1b}[31m";
/// Back to normal.
pub const RESET: &str = "\u{1b}[0m";

/// Standard output and standard error of a command.
///
/// Commands write styles without a thought: the streams take them out where there is no terminal or where `NO_COLOR`
/// is set.
pub struct Ui {
    /// Results for a person.
    pub out: Box<dyn Write>,
    /// Results for a program: the same stream, of which nothing is taken out, since spans count every character.
    data: Box<dyn Write>,
    /// Progress, notes and errors.
    pub err: Box<dyn Write>,
    /// How many columns a line of text may fill.
    pub width: usize,
    /// Whether progress is shown.
    pub progress: bool,
}

impl Ui {
    /// The process's own streams.
    #[must_use]
    pub fn standard() -> Self {
        let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = match columns.filter(|_| io::stdout().is_terminal()) {
            Some(columns) => columns.clamp(NARROWEST, WIDEST),
            None => DEFAULT_WIDTH,
        };
        Self {
            out: Box::new(AutoStream::auto(io::stdout())),
            data: Box::new(io::stdout()),
            err: Box::new(AutoStream::auto(io::stderr())),
            width,
            progress: io::stderr().is_terminal(),
        }
    }

    /// Writes a result for a program as one JSON document, laid out over lines.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        writeln!(self.data, "{}", visible(serde_json::to_string_pretty(value)?))
    }

    /// The same on one line.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn json_line(&mut self, value: &impl Serialize) -> io::Result<()> {
        writeln!(self.data, "{}", visible(serde_json::to_string(value)?))?;
        self.data.flush()
    }

    /// Tells about an input that could not be read. A standard error that is closed is no reason to stop.
    pub fn problem(&mut self, problem: &Problem) {
        let Problem { place, message, hint } = problem;
        let _ = writeln!(self.err, "{RED}error:{RESET} {BOLD}{}{RESET}: {}", clean(place), clean(message));
        self.hint(hint);
    }

    /// Tells what to do about the error above.
    pub fn hint(&mut self, hint: &str) {
        if !hint.is_empty() {
            let _ = writeln!(self.err, "  {CYAN}hint:{RESET} {}", clean(hint));
        }
    }

    /// Tells something that is no error.
    pub fn note(&mut self, message: &str) {
        let _ = writeln!(self.err, "{DIM}note:{RESET} {}", clean(message));
    }
}

/// JSON in which the control characters that JSON lets stand as they are (U+007F to U+009F) are written as escapes: programs read
/// the same text, and a page cannot move the cursor where somebody looks at it on a terminal.
fn visible(json: String) -> String {
    let is_bare = |character: char| matches!(character, '\u{7f}'..='\u{9f}');
    if !json.contains(is_bare) {
        return json;
    }
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if is_bare(character) {
            text.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            text.push(character);
        }
    }
    text
}

/// Text of a page made fit for a terminal: one line, without control characters (a page must not be able to move the
/// cursor or recolour the screen) and without marks that reorder what follows.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {}
            space if space.is_whitespace() => {
                if !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            control if control.is_control() => line.push('\u{fffd}'),
            other => line.push(other),
        }
    }
    line.trim().to_owned()
}

/// How many columns a text fills.
#[must_use]
pub fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text cut to some columns, with `…` where something is missing.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut line = String::new();
    let mut filled = 0;
    for character in text.chars() {
        let wide = UnicodeWidthChar::width(character).unwrap_or(0);
        if filled + wide + 1 > width {
            break;
        }
        filled += wide;
        line.push(character);
    }
    let kept = line.trim_end().len();
    line.truncate(kept);
    line.push('…');
    line
}

/// A text cut or filled up with spaces to exactly some columns.
#[must_use]
pub fn cell(text: &str, width: usize) -> String {
    let mut line = cut(text, width);
    line.extend(std::iter::repeat_n(' ', width.saturating_sub(columns(&line))));
    line
}

/// A text broken at spaces into lines of at most `width` columns; a longer word is broken where it must.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && columns(&line) + 1 + columns(word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for character in word.chars() {
            if columns(&line) + UnicodeWidthChar::width(character).unwrap_or(0) > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(character);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The same, with every line indented, and no more than `most` lines; the last then ends with `…`.
#[must_use]
pub fn block(text: &str, indent: usize, width: usize, most: usize) -> String {
    let room = width.saturating_sub(indent).max(1);
    let mut lines = wrap(text, room);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let shortened =
                if columns(last) < room { format!("{last}…") } else { cut(&format!("{last} …"), room) };
            *last = shortened;
        }
    }
    let margin = " ".repeat(indent);
    lines.iter().map(|line| format!("{margin}{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in "\\PC{0,200}", width in 2_usize..60) {
            for line in wrap(&clean(&text), width) {
                prop_assert!(columns(&line) <= width.max(2), "{line:?}");
            }
            prop_assert!(columns(&cut(&clean(&text), width)) <= width);
            prop_assert_eq!(columns(&cell(&clean(&text), width)), width);
        }

        #[test]
        fn nothing_that_moves_a_cursor_is_left(text in any::<String>()) {
            prop_assert!(!clean(&text).chars().any(char::is_control));
        }
    }

    #[test]
    fn a_block_says_that_it_was_cut() {
        assert_eq!(block("one two three four", 2, 12, 1), "  one two…\n");
        assert_eq!(block("one two", 2, 12, 1), "  one two\n");
    }
}
