//! Messages: a mailbox is many, and a message can carry others, forwarded or as a digest. Each is a page of its own, under its own
//! subject and of its own day.

use super::{Line, Taken, line};
use crate::{Limits, Unreadable, mail};
use std::io::{self, BufRead};
use std::ops::ControlFlow;

/// Gives each message of a mailbox: what begins with a line `From …` behind an empty one, before a line that is a field.
///
/// # Errors
/// Where the bytes cannot be read.
pub(super) fn unpack(
    mut source: impl BufRead,
    path: &str,
    depth: usize,
    limits: &Limits,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> io::Result<ControlFlow<()>> {
    let (mut messages, mut now, mut number) = (0, Vec::new(), 0);
    let mut give = |bytes: Vec<u8>, is_last: bool, each: &mut dyn FnMut(Taken) -> ControlFlow<()>| {
        number += 1;
        // A mailbox of one message is that message.
        let place = if number == 1 && is_last { path.to_owned() } else { format!("{path}#{number}") };
        if bytes.len() > limits.max_input_bytes {
            return each(too_long(place, limits));
        }
        message(bytes, &place, depth, limits, each)
    };
    let (mut is_after_empty, mut opener): (bool, Option<Vec<u8>>) = (true, None);
    loop {
        let bytes = match line(&mut source, limits.max_input_bytes)? {
            Line::Whole(bytes) => bytes,
            // What is so long is no page; the message that holds it is told as too long by what is kept of it.
            Line::TooLong => vec![b' '; limits.max_input_bytes + 1],
            Line::End => break,
        };
        if let Some(opener) = opener.take() {
            if is_field(&bytes) && messages > 0 {
                if give(std::mem::take(&mut now), false, each).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            messages += 1;
            now.extend(opener);
        }
        if is_after_empty && bytes.starts_with(b"From ") {
            is_after_empty = false;
            opener = Some(bytes);
            continue;
        }
        is_after_empty = bytes.trim_ascii().is_empty();
        if now.len() <= limits.max_input_bytes {
            now.extend(bytes);
        }
    }
    now.extend(opener.unwrap_or_default());
    Ok(give(now, true, each))
}

/// Gives a message and those that it carries.
pub(super) fn message(
    bytes: Vec<u8>,
    path: &str,
    depth: usize,
    limits: &Limits,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some(mail::Parted { own, carried }) = mail::part(&bytes) else {
        return each(Taken::Input { path: path.to_owned(), bytes });
    };
    if depth >= limits.max_depth {
        return each(Taken::Failed(Unreadable {
            path: path.to_owned(),
            reason: format!("it is a message that carries others, inside {depth} others"),
            hint: "Open it, save what it carries, and add that.".into(),
        }));
    }
    drop(bytes);
    if let Some(bytes) = own {
        each(Taken::Input { path: path.to_owned(), bytes })?;
    }
    for (number, bytes) in carried.into_iter().enumerate() {
        message(bytes, &format!("{path}#{}", number + 1), depth + 1, limits, each)?;
    }
    ControlFlow::Continue(())
}

fn too_long(path: String, limits: &Limits) -> Taken {
    Taken::Failed(Unreadable {
        path,
        reason: format!("the message is larger than {} MB", limits.max_input_bytes >> 20),
        hint: "The other messages were read. Open it, copy its text, and add that as a text file.".into(),
    })
}

/// Whether a line is a field of a message's head.
fn is_field(line: &[u8]) -> bool {
    let name = line.iter().position(|byte| *byte == b':').map(|colon| &line[..colon]);
    name.is_some_and(|name| {
        !name.is_empty()
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}
