//! Dates that stand in the page for people to read, and in the attributes of what they read.

use super::region::{self, Region};
use super::{Family, Moment, Page, Sign, Zone};
use crate::html::main_text::squeeze;
use crate::html::tags::Tag;
use crate::html::tree::{Element, Step, Tree};
use crate::stamp;
use onrecord_text::{DateRole, Span};

/// A date line is no longer than this; of a longer run of words only one that begins with a label counts.
const LONGEST_LINE: usize = 220;
/// A run of words of this length is a paragraph: the story has begun.
const PARAGRAPH: usize = 160;
/// So is a shorter one of this length that ends as a sentence does.
const SENTENCE: usize = 80;
/// So many runs of words above the headline and below it are its surroundings, where no paragraph ends them before.
const ABOVE: usize = 6;
const BELOW: usize = 25;
/// A date line may stand below the first paragraph (a standfirst) or picture.
const PARAGRAPHS_BELOW: usize = 2;

/// So much of an element's names is looked at, in bytes.
const LONGEST_NAMES: usize = 200;

/// A run of words between the borders of blocks.
#[derive(Debug, Default)]
struct Run {
    text: String,
    /// The innermost element around its first word.
    element: usize,
}

/// What the words before a date, or the names of its element, say that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Published,
    Modified,
    /// Its class is the microformat's "updated", which themes give the only date of an entry, mostly that of its publication.
    Entry,
    /// Of something else.
    Other,
}

/// A date as it was found, before it is known where the headline's surroundings end.
struct Found {
    run: usize,
    region: Region,
    family: Family,
    moment: Moment,
    words: String,
    label: Option<Label>,
    /// Its element is named a date's.
    is_named: bool,
    /// It is most of its run.
    is_alone: bool,
    /// It stands right under a heading that begins another part of the page, below paragraphs of the story.
    is_of_part: bool,
}

/// The dates of a page's words and of its elements' attributes.
pub(super) fn signs(page: &Page<'_>) -> Vec<Sign> {
    let tree = page.tree;
    let headline = headline(tree, page.title);
    let regions = region::of(tree, headline);
    let mut walk = Walk {
        tree,
        regions: &regions,
        headline,
        found: Vec::new(),
        runs: 0,
        head_run: None,
        paragraphs: Vec::new(),
        sentences: 0,
        before: String::new(),
        is_under_heading: false,
    };
    walk.go();
    let near = walk.surroundings();
    // Beside a date of publication, the other one is that of a change.
    let is_said = walk.found.iter().any(|found| {
        found.label == Some(Label::Published) && found.region == Region::Open && near.contains(&found.run)
    });
    for found in walk.found.iter_mut().filter(|found| is_said && found.label == Some(Label::Entry)) {
        found.label = Some(Label::Modified);
    }
    let place = |found: &Found| match walk.head_run {
        _ if !near.contains(&found.run) => Place::Far,
        Some(head) if found.run <= head => Place::Above,
        _ => Place::Below,
    };
    let mut signs: Vec<Sign> = walk.found.iter().filter_map(|found| sign(found, place(found))).collect();
    // Of many dates of one kind the first ones count: lists of stories have hundreds.
    let mut loose = 0;
    signs.retain(|sign| {
        loose += usize::from(sign.weight < 15);
        sign.weight >= 15 || loose <= 40
    });
    signs
}

/// The element of the headline: the first-level heading that says the title, else any heading that does, else the only or first
/// first-level heading.
fn headline(tree: &Tree<'_>, title: Option<&str>) -> Option<usize> {
    let wanted = title.map(squeeze).filter(|title| title.len() >= 8);
    let mut heading: Option<(usize, String)> = None;
    let (mut first, mut any) = (None, None);
    for step in tree.steps() {
        match step {
            Step::Open(number) if matches!(tree.elements[number].tag, Tag::H1 | Tag::H2 | Tag::H3) => {
                heading = Some((number, String::new()));
            }
            Step::Text(text) => {
                if let Some((_, words)) = &mut heading
                    && words.len() < 600
                {
                    words.push_str(text);
                }
            }
            Step::Close(number) if heading.as_ref().is_some_and(|(own, _)| *own == number) => {
                let Some((number, words)) = heading.take() else { continue };
                let is_first_level = tree.elements[number].tag == Tag::H1;
                let words = squeeze(&words);
                let says = wanted.as_deref().is_some_and(|wanted| {
                    words.len() >= 8 && (wanted.starts_with(&words) || words.starts_with(wanted))
                });
                if says && is_first_level {
                    return Some(number);
                }
                if says && any.is_none() {
                    any = Some(number);
                }
                if is_first_level && first.is_none() && words.len() >= 12 {
                    first = Some(number);
                }
            }
            _ => {}
        }
    }
    any.or(first)
}

struct Walk<'a> {
    tree: &'a Tree<'a>,
    regions: &'a [Region],
    headline: Option<usize>,
    found: Vec<Found>,
    runs: usize,
    /// The run of the headline.
    head_run: Option<usize>,
    /// The runs that are paragraphs.
    paragraphs: Vec<usize>,
    /// How many paragraphs, short ones among them, stand between the headline and here.
    sentences: usize,
    /// The run before, where it is short: "Published:".
    before: String,
    /// Whether the run before is a heading.
    is_under_heading: bool,
}

impl Walk<'_> {
    fn go(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        let mut run = Run::default();
        for step in self.tree.steps() {
            match step {
                Step::Open(number) => {
                    let element = &self.tree.elements[number];
                    if !is_inline(element.tag) {
                        self.end(&mut run);
                    }
                    if Some(number) == self.headline {
                        self.head_run = Some(self.runs);
                    }
                    if self.regions[number] < Region::Unseen {
                        self.attributes(number, element, &run.text);
                    }
                    open.push(number);
                }
                Step::Close(number) => {
                    if !is_inline(self.tree.elements[number].tag) {
                        self.end(&mut run);
                    }
                    // Closing steps may come out of order.
                    if open.last() == Some(&number) {
                        open.pop();
                    } else if let Some(at) = open.iter().rposition(|own| *own == number) {
                        open.remove(at);
                    }
                }
                Step::Text(text) => {
                    let element = open.last().copied().unwrap_or(0);
                    let words = text.trim();
                    if words.is_empty() || self.regions.get(element).copied() == Some(Region::Unseen) {
                        continue;
                    }
                    if run.text.is_empty() {
                        run.element = element;
                    } else if run.text.len() < 2 * LONGEST_LINE {
                        run.text.push(' ');
                    }
                    // A paragraph needs no more of its words than show that it is one.
                    if run.text.len() < 2 * LONGEST_LINE {
                        let end = words.floor_char_boundary(words.len().min(2 * LONGEST_LINE));
                        run.text.push_str(&words[..end]);
                    }
                }
            }
        }
        self.end(&mut run);
    }

    /// Which runs stand around the headline.
    fn surroundings(&self) -> std::ops::Range<usize> {
        let first_of =
            |from: usize, nth: usize| self.paragraphs.iter().copied().filter(|run| *run > from).nth(nth);
        match self.head_run {
            Some(head) => {
                let end = first_of(head, PARAGRAPHS_BELOW)
                    .map_or(head + BELOW, |paragraph| paragraph.min(head + BELOW));
                head.saturating_sub(ABOVE)..end + 1
            }
            None => {
                let first = self.paragraphs.first().copied().unwrap_or(0);
                first.saturating_sub(8)..first + 2
            }
        }
    }

    /// Ends a run and takes its dates.
    fn end(&mut self, run: &mut Run) {
        if run.text.is_empty() {
            return;
        }
        let Run { text, element } = std::mem::take(run);
        self.runs += 1;
        let number = self.runs;
        let region = self.regions.get(element).copied().unwrap_or_default();
        if text.len() >= PARAGRAPH && region < Region::Others {
            self.paragraphs.push(number);
        }
        if may_hold_date(&text) {
            self.dates(&text, element, region, number);
        }
        self.is_under_heading = self.is_in_heading(element);
        if self.head_run.is_some() && region == Region::Open && !self.is_under_heading && is_paragraph(&text)
        {
            self.sentences += 1;
        }
        self.before.clear();
        if text.len() <= 40 {
            self.before = text;
        }
    }

    fn dates(&mut self, text: &str, element: usize, region: Region, run: usize) {
        let reach = text.floor_char_boundary(text.len().min(LONGEST_LINE));
        let Some(span) = Span::new(0, reach) else { return };
        let stamps = stamp::find_all(text, span);
        if stamps.is_empty() {
            return;
        }
        let named = label_of_names(&self.names(element));
        let mut last = 0;
        for found in stamps {
            let before = &text[last..found.span.start()];
            let is_first = last == 0;
            last = found.span.end();
            let Some(moment) = Moment::of_stamp(&found) else { continue };
            let said = label_of_words(before).or_else(|| {
                let alone = is_first && before.trim().is_empty();
                alone.then(|| label_of_words(&self.before)).flatten()
            });
            if text.len() > LONGEST_LINE && said != Some(Label::Published) {
                continue;
            }
            self.found.push(Found {
                run,
                region,
                family: Family::Visible,
                moment,
                words: found.span.of(text).to_owned(),
                label: said.or(named.0),
                is_named: named.1,
                is_alone: found.span.len() * 2 >= text.len()
                    || found.span.start() == 0 && text.len() <= LONGEST_LINE / 2,
                is_of_part: self.is_under_heading && self.sentences > 0,
            });
        }
    }

    /// The dates in an element's attributes, `line` being the words before it in its line: `datetime` of a `time` element, `content` where `itemprop` says date, numbers that
    /// scripts turn into words.
    fn attributes(&mut self, number: usize, element: &Element<'_>, line: &str) {
        if element.attributes.is_empty() || matches!(element.tag, Tag::Meta | Tag::Link | Tag::A | Tag::Img) {
            return;
        }
        let words = self.tree.words(element);
        let is_time = matches!(element.name.as_ref(), "time" | "relative-time" | "time-ago");
        let mut value = None;
        for (name, content) in &element.attributes {
            let is_dated = match name.as_ref() {
                "datetime" => true,
                "content" => words.contains("date"),
                "title" => {
                    is_time || element.tag == Tag::Abbr || words.contains("date") || words.contains("time")
                }
                name => {
                    name.starts_with("data-")
                        && (name.contains("date") || name.contains("time") || name.contains("publish"))
                }
            };
            if is_dated && (8..=48).contains(&content.len()) && value.is_none() {
                value = Moment::of_machine(content).map(|moment| (name, content, moment));
            }
        }
        let Some((name, content, moment)) = value else { return };
        let names = self.names(number);
        let (named, is_named) = label_of_names(&names);
        // What stands before it says it best: "Updated <time …>".
        let said = label_of_words(if line.is_empty() { &self.before } else { line });
        let mut label = said.or(named);
        if element.attribute("pubdate").is_some() || name.contains("publish") {
            label = Some(Label::Published);
        } else if name.contains("updat") || name.contains("modif") {
            label = Some(Label::Modified);
        }
        self.found.push(Found {
            run: self.runs + 1,
            region: self.regions[number],
            family: Family::Attribute,
            moment,
            words: content.to_string(),
            label,
            is_named: is_named || is_time,
            is_alone: is_time,
            is_of_part: self.is_under_heading && line.is_empty() && self.sentences > 0,
        });
    }

    /// Whether an element is a heading, or stands in one.
    fn is_in_heading(&self, element: usize) -> bool {
        let of = |number: usize| self.tree.elements.get(number);
        std::iter::successors(Some(element), |number| of(*number)?.parent())
            .filter_map(of)
            .take_while(|element| is_inline(element.tag) || element.tag.level() > 0)
            .any(|element| element.tag.level() > 0)
    }

    /// The names of an element and of the two around it.
    fn names(&self, element: usize) -> [&str; 3] {
        let of = |number: Option<usize>| number.and_then(|number| self.tree.elements.get(number));
        let own = of(Some(element));
        let parent = of(own.and_then(|own| own.parent()));
        let around = of(parent.and_then(|parent| parent.parent()));
        [own, parent, around].map(|element| {
            let element = element
                .filter(|element| !matches!(element.tag, Tag::Html | Tag::Body | Tag::Main | Tag::Article));
            element.map_or("", |element| {
                let words = self.tree.words(element);
                &words[..words.floor_char_boundary(words.len().min(LONGEST_NAMES))]
            })
        })
    }
}

/// Whether a run of words is a paragraph of a story, be it a short one.
fn is_paragraph(text: &str) -> bool {
    text.len() >= PARAGRAPH || text.len() >= SENTENCE && text.ends_with(['.', '!', '?', '”', '"'])
}

/// Where a date stands to the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Above,
    Below,
    /// Not in its surroundings.
    Far,
}

/// Whether some words can hold a date with its year.
fn may_hold_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 8 && bytes.windows(2).any(|pair| pair[0].is_ascii_digit() && pair[1].is_ascii_digit())
}

/// Elements within a line.
fn is_inline(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::A
            | Tag::Span
            | Tag::B
            | Tag::I
            | Tag::Em
            | Tag::Strong
            | Tag::Time
            | Tag::Abbr
            | Tag::Small
            | Tag::Font
            | Tag::Sup
            | Tag::Sub
            | Tag::U
            | Tag::Label
            | Tag::Cite
            | Tag::Mark
            | Tag::Bdi
            | Tag::Wbr
            | Tag::Img
            | Tag::Svg
            | Tag::Path
            | Tag::Use
            | Tag::G
            | Tag::Meta
            | Tag::Link
            | Tag::Button
    )
}

/// The label in the words before a date: the last of them.
fn label_of_words(words: &str) -> Option<Label> {
    const LABELS: [(&str, Label); 27] = [
        ("publish", Label::Published),
        ("publication", Label::Published),
        ("posted", Label::Published),
        ("released", Label::Published),
        ("issued", Label::Published),
        ("created", Label::Published),
        ("submitted", Label::Published),
        ("added", Label::Published),
        ("dated", Label::Published),
        ("updated", Label::Modified),
        ("update", Label::Modified),
        ("modified", Label::Modified),
        ("edited", Label::Modified),
        ("revised", Label::Modified),
        ("reviewed", Label::Modified),
        ("changed", Label::Modified),
        ("©", Label::Other),
        ("copyright", Label::Other),
        ("expires", Label::Other),
        ("until", Label::Other),
        ("deadline", Label::Other),
        ("joined", Label::Other),
        ("since", Label::Other),
        ("accessed", Label::Other),
        ("retrieved", Label::Other),
        ("today is", Label::Other),
        ("born", Label::Other),
    ];
    if words.is_empty() {
        return None;
    }
    let lower = words.to_lowercase();
    let begins_word = |at: usize| !lower[..at].ends_with(char::is_alphabetic);
    let last = |word: &str| lower.rmatch_indices(word).map(|(at, _)| at).find(|at| begins_word(*at));
    LABELS
        .iter()
        .filter_map(|(word, label)| Some((last(word)?, *label)))
        .max_by_key(|(at, label)| (*at, *label == Label::Modified))
        .map(|(_, label)| label)
}

/// What the names of an element and of those around it say, and whether they speak of a date at all.
fn label_of_names(names: &[&str; 3]) -> (Option<Label>, bool) {
    let mut is_named = false;
    for (level, words) in names.iter().enumerate() {
        if words.is_empty() {
            continue;
        }
        let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
        is_named |=
            has(&["date", "time", "posted", "byline", "meta", "stamp", "dateline", "info", "publish"]);
        if has(&["publish", "pubdate", "entry-date", "post-date", "postdate", "posted", "datecreated"])
            && !has(&["unpublish", "publisher"])
        {
            return (Some(Label::Published), true);
        }
        let outer = names.get(level + 1).copied().unwrap_or_default();
        let is_change = |words: &str| {
            ["modified", "lastmod", "last-", "update-", "-update"].iter().any(|word| words.contains(word))
        };
        if level == 0
            && words.split(' ').any(|word| word == "updated")
            && !is_change(words)
            && !is_change(outer)
        {
            return (Some(Label::Entry), true);
        }
        // The outer names are of several dates.
        if level < 2 && has(&["updated", "modified", "lastmod", "last-mod", "revised"]) {
            return (Some(Label::Modified), true);
        }
        if has(&[
            "current-date",
            "currentdate",
            "todays-date",
            "today-date",
            "weather",
            "event-date",
            "expire",
        ]) {
            return (Some(Label::Other), true);
        }
    }
    (None, is_named)
}

/// What a found date weighs, by where it stands and what is said of it.
fn sign(found: &Found, place: Place) -> Option<Sign> {
    let is_near = place != Place::Far;
    let role = match found.label {
        Some(Label::Modified) => DateRole::Modified,
        Some(Label::Other) => return None,
        _ if found.region == Region::Comments => DateRole::Bound,
        _ => DateRole::Published,
    };
    let labelled = found.label == Some(Label::Published);
    let weight = match (found.region, is_near) {
        (Region::Comments | Region::Unseen, _) => 0,
        _ if found.is_of_part && !labelled => 3,
        (Region::Quoted, _) => 2,
        (Region::Open, true) if found.label == Some(Label::Entry) => 20,
        (Region::Open, true) => match (labelled, found.is_named, found.is_alone) {
            (true, ..) => 45,
            (_, true, true) => 35,
            (_, true, false) => 25,
            (_, false, true) => 25,
            _ => 8,
        },
        (Region::Open, false) => match (labelled, found.is_named, found.is_alone) {
            (true, ..) => 25,
            (_, true, true) => 12,
            (_, true, false) => 8,
            (_, false, true) => 8,
            _ => 2,
        },
        (Region::Furniture | Region::Others, _) => {
            if labelled {
                6
            } else {
                3
            }
        }
    };
    let is_beside = found.region != Region::Open || found.is_of_part && !labelled;
    let place = match (found.region, place) {
        (Region::Comments, _) => "among the comments",
        (Region::Others, _) => "beside the story",
        (Region::Quoted, _) => "in a quotation or a caption",
        (Region::Furniture, _) => "in a menu or at the head or foot of the page",
        _ if is_beside => "under another heading",
        (_, Place::Below) => "under the headline",
        (_, Place::Above) => "above the headline",
        _ => "on the page",
    };
    let what = match (found.family, role, labelled) {
        (Family::Attribute, DateRole::Modified, _) => "an element that says when the page was changed,",
        (Family::Attribute, _, true) => "an element that says when the page was published,",
        (Family::Attribute, ..) => "a time element",
        (_, DateRole::Modified, _) => "a date of change",
        (_, _, true) => "a date of publication",
        _ => "a date line",
    };
    let moment = if found.family == Family::Attribute
        && found.moment.zone == Zone::Own
        && found.moment.clock.is_none()
    {
        Moment { zone: Zone::Unstated, ..found.moment }
    } else {
        found.moment
    };
    Some(Sign {
        role,
        family: found.family,
        weight,
        moment,
        source: format!("{what} {place}"),
        words: found.words.clone(),
        is_beside,
    })
}
