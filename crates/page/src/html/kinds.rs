use crate::patterns::Patterns;
use std::sync::OnceLock;

/// What the names of a container (class, id, role) can say of its content, one bit each, in this order.
const CONTAINERS: [(&str, &str); 20] = [
    ("comment", "comment|disqus|discuss|replies|feedback"),
    ("social", "share|sharing|social|tweet|facebook|whatsapp|follow"),
    (
        "related",
        "related|recirc|recommend|similar|also|see-|suggest|read-?(?:more|next)|more-?(?:stories|news|from|on|in)|up-?next",
    ),
    (
        "popular",
        "popular|trending|most-?(?:read|viewed|shared)|latest|top-?stories|headlines|river|teaser|card",
    ),
    (
        "newsletter",
        "newsletter|subscri|sign-?up|optin|opt-in|register|log-?in|membership|paywall|piano|donat",
    ),
    (
        "advert",
        r"(?:^|[^a-z])ads?(?:[^a-z]|$)|advert|sponsor|promo|dfp|taboola|outbrain|affiliate|commerce|offer",
    ),
    (
        "navigation",
        r"(?:^|[^a-z])nav|navbar|navigation|menu|breadcrumb|pagin|pager|toolbar|tabs?(?:[^a-z]|$)|skip",
    ),
    ("footer", "footer|foot(?:[^a-z]|$)|colophon|copyright|legal|disclaimer|terms"),
    ("caption", "caption|credit|image|photo|picture|figure|media|thumb|lightbox"),
    ("gallery", "gallery|carousel|slide|swiper|slick"),
    ("video", "video|player|audio|podcast|embed"),
    ("byline", "byline|author|contributor|writer|avatar|profile|(?:^|[^a-z])bio"),
    ("stamp", "date|time|publish|posted|updated|meta(?:[^a-z]|$)"),
    ("tags", r"(?:^|[^a-z])tags?(?:[^a-z]|$)|taglist|topic|keyword|categor|label|kicker|section-?name"),
    ("side", "sidebar|side-?bar|aside|rail|widget|complement|secondary|infobox|factbox|pull-?quote"),
    ("dialog", "cookie|gdpr|consent|popup|modal|overlay|banner|alert|notice|toast|sticky"),
    ("hidden", "hidden|sr-only|screen-?reader|invisible|print-|no-?print|collapsed"),
    (
        "heading",
        "title|headline|heading|standfirst|deck|dek(?:[^a-z]|$)|summary|excerpt|subhead|intro|lead|lede",
    ),
    ("body", "body|content|copy|text|prose|paragraph|rich|wysiwyg|markdown"),
    ("story", "article|story|entry|post|main|hentry|single|blog|news"),
];
/// How many kinds of containers there are.
pub(super) const CONTAINER_KINDS: usize = CONTAINERS.len();

/// Which kinds of containers an element's names tell of, one bit each.
pub(super) fn of_container(names: &str) -> u32 {
    static SET: OnceLock<Patterns> = OnceLock::new();
    bits(SET.get_or_init(|| set(&CONTAINERS)), names)
}

fn set(patterns: &[(&str, &str)]) -> Patterns {
    Patterns::of(patterns.iter().map(|(_, pattern)| *pattern))
}

fn bits(set: &Patterns, text: &str) -> u32 {
    if text.is_empty() { 0 } else { set.found(text).fold(0, |bits, number| bits | 1 << number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_told() {
        for (_, pattern) in CONTAINERS {
            assert!(regex::Regex::new(pattern).is_ok(), "{pattern}");
        }
        let kinds = |names: &str| -> Vec<&str> {
            let bits = of_container(names);
            CONTAINERS
                .iter()
                .enumerate()
                .filter(|(at, _)| bits >> at & 1 == 1)
                .map(|(_, (name, _))| *name)
                .collect()
        };
        assert_eq!(kinds("ad-slot"), ["advert"]);
        assert_eq!(kinds("article-body"), ["body", "story"]);
        assert_eq!(kinds("main-nav"), ["navigation", "story"]);
        assert!(kinds("shadow-2 grid").is_empty());
    }
}
