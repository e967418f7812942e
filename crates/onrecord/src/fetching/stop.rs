use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Whether a person has asked the program to stop (Ctrl-C, or the system's word for it).
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Begins to listen. Once asked, the program stops at the next good place; asked again, the system ends it as it would any other, which
    /// harms no record.
    #[must_use]
    pub fn listen() -> Self {
        let stop = Self::default();
        let own = stop.clone();
        // Where the system gives no thread, it ends the program itself.
        let _ = thread::Builder::new().spawn(move || {
            if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
                runtime.block_on(asked());
                own.ask();
                runtime.block_on(asked());
                own.leave();
            }
        });
        stop
    }

    /// Asks to stop.
    pub fn ask(&self) {
        *self.lock() = true;
        self.0.1.notify_all();
    }

    /// Whether it was asked for.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        *self.lock()
    }

    /// Waits for some time, or until it is asked for; says which.
    #[must_use]
    pub fn wait(&self, time: Duration) -> bool {
        let waited = self.0.1.wait_timeout_while(self.lock(), time, |asked| !*asked);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Ends the program at once. Every write to a record is one transaction: whatever was under way is undone.
    #[allow(clippy::exit, reason = "a person has asked twice")]
    fn leave(&self) {
        std::process::exit(130);
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for Ctrl-C; on Unix also for the system's request to end.
async fn asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = end.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn a_wait_ends_when_stopping_is_asked_for() {
        let stop = Stop::default();
        assert!(!stop.wait(Duration::from_millis(1)) && !stop.is_asked());
        let other = stop.clone();
        let began = Instant::now();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            other.ask();
        });
        assert!(stop.wait(Duration::from_secs(60)) && stop.is_asked());
        assert!(began.elapsed() < Duration::from_secs(30));
    }
}
