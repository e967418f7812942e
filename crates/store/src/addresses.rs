//! Which pages are versions of one: those that share an address.

use crate::StoreError;
use crate::captures::{self, KnownCapture};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Which pages have which addresses, and when they were kept.
pub(crate) struct Addresses {
    /// The pages of each address, by their numbers.
    pub(crate) pages: BTreeMap<String, Vec<i64>>,
    /// The addresses of each page, compared by [`key`], the best first.
    pub(crate) of_page: BTreeMap<i64, Vec<String>>,
    /// When each page was captured, or else added.
    pub(crate) kept_at: BTreeMap<i64, String>,
    pub(crate) captures: Vec<(Option<i64>, KnownCapture)>,
}

impl Addresses {
    pub(crate) fn of(db: &Connection) -> Result<Self, StoreError> {
        let captures = captures::all(db)?;
        let mut book =
            Self { pages: BTreeMap::new(), of_page: BTreeMap::new(), kept_at: BTreeMap::new(), captures };
        let mut known: Vec<(i64, String)> = Vec::new();
        for (copy, known_capture) in &book.captures {
            let Some(copy) = copy else { continue };
            known.push((*copy, known_capture.capture.url.clone()));
            known.push((*copy, known_capture.capture.asked.clone()));
            book.kept_at.entry(*copy).or_insert_with(|| known_capture.capture.at.clone());
        }
        // A feed names the site's front page as its own, and many sites do so on every page: that says nothing about which page it is.
        let sql = "SELECT p.number, p.format, s.path, s.url, p.url, s.added_at FROM pages p JOIN sources s ON s.copy = p.number ORDER BY s.number";
        let mut query = db.prepare_cached(sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (number, format, path): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let own = [row.get::<_, Option<String>>(3)?, row.get::<_, Option<String>>(4)?];
            if format != "feed" {
                known.extend(
                    own.into_iter().flatten().filter(|url| !is_front_page(url)).map(|url| (number, url)),
                );
            }
            known.push((number, path));
            let added_at: String = row.get(5)?;
            book.kept_at.entry(number).or_insert(added_at);
        }
        for (number, address) in known {
            let Some(key) = key(&address) else { continue };
            let list = book.pages.entry(key.clone()).or_default();
            if !list.contains(&number) {
                list.push(number);
            }
            let list = book.of_page.entry(number).or_default();
            if !list.contains(&key) {
                list.push(key);
            }
        }
        Ok(book)
    }

    /// The pages that share an address with a page, itself among them, in the order in which they were kept.
    pub(crate) fn versions_of(&self, number: i64) -> Vec<i64> {
        let mut found = BTreeSet::from([number]);
        let mut waiting = vec![number];
        while let Some(number) = waiting.pop() {
            for key in self.of_page.get(&number).into_iter().flatten() {
                let pages = self.pages.get(key).into_iter().flatten();
                waiting.extend(pages.copied().filter(|page| found.insert(*page)).collect::<Vec<_>>());
            }
        }
        let mut found: Vec<i64> = found.into_iter().collect();
        found.sort_by_key(|page| (self.kept_at.get(page), *page));
        found
    }

    /// The pages that were kept in more than one version, each group in the order in which its versions were kept; the groups by their
    /// first pages.
    pub(crate) fn groups(&self) -> Vec<Vec<i64>> {
        let mut told: BTreeSet<i64> = BTreeSet::new();
        let mut groups = Vec::new();
        for number in self.kept_at.keys() {
            if told.contains(number) {
                continue;
            }
            let group = self.versions_of(*number);
            told.extend(&group);
            if group.len() > 1 {
                groups.push(group);
            }
        }
        groups
    }
}

/// An address as addresses are compared: without scheme, `www.`, fragment, the marks of whoever links to it, and a slash at the end. None for what is no address.
pub(crate) fn key(address: &str) -> Option<String> {
    /// Parameters that say where a reader came from, not what the page is.
    const MARKS: [&str; 8] = ["fbclid", "gclid", "mc_cid", "mc_eid", "ref_src", "igshid", "msclkid", "yclid"];
    let (scheme, rest) = address.split_once("://")?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = page.split_once('/').unwrap_or((page, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.strip_suffix(":80").or(host.strip_suffix(":443")).unwrap_or(host);
    let is_mark = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
        parameter.is_empty() || name.starts_with("utm_") || MARKS.contains(&name.as_str())
    };
    let parameters: Vec<&str> = query.split('&').filter(|parameter| !is_mark(parameter)).collect();
    let mut key = format!("{host}/{}", path.trim_end_matches('/'));
    if !parameters.is_empty() {
        key.push('?');
        key.push_str(&parameters.join("&"));
    }
    Some(key)
}

fn is_front_page(address: &str) -> bool {
    key(address).is_some_and(|key| key.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::{is_front_page, key};

    #[test]
    fn an_address_is_the_same_however_it_was_come_by() {
        let page = key("https://courier.example/talks").unwrap();
        for other in [
            "http://www.courier.example/talks/",
            "HTTPS://Courier.Example:443/talks#live",
            "https://courier.example/talks?utm_source=mail&fbclid=x",
        ] {
            assert_eq!(key(other).as_deref(), Some(page.as_str()), "{other}");
        }
        assert_ne!(key("https://courier.example/talks?day=2"), key("https://courier.example/talks?day=1"));
        assert_ne!(key("https://courier.example/Talks"), Some(page));
        assert_eq!((key("talks.html"), key("file:///talks")), (None, None));
        assert!(is_front_page("https://courier.example") && !is_front_page("https://courier.example/?p=1"));
    }
}
