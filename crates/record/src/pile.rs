//! The readings as they are resolved: in an order of their own, with what every step asks of a page.

use crate::relations::{Decision, Repeated, Versions};
use crate::repeated::{self, Stretch};
use crate::versions::Lineage;
use jiff::civil::Date;
use onrecord_text::{Basis, Dating, Item, Reading, Span, TimeExpression};
use std::collections::{BTreeMap, BTreeSet};

/// All readings, sorted by the pages' ids; a page given twice counts once.
pub(crate) struct Pile<'a> {
    pub(crate) pages: Vec<PageFacts<'a>>,
    /// What became of the entries of pages that have versions.
    pub(crate) lineage: Lineage<'a>,
    /// The sentences of each page that the next version does not have; none for pages without a newer version.
    pub(crate) gone: Vec<Option<Vec<Span>>>,
    /// What repeats across the pages of each one's outlet.
    repeated: Vec<Vec<Stretch>>,
    /// The statements that stand in such lines.
    set_aside: BTreeSet<&'a str>,
    /// The ids that a person has rejected, of each line of versions the first with the same words.
    rejected: BTreeSet<&'a str>,
    /// The middle one of the pages' days, where all lie within less than a year.
    middle: Option<Date>,
}

/// A page with what is asked of it again and again.
pub(crate) struct PageFacts<'a> {
    pub(crate) reading: &'a Reading,
    items: BTreeMap<&'a str, &'a Item>,
    /// The place in the pile of the newest version of the page: itself where it has none. Pages with one source are one witness.
    pub(crate) source: usize,
    /// The place of the page among its versions, from 0 for the oldest.
    pub(crate) version: usize,
    /// When the first item with a date was published.
    pub(crate) published: Dating,
}

/// The place of a row in the order of report: dated rows by date and time, then undated ones, each in page order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ReportOrder {
    undated: bool,
    day: Option<Date>,
    edtf: String,
    page: String,
    offset: usize,
}

impl<'a> Pile<'a> {
    pub(crate) fn new(readings: &[&'a Reading], versions: &[Versions], decisions: &'a [Decision]) -> Self {
        let by_id: BTreeMap<&str, &'a Reading> =
            readings.iter().map(|reading| (reading.page.id.as_str(), *reading)).collect();
        let lineage = Lineage::trace(&by_id, versions);
        let rejected = decisions
            .iter()
            .filter_map(|decision| match decision {
                Decision::Reject { id } => Some(lineage.first(id.as_str())),
                _ => None,
            })
            .collect();
        let places: BTreeMap<&str, usize> = by_id.keys().enumerate().map(|(at, id)| (*id, at)).collect();
        let mut pages: Vec<PageFacts<'a>> = Vec::with_capacity(by_id.len());
        let mut gone = Vec::with_capacity(by_id.len());
        for (at, (id, reading)) in by_id.iter().enumerate() {
            let newest = lineage.newest(id).and_then(|newest| places.get(newest).copied());
            pages.push(PageFacts::new(reading, newest.unwrap_or(at), lineage.place(id)));
            gone.push(lineage.gone(id, &by_id));
        }
        let middle = middle(&pages);
        let repeated = repeated::find(&pages);
        let set_aside = pages.iter().zip(&repeated).flat_map(|(facts, own)| facts.said_in(own)).collect();
        Self { pages, lineage, gone, repeated, set_aside, rejected, middle }
    }

    /// Whether two pages are one source: the same page, or versions of one.
    pub(crate) fn is_one_source(&self, left: usize, right: usize) -> bool {
        left == right
            || matches!((self.pages.get(left), self.pages.get(right)), (Some(a), Some(b)) if a.source == b.source)
    }

    /// Whether two places are on two versions of one page.
    pub(crate) fn are_versions(&self, left: usize, right: usize) -> bool {
        left != right && self.is_one_source(left, right)
    }

    /// Whether a span is no news: boilerplate of the page's own, or what its outlet repeats.
    pub(crate) fn is_furniture(&self, page: usize, span: Span) -> bool {
        let repeated = self.repeated.get(page).is_some_and(|own| own.iter().any(|it| it.span.contains(span)));
        repeated || self.pages[page].reading.page.is_boilerplate(span)
    }

    /// What the outlets' pages repeat, by page and place.
    pub(crate) fn repeated(&self) -> Vec<Repeated> {
        let of = |(facts, own): (&PageFacts<'a>, &Vec<Stretch>)| -> Vec<Repeated> {
            let told = |stretch: &Stretch| Repeated {
                page: facts.id().to_owned(),
                span: stretch.span,
                pages: stretch.pages,
                statements: facts.said_in(std::slice::from_ref(stretch)).map(str::to_owned).collect(),
            };
            own.iter().map(told).collect()
        };
        self.pages.iter().zip(&self.repeated).flat_map(of).collect()
    }

    /// Whether an entry takes part by itself: nobody has rejected it, its outlet does not repeat it, and no later version of its page
    /// has it.
    pub(crate) fn stands(&self, id: &str) -> bool {
        !self.is_rejected(id) && !self.set_aside.contains(id) && !self.lineage.is_superseded(id)
    }

    /// Splits rows that belong together into those that count and those that an older version of the same page has beside a newer:
    /// the newest leads.
    pub(crate) fn newest_first(
        &self,
        group: Vec<usize>,
        page_of: impl Fn(usize) -> usize,
    ) -> (Vec<usize>, Vec<(usize, usize)>) {
        let facts = |row: usize| &self.pages[page_of(row)];
        let mut newest: BTreeMap<usize, usize> = BTreeMap::new();
        for row in &group {
            let version = newest.entry(facts(*row).source).or_default();
            *version = (*version).max(facts(*row).version);
        }
        let is_newest = |row: &usize| newest.get(&facts(*row).source) == Some(&facts(*row).version);
        let (leading, older): (Vec<usize>, Vec<usize>) = group.into_iter().partition(is_newest);
        let behind = |row: usize| leading.iter().find(|other| facts(**other).source == facts(row).source);
        let older = older.into_iter().filter_map(|row| Some((row, *behind(row)?))).collect();
        (leading, older)
    }

    /// The ids of the statements and events that are rejected, sorted.
    pub(crate) fn rejected_entries(&self) -> Vec<String> {
        let entries = |reading: &'a Reading| {
            let statements = reading.statements.iter().map(|statement| statement.id.as_str());
            statements.chain(reading.events.iter().map(|event| event.id.as_str()))
        };
        let all = self.pages.iter().flat_map(|page| entries(page.reading));
        let mut rejected: Vec<String> = all.filter(|id| self.is_rejected(id)).map(str::to_owned).collect();
        rejected.sort();
        rejected
    }

    /// The day that a page without a year means by `XXXX-05-08`: the one nearest to the other pages, where these
    /// leave no doubt about the year.
    pub(crate) fn day_without_year(&self, value: &str) -> Option<Date> {
        let middle = self.middle?;
        let (month, day) = value.strip_prefix("XXXX-")?.get(..5)?.split_once('-')?;
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        (-1..=1)
            .filter_map(|step| Date::new(middle.year().checked_add(step)?, month, day).ok())
            .min_by_key(|date| (days_apart(*date, middle), *date))
            .filter(|date| days_apart(*date, middle) <= SAME_YEAR_DAYS)
    }

    pub(crate) fn is_rejected(&self, id: &str) -> bool {
        self.rejected.contains(self.lineage.first(id))
    }
}

/// Days around the middle of a pile in which a day and a month name one date only.
const SAME_YEAR_DAYS: i32 = 150;

fn middle(pages: &[PageFacts<'_>]) -> Option<Date> {
    let mut days: Vec<Date> = pages.iter().filter_map(|page| page.published.earliest).collect();
    days.sort_unstable();
    let (first, last) = (days.first()?, days.last()?);
    (days_apart(*first, *last) <= SAME_YEAR_DAYS).then(|| days.get(days.len() / 2).copied()).flatten()
}

impl<'a> PageFacts<'a> {
    fn new(reading: &'a Reading, source: usize, version: usize) -> Self {
        let items = reading.page.items.iter().map(|item| (item.id.as_str(), item)).collect();
        let published = reading
            .page
            .items
            .iter()
            .map(|item| &item.published)
            .filter(|published| published.is_known())
            .min_by_key(|published| (published.earliest, published.latest))
            .cloned()
            .unwrap_or_default();
        Self { reading, items, source, version, published }
    }

    /// The ids of the statements whose words stand in some stretches.
    fn said_in(&self, stretches: &[Stretch]) -> impl Iterator<Item = &'a str> {
        let is_inside = |span: &Span| stretches.iter().any(|stretch| stretch.span.contains(*span));
        let statements = self.reading.statements.iter().filter(move |it| it.content.iter().any(is_inside));
        statements.map(|statement| statement.id.as_str())
    }

    /// The line around a span, without white space at its ends.
    pub(crate) fn line(&self, span: Span) -> Span {
        let text = self.text();
        let start = text.get(..span.start()).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end =
            text.get(span.end()..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| span.end() + at);
        let line = text.get(start..end).unwrap_or_default();
        let at = start + (line.len() - line.trim_start().len());
        Span::new(at, at + line.trim().len()).unwrap_or(span)
    }

    pub(crate) fn id(&self) -> &'a str {
        &self.reading.page.id
    }

    pub(crate) fn text(&self) -> &'a str {
        &self.reading.page.text
    }

    pub(crate) fn item(&self, id: &str) -> Option<&'a Item> {
        self.items.get(id).copied()
    }

    /// When an item was published; the page's first date where the item has none.
    pub(crate) fn published(&self, item: &str) -> Dating {
        match self.item(item) {
            Some(item) if item.published.is_known() => item.published.clone(),
            _ => self.published.clone(),
        }
    }

    pub(crate) fn order(&self, item: &str, offset: usize) -> ReportOrder {
        let published = self.published(item);
        ReportOrder {
            undated: !published.is_known(),
            day: published.earliest.or(published.latest),
            edtf: published.edtf.unwrap_or_default(),
            page: self.id().to_owned(),
            offset,
        }
    }

    /// The time expressions inside a span, in page order.
    pub(crate) fn times_in(&self, span: Span) -> impl Iterator<Item = &'a TimeExpression> {
        let times = &self.reading.times;
        let first = times.partition_point(|time| time.span.start() < span.start());
        times.iter().skip(first).take_while(move |time| time.span.end() <= span.end())
    }

    /// The outlet's name, or the last part of the path, for a reader.
    pub(crate) fn label(&self) -> String {
        match &self.reading.page.outlet {
            Some(outlet) => outlet.name.clone(),
            None => {
                let path = self.reading.page.path.trim_end_matches(['/', '\\']);
                path.rsplit(['/', '\\'])
                    .next()
                    .filter(|name| !name.is_empty())
                    .unwrap_or(self.id())
                    .to_owned()
            }
        }
    }

    /// Who reported and when: `Halvik Courier, 2 May 2031`.
    pub(crate) fn byline(&self, item: &str) -> String {
        match day_in_words(&self.published(item)) {
            Some(day) => format!("{}, {day}", self.label()),
            None => format!("{} (undated)", self.label()),
        }
    }

    /// What the page counts as where outlets are counted: the outlet's domain or name, or the page itself.
    pub(crate) fn outlet_key(&self) -> String {
        match &self.reading.page.outlet {
            Some(outlet) => outlet.name.to_lowercase(),
            None => format!("page {}", self.source),
        }
    }

    /// The sentence around a span, as far as full stops and line ends tell, inside `limit` bytes each way.
    pub(crate) fn sentence(&self, span: Span) -> Span {
        let text = self.text();
        if span.of(text).is_empty() {
            return span;
        }
        let start = sentence_start(text, span.start());
        let end = sentence_end(text, span.end());
        Span::trimmed(text, start, end).unwrap_or(span)
    }
}

const REACH: usize = 400;

fn sentence_start(text: &str, from: usize) -> usize {
    for (offset, letter) in text[..from].char_indices().rev() {
        let after = offset + letter.len_utf8();
        if letter == '\n'
            || (from - offset > REACH && letter.is_whitespace())
            || is_stop(text, offset, letter)
        {
            return after;
        }
    }
    0
}

fn sentence_end(text: &str, from: usize) -> usize {
    for (offset, letter) in text[from..].char_indices() {
        if letter == '\n' || (offset > REACH && letter.is_whitespace()) {
            return from + offset;
        }
        if is_stop(text, from + offset, letter) {
            return from + offset + letter.len_utf8();
        }
    }
    text.len()
}

/// Whether a mark ends a sentence: white space and then no small letter or digit follows, and what stands before
/// is no initial (`U.S. Secretary`, `Feb. 22`).
fn is_stop(text: &str, offset: usize, mark: char) -> bool {
    if !matches!(mark, '.' | '!' | '?') {
        return false;
    }
    let mut after = text[offset + mark.len_utf8()..].chars();
    let spaced = after.next().is_none_or(char::is_whitespace);
    let goes_on =
        after.find(|next| !next.is_whitespace()).is_some_and(|next| next.is_lowercase() || next.is_numeric());
    let initial = mark == '.' && text[..offset].chars().next_back().is_some_and(char::is_uppercase);
    spaced && !goes_on && !initial
}

/// A date for a reader: `2 May 2031`, `2–4 May 2031`, `May 2031`.
pub(crate) fn day_in_words(dating: &Dating) -> Option<String> {
    if dating.basis == Basis::Unknown {
        return None;
    }
    match (dating.earliest, dating.latest) {
        (Some(first), Some(last)) if first == last => Some(day(first)),
        (Some(first), Some(last)) => Some(format!("{} to {}", day(first), day(last))),
        (Some(first), None) => Some(format!("{} or later", day(first))),
        (None, Some(last)) => Some(format!("{} or earlier", day(last))),
        (None, None) => None,
    }
}

fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// The days between two dates, without sign.
pub(crate) fn days_apart(left: Date, right: Date) -> i32 {
    left.since(right).map_or(i32::MAX, |gap| gap.get_days().saturating_abs())
}

/// The days from the nearer end of one dating to the nearer end of the other; 0 where they share a day, `None`
/// where one is unknown.
pub(crate) fn gap(left: &Dating, right: &Dating) -> Option<i32> {
    if !left.is_known() || !right.is_known() {
        return None;
    }
    if !left.is_disjoint(right) {
        return Some(0);
    }
    let between = |earlier: &Dating, later: &Dating| match (earlier.latest, later.earliest) {
        (Some(last), Some(first)) if last < first => Some(days_apart(first, last)),
        _ => None,
    };
    between(left, right).or_else(|| between(right, left))
}
