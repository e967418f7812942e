//! Streams containers of pages on one thread and prints what that took: pages and megabytes a second, and the peak of memory.
//!
//! `cargo run --release -p onrecord-page --example archive -- [--records] FILE...`; with `--records` the pages are only taken out, not
//! read. Seconds are the processor's, where the system says them (Linux).
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an example is a small program"
)]

mod shared;

use onrecord_page::{Input, Limits, Source, Taken, read_one, unpack};
use shared::{Clock, Outcome, peak_mebibytes};
use std::ops::ControlFlow;

fn main() -> Outcome {
    let limits = Limits::default();
    let (flags, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word == "--records");
    for path in paths {
        let clock = Clock::start();
        let begun = clock.seconds();
        let file = std::fs::File::open(&path)?;
        let packed = file.metadata()?.len();
        let (mut pages, mut items, mut failed, mut bytes_in, mut text) =
            (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
        let _ = unpack(Source::Seekable(Box::new(file)), &path, &limits, &mut |taken| {
            match taken {
                Taken::Input { path, bytes } => {
                    bytes_in += bytes.len();
                    if !flags.is_empty() {
                        pages += 1;
                        return ControlFlow::Continue(());
                    }
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
        let seconds = clock.seconds() - begun;
        let megabytes = |bytes: f64| bytes / 1e6;
        println!(
            "{path}: {pages} pages, {items} items, {failed} failed, {:.1} MB packed, {:.1} MB of records, {:.1} MB of text; {seconds:.2} s of the processor, \
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
