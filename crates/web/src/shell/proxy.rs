//! Who really calls when a reverse proxy stands between: what proxies that are trusted say, and nobody else.

use std::net::IpAddr;
use std::str::FromStr;

use axum::http::HeaderMap;

use super::visit::Peer;

/// A network: an address, and how many of its first bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

/// A text that names no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is neither an address such as 10.0.0.7 nor a network such as 10.0.0.0/8")]
pub struct NoNetwork(pub String);

/// The reverse proxies whose word is taken for who calls through them; none, unless some are named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let wrong = || NoNetwork(text.to_owned());
        let (address, bits) =
            text.trim().split_once('/').map_or((text.trim(), None), |(start, bits)| (start, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.parse().map_err(|_| wrong()))?;
        if bits > most { Err(wrong()) } else { Ok(Self { address, bits }) }
    }
}

impl Network {
    fn has(self, address: IpAddr) -> bool {
        let same = |one: u128, other: u128, most: u32| self.bits == 0 || (one ^ other) >> (most - self.bits) == 0;
        match (self.address, address) {
            (IpAddr::V4(one), IpAddr::V4(other)) => same(one.to_bits().into(), other.to_bits().into(), 32),
            (IpAddr::V6(one), IpAddr::V6(other)) => same(one.to_bits(), other.to_bits(), 128),
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

impl TrustedProxies {
    /// These, each an address or a network.
    ///
    /// # Errors
    /// One is neither.
    pub fn of(texts: &[String]) -> Result<Self, NoNetwork> {
        texts.iter().map(|text| text.parse()).collect::<Result<_, _>>().map(Self)
    }

    /// Who calls, given who is connected: where that is a trusted proxy, the last address of `X-Forwarded-For` that is
    /// none. What stands left of it, or after what is no address, anybody may have written.
    pub fn caller(&self, connected: IpAddr, head: &HeaderMap) -> Peer {
        let mut caller = connected.to_canonical();
        let lines = head.get_all("x-forwarded-for").iter().rev();
        let mut named = lines.flat_map(|line| line.to_str().unwrap_or("?").rsplit(',').collect::<Vec<_>>());
        while self.0.iter().any(|network| network.has(caller)) {
            let Some(before) = named.next().and_then(address) else { break };
            caller = before;
        }
        Peer(caller)
    }
}

/// An address as proxies write it, with a port or without.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(text, |(address, _)| address);
    let found = bare.parse::<IpAddr>().or_else(|_| text.parse().map(|socket: std::net::SocketAddr| socket.ip()));
    found.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let table: [(&[&str], &str, &[&str], &str); 14] = [
            (&[], "10.0.0.1", &["203.0.113.9"], "10.0.0.1"),
            (&["10.0.0.1"], "10.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            (&["10.0.0.1"], "10.0.0.2", &["203.0.113.9"], "10.0.0.2"),
            (&["10.0.0.1"], "10.0.0.1", &[], "10.0.0.1"),
            // What the caller made up stands to the left.
            (&["10.0.0.1"], "10.0.0.1", &["1.2.3.4, 203.0.113.9"], "203.0.113.9"),
            (&["10.0.0.1"], "10.0.0.1", &["1.2.3.4", "203.0.113.9"], "203.0.113.9"),
            // A proxy behind a proxy.
            (&["10.0.0.0/8"], "10.0.0.1", &["1.2.3.4, 203.0.113.9, 10.9.9.9"], "203.0.113.9"),
            (&["10.0.0.0/8"], "10.0.0.1", &["10.1.1.1"], "10.1.1.1"),
            (&["10.0.0.0/8"], "11.0.0.1", &["203.0.113.9"], "11.0.0.1"),
            // What is no address ends the search.
            (&["10.0.0.1"], "10.0.0.1", &["203.0.113.9, unknown"], "10.0.0.1"),
            (&["10.0.0.1"], "10.0.0.1", &["203.0.113.9:4711"], "203.0.113.9"),
            (&["::1", "fd00::/8"], "::1", &["[2001:db8::7]:443, fd00::2"], "2001:db8::7"),
            (&["127.0.0.1"], "::ffff:127.0.0.1", &["::ffff:203.0.113.9"], "203.0.113.9"),
            (&["0.0.0.0/0"], "9.9.9.9", &["2001:db8::7"], "2001:db8::7"),
        ];
        for (trusted, connected, lines, expected) in table {
            let trusted: Vec<String> = trusted.iter().map(|text| (*text).to_owned()).collect();
            let mut head = HeaderMap::new();
            for line in lines {
                head.append("x-forwarded-for", HeaderValue::from_str(line).unwrap());
            }
            let caller = TrustedProxies::of(&trusted).unwrap().caller(connected.parse().unwrap(), &head);
            assert_eq!(caller.0.to_string(), expected, "{connected} through {trusted:?} says {lines:?}");
        }
    }

    #[test]
    fn what_names_no_network_is_refused() {
        for text in ["", "proxy.example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0", "::1/129", "*"] {
            assert_eq!(TrustedProxies::of(&[text.to_owned()]), Err(NoNetwork(text.to_owned())));
        }
    }
}
