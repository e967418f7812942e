//! `onrecord demo`.

use crate::common::Desk;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

#[test]
fn the_examples_are_read_and_what_they_show_together_is_told() {
    let desk = Desk::empty();
    let ran = desk.run(&["demo", "--no-serve", "--record", "demo.onrecord"]).exits(0);
    assert!(ran.out.contains("Nothing was sent anywhere."), "{}", ran.out);
    assert_eq!(ran.err, "");
    let pages = desk.run(&["pages", "--record", "demo.onrecord", "--json"]).exits(0).json();
    assert!(pages.as_array().unwrap().len() >= 24);
    desk.run(&["verify", "--record", "demo.onrecord"]).exits(0);
    assert!(!desk.path().join("story.onrecord").exists());
}

#[test]
fn the_record_is_served_at_a_loopback_address() {
    let desk = Desk::with_record();
    let mut command = desk.command();
    let mut server = command.arg("serve").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let address = first.trim().strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
    assert!(address.starts_with("127.0.0.1:"), "{first}");
    let mut connection = std::net::TcpStream::connect(&address).unwrap();
    write!(connection, "GET /api/overview HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"pages\":2"), "{answer}");
}
