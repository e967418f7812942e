use crate::Unreadable;
use std::borrow::Cow;
use std::io::Read;

/// The bytes without their gzip wrapping; bytes that are not gzip come back as they are.
///
/// `limit` bounds the expanded size in bytes, so that a small file cannot fill the memory.
///
/// # Errors
/// Where the expanded size is above the limit, or the gzip data is damaged before anything could be read. The error's
/// path is empty: the caller knows where the bytes came from.
pub fn decompress(bytes: &[u8], limit: usize) -> Result<Cow<'_, [u8]>, Unreadable> {
    let problem =
        |reason: String, hint: &str| Unreadable { path: String::new(), reason, hint: hint.to_owned() };
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut expanded = Vec::new();
    // One byte more than allowed tells "just fits" from "goes on".
    let bounded = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let outcome = flate2::bufread::MultiGzDecoder::new(bytes).take(bounded).read_to_end(&mut expanded);
    if expanded.len() > limit {
        return Err(problem(
            format!("it expands to more than {limit} bytes"),
            "If this is no mistake, unpack it and split it into smaller files.",
        ));
    }
    match outcome {
        Ok(_) => Ok(Cow::Owned(expanded)),
        Err(error) => Err(problem(
            format!("its gzip data is damaged ({error})"),
            "Fetch the file again, or unpack what can be saved with gzip.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn plain_bytes_are_left_alone_and_gzip_is_unpacked() {
        assert_eq!(decompress(b"Halvik", 3).unwrap(), Cow::Borrowed(b"Halvik"));
        assert_eq!(decompress(&gzip(b"Halvik"), 6).unwrap().as_ref(), b"Halvik");
        let two_members = [gzip(b"Hal"), gzip(b"vik")].concat();
        assert_eq!(decompress(&two_members, 6).unwrap().as_ref(), b"Halvik");
    }

    #[test]
    fn a_bomb_is_refused_by_its_expanded_size() {
        let bomb = gzip(&vec![b'a'; 5 << 20]);
        assert!(bomb.len() < 20_000);
        let refused = decompress(&bomb, 1 << 20).unwrap_err();
        assert!(refused.reason.contains("more than 1048576 bytes"), "{refused}");
    }

    #[test]
    fn damaged_gzip_says_so() {
        let mut packed = gzip(b"Halvik and Tervo and Calder");
        packed.truncate(packed.len() - 9);
        assert!(decompress(&packed, 1000).unwrap_err().reason.contains("damaged"));
    }
}
