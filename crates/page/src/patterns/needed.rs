use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};
use regex_syntax::utf8::Utf8Sequences;
use std::collections::BTreeSet;

/// So many literals are the most that stand for a pattern or a part of it.
const MOST: usize = 256;
/// A class of more characters is no set of literals.
const MOST_CHARS: usize = 64;
/// A class whose characters begin with more bytes than these tells nothing of where a text begins.
const MOST_FIRST_BYTES: usize = 128;
/// A literal that may stand anywhere is worth so much at least: a letter is in every text.
const LEAST: usize = 2;
/// What a sign is worth in letters: few texts have it.
const SIGN: usize = 3;

/// Literals of which a text has at least one wherever a pattern is found in it. Letters of ASCII are small, and stand for both cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needed {
    pub(super) literals: Vec<Vec<u8>>,
    /// The text begins with one of them.
    pub(super) at_start: bool,
}

impl Needed {
    /// How many texts have one of them, as far as their letters tell: so many of [`ALL_TEXTS`].
    fn frequency(&self) -> u64 {
        // Each letter is one in sixteen, and a line has about so many places for a literal.
        let places = if self.at_start { 1 } else { 64 };
        self.literals.iter().map(|literal| places * (ALL_TEXTS >> (4 * worth(literal).min(10)))).sum()
    }

    /// Whether it tells texts apart.
    fn tells(&self) -> bool {
        let least = self.literals.iter().map(|literal| worth(literal)).min().unwrap_or(0);
        least >= if self.at_start { 1 } else { LEAST }
    }

    /// The same without literals that tell nothing beside another.
    fn without_longer(mut self) -> Self {
        self.literals.sort_by_key(Vec::len);
        let mut kept: Vec<Vec<u8>> = Vec::new();
        for literal in self.literals {
            let has = |shorter: &Vec<u8>| match self.at_start {
                true => literal.starts_with(shorter),
                false => literal.windows(shorter.len()).any(|part| part == shorter.as_slice()),
            };
            if !kept.iter().any(has) {
                kept.push(literal);
            }
        }
        Self { literals: kept, ..self }
    }
}

/// The unit of [`Needed::frequency`].
const ALL_TEXTS: u64 = 1 << 40;

/// What a literal is worth, in letters.
fn worth(literal: &[u8]) -> usize {
    let is_common = |byte: &u8| byte.is_ascii_alphanumeric() || b" .,:-".contains(byte);
    let of_byte = |byte: &u8| if is_common(byte) { 1 } else { SIGN };
    literal.iter().map(of_byte).sum()
}

/// What texts have in which a pattern is found: any one of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Texts that the pattern matches as a whole: where one stands, the pattern is found.
    pub(super) whole: Vec<Whole>,
    /// What each other branch of the pattern needs.
    pub(super) branches: Vec<Branch>,
}

/// What a branch of a pattern needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Branch {
    pub(super) needed: Needed,
    /// What it needs besides.
    pub(super) also: Option<Needed>,
}

/// One of the texts that a pattern matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) literal: Vec<u8>,
    /// It must begin and end where words do.
    pub(super) is_word: bool,
}

/// The signs of a pattern; none where no literals can be told.
///
/// Texts with the two letters beyond ASCII that are spelt as ASCII's in the other case ([`has_odd_letters`]) are not reckoned with.
pub(super) fn of(pattern: &str) -> Option<Signs> {
    let mut signs = Signs::default();
    gather(&regex_syntax::parse(pattern).ok()?, false, &mut signs)?;
    Some(signs)
}

/// Adds the signs of a part of a pattern that stands between the borders of words, or by itself.
fn gather(part: &Hir, is_word: bool, signs: &mut Signs) -> Option<()> {
    match part.kind() {
        HirKind::Capture(capture) => return gather(&capture.sub, is_word, signs),
        HirKind::Alternation(branches) => {
            return branches.iter().try_for_each(|branch| gather(branch, is_word, signs));
        }
        HirKind::Concat(parts) if !is_word => {
            if let [first, middle, last] = parts.as_slice()
                && [first, last].iter().all(|part| matches!(part.kind(), HirKind::Look(Look::WordAscii)))
            {
                return gather(middle, true, signs);
            }
        }
        _ => {}
    }
    let has_looks = !part.properties().look_set().is_empty();
    match exact(part).filter(|literals| !has_looks && literals.iter().all(|literal| !literal.is_empty())) {
        Some(literals) => {
            let begins_and_ends = |literal: &[u8]| {
                let is_of_word = |byte: Option<&u8>| byte.is_some_and(|byte| is_word_byte(*byte));
                is_of_word(literal.first()) && is_of_word(literal.last())
            };
            if is_word && !literals.iter().all(|literal| begins_and_ends(literal)) {
                return None;
            }
            signs.whole.extend(literals.into_iter().map(|literal| Whole { literal, is_word }));
        }
        None => signs.branches.extend(branches(part)?),
    }
    Some(())
}

/// What each branch of a part needs. Where the part begins a text with one of several texts, each is a branch of its own.
fn branches(part: &Hir) -> Option<Vec<Branch>> {
    if let HirKind::Concat(parts) = part.kind()
        && let [start, first, rest @ ..] = parts.as_slice()
        && matches!(start.kind(), HirKind::Look(Look::Start))
        && let HirKind::Alternation(firsts) = without_capture(first).kind()
    {
        let whole = |first: &Hir| Hir::concat([&[start.clone(), first.clone()], rest].concat());
        let own: Option<Vec<Branch>> = firsts.iter().map(|first| branch(&whole(first))).collect();
        if own.is_some() {
            return own;
        }
    }
    branch(part).map(|branch| vec![branch])
}

fn without_capture(part: &Hir) -> &Hir {
    match part.kind() {
        HirKind::Capture(capture) => without_capture(&capture.sub),
        _ => part,
    }
}

fn branch(part: &Hir) -> Option<Branch> {
    let HirKind::Concat(parts) = part.kind() else {
        return Some(Branch { needed: needed(part)?.without_longer(), also: None });
    };
    let mut offers = offers(parts);
    offers.sort_by_key(Needed::frequency);
    let mut offers = offers.into_iter().map(Needed::without_longer);
    let needed = offers.next()?;
    // What few texts have tells enough, and what about all of them have tells nothing.
    let also = offers
        .find(|own| *own != needed)
        .filter(|own| needed.frequency() > ALL_TEXTS / 256 && own.frequency() < ALL_TEXTS);
    Some(Branch { needed, also })
}

/// Whether a byte is part of a word, as `\b` takes it in patterns of ASCII.
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a text has a letter beyond ASCII whose other case is in ASCII: the long s, the sign of the kelvin.
pub(super) fn has_odd_letters(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Both are told by the byte that they begin with.
    let is_odd = |at: usize| bytes[at..].starts_with(b"\xC5\xBF") || bytes[at..].starts_with(b"\xE2\x84\xAA");
    !text.is_ascii() && memchr::memchr2_iter(0xC5, 0xE2, bytes).any(is_odd)
}

const ODD: [char; 2] = ['\u{17f}', '\u{212a}'];

/// What a part of a pattern needs.
fn needed(part: &Hir) -> Option<Needed> {
    match part.kind() {
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => {
            exactly(part).or_else(|| needed(&repetition.sub))
        }
        HirKind::Alternation(branches) => {
            let mut all = Needed { literals: Vec::new(), at_start: true };
            for branch in branches {
                let own = needed(branch)?;
                all.at_start &= own.at_start;
                all.literals.extend(own.literals);
            }
            all.literals.sort_unstable();
            all.literals.dedup();
            (all.literals.len() <= MOST && all.tells()).then_some(all)
        }
        HirKind::Concat(parts) => offers(parts).into_iter().min_by_key(Needed::frequency),
        _ => exactly(part),
    }
}

fn exactly(part: &Hir) -> Option<Needed> {
    let own = Needed { literals: exact(part)?, at_start: false };
    own.tells().then_some(own)
}

/// What the runs of literals in a sequence, and its other parts, need: each of these by itself.
fn offers(parts: &[Hir]) -> Vec<Needed> {
    let mut offers: Vec<Needed> = Vec::new();
    let mut offer = |found: Option<Needed>| offers.extend(found.filter(Needed::tells));
    let is_anchored = parts.first().is_some_and(|part| matches!(part.kind(), HirKind::Look(Look::Start)));
    let mut run = Needed { literals: vec![Vec::new()], at_start: is_anchored };
    for part in parts {
        if let Some(literals) = exact(part).and_then(|literals| joined(&run.literals, &literals)) {
            run.literals = literals;
            continue;
        }
        // What is repeated stands there once at least.
        let once = match part.kind() {
            HirKind::Repetition(repetition) if repetition.min > 0 => exact(&repetition.sub),
            _ => None,
        };
        if let Some(literals) = once.and_then(|literals| joined(&run.literals, &literals)) {
            run.literals = literals;
        } else if run.at_start {
            // What begins with an alternation of which only some are literals: the text begins with what each needs at its own start.
            offer(
                beginning(part)
                    .and_then(|own| Some(Needed { literals: joined(&run.literals, &own)?, at_start: true })),
            );
        }
        offer(needed(part).map(|own| Needed { at_start: false, ..own }));
        let next = exact(part).unwrap_or_else(|| vec![Vec::new()]);
        offer(Some(std::mem::replace(&mut run, Needed { literals: next, at_start: false })));
    }
    offer(Some(run));
    offers
}

/// Literals with one of which all that a part matches begins, however short.
fn beginning(part: &Hir) -> Option<Vec<Vec<u8>>> {
    match part.kind() {
        HirKind::Capture(capture) => beginning(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => beginning(&repetition.sub),
        HirKind::Alternation(branches) => {
            let mut all: Vec<Vec<u8>> = Vec::new();
            for branch in branches {
                all.extend(exact(branch).or_else(|| beginning(branch))?);
            }
            all.sort_unstable();
            all.dedup();
            (all.len() <= MOST && all.iter().all(|literal| !literal.is_empty())).then_some(all)
        }
        HirKind::Concat(parts) => {
            let mut run = vec![Vec::new()];
            for part in parts {
                match exact(part).and_then(|literals| joined(&run, &literals)) {
                    Some(longer) => run = longer,
                    None => {
                        let longer = beginning(part).and_then(|literals| joined(&run, &literals));
                        run = longer.unwrap_or(run);
                        break;
                    }
                }
            }
            run.iter().all(|literal| !literal.is_empty()).then_some(run)
        }
        HirKind::Class(Class::Unicode(class)) => exact(part).or_else(|| first_bytes(class)),
        _ => exact(part).filter(|literals| literals.iter().all(|literal| !literal.is_empty())),
    }
}

/// The bytes with which the characters of a class begin, where they are few.
fn first_bytes(class: &ClassUnicode) -> Option<Vec<Vec<u8>>> {
    let sequences = class.iter().flat_map(|range| Utf8Sequences::new(range.start(), range.end()));
    let firsts = sequences.filter_map(|sequence| sequence.as_slice().first().copied());
    let bytes: BTreeSet<u8> =
        firsts.flat_map(|first| first.start..=first.end).map(|byte| byte.to_ascii_lowercase()).collect();
    (bytes.len() <= MOST_FIRST_BYTES).then(|| bytes.into_iter().map(|byte| vec![byte]).collect())
}

/// Every text that a part matches, where they are few.
fn exact(part: &Hir) -> Option<Vec<Vec<u8>>> {
    let all = match part.kind() {
        HirKind::Empty | HirKind::Look(_) => vec![Vec::new()],
        HirKind::Literal(literal) => vec![literal.0.to_ascii_lowercase()],
        HirKind::Class(Class::Unicode(class)) => {
            let count: usize = class.iter().map(|range| range.len()).sum();
            if count > MOST_CHARS {
                return None;
            }
            let chars = class.iter().flat_map(|range| range.start()..=range.end());
            let mut all: Vec<Vec<u8>> = chars
                .filter(|char| !ODD.contains(char))
                .map(|char| char.to_ascii_lowercase().to_string().into_bytes())
                .collect();
            all.sort_unstable();
            all.dedup();
            all
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Capture(capture) => exact(&capture.sub)?,
        HirKind::Repetition(repetition) if (repetition.min, repetition.max) == (0, Some(1)) => {
            let mut all = exact(&repetition.sub)?;
            all.push(Vec::new());
            all
        }
        HirKind::Repetition(repetition) if repetition.max == Some(repetition.min) && repetition.min <= 4 => {
            let once = exact(&repetition.sub)?;
            (0..repetition.min).try_fold(vec![Vec::new()], |all, _| joined(&all, &once))?
        }
        HirKind::Repetition(_) => return None,
        HirKind::Concat(parts) => {
            parts.iter().try_fold(vec![Vec::new()], |all, part| joined(&all, &exact(part)?))?
        }
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(exact(branch)?);
            }
            all
        }
    };
    (all.len() <= MOST).then_some(all)
}

/// Each of some texts with each of others behind it.
fn joined(first: &[Vec<u8>], second: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
    (first.len() * second.len() <= MOST).then(|| {
        first
            .iter()
            .flat_map(|start| second.iter().map(move |end| [start.as_slice(), end].concat()))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Literals = (Vec<String>, bool);
    type Shown = (Vec<String>, Vec<(Literals, Option<Literals>)>);

    /// The whole texts, and what each branch needs, with whether it stands at the start; the literals in order.
    fn shown(pattern: &str) -> Option<Shown> {
        let words = |literals: Vec<Vec<u8>>| {
            let mut words: Vec<String> =
                literals.iter().map(|own| String::from_utf8_lossy(own).into_owned()).collect();
            words.sort_unstable();
            words
        };
        let needed = |needed: Needed| (words(needed.literals), needed.at_start);
        let signs = of(pattern)?;
        let whole = words(signs.whole.into_iter().map(|whole| whole.literal).collect());
        let branches = signs.branches.into_iter().map(|own| (needed(own.needed), own.also.map(needed)));
        Some((whole, branches.collect()))
    }

    #[test]
    fn literals_are_told_from_patterns() {
        let list = |literals: &[&str]| literals.iter().map(|own| (*own).to_owned()).collect::<Vec<String>>();
        let at_start = |literals: &[&str]| (list(literals), true);
        let anywhere = |literals: &[&str]| (list(literals), false);
        let branch = |needed, also| Some((Vec::new(), vec![(needed, also)]));
        for (pattern, expected) in [
            (r"(?i)^(?:sign(ing)? up\b.*)\s*$", branch(at_start(&["sign up", "signing up"]), None)),
            (r"(?i)^(?:.*\ball rights reserved\b.*)\s*$", branch(anywhere(&["all rights reserved"]), None)),
            (r"(?i)^(?:.*©[^.]{1,90})$", branch(anywhere(&["©"]), None)),
            (r"(?i)\bour (?:readers|mission)\b", branch(anywhere(&["our mission", "our readers"]), None)),
            (
                r"(?i)^(?:(?:top|most \w+) news)$",
                Some((Vec::new(), vec![(at_start(&["top news"]), None), (at_start(&["most "]), None)])),
            ),
            (r"(?i)^(?:\d+ of \d+)$", branch(anywhere(&[" of "]), None)),
            (
                r"(?i)^(?:.*[(\[][^()]*(?:ap|wire)[^()]*)$",
                branch(anywhere(&["(", "["]), Some(anywhere(&["ap", "wire"]))),
            ),
            (r"(?i)[a-z]+", None),
            (r"(?i)\w+(?: or)?", None),
            (r"©|(?-u:\b)(?:tags?|tap)(?-u:\b)", Some((list(&["tag", "tags", "tap", "©"]), Vec::new()))),
            (
                r"(?-u:\b)(?:photo[a-z]*|ap)(?-u:\b)",
                Some((list(&["ap"]), vec![(anywhere(&["photo"]), None)])),
            ),
        ] {
            assert_eq!(shown(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn where_a_text_begins_with_a_digit_any_script_counts() {
        let (_, branches) = shown(r"(?i)^(?:(?:share|\d{1,4})[\s|]*)+$").unwrap_or_default();
        let [((literals, true), None)] = branches.as_slice() else { panic!("{branches:?}") };
        assert!(["share", "7"].iter().all(|own| literals.iter().any(|other| other == own)), "{literals:?}");
    }
}
