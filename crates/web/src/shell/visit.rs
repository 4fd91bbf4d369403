//! One visit of one page: by whom, in which language, at which address.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::{FromRequestParts, RawPathParams, Request};
use axum::http::header::{ACCEPT_LANGUAGE, HeaderName, HeaderValue, ORIGIN, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::Response;
use base::people::{Digest, Viewer};
use base::record::verb::Occasion;

use super::caller::{Caller, cookie};
use crate::language::{Language, Messages};
use crate::state::State;

const COOKIE_NAME: &str = "lang";
const YEAR_SECONDS: u32 = 31_536_000;

/// The address a request comes from; whoever accepts connections puts it into the request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// Who looks at what: the viewer, the language and the address, as every page needs them.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    /// Who looks.
    pub viewer: Viewer,
    /// The digest of the session's secret; `None` for visitors and for programs.
    pub session: Option<Digest>,
    /// What forms of this session carry; empty without a session.
    pub csrf: String,
    /// How many records are new in what the viewer saved to search again; empty where there are none.
    pub news: String,
    /// Whether a person of the base stands behind the account.
    pub person: bool,
    /// Where the request comes from; empty where unknown.
    pub peer: String,
    /// What the browser calls itself.
    pub agent: String,
    /// Whether the browser says that it speaks over TLS.
    pub secure: bool,
    /// The language of the page.
    pub language: Language,
    /// Whether the reader chose it before, by a click.
    pub chose_language: bool,
    /// The path, as asked for.
    pub path: String,
    /// What stood in the place of `{id}` in the route; empty where it has none.
    pub id: String,
    /// The query, decoded, in order, without `lang`.
    pub query: Vec<(String, String)>,
    /// What stood in the places of the route, by name.
    parts: Vec<(String, String)>,
}

impl Visit {
    /// A visit that somebody makes later, of an address that was kept; `None` where it is none.
    pub(crate) fn later(viewer: &Viewer, address: &str) -> Option<Self> {
        let caller = Caller { viewer: viewer.clone(), ..Caller::visitor() };
        Some(visit(&address.parse().ok()?, &HeaderMap::new(), caller))
    }

    /// The messages in the reader's language.
    pub(crate) fn messages(&self) -> Messages {
        Messages::new(self.language)
    }

    /// What stood in the place of `{name}` in the route; empty where it has none.
    pub(crate) fn part(&self, name: &str) -> &str {
        self.parts.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// Who does something now, on the chain of this base.
    pub(crate) fn occasion(&self, state: &State) -> Occasion {
        Occasion { viewer: self.viewer.clone(), now: state.clock().now(), places: state.places().clone() }
    }

    /// The address of this page, as one would ask for it again.
    pub(crate) fn address(&self) -> String {
        if self.query.is_empty() {
            return self.path.clone();
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        format!("{}?{}", self.path, query.extend_pairs(&self.query).finish())
    }

    /// The same page in the other language.
    pub(crate) fn in_other_language(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.query).append_pair(COOKIE_NAME, self.language.other().code());
        format!("{}?{}", self.path, query.finish())
    }

    /// The first value of a field of the query, unless it is empty.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields(name).next()
    }

    /// Every value of a field of the query that is not empty, in order.
    pub(crate) fn fields(&self, name: &str) -> impl Iterator<Item = &str> {
        self.query
            .iter()
            .filter(move |(given, value)| given == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let named = RawPathParams::from_request_parts(parts, state).await.ok();
        let named = named.into_iter().flat_map(|named| {
            named.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
        });
        let caller = parts.extensions.get::<Caller>().cloned().unwrap_or_else(Caller::visitor);
        let peer = parts.extensions.get::<Peer>().map(|peer| peer.0.to_string()).unwrap_or_default();
        let mut visit = Self { peer, parts: named.collect(), ..visit(&parts.uri, &parts.headers, caller) };
        visit.id = visit.part("id").to_owned();
        Ok(visit)
    }
}

fn visit(uri: &Uri, headers: &HeaderMap, caller: Caller) -> Visit {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let chosen = asked_for(uri).or_else(|| cookie(headers, COOKIE_NAME).and_then(Language::from_tag));
    let language = chosen.or_else(|| Language::from_accept(text(ACCEPT_LANGUAGE))).unwrap_or_default();
    Visit {
        viewer: caller.viewer,
        session: caller.session,
        csrf: caller.csrf,
        news: caller.news,
        person: caller.person,
        peer: String::new(),
        agent: text(USER_AGENT).to_owned(),
        secure: text(ORIGIN).starts_with("https://"),
        language,
        chose_language: chosen.is_some(),
        path: uri.path().to_owned(),
        id: String::new(),
        query: pairs(uri).filter(|(name, _)| name != COOKIE_NAME).collect(),
        parts: Vec::new(),
    }
}

/// Sets the cookie when the address chose a language.
pub(super) async fn remember_language(request: Request, next: Next) -> Response {
    let chosen = asked_for(request.uri());
    let mut response = next.run(request).await;
    if let Some(language) = chosen {
        remember(&mut response, language);
    }
    response
}

/// Lets the browser remember a language.
pub(crate) fn remember(response: &mut Response, language: Language) {
    let cookie = format!("{COOKIE_NAME}={}; Path=/; Max-Age={YEAR_SECONDS}; SameSite=Lax; HttpOnly", language.code());
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

fn pairs(uri: &Uri) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned()
}

fn asked_for(uri: &Uri) -> Option<Language> {
    pairs(uri).filter(|(name, _)| name == COOKIE_NAME).find_map(|(_, value)| Language::from_tag(&value))
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;

    use super::*;

    fn at(uri: &str, headers: &[(axum::http::HeaderName, &str)]) -> Visit {
        let headers =
            headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect();
        visit(&uri.parse().unwrap(), &headers, Caller::visitor())
    }

    #[test]
    fn the_address_comes_before_the_cookie_and_the_cookie_before_the_browser() {
        let english = (ACCEPT_LANGUAGE, "en");
        assert_eq!(at("/", &[]).language, Language::Chinese);
        assert_eq!(at("/", std::slice::from_ref(&english)).language, Language::English);
        assert_eq!(at("/", &[(COOKIE, "a=b; lang=zh"), english.clone()]).language, Language::Chinese);
        assert_eq!(at("/?lang=en", &[(COOKIE, "lang=zh")]).language, Language::English);
        assert_eq!(at("/?lang=fr", &[(COOKIE, "lang=xx"), english]).language, Language::English);
    }

    #[test]
    fn the_other_language_keeps_the_address() {
        let visit = at("/scenarios?patch=a&patch=b%26c&lang=zh", &[]);
        assert_eq!(visit.in_other_language(), "/scenarios?patch=a&patch=b%26c&lang=en");
        assert_eq!(visit.fields("patch").collect::<Vec<_>>(), ["a", "b&c"]);
        assert_eq!(at("/", &[]).in_other_language(), "/?lang=en");
    }
}
