//! A WACZ: web archives with a list of their pages, in a ZIP.

use super::{Budget, ReadSeek, Taken, warc, zip};
use crate::{Limits, Unreadable};
use ::zip::ZipArchive;
use serde_json::Value;
use std::collections::BTreeSet;
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
    let mut listed = BTreeSet::new();
    for name in names.iter().filter(|name| name.starts_with("pages/") && name.ends_with(".jsonl")) {
        // A damaged list is no reason to lose the pages: then all that can be pages are taken.
        if let Ok(bytes) = zip::entry(&mut archive, name, limits, budget) {
            listed.extend(addresses(&bytes));
        }
    }
    let listed = Some(&listed).filter(|listed| !listed.is_empty());
    for name in names.iter().filter(|name| is_archive(name)) {
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
