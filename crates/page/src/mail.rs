use crate::decode::Decoded;
use crate::{Input, Limits, Unreadable, address, html, outlet, pasted};
use jiff::civil::Date;
use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};
use onrecord_text::{Basis, Dating, Note, Outlet, Page};

/// Reads an e-mail, or a page that a browser saved as one (MHTML).
pub(crate) fn read(input: Input<'_>, limits: &Limits) -> Result<Page, Unreadable> {
    let unreadable = |reason: &str, hint: &str| Unreadable {
        path: input.path.to_owned(),
        reason: reason.to_owned(),
        hint: hint.to_owned(),
    };
    const HINT: &str = "Open it, copy its text, and add that as a text file.";
    let bytes = without_mailbox_line(input.bytes);
    let kept = without_too_many_parts(bytes);
    let message = MessageParser::default().parse(kept);
    let message = message.ok_or_else(|| unreadable("it is a message whose head cannot be read", HINT))?;
    let mut page = if is_saved_page(&message) {
        saved_page(input, &message, limits).ok_or_else(|| {
            unreadable(
                "it is a saved page (MHTML) without an HTML part",
                "Save the page again, as HTML only.",
            )
        })
    } else {
        letter(input, &message, limits).ok_or_else(|| unreadable("it is a message without any text", HINT))
    }?;
    if kept.len() < bytes.len() {
        page.notes.push(Note::page(format!(
            "The message has more parts than are read; what stands behind its first {} bytes was left out.",
            kept.len()
        )));
    }
    Ok(page)
}

/// A message as far as it has not far more parts than one of its length: what is kept of a part takes some four hundred bytes, and a
/// message of nothing but their borders could have one in three.
fn without_too_many_parts(bytes: &[u8]) -> &[u8] {
    const PARTS: usize = 10_000;
    const BYTES_A_PART: usize = 256;
    let border = memchr::memmem::find_iter(bytes, b"\n--").nth(PARTS + bytes.len() / BYTES_A_PART);
    &bytes[..border.unwrap_or(bytes.len())]
}

/// A browser writes where it took the page from, and the page and its parts as related to each other.
fn is_saved_page(message: &Message<'_>) -> bool {
    let is_related = message.content_type().is_some_and(|kind| {
        kind.ctype() == "multipart" && kind.subtype().is_some_and(|own| own == "related")
    });
    let by_browser = message.header_raw("Snapshot-Content-Location").is_some()
        || message.header_raw("From").is_some_and(|from| from.trim().starts_with("<Saved by"));
    by_browser
        || is_related
            && message.to().is_none()
            && html_part(message).is_some_and(|(_, place)| place.is_some())
}

/// The first HTML part and the address that it was taken from.
fn html_part<'a>(message: &'a Message<'_>) -> Option<(&'a str, Option<&'a str>)> {
    message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(markup) => Some((markup.as_ref(), part.content_location())),
        _ => None,
    })
}

fn saved_page(input: Input<'_>, message: &Message<'_>, limits: &Limits) -> Option<Page> {
    let (markup, place) = html_part(message)?;
    let (text, notes) = crate::input::within(markup, limits.max_markup_bytes);
    let mut page = html::read(input, Decoded { text: text.into(), notes }, limits);
    let stated = message.header_raw("Snapshot-Content-Location").map(str::trim);
    address::set(&mut page, stated.or(place).filter(|place| place.starts_with("http")));
    if let Some(day) = day(message) {
        // A browser writes its local day or that of Greenwich; the page's own can be one later.
        let latest = day.tomorrow().unwrap_or(day);
        address::bound(&mut page, latest, "saved by then, as the browser says");
    }
    Some(page)
}

/// A newsletter: its HTML, or else its text, under its subject, of the day that it was sent.
fn letter(input: Input<'_>, message: &Message<'_>, limits: &Limits) -> Option<Page> {
    let subject = message.subject().map(str::trim).filter(|subject| !subject.is_empty());
    let sent = sent(message);
    let mut page = match body_of(message)? {
        Body::Markup(markup) => {
            let heading = subject.filter(|subject| !says(&markup, subject));
            let markup = heading.map_or_else(|| markup.clone(), |subject| under(subject, &markup));
            let (text, notes) = crate::input::within(&markup, limits.max_markup_bytes);
            html::read_as(input, Decoded { text: text.into(), notes }, limits, sent.clone())
        }
        Body::Plain(plain) => {
            let heading = subject.filter(|subject| !plain.trim_start().starts_with(subject));
            let text = heading.map_or_else(|| plain.clone(), |subject| format!("{subject}\n\n{plain}"));
            let (text, notes) = crate::input::within(&text, limits.max_text_bytes);
            pasted::read_as(input, Decoded { text: text.into(), notes }, sent.clone())
        }
    };
    // What a sender to many writes as its own name is the outlet's; anyone else only passes the words on.
    let is_to_many =
        ["List-Id", "List-Unsubscribe", "List-Post"].iter().any(|name| message.header_raw(*name).is_some());
    if let Some(Address::List(from)) = message.from().filter(|_| is_to_many)
        && let Some(first) = from.first()
        && let Some(name) = first.name().map(str::trim).filter(|name| !name.is_empty())
    {
        let domain = first.address().and_then(|address| outlet::domain_of(address.rsplit('@').next()?));
        page.outlet = Some(Outlet { name: name.to_owned(), domain });
    }
    let is_file = |part: &&u32| {
        let part = usize::try_from(**part).ok().and_then(|number| message.parts.get(number));
        part.is_some_and(|part| {
            let is_text = matches!(&part.body, PartType::Html(_) | PartType::Text(_));
            part.attachment_name().is_some() || !is_text && !part.is_message()
        })
    };
    let attached = message.attachments.iter().filter(is_file).count();
    if attached > 0 {
        let files = if attached == 1 { "file that is" } else { "files that are" };
        page.notes.push(Note::page(format!("{attached} {files} attached to the message: not read.")));
    }
    Some(page)
}

/// What a message says in its own words.
enum Body {
    Markup(String),
    Plain(String),
}

/// All that a message shows of itself, one part after the other: pictures and files between them part the text of some senders. Of the
/// same words twice it is the markup, unless that has no words.
fn body_of(message: &Message<'_>) -> Option<Body> {
    let parts = |numbers: &[u32]| -> Vec<&PartType<'_>> {
        let parts = numbers.iter().filter_map(|number| message.parts.get(usize::try_from(*number).ok()?));
        parts.map(|part| &part.body).collect()
    };
    let unnamed = || {
        let parts = message.parts.iter().filter(|part| part.attachment_name().is_none());
        parts.map(|part| &part.body).collect::<Vec<_>>()
    };
    let has_words = |part: &&PartType<'_>| match part {
        PartType::Html(markup) => !html::readable(markup, &Limits::default()).trim().is_empty(),
        PartType::Text(text) => !text.trim().is_empty(),
        _ => false,
    };
    let is_markup = |part: &&PartType<'_>| matches!(part, PartType::Html(_)) && has_words(part);
    let plain = |parts: Vec<&PartType<'_>>| {
        let texts = parts.into_iter().filter(has_words).filter_map(|part| match part {
            PartType::Text(text) => Some(text.trim_end()),
            _ => None,
        });
        Some(texts.collect::<Vec<_>>().join("\n\n")).filter(|text| !text.is_empty())
    };
    let shown = parts(&message.html_body);
    if shown.iter().any(is_markup) {
        return Some(Body::Markup(shown.into_iter().filter_map(as_markup).collect()));
    }
    if let Some(plain) = plain(parts(&message.text_body)) {
        return Some(Body::Plain(plain));
    }
    // A message that is not built as it should be: the first part that has words.
    match unnamed().into_iter().find(has_words)? {
        PartType::Html(markup) => Some(Body::Markup(markup.to_string())),
        PartType::Text(text) => Some(Body::Plain(text.to_string())),
        _ => None,
    }
}

fn as_markup(part: &PartType<'_>) -> Option<String> {
    match part {
        PartType::Html(markup) => Some(markup.to_string()),
        PartType::Text(text) => {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace("\r\n", "\n");
            let paragraphs = escaped.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
            Some(paragraphs.map(|paragraph| format!("<p>{paragraph}</p>")).collect())
        }
        _ => None,
    }
}

/// A message taken apart: what it says itself, where it does, and the messages that it carries.
pub(crate) struct Parted {
    pub(crate) own: Option<Vec<u8>>,
    pub(crate) carried: Vec<Vec<u8>>,
}

/// Takes a message apart; none where it carries no others.
pub(crate) fn part(bytes: &[u8]) -> Option<Parted> {
    // Most messages carry none, and need not be taken apart to see that.
    let kinds = [b"rfc822".as_slice(), b"global", b"digest"];
    let names_one = |slash: usize| {
        let after = |kind: &&[u8]| {
            bytes[slash + 1..].get(..kind.len()).is_some_and(|it| it.eq_ignore_ascii_case(kind))
        };
        kinds.iter().any(after)
    };
    memchr::memchr_iter(b'/', bytes).find(|slash| names_one(*slash))?;
    let head = bytes.len() - without_mailbox_line(bytes).len();
    let kept = without_too_many_parts(&bytes[head..]);
    let message = MessageParser::default().parse(kept)?;
    let (mut own, mut carried, mut at) = (bytes[..head].to_vec(), Vec::new(), 0);
    for part in &message.parts {
        let PartType::Message(inner) = &part.body else { continue };
        let place = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        let (start, body, end) = (place(part.offset_header), place(part.offset_body), place(part.offset_end));
        let (Some(before), Some(words)) = (kept.get(at..start), kept.get(body..end)) else { continue };
        own.extend_from_slice(before);
        // So that what stands before and behind it remains a part.
        own.extend_from_slice(b"Content-Type: text/plain\r\n\r\n");
        at = end;
        let is_packed = !matches!(part.encoding, mail_parser::Encoding::None);
        let words = if is_packed { inner.raw_message.as_ref() } else { words };
        carried.push(words.trim_ascii_start().to_vec());
    }
    if carried.is_empty() {
        return None;
    }
    own.extend_from_slice(kept.get(at..).unwrap_or_default());
    Some(Parted { own: body_of(&message).map(|_| own), carried })
}

/// A message without the line of a mailbox before it, which is none of its fields.
fn without_mailbox_line(bytes: &[u8]) -> &[u8] {
    match bytes.strip_prefix(b"From ") {
        Some(rest) => rest.iter().position(|byte| *byte == b'\n').map_or(rest, |end| &rest[end + 1..]),
        None => bytes,
    }
}

/// Whether markup has the words of a subject, whatever tags and white space stand between them.
fn says(markup: &str, subject: &str) -> bool {
    let squeezed =
        |text: &str| text.chars().filter(|char| char.is_alphanumeric()).collect::<String>().to_lowercase();
    let text = html::readable(markup, &Limits::default());
    squeezed(&text).contains(&squeezed(subject))
}

/// Markup with a headline put before it.
fn under(subject: &str, markup: &str) -> String {
    let escaped = subject.replace('&', "&amp;").replace('<', "&lt;");
    let lower = markup.to_ascii_lowercase();
    let body = lower.find("<body").and_then(|at| Some(at + lower[at..].find('>')? + 1)).unwrap_or(0);
    format!("{}<h1>{escaped}</h1>{}", &markup[..body], &markup[body..])
}

/// The day of the message's date line, as the sender's clock shows it.
fn day(message: &Message<'_>) -> Option<Date> {
    let date = message.date()?;
    let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    Date::new(i16::try_from(date.year).ok()?, month, day).ok()
}

fn sent(message: &Message<'_>) -> Option<Dating> {
    let day = day(message)?;
    let mut dating = Dating::day(day, Basis::Metadata).because("the date of the message");
    if let Some(date) = message.date().filter(|date| date.hour < 24 && date.minute < 60) {
        dating.edtf = Some(format!("{day}T{:02}:{:02}", date.hour, date.minute));
    }
    Some(dating)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(mail: &str) -> Page {
        let bytes = mail.replace('\n', "\r\n");
        crate::read_one(Input { bytes: bytes.as_bytes(), path: "m.eml" }, &Limits::default()).unwrap()
    }

    const LETTER: &str = "\
Received: from mail.herald.example by mx.example; Fri, 2 May 2031 21:00:05 +0000
From: =?utf-8?Q?Halvik_Herald_=E2=80=93_Morning?= <letters@herald.example>
To: reader@example.org
Subject: =?utf-8?B?Q2FuYWwgc2h1dCDigJMgYWdhaW4=?=
Date: Fri, 2 May 2031 23:00:00 -0500
List-Unsubscribe: <https://herald.example/u>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=\"bb\"

--bb
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

=93Caf=E9 Oster=94 was shut, =
the minister said.

--bb
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PGh0bWw+PGJvZHk+PHA+VGhlIGNhbmFsIGlzIHNodXQg4oCTIE9zdGVyIHNhaWQgb24gRnJpZGF5
LjwvcD48cD5Ob2JvZHkgaW4gSGFsdmlrIGtub3dzIGZvciBob3cgbG9uZyBpdCB3aWxsIHN0YXkg
c28uPC9wPjwvYm9keT48L2h0bWw+
--bb--
";

    #[test]
    fn a_newsletter_is_its_html_under_its_subject_of_its_day() {
        let page = page(LETTER);
        assert!(
            page.text.starts_with("Canal shut – again\n\nThe canal is shut – Oster said on Friday."),
            "{}",
            page.text
        );
        assert_eq!(page.items[0].published.edtf.as_deref(), Some("2031-05-02T23:00"));
        assert_eq!(page.outlet.unwrap().name, "Halvik Herald – Morning");
    }

    #[test]
    fn a_letter_of_text_alone_is_read_as_text() {
        let html = LETTER.find("--bb\nContent-Type: text/html").unwrap();
        let mail = format!("{}--bb--\n", &LETTER[..html])
            .replace("List-Unsubscribe: <https://herald.example/u>\n", "");
        let page = page(&mail);
        assert!(
            page.text.contains("was shut, the minister said.") && page.text.contains("Caf\u{e9}"),
            "{}",
            page.text
        );
        assert!(page.text.starts_with("Canal shut – again\n\n"));
        assert_eq!(page.outlet, None, "one who passes words on is no outlet");
    }

    #[test]
    fn a_page_that_a_browser_saved_keeps_its_address_and_is_bounded_by_the_day_of_saving() {
        let page = page(
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://herald.example/canal\nSubject: Canal shut\n\
             Date: Fri, 2 May 2031 21:00:00 -0000\nMIME-Version: 1.0\n\
             Content-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"----Multi--x----\"\n\n\
             ------Multi--x----\nContent-Type: text/html\nContent-ID: <frame-1@mhtml.blink>\n\
             Content-Transfer-Encoding: quoted-printable\nContent-Location: https://herald.example/canal\n\n\
             <!DOCTYPE html><html><head><meta charset=3D\"UTF-8\"><title>Canal shut</title></head><body><article><h1>Canal shut</h1>\
             <p>The canal is shut =E2=80=93 Oster said. Nobody knows for how l=\nong it will stay so.</p></article></body></html>\n\
             ------Multi--x----\nContent-Type: text/css\nContent-Location: cid:css-1@mhtml.blink\n\np { color: red }\n\
             ------Multi--x------\n",
        );
        assert_eq!(page.url.as_deref(), Some("https://herald.example/canal"));
        assert!(
            page.text.contains("The canal is shut – Oster said. Nobody knows for how long"),
            "{}",
            page.text
        );
        assert_eq!(page.items[0].published.edtf.as_deref(), Some("../2031-05-03"));
    }

    #[test]
    fn a_message_without_text_says_so() {
        let mail = "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n";
        let refused =
            crate::read_one(Input { bytes: mail.as_bytes(), path: "m" }, &Limits::default()).unwrap_err();
        assert!(refused.reason.contains("without any text"), "{refused:?}");
    }
}
