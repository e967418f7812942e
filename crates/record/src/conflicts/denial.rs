//! Whether at all: what one account says and another denies or could not confirm.

use super::{Add, Evidence, Side, quoted};
use crate::claims::{Claim, Denial, actor_term};
use crate::events::{Report, is_plan};
use crate::pile::{days_apart, gap};
use crate::relations::Slot;
use crate::words::words;
use onrecord_text::{Dating, EventType, Mode, Span, Stage, StatementKind};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn find(evidence: &Evidence<'_, '_>, add: &mut Add<'_>) {
    denied_events(evidence, add);
    unconfirmed(evidence, add);
    denied_claims(evidence, add);
    denied_encounters(evidence, add);
    denied_promises(evidence, add);
    denied_at_once(evidence, add);
}

fn event_side<'a>(evidence: &Evidence<'_, 'a>, report: &Report<'a>) -> Side<'a> {
    let text = evidence.pile.pages[report.page].text();
    Side {
        page: report.page,
        item: &report.event.item,
        entry: &report.event.id,
        span: report.event.evidence,
        value: quoted(report.event.evidence.of(text)),
    }
}

fn claim_side<'a>(evidence: &Evidence<'_, 'a>, claim: &Claim<'a>) -> Option<Side<'a>> {
    let first = *claim.statement.content.first()?;
    let text = evidence.pile.pages[claim.page].text();
    Some(Side {
        page: claim.page,
        item: &claim.statement.item,
        entry: &claim.statement.id,
        span: first,
        value: quoted(first.of(text)),
    })
}

/// A group with a report that the event was, and one that it was not.
fn denied_events(evidence: &Evidence<'_, '_>, add: &mut Add<'_>) {
    for (group, members) in evidence.events.groups.iter().zip(&evidence.events.members) {
        let reports = || members.iter().map(|row| &evidence.events.reports[*row]);
        let said = reports()
            .find(|report| matches!(report.stage, Stage::Happened | Stage::Ongoing | Stage::Claimed));
        let denied = reports().find(|report| report.stage == Stage::Denied);
        if let (Some(said), Some(denied)) = (said, denied) {
            add(
                Slot::Occurrence,
                Some(&group.id),
                event_side(evidence, said),
                event_side(evidence, denied),
                None,
            );
        }
    }
}

/// Phrases with which a page says that it could not check what it has just reported.
const NOT_CONFIRMED: &[&str] = &[
    "could not independently verify",
    "could not be independently verified",
    "could not independently confirm",
    "could not be independently confirmed",
    "could not immediately verify",
    "could not immediately confirm",
    "could not verify",
    "could not confirm",
    "could not be verified",
    "could not be confirmed",
    "was not able to verify",
    "has not been able to verify",
    "have not been able to verify",
    "was unable to verify",
    "has been unable to verify",
    "unable to independently verify",
    "not been independently verified",
    "not been independently confirmed",
    "no independent confirmation",
    "was not independently verified",
    "cannot be independently verified",
    "cannot independently verify",
];

/// How many bytes a caveat may stand behind what it is about.
const BEHIND: usize = 320;

fn unconfirmed(evidence: &Evidence<'_, '_>, add: &mut Add<'_>) {
    for (page, facts) in evidence.pile.pages.iter().enumerate() {
        let text = facts.text();
        // Lower case in ASCII keeps every offset.
        let lower = text.to_ascii_lowercase();
        let mut caveats: BTreeMap<usize, usize> = BTreeMap::new();
        for phrase in NOT_CONFIRMED {
            for (start, _) in lower.match_indices(phrase) {
                let end = caveats.entry(start).or_insert(start + phrase.len());
                *end = (*end).max(start + phrase.len());
            }
        }
        let mut last_end = 0;
        for (start, end) in caveats {
            if start < last_end {
                continue;
            }
            last_end = end;
            let Some(words) = Span::new(start, end) else { continue };
            // A caveat that a newer version has too is found there.
            let gone = evidence.pile.gone.get(page).and_then(Option::as_ref);
            if gone.is_some_and(|gone| !gone.iter().any(|span| span.overlaps(words))) {
                continue;
            }
            if let Some(side) = doubted(evidence, page, words) {
                let clause = clause(text, words);
                let caveat = Side { span: clause, value: quoted(clause.of(text)), ..side.clone() };
                add(Slot::Occurrence, None, side, caveat, None);
            }
        }
    }
}

/// The clause of a caveat, from the mark before it to the end of its sentence.
fn clause(text: &str, words: Span) -> Span {
    let marks = ['.', '\n', '–', '—', ';', '“', '”', '!', '?'];
    let start = text[..words.start()]
        .rfind(marks)
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[words.end()..].find(['.', '\n', ';']).map_or(text.len(), |at| words.end() + at);
    Span::trimmed(text, start, end).unwrap_or(words)
}

/// What a caveat is about: the nearest claim before it in the same item that the page does not vouch for.
fn doubted<'a>(evidence: &Evidence<'_, 'a>, page: usize, caveat: Span) -> Option<Side<'a>> {
    let item = evidence.pile.pages[page].reading.page.item_at(caveat.start()).map(|item| item.id.as_str())?;
    let near =
        |span: Span| span.start() < caveat.start() && caveat.start().saturating_sub(span.end()) <= BEHIND;
    let events =
        evidence.events.reports.iter().filter(|report| report.page == page && report.event.item == item);
    let event = events
        .filter(|report| {
            near(report.event.evidence)
                && matches!(report.stage, Stage::Claimed | Stage::Happened | Stage::Ongoing)
        })
        .filter(|report| {
            !matches!(report.event.kind, EventType::Speech | EventType::Visit | EventType::Travel)
        })
        .max_by_key(|report| (report.stage == Stage::Claimed, report.event.evidence.start()))
        .map(|report| (report.event.evidence.start(), event_side(evidence, report)));
    let claim = evidence
        .claims
        .iter()
        .filter(|claim| claim.page == page && claim.statement.item == item)
        .filter(|claim| matches!(claim.statement.mode, Mode::Claim | Mode::Assert | Mode::Accuse))
        .filter_map(|claim| Some((claim.statement.content.first()?.start(), claim)))
        .filter(|(_, claim)| claim.statement.content.first().is_some_and(|span| near(*span)))
        .max_by_key(|(start, _)| *start)
        .and_then(|(start, claim)| Some((start, claim_side(evidence, claim)?)));
    match (event, claim) {
        (Some(event), Some(claim)) => Some(if claim.0 >= event.0 { claim.1 } else { event.1 }),
        (event, claim) => event.or(claim).map(|(_, side)| side),
    }
}

/// Days between a claim and its denial.
const DENIAL_DAYS: i32 = 14;

/// A denial whose words are those of another's claim.
fn denied_claims(evidence: &Evidence<'_, '_>, add: &mut Add<'_>) {
    let mut by_term: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, claim) in evidence.claims.iter().enumerate() {
        if matches!(claim.statement.mode, Mode::Claim | Mode::Assert | Mode::Accuse) && !claim.negated {
            for term in claim.terms.iter().filter(|term| !term.starts_with('@')) {
                by_term.entry(term).or_default().push(row);
            }
        }
    }
    for denial in evidence.claims.iter().filter(|claim| claim.statement.mode == Mode::Deny) {
        let terms: Vec<&String> = denial.terms.iter().filter(|term| !is_of_denial(term)).collect();
        let plain = terms.iter().filter(|term| !term.starts_with('@')).count();
        if plain < 2 || terms.len() < 3 {
            continue;
        }
        let rare = terms.iter().filter_map(|term| by_term.get(term.as_str())).min_by_key(|rows| rows.len());
        let best = rare
            .into_iter()
            .flatten()
            .map(|row| &evidence.claims[*row])
            .filter(|claim| claim.speaker != denial.speaker || claim.speaker.is_none())
            .filter(|claim| gap(claim.when(), denial.when()).unwrap_or(0) <= DENIAL_DAYS)
            .filter(|claim| !evidence.pile.are_versions(claim.page, denial.page))
            .filter_map(|claim| {
                let shared = terms.iter().filter(|term| claim.terms.binary_search(term).is_ok()).count();
                let shared_plain = terms
                    .iter()
                    .filter(|term| !term.starts_with('@') && claim.terms.binary_search(term).is_ok())
                    .count();
                let enough = shared >= 3
                    && shared_plain >= 2
                    && shared * 10 >= terms.len() * 7
                    && shared * 10 >= claim.terms.len() * 4;
                enough.then_some((shared, claim))
            })
            .max_by(|one, other| one.0.cmp(&other.0).then_with(|| other.1.order.cmp(&one.1.order)));
        if let Some((_, claim)) = best
            && let (Some(said), Some(denied)) = (claim_side(evidence, claim), claim_side(evidence, denial))
        {
            add(Slot::Occurrence, None, said, denied, Some("the second denies the first"));
        }
    }
}

fn is_of_denial(term: &str) -> bool {
    matches!(
        term,
        "not" | "claim" | "report" | "fals" | "untru" | "alleg" | "accus" | "suggest" | "rumor" | "idea"
    )
}

/// Stems that speak of people being in touch.
const IN_TOUCH: &[&str] = &["speak", "meet", "call", "telephon", "phon", "talk", "contact", "convers"];

/// Words that say that a contact is over, not to come.
const OVER: &[&str] = &[
    "having",
    "spoke",
    "spoken",
    "met",
    "took",
    "taken",
    "did",
    "called",
    "talked",
    "telephoned",
    "phoned",
    "had",
    "made",
    "held",
    "didnt",
    "havent",
    "hasnt",
    "hadnt",
];

/// Words after which a denial is of a matter, not of the contact.
const ABOUT: &[&str] = &["regarding", "about", "concerning", "over"];

/// Who denies having spoken with somebody, and a report or somebody's word that the two did.
fn denied_encounters(evidence: &Evidence<'_, '_>, add: &mut Add<'_>) {
    // Both who were in touch, and which account of it; the first that is found stands for its copies.
    let mut told: BTreeMap<(usize, usize), Vec<(&Claim<'_>, &str)>> = BTreeMap::new();
    let contacts = contacts(evidence);
    for denial in evidence.claims {
        for part in &denial.denials {
            let Some((speaker, other)) = out_of_touch(evidence, denial, part) else { continue };
            let pair = (speaker.min(other), speaker.max(other));
            let Some(reported) = reported_encounter(evidence, &contacts, denial, pair) else { continue };
            let known = told.entry(pair).or_default();
            // A denial that is told twice, by headline and by quotation, is one denial.
            if known.iter().any(|(earlier, entry)| {
                *entry == reported.entry || evidence.pile.is_one_source(earlier.page, denial.page)
            }) {
                continue;
            }
            if let Some(denied) = best_wording(evidence, denial, pair).and_then(|it| claim_side(evidence, it))
            {
                known.push((denial, reported.entry));
                add(Slot::Occurrence, None, reported, denied, Some("the one denies what the other reports"));
            }
        }
    }
}

/// Who says that he was not in touch with whom, where a sentence says no more than that.
fn out_of_touch(evidence: &Evidence<'_, '_>, denial: &Claim<'_>, part: &Denial) -> Option<(usize, usize)> {
    let speaker = denial.speaker?;
    let over = part.words.iter().any(|word| OVER.contains(&word.as_str()));
    let in_touch = part.terms.iter().any(|term| IN_TOUCH.contains(&term.as_str()));
    let about = part.words.iter().any(|word| ABOUT.contains(&word.as_str()));
    if !over || !in_touch || about {
        return None;
    }
    let mut named = part
        .terms
        .iter()
        .filter_map(|term| term.strip_prefix('@')?.parse::<usize>().ok())
        .filter(|actor| *actor != speaker && evidence.cast.is_person(*actor));
    // A denial of some contact about a matter is not a denial of all contact.
    let telling = part
        .terms
        .iter()
        .filter(|term| !term.starts_with('@') && !is_of_denial(term) && !IN_TOUCH.contains(&term.as_str()));
    match (named.next(), named.next()) {
        (Some(other), None) if telling.count() <= 3 => Some((speaker, other)),
        _ => None,
    }
}

/// The words in which the same page has the denial best: as quoted, then as reported.
fn best_wording<'e, 'a>(
    evidence: &'e Evidence<'_, 'a>,
    denial: &'e Claim<'a>,
    pair: (usize, usize),
) -> Option<&'e Claim<'a>> {
    let first = evidence.claims.partition_point(|claim| claim.page < denial.page);
    let last = evidence.claims.partition_point(|claim| claim.page <= denial.page);
    evidence.claims[first..last]
        .iter()
        .filter(|claim| claim.speaker == denial.speaker)
        .filter(|claim| {
            claim.denials.iter().any(|part| {
                out_of_touch(evidence, claim, part)
                    .is_some_and(|(one, other)| (one.min(other), one.max(other)) == pair)
            })
        })
        .max_by_key(|claim| (claim.quoted().count() > 0, Reverse(&claim.order)))
}

/// What can be denied: reports that people were in touch, and what somebody said of it.
struct Contacts<'e, 'a> {
    reports: Vec<&'e Report<'a>>,
    claims: Vec<&'e Claim<'a>>,
}

fn contacts<'e, 'a>(evidence: &Evidence<'e, 'a>) -> Contacts<'e, 'a> {
    let reports = evidence.events.reports.iter().filter(|report| {
        matches!(report.stage, Stage::Happened | Stage::Claimed | Stage::Ongoing)
            && matches!(
                report.event.kind,
                EventType::Call | EventType::Meeting | EventType::Talks | EventType::Summit
            )
    });
    let claims = evidence.claims.iter().filter(|claim| {
        matches!(claim.statement.mode, Mode::Assert | Mode::Claim)
            && claim.denials.is_empty()
            && claim.terms.iter().any(|term| IN_TOUCH.contains(&term.as_str()))
            && claim.words.iter().any(|word| OVER.contains(&word.word.folded.as_str()))
    });
    Contacts { reports: reports.collect(), claims: claims.collect() }
}

/// The first report, or the first word of somebody else, that two people were in touch before a denial.
fn reported_encounter<'a>(
    evidence: &Evidence<'_, 'a>,
    contacts: &Contacts<'_, 'a>,
    denial: &Claim<'_>,
    (one, other): (usize, usize),
) -> Option<Side<'a>> {
    let before = |when: &Dating| match (when.earliest, denial.when().latest) {
        (Some(held), Some(said)) => held <= said && days_apart(held, said) <= DENIAL_DAYS,
        _ => false,
    };
    let report = contacts.reports.iter().find(|report| {
        let both = report.actors.binary_search(&one).is_ok() && report.actors.binary_search(&other).is_ok();
        both && !evidence.pile.is_one_source(report.page, denial.page) && before(&report.when)
    });
    if let Some(report) = report {
        return Some(event_side(evidence, report));
    }
    let terms = (actor_term(one), actor_term(other));
    let claim = contacts.claims.iter().find(|claim| {
        // The two themselves may say so, and then go back on it: that is no second account.
        let own = claim.speaker == Some(one) || claim.speaker == Some(other);
        !evidence.pile.is_one_source(claim.page, denial.page)
            && !own
            && claim.terms.binary_search(&terms.0).is_ok()
            && claim.terms.binary_search(&terms.1).is_ok()
            && before(claim.when())
    })?;
    claim_side(evidence, claim)
}

/// Stems of words that bind who says them; "promise" is folded as "realise" is.
const PROMISES: &[&str] = &["promis", "promiz", "pledg", "assur", "guarante", "vow", "undertak"];

/// Who denies having promised something to somebody, and an account of the promise.
fn denied_promises(evidence: &Evidence<'_, '_>, add: &mut Add<'_>) {
    let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
    for denial in evidence.claims.iter().filter(|claim| claim.statement.mode == Mode::Deny) {
        let Some(speaker) = denial.speaker else { continue };
        if !denial.terms.iter().any(|term| PROMISES.contains(&term.as_str())) {
            continue;
        }
        let named: Vec<usize> = denial
            .terms
            .iter()
            .filter_map(|term| term.strip_prefix('@')?.parse::<usize>().ok())
            .filter(|actor| *actor != speaker && evidence.cast.is_person(*actor))
            .collect();
        let [to] = named[..] else { continue };
        let accounts = evidence.claims.iter().filter(|claim| {
            claim.speaker == Some(speaker)
                && !evidence.pile.is_one_source(claim.page, denial.page)
                && claim.order < denial.order
                && gap(claim.when(), denial.when()).is_some_and(|days| days <= DENIAL_DAYS)
                && is_promise_to(evidence, claim, to)
        });
        // The word itself, and another's word that it was given, before an agreement that was no matter of dispute.
        let promise = accounts.max_by_key(|claim| {
            (has_promising_cue(evidence, claim), !claim.statement.via.is_empty(), Reverse(&claim.order))
        });
        if let Some(promise) = promise
            && told.insert((speaker, to))
            && let (Some(said), Some(denied)) = (claim_side(evidence, promise), claim_side(evidence, denial))
        {
            add(Slot::Occurrence, None, said, denied, Some("the one denies what the other reports"));
        }
    }
}

/// Whether the word that a statement is told with binds who says it.
fn has_promising_cue(evidence: &Evidence<'_, '_>, claim: &Claim<'_>) -> bool {
    let text = evidence.pile.pages[claim.page].text();
    let mut cue = claim.statement.cue.iter().flat_map(|span| words(text, *span));
    cue.any(|word| PROMISES.contains(&evidence.vocabulary.stem(&word.folded).as_str()))
}

/// Whether a page says that somebody promised something, in a sentence or an item about the one to whom.
fn is_promise_to(evidence: &Evidence<'_, '_>, claim: &Claim<'_>, to: usize) -> bool {
    let facts = &evidence.pile.pages[claim.page];
    let promises = claim.statement.mode == Mode::Promise || has_promising_cue(evidence, claim);
    let Some(content) = claim.statement.content.first() else { return false };
    let sentence = facts.sentence(*content);
    // "Assured him", in an item that names him: nobody but the two is in such a sentence.
    let cue_end = claim.statement.cue.last().map_or(sentence.end(), |cue| cue.end());
    let follows =
        Span::new(cue_end, sentence.end()).and_then(|rest| words(facts.text(), rest).into_iter().next());
    let to_pronoun = follows.is_some_and(|word| matches!(word.folded.as_str(), "him" | "her"));
    let item = facts.item(&claim.statement.item).map(|item| item.span);
    let addressed = facts.reading.mentions.iter().any(|mention| {
        let near = sentence.contains(mention.span)
            || (to_pronoun && item.is_some_and(|item| item.contains(mention.span)));
        near && evidence.cast.of(claim.page, &mention.actor) == Some(to)
    });
    promises && addressed
}

/// Whether somebody denies having said something, by the reading or by the words.
fn disowns(claim: &Claim<'_>) -> bool {
    const DISOWNING: &[&str] =
        &["did i say", "i never said", "i did not say", "i didnt say", "i have never said"];
    let words: Vec<&str> = claim.words.iter().take(40).map(|word| word.word.folded.as_str()).collect();
    let words = words.join(" ");
    claim.statement.mode == Mode::Deny || DISOWNING.iter().any(|phrase| words.starts_with(phrase))
}

/// How many statements back the words can stand to which "Did I say that?" points.
const JUST_BEFORE: usize = 3;

/// A denial that points back at what stands just before it: what he is said to have called somebody, and his "Did I
/// say that?"; an attack, and the other side's "nothing of the kind".
fn denied_at_once(evidence: &Evidence<'_, '_>, add: &mut Add<'_>) {
    for (row, denial) in evidence.claims.iter().enumerate().filter(|(_, claim)| disowns(claim)) {
        let pointing = !denial.terms.iter().any(|term| {
            !matches!(term.as_str(), "not" | "believ" | "think" | "recall" | "remember")
                && !term.starts_with('@')
        });
        // What "that" points back to is a word that the page has just put in his mouth; a clause or a question of somebody
        // else may stand between.
        let charged = |before: &&Claim<'_>| {
            before.page == denial.page
                && before.statement.item == denial.statement.item
                && before.speaker == denial.speaker
                && before.statement.kind == StatementKind::Mixed
                && matches!(before.statement.mode, Mode::Accuse | Mode::Claim | Mode::Assert | Mode::Other)
                && before.quoted().count() <= 4
                && !disowns(before)
        };
        let near = evidence.claims.get(row.saturating_sub(JUST_BEFORE)..row).unwrap_or_default();
        if pointing
            && let Some(before) = near.iter().rev().find(charged)
            && let (Some(said), Some(denied)) = (claim_side(evidence, before), claim_side(evidence, denial))
        {
            add(Slot::Occurrence, None, said, denied, Some("the second goes back on the first"));
        }
    }
    let mut attacks: BTreeMap<(usize, &str), Vec<&Report<'_>>> = BTreeMap::new();
    for report in evidence.events.reports.iter().filter(|report| report.event.kind == EventType::Attack) {
        attacks.entry((report.page, &report.event.item)).or_default().push(report);
    }
    for denial in evidence.claims.iter().filter(|claim| claim.statement.mode == Mode::Deny) {
        let Some(start) = denial.statement.content.first().map(|span| span.start()) else { continue };
        let Some(country) = denial.speaker.and_then(|speaker| evidence.cast.countries[speaker].as_ref())
        else {
            continue;
        };
        let attack = attacks
            .get(&(denial.page, denial.statement.item.as_str()))
            .into_iter()
            .flatten()
            .filter(|report| !is_plan(report.stage) && report.stage != Stage::Denied)
            .filter(|report| {
                report.event.evidence.end() <= start && start - report.event.evidence.end() <= 600
            })
            .filter(|report| {
                report.actors.iter().any(|actor| evidence.cast.countries[*actor].as_ref() == Some(country))
            })
            .max_by_key(|report| report.event.evidence.start());
        if let (Some(attack), Some(denied)) = (attack, claim_side(evidence, denial)) {
            add(
                Slot::Occurrence,
                None,
                event_side(evidence, attack),
                denied,
                Some("the second denies the first"),
            );
        }
    }
}
