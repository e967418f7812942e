//! `meta` and `link` elements.

use super::{Family, Moment, Sign};
use crate::html::tags::Tag;
use crate::html::tree::Tree;
use onrecord_text::DateRole;

/// The `meta` and `link` elements of a page, gathered in one pass.
pub(crate) struct Metas<'a> {
    /// Name, lower case, and content.
    list: Vec<(String, &'a str)>,
    /// `rel` and `href`.
    pub(super) links: Vec<(&'a str, &'a str)>,
}

impl<'a> Metas<'a> {
    pub(crate) fn of(tree: &'a Tree<'_>) -> Self {
        let (mut list, mut links) = (Vec::new(), Vec::new());
        for element in &tree.elements {
            if element.tag == Tag::Meta {
                let name = ["property", "name", "itemprop", "http-equiv"]
                    .iter()
                    .find_map(|name| element.attribute(name));
                let content =
                    element.attribute("content").map(str::trim).filter(|content| !content.is_empty());
                if let (Some(name), Some(content)) = (name, content) {
                    list.push((name.trim().to_ascii_lowercase(), content));
                }
            } else if element.tag == Tag::Link
                && let (Some(rel), Some(href)) = (element.attribute("rel"), element.attribute("href"))
            {
                links.push((rel, href.trim()));
            }
        }
        Self { list, links }
    }

    /// The content of the first `meta` element of a name.
    pub(crate) fn first(&self, name: &str) -> Option<&'a str> {
        self.list.iter().find(|(own, _)| own == name).map(|(_, content)| *content)
    }

    /// The address of the first `link` element of a relation.
    pub(crate) fn link(&self, rel: &str) -> Option<&'a str> {
        self.links.iter().find(|(own, _)| own.eq_ignore_ascii_case(rel)).map(|(_, href)| *href)
    }
}

/// The dates of a page's `meta` elements.
pub(super) fn signs(metas: &Metas<'_>) -> Vec<Sign> {
    let mut signs = Vec::new();
    for (name, content) in &metas.list {
        if content.len() > 80 || !content.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let Some((role, weight)) = meaning(name) else { continue };
        if let Some(moment) = Moment::of_machine(content) {
            signs.push(Sign {
                role,
                family: Family::Meta,
                weight,
                moment,
                source: format!("the page's meta element “{name}”"),
                words: (*content).to_owned(),
                is_beside: false,
            });
        }
    }
    signs
}

/// What the name of a `meta` element says that its date is, and its weight.
///
/// Outlets spell these names in hundreds of ways (`article:published_time`, `sailthru.date`, `DC.date.issued`, `parsely-pub-date`), so the
/// words in a name count, not a list of names.
fn meaning(name: &str) -> Option<(DateRole, u32)> {
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let has = |words: &[&str]| words.iter().any(|word| letters.contains(word));
    // Of something else than the page: events, pictures and films of it, its template, the answer of its server.
    if has(&[
        "expir",
        "event",
        "start",
        "end",
        "unpublish",
        "birth",
        "copyright",
        "valid",
        "crawl",
        "review",
        "video",
        "image",
        "generat",
        "build",
        "deploy",
    ]) && !has(&["published", "publishedtime", "releasedate"])
    {
        return None;
    }
    if has(&["modif", "updat", "lastmod", "revis", "lastchange"]) && !has(&["pubdate"]) {
        return Some((DateRole::Modified, 20));
    }
    if has(&[
        "publishedtime",
        "datepublished",
        "publisheddate",
        "pubdate",
        "publicationdate",
        "publishdate",
        "datepublish",
    ]) {
        return Some((DateRole::Published, 35));
    }
    if has(&["publish", "issued", "posted", "postdate"])
        || matches!(letters.as_str(), "sailthrudate" | "articledateoriginal")
    {
        return Some((DateRole::Published, 30));
    }
    if has(&[
        "releasedate",
        "datecreated",
        "displaydate",
        "citationdate",
        "citationonlinedate",
        "articledate",
        "articlecreated",
    ]) {
        return Some((DateRole::Published, 20));
    }
    let exact = [
        "date",
        "dcdate",
        "dctermsdate",
        "dccreated",
        "dctermscreated",
        "created",
        "dcdatecreated",
        "pdate",
        "ptime",
        "dctermsavailable",
    ];
    exact.contains(&letters.as_str()).then_some((DateRole::Published, 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_their_date_is() {
        let role = |name: &str| meaning(&name.to_ascii_lowercase()).map(|(role, _)| role);
        for name in [
            "article:published_time",
            "og:article:published_time",
            "datePublished",
            "DC.date.issued",
            "sailthru.date",
            "parsely-pub-date",
            "bt:pubDate",
            "date",
            "dcterms.date",
            "cXenseParse:recs:publishtime",
            "publication_date",
            "citation_publication_date",
            "article.created",
        ] {
            assert_eq!(role(name), Some(DateRole::Published), "{name}");
        }
        for name in [
            "article:modified_time",
            "og:updated_time",
            "Last-Modified",
            "dateModified",
            "DC.date.modified",
            "lastmod",
        ] {
            assert_eq!(role(name), Some(DateRole::Modified), "{name}");
        }
        for name in [
            "expires",
            "event-date",
            "description",
            "article:expiration_time",
            "viewport",
            "publisher-logo-end",
        ] {
            assert_eq!(role(name), None, "{name}");
        }
    }
}
