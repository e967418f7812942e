//! Feeds and sitemaps as they are found: unescaped, relative, in another encoding, signed by several.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use onrecord_page::{Input, Limits, References, Unreadable, read_one, references};
use onrecord_text::Page;

fn list(text: &str) -> References {
    references(text.as_bytes(), &Limits::default()).unwrap()
}

fn page(bytes: &[u8]) -> Result<Page, Unreadable> {
    read_one(Input { bytes, path: "feed" }, &Limits::default())
}

fn rss(items: &str) -> String {
    format!("<?xml version='1.0'?><rss version='2.0'><channel><title>Herald</title>{items}</channel></rss>")
}

/// The bylines of a page's items.
fn bylines(page: &Page) -> Vec<&str> {
    page.items.iter().filter_map(|item| item.byline).map(|span| span.of(&page.text)).collect()
}

#[test]
fn a_bare_ampersand_costs_nothing() {
    let feed = rss("<item><title>Canal shut</title><link>https://herald.example/1?a=1&b=2</link></item>\
         <item><title>Oster & Sons; Weil&Co open &</title><link>https://herald.example/2?copy=1&amp;b=2</link></item>\
         <item><title>Bridge open</title><link>https://herald.example/3?a&</link></item>");
    let urls: Vec<String> = list(&feed).pages.into_iter().map(|page| page.url).collect();
    assert_eq!(
        urls,
        [
            "https://herald.example/1?a=1&b=2",
            "https://herald.example/2?copy=1&b=2",
            "https://herald.example/3?a&"
        ]
    );
    let page = page(feed.as_bytes()).unwrap();
    assert_eq!((page.items.len(), page.notes.len()), (3, 0), "{:?}", page.notes);
    assert!(page.text.contains("Oster & Sons; Weil&Co open &"), "{}", page.text);
    let map = "<urlset><url><loc>https://herald.example/1?a=1&b=2</loc></url><url><loc>https://herald.example/2</loc></url></urlset>";
    assert_eq!(list(map).pages.len(), 2);
    assert_eq!(list(map).pages[0].url, "https://herald.example/1?a=1&b=2");
    let opml = "<opml><body><outline text='Oster & Sons' xmlUrl='https://herald.example/rss?a=1&b=2'/></body></opml>";
    assert_eq!(list(opml).lists[0].url, "https://herald.example/rss?a=1&b=2");
}

#[test]
fn a_list_that_is_refused_says_what_was_wrong_with_it() {
    let refused = page(b"<urlset><url><loc>https://herald.example/1</loc></url><url><!-- ").unwrap_err();
    assert!(
        refused.reason.contains("a list of 1 page without headlines")
            && refused.reason.contains("damaged at byte"),
        "{refused}"
    );
    for list in [
        "<sitemapindex><sitemap><loc>https://a.example/s</loc></sitemap></sitemapindex>",
        "<opml><body/></opml>",
    ] {
        let refused = page(list.as_bytes()).unwrap_err();
        assert!(refused.hint.contains("onrecord watch"), "{}", refused.hint);
    }
}

#[test]
fn links_may_be_relative_and_a_feed_may_say_to_what() {
    let of = |feed: &str| {
        let pages = list(feed).pages.into_iter();
        pages
            .map(|page| (page.base.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "), page.url))
            .collect::<Vec<_>>()
    };
    let pair = |base: &str, url: &str| (base.to_owned(), url.to_owned());
    assert_eq!(
        of(&rss("<item><link>\n/a \n</link></item><item><link>b?x</link></item>")),
        [pair("", "/a"), pair("", "b?x")]
    );
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://herald.example/news/'><entry><link href='a'/></entry>\
                <entry xml:base='old/'><title>t</title><link href='b' xml:base='c/'/></entry><entry><link href='/d'/></entry></feed>";
    let base = "https://herald.example/news/";
    assert_eq!(of(atom), [pair(base, "a"), pair(&format!("{base} old/ c/"), "b"), pair(base, "/d")]);
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"7","url":"/a"},{"id":"8","external_url":"/b"},{"id":"9"}]}"#;
    assert_eq!(of(json), [pair("", "/a"), pair("", "/b")]);
}

#[test]
fn a_link_goes_before_an_id_and_neither_is_glued_to_the_other() {
    let feed = rss(
        "<item><guid>https://herald.example/?p=1&amp;q=2</guid><link>https://herald.example/a</link></item>\
         <item><guid>https://herald.example/?p=1&amp;q=2</guid></item><item><guid isPermaLink='false'>7</guid></item>\
         <item xmlns:atom='http://www.w3.org/2005/Atom'><atom:link href='https://herald.example/c'/><link>https://herald.example/d</link></item>",
    );
    let urls: Vec<String> = list(&feed).pages.into_iter().map(|page| page.url).collect();
    assert_eq!(
        urls,
        ["https://herald.example/a", "https://herald.example/?p=1&q=2", "https://herald.example/d"]
    );
}

#[test]
fn a_feed_in_utf_16_is_a_feed() {
    let text = rss("<item><title>Canal shut</title><link>https://herald.example/a</link></item>")
        .replace("'1.0'", "'1.0' encoding='utf-16'");
    for (mark, bytes) in
        [([0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xFE, 0xFF], u16::to_be_bytes)]
    {
        let bytes: Vec<u8> = mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect();
        assert_eq!(references(&bytes, &Limits::default()).unwrap().pages[0].url, "https://herald.example/a");
        let page = page(&bytes).unwrap();
        assert_eq!((page.format, page.items.len()), (onrecord_text::Format::Feed, 1));
        assert_eq!(page.text, "Canal shut");
    }
}

#[test]
fn several_authors_stay_apart_and_one_is_named_once() {
    let feed = rss(
        "<item><title>a</title><dc:creator>Lena Brask</dc:creator><dc:creator> Tor Wiik </dc:creator></item>\
         <item><title>b</title><author>desk@herald.example (Lena Brask)</author><dc:creator>Lena Brask</dc:creator></item>\
         <item><title>c</title><author>desk@herald.example</author></item>",
    );
    assert_eq!(
        bylines(&page(feed.as_bytes()).unwrap()),
        ["Lena Brask, Tor Wiik", "Lena Brask", "desk@herald.example"]
    );
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Herald</title><entry><title>a</title>\n<author>\n  <name>Lena\n Brask</name>\n \
                <uri>https://herald.example/brask</uri></author>\n<author>\n  <name>Tor Wiik &amp; others</name>\n</author></entry></feed>";
    assert_eq!(bylines(&page(atom.as_bytes()).unwrap()), ["Lena Brask, Tor Wiik & others"]);
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"a","authors":[{"name":"Lena Brask"},{"name":"Tor Wiik"}]},
        {"id":"2","title":"b","author":{"name":"Lena Brask"}}]}"#;
    assert_eq!(bylines(&page(json.as_bytes()).unwrap()), ["Lena Brask, Tor Wiik", "Lena Brask"]);
}

#[test]
fn an_escaped_sign_in_a_name_keeps_the_spaces_around_it() {
    let feed = rss("<item><title>Canal shut</title><link>https://post.example/a</link></item>")
        .replace("<title>Herald<", "<title>\n  Ostrava Post &amp; Co\n<");
    assert_eq!(page(feed.as_bytes()).unwrap().outlet.unwrap().name, "Ostrava Post & Co");
    assert_eq!(list(&feed).pages[0].outlet.as_deref(), Some("Ostrava Post & Co"));
}

#[test]
fn years_of_two_digits_are_years() {
    let feed = rss("<item><title>Canal shut</title><pubDate>Sat, 14 Jun 31 08:00:00 +0200</pubDate></item>");
    let page = page(feed.as_bytes()).unwrap();
    assert_eq!(page.items[0].published.edtf.as_deref(), Some("2031-06-14T08:00"));
}

#[test]
fn a_news_sitemap_may_call_its_parts_what_it_likes() {
    let map = "<sm:urlset xmlns:sm='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9' \
               xmlns:image='i'><sm:url><sm:loc>https://herald.example/a</sm:loc><n:news><n:publication><n:name>Halvik Herald</n:name>\
               <n:language>en</n:language></n:publication><n:publication_date>2031-05-02</n:publication_date><n:title>Canal shut</n:title></n:news>\
               <image:image><image:loc>https://herald.example/a.jpg</image:loc><image:title>The lock</image:title></image:image></sm:url></sm:urlset>";
    let entry = &list(map).pages[0];
    assert_eq!(
        (entry.url.as_str(), entry.title.as_deref()),
        ("https://herald.example/a", Some("Canal shut"))
    );
    assert_eq!((entry.outlet.as_deref(), entry.language.as_deref()), (Some("Halvik Herald"), Some("en")));
    let page = page(map.as_bytes()).unwrap();
    assert_eq!(
        (page.text.as_str(), page.items[0].published.edtf.as_deref()),
        ("Canal shut", Some("2031-05-02"))
    );
}
