//! What differs between two versions of one page.
//!
//! All of it is observation: this stood in the copy kept first, that stands in the copy kept later. When between the two it changed, who changed it
//! and why is not known, and not said.

mod alike;
mod events;
mod lineage;
mod pairs;
mod sentences;
mod sequence;
mod statements;

pub(crate) use lineage::Lineage;

use crate::relations::WordChange;
use onrecord_text::{Dating, ItemKind, Page, Reading, Span};
use serde::{Deserialize, Serialize};

/// How two versions of a page differ. Spans of `before` are in the text of the earlier page, those of `after` in that of the later.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct VersionChanges {
    /// The headline, where it differs.
    pub headline: Option<SentenceChange>,
    /// Days of publication that differ, of items that both versions have.
    pub dates: Vec<DateChange>,
    /// Sentences outside boilerplate and teasers, in the order of the later page; removed ones where they stood.
    pub sentences: Vec<SentenceChange>,
    /// Statements as they were read, in the same order.
    pub statements: Vec<StatementChange>,
    /// How many sentences both have in the same order.
    pub kept: usize,
}

/// A sentence that is not in both versions as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "lowercase")]
pub enum SentenceChange {
    /// Only the later version has it.
    Added {
        /// Where it stands there.
        after: Span,
    },
    /// Only the earlier version has it.
    Removed {
        /// Where it stood there.
        before: Span,
    },
    /// Both have it in other words.
    Changed {
        /// Where it stood.
        before: Span,
        /// Where it stands.
        after: Span,
        /// The words that differ, and those that do not.
        difference: Vec<WordChange>,
    },
    /// Both have it in the same words, in another place among the others.
    Moved {
        /// Where it stood.
        before: Span,
        /// Where it stands.
        after: Span,
    },
}

/// An item whose day of publication differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DateChange {
    /// The item's id in the earlier version.
    pub before_item: String,
    /// Its date there.
    pub before: Dating,
    /// The item's id in the later version.
    pub after_item: String,
    /// Its date there.
    pub after: Dating,
}

/// A statement that is not in both versions as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementChange {
    /// Its id in the earlier version; none where only the later has it.
    pub before: Option<String>,
    /// Its id in the later version; none where only the earlier has it.
    pub after: Option<String>,
    /// Where both have it: what differs of it.
    pub differs: Vec<StatementPart>,
}

/// What can differ of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementPart {
    /// What was said.
    Words,
    /// Who said it.
    Speaker,
    /// What the speaker does with the words: asserting, denying, promising.
    Mode,
    /// When it was said.
    Date,
}

impl StatementPart {
    /// The word for it in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Speaker => "speaker",
            Self::Mode => "mode",
            Self::Date => "date",
        }
    }
}

impl VersionChanges {
    /// Whether nothing differs that is looked at: what the page says outside menus, teasers and the like is the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.headline.is_none()
            && self.dates.is_empty()
            && self.sentences.is_empty()
            && self.statements.is_empty()
    }
}

/// Compares two versions of a page, the earlier first. The same readings always give the same changes.
#[must_use]
pub fn compare_versions(before: &Reading, after: &Reading) -> VersionChanges {
    let (sentences, kept) = sentences::changes(&before.page, &after.page);
    VersionChanges {
        headline: headline(&before.page, &after.page),
        dates: dates(&before.page, &after.page),
        sentences,
        statements: statements::changes(before, after),
        kept,
    }
}

/// The headline of a page: that of its first item that is no teaser.
fn headline_of(page: &Page) -> Option<Span> {
    page.items.iter().filter(|item| item.kind != ItemKind::Teaser).find_map(|item| item.title)
}

fn headline(before: &Page, after: &Page) -> Option<SentenceChange> {
    match (headline_of(before), headline_of(after)) {
        (Some(old), Some(new)) => {
            let difference = alike::difference(old.of(&before.text), new.of(&after.text));
            (!difference.is_empty()).then_some(SentenceChange::Changed {
                before: old,
                after: new,
                difference,
            })
        }
        (Some(before), None) => Some(SentenceChange::Removed { before }),
        (None, Some(after)) => Some(SentenceChange::Added { after }),
        (None, None) => None,
    }
}

/// Items are the same where they have the same headline, no other of the version having it; or where each version has one item alone.
fn dates(before: &Page, after: &Page) -> Vec<DateChange> {
    let items = |page: &Page| -> Vec<(Option<String>, usize)> {
        let kept = page.items.iter().enumerate().filter(|(_, item)| item.kind != ItemKind::Teaser);
        kept.map(|(at, item)| (item.title.map(|title| alike::key(title.of(&page.text))), at)).collect()
    };
    let (old, new) = (items(before), items(after));
    let only = |list: &[(Option<String>, usize)], title: &String| -> Option<usize> {
        let mut same = list.iter().filter(|(own, _)| own.as_ref() == Some(title)).map(|(_, at)| *at);
        same.next().filter(|_| same.next().is_none())
    };
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    if let ([(_, one)], [(_, other)]) = (old.as_slice(), new.as_slice()) {
        pairs.push((*one, *other));
    } else {
        // Live blogs have hundreds of posts; more than these are no page that a person wrote.
        const MOST: usize = 2000;
        for (title, at) in new.iter().take(MOST) {
            let Some(title) = title else { continue };
            if let (Some(one), Some(_)) = (only(&old, title), only(&new, title)) {
                pairs.push((one, *at));
            }
        }
    }
    let mut changes = Vec::new();
    for (one, other) in pairs {
        let (Some(old), Some(new)) = (before.items.get(one), after.items.get(other)) else { continue };
        let same = |old: &Dating, new: &Dating| {
            (&old.edtf, old.earliest, old.latest) == (&new.edtf, new.earliest, new.latest)
        };
        // A bound is not a date: it moves with the day on which the page was kept.
        let dated = |dating: &Dating| dating.earliest.is_some();
        if (dated(&old.published) || dated(&new.published)) && !same(&old.published, &new.published) {
            changes.push(DateChange {
                before_item: old.id.clone(),
                before: old.published.clone(),
                after_item: new.id.clone(),
                after: new.published.clone(),
            });
        }
    }
    changes
}
