//! When a page was published, from its markup: every date that it offers for itself, weighed against each other.
//!
//! The sources are [`graph`] (JSON-LD), [`metas`] (`meta` elements), [`address`] and [`visible`] (`time` elements, date lines, labelled
//! words); [`order`] settles which number is the month; [`vote`] weighs what they say and tells why. A date of change never stands
//! in for the date of publication: it bounds it.

pub(super) mod address;
pub(super) mod graph;
mod moment;
mod order;
mod region;
mod visible;
mod vote;

pub(super) mod metas;

use super::tags::Tag;
use super::tree::{Step, Tree};
use crate::stamp::Order;
use jiff::civil::Date;
use metas::Metas;
use moment::{Moment, Zone};
use onrecord_text::{Candidate, DateRole, Dating};

/// So many dates of one make are weighed; a page with more is a list.
const MOST: usize = 200;

/// What else is known of a page than its markup.
pub(super) struct Page<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) metas: &'a Metas<'a>,
    /// The nodes of its JSON-LD.
    pub(super) graph: &'a [graph::Node<'a>],
    pub(super) title: Option<&'a str>,
    pub(super) url: Option<&'a str>,
    pub(super) language: Option<&'a str>,
}

/// Where a date comes from. What stands in several places of one family counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Graph,
    Meta,
    /// An attribute that machines read.
    Attribute,
    Address,
    /// Words that people read.
    Visible,
    /// Programs, the addresses of pictures.
    Hidden,
}

/// A date of the page with what it weighs, in tenths.
#[derive(Debug, Clone)]
struct Sign {
    role: DateRole,
    family: Family,
    weight: u32,
    moment: Moment,
    source: String,
    words: String,
    /// Whether it stands in a part of the page that is not the story: it can agree with the story's date, and is none by itself.
    is_beside: bool,
}

impl Sign {
    fn candidate(&self, verdict: String) -> Candidate {
        let cut = self.words.floor_char_boundary(80);
        Candidate {
            role: self.role,
            day: self.moment.day,
            source: self.source.clone(),
            words: self.words[..cut].to_owned(),
            verdict,
        }
    }

    /// Whether it shows the day of the place where the page was published, as people there read it.
    fn is_local(&self) -> bool {
        matches!(self.family, Family::Address | Family::Visible) || self.moment.zone == Zone::Own
    }
}

/// The day of publication as far as the markup tells it, with all candidates; none where it offers nothing.
pub(super) fn of(page: &Page<'_>) -> Option<Dating> {
    let mut signs = graph::signs(page);
    signs.extend(metas::signs(page.metas).into_iter().take(MOST));
    let months = address::month_of(page.url);
    signs.extend(address::signs(page));
    signs.extend(visible::signs(page).into_iter().take(MOST));
    if !signs.iter().any(|sign| sign.role == DateRole::Published && sign.weight >= vote::ENOUGH) {
        signs.extend(hidden(page.tree));
    }
    order::settle(&mut signs, page);
    vote::of(signs, months)
}

/// Whether a date can be that of a page of news: clocks that were never set show the first day of 1970 or earlier years.
fn is_plausible(day: Date) -> bool {
    (1900..2100).contains(&day.year()) && !(day.year() == 1970 && day.day_of_year() == 1)
}

/// What programs on the page hold: `"datePublished":"2031-05-07T…"`.
fn hidden(tree: &Tree<'_>) -> Vec<Sign> {
    const KEYS: [&str; 9] = [
        "datepublished",
        "publishedat",
        "published_at",
        "publishdate",
        "publish_date",
        "publicationdate",
        "pubdate",
        "firstpublished",
        "date_published",
    ];
    let mut signs = Vec::new();
    let mut script = None;
    for step in tree.steps() {
        match step {
            Step::Open(number) if tree.elements[number].tag == Tag::Script => script = Some(number),
            Step::Close(number) if script == Some(number) => script = None,
            Step::Text(text) if script.is_some() && signs.len() < 8 => {
                for (at, _) in text.match_indices("ub") {
                    // The key around these two letters, and what stands behind it.
                    let from = text.floor_char_boundary(at.saturating_sub(16));
                    let Some(quote) = text[from..at].rfind(['"', '\'', ',', '{', ' ']) else { continue };
                    let start = from + quote + 1;
                    let end = text.floor_char_boundary(text.len().min(start + 80));
                    let Some((key, value)) = text[start..end].split_once(':') else { continue };
                    let key =
                        key.trim_matches(|char: char| char.is_whitespace() || char == '"' || char == '\'');
                    if !KEYS.contains(&key.to_ascii_lowercase().as_str()) {
                        continue;
                    }
                    let value = value.trim_start_matches([' ', '"', '\'']);
                    let value = value.split(['"', '\'', ',', '}']).next().unwrap_or_default();
                    if let Some(moment) = Moment::of_machine(value) {
                        signs.push(Sign {
                            role: DateRole::Published,
                            family: Family::Hidden,
                            weight: if signs.is_empty() { 15 } else { 5 },
                            moment,
                            source: format!("“{key}” in a program of the page"),
                            words: value.to_owned(),
                            is_beside: false,
                        });
                        if signs.len() >= 8 {
                            break;
                        }
                    }
                }
            }
            _ => {}
        }
    }
    signs
}

/// Which number of "03/04/2031" a reader of the page takes for the month, as far as its language and address tell.
fn habit(page: &Page<'_>) -> Option<Order> {
    let region = page.language.and_then(|tag| tag.split('-').nth(1)).map(str::to_ascii_lowercase);
    let host = page.url.and_then(crate::outlet::domain_of).unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default();
    match (region.as_deref(), ending) {
        // A page in "en-US" by template, under a country's own ending, is that country's.
        (_, "us" | "gov" | "mil" | "edu") => Some(Order::MonthFirst),
        (_, ending) if ending.len() == 2 && !matches!(ending, "io" | "tv" | "co" | "me" | "ai" | "fm") => {
            Some(Order::DayFirst)
        }
        (Some("us" | "ph"), _) => Some(Order::MonthFirst),
        (Some(region), _) if region.len() == 2 => Some(Order::DayFirst),
        _ => None,
    }
}
