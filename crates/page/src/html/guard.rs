use std::borrow::Cow;

/// Elements that never hold others.
const VOID: [&str; 16] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "!doctype", "!",
];
/// Elements that their own successors close, so that many in a row do not nest.
const SELF_CLOSING: [&str; 12] =
    ["p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup"];
/// Elements whose content is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Markup without the tags that would nest deeper than `limit`, and how many those were. Their text stays.
///
/// A tree builder takes time with the square of the depth, so the depth is bounded before one is run. The count is of open
/// tags less closed ones: a bound, not the exact depth.
pub(crate) fn limit_depth(markup: &str, limit: usize) -> (Cow<'_, str>, usize) {
    let bytes = markup.as_bytes();
    let mut kept: Option<String> = None;
    let (mut depth, mut dropped, mut at, mut copied) = (0_usize, 0, 0, 0);
    while let Some(open) = find(bytes, at, b'<') {
        if markup[open..].starts_with("<!--") {
            at = markup[open + 4..].find("-->").map_or(bytes.len(), |end| open + 4 + end + 3);
            continue;
        }
        let closing = bytes.get(open + 1) == Some(&b'/');
        let name_start = open + 1 + usize::from(closing);
        let name_end = bytes[name_start..]
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'<'))
            .map_or(bytes.len(), |length| name_start + length);
        if !bytes.get(name_start).is_some_and(u8::is_ascii_alphabetic) {
            at = open + 1;
            continue;
        }
        let name =
            markup.get(name_start..name_end.min(name_start + 24)).unwrap_or_default().to_ascii_lowercase();
        let Some(end) = tag_end(bytes, name_end) else { break };
        at = end;
        if VOID.contains(&name.as_str()) || SELF_CLOSING.contains(&name.as_str()) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
        } else if bytes[end - 2] == b'/' && name.contains(':') {
            continue;
        } else if RAW.contains(&name.as_str()) {
            at = raw_end(markup, end, &name);
        } else if depth >= limit {
            let text = kept.get_or_insert_with(String::new);
            text.push_str(&markup[copied..open]);
            copied = end;
            dropped += 1;
        } else {
            depth += 1;
        }
    }
    match kept {
        Some(mut text) => {
            text.push_str(&markup[copied..]);
            (Cow::Owned(text), dropped)
        }
        None => (Cow::Borrowed(markup), 0),
    }
}

fn find(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    bytes.get(from..)?.iter().position(|byte| *byte == wanted).map(|at| from + at)
}

/// The byte after the `>` of a tag, past quoted attribute values. A tag over 64 KiB is taken to end at its first `>`.
fn tag_end(bytes: &[u8], from: usize) -> Option<usize> {
    const LONGEST: usize = 64 << 10;
    let mut quote = None;
    for (offset, byte) in bytes.get(from..)?.iter().enumerate().take(LONGEST) {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'"' | b'\'') if bytes[..from + offset].trim_ascii_end().ends_with(b"=") => {
                quote = Some(*byte)
            }
            (None, b'>') => return Some(from + offset + 1),
            _ => {}
        }
    }
    find(bytes, from, b'>').map(|at| at + 1)
}

fn raw_end(markup: &str, from: usize, name: &str) -> usize {
    let bytes = markup.as_bytes();
    let mut at = from;
    while let Some(open) = find(bytes, at, b'<') {
        let rest = &bytes[open + 1..];
        if rest.first() == Some(&b'/')
            && rest.get(1..=name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
        {
            return open;
        }
        at = open + 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_markup_is_left_alone() {
        let page = "<!doctype html><html><body><p>a<p>b<br>c<script>if (a<b) '<div>'</script><div title='>'>d</div></body>";
        assert_eq!(limit_depth(page, 4), (Cow::Borrowed(page), 0));
    }

    #[test]
    fn what_nests_too_deep_is_taken_out_and_its_text_kept() {
        let page = format!("{}Halvik{}", "<div>".repeat(1000), "</div>".repeat(1000));
        let (text, dropped) = limit_depth(&page, 10);
        assert_eq!(dropped, 990);
        assert!(text.contains("<div>Halvik</div>"));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(page in "[<>/!a-c \"'=-]{0,200}|\\PC{0,80}", limit in 0_usize..4) {
            let (text, dropped) = limit_depth(&page, limit);
            prop_assert!(text.len() <= page.len());
            prop_assert_eq!(dropped == 0, text.as_ref() == page.as_str());
        }
    }
}
