//! Prints HTML pages as copying them from a browser gives them, an object a page, `{"page": …, "headline": …, "text": …}`, for
//! `training/pasted_text` and `benchmarks/text.sh`.
//!
//! `cargo run -p onrecord-page --example copied_text -- FILE...`; the page's name is the file's name up to its first dot.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an example is a small program"
)]

use onrecord_page::{Limits, copied, decompress};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let raw = std::fs::read(&path)?;
        let bytes = decompress(&raw, 256 << 20)?;
        let name = std::path::Path::new(&path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let name = name.split('.').next().unwrap_or(name);
        let page = copied(&bytes, &Limits::default());
        println!("{}", serde_json::json!({ "page": name, "headline": page.headline, "text": page.text }));
    }
    Ok(())
}
