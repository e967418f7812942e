//! Words of a text as they are compared: folded to lower case without accents, and reduced to a stem.

use onrecord_text::{Span, month_names};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A word of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands, without a possessive ending.
    pub(crate) span: Span,
    /// Lower case, no accents, no marks.
    pub(crate) folded: String,
}

/// The words for months, folded: names, their first three letters, and "sept".
pub(crate) fn month_words() -> &'static BTreeSet<String> {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let names = || month_names().iter().map(|name| fold(name));
        let short = names().map(|name| name.chars().take(3).collect());
        names().chain(short).chain(["sept".to_owned()]).collect()
    })
}

/// The words of a part of a text. A span that was made for another text holds none.
pub(crate) fn words(text: &str, part: Span) -> Vec<Word> {
    let slice = part.of(text);
    let letters: Vec<(usize, char)> = slice.char_indices().collect();
    let at = |index: usize| letters.get(index).map(|(_, letter)| *letter);
    let offset = |index: usize| letters.get(index).map_or(slice.len(), |(byte, _)| *byte);
    let mut found = Vec::new();
    let mut index = 0;
    while index < letters.len() {
        if !at(index).is_some_and(char::is_alphanumeric) {
            index += 1;
            continue;
        }
        let start = index;
        while let Some(letter) = at(index) {
            let inside = letter.is_alphanumeric()
                || is_mark(letter)
                || joins(letter, index.checked_sub(1).and_then(at), at(index + 1), index - start);
            if !inside {
                break;
            }
            index += 1;
        }
        let whole = &slice[offset(start)..offset(index)];
        let bare = without_possessive(whole);
        let begin = part.start() + offset(start);
        if let Some(span) = Span::new(begin, begin + bare.len()) {
            found.push(Word { span, folded: fold_word(bare) });
        }
    }
    found
}

/// The folded words of a string.
pub(crate) fn folded_words(text: &str) -> Vec<String> {
    Span::new(0, text.len())
        .map(|all| words(text, all))
        .unwrap_or_default()
        .into_iter()
        .map(|it| it.folded)
        .collect()
}

/// A name or phrase as it is compared: its folded words with one space between.
pub(crate) fn fold(text: &str) -> String {
    folded_words(text).join(" ")
}

fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// Whether a mark between two letters belongs to the word: `don’t`, `1.5`, `3,000`, `U.S.`.
fn joins(mark: char, before: Option<char>, after: Option<char>, length: usize) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    match mark {
        '\'' | '’' => before.is_alphabetic() && after.is_alphabetic(),
        ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        '.' if before.is_ascii_digit() => after.is_ascii_digit(),
        // An abbreviation of single letters: the letter before stands alone, as the one after does.
        '.' => before.is_uppercase() && after.is_uppercase() && length % 2 == 1,
        _ => false,
    }
}

fn without_possessive(word: &str) -> &str {
    ["'s", "’s", "'S", "’S"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

fn fold_word(word: &str) -> String {
    // The country in capitals is told from the pronoun before the case is lost.
    if matches!(word, "US" | "U.S" | "USA" | "U.S.A") {
        return "usa".to_owned();
    }
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            '\'' | '’' | ',' => {}
            '.' if !word.starts_with(|first: char| first.is_ascii_digit()) => {}
            mark if is_mark(mark) => {}
            _ => push_plain(letter, &mut folded),
        }
    }
    one_spelling(folded)
}

/// British and American spellings as one: `centre` and `center` are no difference between two outlets' words.
fn one_spelling(mut word: String) -> String {
    const ENDINGS: &[(&str, &str, usize)] = &[
        ("ours", "ors", 7),
        ("our", "or", 6),
        ("isation", "ization", 9),
        ("ise", "ize", 7),
        ("ised", "ized", 8),
        ("ising", "izing", 9),
        ("tre", "ter", 5),
        ("tres", "ters", 6),
        ("ence", "ense", 7),
        ("amme", "am", 7),
    ];
    if !word.is_ascii() {
        return word;
    }
    if let Some((from, to, _)) =
        ENDINGS.iter().find(|(from, _, least)| word.len() >= *least && word.ends_with(from))
    {
        word.truncate(word.len() - from.len());
        word.push_str(to);
    }
    word
}

/// A lower-case letter without its accent.
fn push_plain(letter: char, into: &mut String) {
    let plain = match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ậ' | 'ắ' => {
            "a"
        }
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ə' | 'ế' | 'ề' | 'ễ' | 'ệ' | 'ẹ' => {
            "e"
        }
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ố' | 'ồ' | 'ộ' | 'ọ' => {
            "o"
        }
        'ŕ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ț' | 'ŧ' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' | 'ứ' | 'ừ' => {
            "u"
        }
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        other => return into.push(other),
    };
    into.push_str(plain);
}

/// Which words carry content, and which stem a word has. Read from data files once for each resolution.
pub(crate) struct Vocabulary {
    stopwords: BTreeSet<&'static str>,
    negations: BTreeSet<&'static str>,
    irregular: BTreeMap<&'static str, &'static str>,
    /// The bytes of the longest word of each list above: most words of a page are longer, and need no look.
    longest: (usize, usize, usize),
}

impl Vocabulary {
    /// The vocabulary of the data files.
    pub(crate) fn new() -> Self {
        let list = |text: &'static str| data_lines(text).flat_map(str::split_whitespace).collect();
        let irregular = data_lines(include_str!("../data/irregular.txt"))
            .filter_map(|line| {
                let mut forms = line.split_whitespace();
                forms.next().map(|stem| forms.map(move |form| (form, stem)))
            })
            .flatten()
            .collect();
        let stopwords: BTreeSet<&'static str> = list(include_str!("../data/stopwords.txt"));
        let negations: BTreeSet<&'static str> = list(include_str!("../data/negations.txt"));
        let irregular: BTreeMap<&'static str, &'static str> = irregular;
        let length =
            |words: &mut dyn Iterator<Item = &&'static str>| words.map(|it| it.len()).max().unwrap_or(0);
        let longest =
            (length(&mut stopwords.iter()), length(&mut negations.iter()), length(&mut irregular.keys()));
        Self { stopwords, negations, irregular, longest }
    }

    /// Whether a folded word says something by itself. A negation does.
    pub(crate) fn is_content(&self, folded: &str) -> bool {
        folded.len() > self.longest.0 || !self.stopwords.contains(folded)
    }

    /// Whether a folded word turns a claim round.
    pub(crate) fn is_negation(&self, folded: &str) -> bool {
        folded.len() <= self.longest.1 && self.negations.contains(folded)
    }

    /// The stem that inflected forms share. Two unrelated words seldom share one, but may.
    pub(crate) fn stem(&self, folded: &str) -> String {
        if self.is_negation(folded) {
            return "not".to_owned();
        }
        if folded.len() <= self.longest.2
            && let Some(stem) = self.irregular.get(folded)
        {
            return (*stem).to_owned();
        }
        regular_stem(folded)
    }
}

fn regular_stem(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    if let Some(base) = stem.strip_suffix("ies") {
        stem = format!("{base}y");
    } else if stem.ends_with("sses")
        || stem.ends_with("shes")
        || stem.ends_with("ches")
        || stem.ends_with("xes")
    {
        stem.truncate(stem.len() - 2);
    } else if stem.ends_with('s') && !stem.ends_with("ss") && !stem.ends_with("us") && !stem.ends_with("is") {
        stem.truncate(stem.len() - 1);
    }
    for (ending, least) in [("ation", 8), ("ment", 8), ("ion", 7), ("ing", 6), ("ed", 5), ("ly", 6)] {
        if stem.len() >= least && stem.ends_with(ending) {
            stem.truncate(stem.len() - ending.len());
            let bytes = stem.as_bytes();
            if let [.., left, right] = bytes
                && left == right
                && !b"lsz".contains(right)
            {
                stem.truncate(stem.len() - 1);
            }
            break;
        }
    }
    if stem.len() > 4 && stem.ends_with('e') {
        stem.truncate(stem.len() - 1);
    }
    stem
}

/// The lines of a data file that are not comments, trimmed.
pub(crate) fn data_lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// How many letters must be put in, taken out, changed or swapped with a neighbour to make one word the other.
pub(crate) fn edit_distance(left: &str, right: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            next[j] = changed.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_lose_accents_case_and_possessives() {
        assert_eq!(fold("Micheál Martin’s"), "micheal martin");
        assert_eq!(fold("The U.S. told us 3,000 times"), "the usa told us 3000 times");
        assert_eq!(fold("the harbour centre’s defence"), fold("the harbor center’s defense"));
        assert_eq!(fold("don’t pay $1.5-million"), "dont pay 1.5 million");
    }

    #[test]
    fn inflected_forms_share_a_stem() {
        let words = Vocabulary::new();
        for (left, right) in
            [("discussed", "discussions"), ("met", "meeting"), ("troops", "troop"), ("signed", "signing")]
        {
            assert_eq!(words.stem(left), words.stem(right), "{left} {right}");
        }
        assert_ne!(words.stem("minister"), words.stem("ministry"));
    }

    #[test]
    fn letters_are_counted() {
        assert_eq!(edit_distance("zelebsky", "zelensky"), 1);
        assert_eq!(edit_distance("ab", "ba"), 1);
        assert_eq!(edit_distance("", "abc"), 3);
    }

    proptest! {
        #[test]
        fn every_word_is_where_it_says(text in "\\PC{0,80}") {
            if let Some(all) = Span::new(0, text.len()) {
                for word in words(&text, all) {
                    prop_assert!(!word.span.of(&text).is_empty());
                    prop_assert!(text.is_char_boundary(word.span.start()) && text.is_char_boundary(word.span.end()));
                }
            }
        }

        #[test]
        fn distance_is_symmetric(a in "[a-d]{0,7}", b in "[a-d]{0,7}") {
            prop_assert_eq!(edit_distance(&a, &b), edit_distance(&b, &a));
        }
    }
}
