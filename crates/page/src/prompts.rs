//! The prompts of page templates: buttons, appeals to sign up, credits.

use crate::patterns::Patterns;
use std::sync::OnceLock;

/// What the words of a short block can say of it, in this order.
const PROMPTS: [(&str, &str); 8] = [
    (
        "social",
        r"(?-u:\b)(?:shares?|tweet|facebook|twitter|whatsapp|e-?mail|print|instagram|linkedin|reddit|pinterest|follow|flipboard|copy link)(?-u:\b)",
    ),
    (
        "sign-up",
        r"(?-u:\b)(?:subscribe|subscri[a-z]+|newsletters?|sign ?(?:up|in)|log ?in|register|inbox|app|download|member[a-z]*|donate|support us|free trial)(?-u:\b)",
    ),
    (
        "related",
        r"(?-u:\b)(?:read (?:more|also|next)|related|recommended|more (?:on|from|in|of|about)|more (?:[a-z]+ ){0,3}(?:stories|news|articles|coverage|reading)|also on|see also|also read|you may|might (?:also )?like|don't miss|latest|trending|most (?:read|popular)|next article|previous article|editor'?s? picks?)(?-u:\b)",
    ),
    (
        "credit",
        r"(?-u:\b)(?:photo[a-z]*|images?|getty|picture[ds]?|credit|courtesy|file|via|reuters|ap|afp|shutterstock|illustration|screenshot|screengrab|video|watch|gallery)(?-u:\b)",
    ),
    (
        "legal",
        r"©|(?-u:\b)(?:copyright|rights reserved|privacy|cookies?|terms|policy|disclaimer|affiliate|commission|sponsored|advertis[a-z]+|trademark)(?-u:\b)",
    ),
    (
        "comment",
        r"(?-u:\b)(?:comments?|repl(?:y|ies)|likes?|votes?|join the conversation|discussion|report abuse)(?-u:\b)",
    ),
    (
        "about",
        r"(?-u:\b)(?:updated|published|posted|by|written|reporting by|editing by|contributed|correction|contact|author|editor|writer|correspondent|min read|minutes? ago|hours? ago|tags?|topics?|filed under|source)(?-u:\b)",
    ),
    (
        "button",
        r"(?-u:\b)(?:click|tap|here|load|loading|close|menu|skip|next|previous|play|show|hide|expand|continue reading|view|back to top|buy|shop)(?-u:\b)",
    ),
];
/// How many kinds of prompts there are.
pub(crate) const KINDS: usize = PROMPTS.len();

/// Which kinds of prompts a text in lower case holds, one bit each.
pub(crate) fn of(lower: &str) -> u32 {
    static SET: OnceLock<Patterns> = OnceLock::new();
    let set = SET.get_or_init(|| Patterns::of(PROMPTS.iter().map(|(_, pattern)| *pattern)));
    if lower.is_empty() { 0 } else { set.found(lower).fold(0, |bits, number| bits | 1 << number) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_kind_is_told() {
        for (_, pattern) in super::PROMPTS {
            assert!(regex::Regex::new(pattern).is_ok(), "{pattern}");
        }
        assert_eq!(super::of("read more: canal shut").count_ones(), 1);
        assert_eq!(super::of("the canal is shut"), 0);
        let one_each = [
            "copy link",
            "newsletters",
            "you may like",
            "courtesy of",
            "all rights reserved",
            "replies",
            "min read",
            "back to top",
        ];
        for (kind, words) in one_each.iter().enumerate() {
            assert_eq!(super::of(words) >> kind & 1, 1, "{words}");
        }
    }
}
