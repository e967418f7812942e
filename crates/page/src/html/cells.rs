//! Pages that a table lays out: rows of one cell, each with a part of the text, as newsletters have it.

use super::blocks::{Block, BlockKind};
use super::features::Sight;
use super::tags::Tag;
use super::tree::Tree;

/// So many rows with text in a single cell make a table that lays a page out.
const FEWEST_ROWS: usize = 3;
/// A block of so many bytes is a paragraph.
const PROSE: usize = 40;
/// Words of a row that speaks to the reader of a newsletter.
const FURNITURE: [&str; 6] = [
    "unsubscribe",
    "view in browser",
    "view this email",
    "manage your",
    "email preferences",
    "privacy policy",
];

/// Adds to the main text of a page what its kind of table leaves outside: the other rows of a column of which some rows are main
/// text, and the caption of a table whose rows are.
///
/// The forest tells blocks by the container that they share with others. Where every paragraph has a row of its own there is no such
/// container but the table, and some rows fall to the one side, some to the other.
pub(super) fn complete(sight: &Sight<'_>, is_main: &mut [bool]) {
    let tree = sight.tree;
    if !is_main.contains(&true) || !tree.elements.iter().any(|element| element.tag == Tag::Table) {
        return;
    }
    let places: Vec<Option<Place>> = places(tree);
    rows(sight, &places, is_main);
    captions(sight, is_main);
}

/// Where in a table an element stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    cell: usize,
    row: usize,
    table: usize,
}

/// The innermost cell, row and table around each element, where the element stands in a cell.
fn places(tree: &Tree<'_>) -> Vec<Option<Place>> {
    // The row of the innermost table that is still open around an element, and that table.
    let mut rows: Vec<(Option<usize>, Option<usize>)> = Vec::with_capacity(tree.elements.len());
    let mut places: Vec<Option<Place>> = Vec::with_capacity(tree.elements.len());
    for (number, element) in tree.elements.iter().enumerate() {
        let parent = element.parent();
        let (row, table) = parent.and_then(|parent| rows.get(parent)).copied().unwrap_or_default();
        let around = parent.and_then(|parent| places.get(parent)).copied().flatten();
        rows.push(match element.tag {
            Tag::Table => (None, Some(number)),
            Tag::Tr => (Some(number), table),
            _ => (row, table),
        });
        places.push(match (element.tag, row, table) {
            (Tag::Table, ..) => None,
            (Tag::Td | Tag::Th, Some(row), Some(table)) => Some(Place { cell: number, row, table }),
            _ => around,
        });
    }
    places
}

/// A row that holds text in one cell.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    /// Its cell; none where it has several.
    cell: Option<usize>,
    blocks: usize,
    has_prose: bool,
    has_main: bool,
    is_furniture: bool,
}

fn rows(sight: &Sight<'_>, places: &[Option<Place>], is_main: &mut [bool]) {
    let mut rows = vec![Row::default(); sight.tree.elements.len()];
    let place_of = |block: &Block| places.get(block.element).copied().flatten();
    for (block, main) in sight.blocks.iter().zip(&*is_main) {
        let Some(place) = place_of(block) else { continue };
        let row = &mut rows[place.row];
        row.cell =
            if row.blocks == 0 { Some(place.cell) } else { row.cell.filter(|cell| *cell == place.cell) };
        row.blocks += 1;
        row.has_prose |= is_prose(block);
        row.has_main |= *main && is_prose(block);
        row.is_furniture |= is_furniture(block);
    }
    let mut of_table: Vec<(usize, bool)> = vec![(0, false); sight.tree.elements.len()];
    let mut last = None;
    for place in sight.blocks.iter().filter_map(place_of) {
        let row = rows[place.row];
        if last != Some(place.row) && row.cell.is_some() && row.has_prose && !row.is_furniture {
            of_table[place.table].0 += 1;
            of_table[place.table].1 |= row.has_main;
        }
        last = Some(place.row);
    }
    for ((block, line), main) in sight.blocks.iter().zip(sight.lines).zip(is_main) {
        let Some(place) = place_of(block) else { continue };
        let (row, (count, has_main)) = (rows[place.row], of_table[place.table]);
        let is_layout = count >= FEWEST_ROWS && has_main;
        let is_text = matches!(
            block.kind,
            BlockKind::Heading | BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote
        );
        let reads = line.furniture.is_none() && block.linked * 2 < block.text.len();
        *main |= is_layout && row.cell.is_some() && row.has_prose && !row.is_furniture && is_text && reads;
    }
}

fn is_prose(block: &Block) -> bool {
    block.kind != BlockKind::Heading && block.text.len() >= PROSE && block.linked * 2 < block.text.len()
}

/// Whether a block speaks to the reader of a letter: how to leave its list, where else to read it.
pub(super) fn is_furniture(block: &Block) -> bool {
    let has_link = block.linked > 0;
    has_link && block.text.len() < 600 && {
        let lower = block.text.to_lowercase();
        FURNITURE.iter().any(|words| lower.contains(words))
    }
}

/// A caption goes with the rows of its table.
fn captions(sight: &Sight<'_>, is_main: &mut [bool]) {
    let tree = sight.tree;
    for at in 0..sight.blocks.len() {
        let element = sight.blocks[at].element;
        let Some(caption) = tree.elements.get(element).filter(|element| element.tag == Tag::Caption) else {
            continue;
        };
        let Some(table) = caption.parent() else { continue };
        let end = tree.elements[table].end();
        let next = sight.blocks[at + 1..].iter().position(|block| block.kind == BlockKind::Row);
        let row = next.map(|next| at + 1 + next);
        is_main[at] |= row.is_some_and(|row| {
            let own = sight.blocks[row].element;
            is_main[row] && (table..end).contains(&own)
        });
    }
}
