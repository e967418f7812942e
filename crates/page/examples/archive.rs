//! Streams containers of pages on one thread and prints what that took: pages and megabytes a second, and the peak of memory.
//!
//! `cargo run --release -p onrecord-page --example archive -- FILE...`
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an example is a small program"
)]

use onrecord_page::{Input, Limits, Source, Taken, read_one, unpack};
use std::ops::ControlFlow;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let limits = Limits::default();
    for path in std::env::args().skip(1) {
        let begun = Instant::now();
        let file = std::fs::File::open(&path)?;
        let packed = file.metadata()?.len();
        let (mut pages, mut items, mut failed, mut bytes_in, mut text) =
            (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
        let _ = unpack(Source::Seekable(Box::new(file)), &path, &limits, &mut |taken| {
            match taken {
                Taken::Input { path, bytes } => {
                    bytes_in += bytes.len();
                    match read_one(Input { bytes: &bytes, path: &path }, &limits) {
                        Ok(page) => {
                            pages += 1;
                            items += page.items.len();
                            text += page.text.len();
                        }
                        Err(problem) => {
                            failed += 1;
                            eprintln!("{problem}");
                        }
                    }
                }
                Taken::Failed(problem) => {
                    failed += 1;
                    eprintln!("{problem}");
                }
                Taken::Note(note) => eprintln!("{note}"),
            }
            ControlFlow::Continue(())
        })?;
        let seconds = begun.elapsed().as_secs_f64();
        let megabytes = |bytes: f64| bytes / 1e6;
        println!(
            "{path}: {pages} pages, {items} items, {failed} failed, {:.1} MB packed, {:.1} MB of records, {:.1} MB of text; {seconds:.2} s, \
             {:.0} pages/s, {:.1} MB of records/s, peak of memory {} MiB",
            megabytes(packed as f64),
            megabytes(bytes_in as f64),
            megabytes(text as f64),
            pages as f64 / seconds,
            megabytes(bytes_in as f64) / seconds,
            peak_mebibytes().map_or_else(|| "?".into(), |peak| peak.to_string()),
        );
    }
    Ok(())
}

/// The most memory that this process has held, where the system says (Linux).
fn peak_mebibytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_ascii_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}
