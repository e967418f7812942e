//! An HTML page: its readable text, and from there on the same reading as of copied text, with what the markup tells.
//!
//! The phases are [`markup`] (tags and text), [`tree`] (what stands in what), [`blocks`] (the readable text), [`metadata`], [`main_text`]
//! (which blocks are the story) and [`live`] (posts that the markup parts).

mod blocks;
mod cells;
mod copied;
mod dated;
mod entities;
mod features;
mod guess;
mod kinds;
mod live;
mod main_text;
mod markup;
mod metadata;
mod microdata;
mod published;
mod release;
mod saved;
mod stories;
mod structure;
mod tags;
mod tree;
mod unshown;

pub use copied::{Copied, copied};
pub use dated::Markup;
pub(crate) use published::address::date_in_url;
pub use structure::{Piece, PieceKind, Seen, seen, structure};

use structure::Apart;

use crate::decode::Decoded;
use crate::pasted::lines::{self, Furniture, Line, Shape};
use crate::{Input, Limits, language, outlet, pasted};
use onrecord_text::{
    Basis, Dating, Format, Item, ItemKind, Note, Outlet, Page, Span, page_id_of, sha256_hex,
};

/// Reads an HTML page.
pub(crate) fn read(input: Input<'_>, decoded: Decoded<'_>, limits: &Limits) -> Page {
    read_as(input, decoded, limits, None)
}

/// The same with a date that the supplier gave.
pub(crate) fn read_as(
    input: Input<'_>,
    decoded: Decoded<'_>,
    limits: &Limits,
    given: Option<Dating>,
) -> Page {
    let Decoded { text: markup, mut notes } = decoded;
    let apart = Apart::of(&markup, limits, &mut notes);
    let mut is_main = main_text::of(&apart.sight());
    release::unmark(&apart.blocks, &mut is_main);
    let Apart { tree, metadata, blocks, text, spans, lines: told_by_words, .. } = apart;
    let blocks = blocks.as_slice();
    let title = title_block(blocks, &told_by_words, &is_main, &metadata);
    let mut lines = told_by_words.clone();
    mark(&mut lines, blocks, &is_main, title);
    let sha256 = sha256_hex(input.bytes);
    let id = page_id_of(&sha256);
    let given = given
        .or_else(|| metadata.published.clone().map(|published| with_words(&text, &lines, title, published)));
    let sight = live::Sight {
        tree: &tree,
        blocks,
        lines: &told_by_words,
        text: &text,
        metadata: &metadata,
        is_main: &is_main,
        given: given.as_ref(),
    };
    let posts = live::posts(&sight);
    let of_page = given.clone();
    let (mut items, boilerplate) = match posts {
        Some(posts) => live::items(&id, &sight, &spans, posts, title),
        None => match body_of(&is_main, spans.len(), title) {
            Some(body) => pasted::read_story(&id, &text, &lines, body, title, given),
            None => pasted::read_lines(&id, &text, &told_by_words, given),
        },
    };
    add_byline(&text, &mut items, blocks, &spans, &metadata);
    notes.extend(unshown::note(&metadata, &items, &text));
    // All that is left of a page whose script fetches the story is its headline, which points nowhere else.
    if let ([only], Some(given)) = (items.as_mut_slice(), of_page)
        && only.kind == ItemKind::Teaser
        && !only.published.is_known()
        && only.title.is_some_and(|own| metadata.says_title(own.of(&text)))
    {
        only.published = given;
    }
    let domain = metadata.url.as_deref().and_then(outlet::domain_of);
    let named = metadata.outlet.clone().map(|name| Outlet { name, domain: domain.clone() });
    Page {
        sha256,
        path: input.path.to_owned(),
        url: metadata.url.clone(),
        outlet: named.or_else(|| {
            let found = outlet::in_text(&text, &lines)?;
            Some(Outlet { domain: domain.clone(), ..found })
        }),
        language: metadata.language.clone().or_else(|| language::of(&text)),
        format: Format::Html,
        items,
        boilerplate,
        notes,
        id,
        text,
    }
}

/// The same with the words that say it, where they stand in the readable text: what people read has a place there.
fn with_words(text: &str, lines: &[Line], title: Option<usize>, mut published: Dating) -> Dating {
    let said =
        published.candidates.first().filter(|_| published.basis == Basis::Stated).map(|first| &first.words);
    if let Some(words) = said {
        let from = title.and_then(|title| lines.get(title)).map_or(0, |line| line.span.start());
        let place = |from: usize| Some(from + text.get(from..)?.find(words.as_str())?);
        let start = place(from).or_else(|| place(0));
        published.evidence.extend(start.and_then(|start| Span::new(start, start + words.len())));
    }
    published
}

/// The lines from the first to the last of the main text, below the headline where that is one of them.
fn body_of(is_main: &[bool], count: usize, title: Option<usize>) -> Option<std::ops::Range<usize>> {
    let is_body = |number: &usize| is_main[*number] && Some(*number) != title;
    let first = (0..count).find(|number| is_body(number) && title.is_none_or(|title| *number > title));
    let first = first.or_else(|| (0..count).find(is_body))?;
    let last = (first..count).rev().find(is_body)?;
    Some(first..last + 1)
}

/// Markup of a feed entry as readable text.
pub(crate) fn readable(markup: &str, limits: &Limits) -> String {
    let blocks = blocks::of(&tree::parse_within(markup, limits));
    blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// The readable text, and where each block stands in it; as many blocks as the limit allows.
fn join(blocks: &[blocks::Block], limit: usize, notes: &mut Vec<Note>) -> (String, Vec<Span>) {
    let length: usize = blocks.iter().map(|block| block.text.len() + 2).sum();
    let (mut text, mut spans) = (String::with_capacity(length.min(limit)), Vec::with_capacity(blocks.len()));
    for block in blocks {
        if text.len() + block.text.len() + 2 > limit {
            notes.push(Note::page(format!(
                "The page has more than {limit} bytes of text; the rest was left out."
            )));
            break;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&block.text);
        spans.extend(Span::new(start, text.len()));
    }
    (text, spans)
}

/// The block of the story's headline: the first-level heading or title that says what the metadata says, else the last
/// heading above the main text.
fn title_block(
    blocks: &[blocks::Block],
    lines: &[Line],
    is_main: &[bool],
    metadata: &metadata::Metadata,
) -> Option<usize> {
    let Some(first) = is_main.iter().position(|main| *main) else {
        return main_text::headline(blocks, metadata);
    };
    let wanted = metadata.title.as_deref().map(main_text::squeeze).filter(|title| title.len() > 8);
    let same =
        |block: &blocks::Block| wanted.as_deref().is_some_and(|wanted| main_text::says(&block.text, wanted));
    let reach = blocks.len().min(first + 4);
    let named = (0..reach).rev().find(|number| blocks[*number].text.len() < 400 && same(&blocks[*number]));
    let heading =
        |last: usize| (0..=last).rev().find(|number| blocks[*number].kind == blocks::BlockKind::Heading);
    named.or_else(|| heading(first)).or_else(|| {
        // A day or a label ("Press release") that stands above the headline may count as main text.
        let is_label = |number: &usize| {
            let line = &lines[*number];
            line.stamp.is_some() || line.is_byline || line.shape == Shape::Label
        };
        heading(
            (first..reach).take_while(is_label).last().map(|label| label + 1).filter(|last| *last < reach)?,
        )
    })
}

/// A date line may stand below so many paragraphs, less one: a standfirst, and what introduces it.
const PARAGRAPHS_ABOVE_DATE: usize = 2;

/// Marks the lines of a page as the markup tells them: what it puts outside the main text is furniture.
fn mark(lines: &mut [Line], blocks: &[blocks::Block], is_main: &[bool], title: Option<usize>) {
    let mut paragraphs = 0;
    for (number, (line, block)) in lines.iter_mut().zip(blocks).enumerate() {
        // A date below paragraphs of the story is that of something else; what the page says of its own day, the markup has told.
        let is_head = title.is_some_and(|title| number > title && number <= title + 12)
            && paragraphs < PARAGRAPHS_ABOVE_DATE;
        if is_main[number] && Some(number) != title {
            paragraphs += usize::from(line.shape == Shape::Body);
        }
        if Some(number) == title {
            line.furniture = None;
            line.stamp = None;
            line.is_byline = false;
            line.shape = Shape::Head;
        } else if is_main[number] {
            // The markup has shown it to be text; between the headline and the first paragraph the author's line stays one.
            line.furniture = None;
            line.stamp = None;
            line.is_byline &= is_head && paragraphs == 0;
            let is_text = !matches!(block.kind, blocks::BlockKind::Heading | blocks::BlockKind::Caption);
            if is_text && line.words >= 4 && lines::ends_sentence(&block.text) {
                line.shape = Shape::Body;
            }
        } else if line.stamp.is_none() && !line.is_byline {
            // Between paragraphs of a story this does not part them, so it counts as a caption.
            line.furniture = Some(Furniture::Caption);
        } else if !is_head {
            line.furniture = Some(Furniture::Caption);
            line.stamp = None;
        }
    }
}

/// Gives an article without a byline the line below its headline that names an author of the metadata, and one whose byline has a date
/// in it the author alone.
fn add_byline(
    text: &str,
    items: &mut [Item],
    blocks: &[blocks::Block],
    spans: &[Span],
    metadata: &metadata::Metadata,
) {
    let has_digit = |span: Span| span.of(text).bytes().any(|byte| byte.is_ascii_digit());
    let wants = |item: &&mut Item| item.kind == ItemKind::Article && item.byline.is_none_or(has_digit);
    let Some(item) = items.iter_mut().find(wants) else {
        return;
    };
    let named = blocks.iter().zip(spans).filter(|(_, span)| item.span.contains(**span)).take(8).find_map(
        |(block, span)| {
            let author = metadata
                .authors
                .iter()
                .find(|author| author.len() > 4 && block.text.contains(author.as_str()))?;
            let at = block.text.find(author.as_str())?;
            let end = span.start() + at + author.len();
            // The word that introduces the author goes with the name, as in a line that is nothing else.
            let is_introduced = block.text[..at].trim().eq_ignore_ascii_case("by");
            let start = if is_introduced { span.start() } else { span.start() + at };
            (block.text.len() < 160)
                .then(|| Span::new(start, end))
                .flatten()
                .filter(|span| !span.of(text).is_empty())
        },
    );
    item.byline = named.or(item.byline);
}
