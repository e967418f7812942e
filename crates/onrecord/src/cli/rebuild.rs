use super::add::holdings;
use super::options::{ReadAgainWith, RecordFile, reader};
use super::progress;
use crate::error::{CliError, Outcome, Problem};
use crate::pipeline::read_kept;
use crate::terminal::{Ui, block};
use onrecord_store::Record;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::Write;

/// Read every kept copy again and make all rows anew; decisions stay
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    #[command(flatten)]
    with: ReadAgainWith,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let mut record = Record::open_existing(&args.record.path)?;
    let bar = progress::bar(ui, record.pages()?.len(), "reading");
    let mut readers = BTreeMap::new();
    let mut failed = None;
    let rebuilt = record.rebuild(|raw, path, before| {
        bar.inc(1);
        let name = args.with.name(before);
        if let Entry::Vacant(place) = readers.entry(name) {
            match reader(name) {
                Ok(reader) => {
                    place.insert(reader);
                }
                Err(error) => failed = Some(error),
            }
        }
        readers.get(name).map_or_else(Vec::new, |reader| read_kept(reader, raw, path))
    })?;
    bar.finish_and_clear();
    if let Some(error) = failed {
        return Err(error);
    }
    for (path, reason) in &rebuilt.unread {
        let hint = "What the record knew of it is kept; add the page again if you have it.";
        ui.problem(&Problem::new(path, reason, hint));
    }
    let text =
        format!("{} was made anew and holds {}", args.record.path.display(), holdings(&record.overview()?));
    write!(ui.out, "{}", block(&text, 0, ui.width, 9))?;
    Ok(if rebuilt.unread.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}
