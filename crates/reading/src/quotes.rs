//! Quotation marks: an automaton that reads a stretch of text paragraph by paragraph and never gives up on an odd
//! mark.
//!
//! A mark that opens while another quotation is open closes that one first. A quotation still open at the end of its
//! paragraph ends there and says so, so that the next paragraph, if it opens with a mark, continues it. Curly,
//! straight and angle marks are read alike; a single mark opens only where it cannot be an apostrophe.

use onrecord_text::Span;

/// Words in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quote {
    /// All of it, marks included.
    pub span: Span,
    /// Whether it has no closing mark in its paragraph.
    pub unclosed: bool,
    /// Whether its marks are single.
    pub single: bool,
}

/// The longest that a quotation without a closing mark can be, in bytes, before it is cut at the end of a sentence.
const LONGEST_UNCLOSED: usize = 1200;

/// Finds the quotations of `text[region]`, in order, not overlapping.
pub(crate) fn find(text: &str, region: Span) -> Vec<Quote> {
    let mut quotes = Vec::new();
    let mut start = region.start();
    for line in region.of(text).split_inclusive('\n') {
        find_in_paragraph(text, start, start + line.trim_end().len(), &mut quotes);
        start += line.len();
    }
    quotes
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    /// Straight: either.
    Double,
    SingleOpen,
    SingleClose,
}

fn find_in_paragraph(text: &str, start: usize, end: usize, quotes: &mut Vec<Quote>) {
    let Some(paragraph) = text.get(start..end) else { return };
    let marks = marks(paragraph);
    let mut open: Option<(usize, bool)> = None;
    let push = |from: usize, to: usize, unclosed: bool, single: bool, quotes: &mut Vec<Quote>| {
        quotes.extend(Span::trimmed(text, start + from, start + to).map(|span| Quote {
            span,
            unclosed,
            single,
        }));
    };
    for (index, (at, len, mark)) in marks.iter().copied().enumerate() {
        match (mark, open) {
            (Mark::Open | Mark::Double, None) => open = Some((at, false)),
            (Mark::SingleOpen, None) if has_single_close(&marks[index + 1..]) => open = Some((at, true)),
            (Mark::Close | Mark::Double, Some((from, false))) => {
                push(from, at + len, false, false, quotes);
                open = None;
            }
            (Mark::SingleClose, Some((from, true))) => {
                push(from, at + len, false, true, quotes);
                open = None;
            }
            (Mark::Open, Some((from, single))) => {
                push(from, at, true, single, quotes);
                open = Some((at, false));
            }
            _ => {}
        }
    }
    if let Some((from, single)) = open {
        let to = unclosed_end(paragraph, from);
        push(from, to, true, single, quotes);
    }
}

/// Where a quotation without a closing mark ends: with its paragraph, or, in a very long one, with a sentence.
fn unclosed_end(paragraph: &str, from: usize) -> usize {
    let rest = &paragraph[from..];
    if rest.len() <= LONGEST_UNCLOSED {
        return paragraph.len();
    }
    rest.find(". ").map_or(paragraph.len(), |at| from + at + 1)
}

/// Whether a single quotation that opens before these marks is closed before a double one opens or another single one.
fn has_single_close(marks: &[(usize, usize, Mark)]) -> bool {
    marks
        .iter()
        .find(|(_, _, mark)| *mark != Mark::Double)
        .is_some_and(|(_, _, mark)| *mark == Mark::SingleClose)
}

/// Every quotation mark of a paragraph: offset, length in bytes, and what it can be.
fn marks(paragraph: &str) -> Vec<(usize, usize, Mark)> {
    let mut marks = Vec::new();
    let mut before = ' ';
    let mut characters = paragraph.char_indices().peekable();
    while let Some((at, mark)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, next)| *next);
        let kind = match mark {
            '“' | '„' | '«' => Some(Mark::Open),
            '”' | '»' => Some(Mark::Close),
            // A mark that stands by itself belongs to no words.
            '"' if before.is_whitespace() && after.is_whitespace() => None,
            '"' => Some(straight(before, after)),
            '‘' if !before.is_alphanumeric() && !after.is_whitespace() => Some(Mark::SingleOpen),
            '\'' | '’' if !after.is_alphanumeric() && !before.is_whitespace() => Some(Mark::SingleClose),
            '\'' if !before.is_alphanumeric() && after.is_alphanumeric() => Some(Mark::SingleOpen),
            _ => None,
        };
        marks.extend(kind.map(|kind| (at, mark.len_utf8(), kind)));
        before = mark;
    }
    marks
}

/// A straight double mark opens after space and before a word; after a word or a stop and before space it closes.
fn straight(before: char, after: char) -> Mark {
    let opens =
        (before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '-')) && !after.is_whitespace();
    let closes = !before.is_whitespace() && (after.is_whitespace() || !after.is_alphanumeric());
    match (opens, closes) {
        (true, false) => Mark::Open,
        (false, true) => Mark::Close,
        _ => Mark::Double,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found = Span::new(0, text.len()).map_or_else(Vec::new, |region| find(text, region));
        let words: Vec<&str> = found.iter().map(|quote| quote.span.of(text)).collect();
        assert_eq!(words, expected, "in {text:?}");
    }

    #[test]
    fn curly_straight_angle_and_single_marks() {
        check("“A,” she said. “B.”", &["“A,”", "“B.”"]);
        check("\"A,\" she said. \"B.\"", &["\"A,\"", "\"B.\""]);
        check("He called it «a dam».", &["«a dam»"]);
        check("They were ‘far along’, he said.", &["‘far along’"]);
        check("They were 'far along', he said.", &["'far along'"]);
    }

    #[test]
    fn an_apostrophe_is_not_a_quotation() {
        check("The crew’s boat and the sailors’ wives didn’t wait. It's 'em.", &[]);
        check("‘The crew’s boat’ sails", &["‘The crew’s boat’"]);
    }

    #[test]
    fn a_quotation_left_open_ends_with_its_paragraph() {
        check("She said: “One.\n“Two.”\nThree.", &["“One.", "“Two.”"]);
    }

    #[test]
    fn an_odd_mark_does_not_spoil_the_rest() {
        check("A \" stray. “Fine,” he said.\n“Also fine.”", &["“Fine,”", "“Also fine.”"]);
        check("“Open “and open again” he said.", &["“Open", "“and open again”"]);
    }

    #[test]
    fn single_marks_inside_double_ones_stay_inside() {
        check("“He said ‘no’ to me,” she said.", &["“He said ‘no’ to me,”"]);
    }

    proptest! {
        #[test]
        fn quotations_lie_in_the_text_and_do_not_overlap(text in "[a-c“”\"'’‘«» .\n]{0,120}") {
            let region = Span::new(0, text.len());
            let found = region.map_or_else(Vec::new, |region| find(&text, region));
            for quote in &found {
                prop_assert!(!quote.span.of(&text).is_empty());
            }
            for pair in found.windows(2) {
                prop_assert!(pair[0].span.end() <= pair[1].span.start());
            }
        }
    }
}
