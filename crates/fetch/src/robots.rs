//! Robots files (RFC 9309).

use jiff::Timestamp;
use std::time::Duration;

/// What a site's robots file says to us. The default allows everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Robots {
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

/// A robots file that was read before, so that a later run need not ask for it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRobots {
    /// Scheme, host and port that it holds for.
    pub origin: String,
    /// When it was read.
    pub at: Timestamp,
    /// Its text; empty where the site has none, so that everything is allowed.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allows: bool,
    /// As written, for a person.
    path: String,
    pattern: Pattern,
}

impl Robots {
    /// What is read of a file; RFC 9309 asks for no less.
    pub const MOST_BYTES: usize = 500 << 10;

    /// Reads a file for a product's name. It never fails: a line that says nothing that we know is passed over. Groups that name the
    /// product are taken together; only where there are none, those for everybody (`*`).
    #[must_use]
    pub fn parse(text: &str, product: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = text.get(..text.floor_char_boundary(Self::MOST_BYTES)).unwrap_or(text);
        let (mut own, mut everybody) = (Self::default(), Self::default());
        let (mut is_named, mut for_own, mut for_everybody, mut in_names) = (false, false, false, false);
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" => {
                    if !in_names {
                        (for_own, for_everybody) = (false, false);
                    }
                    in_names = true;
                    let token = |letter: char| letter.is_ascii_alphabetic() || matches!(letter, '-' | '_');
                    let name = value.split(|letter| !token(letter)).next().unwrap_or_default();
                    for_everybody |= value.starts_with('*');
                    for_own |= name.eq_ignore_ascii_case(product);
                    is_named |= for_own;
                }
                "allow" | "disallow" | "crawl-delay" => {
                    in_names = false;
                    for (wanted, robots) in [(for_own, &mut own), (for_everybody, &mut everybody)] {
                        if wanted {
                            robots.line(&key, value);
                        }
                    }
                }
                _ => {}
            }
        }
        if is_named { own } else { everybody }
    }

    fn line(&mut self, key: &str, value: &str) {
        if key == "crawl-delay" {
            let seconds = value.parse::<f64>().ok().filter(|seconds| (0.0..=86_400.0).contains(seconds));
            self.delay = self.delay.max(seconds.map(Duration::from_secs_f64));
        } else if !value.is_empty() {
            let pattern = Pattern::new(value);
            self.rules.push(Rule { allows: key == "allow", path: value.to_owned(), pattern });
        }
    }

    /// The line that forbids a path (with its query), where one does: of the rules that match, the longest counts, and of two as long
    /// the one that allows.
    #[must_use]
    pub fn forbids(&self, path_and_query: &str) -> Option<String> {
        if path_and_query == "/robots.txt" {
            return None;
        }
        let path = literal(path_and_query);
        let matching = self.rules.iter().filter(|rule| rule.pattern.matches(&path));
        let strongest = matching.max_by_key(|rule| (rule.pattern.length, rule.allows))?;
        (!strongest.allows).then(|| format!("Disallow: {}", strongest.path))
    }

    /// The gap that the file asks for between two requests.
    #[must_use]
    pub fn delay(&self) -> Option<Duration> {
        self.delay
    }
}

/// A path in which `*` stands for any characters, and `$` at the end for the end.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    parts: Vec<String>,
    to_the_end: bool,
    length: usize,
}

impl Pattern {
    fn new(path: &str) -> Self {
        let (body, to_the_end) = path.strip_suffix('$').map_or((path, false), |body| (body, true));
        Self { parts: body.split('*').map(literal).collect(), to_the_end, length: normal(path).len() }
    }

    /// Each part is taken where it first comes: if that does not lead to a match, no later place does. Linear in the path.
    fn matches(&self, path: &str) -> bool {
        let Some((first, rest)) = self.parts.split_first() else { return true };
        let Some(mut left) = path.strip_prefix(first.as_str()) else { return false };
        let Some((last, middle)) = rest.split_last() else { return !self.to_the_end || left.is_empty() };
        for part in middle {
            let Some(at) = left.find(part.as_str()) else { return false };
            left = left.get(at + part.len()..).unwrap_or_default();
        }
        if self.to_the_end { left.ends_with(last.as_str()) } else { left.contains(last.as_str()) }
    }
}

/// A path as paths are compared (RFC 9309, section 2.2.2): what need not be escaped is not, what must be is, in capitals.
fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut text = String::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%').then(|| bytes.get(at + 1..at + 3)).flatten().and_then(hexadecimal);
        match escaped {
            Some(meant) if meant.is_ascii_alphanumeric() || b"-._~".contains(&meant) => {
                text.push(char::from(meant))
            }
            Some(meant) => text.push_str(&format!("%{meant:02X}")),
            None if byte.is_ascii_graphic() => text.push(char::from(byte)),
            None => text.push_str(&format!("%{byte:02X}")),
        }
        at += if escaped.is_some() { 3 } else { 1 };
    }
    text
}

/// The same where `*` and `$` stand for themselves.
fn literal(path: &str) -> String {
    normal(path).replace('*', "%2A").replace('$', "%24")
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digit = |digit: &u8| char::from(*digit).to_digit(16);
    let [high, low] = digits else { return None };
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(text: &str, path: &str) -> bool {
        Robots::parse(text, "onrecord").forbids(path).is_none()
    }

    #[test]
    fn our_own_groups_count_before_those_for_everybody() {
        let text = "User-agent: *\nDisallow: /\n\nUSER-AGENT: OnRecord/1.0 (a reader)\nDisallow: /private # not this\n\
                    User-agent: other\nDisallow: /news\nuser-agent: onrecord\nuser-agent: third\nAllow: /private/open\n";
        assert!(allowed(text, "/news/talks"));
        assert!(!allowed(text, "/private/a"));
        assert!(allowed(text, "/private/open/a"));
        assert!(Robots::parse(text, "somebody").forbids("/news").is_some());
        assert!(Robots::parse(text, "onrecords").forbids("/news").is_some(), "a longer name is another");
    }

    #[test]
    fn a_group_of_ours_without_rules_allows_everything() {
        assert!(allowed("User-agent: onrecord\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "/a"));
        assert!(allowed(
            "User-agent: onrecord\nSitemap: https://a.example/s\nUser-agent: *\nCrawl-delay: 3\n",
            "/a"
        ));
    }

    #[test]
    fn the_longest_rule_wins_and_of_two_the_one_that_allows() {
        let text = "User-agent: *\nDisallow: /news/\nAllow: /news/open\nAllow: /page\nDisallow: /page\nDisallow: /*.pdf$\nAllow: /aa.pdf";
        for (path, is_allowed) in [
            ("/news/", false),
            ("/news", true),
            ("/news/open/1", true),
            ("/news/opus", false),
            ("/page", true),
            ("/b.pdf", false),
            ("/b.pdf?x=1", true),
            ("/aa.pdf", true),
        ] {
            assert_eq!(allowed(text, path), is_allowed, "{path}");
        }
        assert_eq!(Robots::parse(text, "onrecord").forbids("/news/x"), Some("Disallow: /news/".to_owned()));
    }

    #[test]
    fn stars_stand_for_anything_and_a_dollar_for_the_end() {
        for (rule, path, forbids) in [
            ("/a*b*c", "/axxbyyc/more", true),
            ("/a*b*c", "/acb", false),
            ("*/print", "/news/1/print", true),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("/*a$", "/ba?a", true),
            ("/*", "/", true),
            ("*", "/", true),
            ("/x*", "/y", false),
            ("/a**b", "/a1b", true),
            ("$", "/", false),
            ("/*?", "/a?b", true),
            ("/*?", "/a", false),
        ] {
            assert_eq!(
                !allowed(&format!("User-agent: *\nDisallow: {rule}"), path),
                forbids,
                "{rule} on {path}"
            );
        }
    }

    #[test]
    fn escapes_are_compared_by_what_they_mean() {
        for (rule, path, forbids) in [
            ("/%7Eanna", "/~anna", true),
            ("/~anna", "/%7eanna", true),
            ("/caf\u{e9}", "/caf%c3%a9", true),
            ("/a%2fb", "/a/b", false),
            ("/a%2fb", "/a%2Fb", true),
            ("/a%2A", "/axyz", false),
            ("/a%2a", "/a*", true),
            ("/a$b", "/a$b", true),
            ("/a%24", "/a$b", true),
            ("/100%", "/100%", true),
        ] {
            assert_eq!(
                !allowed(&format!("User-agent: *\nDisallow: {rule}"), path),
                forbids,
                "{rule} on {path}"
            );
        }
    }

    #[test]
    fn marks_returns_and_nonsense_do_no_harm() {
        assert!(!allowed("\u{feff}User-agent: *\rDisallow: /a\r\rnonsense\r: \rDisallow", "/a"));
        assert!(allowed("<html><body>Not found</body></html>", "/a"));
        assert!(allowed("Disallow: /", "/a"), "a rule before any name is for nobody");
        assert!(!allowed(&format!("User-agent: *\nDisallow: /a\n{}", "#\u{e9}".repeat(400_000)), "/a"));
        assert!(
            allowed(&format!("User-agent: *\n{}\nDisallow: /a", "#".repeat(600_000)), "/a"),
            "beyond what is read"
        );
        assert!(allowed("User-agent: *\nDisallow: /", "/robots.txt"));
    }

    #[test]
    fn a_delay_is_read_and_nonsense_is_none() {
        let delay =
            |value: &str| Robots::parse(&format!("User-agent: *\nCrawl-delay: {value}"), "onrecord").delay();
        assert_eq!(delay("1.5"), Some(Duration::from_millis(1500)));
        assert_eq!((delay("-1"), delay("soon"), delay("NaN"), delay("1e99")), (None, None, None, None));
    }

    #[test]
    fn many_stars_are_matched_in_linear_time() {
        let text = format!("User-agent: *\nDisallow: /{}b\n", "a*".repeat(2000));
        assert!(allowed(&text, &format!("/{}", "a".repeat(8000))));
    }
}
