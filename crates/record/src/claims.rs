//! What a statement says, as words that can be compared: which are quoted, which carry content, whom they name.

use crate::actors::Cast;
use crate::pile::{Pile, ReportOrder};
use crate::words::{Vocabulary, Word, words};
use onrecord_text::{Dating, Mode, Statement, StatementKind};
use std::collections::BTreeMap;

/// A statement with its words.
pub(crate) struct Claim<'a> {
    pub(crate) page: usize,
    pub(crate) statement: &'a Statement,
    pub(crate) speaker: Option<usize>,
    pub(crate) words: Vec<ClaimWord>,
    /// Stems of content words and named actors, sorted, each once. A negation counts as `not`.
    pub(crate) terms: Vec<String>,
    pub(crate) negated: bool,
    /// Its sentences, where it says that something is not so; else none.
    pub(crate) denials: Vec<Denial>,
    pub(crate) order: ReportOrder,
    pub(crate) published: Dating,
}

/// A sentence of a statement in which something is denied.
pub(crate) struct Denial {
    /// As in [`Claim`].
    pub(crate) terms: Vec<String>,
    /// The folded words, in order.
    pub(crate) words: Vec<String>,
}

/// A word of a statement.
pub(crate) struct ClaimWord {
    pub(crate) word: Word,
    /// What it is compared by: the folded word.
    pub(crate) content: bool,
    /// The quoted fragment that it stands in, counted from 0.
    pub(crate) quoted: Option<usize>,
}

impl Claim<'_> {
    /// The quoted words, in order.
    pub(crate) fn quoted(&self) -> impl Iterator<Item = &ClaimWord> {
        self.words.iter().filter(|word| word.quoted.is_some())
    }

    /// The day around which it was said or, failing that, published.
    pub(crate) fn when(&self) -> &Dating {
        if self.statement.said.is_known() { &self.statement.said } else { &self.published }
    }
}

/// The statements of the pile that nobody has rejected.
pub(crate) struct Claims<'a> {
    /// By page, then in page order.
    pub(crate) standing: Vec<Claim<'a>>,
    /// What earlier versions of a page have in the place of a statement that stands, by its id, the oldest first.
    pub(crate) earlier: BTreeMap<&'a str, Vec<Claim<'a>>>,
}

pub(crate) fn claims<'a>(pile: &Pile<'a>, cast: &Cast, vocabulary: &Vocabulary) -> Claims<'a> {
    let mut claims = Vec::new();
    let mut superseded: BTreeMap<&str, Claim<'a>> = BTreeMap::new();
    for (page, facts) in pile.pages.iter().enumerate() {
        let named = Named::new(pile, page, cast);
        for statement in &facts.reading.statements {
            if pile.is_rejected(&statement.id) {
                continue;
            }
            let words = claim_words(facts.text(), statement, vocabulary);
            let (terms, negated) = terms(words.iter().map(|word| &word.word), &named, vocabulary);
            let denials = denials(facts.text(), statement, &words, &named, vocabulary);
            let offset = statement.content.first().map_or(0, |span| span.start());
            let claim = Claim {
                page,
                statement,
                speaker: statement.speaker.as_deref().and_then(|speaker| cast.of(page, speaker)),
                words,
                terms,
                negated,
                denials,
                order: facts.order(&statement.item, offset),
                published: facts.published(&statement.item),
            };
            if pile.stands(&statement.id) {
                claims.push(claim);
            } else {
                superseded.insert(&statement.id, claim);
            }
        }
    }
    let mut earlier: BTreeMap<&str, Vec<Claim<'a>>> = BTreeMap::new();
    for (standing, wordings) in pile.lineage.other_wordings() {
        let wordings: Vec<Claim<'a>> = wordings.iter().filter_map(|id| superseded.remove(id)).collect();
        if !wordings.is_empty() {
            earlier.insert(standing, wordings);
        }
    }
    Claims { standing: claims, earlier }
}

/// Where a page names actors, for words that are compared by whom they name.
pub(crate) struct Named {
    starts: BTreeMap<usize, (usize, usize)>,
}

impl Named {
    pub(crate) fn new(pile: &Pile<'_>, page: usize, cast: &Cast) -> Self {
        let starts = pile.pages[page]
            .reading
            .mentions
            .iter()
            .filter_map(|mention| {
                let actor = cast.of(page, &mention.actor)?;
                Some((mention.span.start(), (mention.span.end(), actor)))
            })
            .collect();
        Self { starts }
    }

    fn actor_at(&self, offset: usize) -> Option<(usize, usize)> {
        self.starts.range(..=offset).next_back().map(|(_, found)| *found).filter(|(end, _)| offset < *end)
    }
}

/// The stems of the content words and the actors named among some words, sorted, each once; and whether an odd
/// number of negations stands among them.
pub(crate) fn terms<'w>(
    words: impl Iterator<Item = &'w Word>,
    named: &Named,
    vocabulary: &Vocabulary,
) -> (Vec<String>, bool) {
    let mut terms = Vec::new();
    let mut negations = 0_usize;
    for word in words {
        if let Some((_, actor)) = named.actor_at(word.span.start()) {
            terms.push(actor_term(actor));
            continue;
        }
        if vocabulary.is_negation(&word.folded) {
            negations += 1;
        }
        if vocabulary.is_content(&word.folded) {
            terms.push(vocabulary.stem(&word.folded));
        }
    }
    terms.sort_unstable();
    terms.dedup();
    (terms, negations % 2 == 1)
}

/// The sentences of a statement that deny something: all of a denial's, and those with a negation.
fn denials(
    text: &str,
    statement: &Statement,
    words: &[ClaimWord],
    named: &Named,
    vocabulary: &Vocabulary,
) -> Vec<Denial> {
    let denies = statement.mode == Mode::Deny;
    if !denies && !words.iter().any(|word| vocabulary.is_negation(&word.word.folded)) {
        return Vec::new();
    }
    let ends = |one: &ClaimWord, next: &ClaimWord| {
        let initial = one.word.span.of(text).ends_with(char::is_uppercase);
        text.get(one.word.span.end()..next.word.span.start()).is_none_or(|gap| {
            gap.len() > 40 || gap.contains(['!', '?', ';', '\n']) || (gap.contains('.') && !initial)
        })
    };
    words
        .chunk_by(|one, next| !ends(one, next))
        .filter(|part| denies || part.iter().any(|word| vocabulary.is_negation(&word.word.folded)))
        .map(|part| Denial {
            terms: terms(part.iter().map(|word| &word.word), named, vocabulary).0,
            words: part.iter().map(|word| word.word.folded.clone()).collect(),
        })
        .collect()
}

/// The term that stands for an actor; no word looks like it.
pub(crate) fn actor_term(actor: usize) -> String {
    format!("@{actor}")
}

fn claim_words(text: &str, statement: &Statement, vocabulary: &Vocabulary) -> Vec<ClaimWord> {
    let mut marks = Marks::default();
    let mut found = Vec::new();
    for fragment in &statement.content {
        let direct = statement.kind == StatementKind::Direct;
        let quoted = marks.read(fragment.of(text), direct);
        for word in words(text, *fragment) {
            let at = word.span.start() - fragment.start();
            let inside =
                quoted.iter().find(|(start, end, _)| *start <= at && at < *end).map(|(_, _, number)| *number);
            let content = vocabulary.is_content(&word.folded);
            found.push(ClaimWord { word, content, quoted: inside });
        }
    }
    found
}

/// Reads quotation marks over the fragments of a statement.
#[derive(Default)]
struct Marks {
    fragments: usize,
}

impl Marks {
    /// The quoted ranges of a fragment with their numbers. All of a direct statement's fragment is quoted.
    fn read(&mut self, text: &str, direct: bool) -> Vec<(usize, usize, usize)> {
        let mut ranges = Vec::new();
        if direct {
            ranges.push((0, text.len()));
        } else {
            let mut open: Option<(usize, char)> = None;
            let letters: Vec<(usize, char)> = text.char_indices().collect();
            for (index, (offset, letter)) in letters.iter().enumerate() {
                let before = index.checked_sub(1).and_then(|it| letters.get(it)).map(|(_, it)| *it);
                let after = letters.get(index + 1).map(|(_, it)| *it);
                match open {
                    None if opens(*letter, before, after) => open = Some((*offset, *letter)),
                    Some((start, mark)) if closes(mark, *letter, after) => {
                        ranges.push((start, *offset));
                        open = None;
                    }
                    _ => {}
                }
            }
            // A quotation that runs on into the next paragraph has no closing mark in this one.
            if let Some((start, mark)) = open
                && mark != '\''
                && mark != '‘'
            {
                ranges.push((start, text.len()));
            }
        }
        ranges
            .into_iter()
            .map(|(start, end)| {
                self.fragments += 1;
                (start, end, self.fragments - 1)
            })
            .collect()
    }
}

fn opens(letter: char, before: Option<char>, after: Option<char>) -> bool {
    let starts_word =
        before.is_none_or(|it| !it.is_alphanumeric()) && after.is_some_and(|it| !it.is_whitespace());
    match letter {
        '“' | '«' | '„' => true,
        '"' | '‘' | '\'' => starts_word,
        _ => false,
    }
}

fn closes(open: char, letter: char, after: Option<char>) -> bool {
    let ends_word = after.is_none_or(|it| !it.is_alphanumeric());
    match open {
        '“' => letter == '”',
        '„' => matches!(letter, '“' | '”'),
        '«' => letter == '»',
        '"' => letter == '"',
        '‘' => letter == '’' && ends_word,
        _ => letter == '\'' && ends_word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        Marks::default().read(text, false).into_iter().map(|(start, end, _)| &text[start..end]).collect()
    }

    #[test]
    fn marks_of_every_kind_are_paired() {
        assert_eq!(quoted("a “very warm” meeting"), ["“very warm"]);
        assert_eq!(quoted("he will ‘keep his word’ on Norland’s plan"), ["‘keep his word"]);
        assert_eq!(quoted("said \"one\" and \"two\""), ["\"one", "\"two"]);
        assert_eq!(quoted("the ministers’ own words"), Vec::<&str>::new());
        assert_eq!(quoted("that “it goes on"), ["“it goes on"]);
    }
}
