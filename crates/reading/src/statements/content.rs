//! Where what was said begins and ends.

use crate::document::Document;
use crate::lexicon::{self, Frames};
use crate::phrase::{self, AUXILIARIES};
use crate::times::{self, Time};
use onrecord_tagger::Tag;
use std::ops::Range;

/// What stands after a cue.
#[derive(Debug, Default)]
pub(super) struct After {
    /// Where the content begins, if any does.
    pub start: Option<usize>,
    /// Whether "that" opens it.
    pub that: bool,
    /// Whether nothing more is said: the sentence ends, or a comma closes the cue.
    pub ends: bool,
    /// Whether a quotation comes next.
    pub quote: bool,
    /// Where the content resumes after the comma that closes the cue.
    pub resumes: Option<usize>,
    /// Somebody addressed.
    pub addressee: Option<Range<usize>>,
}

/// Looks past a cue: over somebody addressed, dates, and "in a statement", to where the content begins.
pub(super) fn after_cue(
    document: &Document<'_>,
    times: &[Time],
    from: usize,
    end: usize,
    frames: Frames,
) -> After {
    let mut after = After::default();
    let mut at = from;
    if frames.person
        && let Some(phrase) = phrase::starting(document, at, end).filter(|it| {
            !document.words[it.words.start].tag.is_pronoun()
                || document.is(it.words.start, &["him", "her", "them", "us", "me", "you", "it"])
        })
    {
        // "told the crew the ferries would sail": the shortest phrase is who was told.
        let short = phrase.core.end;
        let stop =
            if document.words.get(phrase.words.end).is_some_and(|it| it.tag.is_finite() && it.tag != Tag::Md)
            {
                short
            } else {
                phrase.words.end
            };
        after.addressee = Some(phrase.words.start..stop);
        at = stop;
    }
    let mut close = false;
    loop {
        let Some(word) = document.words.get(at).filter(|_| at < end) else {
            after.ends = true;
            return after;
        };
        if word.quote.is_some() {
            after.quote = true;
            after.start = Some(at);
            return after;
        }
        match word.tag {
            Tag::Stop => {
                after.ends = true;
                return after;
            }
            Tag::Comma => {
                if close || document.words.get(at + 1).is_none_or(|next| next.quote.is_none()) {
                    after.ends = true;
                    after.resumes = Some(at + 1);
                    // "said on Friday, after a meeting, that …"
                    if let Some(that) = (at + 1..end.min(at + 14))
                        .find(|it| document.is(*it, &["that"]) && document.is(*it - 1, &[","]))
                    {
                        after.ends = false;
                        after.that = true;
                        after.start = Some(that + 1);
                    }
                    return after;
                }
                at += 1;
                close = true;
                continue;
            }
            Tag::Colon if word.lower == ":" => {
                at += 1;
                continue;
            }
            Tag::Colon => {
                after.ends = true;
                return after;
            }
            Tag::Cc if !frames.noun => {
                // "said, and left" / "said and left": the cue governs nothing here.
                after.ends = true;
                after.resumes = Some(at);
                return after;
            }
            _ => {}
        }
        if word.lower == "that"
            && matches!(word.tag, Tag::In | Tag::Wdt | Tag::Dt)
            && (word.tag != Tag::Dt || frames.clause)
        {
            after.that = true;
            after.start = Some(at + 1);
            return after;
        }
        // "said by email that", "has insisted in public on Friday that": nothing but phrases stands before "that".
        if matches!(word.tag, Tag::In | Tag::To | Tag::Rb) && frames.clause {
            let plain = |it: usize| {
                let word = &document.words[it];
                word.quote.is_none()
                    && !word.tag.is_verb()
                    && !matches!(word.tag, Tag::Comma | Tag::Md | Tag::Cc | Tag::Stop | Tag::Wdt)
            };
            let that = (at + 1..end.min(at + 9))
                .take_while(|it| plain(*it))
                .find(|it| document.is(*it, &["that"]) && document.words[*it].tag == Tag::In);
            if let Some(that) = that {
                after.that = true;
                after.start = Some(that + 1);
                return after;
            }
        }
        if let Some(past) = past_adverbial(document, times, at, end, frames) {
            at = past;
            continue;
        }
        after.start = Some(at);
        return after;
    }
}

/// The word after a date, an adverb or a phrase such as "in a statement" that belongs to the cue and not to what is said.
fn past_adverbial(
    document: &Document<'_>,
    times: &[Time],
    at: usize,
    end: usize,
    frames: Frames,
) -> Option<usize> {
    const SETTINGS: &[&str] = &[
        "statement",
        "interview",
        "interviews",
        "post",
        "posts",
        "comments",
        "remarks",
        "speech",
        "address",
        "conference",
        "briefing",
        "letter",
        "email",
        "tweet",
        "message",
        "facebook",
        "twitter",
        "telegram",
        "x",
        "television",
        "radio",
        "reporters",
        "journalists",
        "call",
        "appearance",
        "testimony",
        "video",
        "article",
        "report",
        "release",
        "meeting",
        "podcast",
        "hearing",
        "debate",
        "phone",
        "parliament",
        "note",
        "blog",
        "instagram",
        "airing",
        "forum",
        "reply",
        "response",
        "summit",
        "visit",
        "memo",
        "lawmakers",
        "talks",
    ];
    let word = &document.words[at];
    let time = |at: usize| {
        let start = document.words.get(at)?.span.start();
        times::starting_at(times, start)
            .filter(|time| !time.quoted)
            .map(|time| document.words_in(time.span()).end)
    };
    let owns =
        |past: usize| document.words.get(past).is_some_and(|it| it.tag == Tag::Pos || it.tag.is_noun());
    if let Some(past) = time(at).filter(|past| *past > at && !owns(*past)) {
        return Some(past);
    }
    if word.tag == Tag::Rb
        && !matches!(word.lower.as_str(), "not" | "no" | "never" | "there" | "only" | "so" | "even" | "just")
        && document
            .words
            .get(at + 1)
            .is_some_and(|next| matches!(next.tag, Tag::In | Tag::Comma | Tag::Stop | Tag::Colon))
    {
        return Some(at + 1);
    }
    if matches!(word.tag, Tag::In | Tag::To) || document.is(at, &["during", "following"]) {
        if let Some(past) = time(at + 1).filter(|past| !owns(*past)).filter(|_| {
            document.is(at, &["on", "in", "at", "late", "early", "by", "during", "since", "over"])
        }) {
            return Some(past);
        }
        if document.is(
            at,
            &[
                "in",
                "on",
                "at",
                "during",
                "to",
                "after",
                "via",
                "through",
                "before",
                "from",
                "following",
                "of",
            ],
        ) && !(frames.to && word.lower == "to")
        {
            let phrase = phrase::starting(document, at + 1, end)?;
            let words = phrase.words.clone();
            let setting = words.clone().any(|it| SETTINGS.contains(&document.words[it].lower.as_str()));
            let head_after = document.words.get(words.end);
            let subject_next = head_after.is_some_and(|next| next.tag.is_finite() || next.tag == Tag::Md);
            if (setting || word.lower == "to" && frames.spoken) && !subject_next {
                return Some(words.end);
            }
        }
    }
    None
}

/// What was said before `end`, from `floor` on, without the mark that closes it.
pub(super) fn before(document: &Document<'_>, floor: usize, end: usize) -> Option<Range<usize>> {
    let mut start = floor;
    while start < end && matches!(document.words[start].tag, Tag::Comma | Tag::Colon | Tag::CloseQuote) {
        start += 1;
    }
    trim(document, start, end)
}

/// A range without commas and full stops at its ends; those inside quotation marks stay.
pub(super) fn trim(document: &Document<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let outside = |at: usize| {
        let word = &document.words[at];
        word.quote.is_none() && matches!(word.tag, Tag::Comma | Tag::Stop | Tag::Colon | Tag::Nfp)
    };
    let (mut start, mut end) = (start, end);
    while end > start && outside(end - 1) {
        end -= 1;
    }
    while start < end && outside(start) {
        start += 1;
    }
    (start < end && (start..end).any(|at| !document.words[at].tag.is_punctuation())).then_some(start..end)
}

/// The word after a comma or colon at or right before `at`.
pub(super) fn past_mark(document: &Document<'_>, at: usize, end: usize) -> Option<usize> {
    let mark =
        (at..end.min(at + 12)).find(|it| matches!(document.words[*it].tag, Tag::Comma | Tag::Colon))?;
    Some(mark + 1)
}

/// Whether a range holds a verb that makes it a clause.
pub(super) fn is_clause(document: &Document<'_>, range: &Range<usize>) -> bool {
    range.clone().any(|at| document.words[at].tag.is_finite() || document.words[at].tag == Tag::Md)
        || range
            .clone()
            .zip(range.clone().skip(1))
            .any(|(to, verb)| document.is(to, &["to"]) && document.words[verb].tag == Tag::Vb)
}

/// What is said on after the comma that closed the cue: a quotation, or "and …" to the end of the sentence.
pub(super) fn resumed(document: &Document<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let first = document.words.get(at).filter(|_| at < end)?;
    if let Some(quote) = first.quote {
        return Some(document.words_in(document.quotes[quote].span));
    }
    let conjunction = first.tag == Tag::Cc;
    let next = if conjunction { at + 1 } else { at };
    if let Some(quote) = document.words.get(next).filter(|_| next < end).and_then(|it| it.quote) {
        return Some(document.words_in(document.quotes[quote].span));
    }
    // "…, Holm said, and ferries would sail again": a clause with a subject of its own goes on.
    let subject = phrase::starting(document, next, end)?;
    let verb = document.words.get(subject.words.end).filter(|_| subject.words.end < end)?;
    let cue = lexicon::cues().contains(verb.lower.as_str());
    let goes_on = conjunction && (verb.tag.is_finite() || verb.tag == Tag::Md) && !cue;
    goes_on.then(|| trim(document, at, end)).flatten()
}

/// What goes on after the comma that closed a cue in the middle of it: "…, Holm said, would hold".
pub(super) fn goes_on(document: &Document<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let rest = trim(document, at, end)?;
    let first = document.words.get(at)?;
    (is_clause(document, &rest) && first.tag != Tag::Vbg && first.tag != Tag::Wp && first.tag != Tag::Wdt)
        .then_some(rest)
}

/// The next quotation that a comma, a colon or "and" opens.
pub(super) fn next_quote(document: &Document<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let at = (from..end).find(|at| document.words[*at].quote.is_some())?;
    let opened = at > from && matches!(document.words[at - 1].tag, Tag::Comma | Tag::Colon);
    let quote = document.words[at].quote?;
    opened.then(|| document.words_in(document.quotes[quote].span))
}

/// The content that begins at `start`, cut where something else begins: a comment after a dash, another cue of the
/// same speaker, a clause of circumstance.
pub(super) fn cut(
    document: &Document<'_>,
    start: usize,
    end: usize,
    stops: &[usize],
    frames: Frames,
    relative: bool,
) -> Option<Range<usize>> {
    let mut stop = end;
    let opened_in_quote = document.words[start].quote;
    let mut at = start;
    while at < stop {
        let word = &document.words[at];
        if word.quote.is_some() {
            at += 1;
            continue;
        }
        // “… a “deal,” while Drusko called it …”: the comma stands inside the marks.
        if at > start
            && document.words[at - 1].quote.is_some()
            && ends_with_comma(document, at - 1)
            && breaks_after_comma(document, at, end, stops, true)
        {
            stop = at;
            break;
        }
        if word.tag == Tag::Colon && matches!(word.lower.as_str(), "–" | "—" | "-" | "--" | ";") && at > start
        {
            let pair = (at + 1..end)
                .find(|it| document.words[*it].tag == Tag::Colon && document.words[*it].lower == word.lower);
            match pair.filter(|_| word.lower != ";") {
                Some(pair) => {
                    at = pair + 1;
                    continue;
                }
                None => {
                    stop = at;
                    break;
                }
            }
        }
        if word.tag == Tag::Comma && at > start {
            let verb = document.words.get(at + 1).is_some_and(|it| it.tag.is_finite() || it.tag == Tag::Md);
            let resumes = verb && (relative || stops.contains(&(at + 1)));
            let aside = frames.noun
                && document.words.get(at + 1).is_some_and(|it| matches!(it.tag, Tag::Wp | Tag::Wdt));
            if resumes
                || aside
                || breaks_after_comma(
                    document,
                    at + 1,
                    end,
                    stops,
                    opened_in_quote.is_some() && document.words[at - 1].quote.is_some(),
                )
            {
                stop = at;
                break;
            }
        }
        if word.tag == Tag::Cc && at > start && document.is(at, &["and", "but"]) {
            // "said it was glad and did not mention a number", "…, but would not say": the page speaks of the speaker.
            if document.is(at + 1, &["did", "would", "does"]) && document.is(at + 2, &["not", "n't"]) {
                stop = at;
                break;
            }
            // "said … and added …": the next cue has the same subject.
            let mut verb = at + 1;
            while document.words.get(verb).is_some_and(|it| it.tag.is_adverb()) {
                verb += 1;
            }
            let past =
                document.words.get(verb).is_some_and(|it| matches!(it.tag, Tag::Vbd | Tag::Vbz | Tag::Vbg));
            if past && stops.contains(&verb) {
                stop = at;
                break;
            }
        }
        // A quotation that ends the content: “…” after meeting the envoy.
        if opened_in_quote.is_some()
            && at > start
            && document.words[at - 1].quote == opened_in_quote
            && frames.spoken
            && !frames.noun
        {
            let goes_on = matches!(word.tag, Tag::Cc) || word.tag.is_finite();
            if !goes_on {
                stop = at;
                break;
            }
        }
        at += 1;
    }
    // "(see 14.20 post)" is the page's own pointer.
    if document.words[stop - 1].tag == Tag::CloseBracket
        || stop >= 2 && document.words[stop - 2].tag == Tag::CloseBracket
    {
        let open = (start..stop).rev().find(|it| document.words[*it].tag == Tag::OpenBracket);
        stop = open.filter(|open| *open > start && document.is(open + 1, &["see"])).unwrap_or(stop);
    }
    trim(document, start, stop)
}

/// Whether the quotation that ends with a word has a comma as its last mark.
fn ends_with_comma(document: &Document<'_>, last: usize) -> bool {
    document.words[last].quote.is_some_and(|quote| {
        document.text(document.quotes[quote].span).trim_end_matches(['”', '"', '’', '\'', '»']).ends_with(',')
    })
}

/// Whether the words after a comma begin something that is no longer said.
fn breaks_after_comma(
    document: &Document<'_>,
    at: usize,
    end: usize,
    stops: &[usize],
    after_quote: bool,
) -> bool {
    let Some(word) = document.words.get(at).filter(|_| at < end) else { return false };
    // "is, like its neighbour, seeking": the comma closes an aside, and the verb before it goes on.
    let comma = at - 1;
    let aside = (comma.saturating_sub(8)..comma).rev().find(|it| document.words[*it].tag == Tag::Comma);
    let goes_on =
        aside.is_some_and(|open| open > 0 && AUXILIARIES.contains(&document.words[open - 1].lower.as_str()));
    if goes_on {
        return false;
    }
    // ", adding that …", ", calling it …"
    let mut verb = at;
    while document.words.get(verb).is_some_and(|it| it.tag.is_adverb() || it.tag == Tag::Cc) && verb < end {
        verb += 1;
    }
    if document.words.get(verb).is_some_and(|it| it.tag == Tag::Vbg) && stops.contains(&verb) {
        return true;
    }
    if document.is(at, &["according"]) {
        return true;
    }
    // ", but Holm said …", ", while Holm warned …": another cue with a subject of its own, or the same one's.
    if matches!(word.tag, Tag::Cc) || document.is(at, &["while", "although", "though"]) {
        let next = at + 1;
        if stops.contains(&next) {
            return true;
        }
        let subject = phrase::starting(document, next, end);
        if let Some(subject) = subject {
            let mut verb = subject.words.end;
            while document.words.get(verb).is_some_and(|it| {
                it.tag.is_adverb() || it.lower == "has" || it.lower == "have" || it.lower == "had"
            }) && verb < end
            {
                verb += 1;
            }
            if stops.contains(&verb) {
                return true;
            }
        }
    }
    // ", as he met the envoy", ", after talks": circumstance, once a date or a new subject shows it.
    if document.is(at, &["as"])
        && document
            .words
            .get(at + 1)
            .is_some_and(|it| it.tag.is_pronoun() || it.tag.is_proper_noun() || it.tag == Tag::Dt)
    {
        return true;
    }
    if after_quote
        && (matches!(word.tag, Tag::In | Tag::Vbg | Tag::Wdt | Tag::Wp)
            || document.is(at, &["as", "while", "after", "before"]))
    {
        return true;
    }
    false
}
