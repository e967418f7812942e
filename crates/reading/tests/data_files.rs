//! The cue files test themselves: each `test:` line is a sentence with its reading marked.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::article;
use onrecord_reading::read;
use onrecord_text::{Reading, Span};
use std::collections::BTreeMap;

/// A sentence without its marks, and for each number its source, cue and content.
fn marked(line: &str) -> (String, BTreeMap<char, [String; 3]>) {
    let (mut text, mut wanted) = (String::new(), BTreeMap::new());
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        let close = open + rest[open..].find(']').unwrap_or_else(|| panic!("no closing bracket in {line:?}"));
        text.push_str(&rest[..open]);
        let (label, words) =
            rest[open + 1..close].split_once(' ').unwrap_or_else(|| panic!("no label in {line:?}"));
        let role = "SQC".find(&label[..1]).unwrap_or_else(|| panic!("unknown role {label:?} in {line:?}"));
        let numbers = if label.len() == 1 { "1" } else { &label[1..] };
        for number in numbers.chars() {
            let roles: &mut [String; 3] = wanted.entry(number).or_default();
            if !roles[role].is_empty() {
                roles[role].push_str(" … ");
            }
            roles[role].push_str(words.trim_end_matches(','));
        }
        text.push_str(words);
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, wanted)
}

fn found(reading: &Reading) -> Vec<[String; 3]> {
    let text = &reading.page.text;
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
    reading
        .statements
        .iter()
        .map(|it| [words(&it.source).trim_end_matches(',').to_string(), words(&it.cue), words(&it.content)])
        .collect()
}

fn check(file: &str, name: &str) {
    let mut count = 0;
    let mut wrong = Vec::new();
    for line in file.lines().filter_map(|line| line.strip_prefix("test:")) {
        let (text, wanted) = marked(line.trim());
        let tidy = |roles: &[String; 3]| roles.clone().map(|words| words.trim_end_matches(',').to_string());
        let mut wanted: Vec<[String; 3]> = wanted.values().map(tidy).collect();
        let mut found: Vec<[String; 3]> = found(&read(article(&text))).iter().map(tidy).collect();
        wanted.sort();
        found.sort();
        if found != wanted {
            wrong.push(format!("{text}\n  found  {found:?}\n  wanted {wanted:?}"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    assert!(count > 3, "{name} has no tests");
}

#[test]
fn the_cues_read_their_test_sentences() {
    check(include_str!("../data/cues.txt"), "cues.txt");
}

#[test]
fn the_cue_phrases_read_their_test_sentences() {
    check(include_str!("../data/cue_phrases.txt"), "cue_phrases.txt");
}
