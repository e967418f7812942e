use super::lines;
use super::options::{RecordFile, day, write_json};
use crate::error::{CliError, Outcome};
use crate::terminal::{BOLD, CYAN, DIM, RESET, Ui, block, cell, clean};
use onrecord_store::views::{ActorRow, StatementQuery, StatementRow};
use onrecord_text::{ActorType, Mode};
use serde::Serialize;
use std::io::Write;

/// List who speaks and acts, or what somebody said, by day
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// Part of a name or of an office ("foreign minister"), or an actor's id
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Only statements with these words
    #[arg(long, value_name = "WORDS")]
    about: Option<String>,
    /// Only statements of this mode
    #[arg(long, value_parser = super::options::one_of(Mode::ALL, Mode::as_str))]
    mode: Option<Mode>,
    /// Said on this day or later
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<String>,
    /// Said on this day or earlier
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<String>,
    /// Places too (without WORDS)
    #[arg(long)]
    all: bool,
    /// Print the rows as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Said<'a> {
    actors: &'a [ActorRow],
    statements: &'a [StatementRow],
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let record = args.record.look()?;
    let words = Some(args.words.join(" ")).filter(|words| !words.trim().is_empty());
    let narrowed = args.about.is_some() || args.mode.is_some() || args.from.is_some() || args.to.is_some();
    if words.is_none() && !narrowed {
        let mut actors = record.actors(None)?;
        actors.retain(|actor| args.all || is_somebody(actor));
        if args.json {
            write_json(ui, &actors)?;
        } else {
            write!(ui.out, "{}", list(&actors, ui.width))?;
        }
        return Ok(Outcome::Done);
    }
    let actors = match &words {
        Some(words) => record.actors(Some(words))?,
        None => Vec::new(),
    };
    let ledger = record.statements(&StatementQuery {
        words: args.about.clone(),
        speaker: words.clone(),
        mode: args.mode,
        from: args.from.clone(),
        to: args.to.clone(),
        ..StatementQuery::default()
    })?;
    if args.json {
        write_json(ui, &Said { actors: &actors, statements: &ledger.rows })?;
        return Ok(Outcome::Done);
    }
    let speakers = actors.iter().filter(|actor| ledger.rows.iter().any(|row| is_speaker(row, actor)));
    for actor in speakers {
        write!(ui.out, "{}", portrait(actor, ui.width))?;
    }
    match &words {
        Some(words) if actors.is_empty() && ledger.rows.is_empty() => {
            writeln!(ui.out, "Nobody in the record is called or described as “{}”.", clean(words))?;
        }
        _ if ledger.rows.is_empty() => writeln!(ui.out, "No such statement in these pages.")?,
        _ => write!(ui.out, "{}", by_day(&ledger.rows, ui.width))?,
    }
    Ok(Outcome::Done)
}

fn is_somebody(actor: &ActorRow) -> bool {
    actor.kind != ActorType::Place || actor.statements > 0 || actor.events > 0
}

fn is_speaker(row: &StatementRow, actor: &ActorRow) -> bool {
    row.speaker.as_ref().is_some_and(|speaker| speaker.id == actor.id)
}

fn list(actors: &[ActorRow], width: usize) -> String {
    if actors.is_empty() {
        return "Nobody is named in this record.\n".into();
    }
    let mut text = format!("{DIM}id         said  events  pages  name{RESET}\n");
    for actor in actors {
        let mut name = clean(&actor.name);
        let roles = actor.roles.iter().take(2).map(|role| clean(role)).collect::<Vec<_>>().join("; ");
        if !roles.is_empty() {
            name.push_str(&format!(", {roles}"));
        }
        let room = width.saturating_sub(33);
        let (id, said, events, pages) =
            (lines::short(&actor.id), actor.statements, actor.events, actor.pages);
        let row = format!("{CYAN}{id:<9}{RESET}{said:>6}{events:>8}{pages:>7}  {}", cell(&name, room));
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

fn portrait(actor: &ActorRow, width: usize) -> String {
    let mut text = format!(
        "{BOLD}{}{RESET} {DIM}{} {}{RESET}\n",
        clean(&actor.name),
        actor.kind.as_str(),
        lines::short(&actor.id)
    );
    if !actor.roles.is_empty() {
        text.push_str(&block(&clean(&actor.roles.join("; ")), 2, width, 3));
    }
    let spellings: Vec<String> = actor
        .aliases
        .iter()
        .filter(|alias| alias.name != actor.name)
        .map(|alias| format!("{} ({})", clean(&alias.name), clean(&alias.why)))
        .collect();
    if !spellings.is_empty() {
        text.push_str(&block(&format!("also {}", spellings.join(", ")), 2, width, 4));
    }
    text
}

/// Statements under the day on which they were said.
pub(super) fn by_day(rows: &[StatementRow], width: usize) -> String {
    let mut text = String::new();
    let mut last = None;
    for row in rows {
        let day = row.said.earliest.filter(|_| row.said.is_known()).map(|day| day.to_string());
        if last.as_ref() != Some(&day) {
            let heading = day.as_deref().map_or("No date".into(), lines::reader_day);
            text.push_str(&format!("\n{BOLD}{heading}{RESET}\n"));
            last = Some(day);
        }
        text.push_str(&lines::statement(row, width));
    }
    text
}
