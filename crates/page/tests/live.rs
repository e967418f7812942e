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

/// The posts of the tests below: a time, a headline and two paragraphs.
const POSTS: [(&str, &str, [&str; 2]); 5] = [
    (
        "14:32",
        "First ship leaves Vellmar",
        [
            "The container ship Amarant left the port of Vellmar in the early afternoon, the harbour authority said.",
            "“It is a good day for the bay,” said its director, Jonas Eckel.",
        ],
    ),
    (
        "13:05",
        "Union counts the votes",
        [
            "The union says that four in five of its members voted for the agreement with the authority.",
            "Marit Holm, its leader, said that work would begin at once.",
        ],
    ),
    (
        "11:47",
        "Crowd at quay",
        [
            "Our reporter Lena Brask is at the northern quay, where some forty dockers have gathered.",
            "They are waiting for word from the union hall, and somebody has brought soup.",
        ],
    ),
    (
        "10:20",
        "Minister welcomes agreement",
        [
            "Transport Minister Ole Rand has welcomed the agreement and told Radio Ostrava who pays for it.",
            "“Not the taxpayer, and not a single crown,” he said.",
        ],
    ),
    (
        "09:00",
        "Good morning",
        [
            "Good morning and welcome to our live coverage of the vote on the agreement in Vellmar.",
            "The result is expected at noon, and we shall be here until the last ship has left.",
        ],
    ),
];

fn html(body: &str) -> Page {
    html_with("", body)
}

fn html_with(head: &str, body: &str) -> Page {
    let markup = format!(
        "<!doctype html><html lang=\"en\"><head><title>Vellmar port vote – live</title>\
         <meta property=\"article:published_time\" content=\"2031-06-14T06:50:00+02:00\">{head}</head>\
         <body><main><h1>Vellmar port vote – live</h1>{body}</main></body></html>"
    );
    parse(Input { bytes: markup.as_bytes(), path: "live.html" }, &Limits::default()).remove(0).unwrap()
}

fn copied(text: &str) -> Page {
    parse(Input { bytes: text.as_bytes(), path: "live.txt" }, &Limits::default()).remove(0).unwrap()
}

fn live_posts(page: &Page) -> Vec<&onrecord_text::Item> {
    page.items.iter().filter(|item| item.kind == ItemKind::LivePost).collect()
}

/// Each post is there with both its paragraphs and its headline; returns the clock time or day of each.
fn assert_posts(page: &Page, count: usize, has_titles: bool) -> Vec<String> {
    let posts = live_posts(page);
    assert_eq!(posts.len(), count, "{:?}", page.items);
    for (item, (_, headline, paragraphs)) in posts.iter().zip(&POSTS) {
        let words = item.span.of(&page.text);
        assert!(paragraphs.iter().all(|own| words.contains(own)), "{headline}: {words}");
        if has_titles {
            assert_eq!(item.title.map(|title| title.of(&page.text)), Some(*headline), "{words}");
        }
        for (_, other, _) in POSTS.iter().filter(|(_, other, _)| other != headline) {
            assert!(!words.contains(other) || *other == "Good morning", "{other} is in the post {headline}");
        }
    }
    posts.iter().map(|item| item.published.edtf.clone().unwrap_or_default()).collect()
}

fn times() -> Vec<String> {
    POSTS.iter().map(|(time, ..)| format!("2031-06-14T{time}")).collect()
}

fn in_markup(post: impl Fn(&str, &str, [&str; 2]) -> String) -> String {
    POSTS.iter().map(|(time, headline, paragraphs)| post(time, headline, *paragraphs)).collect()
}

#[test]
fn the_heading_of_a_post_is_its_title_however_short() {
    let plain = html(&in_markup(|time, headline, [first, second]| {
        format!(
            "<article><time datetime=\"2031-06-14T{time}\">{time}</time><h2>{headline}</h2><p>{first}</p><p>{second}</p></article>"
        )
    }));
    assert_eq!(assert_posts(&plain, 5, true), times());
    let dated = html(&in_markup(|time, headline, [first, second]| {
        format!(
            "<div class=\"card\"><div><span class=\"unseen\">Published On 14 Jun 2031</span><span>14 Jun 2031</span></div><div>{time} GMT</div><h3>{headline}</h3><p>{first}</p><p>{second}</p></div>"
        )
    }));
    assert_eq!(assert_posts(&dated, 5, true), times());
    let with_clock = html(&in_markup(|time, headline, [first, second]| {
        format!("<h3>{time} – {headline}</h3><p>{first}</p><p>{second}</p>")
    }));
    assert_eq!(assert_posts(&with_clock, 5, true), times());
    for (_, headline, _) in POSTS {
        assert!(!with_clock.boilerplate.iter().any(|span| span.of(&with_clock.text).contains(headline)));
    }
}

#[test]
fn posts_are_found_by_metadata_with_markup_in_it() {
    let body = in_markup(|_, headline, [first, second]| {
        format!("<div><h2>{headline}</h2><p>{first}</p><p>{second}</p></div>")
    });
    for (open, close) in
        [("<p>", "</p>"), ("&lt;p&gt;", "&lt;/p&gt;"), ("&amp;lt;p&amp;gt;", "&amp;lt;/p&amp;gt;")]
    {
        let updates: Vec<String> = POSTS
            .iter()
            .map(|(time, _, [first, second])| {
                let words = format!("{open}{first}{close}{open}{second}{close}").replace('"', "\\\"");
                format!("{{\"@type\":\"BlogPosting\",\"datePublished\":\"2031-06-14T{time}:00+02:00\",\"articleBody\":\"{words}\"}}")
            })
            .collect();
        let head = format!(
            "<script type=\"application/ld+json\">{{\"@type\":\"LiveBlogPosting\",\"headline\":\"Vellmar port vote – live\",\"liveBlogUpdate\":[{}]}}</script>",
            updates.join(",")
        );
        assert_eq!(assert_posts(&html_with(&head, &body), 5, true), times(), "{open}");
        assert!(html_with(&head, &body).notes.is_empty());
        // What is only in the metadata is told of.
        let half = body.split("<div><h2>Crowd").next().unwrap().to_owned();
        let page = html_with(&head, &half);
        assert_eq!(live_posts(&page).len(), 2);
        assert!(page.notes.iter().any(|note| note.message.contains("so not read: 3.")), "{:?}", page.notes);
        let none = html_with(&head, "<p>Load more</p>");
        assert_eq!(
            none.items[0].published.edtf.as_deref(),
            Some("2031-06-14T06:50"),
            "the page's own day stays"
        );
        assert!(none.notes.iter().any(|note| note.message.contains("so not read: 5.")), "{:?}", none.notes);
    }
}

#[test]
fn a_time_that_links_to_its_post_does_not_point_elsewhere() {
    let page = html(&in_markup(|time, headline, [first, second]| {
        format!(
            "<div class=\"entry\"><a href=\"#p{time}\">14 June 2031 at {time} CEST</a><h3>{headline}</h3><p>{first}</p><p>{second}</p></div>"
        )
    }));
    assert_eq!(assert_posts(&page, 5, true), times());
}

#[test]
fn ages_of_two_units_part_posts_and_give_no_minute() {
    let age = |time: &str| match &time[..2] {
        "14" => "3 min ago".to_owned(),
        hour => format!("{} hr {} min ago", 15 - hour.parse::<i32>().unwrap(), &time[3..]),
    };
    let page = html(&in_markup(|time, headline, [first, second]| {
        format!(
            "<div class=\"post\"><div>{}</div><h2>{headline}</h2><p>{first}</p><p>{second}</p></div>",
            age(time)
        )
    }));
    let days = assert_posts(&page, 5, true);
    assert!(days.iter().all(|day| day == "2031-06-14"), "the page's minute is not the posts': {days:?}");
    let text = in_markup(|time, headline, [first, second]| {
        format!("{}\n{headline}\n\n{first}\n\n{second}\n\n", age(time))
    });
    assert_posts(&copied(&format!("Live Updates\nVellmar port vote\n\n{text}")), 5, true);
}

#[test]
fn a_label_of_publication_belongs_to_the_headline_above_it() {
    for label in [
        |time: &str| format!("published at {time} British Summer Time\n{time} BST"),
        |time: &str| format!("published at {time} British Summer Time 14 June 2031\n{time} BST 14 June 2031"),
        |time: &str| format!("published at {time} 14 June"),
    ] {
        let text = in_markup(|time, headline, [first, second]| {
            format!("{headline}\n{}\n\n{first}\n\n{second}\n\nShare\n\n", label(time))
        });
        assert_posts(&copied(&format!("Live: the port of Vellmar votes today\n\n{text}")), 5, true);
    }
    let page = html(&in_markup(|time, headline, [first, second]| {
        format!(
            "<li><h3>{headline}</h3><div><span class=\"unseen\">published at</span><time>{time} 14 June</time></div><p>{first}</p><p>{second}</p></li>"
        )
    }));
    assert_eq!(assert_posts(&page, 5, true), times());
}

#[test]
fn a_post_with_an_age_and_a_clock_time_has_the_clock_time() {
    let text = in_markup(|time, headline, [first, second]| {
        let clock = time.replace(':', ".");
        format!("2h ago\n{clock} CEST\n{headline}\n{first}\n{second}\n\nShare\nUpdated at {clock} CEST\n\n")
    });
    let page =
        copied(&format!("Vellmar port vote – live\n\nLena Brask\nSat 14 Jun 2031 14.40 CEST\n\n{text}"));
    assert_eq!(assert_posts(&page, 5, true), times());
    let page = html(&in_markup(|time, headline, [first, second]| {
        format!(
            "<article><time datetime=\"2031-06-14T{time}\">{time}</time><h2>{headline}</h2><p>{first}</p><p>{second}</p><div><span>Share</span> <span>Updated at {time}</span></div></article>"
        )
    }));
    assert_posts(&page, 5, true);
    let is_boilerplate =
        |words: &str| page.boilerplate.iter().any(|span| span.of(&page.text).contains(words));
    assert!(
        is_boilerplate("Updated at 14:32") && is_boilerplate("Updated at 10:20"),
        "{:?}",
        page.boilerplate
    );
}

#[test]
fn two_posts_are_a_live_blog_on_a_page_that_says_so() {
    let two = |post: fn(&str, &str, [&str; 2]) -> String| {
        let posts = POSTS[..2].iter().map(|(time, headline, paragraphs)| post(time, headline, *paragraphs));
        html(&posts.collect::<String>())
    };
    let plain = two(|time, headline, [first, second]| {
        format!(
            "<article><time datetime=\"2031-06-14T{time}\">{time}</time><h2>{headline}</h2><p>{first}</p><p>{second}</p></article>"
        )
    });
    assert_eq!(assert_posts(&plain, 2, true), times()[..2]);
    let microdata = two(|time, headline, [first, second]| {
        format!(
            "<div itemprop=\"liveBlogUpdate\" itemscope><meta itemprop=\"datePublished\" content=\"2031-06-14T{time}\"><h2 itemprop=\"headline\">{headline}</h2><p>{first}</p><p>{second}</p></div>"
        )
    });
    assert_eq!(assert_posts(&microdata, 2, true), times()[..2]);
}

#[test]
fn times_in_brackets_and_behind_points_part_posts() {
    for mark in [|time: &str| format!("[{time}]"), |time: &str| format!("• {time} –")] {
        let text = in_markup(|time, _, [first, second]| format!("{} {first} {second}\n\n", mark(time)));
        let page = copied(&format!("Vellmar port vote – live\n\nBy Lena Brask\nSat 14 Jun 2031\n\n{text}"));
        assert_eq!(assert_posts(&page, 5, false), times());
    }
}
