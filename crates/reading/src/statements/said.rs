//! When a statement was said.
//!
//! The expression of the cue's own clause dates it; else what the same speaker said just before or is told to have done, else the item. "Once",
//! "has long said" and the past perfect put it at no day: it stays unknown.

use super::Draft;
use crate::actors::Cast;
use crate::document::Document;
use crate::lexicon::list;
use crate::times::{self, Time};
use onrecord_tagger::Tag;
use onrecord_text::{Basis, Dating, Mode, Span, TimeType};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many days a stretch has at most in which the speaker's doings date what is said: a week.
const SCENE: i32 = 7;

/// How many words away a verb can still govern an expression.
const REACH: usize = 40;

/// When each of the drafts was said, in their order.
pub(super) fn of_all(
    document: &Document<'_>,
    cast: &Cast,
    times: &[Time],
    drafts: &[Draft],
    speakers: &[Option<usize>],
) -> Vec<Dating> {
    let contents = contents(document, drafts);
    let doings = Doings::new(document, cast, times, &contents);
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|number| (place(&drafts[*number]), *number));
    let mut said: Vec<Option<Dating>> = vec![None; drafts.len()];
    let mut told: BTreeMap<(usize, usize), Told> = BTreeMap::new();
    let mut last: Option<(usize, Told)> = None;
    for number in order {
        let draft = &drafts[number];
        let item = document.sentences[draft.sentence].item;
        let speaker = speakers.get(number).copied().flatten();
        // A pronoun of whom nobody knows is, in one paragraph, who spoke last.
        let before = match speaker {
            Some(speaker) => told.get(&(item, speaker)),
            None => last.as_ref().filter(|_| is_pronoun(document, draft)).and_then(|(place, told)| {
                (*place == document.sentences[draft.sentence].paragraph).then_some(told)
            }),
        };
        let followed = draft.follows.filter(|_| draft.cue.is_empty()).and_then(|it| said.get(it)?.clone());
        let dating = match followed {
            Some(dating) => goes_on(document, dating),
            None => own(document, times, &contents, draft).unwrap_or_else(|| {
                if is_undated(document, times, draft) {
                    return Dating::default().because("the page says only that it was at some time");
                }
                let doing = speaker.and_then(|speaker| doings.last(item, speaker, draft.sentence));
                carried(document, draft, before, doing)
                    .unwrap_or_else(|| with_item(&document.page.items[item].published))
            }),
        };
        if matches!(dating.basis, Basis::Stated | Basis::Inferred) {
            let it = Told { sentence: draft.sentence, dating: dating.clone() };
            last = Some((document.sentences[draft.sentence].paragraph, it.clone()));
            if let Some(speaker) = speaker {
                told.insert((item, speaker), it);
            }
        } else {
            last = None;
        }
        said[number] = Some(dating);
    }
    said.into_iter().map(Option::unwrap_or_default).collect()
}

/// What is said on the page, by where it ends. A question is not of it: "asked about the lane on Monday, he said".
fn contents(document: &Document<'_>, drafts: &[Draft]) -> Vec<Span> {
    let told = drafts.iter().filter(|draft| draft.mode != Mode::Ask);
    let mut said: Vec<Span> =
        told.flat_map(|draft| &draft.content).filter_map(|it| document.span_of(it)).collect();
    said.sort_unstable_by_key(|span| (span.end(), span.start()));
    said
}

/// Whether an expression stands in what is said. Of contents that nest, the inner ends first or with the outer.
fn is_said(contents: &[Span], span: Span) -> bool {
    let near = contents.partition_point(|it| it.end() <= span.start());
    contents.get(near).is_some_and(|it| it.overlaps(span))
}

fn is_pronoun(document: &Document<'_>, draft: &Draft) -> bool {
    draft.source.as_ref().is_some_and(|it| document.is(it.head(), &["he", "she", "they", "it"]))
}

/// What somebody said last on a day that the page gives.
#[derive(Clone)]
struct Told {
    sentence: usize,
    dating: Dating,
}

/// Where a draft begins.
fn place(draft: &Draft) -> usize {
    let content = draft.content.first().map_or(usize::MAX, |it| it.start);
    if draft.cue.is_empty() { content } else { content.min(draft.cue.start) }
}

/// The day of the item.
fn with_item(published: &Dating) -> Dating {
    if !published.is_known() {
        return Dating::default().because("neither the words nor the item carry a date");
    }
    let edtf = published.edtf.as_ref().map(|edtf| edtf.split('T').next().unwrap_or_default().to_string());
    Dating {
        edtf,
        earliest: published.earliest,
        latest: published.latest,
        basis: Basis::Item,
        ..Dating::default()
    }
    .because("the day of the item")
}

/// The date of words that go on with others.
fn goes_on(document: &Document<'_>, dating: Dating) -> Dating {
    if dating.basis != Basis::Stated {
        return dating;
    }
    let words = dating.evidence.first().map_or("", |span| document.text(*span));
    let why = format!("the words go on from those said “{words}”");
    Dating { basis: Basis::Inferred, ..dating }.because(why)
}

/// The date that the speaker's words or doings before have: the nearest, within the paragraph where it is coarse, or of the "same
/// interview" wherever that was.
fn carried(
    document: &Document<'_>,
    draft: &Draft,
    told: Option<&Told>,
    doing: Option<&(usize, Dating)>,
) -> Option<Dating> {
    let paragraph = |sentence: usize| document.sentences[sentence].paragraph;
    let told = told.filter(|told| {
        is_short(&told.dating)
            || paragraph(told.sentence) == paragraph(draft.sentence)
            || is_same_occasion(document, draft)
    });
    match (told, doing) {
        (Some(told), doing) if doing.is_none_or(|(sentence, _)| *sentence <= told.sentence) => {
            Some(goes_on(document, told.dating.clone()))
        }
        (_, Some((_, dating))) => {
            let words = dating.evidence.first().map_or("", |span| document.text(*span));
            let why = format!("the page last puts the speaker’s doings on “{words}”");
            Some(Dating { basis: Basis::Inferred, ..dating.clone() }.because(why))
        }
        _ => None,
    }
}

fn is_short(dating: &Dating) -> bool {
    dating.earliest.zip(dating.latest).is_some_and(|(first, last)| (last - first).get_days() < SCENE)
}

/// "In the same interview", "in that speech".
fn is_same_occasion(document: &Document<'_>, draft: &Draft) -> bool {
    let words = document.sentences[draft.sentence].words.clone();
    words.clone().filter(|at| document.is(*at, &["same", "that"]) && !in_content(draft, *at)).any(|at| {
        (at + 1..words.end.min(at + 4))
            .any(|noun| list("occasions").contains(document.words[noun].lower.as_str()))
    })
}

fn in_content(draft: &Draft, word: usize) -> bool {
    draft.content.iter().any(|it| it.contains(&word))
}

/// Whether the words beside the cue put it at no one time: "once said", "has long said", "had said", "for years".
fn is_undated(document: &Document<'_>, times: &[Time], draft: &Draft) -> bool {
    if draft.cue.is_empty() {
        return false;
    }
    let sentence = document.sentences[draft.sentence].words.clone();
    let beside = |at: usize| {
        let tag = document.words[at].tag;
        tag.is_adverb() || document.is(at, &["has", "have", "had", "'ve", "'d"])
    };
    let floor = (sentence.start..draft.cue.start)
        .rev()
        .take_while(|at| beside(*at) && !in_content(draft, *at))
        .last()
        .unwrap_or(draft.cue.start);
    let group = floor..draft.cue.end;
    if group.clone().any(|at| list("undated").contains(document.words[at].lower.as_str())) {
        return true;
    }
    // "had said", but not "had no comment".
    let perfect = |at: usize, forms: &[&str]| {
        document.is(at, forms)
            && (at + 1..group.end)
                .find(|next| !document.words[*next].tag.is_adverb())
                .is_some_and(|next| matches!(document.words[next].tag, Tag::Vbn | Tag::Vbd))
    };
    if group.clone().any(|at| perfect(at, &["had"])) {
        return true;
    }
    // "has for years said".
    group.clone().any(|at| document.is(at, &["has", "have"]))
        && times::of_sentence(times, draft.sentence).iter().any(|time| {
            let at = document.words_in(time.span()).start;
            time.expression.kind == TimeType::Duration
                && !in_content(draft, at)
                && at > sentence.start
                && document.is(at - 1, &["for", "over"])
        })
}

/// How an expression is tied to a cue in its sentence, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// It stands in the cue's own clause.
    Clause,
    /// It dates something that goes with the saying: "met Lund on Monday and said".
    Scene,
}

/// The date that an expression in the sentence of the cue gives.
fn own(document: &Document<'_>, times: &[Time], contents: &[Span], draft: &Draft) -> Option<Dating> {
    let sentence = &document.sentences[draft.sentence];
    let published = &document.page.items[sentence.item].published;
    let words = sentence.words.clone();
    let cue = if draft.cue.is_empty() { words.start..words.start } else { draft.cue.clone() };
    let at = document.words.get(cue.start).map_or(sentence.span.start(), |word| word.span.start());
    times::of_sentence(times, draft.sentence)
        .iter()
        .filter(|time| {
            !time.quoted
                && !is_said(contents, time.span())
                && !in_content(draft, document.words_in(time.span()).start)
                && !times::is_reference(document, time)
        })
        .filter(|time| sentence.span.len() < 400 || time.span().start().abs_diff(at) < 120)
        .filter_map(|time| Some((tie(document, draft, &cue, time)?, time)))
        .filter_map(|(tie, time)| {
            let dating = time.dating(document.text(time.span()));
            let fits = dating.is_known()
                && !is_ahead(published, &dating)
                && (tie == Tie::Clause || is_short(&dating));
            fits.then_some((tie, time.span().start().abs_diff(at), dating))
        })
        .min_by_key(|(tie, distance, _)| (*tie, *distance))
        .map(|(tie, _, dating)| match tie {
            Tie::Clause => dating,
            Tie::Scene => {
                let words = dating.evidence.first().map_or("", |span| document.text(*span));
                let why = format!("the sentence puts what goes with it on “{words}”");
                Dating { basis: Basis::Inferred, ..dating }.because(why)
            }
        })
}

fn is_ahead(published: &Dating, dating: &Dating) -> bool {
    published.latest.zip(dating.earliest).is_some_and(|(latest, earliest)| earliest > latest)
}

/// Words before an expression that make it a bound or an aim and no time of the saying.
const BOUNDS: &[&str] =
    &["since", "until", "till", "by", "from", "before", "through", "for", "after", "about", "of"];

/// How an expression outside what is said is tied to the cue.
fn tie(document: &Document<'_>, draft: &Draft, cue: &Range<usize>, time: &Time) -> Option<Tie> {
    let sentence = document.sentences[draft.sentence].words.clone();
    let at = document.words_in(time.span());
    let inside_source = draft.source.as_ref().is_some_and(|it| it.words.contains(&at.start));
    let is_occasion = |it: usize| list("occasions").contains(document.words[it].lower.as_str());
    // "an article of 8 May said".
    if inside_source
        && at.start > sentence.start + 1
        && document.is(at.start - 1, &["of"])
        && is_occasion(at.start - 2)
    {
        return Some(Tie::Clause);
    }
    if at.is_empty() || at.start > sentence.start && document.is(at.start - 1, BOUNDS) {
        return None;
    }
    // "a 2029 speech" is the saying, "the 2029 winner" and "Friday's attack" are something else.
    if is_of_occasion(document, at.end..sentence.end) {
        return Some(Tie::Clause);
    }
    let next = document.words[at.end].tag;
    let modifies = next.is_noun() && !cue.contains(&at.end) || next == Tag::Pos;
    if (inside_source || modifies) && !opens(document, &at, &sentence) {
        return None;
    }
    let behind = cue.end <= at.start;
    if behind && goes_with_content(document, draft, cue.end, at.start) {
        return None;
    }
    let floor = if behind { cue.end } else { sentence.start }.max(at.start.saturating_sub(REACH));
    let verb = (floor..at.start)
        .rev()
        .take_while(|it| !in_content(draft, *it))
        .find(|it| document.words[*it].tag.is_verb() && !cue.contains(it));
    if let Some(verb) = verb {
        return by_verb(document, floor..verb, sentence.start, at.end, behind);
    }
    // "questions about the dam, where a release on Friday".
    let relative =
        (floor..at.start).rev().take_while(|it| !in_content(draft, *it)).any(|it| is_relative(document, it));
    if relative {
        return None;
    }
    // "In 2029 it lost a fortune, and on Monday it said": what stands between is dated first.
    let between = !behind
        && (at.end..cue.start.min(at.end + REACH))
            .any(|it| document.words[it].tag.is_finite() && !in_content(draft, it));
    Some(if between { Tie::Scene } else { Tie::Clause })
}

/// Whether an expression is part of a phrase for what words are said in, whose rest begins these words: "a Friday news conference".
fn is_of_occasion(document: &Document<'_>, rest: Range<usize>) -> bool {
    rest.take(4)
        .map(|it| &document.words[it])
        .take_while(|it| it.tag.is_noun() || it.tag.is_adjective() || it.tag == Tag::Pos)
        .any(|it| list("occasions").contains(it.lower.as_str()))
}

/// Whether no mark parts an expression from a clause that is said before it: "spoke of the deal to be signed today". What is named
/// by a noun alone has no time: "mocked the decision on Monday".
fn goes_with_content(document: &Document<'_>, draft: &Draft, floor: usize, at: usize) -> bool {
    let near = floor.max(at.saturating_sub(4));
    let Some(last) = (near..at).rev().find(|it| in_content(draft, *it)) else { return false };
    let fragment = draft.content.iter().find(|it| it.contains(&last)).cloned().unwrap_or_default();
    let clause = fragment.rev().take(REACH).any(|it| document.words[it].tag.is_verb());
    clause
        && document.words[last].quote.is_none()
        && !(last..at).any(|at| document.words[at].tag.is_punctuation())
}

/// How an expression is tied to the cue whose nearest verb before it is another, at the end of `before`.
fn by_verb(
    document: &Document<'_>,
    before: Range<usize>,
    sentence: usize,
    end: usize,
    behind: bool,
) -> Option<Tie> {
    let verb = before.end;
    let in_list = |name: &str, at: usize| list(name).contains(document.words[at].lower.as_str());
    // "Speaking on Monday", "a statement released on Monday".
    if in_list("speaking", verb) || verb > before.start && in_list("occasions", verb - 1) {
        return Some(Tie::Clause);
    }
    let mut near = before.start.max(verb.saturating_sub(4))..verb;
    // "the deal due to be signed today": what is to come dates no words.
    let to_come = !behind && near.clone().any(|it| document.words[it].tag == Tag::To);
    let relative = near.any(|it| is_relative(document, it));
    let reduced = is_reduced(document, before.start.max(sentence + 1), verb, end);
    let apart = before.clone().any(|it| in_list("apart", it));
    (!(relative || reduced || to_come || apart)).then_some(Tie::Scene)
}

/// Whether a word opens a relative clause.
fn is_relative(document: &Document<'_>, word: usize) -> bool {
    matches!(document.words[word].tag, Tag::Wp | Tag::Wdt | Tag::WpPoss)
        || document.is(word, &["who", "which", "whose", "where", "that"])
}

/// Whether a participle between commas only tells of somebody: "Lund, named governor on Thursday, said".
fn is_reduced(document: &Document<'_>, floor: usize, verb: usize, end: usize) -> bool {
    let closed = document.is(end, &[","]) || document.words[end].tag.is_punctuation();
    verb > floor
        && document.is(verb - 1, &[","])
        && match document.words[verb].tag {
            Tag::Vbn => true,
            Tag::Vbd => closed,
            _ => false,
        }
}

/// Whether an expression stands at the beginning of its sentence: "On Monday Holm said", where Holm is no part of it.
fn opens(document: &Document<'_>, at: &Range<usize>, sentence: &Range<usize>) -> bool {
    at.start <= sentence.start + 2 && document.words[at.end].tag.is_proper_noun()
}

/// The past days on which the page puts what its actors did.
struct Doings {
    /// By item and actor, in page order: a sentence and the day.
    days: BTreeMap<(usize, usize), Vec<(usize, Dating)>>,
}

impl Doings {
    fn new(document: &Document<'_>, cast: &Cast, times: &[Time], contents: &[Span]) -> Self {
        let mut days: BTreeMap<(usize, usize), Vec<(usize, Dating)>> = BTreeMap::new();
        for time in times.iter().filter(|time| !time.quoted && times::is_fine(time)) {
            let sentence = &document.sentences[time.sentence];
            let inside = is_said(contents, time.span());
            let dating = time.dating(document.text(time.span()));
            let at = document.words_in(time.span()).start;
            let bound = at > sentence.words.start && document.is(at - 1, BOUNDS);
            let aside = !is_done(document, &sentence.words, &document.words_in(time.span()));
            if inside
                || bound
                || aside
                || !is_short(&dating)
                || is_ahead(&document.page.items[sentence.item].published, &dating)
            {
                continue;
            }
            for mention in cast.mentions_in(&sentence.words) {
                days.entry((sentence.item, mention.actor)).or_default().push((time.sentence, dating.clone()));
            }
        }
        for list in days.values_mut() {
            list.sort_by_key(|(sentence, _)| *sentence);
        }
        Self { days }
    }

    /// The last of somebody's doings up to a sentence.
    fn last(&self, item: usize, actor: usize, sentence: usize) -> Option<&(usize, Dating)> {
        let days = self.days.get(&(item, actor))?;
        days.get(days.partition_point(|(at, _)| *at <= sentence).checked_sub(1)?)
    }
}

/// Whether an expression dates something done in a main clause: its verb is neither of a relative clause, nor in the past perfect,
/// nor of what is or is to come.
fn is_done(document: &Document<'_>, sentence: &Range<usize>, at: &Range<usize>) -> bool {
    let is_verb = |it: &usize| document.words[*it].tag.is_verb();
    let left = (sentence.start..at.start).rev().take(REACH).find(is_verb);
    let right = || (at.end..sentence.end).take(REACH).find(is_verb);
    let Some(verb) = left.or_else(right) else { return true };
    let aside = (sentence.start.max(verb.saturating_sub(4))..verb).any(|it| {
        document.words[it].tag == Tag::To || document.is(it, &["had"]) || is_relative(document, it)
    }) || document.is(verb, &["had"])
        || (verb..at.start).take(REACH).any(|it| is_relative(document, it));
    let aside = aside || is_reduced(document, sentence.start + 1, verb, at.end);
    !aside && matches!(document.words[verb].tag, Tag::Vbd | Tag::Vbn | Tag::Vbg)
}
