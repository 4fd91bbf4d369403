//! A mail relay: how it is named, and a connection to it.

use std::fmt;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::Noop;
use lettre::transport::smtp::extension::ClientId;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use crate::trouble::{PostRefusal, Unsent};

/// The longest that one answer of the relay is waited for.
const ANSWER: Duration = Duration::from_secs(20);
/// What a certificate in PEM begins with.
const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// A mail relay. Neither its text nor what `Debug` shows has the password.
#[derive(Clone)]
pub struct Relay {
    encryption: Encryption,
    host: String,
    port: u16,
    is_here: bool,
    login: Option<Login>,
    authority: Option<Certificate>,
}

#[derive(Clone)]
struct Login {
    name: String,
    password: String,
}

/// When a connection is encrypted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encryption {
    /// From its first byte.
    Always,
    /// As soon as the relay offers it.
    Offered,
}

/// How a relay answered when it was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How long it took.
    pub took: Duration,
    /// Whether the connection was encrypted.
    pub encrypted: bool,
}

impl Relay {
    /// The relay of an address: `smtps://` is encrypted from its first byte (port 465), `smtp://` as soon as the relay
    /// offers it (port 25, 587 with a password). Signs in the name or the password that mean something in an address are
    /// written as `%40`.
    ///
    /// # Errors
    /// [`PostRefusal::NoRelay`].
    pub fn named(address: &str) -> Result<Self, PostRefusal> {
        let url = Url::parse(address).map_err(|_| PostRefusal::NoRelay)?;
        let is_bare = ["", "/"].contains(&url.path()) && url.query().is_none() && url.fragment().is_none();
        let host = url.host_str().map(|host| host.trim_matches(['[', ']']).to_owned()).filter(|host| !host.is_empty());
        let (true, Some(host)) = (is_bare, host) else { return Err(PostRefusal::NoRelay) };
        let decoded = |text: &str| {
            let text = percent_decode_str(text).decode_utf8().map_err(|_| PostRefusal::NoRelay)?;
            // What is sent for it is a line.
            if text.contains(char::is_control) { Err(PostRefusal::NoRelay) } else { Ok(text.into_owned()) }
        };
        let name = decoded(url.username())?;
        let password = decoded(url.password().unwrap_or_default())?;
        let login = (!name.is_empty()).then_some(Login { name, password });
        let (encryption, port) = match (url.scheme(), &login) {
            ("smtps", _) => (Encryption::Always, 465),
            ("smtp", None) => (Encryption::Offered, 25),
            ("smtp", Some(_)) => (Encryption::Offered, 587),
            _ => return Err(PostRefusal::NoRelay),
        };
        let is_here = match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => {
                name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
            }
            None => false,
        };
        Ok(Self { encryption, host, port: url.port().unwrap_or(port), is_here, login, authority: None })
    }

    /// The same, with a password from elsewhere for the name in its address.
    #[must_use]
    pub fn with_password(mut self, password: &str) -> Self {
        if let Some(login) = &mut self.login {
            password.clone_into(&mut login.password);
        }
        self
    }

    /// The same, with a certificate in PEM: what that authority vouches for is believed, too.
    ///
    /// # Errors
    /// [`PostRefusal::NoAuthority`].
    pub fn with_authority(mut self, pem: &[u8]) -> Result<Self, PostRefusal> {
        // A text without any certificate would be read as none, and believed nobody.
        if !pem.windows(BEGIN.len()).any(|bytes| bytes == BEGIN) {
            return Err(PostRefusal::NoAuthority);
        }
        self.authority = Some(Certificate::from_pem(pem).map_err(|_| PostRefusal::NoAuthority)?);
        self.encrypted().map_err(|_| PostRefusal::NoAuthority)?;
        Ok(self)
    }

    /// Tries whether the relay answers and knows the name.
    ///
    /// # Errors
    /// [`Unsent::Relay`].
    pub fn probe(&self, called: &str) -> Result<Answer, Unsent> {
        let begun = Instant::now();
        let mut connection = self.connect(called)?;
        connection.command(Noop).map_err(|error| down(&error))?;
        let answer = Answer { took: begun.elapsed(), encrypted: connection.is_encrypted() };
        connection.abort();
        Ok(answer)
    }

    /// A connection on which letters can be handed over, of a machine that is called so.
    pub(crate) fn connect(&self, called: &str) -> Result<SmtpConnection, Unsent> {
        let (hello, server) = (ClientId::Domain(called.to_owned()), (self.host.as_str(), self.port));
        let encrypted = self.encrypted().map_err(|error| down(&error))?;
        let at_once = (self.encryption == Encryption::Always).then_some(&encrypted);
        let opened = SmtpConnection::connect(server, Some(ANSWER), &hello, at_once, None);
        let mut connection = opened.map_err(|error| down(&error))?;
        if connection.can_starttls() {
            connection.starttls(&encrypted, &hello).map_err(|error| down(&error))?;
        }
        let Some(login) = &self.login else { return Ok(connection) };
        if !connection.is_encrypted() && !self.is_here {
            connection.abort();
            let said = "the relay offers no encryption, and a password is not sent without it";
            return Err(Unsent::Relay(said.to_owned()));
        }
        let credentials = Credentials::new(login.name.clone(), login.password.clone());
        connection.auth(DEFAULT_MECHANISMS, &credentials).map_err(|error| down(&error))?;
        Ok(connection)
    }

    fn encrypted(&self) -> Result<TlsParameters, Error> {
        let mut parameters = TlsParameters::builder(self.host.clone());
        if let Some(authority) = &self.authority {
            parameters = parameters.add_root_certificate(authority.clone());
        }
        parameters.build()
    }
}

/// What an error of the connection says: nothing can be sent.
pub(crate) fn down(error: &Error) -> Unsent {
    Unsent::Relay(said(error))
}

/// What an error says, on one line.
pub(crate) fn said(error: &Error) -> String {
    use std::error::Error as _;
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(why) = cause {
        let why_said = why.to_string();
        if !said.contains(&why_said) {
            said = format!("{said}: {why_said}");
        }
        cause = why.source();
    }
    said.chars().map(|one| if one.is_control() { ' ' } else { one }).take(300).collect()
}

impl fmt::Display for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.encryption {
            Encryption::Always => "smtps",
            Encryption::Offered => "smtp",
        };
        if self.host.contains(':') {
            return write!(f, "{scheme}://[{}]:{}", self.host, self.port);
        }
        write!(f, "{scheme}://{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relay({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_is_named_by_its_address_and_shows_no_password() {
        let table = [
            ("smtps://base:geheim@mail.example.org", "smtps://mail.example.org:465"),
            ("smtp://base:geheim@mail.example.org", "smtp://mail.example.org:587"),
            ("smtp://mail.example.org/", "smtp://mail.example.org:25"),
            ("smtp://127.0.0.1:1025", "smtp://127.0.0.1:1025"),
            ("smtp://[::1]:1025", "smtp://[::1]:1025"),
        ];
        for (given, shown) in table {
            let relay = Relay::named(given).unwrap();
            assert_eq!((relay.to_string(), format!("{relay:?}")), (shown.to_owned(), format!("Relay({shown})")));
        }
        let login = Relay::named("smtp://a%40b:p%3A%20%25@h").unwrap().login.unwrap();
        assert_eq!((login.name.as_str(), login.password.as_str()), ("a@b", "p: %"));
        let login = Relay::named("smtp://base@h").unwrap().with_password("from elsewhere").login.unwrap();
        assert_eq!(login.password, "from elsewhere");
    }

    #[test]
    fn what_is_no_relay_is_refused_without_its_words() {
        for given in ["", "mail", "http://mail", "smtp://", "smtp://h?tls=x", "smtp://h/path", "smtp://a%0Ab:p@h"] {
            assert_eq!(Relay::named(given).err(), Some(PostRefusal::NoRelay), "{given}");
        }
        let named = Relay::named("smtps://h").unwrap();
        assert_eq!(named.with_authority(b"no certificate").err(), Some(PostRefusal::NoAuthority));
    }
}
