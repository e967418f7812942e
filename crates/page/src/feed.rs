use crate::decode::Decoded;
use crate::lists::{ListKind, Reference, References};
use crate::pasted::item_id;
use crate::{Input, Limits, html, json, language, outlet, stamp};
use onrecord_text::{
    Basis, Dating, Format, Item, ItemKind, Note, Outlet, Page, Span, page_id_of, sha256_hex,
};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How deep the elements of a feed nest, as in HTML; what lies deeper is text of the deepest, so that a feed that closes nothing takes no
/// more time than another.
const DEEPEST: usize = 512;
/// So many entries are read of any feed, and of a long one as many more as it has times so many bytes: what is kept of an entry takes some
/// hundreds of bytes, and a feed of nothing but tags could have one in thirteen.
const ENTRIES: usize = 20_000;
const BYTES_AN_ENTRY: usize = 128;
/// So many elements that lie in each other can say what relative addresses count from (`xml:base`).
const MOST_BASES: usize = 8;
/// What parts one author's name from the next while an entry is read; XML can have no such character.
const NEXT_AUTHOR: char = '\u{1f}';

/// An entry of a feed as it stands there.
#[derive(Debug, Clone, Default)]
struct Entry {
    /// The address in the text of its `link`, that in an attribute of it, and its id: the first that there is leads to its page.
    link: String,
    href: String,
    id: String,
    /// What a relative address counts from.
    base: Vec<Arc<str>>,
    title: String,
    /// The names of its authors, [`NEXT_AUTHOR`] between them.
    author: String,
    published: String,
    updated: String,
    summary: String,
    content: String,
}

#[derive(Debug, Clone, Default)]
struct Feed {
    title: String,
    link: String,
    href: String,
    language: String,
    entries: Vec<Entry>,
}

/// Reads an RSS, RDF or Atom feed. Damage ends the reading with a note; the entries before it are kept.
pub(crate) fn read_xml(input: Input<'_>, decoded: Decoded<'_>, limits: &Limits) -> Page {
    let mut notes = decoded.notes;
    let feed = xml(&decoded.text, &mut notes);
    page(input, feed, notes, limits)
}

/// Reads a JSON Feed.
pub(crate) fn read_json(input: Input<'_>, decoded: Decoded<'_>, limits: &Limits) -> Page {
    let mut notes = decoded.notes;
    let feed = json_of(&decoded.text, &mut notes);
    page(input, feed, notes, limits)
}

fn json_of(text: &str, notes: &mut Vec<Note>) -> Feed {
    json::read(text.as_bytes()).map(|value| of_json(&value)).unwrap_or_else(|error| {
        notes.push(Note::page(format!("The feed is damaged ({error}).")));
        Feed::default()
    })
}

/// The pages that a feed points to, with what it says of each.
pub(crate) fn references(text: &str, is_json: bool) -> References {
    let mut notes = Vec::new();
    let feed = if is_json { json_of(text, &mut notes) } else { xml(text, &mut notes) };
    let named = |words: &str| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
    let pages = feed.entries.iter().filter_map(|entry| {
        let dating = published(entry);
        let is_change = dating.earliest.is_none();
        Some(Reference {
            url: entry.address()?.to_owned(),
            base: entry.base.clone(),
            title: named(&entry.title),
            outlet: named(&squeezed(&feed.title)),
            language: named(&feed.language),
            published: Some(dating.clone()).filter(|dating| dating.is_known() && !is_change),
            changed: stamp::machine_date(&entry.updated).map(|(day, _)| day),
        })
    });
    References { kind: ListKind::Feed, pages: pages.collect(), lists: Vec::new(), notes }
}

impl Entry {
    /// Where its page is, as the feed has it: a relative address may be one. An id is one only where it is whole.
    fn address(&self) -> Option<&str> {
        let links = [&self.link, &self.href].map(|link| link.trim());
        links
            .into_iter()
            .chain([self.id.trim()].into_iter().filter(|id| id.starts_with("http")))
            .find(|link| !link.is_empty())
    }

    /// Who wrote it: every name once, as they stand there. A mail address with a name in it does not stand beside that name.
    fn byline(&self) -> String {
        let mut seen = BTreeSet::new();
        let names: Vec<String> = self.author.split(NEXT_AUTHOR).map(squeezed).collect();
        let names =
            names.iter().filter(|name| !name.is_empty() && seen.insert(name.as_str())).collect::<Vec<_>>();
        let is_said_by_another = |own: &str| {
            own.contains('@')
                && names.iter().any(|name| name.len() < own.len() && own.contains(name.as_str()))
        };
        // More names than anybody signs with are not compared with each other.
        let few = names.len() <= 32;
        let kept = names.iter().filter(|name| !few || !is_said_by_another(name)).map(|name| name.as_str());
        kept.collect::<Vec<_>>().join(", ")
    }
}

/// Words with one space between them.
fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the text of an element goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Author,
    Published,
    Updated,
    Summary,
    Content,
    Link,
    Id,
    Language,
}

fn xml(text: &str, notes: &mut Vec<Note>) -> Feed {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    // Feeds are put together from parts that nobody has escaped: "AT&T", "?a=1&b=2".
    reader.config_mut().allow_dangling_amp = true;
    let mut feed = Feed::default();
    let mut entry: Option<Entry> = None;
    let mut open: Vec<String> = Vec::new();
    // What relative addresses count from, with how many elements lie around it.
    let mut bases: Vec<(usize, Arc<str>)> = Vec::new();
    let room = ENTRIES + text.len() / BYTES_AN_ENTRY;
    let mut left_out = 0_usize;
    // Elements that are open inside the deepest that is kept.
    let mut deeper = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = local(tag.name().as_ref());
                if let Some(base) = attribute(&tag, "xml:base").filter(|_| bases.len() < MOST_BASES) {
                    bases.push((open.len(), base.trim().into()));
                }
                if matches!(name.as_str(), "item" | "entry") {
                    entry = Some(Entry { base: within(&bases), ..Entry::default() });
                }
                if name == "link" {
                    link(&mut feed, entry.as_mut(), &tag);
                }
                if let Some(entry) = entry.as_mut().filter(|_| is_author(&name, &open)) {
                    entry.next_author();
                }
                mark_up(entry.as_mut(), &open, &name, false);
                if feed.language.is_empty() {
                    feed.language = attribute(&tag, "xml:lang").unwrap_or_default();
                }
                if open.len() < DEEPEST { open.push(name) } else { deeper += 1 }
            }
            Ok(Event::Empty(tag)) => {
                let name = local(tag.name().as_ref());
                if name == "link" {
                    link(&mut feed, entry.as_mut(), &tag);
                }
                mark_up(entry.as_mut(), &open, &name, false);
            }
            Ok(Event::End(tag)) => {
                let name = local(tag.name().as_ref());
                if deeper > 0 && !matches!(name.as_str(), "item" | "entry") {
                    deeper -= 1;
                    continue;
                }
                deeper = 0;
                if let Some(at) = open.iter().rposition(|own| *own == name) {
                    mark_up(entry.as_mut(), &open[..at], &name, true);
                }
                if matches!(name.as_str(), "item" | "entry") {
                    match entry.take() {
                        Some(_) if feed.entries.len() >= room => left_out += 1,
                        entry => feed.entries.extend(entry),
                    }
                }
                // An end tag closes its own element and whatever was left open inside it.
                if let Some(at) = open.iter().rposition(|own| *own == name) {
                    open.truncate(at);
                    bases.retain(|(around, _)| *around < at);
                }
            }
            Ok(Event::Text(words)) => {
                add(&mut feed, entry.as_mut(), &open, words.as_ref());
            }
            Ok(Event::CData(words)) => {
                add(&mut feed, entry.as_mut(), &open, words.as_ref());
            }
            Ok(Event::GeneralRef(reference)) => {
                let name = reference.as_ref().to_owned();
                let words = match name.as_str() {
                    "amp" => "&".to_owned(),
                    "lt" => "<".to_owned(),
                    "gt" => ">".to_owned(),
                    "quot" => "\"".to_owned(),
                    "apos" => "'".to_owned(),
                    _ => reference
                        .resolve_char_ref()
                        .ok()
                        .flatten()
                        .map_or(format!("&{name};"), |char| char.to_string()),
                };
                add(&mut feed, entry.as_mut(), &open, &words);
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                notes.push(Note::page(format!(
                    "The feed is damaged at byte {} ({error}); the entries before it were read.",
                    reader.error_position()
                )));
                break;
            }
        }
    }
    feed.entries.extend(entry);
    if left_out > 0 {
        notes.push(Note::page(format!(
            "{left_out} entries beyond the first {room} were left out; so short as they are, they are no news."
        )));
    }
    feed
}

fn within(bases: &[(usize, Arc<str>)]) -> Vec<Arc<str>> {
    bases.iter().map(|(_, base)| Arc::clone(base)).collect()
}

impl Entry {
    /// Ends the name of the author before, where there is one.
    fn next_author(&mut self) {
        if !self.author.trim_end().is_empty() && !self.author.trim_end().ends_with(NEXT_AUTHOR) {
            self.author.push(NEXT_AUTHOR);
        }
    }
}

/// Whether an element names an author: by its text, or by another inside it.
fn is_author(name: &str, around: &[String]) -> bool {
    matches!(name, "author" | "dc:creator" | "creator")
        || name == "name" && around.last().is_some_and(|own| own == "author")
}

/// An element's name in small letters, without the prefix that some writers give to Atom's own elements.
fn local(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    ["atom:", "a10:", "rss:"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .map_or(name.clone(), str::to_owned)
}

/// Where an element with an address leads: to the entry, or to the feed's own page.
fn link(feed: &mut Feed, entry: Option<&mut Entry>, tag: &quick_xml::events::BytesStart<'_>) {
    let to = attribute(tag, "rel").unwrap_or_else(|| "alternate".into());
    let Some(address) = attribute(tag, "href").filter(|_| to == "alternate") else { return };
    let address = address.replace("&amp;", "&");
    match entry {
        Some(entry) if entry.href.is_empty() => {
            entry.base.extend(attribute(tag, "xml:base").map(Arc::from));
            entry.href = address;
        }
        None if feed.href.is_empty() => feed.href = address,
        _ => {}
    }
}

/// Keeps the tags of markup that stands in an entry unescaped (Atom's `xhtml`), so that its paragraphs stay apart.
fn mark_up(entry: Option<&mut Entry>, around: &[String], name: &str, is_end: bool) {
    let Some(entry) = entry else { return };
    let place = if around.iter().any(|own| own == "content") {
        &mut entry.content
    } else if around.iter().any(|own| own == "summary") {
        &mut entry.summary
    } else {
        return;
    };
    place.push_str(if is_end { "</" } else { "<" });
    place.push_str(name);
    place.push('>');
}

fn attribute(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)
        .map(|attribute| attribute.value.to_string())
}

fn add(feed: &mut Feed, entry: Option<&mut Entry>, open: &[String], words: &str) {
    let Some(name) = open.last() else { return };
    let parent = open.len().checked_sub(2).and_then(|at| open.get(at)).map_or("", String::as_str);
    let field = match name.as_str() {
        "title" => Field::Title,
        "name" if parent == "author" => Field::Author,
        "author" | "dc:creator" | "creator" => Field::Author,
        "pubdate" | "published" | "dc:date" | "issued" | "created" => Field::Published,
        "updated" | "modified" | "lastbuilddate" => Field::Updated,
        "description" | "summary" => Field::Summary,
        "content:encoded" | "content" => Field::Content,
        "link" => Field::Link,
        "guid" | "id" => Field::Id,
        "language" => Field::Language,
        // Markup that is not escaped belongs to the element that it stands in.
        _ if open.iter().any(|own| own == "content") => Field::Content,
        _ if open.iter().any(|own| own == "summary") => Field::Summary,
        _ => return,
    };
    match entry {
        Some(entry) => {
            let place = match field {
                Field::Title if matches!(parent, "item" | "entry") => &mut entry.title,
                Field::Link if parent == "item" => &mut entry.link,
                // An entry's permanent id is its address where no link says more.
                Field::Id if parent == "item" => &mut entry.id,
                // Between the parts of an author stand line ends, of which one is as good as many.
                Field::Author if words.trim().is_empty() && entry.author.ends_with([' ', NEXT_AUTHOR]) => {
                    return;
                }
                Field::Author if words.trim().is_empty() => {
                    entry.author.push(' ');
                    return;
                }
                Field::Author => &mut entry.author,
                Field::Published => &mut entry.published,
                Field::Updated => &mut entry.updated,
                Field::Summary => &mut entry.summary,
                Field::Content => &mut entry.content,
                _ => return,
            };
            place.push_str(words);
        }
        None if matches!(parent, "channel" | "feed") => match field {
            // A reference (`&amp;`) comes as a piece of its own, so that what stands around the whole is taken off in the end.
            Field::Title => feed.title.push_str(words),
            Field::Link => feed.link.push_str(words),
            Field::Language => feed.language.push_str(words),
            _ => {}
        },
        None => {}
    }
}

fn of_json(value: &Value) -> Feed {
    let word =
        |node: &Value, name: &str| node.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let author = |node: &Value| {
        let several = node.get("authors").and_then(Value::as_array).filter(|list| !list.is_empty());
        let names = several
            .map_or_else(|| node.get("author").into_iter().collect(), |list| list.iter().collect::<Vec<_>>());
        names
            .into_iter()
            .map(|author| word(author, "name"))
            .collect::<Vec<_>>()
            .join(&NEXT_AUTHOR.to_string())
    };
    let entries = value.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    Feed {
        title: word(value, "title"),
        link: word(value, "home_page_url"),
        href: String::new(),
        language: word(value, "language"),
        entries: entries
            .iter()
            .map(|item| Entry {
                link: word(item, "url"),
                href: word(item, "external_url"),
                id: word(item, "id"),
                base: Vec::new(),
                title: word(item, "title"),
                author: author(item),
                published: word(item, "date_published"),
                updated: word(item, "date_modified"),
                summary: word(item, "summary"),
                content: [word(item, "content_html"), as_markup(&word(item, "content_text"))]
                    .into_iter()
                    .find(|text| !text.is_empty())
                    .unwrap_or_default(),
            })
            .collect(),
    }
}

/// Plain text as markup, its paragraphs kept.
fn as_markup(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs = escaped.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs.map(|paragraph| format!("<p>{}</p>", paragraph.replace('\n', "<br>"))).collect()
}

/// The page of a feed: each entry an item of title, author and text, parted by empty lines.
fn page(input: Input<'_>, feed: Feed, mut notes: Vec<Note>, limits: &Limits) -> Page {
    let sha256 = sha256_hex(input.bytes);
    let id = page_id_of(&sha256);
    let (mut text, mut items) = (String::new(), Vec::new());
    for entry in &feed.entries {
        let body = if entry.content.trim().is_empty() { &entry.summary } else { &entry.content };
        let parts = [
            html::readable(&entry.title, limits).replace("\n\n", " "),
            entry.byline(),
            html::readable(body, limits),
        ];
        let length: usize = parts.iter().map(|part| part.len() + 2).sum();
        if text.len() + length > limits.max_text_bytes {
            notes.push(Note::page("The feed has more text than is read; its last entries were left out."));
            break;
        }
        let mut spans = [None, None, None];
        for (part, span) in parts.iter().zip(&mut spans) {
            if part.is_empty() {
                continue;
            }
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(part);
            *span = Span::new(start, text.len());
        }
        let [title, byline, _] = spans;
        let Some(span) = spans.into_iter().flatten().reduce(Span::hull) else { continue };
        items.push(Item {
            id: item_id(&id, ItemKind::FeedItem, span),
            kind: ItemKind::FeedItem,
            span,
            title,
            byline,
            published: published(entry),
            language: None,
        });
    }
    if items.is_empty() {
        notes.push(Note::page("The feed has no entries."));
    }
    let name = squeezed(&feed.title);
    let link =
        [feed.link.trim(), feed.href.trim()].into_iter().find(|link| !link.is_empty()).unwrap_or_default();
    let language = Some(feed.language.trim().replace('_', "-")).filter(|tag| !tag.is_empty());
    Page {
        sha256,
        path: input.path.to_owned(),
        url: Some(link.to_owned()).filter(|link| link.starts_with("http")),
        outlet: (!name.is_empty()).then(|| Outlet { name, domain: outlet::domain_of(link) }),
        language: language.or_else(|| language::of(&text)),
        format: Format::Feed,
        items,
        boilerplate: Vec::new(),
        notes,
        id,
        text,
    }
}

/// The entry's own day, as its stamp shows it; where it gives only its last change, that day is a bound.
fn published(entry: &Entry) -> Dating {
    if let Some((day, clock)) = stamp::machine_date(&entry.published) {
        let mut dating = Dating::day(day, Basis::Metadata).because("the feed's date of the entry");
        if let Some((hour, minute)) = clock {
            dating.edtf = Some(format!("{day}T{hour:02}:{minute:02}"));
        }
        return dating;
    }
    match stamp::machine_date(&entry.updated) {
        Some((day, _)) => Dating {
            edtf: Some(format!("../{day}")),
            latest: Some(day),
            basis: Basis::Metadata,
            ..Dating::default()
        }
        .because("the feed gives only the day of the entry's last change"),
        None => Dating::default().because("the feed gives the entry no date"),
    }
}
