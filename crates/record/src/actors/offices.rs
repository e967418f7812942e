//! Offices that one person holds at a time.

use super::keyed_phrases;
use crate::places::Places;
use crate::words::fold;

/// The phrases that name offices.
pub(crate) struct Offices {
    phrases: Vec<(String, &'static str)>,
}

impl Offices {
    pub(crate) fn new() -> Self {
        let phrases = keyed_phrases(include_str!("../../data/offices.txt"))
            .flat_map(|(office, phrases)| phrases.into_iter().map(move |phrase| (phrase, office)))
            .collect();
        Self { phrases }
    }

    /// The office and the country that a role names: `Foreign Minister of Norland`. A deputy's, a former holder's and
    /// a spokesman's role name none.
    pub(crate) fn held(&self, role: &str, places: &Places) -> Option<(String, String)> {
        let folded = format!(" {} ", fold(role));
        let lesser = [
            "deputy",
            "vice",
            "former",
            "ex",
            "acting",
            "assistant",
            "spokes",
            "aide",
            "adviser",
            "advisor",
            "envoy",
        ];
        if lesser.iter().any(|word| folded.contains(&format!(" {word}"))) {
            return None;
        }
        let country = places.country_in(role)?;
        let (_, office) = self
            .phrases
            .iter()
            .filter(|(phrase, _)| folded.contains(&format!(" {phrase} ")))
            .max_by_key(|(phrase, _)| phrase.len())?;
        Some(((*office).to_owned(), country))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_needs_a_country_and_a_holder() {
        let (offices, places) = (Offices::new(), Places::new(["Norland"].into_iter()));
        let held = |role| offices.held(role, &places).map(|(office, country)| format!("{office} {country}"));
        assert_eq!(held("Foreign Minister of Norland").as_deref(), Some("foreign-minister norland"));
        assert_eq!(held("Norland’s top diplomat").as_deref(), Some("foreign-minister norland"));
        assert_eq!(held("the Norlandic prime minister").as_deref(), Some("head-of-government norland"));
        assert_eq!(held("Deputy Foreign Minister of Norland"), None);
        assert_eq!(held("the foreign minister"), None);
    }
}
