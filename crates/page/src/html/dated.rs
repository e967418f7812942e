use super::{metadata, saved, tree};
use crate::{Limits, decode};
use onrecord_text::Dating;

/// A parsed HTML page, for who wants its day of publication alone.
#[derive(Debug, Clone)]
pub struct Markup {
    tree: tree::Tree<'static>,
    /// The address that whoever saved the page wrote into it.
    found_at: Option<String>,
}

impl Markup {
    /// Decodes and parses the bytes of an HTML page, as far as the limits allow. It never fails: what is no markup is text.
    #[must_use]
    pub fn parse(bytes: &[u8], limits: &Limits) -> Self {
        let decoded = decode::markup(bytes, limits.max_markup_bytes);
        let found_at = saved::address_in_comment(&decoded.text).map(str::to_owned);
        Self { tree: tree::parse_within(&decoded.text, limits).into_owned(), found_at }
    }

    /// When the page was published, with every date that was weighed for it: a day where one wins, else the days up to the last
    /// change, else unknown.
    ///
    /// What the words of the story take for granted is not looked at; [`crate::parse`] does that for a page without a date.
    #[must_use]
    pub fn published(&self) -> Dating {
        metadata::of(&self.tree, self.found_at.as_deref())
            .published
            .unwrap_or_else(|| Dating::default().because("the page's markup gives no date"))
    }
}
