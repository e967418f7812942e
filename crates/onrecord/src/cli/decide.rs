use super::options::{RecordFile, write_json};
use crate::error::{CliError, Outcome};
use crate::terminal::{CYAN, DIM, RESET, Ui, clean};
use onrecord_record::Decision;
use onrecord_store::{DecisionRow, Record};
use std::io::Write;

/// Correct the record: decisions survive every re-run and can be undone
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Two names mean the same actor
    Same {
        /// One name, as the record shows it
        name: String,
        /// The other
        other: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Two names mean different actors
    Different {
        /// One name, as the record shows it
        name: String,
        /// The other
        other: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// A statement, event, quotation, event group or conflict is a mistake of ours, and is left out
    Reject {
        /// Its id, or the first letters
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Take a decision back
    Undo {
        /// Its number, as `decide list` shows it
        number: i64,
        #[command(flatten)]
        signed: Signed,
    },
    /// List the decisions
    List {
        /// Print the rows as JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, clap::Args)]
struct Signed {
    /// Who decides; by default the name of the account
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The reason
    #[arg(long, value_name = "WORDS", default_value = "")]
    why: String,
}

impl Signed {
    fn name(&self) -> String {
        let account = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        self.by.clone().or_else(account).filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown".into())
    }
}

pub(super) fn run(args: Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    if let What::List { json } = args.what {
        let rows = args.record.look()?.decisions()?;
        if json {
            write_json(ui, &rows)?;
        } else {
            write!(ui.out, "{}", list(&rows))?;
        }
        return Ok(Outcome::Done);
    }
    let mut record = Record::open_existing(&args.record.path)?;
    let done = match args.what {
        What::Same { name, other, signed } => {
            decided(&mut record, &Decision::SameActor { name, other }, &signed)?
        }
        What::Different { name, other, signed } => {
            decided(&mut record, &Decision::DifferentActors { name, other }, &signed)?
        }
        What::Reject { id, signed } => decided(&mut record, &Decision::Reject { id }, &signed)?,
        What::Undo { number, signed } => {
            record.undo_decision(number, &signed.name(), &signed.why)?;
            format!("Decision {number} is undone.")
        }
        What::List { .. } => String::new(),
    };
    record.resolve()?;
    writeln!(ui.out, "{done}")?;
    Ok(Outcome::Done)
}

fn decided(record: &mut Record, decision: &Decision, signed: &Signed) -> Result<String, CliError> {
    let number = record.decide(decision, &signed.name(), &signed.why)?;
    Ok(format!("Decision {number}: {}. Undo it with `onrecord decide undo {number}`.", words(decision)))
}

fn words(decision: &Decision) -> String {
    match decision {
        Decision::SameActor { name, other } => {
            format!("“{}” and “{}” are the same actor", clean(name), clean(other))
        }
        Decision::DifferentActors { name, other } => {
            format!("“{}” and “{}” are different actors", clean(name), clean(other))
        }
        Decision::Reject { id } => format!("{} is left out", clean(id)),
    }
}

fn list(rows: &[DecisionRow]) -> String {
    if rows.is_empty() {
        return "No decisions yet.\n".into();
    }
    let mut text = String::new();
    for row in rows {
        let undone =
            row.undone_by.as_deref().map(|by| format!(", undone by {}", clean(by))).unwrap_or_default();
        text.push_str(&format!("{CYAN}{:>4}{RESET}  {}{undone}\n", row.number, words(&row.decision)));
        let why = if row.why.is_empty() { String::new() } else { format!(": {}", clean(&row.why)) };
        text.push_str(&format!("      {DIM}{} {}{why}{RESET}\n", clean(&row.by), clean(&row.at)));
    }
    text
}
