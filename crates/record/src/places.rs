//! Countries, their adjectives and their cities, for comparing participants and places.

use crate::actors::transliterated;
use crate::words::{data_lines, fold, folded_words};
use std::collections::{BTreeMap, BTreeSet};

/// What the data files and the record's own countries say of names.
pub(crate) struct Places {
    /// A folded name or adjective, and the country that it stands for.
    countries: BTreeMap<String, String>,
    /// A folded city or venue, and its country.
    cities: BTreeMap<String, String>,
    /// A folded city, and the venues in it.
    venues: BTreeMap<String, String>,
    /// A folded spelling, and the spelling to count it as.
    variants: BTreeMap<&'static str, &'static str>,
    /// Countries that the pages speak of and the file does not know, as folded names.
    learnt: BTreeSet<String>,
}

/// How two places go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// The same place, or one that holds the other.
    Same,
    /// Nothing is known against it.
    Unknown,
    /// Two names of which neither is known to hold the other.
    Differ,
    /// Two places that cannot be one.
    Clash,
}

/// Venues that stand for the city that they are in.
const VENUES: &[(&str, &str)] = &[
    ("white house", "washington"),
    ("oval office", "washington"),
    ("capitol", "washington"),
    ("pentagon", "washington"),
    ("state department", "washington"),
    ("washington dc", "washington"),
    ("kremlin", "moscow"),
    ("downing street", "london"),
    ("westminster", "london"),
    ("elysee", "paris"),
    ("elysee palace", "paris"),
    ("anchorage", "alaska"),
    ("shannon airport", "shannon"),
];

/// Words that make a place name a part or a kind of place, so that it may lie in any other.
const VAGUE: &[&str] = &[
    "airport",
    "palace",
    "house",
    "hotel",
    "ministry",
    "border",
    "region",
    "front",
    "near",
    "office",
    "embassy",
    "residence",
    "base",
    "district",
    "province",
    "oblast",
    "capital",
    "village",
    "town",
    "city",
    "line",
    "sea",
    "east",
    "west",
    "north",
    "south",
    "eastern",
    "western",
    "northern",
    "southern",
    "central",
    "road",
    "bridge",
    "port",
    "outside",
    "hall",
    "square",
    "street",
    "centre",
    "center",
    "island",
    "valley",
    "river",
    "sidelines",
];

/// Words of `VAGUE` that begin names of towns.
const NAMING: &[&str] = &["port", "east", "west", "north", "south"];

impl Places {
    /// The places of the data files, with the countries that the record itself names.
    pub(crate) fn new<'a>(named: impl Iterator<Item = &'a str>) -> Self {
        let mut countries = BTreeMap::new();
        let mut cities = BTreeMap::new();
        for line in data_lines(include_str!("../data/places.txt")) {
            let Some((country, rest)) = line.split_once(':') else { continue };
            let (names, places) = rest.split_once('|').unwrap_or((rest, ""));
            countries.insert(country.to_owned(), country.to_owned());
            for name in names.split_whitespace() {
                countries.insert(fold(&name.replace('-', " ")), country.to_owned());
            }
            for place in places.split_whitespace() {
                cities.insert(fold(&place.replace('-', " ")), country.to_owned());
            }
        }
        let variants = data_lines(include_str!("../data/place-variants.txt"))
            .filter_map(|line| {
                let mut forms = line.split_whitespace();
                forms.next().map(|name| forms.map(move |form| (form, name)))
            })
            .flatten()
            .collect();
        let learnt = named
            .map(|name| fold(name).trim_start_matches("the ").to_owned())
            .filter(|name| !countries.contains_key(name) && !cities.contains_key(name) && name.len() >= 5)
            .collect();
        let venues = VENUES.iter().map(|(venue, city)| ((*venue).to_owned(), (*city).to_owned())).collect();
        Self { countries, cities, venues, variants, learnt }
    }

    /// The spelling that a folded place name counts as.
    pub(crate) fn canonical(&self, folded: &str) -> String {
        let words: Vec<&str> =
            folded.split(' ').map(|word| self.variants.get(word).copied().unwrap_or(word)).collect();
        words.join(" ").trim_start_matches("the ").to_owned()
    }

    /// The country that a whole name stands for, by name or adjective.
    pub(crate) fn country(&self, name: &str) -> Option<String> {
        let folded = self.canonical(&fold(name));
        self.countries.get(&folded).cloned().or_else(|| self.learnt_country(&folded))
    }

    /// Whether a whole name is a country's.
    pub(crate) fn is_country_name(&self, name: &str) -> bool {
        let folded = self.canonical(&fold(name));
        self.country(name).is_some_and(|country| country == folded || self.learnt.contains(&folded))
    }

    /// The first country that a phrase speaks of, by name, adjective, capital or venue.
    pub(crate) fn country_in(&self, phrase: &str) -> Option<String> {
        let words: Vec<String> = folded_words(phrase).into_iter().map(|word| self.canonical(&word)).collect();
        for start in 0..words.len() {
            for length in [3, 2, 1] {
                let Some(part) = words.get(start..start + length) else { continue };
                let part = part.join(" ");
                let known = self.countries.get(&part).or_else(|| self.cities.get(&part)).cloned();
                if let Some(country) = known.or_else(|| self.learnt_country(&part)) {
                    return Some(country);
                }
            }
        }
        None
    }

    /// A country that the record names itself, by its name or by an adjective made of it (`Norlandic`).
    fn learnt_country(&self, folded: &str) -> Option<String> {
        const ENDINGS: &[&str] =
            &["n", "an", "ian", "ic", "er", "ish", "ese", "i", "ns", "ans", "ians", "ers", "is", "s"];
        if folded.len() < 5 {
            return None;
        }
        if self.learnt.contains(folded) {
            return Some(folded.to_owned());
        }
        ENDINGS.iter().filter_map(|ending| folded.strip_suffix(ending)).find_map(|base| {
            ["", "a", "ia", "e", "y"]
                .iter()
                .map(|end| format!("{base}{end}"))
                .find(|name| self.learnt.contains(name))
        })
    }

    /// How two places, as pages write them, go together.
    pub(crate) fn fit(&self, left: &str, right: &str) -> Fit {
        let (a, b) = (self.settle(left), self.settle(right));
        if a.is_empty() || b.is_empty() {
            return Fit::Unknown;
        }
        let sound = |part: &String| transliterated(part);
        let shared =
            a.iter().any(|part| b.contains(part) || b.iter().any(|other| sound(part) == sound(other)));
        if shared {
            return Fit::Same;
        }
        let country = |parts: &[String]| parts.iter().find_map(|part| self.country_of_place(part));
        let is_country = |parts: &[String]| parts.iter().any(|part| self.is_country(part));
        match (country(&a), country(&b)) {
            (Some(one), Some(other)) if one != other => Fit::Clash,
            (Some(_), Some(_)) if is_country(&a) || is_country(&b) => Fit::Same,
            (Some(_), Some(_)) => Fit::Clash,
            _ if is_country(&a) || is_country(&b) => Fit::Unknown,
            _ if self.is_vague(left) || self.is_vague(right) => Fit::Unknown,
            _ => Fit::Differ,
        }
    }

    fn is_vague(&self, place: &str) -> bool {
        let starts_small = place.trim_start().starts_with(char::is_lowercase);
        // A capital makes some of these words a part of the name: Port Selje is a town.
        let named = |word: &str| {
            NAMING.contains(&word.to_lowercase().as_str()) && word.starts_with(char::is_uppercase)
        };
        starts_small
            || place
                .split(|letter: char| !letter.is_alphanumeric())
                .any(|word| VAGUE.contains(&word.to_lowercase().as_str()) && !named(word))
    }

    fn is_country(&self, part: &str) -> bool {
        self.countries.contains_key(part) || self.learnt.contains(part)
    }

    fn country_of_place(&self, part: &str) -> Option<String> {
        self.countries
            .get(part)
            .or_else(|| self.cities.get(part))
            .cloned()
            .or_else(|| self.learnt.get(part).cloned())
    }

    /// The names in a place, from the whole to the parts between commas, each as it is compared.
    fn settle(&self, place: &str) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for part in place.split(',') {
            let folded = self.canonical(&fold(part));
            let bare = ["near ", "outside ", "in ", "at ", "around "]
                .iter()
                .find_map(|word| folded.strip_prefix(word))
                .unwrap_or(&folded)
                .trim_start_matches("the ")
                .trim_end_matches(" city")
                .to_owned();
            if bare.is_empty() {
                continue;
            }
            // A venue counts as its city, wherever in the name it stands.
            if let Some((_, city)) = self.venues.iter().find(|(venue, _)| bare.contains(venue.as_str())) {
                parts.push(city.clone());
            }
            if let Some(country) = self.countries.get(&bare) {
                parts.push(country.clone());
            } else {
                parts.push(bare);
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        Places::new(["Norland", "Sudmark", "Meridia"].into_iter())
    }

    #[test]
    fn every_line_of_the_file_names_a_country_and_a_city() {
        for line in data_lines(include_str!("../data/places.txt")) {
            assert!(line.contains(": ") && line.contains(" | "), "{line}");
        }
    }

    #[test]
    fn a_city_lies_in_its_country_and_two_cities_are_two() {
        let places = places();
        assert_eq!(places.fit("Istanbul", "Turkey"), Fit::Same);
        assert_eq!(places.fit("White House", "Washington"), Fit::Same);
        assert_eq!(places.fit("Riyadh", "Istanbul"), Fit::Clash);
        assert_eq!(places.fit("Kiev", "Kyiv"), Fit::Same);
        assert_eq!(places.fit("Khalvik", "Halvik"), Fit::Same);
        assert_eq!(places.fit("Halvik", "Norland"), Fit::Unknown);
        assert_eq!(places.fit("Halvik", "Tervo"), Fit::Differ);
        assert_eq!(places.fit("Calder", "Port Selje"), Fit::Differ);
        assert_eq!(places.fit("the border post", "Tervo"), Fit::Unknown);
    }

    #[test]
    fn a_country_that_only_the_pages_know_has_its_adjective() {
        let places = places();
        assert_eq!(places.country_in("Norlandic Foreign Ministry").as_deref(), Some("norland"));
        assert_eq!(places.country_in("President of Meridia").as_deref(), Some("meridia"));
        assert_eq!(places.country_in("the Meridian president").as_deref(), Some("meridia"));
        assert_eq!(places.country_in("French minister").as_deref(), Some("france"));
        assert_eq!(places.country_in("a senior official"), None);
    }
}
