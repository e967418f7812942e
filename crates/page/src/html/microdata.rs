//! What elements of the page say of the story by an attribute: microdata (`itemprop`), RDFa (`property`), `rel="author"`, and the names of
//! the hCard.

use super::tags::Tag;
use super::tree::{Element, Step, Tree};

/// A value is no longer than this, in bytes.
const LONGEST: usize = 400;
/// So many authors are taken.
const MOST_AUTHORS: usize = 8;

/// What was found.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) outlet: Option<String>,
    pub(super) url: Option<String>,
}

/// What an element's value is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Headline,
    Author,
    Outlet,
    Url,
}

/// An element whose words are being gathered.
struct Open {
    element: usize,
    role: Role,
    words: String,
    /// The name inside it, where it has one: the rest of its words are others.
    name: Option<String>,
}

/// Reads the attributes of a page. Of several headlines, outlets and addresses the first counts; what stands inside comments counts
/// nowhere.
pub(super) fn of(tree: &Tree<'_>) -> Found {
    let mut found = Found::default();
    let makes: Vec<Make> = tree.makes.iter().map(|words| Make::by(words)).collect();
    let is_used = |element: &Element<'_>| {
        makes[element.make()].is_card
            || !element.attributes.is_empty()
                && !matches!(element.tag, Tag::Meta | Tag::Link)
                && (["itemprop", "property"].iter().any(|name| element.attribute(name).is_some())
                    || element.tag == Tag::A && element.attribute("rel").is_some())
    };
    if !tree.elements.iter().any(is_used) {
        return found;
    }
    let (mut open, mut names): (Vec<Open>, Vec<(usize, String)>) = (Vec::new(), Vec::new());
    let mut others_until: Option<usize> = None;
    for step in tree.steps() {
        match step {
            Step::Open(number) => {
                let element = &tree.elements[number];
                if others_until.is_none() && is_of_others(element, makes[element.make()]) {
                    others_until = Some(number);
                }
                if others_until.is_some() {
                    continue;
                }
                if let Some(role) =
                    role(element, makes[element.make()]).filter(|_| is_of_story(tree, element))
                {
                    match value(element) {
                        Some(value) => found.take(role, value),
                        None if open.iter().all(|own| own.role != role) && open.len() < MOST_AUTHORS => {
                            open.push(Open { element: number, role, words: String::new(), name: None });
                        }
                        None => {}
                    }
                } else if !open.is_empty() && is_name(element, makes[element.make()]) {
                    match value(element) {
                        Some(value) => name(&mut open, value),
                        None if names.len() < MOST_AUTHORS => names.push((number, String::new())),
                        None => {}
                    }
                }
            }
            Step::Close(number) => {
                if others_until == Some(number) {
                    others_until = None;
                }
                if let Some(at) = names.iter().rposition(|(own, _)| *own == number) {
                    let (_, words) = names.remove(at);
                    name(&mut open, &words);
                }
                if let Some(at) = open.iter().rposition(|own| own.element == number) {
                    let own = open.remove(at);
                    found.take(own.role, own.name.as_deref().unwrap_or(&own.words));
                }
            }
            Step::Text(text) => {
                let texts =
                    open.iter_mut().map(|own| &mut own.words).chain(names.iter_mut().map(|(_, words)| words));
                for words in texts.filter(|words| words.len() < LONGEST) {
                    words.push_str(&text[..text.floor_char_boundary(LONGEST)]);
                }
            }
        }
    }
    found
}

impl Found {
    fn take(&mut self, role: Role, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() || words.len() > LONGEST {
            return;
        }
        let slot = match role {
            Role::Author => {
                let name = bare_name(&words);
                let is_new = !name.contains("://") && self.authors.iter().all(|own| own != name);
                if is_new && self.authors.len() < MOST_AUTHORS {
                    self.authors.push(name.to_owned());
                }
                return;
            }
            Role::Headline => &mut self.headline,
            Role::Outlet => &mut self.outlet,
            Role::Url => &mut self.url,
        };
        slot.get_or_insert(words);
    }
}

/// A name without the word that introduces it.
fn bare_name(words: &str) -> &str {
    let begins = words.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
    if begins { words[3..].trim_start() } else { words }
}

/// Gives the innermost open element its name.
fn name(open: &mut [Open], words: &str) {
    let words = words.trim();
    if let Some(own) = open.last_mut().filter(|own| own.name.is_none() && !words.is_empty()) {
        own.name = Some(words.to_owned());
    }
}

/// What readers wrote, and what leads to other stories, have names and headlines too.
fn is_of_others(element: &Element<'_>, make: Make) -> bool {
    let is_page = matches!(element.tag, Tag::Html | Tag::Body | Tag::Main | Tag::Article);
    let is_comment = element.attribute("itemtype").is_some_and(|kind| kind.ends_with("Comment"));
    is_comment || element.tag == Tag::Aside || !is_page && make.is_of_others
}

fn words_of<'a>(element: &'a Element<'_>, attribute: &str) -> impl Iterator<Item = &'a str> {
    element
        .attribute(attribute)
        .unwrap_or_default()
        .split_ascii_whitespace()
        .map(|word| word.rsplit([':', '/']).next().unwrap_or(word))
}

fn role(element: &Element<'_>, make: Make) -> Option<Role> {
    // The head's own elements are read elsewhere.
    if matches!(element.tag, Tag::Html | Tag::Meta | Tag::Link) && element.attribute("itemprop").is_none() {
        return None;
    }
    let mut props = words_of(element, "itemprop").chain(words_of(element, "property"));
    let by_prop = props.find_map(|prop| match prop {
        "headline" => Some(Role::Headline),
        "author" | "creator" => Some(Role::Author),
        "publisher" => Some(Role::Outlet),
        "mainEntityOfPage" => Some(Role::Url),
        _ => None,
    });
    let by_rel = || {
        let is_author =
            element.tag == Tag::A && words_of(element, "rel").any(|rel| rel.eq_ignore_ascii_case("author"));
        (is_author || make.is_card).then_some(Role::Author)
    };
    by_prop.or_else(by_rel)
}

/// Whether what microdata says of an element is said of a story: a site has headlines, and a reader a name, too. Where no type is given
/// nothing says otherwise.
fn is_of_story(tree: &Tree<'_>, element: &Element<'_>) -> bool {
    const STORIES: [&str; 4] = ["Article", "Posting", "Report", "CreativeWork"];
    let around = std::iter::successors(element.parent(), |at| tree.elements.get(*at)?.parent());
    let kind = around.filter_map(|at| tree.elements.get(at)?.attribute("itemtype")).next();
    let is_micro = element.attribute("itemprop").is_some();
    kind.is_none_or(|kind| !is_micro || STORIES.iter().any(|own| kind.contains(own)))
}

/// What the words of an element say.
#[derive(Debug, Clone, Copy)]
struct Make {
    /// The card of an author in the microformats.
    is_card: bool,
    is_name: bool,
    is_of_others: bool,
}

impl Make {
    fn by(words: &str) -> Self {
        let has = |name: &str| words.contains(name) && words.split(' ').any(|word| word == name);
        Self {
            is_card: has("p-author") || has("vcard") && has("author"),
            is_name: has("fn") || has("p-name"),
            is_of_others: ["comment", "related", "disqus"].iter().any(|own| words.contains(own)),
        }
    }
}

fn is_name(element: &Element<'_>, make: Make) -> bool {
    words_of(element, "itemprop").chain(words_of(element, "property")).any(|prop| prop == "name")
        || make.is_name
}

/// The value that an element carries in an attribute.
fn value<'a>(element: &'a Element<'_>) -> Option<&'a str> {
    let of_link = || (element.tag == Tag::Link).then(|| element.attribute("href")).flatten();
    let words = element.attribute("content").or_else(of_link)?.trim();
    (!words.is_empty() && words.len() <= LONGEST).then_some(words)
}
