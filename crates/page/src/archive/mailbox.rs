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
    let (mut now, mut is_too_long, mut number) = (Vec::new(), false, 0);
    let mut give = |bytes: Vec<u8>, is_too_long: bool, is_last: bool| {
        number += 1;
        // A mailbox of one message is that message.
        let place = if number == 1 && is_last { path.to_owned() } else { format!("{path}#{number}") };
        if is_too_long { each(too_long(place, limits)) } else { message(bytes, &place, depth, limits, each) }
    };
    // A line that begins a message where the next one is a field.
    let mut opener: Option<Vec<u8>> = None;
    let (mut is_first, mut is_after_empty) = (true, true);
    loop {
        let bytes = match line(&mut source, limits.max_input_bytes)? {
            Line::Whole(bytes) => bytes,
            Line::TooLong => {
                is_too_long = true;
                continue;
            }
            Line::End => break,
        };
        if let Some(opener) = opener.take() {
            let is_next = is_field(&bytes) && !std::mem::take(&mut is_first);
            if is_next && give(std::mem::take(&mut now), std::mem::take(&mut is_too_long), false).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            now.extend(opener);
        }
        if is_after_empty && bytes.starts_with(b"From ") {
            is_after_empty = false;
            opener = Some(bytes);
            continue;
        }
        is_after_empty = bytes.trim_ascii().is_empty();
        is_too_long |= now.len() + bytes.len() > limits.max_input_bytes;
        if is_too_long {
            now = Vec::new();
        } else {
            now.extend(bytes);
        }
    }
    now.extend(opener.unwrap_or_default());
    Ok(give(now, is_too_long, true))
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
