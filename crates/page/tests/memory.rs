//! No input, whatever it is full of, takes more than ten times its size in memory.
//!
//! One test in a file of its own: what is allocated is counted for the whole process.

use onrecord_page::{Input, Limits, Source, Taken, read_one, unpack};
use peak_alloc::PeakAlloc;
use std::io::Cursor;
use std::ops::ControlFlow;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// What an input of nothing may take, in bytes: patterns and tables of what is looked for.
const FREE: usize = 64 << 20;

/// Reads all pages of an input; the notes on them.
fn read(bytes: Vec<u8>) -> Vec<String> {
    let limits = Limits::default();
    let mut notes = Vec::new();
    let mut each = |taken: Taken| {
        if let Taken::Input { path, bytes } = taken
            && let Ok(page) = read_one(Input { bytes: &bytes, path: &path }, &limits)
        {
            notes.extend(page.notes.into_iter().map(|note| note.message));
        }
        ControlFlow::Continue(())
    };
    let _ = unpack(Source::Seekable(Box::new(Cursor::new(bytes))), "page", &limits, &mut each);
    notes
}

/// The same, and the bytes at the peak.
fn measured(text: &str) -> (Vec<String>, usize) {
    let bytes = text.as_bytes().to_vec();
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let notes = read(bytes);
    (notes, HEAP.peak_usage().saturating_sub(before))
}

#[test]
fn inputs_of_nothing_but_parts_take_memory_in_proportion() {
    const SIZE: usize = 2_000_000;
    let filled = |head: &str, unit: &str, tail: &str| [head, &unit.repeat(SIZE / unit.len()), tail].concat();
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Herald</title>";
    let mail = "From: a@herald.example\nSubject: Canal\nMIME-Version: 1.0\n\
                Content-Type: multipart/mixed; boundary=b\n\n--b\n\nThe canal is shut.\n";
    let posts =
        "<html><script type=\"application/ld+json\">{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[";
    let canal = "]}</script><p>The canal is shut, Oster said on Monday.</p>";
    // What is compiled once is no input's to answer for.
    read(
        "<html><body><h1>Canal shut</h1><p>The canal is shut, Oster said on Monday.</p>"
            .repeat(20)
            .into_bytes(),
    );
    read("Canal shut\n10:41\nThe canal is shut, Oster said on Monday.\nShare\n".repeat(20).into_bytes());
    for (text, note) in [
        (filled("<html><body>", ".</p>", ""), "elements beyond the first"),
        (filled("<html><body>", "<p>a", ""), "elements beyond the first"),
        (filled("<html><body><ul>", "<li>a</li>", ""), "elements beyond the first"),
        (filled("<html><body>", ".<br><br>", ""), "elements beyond the first"),
        (filled("<html><body>", ".<div>", ""), "nest deeper"),
        (
            filled("<html><body>", "<h1>a<div class=date>1 May, 2031 09:30</div>", ""),
            "elements beyond the first",
        ),
        (filled(posts, "{\"a\":1},", canal), ""),
        (filled("", "a\n", ""), ""),
        (filled("", "a\n\n", ""), ""),
        (filled("", "10:41\nThe canal is shut.\n", ""), ""),
        (filled(atom, "<entry><title>a</title></entry>", "</feed>"), "entries beyond the first"),
        (filled(mail, "--b\n\na\n", "--b--\n"), "more parts than are read"),
    ] {
        let (notes, taken) = measured(&text);
        let shown = &text[..text.len().min(120)];
        assert!(taken < FREE + 10 * text.len(), "{} MiB for {shown:?}", taken >> 20);
        assert!(notes.iter().any(|own| own.contains(note)) || note.is_empty(), "{notes:?} for {shown:?}");
    }
}
