use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use onrecord_text::Note;
use std::borrow::Cow;

/// Text made of bytes, and what was wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded<'a> {
    /// The bytes as they are where they are UTF-8.
    pub(crate) text: Cow<'a, str>,
    pub(crate) notes: Vec<Note>,
}

/// A text file's bytes as text: by byte order mark, else UTF-8, else Windows-1252. Nothing else is changed; line ends stay.
pub(crate) fn plain(bytes: &[u8], limit: usize) -> Decoded<'_> {
    let mut notes = Vec::new();
    let bytes = cut(bytes, limit, &mut notes);
    let text = match byte_order_mark(bytes) {
        Some((encoding, length)) => {
            decode_with(encoding, bytes.get(length..).unwrap_or_default(), &mut notes)
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(error) if error.error_len().is_none() && !notes.is_empty() => {
                String::from_utf8_lossy(&bytes[..error.valid_up_to()])
            }
            Err(error) => {
                notes.push(Note::page(format!(
                    "The file is not valid UTF-8 (byte {}) and was read as Windows-1252.",
                    error.valid_up_to()
                )));
                Cow::Owned(windows_1252(bytes))
            }
        },
    };
    Decoded { text, notes }
}

/// A web page's bytes as text: by byte order mark, else the declared charset if it fits, else UTF-8, else a guess.
pub(crate) fn markup(bytes: &[u8], limit: usize) -> Decoded<'_> {
    declared_as(bytes, limit, declared_charset(bytes))
}

/// The same for bytes that a server sent with a charset.
///
/// The server's word goes before the page's, as in browsers; but many servers give every page the charset of their setup. So where
/// the two differ, and the bytes are not UTF-8, the one that a look at the bytes agrees with is taken.
pub(crate) fn sent<'a>(bytes: &'a [u8], limit: usize, by_server: Option<&'static Encoding>) -> Decoded<'a> {
    let own = declared_charset(&bytes[..bytes.len().min(limit)]);
    let charset = match (by_server, own) {
        (Some(server), Some(page)) if server != page && std::str::from_utf8(bytes).is_err() => {
            let guess = guess_charset(bytes);
            Some(if guess == page { page } else { server })
        }
        (server, page) => server.or(page),
    };
    declared_as(bytes, limit, charset)
}

/// So many bytes or broken sequences are few.
const FEW: usize = 8;

fn declared_as<'a>(bytes: &'a [u8], limit: usize, declared: Option<&'static Encoding>) -> Decoded<'a> {
    let mut notes = Vec::new();
    let bytes = cut(bytes, limit, &mut notes);
    if let Some((encoding, length)) = byte_order_mark(bytes) {
        let text = decode_with(encoding, bytes.get(length..).unwrap_or_default(), &mut notes);
        return Decoded { text, notes };
    }
    let valid_utf8 = std::str::from_utf8(bytes);
    let has_beyond_ascii = !bytes.is_ascii();
    let text = match (declared, valid_utf8) {
        (Some(encoding), Ok(text)) if encoding != UTF_8 && has_beyond_ascii && !encoding.is_single_byte() => {
            let (decoded, damaged) = encoding.decode_without_bom_handling(bytes);
            if damaged {
                wrong_declaration(encoding, UTF_8, Cow::Borrowed(text), &mut notes)
            } else {
                decoded
            }
        }
        // Bytes beyond ASCII that happen to be valid UTF-8 throughout are UTF-8, whatever a single-byte declaration says.
        (Some(encoding), Ok(text)) if encoding != UTF_8 && has_beyond_ascii => {
            wrong_declaration(encoding, UTF_8, Cow::Borrowed(text), &mut notes)
        }
        (_, Ok(text)) => Cow::Borrowed(text),
        (Some(encoding), Err(_)) if encoding != UTF_8 => decode_with(encoding, bytes, &mut notes),
        (declared, Err(error)) => {
            let bad = broken_sequences(bytes);
            let is_cut_off = bad == 1 && error.error_len().is_none();
            if is_cut_off || (bad <= FEW || bad * 200 < bytes.len()) && mostly_utf8(bytes, bad) {
                notes.push(Note::page(format!(
                    "The page has {bad} byte sequences that are not UTF-8, the first at byte {}; each is shown as \u{fffd}.",
                    error.valid_up_to()
                )));
                String::from_utf8_lossy(bytes)
            } else {
                // A few bytes tell nothing by themselves, and are what browsers take them for.
                let is_told = bytes.iter().filter(|byte| !byte.is_ascii()).nth(FEW).is_some();
                let guess = if is_told { guess_charset(bytes) } else { WINDOWS_1252 };
                let (decoded, _) = guess.decode_without_bom_handling(bytes);
                match declared {
                    Some(encoding) => wrong_declaration(encoding, guess, decoded, &mut notes),
                    None => decoded,
                }
            }
        }
    };
    Decoded { text, notes }
}

fn wrong_declaration<'a>(
    declared: &'static Encoding,
    used: &'static Encoding,
    text: Cow<'a, str>,
    notes: &mut Vec<Note>,
) -> Cow<'a, str> {
    notes.push(Note::page(format!(
        "The page declares {} but its bytes are {}; it was read as {}.",
        declared.name(),
        used.name(),
        used.name()
    )));
    text
}

/// Keeps the first `limit` bytes, not counting half a character at the cut.
fn cut<'a>(bytes: &'a [u8], limit: usize, notes: &mut Vec<Note>) -> &'a [u8] {
    if bytes.len() <= limit {
        return bytes;
    }
    notes.push(Note::page(format!(
        "The page has {} bytes; what lies beyond the first {limit} was left out. Split it to have all of it read.",
        bytes.len()
    )));
    let mut end = limit;
    while end > 0 && limit - end < 4 && bytes.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
        end -= 1;
    }
    &bytes[..end]
}

fn byte_order_mark(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((UTF_8, 3)),
        [0xFF, 0xFE, ..] => Some((UTF_16LE, 2)),
        [0xFE, 0xFF, ..] => Some((UTF_16BE, 2)),
        _ => None,
    }
}

fn decode_with<'a>(encoding: &'static Encoding, bytes: &'a [u8], notes: &mut Vec<Note>) -> Cow<'a, str> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if damaged {
        notes.push(Note::page(format!("Some bytes are not {}; each is shown as \u{fffd}.", encoding.name())));
    }
    text
}

/// Windows-1252 as most tools read it: the five bytes that it does not define become replacement characters.
fn windows_1252(bytes: &[u8]) -> String {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    text.chars()
        .map(|char| {
            if matches!(char, '\u{81}' | '\u{8d}' | '\u{8f}' | '\u{90}' | '\u{9d}') {
                '\u{fffd}'
            } else {
                char
            }
        })
        .collect()
}

/// The charset that the first kilobytes of markup declare (`<meta charset>`, `http-equiv`, or the XML declaration).
fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    const REACH: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(REACH)]).to_ascii_lowercase();
    let names = ["charset", "encoding"];
    names
        .iter()
        .filter_map(|name| {
            let rest = &head[head.find(name)? + name.len()..];
            let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
            let end = value
                .find(|char: char| !char.is_ascii_alphanumeric() && !"-_:".contains(char))
                .unwrap_or(value.len());
            Encoding::for_label(&value.as_bytes()[..end])
        })
        .next()
}

fn broken_sequences(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count()
}

/// Whether there are as many valid multi-byte sequences as broken ones: bytes of another charset hardly ever make a valid one.
fn mostly_utf8(bytes: &[u8], broken: usize) -> bool {
    let valid: usize =
        bytes.utf8_chunks().map(|chunk| chunk.valid().chars().filter(|char| !char.is_ascii()).count()).sum();
    valid >= broken
}

fn guess_charset(bytes: &[u8]) -> &'static Encoding {
    const REACH: usize = 1 << 20;
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(REACH)], true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_goes_by_mark_then_utf8_then_windows_1252() {
        assert_eq!(plain(b"\xEF\xBB\xBFHalvik\r\n", 99).text, "Halvik\r\n");
        assert_eq!(plain(b"\xFF\xFEH\0a\0", 99).text, "Ha");
        assert_eq!(plain("Hálvik".as_bytes(), 99), Decoded { text: "Hálvik".into(), notes: vec![] });
        let legacy = plain(b"\x93Halvik\x94 \x81", 99);
        assert_eq!(legacy.text, "“Halvik” \u{fffd}");
        assert_eq!(legacy.notes.len(), 1);
    }

    #[test]
    fn a_text_over_the_limit_is_cut_between_characters() {
        let cut = plain("aéé".as_bytes(), 4);
        assert_eq!(cut.text, "aé");
        assert!(cut.notes[0].message.contains("beyond the first 4"));
    }

    #[test]
    fn a_wrong_charset_declaration_is_survived() {
        let page = "<meta charset=\"iso-8859-1\"><p>“Tervo” é";
        let decoded = markup(page.as_bytes(), 999);
        assert_eq!(decoded.text, page);
        assert!(decoded.notes[0].message.contains("declares windows-1252"));
        let legacy = markup(b"<meta charset=utf-8><p>Se\xF1or Ib\xE1\xF1ez habl\xF3 en la reuni\xF3n de Espa\xF1a con el ni\xF1o y a\xF1adi\xF3 m\xE1s \xE1\xE9\xED", 999);
        assert!(legacy.text.contains("Señor Ibáñez"), "{legacy:?}");
        let honest =
            markup(b"<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>\x93x\x94", 999);
        assert!(honest.text.ends_with("“x”") && honest.notes.is_empty());
    }

    #[test]
    fn of_two_charsets_the_one_that_fits_is_taken() {
        let text = "Переговоры в Халвике начались в понедельник, сообщили министры обеих сторон.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(text);
        let page = [b"<meta charset=windows-1251><p>".as_slice(), &bytes].concat();
        assert!(sent(&page, 9999, Some(WINDOWS_1252)).text.ends_with(text));
        let bare = [b"<p>".as_slice(), &bytes].concat();
        assert!(sent(&bare, 9999, Encoding::for_label(b"windows-1251")).text.ends_with(text));
        let utf8 = format!("<p>{text}");
        let lie = sent(utf8.as_bytes(), 9999, Some(WINDOWS_1252));
        assert!(lie.text.ends_with(text) && lie.notes[0].message.contains("declares"), "{lie:?}");
    }

    #[test]
    fn a_page_without_a_valid_sequence_is_no_utf8_however_few_bytes_it_has_beyond_ascii() {
        for meta in ["", "<meta charset=utf-8>"] {
            for words in
                ["Caf\u{e9} Oster", "\u{201c}No\u{201d}, said Rand\u{2019}s caf\u{e9}", "5\u{a0}\u{20ac}"]
            {
                let (bytes, ..) = WINDOWS_1252.encode(words);
                let page =
                    [format!("{meta}<h1>").as_bytes(), &bytes, b"</h1><p>The harbour opens on Friday.</p>"]
                        .concat();
                let decoded = markup(&page, 999);
                assert!(decoded.text.contains(words), "{decoded:?}");
                assert_eq!(decoded.notes.len(), usize::from(!meta.is_empty()), "{decoded:?}");
                assert!(sent(&page, 999, Some(UTF_8)).text.contains(words));
            }
        }
        let cut_off = markup(b"<p>The harbour opens on Friday.</p>\xE2\x80", 999);
        assert!(cut_off.text.ends_with("\u{fffd}"), "{cut_off:?}");
    }

    #[test]
    fn a_few_broken_bytes_do_not_spoil_a_utf8_page() {
        let mut page = "<meta charset=utf-8><p>“Tervo” — “Halvik” — “Calder” —".as_bytes().to_vec();
        page.push(0xC3);
        page.extend_from_slice(" end".as_bytes());
        let decoded = markup(&page, 999);
        assert!(decoded.text.contains("“Calder”") && decoded.text.contains('\u{fffd}'));
        assert_eq!(decoded.notes.len(), 1);
    }
}
