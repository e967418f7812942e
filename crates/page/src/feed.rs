use crate::{Input, Limits, pasted};
use onrecord_text::Page;

pub(crate) fn read_xml(input: Input<'_>, limits: &Limits) -> Page {
    pasted::read(input, crate::decode::markup(input.bytes, limits.max_markup_bytes))
}

pub(crate) fn read_json(input: Input<'_>, limits: &Limits) -> Page {
    pasted::read(input, crate::decode::markup(input.bytes, limits.max_markup_bytes))
}
