//! Offices and descriptions: which class of office, of which country or body.

/// An office that somebody holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Role {
    /// The class of `data/offices.txt`.
    pub class: &'static str,
    /// The country's English name, or the body's name, as far as the words say.
    pub of: Option<String>,
}

/// How well an office that a description names fits one that a person is known to hold; 0 where it does not.
pub(crate) fn fit(wanted: &Role, held: &Role) -> u32 {
    let class = match (wanted.class, held.class) {
        (left, right) if left == right => 4,
        ("leader", "head of state") => 3,
        ("leader", "head of government") => 2,
        ("head of state" | "head of government", "leader") => 2,
        ("minister", right) if right.ends_with(" minister") => 3,
        ("chief", "military chief" | "commander") | ("military chief", "commander" | "chief") => 1,
        (
            "commander",
            "general" | "colonel" | "admiral" | "captain" | "brigadier" | "major" | "commodore",
        ) => 1,
        ("commander", "military chief") => 2,
        _ => return 0,
    };
    match (&wanted.of, &held.of) {
        (Some(left), Some(right)) if left == right => class + 4,
        (Some(_), Some(_)) => 0,
        (Some(_), None) => 0,
        (None, _) => class,
    }
}
