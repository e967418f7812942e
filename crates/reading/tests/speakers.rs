//! Who speaks: the annotated pages of `speakers/` (its README says how they are annotated), read through the public interface.
//!
//! `cargo test -p onrecord-reading --test speakers -- --nocapture` prints how many annotated statements are found and
//! whether their speakers are the right actors, by kind of source and by half (odd pages: development; even pages:
//! measuring only). The floors stand a little under what is reached: they hold it, and are raised with it.
//! `… -- --ignored --nocapture` lists the errors on the odd pages.

#![allow(clippy::expect_used, clippy::panic, reason = "a test stops at what is wrong with its data")]

mod speakers {
    pub(crate) mod gold;
    pub(crate) mod score;
}

use speakers::gold::{self, Kind};
use speakers::score::{self, Outcome, Scored};

/// Least share found, and least share of the found whose speaker is right, in per cent.
struct Floor {
    rows: &'static str,
    found: usize,
    right: usize,
}

const ODD: &[Floor] = &[
    Floor { rows: "all", found: 84, right: 96 },
    Floor { rows: "name", found: 87, right: 98 },
    Floor { rows: "pronoun", found: 92, right: 95 },
    Floor { rows: "nominal, named", found: 66, right: 90 },
    Floor { rows: "nominal, unnamed", found: 84, right: 96 },
    Floor { rows: "carried", found: 78, right: 95 },
    Floor { rows: "chain", found: 70, right: 82 },
];
const EVEN: &[Floor] = &[
    Floor { rows: "all", found: 84, right: 89 },
    Floor { rows: "name", found: 89, right: 96 },
    Floor { rows: "pronoun", found: 88, right: 88 },
    Floor { rows: "nominal, named", found: 68, right: 66 },
    Floor { rows: "nominal, unnamed", found: 87, right: 85 },
    Floor { rows: "carried", found: 80, right: 95 },
    Floor { rows: "chain", found: 80, right: 80 },
];

type Row = fn(&Scored) -> bool;

/// The rows of the table: a name, and which statements count in it. Those through another's report count twice.
const ROWS: &[(&str, Row)] = &[
    ("all", |_| true),
    ("name", |it| it.kind == Kind::Name),
    ("pronoun", |it| it.kind == Kind::Pronoun),
    ("nominal, named", |it| it.kind == Kind::Nominal && !it.unnamed),
    ("nominal, unnamed", |it| it.kind == Kind::Nominal && it.unnamed),
    ("carried", |it| it.kind == Kind::Carried),
    ("none", |it| it.kind == Kind::None),
    ("chain", |it| it.chain),
];

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    annotated: usize,
    found: usize,
    right: usize,
    via_right: usize,
}

impl Counts {
    fn of(scored: &[Scored], row: Row) -> Self {
        let mut counts = Self::default();
        for it in scored.iter().filter(|it| row(it)) {
            counts.annotated += 1;
            counts.found += usize::from(it.outcome != Outcome::Missed);
            counts.right += usize::from(it.outcome == Outcome::Right);
            counts.via_right += usize::from(it.outcome != Outcome::Missed && it.via_right);
        }
        counts
    }

    fn percent(part: usize, whole: usize) -> usize {
        (part * 100).checked_div(whole).unwrap_or(0)
    }
}

#[test]
fn speakers_are_as_right_as_they_were() {
    let pages = gold::pages();
    let mut short = Vec::new();
    for (half, odd, floors) in [("odd, development", true, ODD), ("even, measuring", false, EVEN)] {
        let mut unannotated = 0;
        let mut scored = Vec::new();
        let mut number = 0;
        for page in pages.iter().filter(|page| page.odd == odd) {
            let (statements, extra) = score::score(page);
            scored.extend(statements);
            unannotated += extra;
            number += 1;
        }
        println!("\n{number} pages ({half}); {unannotated} statements found beside the annotated");
        println!(
            "{:<18}{:>10}{:>8}{:>6}{:>8}{:>6}{:>6}{:>6}",
            "", "annotated", "found", "%", "right", "%", "via", "%"
        );
        for (name, row) in ROWS {
            let counts = Counts::of(&scored, *row);
            let found = Counts::percent(counts.found, counts.annotated);
            let right = Counts::percent(counts.right, counts.found);
            println!(
                "{name:<18}{:>10}{:>8}{found:>6}{:>8}{right:>6}{:>6}{:>6}",
                counts.annotated,
                counts.found,
                counts.right,
                counts.via_right,
                Counts::percent(counts.via_right, counts.found),
            );
            for floor in floors.iter().filter(|floor| floor.rows == *name) {
                if found < floor.found || right < floor.right {
                    short.push(format!(
                        "{half}, {name}: found {found} % (floor {}), right {right} % (floor {})",
                        floor.found, floor.right
                    ));
                }
            }
        }
        assert!(
            floors.iter().all(|floor| ROWS.iter().any(|(name, _)| *name == floor.rows)),
            "a floor without a row"
        );
    }
    assert!(short.is_empty(), "{short:#?}");
}

#[test]
fn both_halves_hold_every_kind() {
    let pages = gold::pages();
    for odd in [true, false] {
        let half: Vec<_> = pages.iter().filter(|page| page.odd == odd).collect();
        assert!(half.len() >= 22, "{} pages", half.len());
        for kind in [Kind::Name, Kind::Pronoun, Kind::Nominal, Kind::Carried] {
            let number = half.iter().flat_map(|page| &page.statements).filter(|it| it.kind == kind).count();
            assert!(number >= 10, "{kind:?}: {number}");
        }
        assert!(half.iter().flat_map(|page| &page.statements).filter(|it| !it.via.is_empty()).count() >= 10);
    }
}

/// The errors on the pages for development: wrong speakers first, then chains without their links, then what is missed.
#[test]
#[ignore = "prints a list to work from"]
fn list_the_errors_on_odd_pages() {
    let scored: Vec<_> =
        gold::pages().iter().filter(|page| page.odd).flat_map(|page| score::score(page).0).collect();
    let print = |title: &str, which: &dyn Fn(&Scored) -> bool| {
        let list: Vec<_> = scored.iter().filter(|it| which(it)).collect();
        println!("\n== {title}: {}", list.len());
        for it in list {
            println!("{} [{:?}] want {} got {}\n    {}", it.page, it.kind, it.want, it.got, it.context);
        }
    };
    print("wrong speaker", &|it| it.outcome == Outcome::Wrong);
    print("wrong via", &|it| it.outcome != Outcome::Missed && it.chain && !it.via_right);
    print("missed", &|it| it.outcome == Outcome::Missed);
}
