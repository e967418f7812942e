//! Noun phrases by their tags: who stands before a verb, who stands after it.

use crate::document::Document;
use crate::lexicon;
use crate::times::{self, Time};
use onrecord_tagger::Tag;
use std::ops::Range;

/// A noun phrase: its words and its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// All of it, with its complements and appositions.
    pub words: Range<usize>,
    /// The core that names: determiner to head noun, without complements.
    pub core: Range<usize>,
}

impl Phrase {
    /// The head noun.
    pub(crate) fn head(&self) -> usize {
        self.core.end.saturating_sub(1)
    }
}

const SUBORDINATORS: &[&str] = &[
    "that", "as", "because", "while", "if", "whether", "than", "after", "before", "since", "until",
    "although", "though", "so", "like", "unless", "except", "once", "when", "where", "amid", "despite",
];

/// Heads whose complement ("officials in Halvik", "a spokesman for the ministry") belongs to the phrase.
const TAKES_PLACE: &[&str] = &[
    "official",
    "officials",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "source",
    "sources",
    "minister",
    "ambassador",
    "people",
    "person",
    "aide",
    "aides",
    "adviser",
    "analyst",
    "analysts",
    "expert",
    "experts",
    "residents",
    "leader",
    "leaders",
    "diplomats",
    "diplomat",
    "professor",
    "researcher",
    "lawyer",
    "member",
    "members",
    "representative",
    "correspondent",
    "witnesses",
    "authorities",
    "envoy",
    "head",
    "chief",
    "director",
    "fellow",
    "forces",
    "talks",
    "meeting",
    "commander",
    "prosecutor",
    "prosecutors",
];

/// Words that taggers take for adjectives and that are heads in names of offices.
const NOMINAL: &[&str] = &[
    "executive",
    "official",
    "representative",
    "general",
    "chief",
    "elect",
    "correspondent",
    "aide",
    "premier",
];

/// Adjectives and participles after a noun that say what somebody knows of or has part in.
const KNOWS_OF: &[&str] = &[
    "familiar",
    "close",
    "briefed",
    "aware",
    "involved",
    "privy",
    "present",
    "based",
    "working",
    "acquainted",
];

/// Auxiliaries: forms of be, have and do, contracted ones too.
pub(crate) const AUXILIARIES: &[&str] = &[
    "be", "am", "is", "are", "was", "were", "been", "being", "have", "has", "had", "having", "do", "does",
    "did", "'s", "'ve", "'d", "'re", "'m", "'ll", "get", "got",
];

/// Whether a word can stand inside the core of a noun phrase.
pub(crate) fn in_core(tag: Tag) -> bool {
    tag.is_noun()
        || tag.is_adjective()
        || matches!(
            tag,
            Tag::Dt
                | Tag::Pdt
                | Tag::PrpPoss
                | Tag::WpPoss
                | Tag::Pos
                | Tag::Cd
                | Tag::Hyph
                | Tag::Currency
                | Tag::Fw
                | Tag::Add
                | Tag::Gw
                | Tag::Afx
        )
}

/// Whether a word can be the last of a noun phrase's core.
fn is_head(tag: Tag) -> bool {
    tag.is_noun() || matches!(tag, Tag::Cd | Tag::Fw | Tag::Add)
}

/// The core whose last word is `end - 1`, not reaching before `floor`.
pub(crate) fn core_ending(document: &Document<'_>, floor: usize, end: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|last| *last >= floor)?;
    let tag = document.words[last].tag;
    if tag.is_pronoun()
        || (tag == Tag::Dt && document.is(last, &["some", "many", "both", "all", "others", "this", "those"]))
    {
        return Some(last..end);
    }
    if !is_head(tag)
        && !document.is_name_elsewhere(last)
        && !NOMINAL.contains(&document.words[last].lower.as_str())
    {
        return None;
    }
    let mut start = last;
    while start > floor {
        let word = &document.words[start - 1];
        let quote_mark = matches!(word.tag, Tag::OpenQuote | Tag::CloseQuote) && start - 1 > floor;
        let participle = matches!(word.tag, Tag::Vbn | Tag::Vbg)
            && start >= floor + 2
            && matches!(document.words[start - 2].tag, Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Pos);
        let closes =
            matches!(document.words[start].tag, Tag::Dt | Tag::PrpPoss | Tag::Pdt) && word.tag != Tag::Pdt;
        if closes || !(in_core(word.tag) || participle) || quote_mark {
            break;
        }
        start -= 1;
    }
    while start < last && matches!(document.words[start].tag, Tag::Pos | Tag::Hyph) {
        start += 1;
    }
    Some(start..end)
}

/// The phrase whose last word is `end - 1`, with what belongs to it on its left, not reaching before `floor`.
pub(crate) fn ending(document: &Document<'_>, floor: usize, end: usize) -> Option<Phrase> {
    let mut core = core_ending(document, floor, end)?;
    let whole_end = end;
    // "the head of the union", "officials in Halvik": the head is further left.
    while core.start >= floor + 2 && document.words[core.start - 1].tag == Tag::In {
        let preposition = core.start - 1;
        let lower = document.words[preposition].lower.as_str();
        if SUBORDINATORS.contains(&lower) {
            break;
        }
        // "people familiar with the talks", "an official briefed on the call": the head stands before the adjective.
        let joined =
            preposition > floor && KNOWS_OF.contains(&document.words[preposition - 1].lower.as_str());
        let outer_end = if joined { preposition - 1 } else { preposition };
        let Some(outer) = core_ending(document, floor, outer_end) else { break };
        let head = document.words[outer.end - 1].lower.as_str();
        if !(joined || lower == "of" || TAKES_PLACE.contains(&head))
            || document.words[outer.end - 1].tag.is_pronoun()
        {
            break;
        }
        core = outer;
    }
    let mut start = core.start;
    // "Norland and Sudmark", "the minister and the envoy".
    if start >= floor + 2
        && document.is(start - 1, &["and", "&"])
        && let Some(left) = core_ending(document, floor, start - 1)
    {
        let both = |at: usize| document.words[at].tag.is_noun();
        if both(left.end - 1) && both(core.end - 1) && left.start < left.end {
            start = left.start;
        }
    }
    Some(Phrase { words: start..whole_end, core })
}

/// The phrase that begins at `start`, with its complements and an apposition, not reaching past `ceiling`.
pub(crate) fn starting(document: &Document<'_>, start: usize, ceiling: usize) -> Option<Phrase> {
    let tag = document.words.get(start).filter(|_| start < ceiling)?.tag;
    if tag.is_pronoun() && !matches!(tag, Tag::PrpPoss | Tag::WpPoss) {
        return Some(Phrase { words: start..start + 1, core: start..start + 1 });
    }
    let core_end = core_from(document, start, ceiling)?;
    let core = start..core_end;
    let mut end = core_end;
    while end + 1 < ceiling
        && document.words[end].tag == Tag::In
        && (document.is(end, &["of"])
            || (document.is(end, &["for", "in", "at", "to", "from", "with"])
                && TAKES_PLACE.contains(&document.words[end - 1].lower.as_str())))
    {
        let Some(next) = core_from(document, end + 1, ceiling) else { break };
        end = next;
    }
    if document.is(end, &["and", "&"])
        && end + 1 < ceiling
        && document.words[end + 1].tag.is_proper_noun()
        && let Some(next) = core_from(document, end + 1, ceiling)
    {
        end = next;
    }
    // ", head of the coast guard," or ", who leads the delegation,": an apposition belongs to the phrase.
    if document.is(end, &[","])
        && end + 2 < ceiling
        && !document.words[end + 1].tag.is_verb()
        && let Some(next) = core_from(document, end + 1, ceiling)
    {
        let mut close = next;
        while close < ceiling
            && document.words[close].tag == Tag::In
            && !SUBORDINATORS.contains(&document.words[close].lower.as_str())
        {
            match core_from(document, close + 1, ceiling) {
                Some(further) => close = further,
                None => break,
            }
        }
        if close >= ceiling || matches!(document.words[close].tag, Tag::Comma | Tag::Stop | Tag::Colon) {
            end = close;
        }
    }
    Some(Phrase { words: start..end, core })
}

/// The end of the core that begins at `start`, if one does.
fn core_from(document: &Document<'_>, start: usize, ceiling: usize) -> Option<usize> {
    let mut end = start;
    let mut last_head = None;
    while end < ceiling && end < document.words.len() {
        let tag = document.words[end].tag;
        let opens_new = end > start && matches!(tag, Tag::Dt | Tag::PrpPoss);
        if opens_new
            || !(in_core(tag)
                || document.is_name_elsewhere(end)
                || (matches!(tag, Tag::Vbn | Tag::Vbg) && end == start + 1))
        {
            break;
        }
        if is_head(tag) || document.is_name_elsewhere(end) {
            last_head = Some(end + 1);
        }
        end += 1;
    }
    // "the 46-year-old", "the accused": an adjective alone after an article is a head.
    let lone = end > start + 1 && document.words[start].tag == Tag::Dt && last_head.is_none();
    last_head.or_else(|| lone.then_some(end))
}

/// Who a verb's subject is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The noun phrase.
    pub phrase: Phrase,
    /// Where the verb group with its adverbs begins, right after the subject.
    pub group: usize,
    /// Whether the verb stands in a relative clause: "Holm, who said …".
    pub relative: bool,
    /// Whether an earlier verb lends it: "Holm said … and added …".
    pub lent: bool,
}

/// The subject of the verb at `verb`: the phrase on its left, past auxiliaries, adverbs and dates, across an
/// apposition or a relative clause, or the subject that an earlier verb of the sentence lends it.
pub(crate) fn subject_of(document: &Document<'_>, times: &[Time], verb: usize) -> Option<Subject> {
    subject(document, times, verb, 3)
}

fn subject(document: &Document<'_>, times: &[Time], verb: usize, lends: usize) -> Option<Subject> {
    let floor = document.sentence_of(verb).words.start;
    let quote = document.words[verb].quote;
    let group = group_start(document, times, floor, verb);
    let before = group.checked_sub(1).filter(|at| *at >= floor)?;
    let word = &document.words[before];
    if word.quote != quote && word.quote.is_some() {
        return None;
    }
    match word.tag {
        Tag::Comma | Tag::CloseBracket | Tag::Colon if word.lower != ":" && word.lower != ";" => {
            if let Some(phrase) = across_apposition(document, floor, before) {
                return Some(Subject { phrase, group, relative: false, lent: false });
            }
            lend(document, times, floor, before, lends)
        }
        Tag::Wp | Tag::Wdt => {
            let end = if before > floor && document.words[before - 1].tag == Tag::Comma {
                before - 1
            } else {
                before
            };
            let phrase = ending(document, floor, end)?;
            Some(Subject { phrase, group, relative: true, lent: false })
        }
        Tag::In if word.lower == "that" => {
            let phrase = ending(document, floor, before)?;
            Some(Subject { phrase, group, relative: true, lent: false })
        }
        Tag::Cc | Tag::To => lend(document, times, floor, before, lends),
        _ => {
            if let Some(phrase) = ending(document, floor, before + 1) {
                return Some(Subject { phrase, group, relative: false, lent: false });
            }
            matches!(document.words[verb].tag, Tag::Vbg | Tag::Vb)
                .then(|| lend(document, times, floor, before + 1, lends))?
        }
    }
}

/// The subject of the nearest finite verb before `end`.
fn lend(document: &Document<'_>, times: &[Time], floor: usize, end: usize, lends: usize) -> Option<Subject> {
    let lends = lends.checked_sub(1)?;
    let quote = document.words[end.min(document.words.len() - 1)].quote;
    let finite = |at: &usize| {
        document.words[*at].tag.is_finite()
            && document.words[*at].quote.is_none()
            && (quote.is_none() || *at < end)
    };
    // A verb of speech before it has the same subject sooner than a verb inside what is said.
    let perfect = |at: &usize| {
        document.words[*at].tag == Tag::Vbn
            && document.words[*at].quote.is_none()
            && (at.saturating_sub(3)..*at).any(|it| document.is(it, &["has", "have", "had", "'ve", "'s"]))
    };
    let speaks = |at: &usize| {
        lexicon::cues()
            .get(document.words[*at].lower.as_str())
            .is_some_and(|cue| cue.frames.spoken || cue.frames.to)
    };
    (floor..end)
        .rev()
        .filter(|at| finite(at) || perfect(at))
        .find(speaks)
        .or_else(|| (floor..end).rev().find(finite))
        .and_then(|verb| subject(document, times, verb, lends))
        .map(|subject| Subject { group: end, lent: true, ..subject })
}

/// Where the verb group begins: past adverbs, auxiliaries, negations and the dates that stand between.
fn group_start(document: &Document<'_>, times: &[Time], floor: usize, verb: usize) -> usize {
    let mut at = verb;
    loop {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= floor) else { return at };
        let word = &document.words[before];
        if word.tag.is_adverb() && word.lower != "ago"
            || word.tag == Tag::Md
            || AUXILIARIES.contains(&word.lower.as_str())
            || word.lower == "n't"
            || word.lower == "not"
        {
            at = before;
            continue;
        }
        // "Holm on Thursday warned", "Holm this week said".
        if let Some(time) = times::ending_at(times, word.span.end()).filter(|time| !time.quoted) {
            let start = document.words_in(time.span()).start;
            let preposition = start > floor
                && document.is(
                    start - 1,
                    &["on", "in", "at", "by", "since", "last", "this", "late", "early", "earlier"],
                );
            let first = if preposition { start - 1 } else { start };
            if first > floor && !matches!(document.words[first - 1].tag, Tag::In | Tag::Comma) {
                at = first;
                continue;
            }
        }
        return at;
    }
}

/// The phrase before an apposition, a relative clause or a bracket that ends at the mark `close`.
fn across_apposition(document: &Document<'_>, floor: usize, close: usize) -> Option<Phrase> {
    let bracket = document.words[close].tag == Tag::CloseBracket;
    let mut open = close;
    for _ in 0..4 {
        open = (floor..open).rev().find(|at| {
            let tag = document.words[*at].tag;
            if bracket {
                tag == Tag::OpenBracket
            } else {
                matches!(tag, Tag::Comma | Tag::Colon) && document.words[*at].quote.is_none()
            }
        })?;
        let first = document.words.get(open + 1)?;
        let fits = first.tag.is_noun()
            || first.tag.is_adjective()
            || matches!(
                first.tag,
                Tag::Dt
                    | Tag::Wp
                    | Tag::Wdt
                    | Tag::WpPoss
                    | Tag::PrpPoss
                    | Tag::Cd
                    | Tag::Vbn
                    | Tag::Vbg
                    | Tag::In
                    | Tag::Wrb
                    | Tag::Rb
            );
        if let Some(phrase) = ending(document, floor, open).filter(|_| fits || bracket) {
            if matches!(document.words[phrase.head()].tag, Tag::Cd) {
                continue;
            }
            let nominal = !bracket
                && (first.tag.is_noun()
                    || first.tag.is_adjective()
                    || matches!(first.tag, Tag::Dt | Tag::PrpPoss));
            let end = if nominal { close } else { phrase.words.end };
            return Some(Phrase { words: phrase.words.start..end, core: phrase.core });
        }
    }
    None
}
