use super::{SentenceChange, alike, headline_of, sequence};
use onrecord_text::{ItemKind, Page, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// Two sentences that share less of their words than this are two sentences, not one that was changed.
const ALIKE: f64 = 0.5;
/// The same where something that did not change stands between the places of the two.
const FAR_ALIKE: f64 = 0.65;
/// More pairs than these are not held against each other: two pages that share so little are not two wordings of one.
const MOST: usize = 250_000;

/// A sentence of a page.
struct Sentence {
    span: Span,
    key: String,
    words: Vec<String>,
}

/// The sentences that differ, and how many do not.
pub(super) fn changes(before: &Page, after: &Page) -> (Vec<SentenceChange>, usize) {
    let (old, new) = (sentences(before), sentences(after));
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for sentence in old.iter().chain(&new) {
        let next = names.len();
        names.entry(&sentence.key).or_insert(next);
    }
    let number = |list: &[Sentence]| -> Vec<usize> {
        list.iter().map(|sentence| names.get(sentence.key.as_str()).copied().unwrap_or_default()).collect()
    };
    let (left, right) = (number(&old), number(&new));
    let pairs = sequence::common(&left, &right);

    let mut partners = Partners::new(old.len(), new.len());
    for (i, j) in &pairs {
        partners.join(*i, *j);
    }
    // What is gone here and has come there was moved.
    let mut gone: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in (0..old.len()).rev().filter(|i| partners.of_old[*i].is_none()) {
        gone.entry(left[i]).or_default().push(i);
    }
    for (j, own) in right.iter().enumerate() {
        if partners.of_new[j].is_none()
            && let Some(i) = gone.get_mut(own).and_then(Vec::pop)
        {
            partners.join(i, j);
        }
    }
    // What is left in one place may be one sentence in two wordings; what is far apart must be more alike.
    let (mut from, mut other_from) = (0, 0);
    for (to, other_to) in pairs.iter().copied().chain([(old.len(), new.len())]) {
        partners.join_alike(&old, &new, from..to, other_from..other_to, ALIKE);
        (from, other_from) = (to + 1, other_to + 1);
    }
    partners.join_alike(&old, &new, 0..old.len(), 0..new.len(), FAR_ALIKE);

    let mut found: Vec<((usize, usize, usize), SentenceChange)> = Vec::new();
    let mut place = 0;
    for (i, sentence) in old.iter().enumerate() {
        match partners.of_old[i] {
            Some(j) => place = j + 1,
            // Told behind what it stood behind.
            None => found.push(((place, 0, i), SentenceChange::Removed { before: sentence.span })),
        }
    }
    for (j, sentence) in new.iter().enumerate() {
        let span = sentence.span;
        let change = match partners.of_new[j].and_then(|i| Some((i, old.get(i)?))) {
            None => SentenceChange::Added { after: span },
            Some((i, _)) if pairs.binary_search(&(i, j)).is_ok() => continue,
            Some((_, one)) if one.key == sentence.key => {
                SentenceChange::Moved { before: one.span, after: span }
            }
            Some((_, one)) => {
                let difference = alike::difference(one.span.of(&before.text), span.of(&after.text));
                SentenceChange::Changed { before: one.span, after: span, difference }
            }
        };
        found.push(((j, 1, 0), change));
    }
    found.sort_by_key(|(place, _)| *place);
    (found.into_iter().map(|(_, change)| change).collect(), pairs.len())
}

/// The sentences of the earlier version that the later one does not have, in page order.
pub(super) fn removed(before: &Page, after: &Page) -> Vec<Span> {
    let mut found: Vec<Span> = changes(before, after)
        .0
        .into_iter()
        .filter_map(|change| match change {
            SentenceChange::Removed { before } => Some(before),
            _ => None,
        })
        .collect();
    found.sort_unstable_by_key(|span| span.start());
    found
}

/// Which sentence of one version is which of the other.
struct Partners {
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
}

impl Partners {
    fn new(old: usize, new: usize) -> Self {
        Self { of_old: vec![None; old], of_new: vec![None; new] }
    }

    fn join(&mut self, i: usize, j: usize) {
        self.of_old[i] = Some(j);
        self.of_new[j] = Some(i);
    }

    /// Joins sentences without a partner that share at least so much of their words: the most alike first.
    fn join_alike(
        &mut self,
        old: &[Sentence],
        new: &[Sentence],
        ours: Range<usize>,
        theirs: Range<usize>,
        least: f64,
    ) {
        let ours: Vec<usize> = ours.filter(|i| self.of_old[*i].is_none()).collect();
        let theirs: Vec<usize> = theirs.filter(|j| self.of_new[*j].is_none()).collect();
        if ours.len() * theirs.len() > MOST {
            return;
        }
        let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
        for i in &ours {
            for j in &theirs {
                let alike = alike::similarity(&old[*i].words, &new[*j].words);
                if alike >= least {
                    candidates.push((alike, *i, *j));
                }
            }
        }
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        for (_, i, j) in candidates {
            if self.of_old[i].is_none() && self.of_new[j].is_none() {
                self.join(i, j);
            }
        }
    }
}

/// The sentences of a page that are news: those of its items, without boilerplate, teasers and the headline, which is told apart.
fn sentences(page: &Page) -> Vec<Sentence> {
    let headline = headline_of(page);
    let mut left_out: Vec<Span> = page.boilerplate.clone();
    left_out.extend(headline);
    let kept = |kind: ItemKind| kind != ItemKind::Teaser;
    let parts: Vec<Span> = if page.items.iter().any(|item| kept(item.kind)) {
        left_out.extend(page.items.iter().filter(|item| !kept(item.kind)).map(|item| item.span));
        page.items.iter().filter(|item| kept(item.kind)).map(|item| item.span).collect()
    } else {
        Span::new(0, page.text.len()).into_iter().collect()
    };
    left_out.sort_unstable_by_key(|span| (span.start(), span.end()));
    let mut found = Vec::new();
    for part in parts {
        let mut start = part.start();
        let first = left_out.partition_point(|span| span.end() <= start);
        for span in left_out.iter().skip(first).take_while(|span| span.start() < part.end()) {
            cut(page, start, span.start(), &mut found);
            start = start.max(span.end());
        }
        cut(page, start, part.end(), &mut found);
    }
    found
}

/// Cuts a stretch of a page into its sentences.
fn cut(page: &Page, start: usize, end: usize, found: &mut Vec<Sentence>) {
    let Some(stretch) = page.text.get(start..end) else { return };
    let mut begin = 0;
    for stop in breaks(stretch) {
        if let Some(span) = Span::trimmed(&page.text, start + begin, start + stop) {
            let text = span.of(&page.text);
            found.push(Sentence { span, key: alike::key(text), words: alike::words(text) });
        }
        begin = stop;
    }
}

/// Words that a full stop belongs to without ending a sentence.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Sgt", "Capt", "Prof", "Jr",
    "Sr", "No", "vs", "Hon", "Rev", "Adm", "Maj",
];

/// Where sentences end: at the end of a line; and behind a full stop, question or exclamation mark with the marks that close behind it, before white space and what begins
/// a sentence. Both versions are cut alike, which is all that a comparison needs.
fn breaks(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| letters.get(index).map(|(_, letter)| *letter);
    let mut word = 0;
    for (index, &(byte, letter)) in letters.iter().enumerate() {
        if matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            found.push(byte + letter.len_utf8());
            word = index + 1;
            continue;
        }
        if letter.is_whitespace() {
            let mut last = index;
            while last > word && at(last - 1).is_some_and(|mark| "\"”’'»)]".contains(mark)) {
                last -= 1;
            }
            let stops = last > word && at(last - 1).is_some_and(|mark| ".!?…".contains(mark));
            let next =
                letters.iter().skip(index).map(|(_, letter)| *letter).find(|letter| !letter.is_whitespace());
            let begins = next.is_some_and(|next| !next.is_lowercase() && !",;:".contains(next));
            let own = letters.get(word).map_or(0, |(byte, _)| *byte);
            let bare = text
                .get(own..byte)
                .unwrap_or_default()
                .trim_end_matches('.')
                .trim_start_matches(|mark: char| !mark.is_alphanumeric());
            let is_title =
                TITLES.contains(&bare) || bare.chars().count() == 1 && bare.chars().all(char::is_uppercase);
            if stops && begins && !(is_title && at(last - 1) == Some('.')) {
                found.push(byte);
            }
            word = index + 1;
        }
    }
    found.push(text.len());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_says_so() {
        let text = "Mr. Hale met J. Oll. “Why now?” she asked. He said 1.5 tons.  “No.” Then\nthe next line";
        let mut start = 0;
        let mut parts = Vec::new();
        for stop in breaks(text) {
            parts.push(text[start..stop].trim());
            start = stop;
        }
        assert_eq!(
            parts,
            [
                "Mr. Hale met J. Oll.",
                "“Why now?” she asked.",
                "He said 1.5 tons.",
                "“No.”",
                "Then",
                "the next line"
            ]
        );
    }
}
