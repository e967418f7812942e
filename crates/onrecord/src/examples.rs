//! The example pages, carried in the program.

use crate::input::Place;
use include_dir::{Dir, include_dir};

static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../examples/pages");

/// The example pages, by name.
pub fn pages() -> impl Iterator<Item = Place> {
    let mut files: Vec<_> = PAGES.files().collect();
    files.sort_by_key(|file| file.path());
    files
        .into_iter()
        .filter_map(|file| Some(Place::Embedded { name: file.path().to_str()?, bytes: file.contents() }))
}
