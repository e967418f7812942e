//! Reads damaged inputs for some minutes and tells which of them made the parsers panic, take more than a second a megabyte, or take
//! memory over ten times the input.
//!
//! `cargo run --release -p onrecord-page --example fuzz -- MINUTES SEED FOLDER FILE...` damages and mixes the files (pages, feeds, tables,
//! archives) by the seed, reads them as they are first, and keeps what fails in the folder. Memory is what is allocated at the peak.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example is a small program")]

mod shared;

use onrecord_page::{Input, Limits, Source, Taken, read_one, unpack};
use peak_alloc::PeakAlloc;
use shared::{Clock, Outcome};
use std::borrow::Cow;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// What an input of nothing may take: the rules' patterns are compiled, the forests read.
const SECONDS: f64 = 0.5;
const MEBIBYTES: f64 = 64.0;
const MEBI: f64 = (1 << 20) as f64;
/// The largest input that is made.
const LARGEST: usize = 8 << 20;

/// What the process has allocated. What the system gave it is no measure: it keeps what an earlier input needed.
#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

fn main() -> Outcome {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [minutes, seed, folder, paths @ ..] = words.as_slice() else {
        return Err("usage: fuzz MINUTES SEED FOLDER FILE...".into());
    };
    let mut chance = Chance(seed.parse::<u64>()? | 1);
    let files: Vec<Vec<u8>> = paths.iter().map(std::fs::read).collect::<Result<_, _>>()?;
    let files: Vec<Vec<u8>> = files.iter().map(|raw| unpacked(raw)).collect();
    if files.is_empty() {
        return Err("no files to damage".into());
    }
    std::fs::create_dir_all(folder)?;
    let until = Instant::now() + Duration::from_secs_f64(minutes.parse::<f64>()? * 60.0);
    // What is compiled once is no input's to answer for.
    for file in &files {
        let _ = taken_by(file);
    }
    let mut tally = Tally::default();
    for file in &files {
        tally.add(file, &taken_by(file), folder, seed)?;
    }
    while Instant::now() < until {
        let input = damaged(&files, &mut chance);
        tally.add(&input, &taken_by(&input), folder, seed)?;
    }
    println!(
        "{} inputs, {:.0} MB read, {} failures; at worst {:.2} s a megabyte beyond {SECONDS} s",
        tally.inputs,
        tally.bytes as f64 / 1e6,
        tally.failures,
        tally.slowest
    );
    if tally.failures > 0 { Err("some inputs failed".into()) } else { Ok(()) }
}

/// What has been tried so far.
#[derive(Default)]
struct Tally {
    inputs: usize,
    bytes: usize,
    failures: usize,
    /// Seconds a megabyte beyond [`SECONDS`], at worst.
    slowest: f64,
}

impl Tally {
    /// Counts an input, and keeps it in the folder where it took too much.
    fn add(&mut self, input: &[u8], took: &Took, folder: &str, seed: &str) -> Outcome {
        self.inputs += 1;
        self.bytes += took.bytes;
        let megabytes = took.bytes as f64 / 1e6;
        self.slowest = self.slowest.max((took.seconds - SECONDS) / megabytes.max(0.001));
        let most = MEBIBYTES + 10.0 * took.bytes as f64 / MEBI;
        let fault = if took.panicked {
            "panic"
        } else if took.seconds > SECONDS + megabytes {
            "slow"
        } else if took.memory > most {
            "memory"
        } else {
            return Ok(());
        };
        self.failures += 1;
        let path = Path::new(folder).join(format!("{fault}-{seed}-{}", self.inputs));
        std::fs::write(&path, input)?;
        let Took { bytes, seconds, memory, .. } = took;
        println!("{}: {seconds:.2} s, {memory:.0} MiB for {bytes} bytes", path.display());
        Ok(())
    }
}

/// A file without gzip around it, where it has one: what is packed is hardly read any more once it is damaged.
fn unpacked(raw: &[u8]) -> Vec<u8> {
    onrecord_page::decompress(raw, LARGEST).map_or_else(|_| raw.to_vec(), Cow::into_owned)
}

/// What an input took.
struct Took {
    /// Bytes of the input, or of what came out of it where that is more.
    bytes: usize,
    /// Of the processor: the machine may have other work to do.
    seconds: f64,
    /// MiB at the peak beyond what was held before.
    memory: f64,
    panicked: bool,
}

fn taken_by(input: &[u8]) -> Took {
    let limits = Limits::default();
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let clock = Clock::start();
    let begun = clock.seconds();
    let mut out = 0;
    let result = catch_unwind(AssertUnwindSafe(|| {
        let source = Source::Seekable(Box::new(Cursor::new(input.to_vec())));
        let _ = unpack(source, "fuzz", &limits, &mut |taken| {
            if let Taken::Input { path, bytes } = taken {
                out += bytes.len();
                let _ = read_one(Input { bytes: &bytes, path: &path }, &limits);
            }
            ControlFlow::Continue(())
        });
    }));
    let seconds = clock.seconds() - begun;
    let memory = HEAP.peak_usage().saturating_sub(before) as f64 / MEBI;
    Took { bytes: input.len().max(out), seconds, memory, panicked: result.is_err() }
}

/// One of the files, damaged in a few places.
fn damaged(files: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = files[chance.below(files.len())].clone();
    for _ in 0..=chance.below(8) {
        let (start, end) = chance.range(bytes.len());
        match chance.below(9) {
            0 => bytes.truncate(start),
            1 => drop(bytes.drain(start..end)),
            2 => bytes[start..end].iter_mut().for_each(|byte| *byte ^= 1 << (end % 8)),
            3 => bytes[start..end].reverse(),
            // A part of another file in its place.
            4 => {
                let other = &files[chance.below(files.len())];
                let (from, to) = chance.range(other.len());
                bytes.splice(start..end, other[from..to].iter().copied());
            }
            // A part again and again: nesting, long lines, long lists.
            5 | 6 => {
                let part = bytes[start..end.min(start + 200)].to_vec();
                let most = LARGEST / part.len().max(1);
                let times = 1 << chance.below(16);
                bytes.splice(start..start, part.repeat(times.min(most)));
            }
            7 => {
                let odd = ODD[chance.below(ODD.len())];
                bytes.splice(start..start, odd.as_bytes().repeat(1 << chance.below(12)));
            }
            _ => bytes
                .splice(start..start, (0..chance.below(64)).map(|_| chance.next() as u8).collect::<Vec<u8>>())
                .for_each(drop),
        }
        bytes.truncate(LARGEST);
    }
    bytes
}

/// What parsers stumble over.
const ODD: [&str; 16] = [
    "<",
    ">",
    "\"",
    "<!--",
    "]]>",
    "<div>",
    "</p>",
    "<table><tr><td>",
    "&#x110000;",
    "&amp",
    "\0",
    "\n",
    "\u{202e}é",
    "{\"a\":[",
    ",",
    "Q: ",
];

/// Numbers that look thrown, the same for the same seed (xorshift64*, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A part of so many bytes, short more often than long.
    fn range(&mut self, length: usize) -> (usize, usize) {
        let start = self.below(length);
        let longest = 1 << self.below(14);
        (start, (start + self.below(longest)).min(length))
    }
}
