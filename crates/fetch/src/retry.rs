use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{RoundMode, Timestamp, TimestampRound, ToSpan, Unit};

/// The longest wait that is believed; beyond lies a mistake.
const LONGEST_DAYS: i64 = 7;

/// The time of `Retry-After` (RFC 9110, section 10.2.3): seconds from `now`, or a date. None where it is neither; `now` where it is past. It is a
/// whole second, as people and records have times: the next where it would be a part of one.
pub(crate) fn retry_at(value: &str, now: Timestamp) -> Option<Timestamp> {
    let up = TimestampRound::new().smallest(Unit::Second).mode(RoundMode::Ceil);
    let now = now.round(up).unwrap_or(now);
    let value = value.trim();
    let latest = now.checked_add((LONGEST_DAYS * 24).hours()).ok()?;
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are a long wait all the same.
        let seconds = value.parse::<i64>().unwrap_or(i64::MAX).min(LONGEST_DAYS * 86_400);
        return now.checked_add(seconds.seconds()).ok();
    }
    let parser = DateTimeParser::new().relaxed_weekday(true);
    Some(parser.parse_timestamp(value).ok()?.clamp(now, latest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read() {
        let now: Timestamp = "2031-05-02T08:00:00Z".parse().unwrap();
        let at = |value| retry_at(value, now).map(|at| at.to_string());
        let part = "2031-05-02T08:00:00.52Z".parse().unwrap();
        assert_eq!(retry_at("120", part).unwrap().to_string(), "2031-05-02T08:02:01Z");
        assert_eq!(at("120").as_deref(), Some("2031-05-02T08:02:00Z"));
        assert_eq!(at(" 0 ").as_deref(), Some("2031-05-02T08:00:00Z"));
        assert_eq!(at("Fri, 02 May 2031 08:30:00 GMT").as_deref(), Some("2031-05-02T08:30:00Z"));
        assert_eq!(
            at("Mon, 02 May 2031 08:30:00 GMT").as_deref(),
            Some("2031-05-02T08:30:00Z"),
            "a wrong weekday"
        );
        assert_eq!(
            at("Thu, 01 May 2031 08:30:00 GMT").as_deref(),
            Some("2031-05-02T08:00:00Z"),
            "it is past"
        );
        assert_eq!(at("99999999999999999999999").as_deref(), Some("2031-05-09T08:00:00Z"));
        assert_eq!(at("Fri, 02 May 2531 08:30:00 GMT").as_deref(), Some("2031-05-09T08:00:00Z"));
        assert_eq!((at("soon"), at("-5"), at("")), (None, None, None));
    }
}
