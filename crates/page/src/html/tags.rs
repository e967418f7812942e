/// Lists the elements that the program knows by name.
macro_rules! tags {
    ($($tag:ident $name:literal)*) => {
        /// An element's name as a number, where the program knows it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(clippy::enum_variant_names, reason = "the elements are called so")]
        pub(crate) enum Tag {
            $($tag,)*
            Other,
        }

        impl Tag {
            /// The tag of a name in lower case.
            #[allow(non_upper_case_globals, reason = "each constant has the name of its tag")]
            pub(crate) fn of(name: &str) -> Self {
                $(const $tag: u128 = packed($name);)*
                match packed(name) {
                    $($tag => Self::$tag,)*
                    _ => Self::Other,
                }
            }
        }
    };
}

tags! {
    A "a" Abbr "abbr" Address "address" AnnotationXml "annotation-xml" Applet "applet" Area "area" Article "article"
    Aside "aside" Audio "audio" B "b" Base "base" Basefont "basefont" Bdi "bdi" Bgsound "bgsound" Big "big"
    Blockquote "blockquote" Body "body" Br "br" Button "button" Canvas "canvas" Caption "caption" Center "center" Cite "cite"
    Code "code" Col "col" Colgroup "colgroup" Datalist "datalist" Dd "dd" Details "details" Dialog "dialog" Dir "dir"
    Div "div" Dl "dl" Dt "dt" Em "em" Embed "embed" Fieldset "fieldset" Figcaption "figcaption" Figure "figure" Font "font"
    Footer "footer" ForeignObject "foreignobject" Form "form" Frame "frame" G "g" H1 "h1" H2 "h2" H3 "h3" H4 "h4" H5 "h5"
    H6 "h6" Head "head" Header "header" Hgroup "hgroup" Hr "hr" Html "html" I "i" Iframe "iframe" Img "img" Input "input"
    Keygen "keygen" Label "label" Legend "legend" Li "li" Link "link" Listing "listing" Main "main" Map "map" Mark "mark"
    Marquee "marquee" Math "math" Menu "menu" Meta "meta" Nav "nav" Nobr "nobr" Noembed "noembed" Noframes "noframes"
    Noscript "noscript" Object "object" Ol "ol" Optgroup "optgroup" OptionTag "option" P "p" Param "param" Path "path"
    Plaintext "plaintext" Pre "pre" Ruby "ruby" S "s" Script "script" Search "search" Section "section" Select "select"
    Small "small" Source "source" Span "span" Strike "strike" Strong "strong" Style "style" Sub "sub" Summary "summary"
    Sup "sup" Svg "svg" Table "table" Tbody "tbody" Td "td" Template "template" Textarea "textarea" Tfoot "tfoot" Th "th"
    Thead "thead" Time "time" Title "title" Tr "tr" Track "track" Tt "tt" U "u" Ul "ul" Use "use" Var "var" Video "video"
    Wbr "wbr" Xmp "xmp"
}

/// How many tags there are.
pub(crate) const TAGS: usize = Tag::Other as usize + 1;

/// The letters of a name as one number, so that it is compared with all names at once; 0 of a name that is longer than any known one.
/// It begins with a letter, so that no other name has its number.
const fn packed(name: &str) -> u128 {
    let bytes = name.as_bytes();
    if bytes.len() > 16 {
        return 0;
    }
    let (mut packed, mut at) = (0, 0);
    while at < bytes.len() {
        packed = packed << 8 | bytes[at] as u128;
        at += 1;
    }
    packed
}

/// What an element's name says about how it nests, by the HTML standard's rules for building a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a rule of the standard of its own")]
pub(crate) struct Traits {
    /// It never holds anything.
    pub(crate) is_void: bool,
    /// A block or another element that inline end tags do not reach across.
    pub(crate) is_special: bool,
    /// Closing a paragraph or a block does not reach across it.
    pub(crate) is_barrier: bool,
    pub(crate) is_table_part: bool,
    /// Its end tag may come while blocks inside it are open, and leaves those open.
    pub(crate) is_formatting: bool,
    pub(crate) is_heading: bool,
    /// Its start tag ends an open paragraph.
    pub(crate) closes_paragraph: bool,
    /// Its start tag ends a drawing or a formula.
    pub(crate) leaves_foreign: bool,
}

impl Tag {
    /// What it says about nesting.
    pub(crate) fn traits(self) -> Traits {
        let mut traits = Traits::default();
        match self {
            Self::Area
            | Self::Base
            | Self::Basefont
            | Self::Bgsound
            | Self::Br
            | Self::Col
            | Self::Embed
            | Self::Frame
            | Self::Hr
            | Self::Img
            | Self::Input
            | Self::Keygen
            | Self::Link
            | Self::Meta
            | Self::Param
            | Self::Source
            | Self::Track
            | Self::Wbr => {
                traits.is_void = true;
                traits.closes_paragraph = self == Self::Hr;
                traits.leaves_foreign =
                    matches!(self, Self::Br | Self::Embed | Self::Hr | Self::Img | Self::Meta);
            }
            Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6 => {
                (traits.is_special, traits.is_heading, traits.closes_paragraph, traits.leaves_foreign) =
                    (true, true, true, true);
            }
            Self::Address
            | Self::Article
            | Self::Aside
            | Self::Details
            | Self::Dir
            | Self::Fieldset
            | Self::Figcaption
            | Self::Figure
            | Self::Footer
            | Self::Form
            | Self::Header
            | Self::Hgroup
            | Self::Main
            | Self::Nav
            | Self::Search
            | Self::Section
            | Self::Summary
            | Self::Dialog
            | Self::Xmp
            | Self::Plaintext => {
                (traits.is_special, traits.closes_paragraph) = (true, true);
            }
            Self::Blockquote
            | Self::Center
            | Self::Dd
            | Self::Div
            | Self::Dl
            | Self::Dt
            | Self::Li
            | Self::Listing
            | Self::Menu
            | Self::Ol
            | Self::P
            | Self::Pre
            | Self::Ul => {
                (traits.is_special, traits.closes_paragraph, traits.leaves_foreign) = (true, true, true);
            }
            Self::Table => {
                (traits.is_special, traits.is_barrier, traits.is_table_part) = (true, true, true);
                (traits.closes_paragraph, traits.leaves_foreign) = (true, true);
            }
            Self::Td | Self::Th | Self::Caption => {
                (traits.is_special, traits.is_barrier, traits.is_table_part) = (true, true, true);
            }
            Self::Tr | Self::Tbody | Self::Thead | Self::Tfoot | Self::Colgroup => {
                (traits.is_special, traits.is_table_part) = (true, true);
            }
            Self::Template | Self::Object | Self::Marquee | Self::Applet | Self::Html => {
                (traits.is_special, traits.is_barrier) = (true, true);
            }
            Self::Svg | Self::Math => traits.is_barrier = true,
            Self::Body
            | Self::Head
            | Self::Button
            | Self::Iframe
            | Self::Noembed
            | Self::Noframes
            | Self::Noscript
            | Self::Script
            | Self::Select
            | Self::Style
            | Self::Textarea
            | Self::Title => {
                traits.is_special = true;
                traits.leaves_foreign = matches!(self, Self::Body | Self::Head);
            }
            Self::A | Self::Nobr | Self::Font => traits.is_formatting = true,
            Self::B
            | Self::Big
            | Self::Code
            | Self::Em
            | Self::I
            | Self::S
            | Self::Small
            | Self::Strike
            | Self::Strong
            | Self::Tt
            | Self::U => {
                (traits.is_formatting, traits.leaves_foreign) = (true, true);
            }
            Self::Ruby | Self::Span | Self::Sub | Self::Sup | Self::Var => traits.leaves_foreign = true,
            _ => {}
        }
        traits
    }

    /// Whether an element may stand in a page's head without ending it.
    pub(crate) fn is_of_head(self) -> bool {
        matches!(
            self,
            Self::Base
                | Self::Basefont
                | Self::Bgsound
                | Self::Link
                | Self::Meta
                | Self::Title
                | Self::Noframes
                | Self::Noscript
                | Self::Script
                | Self::Style
                | Self::Template
        )
    }

    /// Whether its content is no markup.
    pub(crate) fn is_raw(self) -> bool {
        matches!(
            self,
            Self::Script
                | Self::Style
                | Self::Title
                | Self::Textarea
                | Self::Xmp
                | Self::Iframe
                | Self::Noembed
                | Self::Noframes
                | Self::Noscript
        )
    }

    /// Whether its text is not on the page.
    pub(crate) fn is_skipped(self) -> bool {
        matches!(
            self,
            Self::Script
                | Self::Style
                | Self::Noscript
                | Self::Template
                | Self::Svg
                | Self::Iframe
                | Self::Object
                | Self::Select
                | Self::Head
                | Self::Math
                | Self::Canvas
                | Self::Audio
                | Self::Video
                | Self::Map
                | Self::Datalist
                | Self::Title
                | Self::Meta
                | Self::Link
                | Self::Textarea
                | Self::Input
                | Self::Noembed
                | Self::Noframes
        )
    }

    /// Whether it stands by itself on the page.
    pub(crate) fn is_block(self) -> bool {
        matches!(
            self,
            Self::Address
                | Self::Article
                | Self::Aside
                | Self::Blockquote
                | Self::Body
                | Self::Center
                | Self::Dd
                | Self::Details
                | Self::Dialog
                | Self::Div
                | Self::Dl
                | Self::Dt
                | Self::Fieldset
                | Self::Figcaption
                | Self::Figure
                | Self::Footer
                | Self::Form
                | Self::H1
                | Self::H2
                | Self::H3
                | Self::H4
                | Self::H5
                | Self::H6
                | Self::Header
                | Self::Hgroup
                | Self::Hr
                | Self::Html
                | Self::Legend
                | Self::Li
                | Self::Main
                | Self::Menu
                | Self::Nav
                | Self::Ol
                | Self::P
                | Self::Pre
                | Self::Section
                | Self::Summary
                | Self::Table
                | Self::Tr
                | Self::Ul
                | Self::Caption
        )
    }

    /// Bold and italic type.
    pub(crate) fn is_mark(self) -> bool {
        matches!(self, Self::B | Self::Strong | Self::I | Self::Em)
    }

    /// The level of a heading, 1 to 6; 0 for others.
    pub(crate) fn level(self) -> u8 {
        match self {
            Self::H1 => 1,
            Self::H2 => 2,
            Self::H3 => 3,
            Self::H4 => 4,
            Self::H5 => 5,
            Self::H6 => 6,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_told_by_its_whole_name() {
        for (name, tag) in [
            ("a", Tag::A),
            ("blockquote", Tag::Blockquote),
            ("annotation-xml", Tag::AnnotationXml),
            ("h6", Tag::H6),
            ("h7", Tag::Other),
            ("aa", Tag::Other),
            ("a-name-of-more-than-sixteen-letters-a", Tag::Other),
        ] {
            assert_eq!(Tag::of(name), tag, "{name}");
        }
        assert_eq!((Tag::H3.level(), Tag::P.level()), (3, 0));
    }
}
