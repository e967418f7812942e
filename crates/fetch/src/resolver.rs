use crate::address::{Reserved, reserved};
use std::fmt;
use std::net::IpAddr;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Resolves a name once, and gives its addresses only where every one of them may be connected to: what is connected to is what was
/// looked at, whatever the name resolves to a moment later.
#[derive(Debug)]
pub(crate) struct CheckedResolver {
    pub(crate) private_addresses: bool,
    pub(crate) inner: DefaultResolver,
}

/// The name has an address that may not be connected to.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) address: IpAddr,
    pub(crate) what: Reserved,
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} is {}", self.address, self.what)
    }
}

impl std::error::Error for Refused {}

impl Resolver for CheckedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if !self.private_addresses {
            for address in found.iter() {
                if let Some(what) = reserved(address.ip()) {
                    return Err(ureq::Error::Other(Box::new(Refused { address: address.ip(), what })));
                }
            }
        }
        Ok(found)
    }
}
