use crate::{Limits, decode, sniff};
use quick_xml::Reader;
use quick_xml::events::Event;

/// What a feed asks of its readers: how often it wants to be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedManners {
    /// Minutes between two requests: RSS's `ttl`, or the syndication module's period.
    pub minutes: Option<u32>,
    /// Hours of the day, in universal time, in which it is not to be asked for (`skipHours`), 0 to 23.
    pub skip_hours: Vec<u8>,
    /// Days of the week on which it is not to be asked for (`skipDays`), Monday 1 to Sunday 7.
    pub skip_days: Vec<u8>,
}

/// Reads what a feed asks of its readers; nothing where the bytes are no feed in XML, or say nothing of it.
#[must_use]
pub fn feed_manners(bytes: &[u8], limits: &Limits) -> FeedManners {
    let mut manners = FeedManners::default();
    if !matches!(sniff::kind_of(bytes), Ok(sniff::Kind::XmlFeed)) {
        return manners;
    }
    let decoded = decode::markup(bytes, limits.max_markup_bytes);
    let mut reader = Reader::from_str(&decoded.text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_dangling_amp = true;
    let (mut name, mut period, mut frequency) = (String::new(), None, 1);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                name = tag.name().as_ref().to_ascii_lowercase();
                // All of it stands before the entries.
                if matches!(name.as_str(), "item" | "entry") {
                    break;
                }
            }
            Ok(Event::Text(words)) => {
                let words: &str = words.as_ref();
                let words = words.trim();
                match name.as_str() {
                    // The first counts: behind damage an entry may not look like one.
                    "ttl" => manners.minutes = manners.minutes.or(words.parse().ok()),
                    "hour" => manners
                        .skip_hours
                        .extend(words.parse::<u8>().ok().filter(|hour| *hour <= 24).map(|hour| hour % 24)),
                    "day" => manners.skip_days.extend(weekday(words)),
                    "sy:updateperiod" => period = minutes_of(words),
                    "sy:updatefrequency" => frequency = words.parse().unwrap_or(1).max(1),
                    _ => {}
                }
            }
            Ok(Event::End(_)) => name.clear(),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    manners.minutes = manners.minutes.or(period.map(|minutes: u32| minutes / frequency));
    manners.skip_hours.sort_unstable();
    manners.skip_hours.dedup();
    manners.skip_days.sort_unstable();
    manners.skip_days.dedup();
    manners
}

fn minutes_of(period: &str) -> Option<u32> {
    let hours = match period.to_ascii_lowercase().as_str() {
        "hourly" => 1,
        "daily" => 24,
        "weekly" => 7 * 24,
        "monthly" => 30 * 24,
        "yearly" => 365 * 24,
        _ => return None,
    };
    Some(hours * 60)
}

fn weekday(name: &str) -> Option<u8> {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let at = days.iter().position(|day| name.eq_ignore_ascii_case(day))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manners(head: &str) -> FeedManners {
        let feed = format!(
            "<?xml version='1.0'?><rss version='2.0'><channel>{head}<item><ttl>1</ttl></item></channel></rss>"
        );
        feed_manners(feed.as_bytes(), &Limits::default())
    }

    #[test]
    fn what_a_feed_asks_for_is_read() {
        let all = manners(
            "<ttl> 90 </ttl><skipHours><hour>0</hour><hour>24</hour><hour>7</hour><hour>99</hour></skipHours>\
             <skipDays><day>Sunday</day><day>Someday</day></skipDays>",
        );
        assert_eq!(all, FeedManners { minutes: Some(90), skip_hours: vec![0, 7], skip_days: vec![7] });
        let period =
            manners("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>");
        assert_eq!(period.minutes, Some(360));
        assert_eq!(
            manners("<title>Courier</title><ttl>soon</ttl>"),
            FeedManners::default(),
            "what an entry says does not count"
        );
        assert_eq!(feed_manners(b"no feed at all", &Limits::default()), FeedManners::default());
        assert_eq!(manners("<ttl>5</ttl><broken").minutes, Some(5));
    }
}
