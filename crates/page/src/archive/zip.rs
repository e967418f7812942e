use super::{Budget, ReadSeek, Source, Taken, is_part_of_a_page, open, pages_of_folder, read_whole, wacz};
use crate::{Limits, Unreadable};
use ::zip::ZipArchive;
use ::zip::result::ZipError;
use std::ops::ControlFlow;

type Archive = ZipArchive<Box<dyn ReadSeek>>;

/// Gives each page of a ZIP archive; of a WACZ the pages of its web archives. Nothing is ever written to where an entry's
/// name points: a name is a name.
pub(super) fn unpack(
    source: Box<dyn ReadSeek>,
    path: &str,
    depth: usize,
    limits: &Limits,
    budget: &Budget,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let failed = |path: String, reason: String, hint: &str| {
        Taken::Failed(Unreadable { path, reason, hint: hint.to_owned() })
    };
    let mut archive = match ZipArchive::new(source) {
        Ok(archive) => archive,
        Err(error) => {
            let reason = format!("its ZIP data is damaged ({error})");
            return each(failed(
                path.to_owned(),
                reason,
                "Fetch the file again, or repair it with `zip -FF`.",
            ));
        }
    };
    if let Some(kind) = document(&mut archive) {
        let hint = "Open it, copy its text, and add that as a text file.";
        return each(failed(path.to_owned(), format!("it is {kind}, not an archive of pages"), hint));
    }
    if wacz::is_one(&mut archive) {
        return wacz::unpack(archive, path, limits, budget, each);
    }
    let (mut passed_over, mut found) = (0, 0);
    for number in 0..archive.len() {
        let place = name(&mut archive, number).unwrap_or_else(|| format!("entry {}", number + 1));
        let is_beside = lies_beside_its_page(&archive, &place);
        let entry = match archive.by_index(number) {
            Ok(entry) => entry,
            Err(error) => {
                let (reason, hint) = why(&error);
                each(failed(format!("{path}#{place}"), reason, hint))?;
                continue;
            }
        };
        if entry.is_dir() || place.ends_with('/') {
            continue;
        }
        if is_hidden(&place) || is_part_of_a_page(&place) || is_beside {
            passed_over += 1;
            continue;
        }
        found += 1;
        let place = format!("{path}#{place}");
        let mut inner = budget.bounded(entry);
        // What is in a container inside is not held as a whole, unless it is a ZIP, which is read from its end.
        match open(Source::Stream(Box::new(&mut inner)), &place, depth + 1, limits, budget, each) {
            Ok(flow) => flow?,
            Err(error) => {
                let hint = "The other entries were read. Fetch the archive again.";
                each(failed(place, format!("the entry is damaged ({error})"), hint))?;
            }
        }
        if budget.is_spent() {
            // It is told already, of this entry; the others would fail alike.
            return ControlFlow::Continue(());
        }
    }
    if found == 0 {
        return each(Taken::Note(format!("{path}: no pages in this archive")));
    }
    if passed_over > 0 {
        let files = if passed_over == 1 { "file" } else { "files" };
        let note = format!(
            "{path}: {passed_over} {files} passed over: pictures, styles, scripts, other parts of saved pages, or hidden files"
        );
        return each(Taken::Note(note));
    }
    ControlFlow::Continue(())
}

/// All bytes of an entry, or why they cannot be had.
pub(super) fn entry(
    archive: &mut Archive,
    name: &str,
    limits: &Limits,
    budget: &Budget,
) -> Result<Vec<u8>, String> {
    let entry = archive.by_name(name).map_err(|error| why(&error).0)?;
    match read_whole(&mut budget.bounded(entry), 0, limits) {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err((reason, _))) => Err(reason),
        Err(error) => Err(format!("the entry is damaged ({error})")),
    }
}

/// The names of all entries.
pub(super) fn names(archive: &mut Archive) -> Vec<String> {
    (0..archive.len()).filter_map(|number| name(archive, number)).collect()
}

fn name(archive: &mut Archive, number: usize) -> Option<String> {
    archive.name_for_index(number)?.ok().map(|name| name.into_owned())
}

fn why(error: &ZipError) -> (String, &'static str) {
    match error {
        ZipError::UnsupportedArchive(what) if what.to_lowercase().contains("password") => {
            ("the entry is locked with a password".into(), "Unpack the archive and add what is in it.")
        }
        ZipError::UnsupportedArchive(what) => (
            format!("the entry is packed in a way that is not read ({what})"),
            "Unpack the archive and add what is in it.",
        ),
        other => (format!("the entry is damaged ({other})"), "Fetch the archive again."),
    }
}

/// A document whose format is a ZIP archive inside.
fn document(archive: &mut Archive) -> Option<&'static str> {
    let has = |archive: &mut Archive, name: &str| archive.index_for_name(name).is_some();
    if has(archive, "META-INF/container.xml") {
        return Some("an e-book (EPUB)");
    }
    if has(archive, "[Content_Types].xml")
        || has(archive, "META-INF/manifest.xml") && has(archive, "content.xml")
    {
        return Some("an office document");
    }
    if has(archive, "META-INF/MANIFEST.MF") || has(archive, "AndroidManifest.xml") {
        return Some("a program");
    }
    None
}

/// Whether an entry lies in a folder of the parts of a page that is in the archive too.
fn lies_beside_its_page(archive: &Archive, name: &str) -> bool {
    name.match_indices('/').any(|(end, _)| {
        let start = name[..end].rfind('/').map_or(0, |slash| slash + 1);
        let pages = pages_of_folder(&name[start..end]);
        pages.iter().any(|page| archive.index_for_name(&format!("{}{page}", &name[..start])).is_some())
    })
}

fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\'])
        .any(|part| part == "__MACOSX" || part.starts_with('.') && !matches!(part, "." | ".."))
}
