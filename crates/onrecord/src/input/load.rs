use super::Place;
use crate::error::Problem;
use std::fs::File;
use std::io::{self, Read};

/// How much of one input is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of one input, packed or unpacked.
    pub bytes: usize,
}

impl Default for Limits {
    /// 512 MB: a hundred times the largest live blog, and what a laptop can hold.
    fn default() -> Self {
        Self { bytes: 512 << 20 }
    }
}

/// The bytes of one input, unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The name by which the record and every message know it.
    pub name: String,
    /// Its bytes; of a gzip file, what was packed in it.
    pub bytes: Vec<u8>,
}

/// Reads one input under the limits.
///
/// # Errors
///
/// Where it cannot be opened or read, is larger than the limit, or is a damaged gzip file or one that unpacks to more
/// than the limit.
pub fn load(place: &Place, limits: Limits) -> Result<Loaded, Problem> {
    let name = place.name();
    let bytes = match place {
        Place::Stdin => read_at_most(io::stdin().lock(), limits, &name),
        Place::Embedded { bytes, .. } => Ok(bytes.to_vec()),
        Place::File(path) => match File::open(path) {
            Ok(file) => read_at_most(file, limits, &name),
            Err(error) => Err(Problem::io(path, &error)),
        },
    }?;
    let unpacked = match onrecord_page::decompress(&bytes, limits.bytes) {
        Ok(std::borrow::Cow::Borrowed(_)) => None,
        Ok(std::borrow::Cow::Owned(unpacked)) => Some(unpacked),
        Err(unreadable) => return Err(Problem::new(name, unreadable.reason, unreadable.hint)),
    };
    Ok(Loaded { name, bytes: unpacked.unwrap_or(bytes) })
}

/// One byte more than the limit is asked for, so that an endless input (a device, a pipe) ends.
fn read_at_most(input: impl Read, limits: Limits, name: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    match input.take(limits.bytes as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => Err(Problem::io(name.as_ref(), &error)),
        Ok(_) if bytes.len() > limits.bytes => Err(Problem::new(
            name,
            format!("it is larger than {} MB", limits.bytes >> 20),
            "Split it into smaller files; a table of pages can be split between any two lines.",
        )),
        Ok(_) => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_over_the_limit_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.txt");
        std::fs::write(&path, "0123456789").unwrap();
        let place = Place::File(path.clone());
        assert_eq!(load(&place, Limits { bytes: 10 }).unwrap().bytes, b"0123456789");
        let problem = load(&place, Limits { bytes: 9 }).unwrap_err();
        assert_eq!(problem.place, path.display().to_string());
        assert!(problem.message.contains("larger than"));
    }
}
