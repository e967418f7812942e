use super::needed;
use std::collections::BTreeMap;
use std::ops::Range;

/// So many patterns share one number, one bit each.
pub(super) const BITS: usize = u64::BITS as usize;
/// What is known of patterns is held in so many of these numbers: those beyond them are always tried.
pub(super) const NUMBERS: usize = 8;
/// Literals are looked for by so many bytes at their beginning: what follows is looked at where these stand.
pub(super) const LONGEST: usize = 6;

/// What is known of 64 patterns after the walk over a text, one bit each.
#[derive(Clone, Copy, Default)]
pub(super) struct Chances {
    /// The text has what they need.
    pub(super) needed: u64,
    /// It has what they need besides.
    pub(super) also: u64,
    /// They are found.
    pub(super) certain: u64,
}

impl Chances {
    /// Those that may be found.
    pub(super) fn possible(self) -> u64 {
        self.needed & self.also | self.certain
    }
}

/// What is known of the first patterns.
pub(super) type Known = [Chances; NUMBERS];

/// The literals of some patterns, each with what it means for which.
pub(super) type Meanings = BTreeMap<Vec<u8>, Vec<(usize, Meaning)>>;

/// What literals tell, by the beginnings by which they are looked for.
pub(super) struct Tellings {
    /// Of each beginning which of the tellings are of literals that begin so.
    ranges: Vec<Range<usize>>,
    all: Vec<Telling>,
}

/// What a literal tells of the patterns that need it.
#[derive(PartialEq, Eq)]
struct Telling {
    /// How long the beginning is by which the literal is looked for, and what follows it.
    beginning: usize,
    rest: Vec<u8>,
    meaning: Meaning,
    /// Which number knows the patterns, and each of them as a bit.
    number: usize,
    bits: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// The patterns may be found.
    Needed,
    /// They may be found if what they need besides is there too.
    Also,
    /// They are found, with `is_word` where the literal begins and ends as words do.
    Whole { is_word: bool },
}

impl Tellings {
    /// The beginnings of some literals, in order, and what the literals tell.
    pub(super) fn of(meanings: Meanings) -> (Vec<Vec<u8>>, Self) {
        let mut by_beginning: BTreeMap<Vec<u8>, Vec<Telling>> = BTreeMap::new();
        for (literal, meanings) in meanings {
            let (beginning, rest) = literal.split_at(literal.len().min(LONGEST));
            let own = by_beginning.entry(beginning.to_vec()).or_default();
            for (pattern, meaning) in meanings {
                let (number, bit) = (pattern / BITS, 1 << (pattern % BITS));
                let is_same =
                    |own: &&mut Telling| (&*own.rest, own.meaning, own.number) == (rest, meaning, number);
                match own.iter_mut().find(is_same) {
                    Some(own) => own.bits |= bit,
                    None => own.push(Telling {
                        beginning: beginning.len(),
                        rest: rest.to_vec(),
                        meaning,
                        number,
                        bits: bit,
                    }),
                }
            }
        }
        let (mut beginnings, mut ranges, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for (beginning, own) in by_beginning {
            beginnings.push(beginning);
            ranges.push(all.len()..all.len() + own.len());
            all.extend(own);
        }
        (beginnings, Self { ranges, all })
    }

    /// Notes what the literals tell whose beginning, by its number, ends at `end` of a text.
    pub(super) fn note(&self, beginning: usize, text: &[u8], end: usize, known: &mut Known) {
        for telling in &self.all[self.ranges[beginning].clone()] {
            let start = end - telling.beginning;
            if telling.rest.is_empty() {
                telling.note(text, start, end, known);
            } else if let Some(rest) = text.get(end..end + telling.rest.len())
                && rest.eq_ignore_ascii_case(&telling.rest)
            {
                telling.note(text, start, end + rest.len(), known);
            }
        }
    }
}

impl Telling {
    /// Notes what the literal tells that stands, in whatever case, from `start` to `end`.
    fn note(&self, text: &[u8], start: usize, end: usize, known: &mut Known) {
        let Some(chances) = known.get_mut(self.number) else { return };
        let to = match self.meaning {
            Meaning::Needed => &mut chances.needed,
            Meaning::Also => &mut chances.also,
            Meaning::Whole { is_word } => {
                let is_in_word = |at: Option<usize>| {
                    at.and_then(|at| text.get(at)).is_some_and(|byte| needed::is_word_byte(*byte))
                };
                if is_word && (is_in_word(start.checked_sub(1)) || is_in_word(Some(end))) {
                    return;
                }
                // Whether a pattern takes capitals for small letters, only it can tell.
                if text[start..end].iter().any(u8::is_ascii_uppercase) {
                    &mut chances.needed
                } else {
                    &mut chances.certain
                }
            }
        };
        *to |= self.bits;
    }
}
