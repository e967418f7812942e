//! Names of people, taken apart and compared over spellings.

use crate::words::{data_lines, edit_distance, fold, folded_words};
use std::collections::{BTreeMap, BTreeSet};

/// What the data files say of names.
pub(crate) struct NameRules {
    titles: BTreeSet<&'static str>,
    given: BTreeMap<&'static str, &'static str>,
}

/// A person's name without titles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PersonName {
    /// The words before the surname as they count over languages; empty for a surname alone.
    pub(crate) given: Vec<String>,
    /// All words as spelt, folded.
    spelt: String,
    /// The last word, letter by letter as spelt.
    pub(crate) surname: String,
    /// The last word, as it counts over transliterations.
    pub(crate) surname_key: String,
}

/// How two names of persons can be one, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// Letter by letter, or with another title.
    Same,
    /// The same in another transliteration or language.
    Transliteration,
    /// One gives an initial only.
    Initial,
    /// So many letters differ.
    Spelling(usize),
}

impl Likeness {
    /// The reason for a reader.
    pub(crate) fn why(self) -> String {
        match self {
            Self::Same => "same name".to_owned(),
            Self::Transliteration => "spelling (transliteration)".to_owned(),
            Self::Initial => "initial and surname".to_owned(),
            Self::Spelling(1) => "spelling (1 letter differs)".to_owned(),
            Self::Spelling(letters) => format!("spelling ({letters} letters differ)"),
        }
    }
}

impl NameRules {
    pub(crate) fn new() -> Self {
        let given = data_lines(include_str!("../../data/given-names.txt"))
            .filter_map(|line| {
                line.split_whitespace().next().map(|first| line.split_whitespace().map(move |it| (it, first)))
            })
            .flatten()
            .collect();
        Self {
            titles: data_lines(include_str!("../../data/titles.txt"))
                .flat_map(str::split_whitespace)
                .collect(),
            given,
        }
    }

    /// Whether a word stands before names without being one.
    pub(crate) fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    /// Whether a word is known as a given name.
    pub(crate) fn is_given(&self, word: &str) -> bool {
        self.given.contains_key(word)
    }

    /// A name taken apart; `None` where nothing but titles is left.
    pub(crate) fn person(&self, name: &str) -> Option<PersonName> {
        let words = folded_words(name);
        // What stands before the last title belongs to the title: "Norlandic Foreign Minister Edda Voss".
        let start = words.iter().rposition(|word| self.is_title(word)).map_or(0, |at| at + 1);
        let bare = words.get(start..)?;
        let (surname, given) = bare.split_last()?;
        if surname.chars().count() < 2 || surname.starts_with(|first: char| first.is_numeric()) {
            return None;
        }
        Some(PersonName {
            spelt: bare.join(" "),
            given: given.iter().map(|word| self.given_key(word)).collect(),
            surname: surname.clone(),
            surname_key: transliterated(surname),
        })
    }

    fn given_key(&self, word: &str) -> String {
        self.given.get(word).map_or_else(|| transliterated(word), |first| (*first).to_owned())
    }

    /// Whether a name stands without titles before it.
    pub(crate) fn is_bare(&self, name: &str) -> bool {
        self.person(name).is_some_and(|person| person.spelt == fold(name))
    }

    /// How two full names are alike where the office is known to be the same: then the surname may be spelt as freely
    /// as it is pronounced.
    pub(crate) fn likeness_in_office(&self, left: &PersonName, right: &PersonName) -> Option<Likeness> {
        let (first, other) = (left.given.first()?, right.given.first()?);
        let letters = edit_distance(&left.surname_key, &right.surname_key);
        let least = left.surname_key.len().min(right.surname_key.len());
        let same_start = left.surname_key.chars().next() == right.surname_key.chars().next();
        (first == other && same_start && least >= 4 && letters <= 2).then_some(Likeness::Spelling(letters))
    }

    /// How two full names are alike; `None` where they are two people's names or one is a surname alone.
    pub(crate) fn likeness(&self, left: &PersonName, right: &PersonName) -> Option<Likeness> {
        let (Some(first), Some(other)) = (left.given.first(), right.given.first()) else { return None };
        if words_of(left) == words_of(right) {
            return Some(if left.spelt == right.spelt { Likeness::Same } else { Likeness::Transliteration });
        }
        // A rank that no list knows stands before the name: "Coast Guard Commodore Henrik Tolvan".
        let ends_with = |long: &PersonName, short: &PersonName| {
            !short.given.is_empty() && long.spelt.ends_with(&format!(" {}", short.spelt))
        };
        if ends_with(left, right) || ends_with(right, left) {
            return Some(Likeness::Same);
        }
        let initial = is_initial(first, other) || is_initial(other, first);
        if first == other || initial {
            return if left.surname_key == right.surname_key {
                Some(match (initial, left.spelt == right.spelt) {
                    (true, _) => Likeness::Initial,
                    (_, true) => Likeness::Same,
                    _ => Likeness::Transliteration,
                })
            } else if initial {
                None
            } else {
                misspelt(&left.surname_key, &right.surname_key).map(Likeness::Spelling)
            };
        }
        // A given name with a slip in it, before the very same surname.
        let slip = left.surname_key == right.surname_key && first.len() >= 5 && other.len() >= 5;
        (slip && !self.is_known_key(first, other))
            .then(|| misspelt(first, other))
            .flatten()
            .map(Likeness::Spelling)
    }

    /// Whether both are given names in their own right: then they are two names, however alike.
    fn is_known_key(&self, first: &str, other: &str) -> bool {
        self.given.contains_key(first) && self.given.contains_key(other)
    }
}

/// All words of a name, in any order: in some languages the family name comes first.
fn words_of(name: &PersonName) -> Vec<&str> {
    let mut words: Vec<&str> = name.given.iter().map(String::as_str).collect();
    words.push(&name.surname_key);
    words.sort_unstable();
    words
}

fn is_initial(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.chars().count() > 1 && long.starts_with(short)
}

/// How many letters differ, where so few do that one word can be a slip for the other: one in five or six letters,
/// two in eight or more. A Slavic feminine ending is no slip.
pub(crate) fn misspelt(left: &str, right: &str) -> Option<usize> {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let limit = match short.chars().count() {
        0..=4 => return None,
        5..=7 => 1,
        _ => 2,
    };
    if long.strip_prefix(short) == Some("a")
        || long.strip_suffix("aya").is_some() != short.strip_suffix("aya").is_some()
    {
        return None;
    }
    let letters = edit_distance(left, right);
    (1..=limit).contains(&letters).then_some(letters)
}

/// A name as it counts over transliterations into Latin letters.
pub(crate) fn transliterated(word: &str) -> String {
    const RULES: &[(&str, &str)] = &[
        ("yy", "y"),
        ("iy", "y"),
        ("ij", "y"),
        ("yi", "y"),
        ("ii", "y"),
        ("ey", "y"),
        ("ei", "y"),
        ("ay", "ai"),
        ("oy", "oi"),
        ("ye", "e"),
        ("yo", "o"),
        ("ya", "ia"),
        ("yu", "iu"),
        ("kh", "h"),
        ("zh", "z"),
        ("ph", "f"),
        ("tch", "ch"),
        ("ff", "v"),
        ("ks", "x"),
        ("tz", "ts"),
        ("w", "v"),
        ("ou", "u"),
        ("ck", "k"),
    ];
    let mut key = word.to_owned();
    for (from, to) in RULES {
        key = key.replace(from, to);
    }
    if let Some(base) = key.strip_suffix("ski") {
        key = format!("{base}sky");
    }
    let mut letters: Vec<char> = key.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(left: &str, right: &str) -> Option<Likeness> {
        let rules = NameRules::new();
        rules.likeness(&rules.person(left)?, &rules.person(right)?)
    }

    #[test]
    fn spellings_of_one_name() {
        use Likeness::*;
        for (left, right, expected) in [
            ("Volodymyr Zelenskyy", "Vladimir Zelensky", Transliteration),
            ("Volodymyr Zelenskyy", "President Volodymyr Zelebskyy", Spelling(1)),
            ("Sergei Lavrov", "Foreign Minister Sergey Lavrov", Transliteration),
            ("Oleksandr Syrskyi", "Alexander Sirsky", Spelling(1)),
            ("Micheal Martin", "Micheál Martin", Same),
            ("E. Voss", "Edda Voss", Initial),
            ("Harbour Warden Oren Tallis", "Oren Tallis", Same),
            ("Sir Oren Tallis", "Oren Tallis", Same),
            ("Lee Hee-yong", "Hee-yong Lee", Transliteration),
            ("Radomir Chelik", "Radomir Tchelik", Transliteration),
            ("Ilmar Kestrov", "Ilmar Kestroff", Transliteration),
            ("Lidia Voranova", "Lidija Voranova", Transliteration),
        ] {
            assert_eq!(likeness(left, right), Some(expected), "{left} / {right}");
            assert_eq!(likeness(right, left), Some(expected), "{right} / {left}");
        }
    }

    #[test]
    fn names_of_two_people() {
        for (left, right) in [
            ("Edda Voss", "Oren Voss"),
            ("Ivan Petrov", "Ivana Petrova"),
            ("Ivan Sokolov", "Ivan Sokolova"),
            ("John Brown", "John Bruno"),
            ("Anna Lind", "Anna Lund"),
            ("Voss", "Voss"),
        ] {
            assert_eq!(likeness(left, right), None, "{left} / {right}");
        }
    }
}
