//! The real binary, run in a folder of its own: one file a command, and one for bad input. One test program, because
//! each would link the whole of ours.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails; helpers are not marked as tests"
)]

mod bad_input;
mod cmd_add;
mod cmd_archives;
mod cmd_blocks;
mod cmd_decide;
mod cmd_demo;
mod cmd_events;
mod cmd_export;
mod cmd_fetch;
mod cmd_help;
mod cmd_read;
mod cmd_show;
mod cmd_timeline;
mod cmd_verify;
mod cmd_versions;
mod cmd_watch;
mod cmd_who;
mod common;
mod fixed;
mod https;
mod outlet;
mod site;
mod undated;
