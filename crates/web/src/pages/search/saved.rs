//! The searches somebody saved: what is new in each, opened, fed to a reader, forgotten.

use askama::Template;
use axum::response::Response;
use base::Refusal;
use base::people::{AccountId, Secret};
use base::store::SavedSearch;
use uuid::Uuid;

use super::super::record::instant;
use super::alerts::{Panel, panel};
use super::news::news;
use crate::language::Messages;
use crate::shell::{Form, Layout, Section, Trouble, Visit, page, see_other};
use crate::state::State;

/// New records that are counted.
const COUNTED: usize = 99;
/// What the secret of a feed begins with.
const PREFIX: &str = "df_";

#[derive(Template)]
#[template(path = "pages/search/saved.html")]
struct SavedPage {
    t: Messages,
    layout: Layout,
    rows: Vec<Row>,
    /// How often mail tells of them; `None` where the base sends none.
    alerts: Option<Panel>,
    /// The address of the feed that was made just now; its secret is shown this once.
    feed: Option<String>,
}

/// A saved search.
struct Row {
    id: String,
    name: String,
    address: String,
    new: String,
    has_news: bool,
    seen: String,
    has_feed: bool,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    draw(state, visit, None)
}

fn draw(state: &State, visit: &Visit, feed: Option<String>) -> Result<Response, Trouble> {
    let (account, t) = (account(visit)?, visit.messages());
    let (rows, alerts) = state.store().reading(|shelf| {
        let searches = shelf.saved_searches(account)?;
        let mut rows = Vec::with_capacity(searches.len());
        for search in searches {
            let news = news(state, shelf, &visit.viewer, &search, (search.seen, COUNTED))?;
            rows.push(Row {
                id: search.id.to_string(),
                has_news: !news.records.is_empty(),
                new: news.count(),
                seen: instant(search.seen, t),
                has_feed: search.feed.is_some(),
                name: search.name,
                address: search.address,
            });
        }
        Ok::<_, Trouble>((rows, panel(state, shelf, account, t)?))
    })?;
    let layout = Layout::new(state, visit, Some(Section::Searches));
    page(&SavedPage { t, layout, rows, alerts, feed })
}

/// Opens one: what it finds now counts as seen.
pub(super) fn open(state: &State, visit: &Visit, _: &Form) -> Result<Response, Trouble> {
    let (search, now) = (mine(state, visit)?, state.clock().now());
    let (account, id) = (search.account, search.id);
    state.store().writing(move |shelf| shelf.see_saved_search(account, id, now).map_err(base::Trouble::from))?;
    see_other(&search.address)
}

/// Makes an address for a feed reader, in place of the one before.
pub(super) fn feed(state: &State, visit: &Visit, _: &Form) -> Result<Response, Trouble> {
    let search = mine(state, visit)?;
    let secret = Secret::fresh(PREFIX).map_err(Trouble::fault)?;
    let (account, id, digest) = (search.account, search.id, secret.digest());
    let feeds = move |shelf: &mut dyn base::store::Shelf| shelf.feed_saved_search(account, id, Some(&digest));
    state.store().writing(move |shelf| feeds(shelf).map_err(base::Trouble::from))?;
    draw(state, visit, Some(format!("/searches/{}/feed?key={}", search.id, secret.reveal())))
}

/// Forgets one.
pub(super) fn forget(state: &State, visit: &Visit, _: &Form) -> Result<Response, Trouble> {
    let search = mine(state, visit)?;
    let (account, id) = (search.account, search.id);
    state.store().writing(move |shelf| shelf.forget_saved_search(account, id).map_err(base::Trouble::from))?;
    see_other("/searches")
}

pub(super) fn account(visit: &Visit) -> Result<AccountId, Refusal> {
    visit.viewer.account().ok_or(Refusal::SignInNeeded {})
}

/// The search at the address, if it is one's own.
fn mine(state: &State, visit: &Visit) -> Result<SavedSearch, Trouble> {
    let account = account(visit)?;
    let id: Uuid = visit.id.parse().map_err(|_| Trouble::NotFound)?;
    let search = state.store().reading(|shelf| shelf.saved_search(id))?;
    search.filter(|search| search.account == account).ok_or(Trouble::NotFound)
}
