//! What must hold for any bytes: the property tests and the fuzz target both call it.

use jiff::civil::Date;
use onrecord_text::Span;
use onrecord_time::{Passage, Quotation, date_line, local_direction, read, sentences};

/// Reads bytes as a text, with a day of publication and quotations that they choose, and checks every promise of the crate.
///
/// # Panics
///
/// Where one does not hold.
pub(crate) fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(whole) = Span::new(0, text.len()) else { return };
    let _ = date_line(&text, whole);
    let sentences = sentences(&text, whole);
    let mut after = 0;
    for sentence in &sentences {
        assert!(sentence.span.start() >= after && !sentence.span.of(&text).trim().is_empty());
        after = sentence.span.end();
    }
    let first = i16::from(bytes.first().copied().unwrap_or(0));
    let published =
        Date::new(1900 + first, 1 + i8::try_from(first % 12).unwrap_or(0), 1).ok().filter(|_| first % 3 > 0);
    let half = text.floor_char_boundary(text.len() / 2);
    let quotations: Vec<Quotation> =
        Span::new(half, text.len()).map(|span| Quotation { span, said: published }).into_iter().collect();
    let mut after = 0;
    for timed in read(&Passage { text: &text, sentences: &sentences, quotations: &quotations, published }) {
        let (span, value) = (timed.expression.span, &timed.value);
        assert!(span.start() >= after && sentences[timed.sentence].span.contains(span));
        assert!(span.of(&text).trim() == span.of(&text) && !value.timex.is_empty());
        after = span.end();
        let _ = local_direction(&text, sentences[timed.sentence].span, span);
        assert_eq!(value.earliest.is_some(), value.latest.is_some());
        if let Some(interval) = value.interval() {
            assert!(interval.from < interval.until, "{:?} {value:?}", span.of(&text));
        }
        let mut within = span.start();
        for part in timed.expression.parts() {
            assert!(span.contains(part.span) && part.span.start() >= within);
            within = part.span.end();
        }
    }
}
