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
    // A line of a mailbox before the message is none of its fields.
    let bytes = match input.bytes.strip_prefix(b"From ") {
        Some(rest) => rest.iter().position(|byte| *byte == b'\n').map_or(rest, |end| &rest[end + 1..]),
        None => input.bytes,
    };
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
    let markup = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(markup) if part.attachment_name().is_none() => Some(markup.as_ref()),
        _ => None,
    });
    let plain = message.parts.iter().find_map(|part| match &part.body {
        PartType::Text(text) if part.attachment_name().is_none() && !text.trim().is_empty() => {
            Some(text.as_ref())
        }
        _ => None,
    });
    let mut page = match (markup, plain) {
        (Some(markup), _) if !markup.trim().is_empty() => {
            let heading = subject.filter(|subject| !says(markup, subject));
            let markup = heading.map_or_else(|| markup.to_owned(), |subject| under(subject, markup));
            let (text, notes) = crate::input::within(&markup, limits.max_markup_bytes);
            html::read_as(input, Decoded { text: text.into(), notes }, limits, sent.clone())
        }
        (_, Some(plain)) => {
            let heading = subject.filter(|subject| !plain.trim_start().starts_with(subject));
            let text = heading.map_or_else(|| plain.to_owned(), |subject| format!("{subject}\n\n{plain}"));
            let (text, notes) = crate::input::within(&text, limits.max_text_bytes);
            pasted::read_as(input, Decoded { text: text.into(), notes }, sent.clone())
        }
        _ => return None,
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
    let attached = message.attachments.len();
    if attached > 0 {
        let files = if attached == 1 { "file that is" } else { "files that are" };
        page.notes.push(Note::page(format!("{attached} {files} attached to the message: not read.")));
    }
    Some(page)
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
