//! From inputs to readings: containers are taken apart on one thread, pages are read on all cores, and everything comes out
//! in the order in which it went in.

use crate::error::Problem;
use crate::input::{Place, open};
use onrecord_page::{Input, Limits, Taken, Unreadable};
use onrecord_reading::Reader;
use onrecord_text::{Page, Reading, page_id};
use std::collections::{BTreeMap, VecDeque};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// A page's kept bytes and what the page says.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadPage {
    /// The bytes that the record keeps: the whole input, or what a container held of the page.
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

/// What comes of inputs, in their order.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A page, or why there is none: an input, or a part of a container.
    Page(Result<Found, Problem>),
    /// What a person should know about an input as a whole.
    Note(String),
    /// An input was read to its end.
    InputDone,
}

/// Reads the page in some bytes, unless its id is `known`. What a page says is a pure function of the bytes,
/// whatever thread this runs on.
fn read_page_of(
    reader: &Reader,
    raw: Vec<u8>,
    path: &str,
    limits: &Limits,
    known: &impl Fn(&str) -> bool,
) -> Result<Found, Problem> {
    let id = page_id(&raw);
    if known(&id) {
        return Ok(Found::Known { id, path: onrecord_page::path_of(Input { bytes: &raw, path }) });
    }
    // The core promises never to panic. If it does on some page, that page is lost and the others are not.
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        let page = onrecord_page::read_one(Input { bytes: &raw, path }, limits)?;
        Ok(reader.read(page))
    }));
    match attempt {
        Ok(Ok(reading)) => Ok(Found::New(Box::new(ReadPage { raw, reading }))),
        Ok(Err(no)) => Err(problem(no)),
        Err(_) => Err(our_mistake(path)),
    }
}

/// Reads the page in some bytes that came from an address.
///
/// # Errors
/// Where there is no page in them.
pub fn read_page(reader: &Reader, raw: Vec<u8>, path: &str) -> Result<Found, Problem> {
    // A page may nest more deeply than the stack of the thread that asks.
    let read = || read_page_of(reader, raw, path, &Limits::default(), &|_| false);
    thread::scope(|scope| {
        let reading = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read);
        let ended = reading.map(thread::ScopedJoinHandle::join);
        ended.ok().and_then(Result::ok).unwrap_or_else(|| Err(our_mistake(path)))
    })
}

pub(crate) fn problem(no: Unreadable) -> Problem {
    Problem::new(no.path, no.reason, no.hint)
}

fn our_mistake(path: &str) -> Problem {
    Problem::new(
        path,
        "onrecord itself failed on this page, which is a mistake in the program",
        "Please report it, with the page if you may share it.",
    )
}

/// The pages in the bytes of a kept copy, as they were read when it was added.
#[must_use]
pub fn parse_kept(raw: &[u8], path: &str) -> Vec<Page> {
    let input = Input { bytes: raw, path };
    // What was fetched is one answer, which is a page whatever type it bears; an archive may hold many that are none.
    let parse = || {
        if raw.starts_with(b"WARC/") {
            return onrecord_page::read_one(input, &Limits::default()).into_iter().collect();
        }
        onrecord_page::parse(input, &Limits::default()).into_iter().flatten().collect()
    };
    catch_unwind(AssertUnwindSafe(parse)).unwrap_or_default()
}

/// The page in a kept copy that is one page; none where it cannot be read again.
#[must_use]
pub fn kept_page(raw: &[u8], path: &str) -> Option<Page> {
    // A page may nest more deeply than the stack of the thread that asks.
    let pages = thread::scope(|scope| {
        let parse = || parse_kept(raw, path);
        thread::Builder::new().stack_size(STACK).spawn_scoped(scope, parse).ok()?.join().ok()
    });
    let mut pages = pages?.into_iter();
    pages.next().filter(|_| pages.next().is_none())
}

/// The readings of a kept copy.
#[must_use]
pub fn read_kept(reader: &Reader, raw: &[u8], path: &str) -> Vec<Reading> {
    let pages = parse_kept(raw, path).into_iter();
    pages.filter_map(|page| catch_unwind(AssertUnwindSafe(|| reader.read(page))).ok()).collect()
}

/// A piece of work: a page's bytes to be read, or what is passed on as it is.
enum Job {
    Read { path: String, raw: Vec<u8> },
    Pass(Step),
}

/// Loads and reads inputs on all cores, passes over pages whose id is `known`, and hands each step to `each`, in the order of `places`
/// and of the pages in them, on this thread.
///
/// Little is held at a time, so that a pile of any size fits into memory, and so does a web archive of any size.
///
/// # Errors
///
/// The first error of `each`, which stops the reading.
pub fn read_all<E>(
    reader: &Reader,
    places: &[Result<Place, Problem>],
    limits: &Limits,
    known: impl Fn(&str) -> bool + Sync,
    each: impl FnMut(Step) -> Result<(), E>,
) -> Result<(), E> {
    let produce = |push: &mut dyn FnMut(Job, usize) -> ControlFlow<()>| {
        for place in places {
            match place {
                Ok(place) => take_apart(place, limits, push)?,
                Err(problem) => push(Job::Pass(Step::Page(Err(problem.clone()))), 0)?,
            }
            push(Job::Pass(Step::InputDone), 0)?;
        }
        ControlFlow::Continue(())
    };
    let read = |job: Job| match job {
        Job::Read { path, raw } => Step::Page(read_page_of(reader, raw, &path, limits, &known)),
        Job::Pass(step) => step,
    };
    in_order(&produce, read, each)
}

/// Hands on the pages of one input.
fn take_apart(
    place: &Place,
    limits: &Limits,
    push: &mut dyn FnMut(Job, usize) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let name = place.name();
    let source = match open(place) {
        Ok(source) => source,
        Err(problem) => return push(Job::Pass(Step::Page(Err(problem))), 0),
    };
    let mut each = |taken| match taken {
        Taken::Input { path, bytes } => {
            let weight = bytes.len();
            push(Job::Read { path, raw: bytes }, weight)
        }
        Taken::Failed(no) => push(Job::Pass(Step::Page(Err(problem(no)))), 0),
        Taken::Note(note) => push(Job::Pass(Step::Note(note)), 0),
    };
    let end = catch_unwind(AssertUnwindSafe(|| onrecord_page::unpack(source, &name, limits, &mut each)));
    let failed = match end {
        Ok(Ok(flow)) => return flow,
        Ok(Err(error)) => Problem::io(name.as_ref(), &error),
        Err(_) => our_mistake(&name),
    };
    push(Job::Pass(Step::Page(Err(failed))), 0)
}

/// A reader's stack: pages nest elements, and quotations, more deeply than the two megabytes of a default thread like.
const STACK: usize = 16 << 20;
/// So many bytes may be on their way at a time; one piece of work always may.
const WEIGHT: usize = 64 << 20;
/// So many pieces of work a worker may be on their way: enough that one slow page does not stop the others.
const AHEAD: usize = 16;

/// What the thread that makes work, the workers and the collecting thread share.
struct Shared<J, R> {
    /// Work that nobody has taken, with its number and weight.
    waiting: VecDeque<(usize, usize, J)>,
    /// Results whose turn has not come, with their weight.
    done: BTreeMap<usize, (usize, R)>,
    /// How many pieces of work there have been.
    made: usize,
    /// How many results have been handed on.
    handed: usize,
    /// How heavy the work is that is on its way.
    weight: usize,
    /// Whether no more work comes.
    is_made: bool,
    /// Whether the collector wants no more.
    is_stopped: bool,
}

/// Reads what `produce` pushes, on all cores, and hands the results to `each` in the order of the pushes, on this thread.
fn in_order<J: Send, R: Send, E>(
    produce: &(impl Fn(&mut dyn FnMut(J, usize) -> ControlFlow<()>) -> ControlFlow<()> + Sync),
    read: impl Fn(J) -> R + Sync,
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let shared = Mutex::new(Shared {
        waiting: VecDeque::new(),
        done: BTreeMap::new(),
        made: 0,
        handed: 0,
        weight: 0,
        is_made: false,
        is_stopped: false,
    });
    let changed = Condvar::new();
    let lock = || shared.lock().unwrap_or_else(PoisonError::into_inner);
    let wait = |guard| changed.wait(guard).unwrap_or_else(PoisonError::into_inner);

    let make = || {
        let _ = produce(&mut |job, weight| {
            let mut state = lock();
            while !state.is_stopped
                && state.made > state.handed
                && (state.weight + weight > WEIGHT || state.made - state.handed >= workers * AHEAD)
            {
                state = wait(state);
            }
            if state.is_stopped {
                return ControlFlow::Break(());
            }
            let number = state.made;
            state.made += 1;
            state.weight += weight;
            state.waiting.push_back((number, weight, job));
            drop(state);
            changed.notify_all();
            ControlFlow::Continue(())
        });
        lock().is_made = true;
        changed.notify_all();
    };
    let work = || {
        loop {
            let mut state = lock();
            let (number, weight, job) = loop {
                if state.is_stopped {
                    return;
                }
                match state.waiting.pop_front() {
                    Some(job) => break job,
                    None if state.is_made => return,
                    None => state = wait(state),
                }
            };
            drop(state);
            let result = read(job);
            lock().done.insert(number, (weight, result));
            changed.notify_all();
        }
    };
    thread::scope(|scope| {
        let spawn = || thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_ok();
        let hands = (0..workers).filter(|_| spawn()).count();
        if hands == 0 || thread::Builder::new().stack_size(STACK).spawn_scoped(scope, make).is_err() {
            // The system gives no threads, so this one does the work.
            lock().is_made = true;
            changed.notify_all();
            let mut end = Ok(());
            let _ = produce(&mut |job, _| match each(read(job)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    end = Err(error);
                    ControlFlow::Break(())
                }
            });
            return end;
        }
        for number in 0.. {
            let mut state = lock();
            let (weight, result) = loop {
                match state.done.remove(&number) {
                    Some(result) => break result,
                    None if state.is_made && number >= state.made => return Ok(()),
                    None => state = wait(state),
                }
            };
            state.handed = number + 1;
            state.weight -= weight;
            drop(state);
            changed.notify_all();
            if let Err(error) = each(result) {
                lock().is_stopped = true;
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

    fn slow_when_even(input: u64) -> u64 {
        thread::sleep(Duration::from_millis(if input.is_multiple_of(2) { 3 } else { 0 }));
        input
    }

    fn numbers(
        to: u64,
        weight: usize,
    ) -> impl Fn(&mut dyn FnMut(u64, usize) -> ControlFlow<()>) -> ControlFlow<()> + Sync {
        move |push| (0..to).try_for_each(|number| push(number, weight))
    }

    #[test]
    fn results_come_in_the_order_of_the_inputs_however_heavy_they_are() {
        for weight in [0, 1 << 20, WEIGHT * 2] {
            let mut seen = Vec::new();
            let end: Result<(), ()> = in_order(&numbers(60, weight), slow_when_even, |input| {
                seen.push(input);
                Ok(())
            });
            assert_eq!(end, Ok(()));
            assert_eq!(seen, (0..60).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_of_the_collector_stops_the_workers() {
        let end =
            in_order(
                &numbers(u64::MAX, 1),
                slow_when_even,
                |input| if input == 3 { Err("full") } else { Ok(()) },
            );
        assert_eq!(end, Err("full"));
    }

    #[test]
    fn no_input_is_no_work() {
        assert_eq!(in_order(&numbers(0, 0), slow_when_even, |_| Err(())), Ok(()));
    }
}
