//! JSON-LD: its nodes, which of them is the page's own, and their dates.

use super::{Family, Moment, Page, Sign};
use crate::html::tags::Tag;
use crate::html::tree::{Step, Tree};
use crate::json;
use onrecord_text::DateRole;
use serde_json::Value;

/// So many nodes of a page's JSON-LD are looked at.
const MOST_NODES: usize = 2000;

/// An object of the page's JSON-LD.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'a> {
    pub(crate) value: &'a Value,
}

/// What a node is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    LiveBlog,
    Article,
    Page,
    /// A film, a recipe, a review: dated, and perhaps all that there is.
    Work,
    Comment,
    Other,
}

/// The JSON of each script of the page's JSON-LD; one that is damaged past repair is left out.
pub(crate) fn scripts(tree: &Tree<'_>) -> Vec<Value> {
    let mut texts: Vec<String> = Vec::new();
    let mut inside = None;
    for step in tree.steps() {
        match step {
            Step::Open(number) => {
                let element = &tree.elements[number];
                if element.tag == Tag::Script
                    && element
                        .attribute("type")
                        .is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
                {
                    inside = Some(number);
                    texts.push(String::new());
                }
            }
            Step::Close(number) if inside == Some(number) => inside = None,
            Step::Text(text) if inside.is_some() => {
                if let Some(last) = texts.last_mut() {
                    last.push_str(text);
                }
            }
            _ => {}
        }
    }
    texts.iter().filter_map(|text| lenient(text)).collect()
}

/// JSON as pages have it: inside comments or CDATA, with raw line breaks in strings, with a comma or a semicolon too many.
fn lenient(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script
        .trim()
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>");
    let script = script.trim().trim_end_matches(';');
    json::read(script.as_bytes()).ok().or_else(|| json::read(mended(script).as_bytes()).ok())
}

/// The same with a space for each control character, and without commas before a closing bracket.
fn mended(script: &str) -> String {
    let mut clean = String::with_capacity(script.len());
    for char in script.chars() {
        if matches!(char, '}' | ']') {
            let kept = clean.trim_end();
            if let Some(without) = kept.strip_suffix(',') {
                clean.truncate(without.len());
            }
        }
        clean.push(if char.is_control() { ' ' } else { char });
    }
    clean
}

/// Every object of the scripts that can be a page or a part of one, outer ones first.
pub(crate) fn nodes(scripts: &[Value]) -> Vec<Node<'_>> {
    const INNER: [&str; 6] =
        ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"];
    let mut nodes = Vec::new();
    for script in scripts {
        // Breadth first: the page's own node stands above the nodes that it mentions.
        let mut queue = vec![script];
        let mut at = 0;
        while at < queue.len() && queue.len() < MOST_NODES {
            match queue[at] {
                Value::Array(list) => queue.extend(list),
                Value::Object(object) => queue.extend(INNER.iter().filter_map(|name| object.get(*name))),
                _ => {}
            }
            at += 1;
        }
        nodes.extend(queue.into_iter().filter(|value| value.is_object()).map(|value| Node { value }));
    }
    nodes
}

impl<'a> Node<'a> {
    /// A word of it; of a list the first.
    pub(crate) fn word(self, name: &str) -> Option<&'a str> {
        word(self.value, name)
    }

    pub(crate) fn kind(self) -> Kind {
        let types: Vec<&str> = match self.value.get("@type") {
            Some(Value::String(kind)) => vec![kind],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let of = |kind: &str| match kind.rsplit(['/', ':']).next().unwrap_or(kind) {
            "LiveBlogPosting" => Kind::LiveBlog,
            kind if kind.contains("Article")
                || kind.contains("BlogPosting")
                || kind.contains("Report")
                || kind == "DiscussionForumPosting" =>
            {
                Kind::Article
            }
            kind if kind.ends_with("WebPage") || kind.ends_with("Page") => Kind::Page,
            kind if kind.contains("Comment") || kind == "Answer" => Kind::Comment,
            "CreativeWork" | "VideoObject" | "AudioObject" | "Recipe" | "Review" | "MediaObject"
            | "Dataset" | "Book" | "PodcastEpisode" | "JobPosting" | "ClaimReview" | "HowTo" | "Question"
            | "Course" | "Movie" => Kind::Work,
            _ => Kind::Other,
        };
        types.into_iter().map(of).min().unwrap_or(Kind::Other)
    }

    /// Whether it is of the page: by its address or its headline. None where it has neither, or the page has none.
    fn is_own(self, title: Option<&str>, url: Option<&str>) -> Option<bool> {
        let addresses = [
            self.word("url"),
            self.word("@id"),
            self.value.get("mainEntityOfPage").and_then(|value| {
                value.as_str().or_else(|| word(value, "@id")).or_else(|| word(value, "url"))
            }),
        ];
        let own = url.map(bare);
        let same_address = own.filter(|own| own.contains('/')).and_then(|own| {
            let mut given =
                addresses.into_iter().flatten().filter(|address| address.contains("//")).map(bare).peekable();
            given.peek()?;
            Some(given.any(|address| address == own))
        });
        let same_title =
            title.zip(self.word("headline").or_else(|| self.word("name"))).and_then(|(title, headline)| {
                let (title, headline) = (letters(title), letters(headline));
                let is_long = title.len() >= 8 && headline.len() >= 8;
                is_long.then(|| {
                    title.starts_with(&headline) || headline.starts_with(&title) || title.contains(&headline)
                })
            });
        match (same_address, same_title) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            // The headline for searches often differs from the page's; a strange address is another page's.
            (Some(false), None) => Some(false),
            _ => None,
        }
    }
}

/// An address without its scheme, `www.`, question and fragment.
fn bare(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/')
}

fn letters(words: &str) -> String {
    words.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A word of an object; of a list the first.
pub(crate) fn word<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    let value = match value.get(name)? {
        Value::Array(list) => list.first()?,
        value => value,
    };
    value.as_str().map(str::trim).filter(|word| !word.is_empty())
}

/// The node of the page's own article: a live blog before an article before anything else that has a date.
pub(crate) fn own<'a>(nodes: &[Node<'a>], title: Option<&str>, url: Option<&str>) -> Option<Node<'a>> {
    let dated = |node: &Node<'_>| node.word("datePublished").is_some();
    let of = |kind: Kind| nodes.iter().copied().filter(move |node| node.kind() == kind);
    of(Kind::LiveBlog)
        .next()
        .or_else(|| of(Kind::Article).filter(dated).find(|node| node.is_own(title, url) == Some(true)))
        .or_else(|| of(Kind::Article).filter(dated).find(|node| node.is_own(title, url).is_none()))
        .or_else(|| of(Kind::Article).find(dated))
        .or_else(|| of(Kind::Article).next())
        .or_else(|| of(Kind::Page).find(dated))
        .or_else(|| of(Kind::Work).find(dated))
}

/// The dates of the nodes, each with what its node is to the page.
pub(super) fn signs(page: &Page<'_>) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    let mut articles = 0;
    for node in page.graph {
        let kind = node.kind();
        let own = node.is_own(page.title, page.url);
        let (weight, what) = match (kind, own) {
            (Kind::Other, _) => continue,
            (Kind::LiveBlog, _) => (42, "the live blog"),
            (Kind::Article, Some(true)) => (40, "the article"),
            (Kind::Article, None) if articles == 0 => (35, "the first article"),
            (Kind::Article, None) => (10, "a further article"),
            (Kind::Page, Some(true) | None) => (25, "the page"),
            (Kind::Work, Some(true) | None) => (20, "a work on the page"),
            (Kind::Article, Some(false)) => (8, "an article at another address"),
            (Kind::Comment, _) => (0, "a comment"),
            (_, Some(false)) => (4, "something else"),
        };
        articles += usize::from(kind == Kind::Article);
        let mut add = |name: &str, role: DateRole, weight: u32| {
            let Some(words) = node.word(name) else { return };
            if let Some(moment) = Moment::of_machine(words) {
                signs.push(Sign {
                    role,
                    family: Family::Graph,
                    weight,
                    moment,
                    source: format!("{name} of {what} in the page's JSON-LD"),
                    words: words.to_owned(),
                    is_beside: false,
                });
            }
        };
        if kind == Kind::Comment {
            add("datePublished", DateRole::Bound, 0);
            add("dateCreated", DateRole::Bound, 0);
            continue;
        }
        if node.word("datePublished").is_some() {
            add("datePublished", DateRole::Published, weight);
        } else {
            add("dateCreated", DateRole::Published, weight / 2);
            add("uploadDate", DateRole::Published, weight / 2);
        }
        add("dateModified", DateRole::Modified, weight);
    }
    signs
}
