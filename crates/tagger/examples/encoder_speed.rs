//! How fast the neural reader is: models of random weights over invented units, on one thread, by the time that the processor was had.
//!
//! `cargo run --release -p onrecord-tagger --example encoder_speed [-- a|b|c|PATH]`; without an argument all three
//! sizes, with the path of a model file that model.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a tool, not the core")]

#[path = "../tests/encoder_support/mod.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod support;

use onrecord_tagger::encoder::{Model, Scratch, UnitWord, shape_of};
use support::{Random, Sizes};

fn main() {
    let chosen = std::env::args().nth(1).unwrap_or_default();
    let sizes = [
        ("a", "6 layers, inner 1536, mode first", "first", 6, 1536),
        ("b", "3 layers, inner 768, mode mean", "mean", 3, 768),
        ("c", "2 layers, inner 768, mode mean", "mean", 2, 768),
    ];
    let mut known = false;
    for (name, what, mode, layers, inner) in sizes {
        if chosen.is_empty() || chosen == name {
            let vocabulary = full_vocabulary();
            let sizes = Sizes {
                mode,
                layers,
                width: 384,
                heads: 12,
                inner,
                positions: 512,
                tags: 64,
                link: [128, 4, 256],
                vocabulary,
            };
            let file = support::file(&sizes, &support::random(&sizes, 1), true);
            measure(&format!("({name}) {what}, width 384"), &file);
        }
        known |= chosen == name;
    }
    if !chosen.is_empty() && !known {
        match std::fs::read(&chosen) {
            Ok(file) => measure(&chosen, &file),
            Err(error) => println!("{chosen}: {error}"),
        }
    }
}

/// As many pieces as BERT has, so that the embeddings lie as far apart in memory.
fn full_vocabulary() -> Vec<String> {
    let mut pieces = support::vocabulary();
    let mut random = Random(2);
    while pieces.len() < 30_522 {
        pieces.push(format!("{}{}", syllables(&mut random, 2), pieces.len() % 10));
    }
    pieces
}

fn syllables(random: &mut Random, count: usize) -> String {
    let letter = |random: &mut Random, of: &[u8]| char::from(of[random.below(of.len())]);
    (0..count).flat_map(|_| [letter(random, b"bdfgklmnprstvz"), letter(random, b"aeiou")]).collect()
}

/// Units of about 36 words, 5 to 140, of invented words, some of them with capitals.
fn units(count: usize) -> Vec<Vec<String>> {
    let mut random = Random(3);
    let lexicon: Vec<String> = (0..4000)
        .map(|number| {
            // Most words are one piece, others up to four.
            let length = [1, 1, 1, 1, 1, 2, 2, 3, 4][number % 9];
            let mut word = syllables(&mut random, length);
            if number % 7 == 0 {
                word[..1].make_ascii_uppercase();
            }
            word
        })
        .collect();
    (0..count)
        .map(|_| {
            let length = 5
                + (0..3).map(|_| random.below(22)).sum::<usize>()
                + if random.below(30) == 0 { 80 } else { 0 };
            (0..length)
                .map(|at| match at % 12 {
                    11 => [".", ",", "\u{201c}", "\u{201d}"][random.below(4)].to_owned(),
                    _ => lexicon[random.below(lexicon.len())].clone(),
                })
                .collect()
        })
        .collect()
}

fn measure(what: &str, file: &[u8]) {
    println!("{what}: {:.1} MB", file.len() as f64 / 1e6);
    let before = resident();
    let start = seconds();
    let model = match Model::load(&[file]) {
        Ok(model) => model,
        Err(error) => return println!("  {error}"),
    };
    println!(
        "  load {:.1} ms, {:+.1} MB resident beside the file",
        (seconds() - start) * 1e3,
        resident() - before
    );
    let texts = units(200);
    let units: Vec<Vec<UnitWord<'_>>> = texts
        .iter()
        .map(|words| {
            let word = |(at, text): (usize, &'_ String)| (text.len() + at) as u8;
            words
                .iter()
                .enumerate()
                .map(|(at, text)| UnitWord {
                    text,
                    shape: shape_of(text),
                    quote: 0,
                    tag: word((at, text)) % 40,
                    place: u8::from(at == 0),
                })
                .collect()
        })
        .collect();
    let words: usize = units.iter().map(Vec::len).sum();
    let mut scratch = Scratch::default();
    // The threshold above which there are 1.2 anchors a unit.
    let sample = &units[..40];
    let mut probabilities: Vec<f32> = model
        .read(sample, &mut scratch, 0.0)
        .iter()
        .flat_map(|it| it.attributions.iter().map(|it| it.probability))
        .collect();
    probabilities.sort_by(|a, b| b.total_cmp(a));
    let threshold = probabilities[(sample.len() as f64 * 1.2) as usize];
    for (what, threshold) in [("without links", 2.0), ("with links", threshold)] {
        let mut best = f64::INFINITY;
        let mut anchors = 0;
        for _ in 0..6 {
            let start = seconds();
            // A page at a time.
            anchors = units.chunks(20).map(|units| links(&model.read(units, &mut scratch, threshold))).sum();
            best = best.min(seconds() - start);
        }
        println!(
            "  {what}: {:.0} words/s, {:.0} units/s; {} units, {words} words, {anchors} anchors",
            words as f64 / best,
            units.len() as f64 / best,
            units.len()
        );
    }
    println!("  {:+.1} MB resident in all", resident() - before);
}

fn links(readings: &[onrecord_tagger::encoder::UnitReading]) -> usize {
    readings.iter().map(|it| it.attributions.len()).sum()
}

/// Seconds that this thread has had a processor, which a busy machine does not stretch, or a clock where there is no such count.
fn seconds() -> f64 {
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let run = counts.split(' ').next().and_then(|run| run.parse::<f64>().ok());
    let clock = || std::time::UNIX_EPOCH.elapsed().map_or(0.0, |since| since.as_secs_f64());
    run.map_or_else(clock, |nanoseconds| nanoseconds / 1e9)
}

/// Megabytes of memory in use, where the system says so.
fn resident() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<f64>().ok()).unwrap_or_default() * 4096.0 / 1e6
}
