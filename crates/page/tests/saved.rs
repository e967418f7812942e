//! Saved pages of every kind, and markup that was made or changed to harm: what is read, and that it takes time in proportion.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads how long it should run")]

use onrecord_page::{Input, Limits, PieceKind, parse, structure};
use onrecord_text::{ItemKind, Page};
use proptest::prelude::*;
use std::fmt::Write as _;

fn one(markup: &str) -> Page {
    parse(Input { bytes: markup.as_bytes(), path: "page.html" }, &Limits::default()).remove(0).unwrap()
}

/// Every span lies in the text on character boundaries, items are in order, boilerplate is disjoint.
fn check(page: &Page) {
    let within =
        |span: onrecord_text::Span| assert!(page.text.get(span.start()..span.end()).is_some(), "{span:?}");
    for item in &page.items {
        within(item.span);
        item.title.into_iter().chain(item.byline).for_each(within);
    }
    assert!(page.items.windows(2).all(|pair| pair[0].span.start() <= pair[1].span.start()));
    page.boilerplate.iter().for_each(|span| within(*span));
    assert!(page.boilerplate.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
}

const STORY: [&str; 4] = [
    "The canal between Halvik and Calder was shut on Tuesday after a barge struck the lower gate, the harbour master said.",
    "Nobody was hurt, but forty vessels are waiting above the lock, and the queue is longer than at any time this year.",
    "“We shall have it open by the end of the week,” said Joren Hale, who runs the lock for the canal company.",
    "The company has had three such accidents since January, and the ministry has asked it for a report on all of them.",
];

fn story() -> String {
    STORY.iter().fold(String::new(), |mut markup, words| {
        write!(markup, "<p>{words}</p>").unwrap();
        markup
    })
}

/// The text of the page's article without what is no news.
fn news(page: &Page) -> String {
    let article = page.items.iter().find(|item| item.kind != ItemKind::Teaser).unwrap();
    let mut text = article.span.of(&page.text).to_owned();
    for span in page.boilerplate.iter().filter(|span| article.span.contains(**span)) {
        text = text.replace(span.of(&page.text), "");
    }
    text
}

fn assert_story(page: &Page, strange: &[&str]) {
    check(page);
    let text = news(page);
    for words in STORY {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    for words in strange {
        assert!(!text.contains(words), "{words} is in {text}");
    }
}

#[test]
fn a_page_saved_by_a_browser_keeps_its_story() {
    let page = one(&format!(
        "<!DOCTYPE html>\n<!-- saved from url=(0042)https://herald.example/2031/03/04/canal-shut -->\n<html><head><link rel=\"stylesheet\" href=\"./Canal shut_files/main.css\"><title>Canal shut | Herald</title>\
         <meta content=\"text/html; charset=UTF-8\" data-saved=\"yes\" http-equiv=\"Content-Type\"></head><body class=\"vsc-initialized\" cz-shortcut-listen=\"true\">\
         <div class=\"nav\"><a href=\"https://herald.example/\">Front page</a><a href=\"https://herald.example/sport\">Sport</a></div>\
         <div class=\"article\"><h1>Canal shut</h1>{}</div><div class=\"footer\">All rights reserved</div>\
         <iframe src=\"./Canal shut_files/saved_resource.html\" style=\"display: none;\"></iframe></body></html>",
        story()
    ));
    assert_story(&page, &["Front page", "All rights reserved"]);
}

#[test]
fn a_page_saved_as_a_single_file_with_its_pictures_inside_is_read_fast() {
    let picture = "iVBORw0KGgo".repeat(400_000);
    let page = one(&format!(
        "<html lang=en><meta charset=utf-8><style>.a{{background:url(data:image/png;base64,{picture})}}</style><title>Canal shut</title>\
         <body><template shadowrootmode=open><main><h1>Canal shut</h1><img src=\"data:image/png;base64,{picture}\" alt=\"\">{}</main></template>\
         <img src=data:image/png;base64,{picture}><footer>All rights reserved</footer>",
        story()
    ));
    assert_story(&page, &["iVBOR", "All rights reserved"]);
}

#[test]
fn a_page_in_a_readers_view_keeps_its_story() {
    let page = one(&format!(
        "<html><head><title>Canal shut</title></head><body class=\"light sans-serif\"><div class=\"container\"><div class=\"header reader-header\"><a class=\"domain reader-domain\">herald.example</a>\
         <h1 class=\"reader-title\">Canal shut</h1><div class=\"credits reader-credits\">Ana Weil</div><div class=\"reader-estimated-time\">2 minutes</div></div><hr>\
         <div class=\"content\"><div class=\"moz-reader-content\"><div id=\"readability-page-1\" class=\"page\">{}</div></div></div></div></body></html>",
        story()
    ));
    assert_story(&page, &["2 minutes"]);
}

#[test]
fn a_page_without_closed_tags_keeps_its_story() {
    let markup = story().replace("</p>", "");
    let page = one(&format!(
        "<TITLE>Canal shut</TITLE><BODY><TABLE><TR><TD><A HREF=/>Front page<TD><H1>Canal shut</H1>{markup}<TR><TD><FONT SIZE=1>All rights reserved"
    ));
    assert_story(&page, &["Front page"]);
}

#[test]
fn hostile_markup_takes_time_in_proportion() {
    let story = story();
    let many = |unit: &str, size: usize| unit.repeat(size / unit.len());
    let size = 1 << 17;
    for (head, tail) in [
        (many("<p><b><i><a href=x>", size), String::new()),
        (many("<div><span></div>", size), String::new()),
        (many("<table><tr><td>", size), String::new()),
        (many("<b><p></b>", size), String::new()),
        (many("<ul><li>", size), many("</ul>", size)),
        (many("<a href=\"", size), String::new()),
        (many("<a b=\"'>", size), String::new()),
        (many("<!--", size), String::new()),
        (many("<![CDATA[<!", size), String::new()),
        (many("<title>", size), String::new()),
        (many("<svg><title/><p>", size), String::new()),
        (many("</p></b></div></q>", size), String::new()),
        (many("&am", size), String::new()),
        (format!("<p {}>", many("a=b ", size)), String::new()),
        (format!("<p class=\"{}\">", many("comment main ", size)), String::new()),
        (many("<article><time datetime=2031-03-04T10:41>10:41</time></article>", size), String::new()),
        (many("<form><select><option>", size), String::new()),
        (many("10:41<br><br>", size), String::new()),
    ] {
        let page = one(&format!("<html><body>{story}{head}{tail}"));
        check(&page);
        assert!(page.text.contains("was shut on Tuesday"), "{}", head.chars().take(20).collect::<String>());
    }
}

/// A page with something of everything that the readers of markup look for.
fn seed() -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Canal shut | Herald</title><meta property=og:site_name content=Herald>\
         <script type=\"application/ld+json\">{{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{{\"headline\":\"Canal shut\",\"datePublished\":\"2031-03-04T10:41\"}}]}}</script></head>\
         <body><nav><ul><li><a href=/>News</a><li>Sport</ul></nav><main><h1>Canal shut</h1><time datetime=2031-03-04T10:41:00Z>4 March 2031</time>{}\
         <blockquote><p>“No.”</p></blockquote><figure><img src=a.jpg><figcaption>The lock. Photograph: Ana Weil</figcaption></figure>\
         <table><tr><th>Day<td>Boats<tr><td>Monday<td>12</table><section class=post data-timestamp=1900253100><h2>10:41 Shut</h2><p>It is shut &amp; guarded.</p></section>\
         <dl><dt>10:41</dt><dd>Shut.</dd></dl></main><svg><title>x</title><path/></svg><footer>&copy; Herald</footer></body></html>",
        story()
    )
}

/// Letters and digits of a text.
fn squeezed(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).collect()
}

#[test]
fn every_block_stands_where_the_kept_copy_has_it() {
    let markup = seed();
    let page = one(&markup);
    let pieces = structure(markup.as_bytes(), &Limits::default());
    assert_eq!(
        pieces.iter().map(|piece| piece.span.of(&page.text)).collect::<Vec<_>>().join("\n\n"),
        page.text
    );
    for piece in &pieces {
        let source = &markup[piece.source.clone()];
        assert_eq!(
            squeezed(&one(&format!("<p>{source}</p>")).text),
            squeezed(piece.span.of(&page.text)),
            "{source}"
        );
    }
    let kind =
        |words: &str| pieces.iter().find(|piece| piece.span.of(&page.text).starts_with(words)).unwrap().kind;
    assert_eq!(
        ["Canal shut", "News", "Nobody was", "“No.”", "The lock.", "Monday", "10:41 Shut"].map(kind),
        [
            PieceKind::Heading(1),
            PieceKind::ListItem,
            PieceKind::Paragraph,
            PieceKind::Quote,
            PieceKind::Caption,
            PieceKind::Row,
            PieceKind::Heading(2)
        ]
    );
    let main: Vec<&str> =
        pieces.iter().filter(|piece| piece.is_main).map(|piece| piece.span.of(&page.text)).collect();
    assert!(STORY.iter().all(|words| main.contains(words)) && !main.contains(&"News"), "{main:?}");
}

/// How many pages are changed; a long run is `FUZZ_CASES=200000 cargo test -p onrecord-page --test saved changed`.
fn cases() -> u32 {
    std::env::var("FUZZ_CASES").ok().and_then(|words| words.parse().ok()).unwrap_or(96)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]
    #[test]
    fn changed_markup_is_survived(
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_usize..6, 0_usize..18), 1..12)
    ) {
        const PIECES: [&str; 18] = [
            "<", ">", "\"", "'", "</", "<!--", "-->", "<script>", "</div>", "<table>", "<p>", "<a href=", "&", "<svg>", "<title>", "10:41", "é\u{0}", "<template>",
        ];
        let mut markup: Vec<char> = seed().chars().collect();
        for (from, to, action, piece) in cuts {
            let (from, to) = (from.index(markup.len() + 1), to.index(markup.len() + 1));
            let (from, to) = (from.min(to), from.max(to).min(from.min(to) + 200));
            match action {
                0 => drop(markup.drain(from..to)),
                1 => { let copy = markup[from..to].to_vec(); markup.splice(from..from, copy); }
                2 => { let moved: Vec<char> = markup.drain(from..to).collect(); let at = from / 2; markup.splice(at..at, moved); }
                _ => { markup.splice(from..from, PIECES[piece].chars()); }
            }
            if markup.is_empty() {
                break;
            }
        }
        let markup: String = markup.into_iter().collect();
        for page in parse(Input { bytes: markup.as_bytes(), path: "p.html" }, &Limits::default()).into_iter().flatten() {
            check(&page);
            if page.format == onrecord_text::Format::Html {
                for piece in structure(markup.as_bytes(), &Limits::default()) {
                    prop_assert!(markup.get(piece.source.clone()).is_some() && page.text.get(piece.span.start()..piece.span.end()).is_some());
                }
            }
        }
    }
}

fn author(page: &Page) -> Option<&str> {
    page.items.first()?.byline.map(|byline| byline.of(&page.text))
}

#[test]
fn the_address_that_the_saver_noted_is_the_pages() {
    let address = "https://herald.example/2031/03/04/canal-shut";
    let body = format!("<main><h1>Canal shut</h1>{}</main>", story());
    let browser = format!(
        "<!DOCTYPE html>\n<!-- saved from url=(0044){address} -->\n<html><title>Canal shut</title><body>{body}"
    );
    let single = format!(
        "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {address} \n saved date: Tue Mar 04 2031 10:04:22 GMT+0200\n--><meta charset=utf-8><title>Canal shut</title>{body}"
    );
    let view = format!(
        "<html><title>Canal shut</title><body><div class=\"container\"><div class=\"header reader-header\"><a class=\"domain reader-domain\" href=\"{address}\">herald.example</a></div>{body}</div>"
    );
    for markup in [&browser, &single, &view] {
        let page = one(markup);
        assert_eq!(page.url.as_deref(), Some(address), "{markup}");
        assert_eq!(page.items[0].published.edtf.as_deref(), Some("2031-03-04"), "{markup}");
    }
    // The page's own address goes before it; what is no address, and what a story tells of one, is none.
    let own = browser.replace("<title>", "<link rel=canonical href=https://herald.example/canal><title>");
    assert_eq!(one(&own).url.as_deref(), Some("https://herald.example/canal"));
    for strange in ["about:blank", "file:///home/ana/canal.html", "javascript:void(0)", ""] {
        assert_eq!(one(&browser.replace(address, strange)).url, None, "{strange}");
    }
    assert_eq!(one(&format!("<html><body>{body}<!-- see url: {address} -->")).url, None);
}

#[test]
fn an_address_without_its_host_is_made_whole() {
    let page = |head: &str| {
        one(&format!(
            "<html><head><title>Canal shut</title>{head}</head><body><main><h1>Canal shut</h1>{}</main>",
            story()
        ))
    };
    let canonical = |href: &str| format!("<link rel=\"canonical\" href=\"{href}\">");
    assert_eq!(
        page(&canonical("//herald.example/canal")).url.as_deref(),
        Some("https://herald.example/canal")
    );
    let base = "<base href=\"https://herald.example/news/\">";
    assert_eq!(
        page(&[base, &canonical("/canal")].concat()).url.as_deref(),
        Some("https://herald.example/canal")
    );
    let shared = "<meta property=\"og:url\" content=\"https://herald.example/canal?from=feed\">";
    assert_eq!(
        page(&[shared, &canonical("/canal")].concat()).url.as_deref(),
        Some("https://herald.example/canal")
    );
    assert_eq!(page(&canonical("/canal")).url, None, "nothing tells the host");
}

#[test]
fn the_author_under_the_headline_is_the_byline_whatever_element_names_it() {
    for line in [
        "<div>By Ana Weil</div>",
        "<p>By Ana Weil</p>",
        "<p class=\"standfirst\"></p><p>By Ana Weil</p><p>4 March 2031</p>",
        "<div><span>By <a rel=\"author\" href=\"/ana\">Ana Weil</a></span><span>March 4, 2031</span></div>",
    ] {
        let page = one(&format!(
            "<html lang=en><title>Canal shut</title><body><article><h1>Canal shut</h1>{line}{}</article>",
            story()
        ));
        assert!(author(&page).is_some_and(|author| author.ends_with("Ana Weil")), "{line}: {:?}", page.items);
        assert_story(&page, &["By Ana Weil"]);
    }
    let spoken = one(&format!(
        "<html lang=en><title>Canal shut</title><body><article><h1>Canal shut</h1>{}<p>By Ana Weil</p>{}</article>",
        story(),
        story()
    ));
    assert_eq!(author(&spoken), None, "a line among the paragraphs names no author");
}

#[test]
fn attributes_of_elements_name_the_author_the_outlet_and_the_address() {
    let microdata = "<div itemscope itemtype=\"https://schema.org/NewsArticle\"><meta itemprop=\"datePublished\" content=\"2031-03-04\">\
        <link itemprop=\"mainEntityOfPage\" href=\"https://herald.example/canal\"><h1 itemprop=\"headline\">Canal shut</h1>\
        <span itemprop=\"author\" itemscope itemtype=\"https://schema.org/Person\"><span itemprop=\"name\">Ana Weil</span>, <i>Halvik</i></span>\
        <span itemscope itemtype=\"https://schema.org/Organization\" itemprop=\"publisher\"><meta content=\"Herald\" itemprop=\"name\"></span>";
    let rdfa = "<article vocab=\"http://schema.org/\" typeof=\"NewsArticle\"><h1 property=\"headline\">Canal shut</h1><span property=\"author\">Ana Weil</span>";
    let card = "<article class=\"hentry\"><h1 class=\"entry-title\">Canal shut</h1><span class=\"vcard author\"><a class=\"fn\" href=\"/ana\">Ana Weil</a></span>";
    let link = "<article><h1>Canal shut</h1><div><a rel=\"author\" href=\"/ana\">Ana Weil</a></div>";
    for markup in [microdata, rdfa, card, link] {
        let page = one(&format!("<html lang=en><body>{markup}{}", story()));
        assert_eq!(author(&page), Some("Ana Weil"), "{markup}");
        assert_story(&page, &[]);
    }
    let page = one(&format!("<html lang=en><body>{microdata}{}", story()));
    assert_eq!(page.outlet.as_ref().map(|outlet| outlet.name.as_str()), Some("Herald"));
    assert_eq!(page.url.as_deref(), Some("https://herald.example/canal"));
    let core = one(&format!(
        "<html lang=en><head><meta name=\"DC.publisher\" content=\"Herald\"><meta name=\"DC.creator\" content=\"Ana Weil\"></head><body><article><h1>Canal shut</h1><div>Ana Weil</div>{}",
        story()
    ));
    assert_eq!(
        (core.outlet.map(|outlet| outlet.name).as_deref(), core.items[0].byline.is_some()),
        (Some("Herald"), true)
    );

    // The headline of the site, and the author of a comment, are not the story's.
    let theme = format!(
        "<html lang=en><body itemscope itemtype=\"https://schema.org/WebPage\"><header itemscope itemtype=\"https://schema.org/WPHeader\"><h1 itemprop=\"headline\">Halvik Herald</h1></header>\
         <article itemscope itemtype=\"https://schema.org/CreativeWork\"><h2 itemprop=\"headline\">Canal shut to all boats</h2>{}</article>\
         <div itemscope itemtype=\"https://schema.org/Comment\"><span itemprop=\"author\">Joren Hale</span><p>It was open when I came by on Sunday.</p></div>",
        story()
    );
    let page = one(&theme);
    assert_eq!(page.items[0].title.map(|title| title.of(&page.text)), Some("Canal shut to all boats"));
    assert_eq!(author(&page), None);
}
