use super::options::RecordFile;
use crate::error::{CliError, Outcome};
use crate::terminal::{BOLD, DIM, RESET, Ui};
use std::io::Write;
use std::path::Path;

/// Show the record in a browser, at an address of this machine that no other machine can reach
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// The port; a free one if left out
    #[arg(long)]
    port: Option<u16>,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    // Opened here so that a file that is no record is told before a browser asks for it.
    args.record.look()?;
    serve(&args.record.path, args.port, ui)
}

/// Serves until the person stops the program.
pub(super) fn serve(record: &Path, port: Option<u16>, ui: &mut Ui) -> Result<Outcome, CliError> {
    let tell = |address: std::net::SocketAddr| {
        let _ = writeln!(ui.out, "{BOLD}http://{address}/{RESET}");
        let _ =
            writeln!(ui.out, "{DIM}Open it in a browser. Ctrl+C stops. Nothing leaves this machine.{RESET}");
        let _ = ui.out.flush();
    };
    crate::server::serve(record, port, tell)?;
    Ok(Outcome::Done)
}
