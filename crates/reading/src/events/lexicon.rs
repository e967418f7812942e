//! The words of `data/events.txt`, read once.

use crate::lexicon::lines;
use onrecord_text::EventType;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What a trigger reports, and what must stand around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The contract's type.
    pub kind: EventType,
    /// PLOVER's type, where one fits.
    pub plover: Option<&'static str>,
    /// The frames, of which one must hold.
    pub frames: Vec<&'static str>,
}

/// The triggers by form, and the word lists.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Verbs by form.
    pub verbs: BTreeMap<&'static str, Vec<Entry>>,
    /// Head nouns by form.
    pub nouns: BTreeMap<&'static str, Vec<Entry>>,
    /// Phrases: their words and what they report.
    pub phrases: Vec<(Vec<&'static str>, Entry)>,
    lists: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

/// The lexicon.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut lexicon = Lexicon::default();
        for line in lines(FILE) {
            take(&mut lexicon, line);
        }
        lexicon
    })
}

/// The file, tests included.
pub(super) const FILE: &str = include_str!("../../data/events.txt");

/// Whether a list has a word.
pub(super) fn listed(list: &str, word: &str) -> bool {
    lexicon().lists.get(list).is_some_and(|words| words.contains(word))
}

fn take(lexicon: &mut Lexicon, line: &'static str) {
    if let Some((name, words)) = line.strip_prefix("list ").and_then(|rest| rest.split_once(':')) {
        lexicon.lists.entry(name.trim()).or_default().extend(words.split_whitespace());
        return;
    }
    let cells: Vec<&'static str> = line.split('|').map(str::trim).collect();
    let [sort, kind, plover, forms, frames] = cells.as_slice() else { return };
    let Some(kind) = EventType::from_word(kind) else { return };
    let entry = Entry {
        kind,
        plover: (*plover != "-").then_some(*plover),
        frames: frames.split_whitespace().collect(),
    };
    match *sort {
        "phrase" => lexicon.phrases.push((forms.split_whitespace().collect(), entry)),
        "verb" | "noun" => {
            let table = if *sort == "verb" { &mut lexicon.verbs } else { &mut lexicon.nouns };
            for form in forms.split_whitespace() {
                table.entry(form).or_default().push(entry.clone());
            }
        }
        _ => {}
    }
}
