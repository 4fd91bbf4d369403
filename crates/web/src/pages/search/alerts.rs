//! Alerts by mail: how often, and the address in every letter at which they are stopped without signing in.

use askama::Template;
use axum::response::Response;
use base::Refusal;
use base::alert;
use base::people::AccountId;
use base::store::{Pace, Shelf};

use super::saved::account;
use crate::alerts::pace_of;
use crate::language::{Key, Messages};
use crate::shell::{Done, Form, Layout, Trouble, Visit, page, see_other_done};
use crate::state::State;

/// What the page of saved searches says of alerts.
pub(super) struct Panel {
    /// Where they go; empty where nobody knows.
    pub mail: String,
    pub choices: Vec<Choice>,
}

/// A pace that can be chosen.
pub(super) struct Choice {
    pub code: &'static str,
    pub label: String,
    pub on: bool,
}

#[derive(Template)]
#[template(path = "pages/search/stop.html")]
struct StopPage {
    t: Messages,
    layout: Layout,
    /// Where the form is sent; `None` where it is done.
    act: Option<String>,
}

/// What somebody chose; `None` where the base sends no mail.
pub(super) fn panel(
    state: &State,
    shelf: &mut dyn Shelf,
    account: AccountId,
    t: Messages,
) -> Result<Option<Panel>, Trouble> {
    if state.mailing().is_none() {
        return Ok(None);
    }
    let chosen = pace_of(shelf.alert(account)?.as_ref());
    let choice = |pace: Pace| Choice { code: pace.code(), label: t.get(pace_word(pace)), on: pace == chosen };
    let mail = shelf.account(account)?.map(|account| account.mail).unwrap_or_default();
    Ok(Some(Panel { mail, choices: Pace::ALL.into_iter().map(choice).collect() }))
}

/// What a pace is called.
fn pace_word(pace: Pace) -> Key {
    match pace {
        Pace::Never => Key("alert-never"),
        Pace::AtOnce => Key("alert-at-once"),
        Pace::Daily => Key("alert-daily"),
        Pace::Weekly => Key("alert-weekly"),
    }
}

/// Sets how often.
pub(super) fn choose(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let (account, now) = (account(visit)?, state.clock().now());
    let given = form.text("pace");
    let known = || Pace::ALL.map(Pace::code).join(", ");
    let pace = Pace::of_code(given)
        .ok_or_else(|| Refusal::NoSuchWord { word: given.chars().take(40).collect(), known: known() })?;
    state.store().writing(move |shelf| alert::set_pace(shelf, account, pace, now))?;
    see_other_done("/searches", Done::Saved)
}

/// Asks whether to stop: programs that look into links of letters stop nothing.
pub(super) fn ask(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let account: AccountId = visit.id.parse().map_err(|_| Trouble::NotFound)?;
    let shown = visit.field("key").unwrap_or_default();
    if !state.store().reading(|shelf| alert::shows_stop_secret(shelf, account, shown))? {
        return Err(Trouble::NotFound);
    }
    let (t, layout) = (visit.messages(), Layout::new(state, visit, None));
    page(&StopPage { t, layout, act: Some(visit.address()) })
}

/// Stops them.
pub(super) fn stop(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let account: AccountId = visit.id.parse().map_err(|_| Trouble::NotFound)?;
    let (shown, now) = (visit.field("key").unwrap_or_default().to_owned(), state.clock().now());
    let stopped = state.store().writing(move |shelf| {
        let shows = alert::shows_stop_secret(shelf, account, &shown)?;
        if shows {
            alert::set_pace(shelf, account, Pace::Never, now)?;
        }
        Ok::<_, base::Trouble>(shows)
    })?;
    if !stopped {
        return Err(Trouble::NotFound);
    }
    let (t, layout) = (visit.messages(), Layout::new(state, visit, None));
    page(&StopPage { t, layout, act: None })
}
