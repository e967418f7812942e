//! The annotated pages, read and checked: an annotation that is not on its page fails.

use onrecord_text::Span;
use serde_json::Value;
use std::path::Path;

/// What the source of a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Name,
    Nominal,
    Pronoun,
    Carried,
    None,
}

/// Somebody who speaks on a page.
#[derive(Debug)]
pub(crate) struct GoldActor {
    pub id: String,
    /// The name, then others that are as right.
    pub names: Vec<String>,
    pub kind: String,
}

#[derive(Debug)]
pub(crate) struct GoldStatement {
    pub kind: Kind,
    /// The number of the actor; none where the page names nobody.
    pub speaker: Option<usize>,
    pub source: Option<Span>,
    pub content: Vec<Span>,
    pub via: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct GoldPage {
    pub name: String,
    pub odd: bool,
    pub text: String,
    pub actors: Vec<GoldActor>,
    pub statements: Vec<GoldStatement>,
}

/// All pages, by number.
#[allow(clippy::disallowed_methods, reason = "a test over files, not the core")]
pub(crate) fn pages() -> Vec<GoldPage> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/speakers"));
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of pages")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let read = |path: &Path| {
                std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
            };
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let json = serde_json::from_str(&read(&path.with_extension("json")))
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            page(name, read(path), &json)
        })
        .collect()
}

fn page(name: String, text: String, json: &Value) -> GoldPage {
    let number: usize = name.split('-').next().and_then(|it| it.parse().ok()).expect("a number");
    let string = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{name}: {value}")).to_string();
    let strings =
        |value: &Value| value.as_array().map_or_else(Vec::new, |list| list.iter().map(string).collect());
    let list = |value: &Value| value.as_array().unwrap_or_else(|| panic!("{name}: {value}")).clone();
    let span = |value: &Value| {
        let occurrence = value[1].as_u64().unwrap_or_else(|| panic!("{name}: {value}"));
        find(&text, &string(&value[0]), occurrence)
            .unwrap_or_else(|| panic!("{name}: not on the page: {value}"))
    };
    let actors: Vec<GoldActor> = list(&json["actors"])
        .iter()
        .map(|actor| GoldActor {
            id: string(&actor["id"]),
            names: std::iter::once(string(&actor["name"])).chain(strings(&actor["also"])).collect(),
            kind: string(&actor["type"]),
        })
        .collect();
    let statements = list(&json["statements"])
        .iter()
        .map(|it| {
            let kind = match it["kind"].as_str() {
                Some("name") => Kind::Name,
                Some("nominal") => Kind::Nominal,
                Some("pronoun") => Kind::Pronoun,
                Some("carried") => Kind::Carried,
                Some("none") => Kind::None,
                other => panic!("{name}: kind {other:?}"),
            };
            let speaker = it["speaker"].as_str().map(|id| {
                actors
                    .iter()
                    .position(|actor| actor.id == id)
                    .unwrap_or_else(|| panic!("{name}: no actor {id}"))
            });
            let source = it["source"].as_array().map(|_| span(&it["source"]));
            assert_eq!(
                source.is_some(),
                matches!(kind, Kind::Name | Kind::Nominal | Kind::Pronoun),
                "{name}: {it}"
            );
            assert_eq!(speaker.is_none(), kind == Kind::None, "{name}: {it}");
            let content: Vec<Span> = list(&it["content"]).iter().map(span).collect();
            assert!(!content.is_empty(), "{name}: {it}");
            let mut all: Vec<Span> =
                content.iter().copied().chain(source).chain(list(&it["cue"]).iter().map(span)).collect();
            all.sort();
            assert!(
                all.windows(2).all(|pair| pair[0].end() <= pair[1].start()),
                "{name}: parts overlap: {it}"
            );
            GoldStatement { kind, speaker, source, content, via: strings(&it["via"]) }
        })
        .collect();
    GoldPage { odd: number % 2 == 1, name, actors, statements, text }
}

/// The nth place where the words stand whole.
fn find(text: &str, words: &str, occurrence: u64) -> Option<Span> {
    let glued = |outside: Option<char>, inside: Option<char>| {
        outside.is_some_and(char::is_alphanumeric) && inside.is_some_and(char::is_alphanumeric)
    };
    let mut left = occurrence;
    for (start, _) in text.match_indices(words) {
        let end = start + words.len();
        let whole = !glued(text[..start].chars().next_back(), words.chars().next())
            && !glued(text[end..].chars().next(), words.chars().next_back());
        left -= u64::from(whole);
        if left == 0 {
            return Span::new(start, end);
        }
    }
    None
}
