//! Reads damaged inputs for some minutes and tells which of them made the parsers panic, take more than a second a megabyte, or take
//! memory over ten times the input.
//!
//! `cargo run --release -p onrecord-page --example fuzz -- MINUTES SEED FOLDER FILE...` damages and mixes the files (pages, feeds, tables,
//! archives) by the seed, and keeps what fails in the folder. Memory is measured where the system tells it (Linux).
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example is a small program")]

mod shared;

use onrecord_page::{Input, Limits, Source, Taken, read_one, unpack};
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
/// The largest input that is made.
const LARGEST: usize = 8 << 20;

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
    let (mut runs, mut bytes, mut failures, mut slowest) = (0_usize, 0_usize, 0_usize, 0.0_f64);
    while Instant::now() < until {
        let input = damaged(&files, &mut chance);
        let took = taken_by(&input);
        runs += 1;
        bytes += took.bytes;
        let megabytes = took.bytes as f64 / 1e6;
        slowest = slowest.max((took.seconds - SECONDS) / megabytes.max(0.001));
        let fault = match took.memory {
            _ if took.panicked => Some("panic"),
            _ if took.seconds > SECONDS + megabytes => Some("slow"),
            Some(memory) if memory > MEBIBYTES + 10.0 * took.bytes as f64 / f64::from(1 << 20) => {
                Some("memory")
            }
            _ => None,
        };
        if let Some(fault) = fault {
            failures += 1;
            let path = Path::new(folder).join(format!("{fault}-{seed}-{runs}"));
            std::fs::write(&path, &input)?;
            println!(
                "{}: {:.2} s, {:?} MiB for {} bytes",
                path.display(),
                took.seconds,
                took.memory.map(f64::round),
                took.bytes
            );
        }
    }
    println!(
        "{runs} inputs, {:.0} MB read, {failures} failures; at worst {slowest:.2} s a megabyte beyond {SECONDS} s",
        bytes as f64 / 1e6
    );
    if failures > 0 { Err("some inputs failed".into()) } else { Ok(()) }
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
    memory: Option<f64>,
    panicked: bool,
}

fn taken_by(input: &[u8]) -> Took {
    let limits = Limits::default();
    let before = memory("VmRSS:");
    // The peak is counted anew from here on.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
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
    let memory = memory("VmHWM:").zip(before).map(|(peak, before)| peak - before);
    Took { bytes: input.len().max(out), seconds: clock.seconds() - begun, memory, panicked: result.is_err() }
}

/// A line of the process's status, in MiB.
fn memory(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
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
