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

/// What the names of an element say of the part of the page that it stands in, one bit each behind those of [`CONTAINERS`].
const PARTS: [&str; 5] = [
    "comment|disqus|respond|replies|discussion",
    "related|recirc|recommend|popular|trending|latest|sidebar|recent-posts|most-read|mostread|most_read|more-|carousel|promo|also-like|read-next|readnext|next-post|prev-post|up-next|recent_",
    "comment|disqus",
    "tweet|instagram|tiktok|bluesky|mastodon|fb-post|threads-post",
    "masthead|site-header|siteheader|topbar|top-bar",
];

/// What the names of an element tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Names(u32);

impl Names {
    pub(super) fn of(names: &str) -> Self {
        static SET: OnceLock<Patterns> = OnceLock::new();
        if names.is_empty() {
            return Self::default();
        }
        let set =
            SET.get_or_init(|| Patterns::of(CONTAINERS.iter().map(|(_, pattern)| *pattern).chain(PARTS)));
        Self(set.found(names).fold(0, |bits, number| bits | 1 << number))
    }

    /// Which kinds of containers they tell of, one bit each.
    pub(super) fn containers(self) -> u32 {
        self.0 & ((1 << CONTAINER_KINDS) - 1)
    }

    /// Whether what it holds is of what readers wrote, or leads there.
    pub(super) fn tell_of_comments(self) -> bool {
        self.0 >> CONTAINER_KINDS & 1 == 1
    }

    /// Whether what it holds leads to other stories.
    pub(super) fn tell_of_others(self) -> bool {
        self.0 >> (CONTAINER_KINDS + 1) & 1 == 1
    }

    /// Whether it holds what readers wrote.
    pub(super) fn are_of_comments(self) -> bool {
        self.0 >> (CONTAINER_KINDS + 2) & 1 == 1
    }

    /// Whether what it holds is shown from another site.
    pub(super) fn tell_of_elsewhere(self) -> bool {
        self.0 >> (CONTAINER_KINDS + 3) & 1 == 1
    }

    /// Whether what it holds stands above every page of an outlet.
    pub(super) fn tell_of_every_page(self) -> bool {
        self.0 >> (CONTAINER_KINDS + 4) & 1 == 1
    }
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
            let bits = Names::of(names).containers();
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
        let parts = |names| {
            let names = Names::of(names);
            [names.tell_of_comments(), names.tell_of_others(), names.are_of_comments()]
        };
        assert_eq!(parts("replies"), [true, false, false]);
        assert_eq!(parts("comment-list"), [true, false, true]);
        assert_eq!(parts("more-stories"), [false, true, false]);
        assert!(Names::of("twitter-tweet").tell_of_elsewhere() && Names::of("top-bar").tell_of_every_page());
    }
}
