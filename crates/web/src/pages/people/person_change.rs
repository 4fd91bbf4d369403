//! What an administrator changes of somebody's account.

use axum::response::Response;
use base::people::Role;
use base::people::verb::{self, AccountChange};
use base::record::RecordId;

use super::again::Again;
use super::desk::{Desk, person_path};
use super::person::{draw, wanted};
use crate::shell::{Done, Form, Trouble, Visit, see_other_done};
use crate::state::State;

/// The answer to a form of the page: on to the page, or the form again.
fn answer(
    desk: Desk,
    form: &Form,
    part: &'static str,
    done: Done,
    end: Result<(), base::Trouble>,
) -> Result<Response, Trouble> {
    match end {
        Ok(()) => see_other_done(&person_path(wanted(desk.visit)?), done),
        Err(trouble) => draw(desk, &Again::of(part, form, trouble, desk.t)?),
    }
}

/// Name, address, language, roles, and the person's record.
pub(super) fn change(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let (desk, id) = (Desk::new(state, visit), wanted(visit)?);
    let given = form.text("person").trim();
    let person = if given.is_empty() { Ok(None) } else { given.parse::<RecordId>().map(Some) };
    let Ok(person) = person else {
        let said = desk.t.get("people-person-wrong");
        return draw(desk, &Again::because("change", form, "person", said));
    };
    if form.field("name").is_none() {
        let said = desk.t.get("people-name-needed");
        return draw(desk, &Again::because("change", form, "name", said));
    }
    let roles: Vec<Role> = form.fields("roles").map(Role::of_code).collect::<Result<_, _>>()?;
    let change = AccountChange {
        name: Some(form.text("name").to_owned()),
        mail: Some(form.text("mail").to_owned()),
        language: form.field("language").map(str::to_owned),
        roles: Some(roles),
        person: Some(person),
    };
    let end = desk.writing(move |shelf, occasion| verb::change_account(shelf, occasion, id, change).map(drop));
    answer(desk, form, "change", Done::Saved, end)
}

/// The password.
pub(super) fn password(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let (desk, id) = (Desk::new(state, visit), wanted(visit)?);
    let end = verb::set_password(state.store(), &desk.occasion(), id, form.text("new"));
    answer(desk, form, "password", Done::PasswordSet, end)
}

/// Every session.
pub(super) fn end_sessions(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let (desk, id) = (Desk::new(state, visit), wanted(visit)?);
    let end = desk.writing(move |shelf, occasion| verb::end_session(shelf, occasion, id, None));
    answer(desk, form, "state", Done::SessionsEnded, end)
}

/// For whom the person acts, from today.
pub(super) fn join(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let (desk, id) = (Desk::new(state, visit), wanted(visit)?);
    let (organisation, manages) = (organisation(form)?, form.field("manages").is_some());
    let end = desk.writing(move |shelf, occasion| verb::join(shelf, occasion, id, organisation, manages));
    answer(desk, form, "state", Done::Joined, end)
}

/// For whom the person no longer acts.
pub(super) fn leave(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let (desk, id, organisation) = (Desk::new(state, visit), wanted(visit)?, organisation(form)?);
    let end = desk.writing(move |shelf, occasion| verb::leave(shelf, occasion, id, organisation));
    answer(desk, form, "state", Done::Left, end)
}

pub(super) fn organisation(form: &Form) -> Result<RecordId, Trouble> {
    form.text("organisation").trim().parse().map_err(|_| base::Refusal::NotFound {}.into())
}

pub(super) fn close(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let (desk, id) = (Desk::new(state, visit), wanted(visit)?);
    let end = desk.writing(move |shelf, occasion| verb::close_account(shelf, occasion, id));
    answer(desk, form, "state", Done::Closed, end)
}

pub(super) fn reopen(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let (desk, id) = (Desk::new(state, visit), wanted(visit)?);
    let end = desk.writing(move |shelf, occasion| verb::reopen_account(shelf, occasion, id));
    answer(desk, form, "state", Done::Reopened, end)
}

pub(super) fn erase(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let (desk, id) = (Desk::new(state, visit), wanted(visit)?);
    let end = desk.writing(move |shelf, occasion| verb::erase(shelf, occasion, id));
    answer(desk, form, "state", Done::Erased, end)
}
