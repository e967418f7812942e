//! What holds across pages: the result of resolving readings against each other.

use onrecord_text::{ActorType, Dating, EventType, Span, Stage};
use serde::{Deserialize, Serialize};

/// Everything that is derived from the readings of a record and the people's decisions. Rebuildable at any time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Relations {
    /// Who is spoken of, merged over pages and spellings; sorted by number of mentions, then by name.
    pub actors: Vec<RecordActor>,
    /// Groups of statements that carry the same words or the same claim.
    pub quotations: Vec<Quotation>,
    /// Reports of the same event.
    pub event_groups: Vec<EventGroup>,
    /// Two accounts whose values cannot both hold.
    pub conflicts: Vec<Conflict>,
    /// Pages that follow the same running story.
    pub stories: Vec<Story>,
    /// Passages that two pages share.
    pub reuse: Vec<Reuse>,
    /// What outlets repeat around their stories, by page and place.
    #[serde(default)]
    pub repeated: Vec<Repeated>,
    /// What became of the entries of earlier versions, by page and entry.
    #[serde(default)]
    pub earlier: Vec<EarlierEntry>,
    /// The statements and events that decisions leave out, sorted: those that were named, and the same words in other versions of
    /// their page.
    #[serde(default)]
    pub rejected: Vec<String>,
}

/// A line at the edge of an item that three pages of its outlet or more have word for word, and that has nothing to do with the story.
/// It is no news, and what it says counts nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeated {
    /// The id of the page that it stands on.
    pub page: String,
    /// Where, in bytes of the page's text.
    pub span: Span,
    /// How many pages of the outlet have it; versions of a page count once.
    pub pages: usize,
    /// The ids of the statements in it.
    pub statements: Vec<String>,
}

/// Pages that are versions of one page: what stood under one address at different times. They are one source: an entry that two of
/// them have counts once, in the newer; versions are no copies of each other, and in no conflict with each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Versions {
    /// The pages' ids in the order in which they were kept, the newest last.
    pub pages: Vec<String>,
}

/// A statement or an event of a version that is not the newest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierEntry {
    /// The id of the page that it stands on.
    pub page: String,
    /// Its id.
    pub entry: String,
    /// What it is.
    pub kind: EntryKind,
    /// What became of it by the newest version.
    pub fate: Fate,
    /// The id of the entry that counts for it in the record: the same, or the changed one, of the last version that has it. Its own
    /// where no later version has it.
    pub stands: String,
    /// The id of the first version without it, where it was removed.
    pub gone_from: Option<String>,
}

/// What an entry of a version is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// A statement.
    Statement,
    /// A report of an event.
    Event,
}

impl EntryKind {
    /// The word for it in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Event => "event",
        }
    }
}

/// What became of an entry of an earlier version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// The newest version has it in the same words.
    Kept,
    /// The newest version has it in other words, or differs in who, how, when or where.
    Changed,
    /// The newest version does not have it.
    Removed,
}

impl Fate {
    /// The word for it in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// An actor of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordActor {
    /// Stable: made of the name and the type.
    pub id: String,
    /// The name that most pages use, or the gazetteer's.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ActorType,
    /// The Wikidata item, where known.
    pub wikidata: Option<String>,
    /// Every spelling seen, with how often, most frequent first.
    pub aliases: Vec<Alias>,
    /// The offices that the pages give it, sorted.
    pub roles: Vec<String>,
    /// Which actors of which pages these are.
    pub members: Vec<ActorMember>,
    /// How many mentions the pages hold.
    pub mentions: usize,
}

/// One spelling of an actor's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// As spelt on the pages.
    pub name: String,
    /// On how many pages it is spelt so.
    pub pages: usize,
    /// Why it counts as this actor: `same name`, `spelling (2 letters differ)`, `role and surname`, `decision`, …
    pub why: String,
}

/// An actor of one page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ActorMember {
    /// The page's id.
    pub page: String,
    /// The page-local actor id (`a3`).
    pub actor: String,
}

/// Statements that carry the same words or the same claim, in order of report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quotation {
    /// Stable: made of the first member.
    pub id: String,
    /// The record actor's id, where the members agree on one.
    pub speaker: Option<String>,
    /// Whether the same words are quoted, or the same claim is reported.
    pub kind: QuotationKind,
    /// The statements, the earliest report first, at least two; behind each what earlier versions of its page have in its place.
    pub members: Vec<QuotationMember>,
    /// How many outlets carry it, copies of one agency report and versions of one page counted once.
    pub independent: usize,
}

/// What the members of a quotation share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuotationKind {
    /// Words inside quotation marks.
    SameWords,
    /// What is said, in each page's own words.
    SameClaim,
}

/// One statement of a quotation, and how its words differ from the first member's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuotationMember {
    /// The statement's id.
    pub statement: String,
    /// The page's id.
    pub page: String,
    /// The words that the group shares, in this page.
    pub spans: Vec<Span>,
    /// The difference from the first member's words, word by word; empty for the first member and for equal words.
    pub difference: Vec<WordChange>,
    /// For the wording of an earlier version: the id of the member that stands for it. It counts with that one, not beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands: Option<String>,
}

/// A run of words that both have, only the first has, or only this one has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WordChange {
    /// In both.
    Same(String),
    /// In the first member only.
    Removed(String),
    /// In this member only.
    Added(String),
}

/// Reports of the same event, with its stages in order of report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventGroup {
    /// Stable: made of the first report.
    pub id: String,
    /// The most specific type that the reports give.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// The record actors that take part.
    pub participants: Vec<String>,
    /// The place that most reports give.
    pub place: Option<String>,
    /// The narrowest date that most reports share.
    pub when: Dating,
    /// The reports, in order of report, at least two; behind each what earlier versions of its page have in its place.
    pub reports: Vec<EventReport>,
    /// What the reports amount to.
    pub course: Course,
}

/// One report of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventReport {
    /// The event's id.
    pub event: String,
    /// The page's id.
    pub page: String,
    /// When the report was published.
    pub reported: Dating,
    /// When it says that the event is or was.
    pub when: Dating,
    /// Where, by this report.
    pub place: Option<String>,
    /// How far, by this report.
    pub stage: Stage,
    /// For the report of an earlier version: the id of the event that stands for it. It counts with that one, not beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands: Option<String>,
}

/// What the reports of one event amount to, in the order in which they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Course {
    /// Announced, and reported as having taken place.
    AnnouncedThenHappened,
    /// Announced for one date or place, and later given another.
    Moved,
    /// Announced, and later called off.
    CalledOff,
    /// Reported by one side and denied by another.
    Denied,
    /// Announced only: no report of an outcome in these pages.
    AnnouncedOnly,
    /// Reported as having taken place or under way only.
    HappenedOnly,
    /// Claimed by one side only.
    ClaimedOnly,
}

/// Two accounts of one event or quotation whose values for a slot cannot both hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// Stable: made of the two places and the slot.
    pub id: String,
    /// Which slot differs.
    pub slot: Slot,
    /// The group that both belong to: an event group's or a quotation's id.
    pub about: Option<String>,
    /// The account reported first.
    pub a: Account,
    /// The other.
    pub b: Account,
    /// The difference, in one sentence that says who reported what.
    pub why: String,
}

/// What two accounts can differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slot {
    /// When.
    Date,
    /// Where.
    Place,
    /// How many.
    Number,
    /// In which words.
    Wording,
    /// By whom.
    Speaker,
    /// Whether at all: claimed by one, denied or not confirmed by another.
    Occurrence,
}

/// One side of a conflict: a value, and the words that give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The page's id.
    pub page: String,
    /// The statement's or event's id.
    pub entry: String,
    /// The words on the page.
    pub span: Span,
    /// The value, in words.
    pub value: String,
}

/// Pages that follow the same running story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// Stable: made of the first page.
    pub id: String,
    /// The headline of the earliest page that has one.
    pub title: String,
    /// The ids of the pages, earliest first.
    pub pages: Vec<String>,
}

/// A passage that two pages share. Which copied from which is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reuse {
    /// Stable: made of the two passages.
    pub id: String,
    /// The passage in the page that was published first, as far as known.
    pub a: Passage,
    /// The passage in the other page.
    pub b: Passage,
    /// How many words both have.
    pub words: usize,
}

/// A passage of a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Passage {
    /// The page's id.
    pub page: String,
    /// Where.
    pub span: Span,
}

/// What a person decided. Decisions survive every re-run and are applied before anything is grouped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub enum Decision {
    /// Two names mean the same actor. Names, not ids, so that a re-reading cannot lose it.
    SameActor {
        /// One name.
        name: String,
        /// The other.
        other: String,
    },
    /// Two names mean different actors.
    DifferentActors {
        /// One name.
        name: String,
        /// The other.
        other: String,
    },
    /// A statement, event, quotation, group or conflict is our mistake and is left out.
    Reject {
        /// The id of the row.
        id: String,
    },
}
