use crate::Span;

/// Turns byte offsets of one text into code points and back.
///
/// Holds the code-point count at every 64th byte, so that a lookup reads at most 64 bytes.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    counts: Vec<u32>,
}

const STEP: usize = 64;

fn is_char_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| is_char_start(**byte)).count()
}

impl<'t> CodePoints<'t> {
    /// Indexes a text, in one pass over it.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut seen = 0_u32;
        let counts = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let before = seen;
                seen = seen.saturating_add(u32::try_from(count(chunk)).unwrap_or(u32::MAX));
                before
            })
            .collect();
        Self { text, counts }
    }

    /// The number of code points before a byte offset. An offset past the end counts as the end.
    #[must_use]
    pub fn of_byte(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(block) = self.counts.get(byte / STEP) else { return self.total() };
        *block as usize + count(&self.text.as_bytes()[byte / STEP * STEP..byte])
    }

    /// A span as `[start, end)` in code points.
    #[must_use]
    pub fn of(&self, span: Span) -> [usize; 2] {
        [self.of_byte(span.start()), self.of_byte(span.end())]
    }

    /// The byte offset of a code point; the end of the text for any number past the last.
    #[must_use]
    pub fn to_byte(&self, point: usize) -> usize {
        let block = self.counts.partition_point(|before| *before as usize <= point).saturating_sub(1);
        let Some(before) = self.counts.get(block) else { return 0 };
        let mut left = point - *before as usize;
        for (offset, byte) in self.text.bytes().enumerate().skip(block * STEP) {
            if is_char_start(byte) {
                if left == 0 {
                    return offset;
                }
                left -= 1;
            }
        }
        self.text.len()
    }

    /// The number of code points of the whole text.
    #[must_use]
    pub fn total(&self) -> usize {
        let whole = self.counts.len().saturating_sub(1) * STEP;
        self.counts.last().map_or(0, |before| *before as usize + count(&self.text.as_bytes()[whole..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_and_bytes_round_trip(text in "\\PC{0,300}") {
            let index = CodePoints::new(&text);
            prop_assert_eq!(index.total(), text.chars().count());
            for (point, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.of_byte(byte), point);
                prop_assert_eq!(index.to_byte(point), byte);
            }
            prop_assert_eq!(index.to_byte(index.total()), text.len());
            prop_assert_eq!(index.of_byte(text.len()), index.total());
        }
    }

    #[test]
    fn emoji_and_joined_characters_count_as_code_points() {
        let text = "👉🏽 a 👨‍👩‍👧 b".repeat(20);
        let index = CodePoints::new(&text);
        let byte = text.rfind('b').unwrap();
        assert_eq!(index.of_byte(byte), text.chars().count() - 1);
    }
}
