//! One account, as the administration sees it.

use askama::Template;
use axum::response::Response;
use base::people::{Account, AccountId, AccountState, Role};
use base::record::{Kind, RecordId};
use base::store::Shelf;

use super::account::languages;
use super::accounts::{roles, state_of};
use super::again::Again;
use super::desk::{Belonging, Desk, minute, person_path};
use super::input::{Choices, Input};
use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Trouble, Visit, page, page_with};
use crate::state::State;
use crate::view::Link;

/// Organisations offered to join; beyond that one is named by its id.
const MOST_ORGANISATIONS: usize = 200;

#[derive(Template)]
#[template(path = "pages/people/person.html")]
struct PersonPage {
    t: Messages,
    layout: Layout,
    account: Account,
    path: String,
    state: String,
    created: String,
    person: Option<Link>,
    belongings: Vec<Belonging>,
    sessions: usize,
    tokens: usize,
    changes: bool,
    name: Input,
    mail: Input,
    language: Choices,
    roles: Choices,
    record: Input,
    password: Input,
    organisations: Vec<(RecordId, String)>,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/people/erase.html")]
struct ErasePage {
    t: Messages,
    layout: Layout,
    name: String,
    path: String,
}

/// The account in the address.
pub(super) fn wanted(visit: &Visit) -> Result<AccountId, Trouble> {
    visit.id.parse().map_err(|_| Trouble::NotFound)
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    draw(Desk::new(state, visit), &Again::default())
}

pub(super) fn draw(desk: Desk, again: &Again) -> Result<Response, Trouble> {
    let (id, t, now) = (wanted(desk.visit)?, desk.t, desk.state.clock().now());
    let changes = desk.viewer().has(Role::Administrator);
    let (account, belongings, organisations, sessions, tokens) = desk.reading(|shelf| {
        let account = shelf.account(id)?.ok_or(base::Refusal::NotFound {})?;
        let memberships = shelf.memberships(id)?;
        let belongings = desk.belongings(shelf, &memberships)?;
        let organisations = if changes { organisations(desk, shelf)? } else { Vec::new() };
        Ok((account, belongings, organisations, shelf.sessions(id, now)?.len(), shelf.tokens(id, now)?.len()))
    })?;
    let input = |part, name, key: Key, kept: &str| {
        Input::text(part, name, t.get(key), again.value(part, name, kept)).wrong(again.wrong(part, name))
    };
    let record = account.person.map(|person| person.to_string()).unwrap_or_default();
    let password = Input::password("password", "new", t.get("account-new-password"), "new-password");
    page_with(
        again.status(),
        &PersonPage {
            t,
            layout: desk.layout(Section::Administration),
            path: person_path(id),
            state: t.get(state_of(&account)),
            created: minute(account.created),
            person: account.person.map(|id| Link::to(Kind::Person.path(), &id.to_string(), t.get("people-person"))),
            belongings,
            sessions,
            tokens,
            changes: changes && account.state != AccountState::Erased,
            name: input("change", "name", Key("people-name"), &account.name).needed(),
            mail: input("change", "mail", Key("people-mail"), &account.mail).of("email"),
            language: languages(t, again, "change", &account.language),
            roles: roles(t, again, "change", &account.roles),
            record: input("change", "person", Key("people-person-id"), &record).hint(t.get("people-person-hint")),
            password: password.wrong(again.wrong("password", "new")).hint(t.get("people-password-hint")),
            organisations,
            wrong: again.wrong("change", "").or_else(|| again.wrong("state", "")),
            account,
        },
    )
}

/// The organisations to choose from, by title.
fn organisations(desk: Desk, shelf: &mut dyn Shelf) -> Result<Vec<(RecordId, String)>, base::Trouble> {
    use base::record::verb::{list, listing};
    use base::store::{Filter, Sort};
    let filter = Filter { kinds: vec![Kind::Organisation], ..Filter::default() };
    let found = list(shelf, &listing(desk.viewer(), filter, Sort::Title, None, MOST_ORGANISATIONS)?)?;
    let title = |content: &base::record::Content| content.title(desk.t.pick(true, false)).to_owned();
    Ok(found.records.iter().map(|record| (record.id, title(&record.content))).collect())
}

/// Asks once more before somebody's data are erased.
pub(super) fn ask_erase(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let (desk, id) = (Desk::new(state, visit), wanted(visit)?);
    let account = desk.reading(|shelf| Ok(shelf.account(id)?.ok_or(base::Refusal::NotFound {})?))?;
    let (t, layout) = (desk.t, desk.layout(Section::Administration));
    page(&ErasePage { t, layout, name: account.name, path: person_path(id) })
}

impl PersonPage {
    fn is_closed(&self) -> bool {
        self.account.state == AccountState::Closed
    }
}
