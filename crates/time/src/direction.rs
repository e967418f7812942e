use crate::expression::Direction;
use onrecord_text::Span;
/// Whether the words of the sentence `within` put the expression in the past or the future.
#[must_use]
pub fn local_direction(text: &str, within: Span, expression: Span) -> Direction {
    let _ = (text, within, expression);
    Direction::Unspecified
}
