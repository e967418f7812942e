use super::http::{self, Answer};
use crate::decode::{self, Decoded};
use crate::{Input, Limits, Unreadable, address, feed, html, pasted, sniff};
use encoding_rs::Encoding;
use jiff::civil::Date;
use onrecord_text::{Note, Page};

/// The head of a WARC record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    fields: Vec<(String, String)>,
    /// How many bytes the head has, with the empty line.
    pub(super) length: usize,
    /// How many bytes the record's content has, as the head says.
    pub(super) content_length: u64,
}

/// What a record is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It can be a page.
    Page,
    /// A picture, a script, or other data.
    OtherFile,
    /// A redirect or an error.
    FailedAnswer,
    /// A capture that found what another record holds.
    Revisit,
    /// What the archive says of itself, and requests.
    Administration,
}

impl Head {
    /// The head that some bytes begin with, or what is wrong with it.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, String> {
        if !bytes.starts_with(b"WARC/") {
            return Err("no record begins where one should".into());
        }
        let (head, length) = http::head_of(bytes);
        if length == head.len() && length == bytes.len() {
            return Err("its head has no end".into());
        }
        let fields = http::fields(head.lines().skip(1));
        let twice = |name: &str| fields.iter().filter(|(own, _)| own == name).count() > 1;
        if ["warc-type", "warc-record-id", "warc-date", "content-length"].into_iter().any(twice)
            || fields.iter().any(|(_, value)| value.contains("WARC/1."))
        {
            return Err("its head is cut short, and another record's follows it".into());
        }
        let stated = http::field(&fields, "content-length").ok_or("it does not state its length")?;
        let content_length =
            stated.parse().map_err(|_| format!("it states its length as “{}”", shortened(stated)))?;
        Ok(Self { fields, length, content_length })
    }

    fn field(&self, name: &str) -> Option<&str> {
        http::field(&self.fields, name)
    }

    /// The address that the record is of.
    pub(super) fn address(&self) -> Option<&str> {
        // WARC 1.0's own examples put it into angle brackets.
        let address = self.field("warc-target-uri")?.trim_matches(['<', '>']);
        (address.starts_with("http://") || address.starts_with("https://")).then_some(address)
    }

    /// What to call the record, at a place of its archive.
    pub(super) fn name(&self, at: u64) -> String {
        self.address().map_or_else(|| format!("record-{at}"), str::to_owned)
    }

    /// Whether a crawler made it of a page that it names, as the text or the picture of it: `urn:text:https://…`.
    fn is_made_of_a_page(&self) -> bool {
        let name = self.field("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']);
        let of = name.strip_prefix("urn:").and_then(|name| name.split_once(':'));
        of.is_some_and(|(_, of)| of.starts_with("http://") || of.starts_with("https://"))
    }

    /// The last day that a page in this record can be of: pages state their local day, which east of Greenwich may be the day
    /// after that of the capture in universal time.
    fn latest_day(&self) -> Option<Date> {
        let moment: jiff::Timestamp = self.field("warc-date")?.parse().ok()?;
        let furthest_east = jiff::tz::Offset::constant(14);
        Some(furthest_east.to_datetime(moment).date())
    }

    /// Whether the record can be a page, as its head and the beginning of its content say.
    pub(super) fn verdict(&self, content: &[u8]) -> Verdict {
        let kind = self.field("warc-type").unwrap_or_default().to_ascii_lowercase();
        match kind.as_str() {
            "response" => {}
            "resource" | "conversion" => {
                if self.is_made_of_a_page() {
                    return Verdict::OtherFile;
                }
                let media = self.field("content-type").unwrap_or_default();
                return if is_page_type(media, content, self.address()) {
                    Verdict::Page
                } else {
                    Verdict::OtherFile
                };
            }
            "revisit" => return Verdict::Revisit,
            _ => return Verdict::Administration,
        }
        let Some(answer) = Answer::of(content) else {
            let is_http = self.address().is_some();
            let is_page = is_http && is_page_type("", content, self.address());
            return if is_page { Verdict::Page } else { Verdict::Administration };
        };
        if !(200..300).contains(&answer.status) {
            return Verdict::FailedAnswer;
        }
        if answer.body.is_empty() {
            return Verdict::FailedAnswer;
        }
        let media = answer.field("content-type").unwrap_or_default();
        let packed =
            answer.field("content-encoding").is_some() || answer.field("transfer-encoding").is_some();
        let file = self.address().unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
        let unpacked;
        let body = if !packed {
            answer.body
        } else if media.contains("html") && super::names::is_part_of_a_page(file) {
            // How it begins is all that is asked; that the rest of it is not here is no damage.
            unpacked = http::body(&answer, BEGINNING).0;
            unpacked.as_slice()
        } else {
            &[]
        };
        if is_page_type(media, body, self.address()) { Verdict::Page } else { Verdict::OtherFile }
    }
}

/// So many unpacked bytes tell whether an answer begins as a page.
const BEGINNING: usize = 4096;

/// Whether content of a media type can be a page; where no type is given, or one that says nothing, its bytes tell.
fn is_page_type(media: &str, content: &[u8], address: Option<&str>) -> bool {
    const PAGES: [&str; 9] = [
        "text/html",
        "application/xhtml+xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "text/xml",
        "application/xml",
        "text/plain",
    ];
    let (media, _) = http::content_type(media);
    let address = address.unwrap_or_default();
    let file = address.split(['?', '#']).next().unwrap_or_default();
    if file.ends_with("/robots.txt") || file.ends_with(".json") {
        return false;
    }
    // An address can end like a file's name and lead to a page about it; then the page is there from its first tag.
    if super::names::is_part_of_a_page(file) {
        return media.contains("html") && sniff::is_document(content);
    }
    // A sitemap without headlines is a list of addresses; what is packed is told by its own.
    if media.ends_with("xml") && media != "application/xhtml+xml" {
        let is_map = file.to_ascii_lowercase().contains("sitemap")
            || sniff::kind_of(content) == Ok(sniff::Kind::Sitemap);
        let has_headlines = content.windows(11).any(|window| window == b"<news:title");
        return !is_map || has_headlines;
    }
    if PAGES.contains(&media.as_str()) {
        // What a program answers another is not a page, whatever type it bears.
        return !matches!(content.trim_ascii_start().first(), Some(b'{' | b'['))
            || media == "application/feed+json";
    }
    let says_nothing = matches!(media.as_str(), "" | "application/octet-stream" | "unknown/unknown");
    says_nothing && sniff::is_markup(content)
}

/// Reads the page that a WARC record holds. The record is all of the input.
pub(crate) fn read(input: Input<'_>, limits: &Limits) -> Result<Page, Unreadable> {
    const HINT: &str = "Add the web archive that it comes from.";
    let unreadable = |reason: String, hint: &str| Unreadable {
        path: input.path.to_owned(),
        reason,
        hint: hint.to_owned(),
    };
    let head = Head::of(input.bytes)
        .map_err(|reason| unreadable(format!("the record is damaged: {reason}"), HINT))?;
    let content = &input.bytes[head.length..];
    let (body, media, mut notes) = match Answer::of(content) {
        Some(answer) => {
            let (body, notes) = http::body(&answer, limits.max_markup_bytes);
            (body, answer.field("content-type").unwrap_or_default().to_owned(), notes)
        }
        None => (content.to_vec(), head.field("content-type").unwrap_or_default().to_owned(), Vec::new()),
    };
    let (media, charset) = http::content_type(&media);
    let declared = charset.as_deref().and_then(|name| Encoding::for_label(name.as_bytes()));
    let mut kind = match sniff::kind_of(&body) {
        Ok(kind) => kind,
        // What its packing left undone is told before what its bytes look like.
        Err(_) if !notes.is_empty() => return Err(unreadable(notes.join(" "), "Fetch the page again.")),
        Err((reason, hint)) => return Err(unreadable(reason, hint)),
    };
    // A text that a server sends as HTML is HTML, and a text that holds some markup is still a text.
    let is_html = media.contains("html");
    kind = match kind {
        sniff::Kind::Text if is_html => sniff::Kind::Html,
        sniff::Kind::Html if media == "text/plain" && !sniff::is_document(&body) => sniff::Kind::Text,
        kind => kind,
    };
    let captured = head.latest_day();
    let decoded = decode::sent(&body, limits.max_markup_bytes, declared);
    let mut page = match kind {
        sniff::Kind::XmlFeed => feed::read_xml(input, decoded, limits),
        sniff::Kind::JsonFeed => feed::read_json(input, decoded, limits),
        sniff::Kind::Html => html::read(input, decoded, limits),
        sniff::Kind::Text => {
            let (text, mut cut) = crate::input::within(&decoded.text, limits.max_text_bytes);
            let mut all = decoded.notes;
            all.append(&mut cut);
            pasted::read(input, Decoded { text: text.into(), notes: all })
        }
        sniff::Kind::Sitemap | sniff::Kind::Opml => return crate::lists::read(input, decoded, limits),
        sniff::Kind::Row | sniff::Kind::Record | sniff::Kind::Mail => {
            let reason = "its answer is no page, but data".to_owned();
            return Err(unreadable(reason, "Leave it out."));
        }
    };
    if let Some(reason) = head.field("warc-truncated") {
        let reason = shortened(reason);
        notes.push(format!("The web archive holds only the beginning of the answer ({reason})."));
    }
    if Answer::of(content).is_some_and(|answer| answer.status == 206) {
        notes.push("The server sent a part of the page only (206).".to_owned());
    }
    page.notes.extend(notes.drain(..).map(Note::page));
    address::set(&mut page, head.address());
    if let Some(day) = captured {
        address::bound(&mut page, day, "captured by then, as the web archive says");
    }
    Ok(page)
}

fn shortened(words: &str) -> String {
    words.chars().take(40).collect()
}
