//! Two accounts whose values cannot both hold.
//!
//! A conflict is shown to a person as work to do, so each rule here would rather miss one than make one up: the two
//! must be about the same event or the same words, and the values must exclude each other.

mod denial;
mod number;
mod slots;
mod wording;

use crate::actors::Cast;
use crate::claims::Claim;
use crate::pile::Pile;
use crate::relations::{Account, Conflict, Slot};
use crate::words::Vocabulary;
use crate::{events, quotations};
use onrecord_text::{Span, stable_id};
use std::collections::BTreeMap;

/// What the rules look at.
pub(crate) struct Evidence<'e, 'a> {
    pub(crate) pile: &'e Pile<'a>,
    pub(crate) cast: &'e Cast,
    pub(crate) vocabulary: &'e Vocabulary,
    pub(crate) claims: &'e [Claim<'a>],
    pub(crate) quotations: &'e quotations::Found,
    pub(crate) events: &'e events::Found<'a>,
}

/// One side of a conflict before it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Side<'a> {
    page: usize,
    item: &'a str,
    entry: &'a str,
    span: Span,
    value: String,
}

/// The conflicts, by page order of the account reported first.
pub(crate) fn find(evidence: &Evidence<'_, '_>) -> Vec<Conflict> {
    let mut found: BTreeMap<String, (crate::pile::ReportOrder, Conflict)> = BTreeMap::new();
    let mut add = |slot: Slot, about: Option<&str>, one: Side<'_>, other: Side<'_>, why: Option<&str>| {
        // What a page has put otherwise since is no second account.
        if evidence.pile.are_versions(one.page, other.page) {
            return;
        }
        let (order, conflict) = write_down(evidence.pile, slot, about, one, other, why);
        if !evidence.pile.is_rejected(&conflict.id) {
            found.entry(conflict.id.clone()).or_insert((order, conflict));
        }
    };
    slots::find(evidence, &mut add);
    number::find(evidence, &mut add);
    wording::find(evidence, &mut add);
    denial::find(evidence, &mut add);
    let mut conflicts: Vec<(crate::pile::ReportOrder, Conflict)> = found.into_values().collect();
    conflicts.sort_by(|left, right| {
        (&left.0, left.1.slot, &left.1.id).cmp(&(&right.0, right.1.slot, &right.1.id))
    });
    conflicts.into_iter().map(|(_, conflict)| conflict).collect()
}

/// Where the rules put what they find: the slot, what it is about, the two sides, and what to say instead of
/// "has" where that would not do.
type Add<'f> = dyn FnMut(Slot, Option<&str>, Side<'_>, Side<'_>, Option<&str>) + 'f;

fn write_down(
    pile: &Pile<'_>,
    slot: Slot,
    about: Option<&str>,
    one: Side<'_>,
    other: Side<'_>,
    why: Option<&str>,
) -> (crate::pile::ReportOrder, Conflict) {
    let order = |side: &Side<'_>| pile.pages[side.page].order(side.item, side.span.start());
    let (a, b) = if order(&one) <= order(&other) { (one, other) } else { (other, one) };
    let said = |side: &Side<'_>| format!("{}, has {}", pile.pages[side.page].byline(side.item), side.value);
    let why = match why {
        Some(why) => format!("{}; {}: {why}", said(&a), said(&b)),
        None => format!("{}; {}", said(&a), said(&b)),
    };
    let part = |side: &Side<'_>| {
        let (page, entry, span) = pile.lineage.first_place(pile.pages[side.page].id(), side.entry, side.span);
        format!("{page} {entry} {span:?}")
    };
    let id = stable_id("c", &[&format!("{slot:?}"), &part(&a), &part(&b)]);
    let first = order(&a);
    let account = |side: Side<'_>| Account {
        page: pile.pages[side.page].id().to_owned(),
        entry: side.entry.to_owned(),
        span: side.span,
        value: side.value,
    };
    let conflict = Conflict { id, slot, about: about.map(str::to_owned), a: account(a), b: account(b), why };
    (first, conflict)
}

/// Words in quotation marks for a reader, cut at a word's end where they are long.
fn quoted(text: &str) -> String {
    const LONG: usize = 120;
    let plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = plain.trim_matches(|mark: char| matches!(mark, '“' | '”' | '"' | '‘' | '’' | ',' | '«' | '»'));
    if bare.chars().count() <= LONG {
        return format!("“{bare}”");
    }
    let cut: String = bare.chars().take(LONG).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("“{cut} …”")
}
