use super::neighbours;
use crate::patterns::Patterns;
use crate::row;
use crate::rules::Rules;
use crate::stamp::{self, Stamp};
use onrecord_text::Span;
use regex::Regex;
use std::sync::OnceLock;

pub(crate) const FURNITURE: &str = include_str!("../../data/furniture.txt");
pub(crate) const PROMO: &str = include_str!("../../data/promo.txt");

/// The longest line that is compared with furniture, in words: a paragraph is never furniture.
const FURNITURE_WORDS: usize = 70;
/// So many lines of any text are told apart, and of a long one as many more as it has times so many bytes: what is kept of a line takes
/// over a hundred bytes, and a text of nothing but line breaks and letters could have one in two.
const LINES: usize = 50_000;
const BYTES_A_LINE: usize = 128;
/// A line that is cut off and has at most this many words is a headline, not the summary under one.
const CUT_OFF_WORDS: usize = 11;

/// One line of a page, or one piece of a line on which a whole page was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The words, without white space at the ends.
    pub(crate) span: Span,
    /// Whether an empty line stands before it.
    pub(crate) after_gap: bool,
    /// How many words it has.
    pub(crate) words: usize,
    /// What it looks like.
    pub(crate) shape: Shape,
    /// Why it is no news, if it is not.
    pub(crate) furniture: Option<Furniture>,
    /// The stamp that it consists of, but for a few words.
    pub(crate) stamp: Option<Stamp>,
    /// Whether it names the author.
    pub(crate) is_byline: bool,
}

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A paragraph: one or more sentences.
    Body,
    /// A headline or a sub-heading: several words that are no sentence.
    Head,
    /// A word or a few.
    Label,
}

/// Kinds of lines that are no news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Furniture {
    /// A prompt, a link, a button; the article goes on after it.
    Mid,
    /// What stands below an article.
    End,
    /// A picture's caption or credit.
    Caption,
    /// A paragraph in which the outlet speaks of itself.
    Promo,
    /// A list of topics.
    Tags,
    /// What a reader wrote below a story, and who that was.
    Comment,
}

impl Line {
    /// Its words, of a very long line the beginning.
    pub(crate) fn opening<'a>(&self, text: &'a str) -> &'a str {
        const REACH: usize = 8 << 10;
        let words = self.span.of(text);
        &words[..words.floor_char_boundary(REACH)]
    }

    /// A paragraph of news.
    pub(crate) fn is_body(&self) -> bool {
        self.shape == Shape::Body && self.is_news()
    }

    /// A headline or sub-heading of news.
    pub(crate) fn is_head(&self) -> bool {
        self.shape == Shape::Head && self.is_news()
    }

    /// Neither furniture nor a stamp nor a byline.
    pub(crate) fn is_news(&self) -> bool {
        self.furniture.is_none() && self.stamp.is_none() && !self.is_byline
    }
}

/// The lines of a text that hold anything, classified one by one; where there are far too many, short ones are taken together.
pub(crate) fn split(text: &str) -> Vec<Line> {
    let room = LINES + text.len() / BYTES_A_LINE;
    let (mut lines, mut start, mut end, mut gap) = (Vec::new(), 0, 0, false);
    for part in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        end += part.len();
        if lines.len() >= room && end - start < BYTES_A_LINE && end < text.len() {
            continue;
        }
        match Span::trimmed(text, start, end) {
            Some(span) => {
                if super::inline::holds_a_page(span.of(text)) {
                    super::inline::split(text, span, &mut lines);
                } else {
                    lines.push(classify(text, span, gap));
                }
                gap = false;
            }
            None => gap |= !lines.is_empty() && part.contains('\n'),
        }
        start = end;
    }
    neighbours::mark(text, &mut lines);
    lines
}

/// One line with what can be told from the line alone.
pub(crate) fn classify(text: &str, span: Span, after_gap: bool) -> Line {
    let words = span.of(text);
    let count = count_words(words).max(row::unspaced(words));
    let stamp = (count <= 16).then(|| line_stamp(text, span)).flatten();
    let is_byline = count <= 16 && is_byline(words);
    let shape = shape_of(words, count);
    let furniture =
        if stamp.is_some() && !mentions_furniture(words) { None } else { furniture_of(words, count, shape) };
    Line {
        span,
        after_gap,
        words: count,
        shape,
        furniture,
        stamp,
        is_byline: is_byline && furniture.is_none(),
    }
}

fn mentions_furniture(words: &str) -> bool {
    words.contains('©') || words.starts_with(['(', '['])
}

/// How many words a text has: runs without white space that hold a letter or a digit.
pub(crate) fn count_words(words: &str) -> usize {
    if !words.is_ascii() {
        return words.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    }
    let (mut count, mut is_counted) = (0, false);
    for byte in words.bytes() {
        // Of the control characters these are white space too.
        let is_space = matches!(byte, b' ' | b'\t'..=b'\r');
        let is_letter = byte.is_ascii_alphanumeric();
        count += usize::from(is_letter && !is_counted);
        is_counted = !is_space && (is_counted || is_letter);
    }
    count
}

/// Whether a text ends as a sentence does, whatever quotation marks or brackets follow.
pub(crate) fn ends_sentence(words: &str) -> bool {
    let bare = words.trim_end_matches(|char: char| "\"'”’»)]*".contains(char) || char.is_whitespace());
    bare.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？'])
}

fn shape_of(words: &str, count: usize) -> Shape {
    let ends = ends_sentence(words);
    let question = words.trim_end_matches(['"', '”', '’', '\'']).ends_with('?');
    let sentences = sentence_breaks(words);
    let opens_quote = words.starts_with(['“', '"', '«']);
    if question && count <= 18 && sentences == 0 && !opens_quote {
        return if count <= 3 { Shape::Label } else { Shape::Head };
    }
    // A headline that was cut off.
    if (4..=CUT_OFF_WORDS).contains(&count) && sentences == 0 && !opens_quote && is_cut_off(words) {
        return Shape::Head;
    }
    if (ends && (count >= 6 || opens_quote && count >= 2)) || count >= 26 || (sentences >= 1 && count >= 12) {
        return Shape::Body;
    }
    // A paragraph of a few words ("He declined.") is told from a label by its full stop.
    if ends && count >= 2 && words.ends_with(['.', '!', '”', '"']) {
        return Shape::Body;
    }
    if count >= 4 { Shape::Head } else { Shape::Label }
}

/// Whether the last words of a text are left out.
pub(crate) fn is_cut_off(words: &str) -> bool {
    ["…", "...", "(…)", "(...)"].iter().any(|mark| words.ends_with(mark))
}

/// How many sentences end inside a text; an abbreviation ("U.S. ") ends none.
pub(super) fn sentence_breaks(words: &str) -> usize {
    memchr::memchr_iter(b'.', words.as_bytes())
        .filter(|at| words.as_bytes().get(at + 1) == Some(&b' '))
        .filter(|at| {
            let word = words[..*at].rsplit(|char: char| char.is_whitespace() || char == '.').next();
            word.is_some_and(|word| word.chars().count() > 1)
        })
        .count()
}

/// The kind of furniture that the rules take a line for.
fn by_rules(words: &str) -> Option<Furniture> {
    static RULES: OnceLock<Rules> = OnceLock::new();
    let rules = RULES.get_or_init(|| Rules::of_sections(FURNITURE, &["caption", "end", "mid"], true));
    let section = rules.found(words).next()?;
    [Furniture::Caption, Furniture::End, Furniture::Mid].get(section).copied()
}

fn furniture_of(words: &str, count: usize, shape: Shape) -> Option<Furniture> {
    if count > FURNITURE_WORDS && !is_promotion(words) {
        return None;
    }
    by_rules(words)
        .filter(|kind| {
            // A quotation that ends in a bracket or names an agency is still a quotation.
            *kind != Furniture::Caption || !words.starts_with(['“', '"']) || words.contains('©')
        })
        .or_else(|| (shape != Shape::Label && is_promotion(words)).then_some(Furniture::Promo))
        .or_else(|| is_topic_list(words, count).then_some(Furniture::Tags))
}

/// Whether a paragraph is the outlet speaking of itself or to its reader.
pub(crate) fn is_promotion(words: &str) -> bool {
    static RULES: OnceLock<Rules> = OnceLock::new();
    let reports_speech = || ["said", "told", "according to"].iter().any(|cue| words.contains(cue));
    if words.len() > 2000 || words.starts_with(['“', '"', '«']) || reports_speech() {
        return false;
    }
    let rules = RULES.get_or_init(|| Rules::of_sections(PROMO, &["sure", "weak"], false));
    let mut weak = 0;
    rules.found(words).any(|section| {
        weak += section;
        section == 0 || weak >= 2
    })
}

/// A list of topics: three or more short names between commas, or section names in a row.
fn is_topic_list(words: &str, count: usize) -> bool {
    if count > 40 || ends_sentence(words) || !words.contains([',', '|', '•', '·']) {
        return false;
    }
    let parts: Vec<&str> = words.split([',', '|', '•', '·']).map(str::trim).collect();
    let name = |part: &&str| {
        count_words(part) <= 4
            && part.chars().next().is_some_and(|first| first.is_uppercase() || first == '#')
            && part.split_whitespace().all(|word| {
                word.chars().next().is_some_and(|first| !first.is_lowercase()) || SMALL_WORDS.contains(&word)
            })
    };
    let few = parts.len() == 2 && parts.iter().all(|part| count_words(part) <= 2);
    (parts.len() >= 3 || few) && parts.iter().all(name)
}

/// Words that stay small inside names and headlines.
pub(crate) const SMALL_WORDS: [&str; 22] = [
    "a", "an", "and", "as", "at", "by", "de", "for", "from", "in", "of", "on", "or", "the", "to", "vs", "v",
    "with", "&", "–", "-", "/",
];

/// The stamp of a line that holds little else.
fn line_stamp(text: &str, span: Span) -> Option<Stamp> {
    static FILLER: OnceLock<Option<Regex>> = OnceLock::new();
    let filler = FILLER
        .get_or_init(|| {
            Regex::new(r"(?i)(?-u:\b)(?:published|updated|posted|modified|created|last|first|update|date|time|added|edited|on|at|by|the|gmt|bst|utc|est|edt|et|uk|hrs?|from|today|yesterday|ist|cet|new|live|min(?:ute)?s?|read|\d+ min)(?-u:\b)").ok()
        })
        .as_ref()?;
    let stamps = stamp::find_all(text, span);
    let words = span.of(text);
    let best = stamps.iter().copied().max_by_key(|stamp| {
        (
            stamp.day.is_some(),
            stamp.yearless.is_some(),
            stamp.clock.is_some(),
            std::cmp::Reverse(stamp.span.start()),
        )
    })?;
    let mut rest = words.to_owned();
    for stamp in stamps.iter().rev() {
        rest.replace_range(stamp.span.start() - span.start()..stamp.span.end() - span.start(), " ");
    }
    let others = count_words(&filler.replace_all(&rest, " "));
    let whole = others == 0 || (best.day.is_some() && others <= 3 && !ends_sentence(words));
    // A bare date without year or clock in a short line is a heading more often than a stamp.
    let weak = best.day.is_none() && best.clock.is_none() && !best.is_age && others > 0;
    (whole && !weak).then(|| {
        stamps.iter().fold(best, |mut best, stamp| {
            best.clock = best.clock.or(stamp.clock);
            best
        })
    })
}

/// A line that names its author: "By Ana Weil, Halvik correspondent".
fn is_byline(words: &str) -> bool {
    const BYLINE: &str = r"^(?:(?i:by|from|words by|reported by|posted by|analysis by|report by)[:\s]+(?:(?i:the)\s+)?\p{Lu}[\p{L}'’.-]+(?:[\s,&|]+(?:(?i:and|in|at|of|the|for|de|van|von|al)(?-u:\b)|\p{Lu}[\p{L}'’./-]*|\p{Ll}+))*[\s\d:,.]*(?:(?i:am|pm|min|read|gmt|et|published|updated)[\s\d:,.]*)*|\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]+){1,3}(?:,| -| \||\s–| in| reports?)? ?(?:(?:[\p{L}'’-]+ ){0,5}(?i:correspondent|editor|reporter|bureau chief|columnist|analyst|staff writer|live reporter|business reporter|journalist)s?|BBC News.*|BBC Verify.*|Reporting from .*|(?i:reporting from) .*|in \p{Lu}\p{Ll}+))$";
    static PATTERN: OnceLock<Patterns> = OnceLock::new();
    let pattern = PATTERN.get_or_init(|| Patterns::of([BYLINE]));
    !words.ends_with('.') && pattern.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str) -> Line {
        classify(words, Span::new(0, words.len()).unwrap(), false)
    }

    #[test]
    fn the_rule_files_hold_what_they_promise() {
        let failures =
            [crate::rules::failures(FURNITURE, |_| true), crate::rules::failures(PROMO, |_| false)].concat();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn shapes() {
        for (words, shape) in [
            ("The talks opened in Halvik on Monday, officials said.", Shape::Body),
            ("“Yes.”", Shape::Label),
            ("“We have not signed,” she said.", Shape::Body),
            ("Norland, Sudmark to sit down in Calder after a week of silence", Shape::Head),
            ("Explainer: Who owns the Lindar canal and who keeps it open?", Shape::Head),
            ("World", Shape::Label),
            ("The minister made three points about the canal:", Shape::Body),
        ] {
            assert_eq!(line(words).shape, shape, "{words}");
        }
    }

    #[test]
    fn news_is_not_furniture() {
        for words in [
            "Meridia had no seat at the table",
            "‘Rent, if you like’",
            "Oster said the port would (again) be closed, according to Reuters",
            "Follow the money, the auditor told the Halvik court on Monday.",
            "Sudmark's foreign minister said on May 4 that the talks would go on.",
            "“I have read your letter, and our readers deserve an answer; contact us,” she wrote.",
        ] {
            assert_eq!(line(words).furniture, None, "{words}");
        }
    }

    #[test]
    fn topics_stamps_and_bylines() {
        assert_eq!(line("News Feed, Ana Oster, Canal & Treaty, Norland").furniture, Some(Furniture::Tags));
        assert_eq!(line("Weil, who leads Norland, left").furniture, None);
        assert!(line("Friday 28 February 2031 06:55, UK").stamp.is_some());
        assert!(line("Updated at 14.05 GMT").stamp.is_some());
        assert!(line("The fire began at 14.05 in the old port").stamp.is_none());
        for words in [
            "By Ivo Benn, Halvik correspondent",
            "by Ana Weil February 23, 2031 4:05 AM 2 min read",
            "Ana Weil, political editor",
            "Ana Weil Reporting from Halvik",
        ] {
            assert!(line(words).is_byline, "{words}");
        }
        for words in ["By Monday the port was closed and the ships had left.", "Ana Weil has met the council"]
        {
            assert!(!line(words).is_byline, "{words}");
        }
    }
}
