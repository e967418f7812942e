//! Countries with their adjectives and capitals, and who led them when (`data/countries.tsv`, `data/leaders.tsv`).

use crate::lexicon::lines;
use crate::word_table::WordTable;
use jiff::civil::Date;
use std::sync::OnceLock;

/// A country.
#[derive(Debug)]
pub(crate) struct Country {
    /// Its English name.
    pub name: &'static str,
    /// "Norlandic": the first adjective, empty where there is none.
    pub adjective: &'static str,
    /// Its Wikidata item, empty where unknown.
    pub wikidata: &'static str,
}

/// How a text names a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CountryForm {
    /// By its name.
    Name,
    /// By its adjective.
    Adjective,
    /// By its capital, which may be meant as a place.
    Capital,
}

/// One term of an office.
#[derive(Debug)]
pub(crate) struct Leader {
    /// The country's English name.
    pub country: &'static str,
    /// Whether of state (else of government).
    pub of_state: bool,
    /// The full name.
    pub name: &'static str,
    from: Option<Date>,
    until: Option<Date>,
}

fn countries() -> &'static [Country] {
    static COUNTRIES: OnceLock<Vec<Country>> = OnceLock::new();
    COUNTRIES.get_or_init(|| {
        lines(include_str!("../../data/countries.tsv"))
            .map(|line| {
                let mut cells = line.split('\t');
                let name = cells.next().unwrap_or_default();
                let adjective = cells.next().unwrap_or_default().split(',').next().unwrap_or_default();
                Country { name, adjective, wikidata: cells.nth(2).unwrap_or_default() }
            })
            .collect()
    })
}

fn index() -> &'static WordTable<(usize, CountryForm)> {
    static INDEX: OnceLock<WordTable<(usize, CountryForm)>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let rows = lines(include_str!("../../data/countries.tsv")).enumerate();
        rows.flat_map(|(number, line)| {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
            [
                (cell(0), CountryForm::Name),
                (cell(3), CountryForm::Name),
                (cell(1), CountryForm::Adjective),
                (cell(2), CountryForm::Capital),
            ]
            .into_iter()
            .flat_map(move |(names, form)| names.split(',').map(move |name| (name, (number, form))))
            .filter(|(name, _)| !name.is_empty())
        })
        .collect()
    })
}

/// The country that some words name, as they are written.
pub(crate) fn country(words: &str) -> Option<(&'static Country, CountryForm)> {
    let (number, form) = index().get(words)?;
    countries().get(*number).map(|country| (country, *form))
}

/// The country with an English name.
pub(crate) fn by_name(name: &str) -> Option<&'static Country> {
    let (number, _) = index().get(name)?;
    countries().get(*number).filter(|country| country.name == name)
}

fn leaders() -> &'static [Leader] {
    static LEADERS: OnceLock<Vec<Leader>> = OnceLock::new();
    LEADERS.get_or_init(|| {
        lines(include_str!("../../data/leaders.tsv"))
            .filter_map(|line| {
                let cells: Vec<&str> = line.split('\t').collect();
                let name = *cells.get(3)?;
                (name.split_whitespace().count() <= 4).then(|| Leader {
                    country: cells[0],
                    of_state: cells[1] == "state",
                    name,
                    from: cells.get(4).and_then(|day| day.parse().ok()),
                    until: cells.get(5).and_then(|day| day.parse().ok()),
                })
            })
            .collect()
    })
}

/// The heads of state and government in office on a day, by country.
pub(crate) fn leaders_on(day: Date) -> impl Iterator<Item = &'static Leader> {
    leaders().iter().filter(move |leader| {
        leader.from.is_some_and(|from| from <= day) && leader.until.is_none_or(|until| until > day)
    })
}
