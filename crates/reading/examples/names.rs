//! Reads sentences cut into tokens (`{"id", "doc", "tokens"}` a line, from standard input) and writes the names in each:
//! `{"id", "names": [[first, end, "PER|ORG|LOC|OTH"]]}`, in numbers of tokens. The sentences of one document (`doc`) are
//! read as one page, a paragraph each. `--model fast|best`; rules alone find none. With `--actors` they are the names by which
//! the actors of the reading are called, which rules find too.

mod shared;

use onrecord_reading::{Name, NameKind};
use onrecord_text::{ActorType, CodePoints, MentionForm, Page, Reading};
use serde_json::{Value, json};
use std::io::{BufRead, Write};

/// A sentence: its id, and where its tokens begin and end in its page, in code points.
struct Sentence {
    id: Value,
    tokens: Vec<(usize, usize)>,
}

fn main() -> std::io::Result<()> {
    let (model, rest) = shared::arguments();
    let actors = rest == ["--actors"];
    let model = if actors || rest.is_empty() { model } else { String::new() };
    let Some(reader) = shared::reader_of(&model) else { return Ok(()) };
    let find = |page: Page| if actors { called(reader.read(page)) } else { reader.names(&page) };
    let mut clock = shared::Clock::default();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut document, mut text, mut sentences) = (Value::Null, String::new(), Vec::new());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Ok(row) = serde_json::from_str::<Value>(&line) else { continue };
        if row["doc"] != document && !sentences.is_empty() {
            write(&mut out, find, &mut clock, &text, &sentences)?;
            text.clear();
            sentences.clear();
        }
        document = row["doc"].clone();
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let mut tokens = Vec::new();
        let mut at = text.chars().count();
        for (number, token) in row["tokens"].as_array().into_iter().flatten().enumerate() {
            let token = token.as_str().unwrap_or_default();
            if number > 0 {
                text.push(' ');
                at += 1;
            }
            text.push_str(token);
            let end = at + token.chars().count();
            tokens.push((at, end));
            at = end;
        }
        sentences.push(Sentence { id: row["id"].clone(), tokens });
    }
    write(&mut out, find, &mut clock, &text, &sentences)?;
    clock.tell();
    out.flush()
}

/// The names by which actors are called. What a reading says of a body that acts for a country is not asked here.
fn called(reading: Reading) -> Vec<Name> {
    let kind = |actor: &str| match reading.actors.iter().find(|it| it.id == actor)?.kind {
        ActorType::Person => Some(NameKind::Person),
        ActorType::Organization | ActorType::Government => Some(NameKind::Organization),
        ActorType::Country | ActorType::Place => Some(NameKind::Place),
        ActorType::Group | ActorType::Unnamed => None,
    };
    let named = reading.mentions.iter().filter(|it| it.form == MentionForm::Name);
    named.filter_map(|it| Some(Name { span: it.span, kind: kind(&it.actor)? })).collect()
}

fn write(
    out: &mut impl Write,
    find: impl Fn(Page) -> Vec<Name>,
    clock: &mut shared::Clock,
    text: &str,
    sentences: &[Sentence],
) -> std::io::Result<()> {
    let Some(page) = shared::article(&json!({"id": "", "text": text})) else { return Ok(()) };
    let points = CodePoints::new(text);
    let names = clock.time(|| find(page));
    let names: Vec<([usize; 2], &str)> =
        names.iter().map(|name| (points.of(name.span), name.kind.as_str())).collect();
    for sentence in sentences {
        let found = names.iter().filter_map(|([start, end], kind)| {
            let first = sentence.tokens.iter().position(|token| token.1 > *start && token.0 < *end)?;
            let last = sentence.tokens.iter().rposition(|token| token.1 > *start && token.0 < *end)?;
            Some(json!([first, last + 1, kind]))
        });
        writeln!(out, "{}", json!({"id": sentence.id, "names": Value::from_iter(found)}))?;
    }
    Ok(())
}
