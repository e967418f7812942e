//! In which part of the page an element stands, as its names and those around it tell.

use crate::html::tree::{Element, Tree};

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Region {
    /// Nothing tells.
    #[default]
    Open,
    /// Menus, the foot of the page.
    Furniture,
    /// What leads to other stories.
    Others,
    /// What readers wrote.
    Comments,
    /// Not shown.
    Unseen,
}

const UNSEEN: [&str; 9] =
    ["script", "style", "noscript", "template", "svg", "select", "head", "textarea", "iframe"];
const COMMENTS: [&str; 5] = ["comment", "disqus", "respond", "replies", "discussion"];
const OTHERS: [&str; 21] = [
    "related",
    "recirc",
    "recommend",
    "popular",
    "trending",
    "latest",
    "sidebar",
    "recent-posts",
    "most-read",
    "mostread",
    "most_read",
    "more-",
    "carousel",
    "promo",
    "also-like",
    "read-next",
    "readnext",
    "next-post",
    "prev-post",
    "up-next",
    "recent_",
];

/// The part of each element. What holds the headline is no part of the rest, whatever its name is.
pub(super) fn of(tree: &Tree, headline: Option<usize>) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::with_capacity(tree.elements.len());
    for (number, element) in tree.elements.iter().enumerate() {
        let around = element.parent.and_then(|parent| regions.get(parent)).copied().unwrap_or_default();
        let holds_headline = headline.is_some_and(|headline| (number..element.end).contains(&headline));
        let own = if holds_headline { Region::Open } else { own(element) };
        regions.push(around.max(own));
    }
    regions
}

fn own(element: &Element) -> Region {
    let name = element.name.as_str();
    if UNSEEN.contains(&name) {
        return Region::Unseen;
    }
    if matches!(name, "html" | "body" | "main") {
        return Region::Open;
    }
    let has = |words: &[&str]| words.iter().any(|word| element.words.contains(word));
    if !element.words.is_empty() {
        // "comments" beside a date line is a number and a link; what comments stand in is a block.
        let is_block = matches!(
            name,
            "div" | "section" | "article" | "li" | "ul" | "ol" | "aside" | "footer" | "table" | "dl"
        );
        if is_block && has(&COMMENTS) {
            return Region::Comments;
        }
        if has(&OTHERS) {
            return Region::Others;
        }
    }
    match name {
        "aside" => Region::Others,
        "nav" => Region::Furniture,
        "footer" => Region::Furniture,
        _ => Region::Open,
    }
}
