use serde::{Deserialize, Serialize};
use std::fmt;

/// A half-open range `[start, end)` of a page's text, in UTF-8 bytes. Never empty, never reversed.
///
/// Both ends lie on character boundaries of the text that the span was made for; [`Span::of`] gives the words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "(u32, u32)", try_from = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The first byte of any text: a place for what has none.
    pub const FIRST_BYTE: Self = Self { start: 0, end: 1 };

    /// A span from `start` to `end` in bytes; `None` where it would be empty, reversed or beyond 4 GiB.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Option<Self> {
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        (start < end).then_some(Self { start, end })
    }

    /// The span of `text[start..end]` without the white space at its ends; `None` where nothing is left or the
    /// range does not lie in the text.
    #[must_use]
    pub fn trimmed(text: &str, start: usize, end: usize) -> Option<Self> {
        let words = text.get(start..end)?;
        let left = words.len() - words.trim_start().len();
        Self::new(start + left, start + words.trim_end().len())
    }

    /// The first byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The length in bytes; at least one.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// The words at this span; empty where the span was made for another text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or_default()
    }

    /// Whether the byte at `offset` lies in the span.
    #[must_use]
    pub fn holds(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// Whether `inner` lies wholly in this span.
    #[must_use]
    pub fn contains(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two spans share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}..{}", self.start, self.end)
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl TryFrom<(u32, u32)> for Span {
    type Error = String;

    fn try_from((start, end): (u32, u32)) -> Result<Self, String> {
        if start < end { Ok(Self { start, end }) } else { Err(format!("{start}..{end} is not a span")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_or_reversed_span_cannot_be_made() {
        assert_eq!(Span::new(3, 3), None);
        assert_eq!(Span::new(4, 3), None);
        assert_eq!(serde_json::from_str::<Span>("[4,3]").ok(), None);
    }

    #[test]
    fn trimming_leaves_the_words() {
        let text = "a  «b c» \n";
        let span = Span::trimmed(text, 1, text.len()).unwrap();
        assert_eq!(span.of(text), "«b c»");
        assert_eq!(Span::trimmed(text, 1, 3), None);
        assert_eq!(Span::trimmed(text, 4, 5), None, "inside a character");
    }

    proptest! {
        #[test]
        fn overlap_means_a_shared_byte(a in 0_usize..30, b in 1_usize..9, c in 0_usize..30, d in 1_usize..9) {
            let (left, right) = (Span::new(a, a + b).unwrap(), Span::new(c, c + d).unwrap());
            let shared = (0..60).any(|at| left.holds(at) && right.holds(at));
            prop_assert_eq!(left.overlaps(right), shared);
            prop_assert!(left.hull(right).contains(left) && left.hull(right).contains(right));
        }
    }
}
