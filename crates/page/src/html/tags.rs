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

/// What an element's name, lower case, says.
pub(crate) fn traits(name: &str) -> Traits {
    let mut traits = Traits::default();
    match name {
        "area" | "base" | "basefont" | "bgsound" | "br" | "col" | "embed" | "frame" | "hr" | "img"
        | "input" | "keygen" | "link" | "meta" | "param" | "source" | "track" | "wbr" => {
            traits.is_void = true;
            traits.closes_paragraph = name == "hr";
            traits.leaves_foreign = matches!(name, "br" | "embed" | "hr" | "img" | "meta");
        }
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            (traits.is_special, traits.is_heading, traits.closes_paragraph, traits.leaves_foreign) =
                (true, true, true, true);
        }
        "address" | "article" | "aside" | "details" | "dir" | "fieldset" | "figcaption" | "figure"
        | "footer" | "form" | "header" | "hgroup" | "main" | "nav" | "search" | "section" | "summary"
        | "dialog" | "xmp" | "plaintext" => {
            (traits.is_special, traits.closes_paragraph) = (true, true);
        }
        "blockquote" | "center" | "dd" | "div" | "dl" | "dt" | "li" | "listing" | "menu" | "ol" | "p"
        | "pre" | "ul" => {
            (traits.is_special, traits.closes_paragraph, traits.leaves_foreign) = (true, true, true);
        }
        "table" => {
            (traits.is_special, traits.is_barrier, traits.is_table_part) = (true, true, true);
            (traits.closes_paragraph, traits.leaves_foreign) = (true, true);
        }
        "td" | "th" | "caption" => {
            (traits.is_special, traits.is_barrier, traits.is_table_part) = (true, true, true)
        }
        "tr" | "tbody" | "thead" | "tfoot" | "colgroup" => {
            (traits.is_special, traits.is_table_part) = (true, true)
        }
        "template" | "object" | "marquee" | "applet" | "html" => {
            (traits.is_special, traits.is_barrier) = (true, true)
        }
        "svg" | "math" => traits.is_barrier = true,
        "body" | "head" | "button" | "iframe" | "noembed" | "noframes" | "noscript" | "script" | "select"
        | "style" | "textarea" | "title" => {
            traits.is_special = true;
            traits.leaves_foreign = matches!(name, "body" | "head");
        }
        "a" | "nobr" | "font" => traits.is_formatting = true,
        "b" | "big" | "code" | "em" | "i" | "s" | "small" | "strike" | "strong" | "tt" | "u" => {
            (traits.is_formatting, traits.leaves_foreign) = (true, true);
        }
        "ruby" | "span" | "sub" | "sup" | "var" => traits.leaves_foreign = true,
        _ => {}
    }
    traits
}

/// Whether an element may stand in a page's head without ending it.
pub(crate) fn is_of_head(name: &str) -> bool {
    matches!(
        name,
        "base"
            | "basefont"
            | "bgsound"
            | "link"
            | "meta"
            | "title"
            | "noframes"
            | "noscript"
            | "script"
            | "style"
            | "template"
    )
}
