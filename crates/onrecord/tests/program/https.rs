//! Pages over encrypted connections: whom the program trusts, and what it says where it does not.

use crate::common::{Desk, REVIEW, Ran, ran};
use crate::site::Site;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

/// An authority of our own, as the owner of a machine would put it among those that are trusted.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// A site that shows a certificate of this authority's for a name.
    fn site(&self, name: &str, change: impl Fn(&mut CertificateParams)) -> Site {
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config =
            ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let site = Site::encrypted(
            config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).unwrap(),
        );
        site.put("/talks-end", REVIEW);
        site
    }

    /// Adds a page, this authority being the one that the machine trusts.
    fn add(&self, desk: &Desk, url: &str) -> Ran {
        let trusted = desk.write("trusted.pem", self.0.pem());
        let words = ["add", "--model", "rules", "--allow-private", "--gap", "0", "--json", url];
        ran(desk
            .command()
            .env("SSL_CERT_FILE", trusted)
            .env_remove("SSL_CERT_DIR")
            .args(words)
            .output()
            .unwrap())
    }
}

#[test]
fn a_page_comes_over_an_encrypted_connection_and_is_known_again() {
    let (desk, authority) = (Desk::empty(), Authority::new("Norland Trust"));
    let site = authority.site("127.0.0.1", |_| ());
    let url = site.url("/talks-end");
    assert!(url.starts_with("https://"));
    assert_eq!(authority.add(&desk, &url).exits(0).json()["added"], 1);
    assert_eq!(authority.add(&desk, &url).exits(0).json()["already_there"], 1);
    assert_eq!(site.asked(), ["/talks-end", "/talks-end="]);
    assert_eq!(desk.run(&["pages", "--json"]).exits(0).json()[0]["path"], url.as_str());
    desk.is_whole();
}

#[test]
fn who_cannot_be_trusted_is_not_asked_and_the_reason_is_told() {
    let authority = Authority::new("Norland Trust");
    let expired = |params: &mut CertificateParams| {
        (params.not_before, params.not_after) = (date_time_ymd(2001, 1, 1), date_time_ymd(2002, 1, 1));
    };
    for (site, reason) in [
        (Authority::new("Sudmark Trust").site("127.0.0.1", |_| ()), "UnknownIssuer"),
        (authority.site("news.halvik.example", |_| ()), "not valid for name"),
        (authority.site("127.0.0.1", expired), "expired"),
    ] {
        let desk = Desk::empty();
        let url = site.url("/talks-end");
        let failed = authority.add(&desk, &url);
        assert_ne!(failed.code, 0, "{}", failed.out);
        let told = failed.tells(reason).tells(&url).tells("certificates");
        assert_eq!(told.json()["added"], 0);
        assert!(site.asked().is_empty(), "no request is made of it");
    }
}

#[test]
fn what_does_not_speak_the_protocol_is_told_as_such() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/talks-end", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = stream.unwrap().write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
        }
    });
    let failed = Authority::new("Norland Trust").add(&Desk::empty(), &url);
    assert_ne!(failed.code, 0, "{}", failed.out);
    failed.tells("the encrypted connection failed");
}
