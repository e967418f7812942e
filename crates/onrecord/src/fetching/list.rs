//! What is watched, and what a feed lists.

use crate::error::Problem;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use onrecord_fetch::{Answer, Location};
use onrecord_page::{
    FeedManners, Limits, ListKind, Reference, References, decompress, feed_manners, references,
};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

/// The longest list of feeds.
const LONGEST_LIST: u64 = 16 << 20;
/// So many entries of a list are followed; what stands behind them is older.
const MOST_ENTRIES: usize = 500;
/// The longest list that is unpacked: sitemaps may have fifty megabytes.
const LONGEST_UNPACKED: usize = 64 << 20;
/// So many sitemaps of a list of them are followed.
const MOST_MAPS: usize = 8;
/// What is older than so many days is no news. News sitemaps list two days, and a day may have begun earlier elsewhere.
const RECENT_DAYS: i64 = 3;
/// So much of an address that leads nowhere is told.
const MOST_TOLD: usize = 80;
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

/// What a watched address lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// Pages.
    pub pages: Vec<Listed>,
    /// Further lists.
    pub lists: Vec<Listed>,
    /// Whether these are sitemaps, of which others will be followed another day.
    pub is_index: bool,
    /// When it wants to be asked for again.
    pub cadence: Cadence,
    /// What was wrong with it.
    pub notes: Vec<String>,
}

/// When a feed is to be asked for again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cadence(FeedManners);

/// The addresses that words of the command line name: an address, or a file that is an OPML list or has an address a line
/// (`#` begins a remark, `-` is standard input). Also what is to be told of those in an OPML list that cannot be asked for.
///
/// # Errors
/// Where it is neither, or cannot be read.
pub fn sources(word: &str) -> Result<(Vec<Location>, Vec<String>), Problem> {
    if word.contains("://") {
        let hint = "Give an address that begins with http:// or https://, or the path of a list of them.";
        let location = Location::parse(&with_scheme(word));
        return Ok((
            vec![location.map_err(|error| Problem::new(word, error.to_string(), hint))?],
            Vec::new(),
        ));
    }
    let bytes = if word == "-" { read(io::stdin().lock()) } else { File::open(word).and_then(read) };
    let bytes = bytes.map_err(|error| Problem::io(Path::new(word), &error))?;
    let bytes = decompress(&bytes, LONGEST_UNPACKED).map_err(|no| Problem::new(word, no.reason, no.hint))?;
    if let Some(list) = references(&bytes, &Limits::default()) {
        return match list.kind {
            ListKind::Opml => {
                let feeds =
                    list.lists.iter().filter_map(|feed| Location::parse(&with_scheme(&feed.url)).ok());
                let notes = list.notes.iter().map(|note| note.message.clone());
                let notes =
                    notes.chain(refused(list.lists.iter(), None)).map(|note| format!("{word}: {note}"));
                Ok((feeds.collect(), notes.collect()))
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
    let locations = lines.map(|(number, line)| {
        let place = format!("{word}:{}", number + 1);
        let hint = "A list of feeds is OPML, or has an address a line.";
        Location::parse(&with_scheme(line)).map_err(|error| Problem::new(place, error.to_string(), hint))
    });
    Ok((locations.collect::<Result<_, _>>()?, Vec::new()))
}

fn read(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LONGEST_LIST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a watched address lists. Of a sitemap that a list of sitemaps names (`is_of_index`), only what is recent counts: it may name every
/// page that the site has ever had.
///
/// # Errors
/// Where it is no feed, or no list that is followed.
pub fn entries(answer: &Answer, now: Timestamp, is_of_index: bool) -> Result<Contents, Problem> {
    let place = answer.location.as_str();
    let limits = Limits::default();
    // What is packed as a file (`sitemap.xml.gz`) comes so, whatever packing it travelled in.
    let body =
        decompress(&answer.body, LONGEST_UNPACKED).map_err(|no| Problem::new(place, no.reason, no.hint))?;
    let Some(list) = references(&body, &limits) else {
        let hint = "Give the address of its feed; `onrecord add` adds a single page.";
        return Err(Problem::new(place, "it is no feed", hint));
    };
    let since = now.to_zoned(TimeZone::UTC).date().saturating_sub(RECENT_DAYS.days());
    let is_index = list.kind == ListKind::SitemapIndex;
    let lists = match list.kind {
        ListKind::Opml => list.lists.iter().collect(),
        ListKind::SitemapIndex => followed(&list, since, place)?,
        ListKind::Feed | ListKind::Sitemap => Vec::new(),
    };
    let mut pages: Vec<&Reference> = list.pages.iter().collect();
    if is_of_index {
        // A headline without a date stands in a news sitemap, which lists nothing old.
        pages.retain(|page| day_of(page).map_or(page.title.is_some(), |day| day >= since));
        pages.sort_by_key(|page| std::cmp::Reverse(day_of(page)));
    }
    let notes = list.notes.iter().map(|note| note.message.clone());
    let contents = Contents {
        pages: listed(&pages, &answer.location),
        lists: listed(&lists, &answer.location),
        is_index,
        cadence: Cadence(feed_manners(&body, &limits)),
        notes: notes.chain(refused(lists.iter().copied(), Some(&answer.location))).collect(),
    };
    if contents.pages.is_empty() && contents.lists.is_empty() && !(pages.is_empty() && lists.is_empty()) {
        let first = list.pages.first().or(list.lists.first()).map_or("", |first| first.url.as_str());
        let told: String = first.chars().take(MOST_TOLD).collect();
        return Err(Problem::new(
            place,
            format!("none of its entries has the address of a page (the first has “{told}”)"),
            "Look at the feed in a browser, and give the address of another.",
        ));
    }
    Ok(contents)
}

/// The sitemaps of a list that are followed: those that changed of late and those of news, the newest first.
fn followed<'l>(list: &'l References, since: Date, place: &str) -> Result<Vec<&'l Reference>, Problem> {
    let is_of_news = |map: &Reference| {
        let path =
            map.url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        path.to_ascii_lowercase().contains("news")
    };
    let is_fresh = |map: &&Reference| map.changed.map_or_else(|| is_of_news(map), |changed| changed >= since);
    let mut maps: Vec<&Reference> = list.lists.iter().filter(is_fresh).collect();
    if maps.is_empty() {
        // Some lists never say that a sitemap has changed.
        maps = list.lists.iter().filter(|map| is_of_news(map)).collect();
    }
    maps.sort_by_key(|map| (!is_of_news(map), std::cmp::Reverse(map.changed)));
    maps.truncate(MOST_MAPS);
    if maps.is_empty() {
        let count = list.lists.len();
        return Err(Problem::new(
            place,
            format!(
                "it is a list of sitemaps ({count}), of which none is of news and none has changed in {RECENT_DAYS} days"
            ),
            "Give the address of its news sitemap.",
        ));
    }
    Ok(maps)
}

/// The day that a list gives a page: that of its publication, or else of its last change.
fn day_of(page: &Reference) -> Option<Date> {
    page.published.as_ref().and_then(|published| published.earliest).max(page.changed)
}

/// What a list at an address points to, as far as it can be fetched. What it names twice, often under two headlines, is one page, which may have
/// changed where either says so.
fn listed(references: &[&Reference], list: &Location) -> Vec<Listed> {
    let mut found: Vec<Listed> = Vec::new();
    let mut places: BTreeMap<Location, usize> = BTreeMap::new();
    for reference in references {
        let Some(location) = place_of(reference, list) else { continue };
        let date = reference.published.as_ref().and_then(|date| date.edtf.clone()).unwrap_or_default();
        let changed = reference.changed.map(|day| day.to_string()).unwrap_or_default();
        let title = reference.title.clone().unwrap_or_default();
        let stamp = format!("{date} {changed} {title}");
        if let Some(same) = places.get(&location).and_then(|at| found.get_mut(*at)) {
            let mut stamps: Vec<&str> = same.stamp.split('\n').chain([stamp.as_str()]).collect();
            stamps.sort_unstable();
            stamps.dedup();
            same.stamp = stamps.join("\n");
            continue;
        }
        if found.len() == MOST_ENTRIES {
            break;
        }
        places.insert(location.clone(), found.len());
        // A line end parts what two entries say.
        found.push(Listed { location, title, stamp: stamp.replace('\n', " ") });
    }
    found
}

/// Where a reference leads; none where that is nothing to be fetched, or the list itself.
fn place_of(reference: &Reference, list: &Location) -> Option<Location> {
    let mut from = list.clone();
    for base in &reference.base {
        from = from.join(base).unwrap_or(from);
    }
    from.join(&with_scheme(&reference.url)).ok().filter(|location| location != list)
}

/// What is told of the feeds of a list that cannot be asked for.
fn refused<'r>(references: impl Iterator<Item = &'r Reference>, list: Option<&Location>) -> Vec<String> {
    let told = |reference: &Reference| {
        let url = with_scheme(&reference.url);
        let why = list.map_or_else(|| Location::parse(&url), |list| list.join(&url)).err()?;
        let url: String = reference.url.chars().take(MOST_TOLD).collect();
        Some(format!("“{url}” is not followed: {why}"))
    };
    references.filter_map(told).collect()
}

/// The address of a feed without the scheme that is for readers of feeds alone: `feed://host/path`, `feed:https://host/path`.
fn with_scheme(url: &str) -> Cow<'_, str> {
    let after = |scheme: &str| {
        url.get(..scheme.len())
            .filter(|own| own.eq_ignore_ascii_case(scheme))
            .and_then(|_| url.get(scheme.len()..))
    };
    match (after("feed://"), after("feed:")) {
        (Some(rest), _) => Cow::Owned(format!("http://{rest}")),
        (None, Some(rest)) if rest.contains("://") => Cow::Borrowed(rest),
        _ => Cow::Borrowed(url),
    }
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
            sources(word).map(|(list, _)| list.iter().map(|it| it.as_str().to_owned()).collect::<Vec<_>>())
        };
        let lines = write(
            "feeds.txt",
            "\u{feff}# ours\nhttps://courier.example/feed #2 # the Courier\n\n  http://post.example/rss\n",
        );
        assert_eq!(names(&lines).unwrap(), ["https://courier.example/feed", "http://post.example/rss"]);
        let opml = write(
            "feeds.opml",
            "<opml version='2.0'><body><outline text='x' xmlUrl='https://courier.example/feed'/><outline text='bad' xmlUrl='file:///x'/>\
             <outline text='y' xmlUrl='feed://post.example/rss'/><outline text='z' xmlUrl='feed:https://herald.example/rss'/></body></opml>",
        );
        assert_eq!(
            names(&opml).unwrap(),
            ["https://courier.example/feed", "http://post.example/rss", "https://herald.example/rss"]
        );
        let (_, notes) = sources(&opml).unwrap();
        assert!(
            matches!(notes.as_slice(), [note] if note.contains("feeds.opml: “file:///x” is not followed")),
            "{notes:?}"
        );
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
