use super::pairs::{Known, pairs};
use onrecord_text::{Event, Reading};
use std::collections::BTreeMap;

/// Two reports that share less of their words than this are two reports, not one that was changed.
const ALIKE: f64 = 0.6;

/// Which event of the earlier version each of the later one is, and whether the two differ in words, type, stage, place or day.
/// Places in the readings' lists.
pub(super) fn held_together(before: &Reading, after: &Reading) -> BTreeMap<usize, (usize, bool)> {
    let (old, new) = (known(before), known(after));
    let differs = |i: usize, j: usize| {
        let (one, other) = (&before.events[i], &after.events[j]);
        let day = |event: &Event| event.when.is_known().then_some((event.when.earliest, event.when.latest));
        old[i].key != new[j].key
            || (one.kind, one.stage, &one.place, day(one))
                != (other.kind, other.stage, &other.place, day(other))
    };
    pairs(&old, &new, ALIKE).into_iter().map(|(j, i)| (j, (i, differs(i, j)))).collect()
}

fn known(reading: &Reading) -> Vec<Known> {
    let of =
        |event: &Event| Known::new(event.kind.as_str().to_owned(), event.evidence.of(&reading.page.text));
    reading.events.iter().map(of).collect()
}
