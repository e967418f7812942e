//! Messages: what one shows of itself, what it carries, and mailboxes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails; helpers are not marked as tests")]

use onrecord_page::{Input, Limits, Source, Taken, Unreadable, parse, unpack};
use onrecord_text::{Format, Page};
use std::ops::ControlFlow;

const HEAD: &str = "From: Harbour Letter <desk@letter.example>\nTo: reader@mail.example\nSubject: Quay letter\n\
                    Date: Sat, 14 Jun 2031 06:00:00 +0200\nMIME-Version: 1.0\n";
const INNER: &str = "From: desk@other.example\nSubject: Ferry aground\nDate: Thu, 12 Jun 2031 06:00:00 +0200\nMIME-Version: 1.0\n\
                     Content-Type: text/plain\n\nThe ferry Ingrid ran aground off Halden on Wednesday, the coast guard said.\n";

fn all(mail: &str) -> Vec<Result<Page, Unreadable>> {
    let [unix, network] = [mail.to_owned(), mail.replace('\n', "\r\n")].map(|mail| {
        let pages = parse(Input { bytes: mail.as_bytes(), path: "box" }, &Limits::default());
        let shown =
            |page: &Result<Page, Unreadable>| page.as_ref().map(|page| page.text.replace('\r', "")).ok();
        (pages.iter().map(shown).collect::<Vec<_>>(), pages)
    });
    assert_eq!(unix.0, network.0, "line ends make no difference");
    unix.1
}

fn one(mail: &str) -> Page {
    let mut pages = all(mail);
    assert_eq!(pages.len(), 1, "{pages:?}");
    pages.remove(0).unwrap()
}

fn days(pages: &[Result<Page, Unreadable>]) -> Vec<&str> {
    let pages = pages.iter().map(|page| page.as_ref().unwrap());
    pages.map(|page| page.items[0].published.edtf.as_deref().unwrap_or("unknown")).collect()
}

#[test]
fn every_text_that_a_message_shows_is_read() {
    for kind in ["html", "plain"] {
        let mail = format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/{kind}\n\nThe quay of Vellmar will reopen on \
             Friday, the harbour office said.\n--b\nContent-Type: image/png\nContent-Disposition: inline\n\
             Content-Transfer-Encoding: base64\n\nAAAA\n--b\nContent-Type: text/{kind}\n\nNobody will lose a day of pay, said Marit \
             Brask.\n--b--\n"
        );
        let page = one(&mail);
        assert!(page.text.contains("will reopen") && page.text.contains("a day of pay"), "{}", page.text);
        assert!(page.notes.iter().all(|note| note.message.starts_with("1 file")), "{:?}", page.notes);
    }
}

#[test]
fn markup_without_words_gives_way_to_the_text() {
    let page = one(&format!(
        "{HEAD}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nThe quay of Vellmar will reopen on \
         Friday.\n--b\nContent-Type: text/html\n\n<html><body><img src=\"cid:1\"></body></html>\n--b--\n"
    ));
    assert!(page.text.contains("will reopen on Friday"), "{}", page.text);
}

#[test]
fn a_message_that_is_carried_is_a_page_of_its_own_day() {
    let forwarded = format!("{HEAD}Content-Type: message/rfc822\n\n{INNER}");
    let pages = all(&forwarded);
    assert_eq!(days(&pages), ["2031-06-12T06:00"]);
    assert!(pages[0].as_ref().unwrap().text.starts_with("Ferry aground"), "{pages:?}");

    let with_words = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n{INNER}\n--b\nContent-Type: \
         text/plain\n\nThe quay of Vellmar will reopen on Friday, the harbour office said.\n--b--\n"
    );
    let pages = all(&with_words);
    assert_eq!(days(&pages), ["2031-06-14T06:00", "2031-06-12T06:00"]);
    let own = pages[0].as_ref().unwrap();
    assert!(
        own.text.contains("will reopen") && !own.text.contains("aground") && own.notes.is_empty(),
        "{own:?}"
    );

    let digest = format!(
        "{HEAD}Content-Type: multipart/digest; boundary=b\n\n--b\n\n{INNER}\n--b\n\n{}\n--b--\n",
        INNER.replace("12 Jun", "13 Jun")
    );
    assert_eq!(days(&all(&digest)), ["2031-06-12T06:00", "2031-06-13T06:00"]);
}

#[test]
fn messages_inside_each_other_end_somewhere() {
    let mut mail = INNER.to_owned();
    for _ in 0..50 {
        mail = format!("{HEAD}Content-Type: message/rfc822\n\n{mail}");
    }
    let pages = all(&mail);
    assert!(pages.len() == 1 && pages[0].as_ref().is_err_and(|no| no.reason.contains("inside")), "{pages:?}");
}

#[test]
fn each_message_of_a_mailbox_is_a_page() {
    let line = "From desk@other.example Sat Jun 14 06:00:00 2031\n";
    let second = INNER
        .replace("12 Jun", "13 Jun")
        .replace("The ferry", "From Halden, where it lay:\n\nFrom noon on the ferry");
    let pages = all(&format!("{line}{INNER}\n{line}{second}\n"));
    assert_eq!(days(&pages), ["2031-06-12T06:00", "2031-06-13T06:00"]);
    let paths: Vec<&str> = pages.iter().map(|page| page.as_ref().unwrap().path.as_str()).collect();
    assert_eq!(paths, ["box#1", "box#2"]);
    assert!(pages[1].as_ref().unwrap().text.contains("From noon on"), "a word of a text parts no mailbox");
    assert_eq!(one(&format!("{line}{INNER}")).path, "box");
}

#[test]
fn a_message_of_a_mailbox_that_is_too_long_costs_itself_alone() {
    let line = "From desk@other.example Sat Jun 14 06:00:00 2031\n";
    let long = INNER.replace("The ferry", &"The ferry of that name ".repeat(200));
    let mailbox = format!("{line}{INNER}\n{line}{long}\n{line}{INNER}");
    let limits = Limits { max_input_bytes: 2000, ..Limits::default() };
    let mut source = mailbox.as_bytes();
    let mut given = Vec::new();
    let end = unpack(Source::Stream(Box::new(&mut source)), "box", &limits, &mut |taken| {
        given.push(matches!(taken, Taken::Input { .. }));
        ControlFlow::Continue(())
    });
    assert!(end.unwrap().is_continue());
    assert_eq!(given, [true, false, true]);
}

#[test]
fn a_message_needs_no_field_but_those_of_the_first_mailers() {
    let page = one(
        "From: Lena <lena@mail.example>\nTo: me@mail.example\nSubject: Quay\nDate: Sat, 14 Jun 2031 06:00:00 +0200\n\n\
                    The quay of Vellmar will reopen on Friday, the harbour office said.\n",
    );
    assert_eq!(page.items[0].published.edtf.as_deref(), Some("2031-06-14T06:00"));
    assert!(!page.text.contains("me@mail.example"), "{}", page.text);
    let copied = one(
        "From: Lena Falk\nDate: Saturday, 14 June 2031 06:00\nSubject: Quay\n\nThe quay will reopen on Friday.\n",
    );
    assert_eq!(copied.format, Format::Text, "what a person copied is a text");
    assert!(copied.text.starts_with("From: Lena Falk"));
}
