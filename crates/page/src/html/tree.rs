use super::entities;
use super::kinds::Names;
use super::markup::{StartTag, Token, Tokens};
use super::tags::{TAGS, Tag, Traits};
use crate::Limits;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::num::NonZeroU32;

/// An element of a page, as far as its readers need it.
#[derive(Debug, Clone)]
pub(crate) struct Element<'a> {
    /// The tag by its number.
    pub(crate) tag: Tag,
    /// The tag, lower case.
    pub(crate) name: Cow<'a, str>,
    /// Those of its attributes that some reader asks for: names, lower case, and values; each name once.
    pub(crate) attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    parent: Option<NonZeroU32>,
    make: u32,
    end: u32,
}

impl Element<'_> {
    /// The element around it; none for the root.
    pub(crate) fn parent(&self) -> Option<usize> {
        // The number is one more, so that none takes no room of its own.
        self.parent.map(|parent| parent.get() as usize - 1)
    }

    /// The number of its words among those of the page: elements of one make have the same.
    pub(crate) fn make(&self) -> usize {
        self.make as usize
    }

    /// Where its content ends: the number of the first element after it.
    pub(crate) fn end(&self) -> usize {
        self.end as usize
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        debug_assert!(is_asked_for(self.tag, name), "{name} is not kept");
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_ref())
    }
}

/// Whether an attribute is kept beyond its part in [`Tree::words`]: most are addresses of pictures, and orders to the browser.
fn is_asked_for(tag: Tag, name: &str) -> bool {
    match name {
        "content" | "datetime" | "hidden" | "itemprop" | "itemtype" | "lang" | "property" | "pubdate"
        | "shadowrootmode" | "style" => true,
        "title" => !matches!(tag, Tag::A | Tag::Img),
        "name" | "http-equiv" => tag == Tag::Meta,
        "href" => matches!(tag, Tag::Link | Tag::Base | Tag::A),
        "rel" => matches!(tag, Tag::Link | Tag::A),
        "type" => tag == Tag::Script,
        // They may tell when something was written.
        name => name.starts_with("data-"),
    }
}

/// The attributes of an element that are kept: of those for scripts, what has a digit; of a link, that it is to the author, and the address
/// of a reader's view.
fn kept<'a, 't>(
    tag: Tag,
    attributes: &'t [Attribute<'a>],
) -> impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> + use<'a, 't> {
    let is_of_view =
        || attributes.iter().any(|(name, value)| name == "class" && value.contains("reader-domain"));
    attributes
        .iter()
        .filter(move |(name, value)| {
            is_asked_for(tag, name)
                && match (tag, name.as_ref()) {
                    (Tag::A, "rel") => value.contains("author"),
                    (Tag::A, "href") => is_of_view(),
                    (_, name) => {
                        !name.starts_with("data-") || value.bytes().any(|byte| byte.is_ascii_digit())
                    }
                }
        })
        .map(|(name, value)| (name.clone(), entities::decode(value, true)))
}

/// One step of a walk through a page.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'t> {
    Open(usize),
    Text(&'t str),
    Close(usize),
}

/// A step as it is kept: every block has four, and some markup is nothing but blocks of a word.
#[derive(Debug, Clone, Copy)]
enum Kept {
    Open(u32),
    /// Text that stands in the markup as it is.
    Text,
    /// Text by its number among the decoded ones.
    Decoded(u32),
    Close(u32),
}

/// Of the tag being read: name, lower case, and value as it is written.
type Attribute<'a> = (Cow<'a, str>, &'a str);

/// The markup is read so far, in bytes: numbers and places fit 32 bits.
const MOST: usize = 1 << 30;

/// From [`Limits::max_html_elements`] on there is one element more for so many bytes of markup: an element and what its text tells
/// take up to 400 bytes, and 1,400 where each may be the time of a post. Of the pages of the development sets the fullest has 1,700.
const BYTES_AN_ELEMENT: usize = 256;

/// A number or a place that is less than [`MOST`] and a few.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A page as a flat list of elements and the walk through them, so that no reader needs recursion.
///
/// Element 0 is the root. An end tag that closes an element below others (`<b><p></b>`) is a step at its place, so closing steps are
/// not always in the order of the opening ones. What the markup says as it stands is not copied.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree<'a> {
    pub(crate) elements: Vec<Element<'a>>,
    markup: Cow<'a, str>,
    /// Each with where it stands in the markup.
    steps: Vec<(Kept, u32, u32)>,
    /// The texts that the markup writes in another way.
    decoded: Vec<Cow<'a, str>>,
    /// The different words of elements: `class`, `id`, `role`, `itemprop` and the names of components, lower case, with spaces
    /// between. The first has none.
    pub(crate) makes: Vec<String>,
    /// What each of them tells.
    names: Vec<Names>,
    /// How many elements nested too deep and were left out; their text is there.
    pub(crate) too_deep: usize,
    /// How many elements came when there were too many and were left out; their text is there.
    pub(crate) too_many: usize,
}

impl Tree<'_> {
    /// The walk through the page.
    pub(crate) fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        self.placed_steps().map(|(step, _)| step)
    }

    /// The same, each step with where it stands in the markup, in bytes: its tag or its text. An implied tag has no length.
    pub(crate) fn placed_steps(&self) -> impl Iterator<Item = (Step<'_>, (usize, usize))> {
        self.steps.iter().map(|(step, start, end)| {
            let place = (*start as usize, *end as usize);
            let step = match step {
                Kept::Open(number) => Step::Open(*number as usize),
                Kept::Text => Step::Text(&self.markup[place.0..place.1]),
                Kept::Decoded(number) => Step::Text(&self.decoded[*number as usize]),
                Kept::Close(number) => Step::Close(*number as usize),
            };
            (step, place)
        })
    }

    /// What an element is called.
    pub(crate) fn words(&self, element: &Element<'_>) -> &str {
        &self.makes[element.make()]
    }

    /// What its words tell of an element.
    pub(super) fn names(&self, element: &Element<'_>) -> Names {
        self.names[element.make()]
    }

    /// The same tree with a copy of all that it takes from the markup.
    pub(crate) fn into_owned(self) -> Tree<'static> {
        let owned = |words: Cow<'_, str>| Cow::Owned(words.into_owned());
        let element = |element: Element<'_>| Element {
            tag: element.tag,
            name: owned(element.name),
            attributes: element
                .attributes
                .into_iter()
                .map(|(name, value)| (owned(name), owned(value)))
                .collect(),
            parent: element.parent,
            make: element.make,
            end: element.end,
        };
        Tree {
            elements: self.elements.into_iter().map(element).collect(),
            markup: owned(self.markup),
            steps: self.steps,
            decoded: self.decoded.into_iter().map(owned).collect(),
            makes: self.makes,
            names: self.names,
            too_deep: self.too_deep,
            too_many: self.too_many,
        }
    }
}

/// Parses markup much as browsers do, in time proportional to its length, and keeps where everything stands.
///
/// The rules are those of the HTML standard for implied and misplaced tags, as far as they say which text stands in which block: what a
/// browser would move (text between the rows of a table) stays where it is written. Elements that the limits leave no room for are
/// left out; where they would part text, a space does.
pub(crate) fn parse_within<'a>(markup: &'a str, limits: &Limits) -> Tree<'a> {
    let markup = &markup[..markup.floor_char_boundary(MOST)];
    let room = limits.max_html_elements.saturating_add(markup.len() / BYTES_AN_ELEMENT);
    let mut builder = Builder::new(limits.max_html_depth, room);
    builder.tree.markup = Cow::Borrowed(markup);
    // About so many tags have the pages of people.
    builder.tree.steps.reserve(markup.len() / 64);
    let mut tokens = Tokens::of(markup);
    while let Some((token, start, end)) = tokens.next() {
        let place = (start, end);
        match token {
            Token::Start(tag) => builder.start(tag, tokens.attributes(), place),
            Token::End(name) => builder.end(Tag::of(&name), &name, place),
            Token::Text(text) => builder.text(text, place),
        }
    }
    builder.finish(markup.len())
}

/// [`parse_within`] a depth that no page of people's has.
#[cfg(test)]
pub(crate) fn parse(markup: &str) -> Tree<'_> {
    parse_within(markup, &Limits::default())
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

/// The open elements of each name.
#[derive(Debug)]
struct ByName<'a> {
    known: [Heights; TAGS],
    others: BTreeMap<Cow<'a, str>, Heights>,
}

impl<'a> ByName<'a> {
    fn get(&self, tag: Tag, name: &str) -> Option<&Heights> {
        if tag == Tag::Other { self.others.get(name) } else { Some(&self.known[tag as usize]) }
    }

    fn get_mut(&mut self, tag: Tag, name: &str) -> Option<&mut Heights> {
        if tag == Tag::Other { self.others.get_mut(name) } else { Some(&mut self.known[tag as usize]) }
    }

    fn push(&mut self, tag: Tag, name: Cow<'a, str>, height: usize) {
        let heights = match tag {
            Tag::Other => self.others.entry(name).or_default(),
            tag => &mut self.known[tag as usize],
        };
        heights.0.push(height);
    }
}

/// The number of each make of elements.
#[derive(Debug, Default)]
struct Makes {
    /// By the hash of its words; of several with one hash the first.
    by_hash: BTreeMap<u64, u32>,
    others: BTreeMap<String, u32>,
}

impl Makes {
    /// The number of some words among those of all makes, where they are written down if they are new.
    fn number(&mut self, words: &str, all: &mut Vec<String>) -> u32 {
        let new = small(all.len());
        let number = *self.by_hash.entry(hash(words.bytes())).or_insert(new);
        let number = match all.get(number as usize) {
            Some(first) if first != words => *self.others.entry(words.to_owned()).or_insert(new),
            _ => number,
        };
        if number == new {
            all.push(words.to_owned());
        }
        number
    }
}

/// FNV-1a: the same on every machine.
pub(super) fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[derive(Debug)]
struct Builder<'a> {
    tree: Tree<'a>,
    stack: Vec<Open>,
    by_name: ByName<'a>,
    /// The number of each make of elements.
    makes: Makes,
    /// The words of the last element.
    words: String,
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
    /// How deep elements nest.
    depth: usize,
    /// How many elements there are at most.
    room: usize,
}

impl<'a> Builder<'a> {
    fn new(depth: usize, room: usize) -> Self {
        let mut builder = Self {
            tree: Tree { makes: vec![String::new()], ..Tree::default() },
            stack: Vec::new(),
            by_name: ByName { known: std::array::from_fn(|_| Heights::default()), others: BTreeMap::new() },
            makes: Makes::default(),
            words: String::new(),
            barriers: Heights::default(),
            specials: Heights::default(),
            list_barriers: Heights::default(),
            left_out: BTreeMap::new(),
            has_head: false,
            body: None,
            depth: depth.max(4),
            room: room.max(4),
        };
        builder.push(Tag::Html, "html".into(), &[], (0, 0));
        builder
    }

    fn start(&mut self, start: StartTag<'a>, attributes: &[Attribute<'a>], place: (usize, usize)) {
        let StartTag { name, closes_itself } = start;
        let (tag, name) = if name == "image" { (Tag::Img, "img".into()) } else { (Tag::of(&name), name) };
        match tag {
            Tag::Html => return self.merge(0, attributes),
            Tag::Head if self.has_head || self.body.is_some() => return,
            Tag::Head => self.has_head = true,
            Tag::Body => {
                self.ensure_body(place.0);
                return self.merge(self.body.unwrap_or(0), attributes);
            }
            _ if !tag.is_of_head() => self.ensure_body(place.0),
            _ => {}
        }
        let traits = tag.traits();
        self.make_room(tag, traits, place.0);
        let is_foreign = || self.foreign().is_some();
        if self.tree.elements.len() >= self.room {
            self.tree.too_many += 1;
            self.leave_out(tag, traits, name, place.0);
        } else if traits.is_void || (closes_itself && (matches!(tag, Tag::Svg | Tag::Math) || is_foreign())) {
            let number = self.element(tag, name, attributes);
            self.step(Kept::Open(small(number)), place);
            self.tree.elements[number].end = small(self.tree.elements.len());
            self.step(Kept::Close(small(number)), (place.1, place.1));
        } else if self.stack.len() >= self.depth {
            self.tree.too_deep += 1;
            self.leave_out(tag, traits, name, place.0);
        } else {
            self.push(tag, name, attributes, place);
        }
    }

    /// Has a space where an element would part text, and its end tag close no other.
    fn leave_out(&mut self, tag: Tag, traits: Traits, name: Cow<'a, str>, at: usize) {
        if tag.is_block() || matches!(tag, Tag::Br | Tag::Td | Tag::Th) {
            self.text(" ".into(), (at, at));
        }
        if !traits.is_void {
            *self.left_out.entry(name.into_owned()).or_default() += 1;
        }
    }

    /// Closes what a start tag implies to be at its end.
    fn make_room(&mut self, tag: Tag, traits: Traits, at: usize) {
        if traits.leaves_foreign
            && let Some(height) = self.foreign()
        {
            self.close_from(height, at);
        }
        if traits.closes_paragraph
            && let Some(height) = self
                .last(Tag::P)
                .filter(|height| self.barriers.last().is_none_or(|barrier| barrier < *height))
        {
            self.close_from(height, at);
        }
        match tag {
            Tag::Li => self.close_in_list(&[Tag::Li], at),
            Tag::Dt | Tag::Dd => self.close_in_list(&[Tag::Dt, Tag::Dd], at),
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => {
                if let Some(height) = self.stack.len().checked_sub(1)
                    && self.stack[height].traits.is_heading
                {
                    self.close_from(height, at);
                }
            }
            Tag::Td | Tag::Th => self.close_in_table(&[Tag::Td, Tag::Th, Tag::Caption], at),
            Tag::Tr => self.close_in_table(&[Tag::Tr, Tag::Caption, Tag::Colgroup], at),
            Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption | Tag::Colgroup => {
                let parts = [Tag::Tbody, Tag::Thead, Tag::Tfoot, Tag::Caption, Tag::Colgroup];
                self.close_in_table(&parts, at);
            }
            Tag::OptionTag | Tag::Optgroup => {
                let last = self.last(Tag::OptionTag).filter(|height| *height + 1 == self.stack.len());
                if let Some(height) = last {
                    self.close_from(height, at);
                }
            }
            // None of these holds another of its kind.
            Tag::A => self.end(tag, "a", (at, at)),
            Tag::Nobr => self.end(tag, "nobr", (at, at)),
            Tag::Button => self.close_last(Tag::Button, at),
            Tag::Select | Tag::Input | Tag::Textarea => self.close_last(Tag::Select, at),
            _ => {}
        }
    }

    fn end(&mut self, tag: Tag, name: &str, place: (usize, usize)) {
        if let Some(count) = self.left_out.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return;
        }
        let Some(height) = self.by_name.get(tag, name).and_then(Heights::last) else {
            match tag {
                // Browsers take these for what their authors meant.
                Tag::Br => {
                    self.start(StartTag { name: "br".into(), closes_itself: true }, &[], place);
                }
                Tag::P if self.body.is_some() => {
                    self.make_room(Tag::P, Tag::P.traits(), place.0);
                    if self.tree.elements.len() >= self.room {
                        self.tree.too_many += 1;
                        self.text(" ".into(), place);
                    } else if self.stack.len() < self.depth && !self.is_behind_empty_paragraph() {
                        let height = self.stack.len();
                        self.push(Tag::P, "p".into(), &[], place);
                        self.close_from(height, place.1);
                    }
                }
                _ => {}
            }
            return;
        };
        // The page goes on behind these.
        if matches!(tag, Tag::Html | Tag::Body) || self.stack[height].is_closed {
            return;
        }
        let traits = self.stack[height].traits;
        let is_across = |heights: &Heights| heights.last().is_some_and(|other| other > height);
        if traits.is_formatting || tag == Tag::Form {
            if is_across(&self.barriers) {
                return;
            }
            if is_across(&self.specials) {
                // Its blocks stay open; only it ends.
                let element = self.stack[height].element;
                self.stack[height].is_closed = true;
                self.tree.elements[element].end = small(self.tree.elements.len());
                self.step(Kept::Close(small(element)), place);
                if let Some(heights) = self.by_name.get_mut(tag, name) {
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

    fn text(&mut self, text: Cow<'a, str>, place: (usize, usize)) {
        if self.body.is_none() && !text.trim().is_empty() {
            self.ensure_body(place.0);
        }
        // Where elements are left out there may be far more of these than of those.
        if self.tree.too_many > 0
            && let Some((Kept::Decoded(number), _, end)) = self.tree.steps.last_mut()
            && let Some(last) = self.tree.decoded.get_mut(*number as usize)
        {
            last.to_mut().push_str(&text);
            *end = small(place.1);
            return;
        }
        let is_as_written = match &text {
            Cow::Borrowed(text) if self.tree.too_many == 0 => {
                self.tree.markup.get(place.0..place.1).is_some_and(|own| std::ptr::eq(own, *text))
            }
            _ => false,
        };
        let step = if is_as_written {
            Kept::Text
        } else {
            self.tree.decoded.push(text);
            Kept::Decoded(small(self.tree.decoded.len() - 1))
        };
        self.step(step, place);
    }

    /// Opens the body where content comes that stands in no head.
    fn ensure_body(&mut self, at: usize) {
        if self.body.is_some() {
            return;
        }
        let top = self.stack.last().map(|open| self.tree.elements[open.element].tag);
        if matches!(top, Some(Tag::Html | Tag::Head)) {
            self.close_from(1, at);
            self.body = Some(self.tree.elements.len());
            self.push(Tag::Body, "body".into(), &[], (at, at));
        }
    }

    /// Whether nothing stands between here and a paragraph with nothing in it: a second one would part no more than that.
    fn is_behind_empty_paragraph(&self) -> bool {
        let [.., (Kept::Open(opened), ..), (Kept::Close(closed), ..)] = self.tree.steps[..] else {
            return false;
        };
        opened == closed && self.tree.elements[closed as usize].tag == Tag::P
    }

    /// The height of the innermost drawing or formula that HTML does not stand in.
    fn foreign(&self) -> Option<usize> {
        let innermost = self.last(Tag::Svg).max(self.last(Tag::Math))?;
        (self.last(Tag::ForeignObject).max(self.last(Tag::AnnotationXml)) < Some(innermost))
            .then_some(innermost)
    }

    fn close_in_list(&mut self, tags: &[Tag], at: usize) {
        let height = tags.iter().filter_map(|tag| self.last(*tag)).max();
        if let Some(height) = height.filter(|height| self.list_barriers.last() < Some(*height)) {
            self.close_from(height, at);
        }
    }

    fn close_in_table(&mut self, tags: &[Tag], at: usize) {
        let table = self.last(Tag::Table);
        let heights = tags.iter().filter_map(|tag| self.last(*tag));
        if let Some(height) = heights.filter(|height| Some(*height) > table).min() {
            self.close_from(height, at);
        }
    }

    fn close_last(&mut self, tag: Tag, at: usize) {
        if let Some(height) = self.last(tag).filter(|height| self.barriers.last() < Some(*height)) {
            self.close_from(height, at);
        }
    }

    /// The height of the innermost open element of a known name.
    fn last(&self, tag: Tag) -> Option<usize> {
        self.by_name.known[tag as usize].last()
    }

    fn element(&mut self, tag: Tag, name: Cow<'a, str>, attributes: &[Attribute<'a>]) -> usize {
        let number = self.tree.elements.len();
        let make = self.make(attributes);
        let attributes = kept(tag, attributes).collect();
        let parent = self.stack.last().and_then(|open| NonZeroU32::new(small(open.element + 1)));
        let end = small(number);
        self.tree.elements.push(Element { tag, name, attributes, parent, make, end });
        number
    }

    fn push(&mut self, tag: Tag, name: Cow<'a, str>, attributes: &[Attribute<'a>], place: (usize, usize)) {
        let (height, traits) = (self.stack.len(), tag.traits());
        self.by_name.push(tag, name.clone(), height);
        let number = self.element(tag, name, attributes);
        self.step(Kept::Open(small(number)), place);
        self.stack.push(Open { element: number, traits, is_closed: false });
        let is_list_part = matches!(tag, Tag::Address | Tag::Div | Tag::P | Tag::Li | Tag::Dt | Tag::Dd);
        for (heights, applies) in [
            (&mut self.barriers, traits.is_barrier),
            (&mut self.specials, traits.is_special),
            (&mut self.list_barriers, traits.is_special && !is_list_part),
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
                let end = small(self.tree.elements.len());
                let element = &mut self.tree.elements[open.element];
                element.end = end;
                if let Some(heights) = self.by_name.get_mut(element.tag, &element.name) {
                    heights.drop_from(self.stack.len());
                }
                let is_last = self.stack.len() == height;
                let close = Kept::Close(small(open.element));
                self.step(close, if is_last { place } else { (place.0, place.0) });
            }
        }
        for heights in [&mut self.barriers, &mut self.specials, &mut self.list_barriers] {
            heights.drop_from(height);
        }
    }

    fn step(&mut self, step: Kept, place: (usize, usize)) {
        self.tree.steps.push((step, small(place.0), small(place.1)));
    }

    /// Adds the attributes of a second tag of the root or the body to those of the first.
    fn merge(&mut self, number: usize, attributes: &[Attribute<'a>]) {
        // What the first said is only known where it was asked for; its words stay.
        let make = match self.tree.elements[number].make {
            0 => self.make(attributes),
            make => make,
        };
        let element = &mut self.tree.elements[number];
        element.make = make;
        for (name, value) in kept(element.tag, attributes) {
            if !element.attributes.iter().any(|(own, _)| *own == name) {
                element.attributes.push((name, value));
            }
        }
    }

    /// The number of the words that some attributes hold.
    fn make(&mut self, attributes: &[Attribute<'_>]) -> u32 {
        write_words(attributes, &mut self.words);
        if self.words.is_empty() {
            return 0;
        }
        self.makes.number(&self.words, &mut self.tree.makes)
    }

    fn finish(mut self, end: usize) -> Tree<'a> {
        self.close_from(0, end);
        self.tree.names = self.tree.makes.iter().map(|words| Names::of(words)).collect();
        self.tree
    }
}

/// Writes what an element is called: the values of its attributes that name it.
fn write_words(attributes: &[Attribute<'_>], words: &mut String) {
    words.clear();
    let mut values: [Option<&str>; 6] = [None; 6];
    for (name, value) in attributes {
        let place = match name.as_ref() {
            "class" => 0,
            "id" => 1,
            "role" => 2,
            "itemprop" => 3,
            "data-component" => 4,
            "data-testid" => 5,
            _ => continue,
        };
        values[place] = Some(value);
    }
    for value in values.into_iter().flatten() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&entities::decode(value, true));
    }
    words.make_ascii_lowercase();
}

#[cfg(test)]
mod tests {
    use super::{Step, parse, parse_within};
    use crate::Limits;
    use proptest::prelude::*;

    /// The tags and texts of a page, each with its words.
    fn walk(markup: &str) -> String {
        let tree = parse(markup);
        let told = |step: Step<'_>| match step {
            Step::Open(number) => format!("<{}>", tree.elements[number].name),
            Step::Text(text) => text.to_owned(),
            Step::Close(number) => format!("</{}>", tree.elements[number].name),
        };
        tree.steps().map(told).collect()
    }

    #[test]
    fn text_is_that_of_the_markup_or_what_it_stands_for() {
        assert_eq!(
            walk("<p>salt &amp; fish<p>tea"),
            "<html><body><p>salt & fish</p><p>tea</p></body></html>"
        );
    }

    #[test]
    fn end_tags_of_no_paragraph_make_one_empty_paragraph() {
        let one = walk("<div>salt</p>fish</div>");
        assert_eq!(one, "<html><body><div>salt<p></p>fish</div></body></html>");
        assert_eq!(walk(&format!("<div>salt{}fish</div>", "</p>".repeat(10_000))), one);
    }

    #[test]
    fn elements_beyond_the_limits_are_left_out_and_their_text_stays_apart() {
        let markup = "<div>salt<p>fish<br>tea</p><b>oat</b>s</div><p>rye &amp; wheat</p><i>malt</i>";
        let kept = |max_html_depth, max_html_elements| {
            let limits = Limits { max_html_depth, max_html_elements, ..Limits::default() };
            let tree = parse_within(markup, &limits);
            let text: String = tree
                .placed_steps()
                .filter_map(|(step, place)| match step {
                    Step::Text(text) => {
                        assert!(place.0 <= place.1 && place.1 <= markup.len());
                        Some(text)
                    }
                    _ => None,
                })
                .collect();
            (text, tree.elements.len(), tree.too_deep, tree.too_many)
        };
        assert_eq!(kept(512, 100), ("saltfishteaoatsrye & wheatmalt".into(), 8, 0, 0));
        assert_eq!(kept(512, 4), ("saltfish teaoats rye & wheatmalt".into(), 4, 0, 4));
        assert_eq!(kept(4, 100), ("saltfishteaoatsrye & wheatmalt".into(), 8, 0, 0));
    }

    proptest! {
        #[test]
        fn a_tree_that_owns_its_words_says_the_same(markup in "(<p>|</p>|<b a=1>|</b>|<td>|&amp;|[a-zé ]){0,20}") {
            let walked = |tree: &super::Tree<'_>| format!("{:?}", tree.placed_steps().collect::<Vec<_>>());
            let tree = parse(&markup);
            let told = walked(&tree);
            prop_assert_eq!(walked(&tree.into_owned()), told);
        }
    }
}
