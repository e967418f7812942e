//! A site of our own on this machine, whose pages can be changed while it runs.

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// What is at a path: status, further lines of the head, body.
type Page = (u16, String, Vec<u8>);

pub(crate) struct Site {
    scheme: &'static str,
    address: SocketAddr,
    pages: Arc<Mutex<BTreeMap<String, Page>>>,
    asked: Arc<Mutex<Vec<String>>>,
    is_terse: Arc<AtomicBool>,
    stopped: Arc<AtomicBool>,
}

impl Site {
    /// A site without pages, which answers 404.
    pub(crate) fn start() -> Self {
        Self::over("http", |stream, answer| answer(stream))
    }

    /// The same over an encrypted connection.
    pub(crate) fn encrypted(config: ServerConfig) -> Self {
        let config = Arc::new(config);
        Self::over("https", move |stream, answer| {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut encrypted = StreamOwned::new(connection, stream);
            answer(&mut encrypted);
            encrypted.conn.send_close_notify();
            let _ = encrypted.flush();
        })
    }

    /// A site whose connections are made fit for reading and writing by `serve`.
    fn over(
        scheme: &'static str,
        serve: impl Fn(&mut TcpStream, &dyn Fn(&mut dyn Stream)) + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let site = Self {
            scheme,
            address: listener.local_addr().unwrap(),
            pages: Arc::default(),
            asked: Arc::default(),
            is_terse: Arc::default(),
            stopped: Arc::default(),
        };
        let (pages, asked, stopped) =
            (Arc::clone(&site.pages), Arc::clone(&site.asked), Arc::clone(&site.stopped));
        let is_terse = Arc::clone(&site.is_terse);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                serve(&mut stream.unwrap(), &|stream| {
                    answer(stream, &pages, &asked, is_terse.load(Ordering::Relaxed));
                });
            }
        });
        site
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.address)
    }

    /// Puts a page at a path. An `etag` is made of the body, and a request that names it is answered with 304.
    pub(crate) fn put(&self, path: &str, body: impl Into<Vec<u8>>) {
        self.put_with(path, 200, "", body);
    }

    pub(crate) fn put_with(&self, path: &str, status: u16, head: &str, body: impl Into<Vec<u8>>) {
        self.pages.lock().unwrap().insert(path.to_owned(), (status, head.to_owned(), body.into()));
    }

    /// Says of what has not changed no more than that, without the `etag`.
    pub(crate) fn be_terse(&self) {
        self.is_terse.store(true, Ordering::Relaxed);
    }

    /// The paths asked for since the last call, without the robots file; with `=` behind what was answered with 304.
    pub(crate) fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.asked.lock().unwrap());
        asked.retain(|path| path != "/robots.txt");
        asked.sort();
        asked
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

/// What is read from and written to.
trait Stream: Read + Write {}

impl<T: Read + Write> Stream for T {}

fn answer(
    stream: &mut dyn Stream,
    pages: &Mutex<BTreeMap<String, Page>>,
    asked: &Mutex<Vec<String>>,
    is_terse: bool,
) {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head);
    let Some(path) = head.split(' ').nth(1) else { return };
    let page = pages.lock().unwrap().get(path).cloned();
    let (status, more, body) = page.unwrap_or((404, String::new(), Vec::new()));
    let etag = format!("\"{}\"", &onrecord_text::sha256_hex(&body)[..12]);
    if status == 200 && head.contains(&etag) {
        asked.lock().unwrap().push(format!("{path}="));
        let given = if is_terse { String::new() } else { format!("etag: {etag}\r\n") };
        let _ = write!(stream, "HTTP/1.1 304 Not Modified\r\n{given}\r\n");
        return;
    }
    asked.lock().unwrap().push(path.to_owned());
    let head = format!("HTTP/1.1 {status} x\r\netag: {etag}\r\n{more}content-length: {}\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}
