use super::{metadata, tree};
use crate::{Limits, decode};
use onrecord_text::Dating;

/// A parsed HTML page, for who wants its day of publication alone.
#[derive(Debug, Clone)]
pub struct Markup {
    tree: tree::Tree<'static>,
}

impl Markup {
    /// Decodes and parses the bytes of an HTML page, as far as the limits allow. It never fails: what is no markup is text.
    #[must_use]
    pub fn parse(bytes: &[u8], limits: &Limits) -> Self {
        let decoded = decode::markup(bytes, limits.max_markup_bytes);
        Self { tree: tree::parse_within(&decoded.text, limits).into_owned() }
    }

    /// When the page was published, with every date that was weighed for it: a day where one wins, else the days up to the last
    /// change, else unknown.
    ///
    /// What the words of the story take for granted is not looked at; [`crate::parse`] does that for a page without a date.
    #[must_use]
    pub fn published(&self) -> Dating {
        metadata::of(&self.tree)
            .published
            .unwrap_or_else(|| Dating::default().because("the page's markup gives no date"))
    }
}
