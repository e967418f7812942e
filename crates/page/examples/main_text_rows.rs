//! Prints what the main text of HTML pages is told from, for `training/main_text`: an object a page, `{"page": …, "blocks": [{"text": …,
//! "features": […]}]}`.
//!
//! `cargo run -p onrecord-page --example main_text_rows -- FILE...`; the page's name is the file's name up to its first dot.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an example is a small program"
)]

use onrecord_page::{Limits, decompress, seen};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let raw = std::fs::read(&path)?;
        let bytes = decompress(&raw, 256 << 20)?;
        let name = std::path::Path::new(&path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let name = name.split('.').next().unwrap_or(name);
        let blocks: Vec<_> = seen(&bytes, &Limits::default())
            .into_iter()
            .map(|block| serde_json::json!({ "text": block.text, "features": block.features }))
            .collect();
        println!("{}", serde_json::json!({ "page": name, "blocks": blocks }));
    }
    Ok(())
}
