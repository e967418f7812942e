use super::lines::{Furniture, Line, SMALL_WORDS, Shape, count_words};
use crate::rules::Rules;
use crate::stamp::{self, Stamp};
use onrecord_text::Span;
use std::ops::Range;
use std::sync::OnceLock;

pub(crate) const INLINE: &str = include_str!("../../data/inline.txt");

/// A line longer than this, in bytes, with furniture in it is a page copied onto one line: no paragraph is that long.
const PAGE_LENGTH: usize = 1000;
/// A line longer than this, in bytes, is no page that a person copied; it is read as one paragraph.
const LONGEST_PAGE: usize = 512 << 10;
/// Two pieces of furniture below a story with at most this many words between them are one.
const RUN_GAP_WORDS: usize = 25;
/// A credit holds at most this many words.
const CREDIT_WORDS: usize = 12;
/// Nor is it longer than this, in bytes: what looks for its end stays near its sign, however long a line is.
const CREDIT_BYTES: usize = 1 << 10;

struct InlineRules {
    run: Rules,
    spot: Rules,
    link: Rules,
    crumb: Rules,
}

fn rules() -> &'static InlineRules {
    static RULES: OnceLock<InlineRules> = OnceLock::new();
    RULES.get_or_init(|| {
        let of = |section| Rules::of(INLINE, section, false);
        InlineRules { run: of("run"), spot: of("spot"), link: of("link"), crumb: of("crumb") }
    })
}

/// Whether a line holds a whole page: it is long and has page furniture in it.
pub(crate) fn holds_a_page(line: &str) -> bool {
    line.len() > PAGE_LENGTH
        && line.len() <= LONGEST_PAGE
        && (rules().run.is_match(line) || rules().spot.is_match(line) || rules().link.is_match(line))
}

/// Cuts a line on which a page was copied into its stamps, furniture, captions and paragraphs.
pub(crate) fn split(text: &str, line: Span, out: &mut Vec<Line>) {
    let words = line.of(text);
    let mut cuts: Vec<(Range<usize>, Cut)> = Vec::new();
    for stamp in
        stamp::find_all(text, line).into_iter().filter(|stamp| stamp.day.is_some() && stamp.clock.is_some())
    {
        cuts.push((stamp.span.start() - line.start()..stamp.span.end() - line.start(), Cut::Stamp(stamp)));
    }
    cuts.extend(runs(words).into_iter().map(|range| (range, Cut::Furniture(Furniture::End))));
    cuts.extend(
        rules().spot.find_all(words).into_iter().map(|range| (range, Cut::Furniture(Furniture::Mid))),
    );
    cuts.extend(rules().link.find_all(words).into_iter().map(|range| {
        let end = range.end + headline_end(&words[range.end..]).unwrap_or(0);
        (range.start..end, Cut::Furniture(Furniture::Mid))
    }));
    cuts.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));

    let mut at = 0;
    for (range, cut) in cuts {
        if range.start < at {
            continue;
        }
        prose(text, line.start() + at..line.start() + range.start, out);
        if let Some(span) = Span::trimmed(text, line.start() + range.start, line.start() + range.end) {
            out.push(match cut {
                Cut::Stamp(stamp) => {
                    let shape = Shape::Label;
                    let words = count_words(span.of(text));
                    Line {
                        span,
                        after_gap: true,
                        words,
                        shape,
                        furniture: None,
                        stamp: Some(stamp),
                        is_byline: false,
                    }
                }
                Cut::Furniture(kind) => piece(text, span, Some(kind)),
            });
        }
        at = range.end;
    }
    prose(text, line.start() + at..line.end(), out);
}

#[derive(Clone, Copy)]
enum Cut {
    Stamp(Stamp),
    Furniture(Furniture),
}

fn piece(text: &str, span: Span, furniture: Option<Furniture>) -> Line {
    let words = count_words(span.of(text));
    let shape = if words >= 4 { Shape::Body } else { Shape::Label };
    Line { span, after_gap: true, words, shape, furniture, stamp: None, is_byline: false }
}

/// Furniture below stories, with what stands between two pieces of it (topics, sentences about comments) drawn in.
fn runs(words: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for found in rules().run.find_all(words) {
        match runs.last_mut() {
            Some(run) if found.start <= run.end => run.end = run.end.max(found.end),
            Some(run) if count_words(&words[run.end..found.start]) <= RUN_GAP_WORDS => run.end = found.end,
            _ => runs.push(found),
        }
    }
    runs
}

/// The text between two cuts: the crumb at its start and the captions in it are furniture, the rest is news.
fn prose(text: &str, range: Range<usize>, out: &mut Vec<Line>) {
    let Some(mut span) = Span::trimmed(text, range.start, range.end) else { return };
    let after_stamp = out.last().is_some_and(|line| line.stamp.is_some());
    let after_menu = out.last().is_none_or(|line| line.furniture == Some(Furniture::Mid));
    if (after_stamp || after_menu)
        && let Some(crumb) = rules().crumb.find_all(span.of(text)).first()
    {
        if let Some(found) = Span::trimmed(text, span.start(), span.start() + crumb.end) {
            out.push(piece(text, found, Some(Furniture::Mid)));
        }
        let Some(rest) = Span::trimmed(text, span.start() + crumb.end, span.end()) else { return };
        span = rest;
    }
    let words = span.of(text);
    let mut at = 0;
    for caption in captions(words, after_stamp) {
        if caption.start < at {
            continue;
        }
        push_prose(text, span.start() + at..span.start() + caption.start, out);
        if let Some(found) = Span::trimmed(text, span.start() + caption.start, span.start() + caption.end) {
            out.push(piece(text, found, Some(Furniture::Caption)));
        }
        at = caption.end;
    }
    push_prose(text, span.start() + at..span.end(), out);
}

fn push_prose(text: &str, range: Range<usize>, out: &mut Vec<Line>) {
    let Some(span) = Span::trimmed(text, range.start, range.end) else { return };
    let line = piece(text, span, None);
    // A word or two between two pieces of furniture is furniture ("More", "Recap").
    let alone = line.words <= 2 && out.last().is_some_and(|line| line.furniture.is_some());
    out.push(if alone { Line { furniture: Some(Furniture::Mid), ..line } } else { line });
}

/// Captions that end in a credit with the copyright sign, or in a bracket that names an agency.
fn captions(words: &str, begins_story: bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (sign, _) in words.match_indices('©') {
        let floor = found.last().map_or(0, |caption| caption.end);
        if sign < floor {
            continue;
        }
        let end = credit_end(words, sign + '©'.len_utf8());
        let start = caption_start(words, floor, sign, begins_story && floor == 0);
        found.push(start..end);
    }
    found
}

/// Where a credit ends: the names between slashes, the last of them as far as it looks like a name of a source.
fn credit_end(words: &str, start: usize) -> usize {
    const SOURCE_ENDS: [&str; 30] = [
        "Images",
        "Image",
        "AFP",
        "AP",
        "Reuters",
        "EPA",
        "TASS",
        "Sputnik",
        "Anadolu",
        "Contributor",
        "Agency",
        "Office",
        "Service",
        "Press",
        "Photo",
        "Photos",
        "Pictures",
        "Ministry",
        "Stringer",
        "Pool",
        "Telegram",
        "News",
        "Bloomberg",
        "Xinhua",
        "Shutterstock",
        "Alamy",
        "Stock",
        "Media",
        "Handout",
        "Archive",
    ];
    let near = words.floor_char_boundary(start.saturating_add(CREDIT_BYTES)).max(start);
    let tokens: Vec<(usize, &str)> = tokens(&words[start..near]).take(CREDIT_WORDS * 2).collect();
    // Everything up to the last slash belongs to the credit.
    let mut last_slash = 0;
    for (number, (_, token)) in tokens.iter().enumerate().take(CREDIT_WORDS) {
        if *token == "/" && number.saturating_sub(last_slash) <= 5 {
            last_slash = number + 1;
        }
        if token.ends_with('.') {
            break;
        }
    }
    let tail: Vec<&(usize, &str)> = tokens
        .iter()
        .skip(last_slash)
        .take(5)
        .take_while(|(_, token)| token.chars().next().is_some_and(|first| !first.is_lowercase()))
        .collect();
    let by_source =
        tail.iter().position(|(_, token)| SOURCE_ENDS.contains(&token.trim_end_matches(['.', ','])));
    // The name may go on with more words of a source ("Getty Images", "AP Photo").
    let mut end = by_source.map_or_else(|| plain_name(&tail), |at| at + 1);
    while by_source.is_some() && tail.get(end).is_some_and(|(_, token)| SOURCE_ENDS.contains(token)) {
        end += 1;
    }
    let last = tail.get(end.saturating_sub(1)).or(tail.last());
    last.map_or(start, |(at, token)| start + at + token.len())
}

/// How many words of a credit without a known source are its name: one or two, and none that begins a sentence.
fn plain_name(tail: &[&(usize, &str)]) -> usize {
    // "© 2031 Halvik Herald" is a notice of copyright: it runs to the end of the name.
    if tail
        .first()
        .is_some_and(|(_, first)| first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return tail.len();
    }
    let goes_on = tail.get(1).is_some_and(|(_, second)| {
        let possessive = ["’s", "'s", "’", "'"].iter().any(|ending| second.ends_with(ending));
        !STARTERS.contains(second) && !possessive && !second.ends_with(',')
    });
    if goes_on { 2 } else { tail.len().min(1) }
}

/// Words that begin a sentence and no name.
const STARTERS: [&str; 16] = [
    "The", "A", "An", "In", "On", "However", "However,", "But", "He", "She", "It", "They", "This", "These",
    "At", "As",
];

/// Where the caption that ends before `end` begins: after the sentence before it, or where a new phrase begins
/// without a full stop before it, as headlines and captions do.
fn caption_start(words: &str, floor: usize, end: usize, begins_story: bool) -> usize {
    let before = words[floor..end].trim_end();
    let own = before.trim_end_matches('.');
    let sentence = own.rfind(['.', '!', '?']).map_or(0, |at| at + 1);
    let title = if begins_story { headline_end(&words[floor..end]).unwrap_or(0) } else { 0 };
    let from = sentence.max(title);
    let region = &own[from.min(own.len())..];
    let breaks: Vec<usize> = phrase_breaks(region).into_iter().filter(|at| *at > 0).collect();
    match breaks.last() {
        Some(at) => floor + from + at,
        None if sentence > title => floor + sentence,
        // The words between the headline and a bare credit are the standfirst.
        None => end,
    }
}

/// Where a headline that runs into the next sentence without a full stop ends, in bytes; none within its first 24 words.
pub(crate) fn headline_end(words: &str) -> Option<usize> {
    const SHORTEST: usize = 3;
    const LONGEST: usize = 24;
    let tokens: Vec<(usize, &str)> = tokens(words).take(LONGEST).collect();
    (SHORTEST..tokens.len()).find_map(|number| {
        let (_, before) = tokens[number - 1];
        let ended = before.ends_with(['.', '?', '!']) && before.len() > 2;
        let attributed =
            number >= 2 && matches!(tokens[number - 2].1, "–" | "—" | "-") && is_capital(tokens[number].1);
        (ended || attributed || is_break(&tokens, number)).then(|| tokens[number].0)
    })
}

/// Every place where a new phrase begins without punctuation before it.
fn phrase_breaks(words: &str) -> Vec<usize> {
    let tokens: Vec<(usize, &str)> = tokens(words).collect();
    // A standfirst may end in "the president says", and a picture's caption begins with a name.
    let after_says =
        |number: usize| matches!(tokens[number - 1].1, "says" | "said") && is_capital(tokens[number].1);
    (1..tokens.len())
        .filter(|number| is_break(&tokens, *number) || after_says(*number))
        .map(|number| tokens[number].0)
        .collect()
}

/// Whether a new phrase begins at a token: a capital after a small word that does not lead up to a name, or a word
/// that only begins sentences.
fn is_break(tokens: &[(usize, &str)], number: usize) -> bool {
    const LEAD_UP: [&str; 40] = [
        "no", "not", "its", "his", "her", "their", "our", "is", "are", "was", "were", "be", "been", "will",
        "would", "can", "may", "has", "have", "had", "after", "before", "amid", "against", "between",
        "during", "about", "over", "under", "into", "than", "that", "via", "within", "without", "near",
        "says", "said", "new", "former",
    ];
    const ROLES: [&str; 22] = [
        "president",
        "minister",
        "premier",
        "leader",
        "counterpart",
        "envoy",
        "ambassador",
        "secretary",
        "chancellor",
        "king",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "chief",
        "head",
        "commander",
        "general",
        "billionaire",
        "journalist",
        "senator",
        "mayor",
        "governor",
    ];
    let (before, here) = (tokens[number - 1].1, tokens[number].1);
    if !is_capital(here)
        || !before.chars().any(char::is_alphanumeric)
        || before.ends_with([',', ':', ';', '-', '–'])
    {
        return false;
    }
    if STARTERS.contains(&here) {
        return !SMALL_WORDS.contains(&before);
    }
    let small =
        before.trim_start_matches(['‘', '“', '\'', '"', '(']).chars().next().is_some_and(char::is_lowercase);
    let next_is_name = tokens.get(number + 1).is_some_and(|(_, next)| is_capital(next));
    let leads_up = SMALL_WORDS.contains(&before) || LEAD_UP.contains(&before);
    let is_title = ROLES.contains(&before) && next_is_name;
    small && !leads_up && !is_title
}

fn is_capital(token: &str) -> bool {
    token.chars().next().is_some_and(char::is_uppercase)
}

/// The words of a text with their offsets.
fn tokens(words: &str) -> impl Iterator<Item = (usize, &str)> {
    words.split_whitespace().map(move |token| (token.as_ptr() as usize - words.as_ptr() as usize, token))
}

/// A piece of a one-line page that begins with its headline: the headline's span.
pub(crate) fn title_in(text: &str, piece: Span) -> Option<Span> {
    let end = headline_end(piece.of(text))?;
    Span::trimmed(text, piece.start(), piece.start() + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_file_holds_what_it_promises() {
        let failures = crate::rules::failures(INLINE, |_| false);
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn a_headline_ends_where_a_sentence_begins() {
        for (words, title) in [
            (
                "Oster drops ‘canal toll’ for Sudmark – Aro The premier is travelling to",
                "Oster drops ‘canal toll’ for Sudmark – Aro",
            ),
            (
                "Three lessons from a month of Lind’s ferry strikes Captains are tired",
                "Three lessons from a month of Lind’s ferry strikes",
            ),
            (
                "Not one ship and no canal for Norland – Lind Calder insists that",
                "Not one ship and no canal for Norland – Lind",
            ),
        ] {
            assert_eq!(words[..headline_end(words).unwrap()].trim_end(), title);
        }
    }

    #[test]
    fn captions_are_cut_out_of_running_text() {
        let page = "hours before a second round with the Sudmark envoy Harbour pilots at the lock of Lindar on May 10, 2031. © Ana Weil / Herald Images Norland President Ida Lind is on her way";
        let found = captions(page, false);
        assert_eq!(
            &page[found[0].clone()],
            "Harbour pilots at the lock of Lindar on May 10, 2031. © Ana Weil / Herald Images"
        );
    }
}
