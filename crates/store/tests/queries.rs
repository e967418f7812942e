//! What can be asked of a record, over the four pages of `support`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, a measurement prints"
)]

mod support;

use onrecord_record::{Course, Decision, Repeated, Slot, Versions};
use onrecord_store::views::{Entry, EventQuery, SearchKind, StatementQuery};
use onrecord_store::{Record, StoreError, UNKNOWN_OUTLET};
use onrecord_text::{Mode, Reading, Stage, page_id};
use support::{PAGES, actor_id, read, record_in, resolve};

fn with_record(check: impl FnOnce(&Record)) {
    let folder = tempfile::tempdir().unwrap();
    check(&record_in(folder.path()));
}

/// The characters at a range of code points.
fn cut(text: &str, [start, stop]: [usize; 2]) -> String {
    text.chars().skip(start).take(stop - start).collect()
}

#[test]
fn the_overview_counts_copies_once_and_names_what_is_missing() {
    with_record(|record| {
        let overview = record.overview().unwrap();
        assert_eq!((overview.pages, overview.independent_pages), (4, 3));
        assert_eq!((overview.statements, overview.events, overview.items), (4, 2, 4));
        assert_eq!(
            (overview.actors, overview.quotations, overview.event_groups, overview.conflicts),
            (2, 1, 1, 1)
        );
        assert_eq!(overview.first_day.as_deref(), Some("2031-05-02"));
        assert_eq!(overview.last_day.as_deref(), Some("2031-05-04"));
        assert_eq!(overview.speakers[0].name, "Ilse Varga");
        assert_eq!(overview.speakers[0].statements, 3);
        assert_eq!(overview.days.len(), 3);
        assert_eq!(overview.notes[0].path, "note.txt");
        let outlets: Vec<_> = overview
            .outlets
            .iter()
            .map(|it| (it.outlet.as_str(), it.pages, it.copies, it.statements))
            .collect();
        assert_eq!(
            outlets,
            [("Halvik Courier", 2, 1, 3), ("Meridia Wire", 1, 1, 1), (UNKNOWN_OUTLET, 1, 0, 0)]
        );
    });
}

#[test]
fn the_ledger_is_in_order_and_its_spans_are_the_words() {
    with_record(|record| {
        let ledger = record.statements(&StatementQuery::default()).unwrap();
        assert_eq!(ledger.total, 4);
        let days: Vec<_> = ledger.rows.iter().map(|row| row.said.edtf.clone().unwrap()).collect();
        assert_eq!(days, ["2031-05-02", "2031-05-02", "2031-05-03", "2031-05-04"]);
        for row in &ledger.rows {
            let page = record.page(&row.place.page).unwrap().unwrap();
            assert_eq!(cut(&page.text, row.content[0]), row.words);
            assert_eq!(cut(&page.text, row.source[0]), row.source_words);
            assert_eq!(cut(&page.text, row.cue[0]), row.cue_words);
            let evidence = row.place.published.evidence[0];
            assert!(cut(&page.text, [evidence.start(), evidence.end()]).ends_with("May 2031"));
        }
        let quotation = ledger.rows[0].quotation.as_ref().unwrap();
        assert_eq!((quotation.statements, quotation.independent), (3, 2));
        assert_eq!(ledger.rows[0].via, ["Meridia Wire"]);
        assert!((ledger.rows[0].certainty - 0.9).abs() < 1e-6);
    });
}

#[test]
fn every_field_of_a_statement_query_narrows() {
    with_record(|record| {
        let count = |query: StatementQuery| record.statements(&query).unwrap().total;
        let base = StatementQuery::default;
        assert_eq!(count(StatementQuery { words: Some("promised".into()), ..base() }), 1);
        assert_eq!(
            count(StatementQuery { words: Some("prom".into()), ..base() }),
            1,
            "the beginning of a word"
        );
        assert_eq!(count(StatementQuery { words: Some("\"stays open\"".into()), ..base() }), 2);
        assert_eq!(count(StatementQuery { words: Some("open stays".into()), ..base() }), 3);
        assert_eq!(count(StatementQuery { words: Some("zebra".into()), ..base() }), 0);
        assert_eq!(count(StatementQuery { speaker: Some("varga".into()), ..base() }), 3);
        assert_eq!(count(StatementQuery { speaker: Some("foreign minister".into()), ..base() }), 4);
        assert_eq!(count(StatementQuery { speaker: Some(actor_id("Tomas Rehn")), ..base() }), 1);
        assert_eq!(count(StatementQuery { mode: Some(Mode::Deny), ..base() }), 1);
        assert_eq!(count(StatementQuery { outlet: Some("Meridia Wire".into()), ..base() }), 1);
        assert_eq!(count(StatementQuery { page: Some(page_id(PAGES[0].1.as_bytes())), ..base() }), 2);
        assert_eq!(count(StatementQuery { from: Some("2031-05-03".into()), ..base() }), 2);
        assert_eq!(count(StatementQuery { to: Some("2031-05-03".into()), ..base() }), 3);
        let second = record.statements(&StatementQuery { offset: 1, limit: Some(2), ..base() }).unwrap();
        assert_eq!((second.total, second.rows.len()), (4, 2));
    });
}

#[test]
fn a_facet_counts_without_its_own_filter() {
    with_record(|record| {
        let query = StatementQuery { mode: Some(Mode::Deny), ..StatementQuery::default() };
        let facets = record.statements(&query).unwrap().facets;
        let modes: Vec<_> = facets.modes.iter().map(|facet| (facet.value.as_str(), facet.count)).collect();
        assert_eq!(modes, [("promise", 3), ("deny", 1)]);
        assert_eq!(facets.speakers.len(), 1);
        assert_eq!(facets.speakers[0].label, "Tomas Rehn");
    });
}

#[test]
fn events_come_in_groups_with_their_conflicts() {
    with_record(|record| {
        let groups = record.events(&EventQuery::default()).unwrap();
        assert_eq!(groups.len(), 1);
        assert_eq!(
            (groups[0].course, groups[0].reports.len(), groups[0].conflicts.len()),
            (Course::Moved, 2, 1)
        );
        let names: Vec<_> = groups[0].participants.iter().map(|actor| actor.name.as_str()).collect();
        assert_eq!(names, ["Ilse Varga", "Tomas Rehn"]);
        let found = |query: EventQuery| record.events(&query).unwrap().len();
        assert_eq!(found(EventQuery { stage: Some(Stage::Planned), ..EventQuery::default() }), 1);
        assert_eq!(found(EventQuery { stage: Some(Stage::Denied), ..EventQuery::default() }), 0);
        assert_eq!(found(EventQuery { actor: Some("rehn".into()), ..EventQuery::default() }), 1);
        assert_eq!(found(EventQuery { words: Some("halvik".into()), ..EventQuery::default() }), 1);
        assert_eq!(found(EventQuery { words: Some("tervo".into()), ..EventQuery::default() }), 0);
        assert_eq!(found(EventQuery { from: Some("2032-01-01".into()), ..EventQuery::default() }), 0);
    });
}

#[test]
fn a_conflict_shows_both_accounts_in_words() {
    with_record(|record| {
        let conflicts = record.conflicts().unwrap();
        assert_eq!(conflicts[0].slot, Slot::Place);
        let mut accounts = [&conflicts[0].a, &conflicts[0].b];
        accounts.sort_by(|a, b| a.value.cmp(&b.value));
        assert_eq!(accounts[0].words, "Ilse Varga and Tomas Rehn will meet in Calder.");
        assert_eq!(accounts[0].context, accounts[0].words);
        assert_eq!(accounts[1].value, "Halvik");
        assert_eq!(accounts[0].place.item_title.as_deref(), Some("Ministers to meet 🕊️ in Calder"));
    });
}

#[test]
fn a_page_is_found_by_id_path_and_address_and_holds_everything() {
    with_record(|record| {
        let id = page_id(PAGES[1].1.as_bytes());
        for name in [id.as_str(), &id[..8], "post.txt", "https://post.example/rehn"] {
            assert_eq!(record.page(name).unwrap().unwrap().page.id, id, "{name}");
        }
        assert!(record.page("missing.txt").unwrap().is_none());
        let page = record.page("courier.txt").unwrap().unwrap();
        assert_eq!(page.text, PAGES[0].1);
        assert_eq!(
            (page.statements.len(), page.events.len(), page.items.len(), page.times.len()),
            (2, 1, 1, 1)
        );
        assert_eq!(page.mentions.len(), 4);
        assert_eq!(cut(&page.text, page.boilerplate[0]), "Sign up for the Courier’s morning letter");
        assert_eq!(cut(&page.text, page.reuse[0].span).split(' ').next_back(), Some("bridge."));
        assert_eq!(page.page.shares_with, [page_id(PAGES[2].1.as_bytes())]);
        assert_eq!(page.page.title, "Ministers to meet 🕊️ in Calder");
    });
}

#[test]
fn an_entry_is_found_by_the_beginning_of_its_id() {
    with_record(|record| {
        let row = record.statements(&StatementQuery::default()).unwrap().rows.remove(0);
        let Entry::Statement { row: found, context, sha256, quotation } = record.entry(&row.id[..7]).unwrap()
        else {
            panic!("not a statement")
        };
        assert_eq!(found.id, row.id);
        assert_eq!(context, "“The pass stays open,” said Ilse Varga.");
        assert_eq!(sha256.len(), 64);
        assert_eq!(quotation.unwrap().members.len(), 3);
        assert!(matches!(record.entry("s12"), Err(StoreError::NoEntry { .. })), "too short");
        assert!(matches!(record.entry("sffffffffffff"), Err(StoreError::NoEntry { .. })));
        for id in [
            actor_id("Ilse Varga"),
            page_id(PAGES[3].1.as_bytes()),
            record.conflicts().unwrap()[0].id.clone(),
            record.quotations().unwrap()[0].id.clone(),
            record.events(&EventQuery::default()).unwrap()[0].id.clone(),
            record.events(&EventQuery::default()).unwrap()[0].reports[0].id.clone(),
        ] {
            let json = serde_json::to_value(record.entry(&id).unwrap()).unwrap();
            assert_eq!(json["row"]["id"], id);
        }
    });
}

#[test]
fn a_search_finds_statements_events_and_pages_at_their_words() {
    with_record(|record| {
        let hits = record.search("rehn", 10).unwrap();
        let kinds: Vec<_> = hits.iter().map(|hit| hit.kind).collect();
        assert!(kinds.contains(&SearchKind::Statement) && kinds.contains(&SearchKind::Event));
        for hit in &hits {
            assert!(
                hit.snippet.iter().any(|part| part.found && part.text.eq_ignore_ascii_case("rehn")),
                "{hit:?}"
            );
        }
        let families = record.search("families", 10).unwrap();
        assert_eq!(families.len(), 1);
        let page = record.page("post.txt").unwrap().unwrap();
        assert_eq!(cut(&page.text, families[0].span), "Families", "past characters of many code points");
        assert_eq!(families[0].place.item_title.as_deref(), Some("Rehn sees Varga"));
        assert_eq!(record.search("varga", 1).unwrap().len(), 3, "one of each kind");
    });
}

#[test]
fn no_words_are_an_error() {
    with_record(|record| {
        let long = "a ".repeat(500);
        for words in [
            "",
            "\"",
            "* ^ NEAR(",
            "a AND OR NOT",
            "-pass",
            "words:pass",
            "“open",
            "''",
            "\0",
            "(",
            ")",
            "a\0b",
            "+",
            "{a b}:c",
            &long,
        ] {
            record.search(words, 5).unwrap_or_else(|error| panic!("{words:?}: {error}"));
            let query = StatementQuery { words: Some(words.to_owned()), ..StatementQuery::default() };
            record.statements(&query).unwrap_or_else(|error| panic!("{words:?}: {error}"));
            let query = EventQuery { words: Some(words.to_owned()), ..EventQuery::default() };
            record.events(&query).unwrap_or_else(|error| panic!("{words:?}: {error}"));
            record.actors(Some(words)).unwrap();
        }
    });
}

#[test]
fn what_an_outlet_repeats_is_shown_as_no_news_and_counts_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::create_or_open(folder.path().join("lines.onrecord")).unwrap();
    let add = |record: &mut Record, path: &str, text: &str| {
        record.add(text.as_bytes(), &read(text.as_bytes(), path)[0]).unwrap();
    };
    PAGES.iter().for_each(|(path, text)| add(&mut record, path, text));
    let repeats = |readings: &[&Reading], versions: &[Versions], decisions: &[Decision]| {
        let mut relations = resolve(readings, versions, decisions);
        let courier = readings.iter().find(|reading| reading.page.path == "courier.txt").unwrap();
        relations.repeated.push(Repeated {
            page: courier.page.id.clone(),
            span: courier.statements[1].content[0],
            pages: 3,
            statements: vec![courier.statements[1].id.clone()],
        });
        relations
    };
    record.resolve_with(&repeats).unwrap();
    assert_eq!(record.statements(&StatementQuery::default()).unwrap().total, 3);
    let page = record.page("courier.txt").unwrap().unwrap();
    let promised =
        page.boilerplate.iter().filter(|span| cut(&page.text, **span).contains("promised nothing"));
    assert_eq!((promised.count(), page.statements.len()), (1, 1));
    assert_eq!(
        page.notes,
        ["1 line stands word for word on 3 pages of the outlet and is taken for no news."]
    );
    add(&mut record, "last.txt", "Rain in Tervo");
    record.resolve_with(&resolve).unwrap();
    let total = record.statements(&StatementQuery::default()).unwrap().total;
    assert_eq!(total, 4, "it counts again where the outlet does not repeat it");
}
