//! Tables of pages: JSON lines, JSON lists, CSV and its kin, Parquet. Each row becomes an input of its own, one JSON object
//! with the names of the contract.

mod columns;
mod csv;
mod dates;
mod json;
mod parquet;
pub(crate) mod row;

pub(crate) use self::csv::read as read_csv;
pub(crate) use self::csv::shape as csv_shape;
pub(crate) use self::json::{
    id as json_row_id, is_list as is_json_list, is_row as is_json_row, lines as read_json_lines,
    list as read_json_list, list_inside as json_list_inside, one as read_json_row,
};
pub(crate) use self::parquet::read as read_parquet;

use crate::Unreadable;
use crate::archive::Taken;
use columns::Columns;
use serde_json::{Map, Value};
use std::ops::ControlFlow;

/// So many rows show what the columns of a table are.
const SAMPLE: usize = 40;

/// A row as it was read: its number from 1, and its cells or what is wrong with it.
type Row = (usize, Result<Map<String, Value>, String>);

/// Hands on the rows of a table one by one, once the first ones have shown what its columns are.
struct Rows<'a> {
    path: &'a str,
    /// What a row's number counts: lines, or rows.
    sign: char,
    columns: Option<Columns>,
    waiting: Vec<Row>,
    each: &'a mut dyn FnMut(Taken) -> ControlFlow<()>,
}

impl<'a> Rows<'a> {
    fn new(path: &'a str, sign: char, each: &'a mut dyn FnMut(Taken) -> ControlFlow<()>) -> Self {
        Self { path, sign, columns: None, waiting: Vec::new(), each }
    }

    fn push(&mut self, number: usize, row: Result<Map<String, Value>, String>) -> ControlFlow<()> {
        if self.columns.is_some() {
            return self.give(number, row);
        }
        self.waiting.push((number, row));
        if self.waiting.len() < SAMPLE { ControlFlow::Continue(()) } else { self.settle() }
    }

    /// After the last row.
    fn end(mut self) -> ControlFlow<()> {
        if self.columns.is_some() { ControlFlow::Continue(()) } else { self.settle() }
    }

    /// Tells what the columns are and hands on what has waited for it.
    fn settle(&mut self) -> ControlFlow<()> {
        let waiting = std::mem::take(&mut self.waiting);
        let sample: Vec<Map<String, Value>> =
            waiting.iter().filter_map(|(_, row)| row.as_ref().ok().cloned()).collect();
        let mut names: Vec<String> = Vec::new();
        for name in sample.iter().flat_map(Map::keys) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        let Some(columns) = Columns::guess(&names, &sample) else {
            let shown: Vec<&str> = names.iter().take(20).map(String::as_str).collect();
            return (self.each)(Taken::Failed(Unreadable {
                path: self.path.to_owned(),
                reason: format!("it is a table, and none of its columns is the text of a page: {}", shown.join(", ")),
                hint: "Name the column with the text “text” or “html”, and where there are such “url”, “published”, “outlet”."
                    .into(),
            }));
        };
        if !columns.are_of_the_contract() {
            let note = format!("{}: read as a table of pages: {}", self.path, columns.in_words());
            (self.each)(Taken::Note(note))?;
        }
        self.columns = Some(columns);
        for (number, row) in waiting {
            self.give(number, row)?;
        }
        ControlFlow::Continue(())
    }

    fn give(&mut self, number: usize, row: Result<Map<String, Value>, String>) -> ControlFlow<()> {
        let Some(columns) = &self.columns else { return ControlFlow::Continue(()) };
        let path = format!("{}{}{number}", self.path, self.sign);
        (self.each)(match row {
            Ok(cells) => {
                let row = columns.row(cells, &path);
                if !row.contains_key("text") && !row.contains_key("html") {
                    return (self.each)(Taken::Failed(Unreadable {
                        path,
                        reason: "the row has no \"text\" and no \"html\"".into(),
                        hint: "The other rows were read; leave this one out, or fill it in.".into(),
                    }));
                }
                Taken::Input { path, bytes: Value::Object(row).to_string().into_bytes() }
            }
            Err(reason) => Taken::Failed(Unreadable {
                path,
                reason,
                hint: "The other rows were read; correct this one and add the table again.".into(),
            }),
        })
    }
}
