use super::lines;
use super::options::{RecordFile, day, one_of, write_json};
use crate::error::{CliError, Outcome};
use crate::terminal::{DIM, RESET, Ui};
use onrecord_record::Course;
use onrecord_store::views::{EventGroupRow, EventQuery};
use onrecord_text::{EventType, Stage};
use std::io::Write;

/// List events with their reports: what was announced, moved, reported as held, called off or denied
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// Only events with these words in a report
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Only events of which a report gives one of these stages, or whose reports amount to `moved`, `called-off`,
    /// `announced-only`, …
    #[arg(long, value_delimiter = ',', value_parser = one_of(WANTED, Wanted::as_str))]
    stage: Vec<Wanted>,
    /// Only events of this type
    #[arg(long = "type", value_parser = one_of(EventType::ALL, EventType::as_str))]
    kind: Option<EventType>,
    /// Only events in which this actor takes part: part of a name, or an id
    #[arg(long, value_name = "WORDS")]
    actor: Option<String>,
    /// Only events that take place on this day or later
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<String>,
    /// Only events that take place on this day or earlier
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<String>,
    /// Print the rows as JSON
    #[arg(long)]
    json: bool,
}

/// What one may ask for: a stage of a report, or what several reports amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Stage(Stage),
    Course(Course),
}

/// `denied` is both a stage and a course; the stage finds more.
const WANTED: &[Wanted] = &[
    Wanted::Stage(Stage::Planned),
    Wanted::Stage(Stage::Expected),
    Wanted::Stage(Stage::Possible),
    Wanted::Stage(Stage::Ongoing),
    Wanted::Stage(Stage::Happened),
    Wanted::Stage(Stage::Cancelled),
    Wanted::Stage(Stage::Denied),
    Wanted::Stage(Stage::Claimed),
    Wanted::Course(Course::Moved),
    Wanted::Course(Course::CalledOff),
    Wanted::Course(Course::AnnouncedThenHappened),
    Wanted::Course(Course::AnnouncedOnly),
    Wanted::Course(Course::HappenedOnly),
    Wanted::Course(Course::ClaimedOnly),
];

impl Wanted {
    fn as_str(self) -> &'static str {
        match self {
            Self::Stage(stage) => stage.as_str(),
            Self::Course(Course::Moved) => "moved",
            Self::Course(Course::CalledOff) => "called-off",
            Self::Course(Course::Denied) => "denied",
            Self::Course(Course::AnnouncedThenHappened) => "announced-then-happened",
            Self::Course(Course::AnnouncedOnly) => "announced-only",
            Self::Course(Course::HappenedOnly) => "happened-only",
            Self::Course(Course::ClaimedOnly) => "claimed-only",
        }
    }

    fn finds(self, row: &EventGroupRow) -> bool {
        match self {
            Self::Stage(stage) => row.reports.iter().any(|report| report.stage == stage),
            Self::Course(course) => row.course == course,
        }
    }
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let record = args.record.look()?;
    let mut rows = record.events(&EventQuery {
        words: Some(args.words.join(" ")).filter(|words| !words.trim().is_empty()),
        kind: args.kind,
        actor: args.actor.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        ..EventQuery::default()
    })?;
    rows.retain(|row| args.stage.is_empty() || args.stage.iter().any(|wanted| wanted.finds(row)));
    if args.json {
        write_json(ui, &rows)?;
    } else {
        write!(ui.out, "{}", list(&rows, ui.width))?;
    }
    Ok(Outcome::Done)
}

fn list(rows: &[EventGroupRow], width: usize) -> String {
    if rows.is_empty() {
        return "No such event in these pages.\n".into();
    }
    let mut text: String = rows.iter().map(|row| lines::event_group(row, width)).collect();
    text.push_str(&format!("\n{DIM}{}{RESET}", lines::GLYPHS));
    text
}
