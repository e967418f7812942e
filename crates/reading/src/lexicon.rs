//! The word lists under `data/`, read once.

use crate::word_table::WordTable;
use onrecord_text::Mode;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What a cue may govern (`data/cues.txt` says what each word means).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is one word of the file's frame column")]
pub(crate) struct Frames {
    pub clause: bool,
    pub quote: bool,
    pub to: bool,
    pub noun: bool,
    pub whether: bool,
    pub person: bool,
    pub spoken: bool,
}

/// A verb that attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cue {
    /// The first form on its line.
    pub lemma: &'static str,
    /// What the speaker does.
    pub mode: Mode,
    /// What it may govern.
    pub frames: Frames,
}

/// Words that attribute and are not one verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CuePhrase {
    /// The words; `be` stands for any form of it, `*` for a determiner or possessive.
    pub words: Vec<&'static str>,
    /// What the speaker does.
    pub mode: Mode,
    /// What it may govern.
    pub frames: Frames,
}

/// The lines of a data file that are neither empty, comments nor tests.
pub(crate) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("test:"))
}

fn columns(line: &'static str) -> Option<(Mode, Frames, &'static str)> {
    let mut columns = line.splitn(3, '|').map(str::trim);
    let (mode, frames, words) = (columns.next()?, columns.next()?, columns.next()?);
    let has = |frame: &str| frames.split_whitespace().any(|it| it == frame);
    let frames = Frames {
        clause: has("clause"),
        quote: has("quote"),
        to: has("to"),
        noun: has("noun"),
        whether: has("whether"),
        person: has("person"),
        spoken: has("spoken"),
    };
    Some((Mode::from_word(mode)?, frames, words))
}

/// The cue verbs by form.
pub(crate) fn cues() -> &'static WordTable<Cue> {
    static CUES: OnceLock<WordTable<Cue>> = OnceLock::new();
    CUES.get_or_init(|| {
        lines(include_str!("../data/cues.txt"))
            .filter_map(columns)
            .flat_map(|(mode, frames, words)| {
                let lemma = words.split_whitespace().next().unwrap_or_default();
                words.split_whitespace().map(move |form| (form, Cue { lemma, mode, frames }))
            })
            .collect()
    })
}

/// The cue phrases, by their first word after `be`.
pub(crate) fn cue_phrases() -> &'static [CuePhrase] {
    static PHRASES: OnceLock<Vec<CuePhrase>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        lines(include_str!("../data/cue_phrases.txt"))
            .filter_map(columns)
            .map(|(mode, frames, words)| CuePhrase {
                words: words.split_whitespace().collect(),
                mode,
                frames,
            })
            .collect()
    })
}

/// Office words to their class, longest first.
fn offices() -> &'static [(Vec<&'static str>, &'static str)] {
    static OFFICES: OnceLock<Vec<(Vec<&'static str>, &'static str)>> = OnceLock::new();
    OFFICES.get_or_init(|| {
        let mut offices: Vec<(Vec<&str>, &str)> = lines(include_str!("../data/offices.txt"))
            .filter_map(|line| line.split_once('|'))
            .flat_map(|(class, words)| {
                words
                    .split(',')
                    .map(move |office| (office.split_whitespace().collect::<Vec<_>>(), class.trim()))
            })
            .filter(|(words, _)| !words.is_empty())
            .collect();
        offices.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        offices
    })
}

/// The offices whose first word is this, longest first.
pub(crate) fn offices_from(first: &str) -> &'static [(Vec<&'static str>, &'static str)] {
    type Offices = Vec<(Vec<&'static str>, &'static str)>;
    static BY_FIRST: OnceLock<WordTable<Offices>> = OnceLock::new();
    let by_first = BY_FIRST.get_or_init(|| {
        let mut by_first: BTreeMap<&'static str, Offices> = BTreeMap::new();
        for (words, class) in offices() {
            by_first.entry(words[0]).or_default().push((words.clone(), class));
        }
        by_first.into_iter().collect()
    });
    by_first.get(first).map_or(&[], Vec::as_slice)
}

/// The words of one list (`heads:`, `media:`, …) of `data/organizations.txt`, `data/people.txt` or `data/said.txt`.
pub(crate) fn list(name: &str) -> &'static WordTable<()> {
    static LISTS: OnceLock<WordTable<WordTable<()>>> = OnceLock::new();
    static EMPTY: WordTable<()> = WordTable::new();
    LISTS
        .get_or_init(|| {
            lines(include_str!("../data/organizations.txt"))
                .chain(lines(include_str!("../data/people.txt")))
                .chain(lines(include_str!("../data/said.txt")))
                .filter_map(|line| line.split_once(':'))
                .map(|(name, words)| {
                    (name, words.split(',').map(str::trim).filter(|word| !word.is_empty()).collect())
                })
                .collect()
        })
        .get(name)
        .unwrap_or(&EMPTY)
}
