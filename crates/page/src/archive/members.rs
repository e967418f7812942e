use super::source::Buffered;
use flate2::bufread::GzDecoder;
use std::io::{self, Read};

/// What comes next of the bytes of a web archive.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Bytes were added.
    Bytes,
    /// A record must begin here: what was added before belongs to another.
    Boundary,
    /// Bytes are lost here, for this reason; a record begins after it.
    Damage(String),
    /// The same, where what came before is whole: the bytes between it and the next record are none of either.
    Gap(String),
    /// There is no more.
    End,
}

/// The bytes of a web archive, unpacked where it is gzip.
///
/// In a packed archive each record is a gzip member of its own, so that a damaged member costs one record: the reading goes
/// on at the next member that begins with one.
pub(super) struct Members<R> {
    state: State<R>,
    /// What was read of a member to see how it begins.
    head: Vec<u8>,
    is_packed: bool,
}

enum State<R> {
    Between(Buffered<R>),
    Inside(Box<GzDecoder<Buffered<R>>>),
    /// Only while one state is made of another.
    Gone,
}

/// What begins a gzip member that holds packed data: the only method there is.
const MAGIC: &[u8] = &[0x1f, 0x8b, 8];
const RECORD: &[u8] = b"WARC/";
const STEP: usize = 64 << 10;

impl<R: Read> Members<R> {
    /// # Errors
    /// Where the first bytes cannot be read.
    pub(super) fn new(inner: R) -> io::Result<Self> {
        let mut inner = Buffered::new(inner);
        let is_packed = inner.ahead(MAGIC.len())?.starts_with(MAGIC);
        Ok(Self { state: State::Between(inner), head: Vec::new(), is_packed })
    }

    /// Whether the bytes come out of gzip data.
    pub(super) fn is_packed(&self) -> bool {
        self.is_packed
    }

    /// Adds the next bytes to `into`, about 64 KiB of them at most.
    ///
    /// # Errors
    /// Where the bytes cannot be read at all. Damage is no error.
    pub(super) fn next(&mut self, into: &mut Vec<u8>) -> io::Result<Step> {
        if !self.head.is_empty() {
            into.append(&mut self.head);
            return Ok(Step::Bytes);
        }
        match std::mem::replace(&mut self.state, State::Gone) {
            State::Gone => Ok(Step::End),
            State::Between(mut packed) => {
                if !self.is_packed {
                    let ahead = packed.ahead(1)?;
                    let count = ahead.len().min(STEP);
                    into.extend_from_slice(&ahead[..count]);
                    packed.skip(count);
                    self.state = State::Between(packed);
                    return Ok(if count == 0 { Step::End } else { Step::Bytes });
                }
                self.begin(packed)
            }
            State::Inside(mut decoder) => {
                let start = into.len();
                into.resize(start + STEP, 0);
                let read = decoder.read(&mut into[start..]);
                into.truncate(start + read.as_ref().map_or(0, |count| *count));
                match read {
                    Ok(0) => self.begin(decoder.into_inner()),
                    Ok(_) => {
                        self.state = State::Inside(decoder);
                        Ok(Step::Bytes)
                    }
                    Err(error) => self.damaged(decoder.into_inner(), &error, Step::Damage),
                }
            }
        }
    }

    /// Begins the next member.
    fn begin(&mut self, mut packed: Buffered<R>) -> io::Result<Step> {
        // Some writers fill up the last block with zeros.
        loop {
            let ahead = packed.ahead(1)?;
            let zeros = ahead.iter().take_while(|byte| **byte == 0).count();
            if zeros == 0 {
                break;
            }
            packed.skip(zeros);
        }
        let ahead = packed.ahead(MAGIC.len())?;
        if ahead.is_empty() {
            return Ok(Step::End);
        }
        if !ahead.starts_with(MAGIC) {
            packed.set_mark();
            let reason = "bytes that are no gzip data stand between its records".to_owned();
            return self.resume(packed, Step::Gap(reason));
        }
        packed.set_mark();
        let mut decoder = GzDecoder::new(packed);
        let mut head = vec![0; RECORD.len()];
        let mut length = 0;
        while length < head.len() {
            match decoder.read(&mut head[length..]) {
                Ok(0) => break,
                Ok(count) => length += count,
                Err(error) => return self.damaged(decoder.into_inner(), &error, Step::Gap),
            }
        }
        head.truncate(length);
        let is_record = head == RECORD;
        self.head = head;
        self.state = State::Inside(Box::new(decoder));
        // A member that begins otherwise goes on with the record before it. Its first bytes come with the next call.
        Ok(if is_record { Step::Boundary } else { Step::Bytes })
    }

    fn damaged(
        &mut self,
        packed: Buffered<R>,
        error: &io::Error,
        step: fn(String) -> Step,
    ) -> io::Result<Step> {
        if !matches!(
            error.kind(),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
        ) {
            return Err(io::Error::new(error.kind(), error.to_string()));
        }
        let reason = match error.kind() {
            io::ErrorKind::UnexpectedEof => "its gzip data is cut short".to_owned(),
            _ => format!("its gzip data is damaged ({error})"),
        };
        self.resume(packed, step(reason))
    }

    /// Goes on at the next member that begins with a record.
    fn resume(&mut self, mut packed: Buffered<R>, step: Step) -> io::Result<Step> {
        // What a decoder took of damaged data may hold the beginning of the next member.
        if packed.go_back() {
            packed.skip(1);
        }
        self.head.clear();
        loop {
            // Enough to unpack the first bytes of a member with a file name in its head.
            let ahead = packed.ahead(STEP)?;
            let Some(at) = ahead.windows(MAGIC.len()).position(|window| window == MAGIC) else {
                let count = ahead.len();
                // All but the last two bytes, which may begin a member.
                let done = if count < STEP { count } else { count - (MAGIC.len() - 1) };
                packed.skip(done);
                if count < STEP {
                    return Ok(step);
                }
                continue;
            };
            packed.skip(at);
            let ahead = packed.ahead(STEP)?;
            let mut head = [0; RECORD.len()];
            let mut decoder = GzDecoder::new(ahead);
            if decoder.read_exact(&mut head).is_ok() && head == RECORD {
                self.state = State::Between(packed);
                return Ok(step);
            }
            packed.skip(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// The pieces between steps that are no bytes.
    fn steps(bytes: &[u8]) -> Vec<String> {
        let mut members = Members::new(bytes).unwrap();
        let (mut all, mut now) = (Vec::new(), Vec::new());
        loop {
            let step = members.next(&mut now).unwrap();
            if step == Step::Bytes {
                continue;
            }
            if !now.is_empty() {
                all.push(String::from_utf8_lossy(&now).into_owned());
                now.clear();
            }
            match step {
                Step::Damage(_) | Step::Gap(_) => all.push("damage".into()),
                Step::End => return all,
                _ => {}
            }
        }
    }

    #[test]
    fn each_member_with_a_record_is_a_piece() {
        let archive = [gzip(b"WARC/1.0 a"), gzip(b"WARC/1.0 b"), gzip(b" and more"), vec![0; 90]].concat();
        assert_eq!(steps(&archive), ["WARC/1.0 a", "WARC/1.0 b and more"]);
        assert_eq!(steps(b"WARC/1.0 plain"), ["WARC/1.0 plain"]);
        assert!(steps(b"").is_empty());
    }

    #[test]
    fn a_damaged_member_costs_itself_alone() {
        let long: String = (0..9_000).map(|number| format!("{} ", number * 7919 % 9973)).collect();
        let first = gzip(format!("WARC/1.0 {long}").as_bytes());
        for cut in [12, first.len() / 3, first.len() - 9, first.len() - 1] {
            let archive = [&first[..cut], &gzip(b"WARC/1.0 b"), &gzip(b"WARC/1.0 c")].concat();
            let steps = steps(&archive);
            assert_eq!(steps[steps.len() - 3..], ["damage", "WARC/1.0 b", "WARC/1.0 c"], "cut at {cut}");
        }
        let mut flipped = [first.clone(), gzip(b"WARC/1.0 b")].concat();
        for byte in &mut flipped[100..160] {
            *byte ^= 0x55;
        }
        let steps = steps(&flipped);
        assert_eq!(steps[steps.len() - 2..], ["damage", "WARC/1.0 b"]);
    }

    #[test]
    fn what_is_cut_at_the_end_is_damage() {
        let packed = gzip(b"WARC/1.0 and some words that take a few bytes");
        let steps = steps(&packed[..packed.len() - 12]);
        assert_eq!(steps.last().unwrap(), "damage");
    }
}
