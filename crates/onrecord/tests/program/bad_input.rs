//! Input that is broken, hostile or out of reach: each is named with what to do, the others go on, the record stays whole.

use crate::common::{COURIER, Desk, Ran};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

/// Adds a bad input beside a good one: the bad one is named with a hint, the good one is in the record.
#[track_caller]
fn refused(desk: &Desk, bad: &str, reason: &str) -> Ran {
    desk.write("good.txt", COURIER);
    let ran = desk.run(&["add", bad, "good.txt"]).exits(1).tells(bad).tells(reason).tells("hint:");
    assert_eq!(desk.pages(), 1);
    desk.is_whole();
    ran
}

/// Adds an input that is odd but can be read.
#[track_caller]
fn accepted(desk: &Desk, name: &str) {
    desk.write("good.txt", COURIER);
    desk.run(&["add", name, "good.txt"]).exits(0);
    assert_eq!(desk.pages(), 2);
    desk.is_whole();
}

fn gzip(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), level);
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn an_empty_file() {
    let desk = Desk::empty();
    desk.write("empty.txt", "");
    refused(&desk, "empty.txt", "empty");
}

#[test]
fn a_binary_file() {
    let desk = Desk::empty();
    let noise: Vec<u8> = (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    desk.write("talks.txt", [b"\x89PNG\r\n\x1a\n\0\0".as_slice(), &noise].concat());
    refused(&desk, "talks.txt", "");
}

#[test]
fn fifty_megabytes_of_one_word() {
    fifty_megabytes_of("strait");
}

#[test]
fn fifty_megabytes_of_one_line() {
    fifty_megabytes_of("The strait is open, she said. ");
}

/// What is too long is cut with a note, in bounded time.
fn fifty_megabytes_of(words: &str) {
    let desk = Desk::empty();
    desk.write("long.txt", words.repeat(50 * 1024 * 1024 / words.len()));
    let begun = Instant::now();
    accepted(&desk, "long.txt");
    assert!(begun.elapsed().as_secs() < 300, "it took {:?}", begun.elapsed());
    let ran = desk.run(&["read", "long.txt"]).exits(0);
    assert!(ran.out.contains("note:"), "{}", ran.out);
}

#[test]
fn broken_utf8_and_a_wrong_charset_declaration() {
    let desk = Desk::empty();
    desk.write("broken.txt", [COURIER.as_bytes(), b"\n\xff\xfe\xc3( Caf\xe9 \xe2\x82"].concat());
    accepted(&desk, "broken.txt");
    let desk = Desk::empty();
    desk.write("lying.html", crate::common::REVIEW.replace("charset=\"utf-8\"", "charset=\"shift_jis\""));
    accepted(&desk, "lying.html");
}

#[test]
fn deeply_nested_html() {
    let desk = Desk::empty();
    let (open, close) = ("<div><b>".repeat(50_000), "</b></div>".repeat(50_000));
    desk.write(
        "deep.html",
        format!("<!doctype html><html><body>{open}<p>Mara Oll said: “We wait.”</p>{close}</body></html>"),
    );
    accepted(&desk, "deep.html");
}

#[test]
fn a_zip_bomb_behind_gz() {
    let desk = Desk::empty();
    // 600 MB of zeros pack into 600 kB.
    let megabytes = vec![0_u8; 1 << 20];
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..600 {
        packed.write_all(&megabytes).unwrap();
    }
    desk.write("bomb.html.gz", packed.finish().unwrap());
    refused(&desk, "bomb.html.gz", "expands to more than");
}

#[test]
fn a_gzip_file_cut_short() {
    let desk = Desk::empty();
    let packed = gzip(COURIER.as_bytes(), Compression::default());
    desk.write("cut.txt.gz", &packed[..packed.len() / 2]);
    refused(&desk, "cut.txt.gz", "damaged");
}

#[test]
fn a_bad_row_in_a_table() {
    let desk = Desk::empty();
    desk.write("table.jsonl", "{\"id\":\"one\",\"text\":\"Mara Oll waited in Halvik.\"}\n{\"id\":\"two\"\n");
    let ran = desk.run(&["add", "table.jsonl"]).exits(1).tells("table.jsonl:2").tells("hint:");
    assert!(ran.out.starts_with("Added 1 page"), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn a_directory_loop() {
    let desk = Desk::empty();
    desk.write("pages/good.txt", COURIER);
    std::os::unix::fs::symlink("..", desk.path().join("pages/up")).unwrap();
    desk.run(&["add", "pages"]).exits(0).tells("pages/up").tells("walked already");
    assert_eq!(desk.pages(), 1);
}

#[test]
fn a_path_that_is_not_there() {
    refused(&Desk::empty(), "gone.txt", "no such file");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::empty();
    let path = desk.write("secret.txt", COURIER);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        // Who may read everything (root, as in most containers) gets a link to nowhere instead.
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(desk.path().join("folder")).unwrap();
        std::os::unix::fs::symlink("nowhere", desk.path().join("folder/secret.txt")).unwrap();
        refused(&desk, "folder", "cannot be reached");
    } else {
        refused(&desk, "secret.txt", "may not be read");
    }
}

#[test]
fn a_record_that_is_none() {
    let desk = Desk::with_pages();
    let path = desk.write(
        "notes.onrecord",
        "Shopping: bread, milk, and a good deal more than a hundred bytes of other text.",
    );
    let before = std::fs::read(&path).unwrap();
    for arguments in
        [["add", "--record", "notes.onrecord", "pages"].as_slice(), &["who", "--record", "notes.onrecord"]]
    {
        desk.run(arguments).exits(1).tells("notes.onrecord").tells("not a record").tells("hint:");
    }
    assert_eq!(std::fs::read(&path).unwrap(), before, "it is not touched");
    desk.run(&["add", "--record", "pages", "pages"]).exits(1).tells("folder");
}

#[test]
fn a_record_from_a_newer_version() {
    let desk = Desk::with_record();
    let path = desk.path().join("story.onrecord");
    let mut bytes = std::fs::read(&path).unwrap();
    // The four bytes of SQLite's `user_version`, which is the layout of a record.
    bytes[60..64].copy_from_slice(&999_u32.to_be_bytes());
    std::fs::write(&path, &bytes).unwrap();
    desk.run(&["add", "pages"]).exits(1).tells("newer version").tells("hint:");
    desk.run(&["who"]).exits(1).tells("newer version");
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "it is not touched");
}

/// No file may grow past a limit while pages are added: the writes fail as on a full disk.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_while_adding() {
    let desk = Desk::with_record();
    let words = (0..60_000).map(|n| format!("word{} ", n * 7919 % 100_003)).collect::<String>();
    desk.write("large.txt", format!("{COURIER}\n{words}"));
    let size = std::fs::metadata(desk.path().join("story.onrecord")).unwrap().len();
    let mut shell = std::process::Command::new("sh");
    // `ulimit -f` counts blocks of 512 bytes in POSIX shells, of 1024 in others: both leave too little.
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" add large.txt", size / 1024 + 40);
    let full = shell
        .arg("-c")
        .arg(script)
        .arg(env!("CARGO_BIN_EXE_onrecord"))
        .current_dir(desk.path())
        .output()
        .unwrap();
    crate::common::ran(full).exits(1).tells("story.onrecord").tells("hint:");
    desk.is_whole();
    assert_eq!(desk.pages(), 2, "the record is as it was");
    desk.run(&["add", "large.txt"]).exits(0);
    assert_eq!(desk.pages(), 3, "the same command finishes the work");
    desk.is_whole();
}

/// Killed at any moment, the record is whole, and adding again gives what an undisturbed run gives.
#[test]
fn killed_while_adding() {
    let desk = Desk::empty();
    for number in 0..40 {
        desk.write(
            &format!("pages/{number:02}.txt"),
            COURIER.replace("6 May", &format!("{} June", number % 28 + 1)),
        );
    }
    desk.run(&["add", "--record", "calm.onrecord", "pages"]).exits(0);
    for milliseconds in [30, 80, 150, 300] {
        let mut child =
            desk.command().args(["add", "pages"]).stdout(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        if Path::new(&desk.path().join("story.onrecord")).exists() {
            // Killed before the tables were made, the file is empty and counts as no record yet.
            let verified = desk.run(&["verify"]);
            assert!(verified.code == 0 || verified.err.contains("empty"), "{}{}", verified.out, verified.err);
        }
    }
    desk.run(&["add", "pages"]).exits(0);
    for arguments in [["events", "--json"], ["who", "--json"], ["pages", "--json"]] {
        let [story, calm] = ["story.onrecord", "calm.onrecord"]
            .map(|record| desk.run(&[arguments.as_slice(), &["--record", record]].concat()).exits(0).out);
        assert_eq!(story, calm, "{arguments:?}");
    }
}
