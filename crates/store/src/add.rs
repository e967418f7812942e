use crate::columns::{DatingRow, to_json};
use crate::pack::{ENCODING, pack, pack_reading};
use crate::rebuild::kept_copy;
use crate::record::{PROGRAM, now};
use crate::{Record, StoreError};
use onrecord_text::{CodePoints, Event, Item, Page, Reading, Span, Statement, sha256_hex};
use rusqlite::{OptionalExtension, ToSql, Transaction, params};

/// What adding a page did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// The page is new.
    New,
    /// The same bytes were kept before under another path, which is noted.
    NewSource,
    /// The same bytes were added from the same path before.
    AlreadyThere,
}

impl Record {
    /// Adds one page: its kept copy, its rows and its words in the search index, in one transaction. Relations across
    /// pages are not made here: call [`Record::resolve`] once after the last page.
    ///
    /// # Errors
    /// Where `raw` are not the bytes that were read, or the file cannot be written.
    pub fn add(&mut self, raw: &[u8], reading: &Reading) -> Result<Added, StoreError> {
        let page = &reading.page;
        let known: Option<(i64, bool)> = self.known_copy(&page.sha256, &page.path)?;
        if let Some((_, true)) = known {
            return Ok(Added::AlreadyThere);
        }
        if sha256_hex(raw) != page.sha256 {
            return Err(StoreError::WrongBytes { page: page.path.clone(), expected: page.sha256.clone() });
        }
        // Packed before the file is locked: other writers wait less.
        let (bytes, packed) = (pack(raw)?, pack_reading(reading)?);
        self.write(&format!("added {} from {}", page.id, page.path), |tx| {
            Ok(write_page_of(tx, raw.len(), &bytes, reading, &packed)?.0)
        })
    }

    /// Notes another path of a page that is kept already, without reading it again.
    ///
    /// # Errors
    /// Where no page has this id, or the file cannot be written.
    pub fn add_source(&mut self, page: &str, path: &str) -> Result<Added, StoreError> {
        if !self.contains_page(page)? {
            return Err(StoreError::NoEntry { id: page.to_owned() });
        }
        let known = self.db.query_row(
            "SELECT EXISTS (SELECT 1 FROM sources s JOIN pages p ON p.number = s.copy WHERE p.id = ? AND s.path = ?)",
            [page, path],
            |row| row.get(0),
        );
        if known.map_err(|error| self.fault(error))? {
            return Ok(Added::AlreadyThere);
        }
        self.write(&format!("found {page} again at {path}"), |tx| {
            let added = tx.execute(
                "INSERT INTO sources (copy, path, url, added_at) SELECT number, ?2, url, ?3 FROM pages WHERE id = ?1
                 ON CONFLICT (copy, path) DO NOTHING",
                params![page, path, now()],
            )?;
            Ok(if added == 1 { Added::NewSource } else { Added::AlreadyThere })
        })
    }

    /// Whether a page with these bytes is kept ([`onrecord_text::page_id`] of them). If so it need not be read again:
    /// [`Record::add_source`] notes its path.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn contains_page(&self, id: &str) -> Result<bool, StoreError> {
        let found = || self.db.prepare_cached("SELECT 1 FROM pages WHERE id = ?")?.exists([id]);
        found().map_err(|error| self.fault(error))
    }

    /// The raw bytes of a page, by its id, checked against their hash.
    ///
    /// # Errors
    /// Where there is no such page, the bytes do not give their hash, or the file cannot be read.
    pub fn kept_copy(&self, page: &str) -> Result<Vec<u8>, StoreError> {
        self.read(|db| {
            let mut query = db.prepare_cached("SELECT number FROM pages WHERE id = ?")?;
            let number = query.query_row([page], |row| row.get(0)).optional()?;
            let number = number.ok_or_else(|| StoreError::NoEntry { id: page.to_owned() })?;
            kept_copy(db, number)?.raw.map_err(|reason| StoreError::damaged(format!("{page}: {reason}")))
        })
    }

    /// The number of a kept copy, and whether it came from this path before.
    fn known_copy(&self, sha256: &str, path: &str) -> Result<Option<(i64, bool)>, StoreError> {
        let found = || {
            self.db
                .prepare_cached(
                    "SELECT number, EXISTS (SELECT 1 FROM sources WHERE copy = number AND path = ?2)
                     FROM kept_copies WHERE sha256 = ?1",
                )?
                .query_row([sha256, path], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        };
        found().map_err(|error| self.fault(error))
    }
}

/// Writes a page with its kept copy, of which `bytes` are the packed bytes and `size` is the size, or notes its path where it is kept already. Gives
/// what it did and the number of the kept copy.
pub(crate) fn write_page_of(
    tx: &Transaction<'_>,
    size: usize,
    bytes: &[u8],
    reading: &Reading,
    packed: &[u8],
) -> Result<(Added, i64), StoreError> {
    let page = &reading.page;
    let is_new = tx
        .prepare_cached(
            "INSERT INTO kept_copies (sha256, size, encoding, bytes) VALUES (?, ?, ?, ?)
             ON CONFLICT (sha256) DO NOTHING",
        )?
        .execute(params![page.sha256, size, ENCODING, bytes])?
        == 1;
    let copy: i64 = tx
        .prepare_cached("SELECT number FROM kept_copies WHERE sha256 = ?")?
        .query_row([&page.sha256], |row| row.get(0))?;
    let is_new_source = tx
        .prepare_cached(
            "INSERT INTO sources (copy, path, url, added_at) VALUES (?, ?, ?, ?)
             ON CONFLICT (copy, path) DO NOTHING",
        )?
        .execute(params![copy, page.path, page.url, now()])?
        == 1;
    if is_new {
        write_reading(tx, copy, reading, packed)?;
    }
    let added = match (is_new, is_new_source) {
        (true, _) => Added::New,
        (false, true) => Added::NewSource,
        (false, false) => Added::AlreadyThere,
    };
    Ok((added, copy))
}

/// Writes every row that is derived from one page.
pub(crate) fn write_reading(
    tx: &Transaction<'_>,
    number: i64,
    reading: &Reading,
    packed: &[u8],
) -> Result<(), StoreError> {
    let page = &reading.page;
    let points = CodePoints::new(&page.text);
    write_page(tx, number, page)?;
    tx.prepare_cached("INSERT INTO readings (page, program, encoding, reading) VALUES (?, ?, ?, ?)")?
        .execute(params![number, PROGRAM, ENCODING, packed])?;

    let mut insert =
        tx.prepare_cached("INSERT INTO notes (page, position, message, start, stop) VALUES (?, ?, ?, ?, ?)")?;
    for (position, note) in page.notes.iter().chain(&reading.notes).enumerate() {
        let [start, stop] = ends(note.span, &points);
        insert.execute(params![number, position, note.message, start, stop])?;
    }
    let mut insert =
        tx.prepare_cached("INSERT INTO boilerplate (page, position, start, stop) VALUES (?, ?, ?, ?)")?;
    for (position, span) in page.boilerplate.iter().enumerate() {
        let [start, stop] = points.of(*span);
        insert.execute(params![number, position, start, stop])?;
    }
    for (position, item) in page.items.iter().enumerate() {
        write_item(tx, number, position, item, page, &points)?;
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO actors (page, id, position, name, type, wikidata, aliases, roles)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )?;
    for (position, actor) in reading.actors.iter().enumerate() {
        let (aliases, roles) = (to_json(&actor.aliases), to_json(&actor.roles));
        let kind = actor.kind.as_str();
        insert.execute(params![
            number,
            actor.id,
            position,
            actor.name,
            kind,
            actor.wikidata,
            aliases,
            roles
        ])?;
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO mentions (page, position, actor, form, start, stop, words) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (position, mention) in reading.mentions.iter().enumerate() {
        let [start, stop] = points.of(mention.span);
        let (form, words) = (mention.form.as_str(), mention.span.of(&page.text));
        insert.execute(params![number, position, mention.actor, form, start, stop, words])?;
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO times (page, position, type, value, earliest, latest, anchor, start, stop, words)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (position, time) in reading.times.iter().enumerate() {
        let [start, stop] = points.of(time.span);
        let (earliest, latest) =
            (time.earliest.map(|day| day.to_string()), time.latest.map(|day| day.to_string()));
        insert.execute(params![
            number,
            position,
            time.kind.as_str(),
            time.value,
            earliest,
            latest,
            time.anchor,
            start,
            stop,
            time.span.of(&page.text)
        ])?;
    }
    for (position, statement) in reading.statements.iter().enumerate() {
        write_statement(tx, number, position, statement, reading, &points)?;
    }
    for (position, event) in reading.events.iter().enumerate() {
        write_event(tx, number, position, event, &page.text, &points)?;
    }
    Ok(())
}

fn write_page(tx: &Transaction<'_>, number: i64, page: &Page) -> Result<(), StoreError> {
    let outlet = page.outlet.as_ref();
    tx.prepare_cached(
        "INSERT INTO pages (number, id, sha256, path, url, outlet, outlet_domain, language, format, title, words, text)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        number,
        page.id,
        page.sha256,
        page.path,
        page.url,
        outlet.map(|outlet| &outlet.name),
        outlet.and_then(|outlet| outlet.domain.as_ref()),
        page.language,
        page.format.as_str(),
        title(page),
        words_outside_boilerplate(page),
        page.text
    ])?;
    tx.prepare_cached("INSERT INTO page_search (rowid, text) VALUES (?, ?)")?
        .execute(params![number, page.text])?;
    Ok(())
}

fn write_item(
    tx: &Transaction<'_>,
    page: i64,
    position: usize,
    item: &Item,
    of: &Page,
    points: &CodePoints<'_>,
) -> Result<(), StoreError> {
    let [start, stop] = points.of(item.span);
    let [title_start, title_stop] = ends(item.title, points);
    let [byline_start, byline_stop] = ends(item.byline, points);
    let (title, byline) = (words(item.title, &of.text), words(item.byline, &of.text));
    let (kind, published) = (item.kind.as_str(), DatingRow::new(&item.published, Some(points)));
    let mut values: Vec<&dyn ToSql> = vec![
        &item.id,
        &page,
        &position,
        &kind,
        &start,
        &stop,
        &title,
        &title_start,
        &title_stop,
        &byline,
        &byline_start,
        &byline_stop,
    ];
    values.extend(published.values());
    values.push(&item.language);
    tx.prepare_cached(
        "INSERT INTO items (id, page, position, kind, start, stop, title, title_start, title_stop, byline,
             byline_start, byline_stop, published_edtf, published_earliest, published_latest, published_basis,
             published_evidence, published_why, language)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )?
    .execute(values.as_slice())?;
    Ok(())
}

fn write_statement(
    tx: &Transaction<'_>,
    page: i64,
    position: usize,
    statement: &Statement,
    reading: &Reading,
    points: &CodePoints<'_>,
) -> Result<(), StoreError> {
    let text = &reading.page.text;
    let speaker = statement.speaker.as_deref().and_then(|id| reading.actor(id));
    let speaker_name = speaker.map_or("", |actor| actor.name.as_str());
    let (source, cue) = (joined(&statement.source, text), joined(&statement.cue, text));
    let content = joined(&statement.content, text);
    let (kind, mode, via) = (statement.kind.as_str(), statement.mode.as_str(), to_json(&statement.via));
    let said = DatingRow::new(&statement.said, Some(points));
    let certainty = rounded(statement.certainty);
    let said_day = said.earliest.as_ref().or(said.latest.as_ref()).filter(|_| statement.said.is_known());
    let mut values: Vec<&dyn ToSql> = vec![
        &statement.id,
        &page,
        &position,
        &statement.item,
        &statement.speaker,
        &speaker_name,
        &source,
        &cue,
        &content,
        &kind,
        &mode,
        &said_day,
        &statement.addressee,
        &statement.venue,
        &via,
        &certainty,
    ];
    values.extend(said.values());
    let is_new = tx
        .prepare_cached(
            "INSERT INTO statements (id, page, position, item, speaker, speaker_name, source_words, cue_words, words,
                 kind, mode, said_day, addressee, venue, via, certainty, said_edtf, said_earliest, said_latest,
                 said_basis, said_evidence, said_why)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )?
        .execute(values.as_slice())?
        == 1;
    if !is_new {
        // Two statements with the same spans are the same statement.
        return Ok(());
    }
    let number = tx.last_insert_rowid();
    let mut insert = tx.prepare_cached(
        "INSERT INTO statement_spans (statement, role, position, start, stop) VALUES (?, ?, ?, ?, ?)",
    )?;
    for (role, spans) in
        [("source", &statement.source), ("cue", &statement.cue), ("content", &statement.content)]
    {
        for (position, span) in spans.iter().enumerate() {
            let [start, stop] = points.of(*span);
            insert.execute(params![number, role, position, start, stop])?;
        }
    }
    tx.prepare_cached(
        "INSERT INTO statement_search (rowid, words, source_words, cue_words, speaker_name) VALUES (?, ?, ?, ?, ?)",
    )?
    .execute(params![number, content, source, cue, speaker_name])?;
    Ok(())
}

fn write_event(
    tx: &Transaction<'_>,
    page: i64,
    position: usize,
    event: &Event,
    text: &str,
    points: &CodePoints<'_>,
) -> Result<(), StoreError> {
    let [start, stop] = points.of(event.evidence);
    let words = event.evidence.of(text);
    let (kind, stage) = (event.kind.as_str(), event.stage.as_str());
    let when = DatingRow::new(&event.when, Some(points));
    let certainty = rounded(event.certainty);
    let mut values: Vec<&dyn ToSql> = vec![
        &event.id,
        &page,
        &position,
        &event.item,
        &kind,
        &event.plover,
        &event.place,
        &stage,
        &event.duration,
        &start,
        &stop,
        &words,
        &certainty,
    ];
    values.extend(when.values());
    let is_new = tx
        .prepare_cached(
            "INSERT INTO events (id, page, position, item, type, plover, place, stage, duration, start, stop, words,
                 certainty, when_edtf, when_earliest, when_latest, when_basis, when_evidence, when_why)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )?
        .execute(values.as_slice())?
        == 1;
    if !is_new {
        return Ok(());
    }
    let number = tx.last_insert_rowid();
    let mut insert = tx.prepare_cached(
        "INSERT INTO event_participants (event, position, page, actor) VALUES (?, ?, ?, ?)",
    )?;
    for (position, actor) in event.participants.iter().enumerate() {
        insert.execute(params![number, position, page, actor])?;
    }
    tx.prepare_cached("INSERT INTO event_search (rowid, words, place) VALUES (?, ?, ?)")?
        .execute(params![number, words, event.place])?;
    Ok(())
}

/// The fragments' words, as a reader sees them.
pub(crate) fn joined(spans: &[Span], text: &str) -> String {
    spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ")
}

/// A score to two decimals, as in the contract.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}

fn words(span: Option<Span>, text: &str) -> Option<&str> {
    span.map(|span| span.of(text))
}

fn ends(span: Option<Span>, points: &CodePoints<'_>) -> [Option<usize>; 2] {
    span.map_or([None; 2], |span| points.of(span).map(Some))
}

/// The first headline, or the first words of the first item, or of the page.
fn title(page: &Page) -> String {
    const LONGEST: usize = 80;
    let headline = page.items.iter().find_map(|item| item.title).map(|span| span.of(&page.text));
    let text = headline
        .or_else(|| page.items.first().map(|item| item.span.of(&page.text)))
        .unwrap_or(page.text.as_str());
    let mut title = String::new();
    for word in text.split_whitespace() {
        if !title.is_empty() && title.chars().count() + word.chars().count() >= LONGEST {
            title.push_str(" …");
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.extend(word.chars().take(LONGEST));
    }
    title
}

/// How many words are the page's own, to compare with the passages that it shares.
fn words_outside_boilerplate(page: &Page) -> usize {
    let mut count = 0;
    let mut start = 0;
    let ends = page.boilerplate.iter().map(|span| (span.start(), span.end()));
    for (stop, next) in ends.chain([(page.text.len(), page.text.len())]) {
        let part = page.text.get(start..stop).unwrap_or_default();
        count += part.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        start = next;
    }
    count
}
