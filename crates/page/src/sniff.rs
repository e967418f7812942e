use serde::de::IgnoredAny;

/// What some bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A row of a table of pages.
    Row,
    /// A record of a web archive.
    Record,
    /// An e-mail, or a page that a browser saved as one.
    Mail,
    XmlFeed,
    JsonFeed,
    Sitemap,
    Opml,
    Html,
    Text,
}

/// Tells what the bytes of one page are from the bytes; a reason and a hint where they hold no page.
pub(crate) fn kind_of(bytes: &[u8]) -> Result<Kind, (String, &'static str)> {
    if is_blank(bytes) {
        return Err(("it is empty".into(), "Save the page again, or leave the file out."));
    }
    if let Some((name, hint)) = foreign_format(bytes) {
        return Err((format!("it is {name}, not a page"), hint));
    }
    if bytes.starts_with(b"WARC/") {
        return Ok(Kind::Record);
    }
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if utf16 {
        let head = crate::decode::plain(&bytes[..bytes.len().min(4096)], 4096).text;
        return Ok(kind_of_markup(&head).unwrap_or(Kind::Text));
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
        if is_row(body) {
            return Ok(Kind::Row);
        }
    }
    let markup = kind_of_markup(&head);
    if matches!(markup, None | Some(Kind::Html)) && is_mail(body) {
        return Ok(Kind::Mail);
    }
    Ok(markup.unwrap_or(Kind::Text))
}

/// What markup that begins so is; none where it is none.
fn kind_of_markup(head: &str) -> Option<Kind> {
    match root_of(head) {
        Some("rss" | "feed" | "rdf:RDF" | "atom:feed") => Some(Kind::XmlFeed),
        Some("urlset" | "sitemapindex") => Some(Kind::Sitemap),
        Some("opml") => Some(Kind::Opml),
        _ => looks_like_html(head).then_some(Kind::Html),
    }
}

/// Whether bytes hold nothing but white space, of any kind, and the marks of how they are written.
fn is_blank(bytes: &[u8]) -> bool {
    let is_nothing =
        |character: char| character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}');
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        // The first thing that is none ends the search; nobody saves kilobytes of nothing.
        let head = &bytes[..bytes.len().min(4096)];
        return head.len() == bytes.len() && crate::decode::plain(head, 4096).text.chars().all(is_nothing);
    }
    match bytes.iter().position(|byte| !byte.is_ascii_whitespace()) {
        Some(at) if bytes[at].is_ascii() => false,
        Some(at) => std::str::from_utf8(&bytes[at..]).is_ok_and(|rest| rest.chars().all(is_nothing)),
        None => true,
    }
}

/// Formats that people drop in by mistake, by their first bytes.
fn foreign_format(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const TEXT: &str = "Open it, copy its text, and add that as a text file.";
    const UNPACK: &str = "Unpack it and add the pages in it.";
    const AS_UTF8: &str = "Save it as text in UTF-8.";
    let known: [(&[u8], &str, &str); 13] = [
        (b"{\\rtf", "a rich text document (RTF)", TEXT),
        (b"\xFF\xFE\0\0", "text in UTF-32", AS_UTF8),
        (b"\0\0\xFE\xFF", "text in UTF-32", AS_UTF8),
        (b"filedesc://", "a web archive of the old kind (ARC)", "Turn it into a WARC, and add that."),
        (b"%PDF-", "a PDF document", TEXT),
        (b"PK\x03\x04", "a ZIP archive or an office document", UNPACK),
        (b"\x1f\x8b", "gzip data inside gzip data", UNPACK),
        (b"\x89PNG", "a picture", TEXT),
        (b"\xFF\xD8\xFF", "a picture", TEXT),
        (b"GIF8", "a picture", TEXT),
        (b"SQLite format 3\0", "an SQLite database", "If it is a record, name it with --record."),
        (b"\xD0\xCF\x11\xE0", "an office document", TEXT),
        (b"PAR1", "a Parquet table", UNPACK),
    ];
    known.into_iter().find(|(magic, ..)| bytes.starts_with(magic)).map(|(_, name, hint)| (name, hint))
}

/// Whether bytes hold NUL, or control characters that no text has, in their first 64 KiB.
fn is_binary(bytes: &[u8]) -> bool {
    const REACH: usize = 64 << 10;
    let head = &bytes[..bytes.len().min(REACH)];
    let is_control = |byte: &u8| u8::from(matches!(byte, 1..=8 | 14..=26 | 28..=31));
    // The processor adds many bytes at once; so few at a time do not overflow one.
    let count = |part: &[u8]| usize::from(part.iter().map(is_control).sum::<u8>());
    let control: usize = head.chunks(usize::from(u8::MAX)).map(count).sum();
    memchr::memchr(0, head).is_some() || control * 50 > head.len()
}

fn is_json_feed(body: &[u8], head: &str) -> bool {
    #[derive(serde::Deserialize)]
    struct Feed {
        #[serde(rename = "items")]
        _items: Vec<IgnoredAny>,
    }
    head.contains("jsonfeed.org/version") && serde_json::from_slice::<Feed>(body).is_ok()
}

/// A row of a table of pages is an object with `id` and `text` or `html`, on one line.
fn is_row(body: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Row {
        id: Option<IgnoredAny>,
        text: Option<IgnoredAny>,
        html: Option<IgnoredAny>,
    }
    let line = body.trim_ascii();
    !line.contains(&b'\n')
        && serde_json::from_slice::<Row>(line)
            .is_ok_and(|row| row.id.is_some() && (row.text.is_some() || row.html.is_some()))
}

/// Whether the beginning of a line is that of a JSON object of which no more can be seen: a name, a colon and a value.
pub(crate) fn begins_json_row(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"{") else { return false };
    let rest = rest.trim_ascii_start();
    let name = rest.strip_prefix(b"\"").and_then(|rest| rest.iter().position(|byte| *byte == b'"'));
    let after = name.map(|end| rest[end + 2..].trim_ascii_start());
    // A feed is one object too, whose entries are a list.
    after.is_some_and(|after| after.starts_with(b":")) && !is_of_json_feed(line)
}

/// Whether bytes name the format of feeds in JSON near their beginning.
pub(crate) fn is_of_json_feed(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).contains("jsonfeed.org/version")
}

/// Whether bytes begin as markup of any kind.
pub(crate) fn is_markup(bytes: &[u8]) -> bool {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = String::from_utf8_lossy(&body[..body.len().min(4096)]);
    root_of(&head).is_some() || looks_like_html(&head)
}

/// Whether the first thing in bytes is a tag of markup.
pub(crate) fn begins_as_markup(bytes: &[u8]) -> bool {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    body.starts_with(b"<") && is_markup(body)
}

/// Whether bytes begin as a whole HTML document.
pub(crate) fn is_document(bytes: &[u8]) -> bool {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = String::from_utf8_lossy(&body[..body.len().min(4096)]).to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// Whether bytes begin as a message: a head of fields, among them some that people do not write by hand.
pub(crate) fn is_mail(bytes: &[u8]) -> bool {
    // No field's name begins so, and nearly all pages do.
    if bytes.starts_with(b"<") {
        return false;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(16 << 10)]);
    let mut lines = head.lines().peekable();
    // A mailbox's first line.
    lines.next_if(|line| line.starts_with("From "));
    let (mut by_hand, mut by_machine) = (0, 0);
    for line in lines.take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { return false };
        if name.is_empty()
            || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        {
            return false;
        }
        match name.to_ascii_lowercase().as_str() {
            // A mailer of old writes no other field that is only a machine's.
            "date" if is_stamp(value) => by_machine += 1,
            "from" | "to" | "subject" | "date" | "reply-to" | "sender" => by_hand += 1,
            "mime-version"
            | "received"
            | "message-id"
            | "return-path"
            | "content-type"
            | "delivered-to"
            | "dkim-signature"
            | "content-transfer-encoding" => by_machine += 1,
            _ => {}
        }
    }
    by_machine >= 1 && by_hand + by_machine >= 2
}

/// Whether a date is written as in messages, with the offset of its clock: `Fri, 2 May 2031 21:00:05 +0000`.
fn is_stamp(value: &str) -> bool {
    let mut words = value.split_whitespace().filter(|word| !word.starts_with('('));
    let (clock, zone) = (words.clone().nth_back(1), words.next_back());
    let is_clock =
        |word: &str| word.contains(':') && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let is_zone = |word: &str| {
        matches!(word, "GMT" | "UT" | "UTC" | "Z")
            || word.len() == 5
                && word.starts_with(['+', '-'])
                && word[1..].bytes().all(|byte| byte.is_ascii_digit())
    };
    clock.is_some_and(is_clock) && zone.is_some_and(is_zone)
}

/// The name of the root element, past the declaration, comments and processing instructions; that of a sitemap without its prefix.
fn root_of(head: &str) -> Option<&str> {
    let mut rest = head.trim_start();
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else {
            rest.find('>').map(|at| at + 1)
        };
        rest = rest[end?..].trim_start();
    }
    let rest = rest.strip_prefix('<')?;
    let end = rest.find(|char: char| char.is_whitespace() || char == '>' || char == '/')?;
    let name = &rest[..end];
    let known = ["rss", "feed", "rdf:RDF", "atom:feed", "urlset", "sitemapindex", "opml"];
    let local = name.rsplit(':').next().filter(|local| local.contains("sitemap") || *local == "urlset");
    known.into_iter().find(|own| *own == local.unwrap_or(name))
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
        assert_eq!(kind("{\"id\":1,\"text\":\"a\"}\n"), Kind::Row);
        assert_eq!(kind("WARC/1.0\r\nWARC-Type: response\r\n"), Kind::Record);
        assert_eq!(kind("<?xml version='1.0'?><urlset xmlns='x'>"), Kind::Sitemap);
        assert_eq!(kind("<opml version=\"2.0\">"), Kind::Opml);
        assert_eq!(kind("<sm:urlset xmlns:sm='x'>"), Kind::Sitemap);
        let utf16 = |text: &str| {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            kind_of(&[0xFF, 0xFE].into_iter().chain(units).collect::<Vec<u8>>()).unwrap()
        };
        assert_eq!(utf16("<?xml version='1.0' encoding='utf-16'?><rss version='2.0'>"), Kind::XmlFeed);
        assert_eq!((utf16("<html><p>a"), utf16("Halvik and Tervo")), (Kind::Html, Kind::Text));
        assert_eq!(kind("MIME-Version: 1.0\nSubject: Canal shut\n\nText"), Kind::Mail);
        assert_eq!(kind("From: Ana Weil\nTo: all\nSubject: Canal shut\n\nText"), Kind::Text);
        assert_eq!(kind("Oster: The canal is shut.\nWeil: For how long?\n\nOster: Long."), Kind::Text);
        assert_eq!(kind("{\"name\":1}"), Kind::Text);
    }

    #[test]
    fn what_is_no_page_is_refused_with_a_hint() {
        for (bytes, word) in [
            (&b" \n\t"[..], "empty"),
            (b"%PDF-1.7", "PDF"),
            (b"\x00\x01\x02abc", "binary"),
            (b"\x89PNG\r\n", "picture"),
            (b"\xEF\xBB\xBF", "empty"),
            ("\u{a0}\n\u{feff}".as_bytes(), "empty"),
            (b"\xFF\xFE\r\0\n\0", "empty"),
            (b"{\\rtf1\\ansi Halvik\\par}", "RTF"),
            (b"\xFF\xFE\0\0H\0\0\0", "UTF-32"),
            (b"\0\0\xFE\xFF\0\0\0H", "UTF-32"),
            (b"filedesc://a.arc 0.0.0.0 20310614060000 text/plain 76\n", "ARC"),
        ] {
            let (reason, hint) = kind_of(bytes).unwrap_err();
            assert!(reason.contains(word) && !hint.is_empty(), "{reason}");
        }
    }
}
