//! The closed lists of the contract: each value has one word, the same in code, JSON, database and UI.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word of the contract.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value that a word of the contract names.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word)
            }
        }
    };
}

words! {
    /// What a page's bytes are.
    Format {
        /// Text copied from a page.
        Text = "text",
        /// An HTML page.
        Html = "html",
        /// An RSS, Atom or JSON feed.
        Feed = "feed",
        /// A row of a table of pages (`.jsonl`).
        Row = "row",
    }
}

words! {
    /// What a self-contained piece of a page is.
    ItemKind {
        /// A report that stands by itself.
        Article = "article",
        /// One post of a live blog.
        LivePost = "livepost",
        /// A section of a roundup, under its own heading.
        Section = "section",
        /// One of several stories on a feed page, or an entry of a feed.
        FeedItem = "feed-item",
        /// A pointer to another story, with a line of its news.
        Teaser = "teaser",
    }
}

words! {
    /// What an actor is.
    ActorType {
        /// One named human being.
        Person = "person",
        /// A body with a name: a ministry, a company, an agency, an outlet.
        Organization = "organization",
        /// The government of a country, spoken of as one.
        Government = "government",
        /// A country as an actor.
        Country = "country",
        /// A place that is not an actor by itself.
        Place = "place",
        /// Several people under one description ("Russian commanders").
        Group = "group",
        /// A source that the page does not name ("a senior official").
        Unnamed = "unnamed",
    }
}

words! {
    /// How a mention speaks of its actor.
    MentionForm {
        /// By name.
        Name = "name",
        /// By office or description ("the Ukrainian leader").
        Role = "role",
        /// By pronoun.
        Pronoun = "pronoun",
    }
}

words! {
    /// How much of a statement's content stands in quotation marks.
    StatementKind {
        /// All of it.
        Direct = "direct",
        /// Some of it.
        Mixed = "mixed",
        /// None of it.
        Indirect = "indirect",
    }
}

words! {
    /// What the speaker does with the words.
    Mode {
        /// Says that something is so.
        Assert = "assert",
        /// Says that something is so, and the page does not vouch for it.
        Claim = "claim",
        /// Binds itself to do something.
        Promise = "promise",
        /// Says that something is not so.
        Deny = "deny",
        /// Wants another to do something.
        Demand = "demand",
        /// Speaks of harm to come.
        Warn = "warn",
        /// Speaks well of something.
        Praise = "praise",
        /// Wants to know.
        Ask = "ask",
        /// Thinks that something will be so.
        Expect = "expect",
        /// Wants or means to do something.
        Intend = "intend",
        /// Lays a wrong at another's door.
        Accuse = "accuse",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// What happened, in the contract's own list; PLOVER is a projection of it.
    EventType {
        /// People meet face to face.
        Meeting = "meeting",
        /// A telephone or video call.
        Call = "call",
        /// Negotiations.
        Talks = "talks",
        /// Someone goes to see someone or somewhere.
        Visit = "visit",
        /// Someone is under way.
        Travel = "travel",
        /// A meeting of heads of state or government under that name.
        Summit = "summit",
        /// A document is signed.
        Signing = "signing",
        /// Sides agree.
        Agreement = "agreement",
        /// An address, a news conference, a statement issued.
        Speech = "speech",
        /// Force is used.
        Attack = "attack",
        /// A place is taken.
        Capture = "capture",
        /// Troops or weapons are moved.
        Deployment = "deployment",
        /// People are sent out of a country.
        Deportation = "deportation",
        /// Sanctions are put on or lifted.
        Sanction = "sanction",
        /// Money, weapons or goods are given.
        Aid = "aid",
        /// A side reports on fighting.
        MilitaryReport = "military-report",
        /// Anything else that actors do.
        Other = "other",
    }
}

words! {
    /// How far a report says that an event has come.
    Stage {
        /// Arranged.
        Planned = "planned",
        /// Thought likely by the page or its source.
        Expected = "expected",
        /// Spoken of as something that could be.
        Possible = "possible",
        /// Under way.
        Ongoing = "ongoing",
        /// Over, by the page's own account.
        Happened = "happened",
        /// Called off.
        Cancelled = "cancelled",
        /// Said not to have been.
        Denied = "denied",
        /// Said to be so by one side only.
        Claimed = "claimed",
    }
}

words! {
    /// The type of a time expression (TIMEX3).
    TimeType {
        /// A day or more on the calendar.
        Date = "DATE",
        /// A part of a day.
        Time = "TIME",
        /// A length of time.
        Duration = "DURATION",
        /// Something that recurs.
        Set = "SET",
    }
}
