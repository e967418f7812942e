use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// One gate a host: whoever holds it may ask the host, nobody else may.
#[derive(Debug, Default)]
pub(crate) struct Gates(Mutex<BTreeMap<String, Arc<Mutex<Gate>>>>);

/// When a host may be asked again.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    /// When the last request to it ended.
    last: Option<Instant>,
    /// The time before which it asked not to be asked.
    pub(crate) resting_until: Option<Timestamp>,
}

impl Gates {
    /// The gate of a host.
    pub(crate) fn of(&self, host: &str) -> Arc<Mutex<Gate>> {
        Arc::clone(lock(&self.0).entry(host.to_owned()).or_default())
    }
}

impl Gate {
    /// Waits until `gap` has passed since the last request.
    pub(crate) fn wait(&self, gap: Duration) {
        if let Some(last) = self.last {
            thread::sleep(gap.saturating_sub(last.elapsed()));
        }
    }

    /// Notes that a request has ended.
    pub(crate) fn close(&mut self) {
        self.last = Some(Instant::now());
    }
}

/// Nothing that is kept behind these locks can be left half done, so that a thread that fell over them does no harm.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
