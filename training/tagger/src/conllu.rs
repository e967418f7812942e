//! Treebank sentences, cut into the tokens that the program makes.

use onrecord_tagger::{Tag, Tagged};
use onrecord_text::Span;
use std::io::Read as _;
use std::path::Path;

/// A sentence of a treebank over our own tokens.
pub struct Sentence {
    /// The words as written.
    pub words: Vec<String>,
    /// Their tags.
    pub tags: Vec<Tag>,
    /// Whether the token is one of the treebank's or several whole ones; others are not scored.
    pub whole: Vec<bool>,
}

impl Sentence {
    /// The same sentence again.
    pub fn copy(&self) -> Self {
        Self {
            words: self.words.clone(),
            tags: self.tags.clone(),
            whole: self.whole.clone(),
        }
    }
}

/// The whole text of a file, unpacked.
pub fn read(path: &Path) -> String {
    let file = std::fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).expect("gzip of UTF-8");
    text
}

struct Gold<'a> {
    start: usize,
    end: usize,
    tag: &'a str,
    head: usize,
    label: &'a str,
}

/// The sentences of a treebank; of the documents that state a genre, those in `genres` alone.
pub fn sentences(path: &Path, genres: &[&str]) -> Vec<Sentence> {
    let text = read(path);
    let mut wanted = true;
    let mut found = Vec::new();
    for block in text.split("\n\n") {
        let (mut surface, mut gold, mut at) = ("", Vec::new(), 0);
        for line in block.lines() {
            if line.starts_with("# newdoc") {
                wanted = true;
            } else if let Some(genre) = line.strip_prefix("# meta::genre = ") {
                wanted = genres.contains(&genre);
            } else if let Some(value) = line.strip_prefix("# text = ") {
                surface = value;
            } else if !line.starts_with('#') {
                let column: Vec<&str> = line.split('\t').collect();
                if column.len() < 10 || column[0].contains(['-', '.']) {
                    continue;
                }
                let Some(place) = surface.get(at..).and_then(|rest| rest.find(column[1])) else { continue };
                if !surface[at..at + place].trim().is_empty() {
                    gold.clear();
                    break;
                }
                let start = at + place;
                at = start + column[1].len();
                let head = column[6].parse().unwrap_or(0);
                gold.push(Gold { start, end: at, tag: column[4], head, label: column[7] });
            }
        }
        if wanted && !gold.is_empty() {
            found.extend(align(surface, &gold));
        }
    }
    found
}

fn align(text: &str, gold: &[Gold<'_>]) -> Option<Sentence> {
    let tagged: Tagged = onrecord_tagger::tag(text, Span::new(0, text.len())?);
    let spans: Vec<Span> = tagged.tokens.iter().map(|token| token.span).collect();
    // The token that each gold word begins in.
    let home: Vec<usize> = gold
        .iter()
        .map(|word| spans.iter().position(|span| span.holds(word.start)))
        .collect::<Option<_>>()?;
    let mut made = Sentence { words: vec![], tags: vec![], whole: vec![] };
    for (index, span) in spans.iter().enumerate() {
        let inside: Vec<usize> = (0..gold.len()).filter(|&word| home[word] == index).collect();
        made.words.push(span.of(text).to_owned());
        let Some(&first) = inside.first() else {
            // A piece of a gold word that began before has its tag.
            let owner = gold.iter().position(|word| word.start < span.start() && span.start() < word.end)?;
            made.tags.push(Tag::parse(gold[owner].tag).unwrap_or(Tag::Xx));
            made.whole.push(false);
            continue;
        };
        let top =
            inside.iter().copied().find(|&word| gold[word].head == 0 || home[gold[word].head - 1] != index);
        let top = top.unwrap_or(first);
        let tag = Tag::parse(gold[top].tag).unwrap_or(Tag::Xx);
        let modifier =
            matches!(gold[top].label, "amod" | "compound" | "nmod" | "nmod:unmarked" | "nmod:desc");
        let adjective =
            inside.len() > 1 && modifier && !tag.is_proper_noun() && tag != Tag::Cd && tag != Tag::Sym;
        made.tags.push(if adjective { Tag::Jj } else { tag });
        made.whole.push(
            inside.iter().all(|&word| gold[word].end <= span.end()) && gold[first].start == span.start(),
        );
    }
    Some(made)
}
