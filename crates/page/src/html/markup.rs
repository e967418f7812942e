use super::entities;
use super::tags::Tag;
use memchr::memmem;
use memchr::{memchr, memrchr};
use std::borrow::Cow;

/// An element keeps so many attributes; what has more is no page.
const MOST_ATTRIBUTES: usize = 64;
/// The longest value that is kept, in bytes: a longer one is a picture or a program.
const LONGEST_VALUE: usize = 64 << 10;

/// One piece of markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Start(StartTag<'a>),
    /// The name, lower case.
    End(Cow<'a, str>),
    Text(Cow<'a, str>),
}

/// Names, lower case, and values as they are written, before [`entities::decode`]; each name once.
pub(crate) type Attributes<'a> = Vec<(Cow<'a, str>, &'a str)>;

/// A start tag; its attributes are [`Tokens::attributes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StartTag<'a> {
    /// Lower case.
    pub(crate) name: Cow<'a, str>,
    pub(crate) closes_itself: bool,
}

/// Cuts markup into tags and text by the HTML standard's rules, each with where it stands; comments are left out.
///
/// It never fails, and takes time in proportion to the markup, whatever that is: what has no end (a tag, a quoted value, a comment,
/// a script) is searched for once.
pub(crate) struct Tokens<'a> {
    markup: &'a str,
    at: usize,
    /// The element whose content is no markup, while that content is next.
    raw: Option<Cow<'a, str>>,
    /// Where the last of these bytes stands: `>`, `"`, `'`.
    last: [Option<usize>; 3],
    /// Names of elements with raw content that no end tag follows any more.
    endless: Vec<String>,
    /// Those of the last tag.
    attributes: Attributes<'a>,
}

impl<'a> Tokens<'a> {
    pub(crate) fn of(markup: &'a str) -> Self {
        let last = [b'>', b'"', b'\''].map(|byte| memrchr(byte, markup.as_bytes()));
        Self { markup, at: 0, raw: None, last, endless: Vec::new(), attributes: Vec::new() }
    }

    /// The attributes of the tag that came last.
    pub(crate) fn attributes(&self) -> &[(Cow<'a, str>, &'a str)] {
        &self.attributes
    }

    /// Whether a byte follows somewhere: `>`, `"` or `'`.
    fn follows(&self, byte: u8, from: usize) -> bool {
        let number = usize::from(byte == b'"') + 2 * usize::from(byte == b'\'');
        self.last[number].is_some_and(|last| last >= from)
    }

    fn find_byte(&self, from: usize, wanted: u8) -> Option<usize> {
        memchr(wanted, self.markup.as_bytes().get(from..)?).map(|at| from + at)
    }

    /// Where the next markup begins: a `<` that begins none is text.
    fn end_of_text(&self, start: usize) -> usize {
        let bytes = self.markup.as_bytes();
        let mut from = start;
        while let Some(open) = self.find_byte(from, b'<') {
            if opens_markup(bytes, open) {
                return open;
            }
            from = open + 1;
        }
        bytes.len()
    }

    /// A comment, a declaration or an end tag without a name: where it ends; `open` is its `<`.
    fn end_of_comment(&self, open: usize) -> usize {
        let rest = &self.markup[open..];
        let whole = self.markup.len();
        if rest.starts_with("<!-->") || rest.starts_with("<!--->") {
            return open + if rest.starts_with("<!-->") { 5 } else { 6 };
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            return memmem::find(comment.as_bytes(), b"-->").map_or(whole, |end| open + 4 + end + 3);
        }
        if self.follows(b'>', open) { self.find_byte(open, b'>').map_or(whole, |end| end + 1) } else { whole }
    }

    /// A tag's name and attributes from the byte after its name's start on; the byte after its `>`.
    fn tag(&mut self, name_start: usize) -> (StartTag<'a>, usize) {
        self.attributes.clear();
        let bytes = self.markup.as_bytes();
        let length = bytes[name_start..]
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
            .unwrap_or(bytes.len() - name_start);
        let mut at = name_start + length;
        let name = lower(&self.markup[name_start..at]);
        let mut tag = StartTag { name, closes_itself: false };
        loop {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            match bytes.get(at) {
                None => return (tag, at),
                Some(b'>') => return (tag, at + 1),
                Some(b'/') => {
                    at += 1;
                    tag.closes_itself = bytes.get(at) == Some(&b'>');
                    continue;
                }
                Some(_) => {}
            }
            let start = at;
            // An equals sign at the start is part of the name.
            at += 1;
            at += bytes[at..]
                .iter()
                .take_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/'))
                .count();
            let name = start..at;
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let mut value = "";
            if bytes.get(at) == Some(&b'=') {
                at += 1;
                at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                let quote = bytes.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\''));
                let end = match quote {
                    // Where no second quotation mark follows, the first is part of the value.
                    Some(quote) if self.follows(quote, at + 1) => self.find_byte(at + 1, quote),
                    _ => None,
                };
                if let Some(end) = end {
                    value = &self.markup[at + 1..end];
                    at = end + 1;
                } else {
                    let length = bytes[at..]
                        .iter()
                        .take_while(|byte| !byte.is_ascii_whitespace() && **byte != b'>')
                        .count();
                    value = &self.markup[at..at + length];
                    at += length;
                }
            }
            let name = lower(&self.markup[name]);
            let is_known = self.attributes.iter().any(|(own, _)| *own == name);
            if !is_known && self.attributes.len() < MOST_ATTRIBUTES && value.len() <= LONGEST_VALUE {
                self.attributes.push((name, value));
            }
        }
    }

    /// The content of an element without markup inside, up to its end tag.
    fn raw_content(&mut self, name: &str) -> Option<(Token<'a>, usize, usize)> {
        let start = self.at;
        let end = if self.endless.iter().any(|own| own == name) { None } else { self.end_tag(start, name) };
        let end = match end {
            Some(end) => end,
            None => {
                self.endless.push(name.to_owned());
                // A program goes on to the end; a title without an end is cut at the next tag, so that the page is not lost.
                let is_text = matches!(name, "title" | "textarea");
                if is_text {
                    self.find_byte(start, b'<').unwrap_or(self.markup.len())
                } else {
                    self.markup.len()
                }
            }
        };
        self.at = end;
        let text = &self.markup[start..end];
        if text.is_empty() {
            return None;
        }
        let is_text = matches!(name, "title" | "textarea");
        let text = if is_text { entities::decode(text, false) } else { Cow::Borrowed(text) };
        Some((Token::Text(text), start, end))
    }

    fn end_tag(&self, from: usize, name: &str) -> Option<usize> {
        let bytes = self.markup.as_bytes();
        let mut at = from;
        while let Some(found) = memmem::find(bytes.get(at..)?, b"</") {
            let rest = &bytes[at + found + 2..];
            let is_name = rest.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()));
            let ends = rest
                .get(name.len())
                .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
            if is_name && ends {
                return Some(at + found);
            }
            at += found + 2;
        }
        None
    }
}

impl<'a> Iterator for Tokens<'a> {
    /// A token, where it begins and where it ends, in bytes of the markup.
    type Item = (Token<'a>, usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(name) = self.raw.take()
            && let Some(token) = self.raw_content(&name)
        {
            return Some(token);
        }
        let bytes = self.markup.as_bytes();
        while self.at < bytes.len() {
            let start = self.at;
            let end = self.end_of_text(start);
            if end > start {
                self.at = end;
                return Some((Token::Text(entities::decode(&self.markup[start..end], false)), start, end));
            }
            let closing = bytes[start + 1] == b'/';
            let name_start = start + 1 + usize::from(closing);
            if !bytes.get(name_start).is_some_and(u8::is_ascii_alphabetic) {
                self.at = self.end_of_comment(start);
                continue;
            }
            if !self.follows(b'>', name_start) {
                // A page that was cut inside a tag: that tag is no text.
                self.at = bytes.len();
                return None;
            }
            let (tag, end) = self.tag(name_start);
            self.at = end;
            if closing {
                return Some((Token::End(tag.name), start, end));
            }
            // `<title/>` stands in drawings.
            let known = Tag::of(&tag.name);
            if known.is_raw() && !(tag.closes_itself && known == Tag::Title) {
                self.raw = Some(tag.name.clone());
            }
            return Some((Token::Start(tag), start, end));
        }
        None
    }
}

/// Whether a `<` begins a tag, a comment or a declaration.
fn opens_markup(bytes: &[u8], open: usize) -> bool {
    bytes.get(open + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'))
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(markup: &str) -> String {
        let mut tokens = Tokens::of(markup);
        let mut shown = String::new();
        while let Some((token, ..)) = tokens.next() {
            match token {
                Token::Start(tag) => {
                    let attributes: Vec<String> =
                        tokens.attributes().iter().map(|(name, value)| format!(" {name}={value}")).collect();
                    shown += &format!("[{}{}]", tag.name, attributes.concat());
                }
                Token::End(name) => shown += &format!("[/{name}]"),
                Token::Text(text) => shown += &text,
            }
        }
        shown
    }

    #[test]
    fn markup_is_cut_as_browsers_do() {
        let cases = [
            (
                "<P CLASS=a id='b c' data-x=\"&lt;\" hidden>x</P >",
                "[p class=a id=b c data-x=&lt; hidden=]x[/p]",
            ),
            ("a < b <3 </> <!-- <p> --> <!doctype html><?x?>c", "a < b <3   c"),
            ("<!--> a <!---> b <!-- c", " a  b "),
            ("<script>if (a</b/.x) '<p>'</script ><i>t", "[script]if (a</b/.x) '<p>'[/script][i]t"),
            ("<title>A &amp; B</TITLE>", "[title]A & B[/title]"),
            ("<title>Canal<p>shut", "[title]Canal[p]shut"),
            ("<a title='>'>x</a><br/><a b = c =d>", "[a title=>]x[/a][br][a b=c =d=]"),
            ("<a href=\"x>Canal</a><p>shut", "[a href=\"x]Canal[/a][p]shut"),
            ("shut <p class", "shut "),
        ];
        for (markup, expected) in cases {
            assert_eq!(shown(markup), expected, "{markup}");
        }
    }

    proptest! {
        #[test]
        fn tokens_stand_in_order_and_inside_the_markup(markup in "[<>/!a-c \"'=&#;-]{0,200}|(<script|</script>|<!--|-->|<a b=|\"|é|x){0,30}") {
            let mut end = 0;
            for (_, start, after) in Tokens::of(&markup) {
                prop_assert!(end <= start && start < after && markup.get(start..after).is_some());
                end = after;
            }
        }
    }
}
