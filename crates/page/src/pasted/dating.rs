//! When each item of a copied page was published: as the page says, else worked out, else unknown with the reason.

use super::lines::{Furniture, Line};
use super::live::rules as live_rules;
use super::{Draft, Make};
use crate::infer;
use crate::stamp::{self, Stamp};
use jiff::ToSpan;
use jiff::civil::Date;
use onrecord_text::{Basis, Dating, ItemKind, Span};

/// So many lines below the last item are searched for a line that says when the page was published.
const FOOTER_REACH: usize = 12;
/// So many lines from the first paragraph on are searched for a date line, where there is none above.
const STANDFIRST_REACH: usize = 8;

/// The dates of the drafts, one each. `given` is the date that a supplier or the page's metadata gave for the page as a whole.
pub(crate) fn of(
    text: &str,
    lines: &[Line],
    make: Make,
    drafts: &[Draft],
    given: Option<Dating>,
) -> Vec<Dating> {
    let page = page_stamp(text, lines, drafts);
    match make {
        Make::Live => live(text, lines, drafts, page.map(|page| page.stamp), given.as_ref()),
        Make::Listing => {
            let undated = || Dating::default().because("neither the page nor this entry gives a date");
            drafts.iter().map(|draft| own_stamp(draft).or(given.clone()).unwrap_or_else(undated)).collect()
        }
        Make::Article => article(text, lines, drafts, page, given),
    }
}

fn own_stamp(draft: &Draft) -> Option<Dating> {
    draft.stamp.and_then(stated)
}

/// What a page's stamp says of its publication: its day, or for a change that it was then or before.
fn dating_of(page: PageStamp) -> Option<Dating> {
    if !page.is_change {
        return stated(page.stamp);
    }
    let bound = Dating::up_to(page.stamp.day?, Basis::Stated);
    Some(bound.because("the page gives only the day of its last change").from_words([page.stamp.span]))
}

/// A stamp with a day as a stated date.
pub(crate) fn stated(stamp: Stamp) -> Option<Dating> {
    let mut dating = Dating::day(stamp.day?, Basis::Stated).from_words([stamp.span]);
    add_clock(&mut dating, stamp.clock);
    Some(dating)
}

fn add_clock(dating: &mut Dating, clock: Option<(i8, i8)>) {
    if let (Some(day), Some((hour, minute))) = (dating.earliest, clock) {
        dating.edtf = Some(format!("{day}T{hour:02}:{minute:02}"));
    }
}

/// The stamp that dates a page.
#[derive(Debug, Clone, Copy)]
struct PageStamp {
    stamp: Stamp,
    /// It dates the page's last change: the page was published then or before.
    is_change: bool,
}

/// The stamp that dates the page: above the first paragraph of the first item, else in a line below that says "published". The date
/// of a change is taken only where there is no other.
fn page_stamp(text: &str, lines: &[Line], drafts: &[Draft]) -> Option<PageStamp> {
    let first = drafts.first()?;
    let page = |stamp: Stamp| PageStamp { stamp, is_change: is_change(text, stamp.span) };
    let own = first.stamp.filter(|stamp| stamp.day.is_some()).map(page);
    if own.is_some_and(|own| !own.is_change) {
        return own;
    }
    let body =
        (first.lines.start..lines.len()).find(|number| lines[*number].is_body()).unwrap_or(first.lines.start);
    let of_line = |line: &Line| -> Vec<PageStamp> {
        let reach = Span::new(
            line.span.start(),
            line.span.end().min(text.floor_char_boundary(line.span.start() + 400)),
        );
        let found = reach.map_or_else(Vec::new, |reach| stamp::find_all(text, reach));
        found.into_iter().filter(|stamp| stamp.day.is_some()).map(page).collect()
    };
    let dates_itself = |line: &Line| {
        let words = line.span.of(text).to_lowercase();
        ["date ", "date:", "published", "first published", "posted", "created"]
            .iter()
            .any(|start| words.starts_with(start))
    };
    // A date in prose above the story dates an event, not the page; a date line, a byline or "date 2031-02-23 …" does.
    let above = |line: &&Line| line.stamp.is_some() || line.is_byline || dates_itself(line);
    let candidates: Vec<PageStamp> = lines[..body].iter().rev().filter(above).flat_map(of_line).collect();
    let nearest = |change: bool| candidates.iter().copied().find(|page| page.is_change == change);
    let below = || {
        let end = drafts.iter().map(|draft| draft.lines.end).max().unwrap_or(0);
        lines[end.min(lines.len())..]
            .iter()
            .take(FOOTER_REACH)
            .filter(|line| dates_itself(line))
            .flat_map(of_line)
            .find(|page| !page.is_change)
    };
    // A standfirst may stand above the date line.
    let under_standfirst = || {
        let dated = lines[body..].iter().take(STANDFIRST_REACH).filter(|line| line.stamp.is_some());
        dated.flat_map(of_line).find(|page| !page.is_change)
    };
    nearest(false).or_else(under_standfirst).or_else(below).or(own).or_else(|| nearest(true))
}

/// Whether the words before a stamp in its line say that it is the date of a change.
fn is_change(text: &str, stamp: Span) -> bool {
    let from = text.floor_char_boundary(stamp.start().saturating_sub(120));
    let before = text[from..stamp.start()].rsplit('\n').next().unwrap_or_default().to_lowercase();
    let last = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
    last(&["updated", "modified", "edited"]) > last(&["published", "posted", "created"])
}

fn article(
    text: &str,
    lines: &[Line],
    drafts: &[Draft],
    page: Option<PageStamp>,
    given: Option<Dating>,
) -> Vec<Dating> {
    let story = |draft: &Draft| matches!(draft.kind, ItemKind::Article | ItemKind::Section);
    // What the supplier or the page's own metadata says goes before what stands somewhere in its text.
    let stated = given.or_else(|| page.and_then(dating_of));
    let bound = stated.as_ref().filter(|dating| dating.earliest.is_none()).and_then(|dating| dating.latest);
    let whole = stated.clone().filter(|_| bound.is_none()).unwrap_or_else(|| {
        let inside: Vec<&Line> = drafts
            .iter()
            .filter(|draft| story(draft))
            .flat_map(|draft| &lines[draft.lines.clone()])
            .collect();
        let prose: Vec<Span> = inside.iter().filter(|line| line.is_news()).map(|line| line.span).collect();
        let captions: Vec<Span> = inside
            .iter()
            .filter(|line| line.furniture == Some(Furniture::Caption))
            .map(|line| line.span)
            .collect();
        match stated.zip(bound) {
            Some((stated, bound)) => infer::published_by(text, &prose, &captions, bound).unwrap_or(stated),
            None => infer::published(text, &prose, &captions),
        }
    });
    let mut before: Option<(Date, (i8, i8))> =
        page.and_then(|page| Some((page.stamp.day?, page.stamp.clock.unwrap_or((23, 59)))));
    drafts
        .iter()
        .map(|draft| match draft.kind {
            ItemKind::FeedItem => own_stamp(draft).unwrap_or_else(|| feed_entry(draft, &mut before)),
            ItemKind::Teaser => own_stamp(draft).unwrap_or_else(|| {
                Dating::default().because(
                    "the line points to another story, and the page does not say when that was published",
                )
            }),
            _ => whole.clone(),
        })
        .collect()
}

/// An entry of a news feed beside a dated story, newest first: its clock time is the last such time before the story's,
/// or before the entry's above it.
fn feed_entry(draft: &Draft, before: &mut Option<(Date, (i8, i8))>) -> Dating {
    let Some(stamp) = draft.stamp else { return Dating::default() };
    let (Some(clock), Some((day, limit))) = (stamp.clock, *before) else {
        return Dating::default()
            .because("the entry has a clock time and the page no date")
            .from_words([stamp.span]);
    };
    let day = if clock > limit { day.checked_sub(1.day()).unwrap_or(day) } else { day };
    *before = Some((day, clock));
    let mut dating = Dating::day(day, Basis::Inferred)
        .because("the last such time before the page's own date, entries running from the newest down")
        .from_words([stamp.span]);
    add_clock(&mut dating, Some(clock));
    dating
}

/// The posts of a live blog: by their own dates, else by the page's date, the order of their times, and farewells.
fn live(
    text: &str,
    lines: &[Line],
    drafts: &[Draft],
    page: Option<Stamp>,
    given: Option<&Dating>,
) -> Vec<Dating> {
    let is_post = |draft: &Draft| draft.kind == ItemKind::LivePost;
    let page_day = page.and_then(|stamp| stamp.day).or(given.and_then(Dating::single_day));
    let base = page_day.or_else(|| drafts.iter().find_map(|draft| draft.stamp.and_then(|stamp| stamp.day)));
    let Some(base) = base else {
        let inferred = infer_live(text, lines, drafts);
        let day = inferred.single_day();
        return match day {
            Some(day) => by_order(text, lines, drafts, day, &inferred.evidence, &inferred.why, page),
            None => drafts.iter().map(|draft| own_stamp(draft).unwrap_or_else(|| inferred.clone())).collect(),
        };
    };
    let evidence: Vec<Span> = page.map(|stamp| stamp.span).into_iter().collect();
    let mut datings = by_order(text, lines, drafts, base, &evidence, "", page);
    for (draft, dating) in drafts.iter().zip(&mut datings) {
        if !is_post(draft) {
            let whole =
                draft.stamp.and_then(stated).or_else(|| page.and_then(stated)).or_else(|| given.cloned());
            *dating = whole.unwrap_or_else(|| dating.clone());
        }
    }
    datings
}

fn infer_live(text: &str, lines: &[Line], drafts: &[Draft]) -> Dating {
    let spans: Vec<Span> = drafts
        .iter()
        .flat_map(|draft| &lines[draft.lines.clone()])
        .filter(|line| line.is_news())
        .map(|line| line.span)
        .collect();
    infer::published(text, &spans, &[])
}

/// Days of posts from the day of the newest (or of the oldest, where the oldest stands first).
fn by_order(
    text: &str,
    lines: &[Line],
    drafts: &[Draft],
    base: Date,
    evidence: &[Span],
    reason: &str,
    page: Option<Stamp>,
) -> Vec<Dating> {
    let oldest_first = runs_forward(text, lines, drafts);
    let mut day = base;
    let now = page.and_then(|stamp| stamp.clock);
    let mut last_clock: Option<(i8, i8)> = None;
    let mut farewell: Option<Span> = None;
    let mut posts_seen = 0;
    let mut datings = Vec::with_capacity(drafts.len());
    for draft in drafts {
        if let Some(dating) = own_stamp(draft) {
            day = dating.single_day().unwrap_or(day);
            last_clock = draft.stamp.and_then(|stamp| stamp.clock);
            datings.push(dating);
            continue;
        }
        if draft.kind != ItemKind::LivePost {
            datings
                .push(Dating::day(day, Basis::Inferred).because(reason).from_words(evidence.iter().copied()));
            continue;
        }
        let opening = lines[draft.lines.clone()].iter().find(|line| line.is_body());
        let stamp = draft.stamp;
        let clock = stamp.and_then(|stamp| stamp.clock);
        if let Some(clock) = clock {
            if let Some(last) = last_clock {
                let turned = if oldest_first { clock < last && last.0 - clock.0 >= 3 } else { clock > last };
                if turned && oldest_first {
                    day = day.checked_add(1.day()).unwrap_or(day);
                } else if turned {
                    day = day.checked_sub(1.day()).unwrap_or(day);
                }
            }
            last_clock = Some(clock);
        } else if stamp.is_some_and(|stamp| stamp.is_age) {
            let age = stamp.map_or("", |stamp| stamp.span.of(text));
            if days_of_age(age, now) > 0 {
                day = base.checked_sub(1.day()).unwrap_or(base);
            }
        } else if let Some(line) = opening {
            let words = line.span.of(text);
            let is_farewell = live_rules().signoff.is_match(words);
            if is_farewell && posts_seen > 0 && !oldest_first && farewell != Some(line.span) {
                day = day.checked_sub(1.day()).unwrap_or(day);
                farewell = Some(line.span);
            }
            let is_greeting = live_rules().greeting.is_match(words);
            if is_greeting && oldest_first && farewell.is_some() {
                day = day.checked_add(1.day()).unwrap_or(day);
                farewell = None;
            }
            if is_farewell && oldest_first {
                farewell = Some(line.span);
            }
        }
        posts_seen += 1;
        let order =
            if oldest_first { "posts run from the oldest down" } else { "posts run from the newest down" };
        let mut why = format!("the page is dated {base} and {order}");
        if !reason.is_empty() {
            why = format!("{reason}; {order}");
        }
        if farewell.is_some() && !oldest_first {
            why.push_str(", this one at or below the farewell of an earlier day");
        } else if day != base {
            why.push_str(", and the clock times pass midnight above this one");
        }
        let spans = evidence.iter().copied().chain(farewell).chain(stamp.map(|stamp| stamp.span));
        let mut dating = Dating::day(day, Basis::Inferred).because(why).from_words(spans);
        add_clock(&mut dating, clock);
        datings.push(dating);
    }
    datings
}

/// Whether the oldest post stands first: times go up, or the page begins with a greeting and ends with a farewell.
fn runs_forward(text: &str, lines: &[Line], drafts: &[Draft]) -> bool {
    let moments: Vec<(Option<Date>, (i8, i8))> = drafts
        .iter()
        .filter(|draft| draft.kind == ItemKind::LivePost)
        .filter_map(|draft| draft.stamp.and_then(|stamp| Some((stamp.day, stamp.clock?))))
        .collect();
    let (mut up, mut down) = (0, 0);
    for pair in moments.windows(2) {
        up += usize::from(pair[1] > pair[0]);
        down += usize::from(pair[1] < pair[0]);
    }
    if up + down > 0 {
        return up > down;
    }
    let posts: Vec<&Draft> = drafts.iter().filter(|draft| draft.kind == ItemKind::LivePost).collect();
    let opens_with = |draft: Option<&&Draft>, rules: &crate::rules::Rules| {
        draft.is_some_and(|draft| {
            lines[draft.lines.clone()]
                .iter()
                .find(|line| line.is_body())
                .is_some_and(|line| rules.is_match(line.span.of(text)))
        })
    };
    opens_with(posts.first(), &live_rules().greeting) && opens_with(posts.last(), &live_rules().signoff)
}

/// How many days back an age reaches from the page's clock time; ages of minutes reach none.
fn days_of_age(age: &str, now: Option<(i8, i8)>) -> i64 {
    let lower = age.to_ascii_lowercase();
    let number: i64 =
        lower.split(|char: char| !char.is_ascii_digit()).find_map(|part| part.parse().ok()).unwrap_or(1);
    let unit = lower.trim_start_matches(|char: char| char.is_ascii_digit() || char.is_whitespace());
    if unit.starts_with('d') {
        return number;
    }
    if unit.starts_with('h') {
        let hour = now.map_or(23, |(hour, _)| i64::from(hour));
        return i64::from(number > hour);
    }
    0
}
