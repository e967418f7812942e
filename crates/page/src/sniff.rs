use serde_json::Value;

/// What some bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Table,
    XmlFeed,
    JsonFeed,
    Html,
    Text,
}

/// Tells what bytes are from the bytes; a reason and a hint where they hold no page.
pub(crate) fn kind_of(bytes: &[u8]) -> Result<Kind, (String, &'static str)> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(("it is empty".into(), "Save the page again, or leave the file out."));
    }
    if let Some((name, hint)) = foreign_format(bytes) {
        return Err((format!("it is {name}, not a page"), hint));
    }
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if utf16 {
        let head = crate::decode::plain(&bytes[..bytes.len().min(4096)], 4096).text;
        return Ok(if looks_like_html(&head) { Kind::Html } else { Kind::Text });
    }
    if is_binary(bytes) {
        return Err(("it is binary data, not text".into(), "Save the page as HTML or as text in UTF-8."));
    }
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = String::from_utf8_lossy(&body[..body.len().min(4096)]);
    if head.starts_with('{') {
        if is_json_feed(body, &head) {
            return Ok(Kind::JsonFeed);
        }
        if is_table(body) {
            return Ok(Kind::Table);
        }
    }
    if is_xml_feed(&head) {
        return Ok(Kind::XmlFeed);
    }
    Ok(if looks_like_html(&head) { Kind::Html } else { Kind::Text })
}

/// Formats that people drop in by mistake, by their first bytes.
fn foreign_format(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const TEXT: &str = "Open it, copy its text, and add that as a text file.";
    const UNPACK: &str = "Unpack it and add the pages in it.";
    let known: [(&[u8], &str, &str); 9] = [
        (b"%PDF-", "a PDF document", TEXT),
        (b"PK\x03\x04", "a ZIP archive or an office document", UNPACK),
        (b"\x1f\x8b", "gzip data inside gzip data", UNPACK),
        (b"\x89PNG", "a picture", TEXT),
        (b"\xFF\xD8\xFF", "a picture", TEXT),
        (b"GIF8", "a picture", TEXT),
        (b"SQLite format 3\0", "an SQLite database", "If it is a record, name it with --record."),
        (b"\xD0\xCF\x11\xE0", "an office document", TEXT),
        (b"WARC/1.", "a web archive (WARC)", "Take the pages out of it and add those."),
    ];
    known.into_iter().find(|(magic, ..)| bytes.starts_with(magic)).map(|(_, name, hint)| (name, hint))
}

/// Whether bytes hold NUL, or control characters that no text has, in their first 64 KiB.
fn is_binary(bytes: &[u8]) -> bool {
    const REACH: usize = 64 << 10;
    let head = &bytes[..bytes.len().min(REACH)];
    let control = head.iter().filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31)).count();
    head.contains(&0) || control * 50 > head.len()
}

fn is_json_feed(body: &[u8], head: &str) -> bool {
    head.contains("jsonfeed.org/version")
        && serde_json::from_slice::<Value>(body)
            .is_ok_and(|value| value.get("items").is_some_and(Value::is_array))
}

/// A table of pages has an object with `id` and `text` or `html` on its first line.
fn is_table(body: &[u8]) -> bool {
    let line = body.split(|byte| *byte == b'\n').next().unwrap_or_default();
    serde_json::from_slice::<Value>(line)
        .is_ok_and(|row| row.get("id").is_some() && (row.get("text").is_some() || row.get("html").is_some()))
}

fn is_xml_feed(head: &str) -> bool {
    let mut rest = head.trim_start();
    // Past the declaration, comments and processing instructions, the root element tells.
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else {
            rest.find('>').map(|at| at + 1)
        };
        let Some(end) = end else { return false };
        rest = rest[end..].trim_start();
    }
    ["<rss", "<feed", "<rdf:RDF"].iter().any(|root| {
        rest.strip_prefix(root)
            .is_some_and(|after| after.starts_with(|char: char| char.is_whitespace() || char == '>'))
    })
}

/// Markup begins with a tag, or has the tags that only a page has.
fn looks_like_html(head: &str) -> bool {
    let lower = head.to_ascii_lowercase();
    let start = lower.trim_start();
    let tags = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<div",
        "<p>",
        "<p ",
        "<h1",
        "<meta",
        "<title",
        "<section",
        "<main",
        "<table",
        "<script",
        "<?xml",
    ];
    tags.iter().any(|tag| start.starts_with(tag))
        || start.starts_with("<!--") && tags.iter().any(|tag| lower.contains(tag))
        || ["<html", "<body", "</p>", "</div>"].iter().filter(|tag| lower.contains(**tag)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_not_the_name() {
        let kind = |text: &str| kind_of(text.as_bytes()).unwrap();
        assert_eq!(kind("Halvik and Tervo agreed on Monday."), Kind::Text);
        assert_eq!(kind("<3 is what the minister tweeted. He < she > it."), Kind::Text);
        assert_eq!(kind("\n <!DOCTYPE html><html>"), Kind::Html);
        assert_eq!(kind("<p>Just a <b>fragment</b></p>"), Kind::Html);
        assert_eq!(kind("<?xml version='1.0'?>\n<!-- made by x -->\n<rss version='2.0'>"), Kind::XmlFeed);
        assert_eq!(kind("<feed xmlns='http://www.w3.org/2005/Atom'>"), Kind::XmlFeed);
        assert_eq!(kind(r#"{"version":"https://jsonfeed.org/version/1.1","items":[]}"#), Kind::JsonFeed);
        assert_eq!(kind("{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\"}"), Kind::Table);
        assert_eq!(kind("{\"name\":1}"), Kind::Text);
    }

    #[test]
    fn what_is_no_page_is_refused_with_a_hint() {
        for (bytes, word) in [
            (&b" \n\t"[..], "empty"),
            (b"%PDF-1.7", "PDF"),
            (b"\x00\x01\x02abc", "binary"),
            (b"\x89PNG\r\n", "picture"),
        ] {
            let (reason, hint) = kind_of(bytes).unwrap_err();
            assert!(reason.contains(word) && !hint.is_empty(), "{reason}");
        }
    }
}
