use crate::{
    ActorType, Dating, EventType, MentionForm, Mode, Note, Page, Span, Stage, StatementKind, TimeType,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What one page says. A pure function of the page, the version of the program and the model that it read with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What read it: the name of a trained model, or `rules`.
    #[serde(default = "by_rules")]
    pub reader: String,
    /// The page, with its items and its boilerplate.
    pub page: Page,
    /// Who is spoken of, in order of first mention.
    pub actors: Vec<Actor>,
    /// Where they are spoken of, in page order.
    pub mentions: Vec<Mention>,
    /// The time expressions, in page order.
    pub times: Vec<TimeExpression>,
    /// Who said what, in page order.
    pub statements: Vec<Statement>,
    /// What was, is or may be done, in page order.
    pub events: Vec<Event>,
    /// What a reader should know about how the page was read.
    pub notes: Vec<Note>,
}

fn by_rules() -> String {
    "rules".to_owned()
}

/// A person, organization, government, country, place or group that a page speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// `a1`, `a2`, …: local to the page.
    pub id: String,
    /// The fullest name that the page or our gazetteer gives.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ActorType,
    /// The Wikidata item (`Q…`), where our gazetteer knows it.
    pub wikidata: Option<String>,
    /// Every name that the page uses for it, as spelt there, sorted.
    pub aliases: Vec<String>,
    /// Offices and descriptions that the page gives it ("Foreign Minister of Norland"), sorted.
    pub roles: Vec<String>,
}

/// One place where a page speaks of an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The actor's id.
    pub actor: String,
    /// The words.
    pub span: Span,
    /// By name, role or pronoun.
    pub form: MentionForm,
}

/// A time expression with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// The words.
    pub span: Span,
    /// The TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// The TIMEX3 value: `2025-02-27`, `P3D`, `PRESENT_REF`.
    pub value: String,
    /// The first day that it covers; none for what is not on the calendar.
    pub earliest: Option<Date>,
    /// The last day that it covers, included.
    pub latest: Option<Date>,
    /// What it was counted from, with the words that tell it where they stand elsewhere: `published 2025-02-28`,
    /// `said 2025-02-27, “Thursday”`, `event 2025-02-20, “the vote”`, `none`.
    pub anchor: String,
}

/// An attribution: the page says that somebody other than its narrator said, thought or meant something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Stable: made of the page's id and the spans.
    pub id: String,
    /// The item that it stands in.
    pub item: String,
    /// The actor's id; none only where the page names no source.
    pub speaker: Option<String>,
    /// The words that name the source.
    pub source: Vec<Span>,
    /// The words that attribute: "said", "according to".
    pub cue: Vec<Span>,
    /// What was said, in fragments, without cue and source, with its quotation marks.
    pub content: Vec<Span>,
    /// Direct, mixed or indirect.
    pub kind: StatementKind,
    /// What the speaker does with the words.
    pub mode: Mode,
    /// When it was said.
    pub said: Dating,
    /// To whom.
    pub addressee: Option<String>,
    /// Where, or through which medium.
    pub venue: Option<String>,
    /// The chain through which the page has it, nearest last.
    pub via: Vec<String>,
    /// How likely the statement is right, 0 to 1.
    pub certainty: f32,
}

/// One report of something that was, is or may be done by actors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Stable: made of the page's id, the type and the evidence.
    pub id: String,
    /// The item that it stands in.
    pub item: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// The PLOVER event type (`CONSULT`), where one fits.
    pub plover: Option<String>,
    /// The ids of the actors that take part, in order of mention.
    pub participants: Vec<String>,
    /// Where, in the page's words.
    pub place: Option<String>,
    /// When it was, is or is to be.
    pub when: Dating,
    /// How far the report says that it has come.
    pub stage: Stage,
    /// How long, as an ISO 8601 duration.
    pub duration: Option<String>,
    /// The clause or sentence that reports it.
    pub evidence: Span,
    /// How likely the event is right, 0 to 1.
    pub certainty: f32,
}

impl Reading {
    /// The reading of a page in which nothing was found.
    #[must_use]
    pub fn empty(page: Page) -> Self {
        Self {
            reader: by_rules(),
            page,
            actors: Vec::new(),
            mentions: Vec::new(),
            times: Vec::new(),
            statements: Vec::new(),
            events: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The actor with a page-local id.
    #[must_use]
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == id)
    }
}
