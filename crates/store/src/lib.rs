//! The record on disk: one SQLite file.

pub mod views;
