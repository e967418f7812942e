//! The program: arguments in, results on standard output, everything else on standard error.
//!
//! This crate is the edge. It opens files, asks the terminal, turns errors into message, hint and exit code, and holds
//! no rule about what a page says or what a record means: those live in the core crates and the store.

pub mod cli;
pub mod error;
pub mod examples;
pub mod export;
pub mod fetching;
pub mod input;
pub mod pipeline;
pub mod server;
pub mod terminal;
