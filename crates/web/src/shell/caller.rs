//! Who calls: resolved once per request, from the session's cookie or, for programs, from a token.

use std::collections::BTreeSet;

use axum::extract::{Request, State as Extract};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::middleware::Next;
use axum::response::Response;
use base::people::verb::{of_session, of_token};
use base::people::{Digest, Secret, Viewer};
use base::store::Shelf;

use super::trouble::Trouble;
use super::worker::{Effect, Patience, within};
use crate::pages::search::news;
use crate::state::State;

/// New records of a search that are counted for the badge.
const MOST_NEWS: usize = 20;

/// The cookie that holds the secret of a session.
pub(crate) const SESSION: &str = "session";

/// Who calls, and in which session.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// Who.
    pub viewer: Viewer,
    /// The digest of the session's secret; `None` for visitors and for programs.
    pub session: Option<Digest>,
    /// What forms of this session carry; empty without a session.
    pub csrf: String,
    /// How many records are new in what he saved to search again; empty where there are none.
    pub news: String,
    /// Whether a person of the base stands behind the account.
    pub person: bool,
}

/// What stood in the way of knowing who calls; the request goes no further.
#[derive(Clone, Debug)]
pub(super) struct Unknown(pub Trouble);

/// A secret that somebody shows.
enum Shown {
    Session(Secret),
    Token(Secret),
}

impl Caller {
    /// Somebody who shows nothing.
    pub(crate) fn visitor() -> Self {
        Self { viewer: Viewer::Visitor, session: None, csrf: String::new(), news: String::new(), person: false }
    }

    fn recognise(state: &State, shown: &Shown) -> Result<Self, Trouble> {
        let now = state.clock().now();
        match shown {
            Shown::Session(secret) => {
                let (viewer, news, person) = state.store().reading(|shelf| {
                    let viewer = of_session(shelf, secret, now)?;
                    let news = count_news(state, shelf, &viewer)?;
                    let person = viewer.person().is_some();
                    Ok::<_, Trouble>((viewer, news, person))
                })?;
                Ok(match viewer {
                    Viewer::Member(_) => {
                        Self { viewer, session: Some(secret.digest()), csrf: csrf(secret), news, person }
                    }
                    Viewer::Visitor | Viewer::Operator => Self::visitor(),
                })
            }
            Shown::Token(secret) => {
                let viewer = state.store().reading(|shelf| of_token(shelf, secret, now))?;
                let viewer = viewer.ok_or(base::Refusal::SignInNeeded {})?;
                Ok(Self { viewer, ..Self::visitor() })
            }
        }
    }
}

/// How many records are new in the searches somebody saved, looked up again only after something was written.
fn count_news(state: &State, shelf: &mut dyn Shelf, viewer: &Viewer) -> Result<String, Trouble> {
    let Some(account) = viewer.account() else { return Ok(String::new()) };
    let searches = shelf.saved_searches(account)?;
    if searches.is_empty() {
        return Ok(String::new());
    }
    let seen = searches.iter().map(|search| (search.id, search.seen)).collect();
    let key = (shelf.head()?.number, seen);
    if let Some(known) = state.counted_news(account, &key) {
        return Ok(known);
    }
    let (mut new, mut more) = (BTreeSet::new(), false);
    for search in &searches {
        let found = news(state, shelf, viewer, search, (search.seen, MOST_NEWS))?;
        more |= found.more;
        new.extend(found.records.iter().map(|record| record.id));
    }
    let count = match (new.len(), more) {
        (0, false) => String::new(),
        (count, false) => count.to_string(),
        (count, true) => format!("{count}+"),
    };
    state.keep_news(account, key, count.clone());
    Ok(count)
}

/// What the forms of a session carry, so that no other site can send them: it follows from the secret, and does not
/// give it away.
fn csrf(secret: &Secret) -> String {
    Secret::shown(&format!("csrf{}", secret.reveal())).digest().0
}

/// Puts a [`Caller`] into the request, or what stood in the way.
pub(super) async fn identify(Extract(state): Extract<State>, mut request: Request, next: Next) -> Response {
    if let Some(shown) = shown(request.uri().path(), request.headers()) {
        let mine = state.clone();
        let known = within(&state, Patience::Page, Effect::Reads, move || Caller::recognise(&mine, &shown)).await;
        match known {
            Ok(caller) => drop(request.extensions_mut().insert(caller)),
            Err(trouble) => drop(request.extensions_mut().insert(Unknown(trouble))),
        }
    }
    next.run(request).await
}

/// Programs show a token and no session, so that a page of another site cannot use theirs.
fn shown(path: &str, headers: &HeaderMap) -> Option<Shown> {
    if path.starts_with("/api/") {
        let given = headers.get(AUTHORIZATION)?.to_str().ok()?;
        let (scheme, token) = given.split_once(' ').unwrap_or((given, ""));
        let token = if scheme.eq_ignore_ascii_case("bearer") { token.trim() } else { "" };
        return Some(Shown::Token(Secret::shown(token)));
    }
    if path.starts_with("/assets/") || path == "/healthz" {
        return None;
    }
    cookie(headers, SESSION).map(|secret| Shown::Session(Secret::shown(secret)))
}

/// The first cookie of this name that is not empty.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(name, value)| (name == wanted && !value.is_empty()).then_some(value))
}
