use crate::patterns::Patterns;
use onrecord_text::month_names;
#[cfg(test)]
use regex::Regex;
use std::sync::OnceLock;

/// The patterns of one or more sections of a rule file.
///
/// A rule file has sections (`[name]`), patterns (one a line, regular expressions) and, indented under each pattern, its
/// tests: `+` and a text that it finds, `-` and one that it does not. Case does not matter; a straight quotation
/// mark or apostrophe in a pattern stands for every shape of it, and `{month}` for the first three letters of any
/// month's name, as they are written.
pub(crate) struct Rules {
    patterns: Patterns,
    /// The section of each, by its number among those that were asked for: in their order.
    sections: Vec<usize>,
}

impl Rules {
    /// The patterns of `section`. With `whole`, a pattern must match all of a text.
    pub(crate) fn of(file: &str, section: &str, whole: bool) -> Self {
        Self::of_sections(file, &[section], whole)
    }

    /// The same of several sections.
    pub(crate) fn of_sections(file: &str, sections: &[&str], whole: bool) -> Self {
        let mut sources: Vec<(usize, String)> = entries(file)
            .filter_map(|entry| {
                let section = sections.iter().position(|section| *section == entry.section)?;
                Some((section, source_of(entry.pattern, whole)))
            })
            .collect();
        sources.sort_by_key(|(section, _)| *section);
        let (sections, sources): (Vec<usize>, Vec<String>) = sources.into_iter().unzip();
        Self { patterns: Patterns::of(sources), sections }
    }

    /// Whether any pattern is found.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.patterns.is_match(text)
    }

    /// How many patterns are found.
    pub(crate) fn count(&self, text: &str) -> usize {
        self.patterns.found(text).count()
    }

    /// The sections of the patterns that are found, by their numbers, one for each pattern.
    pub(crate) fn found(&self, text: &str) -> impl Iterator<Item = usize> {
        self.patterns.found(text).filter_map(|number| self.sections.get(number).copied())
    }

    /// Every match of every pattern as byte ranges, in order of their starts.
    pub(crate) fn find_all(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let of_pattern = |(_, pattern): (usize, &'_ regex::Regex)| -> Vec<_> {
            pattern.find_iter(text).map(|found| found.range()).collect()
        };
        let mut found: Vec<_> = self.patterns.found_patterns(text).flat_map(of_pattern).collect();
        found.sort_by_key(|range| (range.start, range.end));
        found
    }
}

fn source_of(pattern: &str, whole: bool) -> String {
    // Word boundaries by ASCII letters: with those of Unicode a text that holds one curly quotation mark is read many times slower.
    let open = pattern
        .replace('\'', "['’‘ʼ]")
        .replace('"', "[\"“”]")
        .replace(r"\b", r"(?-u:\b)")
        .replace("{month}", month());
    if whole { format!(r"(?i)^(?:{open})\s*$") } else { format!("(?i){open}") }
}

/// A pattern of the months by their first three letters.
fn month() -> &'static str {
    static MONTH: OnceLock<String> = OnceLock::new();
    MONTH.get_or_init(|| {
        let firsts: Vec<&str> = month_names().iter().filter_map(|name| name.get(..3)).collect();
        format!("(?-i:{})", firsts.join("|"))
    })
}

struct Entry<'a> {
    section: &'a str,
    pattern: &'a str,
}

fn entries(file: &str) -> impl Iterator<Item = Entry<'_>> {
    let mut section = "";
    file.lines().filter_map(move |line| {
        if line.starts_with([' ', '#']) || line.trim().is_empty() {
            return None;
        }
        let name = line.strip_prefix('[').and_then(|rest| rest.trim_end().strip_suffix(']'));
        let is_name = |name: &&str| name.chars().all(|char| char.is_ascii_lowercase() || char == '-');
        if let Some(name) = name.filter(is_name) {
            section = name;
            return None;
        }
        Some(Entry { section, pattern: line.trim_end() })
    })
}

/// Checks every pattern of a rule file against its own tests; one message for each that fails.
#[cfg(test)]
pub(crate) fn failures(file: &str, is_whole: impl Fn(&str) -> bool) -> Vec<String> {
    let (mut section, mut pattern, mut tests, mut problems) = ("", None::<(&str, Regex)>, 0, Vec::new());
    for line in file.lines().chain(["[end-of-file]"]) {
        if let Some(test) = line.strip_prefix("  ") {
            let Some((source, regex)) = &pattern else { continue };
            let (expected, words) = (test.starts_with("+ "), &test[2..]);
            tests += usize::from(expected);
            if regex.is_match(words) != expected {
                problems.push(format!("{source}: {test}"));
            }
        } else if !line.starts_with('#') && !line.trim().is_empty() {
            if let Some((source, _)) = pattern.take()
                && tests == 0
            {
                problems.push(format!("{source}: has no example"));
            }
            tests = 0;
            let name = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            match name.filter(|name| name.chars().all(|char| char.is_ascii_lowercase() || char == '-')) {
                Some(name) => section = name,
                None => match Regex::new(&source_of(line.trim_end(), is_whole(section))) {
                    Ok(regex) => pattern = Some((line, regex)),
                    Err(error) => problems.push(format!("{line}: {error}")),
                },
            }
        }
    }
    problems
}
