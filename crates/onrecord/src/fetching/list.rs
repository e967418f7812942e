//! What is watched, and what a feed lists.

use crate::error::Problem;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use onrecord_fetch::{Answer, Location};
use onrecord_page::{FeedManners, Limits, ListKind, feed_manners, references};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

/// The longest list of feeds.
const LONGEST_LIST: u64 = 16 << 20;
/// So many entries of a list are followed; what stands behind them is older.
const MOST_ENTRIES: usize = 500;
/// A feed that asks to be left alone for longer is asked for once a day all the same.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// A page or a feed that a list names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its address.
    pub location: Location,
    /// Its headline or name; may be empty.
    pub title: String,
    /// What the list says of its state: where that changes, the page may have changed.
    pub stamp: String,
}

/// When a feed is to be asked for again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cadence(FeedManners);

/// The addresses that words of the command line name: an address, or a file that is an OPML list or has an address a line
/// (`#` begins a remark, `-` is standard input).
///
/// # Errors
/// Where it is neither, or cannot be read.
pub fn sources(word: &str) -> Result<Vec<Location>, Problem> {
    if word.contains("://") {
        let hint = "Give an address that begins with http:// or https://, or the path of a list of them.";
        return Ok(vec![Location::parse(word).map_err(|error| Problem::new(word, error.to_string(), hint))?]);
    }
    let bytes = if word == "-" { read(io::stdin().lock()) } else { File::open(word).and_then(read) };
    let bytes = bytes.map_err(|error| Problem::io(Path::new(word), &error))?;
    if let Some(list) = references(&bytes, &Limits::default()) {
        return match list.kind {
            ListKind::Opml => {
                Ok(list.lists.iter().filter_map(|feed| Location::parse(&feed.url).ok()).collect())
            }
            _ => Err(Problem::new(
                word,
                "it is a feed in a file, which does not change",
                "Give the feed's address to watch it, or `onrecord add` the file.",
            )),
        };
    }
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().enumerate().filter_map(|(number, line)| {
        let line = line.split(" #").next().unwrap_or_default().trim().trim_start_matches('\u{feff}');
        (!line.is_empty() && !line.starts_with('#')).then_some((number, line))
    });
    lines
        .map(|(number, line)| {
            let place = format!("{word}:{}", number + 1);
            let hint = "A list of feeds is OPML, or has an address a line.";
            Location::parse(line).map_err(|error| Problem::new(place, error.to_string(), hint))
        })
        .collect()
}

fn read(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LONGEST_LIST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a watched address lists: pages, and further lists. Also when it wants to be asked for again.
///
/// # Errors
/// Where it is no feed, or no list that is followed.
pub fn entries(answer: &Answer) -> Result<(Vec<Listed>, Vec<Listed>, Cadence), Problem> {
    let place = answer.location.as_str();
    let limits = Limits::default();
    let Some(list) = references(&answer.body, &limits) else {
        let hint = "Give the address of its feed; `onrecord add` adds a single page.";
        return Err(Problem::new(place, "it is no feed", hint));
    };
    if list.kind == ListKind::SitemapIndex {
        return Err(Problem::new(
            place,
            "it is a list of sitemaps, which can name every page that the site has ever had",
            "Give the address of its news sitemap.",
        ));
    }
    let listed = |references: &[onrecord_page::Reference]| -> Vec<Listed> {
        let all = references.iter().take(MOST_ENTRIES).filter_map(|reference| {
            let date = reference.published.as_ref().and_then(|date| date.edtf.clone()).unwrap_or_default();
            let changed = reference.changed.map(|day| day.to_string()).unwrap_or_default();
            let title = reference.title.clone().unwrap_or_default();
            let stamp = format!("{date} {changed} {title}");
            Some(Listed { location: answer.location.join(&reference.url).ok()?, title, stamp })
        });
        all.collect()
    };
    let lists = if list.kind == ListKind::Opml { listed(&list.lists) } else { Vec::new() };
    Ok((listed(&list.pages), lists, Cadence(feed_manners(&answer.body, &limits))))
}

impl Cadence {
    /// When to ask again: after the interval, or after what the feed asks for if that is longer, and not in the hours and on the days that it
    /// leaves out.
    #[must_use]
    pub fn next(&self, now: Timestamp, interval: Duration) -> Timestamp {
        let own = SignedDuration::from_mins(i64::from(self.0.minutes.unwrap_or(0))).min(LONGEST);
        let interval = SignedDuration::try_from(interval).unwrap_or(LONGEST).max(own);
        let first = now.saturating_add(interval).unwrap_or(now);
        let mut at = first;
        // A week of hours; a feed that leaves out all of them is asked for as if it left out none.
        for _ in 0..7 * 24 {
            let here = at.to_zoned(TimeZone::UTC);
            let (hour, day) = (here.hour(), here.weekday().to_monday_one_offset());
            let is_out =
                |list: &[u8], value: i8| u8::try_from(value).is_ok_and(|value| list.contains(&value));
            if !is_out(&self.0.skip_hours, hour) && !is_out(&self.0.skip_days, day) {
                return at;
            }
            let past = SignedDuration::from_secs(i64::from(here.minute()) * 60 + i64::from(here.second()));
            at = at.saturating_add(SignedDuration::from_hours(1) - past).unwrap_or(at);
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_feeds_is_opml_or_has_an_address_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).unwrap();
            folder.path().join(name).display().to_string()
        };
        let names = |word: &str| {
            sources(word).map(|list| list.iter().map(|it| it.as_str().to_owned()).collect::<Vec<_>>())
        };
        let lines = write(
            "feeds.txt",
            "\u{feff}# ours\nhttps://courier.example/feed #2 # the Courier\n\n  http://post.example/rss\n",
        );
        assert_eq!(names(&lines).unwrap(), ["https://courier.example/feed", "http://post.example/rss"]);
        let opml = write(
            "feeds.opml",
            "<opml version='2.0'><body><outline text='x' xmlUrl='https://courier.example/feed'/><outline text='bad' xmlUrl='file:///x'/></body></opml>",
        );
        assert_eq!(names(&opml).unwrap(), ["https://courier.example/feed"]);
        assert_eq!(names("https://courier.example/feed").unwrap().len(), 1);
        let bad = write("bad.txt", "https://courier.example/feed\nnot an address\n");
        assert!(sources(&bad).unwrap_err().place.ends_with("bad.txt:2"));
        let feed = write(
            "feed.xml",
            "<rss version='2.0'><channel><item><title>t</title><link>https://courier.example/a</link></item></channel></rss>",
        );
        assert!(sources(&feed).unwrap_err().message.contains("does not change"));
        assert!(sources("ftp://courier.example/feed").is_err() && sources("/no/such/list").is_err());
    }

    #[test]
    fn a_feed_is_asked_for_when_it_wants_to_be() {
        let now: Timestamp = "2031-05-02T21:20:30Z".parse().unwrap();
        let next = |manners: FeedManners, minutes: u64| {
            Cadence(manners).next(now, Duration::from_secs(minutes * 60)).to_string()
        };
        let manners = |minutes, skip_hours: &[u8], skip_days: &[u8]| FeedManners {
            minutes,
            skip_hours: skip_hours.to_vec(),
            skip_days: skip_days.to_vec(),
        };
        assert_eq!(next(FeedManners::default(), 30), "2031-05-02T21:50:30Z");
        assert_eq!(next(manners(Some(60), &[], &[]), 30), "2031-05-02T22:20:30Z");
        assert_eq!(next(manners(Some(10), &[], &[]), 30), "2031-05-02T21:50:30Z");
        assert_eq!(next(manners(Some(u32::MAX), &[], &[]), 30), "2031-05-03T21:20:30Z");
        assert_eq!(next(manners(None, &[21, 22, 23, 0], &[]), 30), "2031-05-03T01:00:00Z");
        // The second of May 2031 is a Friday.
        assert_eq!(next(manners(None, &[0], &[5, 6]), 30), "2031-05-04T01:00:00Z");
        let all: Vec<u8> = (0..24).collect();
        assert_eq!(next(manners(None, &all, &[]), 30), "2031-05-02T21:50:30Z");
    }
}
