use crate::pasted::item_id;
use crate::{Input, Limits, decode, html, language, outlet, stamp};
use onrecord_text::{Basis, Dating, Format, Item, ItemKind, Note, Outlet, Page, Span, page_id, sha256_hex};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

/// An entry of a feed as it stands there.
#[derive(Debug, Clone, Default)]
struct Entry {
    title: String,
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
    language: String,
    entries: Vec<Entry>,
}

/// Reads an RSS, RDF or Atom feed. Damage ends the reading with a note; the entries before it are kept.
pub(crate) fn read_xml(input: Input<'_>, limits: &Limits) -> Page {
    let decoded = decode::markup(input.bytes, limits.max_markup_bytes);
    let mut notes = decoded.notes;
    let feed = xml(&decoded.text, &mut notes);
    page(input, feed, notes, limits)
}

/// Reads a JSON Feed.
pub(crate) fn read_json(input: Input<'_>, limits: &Limits) -> Page {
    let decoded = decode::markup(input.bytes, limits.max_markup_bytes);
    let mut notes = decoded.notes;
    let feed =
        serde_json::from_str::<Value>(&decoded.text).map(|value| json(&value)).unwrap_or_else(|error| {
            notes.push(Note::page(format!("The feed is damaged ({error}).")));
            Feed::default()
        });
    page(input, feed, notes, limits)
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
    Language,
}

fn xml(text: &str, notes: &mut Vec<Note>) -> Feed {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut feed = Feed::default();
    let mut entry: Option<Entry> = None;
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_ascii_lowercase();
                if matches!(name.as_str(), "item" | "entry") {
                    entry = Some(Entry::default());
                }
                if name == "link" && entry.is_none() && feed.link.is_empty() {
                    feed.link = attribute(&tag, "href").unwrap_or_default();
                }
                if feed.language.is_empty() {
                    feed.language = attribute(&tag, "xml:lang").unwrap_or_default();
                }
                open.push(name);
            }
            Ok(Event::Empty(tag)) => {
                let name = tag.name().as_ref().to_ascii_lowercase();
                if name == "link" && entry.is_none() && feed.link.is_empty() {
                    feed.link = attribute(&tag, "href").unwrap_or_default();
                }
            }
            Ok(Event::End(tag)) => {
                let name = tag.name().as_ref().to_ascii_lowercase();
                if matches!(name.as_str(), "item" | "entry") {
                    feed.entries.extend(entry.take());
                }
                // An end tag closes its own element and whatever was left open inside it.
                if let Some(at) = open.iter().rposition(|own| *own == name) {
                    open.truncate(at);
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
    feed
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
            Field::Title => feed.title.push_str(words.trim()),
            Field::Link => feed.link.push_str(words.trim()),
            Field::Language => feed.language.push_str(words.trim()),
            _ => {}
        },
        None => {}
    }
}

fn json(value: &Value) -> Feed {
    let word =
        |node: &Value, name: &str| node.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let author = |node: &Value| {
        let first = node.get("authors").and_then(|list| list.get(0)).or_else(|| node.get("author"));
        first.map(|author| word(author, "name")).unwrap_or_default()
    };
    let entries = value.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    Feed {
        title: word(value, "title"),
        link: word(value, "home_page_url"),
        language: word(value, "language"),
        entries: entries
            .iter()
            .map(|item| Entry {
                title: word(item, "title"),
                author: author(item),
                published: word(item, "date_published"),
                updated: word(item, "date_modified"),
                summary: word(item, "summary"),
                content: [word(item, "content_html"), word(item, "content_text")]
                    .into_iter()
                    .find(|text| !text.is_empty())
                    .unwrap_or_default(),
            })
            .collect(),
    }
}

/// The page of a feed: each entry an item of title, author and text, parted by empty lines.
fn page(input: Input<'_>, feed: Feed, mut notes: Vec<Note>, limits: &Limits) -> Page {
    let id = page_id(input.bytes);
    let (mut text, mut items) = (String::new(), Vec::new());
    for entry in &feed.entries {
        let body = if entry.content.trim().is_empty() { &entry.summary } else { &entry.content };
        let parts = [
            html::readable(&entry.title, limits).replace("\n\n", " "),
            entry.author.trim().to_owned(),
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
        });
    }
    if items.is_empty() {
        notes.push(Note::page("The feed has no entries."));
    }
    let name = feed.title.trim().to_owned();
    let language = Some(feed.language.trim().replace('_', "-")).filter(|tag| !tag.is_empty());
    Page {
        sha256: sha256_hex(input.bytes),
        path: input.path.to_owned(),
        url: Some(feed.link.trim().to_owned()).filter(|link| link.starts_with("http")),
        outlet: (!name.is_empty()).then(|| Outlet { name, domain: outlet::domain_of(feed.link.trim()) }),
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
