//! The accounts of the base: found, listed, and made.

use askama::Template;
use axum::response::Response;
use base::people::verb::{self, NewAccount};
use base::people::{Account, AccountState, PasswordHash, Role};

use super::account::languages;
use super::again::Again;
use super::desk::{Desk, person_path};
use super::input::{Answer, Choices, Input};
use crate::language::{Key, Messages};
use crate::refusal::role_word;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page, page_with, see_other_done};
use crate::state::State;
use crate::view::{Cell, Column, Link, Table, encoded};

/// Accounts on one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "pages/people/accounts.html")]
struct Accounts {
    t: Messages,
    layout: Layout,
    asked: String,
    table: Table,
    next: Option<Link>,
    may_make: bool,
}

#[derive(Template)]
#[template(path = "pages/people/account_new.html")]
struct NewPage {
    t: Messages,
    layout: Layout,
    login: Input,
    name: Input,
    mail: Input,
    password: Input,
    language: Choices,
    roles: Choices,
    wrong: Option<String>,
}

pub(super) fn list(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let (asked, after) = (visit.field("q").unwrap_or_default(), visit.field("after").unwrap_or_default());
    let mut found = desk.reading(|shelf| Ok(shelf.accounts(after, asked, PAGE + 1)?))?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more);
    let next = last.map(|last| {
        let address = format!("/administration/people?q={}&after={}", encoded(asked), encoded(&last.login));
        Link::at(address, desk.t.get("next-page"))
    });
    page(&Accounts {
        t: desk.t,
        layout: desk.layout(Section::Administration),
        asked: asked.to_owned(),
        table: table(desk.t, &found),
        next,
        may_make: desk.viewer().has(Role::Administrator),
    })
}

fn table(t: Messages, accounts: &[Account]) -> Table {
    let columns = vec![
        Column::Text(t.get("people-name")),
        Column::Text(t.get("people-login")),
        Column::Aside(t.get("people-mail")),
        Column::Text(t.get("people-roles")),
        Column::Text(t.get("people-state")),
    ];
    let row = |account: &Account| {
        let roles: Vec<String> = account.roles.iter().map(|held| role_word(t, held.code())).collect();
        vec![
            Cell::Link(Link::at(person_path(account.id), account.name.clone())),
            Cell::text(account.login.clone()),
            Cell::Aside(account.mail.clone()),
            Cell::text(roles.join(t.pick("、", ", "))),
            Cell::text(t.get(state_of(account))),
        ]
    };
    Table::new(t.get("people-title"), columns).with_rows(accounts.iter().map(row))
}

/// What is said of the state of an account.
pub(super) fn state_of(account: &Account) -> Key {
    match (account.state, &account.password) {
        (AccountState::Active, Some(_)) => Key("people-state-active"),
        (AccountState::Active, None) => Key("people-state-no-password"),
        (AccountState::Closed, _) => Key("people-state-closed"),
        (AccountState::Erased, _) => Key("people-state-erased"),
    }
}

/// The roles to choose from.
pub(super) fn roles(t: Messages, again: &Again, part: &str, held: &[Role]) -> Choices {
    let answer = |role: &Role| Answer {
        value: role.code(),
        label: role_word(t, role.code()),
        hint: t.get(match role {
            Role::Broker => Key("people-role-broker-hint"),
            Role::Reviewer => Key("people-role-reviewer-hint"),
            Role::Finance => Key("people-role-finance-hint"),
            Role::Auditor => Key("people-role-auditor-hint"),
            Role::Administrator => Key("people-role-administrator-hint"),
        }),
        chosen: again.chosen(part, "roles", role.code(), held.contains(role)),
    };
    Choices::any("roles", t.get("people-roles"), Role::ALL.iter().map(answer).collect())
}

pub(super) fn new(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    draw_new(Desk::new(state, visit), &Again::default())
}

fn draw_new(desk: Desk, again: &Again) -> Result<Response, Trouble> {
    let t = desk.t;
    let input = |name, key: Key| {
        Input::text("new", name, t.get(key), again.value("new", name, "")).wrong(again.wrong("new", name))
    };
    let password = Input::password("new", "new", t.get("people-first-password"), "new-password");
    page_with(
        again.status(),
        &NewPage {
            t,
            layout: desk.layout(Section::Administration),
            login: input("login", Key("people-login")).hint(t.get("people-login-hint")).needed(),
            name: input("name", Key("people-name")),
            mail: input("mail", Key("people-mail")).of("email"),
            password: password.wrong(again.wrong("new", "new")).hint(t.get("people-first-password-hint")).optional(),
            language: languages(t, again, "new", "zh"),
            roles: roles(t, again, "new", &[]),
            wrong: again.wrong("new", ""),
        },
    )
}

pub(super) fn make(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    match made(desk, form) {
        Ok(account) => see_other_done(&person_path(account.id), Done::Created),
        Err(trouble) => draw_new(desk, &Again::of("new", form, trouble, desk.t)?),
    }
}

fn made(desk: Desk, form: &Form) -> Result<Account, base::Trouble> {
    let text = |name: &str| form.text(name).to_owned();
    let roles = form.fields("roles").map(Role::of_code).collect::<Result<_, _>>()?;
    let password = form.field("new").map(PasswordHash::of).transpose()?;
    let (login, name, mail, language) = (text("login"), text("name"), text("mail"), text("language"));
    let new = NewAccount { login, name, mail, language, password, roles };
    desk.writing(move |shelf, occasion| verb::create_account(shelf, occasion, new))
}
