//! A server of our own that misbehaves in every way that servers do, and how each comes out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use flate2::Compression;
use flate2::read::GzEncoder;
use onrecord_fetch::{Answer, FetchError, Fetcher, KnownRobots, Location, Policy, Validators};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What a server does with a connection, given the request's head.
type Handler = dyn Fn(&str, &mut TcpStream) + Send + Sync;

struct Server {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
    stopped: Arc<AtomicBool>,
}

impl Server {
    fn start(handler: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, heads) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Vec::new())));
        let stopped = Arc::new(AtomicBool::new(false));
        let handler: Arc<Handler> = Arc::new(handler);
        let (own_heads, own_stopped) = (Arc::clone(&heads), Arc::clone(&stopped));
        thread::spawn(move || {
            for connection in listener.incoming() {
                if own_stopped.load(Ordering::Relaxed) {
                    return;
                }
                let (handler, heads) = (Arc::clone(&handler), Arc::clone(&own_heads));
                thread::spawn(move || {
                    let mut stream = connection.unwrap();
                    let head = head_of(&mut stream);
                    heads.lock().unwrap().push(head.clone());
                    handler(&head, &mut stream);
                });
            }
        });
        Self { address, heads, stopped }
    }

    /// Gives each path its bytes; no robots file, and 404 for the rest.
    fn of(pages: &[(&str, Vec<u8>)]) -> Self {
        let pages: Vec<(String, Vec<u8>)> =
            pages.iter().map(|(path, page)| ((*path).to_owned(), page.clone())).collect();
        Self::start(move |head, stream| {
            let path = path_of(head);
            let page = pages
                .iter()
                .find(|(own, _)| own == path)
                .map_or(&b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"[..], |(_, page)| page);
            let _ = stream.write_all(page);
        })
    }

    /// One page at `/page`.
    fn with(page: impl Into<Vec<u8>>) -> Self {
        Self::of(&[("/page", page.into())])
    }

    fn url(&self, path: &str) -> Location {
        Location::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    /// The paths asked for, the robots file left out.
    fn asked(&self) -> Vec<String> {
        let heads = self.heads.lock().unwrap();
        heads.iter().map(|head| path_of(head).to_owned()).filter(|path| path != "/robots.txt").collect()
    }

    fn last_head(&self) -> String {
        self.heads.lock().unwrap().last().unwrap().to_ascii_lowercase()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

fn head_of(stream: &mut TcpStream) -> String {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap()
}

fn path_of(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or_default()
}

/// Small limits, no gap, and this machine allowed.
fn policy() -> Policy {
    Policy {
        gap: Duration::ZERO,
        private_addresses: true,
        max_head_bytes: 8 << 10,
        max_body_bytes: 64 << 10,
        max_unpacked_bytes: 128 << 10,
        connect_within: Duration::from_secs(2),
        head_within: Duration::from_millis(500),
        done_within: Duration::from_millis(900),
        retries: 0,
        patience: Duration::from_secs(3),
        ..Policy::default()
    }
}

fn fetcher() -> Fetcher {
    Fetcher::new(policy(), Vec::new())
}

fn get(server: &Server, path: &str) -> Result<Answer, FetchError> {
    fetcher().get(&server.url(path), None)
}

fn ok(headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{headers}content-length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

fn redirect(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n").into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    GzEncoder::new(bytes, Compression::best()).read_to_end(&mut packed).unwrap();
    packed
}

const PAGE: &[u8] = b"<p>The ferry to Halvik sails on Friday.</p>";

// What works.

#[test]
fn a_page_is_kept_as_it_was_received() {
    let server = Server::with(ok(
        "content-type: text/html\r\nset-cookie: who=me\r\nx-twice: a\r\nX-Twice: b\r\n",
        PAGE,
    ));
    let fetcher = fetcher();
    let answer = fetcher.get(&server.url("/page#live"), None).unwrap();
    assert_eq!((answer.status, answer.body.as_slice(), answer.received.as_slice()), (200, PAGE, PAGE));
    assert_eq!(answer.location, server.url("/page"));
    assert_eq!(answer.header("content-type"), Some("text/html"));
    let twice: Vec<_> = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "x-twice")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(twice, ["a", "b"]);
    let head = server.last_head();
    assert!(
        head.contains("user-agent: onrecord/") && head.contains("accept-encoding: gzip, deflate\r\n"),
        "{head}"
    );
    fetcher.get(&server.url("/page"), None).unwrap();
    assert!(!server.last_head().contains("cookie"), "a cookie is not sent back");
    assert!(!server.last_head().contains("referer"));
}

#[test]
fn packed_and_chunked_bodies_are_unpacked_and_kept_packed() {
    let packed = gzip(PAGE);
    let chunked = [
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n5;x=1\r\n"
            .as_slice(),
        &packed[..5],
        format!("\r\n{:X}\r\n", packed.len() - 5).as_bytes(),
        &packed[5..],
        b"\r\n0\r\ntrailer: x\r\n\r\n",
    ]
    .concat();
    let answer = get(&Server::with(chunked), "/page").unwrap();
    assert_eq!((answer.body.as_slice(), answer.received), (PAGE, packed));
}

#[test]
fn an_old_server_that_ends_by_closing_is_read() {
    let answer = get(&Server::with([b"HTTP/1.0 200 OK\r\n\r\n", PAGE].concat()), "/page").unwrap();
    assert_eq!((answer.version, answer.body.as_slice()), ("HTTP/1.0", PAGE));
}

#[test]
fn bytes_that_are_no_text_come_through_unchanged() {
    let bytes: Vec<u8> = (0..=255).cycle().take(5000).collect();
    let page = [b"HTTP/1.1 200 OK\r\nx-odd: caf\xe9 \xff\xfe\r\ncontent-type: text/html; charset=no-such\r\ncontent-length: 5000\r\n\r\n".as_slice(), &bytes].concat();
    let answer = get(&Server::with(page), "/page").unwrap();
    assert_eq!(answer.body, bytes);
    assert_eq!(answer.header("x-odd"), Some("caf\u{e9} \u{ff}\u{fe}"));
    assert_eq!(answer.header("content-type"), Some("text/html; charset=no-such"));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = Server::start(|head, stream| {
        let head = head.to_ascii_lowercase();
        let page = if head.contains("if-none-match: \"v1\"\r\n")
            && head.contains("if-modified-since: fri, 02 may")
        {
            b"HTTP/1.1 304 Not Modified\r\netag: \"v1\"\r\n\r\n".to_vec()
        } else {
            ok("etag: \"v1\"\r\nlast-modified: Fri, 02 May 2031 08:00:00 GMT\r\n", PAGE)
        };
        stream.write_all(&page).unwrap();
    });
    let known = Fetcher::new(policy(), vec![none_at(&server)]);
    let first = known.get(&server.url("/page"), None).unwrap();
    let validators = first.validators().unwrap();
    let second = known.get(&server.url("/page"), Some(&validators)).unwrap();
    assert!(second.is_unchanged() && second.body.is_empty());
    assert_eq!(
        second.validators_since(Some(validators.clone())),
        Some(validators.clone()),
        "not all is given again"
    );
    assert_eq!(first.validators_since(None), Some(validators.clone()));
    let elsewhere = known.get(&server.url("/other"), Some(&validators)).unwrap();
    let of_page = Validators { etag: Some("\"v0\"".to_owned()), ..validators.clone() };
    assert_ne!(elsewhere.validators_since(Some(of_page.clone())), Some(of_page), "a new state has its own");
    assert!(!elsewhere.is_unchanged(), "validators are sent to no other address");
    let odd = Validators { etag: Some("a\r\nx: y".to_owned()), ..validators };
    assert!(!known.get(&server.url("/page"), Some(&odd)).unwrap().is_unchanged());
    assert!(!server.last_head().contains("x: y"));
}

#[test]
fn unchanged_without_being_asked_is_an_error() {
    let refused = get(&Server::with("HTTP/1.1 304 Not Modified\r\n\r\n"), "/page").unwrap_err();
    assert!(matches!(&refused, FetchError::Status { answer, .. } if answer.status == 304), "{refused:?}");
}

#[test]
fn redirects_are_followed_and_told() {
    let server = Server::start(move |head, stream| {
        let page = match path_of(head) {
            "/a" => redirect("b?x=1#y"),
            "/b?x=1" => {
                let head = head.to_ascii_lowercase();
                let host = head.split("host: ").nth(1).unwrap().lines().next().unwrap();
                redirect(&format!("//user:secret@{host}/c"))
            }
            "/c" => ok("", PAGE),
            _ => b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_vec(),
        };
        stream.write_all(&page).unwrap();
    });
    let answer = get(&server, "/a").unwrap();
    assert_eq!((answer.asked, answer.location), (server.url("/a"), server.url("/c")));
    let hops: Vec<_> = answer.hops.iter().map(|hop| (hop.from.as_str().to_owned(), hop.status)).collect();
    assert_eq!(hops, [(server.url("/a").to_string(), 302), (server.url("/b?x=1").to_string(), 302)]);
    assert!(!server.last_head().contains("authorization"), "credentials in an address are not carried on");
}

// What does not.

#[track_caller]
fn fails(server: &Server, is_right: impl Fn(&FetchError) -> bool) -> FetchError {
    let began = Instant::now();
    let error = get(server, "/page").unwrap_err();
    assert!(is_right(&error), "{error:?}");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    assert!(!error.hint().is_empty() && error.to_string().contains("127.0.0.1"), "{error}");
    error
}

#[test]
fn a_head_that_does_not_come_or_drips_is_given_up() {
    let silent = Server::start(|head, stream| {
        if path_of(head) == "/page" {
            thread::sleep(Duration::from_secs(2));
        }
        let _ = stream.write_all(b"HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n");
    });
    fails(&silent, |error| matches!(error, FetchError::Timeout { .. }));
    let drips = Server::start(|head, stream| {
        if path_of(head) != "/page" {
            let _ = stream.write_all(b"HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n");
            return;
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nx: ");
        while stream.write_all(b"y").is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    });
    fails(&drips, |error| matches!(error, FetchError::Timeout { .. }));
}

#[test]
fn a_body_that_drips_is_given_up() {
    let server = Server::start(|head, stream| {
        if path_of(head) != "/page" {
            let _ = stream.write_all(b"HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n");
            return;
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
        while stream.write_all(b"y").is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    });
    fails(&server, |error| matches!(error, FetchError::Timeout { .. }));
}

#[test]
fn what_has_no_end_is_cut_off() {
    for start in [
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx: ",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
    ] {
        let server = Server::start(move |head, stream| {
            if path_of(head) != "/page" {
                let _ = stream.write_all(b"HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n");
                return;
            }
            let _ = stream.write_all(start.as_bytes());
            let more = if start.contains("chunked") {
                format!("1000\r\n{}\r\n", "x".repeat(0x1000))
            } else {
                "x".repeat(4096)
            };
            while stream.write_all(more.as_bytes()).is_ok() {}
        });
        fails(&server, |error| matches!(error, FetchError::TooLarge { .. }));
    }
}

#[test]
fn a_body_that_is_said_to_be_too_large_is_not_read() {
    let page = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\nx", 100 << 20);
    fails(&Server::with(page), |error| {
        matches!(error, FetchError::TooLarge { part: "body", limit: 65_536, .. })
    });
    let just = vec![b'x'; 64 << 10];
    assert_eq!(get(&Server::with(ok("", &just)), "/page").unwrap().body.len(), 64 << 10);
    fails(&Server::with([b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &just, b"y"].concat()), |error| {
        matches!(error, FetchError::TooLarge { .. })
    });
}

#[test]
fn a_head_of_very_many_lines_is_too_large_and_not_damaged() {
    let many: String = (0..150).map(|number| format!("x-{number}: y\r\n")).collect();
    let error = fails(&Server::with(ok(&many, PAGE)), |error| {
        matches!(error, FetchError::TooLarge { part: "head", unit: "lines", .. })
    });
    assert!(
        !error.is_passing() && error.to_string().ends_with("the head is larger than 128 lines"),
        "{error}"
    );
    let fewer: String = (0..120).map(|number| format!("x-{number}: y\r\n")).collect();
    assert_eq!(get(&Server::with(ok(&fewer, PAGE)), "/page").unwrap().body, PAGE);
}

#[test]
fn a_packing_that_nobody_asked_for_is_read_and_kept() {
    // The page as one block that is not packed.
    let size = u8::try_from(PAGE.len() - 1).unwrap();
    let brotli = [&[0x0b | size << 7 & 0x80, size >> 1, 0x80][..], PAGE, &[3]].concat();
    let answer = get(&Server::with(ok("content-encoding: br\r\n", &brotli)), "/page").unwrap();
    assert_eq!((answer.body.as_slice(), answer.received), (PAGE, brotli));
    let zeros = zstd::bulk::compress(&vec![0; 10 << 20], 3).unwrap();
    fails(&Server::with(ok("content-encoding: zstd\r\n", &zeros)), |error| {
        matches!(error, FetchError::TooLarge { part: "unpacked body", .. })
    });
}

#[test]
fn a_body_of_another_length_than_said_is_damaged_or_cut() {
    fails(&Server::with("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nshort"), |error| {
        matches!(error, FetchError::Damaged { .. })
    });
    let longer =
        get(&Server::with("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nshort and more"), "/page").unwrap();
    assert_eq!(longer.body, b"short");
    for nonsense in ["-1", "five", "99999999999999999999999999"] {
        let server = Server::with(format!("HTTP/1.1 200 OK\r\ncontent-length: {nonsense}\r\n\r\nx"));
        fails(&server, |error| matches!(error, FetchError::Damaged { .. } | FetchError::TooLarge { .. }));
    }
}

#[test]
fn broken_chunks_are_damage() {
    for chunks in [
        "zz\r\nabc\r\n0\r\n\r\n",
        "5\r\nabc",
        "5\r\nabcdefgh\r\n0\r\n\r\n",
        "ffffffffffffffffff\r\nabc\r\n",
        "-5\r\nabc\r\n",
    ] {
        let server = Server::with(format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunks}"));
        fails(&server, |error| matches!(error, FetchError::Damaged { .. }));
    }
}

#[test]
fn what_is_not_http_is_damage() {
    for nonsense in [
        "",
        "\r\n\r\n",
        "<html>no head at all</html>\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n",
        "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
    ] {
        fails(&Server::with(nonsense), |error| {
            matches!(error, FetchError::Damaged { .. } | FetchError::Connection { .. })
        });
    }
}

#[test]
fn a_bomb_is_stopped_and_a_damaged_packing_told() {
    let bomb = gzip(&vec![0; 10 << 20]);
    assert!(bomb.len() < 60_000);
    fails(&Server::with(ok("content-encoding: gzip\r\n", &bomb)), |error| {
        matches!(error, FetchError::TooLarge { part: "unpacked body", limit: 131_072, .. })
    });
    let mut damaged = gzip(&PAGE.repeat(50));
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0x55;
    fails(&Server::with(ok("content-encoding: gzip\r\n", &damaged)), |error| {
        matches!(error, FetchError::Damaged { .. })
    });
    damaged.truncate(middle);
    fails(&Server::with(ok("content-encoding: gzip\r\n", &damaged)), |error| {
        matches!(error, FetchError::Damaged { .. })
    });
    fails(&Server::with(ok("content-encoding: compress\r\n", b"abc")), |error| {
        matches!(error, FetchError::UnknownCoding { .. })
    });
    let unpacked = get(&Server::with(ok("content-encoding: gzip\r\n", PAGE)), "/page").unwrap();
    assert_eq!(unpacked.body, PAGE, "a body that is said to be packed and is not");
}

#[test]
fn a_connection_that_is_cut_off_is_told_and_tried_once_more() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let mut count = 0;
        for connection in listener.incoming() {
            let mut stream = connection.unwrap();
            let mut start = [0; 16];
            let _ = stream.read_exact(&mut start);
            if start.starts_with(b"GET /robots") {
                head_of(&mut stream);
                let _ = stream.write_all(b"HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n");
                continue;
            }
            count += 1;
            if count == 3 {
                head_of(&mut stream);
                let _ = stream.write_all(&ok("", PAGE));
                continue;
            }
            // Closed with the request unread, so that the system resets the connection.
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nhalf");
        }
    });
    let page = Location::parse(&format!("http://{address}/page")).unwrap();
    let error = fetcher().get(&page, None).unwrap_err();
    assert!(matches!(error, FetchError::Connection { .. } | FetchError::Damaged { .. }), "{error:?}");
    assert!(error.is_passing());
    let again = Fetcher::new(Policy { retries: 1, ..policy() }, Vec::new());
    assert_eq!(again.get(&page, None).unwrap().body, PAGE);
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = fetcher().get(&Location::parse(&format!("http://{nobody}/")).unwrap(), None).unwrap_err();
    assert!(
        matches!(&error, FetchError::RobotsUnreachable { reason, .. } if reason.contains("refused")),
        "{error:?}"
    );
}

#[test]
fn redirects_in_a_circle_or_without_end_are_given_up() {
    let circle = Server::of(&[("/page", redirect("/b")), ("/b", redirect("/page"))]);
    let error = fails(&circle, |error| matches!(error, FetchError::TooManyRedirects { hops: 1, .. }));
    assert!(error.to_string().ends_with(": it redirects in a circle"), "{error}");
    let error = fails(&Server::with(redirect("/page")), |error| {
        matches!(error, FetchError::TooManyRedirects { hops: 0, .. })
    });
    assert!(error.to_string().ends_with("/page: it redirects to itself"), "{error}");
    let endless = Server::start(|head, stream| {
        let path = path_of(head);
        let page = if path == "/robots.txt" {
            b"HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n".to_vec()
        } else {
            redirect(&format!("{path}x"))
        };
        let _ = stream.write_all(&page);
    });
    let error = fails(&endless, |error| matches!(error, FetchError::TooManyRedirects { hops: 10, .. }));
    assert!(error.to_string().ends_with("10 redirects were followed and there was yet another"), "{error}");
    assert_eq!(endless.asked().len(), 11);
}

#[test]
fn a_redirect_leads_to_pages_only() {
    for to in [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "javascript:alert(1)",
        "http://127.0.0.1:22/",
        "data:text/html,x",
        "gopher://127.0.0.1:70/_",
    ] {
        fails(&Server::with(redirect(to)), |error| matches!(error, FetchError::BadRedirect { .. }));
    }
    let long = format!("/{}", "x".repeat(7000));
    fails(
        &Server::with(redirect(&format!("http://[{long}"))),
        |error| matches!(error, FetchError::BadRedirect { to, .. } if to.len() < 300),
    );
    fails(&Server::with("HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n"), |error| {
        matches!(error, FetchError::Status { .. })
    });
    fails(&Server::with("HTTP/1.1 300 Choose\r\nlocation: /b\r\ncontent-length: 0\r\n\r\n"), |error| {
        matches!(error, FetchError::Status { .. })
    });
}

#[test]
fn no_address_that_is_not_public_is_connected_to() {
    let server = Server::with(ok("", PAGE));
    let port = server.address.port();
    let fetcher = Fetcher::new(Policy { private_addresses: false, ..policy() }, Vec::new());
    let hosts = [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "0.0.0.0",
        "[::]",
        "169.254.169.254",
        "10.0.0.1",
        "[fd00::1]",
        "[fe80::1]",
    ];
    for host in hosts {
        let error =
            fetcher.get(&Location::parse(&format!("http://{host}:{port}/page")).unwrap(), None).unwrap_err();
        let is_right =
            matches!(&error, FetchError::NotPublic { location, .. } if location.as_str().ends_with("/page"));
        // A machine without IPv6 may not even resolve an address of it.
        assert!(is_right || host.starts_with('['), "{host}: {error:?}");
    }
    assert!(server.heads.lock().unwrap().is_empty(), "nobody came");
}

#[test]
fn a_page_says_no_more_by_its_status() {
    for (status, is_passing) in [
        (201, false),
        (204, false),
        (206, false),
        (401, false),
        (403, false),
        (404, false),
        (410, false),
        (418, false),
        (451, false),
        (500, true),
        (502, true),
        (599, false),
    ] {
        let server = Server::with(format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\n\r\n"));
        let error = fails(
            &server,
            |error| matches!(error, FetchError::Status { answer, .. } if answer.status == status),
        );
        assert_eq!(error.is_passing(), is_passing, "{status}");
    }
}

// A busy server.

#[test]
fn a_busy_server_is_waited_for_as_long_as_it_asks() {
    let answers = Mutex::new(0);
    let server = Server::start(move |head, stream| {
        let mut count = answers.lock().unwrap();
        let page = if path_of(head) == "/robots.txt" {
            b"HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n".to_vec()
        } else {
            *count += 1;
            if *count == 1 {
                b"HTTP/1.1 429 Slow down\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n".to_vec()
            } else {
                ok("", PAGE)
            }
        };
        let _ = stream.write_all(&page);
    });
    let fetcher = Fetcher::new(Policy { retries: 1, ..policy() }, Vec::new());
    let began = Instant::now();
    assert_eq!(fetcher.get(&server.url("/page"), None).unwrap().body, PAGE);
    assert!(began.elapsed() >= Duration::from_millis(950));
}

#[test]
fn a_server_that_asks_for_a_long_rest_gets_it() {
    for wait in ["600", "Fri, 02 May 2531 08:00:00 GMT"] {
        let server =
            Server::with(format!("HTTP/1.1 503 Busy\r\nretry-after: {wait}\r\ncontent-length: 0\r\n\r\n"));
        let fetcher = Fetcher::new(Policy { retries: 5, ..policy() }, Vec::new());
        let error = fetcher.get(&server.url("/page"), None).unwrap_err();
        assert!(matches!(&error, FetchError::Status { retry_at: Some(_), .. }), "{error:?}");
        let error = fetcher.get(&server.url("/other"), None).unwrap_err();
        assert!(matches!(&error, FetchError::Resting { .. }) && error.is_passing(), "{error:?}");
        assert_eq!(server.asked(), ["/page"]);
    }
}

#[test]
fn requests_to_a_host_come_one_at_a_time_with_a_gap() {
    let busy = Arc::new(Mutex::new(()));
    let overlapped = Arc::new(AtomicBool::new(false));
    let (own_busy, own_overlapped) = (Arc::clone(&busy), Arc::clone(&overlapped));
    let server = Server::start(move |head, stream| {
        let alone = own_busy.try_lock();
        own_overlapped.fetch_or(alone.is_err(), Ordering::Relaxed);
        thread::sleep(Duration::from_millis(20));
        let page = if path_of(head) == "/robots.txt" {
            ok("", b"User-agent: *\nCrawl-delay: 9999")
        } else {
            ok("", PAGE)
        };
        drop(alone);
        let _ = stream.write_all(&page);
    });
    let fetcher = Fetcher::new(Policy { longest_gap: Duration::from_millis(100), ..policy() }, Vec::new());
    fetcher.get(&server.url("/first"), None).unwrap();
    let began = Instant::now();
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| fetcher.get(&server.url("/page"), None).unwrap());
        }
    });
    assert!(began.elapsed() >= Duration::from_millis(300), "{:?}", began.elapsed());
    assert!(!overlapped.load(Ordering::Relaxed));
}

// Robots.

fn none_at(server: &Server) -> KnownRobots {
    KnownRobots { origin: server.url("/").origin(), at: jiff::Timestamp::now(), text: String::new() }
}

/// A server whose robots file is answered so, and which has a page.
fn with_robots(robots: impl Into<Vec<u8>>) -> Server {
    Server::of(&[("/robots.txt", robots.into()), ("/page", ok("", PAGE)), ("/open", ok("", PAGE))])
}

const CLOSED: &[u8] = b"User-agent: *\nDisallow: /page\n";

#[test]
fn robots_are_obeyed_and_asked_once() {
    let server = with_robots(ok("", CLOSED));
    let fetcher = fetcher();
    let error = fetcher.get(&server.url("/page"), None).unwrap_err();
    assert!(
        matches!(&error, FetchError::RobotsDisallow { rule, .. } if rule == "Disallow: /page"),
        "{error:?}"
    );
    fetcher.get(&server.url("/open"), None).unwrap();
    assert_eq!(server.asked(), ["/open"]);
    assert_eq!(server.heads.lock().unwrap().len(), 2, "the robots file was asked for once");
    let known = fetcher.known_robots();
    assert_eq!(known[0].text.as_bytes(), CLOSED);
    let later = Fetcher::new(policy(), known.clone());
    later.get(&server.url("/page"), None).unwrap_err();
    assert_eq!(server.heads.lock().unwrap().len(), 2, "what is known is not asked for again");
    let old =
        KnownRobots { at: "2020-01-01T00:00:00Z".parse().unwrap(), text: String::new(), ..known[0].clone() };
    Fetcher::new(policy(), vec![old]).get(&server.url("/page"), None).unwrap_err();
    assert_eq!(server.heads.lock().unwrap().len(), 3, "after a day it is");
}

#[test]
fn no_robots_file_allows_everything() {
    for status in ["404 Not Found", "403 Forbidden", "410 Gone", "400 Bad", "401 Who"] {
        let server = with_robots(format!("HTTP/1.1 {status}\r\ncontent-length: 4\r\n\r\nnone"));
        assert_eq!(get(&server, "/page").unwrap().body, PAGE, "{status}");
    }
}

#[test]
fn robots_that_cannot_be_had_allow_nothing() {
    for answer in [
        "HTTP/1.1 500 Failed\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 429 Slow\r\ncontent-length: 0\r\n\r\n",
        "nonsense\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\nUser-agent: *",
    ] {
        let server = with_robots(answer);
        let fetcher = fetcher();
        for _ in 0..2 {
            let error = fetcher.get(&server.url("/page"), None).unwrap_err();
            assert!(
                matches!(error, FetchError::RobotsUnreachable { .. }) && error.is_passing(),
                "{answer}: {error:?}"
            );
        }
        assert_eq!(server.heads.lock().unwrap().len(), 1, "it is left alone for a while");
        assert_eq!(fetcher.known_robots(), []);
        let old = KnownRobots { at: "2020-01-01T00:00:00Z".parse().unwrap(), ..none_at(&server) };
        Fetcher::new(policy(), vec![old]).get(&server.url("/page"), None).unwrap();
    }
}

#[test]
fn a_robots_file_that_asks_for_a_rest_gets_it() {
    let busy = |wait: &str| format!("HTTP/1.1 503 Busy\r\nretry-after: {wait}\r\ncontent-length: 0\r\n\r\n");
    let server = with_robots(busy("3600"));
    let fetcher = fetcher();
    let error = fetcher.get(&server.url("/page"), None).unwrap_err();
    let until = error.retry_at().unwrap();
    let wait = until.duration_since(jiff::Timestamp::now()).as_secs();
    assert!(
        matches!(error, FetchError::RobotsUnreachable { .. }) && (3500..=3601).contains(&wait),
        "{error:?}"
    );
    assert_eq!(until.subsec_nanosecond(), 0, "{error}");
    let again = fetcher.get(&server.url("/open"), None).unwrap_err();
    assert_eq!(again.retry_at(), Some(until));
    assert_eq!(server.heads.lock().unwrap().len(), 1);
    // Also where an older file is known.
    let server = with_robots(busy("3600"));
    let old = KnownRobots { at: "2020-01-01T00:00:00Z".parse().unwrap(), ..none_at(&server) };
    let fetcher = Fetcher::new(policy(), vec![old]);
    for _ in 0..2 {
        let error = fetcher.get(&server.url("/page"), None).unwrap_err();
        assert!(matches!(error, FetchError::Resting { .. }), "{error:?}");
    }
    assert_eq!(server.heads.lock().unwrap().len(), 1);
    // A short rest is waited for.
    let count = Mutex::new(0);
    let server = Server::start(move |head, stream| {
        let mut count = count.lock().unwrap();
        *count += 1;
        let page = if path_of(head) == "/page" {
            ok("", PAGE)
        } else if *count == 1 {
            busy("1").into_bytes()
        } else {
            b"HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n".to_vec()
        };
        let _ = stream.write_all(&page);
    });
    let patient = Fetcher::new(Policy { retries: 1, ..policy() }, Vec::new());
    assert_eq!(patient.get(&server.url("/page"), None).unwrap().body, PAGE);
}

#[test]
fn a_robots_file_that_could_be_had_once_is_not_asked_for_with_every_page() {
    let server = with_robots("HTTP/1.1 500 Failed\r\ncontent-length: 0\r\n\r\n");
    let old = KnownRobots { at: "2020-01-01T00:00:00Z".parse().unwrap(), ..none_at(&server) };
    let fetcher = Fetcher::new(policy(), vec![old.clone()]);
    for _ in 0..3 {
        fetcher.get(&server.url("/page"), None).unwrap();
    }
    assert_eq!(server.heads.lock().unwrap().len(), 4, "one of them for the robots file");
    assert_eq!(fetcher.known_robots(), [old]);
}

#[test]
fn a_huge_robots_file_is_read_as_far_as_it_goes() {
    let huge = [CLOSED, "# and so on\n".repeat(200_000).as_bytes()].concat();
    for robots in [
        ok("", &huge),
        ok("content-encoding: gzip\r\n", &gzip(&huge)),
        ok("", &[b"\xef\xbb\xbf", CLOSED].concat()),
    ] {
        let error = get(&with_robots(robots), "/page").unwrap_err();
        assert!(matches!(error, FetchError::RobotsDisallow { .. }), "{error:?}");
    }
    let page = ok("content-type: text/html\r\n", b"<!doctype html><p>This page does not exist</p>");
    get(&with_robots(page), "/page").unwrap();
}

#[test]
fn a_robots_file_may_be_elsewhere_but_not_anywhere() {
    let elsewhere = Server::of(&[("/robots-file", ok("", CLOSED))]);
    let server = with_robots(redirect(elsewhere.url("/robots-file").as_str()));
    assert!(matches!(get(&server, "/page"), Err(FetchError::RobotsDisallow { .. })));
    let circle = with_robots(redirect("/robots.txt"));
    assert_eq!(get(&circle, "/page").unwrap().body, PAGE, "more than five redirects are no file");
    assert_eq!(circle.heads.lock().unwrap().len(), 7);
    let bad = with_robots(redirect("file:///etc/robots.txt"));
    assert!(matches!(get(&bad, "/page"), Err(FetchError::RobotsUnreachable { .. })));
}

#[test]
fn every_hop_is_held_against_the_robots_of_its_own_site() {
    let closed = with_robots(ok("", CLOSED));
    let open = Server::of(&[
        ("/page", redirect(closed.url("/page").as_str())),
        ("/fine", redirect(closed.url("/open").as_str())),
    ]);
    assert!(
        matches!(get(&open, "/page"), Err(FetchError::RobotsDisallow { location, .. }) if location == closed.url("/page"))
    );
    assert_eq!(closed.asked(), [] as [&str; 0]);
    get(&open, "/fine").unwrap();
}
