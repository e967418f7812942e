use super::columns::Columns;
use super::{Rows, row};
use crate::archive::{Line, Taken, line};
use crate::{Limits, Unreadable, json};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

/// Whether a JSON text is one row of a table of pages.
pub(crate) fn is_row(text: &[u8]) -> bool {
    matches!(json::read(text), Ok(Value::Object(row)) if is_page(&row))
}

fn is_page(row: &Map<String, Value>) -> bool {
    is_of_the_contract(row) || {
        let names: Vec<String> = row.keys().cloned().collect();
        // A single long value in some object makes no table; a text and something to know it by does.
        Columns::guess(&names, std::slice::from_ref(row)).is_some_and(|columns| columns.known.len() > 1)
    }
}

fn is_of_the_contract(row: &Map<String, Value>) -> bool {
    row.contains_key("id") && (row.contains_key("text") || row.contains_key("html"))
}

/// Whether a line is a row of the contract, without keeping what it holds; or what is wrong with it.
fn checked(line: &[u8]) -> Result<(), String> {
    #[derive(serde::Deserialize)]
    struct Row {
        id: Option<IgnoredAny>,
        text: Option<IgnoredAny>,
        html: Option<IgnoredAny>,
    }
    let row: Row = serde_json::from_slice(line).map_err(|error| format!("the row is not JSON ({error})"))?;
    match row {
        Row { id: None, .. } => Err("the row has no \"id\"".into()),
        Row { text: None, html: None, .. } => Err("the row has no \"text\" and no \"html\"".into()),
        _ => Ok(()),
    }
}

/// Whether bytes begin as a list of objects.
pub(crate) fn is_list(head: &[u8]) -> bool {
    let inner = head.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    inner.is_some_and(|inner| inner.starts_with(b"{"))
}

/// Where in the beginning of a JSON object a list of rows of pages stands, as programs answer with one: `{"articles":[{…}]}`.
pub(crate) fn list_inside(head: &[u8]) -> Option<usize> {
    let (mut depth, mut is_in_words, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in head.iter().enumerate() {
        if is_in_words {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_in_words = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => is_in_words = true,
            b'[' if depth == 1 && is_list(&head[at..]) => {
                let mut rows =
                    serde_json::Deserializer::from_slice(head[at + 1..].trim_ascii_start()).into_iter();
                // One that is longer than the head is a row if its fellows are; that is seen when they are read.
                match rows.next() {
                    Some(Ok(json::Part(Value::Object(row)))) if is_page(&row) => return Some(at),
                    Some(Err(error)) if error.is_eof() => return Some(at),
                    _ => depth += 1,
                }
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// Reads a table with one JSON object a line. Rows of the contract are handed on as they stand there.
///
/// # Errors
/// Where the bytes cannot be read.
pub(crate) fn lines(
    mut source: impl BufRead,
    path: &str,
    limits: &Limits,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> io::Result<ControlFlow<()>> {
    let longest = limits.max_markup_bytes * 2;
    let mut number = 0;
    let mut is_first = true;
    // Where the first row is one of the contract, all go on as bytes. Else the columns are guessed.
    let first = loop {
        number += 1;
        let taken = match line(&mut source, longest)? {
            Line::End => return Ok(ControlFlow::Continue(())),
            Line::TooLong => Taken::Failed(Unreadable {
                path: format!("{path}:{number}"),
                reason: format!("the row has more than {longest} bytes"),
                hint: "Make it shorter; the other rows were read.".into(),
            }),
            Line::Whole(bytes) => {
                let bytes = bytes.trim_ascii();
                if bytes.is_empty() {
                    continue;
                }
                let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
                if std::mem::take(&mut is_first)
                    && let Ok(Value::Object(row)) = json::read(bytes)
                    && !is_of_the_contract(&row)
                {
                    break row;
                }
                let path = format!("{path}:{number}");
                match checked(bytes) {
                    Ok(()) => Taken::Input { path, bytes: bytes.to_vec() },
                    Err(reason) => Taken::Failed(Unreadable { path, reason, hint: row::SHAPE.into() }),
                }
            }
        };
        if each(taken).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    };
    let mut rows = Rows::new(path, ':', each);
    if rows.push(number, Ok(first)).is_break() {
        return Ok(ControlFlow::Break(()));
    }
    loop {
        number += 1;
        let row = match line(&mut source, longest)? {
            Line::End => return Ok(rows.end()),
            Line::TooLong => Err(format!("the row has more than {longest} bytes")),
            Line::Whole(bytes) if bytes.trim_ascii().is_empty() => continue,
            Line::Whole(bytes) => match json::read(bytes.trim_ascii()) {
                Ok(Value::Object(row)) => Ok(row),
                Ok(_) => Err("the row is no JSON object".to_owned()),
                Err(error) => Err(format!("the row is not JSON ({error})")),
            },
        };
        if rows.push(number, row).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

/// Hands on a JSON text that is one row, whatever lines it is broken into.
pub(crate) fn one(
    bytes: &[u8],
    path: &str,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(Value::Object(row)) = json::read(bytes) else {
        return ControlFlow::Continue(());
    };
    let mut rows = Rows::new(path, '#', each);
    rows.push(1, Ok(row))?;
    rows.end()
}

/// Reads a JSON list of objects, one at a time. Damage ends it; the rows before it were handed on.
pub(crate) fn list(
    source: impl Read,
    path: &str,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut rows = Rows::new(path, '#', each);
    let mut deserializer = serde_json::Deserializer::from_reader(source);
    let end = List { rows: &mut rows }.deserialize(&mut deserializer);
    match end {
        Ok(flow) => {
            flow?;
            rows.end()
        }
        Err(error) => {
            // What has waited goes on first.
            if rows.columns.is_none() && !rows.waiting.is_empty() {
                rows.settle()?;
            }
            (rows.each)(Taken::Failed(Unreadable {
                path: path.to_owned(),
                reason: format!("its JSON is damaged ({error}); the rows before that were read"),
                hint: "Correct it there, or fetch the file again.".into(),
            }))
        }
    }
}

/// Reads a list without holding more than one of its objects.
struct List<'a, 'b> {
    rows: &'a mut Rows<'b>,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ControlFlow<()>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ControlFlow<()>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a list of pages")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut number = 0;
        while let Some(json::Part(value)) = list.next_element()? {
            number += 1;
            let row = match value {
                Value::Object(row) => Ok(row),
                _ => Err("the row is no JSON object".to_owned()),
            };
            if self.rows.push(number, row).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// The id of a row of the contract, for those who know the page already.
#[must_use]
pub(crate) fn id(row_bytes: &[u8]) -> Option<String> {
    row::id_of(&json::read(row_bytes).ok()?)
}
