//! The same address kept at different times, and what came over the network.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use onrecord_record::{Decision, Fate, StatementPart, WordChange};
use onrecord_store::views::{ChangeKind, PageVersions, SearchKind};
use onrecord_store::{Added, Capture, EntryState, LAYOUT, Record, StoreError, WatchedEntry, WatchedFeed};
use onrecord_text::{Reading, sha256_hex};
use std::path::Path;
use support::{dump, read, record_in, resolve};

const ADDRESS: &str = "https://post.example/gates";
const FIRST: &str = "Rehn sees Varga\n4 May 2031\n“The pass stays open,” said Ilse Varga.\nThree gates were shut 🕊️ at noon.\n---\nmenu";
const SECOND: &str = "Rehn sees Varga again\n5 May 2031\n“The pass stays wide open,” said Ilse Varga.\nTwo gates were shut 🕊️ at noon.\nA ferry came.\n---\nother menu";

/// The bytes that are kept of a text, as another layer would make them, and their reading.
fn page(text: &str, path: &str, url: Option<&str>) -> Reading {
    let mut reading = read(text.as_bytes(), path).remove(0);
    reading.page.url = url.map(str::to_owned);
    reading
}

fn capture(at: &str, text: &str) -> Capture {
    Capture {
        asked: "http://www.post.example/gates?utm_source=feed".into(),
        url: ADDRESS.into(),
        at: at.into(),
        status: 200,
        redirects: vec![(301, "http://www.post.example/gates?utm_source=feed".into())],
        etag: Some("\"v\"".into()),
        last_modified: None,
        sha256: Some(sha256_hex(text.as_bytes())),
    }
}

/// A record with two versions of a page.
fn two_versions(folder: &Path) -> Record {
    let mut record = record_in(folder);
    for (text, at) in [(FIRST, "2031-05-04T08:00:00Z"), (SECOND, "2031-05-05T08:00:00Z")] {
        let added = record
            .add_captured(text.as_bytes(), &page(text, ADDRESS, Some(ADDRESS)), &capture(at, text))
            .unwrap();
        assert_eq!(added, Added::New);
    }
    let seen =
        Capture { at: "2031-05-06T08:00:00Z".into(), status: 304, sha256: None, ..capture("", SECOND) };
    let id = page(SECOND, ADDRESS, None).page.id;
    record.note_capture(&seen, Some(&id)).unwrap();
    let gone =
        Capture { at: "2031-05-07T08:00:00Z".into(), status: 404, sha256: None, ..capture("", SECOND) };
    record.note_capture(&gone, None).unwrap();
    record
}

#[test]
fn versions_are_told_with_their_times_and_what_differs() {
    let folder = tempfile::tempdir().unwrap();
    let record = two_versions(folder.path());
    let found = record.versions(ADDRESS).unwrap().unwrap();
    assert_eq!(found.address, ADDRESS);
    let times: Vec<_> =
        found.versions.iter().map(|version| (version.kept_at.as_str(), version.seen_at.len())).collect();
    assert_eq!(times, [("2031-05-04T08:00:00Z", 0), ("2031-05-05T08:00:00Z", 1)]);
    assert_eq!(found.absences.iter().map(|it| it.status).collect::<Vec<_>>(), [404]);
    assert_eq!(found.versions[0].changes, None);

    let changes = found.versions[1].changes.clone().unwrap();
    assert_eq!(changes.before, found.versions[0].page);
    assert_eq!(
        changes.headline.unwrap().difference,
        [WordChange::Same("Rehn sees Varga".into()), WordChange::Added("again".into())]
    );
    assert_eq!(
        (changes.dates[0].before.edtf.as_deref(), changes.dates[0].after.edtf.as_deref()),
        (Some("2031-05-04"), Some("2031-05-05"))
    );
    let kinds: Vec<_> = changes.sentences.iter().map(|it| it.change).collect();
    assert_eq!(kinds, [ChangeKind::Changed, ChangeKind::Changed, ChangeKind::Changed, ChangeKind::Added]);
    assert_eq!(changes.kept, 0);
    let statement = &changes.statements[0];
    assert_eq!((changes.statements.len(), statement.change), (1, ChangeKind::Changed));
    assert_eq!(statement.differs, [StatementPart::Words, StatementPart::Date]);
    assert_eq!(statement.after.as_ref().unwrap().words, "“The pass stays wide open,”");
    assert!(record.entry(&statement.before.as_ref().unwrap().id).is_ok(), "both can be shown");
    spans_hold(&record, &found);
}

/// Every excerpt stands in its page at its span.
fn spans_hold(record: &Record, found: &PageVersions) {
    let mut checked = 0;
    for version in found.versions.iter().filter_map(|version| version.changes.as_ref()) {
        let changes = version.sentences.iter().chain(&version.headline);
        for excerpt in changes.flat_map(|change| [&change.before, &change.after]).flatten() {
            let text: Vec<char> = record.page(&excerpt.page).unwrap().unwrap().text.chars().collect();
            let words: String = text[excerpt.span[0]..excerpt.span[1]].iter().collect();
            assert_eq!(words, excerpt.words);
            checked += 1;
        }
    }
    assert!(checked > 5);
}

#[test]
fn a_page_is_found_by_any_of_its_addresses_and_by_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = two_versions(folder.path());
    // A saved copy of the same page, which states its address.
    let saved = FIRST.replace("Three", "Four");
    record
        .add(saved.as_bytes(), &page(&saved, "saved.html", Some("https://www.post.example/gates/#top")))
        .unwrap();
    let id = page(SECOND, ADDRESS, None).page.id;
    for name in [
        ADDRESS,
        "http://post.example/gates",
        "http://www.post.example/gates?utm_source=feed",
        "saved.html",
        &id,
        &id[..9],
    ] {
        assert_eq!(record.versions(name).unwrap().unwrap().versions.len(), 3, "{name}");
    }
    assert_eq!(record.versions("https://post.example/other").unwrap(), None);
    let alone = record.versions("note.txt").unwrap().unwrap();
    assert_eq!((alone.address.as_str(), alone.versions.len()), ("note.txt", 1));
    // Two pages that both name the site's front page as their own are not one page.
    for text in ["One\nA.", "Two\nB."] {
        record.add(text.as_bytes(), &page(text, text, Some("https://front.example/"))).unwrap();
    }
    assert_eq!(record.versions("https://front.example/").unwrap().unwrap().versions.len(), 1);
    let all = record.all_versions().unwrap();
    assert_eq!(all.iter().map(|it| it.versions.len()).collect::<Vec<_>>(), [3]);
}

#[test]
fn the_next_answer_is_compared_with_the_last_that_found_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let record = two_versions(folder.path());
    let (first, second) = (page(FIRST, ADDRESS, None).page.id, page(SECOND, ADDRESS, None).page.id);
    let had = |page: &str, text: &str| record.had_body(page, &sha256_hex(text.as_bytes())).unwrap();
    assert!(had(&first, FIRST) && had(&second, SECOND) && !had(&second, FIRST));
    let last =
        |asked: &str, url: &str| record.last_capture_of(asked, url).unwrap().and_then(|last| last.page);
    assert_eq!(last("https://post.example/moved", ADDRESS), Some(second.clone()));
    assert_eq!(last("https://post.example/moved", "https://post.example/other"), None);
    let last = record.last_capture("http://www.post.example/gates?utm_source=feed").unwrap().unwrap();
    assert_eq!((last.page, last.capture.etag.as_deref()), (Some(second), Some("\"v\"")));
    assert_eq!(record.last_capture("https://post.example/other").unwrap(), None);
}

#[test]
fn captures_survive_a_rebuild_and_are_never_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = two_versions(folder.path());
    let before = record.versions(ADDRESS).unwrap();
    record
        .rebuild_with(
            |raw, path, _| {
                vec![page(std::str::from_utf8(raw).unwrap(), path, Some(ADDRESS).filter(|url| *url == path))]
            },
            &resolve,
        )
        .unwrap();
    assert_eq!(record.versions(ADDRESS).unwrap(), before);
    let db = rusqlite::Connection::open(record.path()).unwrap();
    assert!(db.execute("UPDATE captures SET status = 200", []).is_err());
    assert!(db.execute("DELETE FROM captures", []).is_err());
    let wrong = record.add_captured(b"other", &page(FIRST, ADDRESS, None), &capture("", FIRST));
    assert!(matches!(wrong, Err(StoreError::WrongBytes { .. })));
    let nowhere = record.note_capture(&capture("", FIRST), Some("p0000"));
    assert!(matches!(nowhere, Err(StoreError::NoEntry { .. })));
}

#[test]
fn feeds_and_robots_are_kept_between_runs() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let mut feed =
        WatchedFeed { url: "https://post.example/feed".into(), failures: 2, ..WatchedFeed::default() };
    let mut entry = WatchedEntry {
        entry: "1".into(),
        url: ADDRESS.into(),
        title: "Rehn sees Varga".into(),
        stamp: "4 May".into(),
        state: EntryState::Waiting,
        tries: 0,
        next_at: None,
        why: String::new(),
    };
    record.note_feed(&feed, &[entry.clone()], Some(b"the answer"), "2031-05-04T08:00:00Z").unwrap();
    entry.state = EntryState::Done;
    record.note_entry(&feed.url, &entry, "2031-05-04T08:01:00Z").unwrap();
    feed.failures = 0;
    record.note_feed(&feed, &[], Some(b"nothing new"), "2031-05-05T08:00:00Z").unwrap();
    assert_eq!(record.watched_feeds().unwrap(), [feed.clone()]);
    assert_eq!(record.watched_entries(&feed.url).unwrap(), [entry]);
    assert_eq!(record.feed_answer(&feed.url).unwrap().as_deref(), Some(b"the answer".as_slice()));
    for (url, listed_by) in
        [("https://post.example/maps", None), ("https://post.example/may", Some("https://post.example/maps"))]
    {
        let listed_by = listed_by.map(str::to_owned);
        let map = WatchedFeed { url: url.into(), listed_by, ..WatchedFeed::default() };
        record.note_feed(&map, &[], None, "2031-05-05T08:00:00Z").unwrap();
    }
    assert_eq!(record.watched_feeds().unwrap()[2].listed_by.as_deref(), Some("https://post.example/maps"));
    assert!(record.forget_feed("https://post.example/maps").unwrap());
    assert_eq!(
        record.watched_feeds().unwrap().len(),
        1,
        "what was watched for its sake is forgotten with it"
    );
    assert!(record.forget_feed(&feed.url).unwrap());
    assert!(!record.forget_feed(&feed.url).unwrap());
    assert_eq!(
        (record.watched_feeds().unwrap().len(), record.watched_entries(&feed.url).unwrap().len()),
        (0, 0)
    );
    let robots = vec![(
        "https://post.example".to_owned(),
        "2031-05-04T08:00:00Z".to_owned(),
        "User-agent: *".to_owned(),
    )];
    record.keep_robots(&robots).unwrap();
    assert_eq!(record.robots().unwrap(), robots);
}

#[test]
fn a_record_of_a_layout_before_is_read_and_brought_up_to_date() {
    const SINCE_6: &str = "ALTER TABLE feeds DROP COLUMN listed_by;";
    const SINCE_5: &str = "DROP TABLE repeated_lines;";
    const SINCE_4: &str =
        "DROP TABLE page_versions; DROP TABLE earlier_entries; ALTER TABLE items DROP COLUMN language;
        ALTER TABLE quotation_members DROP COLUMN stands; ALTER TABLE event_reports DROP COLUMN stands;
        ALTER TABLE placed_items DROP COLUMN events;";
    const SINCE_3: &str = "DROP TABLE placed_items;";
    const SINCE_2: &str =
        "DROP TABLE feed_entries; DROP TABLE feeds; DROP TABLE robots; DROP TABLE captures;";
    brings_up_to_date(&format!("{SINCE_6} PRAGMA user_version = 5"));
    brings_up_to_date(&format!("{SINCE_6} {SINCE_5} PRAGMA user_version = 4"));
    brings_up_to_date(&format!("{SINCE_6} {SINCE_5} {SINCE_4} PRAGMA user_version = 3"));
    brings_up_to_date(&format!("{SINCE_6} {SINCE_5} {SINCE_4} {SINCE_3} PRAGMA user_version = 2"));
    brings_up_to_date(&format!("{SINCE_6} {SINCE_5} {SINCE_4} {SINCE_3} {SINCE_2} PRAGMA user_version = 1"));
}

/// Takes from a record what makes it older, opens it for reading and for writing, and adds to it.
fn brings_up_to_date(make_older: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut record = record_in(folder.path());
    let foreign = "Les portes\nLe col reste ouvert.";
    let mut reading = page(foreign, "portes.txt", None);
    reading.page.language = Some("fr".to_owned());
    reading.page.items[0].language = Some("fr".to_owned());
    record.add(foreign.as_bytes(), &reading).unwrap();
    record.resolve_with(&resolve).unwrap();
    let path = record.path().to_owned();
    drop(record);
    let rows = dump(&path);
    assert_eq!(rows.iter().filter(|row| row.contains("language=Text([102, 114])")).count(), 2, "{rows:#?}");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch(make_older).unwrap();
    drop(db);
    let bytes = std::fs::read(&path).unwrap();
    let reader = Record::open_read_only(&path).unwrap();
    assert_eq!(reader.versions("note.txt").unwrap().unwrap().versions.len(), 1);
    assert_eq!(reader.watched_feeds().unwrap(), []);
    assert!(reader.pages().unwrap().iter().all(|page| page.inferred.is_none() && page.version.is_none()));
    assert!(
        !reader.quotations().unwrap().is_empty() && !reader.events(&Default::default()).unwrap().is_empty()
    );
    let parse = |raw: &[u8], path: &str| {
        let mut pages: Vec<_> = read(raw, path).into_iter().map(|it| it.page).collect();
        for page in pages.iter_mut().filter(|page| page.path == "portes.txt") {
            page.language = Some("fr".to_owned());
            page.items[0].language = Some("fr".to_owned());
        }
        pages
    };
    assert_eq!(reader.verify(parse).unwrap().mismatches, []);
    drop(reader);
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "reading changes nothing");
    drop(Record::open_existing(&path).unwrap());
    assert_eq!(dump(&path), rows, "with the languages that the readings know");
    let db = rusqlite::Connection::open(&path).unwrap();
    let layout: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(layout, LAYOUT);
    drop(db);
    let mut record = Record::create_or_open(&path).unwrap();
    record
        .add_captured(FIRST.as_bytes(), &page(FIRST, ADDRESS, None), &capture("2031-05-04T08:00:00Z", FIRST))
        .unwrap();
}

const OTHER: &str =
    "Gates in the pass\n6 May 2031\n“The pass stays open,” said Ilse Varga.\nNobody came.\n---\nmenu";

#[test]
fn versions_of_a_page_are_one_source() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::create_or_open(folder.path().join("story.onrecord")).unwrap();
    // The second version has the sentence as it was, and one more; the third has another wording.
    let second = FIRST.replace("menu", "other menu").replace("Three gates", "Four gates");
    let third = second.replace("stays open", "stays wide open");
    let texts = [FIRST, second.as_str(), third.as_str()];
    for (day, text) in (4..).zip(&texts[..2]) {
        let reading = page(text, ADDRESS, Some(ADDRESS));
        record
            .add_captured(text.as_bytes(), &reading, &capture(&format!("2031-05-0{day}T08:00:00Z"), text))
            .unwrap();
    }
    record.add(OTHER.as_bytes(), &page(OTHER, "wire/other.txt", None)).unwrap();
    record.resolve().unwrap();
    let ids: Vec<String> = texts.iter().map(|text| page(text, ADDRESS, None).page.id).collect();

    let ledger = record.statements(&Default::default()).unwrap();
    assert_eq!(ledger.total, 2, "each source once");
    assert!(ledger.rows.iter().all(|row| row.place.page != ids[0]), "the newest version leads");
    let quotation = record.quotations().unwrap().remove(0);
    assert_eq!((quotation.members.len(), quotation.independent), (2, 2));
    let rows = record.pages().unwrap();
    let version = |id: &str| rows.iter().find(|row| row.id == id).unwrap().version.clone();
    let first = version(&ids[0]).unwrap();
    assert_eq!((first.position, first.of, first.newest.as_str()), (1, 2, ids[1].as_str()));
    assert_eq!(first.kept_at, "2031-05-04T08:00:00Z");
    let overview = record.overview().unwrap();
    assert_eq!((overview.pages, overview.earlier_versions, overview.statements), (3, 1, 2));
    let own = record.page(&ids[0]).unwrap().unwrap();
    let kept = own.statements[0].version.clone().unwrap();
    assert_eq!((kept.fate, kept.stands_on.as_deref()), (Some(Fate::Kept), Some(ids[1].as_str())));
    assert_eq!(
        record
            .search("stays open", 9)
            .unwrap()
            .iter()
            .filter(|hit| hit.kind == SearchKind::Statement)
            .count(),
        2
    );

    // What a person rejects stays so when the page comes again.
    let decision = Decision::Reject { id: own.statements[0].id.clone() };
    let number = record.decide(&decision, "test", "").unwrap();
    record.resolve().unwrap();
    assert_eq!(record.statements(&Default::default()).unwrap().total, 1);
    assert_eq!(record.quotations().unwrap(), []);
    record.undo_decision(number, "test", "").unwrap();

    let at = "2031-05-07T08:00:00Z";
    record
        .add_captured(third.as_bytes(), &page(&third, ADDRESS, Some(ADDRESS)), &capture(at, &third))
        .unwrap();
    assert!(record.is_stale().unwrap());
    record.resolve().unwrap();
    let quotation = record.quotations().unwrap().remove(0);
    let counted: Vec<bool> = quotation.members.iter().map(|member| member.stands.is_none()).collect();
    assert_eq!((counted, quotation.independent), (vec![true, false, true], 2));
    let old = record.page(&ids[1]).unwrap().unwrap().statements[0].version.clone().unwrap();
    assert_eq!((old.fate, old.stands_on.as_deref()), (Some(Fate::Changed), Some(ids[2].as_str())));
    let newest = record.page(&ids[2]).unwrap().unwrap().statements[0].version.clone().unwrap();
    assert_eq!((newest.fate, newest.replaces.len()), (None, 2));

    // A rebuild makes the same of what is kept.
    let before = dump(record.path());
    let read_again = |raw: &[u8], path: &str, _: &str| {
        vec![page(std::str::from_utf8(raw).unwrap(), path, Some(ADDRESS).filter(|url| *url == path))]
    };
    record.rebuild(read_again).unwrap();
    assert_eq!(dump(record.path()), before);
}

#[test]
fn an_address_that_is_learnt_later_makes_versions() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::create_or_open(folder.path().join("story.onrecord")).unwrap();
    for (text, path) in [(FIRST, "first.txt"), (OTHER, ADDRESS)] {
        record.add(text.as_bytes(), &page(text, path, None)).unwrap();
    }
    record.resolve().unwrap();
    assert_eq!(record.quotations().unwrap().len(), 1);
    record.add_source(&page(FIRST, ADDRESS, None).page.id, ADDRESS).unwrap();
    assert!(record.is_stale().unwrap());
    record.resolve().unwrap();
    assert_eq!(record.quotations().unwrap(), []);
}
