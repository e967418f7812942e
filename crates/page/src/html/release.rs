//! What stands around the text of a press release: the word that it is for release, the mark of its end, and whom to ask.

use super::blocks::Block;

/// A block of so many bytes is a paragraph of the release.
const PROSE: usize = 80;
/// So many blocks below a label are looked at for an address or a number.
const REACH: usize = 6;
/// A line of an address has at most this many words.
const LINE_WORDS: usize = 14;
/// A label has at most this many words.
const LABEL_WORDS: usize = 6;
/// The line that says that something is a release, and the mark of its end, are no longer than this, in bytes.
const LONGEST_MARK: usize = 64;
/// A telephone number has at least this many digits.
const DIGITS: usize = 7;

/// Takes from the main text what is no part of a release: the line that says that it is one, all from the mark of its end on, and the
/// lines under a label for the press.
pub(super) fn unmark(blocks: &[Block], is_main: &mut [bool]) {
    let told = |number: &usize| is_main.get(*number).copied().unwrap_or_default();
    let main: Vec<usize> = (0..blocks.len()).filter(told).collect();
    let mut outside: Vec<usize> = Vec::new();
    if let Some(first) = main.iter().find(|number| is_heading_of_release(&blocks[**number].text)) {
        let is_above =
            main.iter().take_while(|number| *number < first).all(|number| blocks[*number].text.len() < PROSE);
        outside.extend(Some(*first).filter(|_| is_above));
    }
    let mut paragraphs = 0;
    let mut ended = false;
    let mut contact_until = 0;
    for (place, number) in main.iter().enumerate() {
        let text = blocks[*number].text.trim();
        ended |= paragraphs >= 2 && is_end(text);
        if paragraphs >= 1 && is_label(text) {
            let below: Vec<&str> =
                main[place + 1..].iter().take(REACH).map(|number| blocks[*number].text.as_str()).collect();
            let lines = below.iter().take_while(|text| is_line(text)).count();
            if below[..lines].iter().any(|text| is_address(text)) || is_address(text) {
                contact_until = place + lines + 1;
            }
        }
        if ended || place < contact_until {
            outside.push(*number);
        }
        paragraphs += usize::from(text.len() >= PROSE);
    }
    for number in outside {
        is_main[number] = false;
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// "FOR IMMEDIATE RELEASE", and nothing else.
fn is_heading_of_release(text: &str) -> bool {
    let bare = text.trim().trim_end_matches([':', '.', '*']);
    if bare.len() > LONGEST_MARK {
        return false;
    }
    let lower = bare.to_lowercase();
    matches!(
        lower.as_str(),
        "for immediate release" | "for release" | "press release" | "news release" | "media release"
    )
}

/// The marks with which a release ends.
fn is_end(text: &str) -> bool {
    if text.len() > LONGEST_MARK {
        return false;
    }
    let bare: String = text.chars().filter(|char| !char.is_whitespace()).collect::<String>().to_lowercase();
    let bare = bare.replace(['–', '—'], "-");
    matches!(bare.as_str(), "###" | "####" | "-30-" | "-ends-" | "ends" | "-end-" | "//ends//" | "#ends#")
}

/// A label above whom the press can ask.
fn is_label(text: &str) -> bool {
    const LABELS: [&str; 8] = [
        "media contact",
        "press contact",
        "contact for",
        "media enquir",
        "media inquir",
        "press enquir",
        "press inquir",
        "press office",
    ];
    if text.split_whitespace().nth(LABEL_WORDS).is_some() {
        return false;
    }
    let lower = text.to_lowercase();
    let lower = lower.strip_prefix("for ").unwrap_or(&lower);
    let own = lower.trim_end_matches([':', '.']);
    LABELS.iter().any(|label| lower.starts_with(label))
        || matches!(
            own,
            "contact"
                | "contacts"
                | "contact details"
                | "contact information"
                | "more information"
                | "further information"
        )
}

/// A line of a name, an office, an address: short, and no sentence.
fn is_line(text: &str) -> bool {
    words(text) <= LINE_WORDS && (!text.trim_end().ends_with(['.', '!', '?', '”', '"']) || is_address(text))
}

/// Whether a text holds an address of e-mail or a telephone number.
fn is_address(text: &str) -> bool {
    let is_mail = |word: &str| {
        word.split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.trim_end_matches('.').contains('.'))
    };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.split_whitespace().any(is_mail) || digits >= DIGITS && words(text) <= LINE_WORDS
}
