//! `onrecord watch`.

use crate::common::{Desk, REVIEW, Ran};
use crate::site::Site;
use onrecord::fetching::{Happened, Keeper, Kept, Manners, Stop, Watch, fetcher};
use onrecord_fetch::{Location, Policy};
use onrecord_reading::Reader;
use onrecord_store::{Record, StoreError};
use std::io::{BufRead, BufReader, Read};
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

/// Asks for all feeds of a record, and one more, whenever that was done before; tells what happened.
fn round(record: &mut Record, named: &str) -> Vec<String> {
    let reader = Reader::rules();
    let policy = Policy { gap: Duration::ZERO, private_addresses: true, ..Policy::default() };
    let fetcher = Arc::new(fetcher(record, policy).unwrap());
    let keeper = Keeper { record, reader: &reader };
    let named = [Location::parse(named).unwrap()];
    let mut watch = Watch::new(keeper, fetcher, Duration::ZERO, Stop::default(), &named).unwrap();
    let mut told = Vec::new();
    watch
        .round::<StoreError>(&mut |happened| {
            told.push(match happened {
                Happened::Page { kept: Kept::New { is_version, .. }, .. } => {
                    if is_version { "version" } else { "new" }.to_owned()
                }
                Happened::Page { .. } => "unchanged".to_owned(),
                Happened::Failed { problem, again } => format!("{} {}", problem.message, again.is_some()),
                Happened::Noted { note, .. } => note,
            });
            Ok(())
        })
        .unwrap();
    told.sort();
    told
}

#[test]
fn what_changes_is_asked_for_again_and_what_does_not_is_not_sent() {
    let (desk, site) = (Desk::empty(), Site::start());
    let mut record = Record::create_or_open(desk.path().join("story.onrecord")).unwrap();
    let mut round = || round(&mut record, &site.url("/feed"));
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
fn a_feed_is_read_however_it_is_written() {
    let (desk, site) = (Desk::empty(), Site::start());
    let mut record = Record::create_or_open(desk.path().join("story.onrecord")).unwrap();
    for path in ["/news/a", "/b", "/old/c", "/d", "/e", "/f?x=1&y=2"] {
        site.put(path, page(path));
    }
    let utf16 = |text: &str| -> Vec<u8> {
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let rss =
        |links: &str| format!("<?xml version='1.0'?><rss version='2.0'><channel>{links}</channel></rss>");
    site.put("/news/feed", rss("<item><link>a</link></item><item><link>/b</link></item>"));
    site.put(
        "/atom",
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/old/'><entry><link href='c'/></entry></feed>",
    );
    site.put("/wide", utf16(&rss(&format!("<item><link>{}</link></item>", site.url("/d")))));
    let map = format!("<urlset><url><loc>{}</loc></url></urlset>", site.url("/e"));
    site.put_with("/map.xml.gz", 200, "content-type: application/gzip\r\n", gzip(map.as_bytes()));
    site.put(
        "/bare",
        rss(&format!("<item><link>{}</link></item><item><link>/b</link></item>", site.url("/f?x=1&y=2"))),
    );
    for (feed, news) in [("/news/feed", 2), ("/atom", 1), ("/wide", 1), ("/map.xml.gz", 1), ("/bare", 1)] {
        assert_eq!(round(&mut record, &site.url(feed)), vec!["new"; news], "{feed}");
    }
    // What was lost, and what leads nowhere, is told.
    let cut = rss("<item><link>/b</link></item>").replace("</channel>", "<item><!-- ");
    site.put("/cut", cut);
    let told = round(&mut record, &site.url("/cut"));
    assert!(matches!(told.as_slice(), [note] if note.starts_with("The feed is damaged at byte")), "{told:?}");
    site.put("/odd", rss("<item><link>mailto:desk@courier.example</link></item>"));
    let told = round(&mut record, &site.url("/odd"));
    assert!(told.iter().any(|it| it.contains("none of its entries has the address of a page")), "{told:?}");
    site.put("/bomb", gzip(&vec![b' '; 70 << 20]));
    let told = round(&mut record, &site.url("/bomb"));
    assert!(told.iter().any(|it| it.contains("expands to more than")), "{told:?}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    flate2::read::GzEncoder::new(bytes, flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
    packed
}

#[test]
fn a_page_that_a_feed_lists_twice_is_fetched_once() {
    let (desk, site) = (Desk::empty(), Site::start());
    let mut record = Record::create_or_open(desk.path().join("story.onrecord")).unwrap();
    site.put("/a", page("Tervo"));
    let item = |title: &str| format!("<item><title>{title}</title><link>/a</link></item>");
    let feed = |titles: [&str; 2]| {
        format!("<rss version='2.0'><channel>{}</channel></rss>", titles.map(item).concat())
    };
    site.put("/feed", feed(["Talks end", "Live: talks"]));
    assert_eq!(round(&mut record, &site.url("/feed")), ["new"]);
    assert_eq!(site.asked(), ["/a", "/feed"]);
    // Another state of the feed, with the same entries in another order.
    site.put("/feed", feed(["Live: talks", "Talks end"]));
    assert_eq!(round(&mut record, &site.url("/feed")), [] as [&str; 0]);
    assert_eq!(site.asked(), ["/feed"]);
    site.put("/feed", feed(["Live: talks", "Talks end late"]));
    round(&mut record, &site.url("/feed"));
    assert_eq!(site.asked(), ["/a=", "/feed"]);
}

#[test]
fn a_feed_whose_state_is_not_named_again_is_not_sent_again() {
    let (desk, site) = (Desk::empty(), Site::start());
    let mut record = Record::create_or_open(desk.path().join("story.onrecord")).unwrap();
    site.be_terse();
    site.put("/feed", feed(&site, "", &[]));
    round(&mut record, &site.url("/feed"));
    for _ in 0..3 {
        site.asked();
        round(&mut record, &site.url("/feed"));
        assert_eq!(site.asked(), ["/feed="]);
    }
}

#[test]
fn of_a_list_of_sitemaps_what_is_new_is_followed() {
    let (desk, site) = (Desk::empty(), Site::start());
    let mut record = Record::create_or_open(desk.path().join("story.onrecord")).unwrap();
    let today = onrecord::fetching::moment(jiff::Timestamp::now());
    let map = |path: &str, changed: &str| {
        let changed =
            if changed.is_empty() { String::new() } else { format!("<lastmod>{changed}</lastmod>") };
        format!("<sitemap><loc>{}</loc>{changed}</sitemap>", site.url(path))
    };
    let index = |maps: &[String]| format!("<sitemapindex>{}</sitemapindex>", maps.concat());
    let entry = |path: &str, more: &str| format!("<url><loc>{}</loc>{more}</url>", site.url(path));
    let (news, old) = (map("/maps/news.xml", ""), map("/maps/2019.xml", "2019-05-02"));
    site.put(
        "/maps",
        index(&[old.clone(), map("/maps/topics.xml", ""), map("/maps/day.xml", &today), news.clone()]),
    );
    let titled = "<news:news><news:title>Talks end</news:title></news:news>";
    site.put("/maps/news.xml", format!("<urlset>{}</urlset>", entry("/a", titled)));
    let (recent, long_ago) = (format!("<lastmod>{today}</lastmod>"), "<lastmod>2019-05-02</lastmod>");
    let day = [entry("/old", long_ago), entry("/undated", ""), entry("/b", &recent)].concat();
    site.put("/maps/day.xml", format!("<urlset>{day}</urlset>"));
    site.put("/a", page("Tervo"));
    site.put("/b", page("Halvik"));
    let url = site.url("/maps");
    assert_eq!(round(&mut record, &url), ["new", "new"]);
    assert_eq!(site.asked(), ["/a", "/b", "/maps", "/maps/day.xml", "/maps/news.xml"]);
    assert_eq!(round(&mut record, &url), [] as [&str; 0]);
    assert_eq!(site.asked(), ["/maps/day.xml=", "/maps/news.xml=", "/maps="]);
    // The next day has another sitemap; what somebody names stays.
    round(&mut record, &site.url("/maps/news.xml"));
    site.put("/maps", index(&[old.clone(), map("/maps/next.xml", &today)]));
    site.put("/maps/next.xml", "<urlset></urlset>");
    round(&mut record, &url);
    site.asked();
    round(&mut record, &url);
    assert_eq!(site.asked(), ["/maps/news.xml=", "/maps/next.xml=", "/maps="]);
    let listed = desk.run(&["watch", "--list"]).exits(0).out;
    assert_eq!(listed.matches(&format!("listed by {url}")).count(), 1, "{listed}");
    desk.run(&["watch", "--forget", &url]).exits(0);
    assert_eq!(record.watched_feeds().unwrap().len(), 1);
    // Nothing new in it, and no end to it.
    site.put("/none", index(&[old]));
    let told = round(&mut record, &site.url("/none"));
    assert!(told.iter().any(|it| it.contains("of which none is of news")), "{told:?}");
    record.forget_feed(&site.url("/none")).unwrap();
    for number in 0..9 {
        site.put(&format!("/deep{number}"), index(&[map(&format!("/deep{}", number + 1), &today)]));
    }
    site.asked();
    round(&mut record, &site.url("/deep0"));
    assert_eq!(site.asked(), ["/deep0", "/deep1", "/deep2", "/deep3", "/maps/news.xml="]);
    let many: Vec<String> = (0..30).map(|number| map(&format!("/many/{number}"), &today)).collect();
    site.put("/many", index(&many));
    round(&mut record, &site.url("/many"));
    assert_eq!(site.asked().iter().filter(|path| path.starts_with("/many/")).count(), 8);
}

#[test]
fn a_list_of_feeds_tells_what_is_not_followed() {
    let (desk, site) = (Desk::empty(), Site::start());
    site.put("/feed", feed(&site, "", &[("/a", "2")]));
    site.put("/a", page("Tervo"));
    let address = site.url("/feed").replace("http:", "feed:");
    let outlines = format!("<outline xmlUrl='{address}'/><outline xmlUrl='gopher://courier.example/feed'/>");
    desk.write("feeds.opml", format!("<opml version='2.0'><body>{outlines}</body></opml>"));
    let ran = watch(&desk, &["feeds.opml"]).exits(0).tells("“gopher://courier.example/feed” is not followed");
    assert!(ran.out.contains("1 new page from 1 feed"), "{}", ran.out);
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
