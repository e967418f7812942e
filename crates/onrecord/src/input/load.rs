use super::Place;
use crate::error::Problem;
use onrecord_page::Source;
use std::fs::File;
use std::io::{self, Cursor};

/// Opens one input. Nothing of it is read yet.
///
/// # Errors
///
/// Where it cannot be opened.
pub fn open(place: &Place) -> Result<Source<'static>, Problem> {
    match place {
        Place::Stdin => Ok(Source::Stream(Box::new(io::stdin()))),
        Place::Embedded { bytes, .. } => Ok(Source::Seekable(Box::new(Cursor::new(*bytes)))),
        Place::File(path) => {
            let opened = File::open(path).and_then(|file| file.metadata().map(|meta| (file, meta)));
            match opened {
                Ok((file, meta)) if meta.is_file() => Ok(Source::Seekable(Box::new(file))),
                Ok((_, meta)) if meta.is_dir() => Err(Problem::io(path, &io::ErrorKind::IsADirectory.into())),
                // A pipe or a device comes once, and may have no end.
                Ok((file, _)) => Ok(Source::Stream(Box::new(file))),
                Err(error) => Err(Problem::io(path, &error)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_page::{Limits, Taken, unpack};
    use std::ops::ControlFlow;

    #[test]
    fn an_input_over_the_limit_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.txt");
        std::fs::write(&path, "0123456789").unwrap();
        let taken = |limit| {
            let limits = Limits { max_input_bytes: limit, ..Limits::default() };
            let mut all = Vec::new();
            let _ = unpack(open(&Place::File(path.clone())).unwrap(), "long.txt", &limits, &mut |taken| {
                all.push(taken);
                ControlFlow::Continue(())
            });
            all
        };
        assert_eq!(taken(10), [Taken::Input { path: "long.txt".into(), bytes: b"0123456789".to_vec() }]);
        let [Taken::Failed(problem)] = &taken(9)[..] else { panic!("it is not refused") };
        assert!(problem.path == "long.txt" && problem.reason.contains("larger than"), "{problem:?}");
        assert!(open(&Place::File(folder.path().into())).unwrap_err().message.contains("folder"));
    }
}
