use std::io::{self, BufRead, Read, Seek, SeekFrom};

/// Bytes that can be read from any place, and that may be handed to another thread.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// The bytes of one input.
pub enum Source<'a> {
    /// They come once, in order: a pipe, or what a gzip file holds.
    Stream(Box<dyn Read + 'a>),
    /// They can be read from any place: a file, or memory.
    Seekable(Box<dyn ReadSeek>),
}

impl std::fmt::Debug for Source<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Stream(_) => "Source::Stream",
            Self::Seekable(_) => "Source::Seekable",
        })
    }
}

impl Source<'_> {
    /// How many bytes there are, where that can be told before they are read.
    pub(super) fn size(&mut self) -> Option<u64> {
        let Self::Seekable(seekable) = self else { return None };
        let end = seekable.seek(SeekFrom::End(0)).ok()?;
        seekable.rewind().ok().map(|()| end)
    }
}

impl Read for Source<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stream(stream) => stream.read(into),
            Self::Seekable(seekable) => seekable.read(into),
        }
    }
}

/// A reader that can be looked ahead in, and that can go back to a mark.
pub(super) struct Buffered<R> {
    inner: R,
    buffer: Vec<u8>,
    /// Where the next byte stands in the buffer.
    at: usize,
    /// Bytes from here on are kept, to go back to.
    mark: Option<usize>,
    is_ended: bool,
}

/// So much is asked of the inner reader at once.
const STEP: usize = 64 << 10;
/// So much is kept behind a mark; what is longer cannot be gone back over.
const KEPT: usize = 8 << 20;

impl<R: Read> Buffered<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, buffer: Vec::new(), at: 0, mark: None, is_ended: false }
    }

    /// The bytes ahead, at least `wanted` of them where there are so many.
    pub(super) fn ahead(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.at < wanted && !self.is_ended {
            self.drop_behind();
            let start = self.buffer.len();
            self.buffer.resize(start + STEP, 0);
            let read = loop {
                match self.inner.read(&mut self.buffer[start..]) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    other => break other,
                }
            };
            let read = read.inspect_err(|_| self.buffer.truncate(start))?;
            self.buffer.truncate(start + read);
            self.is_ended = read == 0;
        }
        Ok(&self.buffer[self.at..])
    }

    /// Goes on by so many bytes that are ahead.
    pub(super) fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.buffer.len());
    }

    /// Keeps what follows, to come back to this place.
    pub(super) fn set_mark(&mut self) {
        self.mark = Some(self.at);
    }

    /// Goes back to the mark, where that is still kept.
    pub(super) fn go_back(&mut self) -> bool {
        match self.mark {
            Some(mark) => self.at = mark,
            None => return false,
        }
        true
    }

    /// Lets go of what lies behind the mark, or behind the place where there is none.
    fn drop_behind(&mut self) {
        if self.mark.is_some_and(|mark| self.at - mark > KEPT) {
            self.mark = None;
        }
        let from = self.mark.unwrap_or(self.at);
        if from > 0 && (from >= STEP || from == self.buffer.len()) {
            self.buffer.drain(..from);
            self.at -= from;
            self.mark = self.mark.map(|_| 0);
        }
    }
}

impl<R: Read> Read for Buffered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ahead = self.ahead(1)?;
        let count = ahead.len().min(into.len());
        into[..count].copy_from_slice(&ahead[..count]);
        self.skip(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Buffered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.ahead(1)
    }

    fn consume(&mut self, count: usize) {
        self.skip(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_looks_ahead_and_goes_back() {
        let bytes: Vec<u8> = (0..300_000_u32).map(|number| (number % 251) as u8).collect();
        let mut reader = Buffered::new(&bytes[..]);
        assert_eq!(reader.ahead(3).unwrap()[..3], [0, 1, 2]);
        reader.skip(200);
        reader.set_mark();
        let mut rest = Vec::new();
        reader.read_to_end(&mut rest).unwrap();
        assert_eq!(rest, bytes[200..]);
        assert!(reader.go_back());
        rest.clear();
        reader.read_to_end(&mut rest).unwrap();
        assert_eq!(rest, bytes[200..]);
        assert!(reader.ahead(1).unwrap().is_empty());
    }
}
