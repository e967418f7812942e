use crate::Answer;
use sha2::{Digest, Sha256};

impl Answer {
    /// The answer as a `response` record of a web archive (WARC 1.1, ISO 28500:2017): the address that answered, the time, the head and
    /// the body as received. The same answer gives the same bytes.
    ///
    /// In an archive an empty line and another stand behind each record (`\r\n\r\n`); they are not part of this one.
    ///
    /// The chunks that a body travelled in are not kept: the head's line that tells of them is renamed, as archives do.
    #[must_use]
    pub fn to_warc(&self) -> Vec<u8> {
        let mut block = format!("{} {}\r\n", self.version, self.status).into_bytes();
        for (name, value) in &self.headers {
            let renamed = if name == "transfer-encoding" { "x-archive-orig-" } else { "" };
            block.extend(format!("{renamed}{name}: ").bytes());
            // Every byte came as one character.
            block.extend(value.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')));
            block.extend(b"\r\n");
        }
        block.extend(b"\r\n");
        block.extend(&self.received);
        // Two answers within a second may be alike to the last byte, and are two all the same.
        let at = self.at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
        let head = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Target-URI: {}\r\nWARC-Date: {at}\r\n\
             WARC-Block-Digest: sha256:{}\r\nWARC-Payload-Digest: sha256:{}\r\nContent-Type: application/http;msgtype=response\r\n\
             Content-Length: {}\r\n\r\n",
            uuid(&[self.location.as_str().as_bytes(), at.as_bytes(), &block]),
            self.location,
            digest(&block),
            digest(&self.received),
            block.len(),
        );
        [head.as_bytes(), &block].concat()
    }
}

fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A UUID of the version that leaves open what it is made of (RFC 9562, version 8).
fn uuid(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut bytes: [u8; 32] = hash.finalize().into();
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let text = |range: std::ops::Range<usize>| hexadecimal(&bytes[range]);
    format!("{}-{}-{}-{}-{}", text(0..4), text(4..6), text(6..8), text(8..10), text(10..16))
}

#[cfg(test)]
mod tests {
    use crate::{Answer, Location};

    #[test]
    fn an_answer_becomes_a_record_that_holds_it_byte_for_byte() {
        let location = Location::parse("https://courier.example/talks").unwrap();
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let answer = Answer {
            asked: location.clone(),
            location,
            hops: Vec::new(),
            at: "2031-05-02T08:00:00.25Z".parse().unwrap(),
            version: "HTTP/1.1",
            status: 200,
            headers: vec![header("x-odd", "caf\u{e9}\u{ff}"), header("transfer-encoding", "chunked")],
            received: b"\x1f\x8b\0raw".to_vec(),
            body: b"text".to_vec(),
        };
        let record = answer.to_warc();
        let end = record.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
        let head = String::from_utf8(record[..end].to_vec()).unwrap();
        let block = b"HTTP/1.1 200\r\nx-odd: caf\xe9\xff\r\nx-archive-orig-transfer-encoding: chunked\r\n\r\n\x1f\x8b\0raw";
        assert_eq!(&record[end..], block);
        for line in [
            "WARC/1.1\r\nWARC-Type: response\r\n",
            "\r\nWARC-Target-URI: https://courier.example/talks\r\nWARC-Date: 2031-05-02T08:00:00.250000Z\r\n",
            &format!("\r\nContent-Length: {}\r\n", block.len()),
        ] {
            assert!(head.contains(line), "{line} in {head}");
        }
        assert_eq!(record, answer.to_warc());
        let id = head.split("urn:uuid:").nth(1).unwrap();
        assert_eq!((&id[14..15], id.find('>')), ("8", Some(36)), "{id}");
    }
}
