use crate::pasted::lines::Line;
use crate::patterns::Patterns;
use onrecord_text::Outlet;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The host of an address without `www.` and without a port.
pub(crate) fn domain_of(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host =
        rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_owned())
}

/// The outlet that a copied page names as itself: "Install the Halvik Herald app", "We are the editorial desk of …", "… logo".
///
/// Each way of naming oneself has a weight; the name with the most wins, and one weak sign is not enough.
pub(crate) fn in_text(text: &str, lines: &[Line]) -> Option<Outlet> {
    const NAME: &str = r"(?P<name>(?-i:[Tt]he )?(?-i:\p{Lu})[\p{L}\d&’'-]*(?:\.\p{L}+)*(?: (?-i:\p{Lu})[\p{L}\d&’'-]*){0,3})";
    static SIGNS: OnceLock<(Patterns, Vec<u32>)> = OnceLock::new();
    let (signs, weights) = SIGNS.get_or_init(|| {
        let (sources, weights): (Vec<String>, Vec<u32>) = [
            (format!(r"(?i)\b(?:install|download|get) (?:the )?{NAME} app\b"), 4),
            (format!(r"(?i)\bwe are the (?:news |editorial )?(?:team|desk|staff) of {NAME}"), 4),
            (format!(r"(?i)^{NAME} (?:logo|news desk|staff)$"), 3),
            (format!(r"(?i)(?:©|\(c\)|copyright) ?(?:\d{{4}}(?:[-–]\d{{4}})? )?{NAME}\.? ?(?:all rights|\d{{4}}|$|ltd|inc|llc|limited)"), 3),
            (format!(r"(?i)\bfollow {NAME} on\b"), 3),
            (format!(r"(?i)\b{NAME} (?:has|could|can|was|is) (?:not |un)(?:been able to |able to |immediately |independently )*(?:independently )?(?:verif|confirm)"), 2),
            (format!(r"(?i)\b(?:told|tells) {NAME}(?:[.,]| on | in | that )"), 1),
            (format!(r"(?i)\b{NAME}['’]s? (?:deputy |chief |\w+ )?(?:correspondent|editor|reporter|political editor|newsroom|newsletter|first-ever|\p{{Lu}}\w+ \p{{Lu}}\w+ (?:explains|reports|assess|writes))"), 2),
            (format!(r"(?i)\b(?:by|from) {NAME} staff\b"), 2),
        ]
        .into_iter()
        .unzip();
        (Patterns::of(sources.iter().map(|source| source.replace(r"\b", r"(?-u:\b)"))), weights)
    });
    let mut votes: BTreeMap<String, u32> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.words <= 400) {
        let words = line.span.of(text);
        for (number, sign) in signs.found_patterns(words) {
            let Some(weight) = weights.get(number) else { continue };
            if let Some(name) = sign.captures(words).and_then(|found| found.name("name")) {
                let name = name
                    .as_str()
                    .trim_end_matches(['.', '\'', '’'])
                    .trim_end_matches("’s")
                    .trim_end_matches("'s");
                let name =
                    ["By ", "From ", "the "].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name);
                if !is_no_outlet(name) {
                    *votes.entry(name.to_owned()).or_default() += weight;
                }
            }
        }
    }
    // "Herald" and "The Herald" are one name.
    let total = |name: &str| {
        let bare = |name: &str| name.strip_prefix("The ").unwrap_or(name).to_lowercase();
        votes.iter().filter(|(other, _)| bare(other) == bare(name)).map(|(_, weight)| weight).sum::<u32>()
    };
    let best = votes.keys().max_by_key(|name| (total(name), std::cmp::Reverse(name.len())))?;
    (total(best) >= 3).then(|| Outlet { name: best.clone(), domain: None })
}

/// Agencies and networks that other outlets name, and words that are no name.
fn is_no_outlet(name: &str) -> bool {
    const OTHERS: [&str; 26] = [
        "Getty",
        "Getty Images",
        "Reuters",
        "AFP",
        "AP",
        "Us",
        "us",
        "Facebook",
        "Twitter",
        "X",
        "Telegram",
        "Instagram",
        "YouTube",
        "WhatsApp",
        "Google",
        "Apple",
        "It",
        "He",
        "She",
        "They",
        "The",
        "Ukraine",
        "Russia",
        "Our",
        "This",
        "We",
    ];
    name.len() < 2 || OTHERS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Option<String> {
        in_text(text, &crate::pasted::lines::split(text)).map(|outlet| outlet.name)
    }

    #[test]
    fn a_page_names_its_outlet() {
        assert_eq!(named("Talks end.\nInstall the Halvik Herald app for free"), Some("Halvik Herald".into()));
        assert_eq!(
            named("We are the editorial desk of the Tervo Tribune. We are here for you."),
            Some("Tervo Tribune".into())
        );
        assert_eq!(named("Oster told Reuters that the talks had ended."), None);
    }

    #[test]
    fn a_domain_is_the_bare_host() {
        assert_eq!(domain_of("https://www.herald.example:8080/a?b").as_deref(), Some("herald.example"));
        assert_eq!(domain_of("not a url"), None);
    }
}
