use memchr::memchr;
use std::borrow::Cow;
use std::sync::OnceLock;

/// The names of the HTML standard, sorted, each with its code points.
const ENTITIES: &str = include_str!("../../data/entities.txt");
/// The longest name, in bytes, with its semicolon.
const LONGEST_NAME: usize = 32;

/// Text with its character references replaced, as the HTML standard does it. In an attribute's value an old name without a
/// semicolon is left alone where a letter, a digit or `=` follows.
pub(crate) fn decode(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut decoded = String::with_capacity(text.len());
    decoded.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = reference(rest, in_attribute, &mut decoded);
        if length == 0 {
            decoded.push('&');
            rest = &rest[1..];
        } else {
            rest = &rest[length..];
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Reads the reference with which a text begins; how many bytes it takes, none where it is no reference.
fn reference(text: &str, in_attribute: bool, decoded: &mut String) -> usize {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return numeric(text, decoded);
    }
    let length = bytes[1..].iter().take(LONGEST_NAME).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let has_end = bytes.get(1 + length) == Some(&b';');
    if has_end && let Some(points) = lookup(&text[1..length + 2]) {
        push_points(points, decoded);
        return length + 2;
    }
    // The old names that need no semicolon have two to six letters; the longest counts.
    for short in (2..=length.min(6)).rev() {
        let Some(points) = lookup(&text[1..=short]) else { continue };
        let next = bytes.get(1 + short);
        if in_attribute && next.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'=') {
            return 0;
        }
        push_points(points, decoded);
        return 1 + short;
    }
    0
}

fn numeric(text: &str, decoded: &mut String) -> usize {
    let bytes = text.as_bytes();
    let is_hex = matches!(bytes.get(2), Some(b'x' | b'X'));
    let (start, radix) = if is_hex { (3, 16) } else { (2, 10) };
    let digits =
        bytes[start.min(bytes.len())..].iter().take_while(|byte| char::from(**byte).is_digit(radix)).count();
    if digits == 0 {
        return 0;
    }
    // More digits than any code point has are no code point.
    let value =
        u32::from_str_radix(text.get(start..start + digits).unwrap_or_default(), radix).unwrap_or(u32::MAX);
    decoded.push(match value {
        // Numbers of the old Windows encoding stand for its characters.
        0x80..=0x9F => char::from_u32(windows_1252(value)).unwrap_or('\u{fffd}'),
        0 => '\u{fffd}',
        _ => char::from_u32(value).unwrap_or('\u{fffd}'),
    });
    start + digits + usize::from(bytes.get(start + digits) == Some(&b';'))
}

fn windows_1252(value: u32) -> u32 {
    const HIGH: [u32; 32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152,
        0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122,
        0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
    ];
    usize::try_from(value.saturating_sub(0x80)).ok().and_then(|at| HIGH.get(at)).copied().unwrap_or(value)
}

/// The code points of a name, in hexadecimal.
fn lookup(name: &str) -> Option<&'static str> {
    static TABLE: OnceLock<Vec<(&'static str, &'static str)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| ENTITIES.lines().filter_map(|line| line.split_once('\t')).collect());
    let at = table.binary_search_by(|(own, _)| (*own).cmp(name)).ok()?;
    table.get(at).map(|(_, points)| *points)
}

fn push_points(points: &str, decoded: &mut String) {
    decoded
        .extend(points.split(' ').filter_map(|point| char::from_u32(u32::from_str_radix(point, 16).ok()?)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_replaced_as_the_standard_says() {
        let cases = [
            ("fish &amp; chips", "fish & chips"),
            ("&ldquo;no&rdquo; &#8212; &#x2014;", "“no” — —"),
            ("&#147;no&#148; &#0; &#xD800; &#99999999999;", "“no” \u{fffd} \u{fffd} \u{fffd}"),
            ("&copy2031 &notit; &notin;", "©2031 ¬it; ∉"),
            ("a & b &; &nosuch; &#; &#x; &", "a & b &; &nosuch; &#; &#x; &"),
            ("&NotEqualTilde;", "\u{2242}\u{338}"),
        ];
        for (markup, text) in cases {
            assert_eq!(decode(markup, false), text);
        }
        assert_eq!(decode("?a=1&copy=2&amp;b=3&lt", true), "?a=1&copy=2&b=3<");
    }
}
