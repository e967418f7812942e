//! What a page's metadata has and its text has not: scripts fetch it when the page is shown.

use super::main_text::squeeze;
use super::metadata::{Metadata, Post};
use onrecord_text::{Item, ItemKind, Note};

/// So many letters and digits of the beginning of a story or a post tell it.
const OPENING: usize = 40;
/// So many posts of the metadata are looked for; each is a search through the page's text.
const MOST_POSTS: usize = 300;

/// A note on the posts, or on the story, that are only in the metadata; none where the page shows all.
pub(super) fn note(metadata: &Metadata, items: &[Item], text: &str) -> Option<Note> {
    let found = items.iter().filter(|item| item.kind == ItemKind::LivePost).count();
    let count = metadata.posts.len();
    if count > found && count > 1 {
        let text = squeeze(text);
        let is_missing = |post: &&Post| {
            let opening = opening(if post.body.is_empty() { &post.headline } else { &post.body });
            !opening.is_empty() && !text.contains(&opening)
        };
        let missing = metadata.posts.iter().take(MOST_POSTS).filter(is_missing).count();
        return (missing > 0).then(|| {
            Note::page(format!(
                "The page's metadata has {count} posts; not in its text, and so not read: {missing}. Save the page once it shows them all."
            ))
        });
    }
    let body = metadata.body.as_deref().filter(|_| items.iter().all(|item| item.kind == ItemKind::Teaser))?;
    (!squeeze(text).contains(&opening(body))).then(|| {
        Note::page(
            "The page's metadata has the story's text, and its own text has not; it is not read. Save the page once it shows the story.",
        )
    })
}

fn opening(words: &str) -> String {
    squeeze(words).chars().take(OPENING).collect()
}
