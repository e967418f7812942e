//! Which words a full stop belongs to, and what may follow.

/// How an abbreviation stands to the word after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Follow {
    /// A name follows: never the end of a sentence (`Gen.`).
    Name,
    /// A number follows, or the sentence ends (`Feb.`, `No.`).
    Number,
    /// The sentence ends only before a word that commonly begins one (`Inc.`, `U.S.`).
    Open,
}

/// Titles and the like: what follows is part of the same phrase.
const NAME: &[&str] = &[
    "adm", "al", "amb", "atty", "brig", "capt", "cllr", "cmdr", "col", "cpl", "cpt", "dep", "det", "dr",
    "e.g", "fr", "gen", "gov", "hon", "i.e", "insp", "lt", "maj", "messrs", "mme", "mr", "mrs", "ms", "msgr",
    "mt", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "spc", "st", "supt", "viz",
    "vs",
];

/// Months, and the words that number something.
const NUMBER: &[&str] = &[
    "apr", "art", "aug", "dec", "feb", "fig", "figs", "jan", "jul", "jun", "mar", "no", "nos", "nov", "oct",
    "p", "para", "pp", "sec", "sep", "sept", "vol",
];

/// Abbreviations that may end a sentence.
const OPEN: &[&str] = &[
    "approx", "assn", "ave", "blvd", "bros", "ca", "calif", "cf", "co", "colo", "conn", "corp", "dept",
    "dist", "div", "est", "etc", "fla", "ft", "govt", "hr", "hrs", "inc", "int'l", "intl", "jr", "kan", "lb",
    "lbs", "ltd", "mich", "min", "minn", "mo", "okla", "oz", "ph.d", "plc", "rd", "sq", "sr", "tel", "tenn",
    "univ", "v", "va", "wis", "yr", "yrs",
];

/// Whether the abbreviation is spelt like a word or a name, so that only a number behind it tells.
pub(crate) fn is_also_word(word: &str) -> bool {
    matches!(word, "No" | "Nos" | "Mar" | "Art" | "Fig" | "Figs" | "Sec" | "Para" | "Vol" | "p" | "pp" | "P")
}

/// What may follow the abbreviation `word`, given without its last full stop; `None` where it is none.
pub(crate) fn follow(word: &str) -> Option<Follow> {
    if word.len() > 8 {
        return None;
    }
    let first = word.chars().next()?;
    let lower = word.to_lowercase();
    let has = |list: &[&str]| list.binary_search(&lower.as_str()).is_ok();
    let capital = first.is_uppercase();
    if word.contains('.') {
        if has(NAME) {
            return Some(Follow::Name);
        }
        let initials =
            word.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic));
        return initials.then_some(Follow::Open).or_else(|| has(OPEN).then_some(Follow::Open));
    }
    if capital && word.len() == first.len_utf8() && word != "I" {
        return Some(Follow::Open);
    }
    let always_lower = [
        "al", "approx", "ca", "cf", "etc", "p", "pp", "v", "vs", "viz", "hr", "hrs", "lb", "lbs", "oz", "sq",
        "yr", "yrs", "dept", "govt",
    ];
    if !capital && !always_lower.contains(&lower.as_str()) {
        return None;
    }
    if has(NAME) {
        Some(Follow::Name)
    } else if has(NUMBER) {
        Some(Follow::Number)
    } else {
        has(OPEN).then_some(Follow::Open)
    }
}

/// Whether a word in lower case is on one of the lists, in whatever case it is abbreviated.
pub(crate) fn is_listed(word: &str) -> bool {
    [NAME, NUMBER, OPEN].iter().any(|list| list.binary_search(&word).is_ok())
}

/// Whether a capitalised word is one that commonly begins a sentence and no name.
pub(crate) fn begins_sentence(word: &str) -> bool {
    const STARTERS: &[&str] = &[
        "a",
        "about",
        "according",
        "after",
        "all",
        "also",
        "although",
        "among",
        "an",
        "and",
        "another",
        "any",
        "as",
        "asked",
        "at",
        "because",
        "before",
        "both",
        "but",
        "by",
        "despite",
        "do",
        "during",
        "each",
        "earlier",
        "even",
        "every",
        "few",
        "following",
        "for",
        "from",
        "had",
        "he",
        "her",
        "here",
        "his",
        "how",
        "however",
        "i",
        "if",
        "in",
        "instead",
        "it",
        "its",
        "last",
        "later",
        "many",
        "meanwhile",
        "more",
        "most",
        "much",
        "my",
        "neither",
        "no",
        "none",
        "nor",
        "not",
        "nothing",
        "now",
        "of",
        "officials",
        "on",
        "one",
        "only",
        "or",
        "other",
        "others",
        "our",
        "over",
        "people",
        "police",
        "several",
        "she",
        "since",
        "so",
        "some",
        "still",
        "such",
        "than",
        "that",
        "the",
        "their",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "though",
        "through",
        "to",
        "two",
        "under",
        "until",
        "we",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "why",
        "with",
        "without",
        "yet",
        "you",
        "your",
    ];
    word.len() <= 12 && STARTERS.binary_search(&word.to_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [NAME, NUMBER, OPEN] {
            assert!(list.is_sorted());
        }
        assert!(begins_sentence("A") && begins_sentence("Your") && begins_sentence("Meanwhile"));
    }

    #[test]
    fn a_stop_belongs_to_an_abbreviation_only() {
        for word in ["U.S", "Feb", "Gen", "J", "Inc", "e.g", "etc", "p.m", "Ph.D"] {
            assert!(follow(word).is_some(), "{word}");
        }
        for word in ["talks", "Halvik", "gen", "inc", "war", "us", "example.org"] {
            assert!(follow(word).is_none(), "{word}");
        }
    }
}
