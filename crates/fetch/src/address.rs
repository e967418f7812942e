//! Which network addresses belong to the public internet.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Why an address is not one of the public internet, in words that complete "… is".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reserved(&'static str);

impl fmt::Display for Reserved {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

/// Says why an address is not public; nothing where it is. An IPv6 address that carries an IPv4 address (mapped, NAT64, 6to4, Teredo) is
/// what the address inside is: that is where a packet ends up.
///
/// After IANA's registries of special-purpose addresses (RFC 6890 and what updates it), as of 2026. Of IPv6 only what IANA has given out (2000::/3) counts as public.
#[must_use]
pub fn reserved(address: IpAddr) -> Option<Reserved> {
    match address {
        IpAddr::V4(address) => four(address),
        IpAddr::V6(address) => six(address),
    }
}

/// First address, length of the prefix, what it is for.
const FOUR: &[(Ipv4Addr, u32, &str)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8, "“this network”"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "shared by a carrier's customers"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "this machine"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "reserved for protocols"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "for documentation"),
    (Ipv4Addr::new(192, 31, 196, 0), 24, "reserved for AS112"),
    (Ipv4Addr::new(192, 52, 193, 0), 24, "reserved for AMT"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "a 6to4 relay"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private"),
    (Ipv4Addr::new(192, 175, 48, 0), 24, "reserved for AS112"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "for benchmarks"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "for documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "for documentation"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved or broadcast"),
];

/// The same inside what IANA has given out.
const SIX: &[(Ipv6Addr, u32, &str)] = &[
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "reserved for protocols"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "for documentation"),
    (Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0), 48, "reserved for AS112"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "for documentation"),
];

/// Outside it, only to say what it is.
const OTHER: &[(Ipv6Addr, u32, &str)] = &[
    (Ipv6Addr::LOCALHOST, 128, "this machine"),
    (Ipv6Addr::UNSPECIFIED, 128, "no address"),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, "private"),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, "link-local"),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, "multicast"),
];

fn four(address: Ipv4Addr) -> Option<Reserved> {
    let bits = address.to_bits();
    let inside = |&&(net, length, _): &&(Ipv4Addr, u32, &str)| (bits ^ net.to_bits()) >> (32 - length) == 0;
    FOUR.iter().find(inside).map(|(.., what)| Reserved(what))
}

fn six(address: Ipv6Addr) -> Option<Reserved> {
    if let Some(inside) = carried(address) {
        return four(inside);
    }
    let bits = address.to_bits();
    let inside = |&&(net, length, _): &&(Ipv6Addr, u32, &str)| (bits ^ net.to_bits()) >> (128 - length) == 0;
    let given_out = address.segments()[0] & 0xe000 == 0x2000;
    let table = if given_out { SIX } else { OTHER };
    let found = table.iter().find(inside).map(|(.., what)| Reserved(what));
    found.or((!given_out).then_some(Reserved("reserved")))
}

/// The IPv4 address to which a packet for this IPv6 address goes.
fn carried(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let joined = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    match address.segments() {
        // Mapped (RFC 4291), and NAT64's well-known prefix (RFC 6052).
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(joined(high, low)),
        // 6to4 (RFC 3056).
        [0x2002, high, low, ..] => Some(joined(high, low)),
        // Teredo (RFC 4380): the client's address, every bit turned round.
        [0x2001, 0, .., high, low] => Some(joined(!high, !low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_public(address: &str) -> bool {
        reserved(address.parse().unwrap()).is_none()
    }

    #[test]
    fn what_is_not_of_the_internet_is_told() {
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.9",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fc00::1",
            "fdff::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001:2::1",
            "2001:10::1",
            "3fff::1",
            "100::1",
            "5f00::1",
            "64:ff9b:1::1",
            "4000::1",
        ] {
            assert!(!is_public(address), "{address}");
        }
    }

    #[test]
    fn an_address_inside_an_address_is_what_counts() {
        for prefix in ["::ffff:", "64:ff9b::"] {
            for inside in ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.0.1"] {
                assert!(!is_public(&format!("{prefix}{inside}")), "{prefix}{inside}");
            }
            assert!(is_public(&format!("{prefix}93.184.215.14")), "{prefix}");
        }
        assert!(!is_public("::93.184.215.14"), "a form that was given up leads nowhere");
        assert!(!is_public("2002:7f00:1::1"), "6to4 of 127.0.0.1");
        assert!(is_public("2002:5db8:d70e::1"), "6to4 of 93.184.215.14");
        assert!(!is_public("2001:0:1:2:3:4:80ff:fffe"), "Teredo of 127.0.0.1");
    }

    #[test]
    fn the_internet_is_public() {
        for address in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "93.184.215.14",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450:4001::8a",
            "2001:4860:4860::8888",
        ] {
            assert!(is_public(address), "{address}");
        }
    }
}
