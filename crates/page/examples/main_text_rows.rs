//! Prints what the main text of HTML pages is told from, for `training/main_text`: an object a page, `{"page": …, "blocks": [{"text": …,
//! "features": […]}]}`.
//!
//! `cargo run -p onrecord-page --example main_text_rows -- FILE...`; the page's name is the file's name without `.html` and `.gz`.
#![allow(clippy::print_stdout, reason = "an example is a small program")]

mod shared;

use onrecord_page::{Limits, seen};
use shared::{Outcome, each_file, page_name};

fn main() -> Outcome {
    each_file(|path, bytes| {
        let blocks: Vec<_> = seen(bytes, &Limits::default())
            .into_iter()
            .map(|block| serde_json::json!({ "text": block.text, "features": block.features }))
            .collect();
        println!("{}", serde_json::json!({ "page": page_name(path), "blocks": blocks }));
        Ok(())
    })
}
