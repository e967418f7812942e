use onrecord_fetch::{Answer, FetchError, Fetcher, Location, Validators};
use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::Stop;

/// How many hosts are asked at the same time.
const HANDS: usize = 8;

/// An address to be fetched.
#[derive(Debug, Clone)]
pub struct Job<T> {
    /// The address.
    pub location: Location,
    /// What is known of it.
    pub known: Option<Validators>,
    /// What the caller wants it for; comes back with the outcome.
    pub about: T,
}

/// How a job came out.
#[derive(Debug)]
pub struct Outcome<T> {
    /// The job.
    pub job: Job<T>,
    /// What came of it.
    pub result: Result<Answer, FetchError>,
}

/// Threads that fetch: many hosts at a time, and each host's addresses one after the other.
#[derive(Debug)]
pub struct Pool<T> {
    work: Arc<(Mutex<Work<T>>, Condvar)>,
    outcomes: Receiver<Outcome<T>>,
    under_way: usize,
}

#[derive(Debug)]
struct Work<T> {
    /// By host: what waits, and whether a thread is at it.
    hosts: BTreeMap<String, (bool, VecDeque<Job<T>>)>,
    is_closed: bool,
}

impl<T: Send + 'static> Pool<T> {
    /// A pool over a fetcher. Its threads end when it is dropped, each after the request that it is at.
    #[must_use]
    pub fn new(fetcher: &Arc<Fetcher>) -> Self {
        let work = Arc::new((Mutex::new(Work { hosts: BTreeMap::new(), is_closed: false }), Condvar::new()));
        let (sender, outcomes) = mpsc::channel();
        for _ in 0..HANDS {
            let (work, sender, fetcher) = (Arc::clone(&work), sender.clone(), Arc::clone(fetcher));
            // With fewer threads the work takes longer; with none, `next` says that nothing comes.
            let _ = thread::Builder::new().spawn(move || fetch(&work, &sender, &fetcher));
        }
        Self { work, outcomes, under_way: 0 }
    }

    /// Takes on a job.
    pub fn push(&mut self, job: Job<T>) {
        let mut work = self.work.0.lock().unwrap_or_else(PoisonError::into_inner);
        work.hosts.entry(job.location.host().to_owned()).or_default().1.push_back(job);
        self.under_way += 1;
        drop(work);
        self.work.1.notify_one();
    }

    /// The next outcome, in the order in which they come; none where nothing is under way any more, or stopping was asked for.
    pub fn next(&mut self, stop: &Stop) -> Option<Outcome<T>> {
        /// How long it may take until a wish to stop is seen.
        const LOOK: Duration = Duration::from_millis(50);
        while self.under_way > 0 && !stop.is_asked() {
            match self.outcomes.recv_timeout(LOOK) {
                Ok(outcome) => {
                    self.under_way -= 1;
                    return Some(outcome);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        None
    }
}

impl<T> Drop for Pool<T> {
    fn drop(&mut self) {
        self.work.0.lock().unwrap_or_else(PoisonError::into_inner).is_closed = true;
        self.work.1.notify_all();
    }
}

fn fetch<T>(work: &(Mutex<Work<T>>, Condvar), sender: &Sender<Outcome<T>>, fetcher: &Fetcher) {
    let lock = || work.0.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let mut state = lock();
        let job = loop {
            if state.is_closed {
                return;
            }
            let free = state.hosts.values_mut().find(|(is_busy, waiting)| !is_busy && !waiting.is_empty());
            if let Some(job) = free.and_then(|(is_busy, waiting)| {
                *is_busy = true;
                waiting.pop_front()
            }) {
                break job;
            }
            state = work.1.wait(state).unwrap_or_else(PoisonError::into_inner);
        };
        drop(state);
        let host = job.location.host().to_owned();
        let result = fetcher.get(&job.location, job.known.as_ref());
        let mut state = lock();
        if let Some((is_busy, waiting)) = state.hosts.get_mut(&host) {
            *is_busy = false;
            if waiting.is_empty() {
                state.hosts.remove(&host);
            }
        }
        drop(state);
        work.1.notify_all();
        if sender.send(Outcome { job, result }).is_err() {
            return;
        }
    }
}
