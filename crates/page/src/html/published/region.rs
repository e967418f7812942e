//! In which part of the page an element stands, as its names and those around it tell.

use crate::html::kinds::Names;
use crate::html::tags::Tag;
use crate::html::tree::Tree;

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

/// The part of each element. What holds the headline is no part of the rest, whatever its name is.
pub(super) fn of(tree: &Tree<'_>, headline: Option<usize>) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::with_capacity(tree.elements.len());
    let mut in_story = vec![false; tree.elements.len()];
    for (number, element) in tree.elements.iter().enumerate() {
        let is_within = element.parent().is_some_and(|parent| in_story.get(parent) == Some(&true));
        in_story[number] = is_within || matches!(element.tag, Tag::Main | Tag::Article);
        let around = element.parent().and_then(|parent| regions.get(parent)).copied().unwrap_or_default();
        let holds_headline = headline.is_some_and(|headline| (number..element.end()).contains(&headline));
        let own = match own(element.tag, tree.names(element)) {
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

fn own(tag: Tag, names: Names) -> Region {
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
        _ if names.tell_of_comments() && is_block() => Region::Comments,
        _ if names.tell_of_others() => Region::Others,
        Tag::Aside => Region::Others,
        Tag::Blockquote | Tag::Figure | Tag::Figcaption => Region::Quoted,
        _ if names.tell_of_elsewhere() && is_block() => Region::Quoted,
        Tag::Nav | Tag::Footer => Region::Furniture,
        _ if names.tell_of_every_page() && is_block() => Region::Furniture,
        _ => Region::Open,
    }
}
