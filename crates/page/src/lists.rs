use crate::decode::Decoded;
use crate::pasted::item_id;
use crate::{Input, Limits, Unreadable, decode, feed, outlet, sniff, stamp};
use jiff::civil::Date;
use onrecord_text::{
    Basis, Dating, Format, Item, ItemKind, Note, Outlet, Page, Span, page_id_of, sha256_hex,
};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::sync::Arc;

/// What a list of references is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// An RSS, RDF, Atom or JSON feed: pages.
    Feed,
    /// A sitemap: pages.
    Sitemap,
    /// A sitemap index: further sitemaps.
    SitemapIndex,
    /// An OPML list: feeds.
    Opml,
}

/// A page, or a further list, that a list points to, with what the list says of it.
///
/// The dates are candidates: a page's own word goes before them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reference {
    /// Its address, as the list has it: it may be relative, to the list's own address.
    pub url: String,
    /// What a relative address counts from instead, where the list says so (`xml:base`): each counts from the one before.
    pub base: Vec<Arc<str>>,
    /// Its headline, or a feed's name.
    pub title: Option<String>,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// Its language (BCP 47).
    pub language: Option<String>,
    /// When it was published, as the list says: a feed's `pubDate` or `published`, a news sitemap's `publication_date`.
    pub published: Option<Dating>,
    /// The day of its last change: `updated`, `lastmod`. A page was published by then.
    pub changed: Option<Date>,
}

/// What a list points to, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct References {
    /// What the list is.
    pub kind: ListKind,
    /// Pages.
    pub pages: Vec<Reference>,
    /// Further lists: the sitemaps of an index, the feeds of an OPML list.
    pub lists: Vec<Reference>,
    /// What was wrong with the list.
    pub notes: Vec<Note>,
}

/// Reads a list of references; none where the bytes are none. A damaged list is read as far as it goes, with a note.
///
/// The bytes are unpacked already ([`crate::decompress`]). Addresses are given as they stand there: whoever follows them
/// checks them.
#[must_use]
pub fn references(bytes: &[u8], limits: &Limits) -> Option<References> {
    let kind = sniff::kind_of(bytes).ok()?;
    let decoded = || decode::markup(bytes, limits.max_markup_bytes);
    let (mut list, notes) = match kind {
        sniff::Kind::XmlFeed | sniff::Kind::JsonFeed => {
            let decoded = decoded();
            (feed::references(&decoded.text, kind == sniff::Kind::JsonFeed), decoded.notes)
        }
        sniff::Kind::Sitemap | sniff::Kind::Opml => {
            let decoded = decoded();
            (xml(&decoded.text), decoded.notes)
        }
        _ => return None,
    };
    list.notes.extend(notes);
    Some(list)
}

/// A sitemap with headlines as a page of them, each dated; other lists are no pages, and the reason says what they are.
pub(crate) fn read(input: Input<'_>, decoded: Decoded<'_>, limits: &Limits) -> Result<Page, Unreadable> {
    let list = xml(&decoded.text);
    // What was wrong with a list may be why there is so little in it.
    let damage: String =
        list.notes.iter().map(|note| format!(". {}", note.message.trim_end_matches('.'))).collect();
    let unreadable = |reason: String, hint: &str| Unreadable {
        path: input.path.to_owned(),
        reason: reason + &damage,
        hint: hint.to_owned(),
    };
    const FOLLOW: &str = "Add the pages themselves, or follow its address with `onrecord watch`.";
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    match list.kind {
        ListKind::Opml => {
            let reason = format!("it is a list of {} (OPML), not a page", counted(list.lists.len(), "feed"));
            return Err(unreadable(
                reason,
                "Follow the feeds in it with `onrecord watch`, or add the pages in them.",
            ));
        }
        ListKind::SitemapIndex => {
            let reason = format!("it is a list of {}, not a page", counted(list.lists.len(), "sitemap"));
            return Err(unreadable(reason, FOLLOW));
        }
        ListKind::Sitemap if list.pages.iter().all(|page| page.title.is_none()) => {
            let reason =
                format!("it is a sitemap: a list of {} without headlines", counted(list.pages.len(), "page"));
            return Err(unreadable(reason, FOLLOW));
        }
        ListKind::Sitemap | ListKind::Feed => {}
    }
    Ok(headlines(input, list, decoded.notes, limits))
}

/// The page of a news sitemap: each headline an item.
fn headlines(input: Input<'_>, list: References, mut notes: Vec<Note>, limits: &Limits) -> Page {
    let sha256 = sha256_hex(input.bytes);
    let id = page_id_of(&sha256);
    let (mut text, mut items) = (String::new(), Vec::new());
    notes.extend(list.notes);
    let mut untitled = 0;
    for page in &list.pages {
        let title = page.title.as_deref().map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
        let Some(title) = title.filter(|title| !title.is_empty()) else {
            untitled += 1;
            continue;
        };
        if text.len() + title.len() + 2 > limits.max_text_bytes {
            notes.push(Note::page(
                "The sitemap has more headlines than are read; its last ones were left out.",
            ));
            break;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&title);
        let Some(span) = Span::new(start, text.len()) else { continue };
        let published = page.published.clone().or_else(|| page.changed.map(by_then));
        items.push(Item {
            id: item_id(&id, ItemKind::FeedItem, span),
            kind: ItemKind::FeedItem,
            span,
            title: Some(span),
            byline: None,
            published: published
                .unwrap_or_else(|| Dating::default().because("the sitemap gives the page no date")),
            language: None,
        });
    }
    if untitled > 0 {
        notes.push(Note::page(format!("{untitled} addresses without a headline were left out.")));
    }
    let domain = list.pages.first().and_then(|page| outlet::domain_of(&page.url));
    let name = list.pages.iter().find_map(|page| page.outlet.clone());
    Page {
        sha256,
        path: input.path.to_owned(),
        url: None,
        outlet: name.map(|name| Outlet { name, domain }),
        language: list.pages.iter().find_map(|page| page.language.clone()),
        format: Format::Feed,
        items,
        boilerplate: Vec::new(),
        notes,
        id,
        text,
    }
}

/// The last change bounds the day of publication.
fn by_then(day: Date) -> Dating {
    let dating = Dating {
        edtf: Some(format!("../{day}")),
        latest: Some(day),
        basis: Basis::Metadata,
        ..Dating::default()
    };
    dating.because("the sitemap gives only the day of the page's last change")
}

/// Reads a sitemap, an index of sitemaps or an OPML list.
fn xml(text: &str) -> References {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    // Addresses often stand in a list as browsers show them: "?a=1&b=2".
    reader.config_mut().allow_dangling_amp = true;
    let mut prefix: Option<String> = None;
    let mut list =
        References { kind: ListKind::Sitemap, pages: Vec::new(), lists: Vec::new(), notes: Vec::new() };
    let mut entry: Option<Raw> = None;
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_ascii_lowercase();
                let own = prefix.get_or_insert_with(|| prefix_of(&name).to_owned());
                let name = own_name(name, own);
                match name.as_str() {
                    "opml" => list.kind = ListKind::Opml,
                    "sitemapindex" => list.kind = ListKind::SitemapIndex,
                    "url" | "sitemap" => entry = Some(Raw::default()),
                    "outline" => list.lists.extend(outline(&tag)),
                    _ => {}
                }
                open.push(name);
            }
            Ok(Event::Empty(tag)) => {
                if tag.name().as_ref().eq_ignore_ascii_case("outline") {
                    list.lists.extend(outline(&tag));
                }
            }
            Ok(Event::End(tag)) => {
                let name =
                    own_name(tag.name().as_ref().to_ascii_lowercase(), prefix.as_deref().unwrap_or_default());
                if matches!(name.as_str(), "url" | "sitemap")
                    && let Some(reference) = entry.take().and_then(Raw::reference)
                {
                    if name == "url" { list.pages.push(reference) } else { list.lists.push(reference) }
                }
                if let Some(at) = open.iter().rposition(|own| *own == name) {
                    open.truncate(at);
                }
            }
            Ok(Event::Text(words)) => add(entry.as_mut(), &open, words.as_ref()),
            Ok(Event::CData(words)) => add(entry.as_mut(), &open, words.as_ref()),
            Ok(Event::GeneralRef(reference)) => {
                let resolved = match reference.as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                let words =
                    resolved.map_or_else(|| format!("&{};", reference.as_ref()), |char| char.to_string());
                add(entry.as_mut(), &open, &words);
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                list.notes.push(Note::page(format!(
                    "The list is damaged at byte {} ({error}); what stands before it was read.",
                    reader.error_position()
                )));
                break;
            }
        }
    }
    list
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn prefix_of(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// The name of an element without the prefix that the writer has given to all of the list's own, which is that of the outermost.
fn own_name(name: String, prefix: &str) -> String {
    if !prefix.is_empty() && prefix_of(&name) == prefix { local(&name).to_owned() } else { name }
}

/// An entry of a sitemap as it stands there.
#[derive(Debug, Default)]
struct Raw {
    address: String,
    changed: String,
    title: String,
    published: String,
    outlet: String,
    language: String,
}

fn add(entry: Option<&mut Raw>, open: &[String], words: &str) {
    let (Some(entry), Some(name)) = (entry, open.last()) else { return };
    let parent = open.len().checked_sub(2).and_then(|at| open.get(at)).map_or("", String::as_str);
    let place = match (local(parent), name.as_str()) {
        ("url" | "sitemap", "loc") => &mut entry.address,
        (_, "lastmod") => &mut entry.changed,
        // The prefix of what is said of news is the writer's choice; images and films have titles, too.
        ("news", name) if local(name) == "title" => &mut entry.title,
        ("news", name) if local(name) == "publication_date" => &mut entry.published,
        ("publication", name) if local(name) == "name" => &mut entry.outlet,
        ("publication", name) if local(name) == "language" => &mut entry.language,
        _ => return,
    };
    place.push_str(words);
}

impl Raw {
    fn reference(self) -> Option<Reference> {
        let named = |words: String| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        let day = |words: &str| stamp::machine_date(words);
        Some(Reference {
            url: named(self.address)?,
            base: Vec::new(),
            title: named(self.title),
            outlet: named(self.outlet),
            language: named(self.language),
            published: day(&self.published).map(|(day, clock)| {
                let mut dating = Dating::day(day, Basis::Metadata).because("the sitemap's date of the page");
                if let Some((hour, minute)) = clock {
                    dating.edtf = Some(format!("{day}T{hour:02}:{minute:02}"));
                }
                dating
            }),
            changed: day(&self.changed).map(|(day, _)| day),
        })
    }
}

/// A feed in an OPML list. An outline without an address is a heading.
fn outline(tag: &BytesStart<'_>) -> Option<Reference> {
    let attribute = |wanted: &str| {
        let found = tag.attributes().flatten().find(|own| own.key.as_ref().eq_ignore_ascii_case(wanted))?;
        let words = found
            .value
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
        Some(words.trim().to_owned()).filter(|words| !words.is_empty())
    };
    Some(Reference {
        url: attribute("xmlUrl").or_else(|| {
            // Some lists link to further lists, or to feeds, in the plain attribute.
            let kind = attribute("type")?;
            attribute("url").filter(|_| matches!(kind.as_str(), "rss" | "atom" | "include" | "link"))
        })?,
        base: Vec::new(),
        title: attribute("title").or_else(|| attribute("text")),
        outlet: None,
        language: attribute("language").filter(|language| language != "unknown"),
        published: None,
        changed: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> References {
        references(text.as_bytes(), &Limits::default()).unwrap()
    }

    const NEWS: &str = "<?xml version='1.0' encoding='UTF-8'?>\n<urlset xmlns='s' xmlns:news='n' xmlns:image='i'>\
        <url><loc>https://herald.example/a?x=1&amp;y=2</loc><lastmod>2031-05-03</lastmod><news:news><news:publication>\
        <news:name>Halvik Herald</news:name><news:language>en</news:language></news:publication>\
        <news:publication_date>2031-05-02T23:30:00-05:00</news:publication_date><news:title>Canal shut &amp; guarded</news:title>\
        </news:news><image:image><image:loc>https://herald.example/a.jpg</image:loc></image:image></url>\
        <url><loc>https://herald.example/b</loc><lastmod>2031-05-01T10:00:00Z</lastmod></url></urlset>";

    #[test]
    fn a_news_sitemap_points_to_dated_pages() {
        let list = list(NEWS);
        assert_eq!((list.kind, list.pages.len()), (ListKind::Sitemap, 2));
        let first = &list.pages[0];
        assert_eq!(first.url, "https://herald.example/a?x=1&y=2");
        assert_eq!(first.title.as_deref(), Some("Canal shut & guarded"));
        assert_eq!(first.published.as_ref().unwrap().single_day().unwrap().to_string(), "2031-05-02");
        assert_eq!(list.pages[1].changed.unwrap().to_string(), "2031-05-01");
        let page =
            crate::read_one(Input { bytes: NEWS.as_bytes(), path: "s.xml" }, &Limits::default()).unwrap();
        assert_eq!((page.text.as_str(), page.items.len()), ("Canal shut & guarded", 1));
        assert_eq!(page.outlet.unwrap().domain.as_deref(), Some("herald.example"));
        assert!(page.notes[0].message.contains("without a headline"), "{:?}", page.notes);
    }

    #[test]
    fn an_index_and_a_list_of_feeds_point_to_further_lists() {
        let index = "<sitemapindex><sitemap><loc>https://herald.example/news.xml.gz</loc></sitemap>\
                     <sitemap><loc>https://herald.example/old.xml</loc><lastmod>2030-01-02</lastmod></sitemap></sitemapindex>";
        let list_of_maps = list(index);
        assert_eq!((list_of_maps.kind, list_of_maps.lists.len()), (ListKind::SitemapIndex, 2));
        let opml = "<opml version='2.0'><head><title>Halvik</title></head><body><outline text='Papers'>\
                    <outline type='rss' text='Herald' xmlUrl='https://herald.example/rss?a=1&amp;b=2'/>\
                    <outline type='rss' title='Post' xmlUrl='https://post.example/feed'></outline></outline></body></opml>";
        let feeds = list(opml);
        assert_eq!(feeds.kind, ListKind::Opml);
        let named: Vec<_> =
            feeds.lists.iter().map(|feed| (feed.title.as_deref().unwrap(), feed.url.as_str())).collect();
        assert_eq!(
            named,
            [("Herald", "https://herald.example/rss?a=1&b=2"), ("Post", "https://post.example/feed")]
        );
        for (text, what) in [(index, "2 sitemaps"), (opml, "2 feeds")] {
            let refused =
                crate::read_one(Input { bytes: text.as_bytes(), path: "l" }, &Limits::default()).unwrap_err();
            assert!(refused.reason.contains(what) && !refused.hint.is_empty(), "{refused:?}");
        }
    }

    #[test]
    fn feeds_point_to_their_entries() {
        let rss = "<rss version='2.0'><channel><title>Herald</title><link>https://herald.example/</link>\
                   <item><title>Canal shut</title><link>https://herald.example/a</link><guid>x1</guid>\
                   <pubDate>Fri, 2 May 2031 23:30:00 -0500</pubDate></item>\
                   <item><title>Canal open</title><guid isPermaLink='true'>https://herald.example/b</guid></item></channel></rss>";
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Herald</title><entry><title>Canal shut</title>\
                    <link rel='self' href='https://herald.example/x'/><link href='https://herald.example/a?b&amp;c'/>\
                    <updated>2031-05-03T00:00:00Z</updated><id>tag:1</id></entry></feed>";
        let json = r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"https://herald.example/a","title":"t","date_published":"2031-05-02"}]}"#;
        let urls = |text: &str| list(text).pages.into_iter().map(|page| page.url).collect::<Vec<_>>();
        assert_eq!(urls(rss), ["https://herald.example/a", "https://herald.example/b"]);
        assert_eq!(urls(atom), ["https://herald.example/a?b&c"]);
        assert_eq!(urls(json), ["https://herald.example/a"]);
        let entry = &list(atom).pages[0];
        assert_eq!(
            (entry.published.is_none(), entry.changed.unwrap().to_string()),
            (true, "2031-05-03".into())
        );
    }

    #[test]
    fn a_damaged_list_is_read_as_far_as_it_goes() {
        let cut = &NEWS[..NEWS.find("<url><loc>https://herald.example/b").unwrap() + 30];
        assert_eq!(list(cut).pages.len(), 1);
        assert_eq!(references(b"Canal shut", &Limits::default()), None);
    }
}
