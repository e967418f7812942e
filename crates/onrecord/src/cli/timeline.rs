use super::lines;
use super::options::{RecordFile, day, write_json};
use crate::error::{CliError, Outcome};
use crate::terminal::{BOLD, DIM, RESET, Ui};
use onrecord_store::views::{EventGroupRow, EventQuery, StatementQuery, StatementRow};
use onrecord_text::Dating;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

/// Show the days of the story: events on the day on which they are said to occur, statements when they were said
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// Only what this actor said and takes part in: part of a name, or an id
    #[arg(long, value_name = "WORDS")]
    actor: Option<String>,
    /// This day or later
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<String>,
    /// This day or earlier
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<String>,
    /// Leave statements out
    #[arg(long, conflicts_with = "only_statements")]
    only_events: bool,
    /// Leave events out
    #[arg(long)]
    only_statements: bool,
    /// Print the days as JSON
    #[arg(long)]
    json: bool,
}

/// One day of the timeline; the last has no date.
#[derive(Debug, Default, Serialize)]
struct Day {
    day: Option<String>,
    events: Vec<EventGroupRow>,
    statements: Vec<StatementRow>,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let record = args.record.look()?;
    let (from, to) = (args.from.clone(), args.to.clone());
    let events = match args.only_statements {
        true => Vec::new(),
        false => record.events(&EventQuery {
            actor: args.actor.clone(),
            from: from.clone(),
            to: to.clone(),
            ..EventQuery::default()
        })?,
    };
    let statements = match args.only_events {
        true => Vec::new(),
        false => {
            let speaker = args.actor.clone();
            record.statements(&StatementQuery { speaker, from, to, ..StatementQuery::default() })?.rows
        }
    };
    let days = days(events, statements);
    if args.json {
        write_json(ui, &days)?;
    } else if days.is_empty() {
        writeln!(ui.out, "Nothing in these pages.")?;
    } else {
        for day in &days {
            write!(ui.out, "{}", day_text(day, ui.width))?;
        }
        write!(ui.out, "\n{DIM}{}{RESET}", lines::GLYPHS)?;
    }
    Ok(Outcome::Done)
}

fn days(events: Vec<EventGroupRow>, statements: Vec<StatementRow>) -> Vec<Day> {
    // The flag sorts what has no date behind every day.
    let mut days: BTreeMap<(bool, String), Day> = BTreeMap::new();
    for event in events {
        at(&mut days, &event.when).events.push(event);
    }
    for statement in statements {
        at(&mut days, &statement.said).statements.push(statement);
    }
    days.into_values().collect()
}

fn at<'a>(days: &'a mut BTreeMap<(bool, String), Day>, dating: &Dating) -> &'a mut Day {
    let day = dating.earliest.or(dating.latest).filter(|_| dating.is_known()).map(|day| day.to_string());
    let key = (day.is_none(), day.clone().unwrap_or_default());
    days.entry(key).or_insert_with(|| Day { day, ..Day::default() })
}

fn day_text(day: &Day, width: usize) -> String {
    let heading = day.day.as_deref().map_or("No date".into(), lines::reader_day);
    let mut text = format!("\n{BOLD}{heading}{RESET}\n");
    for event in &day.events {
        text.push_str(&lines::event_group(event, width));
    }
    for statement in &day.statements {
        for line in lines::statement(statement, width.saturating_sub(2)).lines() {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text
}
