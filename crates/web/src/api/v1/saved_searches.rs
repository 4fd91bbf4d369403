//! Searches that somebody asks again.

use axum::http::StatusCode;
use base::Refusal;
use base::store::SavedSearch;
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::schema::reference;
use crate::shell::Who;

/// Most searches of an account.
const MOST: usize = 200;

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_save(), save);
    table.add(of_forget(), forget);
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The searches, by name.", reference("SavedSearches"));
    document(Method::Get, "/saved-searches", "list_saved_searches", "One's saved searches", gives)
        .under("records")
        .who(Who::Signed)
}

fn of_save() -> Documentation {
    let gives = Gives::Json(StatusCode::CREATED, "The search.", reference("SavedSearch"));
    document(Method::Post, "/saved-searches", "save_search", "Save a search", gives)
        .under("records")
        .who(Who::Signed)
        .note("At most 200 of an account.")
        .takes_a("NewSavedSearch")
}

fn of_forget() -> Documentation {
    let gives = Gives::Nothing("It is forgotten.");
    document(Method::Delete, "/saved-searches/{id}", "forget_saved_search", "Forget a saved search", gives)
        .under("records")
        .who(Who::Signed)
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let account = call.account()?;
    let searches = call.reading(|shelf| Ok::<_, base::Trouble>(shelf.saved_searches(account)?))?;
    let items: Vec<Value> = searches.iter().map(told).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn save(call: &Call) -> Result<Answer, Failure> {
    let account = call.writer()?;
    let text = |name: &str| call.body[name].as_str().unwrap_or_default().trim().to_owned();
    let (name, address, path) = (text("name"), text("address"), call.visit.path.clone());
    call.writing(move |shelf, occasion| {
        if shelf.saved_searches(account)?.len() >= MOST {
            return Err(Refusal::TooLarge { most: MOST.to_string() }.into());
        }
        let search = SavedSearch {
            id: Uuid::now_v7(),
            account,
            name,
            address,
            created: occasion.now,
            seen: occasion.now,
            feed: None,
        };
        shelf.put_saved_search(&search)?;
        Ok(Answer::created(format!("{path}/{}", search.id), told(&search)))
    })
}

fn forget(call: &Call) -> Result<Answer, Failure> {
    let (account, id) = (call.writer()?, call.part("id")?);
    call.writing(move |shelf, _| {
        if shelf.forget_saved_search(account, id)? { Ok(Answer::Done) } else { Err(Refusal::NotFound {}.into()) }
    })
}

fn told(search: &SavedSearch) -> Value {
    json!({
        "id": search.id.to_string(),
        "name": search.name,
        "address": search.address,
        "created": search.created.to_string(),
    })
}
