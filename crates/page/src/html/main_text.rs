use super::blocks::Block;
use super::cells;
use super::features::{self, Sight};
use super::guess;
use super::metadata::Metadata;
use crate::forest::{Forest, probability};
use std::sync::OnceLock;

/// The trained forest; `training/main_text` makes it.
const FOREST: &str = include_str!("../../data/main_text.forest");
/// A block is main text from this probability on; found on the training pages, by host.
const LEAST: f32 = 0.5;
/// A block with more tenths of its bytes in links points to another story, whatever stands around it.
const MOST_LINKED: usize = 8;

/// Which blocks are the page's main text.
///
/// A trained forest scores each block by what it is, by where it stands and by what the guesses without training say of it and of its
/// neighbours. It is monotone in what speaks for a block or against it everywhere: more links never make a block more likely.
pub(crate) fn of(sight: &Sight<'_>) -> Vec<bool> {
    // Pages of a few words are not what the forest has learnt from; there the guess alone decides.
    let chosen = by_forest(sight).filter(|chosen| chosen.contains(&true));
    let mut chosen = chosen.unwrap_or_else(|| {
        let [_, guess] = guess::of(sight.tree, sight.blocks, sight.lines);
        guess.chosen
    });
    cells::complete(sight, &mut chosen);
    chosen
}

fn by_forest(sight: &Sight<'_>) -> Option<Vec<bool>> {
    let forest = forest()?;
    let chosen = features::of(sight, |at, row| {
        let block = &sight.blocks[at];
        let is_pointer = block.linked * 10 > block.text.len() * MOST_LINKED;
        !is_pointer && probability(forest.score(&row())) >= LEAST
    });
    Some(chosen)
}

fn forest() -> Option<&'static Forest> {
    static FORESTS: OnceLock<Option<Forest>> = OnceLock::new();
    FORESTS.get_or_init(|| Forest::read(FOREST, "blocks", features::COUNT)).as_ref()
}

/// Letters and digits only, in lower case.
pub(crate) fn squeeze(text: &str) -> String {
    if text.is_ascii() {
        // Each byte is written, and kept where it is a letter or a digit: so no byte waits for what the one before was.
        let (mut squeezed, mut length) = (vec![0; text.len()], 0);
        for byte in text.bytes() {
            squeezed[length] = byte.to_ascii_lowercase();
            length += usize::from(byte.is_ascii_alphanumeric());
        }
        squeezed.truncate(length);
        return String::from_utf8(squeezed).unwrap_or_default();
    }
    let mut squeezed = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_ascii_alphanumeric() {
            squeezed.push(char.to_ascii_lowercase());
        } else if !char.is_ascii() && char.is_alphanumeric() {
            squeezed.extend(char.to_lowercase());
        }
    }
    squeezed
}

/// Whether a text begins, in letters and digits, with some squeezed words, or these with it. A text of up to eight bytes says nothing.
pub(crate) fn says(text: &str, squeezed: &str) -> bool {
    let mut rest = squeezed;
    let mut length = 0;
    for letter in text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase) {
        length += letter.len_utf8();
        match rest.strip_prefix(letter) {
            Some(behind) => rest = behind,
            None if rest.is_empty() => break,
            None => return false,
        }
    }
    length > 8
}

/// The block of the headline as far as it is told without knowing the main text: the one that says what the metadata's title
/// says, a heading before others; else the first heading of the first level.
pub(crate) fn headline(blocks: &[Block], metadata: &Metadata) -> Option<usize> {
    let wanted = metadata.title.as_deref().map(squeeze).filter(|title| title.len() > 8);
    let says_it = |block: &&Block| {
        wanted.as_deref().is_some_and(|wanted| block.text.len() <= 400 && says(&block.text, wanted))
    };
    let place = |holds: &dyn Fn(&&Block) -> bool| blocks.iter().position(|block| holds(&block));
    place(&|block| block.level == 1 && says_it(block))
        .or_else(|| place(&|block| block.level > 0 && says_it(block)))
        .or_else(|| place(&says_it))
        .or_else(|| place(&|block| block.level == 1))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_forest_is_there() {
        assert!(super::forest().is_some());
    }
}
