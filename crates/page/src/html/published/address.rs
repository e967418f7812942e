//! Dates in addresses.

use super::{Family, Moment, Page, Sign, Zone};
use crate::stamp;
use jiff::civil::Date;
use onrecord_text::DateRole;

/// The day in an address: `/2031/02/28/`, `/2031/feb/28/`, `/2031-02-28-`, `/20310228`, `/28-02-2031/`.
pub(crate) fn date_in_url(url: &str) -> Option<Date> {
    let path = path_of(url);
    let parts = parts_of(path);
    let year = |part: &str| -> Option<i16> {
        let number: i16 = part.parse().ok().filter(|_| part.len() == 4)?;
        (1900..2100).contains(&number).then_some(number)
    };
    let small = |part: &str| -> Option<i8> { part.parse().ok().filter(|_| matches!(part.len(), 1 | 2)) };
    let month = |part: &str| small(part).or_else(|| month_word(part));
    let whole = |part: &str| {
        let is_day =
            part.len() == 8 && part.starts_with("20") && part.bytes().all(|byte| byte.is_ascii_digit());
        is_day.then(|| {
            Date::new(part[..4].parse().ok()?, part[4..6].parse().ok()?, part[6..].parse().ok()?).ok()
        })?
    };
    let in_parts = parts.windows(3).find_map(|window| {
        let [first, second, third] = window else { return None };
        let forward = || Date::new(year(first)?, month(second)?, small(third)?).ok();
        let backward = || Date::new(year(third)?, month(second)?, small(first)?).ok();
        forward().or_else(backward)
    });
    in_parts.or_else(|| parts.iter().find_map(|part| whole(part)))
}

/// The month in an address that holds no day: `/2031/02/`.
pub(super) fn month_of(url: Option<&str>) -> Option<(i16, i8)> {
    let url = url?;
    if date_in_url(url).is_some() {
        return None;
    }
    let folders: Vec<&str> = path_of(url).split('/').collect();
    folders.windows(2).find_map(|window| {
        let [first, second] = window else { return None };
        let year: i16 = first.parse().ok().filter(|year| first.len() == 4 && (1900..2100).contains(year))?;
        let month = second.parse::<i8>().ok().filter(|_| second.len() <= 2).or_else(|| month_word(second))?;
        (1..=12).contains(&month).then_some((year, month))
    })
}

fn month_word(part: &str) -> Option<i8> {
    let is_word = (3..=9).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase());
    is_word.then(|| stamp::month_of(part))?
}

/// All of an address behind its host.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or("", |at| &rest[at..])
}

fn parts_of(path: &str) -> Vec<&str> {
    path.split(|char: char| !char.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect()
}

pub(super) fn signs(page: &Page<'_>) -> Vec<Sign> {
    let sign = |address: &str, weight, family, source: &str| {
        Some(Sign {
            role: DateRole::Published,
            family,
            weight,
            moment: Moment {
                day: date_in_url(address).filter(|day| super::is_plausible(*day))?,
                clock: None,
                zone: Zone::Unstated,
                swapped: None,
                order: None,
            },
            source: source.to_owned(),
            words: path_of(address).to_owned(),
            is_beside: false,
        })
    };
    let own = page.url.and_then(|url| sign(url, 45, Family::Address, "the page's address"));
    let others = || {
        let meta = page
            .metas
            .first("og:url")
            .and_then(|url| sign(url, 45, Family::Address, "the address that the page gives for sharing"));
        // A link to the page's other versions holds its date too.
        let link = || {
            page.metas
                .links
                .iter()
                .filter(|(rel, _)| matches!(*rel, "amphtml" | "shortlink" | "canonical"))
                .find_map(|(_, url)| sign(url, 40, Family::Address, "an address of the page"))
        };
        meta.or_else(link)
    };
    // Pictures are kept by the day of their loading up, which is seldom after the publication.
    let picture = page
        .metas
        .first("og:image")
        .and_then(|url| sign(url, 5, Family::Hidden, "the address of the page's picture"));
    own.or_else(others).into_iter().chain(picture).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_hold_the_day() {
        let day = |url| date_in_url(url).map(|day| day.to_string());
        assert_eq!(day("https://herald.example/2031/02/28/canal").as_deref(), Some("2031-02-28"));
        assert_eq!(day("https://herald.example/news/2031/feb/28/canal").as_deref(), Some("2031-02-28"));
        assert_eq!(day("https://herald.example/a-20310228").as_deref(), Some("2031-02-28"));
        assert_eq!(day("https://herald.example/a-2031-2-8.html").as_deref(), Some("2031-02-08"));
        assert_eq!(day("https://herald.example/28-02-2031/canal").as_deref(), Some("2031-02-28"));
        assert_eq!(day("https://herald.example/id/2031/99/28/"), None);
        assert_eq!(day("https://herald.example/30-ways-to-cook-4-2031"), None);
        assert_eq!(day("https://2031.02.28.example/a"), None);
    }

    #[test]
    fn an_address_can_hold_only_the_month() {
        assert_eq!(month_of(Some("https://herald.example/2031/02/canal")), Some((2031, 2)));
        assert_eq!(month_of(Some("https://herald.example/2031/02/28/canal")), None);
        assert_eq!(month_of(Some("https://herald.example/canal-2031")), None);
    }
}
