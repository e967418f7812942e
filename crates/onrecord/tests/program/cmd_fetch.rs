//! `onrecord add` with addresses, and `onrecord versions`.

use crate::common::{Desk, REVIEW, Ran};
use crate::site::Site;

const LATER: &str = "four hours and ten minutes";

fn add(desk: &Desk, more: &[&str]) -> Ran {
    let usual = ["add", "--model", "rules", "--allow-private", "--gap", "0", "--json"];
    desk.run(&[&usual, more].concat())
}

#[test]
fn a_fetched_page_on_which_nothing_can_be_read_is_told() {
    let (desk, site) = (Desk::empty(), Site::start());
    let page = "<!doctype html><html><head><meta http-equiv=refresh content=\"0; url=/there\"></head><body></body></html>";
    site.put("/talks", page);
    let counts = add(&desk, &[&site.url("/talks")]).exits(0).tells("nothing on it could be read").json();
    assert_eq!(counts["added"], 1);
}

/// The page, changed: a headline, a sentence more, a sentence in other words.
fn changed() -> String {
    REVIEW
        .replace("<h1>Talks in Calder end without a deal</h1>", "<h1>Talks in Calder end early</h1>")
        .replace("after four hours", &format!("after {LATER}"))
        .replace("</article>", "<p>A second round is not planned.</p></article>")
}

#[test]
fn a_page_is_fetched_once_and_its_next_version_is_told() {
    let (desk, site) = (Desk::empty(), Site::start());
    let url = site.url("/talks-end");
    site.put("/talks-end", REVIEW);
    let first = add(&desk, &[&url]).exits(0).json();
    assert_eq!((&first["added"], &first["failed"]), (&1.into(), &0.into()));
    assert_eq!(site.asked(), ["/talks-end"]);
    let page = desk.run(&["pages", "--json"]).exits(0).json()[0].clone();
    assert_eq!(
        (page["path"].as_str(), page["title"].as_str()),
        (Some(url.as_str()), Some("Talks in Calder end without a deal"))
    );
    assert!(page["outlet"] == "Calder Review" && page["statements"].as_u64() > Some(0), "{page}");

    let again = add(&desk, &[&url]).exits(0).json();
    assert_eq!((&again["added"], &again["already_there"]), (&0.into(), &1.into()));
    assert_eq!(site.asked(), ["/talks-end="], "what has not changed is not sent again");

    // The server says that it changed, and only what no reader sees did.
    site.put("/talks-end", REVIEW.replace("<footer>", "<!-- served by machine 7 --><footer>"));
    let same = add(&desk, &[&url]).exits(0).json();
    assert_eq!((&same["added"], &same["already_there"]), (&0.into(), &1.into()));

    site.put("/talks-end", changed());
    let version = add(&desk, &[&url]).exits(0).tells("a new version");
    assert_eq!(version.json()["added"], 1);
    assert_eq!(desk.pages(), 2);

    let told = desk.run(&["versions", "--json", &url]).exits(0).json();
    let versions = told["versions"].as_array().unwrap();
    assert_eq!((versions.len(), versions[0]["seen_at"].as_array().unwrap().len()), (2, 2));
    let changes = &versions[1]["changes"];
    assert_eq!(changes["headline"]["after"]["words"], "Talks in Calder end early");
    let kinds: Vec<_> =
        changes["sentences"].as_array().unwrap().iter().map(|it| it["change"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["changed", "added"], "{changes}");
    let shown = desk.run(&["versions", &url]).exits(0).out;
    assert!(shown.contains("version 2") && shown.contains("A second round is not planned."), "{shown}");
    assert!(shown.contains("[-hours.-] {+hours and ten minutes.+}"), "{shown}");
    assert!(desk.run(&["versions"]).exits(0).out.contains("2 versions"));
    desk.is_whole();
    desk.run(&["rebuild"]).exits(0);
    assert_eq!(desk.run(&["versions", "--json", &url]).exits(0).json(), told, "it can all be made anew");
    desk.is_whole();
}

#[test]
fn a_page_that_goes_back_to_its_first_words_has_changed_again() {
    let (desk, site) = (Desk::empty(), Site::start());
    let url = site.url("/talks-end");
    for page in [REVIEW.to_owned(), changed(), REVIEW.to_owned()] {
        site.put("/talks-end", page);
        assert_eq!(add(&desk, &[&url]).exits(0).json()["added"], 1);
    }
    let told = desk.run(&["versions", "--json", &url]).exits(0).json();
    let titles: Vec<_> =
        told["versions"].as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect();
    let first = "Talks in Calder end without a deal";
    assert_eq!(titles, [first, "Talks in Calder end early", first]);
    let pages = desk.run(&["pages", "--json"]).exits(0).json();
    let last = &told["versions"][2]["page"];
    assert!(pages.as_array().unwrap().iter().all(|it| &it["version"]["newest"] == last), "{pages}");
    assert_eq!(add(&desk, &[&url]).exits(0).json()["already_there"], 1);
    desk.is_whole();
    desk.run(&["rebuild"]).exits(0);
    let again = desk.run(&["versions", "--json", &url]).exits(0).json();
    assert_eq!(again["versions"].as_array().unwrap().len(), 3);
}

#[test]
fn another_day_of_publication_is_a_change_and_another_day_of_asking_is_none() {
    let (desk, site) = (Desk::empty(), Site::start());
    let url = site.url("/talks-end");
    site.put("/talks-end", REVIEW);
    add(&desk, &[&url]).exits(0);
    site.put("/talks-end", REVIEW.replace("2031-05-07T08", "2031-05-05T08"));
    assert_eq!(add(&desk, &[&url]).exits(0).json()["added"], 1);
    let told = desk.run(&["versions", "--json", &url]).exits(0).json();
    let dates = &told["versions"][1]["changes"]["dates"][0];
    assert_eq!(dates["before"]["earliest"], "2031-05-07", "{told}");
    assert_eq!(dates["after"]["earliest"], "2031-05-05", "{told}");
    // A day of the last change bounds the day of publication, and is no other word on it.
    let undated = |changed: &str| {
        REVIEW
            .replace("published_time\" content=\"2031-05-07", &format!("modified_time\" content=\"{changed}"))
    };
    let (url, path) = (site.url("/undated"), "/undated");
    site.put(path, undated("2031-05-08"));
    add(&desk, &[&url]).exits(0);
    site.put(path, undated("2031-05-09"));
    assert_eq!(add(&desk, &[&url]).exits(0).json()["already_there"], 1);
}

#[test]
fn a_server_that_does_not_name_a_state_again_is_asked_by_its_first_name() {
    let (desk, site) = (Desk::empty(), Site::start());
    site.be_terse();
    site.put("/a", REVIEW);
    add(&desk, &[&site.url("/a")]).exits(0);
    for _ in 0..3 {
        site.asked();
        add(&desk, &[&site.url("/a")]).exits(0);
        assert_eq!(site.asked(), ["/a="]);
    }
}

#[test]
fn what_came_is_kept_as_it_came() {
    let (desk, site) = (Desk::empty(), Site::start());
    site.put_with(
        "/talks-end",
        200,
        "content-type: text/html; charset=windows-1252\r\nx-served-by: 7\r\n",
        REVIEW
            .replace("Sudmark", "S\u{fc}dmark")
            .replace("utf-8", "latin1")
            .chars()
            .map(|it| u8::try_from(it).unwrap_or(b'?'))
            .collect::<Vec<u8>>(),
    );
    site.put_with("/old", 301, "location: /talks-end\r\n", "");
    add(&desk, &[&site.url("/old")]).exits(0);
    let record = onrecord_store::Record::open_read_only(desk.path().join("story.onrecord")).unwrap();
    let page = record.pages().unwrap().remove(0);
    assert_eq!(page.path, site.url("/talks-end"));
    let kept = record.kept_copy(&page.id).unwrap();
    let kept = String::from_utf8_lossy(&kept);
    for line in [
        "WARC/1.1\r\n",
        "WARC-Type: response\r\n",
        &format!("WARC-Target-URI: {}\r\n", page.path),
        "x-served-by: 7\r\n",
        "<footer>",
    ] {
        assert!(kept.contains(line), "{line}");
    }
    assert!(
        record.page(&page.id).unwrap().unwrap().text.contains("S\u{fc}dmark"),
        "the head's charset is believed"
    );
    let capture = record.last_capture(&site.url("/old")).unwrap().unwrap().capture;
    assert_eq!(capture.redirects, [(301, site.url("/old"))]);
    assert_eq!(
        desk.run(&["versions", "--json", &site.url("/old")]).exits(0).json()["versions"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn what_stands_in_the_way_is_told_and_the_others_go_on() {
    let (desk, site) = (Desk::with_pages(), Site::start());
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed\n");
    site.put("/closed", REVIEW);
    site.put("/open", REVIEW);
    site.put("/picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec());
    let urls = ["/closed", "/gone", "/picture", "/open"].map(|path| site.url(path));
    let words: Vec<&str> =
        urls.iter().map(String::as_str).chain(["pages/courier.txt", "ftp://courier.example/x"]).collect();
    let ran = add(&desk, &words).exits(1);
    let ran = ran
        .tells("does not allow it")
        .tells("answered 404")
        .tells("/picture")
        .tells("ftp://courier.example/x");
    let counts = ran.json();
    assert_eq!((&counts["added"], &counts["failed"]), (&2.into(), &4.into()));
    assert_eq!(site.asked(), ["/gone", "/open", "/picture"]);
    let gone = desk.run(&["versions", &site.url("/open")]).exits(0);
    assert!(gone.out.contains("The only version"), "{}", gone.out);
    desk.run(&["versions", "https://courier.example/none"]).exits(1);
    desk.is_whole();
}

#[test]
fn this_machine_is_asked_only_where_that_is_allowed() {
    let (desk, site) = (Desk::empty(), Site::start());
    site.put("/talks-end", REVIEW);
    desk.run(&["add", "--model", "rules", &site.url("/talks-end")])
        .exits(1)
        .tells("is this machine")
        .tells("--allow-private");
    assert_eq!(site.asked(), [] as [&str; 0]);
    desk.run(&["add", "--gap", "soon", "x"]).exits(2).tells("number of seconds");
    desk.run(&["add", "--contact", "two words", "x"]).exits(2).tells("mail or web address");
}

#[test]
fn a_robots_file_is_not_asked_for_twice_in_a_day() {
    let (desk, site) = (Desk::empty(), Site::start());
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed\n");
    site.put("/a", REVIEW);
    add(&desk, &[&site.url("/a")]).exits(0);
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n");
    site.put("/b", REVIEW.replace("Calder", "Tervo"));
    add(&desk, &[&site.url("/b")]).exits(0);
    assert_eq!(desk.pages(), 2);
}
