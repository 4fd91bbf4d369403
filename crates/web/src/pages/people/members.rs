//! Who acts for an organisation: a box on its page, and a page of its own.

use std::collections::BTreeMap;

use askama::Template;
use askama::filters::HtmlSafe;
use axum::response::Response;
use base::people::verb::{join, leave};
use base::people::{AccountId, Role, Viewer};
use base::record::verb as records;
use base::record::{Kind, Record, RecordId};
use base::store::Shelf;

use super::again::Again;
use super::desk::Desk;
use super::input::Input;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;
use crate::view::Link;

/// The members of an organisation; it writes itself.
#[derive(Template)]
#[template(path = "pages/people/members_panel.html")]
pub(crate) struct Members {
    t: Messages,
    csrf: String,
    path: String,
    rows: Vec<Row>,
    login: Option<Input>,
    manages: bool,
}

impl HtmlSafe for Members {}

struct Row {
    account: AccountId,
    name: String,
    manages: bool,
    since: String,
    until: String,
}

#[derive(Template)]
#[template(path = "pages/people/members.html")]
struct MembersPage {
    t: Messages,
    layout: Layout,
    organisation: Link,
    members: Members,
}

impl Members {
    /// The members of an organisation, for who may see them: those who act for it, administrators and auditors.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn of(
        state: &State,
        visit: &Visit,
        shelf: &mut dyn Shelf,
        organisation: RecordId,
    ) -> Result<Option<Self>, base::Trouble> {
        if !may_see(&visit.viewer, organisation) {
            return Ok(None);
        }
        Self::drawn(Desk::new(state, visit), shelf, organisation, &Again::default()).map(Some)
    }

    fn drawn(desk: Desk, shelf: &mut dyn Shelf, organisation: RecordId, again: &Again) -> Result<Self, base::Trouble> {
        let t = desk.t;
        let memberships = shelf.members(organisation)?;
        let ids: Vec<AccountId> = memberships.iter().map(|at| at.account).collect();
        let names: BTreeMap<AccountId, String> = shelf.account_names(&ids)?.into_iter().collect();
        let mut rows: Vec<Row> = memberships
            .into_iter()
            .map(|at| Row {
                account: at.account,
                name: names.get(&at.account).cloned().unwrap_or_default(),
                manages: at.manages,
                since: at.since,
                until: at.until,
            })
            .collect();
        rows.sort_by(|a, b| {
            (!a.until.is_empty(), !a.manages, &a.name).cmp(&(!b.until.is_empty(), !b.manages, &b.name))
        });
        let input = || {
            Input::text("join", "login", t.get("members-login"), again.value("join", "login", ""))
                .wrong(again.wrong("join", "login"))
                .needed()
        };
        Ok(Self {
            t,
            csrf: desk.visit.csrf.clone(),
            path: format!("/{}/{organisation}/members", Kind::Organisation.path()),
            rows,
            login: may_set(desk.viewer(), organisation).then(input),
            manages: again.chosen("join", "manages", "yes", false),
        })
    }
}

fn may_see(viewer: &Viewer, organisation: RecordId) -> bool {
    viewer.sees_everything() || viewer.acts_for(organisation)
}

fn may_set(viewer: &Viewer, organisation: RecordId) -> bool {
    viewer.has(Role::Administrator) || viewer.manages(organisation) && viewer.writes().is_ok()
}

/// The organisation of the address, as far as it may be seen; one that may not be is not told apart from none.
fn organisation(desk: Desk, shelf: &mut dyn Shelf) -> Result<Record, base::Trouble> {
    let id: RecordId = desk.visit.id.parse().map_err(|_| base::Refusal::NotFound {})?;
    let record = records::show(shelf, desk.viewer(), id)?;
    if record.kind != Kind::Organisation {
        return Err(base::Refusal::NotFound {}.into());
    }
    if may_see(desk.viewer(), id) { Ok(record) } else { Err(desk.viewer().not_allowed("member").into()) }
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    draw(Desk::new(state, visit), &Again::default())
}

fn draw(desk: Desk, again: &Again) -> Result<Response, Trouble> {
    let (record, members) = desk.reading(|shelf| {
        let record = organisation(desk, shelf)?;
        let members = Members::drawn(desk, shelf, record.id, again)?;
        Ok((record, members))
    })?;
    let title = record.content.title(desk.t.pick(true, false)).to_owned();
    let organisation = Link::to(Kind::Organisation.path(), &record.id.to_string(), title);
    let layout = desk.layout(Section::Kind(Kind::Organisation));
    page_with(again.status(), &MembersPage { t: desk.t, layout, organisation, members })
}

/// Lets somebody act for the organisation, by sign-in name, or ends it, by account.
pub(super) fn change(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let id = desk.reading(|shelf| organisation(desk, shelf))?.id;
    let path = format!("/{}/{id}/members", Kind::Organisation.path());
    if let Some(account) = form.field("leaves") {
        let account: AccountId = account.parse().map_err(|_| base::Refusal::NotFound {})?;
        desk.writing(move |shelf, occasion| leave(shelf, occasion, account, id))?;
        return see_other_done(&path, Done::Left);
    }
    let (login, manages) = (form.text("login").trim().to_lowercase(), form.field("manages").is_some());
    let end = desk.writing(move |shelf, occasion| {
        if !may_set(&occasion.viewer, id) {
            return Err(occasion.viewer.not_allowed("manager").into());
        }
        let Some(account) = shelf.account_of_login(&login)? else {
            return Err(base::Refusal::NoSuchAccount { login }.into());
        };
        join(shelf, occasion, account.id, id, manages)
    });
    match end {
        Ok(()) => see_other_done(&path, Done::Joined),
        Err(trouble) => draw(desk, &Again::of("join", form, trouble, desk.t)?),
    }
}
