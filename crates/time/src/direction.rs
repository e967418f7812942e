//! Where the words around an expression put it.

use crate::expression::Direction;
use crate::scan::Scan;
use crate::vocabulary::Meaning;
use onrecord_text::Span;

/// Words before an expression that can still govern it; a clause is seldom longer.
const REACH: usize = 14;

/// More bytes than [`REACH`] words usually take.
const BYTES: usize = 160;

/// Whether the words of the sentence `within` put the expression before or after the anchor: "will meet on Friday",
/// "due in June", "by Monday"; "met on Friday", "since June".
///
/// The nearest cue before the expression decides; a cue behind it counts only where none stands before. The result for
/// an expression without a cue is [`Direction::Unspecified`].
#[must_use]
pub fn local_direction(text: &str, within: Span, expression: Span) -> Direction {
    let Some(window) = window(text, within, expression) else { return Direction::Unspecified };
    let scan = Scan::new(text, window);
    let first = scan.tokens.partition_point(|token| (token.end as usize) <= expression.start());
    let after = scan.tokens.partition_point(|token| (token.start as usize) < expression.end());
    let cue = |at: usize| {
        if scan.means(at, Meaning::FutureCue) {
            Some(Direction::Future)
        } else if scan.means(at, Meaning::PastCue) || is_past_verb(&scan, at) {
            Some(Direction::Past)
        } else {
            None
        }
    };
    let right_before = |meaning| {
        (1..=4).filter_map(|back| first.checked_sub(back)).any(|from| {
            scan.find(from, |it| (it == meaning).then_some(())).is_some_and(|((), end)| end == first)
        })
    };
    if right_before(Meaning::BoundCue) {
        return Direction::Future;
    }
    let before = (first.saturating_sub(REACH)..first).rev().take_while(|at| !ends_clause(&scan, *at));
    let behind =
        (after..after + REACH).take_while(|at| scan.token(*at).is_some() && !ends_clause(&scan, *at));
    let verb = before.chain(behind).find_map(cue);
    match verb {
        Some(direction) => direction,
        None if right_before(Meaning::NearCue) => Direction::Future,
        None => Direction::Unspecified,
    }
}

/// The part of a sentence that can hold a cue, so that the work does not grow with the sentence.
fn window(text: &str, within: Span, expression: Span) -> Option<Span> {
    let from = expression.start().saturating_sub(BYTES).max(within.start());
    let to = (expression.end() + BYTES).min(within.end());
    let from = (from..=expression.start()).find(|at| text.is_char_boundary(*at))?;
    let to = (expression.end()..=to).rev().find(|at| text.is_char_boundary(*at))?;
    Span::new(from, to)
}

/// A lower-case word in -ed, if no form of "be" before it makes it a passive, whose tense is that of the form.
fn is_past_verb(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.words(at);
    let passive = at.checked_sub(1).is_some_and(|before| scan.any(before, &["be", "is", "are"]));
    word.len() > 4 && word.ends_with("ed") && scan.is_word(at) && !scan.capital(at) && !passive
}

fn ends_clause(scan: &Scan<'_>, at: usize) -> bool {
    [';', '.', '!', '?', '—', '“', '”', '"'].iter().any(|mark| scan.mark(at, *mark))
}
