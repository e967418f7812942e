//! Prints HTML pages as copying them from a browser gives them, an object a page, `{"page": …, "headline": …, "text": …}`, for
//! `training/pasted_text` and `benchmarks/text.sh`.
//!
//! `cargo run -p onrecord-page --example copied_text -- FILE...`; the page's name is the file's name without `.html` and `.gz`.
#![allow(clippy::print_stdout, reason = "an example is a small program")]

mod shared;

use onrecord_page::{Limits, copied};
use shared::{Outcome, each_file, page_name};

fn main() -> Outcome {
    each_file(|path, bytes| {
        let page = copied(bytes, &Limits::default());
        let row =
            serde_json::json!({ "page": page_name(path), "headline": page.headline, "text": page.text });
        println!("{row}");
        Ok(())
    })
}
