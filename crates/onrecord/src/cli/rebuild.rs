use super::add::holdings;
use super::options::{ReadWith, RecordFile};
use super::progress;
use crate::error::{CliError, Outcome, Problem};
use crate::pipeline::read_kept;
use crate::terminal::{Ui, block};
use onrecord_store::Record;
use std::io::Write;

/// Read every kept copy again and make all rows anew; decisions stay
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    #[command(flatten)]
    with: ReadWith,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let reader = args.with.reader()?;
    let mut record = Record::open_existing(&args.record.path)?;
    let bar = progress::bar(ui, record.pages()?.len(), "reading");
    let rebuilt = record.rebuild(|raw, path| {
        bar.inc(1);
        read_kept(&reader, raw, path)
    })?;
    bar.finish_and_clear();
    for (path, reason) in &rebuilt.unread {
        let hint = "What the record knew of it is kept; add the page again if you have it.";
        ui.problem(&Problem::new(path, reason, hint));
    }
    let text =
        format!("{} was made anew and holds {}", args.record.path.display(), holdings(&record.overview()?));
    write!(ui.out, "{}", block(&text, 0, ui.width, 9))?;
    Ok(if rebuilt.unread.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}
