use super::{Rows, columns::Columns};
use crate::archive::Taken;
use crate::{Limits, Unreadable, decode};
use ::csv::{ByteRecord, ReaderBuilder};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

/// What parts the cells of tables, the most frequent first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// What parts the cells, where bytes begin as a table of pages with a row of names; `is_whole` where they are all there is.
///
/// Copied text has commas too. So the first row must be names, each once; the rows must have as many cells as there are names; and
/// one column must be a text.
pub(crate) fn shape(head: &[u8], is_whole: bool) -> Option<u8> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    if let Some((delimiter, length)) = stated(head) {
        return is_table(&head[length..], delimiter, is_whole).then_some(delimiter);
    }
    DELIMITERS.into_iter().find(|delimiter| is_table(head, *delimiter, is_whole))
}

/// What parts the cells as the first line states for spreadsheets (`sep=;`), and how long that line is.
fn stated(head: &[u8]) -> Option<(u8, usize)> {
    let line = head.iter().take(16).position(|byte| *byte == b'\n').map(|end| &head[..=end])?;
    let words = line.trim_ascii().trim_ascii_start();
    let words = words.strip_prefix(b"\"").and_then(|words| words.strip_suffix(b"\"")).unwrap_or(words);
    let (name, delimiter) = words.split_at_checked(4)?;
    let delimiter = match delimiter {
        [delimiter] => *delimiter,
        [] if line.starts_with(b"sep=\t") => b'\t',
        _ => return None,
    };
    (name.eq_ignore_ascii_case(b"sep=") && DELIMITERS.contains(&delimiter)).then_some((delimiter, line.len()))
}

fn is_table(head: &[u8], delimiter: u8, is_whole: bool) -> bool {
    let first_line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if !first_line.contains(&delimiter) || first_line.len() > 4096 {
        return false;
    }
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(head);
    let mut records: Vec<Vec<String>> =
        reader.byte_records().flatten().take(super::SAMPLE + 2).map(|record| cells(&record)).collect();
    if !is_whole && records.len() <= super::SAMPLE {
        records.pop();
    }
    if records.is_empty() {
        return false;
    }
    let names = records.remove(0);
    let names = named(names);
    let (are_names, count) = (are_names(&names), names.len());
    if !are_names {
        return false;
    }
    if records.is_empty() {
        // One row, too long for the head: the names alone must tell.
        return !is_whole && Columns::guess(&names, &[]).is_some();
    }
    let even = records.iter().filter(|record| record.len() == count).count();
    let sample: Vec<Map<String, Value>> = records.into_iter().map(|cells| row(&names, cells)).collect();
    even * 10 >= sample.len() * 8
        && Columns::guess(&names, &sample).is_some_and(|columns| columns.known.len() > 1)
}

fn are_names(names: &[String]) -> bool {
    let is_name = |name: &String| {
        name.len() <= 60
            && name.split_whitespace().count() <= 5
            && !name.ends_with(['.', '!', '?'])
            && !name.contains('\n')
    };
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort();
    sorted.dedup();
    names.len() >= 2 && sorted.len() == names.len() && names.iter().all(is_name)
}

/// Names of columns; a column without one, as the row numbers of some programs, is named by its place.
fn named(names: Vec<String>) -> Vec<String> {
    let name = |(number, name): (usize, String)| {
        let name = name.trim().to_owned();
        if name.is_empty() { format!("column {}", number + 1) } else { name }
    };
    names.into_iter().enumerate().map(name).collect()
}

fn cells(record: &ByteRecord) -> Vec<String> {
    record.iter().map(|cell| decode::plain(cell, cell.len()).text.into_owned()).collect()
}

fn row(names: &[String], cells: Vec<String>) -> Map<String, Value> {
    names.iter().cloned().zip(cells.into_iter().map(Value::String)).collect()
}

/// Reads a table whose first row has the names of its columns.
///
/// # Errors
/// Where the bytes cannot be read.
pub(crate) fn read(
    source: impl Read,
    delimiter: u8,
    path: &str,
    limits: &Limits,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> io::Result<ControlFlow<()>> {
    let mut source = source;
    let mut head = Vec::with_capacity(STATED);
    (&mut source).take(STATED as u64).read_to_end(&mut head)?;
    let mark = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let stated = stated(&head[mark..]).map(|(_, length)| mark + length);
    let begin = if let Some(length) = stated { head.split_off(length) } else { head };
    let source = io::Cursor::new(begin).chain(source);
    let since = Rc::new(Cell::new(0));
    let ends = Rc::new(Cell::new(Ends::Unseen));
    let bounded = Bounded {
        inner: source,
        since: Rc::clone(&since),
        ends: Rc::clone(&ends),
        limit: limits.max_markup_bytes * 2,
    };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bounded);
    let mut record = ByteRecord::new();
    let mut names: Option<Vec<String>> = None;
    let mut rows = Rows::new(path, ':', each);
    loop {
        let line = usize::try_from(reader.position().line()).unwrap_or_default();
        match reader.read_byte_record(&mut record) {
            Ok(false) => return Ok(rows.end()),
            Ok(true) => {}
            Err(error) => {
                let ::csv::ErrorKind::Io(source) = error.kind() else { return Err(io::Error::other(error)) };
                if source.kind() != io::ErrorKind::FileTooLarge {
                    return Err(io::Error::new(source.kind(), source.to_string()));
                }
                let failed = Unreadable {
                    path: format!("{path}:{line}"),
                    reason: "a row has no end: a quotation mark that opens a cell is perhaps never closed"
                        .into(),
                    hint: "The rows before it were read. Close the quotation mark, and add the table again."
                        .into(),
                };
                if rows.columns.is_none() && !rows.waiting.is_empty() && rows.settle().is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                return Ok((rows.each)(Taken::Failed(failed)));
            }
        }
        since.set(0);
        let cells = cells(&record);
        let Some(names) = &names else {
            let mut first = cells;
            if let Some(name) = first.first_mut() {
                *name = name.trim_start_matches('\u{feff}').to_owned();
            }
            names = Some(named(first));
            continue;
        };
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // The line that the row begins on, as an editor counts them. Of a line end of two characters the second is counted with the row
        // behind it, and the line that states what parts the cells is not seen.
        let begins =
            record.position().and_then(|position| usize::try_from(position.line()).ok()).unwrap_or(line);
        let number = begins + usize::from(ends.get() == Ends::Two) + usize::from(stated.is_some());
        let row = if cells.len() > names.len() {
            Err(format!("the row has {} cells, but there are {} columns", cells.len(), names.len()))
        } else {
            Ok(row(names, cells))
        };
        if rows.push(number, row).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

/// So many bytes hold the line that states what parts the cells.
const STATED: usize = 32;

/// How the lines of a table end, by the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Unseen,
    One,
    Two,
}

/// A reader that fails where so many bytes give no row.
struct Bounded<R> {
    inner: R,
    since: Rc<Cell<usize>>,
    ends: Rc<Cell<Ends>>,
    limit: usize,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.inner.read(into)?;
        self.since.set(self.since.get() + count);
        if self.ends.get() == Ends::Unseen
            && let Some(end) = into[..count].iter().position(|byte| *byte == b'\n')
        {
            let is_two = end > 0 && into[end - 1] == b'\r';
            self.ends.set(if is_two { Ends::Two } else { Ends::One });
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_told_from_texts_with_commas() {
        let long = "The canal is shut, Oster said.";
        let comma = format!(
            "title,body,date\nCanal shut,\"{long}\",2031-05-02\n\"Canal, open\",\"{long}\nAgain.\",2031-05-03\n"
        );
        assert_eq!(shape(comma.as_bytes(), true), Some(b','));
        assert_eq!(shape(format!("\u{feff}title;body\nCanal shut;{long}\n").as_bytes(), true), Some(b';'));
        assert_eq!(shape(format!("title\tbody\nCanal shut\t{long}\n").as_bytes(), true), Some(b'\t'));
        assert_eq!(shape(format!("title|text\nCanal shut|{long}\n").as_bytes(), true), Some(b'|'));
        for text in [
            "Halvik, Tervo and Calder agree\n\nThe ministers, who met on Monday, agreed, officials said.\n",
            "a,b,c\n1,2,3\n4,5,6\n",
            "Text, body and title\n",
            "",
        ] {
            assert_eq!(shape(text.as_bytes(), true), None, "{text}");
        }
    }
}
