use super::tree::{Step, Tree};
use crate::stamp;
use jiff::civil::Date;
use onrecord_text::{Basis, Dating};
use regex::Regex;
use serde_json::Value;
use std::sync::OnceLock;

/// What a page's metadata says of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) language: Option<String>,
    /// The article's text, where the metadata carries it.
    pub(crate) body: Option<String>,
    pub(crate) published: Option<Dating>,
    /// The entries of a live blog.
    pub(crate) posts: Vec<Post>,
}

/// One entry of a live blog in the metadata.
#[derive(Debug, Clone, Default)]
pub(crate) struct Post {
    pub(crate) headline: String,
    pub(crate) body: String,
    pub(crate) published: Option<Dating>,
}

/// Names of `meta` elements that give the day of publication, most trusted first.
const PUBLISHED_NAMES: [&str; 33] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "rnews:datepublished",
    "bt:pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "originalpublicationdate",
    "article_date_original",
    "publication_date",
    "publish-date",
    "publishdate",
    "publish_date",
    "published-date",
    "published_date",
    "pubdate",
    "cxenseparse:recs:publishtime",
    "article.published",
    "article.created",
    "article:post_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "dc.date",
    "dcterms.date",
    "displaydate",
    "date",
    "release_date",
    "citation_publication_date",
];
const MODIFIED_NAMES: [&str; 7] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "article:modified",
    "dc.date.modified",
    "lastmod",
];

/// Reads the metadata: JSON-LD, `meta` and `link` elements, `time` elements, the page's address.
pub(crate) fn of(tree: &Tree) -> Metadata {
    let mut found = Metadata::default();
    let graph = json_ld(tree);
    let meta = |wanted: &str| {
        tree.elements.iter().filter(|element| element.name == "meta").find_map(|element| {
            let name = element
                .attribute("property")
                .or(element.attribute("name"))
                .or(element.attribute("itemprop"))?;
            let content =
                element.attribute("content").map(str::trim).filter(|content| !content.is_empty())?;
            name.trim().eq_ignore_ascii_case(wanted).then(|| content.to_owned())
        })
    };
    let article = article_node(&graph, meta("og:title").as_deref());
    if let Some(node) = article {
        found.title = word(node, "headline").or_else(|| word(node, "name"));
        found.url = word(node, "url").or_else(|| node.get("mainEntityOfPage").and_then(id_of));
        found.outlet = node.get("publisher").and_then(name_of);
        found.authors = node.get("author").map(names_of).unwrap_or_default();
        found.body = word(node, "articleBody").filter(|body| body.len() > 200);
        found.posts = node.get("liveBlogUpdate").map(posts_of).unwrap_or_default();
    }
    let link = |wanted: &str| {
        tree.elements
            .iter()
            .filter(|element| element.name == "link" && element.attribute("rel") == Some(wanted))
            .find_map(|element| element.attribute("href").map(str::to_owned))
    };
    found.title = found.title.or_else(|| meta("og:title")).or_else(|| meta("twitter:title"));
    let is_address = |url: &String| url.starts_with("http");
    found.url = link("canonical")
        .filter(is_address)
        .or_else(|| meta("og:url").filter(is_address))
        .or(found.url.filter(is_address));
    found.outlet = meta("og:site_name").or(found.outlet).or_else(|| meta("application-name"));
    if found.authors.is_empty() {
        found
            .authors
            .extend(meta("author").or_else(|| meta("article:author")).filter(|name| !name.contains("://")));
    }
    found.language = tree
        .elements
        .iter()
        .find(|element| element.name == "html")
        .and_then(|element| element.attribute("lang"))
        .map(|tag| tag.trim().replace('_', "-"))
        .filter(|tag| (2..=12).contains(&tag.len()));
    found.published = published(tree, article, found.url.as_deref(), meta);
    found
}

fn published(
    tree: &Tree,
    article: Option<&Value>,
    url: Option<&str>,
    meta: impl Fn(&str) -> Option<String>,
) -> Option<Dating> {
    let day = |words: &str, source: &str| {
        let (day, clock) = stamp::machine_date(words)?;
        let mut dating = Dating::day(day, Basis::Metadata).because(source);
        if let Some((hour, minute)) = clock {
            dating.edtf = Some(format!("{day}T{hour:02}:{minute:02}"));
        }
        Some(dating)
    };
    let by_graph = article.and_then(|node| {
        day(&word(node, "datePublished")?, "datePublished of the article in the page's JSON-LD")
    });
    let by_meta = || {
        PUBLISHED_NAMES.iter().find_map(|name| day(&meta(name)?, &format!("the page's meta element {name}")))
    };
    let by_time = || {
        let trusted = |element: &&super::tree::Element| {
            let words = element.words.as_str();
            element.attribute("pubdate").is_some()
                || words.contains("datepublished")
                || [
                    "published",
                    "entry-date",
                    "pubdate",
                    "post-date",
                    "publish-date",
                    "posted",
                    "date-published",
                ]
                .iter()
                .any(|class| words.contains(class))
        };
        let value = |element: &super::tree::Element| {
            let words = element
                .attribute("datetime")
                .or(element.attribute("content"))
                .or(element.attribute("title"))?;
            day(words, "the page's time element")
        };
        let is_update = |element: &&super::tree::Element| {
            element.words.contains("updated") && !element.words.contains("published")
        };
        tree.elements.iter().filter(trusted).filter(|element| !is_update(element)).find_map(value)
    };
    let by_url = || {
        url.and_then(date_in_url).map(|day| Dating::day(day, Basis::Metadata).because("the page's address"))
    };
    let by_any_time = || {
        tree.elements
            .iter()
            .filter(|element| {
                element.name == "time"
                    && !element.words.contains("updated")
                    && !element.words.contains("modified")
            })
            .find_map(|element| day(element.attribute("datetime")?, "the first time element of the page"))
    };
    let by_text = || by_text(tree);
    // A date of the last change is only a bound: the page was published then or before.
    let by_change = || {
        let words = article
            .and_then(|node| word(node, "dateModified"))
            .or_else(|| MODIFIED_NAMES.iter().find_map(|name| meta(name)))?;
        let (day, _) = stamp::machine_date(&words)?;
        let bound = Dating {
            edtf: Some(format!("../{day}")),
            latest: Some(day),
            basis: Basis::Metadata,
            ..Dating::default()
        };
        Some(bound.because("the page gives only the day of its last change"))
    };
    let by_graph = by_graph.map(|dating| {
        local_day(dating, article.and_then(|node| word(node, "datePublished")).as_deref(), url)
    });
    by_graph
        .or_else(by_meta)
        .or_else(by_time)
        .or_else(by_url)
        .or_else(by_any_time)
        .or_else(by_text)
        .or_else(by_change)
}

/// The outlet's own day of a stamp in universal time: where the address holds the day before or after, that one.
fn local_day(dating: Dating, words: Option<&str>, url: Option<&str>) -> Dating {
    let universal = words
        .is_some_and(|words| words.ends_with('Z') || words.ends_with("+00:00") || words.ends_with("+0000"));
    let (Some(stamped), Some(own)) = (dating.single_day(), url.and_then(date_in_url)) else { return dating };
    let apart = stamped.until(own).map_or(0, |span| span.get_days().abs());
    if universal && apart == 1 {
        return Dating::day(own, Basis::Metadata)
            .because(format!("the page's address; its stamp in universal time falls on {stamped}"));
    }
    dating
}

/// A date in the text of an element whose class words speak of a date or a byline, or right after "published".
fn by_text(tree: &Tree) -> Option<Dating> {
    const WORDS: [&str; 9] =
        ["date", "time", "publish", "posted", "byline", "meta", "stamp", "info", "submitted"];
    let mut open: Vec<usize> = Vec::new();
    let mut weak = None;
    for step in &tree.steps {
        match step {
            Step::Open(number) => open.push(*number),
            Step::Close(_) => {
                open.pop();
            }
            Step::Text(text) if text.len() < 300 && text.bytes().any(|byte| byte.is_ascii_digit()) => {
                let names = open.iter().rev().take(3).map(|number| &tree.elements[*number]);
                if names
                    .clone()
                    .any(|element| matches!(element.name.as_str(), "script" | "style" | "footer" | "head"))
                {
                    continue;
                }
                let Some((day, _)) = stamp::machine_date(text) else { continue };
                let lower = text.to_lowercase();
                let marked =
                    names.clone().any(|element| WORDS.iter().any(|word| element.words.contains(word)));
                let said = ["published", "posted", "first published"].iter().any(|word| lower.contains(word));
                let updated = lower.contains("updated") || lower.contains('©') || lower.contains("copyright");
                if (marked || said) && !updated {
                    return Some(Dating::day(day, Basis::Stated).because("a date line on the page"));
                }
                if weak.is_none() && !updated && text.trim().len() < 60 {
                    weak = Some(
                        Dating::day(day, Basis::Stated)
                            .because("the first date that stands by itself on the page"),
                    );
                }
            }
            Step::Text(_) => {}
        }
    }
    weak
}

/// The day in an address: `/2031/02/28/`, `/2031-02-28-`, `/20310228`.
pub(crate) fn date_in_url(url: &str) -> Option<Date> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = PATTERN
        .get_or_init(|| Regex::new(r"[/_-](?P<y>(?:19|20)\d\d)[/_-](?P<m>\d{1,2}|[a-z]{3})[/_-](?P<d>\d{1,2})(?:[/_.-]|$)|[/_-](?P<y2>20\d\d)(?P<m2>\d\d)(?P<d2>\d\d)(?:[/_.-]|$)").ok())
        .as_ref()?;
    pattern.captures_iter(url).find_map(|found| {
        let part =
            |names: [&str; 2]| names.into_iter().find_map(|name| found.name(name)).map(|part| part.as_str());
        let month = part(["m", "m2"])?;
        let month = month.parse().ok().or_else(|| stamp::month_of(month))?;
        Date::new(part(["y", "y2"])?.parse().ok()?, month, part(["d", "d2"])?.parse().ok()?).ok()
    })
}

/// Every object in the page's JSON-LD, outer ones first.
fn json_ld(tree: &Tree) -> Vec<Value> {
    let mut scripts: Vec<String> = Vec::new();
    let mut inside = None;
    for step in &tree.steps {
        match step {
            Step::Open(number) => {
                let element = &tree.elements[*number];
                if element.name == "script"
                    && element
                        .attribute("type")
                        .is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
                {
                    inside = Some(*number);
                    scripts.push(String::new());
                }
            }
            Step::Close(number) if inside == Some(*number) => inside = None,
            Step::Text(text) if inside.is_some() => {
                if let Some(script) = scripts.last_mut() {
                    script.push_str(text);
                }
            }
            _ => {}
        }
    }
    let mut nodes = Vec::new();
    for script in scripts {
        if let Some(value) = lenient_json(&script) {
            let mut queue = vec![value];
            // Breadth first: the page's own node stands above the nodes that it mentions.
            let mut at = 0;
            while at < queue.len() && at < 2000 {
                let inner: Vec<Value> = match &queue[at] {
                    Value::Array(list) => list.clone(),
                    Value::Object(object) => ["@graph", "mainEntity", "itemListElement", "item", "hasPart"]
                        .iter()
                        .filter_map(|name| object.get(*name).cloned())
                        .collect(),
                    _ => Vec::new(),
                };
                queue.extend(inner);
                at += 1;
            }
            nodes.extend(queue.into_iter().filter(Value::is_object));
        }
    }
    nodes
}

/// JSON as pages have it: inside comments or CDATA, with raw line breaks in strings, with a comma or a semicolon too many.
fn lenient_json(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script
        .trim()
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>");
    let script = script.trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        static COMMA: OnceLock<Option<Regex>> = OnceLock::new();
        let clean: String = script.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
        let comma = COMMA.get_or_init(|| Regex::new(r",\s*([}\]])").ok()).as_ref()?;
        serde_json::from_str(&comma.replace_all(&clean, "$1")).ok()
    })
}

/// The node of the page's own article: a live blog before an article before anything else that has a date.
fn article_node<'a>(graph: &'a [Value], title: Option<&str>) -> Option<&'a Value> {
    let kind = |node: &Value, words: &[&str]| {
        let types = match node.get("@type") {
            Some(Value::String(kind)) => vec![kind.as_str()],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        types.iter().any(|kind| words.iter().any(|word| kind.contains(word)))
    };
    let dated = |node: &&Value| word(node, "datePublished").is_some();
    let of = |words: &'static [&str]| graph.iter().filter(move |node| kind(node, words));
    // A page that holds several articles speaks of the one that has its title.
    let titled = |node: &&Value| {
        let (Some(title), Some(headline)) = (title, word(node, "headline")) else { return false };
        let letters = |words: &str| -> String {
            words.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let headline = letters(&headline);
        !headline.is_empty() && letters(title).starts_with(&headline)
    };
    of(&["LiveBlogPosting"])
        .next()
        .or_else(|| of(&["Article", "BlogPosting", "Report"]).filter(dated).find(titled))
        .or_else(|| of(&["Article", "BlogPosting", "Report"]).find(dated))
        .or_else(|| of(&["Article", "BlogPosting", "Report"]).next())
        .or_else(|| of(&["WebPage", "CreativeWork", "VideoObject", "Recipe", "Review"]).find(dated))
}

fn word(node: &Value, name: &str) -> Option<String> {
    let value = match node.get(name)? {
        Value::Array(list) => list.first()?,
        value => value,
    };
    value.as_str().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
}

fn id_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned).or_else(|| word(value, "@id")).or_else(|| word(value, "url"))
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) => list.first().and_then(name_of),
        Value::String(name) => Some(name.clone()),
        value => word(value, "name"),
    }
}

fn names_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(name_of).collect(),
        value => name_of(value).into_iter().collect(),
    }
}

fn posts_of(value: &Value) -> Vec<Post> {
    let list: Vec<&Value> = match value {
        Value::Array(list) => list.iter().collect(),
        value => vec![value],
    };
    list.into_iter()
        .map(|post| Post {
            headline: word(post, "headline").or_else(|| word(post, "name")).unwrap_or_default(),
            body: word(post, "articleBody").or_else(|| word(post, "text")).unwrap_or_default(),
            published: word(post, "datePublished").and_then(|words| {
                let (day, clock) = stamp::machine_date(&words)?;
                let mut dating = Dating::day(day, Basis::Metadata)
                    .because("datePublished of the post in the page's JSON-LD");
                if let Some((hour, minute)) = clock {
                    dating.edtf = Some(format!("{day}T{hour:02}:{minute:02}"));
                }
                Some(dating)
            }),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_hold_the_day() {
        let day = |url| date_in_url(url).map(|day| day.to_string());
        assert_eq!(day("https://herald.example/2031/02/28/canal").as_deref(), Some("2031-02-28"));
        assert_eq!(day("https://herald.example/news/2031/feb/28/canal").as_deref(), Some("2031-02-28"));
        assert_eq!(day("https://herald.example/a-20310228").as_deref(), Some("2031-02-28"));
        assert_eq!(day("https://herald.example/id/2031/99/28/"), None);
    }

    #[test]
    fn the_article_node_wins_over_its_neighbours_and_keeps_its_own_day() {
        let page = r#"<html lang="en"><script type="application/ld+json">{"@graph":[
            {"@type":"Comment","datePublished":"2031-05-09"},
            {"@type":"NewsArticle","headline":"Canal opens","datePublished":"2031-05-07T23:30:00-05:00","dateModified":"2031-05-08",
             "publisher":{"name":"Herald"},"author":[{"name":"Ana Weil"}],},]}</script>"#;
        let found = of(&super::super::tree::parse(page));
        let published = found.published.unwrap();
        assert_eq!(published.single_day().unwrap().to_string(), "2031-05-07");
        assert_eq!(
            (found.title.as_deref(), found.outlet.as_deref(), found.authors.len()),
            (Some("Canal opens"), Some("Herald"), 1)
        );
    }

    #[test]
    fn a_day_of_change_is_only_a_bound() {
        let found = of(&super::super::tree::parse(
            r#"<meta property="article:modified_time" content="2031-05-08T10:00Z">"#,
        ));
        let published = found.published.unwrap();
        assert_eq!(
            (published.earliest, published.latest.unwrap().to_string().as_str()),
            (None, "2031-05-08")
        );
    }
}
