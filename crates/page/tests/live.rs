//! Live blogs in differing markup and as text, written for this project: how well they are parted into posts.
//!
//! Beside each page `NAME.html` or `NAME.txt` in `tests/live` lies `NAME.posts`: a line a post, `time | its first words | its last words`. Those that
//! begin with `check-` were written before the splitter that they test.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test reads its fixtures"
)]

use onrecord_page::{Input, Limits, parse};
use onrecord_text::{ItemKind, Page};
use std::path::Path;

/// What was found of one page.
#[derive(Debug, Default)]
struct Score {
    right: usize,
    found: usize,
    wanted: usize,
    times: usize,
    timed: usize,
}

/// Whether nothing stands in a stretch but what belongs to a post's edge: its time, author, picture or buttons.
fn is_edge(stretch: &str) -> bool {
    stretch.lines().all(|line| {
        line.trim().chars().count() <= 60 && !line.trim_end().ends_with(['.', '!', '?', '”', '"'])
    }) || stretch.trim().is_empty()
}

fn score(page: &Page, posts: &str) -> (Score, Vec<String>) {
    let (mut score, mut wrong) = (Score::default(), Vec::new());
    let items: Vec<_> = page.items.iter().filter(|item| item.kind == ItemKind::LivePost).collect();
    let mut starts: Vec<bool> = vec![false; items.len()];
    let mut ends = starts.clone();
    let mut from = 0;
    for line in posts.lines() {
        let [time, first, last] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        let start =
            from + page.text[from..].find(first).unwrap_or_else(|| panic!("{first} is not on the page"));
        let end = start
            + page.text[start..].find(last).unwrap_or_else(|| panic!("{last} is not on the page"))
            + last.len();
        from = end;
        let begins = |place: usize| place <= start && is_edge(&page.text[place..start]);
        let stops = |place: usize| place >= end && is_edge(&page.text[end..place]);
        match items.iter().position(|item| begins(item.span.start())) {
            Some(found) if !starts[found] => {
                starts[found] = true;
                score.right += 1;
                if time != "-" {
                    score.timed += 1;
                    let edtf = items[found].published.edtf.as_deref().unwrap_or_default();
                    if edtf.contains(time) {
                        score.times += 1;
                    } else {
                        wrong.push(format!("time {time} of {first}: {edtf}"));
                    }
                }
            }
            _ => wrong.push(format!("no post begins at {first}")),
        }
        match items.iter().position(|item| stops(item.span.end())) {
            Some(found) if !ends[found] => {
                ends[found] = true;
                score.right += 1;
            }
            _ => wrong.push(format!("no post ends at {last}")),
        }
        score.wanted += 2;
    }
    score.found = 2 * items.len();
    for (found, item) in items.iter().enumerate().filter(|(found, _)| !starts[*found]) {
        wrong.push(format!(
            "post {found} begins at {:?}",
            item.span.of(&page.text).chars().take(40).collect::<String>()
        ));
    }
    (score, wrong)
}

#[test]
fn live_blogs_are_parted_into_their_posts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/live");
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending != "posts"));
    names.sort();
    let mut table = String::new();
    for (title, is_check) in [("check", true), ("others", false)] {
        let (mut sum, mut pages) = (Score::default(), 0);
        for path in &names {
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with("check-") != is_check {
                continue;
            }
            let bytes = std::fs::read(path).unwrap();
            let page = parse(Input { bytes: &bytes, path: name }, &Limits::default()).remove(0).unwrap();
            let (own, wrong) = score(&page, &std::fs::read_to_string(path.with_extension("posts")).unwrap());
            table += &format!("{name}: {} of {} found, {} wanted\n", own.right, own.found, own.wanted);
            wrong.iter().for_each(|line| table += &format!("    {line}\n"));
            for (all, own) in [
                (&mut sum.right, own.right),
                (&mut sum.found, own.found),
                (&mut sum.wanted, own.wanted),
                (&mut sum.times, own.times),
                (&mut sum.timed, own.timed),
            ] {
                *all += own;
            }
            pages += 1;
        }
        let f1 = 2.0 * sum.right as f64 / (sum.found + sum.wanted) as f64;
        let times = sum.times as f64 / sum.timed as f64;
        table += &format!("{title}: {pages} pages, boundary F1 {f1:.3}, times {times:.3}\n");
        assert!(pages >= 6 && f1 >= 0.97 && times >= 0.97, "{table}");
    }
}
