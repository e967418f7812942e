//! A record made of two readings written by hand, so that what a list looks like does not hang on how well pages are read.

use crate::common::Desk;
use jiff::civil::{Date, date};
use onrecord_store::Record;
use onrecord_text::{
    Actor, ActorType, Basis, Dating, Event, EventType, Format, Item, ItemKind, Mention, MentionForm, Mode,
    Outlet, Page, Reading, Span, Stage, Statement, StatementKind, page_id, sha256_hex, stable_id,
};

const ANNOUNCED: &str = "\
Norland and Sudmark to meet in Calder

Mara Oll, the foreign minister of Norland, will meet Viktor Hale in Calder on 6 May.

\"We will not leave the table before the strait is open,\" Oll told reporters in Halvik.

Hale denied that patrol boats had fired on a trawler.
";

const MOVED: &str = "\
Talks now set for 9 May

Mara Oll and Viktor Hale will now meet in Calder on 9 May.

\"We will not leave the table until the strait is open,\" Oll said.
";

/// Mara Oll and Viktor Hale are to meet; the date moves; she says the same in nearly the same words.
pub(crate) fn desk() -> Desk {
    let desk = Desk::empty();
    let mut record = Record::create_or_open(desk.path().join("story.onrecord")).unwrap();
    let first = Sheet::new("courier.txt", "Halvik Courier", ANNOUNCED, date(2031, 5, 2));
    let denial = Statement {
        mode: Mode::Deny,
        kind: StatementKind::Indirect,
        ..first.statement("a2", "Hale", "denied", "that patrol boats had fired on a trawler")
    };
    let vow = Statement {
        mode: Mode::Promise,
        addressee: Some("reporters".into()),
        venue: Some("in Halvik".into()),
        ..first.statement("a1", "Oll", "told", "\"We will not leave the table before the strait is open,\"")
    };
    let plan = first.event("will meet Viktor Hale in Calder on 6 May", date(2031, 5, 6));
    record.add(ANNOUNCED.as_bytes(), &first.reading(vec![vow, denial], vec![plan])).unwrap();

    let second = Sheet::new("review.txt", "Calder Review", MOVED, date(2031, 5, 4));
    let again =
        second.statement("a1", "Oll", "said", "\"We will not leave the table until the strait is open,\"");
    let plan = second.event("Mara Oll and Viktor Hale will now meet in Calder on 9 May", date(2031, 5, 9));
    record.add(MOVED.as_bytes(), &second.reading(vec![again], vec![plan])).unwrap();
    record.resolve().unwrap();
    desk
}

struct Sheet {
    page: Page,
}

impl Sheet {
    fn new(path: &str, outlet: &str, text: &str, published: Date) -> Self {
        let id = page_id(text.as_bytes());
        let item = Item {
            id: stable_id("i", &[&id]),
            kind: ItemKind::Article,
            span: Span::new(0, text.trim_end().len()).unwrap(),
            title: Span::new(0, text.find('\n').unwrap()),
            byline: None,
            published: Dating::day(published, Basis::Inferred).because("a caption on the page is dated so"),
            language: None,
        };
        let outlet = Outlet { name: outlet.into(), domain: None };
        let page = Page {
            sha256: sha256_hex(text.as_bytes()),
            path: path.into(),
            url: None,
            outlet: Some(outlet),
            language: Some("en".into()),
            format: Format::Text,
            text: text.into(),
            items: vec![item],
            boilerplate: Vec::new(),
            notes: Vec::new(),
            id,
        };
        Self { page }
    }

    fn span(&self, words: &str) -> Span {
        let start = self.page.text.find(words).unwrap();
        Span::new(start, start + words.len()).unwrap()
    }

    fn statement(&self, speaker: &str, source: &str, cue: &str, content: &str) -> Statement {
        let item = &self.page.items[0];
        let content = self.span(content);
        // The source is looked for behind the content, or before it where it stands there.
        let near = |words: &str| {
            let at = self.page.text[content.end()..].find(words).map(|at| at + content.end());
            let at = at.or_else(|| self.page.text[..content.start()].rfind(words)).unwrap();
            Span::new(at, at + words.len()).unwrap()
        };
        Statement {
            id: stable_id("s", &[&self.page.id, &format!("{content:?}")]),
            item: item.id.clone(),
            speaker: Some(speaker.into()),
            source: vec![near(source)],
            cue: vec![near(cue)],
            content: vec![content],
            kind: StatementKind::Direct,
            mode: Mode::Assert,
            said: Dating { basis: Basis::Item, why: String::new(), ..item.published.clone() },
            addressee: None,
            venue: None,
            via: Vec::new(),
            certainty: 0.9,
        }
    }

    fn event(&self, words: &str, day: Date) -> Event {
        let evidence = self.span(words);
        Event {
            id: stable_id("e", &[&self.page.id, &format!("{evidence:?}")]),
            item: self.page.items[0].id.clone(),
            kind: EventType::Meeting,
            plover: Some("CONSULT".into()),
            participants: vec!["a1".into(), "a2".into()],
            place: Some("Calder".into()),
            when: Dating::day(day, Basis::Stated),
            stage: Stage::Planned,
            duration: None,
            evidence,
            certainty: 0.9,
        }
    }

    fn reading(self, statements: Vec<Statement>, events: Vec<Event>) -> Reading {
        let actor = |id: &str, name: &str, role: Option<&str>| Actor {
            id: id.into(),
            name: name.into(),
            kind: ActorType::Person,
            wikidata: None,
            aliases: vec![name.into()],
            roles: role.map(str::to_owned).into_iter().collect(),
        };
        let mention = |actor: &str, name: &str| Mention {
            actor: actor.into(),
            span: self.span(name),
            form: MentionForm::Name,
        };
        let mentions = vec![mention("a1", "Mara Oll"), mention("a2", "Viktor Hale")];
        let actors = vec![
            actor("a1", "Mara Oll", Some("foreign minister of Norland")),
            actor("a2", "Viktor Hale", None),
        ];
        Reading { actors, mentions, statements, events, ..Reading::empty(self.page) }
    }
}
