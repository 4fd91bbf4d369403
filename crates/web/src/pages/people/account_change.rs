//! What one changes of one's own account.

use axum::response::Response;
use base::people::verb::{self, AccountChange};
use base::people::{Digest, Scope};

use super::account::draw;
use super::again::Again;
use super::desk::Desk;
use crate::language::Language;
use crate::shell::{Done, Form, Trouble, Visit, remember, see_other_done};
use crate::state::State;

const PAGE: &str = "/account";

/// Name, address and language.
pub(super) fn profile(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let id = desk.own()?;
    if form.field("name").is_none() {
        let said = desk.t.get("people-name-needed");
        return draw(desk, &Again::because("profile", form, "name", said), None);
    }
    let change = AccountChange {
        name: Some(form.text("name").to_owned()),
        mail: Some(form.text("mail").to_owned()),
        language: form.field("language").map(str::to_owned),
        ..AccountChange::default()
    };
    desk.writing(move |shelf, occasion| verb::change_account(shelf, occasion, id, change))?;
    let mut response = see_other_done(PAGE, Done::Saved)?;
    if let Some(language) = form.field("language").and_then(Language::from_tag) {
        remember(&mut response, language);
    }
    Ok(response)
}

/// The password; other sessions and all tokens end.
pub(super) fn password(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let (old, new, keeping) = (form.text("old"), form.text("new"), visit.session.clone());
    match verb::change_password(state.store(), &desk.occasion(), old, new, keeping) {
        Ok(()) => see_other_done(PAGE, Done::PasswordSet),
        Err(trouble) => draw(desk, &Again::of("password", form, trouble, desk.t)?, None),
    }
}

/// One session, or every one.
pub(super) fn end_sessions(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let (id, only) = (desk.own()?, form.field("session").map(|digest| Digest(digest.to_owned())));
    desk.writing(move |shelf, occasion| verb::end_session(shelf, occasion, id, only.as_ref()))?;
    see_other_done(&format!("{PAGE}#sessions"), Done::SessionsEnded)
}

/// A token, whose secret the page shows this once.
pub(super) fn issue_token(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let again = |field, said| draw(desk, &Again::because("token", form, field, said), None);
    let (Some(name), Ok(days)) = (form.field("name"), form.text("days").trim().parse::<u32>()) else {
        let named = form.field("name").is_some();
        let (field, key) =
            if named { ("days", "account-token-days-wrong") } else { ("name", "account-token-name-needed") };
        return again(field, desk.t.get(key));
    };
    if !(1..=366).contains(&days) {
        return again("days", desk.t.get("account-token-days-wrong"));
    }
    let scopes: Vec<Scope> = form.fields("scopes").map(Scope::of_code).collect::<Result<_, _>>()?;
    let name = name.to_owned();
    let issued = desk.writing(move |shelf, occasion| verb::issue_token(shelf, occasion, &name, &scopes, days));
    match issued {
        Ok(secret) => draw(desk, &Again::default(), Some(secret.reveal().to_owned())),
        Err(trouble) => draw(desk, &Again::of("token", form, trouble, desk.t)?, None),
    }
}

/// A token of one's own.
pub(super) fn end_token(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let digest = Digest(form.text("token").to_owned());
    Desk::new(state, visit).writing(move |shelf, occasion| verb::end_token(shelf, occasion, &digest))?;
    see_other_done(&format!("{PAGE}#tokens"), Done::TokenEnded)
}
