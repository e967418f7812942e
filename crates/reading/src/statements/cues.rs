//! Words that attribute, with their sources and contents.

use super::certainty::Basis;
use super::{Draft, content, transcript};
use crate::actors::persons;
use crate::document::Document;
use crate::lexicon::{self, Cue, Frames};
use crate::phrase::{self, AUXILIARIES, Phrase};
use crate::times::Time;
use onrecord_tagger::Tag;
use onrecord_text::Mode;
use std::ops::Range;

/// A place where something may be attributed.
struct Candidate {
    cue: Range<usize>,
    /// The verb that has the subject.
    verb: usize,
    mode: Mode,
    frames: Frames,
}

/// Drafts of every statement that has a cue, in page order.
pub(crate) fn drafts(document: &Document<'_>, times: &[Time]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = transcript::drafts(document);
    let turns = drafts.len();
    for sentence in 0..document.sentences.len() {
        let range = document.sentences[sentence].words.clone();
        if covered(&drafts[..turns], range.start) || covered(&drafts[..turns], range.end - 1) {
            continue;
        }
        let candidates = candidates(document, &range);
        let first = drafts.len();
        // What stands before its cue is taken first, so that a cue inside it does not start a statement of its own.
        for candidate in &candidates {
            if !covered(&drafts[first..], candidate.cue.start) {
                drafts.extend(after_content(document, times, sentence, candidate, &drafts[first..]));
            }
        }
        for at in range.clone() {
            if !covered(&drafts[first..], at) {
                drafts.extend(according_to(document, sentence, at));
                drafts.extend(quoted_as(document, sentence, at));
            }
        }
        for candidate in &candidates {
            let taken = drafts[first..].iter().any(|draft| draft.cue == candidate.cue);
            if !taken && !covered(&drafts[first..], candidate.cue.start) {
                drafts.extend(before_content(
                    document,
                    times,
                    sentence,
                    candidate,
                    &candidates,
                    &drafts[first..],
                ));
            }
        }
        let mut own = drafts.split_off(first);
        nested(document, times, &mut own);
        reported(document, times, &mut own);
        drafts.append(&mut own);
        if !drafts[first..].iter().any(|draft| !draft.content.is_empty()) {
            drafts.extend(after_colon(document, sentence));
        }
        drafts[first..].sort_by_key(|draft| (draft.cue.start, draft.content.first().map(|it| it.start)));
    }
    drafts
}

/// Sorts out who reports whom: "Holm thanked the crew, the agency reported" is Holm's statement through the agency, and
/// so is "…, the agency reported, citing Holm". Where a source that is no outlet reports ("…, according to a person
/// who was there"), its own statement stays beside the other's.
pub(super) fn reported(document: &Document<'_>, times: &[Time], drafts: &mut Vec<Draft>) {
    // "…, the agency reported, citing the spokesman": the spokesman is no words of anybody's.
    drafts.retain(|it| !(matches!(it.basis, Basis::Rule(_)) && document.is(it.cue.start, &["citing"])));
    let mut found = Vec::new();
    for draft in drafts.iter_mut() {
        let Some(source) = draft.source.clone() else { continue };
        let [content] = draft.content.as_slice() else { continue };
        let content = content.clone();
        let medium = is_medium(document, &source);
        let reports = document.is(
            draft.cue.start,
            &["reported", "reports", "according", "quoted", "said", "says", "writes", "wrote"],
        );
        let accords = document.is(draft.cue.start, &["according"]);
        if !(medium && reports || accords) {
            continue;
        }
        let sentence = draft.sentence;
        let candidates = candidates(document, &document.sentences[sentence].words);
        let inner = candidates
            .iter()
            .filter(|it| content.contains(&it.cue.start) && it.cue != draft.cue)
            .find_map(|it| before_content(document, times, sentence, it, &candidates, &[]))
            .filter(|inner| {
                inner.source.is_some()
                    && inner.content.iter().map(ExactSizeIterator::len).sum::<usize>() * 2 >= content.len()
            });
        if let Some(mut inner) = inner {
            for fragment in &mut inner.content {
                fragment.end = fragment.end.min(content.end);
            }
            inner.content.retain(|it| !it.is_empty());
            inner.through = Some(source);
            if medium {
                *draft = inner;
            } else {
                found.push(inner);
            }
        } else if medium && let Some((cue, cited)) = cited(document, draft.cue.end, sentence) {
            draft.through = Some(source);
            draft.source = Some(cited);
            draft.cue = cue;
        }
    }
    // One that is known already is not added again, but had through whom.
    for inner in found {
        match drafts.iter_mut().find(|it| it.cue == inner.cue) {
            Some(known) => known.through = known.through.take().or(inner.through),
            None => drafts.push(inner),
        }
    }
    // "“We are waiting,” she told parliament, according to a transcript": her words, though two cues hold them.
    let mut known: Vec<usize> = Vec::new();
    for number in 0..drafts.len() {
        let draft = &drafts[number];
        let [content] = draft.content.as_slice() else { continue };
        if !document.is(draft.cue.start, &["according"]) || draft.source.is_none() {
            continue;
        }
        let shared = |it: &Draft| -> usize {
            let overlap = |words: &Range<usize>| {
                words.end.min(content.end).saturating_sub(words.start.max(content.start))
            };
            it.content.iter().map(overlap).sum()
        };
        let other = drafts.iter().enumerate().find(|(other, it)| {
            *other != number
                && it.sentence == draft.sentence
                && it.source.is_some()
                && it.cue.start < draft.cue.start
                && shared(it) * 2 > content.len()
        });
        if let Some((other, _)) = other {
            let through = draft.source.clone().filter(|it| is_medium(document, it));
            drafts[other].through = drafts[other].through.take().or(through);
            known.push(number);
        }
    }
    for number in known.into_iter().rev() {
        // Somebody's account of the words stays beside them; a document is nobody's.
        let document_like = drafts[number].source.as_ref().is_some_and(|it| {
            let head = &document.words[it.head()];
            !persons::is_person(&head.lower) && !persons::is_people(&head.lower) && !head.tag.is_proper_noun()
        });
        if document_like {
            drafts.remove(number);
        }
    }
    // A cue in another's words, outside quotation marks: what it attributes is had through that other.
    for number in 0..drafts.len() {
        let cue = drafts[number].cue.start;
        if document.words[cue].quote.is_some() || drafts[number].through.is_some() {
            continue;
        }
        let outer = drafts.iter().enumerate().find(|(other, it)| {
            *other != number && it.source.is_some() && it.content.iter().any(|words| words.contains(&cue))
        });
        let through = outer.and_then(|(_, it)| it.source.clone());
        let own = |it: &Phrase| document.words[it.head()].tag.is_pronoun();
        let inner = drafts[number].source.as_ref();
        if inner.is_some_and(|it| !own(it)) {
            drafts[number].through = through;
        }
    }
}

/// Adds what is told of another's words: "Holm said the envoy had promised to sail" holds the envoy's promise.
pub(super) fn nested(document: &Document<'_>, times: &[Time], drafts: &mut Vec<Draft>) {
    let mut found: Vec<Draft> = Vec::new();
    for draft in drafts.iter().filter(|it| it.source.is_some()) {
        let [content] = draft.content.as_slice() else { continue };
        if document.words[content.start].quote.is_some() || document.is(draft.cue.start, &["according"]) {
            continue;
        }
        let candidates = candidates(document, &document.sentences[draft.sentence].words);
        let inner = candidates.iter().filter(|it| content.contains(&it.cue.start)).find_map(|candidate| {
            let inner = before_content(document, times, draft.sentence, candidate, &candidates, &[])?;
            let source = inner.source.as_ref()?;
            let speaks = candidate.frames.spoken
                || candidate.frames.person
                || !matches!(candidate.mode, Mode::Assert | Mode::Intend | Mode::Expect | Mode::Ask);
            // Who speaks inside stands first in what is told; a pronoun means the teller as often as not.
            let first = source.words.start <= content.start + 1 && content.contains(&source.words.start);
            let past = (source.words.end..candidate.verb).any(|at| document.is(at, &["had", "has", "have"]))
                || document.words[candidate.verb].tag == Tag::Vbd;
            (speaks && first && past && !document.words[source.head()].tag.is_pronoun()).then_some(inner)
        });
        if let Some(mut inner) = inner {
            for fragment in &mut inner.content {
                fragment.end = fragment.end.min(content.end);
            }
            inner.content.retain(|it| !it.is_empty());
            let known = drafts.iter().chain(&found).any(|it| it.cue == inner.cue);
            if !inner.content.is_empty() && !known {
                found.push(inner);
            }
        }
    }
    drafts.append(&mut found);
}

/// Whom an outlet cites: ", citing the spokesman"; not a document, which is nobody.
fn cited(document: &Document<'_>, from: usize, sentence: usize) -> Option<(Range<usize>, Phrase)> {
    let end = document.sentences[sentence].words.end;
    let at = (from..end).find(|at| document.is(*at, &["citing", "quoting"]))?;
    let phrase = phrase::starting(document, at + 1, end)?;
    let head = &document.words[phrase.head()];
    let person = persons::is_person(&head.lower)
        || persons::is_people(&head.lower)
        || persons::is_body(&head.lower)
        || head.tag.is_proper_noun();
    person.then_some((at..at + 1, phrase))
}

/// Whether a source is an outlet or an agency: by its words, or in capitals like one ("HNA").
pub(super) fn is_medium(document: &Document<'_>, source: &Phrase) -> bool {
    let listed =
        source.core.clone().any(|at| lexicon::list("media").contains(document.words[at].lower.as_str()));
    let head = document.text(document.words[source.head()].span);
    let shouted = (2..=6).contains(&head.len()) && head.chars().all(|it| it.is_ascii_uppercase());
    (listed || shouted) && !persons::is_person(&document.words[source.head()].lower)
}

/// "The paper quotes a shipowner as saying that …".
fn quoted_as(document: &Document<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let range = document.sentences[sentence].words.clone();
    let verb = document.is(at, &["quotes", "quoted", "quoting", "cites", "cited", "reports", "reported"]);
    if !verb || document.words[at].quote.is_some() || at == range.start {
        return None;
    }
    let source = phrase::starting(document, at + 1, range.end)?;
    let says = source.core.end;
    if !(document.is(says, &["as"]) && document.is(says + 1, &["saying", "telling", "having", "arguing"])) {
        return None;
    }
    let start = says + 2 + usize::from(document.is(says + 2, &["that"]));
    Some(Draft {
        through: phrase::ending(document, range.start, at),
        source: Some(Phrase { words: source.core.clone(), core: source.core }),
        cue: says..says + 2,
        content: vec![content::trim(document, start, range.end)?],
        mode: Mode::Assert,
        sentence,
        addressee: None,
        follows: None,
        verbatim: false,
        basis: Basis::Rule(0.85),
    })
}

/// The places of a sentence where something may be attributed, in order.
fn candidates(document: &Document<'_>, words: &Range<usize>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = words.clone().filter_map(|at| candidate_at(document, at)).collect();
    // "is hoping" holds "hoping".
    candidates.dedup_by(|later, earlier| earlier.cue.contains(&later.cue.start));
    candidates
}

fn covered(drafts: &[Draft], at: usize) -> bool {
    drafts.iter().any(|draft| draft.content.iter().any(|fragment| fragment.contains(&at)))
}

/// The candidate whose cue begins at a word.
fn candidate_at(document: &Document<'_>, at: usize) -> Option<Candidate> {
    let word = &document.words[at];
    if word.quote.is_some() {
        return None;
    }
    if let Some(candidate) = phrase_at(document, at) {
        return Some(candidate);
    }
    let cue: &Cue = lexicon::cues().get(word.lower.as_str())?;
    let previous = at.checked_sub(1).map(|it| &document.words[it]);
    // "says" and "said" are verbs whatever the tagger thinks; of other words only verbs are cues.
    let verb = word.tag.is_verb() || matches!(cue.lemma, "say" | "tell");
    let noun = previous.is_some_and(|it| matches!(it.tag, Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Jj))
        && word.tag != Tag::Vbd
        && word.tag != Tag::Vbz;
    if !verb || noun {
        return None;
    }
    // "Responding to the report, Holm called …": who responds stands further on, and says it there.
    if matches!(word.tag, Tag::Vbg | Tag::Vbn) && at == document.sentence_of(at).words.start {
        return None;
    }
    // "troops defending the dam": a participle that only tells nouns apart attributes nothing.
    let bare = previous.is_some_and(|it| it.tag.is_noun() || it.tag.is_pronoun());
    if word.tag == Tag::Vbg && bare && !(cue.frames.spoken && document.is(at + 1, &["that"])) {
        return None;
    }
    // "did not say when", "declined": what was not said is nobody's words; what is not wanted or believed is.
    let negated = (at.saturating_sub(3)..at).any(|it| document.is(it, &["not", "n't", "never"]))
        && (at.saturating_sub(3)..at).any(|it| document.is(it, &["did", "does", "do", "has", "have", "had"]));
    if negated && cue.frames.spoken && !cue.frames.to {
        return None;
    }
    // "was expected", "is said", "was asked": the subject of a passive is not who speaks.
    if word.tag == Tag::Vbn || word.tag == Tag::Vbd {
        let passive = (at.saturating_sub(3)..at).rev().take_while(|it| {
            let word = &document.words[*it];
            word.tag.is_adverb() || AUXILIARIES.contains(&word.lower.as_str()) || word.lower == "n't"
        });
        if passive.clone().any(|it| {
            document.is(it, &["be", "is", "are", "was", "were", "been", "being", "am", "'re", "'m"])
        }) {
            return None;
        }
    }
    if word.tag == Tag::Vbn
        && previous.is_some_and(|it| it.tag.is_noun() || it.tag == Tag::Dt || it.tag == Tag::In)
        && cue.lemma != "say"
    {
        return None;
    }
    // "will say", "could tell", "to announce": nothing has been said yet.
    let ahead = (at.saturating_sub(2)..at).any(|it| {
        document
            .is(it, &["to", "will", "would", "could", "may", "might", "can", "should", "must", "'ll", "wo"])
    });
    if ahead
        && word.tag != Tag::Vbd
        && word.tag != Tag::Vbz
        && !matches!(cue.mode, Mode::Intend | Mode::Expect)
        && !continues_to(document, at)
    {
        return None;
    }
    Some(Candidate { cue: at..at + 1, verb: at, mode: cue.mode, frames: cue.frames })
}

/// "went on to say", "continued to insist": said after all.
fn continues_to(document: &Document<'_>, at: usize) -> bool {
    at >= 2
        && document.is(at - 1, &["to"])
        && document.is(at - 2, &["on", "continued", "continues", "seemed", "appeared"])
}

fn phrase_at(document: &Document<'_>, at: usize) -> Option<Candidate> {
    const BE: &[&str] =
        &["be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m", "remains", "remained"];
    lexicon::cue_phrases().iter().find_map(|cue| {
        let mut end = at;
        for (index, pattern) in cue.words.iter().enumerate() {
            let word = document.words.get(end)?;
            let fits = match *pattern {
                "be" => BE.contains(&word.lower.as_str()),
                "*" => matches!(word.tag, Tag::Dt | Tag::PrpPoss),
                other => word.lower == other || index == 0 && inflects(&word.lower, other),
            };
            if !fits {
                // "is also hoping", "was not aware": an adverb may stand after the first word.
                if index > 0
                    && word.tag.is_adverb()
                    && document.words.get(end + 1).is_some_and(|next| next.lower == *pattern)
                {
                    end += 2;
                    continue;
                }
                return None;
            }
            end += 1;
        }
        let verb = document.words[at].tag.is_verb() || matches!(document.words[at].tag, Tag::Pos);
        (document.words[at].quote.is_none() && verb).then_some(Candidate {
            cue: at..end,
            verb: at,
            mode: cue.mode,
            frames: cue.frames,
        })
    })
}

/// Whether a form is one of a regular verb's, or of "make", "take", "put", "go", "hit" or "speak".
fn inflects(form: &str, lemma: &str) -> bool {
    match lemma {
        "make" => matches!(form, "makes" | "made" | "making"),
        "take" => matches!(form, "takes" | "took" | "taken"),
        "go" => matches!(form, "goes" | "went"),
        "put" => matches!(form, "puts" | "putting"),
        "hit" => matches!(form, "hits"),
        "speak" => matches!(form, "speaks" | "spoke" | "speaking"),
        "pay" => matches!(form, "pays" | "paid"),
        "refer" => matches!(form, "refers" | "referred" | "referring"),
        _ => form
            .strip_prefix(lemma.trim_end_matches('e'))
            .is_some_and(|ending| matches!(ending, "s" | "es" | "ed" | "ing")),
    }
}

/// A cue that stands after what was said: "…, Holm said", "…,” said Holm, “…”".
fn after_content(
    document: &Document<'_>,
    times: &[Time],
    sentence: usize,
    candidate: &Candidate,
    drafts: &[Draft],
) -> Option<Draft> {
    if !candidate.frames.spoken || candidate.cue.len() > 1 {
        return None;
    }
    let range = document.sentences[sentence].words.clone();
    let cue = candidate.cue.clone();
    let (source, before) = match inverted(document, cue.start, &range) {
        Some(phrase) => (phrase, cue.start),
        None => {
            let subject = phrase::subject_of(document, times, candidate.verb)?;
            let adjoins = subject.group == subject.phrase.words.end
                || document.words[subject.group - 1].tag == Tag::Comma
                    && subject.group <= subject.phrase.words.end + 24;
            if subject.lent
                || !adjoins
                || !document.words[candidate.verb].tag.is_finite()
                    && document.words[candidate.verb].tag != Tag::Vbn
            {
                return None;
            }
            let start = subject.phrase.words.start;
            (subject.phrase, start)
        }
    };
    let mark = before.checked_sub(1).filter(|at| *at >= range.start)?;
    let closes = matches!(document.words[mark].tag, Tag::Comma | Tag::CloseQuote | Tag::Stop | Tag::Colon)
        || document.words[mark].quote.is_some();
    if !closes || document.is(mark, &[":", ";"]) {
        return None;
    }
    let after = if source.words.start >= cue.end { source.words.end } else { cue.end };
    let rest = content::after_cue(document, times, after, range.end, candidate.frames);
    // “…,” Holm said in March: a quotation that ends with a comma or the like right before the source is what was said,
    // whatever stands after the cue.
    let quoted_before = document.words[mark].quote.is_some()
        || mark > range.start && document.words[mark - 1].quote.is_some();
    let closed = quoted_before && ends_with_comma(document, mark);
    if !(rest.ends || closed || quoted_before && rest.quote) {
        return None;
    }
    let floor = drafts
        .iter()
        .map(|draft| draft.cue.end.max(draft.content.iter().map(|it| it.end).max().unwrap_or(0)))
        .filter(|end| *end <= mark)
        .max()
        .unwrap_or(range.start)
        .max(range.start);
    let mut fragment = content::before(document, floor, before)?;
    let clause = content::is_clause(document, &fragment);
    let opens =
        document.words[fragment.start].tag == Tag::In || document.words[fragment.start].tag == Tag::Wrb;
    let mut resumed = rest.resumes.and_then(|at| content::resumed(document, at, range.end));
    if !quoted_before && (!clause || opens) {
        // "The dam, Holm said, would hold", "If it rains, he said, it will not": the cue stands inside what was said.
        resumed = resumed.or_else(|| rest.resumes.and_then(|at| content::goes_on(document, at, range.end)));
        if resumed.is_none() && !clause {
            return None;
        }
    }
    if resumed.is_none() && closed {
        resumed = content::next_quote(document, after, range.end);
    }
    if let Some(quote) = document.words[fragment.end - 1].quote {
        let span = document.quotes[quote].span;
        let whole = document.words_in(span);
        if whole.start < fragment.start && fragment.start <= range.start {
            fragment.start = whole.start;
        }
    }
    let mut content = vec![fragment];
    content.extend(resumed);
    Some(Draft {
        source: Some(source),
        cue: candidate.cue.clone(),
        content,
        mode: candidate.mode,
        sentence,
        addressee: rest.addressee,
        through: None,
        follows: None,
        verbatim: false,
        basis: Basis::Rule(0.9),
    })
}

/// Whether the quotation that ends at or right before a word ends with a comma, a question mark or the like: its
/// sentence goes on after it.
fn ends_with_comma(document: &Document<'_>, mark: usize) -> bool {
    let Some(quote) = document.words[mark].quote.or_else(|| document.words[mark.saturating_sub(1)].quote)
    else {
        return false;
    };
    let words = document.text(document.quotes[quote].span).trim_end_matches(['”', '"', '’', '\'', '»', '“']);
    words.ends_with([',', '?', '!', '—', '–', '…']) || document.words[mark].tag == Tag::Comma
}

/// The subject of a cue that stands after it: "…, said Ada Holm, the envoy".
fn inverted(document: &Document<'_>, cue: usize, range: &Range<usize>) -> Option<Phrase> {
    let before = cue.checked_sub(1).filter(|at| *at >= range.start)?;
    let word = &document.words[before];
    if !(matches!(word.tag, Tag::Comma | Tag::CloseQuote | Tag::Stop) || word.quote.is_some()) {
        return None;
    }
    if document.words.get(cue + 1).is_some_and(|next| {
        next.tag == Tag::Prp && matches!(next.lower.as_str(), "him" | "her" | "them" | "us" | "me" | "it")
    }) {
        return None;
    }
    let verb = document.words[cue].tag;
    // "…, the envoy, told the parliament": who stands after "told" was told.
    let told = document
        .is(cue, &["told", "tells", "informed", "reminded", "assured", "briefed", "advised", "convinced"]);
    if told || matches!(verb, Tag::Vbg | Tag::Vb) {
        return None;
    }
    let phrase = phrase::starting(document, cue + 1, range.end)?;
    let next = document.words.get(phrase.words.end).filter(|_| phrase.words.end < range.end);
    // "…, said officials were": then the phrase is the subject of what follows.
    next.is_none_or(|it| !it.tag.is_finite() && it.tag != Tag::Md || matches!(it.tag, Tag::Comma))
        .then_some(phrase)
}

/// A cue before what was said: "Holm said (that) …", "Holm, who said …", "…, adding that …".
fn before_content(
    document: &Document<'_>,
    times: &[Time],
    sentence: usize,
    candidate: &Candidate,
    candidates: &[Candidate],
    drafts: &[Draft],
) -> Option<Draft> {
    let range = document.sentences[sentence].words.clone();
    let subject = phrase::subject_of(document, times, candidate.verb);
    let rest = content::after_cue(document, times, candidate.cue.end, range.end, candidate.frames);
    let start = rest.start?;
    let stops: Vec<usize> = candidates.iter().map(|it| it.cue.start).filter(|at| *at > start).collect();
    let taken = drafts
        .iter()
        .flat_map(|draft| {
            draft.content.iter().map(|it| it.start).chain(draft.source.iter().map(|it| it.words.start))
        })
        .filter(|at| *at > start)
        .min();
    let relative = subject.as_ref().is_some_and(|it| it.relative);
    let mut fragment = content::cut(
        document,
        start,
        taken.unwrap_or(range.end).min(range.end),
        &stops,
        candidate.frames,
        relative,
    )?;
    let quoted = fragment.clone().any(|at| document.words[at].quote.is_some());
    let frames = candidate.frames;
    let first = &document.words[fragment.start];
    let to = first.lower == "to"
        && document.words.get(fragment.start + 1).is_some_and(|it| it.tag == Tag::Vb || it.tag.is_adverb());
    let whether =
        matches!(first.lower.as_str(), "whether" | "if" | "what" | "how" | "why" | "who" | "when" | "where");
    let fits = quoted && (frames.clause || frames.quote || frames.noun || frames.spoken)
        || rest.that
        || frames.to && to
        || frames.whether && whether
        || frames.clause && !to && (content::is_clause(document, &fragment) || whether)
        || frames.noun && !to && fragment.len() > 1 && !matches!(first.tag, Tag::Comma | Tag::Stop | Tag::Cc);
    if !fits {
        return None;
    }
    let source = subject.map(|it| it.phrase);
    let asked = document.is(candidate.verb, &["asked"]);
    if source.is_none() && (!quoted || asked) {
        return None;
    }
    // Narration in the first person, and "it" of weather and time, are nobody's words.
    if let Some(source) = &source
        && document.is(source.head(), &["i", "we", "you", "it", "this", "that", "there", "which", "what"])
        && !quoted
        && (!frames.spoken || !document.is(source.head(), &["it"]))
    {
        return None;
    }
    if let Some(quote) = document.words[fragment.end - 1].quote {
        let whole = document.words_in(document.quotes[quote].span);
        if whole.start >= fragment.start && whole.end > fragment.end {
            fragment.end = whole.end;
        }
    }
    Some(Draft {
        source,
        cue: candidate.cue.clone(),
        content: vec![fragment],
        mode: candidate.mode,
        sentence,
        addressee: rest.addressee,
        through: None,
        follows: None,
        verbatim: false,
        basis: Basis::Rule(if quoted || rest.that { 0.85 } else { 0.7 }),
    })
}

/// "According to X, C" and "C, according to X".
fn according_to(document: &Document<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let range = document.sentences[sentence].words.clone();
    if !(document.is(at, &["according"]) && document.is(at + 1, &["to"]))
        || document.words[at].quote.is_some()
    {
        return None;
    }
    let source = phrase::starting(document, at + 2, range.end)?;
    let content = if at == range.start || at == range.start + 1 && document.words[range.start].tag.is_adverb()
    {
        let start = content::past_mark(document, source.words.end, range.end)?;
        content::trim(document, start, range.end)
    } else {
        content::before(document, range.start, at)
    }?;
    Some(Draft {
        source: Some(source),
        cue: at..at + 2,
        content: vec![content],
        mode: Mode::Assert,
        sentence,
        addressee: None,
        through: None,
        follows: None,
        verbatim: false,
        basis: Basis::Rule(0.85),
    })
}

/// "Ada Holm: “…”" at the start of a paragraph, "Holm: Ferries will sail" in a headline.
fn after_colon(document: &Document<'_>, sentence: usize) -> Option<Draft> {
    const LABELS: &[&str] = &[
        "explainer",
        "live",
        "watch",
        "video",
        "updates",
        "update",
        "analysis",
        "opinion",
        "breaking",
        "exclusive",
        "read",
        "photo",
        "photos",
        "source",
        "sources",
        "editor",
        "note",
        "factbox",
        "timeline",
        "poll",
        "by",
        "review",
        "interview",
        "podcast",
        "profile",
        "related",
        "more",
        "q",
        "a",
        "questions",
        "answers",
        "recap",
        "comment",
        "newsletter",
        "tags",
    ];
    let range = document.sentences[sentence].words.clone();
    let colon = range.clone().take(12).find(|at| document.is(*at, &[":"]))?;
    let source =
        phrase::ending(document, range.start, colon).filter(|it| it.words.start <= range.start + 1)?;
    let next = document.words.get(colon + 1).filter(|_| colon + 1 < range.end)?;
    let content = match next.quote {
        Some(quote) => document.words_in(document.quotes[quote].span),
        None => content::trim(document, colon + 1, range.end)?,
    };
    let name =
        source.words.len() <= 4 && source.words.clone().all(|at| document.words[at].tag.is_proper_noun());
    let label = source.words.clone().any(|at| LABELS.contains(&document.words[at].lower.as_str()));
    let said = next.quote.is_some()
        || name
            && content.len() > 2
            && document.sentences[sentence].heading
            && content::is_clause(document, &content);
    (said && !label).then(|| Draft {
        source: Some(source),
        cue: colon..colon,
        content: vec![content],
        mode: Mode::Assert,
        sentence,
        addressee: None,
        through: None,
        follows: None,
        verbatim: false,
        basis: Basis::Rule(0.7),
    })
}
