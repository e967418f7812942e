use super::Draft;
use super::below::{self, heads_from};
use super::comments::opens_comments;
use super::lines::{Furniture, Line, Shape, count_words, ends_sentence};
use super::live::{content_words, rules as live_rules};
use crate::rules::Rules;
use crate::stamp;
use onrecord_text::{ItemKind, Span, month_names};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

/// A paragraph counts as at most this many words in the search for the story, so that one long notice outweighs no story.
const PARAGRAPH_WORDS: usize = 80;
/// What the label of a widget ("Trending") costs the stretch it stands in, in words of paragraphs.
const WIDGET_COST: i64 = 30;
/// What the label above comments costs: a story seldom goes on below it.
const COMMENTS_COST: i64 = 400;
/// So many words of a story must stand above what readers wrote.
const STORY_WORDS: i64 = 40;
/// What a paragraph counts that a reader wrote.
const COMMENT_WORDS: i64 = 4;
/// What the summary of another story costs.
const CARD_COST: i64 = 10;
/// So many lines above the first paragraph are searched for the headline.
const HEADLINE_REACH: usize = 150;
/// So many lines above a headline are searched for its first printing.
const COPY_REACH: usize = 4;
/// A date or an author so many lines below speaks for a headline.
const DATED_WITHIN: usize = 6;
/// A headline has at most this many words.
const LONGEST_HEADLINE: usize = 25;
/// A headline that is a sentence has at most this many words.
const LONGEST_SENTENCE: usize = 22;
/// The name of an author, with the desk or the agency, has at most this many words.
const NAME_WORDS: usize = 10;
/// A line of authors that begins with "By" has at most this many words, its date among them.
const BYLINE_WORDS: usize = 16;
/// A link that is a sentence has at most this many words.
const LINK_WORDS: usize = 18;
/// So many points a line must have to be the headline.
const LIKENESS: i64 = 20;
/// A headline has at most so many points less than the standfirst below it.
const STANDFIRST: i64 = 25;
/// The most points that its distance from the paragraphs takes off a line.
const FARTHEST: i64 = 40;
/// The words of so many paragraphs are compared with a headline's.
const KNOWN_PARAGRAPHS: usize = 100;
/// A headline has at least this many words, unless there is no longer one.
const HEADLINE_WORDS: usize = 4;
/// The summary above the sections of a roundup has at most this many paragraphs.
const SUMMARY_PARAGRAPHS: usize = 12;
/// A heading of a roundup's section has at least this many words.
const SECTION_HEADLINE_WORDS: usize = 4;
/// A heading that could be the headline of a story by itself has at least this many words.
pub(super) const STORY_HEADLINE_WORDS: usize = 5;

/// The items of a page with one story, or with one story under several headings, `main` of whose lines are told to be its main text.
///
/// Lines among them that are not are marked as furniture, but for headlines that point to other stories.
pub(super) fn items(text: &str, lines: &mut [Line], main: &[bool]) -> Vec<Draft> {
    let ends = main.iter().position(|main| *main).zip(main.iter().rposition(|main| *main));
    let Some(mut body) = ends.map(|(first, last)| first..last + 1) else {
        return items_by_rules(text, lines);
    };
    let (start, title) = headline(text, lines, &body);
    if let Some(title) = title.filter(|title| *title >= body.start) {
        body.start = (title + 1..body.end).find(|number| main[*number]).unwrap_or(title);
    }
    mark_head_of_story(text, lines, title, title.map_or(start, |title| title + 1)..body.start);
    for (line, is_main) in lines.iter_mut().zip(main) {
        line.furniture = line.furniture.filter(|_| !is_main);
    }
    let mut pointers = inner_teasers(text, lines, &body);
    pointers.retain(|pointer| !main[pointer.lines.start]);
    for number in body.clone().filter(|number| !main[*number] && Some(*number) != title) {
        let points = pointers.iter().any(|pointer| pointer.lines.start == number);
        if lines[number].furniture.is_none() && !points {
            lines[number].furniture = Some(Furniture::Mid);
        }
    }
    let mut drafts = story(text, lines, start, &body, title);
    if drafts.iter().all(|draft| draft.kind != ItemKind::Section) {
        drafts.retain(|draft| draft.kind != ItemKind::Teaser);
        drafts.extend(pointers);
    }
    drafts.extend(below::items(text, lines, body.end));
    drafts
}

/// The same as the rules alone tell it.
///
/// Lines that only their place in the page shows to be no news (a widget's links among the paragraphs, the labels under the
/// headline) are marked so.
pub(super) fn items_by_rules(text: &str, lines: &mut [Line]) -> Vec<Draft> {
    let Some(mut body) = main_body(text, lines) else { return without_body(lines) };
    let (start, title) = headline(text, lines, &body);
    // What reads like paragraphs above the headline are notices.
    if let Some(title) = title.filter(|title| *title >= body.start) {
        body.start = (title + 1..body.end).find(|number| lines[*number].is_body()).unwrap_or(title);
    }
    mark_head_of_story(text, lines, title, title.map_or(start, |title| title + 1)..body.start);
    mark_widgets(lines, &body);
    let mut drafts = story(text, lines, start, &body, title);
    drafts.extend(below::items(text, lines, body.end));
    drafts
}

/// The names, section names, counts, buttons and widgets between a headline and the first paragraph are no news.
fn mark_head_of_story(text: &str, lines: &mut [Line], title: Option<usize>, range: Range<usize>) {
    let own = title.map(|title| normal(lines[title].span.of(text)));
    let mut in_widget = false;
    for line in lines.get_mut(range).unwrap_or_default() {
        let words = line.span.of(text);
        if line.furniture == Some(Furniture::End) {
            in_widget = true;
        }
        if !line.is_news() || own.as_deref() == Some(&normal(words)) {
            continue;
        }
        let begins = words.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
        let is_name = line.words <= NAME_WORDS && line.shape == Shape::Head && !has_small_word(words);
        if begins && line.words <= BYLINE_WORDS && !ends_sentence(words) {
            line.is_byline = true;
        } else if line.shape == Shape::Label || is_name || in_widget {
            line.furniture = Some(Furniture::Mid);
        }
    }
}

/// The links under a widget's label among the paragraphs of a story are no news, up to the next paragraph.
fn mark_widgets(lines: &mut [Line], body: &Range<usize>) {
    let mut in_widget = false;
    for number in body.clone() {
        let is_link = lines[number].words <= LINK_WORDS && lines.get(number + 1).is_some_and(Line::is_head);
        let line = &mut lines[number];
        match line.furniture {
            Some(Furniture::End) => in_widget = true,
            None if line.shape == Shape::Body && !is_link => in_widget = false,
            None if in_widget => line.furniture = Some(Furniture::Mid),
            _ => {}
        }
    }
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

/// The lines from the first to the last paragraph of the page's story: the stretch with the most words in paragraphs, where
/// every line that is no paragraph costs some.
fn main_body(text: &str, lines: &[Line]) -> Option<Range<usize>> {
    let (mut best, mut best_sum) = (None, 0);
    let (mut start, mut sum) = (0, 0);
    let (mut in_widget, mut in_comments) = (false, false);
    for number in 0..lines.len() {
        let line = &lines[number];
        if line.furniture == Some(Furniture::End) {
            in_widget = true;
        } else if in_widget && line.is_body() {
            // A card has one paragraph; a story that goes on has several.
            in_widget = !goes_on(lines, number) && is_summary(lines, number);
        }
        in_comments |= sum >= STORY_WORDS && begins_comments(text, lines, number);
        let weight = match line.is_body() {
            true if sum >= STORY_WORDS && opens_another(lines, number) => -CARD_COST,
            true if in_comments => weight(text, lines, number).min(COMMENT_WORDS),
            true if in_widget && is_summary(lines, number) => -CARD_COST,
            // Inside a story a run of buttons and links costs no more than a few of them.
            _ if sum >= STORY_WORDS && in_run(lines, number) => 0,
            // A sub-heading stands right above its paragraph.
            _ if sum >= STORY_WORDS && is_heading(lines, number) => -3,
            _ => weight(text, lines, number),
        };
        if sum <= 0 {
            (start, sum) = (number, 0);
        }
        sum += weight;
        if sum > best_sum {
            (best, best_sum) = (Some(start..number + 1), sum);
        }
    }
    best
}

/// Whether a paragraph stands under a headline.
fn is_summary(lines: &[Line], number: usize) -> bool {
    lines[..number]
        .iter()
        .rev()
        .find(|line| line.furniture.is_none() && line.stamp.is_none() && !line.is_byline)
        .is_some_and(Line::is_head)
}

/// Whether a paragraph stands under a headline with an author or a date between: another story begins.
fn opens_another(lines: &[Line], number: usize) -> bool {
    let above = &lines[number.saturating_sub(4)..number];
    let head = above.iter().rposition(|line| line.is_head() && line.words >= STORY_HEADLINE_WORDS);
    head.is_some_and(|head| {
        let between = &above[head + 1..];
        between.iter().any(|line| line.is_byline || line.stamp.is_some())
            && !between.iter().any(Line::is_body)
    })
}

/// Whether a short line stands between labels, as the entries of a menu do.
fn in_menu(lines: &[Line], number: usize) -> bool {
    let is_label =
        |line: &Line| line.is_news() && line.shape == Shape::Label || line.furniture == Some(Furniture::End);
    lines[number].words <= 4
        && lines[..number].iter().rev().take(2).any(is_label)
        && lines[number + 1..].iter().take(2).all(is_label)
}

/// Whether a line is the label above what readers wrote: no paragraphs of the story follow it.
fn begins_comments(text: &str, lines: &[Line], number: usize) -> bool {
    let line = &lines[number];
    let next = lines[number + 1..].iter().take(4).position(Line::is_body).map(|at| number + 1 + at);
    // The first comment stands under its writer's name and its date.
    let is_dated = lines[number + 1..].iter().take(3).any(|line| {
        line.words <= 16 && (line.stamp.is_some() || !stamp::find_all(text, line.span).is_empty())
    });
    line.furniture == Some(Furniture::End)
        && opens_comments(line.span.of(text))
        && (is_dated || !next.is_some_and(|next| goes_on(lines, next)))
}

/// Whether another paragraph follows the one at `number` before any headline or label.
fn goes_on(lines: &[Line], number: usize) -> bool {
    lines[number + 1..]
        .iter()
        .find(|line| !matches!(line.furniture, Some(Furniture::Mid | Furniture::Caption)))
        .is_some_and(Line::is_body)
}

/// What a line adds to a stretch of paragraphs, in words; furniture, headlines and labels take away.
fn weight(text: &str, lines: &[Line], number: usize) -> i64 {
    let line = &lines[number];
    match line.furniture {
        Some(Furniture::Caption) => 0,
        Some(Furniture::Mid) => -3,
        Some(Furniture::Tags) => -10,
        Some(Furniture::Promo | Furniture::Comment) => -15,
        Some(Furniture::End) if opens_comments(line.span.of(text)) => -COMMENTS_COST,
        Some(Furniture::End) => -WIDGET_COST,
        None if line.stamp.is_some() || line.is_byline => -6,
        None => match line.shape {
            Shape::Body if is_card(text, lines, number) => -CARD_COST,
            Shape::Body if line.words < 6 => 3,
            Shape::Body => i64::try_from(line.words.min(PARAGRAPH_WORDS)).unwrap_or(0),
            Shape::Head => -8,
            Shape::Label => -5,
        },
    }
}

fn is_heading(lines: &[Line], number: usize) -> bool {
    let line = &lines[number];
    line.is_news() && line.shape == Shape::Label && lines.get(number + 1).is_some_and(Line::is_body)
}

fn in_run(lines: &[Line], number: usize) -> bool {
    let run = &lines[number.saturating_sub(3)..=number];
    run.len() == 4
        && run.iter().all(|line| matches!(line.furniture, Some(Furniture::Mid | Furniture::Caption)))
}

/// A paragraph that is cut off, under a headline: a card that points to another story.
fn is_card(text: &str, lines: &[Line], number: usize) -> bool {
    let words = lines[number].span.of(text);
    let cut_off = words.ends_with('…') || words.ends_with("...");
    cut_off && number > 0 && lines[number - 1].is_head() && lines[number - 1].words >= STORY_HEADLINE_WORDS
}

/// Where the story begins, and the line of its headline: of the lines above the first paragraphs the one that looks most like
/// it, and where it is printed twice in a row, the first of the two.
fn headline(text: &str, lines: &[Line], body: &Range<usize>) -> (usize, Option<usize>) {
    let known: BTreeSet<String> = lines[body.clone()]
        .iter()
        .filter(|line| line.is_body())
        .take(KNOWN_PARAGRAPHS)
        .flat_map(|line| content_words(line.opening(text)))
        .collect();
    let speakers = speakers(text, &lines[body.clone()]);
    let is_turn = |line: &Line| label(text, line).is_some_and(|label| speakers.contains(label));
    let top = body.start.saturating_sub(HEADLINE_REACH);
    let mut copies: BTreeMap<String, usize> = BTreeMap::new();
    for line in &lines[top..body.start] {
        if (HEADLINE_WORDS..=LONGEST_HEADLINE).contains(&line.words) {
            *copies.entry(normal(line.span.of(text))).or_default() += 1;
        }
    }
    let mut best: Option<(i64, usize)> = None;
    let mut distance = 0;
    for number in (top..late_start(lines, body)).rev() {
        let line = &lines[number];
        let score = likeness(text, lines, number, &known, &copies, number >= body.start);
        if let Some(score) = score.filter(|_| !is_turn(line)) {
            let score = score - (distance / 3).min(FARTHEST);
            if best.is_none_or(|(best, _)| score > best) {
                best = Some((score, number));
            }
        }
        if number < body.start {
            distance += if line.is_news() { 3 } else { 1 };
        }
    }
    let title = best.filter(|(score, _)| *score >= LIKENESS).map(|(score, number)| {
        // Of a headline and the standfirst below it, both speak of the story.
        let above = (number.saturating_sub(2)..number)
            .rev()
            .find(|above| lines[*above].is_news() && lines[*above].shape != Shape::Label);
        let is_headline = |above: &usize| {
            let words = lines[*above].span.of(text);
            let own: BTreeSet<String> = content_words(words).collect();
            let is_alone = *above == 0 || !lines[*above - 1].is_head();
            lines[*above].words >= STORY_HEADLINE_WORDS
                && is_alone
                // A line with the headline in it is a trail of links to it.
                && !normal(words).contains(&normal(lines[number].span.of(text)))
                && likeness(text, lines, *above, &known, &copies, false)
                    .is_some_and(|likeness| {
                        let shares =
                            content_words(lines[number].span.of(text)).any(|word| own.contains(&word));
                        likeness + if shares { STANDFIRST } else { 5 } >= score
                    })
        };
        above.filter(is_headline).unwrap_or(number)
    });
    let title =
        title.map(|title| first_copy(text, lines, title)).or_else(|| short_headline(lines, body.start));
    let start = title.unwrap_or_else(|| first_of_story(lines, body.start));
    let is_title = |title: &usize| {
        (lines[*title].words <= LONGEST_SENTENCE || lines[*title].is_head())
            && !lines[*title].span.of(text).ends_with(':')
    };
    (start, title.filter(is_title))
}

/// The first of several printings of a headline right above one another.
fn first_copy(text: &str, lines: &[Line], title: usize) -> usize {
    let words = normal(lines[title].span.of(text));
    let above = (title.saturating_sub(COPY_REACH)..title)
        .find(|number| !lines[*number].is_body() && normal(lines[*number].span.of(text)) == words);
    above.unwrap_or(title)
}

/// The line up to which a headline is looked for: a notice or two may stand above it that read like paragraphs.
fn late_start(lines: &[Line], body: &Range<usize>) -> usize {
    let all: usize = lines[body.clone()].iter().filter(|line| line.is_body()).map(|line| line.words).sum();
    let mut before = 0;
    body.clone()
        .find(|number| {
            before += if lines[*number].is_body() { lines[*number].words } else { 0 };
            before * 10 > all
        })
        .unwrap_or(body.start)
        .max(body.start)
}

/// How much a line looks like the headline of the paragraphs below it, in points; nothing where it cannot be one.
///
/// `known` are the content words of the paragraphs, `copies` says how often each line is printed above them. Among the
/// paragraphs (`is_late`) only a line counts that a date or an author follows.
fn likeness(
    text: &str,
    lines: &[Line],
    number: usize,
    known: &BTreeSet<String>,
    copies: &BTreeMap<String, usize>,
    is_late: bool,
) -> Option<i64> {
    let line = &lines[number];
    let words = line.span.of(text);
    let furniture = match line.furniture {
        None => 0,
        Some(Furniture::Tags | Furniture::Promo) if line.words > HEADLINE_WORDS => 15,
        Some(Furniture::Mid) if line.words > HEADLINE_WORDS => 25,
        _ => return None,
    };
    let is_sentence = line.shape == Shape::Body;
    let ends = words.ends_with(':') || is_sentence && line.words > LONGEST_SENTENCE;
    if line.stamp.is_some() || line.is_byline || ends || line.words > LONGEST_HEADLINE {
        return None;
    }
    let dated = lines[number + 1..]
        .iter()
        .take(DATED_WITHIN)
        .any(|next| next.is_byline || next.stamp.is_some_and(|stamp| stamp.day.is_some() || stamp.is_age));
    if is_late && (!dated || line.shape != Shape::Head) {
        return None;
    }
    let own: BTreeSet<String> = content_words(words).collect();
    let shared = own.intersection(known).count();
    let overlap = if own.is_empty() { 0 } else { 40 * shared / own.len() };
    let length = match line.words {
        0 | 1 => -20,
        2 => -15,
        3 => -5,
        4 => 5,
        5..=25 => 15,
        _ => 0,
    };
    let is_copy = copies.get(&normal(words)).is_some_and(|count| *count > 1);
    let before = lines[..number].iter().rev().take_while(|line| line.is_head()).count();
    let run = before.min(8) + heads_from(lines, number).min(8);
    Some(
        i64::try_from(overlap).unwrap_or(0)
            + length
            + if is_copy { 20 } else { 0 }
            + if announces_list(words) { 15 } else { 0 }
            - if is_late { 25 } else { 0 }
            + if dated { 15 } else { 0 }
            - if run >= 4 { 15 } else { 0 }
            - if is_sentence { 25 } else { 0 }
            - if is_sentence && words.contains(". ") { 10 } else { 0 }
            - if in_menu(lines, number) { 12 } else { 0 }
            - furniture,
    )
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
        Regex::new(r"(?i)(?-u:\b)(list of key events|key (events|developments|moments)|here is where things stand|what we know on|what happened (on day|today)|round-?up|at a glance|news in brief|morning (briefing|brief)|evening (briefing|brief)|daily (briefing|digest)|wrap(-up)?:|digest)(?-u:\b)").ok()
    });
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(title))
}

/// Whether a paragraph opens a story: it names who did what on which day, and leans on nothing before it.
fn is_lead(text: &str, line: &Line) -> bool {
    static DAY: OnceLock<Option<Regex>> = OnceLock::new();
    let day = DAY.get_or_init(|| {
        let months = month_names().join("|");
        Regex::new(&format!(r"(?-u:\b)(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?i:today|yesterday|overnight)|(?:on|On) (?:\d{{1,2}} )?(?:{months}|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.))")).ok()
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
    let speakers = speakers(text, &lines[body.clone()]);
    let is_turn = |line: &Line| label(text, line).is_some_and(|label| speakers.contains(label));
    let is_headline = |line: &Line| line.is_head() && line.words >= STORY_HEADLINE_WORDS && !is_turn(line);
    let heads: Vec<usize> =
        (body.start + 1..body.end).filter(|number| is_headline(&lines[*number])).collect();
    if heads.is_empty() {
        return Vec::new();
    }
    let mut known: BTreeSet<String> = BTreeSet::new();
    for line in lines[body.clone()].iter().filter(|line| line.is_body()) {
        known.extend(content_words(line.span.of(text)));
    }
    heads
        .into_iter()
        .filter(|number| points_elsewhere(text, &lines[*number], &known))
        .map(|number| {
            let mut teaser = Draft::new(ItemKind::Teaser, number..number + 1);
            teaser.title = Some(lines[number].span);
            teaser
        })
        .collect()
}

/// The label in capitals with which a line begins: "Q: …", "HALE: …".
fn label<'a>(text: &'a str, line: &Line) -> Option<&'a str> {
    const LABEL_WORDS: usize = 3;
    let (label, rest) = line.span.of(text).split_once(':')?;
    let letters = || label.chars().filter(|char| char.is_alphabetic());
    let is_label = rest.starts_with(char::is_whitespace)
        && label.split_whitespace().count() <= LABEL_WORDS
        && letters().next().is_some()
        && letters().all(char::is_uppercase);
    is_label.then_some(label)
}

/// The labels of those who speak in an interview: questions and answers, and names where two or more take turns.
fn speakers<'a>(text: &'a str, lines: &[Line]) -> BTreeSet<&'a str> {
    const TURNS: usize = 2;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in
        lines.iter().filter(|line| !is_teaser(line.span.of(text))).filter_map(|line| label(text, line))
    {
        *counts.entry(label).or_default() += 1;
    }
    let names: BTreeSet<&str> =
        counts.iter().filter(|(_, count)| **count >= TURNS).map(|(label, _)| *label).collect();
    let mut speakers: BTreeSet<&str> = ["Q", "A", "QUESTION", "ANSWER"].into_iter().collect();
    if names.len() >= TURNS {
        speakers.extend(names);
    }
    speakers
}

/// Whether a heading says that it points to another story: "Explainer: …".
fn is_teaser(words: &str) -> bool {
    static PREFIX: OnceLock<Rules> = OnceLock::new();
    PREFIX.get_or_init(|| Rules::of(super::lines::FURNITURE, "teaser", true)).is_match(words)
}

/// Whether a heading inside an article is the headline of another story: it says so ("Explainer: …"), or it is long
/// and names something that the article does not speak of.
///
/// `known` are the content words of the article's paragraphs.
fn points_elsewhere(text: &str, line: &Line, known: &BTreeSet<String>) -> bool {
    let words = line.span.of(text);
    if is_teaser(words) {
        return true;
    }
    // An entry of a numbered list is the story's own.
    let number = words.trim_start_matches('#').trim_start_matches(|char: char| char.is_ascii_digit());
    if line.words < 7 || number.len() < words.len() && number.starts_with([')', '.', ':']) {
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

pub(super) fn is_title_case(words: &str) -> bool {
    let long: Vec<&str> = words.split_whitespace().filter(|word| word.len() > 3).collect();
    let capital = long.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    capital * 10 >= long.len() * 8
}

/// Whether a line has a longer word without a capital, as headlines have and menus have not.
pub(super) fn has_small_word(words: &str) -> bool {
    words.split_whitespace().any(|word| word.chars().count() >= 4 && word.chars().all(char::is_lowercase))
}
