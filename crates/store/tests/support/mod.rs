//! A toy reader and a toy resolver, so that the store is tested by itself, on pages about an invented dispute.
//!
//! The reader knows three kinds of line: `2 May 2031` (the day of publication), `“…,” said NAME.` (a statement) and
//! `NAME and NAME met in PLACE.` or `… will meet in PLACE.` (an event). Everything below a line `---` is boilerplate.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "every test file uses its own part")]

use onrecord_record::{
    Account, ActorMember, Alias, Conflict, Course, Decision, EventGroup, EventReport, Passage, Quotation,
    QuotationKind, QuotationMember, RecordActor, Relations, Reuse, Slot, Story, Versions, WordChange,
};
use onrecord_store::Record;
use onrecord_text::{
    Actor, ActorType, Basis, Dating, Event, EventType, Format, Item, ItemKind, Mention, MentionForm, Mode,
    Note, Outlet, Page, Reading, Span, Stage, Statement, StatementKind, TimeExpression, TimeType, page_id,
    sha256_hex, stable_id,
};
use std::collections::BTreeMap;
use std::path::Path;

/// Four pages: two with the same quotation and a meeting in two places, one of them with characters outside the basic plane;
/// a copy of the first in another outlet; and one that says little.
pub(crate) const PAGES: [(&str, &str); 4] = [
    (
        "courier.txt",
        "Ministers to meet 🕊️ in Calder\n2 May 2031\n“The pass stays open,” said Ilse Varga.\nIlse Varga and Tomas Rehn will meet in Calder.\n“We were promised nothing,” said Tomas Rehn.\nThe border crossing at Elm Ford has been quiet since the spring floods took the bridge.\n---\nSign up for the Courier’s morning letter",
    ),
    (
        "post.txt",
        "Rehn sees Varga\n4 May 2031\n“The pass stays wide open,” said Ilse Varga.\nIlse Varga and Tomas Rehn met in Halvik.\n👩‍👩‍👧 Families waited at the gate.",
    ),
    (
        "wire/copy.txt",
        "Talks are on\n3 May 2031\n“The pass stays open,” said Ilse Varga.\nThe border crossing at Elm Ford has been quiet since the spring floods took the bridge.",
    ),
    ("note.txt", "A quiet day\nNothing was said in Tervo."),
];

/// Reads a page as the module says.
pub(crate) fn read(raw: &[u8], path: &str) -> Vec<Reading> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let mut toy =
        Toy { reading: Reading::empty(page(raw, path, text.clone())), published: Dating::default() };
    let mut at = 0;
    for line in text.split('\n') {
        toy.line(line, at);
        at += line.len() + 1;
    }
    let id = toy.reading.page.id.clone();
    let end = text.find("\n---").unwrap_or(text.len());
    if let Some(span) = Span::new(0, end) {
        let kind = ItemKind::Article;
        toy.reading.page.items.push(Item {
            id: item_id(&id),
            kind,
            span,
            title: Span::new(0, text.find('\n').unwrap_or(text.len())),
            byline: None,
            published: toy.published.clone(),
            language: None,
        });
    }
    if let Some(span) = Span::new(end + 5, text.len()) {
        toy.reading.page.boilerplate.push(span);
    }
    for statement in &mut toy.reading.statements {
        statement.said = toy.published.clone();
        statement.said.evidence.clear();
    }
    vec![toy.reading]
}

/// Groups what has the same names and nearly the same words.
pub(crate) fn resolve(readings: &[&Reading], _: &[Versions], decisions: &[Decision]) -> Relations {
    let mut sorted = readings.to_vec();
    sorted.sort_by(|a, b| a.page.id.cmp(&b.page.id));
    let mut actors: BTreeMap<String, RecordActor> = BTreeMap::new();
    for reading in &sorted {
        for actor in &reading.actors {
            let name = same_name(&actor.name, decisions);
            let merged = actors.entry(name.clone()).or_insert_with(|| RecordActor {
                id: actor_id(&name),
                name: name.clone(),
                kind: actor.kind,
                wikidata: None,
                aliases: vec![Alias { name: name.clone(), pages: 0, why: "same name".to_owned() }],
                roles: vec!["Foreign Minister of Norland".to_owned()],
                members: Vec::new(),
                mentions: 0,
            });
            merged.aliases[0].pages += 1;
            merged.mentions += 1;
            merged.members.push(ActorMember { page: reading.page.id.clone(), actor: actor.id.clone() });
        }
    }
    let mut relations = Relations { actors: actors.into_values().collect(), ..Relations::default() };
    let statements: Vec<(&Reading, &Statement)> = sorted
        .iter()
        .flat_map(|reading| reading.statements.iter().map(move |statement| (*reading, statement)))
        .filter(|(reading, statement)| statement.content[0].of(&reading.page.text).contains("pass stays"))
        .collect();
    if statements.len() > 1 {
        let first = statements[0];
        relations.quotations.push(Quotation {
            id: stable_id("q", &[&first.1.id]),
            speaker: Some(actor_id("Ilse Varga")),
            kind: QuotationKind::SameWords,
            members: statements
                .iter()
                .map(|(reading, statement)| QuotationMember {
                    statement: statement.id.clone(),
                    page: reading.page.id.clone(),
                    spans: statement.content.clone(),
                    difference: vec![WordChange::Same("The pass stays".to_owned())],
                    stands: None,
                })
                .collect(),
            independent: 2,
        });
    }
    let events: Vec<(&Reading, &Event)> =
        sorted.iter().flat_map(|reading| reading.events.iter().map(move |event| (*reading, event))).collect();
    if let [(page_a, a), (page_b, b), ..] = events.as_slice() {
        let group = stable_id("g", &[&a.id]);
        relations.event_groups.push(EventGroup {
            id: group.clone(),
            kind: EventType::Meeting,
            participants: vec![actor_id("Ilse Varga"), actor_id("Tomas Rehn")],
            place: a.place.clone(),
            when: a.when.clone(),
            reports: [(page_a, a), (page_b, b)]
                .map(|(reading, event)| EventReport {
                    event: event.id.clone(),
                    page: reading.page.id.clone(),
                    reported: Dating::default(),
                    when: event.when.clone(),
                    place: event.place.clone(),
                    stage: event.stage,
                    stands: None,
                })
                .to_vec(),
            course: Course::Moved,
        });
        let account = |reading: &Reading, event: &Event| Account {
            page: reading.page.id.clone(),
            entry: event.id.clone(),
            span: event.evidence,
            value: event.place.clone().unwrap_or_default(),
        };
        relations.conflicts.push(Conflict {
            id: stable_id("c", &[&a.id, &b.id]),
            slot: Slot::Place,
            about: Some(group),
            a: account(page_a, a),
            b: account(page_b, b),
            why: "Two places are given.".to_owned(),
        });
    }
    let shared: Vec<Passage> = sorted
        .iter()
        .filter_map(|reading| {
            let at = reading.page.text.find("The border crossing")?;
            let end = at + reading.page.text[at..].find("bridge.")? + 7;
            Some(Passage { page: reading.page.id.clone(), span: Span::new(at, end)? })
        })
        .collect();
    if let [a, b, ..] = shared.as_slice() {
        let id = stable_id("u", &[&a.page, &b.page]);
        relations.reuse.push(Reuse { id, a: a.clone(), b: b.clone(), words: 44 });
    }
    if let Some(first) = sorted.first() {
        relations.stories.push(Story {
            id: stable_id("y", &[&first.page.id]),
            title: "The pass".to_owned(),
            pages: sorted.iter().map(|reading| reading.page.id.clone()).collect(),
        });
    }
    relations
}

/// A record of [`PAGES`] in a folder, resolved by the toy resolver.
pub(crate) fn record_in(folder: &Path) -> Record {
    let mut record = Record::create_or_open(folder.join("story.onrecord")).unwrap();
    for (path, text) in PAGES {
        record.add(text.as_bytes(), &read(text.as_bytes(), path)[0]).unwrap();
    }
    record.resolve_with(&resolve).unwrap();
    record
}

/// Every row of every table but those that hold times of day, one text a row, in a fixed order.
pub(crate) fn dump(path: &Path) -> Vec<String> {
    let db = rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut names = db
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
        .unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut lines = Vec::new();
    for name in names
        .iter()
        .filter(|name| !["log", "decisions"].contains(&name.as_str()) && !name.contains("_search"))
    {
        let mut query = db.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns: Vec<String> = query.column_names().map(str::to_owned).collect();
        let mut rows = query.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<String> = columns
                .iter()
                .filter(|column| *column != "added_at")
                .map(|column| format!("{column}={:?}", row.get_ref(column.as_str()).unwrap()))
                .collect();
            lines.push(format!("{name}: {}", cells.join(" ")));
        }
    }
    lines.sort();
    lines
}

pub(crate) fn item_id(page: &str) -> String {
    stable_id("i", &[page, "article"])
}

pub(crate) fn actor_id(name: &str) -> String {
    stable_id("a", &[name, "person"])
}

fn same_name(name: &str, decisions: &[Decision]) -> String {
    for decision in decisions {
        if let Decision::SameActor { name: kept, other } = decision
            && other == name
        {
            return kept.clone();
        }
    }
    name.to_owned()
}

fn page(raw: &[u8], path: &str, text: String) -> Page {
    let outlet = if path.starts_with("wire") { "Meridia Wire" } else { "Halvik Courier" };
    Page {
        id: page_id(raw),
        sha256: sha256_hex(raw),
        path: path.to_owned(),
        url: path.starts_with("post").then(|| "https://post.example/rehn".to_owned()),
        outlet: (path != "note.txt").then(|| Outlet { name: outlet.to_owned(), domain: None }),
        language: Some("en".to_owned()),
        format: Format::Text,
        text,
        items: Vec::new(),
        boilerplate: Vec::new(),
        notes: if path == "note.txt" { vec![Note::page("The page gives no date.")] } else { Vec::new() },
    }
}

struct Toy {
    reading: Reading,
    published: Dating,
}

impl Toy {
    fn line(&mut self, line: &str, at: usize) {
        let span = |start: usize, end: usize| Span::new(at + start, at + end).unwrap();
        if let Some(day) = line.strip_suffix(" May 2031").and_then(|day| day.parse::<i8>().ok()) {
            let date = jiff::civil::date(2031, 5, day);
            self.published =
                Dating::day(date, Basis::Stated).from_words([span(0, line.len())]).because("its date line");
            self.reading.times.push(TimeExpression {
                span: span(0, line.len()),
                kind: TimeType::Date,
                value: date.to_string(),
                earliest: Some(date),
                latest: Some(date),
                anchor: "none".to_owned(),
            });
        }
        if let Some(quoted) = line.find(" said ").filter(|_| line.starts_with('“')) {
            let name = line[quoted + 6..].trim_end_matches('.');
            let source = span(quoted + 6, quoted + 6 + name.len());
            let speaker = self.actor(name, source);
            let content = span(0, quoted);
            self.reading.statements.push(Statement {
                id: stable_id("s", &[&self.reading.page.id, &format!("{content:?}")]),
                item: item_id(&self.reading.page.id),
                speaker: Some(speaker),
                source: vec![source],
                cue: vec![span(quoted + 1, quoted + 5)],
                content: vec![content],
                kind: StatementKind::Direct,
                mode: if line.contains("nothing") { Mode::Deny } else { Mode::Promise },
                said: Dating::default(),
                addressee: None,
                venue: None,
                via: vec!["Meridia Wire".to_owned()],
                certainty: 0.9,
            });
        }
        for (verb, stage) in [(" met in ", Stage::Happened), (" will meet in ", Stage::Planned)] {
            let Some(found) = line.find(verb) else { continue };
            let mut participants = Vec::new();
            let mut start = 0;
            for name in line[..found].split(" and ") {
                participants.push(self.actor(name, span(start, start + name.len())));
                start += name.len() + 5;
            }
            let evidence = span(0, line.len());
            self.reading.events.push(Event {
                id: stable_id("e", &[&self.reading.page.id, &format!("{evidence:?}")]),
                item: item_id(&self.reading.page.id),
                kind: EventType::Meeting,
                plover: Some("CONSULT".to_owned()),
                participants,
                place: Some(line[found + verb.len()..].trim_end_matches('.').to_owned()),
                when: self.published.clone(),
                stage,
                duration: None,
                evidence,
                certainty: 0.8,
            });
        }
    }

    fn actor(&mut self, name: &str, span: Span) -> String {
        let known = self.reading.actors.iter().find(|actor| actor.name == name).map(|actor| actor.id.clone());
        let id = known.unwrap_or_else(|| {
            let id = format!("a{}", self.reading.actors.len() + 1);
            self.reading.actors.push(Actor {
                id: id.clone(),
                name: name.to_owned(),
                kind: ActorType::Person,
                wikidata: None,
                aliases: vec![name.to_owned()],
                roles: Vec::new(),
            });
            id
        });
        self.reading.mentions.push(Mention { actor: id.clone(), span, form: MentionForm::Name });
        id
    }
}
