use super::{Contents, Job, Keeper, Kept, Listed, Outcome, Pool, Stop, entries, moment};
use crate::error::Problem;
use jiff::{SignedDuration, Timestamp};
use onrecord_fetch::{Answer, FetchError, Fetcher, Location, Validators};
use onrecord_store::{EntryState, StoreError, WatchedEntry, WatchedFeed};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// After so many failures the page of an entry is given up.
const MOST_TRIES: u32 = 6;
/// So many lists that lie in each other are followed in one round, so that one that names ever others comes to an end.
const DEEPEST: u8 = 3;
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
    /// A feed is damaged, or names what is not followed.
    Noted {
        /// The address of the feed.
        feed: String,
        /// What a person should know.
        note: String,
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
    /// A feed, and how many lists name each other on the way to it.
    Feed(u8),
    Entry {
        feed: String,
        entry: String,
    },
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
            watch.take_on(location.as_str(), None)?;
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
            pool.push(Job { location, known: validators(feed), about: About::Feed(0) });
        }
        let due: Vec<(String, String)> = self.due(now);
        for (feed, entry) in due {
            self.ask(&mut pool, feed, entry)?;
        }
        while let Some(Outcome { job, result }) = pool.next(&self.stop) {
            let happened = match job.about {
                About::Feed(depth) => self.feed(job.location.as_str(), result, depth, &mut pool)?,
                About::Entry { feed, entry } => {
                    self.entry(&feed, &entry, &job.location, result)?.into_iter().collect()
                }
            };
            happened.into_iter().try_for_each(&mut *each)?;
        }
        Ok(())
    }

    /// Takes on a feed that is not watched yet, because a list of sitemaps lists it or for its own sake.
    fn take_on(&mut self, url: &str, listed_by: Option<&str>) -> Result<(), StoreError> {
        let known = self.feeds.get(url);
        // What somebody names is watched whatever becomes of the list that named it before.
        if known.is_none_or(|feed| feed.listed_by.is_some() && listed_by.is_none()) {
            let known = known.cloned().unwrap_or_default();
            let feed = WatchedFeed { url: url.to_owned(), listed_by: listed_by.map(str::to_owned), ..known };
            self.keeper.record.note_feed(&feed, &[], None, &moment(Timestamp::now()))?;
            self.feeds.insert(url.to_owned(), feed);
        }
        Ok(())
    }

    /// Takes on the lists that a list names, and asks for them. Of a list of sitemaps, those that were watched for its sake and are not followed
    /// any more are left: else a site with a sitemap a day would have us watch ever more of them.
    fn follow(
        &mut self,
        url: &str,
        depth: u8,
        lists: Vec<Listed>,
        is_index: bool,
        pool: &mut Pool<About>,
    ) -> Result<(), StoreError> {
        let is_left = |feed: &WatchedFeed| {
            feed.listed_by.as_deref() == Some(url)
                && lists.iter().all(|list| list.location.as_str() != feed.url)
        };
        let left: Vec<String> = self
            .feeds
            .values()
            .filter(|feed| is_index && is_left(feed))
            .map(|feed| feed.url.clone())
            .collect();
        for left in left {
            self.keeper.record.forget_feed(&left)?;
            self.feeds.remove(&left);
            self.entries.retain(|(feed, _), _| *feed != left);
        }
        if depth == DEEPEST {
            return Ok(());
        }
        for list in lists {
            let is_new = !self.feeds.contains_key(list.location.as_str());
            if is_new {
                self.take_on(list.location.as_str(), Some(url).filter(|_| is_index))?;
                pool.push(Job { location: list.location, known: None, about: About::Feed(depth + 1) });
            }
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
        depth: u8,
        pool: &mut Pool<About>,
    ) -> Result<Vec<Happened>, StoreError> {
        let now = Timestamp::now();
        // It may have been left while it was asked for.
        let Some(mut feed) = self.feeds.get(url).cloned() else { return Ok(Vec::new()) };
        let is_of_index = feed.listed_by.is_some();
        feed.asked_at = Some(moment(now));
        let read = result.map_err(|error| (super::keep::problem_at(url, &error), error.retry_at())).and_then(
            |answer| {
                let read = if answer.is_unchanged() {
                    Ok(None)
                } else {
                    entries(&answer, now, is_of_index).map(Some)
                };
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
                return Ok(vec![Happened::Failed { problem, again }]);
            }
        };
        feed.failures = 0;
        let is_read = read.is_some();
        let Contents { pages, lists, is_index, cadence, notes } = read.unwrap_or_default();
        feed.next_at = Some(moment(cadence.next(now, self.interval)));
        (feed.answered_by, feed.etag, feed.last_modified) = answer
            .validators_since(validators(&feed))
            .map_or((None, None, None), |known| (Some(known.location), known.etag, known.last_modified));
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
        if is_read {
            self.follow(url, depth, lists, is_index, pool)?;
        }
        Ok(notes.into_iter().map(|note| Happened::Noted { feed: url.to_owned(), note }).collect())
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

/// What a feed's server gave the last time.
fn validators(feed: &WatchedFeed) -> Option<Validators> {
    feed.answered_by.clone().map(|location| Validators {
        location,
        etag: feed.etag.clone(),
        last_modified: feed.last_modified.clone(),
    })
}

/// A time in the record; the beginning of time where there is none.
fn time(word: Option<&str>) -> Timestamp {
    word.and_then(|word| word.parse().ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}
