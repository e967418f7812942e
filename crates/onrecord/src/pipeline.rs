//! From an input's bytes to readings, many inputs at a time, in their order.

use crate::error::Problem;
use crate::input::{Limits, Place, load};
use onrecord_reading::Reader;
use onrecord_text::{Format, Page, Reading, page_id, sha256_hex};
use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// A page's kept bytes and what the page says.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadPage {
    /// The bytes that the record keeps: the whole input, or the row of a table of pages.
    pub raw: Vec<u8>,
    /// What the page says.
    pub reading: Reading,
}

/// A page of an input.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A page that was read.
    New(Box<ReadPage>),
    /// A page that the caller has, so that it was not read again.
    Known {
        /// Its id.
        id: String,
        /// Where its bytes came from this time.
        path: String,
    },
}

/// What an input gave: pages, and what could not be read of it. A table of pages gives many.
pub type Pages = Vec<Result<Found, Problem>>;

/// Reads the pages in some bytes, all but those whose id is `known`. What a page says is a pure function of the bytes,
/// whatever thread this runs on.
#[must_use]
pub fn read_bytes(reader: &Reader, bytes: &[u8], path: &str, known: &impl Fn(&str) -> bool) -> Pages {
    let id = page_id(bytes);
    if known(&id) {
        return vec![Ok(Found::Known { id, path: path.to_owned() })];
    }
    // The core promises never to panic. If it does on some page, that page is lost and the others are not.
    let attempt = catch_unwind(AssertUnwindSafe(|| read_pages(reader, bytes, path, known)));
    attempt.unwrap_or_else(|_| {
        vec![Err(Problem::new(
            path,
            "onrecord itself failed on this page, which is a mistake in the program",
            "Please report it, with the page if you may share it.",
        ))]
    })
}

fn read_pages(reader: &Reader, bytes: &[u8], path: &str, known: &impl Fn(&str) -> bool) -> Pages {
    let parsed =
        onrecord_page::parse(onrecord_page::Input { bytes, path }, &onrecord_page::Limits::default());
    let is_table = parsed.iter().flatten().any(|page| page.format == Format::Row);
    let rows = if is_table { rows_by_hash(bytes) } else { BTreeMap::new() };
    let mut pages = Pages::new();
    for page in parsed {
        pages.push(match page {
            Err(no) => Err(Problem::new(no.path, no.reason, no.hint)),
            Ok(page) if known(&page.id) => Ok(Found::Known { id: page.id, path: page.path }),
            Ok(page) => {
                let raw = kept_bytes(bytes, &page.sha256, &rows).to_vec();
                Ok(Found::New(Box::new(ReadPage { raw, reading: reader.read(page) })))
            }
        });
    }
    pages
}

/// The pages in the bytes of a kept copy, as they were read when it was added.
#[must_use]
pub fn parse_kept(raw: &[u8], path: &str) -> Vec<Page> {
    let input = onrecord_page::Input { bytes: raw, path };
    onrecord_page::parse(input, &onrecord_page::Limits::default()).into_iter().flatten().collect()
}

/// The readings of a kept copy.
#[must_use]
pub fn read_kept(reader: &Reader, raw: &[u8], path: &str) -> Vec<Reading> {
    let pages = read_bytes(reader, raw, path, &|_| false).into_iter().flatten();
    pages.filter_map(|page| if let Found::New(page) = page { Some(page.reading) } else { None }).collect()
}

/// The bytes that a page was made of: the row of a table whose hash it bears, else the whole input.
fn kept_bytes<'a>(bytes: &'a [u8], sha256: &str, rows: &BTreeMap<String, &'a [u8]>) -> &'a [u8] {
    rows.get(sha256).copied().unwrap_or(bytes)
}

/// The rows of a table of pages by their hash, without the white space around them, as the page's reader takes them.
fn rows_by_hash(bytes: &[u8]) -> BTreeMap<String, &[u8]> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let rows = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|row| !row.is_empty());
    rows.map(|row| (sha256_hex(row), row)).collect()
}

/// Loads and reads inputs on all cores, passes over pages whose id is `known`, and hands each result to `each`, in the order of `places`, on this thread.
///
/// At most a few inputs a core are held at a time, so that a pile of any size fits into memory.
///
/// # Errors
///
/// The first error of `each`, which stops the reading.
pub fn read_all<E>(
    reader: &Reader,
    places: &[Result<Place, Problem>],
    limits: Limits,
    known: impl Fn(&str) -> bool + Sync,
    each: impl FnMut(Pages) -> Result<(), E>,
) -> Result<(), E> {
    let read = |place: &Result<Place, Problem>| match place.as_ref().map(|place| load(place, limits)) {
        Ok(Ok(loaded)) => read_bytes(reader, &loaded.bytes, &loaded.name, &known),
        Ok(Err(problem)) => vec![Err(problem)],
        Err(problem) => vec![Err(problem.clone())],
    };
    in_order(places, read, each)
}

/// A reader's stack: pages nest elements, and quotations, more deeply than the two megabytes of a default thread like.
const STACK: usize = 16 << 20;

/// What workers and the collecting thread share.
struct Shared<R> {
    /// The next input that nobody has taken.
    next: usize,
    /// Results whose turn has not come.
    done: BTreeMap<usize, R>,
    /// How many results have been handed on.
    handed: usize,
    /// Whether the collector wants no more.
    stopped: bool,
}

fn in_order<T: Sync, R: Send, E>(
    inputs: &[T],
    read: impl Fn(&T) -> R + Sync,
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(inputs.len());
    let window = workers * 4;
    let shared = Mutex::new(Shared { next: 0, done: BTreeMap::new(), handed: 0, stopped: false });
    let changed = Condvar::new();
    let lock = || shared.lock().unwrap_or_else(PoisonError::into_inner);
    let wait = |guard| changed.wait(guard).unwrap_or_else(PoisonError::into_inner);

    let work = || {
        loop {
            let mut state = lock();
            while !state.stopped && state.next < inputs.len() && state.next >= state.handed + window {
                state = wait(state);
            }
            let index = state.next;
            let Some(input) = inputs.get(index).filter(|_| !state.stopped) else { return };
            state.next += 1;
            drop(state);
            let result = read(input);
            lock().done.insert(index, result);
            changed.notify_all();
        }
    };
    thread::scope(|scope| {
        let spawn = || thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_ok();
        if (0..workers).filter(|_| spawn()).count() == 0 {
            // The system gives no thread, so this one does the work.
            return inputs.iter().map(&read).try_for_each(&mut each);
        }
        for index in 0..inputs.len() {
            let mut state = lock();
            let result = loop {
                match state.done.remove(&index) {
                    Some(result) => break result,
                    None => state = wait(state),
                }
            };
            state.handed = index + 1;
            drop(state);
            changed.notify_all();
            if let Err(error) = each(result) {
                lock().stopped = true;
                changed.notify_all();
                return Err(error);
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn slow_when_even(input: &u64) -> u64 {
        thread::sleep(Duration::from_millis(if input.is_multiple_of(2) { 3 } else { 0 }));
        *input
    }

    #[test]
    fn results_come_in_the_order_of_the_inputs() {
        let inputs: Vec<u64> = (0..60).collect();
        let mut seen = Vec::new();
        let end: Result<(), ()> = in_order(&inputs, slow_when_even, |input| {
            seen.push(input);
            Ok(())
        });
        assert_eq!(end, Ok(()));
        assert_eq!(seen, inputs);
    }

    #[test]
    fn an_error_of_the_collector_stops_the_workers() {
        let inputs: Vec<u64> = (0..1000).collect();
        let end = in_order(&inputs, slow_when_even, |input| if input == 3 { Err("full") } else { Ok(()) });
        assert_eq!(end, Err("full"));
    }

    #[test]
    fn no_input_is_no_work() {
        assert_eq!(in_order(&[] as &[u64], slow_when_even, |_| Err(())), Ok(()));
    }
}
