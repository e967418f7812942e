use std::io::Read;

/// An HTTP answer as it stands in a web archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer<'a> {
    pub(super) status: u16,
    /// Names in small letters, and values.
    pub(super) fields: Vec<(String, String)>,
    /// What follows the head, as it was sent.
    pub(super) body: &'a [u8],
}

impl<'a> Answer<'a> {
    /// None where the bytes do not begin with the head of an answer.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(b"HTTP/") {
            return None;
        }
        let (head, length) = head_of(bytes);
        let mut lines = head.lines();
        let status = lines.next()?.split_ascii_whitespace().nth(1)?.get(..3)?.parse().ok()?;
        Some(Self { status, fields: fields(lines), body: &bytes[length..] })
    }

    pub(super) fn field(&self, name: &str) -> Option<&str> {
        field(&self.fields, name)
    }
}

/// The value of the first field of a name, which is in small letters.
pub(super) fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}

/// What stands before the first empty line, and how long that is with the empty line. All of it where there is none.
pub(super) fn head_of(bytes: &[u8]) -> (String, usize) {
    let mut end = bytes.len();
    let mut length = bytes.len();
    let mut from = 0;
    while let Some(found) = bytes[from..].iter().position(|byte| *byte == b'\n') {
        let at = from + found;
        let after = &bytes[at + 1..];
        let empty = if after.starts_with(b"\r\n") { 2 } else { usize::from(after.starts_with(b"\n")) };
        if empty > 0 {
            (end, length) = (at + 1, at + 1 + empty);
            break;
        }
        from = at + 1;
    }
    (String::from_utf8_lossy(&bytes[..end]).into_owned(), length)
}

/// The fields of a head. A line that begins with white space goes on with the one before it; one without a colon is left out.
pub(super) fn fields<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in lines {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    fields
}

/// The media type of a `Content-Type` value in small letters, and its charset.
pub(super) fn content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let media = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    (media, charset)
}

/// The body without its transfer and content encodings, at most `limit` bytes of it and one more; and what was wrong with it.
///
/// Many archives hold bodies that were unpacked already, under the head of the packed ones. So each encoding is
/// tried, and a body that cannot have it is taken as it is.
pub(super) fn body(answer: &Answer<'_>, limit: usize) -> (Vec<u8>, Vec<String>) {
    let mut notes = Vec::new();
    let mut body = std::borrow::Cow::Borrowed(answer.body);
    if answer.field("transfer-encoding").is_some_and(|value| value.to_ascii_lowercase().contains("chunked"))
        && let Some((joined, is_whole)) = unchunk(&body)
    {
        if !is_whole {
            notes.push("The answer is cut short: its last chunk is missing.".to_owned());
        }
        body = joined.into();
    }
    let encodings = answer.field("content-encoding").unwrap_or_default().to_ascii_lowercase();
    for encoding in encodings.split(',').rev().map(str::trim) {
        if let Some(unpacked) = unpack(encoding, &body, limit, &mut notes) {
            body = unpacked.into();
        }
    }
    if body.starts_with(&[0x1f, 0x8b, 8])
        && let Some(unpacked) = unpack("gzip", &body, limit, &mut notes)
    {
        body = unpacked.into();
    }
    notes.dedup();
    let mut body = body.into_owned();
    body.truncate(limit.saturating_add(1));
    (body, notes)
}

/// A chunked body joined, and whether its last chunk is there; none where it is not chunked.
fn unchunk(body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let line_end = rest.iter().take(128).position(|byte| *byte == b'\n');
        let size = line_end.and_then(|end| {
            let line = std::str::from_utf8(&rest[..end]).ok()?;
            usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()
        });
        let (Some(end), Some(size)) = (line_end, size) else {
            // Not even the first chunk: it was joined before it was kept.
            return (!joined.is_empty()).then_some((joined, false));
        };
        if size == 0 {
            return Some((joined, true));
        }
        rest = &rest[end + 1..];
        let count = size.min(rest.len());
        joined.extend_from_slice(&rest[..count]);
        rest = &rest[count..];
        if count < size {
            return Some((joined, false));
        }
        let ends = rest.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        rest = &rest[ends..];
    }
}

/// A body without one encoding; none where it is not in it.
fn unpack(encoding: &str, body: &[u8], limit: usize, notes: &mut Vec<String>) -> Option<Vec<u8>> {
    let bounded = |reader: &mut dyn Read| {
        let mut out = Vec::new();
        let end = reader.take(limit as u64 + 1).read_to_end(&mut out);
        (out, end.is_ok())
    };
    let (out, is_whole) = match encoding {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            bounded(&mut flate2::bufread::MultiGzDecoder::new(body))
        }
        "deflate" => {
            // With the wrapping that the specification asks for, or without it as some servers send it.
            let wrapped = bounded(&mut flate2::bufread::ZlibDecoder::new(body));
            if wrapped.0.is_empty() {
                bounded(&mut flate2::bufread::DeflateDecoder::new(body))
            } else {
                wrapped
            }
        }
        "br" if !looks_like_text(body) => {
            bounded(&mut brotli_decompressor::Decompressor::new(body, 16 << 10))
        }
        "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            let Ok(mut decoder) = zstd::stream::read::Decoder::with_buffer(body) else { return None };
            bounded(&mut decoder)
        }
        _ => return None,
    };
    if !is_whole && out.is_empty() {
        if !looks_like_text(body) {
            notes.push(format!("The answer's {encoding} data is damaged, and nothing of it could be read."));
        }
        return None;
    }
    if !is_whole {
        notes.push(format!(
            "The answer's {encoding} data is damaged: only its first {} bytes could be read.",
            out.len()
        ));
    }
    Some(out)
}

/// Whether bytes begin as markup or text does, so that they are in no encoding.
fn looks_like_text(body: &[u8]) -> bool {
    let head = &body[..body.len().min(256)];
    head.iter().all(|byte| *byte >= 32 && *byte != 127 || matches!(byte, b'\t' | b'\n' | b'\r'))
        && head.iter().filter(|byte| byte.is_ascii()).count() * 2 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn answer(fields: &str, body: &[u8]) -> (String, Vec<String>) {
        let bytes = [format!("HTTP/1.1 200 OK\r\n{fields}\r\n").as_bytes(), body].concat();
        let (body, notes) = super::body(&Answer::of(&bytes).unwrap(), 1 << 20);
        (String::from_utf8_lossy(&body).into_owned(), notes)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn heads_are_read_as_they_come() {
        let bytes = b"HTTP/2 404 \nContent-Type: text/html;\n charset=\"UTF-8\"\nodd line\n\nbody";
        let answer = Answer::of(bytes).unwrap();
        assert_eq!((answer.status, answer.body), (404, &b"body"[..]));
        let (media, charset) = content_type(answer.field("content-type").unwrap());
        assert_eq!((media.as_str(), charset.as_deref()), ("text/html", Some("UTF-8")));
        assert!(Answer::of(b"<html>").is_none());
    }

    #[test]
    fn encodings_are_taken_off_in_their_order() {
        let packed = gzip(b"<p>Canal shut</p>");
        let (first, second) = packed.split_at(9);
        let size = format!("{:x};x=y\r\n", second.len());
        let chunks = [b"9\r\n", first, b"\r\n", size.as_bytes(), second, b"\r\n0\r\n\r\n"];
        let (body, notes) =
            answer("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", &chunks.concat());
        assert_eq!((body.as_str(), notes.len()), ("<p>Canal shut</p>", 0));
        let zlib = {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(b"<p>Canal open</p>").unwrap();
            encoder.finish().unwrap()
        };
        assert_eq!(answer("Content-Encoding: deflate\r\n", &zlib).0, "<p>Canal open</p>");
        assert_eq!(answer("Content-Encoding: deflate\r\n", &zlib[2..zlib.len() - 4]).0, "<p>Canal open</p>");
        let zstd = zstd::bulk::compress(b"<p>Canal</p>", 3).unwrap();
        assert_eq!(answer("Content-Encoding: zstd\r\n", &zstd).0, "<p>Canal</p>");
        // "Canal shut" as one uncompressed Brotli block.
        let brotli = [&[0x8b, 0x04, 0x80][..], b"Canal shut", &[3]].concat();
        assert_eq!(answer("Content-Encoding: br\r\n", &brotli).0, "Canal shut");
    }

    #[test]
    fn a_body_that_was_unpacked_already_is_taken_as_it_is() {
        for encoding in ["gzip", "br", "deflate", "zstd", "identity"] {
            let fields = format!("Transfer-Encoding: chunked\r\nContent-Encoding: {encoding}\r\n");
            let (body, notes) = answer(&fields, b"<p>Canal shut</p>");
            assert_eq!((body.as_str(), notes.len()), ("<p>Canal shut</p>", 0), "{encoding}");
        }
    }

    #[test]
    fn what_is_cut_short_is_read_so_far_with_a_note() {
        let long: String = (0..9_000).map(|number| format!("{} ", number * 7919 % 9973)).collect();
        let packed = gzip(long.as_bytes());
        let (body, notes) = answer("Content-Encoding: gzip\r\n", &packed[..packed.len() / 2]);
        assert!(long.starts_with(&body) && body.len() > 1000 && notes[0].contains("damaged"), "{notes:?}");
        let (body, notes) = answer("Transfer-Encoding: chunked\r\n", b"ff\r\nshort");
        assert_eq!(body, "short");
        assert!(notes[0].contains("cut short"));
    }
}
