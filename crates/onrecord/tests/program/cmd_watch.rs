//! `onrecord watch`.

use crate::common::{Desk, REVIEW, Ran};
use crate::site::Site;
use onrecord::fetching::{Happened, Keeper, Kept, Manners, Stop, Watch, fetcher};
use onrecord_fetch::{Location, Policy};
use onrecord_reading::Reader;
use onrecord_store::{Record, StoreError};
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

fn watch(desk: &Desk, more: &[&str]) -> Ran {
    let usual = ["watch", "--once", "--model", "rules", "--allow-private", "--gap", "0"];
    desk.run(&[&usual, more].concat())
}

/// A feed of pages, each with a title and a date.
fn feed(site: &Site, head: &str, entries: &[(&str, &str)]) -> String {
    let item = |(path, day): &(&str, &str)| {
        format!(
            "<item><title>On {path}</title><link>{}</link><pubDate>{day} May 2031 08:00:00 GMT</pubDate></item>",
            site.url(path)
        )
    };
    let items: String = entries.iter().map(item).collect();
    format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Courier</title>{head}{items}</channel></rss>"
    )
}

fn page(about: &str) -> String {
    REVIEW.replace("Calder", about)
}

#[test]
fn pages_of_a_feed_come_in_once() {
    let (desk, site) = (Desk::empty(), Site::start());
    site.put("/feed", feed(&site, "", &[("/a", "2"), ("/b", "3"), ("/gone", "3")]));
    site.put("/a", page("Tervo"));
    site.put("/b", page("Halvik"));
    let url = site.url("/feed");
    let first = watch(&desk, &[&url]).exits(1).tells("answered 404").tells("not tried again");
    assert!(first.out.contains("2 new pages") && first.out.contains("Talks in Tervo end"), "{}", first.out);
    assert_eq!(site.asked(), ["/a", "/b", "/feed", "/gone"]);
    let second = watch(&desk, &[]).exits(0);
    assert!(second.out.contains("0 new pages from 1 feed"), "{}", second.out);
    assert_eq!(site.asked(), [] as [&str; 0], "nothing is due");
    assert_eq!(desk.pages(), 2);
    desk.is_whole();
    let listed = desk.run(&["watch", "--list"]).exits(0).out;
    assert!(listed.contains(&url) && listed.contains("2 pages done · 1 given up · next due"), "{listed}");
    desk.run(&["watch", "--forget", &url]).exits(0);
    desk.run(&["watch", "--forget", &url]).exits(1).tells("not watched");
    assert!(desk.run(&["watch", "--list"]).exits(0).out.contains("no feeds"));
    assert_eq!(desk.pages(), 2);
}

#[test]
fn a_dead_feed_does_not_stop_the_others_and_lists_may_be_files() {
    let (desk, site) = (Desk::empty(), Site::start());
    site.put("/feed", feed(&site, "", &[("/a", "2")]));
    site.put("/a", page("Tervo"));
    site.put("/page", REVIEW);
    desk.write("feeds.txt", format!("# ours\n{}\n{}\n", site.url("/dead"), site.url("/feed")));
    let ran = watch(&desk, &["--jsonl", "feeds.txt", &site.url("/page"), "none.opml"]).exits(1);
    let ran = ran
        .tells("/dead")
        .tells("answered 404")
        .tells("it is no feed")
        .tells("none.opml")
        .tells("tried again after");
    let line: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert_eq!((line["event"].as_str(), line["url"].as_str()), (Some("new"), Some(site.url("/a").as_str())));
    assert_eq!(desk.pages(), 1);
    let opml =
        format!("<opml version='2.0'><body><outline text='x' xmlUrl='{}'/></body></opml>", site.url("/feed"));
    site.put("/list", opml);
    let other = Desk::empty();
    watch(&other, &[&site.url("/list")]).exits(0);
    assert_eq!(other.pages(), 1, "a list that is fetched is followed");
    Desk::empty().run(&["watch"]).exits(2).tells("watches no feeds");
}

#[test]
fn what_changes_is_asked_for_again_and_what_does_not_is_not_sent() {
    let (desk, site) = (Desk::empty(), Site::start());
    let mut record = Record::create_or_open(desk.path().join("story.onrecord")).unwrap();
    let reader = Reader::rules();
    let policy = Policy { gap: Duration::ZERO, private_addresses: true, ..Policy::default() };
    let fetcher = Arc::new(fetcher(&record, policy).unwrap());
    let named = [Location::parse(&site.url("/feed")).unwrap()];
    let mut round = || {
        let keeper = Keeper { record: &mut record, reader: &reader };
        let mut watch =
            Watch::new(keeper, Arc::clone(&fetcher), Duration::ZERO, Stop::default(), &named).unwrap();
        let mut told = Vec::new();
        watch
            .round::<StoreError>(&mut |happened| {
                told.push(match happened {
                    Happened::Page { kept: Kept::New { is_version, .. }, .. } => {
                        if is_version { "version" } else { "new" }.to_owned()
                    }
                    Happened::Page { .. } => "unchanged".to_owned(),
                    Happened::Failed { problem, again } => format!("{} {}", problem.message, again.is_some()),
                });
                Ok(())
            })
            .unwrap();
        told.sort();
        told
    };
    site.put("/feed", feed(&site, "", &[("/a", "2")]));
    site.put("/a", page("Tervo"));
    assert_eq!((round(), site.asked()), (vec!["new".to_owned()], vec!["/a".to_owned(), "/feed".to_owned()]));
    assert_eq!((round(), site.asked()), (vec![], vec!["/feed=".to_owned()]));
    // Another entry; the page of the first has changed, but the feed does not say so.
    site.put("/feed", feed(&site, "", &[("/b", "3"), ("/a", "2")]));
    site.put("/b", page("Halvik"));
    site.put("/a", page("Tervo").replace("four hours", "five hours"));
    assert_eq!((round(), site.asked()), (vec!["new".to_owned()], vec!["/b".to_owned(), "/feed".to_owned()]));
    // Now it does, and of the other it says so without need.
    site.put("/feed", feed(&site, "", &[("/b", "4"), ("/a", "4")]));
    assert_eq!(round(), ["version"]);
    assert_eq!(site.asked(), ["/a", "/b=", "/feed"]);
    // A page that is not there yet is tried again; a feed that fails, too.
    site.put("/feed", feed(&site, "", &[("/c", "5")]));
    site.put_with("/c", 503, "", "");
    assert_eq!((round(), site.asked().len()), (vec!["the server answered 503 (busy) true".to_owned()], 2));
    site.put("/c", page("Elm Ford"));
    site.put_with("/feed", 500, "", "");
    assert_eq!(round(), ["new", "the server answered 500 (the server failed) true"]);
    assert_eq!(record.all_versions().unwrap()[0].versions.len(), 2);
    assert!(record.feed_answer(&site.url("/feed")).unwrap().unwrap().starts_with(b"WARC/1.1\r\n"));
}

#[test]
fn a_run_is_stopped_cleanly_and_the_next_goes_on() {
    let (desk, site) = (Desk::empty(), Site::start());
    site.put("/feed", feed(&site, "<ttl>120</ttl>", &[("/a", "2")]));
    site.put("/a", page("Tervo"));
    let url = site.url("/feed");
    let mut child = desk
        .command()
        .args(["watch", "--model", "rules", "--allow-private", "--gap", "0", &url])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let summary = lines
        .find(|line| line.as_ref().unwrap().contains("1 new page from 1 feed. The next is due"))
        .unwrap();
    assert!(summary.is_ok());
    let pid = child.id().to_string();
    std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    desk.is_whole();
    site.asked();
    watch(&desk, &[]).exits(0);
    assert_eq!(site.asked(), [] as [&str; 0], "nothing is fetched twice");
}

#[test]
fn manners_become_a_policy() {
    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        manners: Manners,
    }
    let parse = |words: &[&str]| {
        <Line as clap::Parser>::try_parse_from([&["x"], words].concat()).unwrap().manners.policy()
    };
    assert_eq!(parse(&[]), Policy { connect_within: Duration::from_secs(15), ..Policy::default() });
    let all = parse(&[
        "--gap",
        "0.5",
        "--timeout",
        "5",
        "--max-size",
        "1",
        "--contact",
        "desk@courier.example",
        "--allow-private",
    ]);
    assert_eq!(
        (all.gap, all.done_within, all.head_within),
        (Duration::from_millis(500), Duration::from_secs(5), Duration::from_secs(5))
    );
    assert_eq!((all.max_body_bytes, all.max_unpacked_bytes, all.private_addresses), (1 << 20, 4 << 20, true));
    assert!(
        all.agent.starts_with("onrecord/") && all.agent.ends_with(" (+desk@courier.example)"),
        "{}",
        all.agent
    );
}
