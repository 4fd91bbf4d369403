//! One's own account: what one is called, the password, sessions, tokens, and for whom one acts.

use askama::Template;
use axum::response::Response;
use base::people::{Digest, Role, Scope, Session, Token};

use super::again::Again;
use super::desk::{Belonging, Desk, minute};
use super::input::{Answer, Choices, Input};
use crate::language::{Key, Language, Messages};
use crate::refusal::{role_word, scope_key};
use crate::shell::{Layout, Section, Trouble, Visit, page_with};
use crate::state::State;
use crate::view::Link;

/// How long tokens last unless said otherwise, in days.
const TOKEN_DAYS: &str = "90";

#[derive(Template)]
#[template(path = "pages/people/account.html")]
struct AccountPage {
    t: Messages,
    layout: Layout,
    login: String,
    roles: String,
    person: Option<Link>,
    belongings: Vec<Belonging>,
    name: Input,
    mail: Input,
    language: Choices,
    old: Input,
    new: Input,
    sessions: Vec<Open>,
    tokens: Vec<Issued>,
    token_name: Input,
    token_days: Input,
    scopes: Choices,
    /// A token issued just now, shown this once.
    secret: Option<String>,
}

/// A session that is open.
struct Open {
    digest: String,
    agent: String,
    since: String,
    until: String,
    here: bool,
}

/// A token that works.
struct Issued {
    digest: String,
    name: String,
    scopes: String,
    since: String,
    until: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    draw(Desk::new(state, visit), &Again::default(), None)
}

/// Draws the page; a form that came back keeps what was typed.
pub(super) fn draw(desk: Desk, again: &Again, secret: Option<String>) -> Result<Response, Trouble> {
    let (id, t, now) = (desk.own()?, desk.t, desk.state.clock().now());
    let (account, belongings, sessions, tokens) = desk.reading(|shelf| {
        let account = shelf.account(id)?.ok_or(base::Refusal::SignInNeeded {})?;
        let memberships = shelf.memberships(id)?;
        let belongings = desk.belongings(shelf, &memberships)?;
        Ok((account, belongings, shelf.sessions(id, now)?, shelf.tokens(id, now)?))
    })?;
    let roles: Vec<String> = account.roles.iter().map(|held| role_word(t, held.code())).collect();
    let person = account.person.map(|person| Link::at(format!("/persons/{person}/desk"), t.get("account-person")));
    let value = |part, name, kept: &str| again.value(part, name, kept);
    let input = |part, name, key: Key, kept: &str| {
        Input::text(part, name, t.get(key), value(part, name, kept)).wrong(again.wrong(part, name))
    };
    let password = |name, key: Key, fills| {
        Input::password("password", name, t.get(key), fills).wrong(again.wrong("password", name))
    };
    page_with(
        again.status(),
        &AccountPage {
            t,
            layout: desk.layout(Section::Account),
            login: account.login.clone(),
            roles: roles.join(t.pick("、", ", ")),
            person,
            belongings,
            name: input("profile", "name", Key("people-name"), &account.name).completes("name").needed(),
            mail: input("profile", "mail", Key("people-mail"), &account.mail).of("email").completes("email"),
            language: languages(t, again, "profile", &account.language),
            old: password("old", Key("account-old-password"), "current-password"),
            new: password("new", Key("account-new-password"), "new-password").hint(t.get("people-password-hint")),
            sessions: sessions.iter().map(|session| open(session, desk)).collect(),
            tokens: tokens.iter().map(|token| issued(token, t)).collect(),
            token_name: input("token", "name", Key("account-token-name"), "").needed(),
            token_days: input("token", "days", Key("account-token-days"), TOKEN_DAYS).of("number").needed(),
            scopes: scopes(desk, again),
            secret,
        },
    )
}

/// The languages to choose from.
pub(super) fn languages(t: Messages, again: &Again, part: &str, kept: &str) -> Choices {
    let answer = |language: Language| Answer {
        value: language.code(),
        label: language.name().to_owned(),
        hint: String::new(),
        chosen: again.chosen(part, "language", language.code(), kept == language.code()),
    };
    Choices::one("language", t.get("people-language"), Language::ALL.map(answer).into())
}

fn scopes(desk: Desk, again: &Again) -> Choices {
    let useful = |scope: &&Scope| **scope != Scope::Administer || desk.viewer().has(Role::Administrator);
    let answer = |scope: &Scope| Answer {
        value: scope.code(),
        label: scope_name(desk.t, *scope),
        hint: String::new(),
        chosen: again.chosen("token", "scopes", scope.code(), *scope == Scope::Read),
    };
    let answers = Scope::ALL.iter().filter(useful).map(answer).collect();
    Choices::any("scopes", desk.t.get("account-token-scopes"), answers)
}

fn scope_name(t: Messages, scope: Scope) -> String {
    scope_key(scope.code()).map_or_else(|| scope.code().to_owned(), |key| t.get(key))
}

fn open(session: &Session, desk: Desk) -> Open {
    let Digest(digest) = session.digest.clone();
    let agent = if session.agent.is_empty() { desk.t.get("account-agent-unknown") } else { session.agent.clone() };
    let here = desk.visit.session.as_ref() == Some(&session.digest);
    Open { digest, agent, since: minute(session.created), until: minute(session.expires), here }
}

fn issued(token: &Token, t: Messages) -> Issued {
    let scopes: Vec<String> = token.scopes.iter().map(|scope| scope_name(t, *scope)).collect();
    Issued {
        digest: token.digest.0.clone(),
        name: token.name.clone(),
        scopes: scopes.join(t.pick("、", ", ")),
        since: minute(token.created),
        until: minute(token.expires),
    }
}
