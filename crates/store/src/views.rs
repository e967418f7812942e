//! What a query of the record gives back: the same types for the command line, the HTTP API and the exports.
//!
//! Offsets in a view are Unicode code points of the page's text (`[start, end)`), as everywhere outside the program.

use onrecord_record::{Alias, Course, Fate, QuotationKind, Slot, StatementPart, WordChange};
use onrecord_text::{
    ActorType, Dating, EventType, Format, ItemKind, MentionForm, Mode, Stage, StatementKind,
};
use serde::Serialize;

/// A half-open range in code points.
pub type Range = [usize; 2];

/// The counts that open the record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overview {
    /// Pages kept.
    pub pages: usize,
    /// Of these, pages of which a newer version is kept.
    pub earlier_versions: usize,
    /// Pages left once copies of one text and versions of one page are counted once.
    pub independent_pages: usize,
    /// Items on them.
    pub items: usize,
    /// Statements read; what several versions of a page have counts once.
    pub statements: usize,
    /// Reports of events, counted likewise.
    pub events: usize,
    /// Actors of the record.
    pub actors: usize,
    /// Quotations carried by two statements or more.
    pub quotations: usize,
    /// Event groups of two reports or more.
    pub event_groups: usize,
    /// Conflicts.
    pub conflicts: usize,
    /// Decisions of people.
    pub decisions: usize,
    /// The first and the last day on which an item was published, as far as known.
    pub first_day: Option<String>,
    /// See `first_day`.
    pub last_day: Option<String>,
    /// How many items have a date, by basis.
    pub dated: Vec<Count>,
    /// Statements by mode.
    pub modes: Vec<Count>,
    /// Event reports by stage.
    pub stages: Vec<Count>,
    /// Pages and statements by outlet.
    pub outlets: Vec<OutletCount>,
    /// The actors that speak most.
    pub speakers: Vec<ActorRow>,
    /// Statements by day said, for the days on which there are any.
    pub days: Vec<Count>,
    /// Notes on pages that could not be read in full.
    pub notes: Vec<PageNote>,
}

/// A word and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The word.
    pub value: String,
    /// How often.
    pub count: usize,
}

/// What one outlet contributes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutletCount {
    /// The outlet's name, or "unknown outlet".
    pub outlet: String,
    /// Its pages, versions of one page counted once.
    pub pages: usize,
    /// Of these, pages that share most of their words with a page of another outlet.
    pub copies: usize,
    /// Its statements.
    pub statements: usize,
}

/// A note on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageNote {
    /// The page's id.
    pub page: String,
    /// The page's path.
    pub path: String,
    /// What was found.
    pub message: String,
}

/// What to look for. Every field narrows; the default finds everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatementQuery {
    /// Words to be found in the content, the source or the cue (full-text search; never an error).
    pub words: Option<String>,
    /// A record actor's id, or any part of a name or a role ("foreign minister").
    pub speaker: Option<String>,
    /// The mode.
    pub mode: Option<Mode>,
    /// The kind.
    pub kind: Option<StatementKind>,
    /// The outlet's name.
    pub outlet: Option<String>,
    /// The page's id.
    pub page: Option<String>,
    /// Said on this day or later (`2031-05-02`).
    pub from: Option<String>,
    /// Said on this day or earlier.
    pub to: Option<String>,
    /// How many rows to pass over.
    pub offset: usize,
    /// How many rows to give; `None` for all.
    pub limit: Option<usize>,
}

/// The ledger: the statements that a query finds, by day said, then in page order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ledger {
    /// How many there are in all.
    pub total: usize,
    /// Those asked for.
    pub rows: Vec<StatementRow>,
    /// How many there are by each facet, for the same query without that facet.
    pub facets: Facets,
}

/// Counts to narrow a ledger by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// By speaker: the record actor's id in `value`, the name in `label`.
    pub speakers: Vec<Facet>,
    /// By mode.
    pub modes: Vec<Facet>,
    /// By kind.
    pub kinds: Vec<Facet>,
    /// By outlet.
    pub outlets: Vec<Facet>,
}

/// One value to narrow by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// What to put into the query.
    pub value: String,
    /// What to show.
    pub label: String,
    /// How many statements.
    pub count: usize,
}

/// A statement in the ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementRow {
    /// The statement's id.
    pub id: String,
    /// Where it stands.
    pub place: PagePlace,
    /// The record actor who said it.
    pub speaker: Option<ActorRef>,
    /// The words that name the source on the page.
    pub source_words: String,
    /// The words that attribute.
    pub cue_words: String,
    /// What was said: the fragments' words, joined by " … ".
    pub words: String,
    /// Source, cue and content fragments.
    pub source: Vec<Range>,
    /// See `source`.
    pub cue: Vec<Range>,
    /// See `source`.
    pub content: Vec<Range>,
    /// Direct, mixed or indirect.
    pub kind: StatementKind,
    /// What the speaker does.
    pub mode: Mode,
    /// When it was said.
    pub said: Dating,
    /// To whom.
    pub addressee: Option<String>,
    /// Where, or through which medium.
    pub venue: Option<String>,
    /// The chain through which the page has it, nearest last.
    pub via: Vec<String>,
    /// How likely the reading is right.
    pub certainty: f32,
    /// The quotation that it belongs to, and how many outlets carry that.
    pub quotation: Option<QuotationRef>,
    /// What became of it in later versions of its page, and what it replaces of earlier ones.
    pub version: Option<EntryVersion>,
}

/// What became of a statement or an event in later versions of its page, and what it replaces of earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct EntryVersion {
    /// Where its page is not the newest version: whether the newest has it in the same words, in others, or not at all.
    pub fate: Option<Fate>,
    /// Where its page is not the newest version: the id of the entry that counts for it, of the last version that has it; its own where
    /// no later version has it.
    pub stands: Option<String>,
    /// The id of the page on which that stands.
    pub stands_on: Option<String>,
    /// The id of the first version without it, where it was removed.
    pub gone_from: Option<String>,
    /// The ids of the entries of earlier versions that have it in other words.
    pub replaces: Vec<String>,
}

impl EntryVersion {
    /// The mark of the entry, for a reader; none where the newest version has it so and no earlier one had it otherwise.
    #[must_use]
    pub fn mark(&self) -> Option<&'static str> {
        match self.fate {
            Some(Fate::Removed) => Some("not in the newest version of the page"),
            Some(Fate::Changed) => Some("changed in a later version of the page"),
            None if !self.replaces.is_empty() => Some("an earlier version has it in other words"),
            Some(Fate::Kept) | None => None,
        }
    }
}

/// Where an entry stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PagePlace {
    /// The page's id.
    pub page: String,
    /// The page's path.
    pub path: String,
    /// The page's address, where known.
    pub url: Option<String>,
    /// The outlet's name, where known.
    pub outlet: Option<String>,
    /// The item's id.
    pub item: String,
    /// The item's headline, where it has one.
    pub item_title: Option<String>,
    /// When the item was published, by the page itself.
    pub published: Dating,
    /// When it was published by other pages, where the page itself leaves the day open.
    pub inferred: Option<Dating>,
}

/// An actor of the record, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorRef {
    /// The record actor's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ActorType,
}

/// A quotation, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuotationRef {
    /// The quotation's id.
    pub id: String,
    /// How many statements carry it.
    pub statements: usize,
    /// How many outlets carry it, copies counted once.
    pub independent: usize,
}

/// An actor of the record with its counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorRow {
    /// The record actor's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ActorType,
    /// The Wikidata item, where known.
    pub wikidata: Option<String>,
    /// Its spellings.
    pub aliases: Vec<Alias>,
    /// Its offices.
    pub roles: Vec<String>,
    /// Mentions on all pages.
    pub mentions: usize,
    /// Statements that it made.
    pub statements: usize,
    /// Event reports that it takes part in.
    pub events: usize,
    /// Pages that speak of it.
    pub pages: usize,
}

/// An event with its reports, for the timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventGroupRow {
    /// The group's id, or the event's where it is the only report.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// Who takes part.
    pub participants: Vec<ActorRef>,
    /// Where.
    pub place: Option<String>,
    /// When it is said to occur.
    pub when: Dating,
    /// What the reports amount to.
    pub course: Course,
    /// The reports, in order of report.
    pub reports: Vec<EventRow>,
    /// The conflicts about it.
    pub conflicts: Vec<String>,
}

/// One report of an event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventRow {
    /// The event's id.
    pub id: String,
    /// Where it stands; its `published` is when it was reported.
    pub place_on_page: PagePlace,
    /// What it is, by this report.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// The PLOVER type, where one fits.
    pub plover: Option<String>,
    /// Who takes part, by this report.
    pub participants: Vec<ActorRef>,
    /// Where, by this report.
    pub place: Option<String>,
    /// When, by this report.
    pub when: Dating,
    /// How far, by this report.
    pub stage: Stage,
    /// How long.
    pub duration: Option<String>,
    /// The words.
    pub words: String,
    /// Where the words stand.
    pub evidence: Range,
    /// How likely the reading is right.
    pub certainty: f32,
    /// What became of it in later versions of its page, and what it replaces of earlier ones.
    pub version: Option<EntryVersion>,
    /// For the report of an earlier version: the id of the event that counts for it. It counts with that one, not beside it.
    pub stands: Option<String>,
}

/// What events to look for. Every field narrows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventQuery {
    /// Words to be found in the evidence.
    pub words: Option<String>,
    /// The type.
    pub kind: Option<EventType>,
    /// A stage that one of the reports gives.
    pub stage: Option<Stage>,
    /// What the reports amount to.
    pub course: Option<Course>,
    /// A record actor's id, or any part of a name.
    pub actor: Option<String>,
    /// Takes place on this day or later.
    pub from: Option<String>,
    /// Takes place on this day or earlier.
    pub to: Option<String>,
}

/// A conflict with both accounts in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConflictRow {
    /// The conflict's id.
    pub id: String,
    /// Which slot differs.
    pub slot: Slot,
    /// The event group or quotation that it is about.
    pub about: Option<String>,
    /// The account reported first.
    pub a: AccountRow,
    /// The other.
    pub b: AccountRow,
    /// The difference, in one sentence.
    pub why: String,
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountRow {
    /// Where it stands.
    pub place: PagePlace,
    /// The statement's or event's id.
    pub entry: String,
    /// The words' place on the page.
    pub span: Range,
    /// The words.
    pub words: String,
    /// The sentence around them, for a reader.
    pub context: String,
    /// The value.
    pub value: String,
}

/// A quotation with its members in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuotationRow {
    /// The quotation's id.
    pub id: String,
    /// Same words or same claim.
    pub kind: QuotationKind,
    /// Who said it.
    pub speaker: Option<ActorRef>,
    /// How many outlets carry it, copies counted once.
    pub independent: usize,
    /// The statements, in order of report, each with its difference from the first.
    pub members: Vec<QuotationMemberRow>,
}

/// One statement of a quotation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuotationMemberRow {
    /// The statement's id.
    pub statement: String,
    /// Where it stands.
    pub place: PagePlace,
    /// Its words.
    pub words: String,
    /// How they differ from the first member's; empty where they do not.
    pub difference: Vec<WordChange>,
    /// For the wording of an earlier version: the id of the member that counts for it. It counts with that one, not beside it.
    pub stands: Option<String>,
}

/// A page in the list of pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageRow {
    /// The page's id.
    pub id: String,
    /// Where the bytes came from.
    pub path: String,
    /// The page's address, where known.
    pub url: Option<String>,
    /// The SHA-256 of the kept copy.
    pub sha256: String,
    /// The outlet's name, where known.
    pub outlet: Option<String>,
    /// What the bytes are.
    pub format: Format,
    /// The first item's headline, or the first words.
    pub title: String,
    /// When the first dated item was published, by the page itself.
    pub published: Dating,
    /// When it was published by other pages, where the page itself leaves the day open.
    pub inferred: Option<InferredDate>,
    /// Items, statements and events on it.
    pub items: usize,
    /// See `items`.
    pub statements: usize,
    /// See `items`.
    pub events: usize,
    /// The pages with which it shares a passage of 40 words or more.
    pub shares_with: Vec<String>,
    /// Which version of its page it is, where more than one is kept.
    pub version: Option<PageVersion>,
    /// The languages of its items (BCP 47), teasers left out, that of most items first; what is not in English is kept and not read.
    pub languages: Vec<String>,
}

/// Which version of its page a page is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageVersion {
    /// Its place in the order in which the versions were kept, from 1.
    pub position: usize,
    /// How many versions there are.
    pub of: usize,
    /// The id of the newest.
    pub newest: String,
    /// When this one was captured, or else added, in UTC.
    pub kept_at: String,
}

/// When an item was published, as far as dated pages that tell of the same events fix it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InferredDate {
    /// The days that it can be, with the reason; unknown where no day fits all that is told.
    pub published: Dating,
    /// The ids of the pages that it rests on, sorted.
    pub rests_on: Vec<String>,
    /// The reports on them that give the day.
    pub passages: Vec<DatedPassage>,
}

/// A report of an event on a dated page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatedPassage {
    /// The event's id.
    pub event: String,
    /// The page's id.
    pub page: String,
    /// The page's outlet or path.
    pub label: String,
    /// The words.
    pub words: String,
}

/// A page with everything that was found on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourcePage {
    /// The row of the list.
    pub page: PageRow,
    /// The readable text.
    pub text: String,
    /// The items.
    pub items: Vec<ItemRow>,
    /// What is not news: by the page itself, or because its outlet repeats it.
    pub boilerplate: Vec<Range>,
    /// The statements.
    pub statements: Vec<StatementRow>,
    /// The events.
    pub events: Vec<EventRow>,
    /// The time expressions.
    pub times: Vec<TimeRow>,
    /// The mentions of actors.
    pub mentions: Vec<MentionRow>,
    /// Passages that other pages share.
    pub reuse: Vec<ReuseRow>,
    /// What was wrong with the page.
    pub notes: Vec<String>,
}

/// An item of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemRow {
    /// The item's id.
    pub id: String,
    /// What it is.
    pub kind: ItemKind,
    /// All of it.
    pub span: Range,
    /// Its headline.
    pub title: Option<Range>,
    /// Its author line.
    pub byline: Option<Range>,
    /// When it was published, by the page itself, with its reason.
    pub published: Dating,
    /// When it was published by other pages, where the page itself leaves the day open.
    pub inferred: Option<InferredDate>,
    /// Its language (BCP 47), by its own words or else by its page, where known.
    pub language: Option<String>,
}

/// A time expression of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeRow {
    /// The words' place.
    pub span: Range,
    /// The TIMEX3 value.
    pub value: String,
    /// What it was counted from.
    pub anchor: String,
}

/// A mention on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MentionRow {
    /// The words' place.
    pub span: Range,
    /// The record actor.
    pub actor: ActorRef,
    /// By name, role or pronoun.
    pub form: MentionForm,
}

/// A passage that another page shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReuseRow {
    /// Here.
    pub span: Range,
    /// The other page's id.
    pub page: String,
    /// The other page's outlet or path.
    pub label: String,
    /// How many words both have.
    pub words: usize,
}

/// One entry of the record, with what a reader needs to check it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "entry", rename_all = "kebab-case")]
#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
pub enum Entry {
    /// A statement.
    Statement {
        /// The row.
        row: Box<StatementRow>,
        /// The paragraph around the words.
        context: String,
        /// The SHA-256 of the kept copy.
        sha256: String,
        /// Its quotation, if it has one.
        quotation: Option<QuotationRow>,
    },
    /// One report of an event.
    Event {
        /// The row.
        row: Box<EventRow>,
        /// The paragraph around the words.
        context: String,
        /// The SHA-256 of the kept copy.
        sha256: String,
        /// The group that it belongs to, if it is not the only report.
        group: Option<EventGroupRow>,
    },
    /// An event group.
    EventGroup {
        /// The row.
        row: EventGroupRow,
    },
    /// A quotation.
    Quotation {
        /// The row.
        row: QuotationRow,
    },
    /// A conflict.
    Conflict {
        /// The row.
        row: ConflictRow,
    },
    /// An actor.
    Actor {
        /// The row.
        row: ActorRow,
    },
    /// A page.
    Page {
        /// The row.
        row: PageRow,
    },
}

/// What a full-text search found, in order of kind, then of how well the words fit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchHit {
    /// The id to open: a statement's, an event's or a page's.
    pub entry: String,
    /// Which of the three it is.
    pub kind: SearchKind,
    /// The words around the find, in parts, with the found words apart.
    pub snippet: Vec<SnippetPart>,
    /// Where it stands; for a page the item is the one that holds the find, or empty.
    pub place: PagePlace,
    /// The words to show on the page: a statement's first content fragment, an event's evidence, a page's first find.
    pub span: Range,
}

/// Where a search found its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SearchKind {
    /// In what was said, in its source or in its cue.
    Statement,
    /// In the words that report an event.
    Event,
    /// In a page's text.
    Page,
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SnippetPart {
    /// The words.
    pub text: String,
    /// Whether they are among those searched for.
    pub found: bool,
}

/// A page as it was kept at different times.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageVersions {
    /// The address that they share; of a page without one, its path.
    pub address: String,
    /// The versions in the order in which they were kept; one alone where the page was kept once.
    pub versions: Vec<VersionRow>,
    /// Requests that found no page there, in order.
    pub absences: Vec<Absence>,
}

/// One version of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VersionRow {
    /// The page's id.
    pub page: String,
    /// The first headline, or the first words.
    pub title: String,
    /// When the first dated item was published.
    pub published: Dating,
    /// The SHA-256 of the kept copy.
    pub sha256: String,
    /// When it was captured, or else added, in UTC.
    pub kept_at: String,
    /// When a later request found the same, in UTC.
    pub seen_at: Vec<String>,
    /// How it differs from the version before it; none for the first.
    pub changes: Option<VersionDifference>,
}

/// A request that found no page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Absence {
    /// When, in UTC.
    pub at: String,
    /// What the server answered.
    pub status: u16,
}

/// How a version of a page differs from the one before it. What was read in both copies, not what happened between them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VersionDifference {
    /// The id of the page that it is held against.
    pub before: String,
    /// The headline, where it differs.
    pub headline: Option<ExcerptChange>,
    /// Days of publication that differ.
    pub dates: Vec<DateDifference>,
    /// Sentences that differ, in page order.
    pub sentences: Vec<ExcerptChange>,
    /// Statements that differ, in page order.
    pub statements: Vec<StatementDifference>,
    /// How many sentences both have in the same order.
    pub kept: usize,
}

/// What happened to words, as far as two copies show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// Only the later copy has them.
    Added,
    /// Only the earlier copy has them.
    Removed,
    /// Both have them, in part.
    Changed,
    /// Both have them, in another order.
    Moved,
}

/// Words that differ between two copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExcerptChange {
    /// What happened to them.
    pub change: ChangeKind,
    /// The words of the earlier copy.
    pub before: Option<Excerpt>,
    /// The words of the later copy.
    pub after: Option<Excerpt>,
    /// Where both have them: word by word.
    pub difference: Vec<WordChange>,
}

/// Words of a kept copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// The page's id.
    pub page: String,
    /// Where they stand.
    pub span: Range,
    /// The words.
    pub words: String,
}

/// An item whose day of publication differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DateDifference {
    /// The id of the item in the earlier copy.
    pub before_item: String,
    /// Its date there.
    pub before: Dating,
    /// The id of the item in the later copy.
    pub after_item: String,
    /// Its date there.
    pub after: Dating,
}

/// A statement that differs, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementDifference {
    /// What happened to it.
    pub change: ChangeKind,
    /// The statement of the earlier copy.
    pub before: Option<StatementExcerpt>,
    /// The statement of the later copy.
    pub after: Option<StatementExcerpt>,
    /// What differs of it: words, speaker, mode, date.
    pub differs: Vec<StatementPart>,
}

/// A statement of a kept copy, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementExcerpt {
    /// The statement's id.
    pub id: String,
    /// The page's id.
    pub page: String,
    /// Where its words stand.
    pub spans: Vec<Range>,
    /// The fullest name that the page gives the speaker; may be empty.
    pub speaker: String,
    /// What the speaker does with the words.
    pub mode: Mode,
    /// When it was said, as far as known.
    pub said: Option<String>,
    /// What was said.
    pub words: String,
}
