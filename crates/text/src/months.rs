use jiff::civil::Date;
use std::sync::OnceLock;

/// The English names of the twelve months, in order, as the calendar's library writes them.
pub fn month_names() -> &'static [String] {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    NAMES.get_or_init(|| {
        // Any year has them all.
        let firsts = (1..=12).filter_map(|month| Date::new(2000, month, 1).ok());
        firsts.map(|first| first.strftime("%B").to_string()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::month_names;

    #[test]
    fn there_are_twelve_and_each_has_three_letters() {
        assert_eq!(month_names().len(), 12);
        assert!(month_names().iter().all(|name| name.len() >= 3 && name.is_ascii()));
        assert_eq!(month_names()[4], "May");
    }
}
