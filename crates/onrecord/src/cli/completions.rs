use super::Arguments;
use crate::error::{CliError, Outcome};
use crate::terminal::Ui;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::Write;

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "onrecord", &mut script);
    ui.out.write_all(&script)?;
    Ok(Outcome::Done)
}
