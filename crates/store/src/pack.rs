//! Compression of what is kept: zstd, named in the `encoding` column.

use crate::StoreError;
use onrecord_text::Reading;

/// The value of every `encoding` column that this version writes.
pub(crate) const ENCODING: &str = "zstd";

/// Bytes that are kept for ever: packed once, so tightly.
const KEPT_LEVEL: i32 = 9;
/// Readings, which every rebuild writes anew.
const READING_LEVEL: i32 = 3;

pub(crate) fn pack(raw: &[u8]) -> Result<Vec<u8>, StoreError> {
    encode(raw, KEPT_LEVEL)
}

/// Unpacks bytes whose size is known; more than that is damage, not a reason to take the memory.
pub(crate) fn unpack(packed: &[u8], size: usize) -> Result<Vec<u8>, StoreError> {
    zstd::bulk::decompress(packed, size)
        .map_err(|error| StoreError::damaged(format!("packed bytes: {error}")))
}

/// Packs a reading without its text, which the page's row holds.
pub(crate) fn pack_reading(reading: &Reading) -> Result<Vec<u8>, StoreError> {
    let mut page = reading.page.clone();
    page.text = String::new();
    let bare = Reading { page, ..reading.clone() };
    let json = serde_json::to_vec(&bare).map_err(|error| StoreError::damaged(format!("reading: {error}")))?;
    encode(&json, READING_LEVEL)
}

/// Unpacks a reading and puts the page's text back.
pub(crate) fn unpack_reading(packed: &[u8], text: String) -> Result<Reading, StoreError> {
    let damaged = |error: &dyn std::fmt::Display| StoreError::damaged(format!("packed reading: {error}"));
    let json = zstd::stream::decode_all(packed).map_err(|error| damaged(&error))?;
    let mut reading: Reading = serde_json::from_slice(&json).map_err(|error| damaged(&error))?;
    reading.page.text = text;
    Ok(reading)
}

fn encode(raw: &[u8], level: i32) -> Result<Vec<u8>, StoreError> {
    zstd::bulk::compress(raw, level).map_err(|error| StoreError::damaged(format!("packing: {error}")))
}
