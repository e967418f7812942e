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
    of(&Scan::new(text, window), expression)
}

/// The same in a sentence that is cut into tokens already.
pub(crate) fn of(scan: &Scan<'_>, expression: Span) -> Direction {
    let first = scan.tokens.partition_point(|token| (token.end as usize) <= expression.start());
    let after = scan.tokens.partition_point(|token| (token.start as usize) < expression.end());
    let cue = |at: usize| {
        if scan.means(at, Meaning::FutureCue) {
            Some(if was_planned(scan, at) { Direction::Past } else { Direction::Future })
        } else if scan.means(at, Meaning::WeakCue) {
            Some(Direction::Unspecified)
        } else if !is_passive(scan, at) && (scan.means(at, Meaning::PastCue) || is_past_verb(scan, at)) {
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
    // "they will appeal Wednesday's ruling": what has a day's name has been, as a rule.
    let owner = scan.is(after, "'s")
        && scan.find(first, |it| matches!(it, Meaning::Weekday(_)).then_some(())).is_some();
    if owner {
        return Direction::Unspecified;
    }
    let before = (first.saturating_sub(REACH)..first).rev().take_while(|at| !ends_clause(scan, *at));
    let behind = (after..after + REACH).take_while(|at| scan.token(*at).is_some() && !ends_clause(scan, *at));
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

/// "had been scheduled", "as previously planned": what was planned before has been.
fn was_planned(scan: &Scan<'_>, at: usize) -> bool {
    let before = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|it| scan.any(it, words));
    before(1, &["previously", "originally"])
        || before(1, &["been"]) && (2..=4).any(|back| before(back, &["had"]))
}

/// A lower-case word in -ed.
fn is_past_verb(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.words(at);
    // "an unspecified date", "the planned visit": before a noun it is no verb.
    let adjective = (1..=2).filter_map(|back| at.checked_sub(back)).any(|before| {
        scan.any(before, &["a", "an", "the", "its", "his", "her", "their", "this", "that", "these", "those"])
    });
    // "succeed", "need" and "hundred" are none.
    word.len() > 4
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && word != "hundred"
        && scan.is_word(at)
        && !scan.capital(at)
        && !adjective
}

/// Behind a form of "be" a participle is a passive, whose tense is that of the form: "is heard in May", "to be held".
fn is_passive(scan: &Scan<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| scan.any(before, &["be", "is", "are"]))
}

fn ends_clause(scan: &Scan<'_>, at: usize) -> bool {
    // The dot of "Dr. Holm" or "D. Holm" ends nothing, nor does one inside a word.
    if scan.mark(at, '.') {
        let short =
            at.checked_sub(1).is_some_and(|before| scan.words(before).len() <= 3 && scan.capital(before));
        return !(scan.glued(at + 1) || short && scan.glued(at) && scan.capital(at + 1));
    }
    [';', '!', '?', '—', '“', '”', '"'].iter().any(|mark| scan.mark(at, *mark))
}
