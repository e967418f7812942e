//! A WACZ: web archives with a list of their pages, in a ZIP.

use super::{Budget, ReadSeek, Taken, warc, zip};
use crate::{Limits, Unreadable};
use ::zip::ZipArchive;
use serde_json::Value;
use std::io;
use std::ops::ControlFlow;

type Archive = ZipArchive<Box<dyn ReadSeek>>;

pub(super) fn is_one(archive: &mut Archive) -> bool {
    archive.index_for_name("datapackage.json").is_some()
        && zip::names(archive).iter().any(|name| is_archive(name))
}

fn is_archive(name: &str) -> bool {
    name.starts_with("archive/") && (name.ends_with(".warc") || name.ends_with(".warc.gz"))
}

/// Gives the pages that a WACZ lists, as records of its web archives.
pub(super) fn unpack(
    mut archive: Archive,
    path: &str,
    limits: &Limits,
    budget: &Budget,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let names = zip::names(&mut archive);
    let mut listed = warc::Listed::default();
    for name in names.iter().filter(|name| name.starts_with("pages/") && name.ends_with(".jsonl")) {
        // A damaged list is no reason to lose the pages: then all that can be pages are taken.
        if let Ok(bytes) = zip::entry(&mut archive, name, limits, budget) {
            listed.addresses.extend(addresses(&bytes));
        }
    }
    let archives: Vec<&String> = names.iter().filter(|name| is_archive(name)).collect();
    if listed.addresses.is_empty() {
        return records(&mut archive, path, &archives, None, limits, budget, each);
    }
    // Where the list names none of the records it is another archive's. So what there is to say waits for the first page.
    let (mut waiting, mut is_found) = (Vec::new(), false);
    records(&mut archive, path, &archives, Some(&listed), limits, budget, &mut |taken| {
        is_found |= matches!(taken, Taken::Input { .. }) || waiting.len() >= MOST_WAITING;
        waiting.push(taken);
        if is_found { waiting.drain(..).try_for_each(&mut *each) } else { ControlFlow::Continue(()) }
    })?;
    if is_found || listed.passed_over.get() == 0 {
        return waiting.into_iter().try_for_each(each);
    }
    let message =
        format!("{path}: its list of pages names none of its records; all that can be pages are taken");
    each(Taken::Note(message))?;
    records(&mut archive, path, &archives, None, limits, budget, each)
}

/// So much may wait for the first page that a list names.
const MOST_WAITING: usize = 1000;

/// Gives the pages of some of the web archives in a WACZ.
fn records(
    archive: &mut Archive,
    path: &str,
    names: &[&String],
    listed: Option<&warc::Listed>,
    limits: &Limits,
    budget: &Budget,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> ControlFlow<()> {
    for name in names {
        let place = format!("{path}#{name}");
        let failed = |reason: String| {
            Taken::Failed(Unreadable {
                path: place.clone(),
                reason,
                hint: "The other web archives in it were read. Fetch the file again.".into(),
            })
        };
        let entry = match archive.by_name(name) {
            Ok(entry) => entry,
            Err(error) => {
                each(failed(format!("its ZIP entry is damaged ({error})")))?;
                continue;
            }
        };
        match warc::unpack(entry, path, listed, limits, budget, each) {
            Ok(flow) => flow?,
            Err(error) if error.kind() == io::ErrorKind::QuotaExceeded => {
                let reason = format!(
                    "it expands to more than {} times its size, as no pages do",
                    limits.max_expansion
                );
                return each(failed(reason));
            }
            Err(error) => each(failed(format!("its ZIP entry is damaged ({error})")))?,
        }
    }
    ControlFlow::Continue(())
}

/// The addresses in a list of pages: one JSON object a line, the first of which describes the list.
fn addresses(list: &[u8]) -> Vec<String> {
    let lines = list.split(|byte| *byte == b'\n');
    lines
        .filter_map(|line| serde_json::from_slice::<Value>(line.trim_ascii()).ok())
        .filter_map(|page| page.get("url").and_then(Value::as_str).map(comparable))
        .collect()
}

/// An address as lists and records write it alike: without its fragment and its last slash.
pub(super) fn comparable(address: &str) -> String {
    address.split('#').next().unwrap_or_default().trim_end_matches('/').to_owned()
}
