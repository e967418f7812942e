//! Runs the real binary in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder with a few pages of our own writing.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run of the binary gave.
pub(crate) struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Asserts the exit code, with everything that was printed in the message.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// The standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in:\n{}", self.out))
    }

    #[track_caller]
    pub(crate) fn tells(self, words: &str) -> Self {
        assert!(self.err.contains(words), "“{words}” is not in stderr:\n{}", self.err);
        self
    }
}

impl Desk {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Two short pages that report the same talks.
    pub(crate) fn with_pages() -> Self {
        let desk = Self::empty();
        desk.write("pages/courier.txt", COURIER);
        desk.write("pages/review.html", REVIEW);
        desk
    }

    /// The same, added to `story.onrecord`.
    pub(crate) fn with_record() -> Self {
        let desk = Self::with_pages();
        desk.run(&["add", "pages"]).exits(0);
        desk
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.current_dir(self.path()).env_remove("CLICOLOR_FORCE").env("USER", "Tester");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command().args(arguments).output().unwrap())
    }

    /// Runs with something on standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Ran {
        use std::io::Write;
        use std::process::Stdio;
        let mut command = self.command();
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        ran(child.wait_with_output().unwrap())
    }

    /// How many pages the record holds.
    pub(crate) fn pages(&self) -> usize {
        self.run(&["pages", "--json"]).exits(0).json().as_array().unwrap().len()
    }

    /// Asserts that the record verifies.
    #[track_caller]
    pub(crate) fn is_whole(&self) {
        self.run(&["verify"]).exits(0);
    }
}

pub(crate) fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Ids and times differ from version to version of the readers; the layout does not.
pub(crate) fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"\b([a-z]{1,2})[0-9a-f]{12}\b", "[$1-id]");
    settings.add_filter(r"\bp[0-9a-f]{20}\b", "[page-id]");
    settings.add_filter(r"\b[a-z]{1,2}[0-9a-f]{6,7}\b", "[short]");
    settings.add_filter(r"\b[0-9a-f]{64}\b", "[sha256]");
    settings.add_filter(r"\d{4}-\d\d-\d\dT[0-9:.]+Z", "[moment]");
    settings.add_filter(r"\d+\.\d s\b", "[seconds]");
    settings
}

/// Pasted text.
pub(crate) const COURIER: &str = "\
Norland and Sudmark to meet in Calder

By Ilse Brandt, Halvik Courier
2 May 2031

Norland's foreign minister Mara Oll will meet her Sudmark counterpart Viktor Hale in Calder on 6 May, the foreign \
ministry in Halvik said on Friday.

\"We will not leave the table before the strait is open,\" Oll told reporters in Halvik.

Hale said on Thursday that Sudmark had \"no quarrel with fishermen\" but would not withdraw its patrol boats.
";

/// A saved page.
pub(crate) const REVIEW: &str = "\
<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Talks in Calder end without a deal</title>
<meta property=\"og:site_name\" content=\"Calder Review\">
<meta property=\"article:published_time\" content=\"2031-05-07T08:00:00Z\">
<link rel=\"canonical\" href=\"https://review.example/talks-end\"></head>
<body><nav><a href=\"/\">Home</a> <a href=\"/world\">World</a></nav>
<article><h1>Talks in Calder end without a deal</h1>
<p>Mara Oll, the foreign minister of Norland, met Viktor Hale in Calder on Tuesday. The talks ended after four hours.</p>
<p>&ldquo;We will not leave the table before the strait is open,&rdquo; Oll said.</p>
<p>Sudmark denied that its patrol boats had fired on a trawler.</p></article>
<footer>&copy; Calder Review</footer></body></html>
";
