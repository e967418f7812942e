//! What can go wrong in the program, and what a person is told about it.

use crate::server::ServeError;
use onrecord_store::StoreError;
use std::io;
use std::path::{Path, PathBuf};

/// Done.
pub const EXIT_DONE: u8 = 0;
/// Failed: nothing was done, or some inputs could not be read and the others are done.
pub const EXIT_FAILED: u8 = 1;
/// The command line is wrong.
pub const EXIT_USAGE: u8 = 2;
/// Done, and something was found: a span or a kept copy that does not verify.
pub const EXIT_FINDINGS: u8 = 3;

/// How a command that ran to its end came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done.
    Done,
    /// Some inputs could not be read; the others are done.
    SomeFailed,
    /// Done, with findings.
    Findings,
}

impl Outcome {
    /// The exit code that a shell sees.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => EXIT_DONE,
            Self::SomeFailed => EXIT_FAILED,
            Self::Findings => EXIT_FINDINGS,
        }
    }
}

/// One input that could not be read: the others go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The input, as the person named it.
    pub place: String,
    /// What is wrong with it.
    pub message: String,
    /// What to do about it; empty where there is nothing to advise.
    pub hint: String,
}

impl Problem {
    /// A problem with an input.
    pub fn new(place: impl Into<String>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), hint: hint.into() }
    }

    /// A problem that the operating system reports about a path.
    #[must_use]
    pub fn io(path: &Path, error: &io::Error) -> Self {
        let (message, hint) = match error.kind() {
            io::ErrorKind::NotFound => {
                ("there is no such file or folder".into(), "Check the spelling of the path.")
            }
            io::ErrorKind::PermissionDenied => (
                "it may not be read by you".into(),
                "Change its permissions, or copy it to where you may read it.",
            ),
            io::ErrorKind::IsADirectory => ("it is a folder, not a file".into(), "Name a file."),
            _ => (format!("it could not be read: {error}"), "Check the disk that it is on, then try again."),
        };
        Self::new(path.display().to_string(), message, hint)
    }
}

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The arguments parse, but make no sense together.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to type.
        hint: String,
    },
    /// A model in the program is damaged.
    #[error("the model “{name}” in this program is damaged: {source}")]
    Model {
        /// Which.
        name: String,
        /// What is wrong with it.
        source: onrecord_tagger::encoder::ModelError,
    },
    /// The record refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file or folder that we write could not be written.
    #[error("{} could not be written: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The record could not be shown in a browser.
    #[error(transparent)]
    Server(#[from] ServeError),
    /// Standard output could not be written.
    #[error("standard output could not be written: {0}")]
    Output(#[from] io::Error),
}

impl CliError {
    /// The exit code that a shell sees.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::Usage { .. } => EXIT_USAGE,
            _ if self.is_closed_pipe() => EXIT_DONE,
            _ => EXIT_FAILED,
        }
    }

    /// Whether the reader of our output has gone (`onrecord who | head`): that is no error.
    #[must_use]
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// What to do about it; empty where there is nothing to advise.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Usage { hint, .. } => hint.clone(),
            Self::Model { .. } => "Install the program again, or read with --model rules.".into(),
            Self::Store(source) => source.hint().into(),
            Self::Write { .. } => "Check that the folder exists, may be written by you and has room.".into(),
            Self::Server(ServeError::Record(source)) => source.hint().into(),
            Self::Server(_) => "Try another port with --port, or leave --port out to take a free one.".into(),
            Self::Output(_) => "Check that the disk behind the redirection has room.".into(),
        }
    }
}
