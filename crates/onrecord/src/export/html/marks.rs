//! A page's text with its spans marked. Spans overlap, HTML elements do not: the text is cut at every edge, and each
//! piece carries the classes of all spans over it.

use super::escape;
use onrecord_store::views::{Range, SourcePage, StatementRow};
use onrecord_text::CodePoints;
use std::collections::{BTreeMap, BTreeSet};

/// The text of a page as HTML: what was said, who is named as its source, the words of attribution, reports of events
/// and boilerplate marked, with an anchor `w-ID` at the words of each entry and a way back to its row `r-ID`.
pub(super) fn marked_text(page: &SourcePage) -> String {
    let points = CodePoints::new(&page.text);
    let total = points.total();
    let mut opens: BTreeMap<usize, Vec<&'static str>> = BTreeMap::new();
    let mut closes: BTreeMap<usize, Vec<&'static str>> = BTreeMap::new();
    let mut anchors: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let mut backs: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let mut edges = BTreeSet::from([0, total]);
    let mut mark = |range: &Range, class: &'static str| {
        let [start, end] = range.map(|edge| edge.min(total));
        if start < end {
            opens.entry(start).or_default().push(class);
            closes.entry(end).or_default().push(class);
            edges.extend([start, end]);
        }
    };
    page.boilerplate.iter().for_each(|range| mark(range, "aside"));
    for statement in &page.statements {
        statement.source.iter().for_each(|range| mark(range, "source"));
        statement.cue.iter().for_each(|range| mark(range, "cue"));
        statement.content.iter().for_each(|range| mark(range, "said"));
    }
    page.events.iter().for_each(|event| mark(&event.evidence, "event"));

    let ends = |ranges: &[Range]| Some((ranges.first()?[0].min(total), ranges.last()?[1].min(total)));
    let words =
        |row: &StatementRow| [&row.content, &row.cue, &row.source].into_iter().find_map(|it| ends(it));
    let statements = page.statements.iter().filter_map(|row| Some((row.id.as_str(), words(row)?)));
    let events = page.events.iter().filter_map(|row| Some((row.id.as_str(), ends(&[row.evidence])?)));
    for (id, (start, end)) in statements.chain(events) {
        anchors.entry(start).or_default().push(id);
        backs.entry(end).or_default().push(id);
    }

    let mut html = String::new();
    let mut covering: BTreeMap<&str, usize> = BTreeMap::new();
    let edges: Vec<usize> = edges.into_iter().collect();
    let link_back = |html: &mut String, at: usize| {
        for id in backs.get(&at).into_iter().flatten() {
            html.push_str(&format!(
                "<a class=\"back\" href=\"#r-{0}\" aria-label=\"to the entry\"></a>",
                escape(id)
            ));
        }
    };
    for pair in edges.windows(2) {
        let &[start, end] = pair else { continue };
        link_back(&mut html, start);
        for class in closes.get(&start).into_iter().flatten() {
            covering.entry(class).and_modify(|count| *count = count.saturating_sub(1));
        }
        for class in opens.get(&start).into_iter().flatten() {
            *covering.entry(class).or_default() += 1;
        }
        let classes: Vec<&str> =
            covering.iter().filter(|(_, count)| **count > 0).map(|(class, _)| *class).collect();
        let ids: String = anchors
            .get(&start)
            .into_iter()
            .flatten()
            .map(|id| format!("<a class=\"anchor\" id=\"w-{}\"></a>", escape(id)))
            .collect();
        let words = escape(page.text.get(points.to_byte(start)..points.to_byte(end)).unwrap_or_default());
        if classes.is_empty() {
            html.push_str(&format!("{ids}{words}"));
        } else {
            html.push_str(&format!("<mark class=\"{}\">{ids}{words}</mark>", classes.join(" ")));
        }
    }
    link_back(&mut html, total);
    html
}
