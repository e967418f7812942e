//! What a body's content codings hide.

use crate::exchange::Beyond;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, Read};

/// How many packed bytes are taken at a time.
const BUFFER: usize = 16 << 10;

/// Why a body could not be unpacked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Packed {
    /// It unpacks to more than the limit.
    TooLarge,
    /// It is damaged, in the decoder's words.
    Damaged(String),
    /// It names a coding that is not read.
    Unknown(String),
}

/// Takes off the codings that `Content-Encoding` names, the last first. A body that is not packed although it is said to be is taken as it is:
/// servers send such. They also send codings that nobody asked for, which are read if they can be.
pub(crate) fn unpack(body: &[u8], codings: &str, limit: usize, beyond: Beyond) -> Result<Vec<u8>, Packed> {
    let codings = codings.split(',').map(|coding| coding.trim().to_ascii_lowercase());
    let codings: Vec<String> = codings.filter(|coding| !matches!(coding.as_str(), "" | "identity")).collect();
    // One layer is the custom; more are a way to make much of little.
    if codings.len() > 2 {
        return Err(Packed::Unknown(codings.join(", ")));
    }
    let mut body = body.to_vec();
    for coding in codings.iter().rev() {
        if body.is_empty() {
            continue;
        }
        body = match coding.as_str() {
            "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
                read(MultiGzDecoder::new(body.as_slice()), limit, beyond)?
            }
            "gzip" | "x-gzip" => body,
            // The name means the zlib format; some servers send the bare stream.
            "deflate" => match read(ZlibDecoder::new(body.as_slice()), limit, beyond) {
                Err(Packed::Damaged(_)) => read(DeflateDecoder::new(body.as_slice()), limit, beyond)?,
                other => other?,
            },
            "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
                let decoder = zstd::stream::read::Decoder::with_buffer(body.as_slice());
                read(decoder.map_err(|error| Packed::Damaged(error.to_string()))?, limit, beyond)?
            }
            // Nothing marks what is packed so but that it is no text.
            "br" if !looks_like_text(&body) => {
                read(brotli_decompressor::Decompressor::new(body.as_slice(), BUFFER), limit, beyond)?
            }
            "br" | "zstd" => body,
            _ => return Err(Packed::Unknown(coding.clone())),
        };
    }
    Ok(body)
}

/// Whether bytes begin as markup or text does.
fn looks_like_text(body: &[u8]) -> bool {
    let head = &body[..body.len().min(256)];
    let is_readable = |byte: &u8| *byte >= 32 && *byte != 127 || matches!(byte, b'\t' | b'\n' | b'\r');
    head.iter().all(is_readable) && head.iter().filter(|byte| byte.is_ascii()).count() * 2 > head.len()
}

fn read(decoder: impl Read, limit: usize, beyond: Beyond) -> Result<Vec<u8>, Packed> {
    let mut unpacked = Vec::new();
    match decoder.take(limit as u64 + 1).read_to_end(&mut unpacked) {
        // What was cut on its way breaks off here.
        _ if beyond == Beyond::Cut && !unpacked.is_empty() => {
            unpacked.truncate(limit);
            Ok(unpacked)
        }
        Ok(_) if unpacked.len() > limit => Err(Packed::TooLarge),
        Ok(_) => Ok(unpacked),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Err(Packed::Damaged("it breaks off".to_owned()))
        }
        Err(error) => Err(Packed::Damaged(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::read::{DeflateEncoder, GzEncoder, ZlibEncoder};

    fn all(mut reader: impl Read) -> Vec<u8> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn whole(body: &[u8], codings: &str, limit: usize) -> Result<Vec<u8>, Packed> {
        unpack(body, codings, limit, Beyond::Refuse)
    }

    const PAGE: &[u8] = b"<p>The ferry to Halvik sails on Friday.</p>";

    #[test]
    fn every_coding_is_read_whether_it_was_asked_for_or_not() {
        let gzip = all(GzEncoder::new(PAGE, Compression::fast()));
        let twice = all(GzEncoder::new(gzip.as_slice(), Compression::fast()));
        let zlib = all(ZlibEncoder::new(PAGE, Compression::fast()));
        let bare = all(DeflateEncoder::new(PAGE, Compression::fast()));
        let zstd = zstd::bulk::compress(PAGE, 3).unwrap();
        // One block that is not packed, and the end.
        let size = u8::try_from(PAGE.len() - 1).unwrap();
        let brotli = [&[0x0b | size << 7 & 0x80, size >> 1, 0x80][..], PAGE, &[3]].concat();
        for (body, codings) in [
            (PAGE.to_vec(), ""),
            (PAGE.to_vec(), "identity"),
            (gzip, "GZIP"),
            (twice, "gzip, x-gzip"),
            (zlib, "deflate"),
            (bare, "deflate"),
            (zstd, "zstd"),
            (brotli, "br"),
            (PAGE.to_vec(), "br"),
            (PAGE.to_vec(), "zstd"),
            (PAGE.to_vec(), "gzip"),
        ] {
            assert_eq!(whole(&body, codings, 1000).as_deref(), Ok(PAGE), "{codings}");
        }
        assert_eq!(whole(&[], "gzip", 10), Ok(Vec::new()));
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let bomb = all(GzEncoder::new(io::repeat(0).take(50 << 20), Compression::best()));
        assert!(bomb.len() < 100_000);
        assert_eq!(whole(&bomb, "gzip", 1 << 20), Err(Packed::TooLarge));
        assert_eq!(whole(&[1], "gzip, gzip, gzip", 10), Err(Packed::Unknown("gzip, gzip, gzip".to_owned())));
    }

    #[test]
    fn damage_is_told() {
        let mut gzip = all(GzEncoder::new(PAGE, Compression::fast()));
        gzip.truncate(20);
        assert_eq!(whole(&gzip, "gzip", 1000), Err(Packed::Damaged("it breaks off".to_owned())));
        let start = unpack(&gzip, "gzip", 1000, Beyond::Cut).unwrap();
        assert!(PAGE.starts_with(&start) && !start.is_empty(), "{start:?}");
        assert_eq!(
            unpack(&all(GzEncoder::new(PAGE, Compression::fast())), "gzip", 5, Beyond::Cut).unwrap(),
            &PAGE[..5]
        );
        let mut gzip = all(GzEncoder::new(PAGE, Compression::fast()));
        let last = gzip.len() - 6;
        gzip[last] ^= 0xff;
        assert!(matches!(whole(&gzip, "gzip", 1000), Err(Packed::Damaged(_))));
        assert!(matches!(whole(b"not packed", "deflate", 1000), Err(Packed::Damaged(_))));
        assert!(matches!(whole(&[0x8b, 0x04, 0x80, b'C'], "br", 1000), Err(Packed::Damaged(_))));
        assert_eq!(whole(b"x", "compress", 10), Err(Packed::Unknown("compress".to_owned())));
    }
}
