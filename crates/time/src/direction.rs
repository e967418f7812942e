//! Where the words around an expression put it.

use crate::expression::Direction;
use crate::scan::Scan;
use crate::vocabulary::Meaning;
use onrecord_text::Span;

/// Words before an expression that can still govern it; a clause is seldom longer.
const REACH: usize = 14;

/// Whether the words of the sentence `within` put the expression before or after the anchor: "will meet on Friday",
/// "due in June", "by Monday"; "met on Friday", "since June".
///
/// The nearest cue before the expression decides; a cue behind it counts only where none stands before. The result for
/// an expression without a cue is [`Direction::Unspecified`].
#[must_use]
pub fn local_direction(text: &str, within: Span, expression: Span) -> Direction {
    let scan = Scan::new(text, within);
    let first = scan.tokens.partition_point(|token| (token.end as usize) <= expression.start());
    let after = scan.tokens.partition_point(|token| (token.start as usize) < expression.end());
    let cue = |at: usize| {
        if scan.means(at, Meaning::FutureCue) {
            Some(Direction::Future)
        } else if scan.means(at, Meaning::PastCue) {
            Some(Direction::Past)
        } else {
            None
        }
    };
    let before = || (first.saturating_sub(REACH)..first).rev().take_while(|at| !ends_clause(&scan, *at));
    let near = (first.saturating_sub(2)..first).any(|at| scan.means(at, Meaning::NearCue));
    let governed = before().find_map(cue);
    let behind = || {
        (after..after + REACH)
            .take_while(|at| scan.token(*at).is_some() && !ends_clause(&scan, *at))
            .find_map(cue)
    };
    match (governed, near) {
        (Some(Direction::Future), _) => Direction::Future,
        // "agreed to extend it until Friday": a bound lies ahead though the verb is past.
        (_, true) => Direction::Future,
        (Some(direction), _) => direction,
        (None, false) => behind().unwrap_or(Direction::Unspecified),
    }
}

fn ends_clause(scan: &Scan<'_>, at: usize) -> bool {
    [';', '.', '!', '?', '—', '“', '”', '"'].iter().any(|mark| scan.mark(at, *mark))
}
