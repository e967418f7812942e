use super::dates::{self, Order};
use serde_json::{Map, Value};

/// The names of the contract, and what columns that mean the same are called elsewhere. A name that stands earlier wins.
///
/// Names are compared in small letters without what parts their words: `Article Text` is `articletext`.
const MEANINGS: [(&str, &[&str]); 9] = [
    (
        "id",
        &[
            "id",
            "articleid",
            "docid",
            "documentid",
            "uid",
            "uuid",
            "guid",
            "storyid",
            "newsid",
            "key",
            "identifier",
        ],
    ),
    (
        "text",
        &[
            "text",
            "body",
            "content",
            "articletext",
            "fulltext",
            "articlebody",
            "maintext",
            "article",
            "bodytext",
            "plaintext",
            "cleantext",
            "articlecontent",
            "storytext",
            "story",
            "contenttext",
            "textcontent",
            "newstext",
            "document",
            "rawtext",
        ],
    ),
    (
        "html",
        &["html", "rawhtml", "contenthtml", "bodyhtml", "pagehtml", "articlehtml", "htmlcontent", "markup"],
    ),
    ("title", &["title", "headline", "heading", "articletitle", "newstitle", "header", "subject", "head"]),
    (
        "url",
        &[
            "url",
            "link",
            "articleurl",
            "sourceurl",
            "pageurl",
            "permalink",
            "href",
            "canonicalurl",
            "weburl",
            "uri",
            "address",
            "articlelink",
            "newsurl",
        ],
    ),
    (
        "outlet",
        &[
            "outlet",
            "publisher",
            "sourcename",
            "outletname",
            "newspaper",
            "publication",
            "publishername",
            "medianame",
            "sitename",
            "media",
            "source",
            "newsoutlet",
            "site",
            "website",
            "domain",
            "sourcedomain",
            "hostname",
        ],
    ),
    (
        "published",
        &[
            "published",
            "publishedat",
            "datepublished",
            "publicationdate",
            "publishdate",
            "datepublish",
            "pubdate",
            "publishedon",
            "publisheddate",
            "publishedtime",
            "publishtime",
            "articledate",
            "newsdate",
            "date",
            "datetime",
            "timestamp",
            "time",
            "day",
        ],
    ),
    (
        "author",
        &[
            "author",
            "authors",
            "byline",
            "authorname",
            "authornames",
            "writer",
            "journalist",
            "reporter",
            "creator",
        ],
    ),
    ("language", &["language", "lang", "languagecode", "locale"]),
];

/// What each column of a table is, guessed by its name and, for the text, by its length.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Columns {
    /// Pairs of the name of the contract and the column's own.
    pub(crate) known: Vec<(&'static str, String)>,
    /// How dates like 03/04/2031 are to be read.
    order: Order,
}

impl Columns {
    /// Guesses from the names of the columns and a few rows. None where no column can be the text of a page.
    pub(crate) fn guess(names: &[String], sample: &[Map<String, Value>]) -> Option<Self> {
        let squeezed: Vec<String> = names.iter().map(|name| squeeze(name)).collect();
        let mut known: Vec<(&'static str, String)> = Vec::new();
        for (meaning, words) in MEANINGS {
            let found = words.iter().find_map(|word| {
                let at = squeezed.iter().position(|name| name == word)?;
                let is_free = known.iter().all(|(_, taken)| *taken != names[at]);
                let fits = match meaning {
                    // "article" may be an address or a number, and "story" a theme.
                    "text" | "html" => mean_length(sample, &names[at]) >= 20 || *word == meaning,
                    _ => true,
                };
                (is_free && fits).then(|| names[at].clone())
            });
            known.extend(found.map(|name| (meaning, name)));
        }
        let has =
            |known: &[(&'static str, String)], meaning: &str| known.iter().any(|(own, _)| *own == meaning);
        if !has(&known, "text") && !has(&known, "html") {
            let free = names.iter().filter(|name| known.iter().all(|(_, taken)| taken != *name));
            let (length, name) =
                free.map(|name| (mean_length(sample, name), name)).max_by_key(|(length, _)| *length)?;
            if length < LONG {
                return None;
            }
            known.push(("text", name.clone()));
        }
        let published = known.iter().find(|(meaning, _)| *meaning == "published").map(|(_, name)| name);
        let days =
            published.into_iter().flat_map(|name| sample.iter().filter_map(|row| row.get(name)?.as_str()));
        let order = dates::order(days);
        Some(Self { known, order })
    }

    /// Whether the rows are as the contract has them, so that they are kept as they came.
    pub(crate) fn are_of_the_contract(&self) -> bool {
        let own = |meaning: &str| self.known.iter().any(|(known, name)| *known == meaning && name == meaning);
        own("id") && (own("text") || own("html"))
    }

    /// A row as one of the contract: known columns under their meaning, the others under their own names. `place` is
    /// the id of a row without one.
    pub(crate) fn row(&self, mut cells: Map<String, Value>, place: &str) -> Map<String, Value> {
        let mut row = Map::new();
        for (meaning, name) in &self.known {
            let Some(cell) = cells.remove(name).filter(|cell| !is_empty(cell)) else { continue };
            let cell = match *meaning {
                "published" => {
                    let stated = as_text(&cell);
                    let day = dates::edtf(&stated, self.order);
                    if day.as_deref() != Some(stated.as_str()) {
                        cells.insert(name.clone(), cell);
                    }
                    Value::String(day.unwrap_or(stated))
                }
                "outlet" if cell.is_object() => cell,
                "author" => Value::String(names_of(&cell)),
                _ => Value::String(as_text(&cell)),
            };
            row.insert((*meaning).to_owned(), cell);
        }
        row.entry("id").or_insert_with(|| Value::String(place.to_owned()));
        for (name, cell) in cells {
            if !is_empty(&cell) {
                row.entry(name).or_insert(cell);
            }
        }
        with_author(&mut row);
        with_title(&mut row);
        row
    }

    /// What was taken for what, for the person whose table it is.
    pub(crate) fn in_words(&self) -> String {
        let pairs = self.known.iter().map(|(meaning, name)| {
            if meaning == name { format!("“{name}”") } else { format!("“{name}” as {meaning}") }
        });
        pairs.collect::<Vec<_>>().join(", ")
    }
}

/// A column whose cells are so long on average, in bytes, holds texts.
const LONG: usize = 200;

fn squeeze(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn mean_length(sample: &[Map<String, Value>], name: &str) -> usize {
    let lengths: Vec<usize> = sample
        .iter()
        .filter_map(|row| row.get(name))
        .filter(|cell| !is_empty(cell))
        .map(|cell| cell.as_str().map_or(0, str::len))
        .collect();
    lengths.iter().sum::<usize>() / lengths.len().max(1)
}

fn is_empty(cell: &Value) -> bool {
    match cell {
        Value::Null => true,
        Value::String(words) => words.trim().is_empty(),
        _ => false,
    }
}

fn as_text(cell: &Value) -> String {
    match cell {
        Value::String(words) => words.clone(),
        // A list of one thing is that thing, as in lists of addresses or languages.
        Value::Array(list) if list.len() == 1 => as_text(&list[0]),
        other => other.to_string(),
    }
}

/// The names in a cell with authors: one, or a list, each a name or an object that has one.
fn names_of(cell: &Value) -> String {
    match cell {
        Value::Array(list) => {
            let names: Vec<String> = list.iter().map(names_of).filter(|name| !name.is_empty()).collect();
            names.join(" and ")
        }
        Value::Object(author) => author.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        other => as_text(other),
    }
}

/// Puts the author's line above the text that does not name the author near its beginning.
fn with_author(row: &mut Map<String, Value>) {
    /// So much of a text is where its own line of that kind stands.
    const BEGINNING: usize = 400;
    let author = row.get("author").and_then(Value::as_str).map(str::trim).filter(|author| !author.is_empty());
    let Some(author) = author.map(|author| author.split_whitespace().collect::<Vec<_>>().join(" ")) else {
        return;
    };
    let name =
        author.strip_prefix("By ").or_else(|| author.strip_prefix("by ")).unwrap_or(&author).to_owned();
    let Some(Value::String(text)) = row.get_mut("text") else { return };
    if !text[..text.floor_char_boundary(BEGINNING)].contains(&name) {
        *text = format!("By {name}\n\n{text}");
    }
}

/// Puts the headline above the text that does not begin with it: it is part of what the page says.
fn with_title(row: &mut Map<String, Value>) {
    let Some(title) = row.get("title").and_then(Value::as_str).map(str::trim).map(str::to_owned) else {
        return;
    };
    let Some(Value::String(text)) = row.get_mut("text") else { return };
    if !text.trim_start().starts_with(title.as_str()) {
        *text = format!("{title}\n\n{text}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn guess(rows: &[Value]) -> Option<Columns> {
        let rows: Vec<Map<String, Value>> = rows.iter().map(|row| row.as_object().unwrap().clone()).collect();
        let names: Vec<String> = rows[0].keys().cloned().collect();
        Columns::guess(&names, &rows)
    }

    #[test]
    fn columns_are_known_by_many_names() {
        let row = json!({"Article Text": "The canal is shut, Oster said on Monday.", "Headline": "Canal shut", "pub_date": "04/05/2031",
                         "Link": "https://herald.example/a", "source-name": "Herald", "views": 12});
        let other = json!({"Article Text": "x", "pub_date": "23/05/2031"});
        let columns = guess(&[row.clone(), other]).unwrap();
        let made = columns.row(row.as_object().unwrap().clone(), "t:3");
        assert_eq!(made["text"], "Canal shut\n\nThe canal is shut, Oster said on Monday.");
        assert_eq!(
            (&made["id"], &made["published"], &made["outlet"]),
            (&json!("t:3"), &json!("2031-05-04"), &json!("Herald"))
        );
        assert_eq!((&made["pub_date"], &made["views"]), (&json!("04/05/2031"), &json!(12)));
        assert!(columns.in_words().contains("“Article Text” as text"), "{}", columns.in_words());
    }

    #[test]
    fn the_longest_column_is_the_text_where_no_name_tells() {
        let long = "The canal is shut, Oster said on Monday. ".repeat(8);
        let columns = guess(&[json!({"kolumna": long, "n": "7", "story": "canal"})]).unwrap();
        assert_eq!(columns.known, [("text", "kolumna".to_owned())]);
        assert_eq!(guess(&[json!({"a": "1", "b": "2"})]), None);
    }
}
