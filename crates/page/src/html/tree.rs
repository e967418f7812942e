use scraper::Html;

/// An element of a page, as far as its readers need it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    /// The element around it; none for the root.
    pub(crate) parent: Option<usize>,
    /// The tag, lower case.
    pub(crate) name: String,
    /// Its `class`, `id`, `role` and `itemprop`, lower case, with spaces between.
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
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    pub(crate) elements: Vec<Element>,
    pub(crate) steps: Vec<Step>,
}

/// Parses markup as browsers do. The caller has bounded its depth.
pub(crate) fn parse(markup: &str) -> Tree {
    let html = Html::parse_document(markup);
    let mut tree = Tree::default();
    let mut open: Vec<usize> = Vec::new();
    let mut node = html.tree.root();
    loop {
        match node.value() {
            scraper::Node::Element(element) => {
                let attributes: Vec<(String, String)> = element
                    .attrs()
                    .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                    .collect();
                let words = ["class", "id", "role", "itemprop", "data-component", "data-testid"]
                    .iter()
                    .filter_map(|name| element.attr(name))
                    .collect::<Vec<_>>()
                    .join(" ")
                    .to_ascii_lowercase();
                let number = tree.elements.len();
                tree.elements.push(Element {
                    parent: open.last().copied(),
                    name: element.name().to_ascii_lowercase(),
                    words,
                    attributes,
                    end: 0,
                });
                open.push(number);
                tree.steps.push(Step::Open(number));
            }
            scraper::Node::Text(text) => tree.steps.push(Step::Text(text.text.to_string())),
            _ => {}
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if node.value().is_element()
                && let Some(number) = open.pop()
            {
                tree.elements[number].end = tree.elements.len();
                tree.steps.push(Step::Close(number));
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return tree,
            }
        }
    }
}
