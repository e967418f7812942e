//! Where a saved page was found, as the program that saved it notes.

use super::tags::Tag;
use super::tree::Tree;

/// So many bytes of a page's beginning are searched for what its saver wrote there.
const REACH: usize = 8 << 10;
/// An address is no longer than this.
const LONGEST: usize = 4 << 10;

/// The address in the comment at the head of a page that a browser ("saved from url=(0042)https://…") or SingleFile ("url: https://…") saved.
pub(super) fn address_in_comment(markup: &str) -> Option<&str> {
    let head = &markup[..markup.floor_char_boundary(REACH)];
    head.match_indices("<!--").find_map(|(at, _)| {
        let rest = &markup[at + 4..];
        let rest = &rest[..rest.floor_char_boundary(LONGEST)];
        let comment = rest.split_once("-->").map_or(rest, |(comment, _)| comment).trim();
        let by_browser = || {
            let (length, address) = comment.strip_prefix("saved from url=(")?.split_once(')')?;
            length.bytes().all(|byte| byte.is_ascii_digit()).then_some(address)
        };
        let by_single_file = || {
            let lines = comment.lines().map(str::trim);
            let is_own = comment.starts_with("Page saved with SingleFile");
            lines.filter(|_| is_own).find_map(|line| line.strip_prefix("url:"))
        };
        let address = by_browser().or_else(by_single_file)?.split_whitespace().next()?;
        is_address(address).then_some(address)
    })
}

/// The address to which a reader's view links above the headline.
pub(super) fn address_in_view<'a>(tree: &'a Tree<'_>) -> Option<&'a str> {
    let is_link = |words: &str| words.split(' ').any(|word| word == "reader-domain");
    let mut links =
        tree.elements.iter().filter(|element| element.tag == Tag::A && is_link(tree.words(element)));
    links.find_map(|link| link.attribute("href")).filter(|address| is_address(address))
}

/// Whether an address is one of the web, with a host.
fn is_address(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
