use super::markup::{Tag, Token, Tokens};
use super::tags::{self, Traits};
use std::collections::BTreeMap;

/// An element of a page, as far as its readers need it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    /// The element around it; none for the root.
    pub(crate) parent: Option<usize>,
    /// The tag, lower case.
    pub(crate) name: String,
    /// Its `class`, `id`, `role`, `itemprop` and the names of components, lower case, with spaces between.
    pub(crate) words: String,
    /// Its attributes.
    pub(crate) attributes: Vec<(String, String)>,
    /// Where its content ends: the number of the first node after it.
    pub(crate) end: usize,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// One step of a walk through a page.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Open(usize),
    Text(String),
    Close(usize),
}

/// A page as a flat list of elements and the walk through them, so that no reader needs recursion.
///
/// Element 0 is the root. An end tag that closes an element below others (`<b><p></b>`) is a step at its place, so closing steps are
/// not always in the order of the opening ones.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    pub(crate) elements: Vec<Element>,
    pub(crate) steps: Vec<Step>,
    /// Where each step stands in the markup, in bytes: its tag or its text. An implied tag has no length.
    pub(crate) places: Vec<(usize, usize)>,
    /// How many elements nested too deep and were left out; their text is there.
    pub(crate) dropped: usize,
}

/// Parses markup much as browsers do, in time proportional to its length, and keeps where everything stands.
///
/// The rules are those of the HTML standard for implied and misplaced tags, as far as they say which text stands in which block: what a
/// browser would move (text between the rows of a table) stays where it is written. Elements over `limit` deep are left out.
pub(crate) fn parse_within(markup: &str, limit: usize) -> Tree {
    let mut builder = Builder::new(limit);
    for (token, start, end) in Tokens::of(markup) {
        let place = (start, end);
        match token {
            Token::Start(tag) => builder.start(tag, place),
            Token::End(name) => builder.end(&name, place),
            Token::Text(text) => builder.text(text.into_owned(), place),
        }
    }
    builder.finish(markup.len())
}

/// [`parse_within`] a depth that no page of people's has.
#[cfg(test)]
pub(crate) fn parse(markup: &str) -> Tree {
    parse_within(markup, 512)
}

/// An element whose end tag is still to come.
#[derive(Debug)]
struct Open {
    element: usize,
    traits: Traits,
    /// Its end tag has come, but elements inside it are open.
    is_closed: bool,
}

/// Heights of the stack at which open elements of some make stand, the innermost last.
#[derive(Debug, Default)]
struct Heights(Vec<usize>);

impl Heights {
    fn last(&self) -> Option<usize> {
        self.0.last().copied()
    }

    fn drop_from(&mut self, height: usize) {
        while self.last().is_some_and(|last| last >= height) {
            self.0.pop();
        }
    }
}

#[derive(Debug, Default)]
struct Builder {
    tree: Tree,
    stack: Vec<Open>,
    by_name: BTreeMap<String, Heights>,
    /// What closing an implied paragraph, or any block, does not reach across: cells, captions, templates.
    barriers: Heights,
    /// Blocks, which the end tag of an inline element does not reach across.
    specials: Heights,
    /// What a list item does not reach across.
    list_barriers: Heights,
    /// Elements that were left out and whose end tags are still to come.
    left_out: BTreeMap<String, usize>,
    has_head: bool,
    body: Option<usize>,
    limit: usize,
}

impl Builder {
    fn new(limit: usize) -> Self {
        let mut builder = Self { limit: limit.max(4), ..Self::default() };
        builder.push("html", Vec::new(), (0, 0));
        builder
    }

    fn start(&mut self, tag: Tag<'_>, place: (usize, usize)) {
        let name = if tag.name == "image" { "img" } else { tag.name.as_ref() };
        match name {
            "html" => return self.merge(0, tag.attributes),
            "head" if self.has_head || self.body.is_some() => return,
            "head" => self.has_head = true,
            "body" => {
                self.ensure_body(place.0);
                return self.merge(self.body.unwrap_or(0), tag.attributes);
            }
            _ if !tags::is_of_head(name) => self.ensure_body(place.0),
            _ => {}
        }
        let traits = tags::traits(name);
        self.make_room(name, traits, place.0);
        let is_foreign = self.foreign().is_some();
        if traits.is_void || (tag.closes_itself && (is_foreign || matches!(name, "svg" | "math"))) {
            let number = self.element(name, tag.attributes);
            self.step(Step::Open(number), place);
            self.tree.elements[number].end = self.tree.elements.len();
            self.step(Step::Close(number), (place.1, place.1));
        } else if self.stack.len() >= self.limit {
            self.tree.dropped += 1;
            *self.left_out.entry(name.to_owned()).or_default() += 1;
        } else {
            self.push(name, tag.attributes, place);
        }
    }

    /// Closes what a start tag implies to be at its end.
    fn make_room(&mut self, name: &str, traits: Traits, at: usize) {
        if let Some(height) = self.foreign()
            && traits.leaves_foreign
        {
            self.close_from(height, at);
        }
        if traits.closes_paragraph
            && let Some(height) =
                self.last("p").filter(|height| self.barriers.last().is_none_or(|barrier| barrier < *height))
        {
            self.close_from(height, at);
        }
        match name {
            "li" => self.close_in_list(&["li"], at),
            "dt" | "dd" => self.close_in_list(&["dt", "dd"], at),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                if let Some(height) = self.stack.len().checked_sub(1)
                    && self.stack[height].traits.is_heading
                {
                    self.close_from(height, at);
                }
            }
            "td" | "th" => self.close_in_table(&["td", "th", "caption"], at),
            "tr" => self.close_in_table(&["tr", "caption", "colgroup"], at),
            "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => {
                self.close_in_table(&["tbody", "thead", "tfoot", "caption", "colgroup"], at);
            }
            "option" | "optgroup" => {
                if let Some(height) = self.last("option").filter(|height| *height + 1 == self.stack.len()) {
                    self.close_from(height, at);
                }
            }
            // None of these holds another of its kind.
            "a" | "nobr" => self.end(name, (at, at)),
            "button" => self.close_named("button", at),
            "select" | "input" | "textarea" => self.close_named("select", at),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, place: (usize, usize)) {
        if let Some(count) = self.left_out.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return;
        }
        let Some(height) = self.last(name) else {
            match name {
                // Browsers take these for what their authors meant.
                "br" => {
                    self.start(Tag { name: "br".into(), attributes: Vec::new(), closes_itself: true }, place)
                }
                "p" if self.body.is_some() => {
                    self.make_room("p", tags::traits("p"), place.0);
                    if self.stack.len() < self.limit {
                        let height = self.stack.len();
                        self.push("p", Vec::new(), place);
                        self.close_from(height, place.1);
                    }
                }
                _ => {}
            }
            return;
        };
        // The page goes on behind these.
        if matches!(name, "html" | "body") || self.stack[height].is_closed {
            return;
        }
        let traits = self.stack[height].traits;
        let is_across = |heights: &Heights| heights.last().is_some_and(|other| other > height);
        if traits.is_formatting || name == "form" {
            if is_across(&self.barriers) {
                return;
            }
            if is_across(&self.specials) {
                // Its blocks stay open; only it ends.
                let element = self.stack[height].element;
                self.stack[height].is_closed = true;
                self.tree.elements[element].end = self.tree.elements.len();
                self.step(Step::Close(element), place);
                if let Some(heights) = self.by_name.get_mut(name) {
                    heights.0.pop();
                }
                return;
            }
        } else if traits.is_special {
            if is_across(&self.barriers) && !traits.is_barrier && !traits.is_table_part {
                return;
            }
        } else if is_across(&self.specials) {
            return;
        }
        self.close_to(height, place);
    }

    fn text(&mut self, text: String, place: (usize, usize)) {
        if !text.trim().is_empty() {
            self.ensure_body(place.0);
        }
        self.step(Step::Text(text), place);
    }

    /// Opens the body where content comes that stands in no head.
    fn ensure_body(&mut self, at: usize) {
        let top = self.stack.last().map_or("", |open| self.tree.elements[open.element].name.as_str());
        if self.body.is_none() && matches!(top, "html" | "head") {
            self.close_from(1, at);
            self.body = Some(self.tree.elements.len());
            self.push("body", Vec::new(), (at, at));
        }
    }

    /// The height of the innermost drawing or formula that HTML does not stand in.
    fn foreign(&self) -> Option<usize> {
        let innermost = self.last("svg").max(self.last("math"))?;
        (self.last("foreignobject").max(self.last("annotation-xml")) < Some(innermost)).then_some(innermost)
    }

    fn close_in_list(&mut self, names: &[&str], at: usize) {
        let height = names.iter().filter_map(|name| self.last(name)).max();
        if let Some(height) = height.filter(|height| self.list_barriers.last() < Some(*height)) {
            self.close_from(height, at);
        }
    }

    fn close_in_table(&mut self, names: &[&str], at: usize) {
        let table = self.last("table");
        let height =
            names.iter().filter_map(|name| self.last(name)).filter(|height| Some(*height) > table).min();
        if let Some(height) = height {
            self.close_from(height, at);
        }
    }

    fn close_named(&mut self, name: &str, at: usize) {
        if let Some(height) = self.last(name).filter(|height| self.barriers.last() < Some(*height)) {
            self.close_from(height, at);
        }
    }

    fn last(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).and_then(Heights::last)
    }

    fn element(&mut self, name: &str, attributes: Vec<(String, String)>) -> usize {
        let number = self.tree.elements.len();
        let words = words(&attributes);
        let parent = self.stack.last().map(|open| open.element);
        self.tree.elements.push(Element { parent, name: name.to_owned(), words, attributes, end: number });
        number
    }

    fn push(&mut self, name: &str, attributes: Vec<(String, String)>, place: (usize, usize)) {
        let number = self.element(name, attributes);
        self.step(Step::Open(number), place);
        let (height, traits) = (self.stack.len(), tags::traits(name));
        self.stack.push(Open { element: number, traits, is_closed: false });
        match self.by_name.get_mut(name) {
            Some(heights) => heights.0.push(height),
            None => drop(self.by_name.insert(name.to_owned(), Heights(vec![height]))),
        }
        for (heights, applies) in [
            (&mut self.barriers, traits.is_barrier),
            (&mut self.specials, traits.is_special),
            (
                &mut self.list_barriers,
                traits.is_special && !matches!(name, "address" | "div" | "p" | "li" | "dt" | "dd"),
            ),
        ] {
            if applies {
                heights.0.push(height);
            }
        }
    }

    fn close_from(&mut self, height: usize, at: usize) {
        self.close_to(height, (at, at));
    }

    /// Closes every element from a height of the stack on, the last of them by the tag at `place`.
    fn close_to(&mut self, height: usize, place: (usize, usize)) {
        while self.stack.len() > height {
            let Some(open) = self.stack.pop() else { break };
            if !open.is_closed {
                self.tree.elements[open.element].end = self.tree.elements.len();
                let is_last = self.stack.len() == height;
                self.step(Step::Close(open.element), if is_last { place } else { (place.0, place.0) });
                if let Some(heights) = self.by_name.get_mut(&self.tree.elements[open.element].name) {
                    heights.drop_from(self.stack.len());
                }
            }
        }
        for heights in [&mut self.barriers, &mut self.specials, &mut self.list_barriers] {
            heights.drop_from(height);
        }
    }

    fn step(&mut self, step: Step, place: (usize, usize)) {
        self.tree.steps.push(step);
        self.tree.places.push(place);
    }

    fn merge(&mut self, number: usize, attributes: Vec<(String, String)>) {
        let element = &mut self.tree.elements[number];
        for (name, value) in attributes {
            if element.attribute(&name).is_none() {
                element.attributes.push((name, value));
            }
        }
        element.words = words(&element.attributes);
    }

    fn finish(mut self, end: usize) -> Tree {
        self.close_from(0, end);
        self.tree
    }
}

fn words(attributes: &[(String, String)]) -> String {
    let mut words = String::new();
    for name in ["class", "id", "role", "itemprop", "data-component", "data-testid"] {
        if let Some((_, value)) = attributes.iter().find(|(own, _)| own == name) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(value);
        }
    }
    words.make_ascii_lowercase();
    words
}
