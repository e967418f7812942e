use crate::error::{CliError, Outcome, Problem};
use crate::input::{find, open};
use crate::pipeline::problem;
use crate::terminal::{BOLD, DIM, RESET, Ui, cell, clean, cut};
use onrecord_page::{Input, Limits, Piece, PieceKind, Taken, read_one, structure, unpack};
use onrecord_text::{CodePoints, Format};
use serde::Serialize;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Show what an HTML page is made of: each heading, paragraph, entry and row, whether it is main text, and its bytes in the file
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// HTML pages, or folders, web archives and ZIP with pages among their files; `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// One JSON object a block, in page order
    #[arg(long)]
    jsonl: bool,
}

/// One block, for a program.
#[derive(Debug, Serialize)]
struct Row<'a> {
    path: &'a str,
    /// heading, paragraph, list-item, quote, caption, row or other.
    kind: &'static str,
    /// Of a heading, 1 to 6.
    level: Option<u8>,
    is_main: bool,
    /// Where it stands in the page's text, in code points.
    span: [usize; 2],
    /// Where it stands in the markup, in bytes of UTF-8.
    source: [usize; 2],
    /// Whether the file itself is UTF-8 without a mark, so that `source` are its own bytes.
    source_is_file: bool,
    text: &'a str,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let found = find(&args.paths);
    for note in &found.notes {
        ui.note(note);
    }
    let limits = Limits::default();
    let mut outcome = Outcome::Done;
    for place in &found.inputs {
        let place = match place {
            Ok(place) => place,
            Err(problem) => {
                outcome = Outcome::SomeFailed;
                ui.problem(problem);
                continue;
            }
        };
        let mut written = Ok(());
        let taken = open(place).and_then(|source| {
            unpack(source, &place.name(), &limits, &mut |taken| {
                let told = match taken {
                    Taken::Input { path, bytes } => show(ui, args.jsonl, &bytes, &path, &limits),
                    Taken::Failed(unreadable) => Ok(Err(problem(unreadable))),
                    Taken::Note(note) => {
                        ui.note(&note);
                        return ControlFlow::Continue(());
                    }
                };
                match told {
                    Ok(Ok(())) => ControlFlow::Continue(()),
                    Ok(Err(problem)) => {
                        outcome = Outcome::SomeFailed;
                        ui.problem(&problem);
                        ControlFlow::Continue(())
                    }
                    Err(error) => {
                        written = Err(error);
                        ControlFlow::Break(())
                    }
                }
            })
            .map_err(|error| Problem::new(place.name(), format!("it could not be read ({error})"), ""))
        });
        written?;
        if let Err(problem) = taken {
            outcome = Outcome::SomeFailed;
            ui.problem(&problem);
        }
    }
    Ok(outcome)
}

/// Shows the blocks of one page, or says why it has none.
fn show(
    ui: &mut Ui,
    is_jsonl: bool,
    bytes: &[u8],
    path: &str,
    limits: &Limits,
) -> Result<Result<(), Problem>, CliError> {
    let page = match read_one(Input { bytes, path }, limits) {
        Ok(page) => page,
        Err(unreadable) => return Ok(Err(problem(unreadable))),
    };
    // What a container holds of a page has a head of its own before the markup.
    if page.format != Format::Html || bytes.starts_with(b"WARC/") {
        let hint = "Give a saved HTML page: other pages have no markup of their own to point to.";
        return Ok(Err(Problem::new(path, "it is no HTML file", hint)));
    }
    let points = CodePoints::new(&page.text);
    let source_is_file = std::str::from_utf8(bytes).is_ok_and(|markup| !markup.starts_with('\u{feff}'));
    if !is_jsonl {
        writeln!(ui.out, "{BOLD}{}{RESET}", clean(path))?;
    }
    for piece in structure(bytes, limits) {
        let Some(text) = page.text.get(piece.span.start()..piece.span.end()) else { continue };
        let (kind, level) = kind_of(&piece);
        let Piece { span, source, is_main, .. } = piece;
        if is_jsonl {
            let span = [points.of_byte(span.start()), points.of_byte(span.end())];
            let source = [source.start, source.end];
            ui.json_line(&Row { path, kind, level, is_main, span, source, source_is_file, text })?;
        } else {
            let name = level.map_or_else(|| kind.to_owned(), |level| format!("{kind} {level}"));
            let place = format!("{}..{}", source.start, source.end);
            let mark = if is_main { "main" } else { "" };
            let line = format!("  {} {} {} ", cell(&name, 10), cell(mark, 4), cell(&place, 15));
            let room = ui.width.saturating_sub(34);
            writeln!(ui.out, "{DIM}{line}{RESET}{}", cut(&clean(text), room))?;
        }
    }
    Ok(Ok(()))
}

/// The name of a block's kind, and the level of a heading.
fn kind_of(piece: &Piece) -> (&'static str, Option<u8>) {
    match piece.kind {
        PieceKind::Heading(level) => ("heading", Some(level)),
        PieceKind::Paragraph => ("paragraph", None),
        PieceKind::ListItem => ("list-item", None),
        PieceKind::Quote => ("quote", None),
        PieceKind::Caption => ("caption", None),
        PieceKind::Row => ("row", None),
        PieceKind::Other => ("other", None),
    }
}
