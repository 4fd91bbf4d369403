//! One visit of one page: in which language, at which address.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, RawPathParams, Request};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::Response;

use crate::language::{Language, Messages};

const COOKIE_NAME: &str = "lang";
const YEAR_SECONDS: u32 = 31_536_000;

/// Who looks at what: the language and the address, as every page needs them.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    /// The language of the page.
    pub language: Language,
    /// The path, as asked for.
    pub path: String,
    /// What stood in the place of `{id}` in the route; empty where it has none.
    pub id: String,
    /// The query, decoded, in order, without `lang`.
    pub query: Vec<(String, String)>,
}

impl Visit {
    /// The messages in the reader's language.
    pub(crate) fn messages(&self) -> Messages {
        Messages::new(self.language)
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
        let id = named.and_then(|named| named.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.to_owned()));
        Ok(Self { id: id.unwrap_or_default(), ..visit(&parts.uri, &parts.headers) })
    }
}

fn visit(uri: &Uri, headers: &HeaderMap) -> Visit {
    let language = asked_for(uri)
        .or_else(|| remembered(headers))
        .or_else(|| Language::from_accept(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or_default();
    let query = pairs(uri).filter(|(name, _)| name != COOKIE_NAME).collect();
    Visit { language, path: uri.path().to_owned(), id: String::new(), query }
}

/// Sets the cookie when the address chose a language.
pub(super) async fn remember_language(request: Request, next: Next) -> Response {
    let chosen = asked_for(request.uri());
    let mut response = next.run(request).await;
    if let Some(language) = chosen {
        let cookie =
            format!("{COOKIE_NAME}={}; Path=/; Max-Age={YEAR_SECONDS}; SameSite=Lax; HttpOnly", language.code());
        if let Ok(cookie) = HeaderValue::try_from(cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

fn pairs(uri: &Uri) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned()
}

fn asked_for(uri: &Uri) -> Option<Language> {
    pairs(uri).filter(|(name, _)| name == COOKIE_NAME).find_map(|(_, value)| Language::from_tag(&value))
}

fn remembered(headers: &HeaderMap) -> Option<Language> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(name, value)| (name == COOKIE_NAME).then(|| Language::from_tag(value)).flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(uri: &str, headers: &[(axum::http::HeaderName, &str)]) -> Visit {
        let headers =
            headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect();
        visit(&uri.parse().unwrap(), &headers)
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
