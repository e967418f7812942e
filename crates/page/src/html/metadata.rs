use super::published::graph::{self, word};
use super::published::metas::Metas;
use super::published::{self};
use super::tags::Tag;
use super::tree::Tree;
use super::{main_text, microdata, saved};
use crate::{Limits, stamp};
use onrecord_text::{Basis, Dating};
use serde_json::Value;

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

impl Metadata {
    /// Whether some words begin as the title does, or it as they.
    pub(super) fn says_title(&self, words: &str) -> bool {
        self.title.as_deref().is_some_and(|title| main_text::says(words, &main_text::squeeze(title)))
    }
}

/// One entry of a live blog in the metadata.
#[derive(Debug, Clone, Default)]
pub(crate) struct Post {
    pub(crate) headline: String,
    pub(crate) body: String,
    pub(crate) published: Option<Dating>,
}

/// Reads the metadata: JSON-LD, `meta` and `link` elements; and weighs the page's dates.
///
/// `found_at` is the address that whoever saved the page wrote into it; the page's own goes before it.
pub(crate) fn of(tree: &Tree<'_>, found_at: Option<&str>) -> Metadata {
    let mut found = Metadata::default();
    let metas = Metas::of(tree);
    let scripts = graph::scripts(tree);
    let nodes = graph::nodes(&scripts);
    let by_attributes = microdata::of(tree);
    let is_address = |url: &&str| url.starts_with("http");
    let found_at = found_at.or_else(|| saved::address_in_view(tree));
    let base = tree.elements.iter().find(|element| element.tag == Tag::Base);
    let base = base.and_then(|base| base.attribute("href")).filter(is_address);
    let base = metas.first("og:url").filter(is_address).or(base).or(found_at);
    let canonical = metas.link("canonical").and_then(|link| absolute(link, base));
    let url = canonical.as_deref().or_else(|| metas.first("og:url").filter(is_address));
    let shared_title = metas.first("og:title");
    if let Some(node) = graph::own(&nodes, shared_title, url) {
        let value = node.value;
        found.title = node.word("headline").or_else(|| node.word("name")).map(str::to_owned);
        found.url = node
            .word("url")
            .map(str::to_owned)
            .or_else(|| value.get("mainEntityOfPage").and_then(id_of))
            .filter(|url| is_address(&url.as_str()));
        found.outlet = value.get("publisher").and_then(name_of);
        found.authors = value.get("author").map(names_of).unwrap_or_default();
        found.body = node.word("articleBody").filter(|body| body.len() > 200).map(str::to_owned);
        found.posts = value.get("liveBlogUpdate").map(posts_of).unwrap_or_default();
    }
    let owned = |words: Option<&str>| words.map(str::to_owned);
    found.title = found.title.or_else(|| owned(shared_title)).or_else(|| owned(metas.first("twitter:title")));
    found.title = found.title.or_else(|| by_attributes.headline.clone());
    found.url = owned(url)
        .or(found.url)
        .or_else(|| by_attributes.url.filter(|url| is_address(&url.as_str())))
        .or_else(|| owned(found_at));
    found.outlet = owned(metas.first("og:site_name"))
        .or(found.outlet)
        .or(by_attributes.outlet)
        .or_else(|| owned(metas.first("dc.publisher").or_else(|| metas.first("dcterms.publisher"))))
        .or_else(|| owned(metas.first("application-name")));
    if found.authors.is_empty() {
        let named = ["author", "article:author", "dc.creator", "dcterms.creator"]
            .iter()
            .find_map(|name| metas.first(name).filter(|name| !name.contains("://")));
        found.authors.extend(named.map(str::to_owned));
    }
    if found.authors.is_empty() {
        found.authors = by_attributes.authors;
    }
    found.language = tree
        .elements
        .iter()
        .find(|element| element.tag == Tag::Html)
        .and_then(|element| element.attribute("lang"))
        .map(|tag| tag.trim().replace('_', "-"))
        .filter(|tag| (2..=12).contains(&tag.len()));
    found.published = published::of(&published::Page {
        tree,
        metas: &metas,
        graph: &nodes,
        title: shared_title.or(found.title.as_deref()),
        url: found.url.as_deref(),
        language: found.language.as_deref(),
    });
    found
}

/// An address with scheme and host, one without them being the page's at `base`.
fn absolute(address: &str, base: Option<&str>) -> Option<String> {
    if address.starts_with("http") {
        return Some(address.to_owned());
    }
    if let Some(rest) = address.strip_prefix("//") {
        let scheme = base.and_then(|base| base.split_once("://")).map_or("https", |(scheme, _)| scheme);
        return rest.starts_with(char::is_alphanumeric).then(|| format!("{scheme}://{rest}"));
    }
    let (scheme, rest) = base?.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    address.starts_with('/').then(|| format!("{scheme}://{host}{address}"))
}

fn id_of(value: &Value) -> Option<String> {
    value.as_str().or_else(|| word(value, "@id")).or_else(|| word(value, "url")).map(str::to_owned)
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) => list.first().and_then(name_of),
        Value::String(name) => Some(name.clone()),
        value => word(value, "name").map(str::to_owned),
    }
}

fn names_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(name_of).collect(),
        value => name_of(value).into_iter().collect(),
    }
}

/// Words of the metadata as the page shows them: systems put markup into them, and some put it in escaped, once or twice.
fn shown(words: &str) -> String {
    let is_marked = |words: &str| {
        words.contains('<') && words.contains('>') || words.contains('&') && words.contains(';')
    };
    let mut shown = words.to_owned();
    for _ in 0..3 {
        if is_marked(&shown) {
            shown = super::readable(&shown, &Limits::default());
        }
    }
    shown
}

fn posts_of(value: &Value) -> Vec<Post> {
    let list: Vec<&Value> = match value {
        Value::Array(list) => list.iter().collect(),
        value => vec![value],
    };
    list.into_iter()
        .map(|post| Post {
            headline: shown(word(post, "headline").or_else(|| word(post, "name")).unwrap_or_default()),
            body: shown(word(post, "articleBody").or_else(|| word(post, "text")).unwrap_or_default()),
            published: word(post, "datePublished").and_then(|words| {
                let (day, clock) = stamp::machine_date(words)?;
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
    fn the_article_node_wins_over_its_neighbours_and_keeps_its_own_day() {
        let page = r#"<html lang="en"><script type="application/ld+json">{"@graph":[
            {"@type":"Comment","datePublished":"2031-05-09"},
            {"@type":"NewsArticle","headline":"Canal opens","datePublished":"2031-05-07T23:30:00-05:00","dateModified":"2031-05-08",
             "publisher":{"name":"Herald"},"author":[{"name":"Ana Weil"}],},]}</script>"#;
        let found = of(&super::super::tree::parse(page), None);
        let published = found.published.unwrap();
        assert_eq!(published.single_day().unwrap().to_string(), "2031-05-07");
        assert_eq!(
            (found.title.as_deref(), found.outlet.as_deref(), found.authors.len()),
            (Some("Canal opens"), Some("Herald"), 1)
        );
    }

    #[test]
    fn a_day_of_change_is_only_a_bound() {
        let found = of(
            &super::super::tree::parse(
                r#"<meta property="article:modified_time" content="2031-05-08T10:00Z">"#,
            ),
            None,
        );
        let published = found.published.unwrap();
        assert_eq!(
            (published.earliest, published.latest.unwrap().to_string().as_str()),
            (None, "2031-05-08")
        );
    }
}
