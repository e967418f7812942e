//! Words for persons: nouns that mean one, and what nouns, titles and given names tell of the pronoun.

use super::similar;
use crate::lexicon::{self, lines};
use crate::word_table::WordTable;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The words of a list of a file of `NAME: word word …` lines.
fn words(file: &'static str, name: &str) -> impl Iterator<Item = &'static str> {
    lines(file)
        .filter_map(move |line| line.strip_prefix(name)?.strip_prefix(':'))
        .flat_map(str::split_whitespace)
}

/// Whether a person with a given name is "she", as far as the name tells (`data/given_names.txt`).
pub(crate) fn is_she(given: &str) -> Option<bool> {
    static NAMES: OnceLock<[WordTable<()>; 2]> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        ["he", "she"].map(|name| words(include_str!("../../data/given_names.txt"), name).collect())
    });
    let lower = given.to_lowercase();
    let plain = (!given.is_ascii()).then(|| similar::fold(given));
    let known = |names: &WordTable<()>| {
        names.contains(&lower) || plain.as_deref().is_some_and(|plain| names.contains(plain))
    };
    match names.each_ref().map(known) {
        [true, false] => Some(false),
        [false, true] => Some(true),
        _ => None,
    }
}

/// Whether a word is a given name.
pub(crate) fn is_given(word: &str) -> bool {
    is_she(word).is_some()
}

/// Whether a noun in the singular, in lower case, means a person.
pub(crate) fn is_person(noun: &str) -> bool {
    static NOUNS: OnceLock<WordTable<()>> = OnceLock::new();
    let nouns = NOUNS.get_or_init(|| words(include_str!("../../data/person_nouns.txt"), "person").collect());
    let last = noun.rsplit('-').next().unwrap_or(noun);
    if lexicon::list("not persons").contains(noun) {
        return false;
    }
    nouns.contains(last)
        || lexicon::list("persons").contains(last)
        || lexicon::offices_from(last).iter().any(|(words, _)| words.len() == 1)
        || is_aged(noun)
        || last.len() > 5 && (last.ends_with("woman") || last.ends_with("man") || last.ends_with("person"))
}

/// Whether a noun in the plural means persons.
pub(crate) fn is_people(noun: &str) -> bool {
    lexicon::list("people").contains(noun) || singular(noun).is_some_and(|one| is_person(&one))
}

/// The singular of a noun in the plural.
pub(crate) fn singular(noun: &str) -> Option<String> {
    if let Some(stem) = noun.strip_suffix("women") {
        return Some(format!("{stem}woman"));
    }
    if let Some(stem) = noun.strip_suffix("men") {
        return Some(format!("{stem}man"));
    }
    if let Some(stem) = noun.strip_suffix("wives") {
        return Some(format!("{stem}wife"));
    }
    if let Some(stem) = noun.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    if let Some(stem) = noun.strip_suffix("sses") {
        return Some(format!("{stem}ss"));
    }
    noun.strip_suffix('s').filter(|stem| !stem.ends_with('s')).map(str::to_string)
}

/// "54-year-old", which stands for a person or beside a noun.
pub(crate) fn is_aged(word: &str) -> bool {
    word.ends_with("-year-old") || word.ends_with("-year-olds")
}

/// Whether a noun in the singular or a title means a woman, or a man.
pub(crate) fn noun_is_she(noun: &str) -> Option<bool> {
    let noun = noun.trim_end_matches('.');
    let last = noun.rsplit('-').next().unwrap_or(noun);
    if lexicon::list("she").contains(last) || last.ends_with("woman") {
        return Some(true);
    }
    let man = last.len() > 5
        && last.ends_with("man")
        && !matches!(last, "human" | "layman" | "freshman" | "chairman" | "talisman");
    (lexicon::list("he").contains(last) || man).then_some(false)
}

/// The nouns that a title or a noun stands for: a rector is "the priest" too (`implies:` in `data/people.txt`).
pub(crate) fn implied(word: &str) -> &'static [&'static str] {
    static IMPLIED: OnceLock<WordTable<Vec<&'static str>>> = OnceLock::new();
    let implied = IMPLIED.get_or_init(|| {
        let mut implied: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (left, right) in lexicon::list("implies").words().filter_map(|line| line.split_once('=')) {
            for word in left.split_whitespace() {
                implied.entry(word).or_default().extend(right.split_whitespace());
            }
        }
        implied.into_iter().collect()
    });
    implied.get(word.trim_end_matches('.')).map_or(&[], Vec::as_slice)
}

/// Whether a noun, in lower case, names a body that can be "it": "the airline", "the board".
pub(crate) fn is_body(noun: &str) -> bool {
    lexicon::list("heads").contains(noun) || lexicon::list("bodies").contains(noun)
}

/// "The coast guard" is a body, "the security guard" is a person.
pub(crate) fn is_guard(before: Option<&str>, noun: &str) -> bool {
    const GUARDS: &[&str] =
        &["coast", "national", "border", "home", "civil", "revolutionary", "presidential", "royal"];
    noun == "guard" && before.is_some_and(|it| GUARDS.contains(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_tell_the_pronoun() {
        assert_eq!(is_she("Ragnhild"), Some(true));
        assert_eq!(is_she("Einar"), Some(false));
        assert_eq!(is_she("Vorkut"), None);
    }

    #[test]
    fn nouns_for_persons() {
        for noun in ["shepherd", "trawlerman", "conservationist", "54-year-old", "ex-minister", "neighbour"] {
            assert!(is_person(noun), "{noun}");
        }
        for noun in ["harbour", "vote", "human", "ministry"] {
            assert!(!is_person(noun), "{noun}");
        }
        assert!(is_people("residents") && is_people("fishermen") && is_people("relatives"));
        assert!(!is_people("ferries"));
    }

    #[test]
    fn nouns_tell_the_pronoun() {
        assert_eq!(noun_is_she("spokeswoman"), Some(true));
        assert_eq!(noun_is_she("trawlerman"), Some(false));
        assert_eq!(noun_is_she("teacher"), None);
    }
}
