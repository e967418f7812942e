//! Measured by hand: `cargo test --release -p onrecord-store --test speed -- --ignored --nocapture`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, a measurement prints"
)]

mod support;

use onrecord_store::Record;
use onrecord_store::views::{EventQuery, StatementQuery};
use std::time::Instant;
use support::{read, resolve};

/// A page of some statements with words of their own.
fn page(number: usize, statements: usize) -> String {
    let mut text = format!("Day {number} at the pass\n{} May 2031\n", number % 28 + 1);
    for line in 0..statements {
        let speaker = ["Ilse Varga", "Tomas Rehn", "Mira Holt", "Jon Aske"][(number + line) % 4];
        text.push_str(&format!(
            "“We count {line} carts and {number} riders on the road to Elm Ford,” said {speaker}.\n"
        ));
    }
    text
}

fn timed<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    println!("{what}: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    result
}

#[test]
#[ignore = "a measurement"]
fn five_pages_and_a_hundred_thousand_statements() {
    let folder = tempfile::tempdir().unwrap();
    let mut small = Record::create_or_open(folder.path().join("small.onrecord")).unwrap();
    let pages: Vec<String> = (0..5).map(|number| page(number, 120)).collect();
    let readings: Vec<_> = pages.iter().map(|text| read(text.as_bytes(), &text[..12]).remove(0)).collect();
    timed("add 5 pages of 10 kB", || {
        for (text, reading) in pages.iter().zip(&readings) {
            small.add(text.as_bytes(), reading).unwrap();
        }
    });
    timed("resolve 5 pages (toy)", || small.resolve_with(&resolve).unwrap());

    let mut large = Record::create_or_open(folder.path().join("large.onrecord")).unwrap();
    timed("add 2000 pages of 50 statements", || {
        for number in 0..2000 {
            let text = page(number, 50);
            large.add(text.as_bytes(), &read(text.as_bytes(), &format!("{number}.txt"))[0]).unwrap();
        }
    });
    timed("resolve 2000 pages (toy)", || large.resolve_with(&resolve).unwrap());
    println!("file: {} MB", std::fs::metadata(large.path()).unwrap().len() / 1_000_000);
    let base = || StatementQuery { limit: Some(50), ..StatementQuery::default() };
    for _ in 0..2 {
        let all = timed("ledger, 100k statements", || large.statements(&base()).unwrap());
        assert_eq!(all.total, 100_000);
        timed("ledger of a speaker", || {
            large.statements(&StatementQuery { speaker: Some("varga".into()), ..base() }).unwrap()
        });
        timed("ledger of a rare word", || {
            large.statements(&StatementQuery { words: Some("\"1234 riders\"".into()), ..base() }).unwrap()
        });
        timed("ledger of a common word", || {
            large.statements(&StatementQuery { words: Some("carts".into()), ..base() }).unwrap()
        });
        timed("overview", || large.overview().unwrap());
        timed("pages", || large.pages().unwrap());
        timed("actors", || large.actors(None).unwrap());
        timed("events", || large.events(&EventQuery::default()).unwrap());
        timed("search a common word", || large.search("carts", 20).unwrap());
        timed("a page", || large.page("77.txt").unwrap().unwrap());
    }
    timed("whole ledger", || large.statements(&StatementQuery::default()).unwrap());
    timed("verify", || large.verify(|raw, path| vec![read(raw, path).remove(0).page]).unwrap());
}
