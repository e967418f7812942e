use super::Draft;
use super::lines::{Furniture, Line, Shape, count_words};
use super::live::{content_words, rules as live_rules};
use crate::rules::Rules;
use onrecord_text::{ItemKind, Span};
use regex::Regex;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

/// So many lines in a row that are no news part two stretches of text.
const PARTING_LINES: usize = 4;
/// So many lines above the first paragraph are searched for the headline.
const HEADLINE_REACH: usize = 24;
/// A headline has at least this many words, unless there is no longer one.
const HEADLINE_WORDS: usize = 4;
/// The summary above the sections of a roundup has at most this many paragraphs.
const SUMMARY_PARAGRAPHS: usize = 12;
/// A heading of a roundup's section has at least this many words.
const SECTION_HEADLINE_WORDS: usize = 4;
/// A heading that could be the headline of a story by itself has at least this many words.
const STORY_HEADLINE_WORDS: usize = 5;

/// The items of a page with one story, or with one story under several headings.
pub(crate) fn items(text: &str, lines: &[Line]) -> Vec<Draft> {
    let Some(body) = main_body(text, lines) else { return without_body(lines) };
    let (start, title) = headline(text, lines, &body);
    let mut drafts = story(text, lines, start, &body, title);
    drafts.extend(below(text, lines, body.end));
    drafts
}

/// The items of a story whose lines are known: from `start`, with its paragraphs in `body` and its headline at `title`.
pub(crate) fn story(
    text: &str,
    lines: &[Line],
    start: usize,
    body: &Range<usize>,
    title: Option<usize>,
) -> Vec<Draft> {
    if let Some(sections) = sections(text, lines, start, body, title) {
        return sections;
    }
    let mut article = Draft::new(ItemKind::Article, start..body.end);
    article.title = title.map(|number| lines[number].span);
    article.byline = byline(lines, start..(body.start + 3).min(body.end));
    article.stamp = lines[start..body.start.max(start)]
        .iter()
        .find_map(|line| line.stamp.filter(|stamp| stamp.day.is_some()));
    let mut drafts = vec![article];
    drafts.extend(inner_teasers(text, lines, body));
    drafts
}

fn byline(lines: &[Line], range: Range<usize>) -> Option<Span> {
    lines[range].iter().find(|line| line.is_byline).map(|line| line.span)
}

/// A page without a paragraph: its headlines, if it has any, point to stories.
fn without_body(lines: &[Line]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if line.is_head() {
            let mut draft = Draft::new(ItemKind::Teaser, number..number + 1);
            draft.title = Some(line.span);
            drafts.push(draft);
        }
    }
    if drafts.is_empty() && lines.iter().any(Line::is_news) {
        drafts.push(Draft::new(ItemKind::Article, 0..lines.len()));
    }
    drafts
}

/// The lines from the first to the last paragraph of the page's story: the longest stretch of paragraphs.
fn main_body(text: &str, lines: &[Line]) -> Option<Range<usize>> {
    // The words of the paragraphs from each line on.
    let mut bodies_after = vec![0_usize; lines.len() + 1];
    for (number, line) in lines.iter().enumerate().rev() {
        bodies_after[number] = bodies_after[number + 1] + if line.is_body() { line.words } else { 0 };
    }
    let (mut best, mut best_words) = (None, 0);
    let mut number = 0;
    while number < lines.len() {
        if !lines[number].is_body() {
            number += 1;
            continue;
        }
        let (start, mut end, mut words, mut dead) = (number, number + 1, 0, 0);
        while number < lines.len() {
            let line = &lines[number];
            if line.is_body() {
                if is_card(text, lines, number) && end > start {
                    break;
                }
                (words, end, dead) = (words + line.words, number + 1, 0);
            } else if line.furniture == Some(Furniture::End) && words > 0 && bodies_after[number] < words {
                break;
            } else if parts(line) {
                dead += 1;
                if dead >= PARTING_LINES {
                    break;
                }
            }
            number += 1;
        }
        if words > best_words {
            (best, best_words) = (Some(start..end), words);
        }
        number = number.max(end);
    }
    best
}

/// Whether a line speaks for the end of a stretch: labels and topics do, prompts between paragraphs do not.
fn parts(line: &Line) -> bool {
    match line.furniture {
        Some(kind) => matches!(kind, Furniture::End | Furniture::Tags | Furniture::Promo),
        None => line.shape == Shape::Label && line.stamp.is_none() && !line.is_byline,
    }
}

/// A paragraph that is cut off, under a headline: a card that points to another story.
fn is_card(text: &str, lines: &[Line], number: usize) -> bool {
    let words = lines[number].span.of(text);
    let cut_off = words.ends_with('…') || words.ends_with("...");
    cut_off && number > 0 && lines[number - 1].is_head() && lines[number - 1].words >= STORY_HEADLINE_WORDS
}

/// Where the story begins, and the line of its headline: the one printed twice, else the topmost of the headlines
/// right above the first paragraph.
fn headline(text: &str, lines: &[Line], body: &Range<usize>) -> (usize, Option<usize>) {
    let mut heads: Vec<usize> = Vec::new();
    let mut dead = 0;
    let in_menu = |words: &str| is_title_case(words) && !has_small_word(words);
    for number in (body.start.saturating_sub(HEADLINE_REACH)..body.start).rev() {
        let line = &lines[number];
        if line.is_head() && line.words >= HEADLINE_WORDS {
            if heads.is_empty() || !in_menu(line.span.of(text)) {
                heads.push(number);
                dead = 0;
            }
        } else if line.is_body() {
            break;
        } else if !heads.is_empty() {
            // Between a headline and a standfirst or caption stand names, dates and buttons; a menu is longer.
            dead += match line.furniture {
                Some(Furniture::Tags | Furniture::End) => 3,
                Some(Furniture::Promo) => 8,
                Some(_) => 1,
                None => i32::from(line.shape == Shape::Label),
            };
            if dead >= 8 {
                break;
            }
        }
    }
    let same =
        |left: usize, right: usize| normal(lines[left].span.of(text)) == normal(lines[right].span.of(text));
    let doubled =
        heads.iter().rev().find(|head| heads.iter().any(|other| other != *head && same(*other, **head)));
    let title = match doubled {
        Some(head) => Some(*head),
        // Many headlines in a row are a menu of other stories; the nearest is this story's.
        None if heads.len() > 4 => heads.first().copied(),
        None => heads.last().copied(),
    };
    let title = title.or_else(|| short_headline(lines, body.start));
    // A headline that is printed as a sentence, and once more above or below.
    let start = title.unwrap_or_else(|| first_of_story(lines, body.start));
    (start, title)
}

/// A headline of fewer words, right above the first paragraph.
fn short_headline(lines: &[Line], body: usize) -> Option<usize> {
    let number = (0..body).rev().take(4).find(|number| {
        lines[*number].furniture.is_none() && lines[*number].stamp.is_none() && !lines[*number].is_byline
    })?;
    (lines[number].is_news() && lines[number].words >= 2).then_some(number)
}

/// Without a headline the story begins at its byline or its first paragraph.
fn first_of_story(lines: &[Line], body: usize) -> usize {
    let mut start = body;
    while start > 0
        && (lines[start - 1].is_byline || lines[start - 1].stamp.is_some_and(|stamp| stamp.day.is_some()))
    {
        start -= 1;
    }
    start
}

fn normal(words: &str) -> String {
    words.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The sections of a roundup: stories under headlines of their own, with what stands above them as the first item.
fn sections(
    text: &str,
    lines: &[Line],
    start: usize,
    body: &Range<usize>,
    title: Option<usize>,
) -> Option<Vec<Draft>> {
    let title_words = title.map(|number| normal(lines[number].span.of(text)));
    let headings: Vec<usize> = (body.start..body.end)
        .filter(|number| {
            let line = &lines[*number];
            line.is_news()
                && line.shape != Shape::Body
                && title_words.as_deref() != Some(&normal(line.span.of(text)))
                && lines[number + 1..body.end]
                    .iter()
                    .find(|next| next.furniture.is_none())
                    .is_some_and(Line::is_body)
        })
        .collect();
    if headings.len() < 2 {
        return None;
    }
    let next_body = |number: usize| lines[number..body.end].iter().find(|line| line.is_body());
    let opens_story = |number: &&usize| {
        lines[**number].words >= SECTION_HEADLINE_WORDS
            && next_body(**number)
                .is_some_and(|lead| is_lead(text, lead) || repeats(text, lines, start..headings[0], lead))
    };
    let stories = headings.iter().filter(opens_story).count();
    let announced = title.is_some_and(|number| announces_list(lines[number].span.of(text)));
    let bodies = lines[body.clone()].iter().filter(|line| line.is_body()).count();
    let long_enough = bodies >= headings.len() * 2;
    if !(announced || (long_enough && stories >= 2 && stories * 5 >= headings.len() * 3)) {
        return None;
    }
    // One that does not open like the others is still a section: it has its heading.
    let starts: Vec<usize> = headings
        .iter()
        .copied()
        .filter(|number| announced || lines[*number].words >= SECTION_HEADLINE_WORDS)
        .collect();
    let mut top = Draft::new(ItemKind::Article, start..*starts.first()?);
    top.title = title.map(|number| lines[number].span);
    top.byline = byline(lines, start..starts[0]);
    top.stamp =
        lines[start..body.start].iter().find_map(|line| line.stamp.filter(|stamp| stamp.day.is_some()));
    let mut drafts = vec![top];
    for (number, from) in starts.iter().enumerate() {
        let mut section =
            Draft::new(ItemKind::Section, *from..starts.get(number + 1).copied().unwrap_or(body.end));
        section.title = Some(lines[*from].span);
        drafts.push(section);
    }
    Some(drafts)
}

/// A title that says that several pieces of news follow.
fn announces_list(title: &str) -> bool {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = PATTERN.get_or_init(|| {
        Regex::new(r"(?i)\b(list of key events|key (events|developments|moments)|here is where things stand|what we know on|what happened (on day|today)|round-?up|at a glance|news in brief|morning (briefing|brief)|evening (briefing|brief)|daily (briefing|digest)|wrap(-up)?:|digest)\b").ok()
    });
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(title))
}

/// Whether a paragraph opens a story: it names who did what on which day, and leans on nothing before it.
fn is_lead(text: &str, line: &Line) -> bool {
    static DAY: OnceLock<Option<Regex>> = OnceLock::new();
    let day = DAY.get_or_init(|| {
        Regex::new(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?i:today|yesterday|overnight)|(?:on|On) (?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.))").ok()
    });
    let words = line.opening(text);
    let first = words.split_inclusive(". ").next().unwrap_or(words);
    !live_rules().continues(words)
        && count_words(first) >= 12
        && day.as_ref().is_some_and(|day| day.is_match(first))
}

/// Whether a paragraph says again, almost word for word, what the summary above the sections says.
fn repeats(text: &str, lines: &[Line], above: Range<usize>, lead: &Line) -> bool {
    let own: BTreeSet<String> = content_words(lead.span.of(text)).collect();
    lines[above].iter().filter(|line| line.is_body()).take(SUMMARY_PARAGRAPHS).any(|line| {
        let other: BTreeSet<String> = content_words(line.span.of(text)).collect();
        let shared = own.intersection(&other).count();
        shared >= 6 && shared * 10 >= own.len() * 8
    })
}

/// Headlines of other stories among an article's paragraphs.
fn inner_teasers(text: &str, lines: &[Line], body: &Range<usize>) -> Vec<Draft> {
    let inside = body.start + 1..body.end;
    let mut known: BTreeSet<String> = BTreeSet::new();
    for line in lines[body.clone()].iter().filter(|line| line.is_body()) {
        known.extend(content_words(line.span.of(text)));
    }
    inside
        .filter(|number| lines[*number].is_head() && lines[*number].words >= STORY_HEADLINE_WORDS)
        .filter(|number| points_elsewhere(text, &lines[*number], &known))
        .map(|number| {
            let mut teaser = Draft::new(ItemKind::Teaser, number..number + 1);
            teaser.title = Some(lines[number].span);
            teaser
        })
        .collect()
}

/// Whether a heading inside an article is the headline of another story: it says so ("Explainer: …"), or it is long
/// and names something that the article does not speak of.
///
/// `known` are the content words of the article's paragraphs.
fn points_elsewhere(text: &str, line: &Line, known: &BTreeSet<String>) -> bool {
    static PREFIX: OnceLock<Rules> = OnceLock::new();
    let words = line.span.of(text);
    if PREFIX.get_or_init(|| Rules::of(super::lines::FURNITURE, "teaser", true)).is_match(words) {
        return true;
    }
    if line.words < 7 {
        return false;
    }
    let is_title_case = is_title_case(words);
    let strange = words
        .split(|char: char| !char.is_alphanumeric())
        .skip(1)
        .filter(|word| word.len() > 3 && word.chars().next().is_some_and(char::is_uppercase))
        .filter(|word| !content_words(word).any(|stem| known.contains(&stem)))
        .count();
    let own: Vec<String> = content_words(words).collect();
    let shared = own.iter().filter(|stem| known.contains(*stem)).count();
    // In title case every word has a capital, so a name cannot be told; only the share of known words can.
    shared * 3 <= own.len() || (strange >= 1 && !is_title_case)
}

fn is_title_case(words: &str) -> bool {
    let long: Vec<&str> = words.split_whitespace().filter(|word| word.len() > 3).collect();
    let capital = long.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    capital * 10 >= long.len() * 8
}

/// Whether a line has a longer word without a capital, as headlines have and menus have not.
fn has_small_word(words: &str) -> bool {
    words.split_whitespace().any(|word| word.chars().count() >= 4 && word.chars().all(char::is_lowercase))
}

/// What stands below the story: entries of a news feed by their stamps, pointers to other stories; the rest is no news.
fn below(text: &str, lines: &[Line], from: usize) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut number = from;
    while number < lines.len() {
        let line = &lines[number];
        if line.furniture.is_none() && line.stamp.is_some() {
            let end = entry_end(lines, number + 1);
            // Without a paragraph it is the age of a link above it.
            if lines[number + 1..end].iter().any(Line::is_body) {
                let mut entry = Draft::new(ItemKind::FeedItem, number..end);
                entry.stamp = line.stamp;
                entry.title = lines[number + 1..end].iter().find(|line| line.is_news()).map(|line| line.span);
                drafts.push(entry);
            }
            number = end.max(number + 1);
        } else if line.is_head() && line.words >= STORY_HEADLINE_WORDS {
            let heads = lines[number..].iter().take_while(|next| next.is_head()).count();
            let blurb = lines.get(number + 1).is_some_and(Line::is_body);
            // A lone headline counts where it follows on the text; between buttons and labels it is a menu's.
            let follows_text = number > 0
                && lines[number - 1].furniture.is_none()
                && lines[number - 1].shape != Shape::Label;
            let heads_promotion =
                lines.get(number + 1).is_some_and(|next| next.furniture == Some(Furniture::Promo));
            let is_menu =
                heads_promotion || is_title_case(line.span.of(text)) && !has_small_word(line.span.of(text));
            if heads < 3 && !is_menu && (blurb || follows_text) {
                let end = if blurb { number + 2 } else { number + 1 };
                let mut teaser = Draft::new(ItemKind::Teaser, number..end);
                teaser.title = Some(line.span);
                drafts.push(teaser);
                number = end;
            } else {
                number += heads;
            }
        } else if line.is_body() && line.words >= 12 && !is_about_author(text, lines, number) {
            let end = (number + 1..lines.len()).find(|next| !lines[*next].is_body()).unwrap_or(lines.len());
            drafts.push(Draft::new(ItemKind::Teaser, number..end));
            number = end;
        } else {
            number += 1;
        }
    }
    drafts
}

/// Where an entry of a news feed ends: at the next stamp, at furniture, or at a label.
fn entry_end(lines: &[Line], from: usize) -> usize {
    (from..lines.len())
        .find(|number| {
            let line = &lines[*number];
            line.furniture.is_some_and(|kind| kind != Furniture::Caption)
                || line.stamp.is_some()
                || line.shape == Shape::Label
        })
        .unwrap_or(lines.len())
}

/// A paragraph right after the name of a person or a desk, in a box about the author.
fn is_about_author(text: &str, lines: &[Line], number: usize) -> bool {
    let box_above = lines[number.saturating_sub(3)..number].iter().any(|line| {
        let words = line.span.of(text).to_lowercase();
        words == "avatar"
            || words.starts_with("about the author")
            || words.starts_with("author")
            || words.contains("news desk")
    });
    box_above && lines[number - 1].shape != Shape::Body
}
