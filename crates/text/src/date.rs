use crate::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How we come by a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The page says it in its visible words.
    Stated,
    /// The page's metadata, its feed or its supplier say it.
    Metadata,
    /// The date of the item that it stands in.
    Item,
    /// Worked out from other words, with the reason.
    Inferred,
    /// The page does not say.
    #[default]
    Unknown,
}

impl Basis {
    /// The word of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Metadata => "metadata",
            Self::Item => "item",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
        }
    }
}

/// When something was published, said or done: a value, its bounds, and how we know.
///
/// `earliest` and `latest` are days, both included; two datings contradict each other only where they share no
/// day. The default is the unknown date, which has no value, no bounds and no evidence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dating {
    /// EDTF, level 1 (ISO 8601-2:2019): `2025-02-27`, `2025-02-27T06:55`, `2025-02-17/2025-02-23`, `2025-02`.
    pub edtf: Option<String>,
    /// The first day that it can be.
    pub earliest: Option<Date>,
    /// The last day that it can be.
    pub latest: Option<Date>,
    /// How we come by it.
    pub basis: Basis,
    /// The words that say it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Span>,
    /// The reason, in words for a reader; empty where there is none to give.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The dates that were weighed for it, the weightiest first; only a page's day of publication has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// One of the dates that a page offers for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// What it is the date of.
    pub role: DateRole,
    /// The day that it shows, without a time zone applied.
    pub day: Date,
    /// Where it stands, in words for a reader.
    pub source: String,
    /// How it is written there, cut to some eighty bytes.
    pub words: String,
    /// What came of it, in words for a reader.
    pub verdict: String,
}

/// What a date on a page is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateRole {
    /// Its publication.
    Published,
    /// Its last change.
    Modified,
    /// Something that came after its publication: a capture, a comment.
    Bound,
}

impl DateRole {
    /// The word of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Bound => "bound",
        }
    }
}

impl Dating {
    /// One day.
    #[must_use]
    pub fn day(day: Date, basis: Basis) -> Self {
        Self::between(day, day, basis)
    }

    /// From one day to another, both included, in either order.
    #[must_use]
    pub fn between(first: Date, last: Date, basis: Basis) -> Self {
        let (earliest, latest) = (first.min(last), first.max(last));
        let edtf = if earliest == latest { earliest.to_string() } else { format!("{earliest}/{latest}") };
        Self { edtf: Some(edtf), earliest: Some(earliest), latest: Some(latest), basis, ..Self::default() }
    }

    /// The same with a reason.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// The same with the words that say it.
    #[must_use]
    pub fn from_words(mut self, evidence: impl IntoIterator<Item = Span>) -> Self {
        self.evidence.extend(evidence);
        self
    }

    /// Every day up to one: what came after it, or no later, is known, and nothing else.
    #[must_use]
    pub fn up_to(last: Date, basis: Basis) -> Self {
        Self { edtf: Some(format!("../{last}")), latest: Some(last), basis, ..Self::default() }
    }

    /// Whether there is a date at all.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.basis != Basis::Unknown && (self.earliest.is_some() || self.latest.is_some())
    }

    /// The day, where it is known to the day.
    #[must_use]
    pub fn single_day(&self) -> Option<Date> {
        self.earliest.filter(|_| self.is_known() && self.earliest == self.latest)
    }

    /// Whether the two cannot both hold: both are known and share no day. An open end reaches for ever.
    #[must_use]
    pub fn is_disjoint(&self, other: &Self) -> bool {
        let before =
            |left: &Self, right: &Self| matches!((left.latest, right.earliest), (Some(l), Some(e)) if l < e);
        self.is_known() && other.is_known() && (before(self, other) || before(other, self))
    }
}
