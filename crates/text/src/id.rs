use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes, as 64 lower-case hexadecimal digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The content address of a page: `p` and the first 20 digits of the SHA-256 of its raw bytes.
#[must_use]
pub fn page_id(raw: &[u8]) -> String {
    page_id_of(&sha256_hex(raw))
}

/// The same of the SHA-256 itself, in lower-case hexadecimal digits.
#[must_use]
pub fn page_id_of(sha256: &str) -> String {
    format!("p{}", sha256.get(..20).unwrap_or(sha256))
}

/// An id that depends on nothing but its parts: the prefix and 12 hexadecimal digits of their SHA-256.
///
/// The parts are hashed with their lengths, so that `["ab", "c"]` and `["a", "bc"]` differ.
#[must_use]
pub fn stable_id(prefix: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in std::iter::once(&prefix).chain(parts) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let mut id = hex(&hash.finalize());
    id.truncate(12);
    id.insert_str(0, prefix);
    id
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| DIGITS[digit as usize] as char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(sha256_hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(stable_id("s", &["ab", "c"]), stable_id("s", &["a", "bc"]));
        assert_eq!(stable_id("s", &["ab"]).len(), 13);
    }
}
