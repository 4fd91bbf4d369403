//! The versions of a record: who wrote each, when, and what it changed; and one version as it stood.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use base::people::AccountId;
use base::record::verb::{self, History, Within};
use base::record::{Field, RecordId};
use base::store::Shelf;

use super::super::people::verb_key;
use super::day::instant;
use super::difference::{Differing, differing};
use super::filter::state as state_label;
use super::value::{Shown, label, links_of};
use super::view::View;
use crate::language::{Key, Messages};
use crate::shell::{Layout, Trouble, Visit, page};
use crate::state::State;

/// Versions on a page.
const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "pages/record/history.html")]
struct HistoryPage {
    t: Messages,
    layout: Layout,
    kind: String,
    list: String,
    address: String,
    title: String,
    versions: Vec<Told>,
    older: Option<String>,
}

/// One version.
struct Told {
    number: u32,
    verb: String,
    state: String,
    who: String,
    when: String,
    changes: Vec<Differing>,
    erased: bool,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let record = state.store().reading(|shelf| view.record(shelf))?;
    view.note_reading(&record)?;
    let before = visit.field("before").and_then(|given| given.parse().ok()).unwrap_or(u32::MAX);
    state.store().reading(|shelf| {
        let history = verb::history(shelf, view.viewer(), record.id)?;
        let mut some: Vec<History> =
            history.into_iter().filter(|one| one.version.version < before).take(PAGE + 1).collect();
        let more = some.len() > PAGE;
        some.truncate(PAGE);
        let older = some.last().filter(|_| more).map(|last| format!("?before={}", last.version.version));
        let who = people(&view, some.iter().filter_map(|one| one.version.by), shelf)?;
        let mut within = Within::new(shelf, &view.occasion);
        let changes = some.iter().flat_map(|one| &one.changes);
        let linked =
            changes.flat_map(|one| [links_of(one.field, &one.before), links_of(one.field, &one.after)].concat());
        within.learn(&linked.collect::<Vec<RecordId>>());
        let versions = some.iter().map(|one| told(&view, one, &who, &mut within)).collect();
        within.end()?;
        page(&HistoryPage {
            t: view.t,
            layout: view.layout(),
            kind: view.kind_label(),
            list: view.list(),
            address: format!("{}/{}", view.list(), record.id),
            title: view.title(&record),
            versions,
            older,
        })
    })
}

fn told(view: &View, one: &History, who: &BTreeMap<AccountId, String>, within: &mut Within) -> Told {
    let version = &one.version;
    let name = version.by.and_then(|by| who.get(&by)).cloned();
    Told {
        number: version.version,
        verb: said(&version.verb, view.t),
        state: state_label(version.state.code(), view.t),
        who: name.unwrap_or_else(|| "—".to_owned()),
        when: instant(version.at, view.t),
        changes: differing(&one.changes, within, view.t),
        erased: version.content.is_none(),
    }
}

/// What was done, in words.
fn said(verb: &str, t: Messages) -> String {
    let key = match verb {
        "record.create" => Key("record-done-create"),
        "record.change" => Key("record-done-change"),
        "record.publish" => Key("record-done-publish"),
        "record.withdraw" => Key("record-done-withdraw"),
        "record.delete" => Key("record-done-delete"),
        "record.restore" => Key("record-done-restore"),
        "record.manage" => Key("record-done-manage"),
        other => match verb_key(other) {
            Some(key) => key,
            None => return other.to_owned(),
        },
    };
    t.get(key)
}

/// The names of accounts, for those who are signed in: visitors learn nobody's.
pub(super) fn people(
    view: &View,
    accounts: impl Iterator<Item = AccountId>,
    shelf: &mut dyn Shelf,
) -> Result<BTreeMap<AccountId, String>, Trouble> {
    let mut names = BTreeMap::new();
    if view.viewer().account().is_none() {
        return Ok(names);
    }
    for id in accounts {
        if !names.contains_key(&id)
            && let Some(account) = shelf.account(id)?
        {
            names.insert(id, account.name);
        }
    }
    Ok(names)
}

#[derive(Template)]
#[template(path = "pages/record/version.html")]
struct VersionPage {
    t: Messages,
    layout: Layout,
    kind: String,
    list: String,
    address: String,
    title: String,
    heading: String,
    state: String,
    when: String,
    facts: Vec<(String, Shown)>,
    erased: bool,
}

/// One version as it stood.
pub(super) fn version(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let number: u32 = visit.part("version").parse().map_err(|_| Trouble::NotFound)?;
    let record = state.store().reading(|shelf| view.record(shelf))?;
    view.note_reading(&record)?;
    state.store().reading(|shelf| {
        let mut versions = verb::versions(shelf, view.viewer(), record.id)?.into_iter();
        let version = versions.find(|version| version.version == number).ok_or(Trouble::NotFound)?;
        let content = version.content.clone().unwrap_or_default();
        let mut within = Within::new(shelf, &view.occasion);
        let fact = |field: &'static Field| {
            let shown = Shown::of(field, content.get(field.name), &mut within, view.t);
            (label(field.label, view.t).to_owned(), shown)
        };
        let facts = view.kind.fields().map(fact).filter(|(_, shown)| !shown.is_absent()).collect();
        within.end()?;
        page(&VersionPage {
            t: view.t,
            layout: view.layout(),
            kind: view.kind_label(),
            list: view.list(),
            address: format!("{}/{}", view.list(), record.id),
            title: view.title(&record),
            heading: view.t.say("record-version-heading").with("number", number.to_string()).to_string(),
            state: state_label(version.state.code(), view.t),
            when: instant(version.at, view.t),
            facts,
            erased: version.content.is_none(),
        })
    })
}
