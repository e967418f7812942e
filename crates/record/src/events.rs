//! Reports of the same event, with what they amount to.
//!
//! Two reports are joined on what they share (who, when, where, the words) and kept apart by anything that speaks
//! against it: another day, another city, other people. A group grows only where no report in it speaks against any
//! other, so that a chain of meetings never becomes one. The one exception is a plan that has no outcome of its own
//! and a later report with the same people, days away: the event was moved.

use crate::actors::Cast;
use crate::blocks::{Blocks, agglomerate, fingerprint};
use crate::claims::{Named, terms};
use crate::pile::{PageFacts, Pile, ReportOrder, days_apart, gap};
use crate::places::Fit;
use crate::relations::{Course, EventGroup, EventReport};
use crate::words::{Vocabulary, data_lines, month_words, words};
use jiff::civil::Date;
use onrecord_text::{ActorType, Basis, Dating, Event, EventType, Span, Stage, stable_id};
use std::collections::{BTreeMap, BTreeSet};

/// What was found, with the reports behind each group for what is built on it.
pub(crate) struct Found<'a> {
    pub(crate) reports: Vec<Report<'a>>,
    pub(crate) groups: Vec<EventGroup>,
    /// The reports of each group, in its order, as places in `reports`.
    pub(crate) members: Vec<Vec<usize>>,
}

/// A report of an event with what is compared.
pub(crate) struct Report<'a> {
    pub(crate) page: usize,
    pub(crate) event: &'a Event,
    /// Record actors, sorted.
    pub(crate) actors: Vec<usize>,
    /// Stems of the content words of the evidence, without names and without words that every report has.
    pub(crate) terms: Vec<String>,
    pub(crate) when: Dating,
    /// How far the event came; a plan that was given up is a plan, whatever came of it.
    pub(crate) stage: Stage,
    pub(crate) published: Dating,
    pub(crate) order: ReportOrder,
    speaks_of_moving: bool,
    /// The evidence begins by pointing back: "the talks", "they".
    points_back: bool,
}

/// Types of which two can name the same event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    /// Face to face: meeting, talks, summit, visit, travel.
    Encounter,
    Call,
    Deal,
    Speech,
    Attack,
    Capture,
    Deployment,
    Deportation,
    Sanction,
    Aid,
    MilitaryReport,
    Other,
}

fn family(kind: EventType) -> Family {
    match kind {
        EventType::Meeting | EventType::Talks | EventType::Visit | EventType::Travel | EventType::Summit => {
            Family::Encounter
        }
        EventType::Call => Family::Call,
        EventType::Signing | EventType::Agreement => Family::Deal,
        EventType::Speech => Family::Speech,
        EventType::Attack => Family::Attack,
        EventType::Capture => Family::Capture,
        EventType::Deployment => Family::Deployment,
        EventType::Deportation => Family::Deportation,
        EventType::Sanction => Family::Sanction,
        EventType::Aid => Family::Aid,
        EventType::MilitaryReport => Family::MilitaryReport,
        EventType::Other => Family::Other,
    }
}

fn are_compatible(left: EventType, right: EventType) -> bool {
    // "Talks" is said of calls too.
    family(left) == family(right)
        || matches!((left, right), (EventType::Call, EventType::Talks) | (EventType::Talks, EventType::Call))
}

fn is_stay(kind: EventType) -> bool {
    matches!(kind, EventType::Visit | EventType::Travel)
}

/// Whether the report speaks of something to come.
pub(crate) fn is_plan(stage: Stage) -> bool {
    matches!(stage, Stage::Planned | Stage::Expected | Stage::Possible)
}

/// The reports of a pile, grouped. Events that nobody else reports stand in no group.
pub(crate) fn group<'a>(pile: &Pile<'a>, cast: &Cast, vocabulary: &Vocabulary) -> Found<'a> {
    let (reports, earlier) = reports(pile, cast, vocabulary);
    let judge = Judge { cast };
    let links: Vec<(f64, usize, usize)> = candidates(&reports, cast)
        .into_iter()
        .filter_map(|(a, b)| judge.score(&reports[a], &reports[b]).map(|score| (score, a, b)))
        .collect();
    let mut groups = agglomerate(reports.len(), links, |left, right| {
        left.iter()
            .take(PROBES)
            .all(|a| right.iter().take(PROBES).all(|b| !judge.clash(&reports[*a], &reports[*b])))
    });
    let moved = join_moved(&mut groups, &reports, &judge);
    let mut found: Vec<(Vec<usize>, EventGroup)> = groups
        .into_iter()
        .map(|group| pile.newest_first(group, |row| reports[row].page))
        .filter(|(group, _)| group.len() > 1)
        .map(|(mut group, older)| {
            group.sort_by(|a, b| reports[*a].order.cmp(&reports[*b].order));
            let is_moved = group.iter().any(|row| moved.contains(row));
            let earlier = |row: usize| replaced(pile, &reports, &earlier, &older, row);
            let row = event_group(pile, cast, &reports, &group, &earlier, is_moved);
            (group, row)
        })
        .filter(|(_, row)| !pile.is_rejected(&row.id))
        .collect();
    found.sort_by(|(left, _), (right, _)| reports[left[0]].order.cmp(&reports[right[0]].order));
    let (members, groups) = found.into_iter().unzip();
    Found { reports, groups, members }
}

/// How many reports of a group are asked when two groups are about to join.
const PROBES: usize = 16;

/// Dates longer than this many days say too little to join or part two reports.
const LONG_DAYS: i32 = 31;

/// What earlier versions of a page have in the place of a report that counts: those that another wording replaced, and those that stand
/// in its group beside it.
fn replaced<'r, 'a>(
    pile: &Pile<'a>,
    reports: &'r [Report<'a>],
    earlier: &'r Earlier<'a>,
    older: &[(usize, usize)],
    row: usize,
) -> Vec<&'r Report<'a>> {
    let beside = older.iter().filter(|(_, behind)| *behind == row).map(|(older, _)| &reports[*older]);
    let rows = std::iter::once(&reports[row]).chain(beside.clone());
    let reworded = rows.filter_map(|report| earlier.get(report.event.id.as_str())).flatten();
    let mut found: Vec<&Report<'a>> = beside.chain(reworded).collect();
    found.sort_by_key(|report| (pile.pages[report.page].version, report.event.evidence.start()));
    found
}

/// Reports of earlier versions, by the id of the event that stands for them, the oldest first.
type Earlier<'a> = BTreeMap<&'a str, Vec<Report<'a>>>;

/// The reports that nobody has rejected: those that count, and those that a newer version has in other words.
fn reports<'a>(pile: &Pile<'a>, cast: &Cast, vocabulary: &Vocabulary) -> (Vec<Report<'a>>, Earlier<'a>) {
    let generic: BTreeSet<String> = data_lines(include_str!("../data/generic.txt"))
        .flat_map(str::split_whitespace)
        .chain(month_words().iter().map(String::as_str))
        .map(|word| vocabulary.stem(word))
        .collect();
    let mut reports: Vec<Report<'a>> = Vec::new();
    for (page, facts) in pile.pages.iter().enumerate() {
        let named = Named::new(pile, page, cast);
        for event in facts.reading.events.iter().filter(|event| !pile.is_rejected(&event.id)) {
            let evidence = words(facts.text(), event.evidence);
            let (mut terms, _) = terms(evidence.iter(), &named, vocabulary);
            terms.retain(|term| !term.starts_with('@') && !generic.contains(term));
            let mut actors: Vec<usize> =
                event.participants.iter().filter_map(|actor| cast.of(page, actor)).collect();
            actors.sort_unstable();
            actors.dedup();
            let set_aside = set_aside(facts, event);
            let speaks_of_moving =
                set_aside.is_some() || evidence.iter().any(|word| MOVING.contains(&word.folded.as_str()));
            let was_plan = given_up_at(event.evidence.of(facts.text())).is_some();
            let over = matches!(event.stage, Stage::Happened | Stage::Ongoing);
            let stage = if over && was_plan { Stage::Planned } else { event.stage };
            let speaks_of_moving = speaks_of_moving || was_plan;
            let when = set_aside.or_else(|| lent_day(pile, facts, event));
            reports.push(Report {
                page,
                event,
                actors,
                terms,
                when: comparable(when.as_ref().unwrap_or(&event.when)),
                stage,
                published: facts.published(&event.item),
                order: facts.order(&event.item, event.evidence.start()),
                speaks_of_moving,
                points_back: evidence.first().is_some_and(|word| POINTING.contains(&word.folded.as_str())),
            });
        }
    }
    lend_participants(&mut reports);
    let (reports, superseded): (Vec<Report<'a>>, Vec<Report<'a>>) =
        reports.into_iter().partition(|report| pile.stands(&report.event.id));
    let mut superseded: BTreeMap<&str, Report<'a>> =
        superseded.into_iter().map(|report| (report.event.id.as_str(), report)).collect();
    let mut earlier = Earlier::new();
    for (standing, wordings) in pile.lineage.other_wordings() {
        let wordings: Vec<Report<'a>> = wordings.iter().filter_map(|id| superseded.remove(id)).collect();
        if !wordings.is_empty() {
            earlier.insert(standing, wordings);
        }
    }
    (reports, earlier)
}

/// Words with which a report points back to the event before it.
const POINTING: &[&str] = &["the", "they", "both", "it", "this", "that", "these", "those"];

/// Words that say that a date or a place has changed.
const MOVING: &[&str] = &[
    "postponed",
    "postpone",
    "postponing",
    "moved",
    "rescheduled",
    "delayed",
    "relocated",
    "shifted",
    "switched",
    "brought",
    "pushed",
];

/// Where a text says that a date was given up for another: "had first been announced for", "was to have been".
fn given_up_at(text: &str) -> Option<usize> {
    const SET: &[&str] =
        &["set", "planned", "scheduled", "due", "expected", "announced", "fixed", "foreseen"];
    const FIRST: &[&str] = &["first", "originally", "initially", "previously"];
    let all = Span::new(0, text.len()).map(|all| words(text, all)).unwrap_or_default();
    let is = |at: usize, wanted: &[&str]| all.get(at).is_some_and(|it| wanted.contains(&it.folded.as_str()));
    (0..all.len())
        .find(|at| {
            let late = usize::from(is(at + 1, FIRST));
            let had_been = is(*at, &["had"]) && is(at + 1 + late, &["been"]);
            let first_set = is(*at, &FIRST[1..]) && is(at + 1, SET);
            first_set || (had_been && (is(at + 2 + late, SET) || is(at + 3 + late, SET)))
        })
        .and_then(|at| all.get(at))
        .map(|word| word.span.start())
}

/// The day that a plan is moved to where one sentence gives both: "that had been set for Tuesday will take place on
/// Thursday". The reading has the day that was given up.
fn set_aside(facts: &PageFacts<'_>, event: &Event) -> Option<Dating> {
    if !is_plan(event.stage) || !event.when.is_known() {
        return None;
    }
    let sentence = facts.sentence(event.evidence);
    let from = sentence.start() + given_up_at(sentence.of(facts.text()))?;
    let mut days = facts.times_in(sentence).filter(|time| time.span.start() >= from).filter_map(|time| {
        let (first, last) = (time.earliest?, time.latest?);
        (days_apart(first, last) <= 1).then(|| Dating::between(first, last, Basis::Stated))
    });
    let given_up = days.next().filter(|day| !day.is_disjoint(&event.when))?;
    let moved_to = days.next()?;
    // "…, he said on Monday" is no day to come.
    let to_come = facts.published(&event.item).earliest.is_none_or(|said| moved_to.latest >= Some(said));
    (moved_to.is_disjoint(&given_up) && to_come).then_some(moved_to)
}

/// The day of an event that its page gives without a year, where the other pages leave no doubt about the year.
fn lent_day(pile: &Pile<'_>, facts: &PageFacts<'_>, event: &Event) -> Option<Dating> {
    if event.when.is_known() || facts.published.is_known() {
        return None;
    }
    let mut days: Vec<Date> =
        facts.times_in(event.evidence).filter_map(|time| pile.day_without_year(&time.value)).collect();
    days.dedup();
    let [day] = days[..] else { return None };
    let why = "the page gives no year; it is the one of the other pages".to_owned();
    Some(Dating { why, ..Dating::day(day, Basis::Inferred) })
}

fn comparable(when: &Dating) -> Dating {
    match (when.earliest, when.latest) {
        (Some(first), Some(last)) if days_apart(first, last) <= LONG_DAYS => when.clone(),
        _ => Dating::default(),
    }
}

/// "The talks wrapped up" names nobody: it means the talks that the item has just spoken of.
fn lend_participants(reports: &mut [Report<'_>]) {
    for row in 1..reports.len() {
        let lacking = reports[row].actors.is_empty() && reports[row].points_back;
        if !lacking || family(reports[row].event.kind) != Family::Encounter {
            continue;
        }
        let lender = (0..row).rev().take(4).find(|earlier| {
            let (a, b) = (&reports[*earlier], &reports[row]);
            a.page == b.page
                && a.event.item == b.event.item
                && family(a.event.kind) == Family::Encounter
                && !is_stay(a.event.kind)
                && !a.actors.is_empty()
                && !a.when.is_disjoint(&b.when)
        });
        if let Some(lender) = lender {
            reports[row].actors = reports[lender].actors.clone();
        }
    }
}

/// Pairs of reports with a participant or a country in common, near in time.
fn candidates(reports: &[Report<'_>], cast: &Cast) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    let anchor = |row: usize| {
        let report = &reports[row];
        report.when.earliest.filter(|_| report.when.is_known()).or(report.published.earliest)
    };
    order.sort_by_key(|row| (anchor(*row), reports[*row].actors.clone(), *row));
    let mut blocks = Blocks::new();
    for (place, row) in order.iter().enumerate() {
        let report = &reports[*row];
        // A call and talks may be one, so both stand under the encounters' key.
        let kind = match family(report.event.kind) {
            Family::Call => Family::Encounter,
            other => other,
        } as u8;
        for actor in &report.actors {
            blocks.put(fingerprint(kind, actor + 1, std::iter::empty()), place);
            if let Some(country) = &cast.countries[*actor] {
                blocks.put(fingerprint(kind, 0, std::iter::once(country.as_str())), place);
            }
        }
        // Events without participants are found by a rare word.
        if report.actors.is_empty() {
            for term in &report.terms {
                blocks.put(fingerprint(kind, 1, std::iter::once(term.as_str())), place);
            }
        }
    }
    blocks
        .pairs(BLOCK_CAP)
        .into_iter()
        .map(|(a, b)| (order[a].min(order[b]), order[a].max(order[b])))
        .collect()
}

/// With how many of the reports that follow it in time, under one key, a report is compared.
const BLOCK_CAP: usize = 48;

/// What two reports share of their participants.
struct Parties {
    /// The same actors, and countries that stand for each other's leaders.
    shared: usize,
    /// The smaller number of participants.
    least: usize,
    /// Both name somebody whom the other does not.
    differ: bool,
}

struct Judge<'c> {
    cast: &'c Cast,
}

impl Judge<'_> {
    fn parties(&self, a: &Report<'_>, b: &Report<'_>) -> Parties {
        let strong = a.actors.iter().filter(|actor| b.actors.binary_search(actor).is_ok()).count();
        let mut left: Vec<usize> =
            a.actors.iter().filter(|it| b.actors.binary_search(it).is_err()).copied().collect();
        let mut right: Vec<usize> =
            b.actors.iter().filter(|it| a.actors.binary_search(it).is_err()).copied().collect();
        let mut weak = 0;
        let mut at = 0;
        while let Some(one) = left.get(at).copied() {
            if let Some(other) = right.iter().position(|other| self.stands_for(one, *other)) {
                left.remove(at);
                right.remove(other);
                weak += 1;
            } else {
                at += 1;
            }
        }
        // What is left may still be a second name of a side that is already matched: its country.
        let countries = |side: &[usize]| -> BTreeSet<&str> {
            side.iter().filter_map(|actor| self.cast.countries[*actor].as_deref()).collect()
        };
        let (ours, theirs) = (countries(&a.actors), countries(&b.actors));
        let tells = |actor: &usize, others: &BTreeSet<&str>| match self.cast.actors[*actor].kind {
            ActorType::Person => true,
            ActorType::Country | ActorType::Government => {
                self.cast.countries[*actor].as_deref().is_none_or(|country| !others.contains(country))
            }
            _ => false,
        };
        let differ =
            left.iter().any(|actor| tells(actor, &theirs)) && right.iter().any(|actor| tells(actor, &ours));
        Parties { shared: strong + weak, least: a.actors.len().min(b.actors.len()), differ }
    }

    /// Whether one is a country or a body and the other somebody of that country.
    fn stands_for(&self, one: usize, other: usize) -> bool {
        let same =
            self.cast.countries[one].is_some() && self.cast.countries[one] == self.cast.countries[other];
        let state = |actor: usize| {
            matches!(
                self.cast.actors[actor].kind,
                ActorType::Country | ActorType::Government | ActorType::Group
            )
        };
        same && (state(one) || state(other)) && !(self.cast.is_person(one) && self.cast.is_person(other))
    }

    fn fit(&self, a: &Report<'_>, b: &Report<'_>) -> Fit {
        match (&a.event.place, &b.event.place) {
            (Some(one), Some(other)) => self.cast.places.fit(one, other),
            _ => Fit::Unknown,
        }
    }

    /// Whether something speaks against the two being one event.
    fn clash(&self, a: &Report<'_>, b: &Report<'_>) -> bool {
        if !are_compatible(a.event.kind, b.event.kind) || a.when.is_disjoint(&b.when) {
            return true;
        }
        let parties = self.parties(a, b);
        let same_day = is_same_day(a, b);
        if parties.differ && !(same_day && parties.shared >= 2) {
            return true;
        }
        if is_over_before(a, b) || is_over_before(b, a) || is_told_apart(a, b) {
            return true;
        }
        match self.fit(a, b) {
            Fit::Same | Fit::Unknown => false,
            // The same people on the same day: two accounts of where it was, not two events.
            Fit::Differ | Fit::Clash => {
                let stay = is_stay(a.event.kind) || is_stay(b.event.kind);
                stay || !(same_day && parties.shared >= 2 && !parties.differ)
            }
        }
    }

    /// How much speaks for the two being one event; `None` where it is not enough.
    fn score(&self, a: &Report<'_>, b: &Report<'_>) -> Option<f64> {
        if self.clash(a, b) {
            return None;
        }
        let parties = self.parties(a, b);
        let place = self.fit(a, b);
        let shared = shared_terms(a, b);
        let least = a.terms.len().min(b.terms.len()).max(1);
        let overlap = shared as f64 / least as f64;
        let dated = a.when.is_known() && b.when.is_known();
        let same_day = is_same_day(a, b);
        let near = gap(&a.published, &b.published).unwrap_or(0) <= NEAR_DAYS;
        if !dated && !near {
            return None;
        }
        let enough = match family(a.event.kind).min(family(b.event.kind)) {
            Family::Encounter | Family::Call => {
                let both = parties.shared >= 2;
                // Whoever denies a meeting seldom says all that the others say of it.
                let denial = a.stage == Stage::Denied || b.stage == Stage::Denied;
                let one =
                    parties.shared == 1 && parties.least == 1 && (place == Fit::Same || denial) && same_day;
                let words = place == Fit::Same || (shared >= 2 && overlap >= 0.35);
                (both && (same_day || words)) || one
            }
            Family::Deal => parties.shared >= 1 && shared >= 1 && (parties.shared >= 2 || overlap >= 0.35),
            Family::Speech => {
                parties.shared >= 1
                    && same_day
                    && (parties.shared >= 2 || place == Fit::Same || (shared >= 2 && overlap >= 0.25))
            }
            Family::Attack | Family::Capture | Family::Deployment | Family::MilitaryReport => {
                let named = parties.shared >= 1 || parties.least == 0;
                named && ((place == Fit::Same && (dated || shared >= 1)) || (shared >= 2 && overlap >= 0.4))
            }
            Family::Deportation | Family::Sanction | Family::Aid => {
                parties.shared >= 1 && shared >= 2 && overlap >= 0.4
            }
            Family::Other => parties.shared >= 1 && shared >= 3 && overlap >= 0.6,
        };
        let weight = |holds: bool, points: f64| if holds { points } else { 0.0 };
        enough.then(|| {
            parties.shared.min(4) as f64
                + weight(same_day, 2.0)
                + weight(dated, 0.5)
                + weight(place == Fit::Same, 1.0)
                + weight(a.event.kind == b.event.kind, 0.25)
                + overlap.min(1.0)
        })
    }
}

/// Days between two pages for an event that one of them does not date.
const NEAR_DAYS: i32 = 3;

fn is_same_day(a: &Report<'_>, b: &Report<'_>) -> bool {
    // A stay over a night is the stay of either day.
    let short = |report: &Report<'_>| match (report.when.earliest, report.when.latest) {
        (Some(first), Some(last)) => days_apart(first, last) <= 1,
        _ => false,
    };
    a.when.is_known() && b.when.is_known() && short(a) && short(b) && !a.when.is_disjoint(&b.when)
}

/// Whether one report speaks of something to come, and the other is of something that was over before that report.
fn is_over_before(over: &Report<'_>, plan: &Report<'_>) -> bool {
    is_plan(plan.stage)
        && !is_plan(over.stage)
        && matches!((over.when.latest, plan.published.earliest), (Some(end), Some(said)) if end < said)
        && over.when.is_known()
}

/// Whether one text speaks of both as of two: one to come and one that has been, and not both of the same day.
fn is_told_apart(a: &Report<'_>, b: &Report<'_>) -> bool {
    let one_text = a.page == b.page && a.event.item == b.event.item;
    let over = |report: &Report<'_>| matches!(report.stage, Stage::Happened | Stage::Ongoing);
    one_text && ((is_plan(a.stage) && over(b)) || (is_plan(b.stage) && over(a))) && !is_same_day(a, b)
}

fn shared_terms(a: &Report<'_>, b: &Report<'_>) -> usize {
    a.terms.iter().filter(|term| b.terms.binary_search(term).is_ok()).count()
}

/// Joins plans that have no outcome of their own to a later report of the same thing on another day or in another
/// place. Gives the reports of the plans so joined.
fn join_moved(groups: &mut [Vec<usize>], reports: &[Report<'_>], judge: &Judge<'_>) -> BTreeSet<usize> {
    let mut by_actor: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        let actors: BTreeSet<usize> =
            group.iter().flat_map(|row| reports[*row].actors.iter().copied()).collect();
        for actor in actors {
            by_actor.entry(actor).or_default().push(at);
        }
    }
    let mut targets: Vec<Option<usize>> = vec![None; groups.len()];
    for (at, group) in groups.iter().enumerate() {
        if !group.iter().all(|row| is_plan(reports[*row].stage) && reports[*row].when.is_known()) {
            continue;
        }
        let near: BTreeSet<usize> = group
            .iter()
            .flat_map(|row| &reports[*row].actors)
            .filter_map(|actor| by_actor.get(actor))
            .flat_map(|groups| groups.iter().copied().take(MOVED_CAP))
            .filter(|other| *other != at)
            .collect();
        let mut fits: Vec<usize> =
            near.into_iter().filter(|other| is_moved_to(group, &groups[*other], reports, judge)).collect();
        if let (Some(target), true) = (fits.pop(), fits.is_empty()) {
            targets[at] = Some(target);
        }
    }
    let mut moved = BTreeSet::new();
    for at in 0..targets.len() {
        // A target that moves on itself would make a chain; only its own move is kept.
        if let Some(target) = targets[at].filter(|target| targets[*target].is_none()) {
            let plan = std::mem::take(&mut groups[at]);
            moved.extend(plan.iter().copied());
            groups[target].extend(plan);
            groups[target].sort_unstable();
        }
    }
    moved
}

const MOVED_CAP: usize = 64;

/// Days by which an announced event may move and still be the same event.
const MOVED_DAYS: i32 = 7;

fn is_moved_to(plan: &[usize], later: &[usize], reports: &[Report<'_>], judge: &Judge<'_>) -> bool {
    let mut linked = false;
    for (one, other) in
        plan.iter().take(PROBES).flat_map(|a| later.iter().take(PROBES).map(move |b| (*a, *b)))
    {
        let (a, b) = (&reports[one], &reports[other]);
        let parties = judge.parties(a, b);
        let told = a.speaks_of_moving || b.speaks_of_moving;
        let kinds = are_compatible(a.event.kind, b.event.kind)
            && is_stay(a.event.kind) == is_stay(b.event.kind)
            && matches!(family(a.event.kind), Family::Encounter | Family::Deal | Family::Call);
        let apart = gap(&a.when, &b.when);
        // A page that gives both dates and does not say that one replaced the other speaks of two events.
        let both_on_one_page = a.page == b.page && !told;
        let after = match (a.published.earliest, b.published.latest) {
            (Some(first), Some(second)) => first <= second,
            // Of two pages of which one has no date, the one that gives a later day for the same thing was
            // written later.
            _ => matches!((a.when.latest, b.when.earliest), (Some(old), Some(new)) if old < new),
        };
        // Who was to meet must all be there, and nobody else who is named.
        let same_people = parties.shared >= 2 && !parties.differ && parties.shared >= parties.least;
        if !kinds || both_on_one_page || !after || parties.differ {
            return false;
        }
        match apart {
            Some(days) if days > MOVED_DAYS => return false,
            Some(days) if days > 0 && same_people => linked = true,
            _ => {}
        }
    }
    linked
}

fn event_group<'r, 'a>(
    pile: &Pile<'a>,
    cast: &Cast,
    reports: &'r [Report<'a>],
    group: &[usize],
    earlier: &dyn Fn(usize) -> Vec<&'r Report<'a>>,
    moved: bool,
) -> EventGroup {
    let rows = || group.iter().map(|row| &reports[*row]);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for actor in rows().flat_map(|report| report.actors.iter()) {
        *counts.entry(*actor).or_default() += 1;
    }
    let mut participants: Vec<(usize, usize)> = counts.into_iter().collect();
    participants.sort_by_key(|(actor, count)| (std::cmp::Reverse(*count), *actor));
    // A plan that was moved does not say where and when the event is.
    let last_word =
        |report: &&Report<'_>| !moved || !is_plan(report.stage) || rows().all(|it| is_plan(it.stage));
    let place = most_frequent(rows().filter(last_word).filter_map(|report| report.event.place.clone()))
        .or_else(|| most_frequent(rows().filter_map(|report| report.event.place.clone())));
    let written = |report: &Report<'_>, stands: Option<&str>| EventReport {
        event: report.event.id.clone(),
        page: pile.pages[report.page].id().to_owned(),
        reported: report.published.clone(),
        when: dated(report).clone(),
        place: report.event.place.clone(),
        stage: report.stage,
        stands: stands.map(str::to_owned),
    };
    let mut stages: Vec<(EventType, Stage)> = Vec::new();
    let mut told = Vec::new();
    for row in group {
        let report = &reports[*row];
        stages.push((report.event.kind, report.stage));
        told.push(written(report, None));
        for older in earlier(*row) {
            // That it was announced stays so when the page tells of it later; what the page has put otherwise does not.
            if is_plan(older.stage) {
                stages.push((older.event.kind, older.stage));
            }
            told.push(written(older, Some(&report.event.id)));
        }
    }
    EventGroup {
        id: stable_id("g", &[rows().next().map_or("", |report| pile.lineage.first(&report.event.id))]),
        kind: rows()
            .map(|report| report.event.kind)
            .min_by_key(|kind| specificity(*kind))
            .unwrap_or(EventType::Other),
        participants: participants.into_iter().map(|(actor, _)| cast.actors[actor].id.clone()).collect(),
        place,
        when: agreed_date(&rows().filter(last_word).map(dated).collect::<Vec<_>>()),
        reports: told,
        course: course(&telling(&stages), moved),
    }
}

/// The date that a report gives: the one that it is compared by or, where that says too little, the page's.
fn dated<'r>(report: &'r Report<'_>) -> &'r Dating {
    if report.when.is_known() { &report.when } else { &report.event.when }
}

/// The stages that tell how far the event came: that someone has arrived does not say that the meeting was held.
fn telling(reports: &[(EventType, Stage)]) -> Vec<Stage> {
    let held: Vec<Stage> =
        reports.iter().filter(|(kind, _)| !is_stay(*kind)).map(|(_, stage)| *stage).collect();
    if held.is_empty() { reports.iter().map(|(_, stage)| *stage).collect() } else { held }
}

fn most_frequent(values: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)))
        .map(|(value, _)| value)
}

/// The more a type says, the smaller.
fn specificity(kind: EventType) -> u8 {
    match kind {
        EventType::Summit | EventType::Signing => 0,
        EventType::Meeting | EventType::Call => 1,
        EventType::Talks | EventType::Agreement => 2,
        EventType::Visit => 3,
        EventType::Travel => 4,
        EventType::Other => 9,
        _ => 5,
    }
}

/// The date that most reports share; of two, the narrower, then the earlier.
fn agreed_date(dates: &[&Dating]) -> Dating {
    let support =
        |date: &Dating| dates.iter().filter(|other| other.is_known() && !other.is_disjoint(date)).count();
    let length = |date: &Dating| match (date.earliest, date.latest) {
        (Some(first), Some(last)) => days_apart(first, last),
        _ => i32::MAX,
    };
    dates
        .iter()
        .filter(|date| date.is_known())
        .min_by_key(|date| (std::cmp::Reverse(support(date)), length(date), date.earliest, date.edtf.clone()))
        .map(|date| (*date).clone())
        .unwrap_or_default()
}

/// What the stages of an event's reports amount to.
pub(crate) fn course(stages: &[Stage], moved: bool) -> Course {
    let has = |wanted: Stage| stages.contains(&wanted);
    let planned = stages.iter().any(|stage| is_plan(*stage));
    let happened = has(Stage::Happened) || has(Stage::Ongoing);
    if has(Stage::Denied) {
        Course::Denied
    } else if has(Stage::Cancelled) && !happened {
        Course::CalledOff
    } else if moved {
        Course::Moved
    } else if happened && planned {
        Course::AnnouncedThenHappened
    } else if happened {
        Course::HappenedOnly
    } else if has(Stage::Claimed) {
        Course::ClaimedOnly
    } else {
        Course::AnnouncedOnly
    }
}
