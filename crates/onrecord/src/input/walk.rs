use crate::error::Problem;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the bytes of one input come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Standard input (`-`).
    Stdin,
    /// A file.
    File(PathBuf),
    /// Bytes that the program carries: the examples.
    Embedded {
        /// The name of the file that they were.
        name: &'static str,
        /// The bytes.
        bytes: &'static [u8],
    },
}

impl Place {
    /// The name by which the record and every message know it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "-".into(),
            Self::File(path) => path.display().to_string(),
            Self::Embedded { name, .. } => (*name).into(),
        }
    }
}

/// What the paths of a command line lead to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The inputs, in the order of the paths, those of a folder sorted by name; or why there is none at a path.
    pub inputs: Vec<Result<Place, Problem>>,
    /// What was passed over, for the reader.
    pub notes: Vec<String>,
}

/// Follows the paths of a command line. A folder is walked, sorted by name, links included; no folder is entered twice,
/// so that a link that leads back to a folder around it ends there. Hidden files, records and files that are plainly
/// parts of a saved page (pictures, styles, scripts) are passed over in a folder, and tried where they are named.
#[must_use]
pub fn find(paths: &[PathBuf]) -> Found {
    let mut walk = Walk::default();
    for path in paths {
        walk.argument(path);
    }
    if walk.passed_over > 0 {
        let count = walk.passed_over;
        let files = if count == 1 { "file" } else { "files" };
        walk.found
            .notes
            .push(format!("{count} {files} in folders passed over: pictures, styles, scripts, other parts of saved pages, or records"));
    }
    walk.found
}

#[derive(Default)]
struct Walk {
    found: Found,
    entered: BTreeSet<PathBuf>,
    passed_over: usize,
}

impl Walk {
    fn argument(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            self.found.inputs.push(Ok(Place::Stdin));
        } else if let Some(problem) = address(path) {
            self.found.inputs.push(Err(problem));
        } else {
            let before = self.found.inputs.len();
            match fs::metadata(path) {
                Err(error) => self.found.inputs.push(Err(Problem::io(path, &error))),
                Ok(meta) if meta.is_dir() => {
                    self.folder(path);
                    if self.found.inputs.len() == before {
                        self.found.notes.push(format!("{}: no pages in this folder", path.display()));
                    }
                }
                Ok(_) => self.found.inputs.push(Ok(Place::File(path.to_owned()))),
            }
        }
    }

    /// Walks without recursion: a folder can be nested more deeply than a thread's stack.
    fn folder(&mut self, path: &Path) {
        // With each path, whether it lies in the folder of the parts of a page that stands beside it.
        let mut waiting = vec![(path.to_owned(), false)];
        while let Some((path, is_part)) = waiting.pop() {
            let meta = match fs::metadata(&path) {
                Ok(meta) => meta,
                Err(error) => {
                    self.found
                        .inputs
                        .push(Err(dangling(&path).unwrap_or_else(|| Problem::io(&path, &error))));
                    continue;
                }
            };
            if meta.is_dir() {
                match self.enter(&path) {
                    Ok(entries) => {
                        let parts = folders_of_parts(&entries);
                        let entries = entries.into_iter().rev();
                        waiting.extend(entries.map(|entry| {
                            let is_part = is_part || parts.contains(&entry);
                            (entry, is_part)
                        }));
                    }
                    Err(problem) => self.found.inputs.push(Err(problem)),
                }
            } else if is_part
                || !meta.is_file()
                || path.to_str().is_some_and(onrecord_page::is_part_of_a_page)
            {
                self.passed_over += 1;
            } else {
                self.found.inputs.push(Ok(Place::File(path)));
            }
        }
    }

    /// The entries of a folder, sorted by name; none where the folder was entered before.
    fn enter(&mut self, path: &Path) -> Result<Vec<PathBuf>, Problem> {
        let real = fs::canonicalize(path).map_err(|error| Problem::io(path, &error))?;
        if !self.entered.insert(real.clone()) {
            let real = real.display();
            self.found.notes.push(format!(
                "{}: leads to {real}, which was walked already; not entered again",
                path.display()
            ));
            return Ok(Vec::new());
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(path).map_err(|error| Problem::io(path, &error))? {
            let entry = entry.map_err(|error| Problem::io(path, &error))?;
            if !entry.file_name().as_encoded_bytes().starts_with(b".") {
                entries.push(entry.path());
            }
        }
        entries.sort();
        Ok(entries)
    }
}

/// Those of a folder's entries that a browser saved beside a page, with its parts: frames are pages by their bytes, and no news.
fn folders_of_parts(entries: &[PathBuf]) -> BTreeSet<PathBuf> {
    let is_beside = |entry: &&PathBuf| {
        let name = entry.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let pages = onrecord_page::pages_of_folder(name);
        pages.iter().any(|page| entries.binary_search(&entry.with_file_name(page)).is_ok())
    };
    entries.iter().filter(is_beside).cloned().collect()
}

/// A link in a folder that leads nowhere.
fn dangling(path: &Path) -> Option<Problem> {
    let target = fs::read_link(path).ok()?;
    Some(Problem::new(
        path.display().to_string(),
        format!("it is a link to {}, which cannot be reached", target.display()),
        "Remove the link, or restore what it leads to.",
    ))
}

/// Addresses are fetched by `add` and `watch` alone, and must not be taken for file names.
fn address(path: &Path) -> Option<Problem> {
    let text = path.to_str()?;
    let scheme = text.split_once("://")?.0;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "ftp" | "file") {
        return None;
    }
    Some(Problem::new(
        text,
        "it is an address, not a file; only `onrecord add` and `onrecord watch` open a connection, to http: and https: addresses",
        "Use `onrecord add` with the page's web address, or open the page in a browser, save it (Ctrl+S, 'web page, HTML only') \
         and name that file; its address is read from the page.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(found: &Found, root: &Path) -> Vec<String> {
        let relative = |place: &Place| match place {
            Place::Stdin => "-".to_owned(),
            Place::Embedded { name, .. } => (*name).to_owned(),
            Place::File(path) => path.strip_prefix(root).unwrap().display().to_string(),
        };
        found.inputs.iter().map(|it| it.as_ref().map_or_else(|no| no.message.clone(), relative)).collect()
    }

    #[test]
    fn a_folder_is_walked_by_name_and_arguments_keep_their_order() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b/2.txt", "b/10.txt", "a.txt", "c.html", "b/x.PNG", ".hidden", "story.onrecord"] {
            fs::create_dir_all(root.path().join(name).parent().unwrap()).unwrap();
            fs::write(root.path().join(name), "x").unwrap();
        }
        let found = find(&["-".into(), root.path().join("c.html"), root.path().into()]);
        assert_eq!(names(&found, root.path()), ["-", "c.html", "a.txt", "b/10.txt", "b/2.txt", "c.html"]);
        assert_eq!(
            found.notes,
            [
                "2 files in folders passed over: pictures, styles, scripts, other parts of saved pages, or records"
            ]
        );
    }

    #[test]
    fn the_parts_that_a_browser_saved_beside_a_page_are_none() {
        let root = tempfile::tempdir().unwrap();
        let names_of_files =
            ["talks.html", "talks_files/frame.html", "talks_files/in/ad.js.download", "old_files/own.html"];
        for name in names_of_files {
            fs::create_dir_all(root.path().join(name).parent().unwrap()).unwrap();
            fs::write(root.path().join(name), "x").unwrap();
        }
        let found = find(&[root.path().into()]);
        assert_eq!(names(&found, root.path()), ["old_files/own.html", "talks.html"]);
        assert!(found.notes[0].starts_with("2 files in folders passed over"), "{:?}", found.notes);
        assert_eq!(
            find(&[root.path().join("talks_files")]).inputs.len(),
            1,
            "a folder that is named is walked"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_back_ends_and_a_link_to_nowhere_is_told() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("in")).unwrap();
        fs::write(root.path().join("in/page.txt"), "x").unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("in/up")).unwrap();
        std::os::unix::fs::symlink("gone.txt", root.path().join("lost.txt")).unwrap();
        let found = find(&[root.path().into()]);
        assert_eq!(
            names(&found, root.path()),
            ["in/page.txt", "it is a link to gone.txt, which cannot be reached"]
        );
        assert!(found.notes[0].contains("walked already"), "{:?}", found.notes);
    }

    #[test]
    fn an_address_is_refused_with_what_to_do_and_an_empty_folder_is_told() {
        let root = tempfile::tempdir().unwrap();
        let found =
            find(&["https://tribune.example/talks".into(), root.path().into(), root.path().join("none")]);
        let problem = found.inputs[0].as_ref().unwrap_err();
        assert!(problem.hint.contains("save it"), "{problem:?}");
        assert_eq!(found.inputs[1].as_ref().unwrap_err().message, "there is no such file or folder");
        assert!(found.notes[0].ends_with("no pages in this folder"));
    }
}
