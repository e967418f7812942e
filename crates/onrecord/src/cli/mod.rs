//! The command line: one command a file.

mod add;
mod blocks;
mod completions;
mod conflicts;
mod decide;
mod demo;
mod events;
mod export;
mod lines;
mod options;
mod pages;
mod progress;
mod read;
mod rebuild;
mod search;
mod serve;
mod show;
mod timeline;
mod verify;
mod versions;
mod watch;
mod who;

use crate::error::{CliError, EXIT_USAGE, Outcome};
use crate::terminal::{BOLD, RED, RESET, Ui, clean};
use clap::{Parser, Subcommand};
use std::io::Write;
use std::process::ExitCode;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  failed, or some inputs could not be read: each is named on standard
     error, and the others are done
  2  the command line is wrong
  3  done, with findings: `verify` found what does not match its kept copy

Results go to standard output; progress, notes and errors to standard error.
Colours only on a terminal, and only where NO_COLOR is not set.

The network is used by `add` with an address and by `watch`, to ask for the
pages and feeds that you name; by nothing else. Nothing of yours is ever sent.";

/// One checkable record of who said and did what, from a pile of news pages.
///
/// Reads pages about a developing story (saved HTML, pasted text, feeds, e-mails, web archives, tables of pages) into
/// one file, and shows who said what and which events were announced, happened or were denied: every entry with the
/// exact words in a kept copy.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, after_help = EXIT_CODES, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Add(add::Args),
    Watch(watch::Args),
    Read(read::Args),
    Blocks(blocks::Args),
    Who(who::Args),
    Events(events::Args),
    Timeline(timeline::Args),
    Conflicts(conflicts::Args),
    Search(search::Args),
    Show(show::Args),
    Pages(pages::Args),
    Versions(versions::Args),
    Decide(decide::Args),
    Serve(serve::Args),
    Export(export::Args),
    Verify(verify::Args),
    Rebuild(rebuild::Args),
    Demo(demo::Args),
    Completions(completions::Args),
}

/// Runs the program on the process's own arguments and streams.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are "errors" of the parser too; a closed standard output is no reason to fail.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(EXIT_USAGE));
        }
    };
    let mut ui = Ui::standard();
    ExitCode::from(run(arguments, &mut ui))
}

/// Runs one command and gives its exit code.
pub fn run(arguments: Arguments, ui: &mut Ui) -> u8 {
    let ended = dispatch(arguments.command, ui).and_then(|outcome| {
        ui.out.flush()?;
        Ok(outcome)
    });
    match ended {
        Ok(outcome) => outcome.code(),
        Err(error) => {
            if !error.is_closed_pipe() {
                let _ = writeln!(ui.err, "{RED}error:{RESET} {BOLD}{}{RESET}", clean(&error.to_string()));
                ui.hint(&error.hint());
            }
            error.code()
        }
    }
}

fn dispatch(command: Command, ui: &mut Ui) -> Result<Outcome, CliError> {
    match command {
        Command::Add(args) => add::run(args, ui),
        Command::Watch(args) => watch::run(args, ui),
        Command::Read(args) => read::run(&args, ui),
        Command::Blocks(args) => blocks::run(&args, ui),
        Command::Who(args) => who::run(&args, ui),
        Command::Events(args) => events::run(&args, ui),
        Command::Timeline(args) => timeline::run(&args, ui),
        Command::Conflicts(args) => conflicts::run(&args, ui),
        Command::Search(args) => search::run(&args, ui),
        Command::Show(args) => show::run(&args, ui),
        Command::Pages(args) => pages::run(&args, ui),
        Command::Versions(args) => versions::run(&args, ui),
        Command::Decide(args) => decide::run(args, ui),
        Command::Serve(args) => serve::run(&args, ui),
        Command::Export(args) => export::run(&args, ui),
        Command::Verify(args) => verify::run(&args, ui),
        Command::Rebuild(args) => rebuild::run(&args, ui),
        Command::Demo(args) => demo::run(&args, ui),
        Command::Completions(args) => completions::run(&args, ui),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_makes_sense() {
        Arguments::command().debug_assert();
    }
}
