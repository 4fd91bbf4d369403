//! Whether a form was sent from a page of this site.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use base::people::Secret;

use super::trouble::{Refusal, Trouble};
use super::visit::Visit;
use crate::language::Key;

/// Passes what a page of this site sends: the browser says so itself, by `Sec-Fetch-Site` (W3C Fetch Metadata) where
/// it speaks over TLS, else by `Origin` (RFC 6454).
///
/// # Errors
/// Another site sends it, or the browser says nothing.
pub(super) fn from_here(headers: &HeaderMap) -> Result<(), Trouble> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let here = match (text("sec-fetch-site"), text(ORIGIN.as_str()), text(HOST.as_str())) {
        (Some(site), _, _) => site == "same-origin",
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, authority)| authority == host),
        (None, None, _) | (None, Some(_), None) => false,
    };
    if here { Ok(()) } else { Err(elsewhere()) }
}

/// Passes a form that carries what the pages of the session put into it; visitors have no session.
///
/// # Errors
/// It does not.
pub(super) fn of_session(visit: &Visit, given: &str) -> Result<(), Trouble> {
    // Digests are compared, so that the time taken says nothing of how far the two agree.
    let same = Secret::shown(given).digest() == Secret::shown(&visit.csrf).digest();
    if visit.session.is_none() || same { Ok(()) } else { Err(elsewhere()) }
}

fn elsewhere() -> Trouble {
    let (what, mend) = (Key("refusal-elsewhere"), Key("refusal-elsewhere-mend"));
    Trouble::Refused(Refusal { status: StatusCode::FORBIDDEN, what, mend, facts: Vec::new() })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn only_a_page_of_this_site_passes() {
        let table: [(&[(&'static str, &'static str)], bool); 8] = [
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "same-site"), ("origin", "http://base.cn"), ("host", "base.cn")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("origin", "http://base.cn"), ("host", "base.cn")], true),
            (&[("origin", "http://base.cn:8080"), ("host", "base.cn")], false),
            (&[("origin", "http://base.cn.evil.cn"), ("host", "base.cn")], false),
            (&[("origin", "null"), ("host", "base.cn")], false),
            (&[("host", "base.cn")], false),
        ];
        for (given, passes) in table {
            let pair = |(name, value): &(&'static str, &'static str)| {
                (HeaderName::from_static(name), HeaderValue::from_static(value))
            };
            let headers: HeaderMap = given.iter().map(pair).collect();
            assert_eq!(from_here(&headers).is_ok(), passes, "{given:?}");
        }
    }
}
