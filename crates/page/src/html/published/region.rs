//! In which part of the page an element stands, as its names and those around it tell.

use crate::html::tags::Tag;
use crate::html::tree::Tree;
use aho_corasick::AhoCorasick;
use std::sync::OnceLock;

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Region {
    /// Nothing tells.
    #[default]
    Open,
    /// Menus, the foot of the page.
    Furniture,
    /// What is shown from elsewhere: quotations, posts of other sites, pictures with their captions.
    Quoted,
    /// What leads to other stories.
    Others,
    /// What readers wrote.
    Comments,
    /// Not shown.
    Unseen,
}

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

/// Names of what is shown from other sites.
const QUOTED: [&str; 7] = ["tweet", "instagram", "tiktok", "bluesky", "mastodon", "fb-post", "threads-post"];
/// Names of what stands above every page of an outlet.
const FURNITURE: [&str; 5] = ["masthead", "site-header", "siteheader", "topbar", "top-bar"];

/// The part of each element. What holds the headline is no part of the rest, whatever its name is.
pub(super) fn of(tree: &Tree<'_>, headline: Option<usize>) -> Vec<Region> {
    let said: Vec<Said> = tree.makes.iter().map(|words| Said::by(words)).collect();
    let mut regions: Vec<Region> = Vec::with_capacity(tree.elements.len());
    let mut in_story = vec![false; tree.elements.len()];
    for (number, element) in tree.elements.iter().enumerate() {
        let is_within = element.parent().is_some_and(|parent| in_story.get(parent) == Some(&true));
        in_story[number] = is_within || matches!(element.tag, Tag::Main | Tag::Article);
        let around = element.parent().and_then(|parent| regions.get(parent)).copied().unwrap_or_default();
        let holds_headline = headline.is_some_and(|headline| (number..element.end()).contains(&headline));
        let own = match own(element.tag, said[element.make()]) {
            _ if holds_headline => Region::Open,
            // The head of the page holds the day on which it was looked at; the head of a story its own.
            Region::Open if element.tag == Tag::Header && headline.is_some() && !in_story[number] => {
                Region::Furniture
            }
            own => own,
        };
        regions.push(around.max(own));
    }
    regions
}

/// What the words of an element say.
#[derive(Debug, Clone, Copy)]
struct Said {
    comments: bool,
    others: bool,
    quoted: bool,
    furniture: bool,
}

impl Said {
    fn by(words: &str) -> Self {
        static COMMENTS_IN: OnceLock<Option<AhoCorasick>> = OnceLock::new();
        static OTHERS_IN: OnceLock<Option<AhoCorasick>> = OnceLock::new();
        static QUOTED_IN: OnceLock<Option<AhoCorasick>> = OnceLock::new();
        static FURNITURE_IN: OnceLock<Option<AhoCorasick>> = OnceLock::new();
        let has = |finder: &Option<AhoCorasick>| finder.as_ref().is_some_and(|finder| finder.is_match(words));
        Self {
            comments: has(COMMENTS_IN.get_or_init(|| AhoCorasick::new(COMMENTS).ok())),
            others: has(OTHERS_IN.get_or_init(|| AhoCorasick::new(OTHERS).ok())),
            quoted: has(QUOTED_IN.get_or_init(|| AhoCorasick::new(QUOTED).ok())),
            furniture: has(FURNITURE_IN.get_or_init(|| AhoCorasick::new(FURNITURE).ok())),
        }
    }
}

fn own(tag: Tag, said: Said) -> Region {
    // "comments" beside a date line is a number and a link; what comments stand in is a block.
    let is_block = || {
        matches!(
            tag,
            Tag::Div
                | Tag::Section
                | Tag::Article
                | Tag::Li
                | Tag::Ul
                | Tag::Ol
                | Tag::Aside
                | Tag::Footer
                | Tag::Table
                | Tag::Dl
        )
    };
    match tag {
        Tag::Script
        | Tag::Style
        | Tag::Noscript
        | Tag::Template
        | Tag::Svg
        | Tag::Select
        | Tag::Head
        | Tag::Textarea
        | Tag::Iframe => Region::Unseen,
        Tag::Html | Tag::Body | Tag::Main => Region::Open,
        _ if said.comments && is_block() => Region::Comments,
        _ if said.others => Region::Others,
        Tag::Aside => Region::Others,
        Tag::Blockquote | Tag::Figure | Tag::Figcaption => Region::Quoted,
        _ if said.quoted && is_block() => Region::Quoted,
        Tag::Nav | Tag::Footer => Region::Furniture,
        _ if said.furniture && is_block() => Region::Furniture,
        _ => Region::Open,
    }
}
