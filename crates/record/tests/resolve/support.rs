//! Pages built by hand: an article with its actors, statements and events.

use jiff::civil::Date;
use onrecord_record::{Decision, Relations, Versions, resolve};
use onrecord_text::{
    Actor, ActorType, Basis, Dating, Event, EventType, Format, Item, ItemKind, Mention, MentionForm, Mode,
    Outlet, Page, Reading, Span, Stage, Statement, StatementKind, page_id, sha256_hex, stable_id,
};

/// An article of an outlet, published on a day of May 2031.
pub(crate) fn article(outlet: &str, day: i8, text: &str) -> Reading {
    let raw = format!("{outlet} {day} {text}");
    let id = page_id(raw.as_bytes());
    let item = Item {
        id: stable_id("i", &[&id]),
        kind: ItemKind::Article,
        span: Span::new(0, text.len()).unwrap(),
        title: None,
        byline: None,
        published: on(day),
        language: None,
    };
    Reading::empty(Page {
        id,
        sha256: sha256_hex(raw.as_bytes()),
        path: format!("{outlet}.html"),
        url: None,
        outlet: Some(Outlet { name: outlet.to_owned(), domain: None }),
        language: Some("en".to_owned()),
        format: Format::Html,
        text: text.to_owned(),
        items: vec![item],
        boilerplate: Vec::new(),
        notes: Vec::new(),
    })
}

/// A day of May 2031.
pub(crate) fn on(day: i8) -> Dating {
    Dating::day(Date::constant(2031, 5, day), Basis::Stated)
}

pub(crate) fn resolved(readings: &[Reading]) -> Relations {
    decided(readings, &[])
}

pub(crate) fn decided(readings: &[Reading], decisions: &[Decision]) -> Relations {
    resolve(&readings.iter().collect::<Vec<_>>(), &[], decisions)
}

/// The same where some of the pages are versions of one, the oldest first.
pub(crate) fn resolved_versions(readings: &[Reading], chains: &[&[&Reading]]) -> Relations {
    decided_versions(readings, chains, &[])
}

pub(crate) fn decided_versions(
    readings: &[Reading],
    chains: &[&[&Reading]],
    decisions: &[Decision],
) -> Relations {
    let ids = |chain: &[&Reading]| chain.iter().map(|page| page.page.id.clone()).collect();
    let versions: Vec<Versions> = chains.iter().map(|chain| Versions { pages: ids(chain) }).collect();
    resolve(&readings.iter().collect::<Vec<_>>(), &versions, decisions)
}

/// What tests add to an article.
pub(crate) trait Build: Sized {
    fn who(self, id: &str, name: &str, kind: ActorType) -> Self;
    fn alias(self, alias: &str) -> Self;
    fn role(self, role: &str) -> Self;
    fn says(self, speaker: &str, kind: StatementKind, mode: Mode, content: &str) -> Self;
    fn event(
        self,
        kind: EventType,
        stage: Stage,
        actors: &[&str],
        place: &str,
        when: Option<i8>,
        words: &str,
    ) -> Self;
    fn span(&self, words: &str) -> Span;
}

impl Build for Reading {
    fn who(mut self, id: &str, name: &str, kind: ActorType) -> Self {
        self.actors.push(Actor {
            id: id.to_owned(),
            name: name.to_owned(),
            kind,
            wikidata: None,
            aliases: vec![name.to_owned()],
            roles: Vec::new(),
        });
        if let Some(start) = self.page.text.find(name) {
            let span = Span::new(start, start + name.len()).unwrap();
            self.mentions.push(Mention { actor: id.to_owned(), span, form: MentionForm::Name });
        }
        self
    }

    fn alias(mut self, alias: &str) -> Self {
        self.actors.last_mut().unwrap().aliases.push(alias.to_owned());
        self
    }

    fn role(mut self, role: &str) -> Self {
        self.actors.last_mut().unwrap().roles.push(role.to_owned());
        self
    }

    fn says(mut self, speaker: &str, kind: StatementKind, mode: Mode, content: &str) -> Self {
        let span = self.span(content);
        self.statements.push(Statement {
            id: stable_id("s", &[&self.page.id, &format!("{span:?}")]),
            item: self.page.items[0].id.clone(),
            speaker: Some(speaker.to_owned()).filter(|speaker| !speaker.is_empty()),
            source: Vec::new(),
            cue: Vec::new(),
            content: vec![span],
            kind,
            mode,
            said: Dating { basis: Basis::Item, ..self.page.items[0].published.clone() },
            addressee: None,
            venue: None,
            via: Vec::new(),
            certainty: 0.9,
        });
        self
    }

    fn event(
        mut self,
        kind: EventType,
        stage: Stage,
        actors: &[&str],
        place: &str,
        when: Option<i8>,
        words: &str,
    ) -> Self {
        let evidence = self.span(words);
        self.events.push(Event {
            id: stable_id("e", &[&self.page.id, kind.as_str(), &format!("{evidence:?}")]),
            item: self.page.items[0].id.clone(),
            kind,
            plover: None,
            participants: actors.iter().map(|actor| (*actor).to_owned()).collect(),
            place: Some(place.to_owned()).filter(|place| !place.is_empty()),
            when: when.map(on).unwrap_or_default(),
            stage,
            duration: None,
            evidence,
            certainty: 0.9,
        });
        self
    }

    fn span(&self, words: &str) -> Span {
        let start = self.page.text.find(words).unwrap_or_else(|| panic!("{words:?} is not on the page"));
        Span::new(start, start + words.len()).unwrap()
    }
}
