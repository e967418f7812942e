//! `cargo +nightly fuzz run read` in `crates/time`. The property tests drive the same function on stable.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/check/mod.rs"]
mod check;

fuzz_target!(|bytes: &[u8]| check::check(bytes));
