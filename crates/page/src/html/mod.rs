//! An HTML page.
use crate::decode::Decoded;
use crate::{Input, Limits, pasted};
use onrecord_text::{Dating, Format, Page};

pub(crate) fn read(input: Input<'_>, decoded: Decoded, limits: &Limits) -> Page {
    read_as(input, decoded, limits, None)
}

pub(crate) fn read_as(input: Input<'_>, decoded: Decoded, _limits: &Limits, given: Option<Dating>) -> Page {
    let mut page = pasted::read_as(input, decoded, given);
    page.format = Format::Html;
    page
}
