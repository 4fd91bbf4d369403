//! Signing in and out.

use askama::Template;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::Response;
use base::people::verb;

use super::again::Again;
use super::desk::{Desk, inside};
use super::input::Input;
use crate::language::{Language, Messages};
use crate::shell::{
    Done, Form, Layout, SESSION, Section, Trouble, Visit, page_with, remember, see_other, see_other_done,
};
use crate::state::State;
use crate::view::Link;

/// The browser forgets the session by then; the base ends it no later.
const LASTS_SECONDS: u32 = 14 * 24 * 3600;

#[derive(Template)]
#[template(path = "pages/people/sign_in.html")]
struct SignIn {
    t: Messages,
    layout: Layout,
    then: String,
    login: Input,
    password: Input,
    wrong: Option<String>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    if visit.session.is_some() {
        return see_other(inside(visit.field("then").unwrap_or("/")));
    }
    draw(Desk::new(state, visit), visit.field("then").unwrap_or("/"), &Again::default())
}

fn draw(desk: Desk, then: &str, again: &Again) -> Result<Response, Trouble> {
    let t = desk.t;
    let login = Input::text("sign-in", "login", t.get("people-login"), again.value("sign-in", "login", ""));
    page_with(
        again.status(),
        &SignIn {
            t,
            layout: desk.layout(Section::SignIn),
            then: inside(then).to_owned(),
            login: login.completes("username").needed(),
            password: Input::password("sign-in", "password", t.get("people-password"), "current-password"),
            wrong: again.wrong("sign-in", "old").or_else(|| again.wrong("sign-in", "")),
        },
    )
}

pub(super) fn enter(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let (login, password, now) = (form.text("login"), form.text("password"), state.clock().now());
    let then = form.field("then").unwrap_or("/");
    match verb::sign_in(state.store(), login, password, &visit.peer, &visit.agent, now) {
        Ok(begun) => {
            end(state, visit)?;
            let mut response = see_other(inside(then))?;
            set(&mut response, visit, begun.secret.reveal(), LASTS_SECONDS)?;
            if let (false, Some(language)) = (visit.chose_language, Language::from_tag(&begun.language)) {
                remember(&mut response, language);
            }
            Ok(response)
        }
        Err(trouble) => {
            let desk = Desk::new(state, visit);
            let wait = Trouble::from(trouble);
            let seconds = wait.retry_after();
            let mut response = draw(desk, then, &Again::of("sign-in", form, wait, desk.t)?)?;
            if let Some(seconds) = seconds {
                response.headers_mut().insert(axum::http::header::RETRY_AFTER, seconds);
            }
            Ok(response)
        }
    }
}

pub(super) fn leave(state: &State, visit: &Visit, _: &Form) -> Result<Response, Trouble> {
    end(state, visit)?;
    let mut response = see_other_done("/", Done::SignedOut)?;
    set(&mut response, visit, "", 0)?;
    Ok(response)
}

/// Ends the session at hand, if there is one.
fn end(state: &State, visit: &Visit) -> Result<(), Trouble> {
    let Some(session) = visit.session.clone() else { return Ok(()) };
    let now = state.clock().now();
    Ok(state.store().writing(move |shelf| verb::sign_out(shelf, &session, now))?)
}

/// Gives the browser the secret of a session; over TLS only, where the browser speaks over TLS.
fn set(response: &mut Response, visit: &Visit, secret: &str, seconds: u32) -> Result<(), Trouble> {
    let secure = if visit.secure { "; Secure" } else { "" };
    let cookie = format!("{SESSION}={secret}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}");
    let cookie = HeaderValue::try_from(cookie).map_err(Trouble::fault)?;
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(())
}

impl SignIn {
    fn everyone(&self) -> Link {
        Link::at("/records", self.t.get("sign-in-without"))
    }
}
