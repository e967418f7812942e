//! Which number of "03/04/2031" is the month.

use super::{Page, Sign};
use crate::stamp::Order;
use jiff::civil::Date;

/// Turns dates in numbers alone the way that the page tells: by other dates of the page that leave no choice, by its other
/// dates in numbers, by its language and address. Where nothing tells, an English page without a country is read as an
/// American one, and the date weighs less.
pub(super) fn settle(signs: &mut [Sign], page: &Page<'_>) {
    if signs.iter().all(|sign| sign.moment.swapped.is_none()) {
        return;
    }
    let anchors: Vec<Date> =
        signs.iter().filter(|sign| sign.moment.swapped.is_none()).map(|sign| sign.moment.day).collect();
    let is_near = |day: Date| {
        anchors.iter().any(|anchor| anchor.until(day).is_ok_and(|apart| apart.get_days().abs() <= 1))
    };
    let own = signs.iter().find_map(|sign| sign.moment.order);
    let known = own.or_else(|| super::habit(page));
    for sign in signs {
        let (day, Some(swapped)) = (sign.moment.day, sign.moment.swapped) else { continue };
        let is_swapped = match (is_near(day), is_near(swapped)) {
            (true, false) => false,
            (false, true) => true,
            // The reader of stamps takes the first number for the day.
            _ => known.unwrap_or(Order::MonthFirst) == Order::MonthFirst,
        };
        let other = if is_swapped { day } else { swapped };
        if is_swapped {
            sign.moment.day = swapped;
        }
        if known.is_none() && !is_near(sign.moment.day) {
            sign.weight = sign.weight * 7 / 10;
            sign.source.push_str(&format!(", which could be {other} too"));
        }
    }
}
