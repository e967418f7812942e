use super::{Cadence, Job, Keeper, Kept, Listed, Outcome, Pool, Stop, entries, moment};
use crate::error::Problem;
use jiff::{SignedDuration, Timestamp};
use onrecord_fetch::{Answer, FetchError, Fetcher, Location, Validators};
use onrecord_store::{EntryState, StoreError, WatchedEntry, WatchedFeed};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// After so many failures the page of an entry is given up.
const MOST_TRIES: u32 = 6;
/// The longest time between two tries.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// What happened while feeds were watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// A page came into the record, or a version of one.
    Page {
        /// The address of the feed that lists it.
        feed: String,
        /// The address of the page.
        url: String,
        /// What became of it.
        kept: Kept,
    },
    /// A feed or a page could not be had.
    Failed {
        /// What, and why.
        problem: Problem,
        /// When it is tried again, in UTC; none where it is given up.
        again: Option<String>,
    },
}

/// Watches feeds round by round.
pub struct Watch<'w> {
    /// Puts pages into the record.
    pub keeper: Keeper<'w>,
    /// Fetches.
    pub fetcher: Arc<Fetcher>,
    /// The least time between two requests for one feed.
    pub interval: Duration,
    /// Whether somebody wants to stop.
    pub stop: Stop,
    feeds: BTreeMap<String, WatchedFeed>,
    entries: BTreeMap<(String, String), WatchedEntry>,
}

/// What an address is fetched for.
#[derive(Debug, Clone)]
enum About {
    Feed,
    Entry { feed: String, entry: String },
}

impl<'w> Watch<'w> {
    /// Watches the feeds that the record knows from before, and some more.
    ///
    /// # Errors
    /// Where the record cannot be read or written.
    pub fn new(
        keeper: Keeper<'w>,
        fetcher: Arc<Fetcher>,
        interval: Duration,
        stop: Stop,
        named: &[Location],
    ) -> Result<Self, StoreError> {
        let known = keeper.record.watched_feeds()?.into_iter().map(|feed| (feed.url.clone(), feed));
        let mut watch =
            Self { keeper, fetcher, interval, stop, feeds: known.collect(), entries: BTreeMap::new() };
        for location in named {
            watch.take_on(location.as_str())?;
        }
        let urls: Vec<String> = watch.feeds.keys().cloned().collect();
        for url in urls {
            for entry in watch.keeper.record.watched_entries(&url)? {
                watch.entries.insert((url.clone(), entry.entry.clone()), entry);
            }
        }
        Ok(watch)
    }

    /// The feeds that are watched.
    pub fn feeds(&self) -> impl Iterator<Item = &WatchedFeed> {
        self.feeds.values()
    }

    /// When the next feed or page is due; none where nothing is watched.
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        let feeds = self.feeds.values().map(|feed| time(feed.next_at.as_deref()));
        let waiting = self.entries.values().filter(|entry| entry.state == EntryState::Waiting);
        feeds.chain(waiting.map(|entry| time(entry.next_at.as_deref()))).min()
    }

    /// Asks for every feed and page that is due, and tells `each` what happened, until nothing is due or stopping is asked for.
    ///
    /// # Errors
    /// Where the record cannot be read or written, or `each` fails.
    pub fn round<E: From<StoreError>>(
        &mut self,
        each: &mut dyn FnMut(Happened) -> Result<(), E>,
    ) -> Result<(), E> {
        let now = Timestamp::now();
        let mut pool = Pool::new(&self.fetcher);
        for feed in self.feeds.values().filter(|feed| time(feed.next_at.as_deref()) <= now) {
            let Ok(location) = Location::parse(&feed.url) else { continue };
            let known = feed.answered_by.clone().map(|location| Validators {
                location,
                etag: feed.etag.clone(),
                last_modified: feed.last_modified.clone(),
            });
            pool.push(Job { location, known, about: About::Feed });
        }
        let due: Vec<(String, String)> = self.due(now);
        for (feed, entry) in due {
            self.ask(&mut pool, feed, entry)?;
        }
        while let Some(Outcome { job, result }) = pool.next(&self.stop) {
            let happened = match job.about {
                About::Feed => self.feed(job.location.as_str(), result, &mut pool)?,
                About::Entry { feed, entry } => self.entry(&feed, &entry, &job.location, result)?,
            };
            happened.map(&mut *each).transpose()?;
        }
        Ok(())
    }

    /// Takes on a feed that is not watched yet.
    fn take_on(&mut self, url: &str) -> Result<(), StoreError> {
        if !self.feeds.contains_key(url) {
            let feed = WatchedFeed { url: url.to_owned(), ..WatchedFeed::default() };
            self.keeper.record.note_feed(&feed, &[], None, &moment(Timestamp::now()))?;
            self.feeds.insert(url.to_owned(), feed);
        }
        Ok(())
    }

    /// The entries whose pages are to be fetched now.
    fn due(&self, now: Timestamp) -> Vec<(String, String)> {
        let due = |entry: &WatchedEntry| {
            entry.state == EntryState::Waiting && time(entry.next_at.as_deref()) <= now
        };
        self.entries.iter().filter(|(_, entry)| due(entry)).map(|(key, _)| key.clone()).collect()
    }

    /// Asks for the page of an entry.
    fn ask(&mut self, pool: &mut Pool<About>, feed: String, entry: String) -> Result<(), StoreError> {
        let Some(listed) = self.entries.get(&(feed.clone(), entry.clone())) else { return Ok(()) };
        if let Ok(location) = Location::parse(&listed.url) {
            let known = self.keeper.validators(&location)?;
            pool.push(Job { location, known, about: About::Entry { feed, entry } });
        }
        Ok(())
    }

    /// Takes a feed's answer.
    fn feed(
        &mut self,
        url: &str,
        result: Result<Answer, FetchError>,
        pool: &mut Pool<About>,
    ) -> Result<Option<Happened>, StoreError> {
        let now = Timestamp::now();
        let mut feed = self.feeds.get(url).cloned().unwrap_or_default();
        feed.asked_at = Some(moment(now));
        let read = result.map_err(|error| (super::keep::problem_at(url, &error), error.retry_at())).and_then(
            |answer| {
                let read = if answer.is_unchanged() { Ok(None) } else { entries(&answer).map(Some) };
                read.map(|read| (answer, read)).map_err(|problem| (problem, None))
            },
        );
        let (answer, read) = match read {
            Ok(read) => read,
            Err((problem, retry_at)) => {
                feed.failures = feed.failures.saturating_add(1);
                let again = retry_at.unwrap_or(now).max(self.later(now, feed.failures));
                feed.next_at = Some(moment(again));
                self.keeper.record.note_feed(&feed, &[], None, &moment(now))?;
                let again = feed.next_at.clone();
                self.feeds.insert(url.to_owned(), feed);
                return Ok(Some(Happened::Failed { problem, again }));
            }
        };
        feed.failures = 0;
        let (pages, lists, cadence) = read.unwrap_or_else(|| (Vec::new(), Vec::new(), Cadence::default()));
        feed.next_at = Some(moment(cadence.next(now, self.interval)));
        if let Some(known) = answer.validators() {
            (feed.answered_by, feed.etag, feed.last_modified) =
                (Some(known.location), known.etag, known.last_modified);
        } else if !answer.is_unchanged() {
            (feed.answered_by, feed.etag, feed.last_modified) = (None, None, None);
        }
        let mut news = Vec::new();
        for listed in pages {
            news.extend(self.news(url, listed)?);
        }
        let kept = (!news.is_empty()).then(|| answer.to_warc());
        self.keeper.record.note_feed(&feed, &news, kept.as_deref(), &moment(now))?;
        self.feeds.insert(url.to_owned(), feed);
        for entry in news {
            let (name, is_waiting) = (entry.entry.clone(), entry.state == EntryState::Waiting);
            self.entries.insert((url.to_owned(), name.clone()), entry);
            if is_waiting {
                self.ask(pool, url.to_owned(), name)?;
            }
        }
        for list in lists {
            let is_new = !self.feeds.contains_key(list.location.as_str());
            self.take_on(list.location.as_str())?;
            if is_new {
                pool.push(Job { location: list.location, known: None, about: About::Feed });
            }
        }
        Ok(None)
    }

    /// What an entry of a feed is, where it is new or says something new of itself.
    fn news(&self, feed: &str, listed: Listed) -> Result<Option<WatchedEntry>, StoreError> {
        let url = listed.location.as_str().to_owned();
        let before = self.entries.get(&(feed.to_owned(), url.clone()));
        if before.is_some_and(|before| before.stamp == listed.stamp) {
            return Ok(None);
        }
        // A page that another feed or a person has brought is asked for again only where this feed says that it has changed.
        let is_here = before.is_none() && self.keeper.record.last_capture(&url)?.is_some();
        let state = if is_here { EntryState::Done } else { EntryState::Waiting };
        Ok(Some(WatchedEntry {
            entry: url.clone(),
            url,
            title: listed.title,
            stamp: listed.stamp,
            state,
            tries: 0,
            next_at: None,
            why: String::new(),
        }))
    }

    /// Takes the answer for the page of an entry.
    fn entry(
        &mut self,
        feed: &str,
        name: &str,
        location: &Location,
        result: Result<Answer, FetchError>,
    ) -> Result<Option<Happened>, StoreError> {
        let now = Timestamp::now();
        let key = (feed.to_owned(), name.to_owned());
        let Some(mut entry) = self.entries.get(&key).cloned() else { return Ok(None) };
        let (is_passing, retry_at) =
            result.as_ref().err().map_or((false, None), |error| (error.is_passing(), error.retry_at()));
        let happened = match self.keeper.keep(location, result)? {
            Ok(kept) => {
                (entry.state, entry.next_at, entry.why) = (EntryState::Done, None, String::new());
                let is_news = matches!(kept, Kept::New { .. });
                is_news.then(|| Happened::Page {
                    feed: feed.to_owned(),
                    url: location.as_str().to_owned(),
                    kept,
                })
            }
            Err(problem) => {
                entry.why.clone_from(&problem.message);
                // A server that says when to come again is taken at its word, and that is no failure.
                entry.tries += u32::from(retry_at.is_none());
                let again = retry_at.unwrap_or_else(|| self.later(now, entry.tries));
                let is_over = !is_passing || entry.tries >= MOST_TRIES;
                entry.state = if is_over { EntryState::Refused } else { EntryState::Waiting };
                entry.next_at = (!is_over).then(|| moment(again));
                Some(Happened::Failed { problem, again: entry.next_at.clone() })
            }
        };
        self.keeper.record.note_entry(feed, &entry, &moment(now))?;
        self.entries.insert(key, entry);
        Ok(happened)
    }

    /// The time after which something that failed is tried again: twice as long with each failure, at most a day.
    fn later(&self, now: Timestamp, failures: u32) -> Timestamp {
        let interval = SignedDuration::try_from(self.interval).unwrap_or(LONGEST);
        let doubled =
            1_i32.checked_shl(failures.saturating_sub(1)).filter(|factor| *factor > 0).unwrap_or(i32::MAX);
        let wait = interval.checked_mul(doubled).unwrap_or(LONGEST).min(LONGEST);
        now.saturating_add(wait).unwrap_or(now)
    }
}

/// A time in the record; the beginning of time where there is none.
fn time(word: Option<&str>) -> Timestamp {
    word.and_then(|word| word.parse().ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}
