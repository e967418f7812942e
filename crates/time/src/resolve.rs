//! Terms against an anchor.
use crate::expression::{Anchor, Expression, Grain, Value};
pub(crate) fn resolve(_expression: &Expression, _anchor: &Anchor) -> Value {
    Value {
        timex: String::new(),
        earliest: None,
        latest: None,
        clock: None,
        grain: Grain::None,
        anchor: "none".to_owned(),
        explicit: false,
        edtf: None,
    }
}
