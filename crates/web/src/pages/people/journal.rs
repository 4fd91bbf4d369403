//! The journal: what was done, by whom, to what, newest first.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use base::journal::{Sealed, seen_before};
use base::people::AccountId;
use base::record::{Kind, RecordId};
use base::store::{JournalFilter, Titled};

use super::desk::{Desk, minute, person_path};
use super::journal_verbs::verb_key;
use crate::language::{Key, Messages};
use crate::pages::record::titled_link;
use crate::rulebook::rules;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Link, encoded};

/// Entries on one page.
const PAGE: usize = 50;
/// Characters of what was written that are shown.
const SHOWN: usize = 4_000;

/// What the entries are told apart by, for the filter.
const VERBS: [&str; 19] = [
    "record",
    "account",
    "rule",
    "calendar",
    "import",
    "ledger",
    "match",
    "deal",
    "publicity",
    "receipt",
    "payout",
    "platform",
    "problem",
    "call",
    "bid",
    "review",
    "project",
    "cooperation",
    "agreement",
];

#[derive(Template)]
#[template(path = "pages/people/journal.html")]
struct JournalPage {
    t: Messages,
    layout: Layout,
    path: &'static str,
    own: bool,
    verbs: Vec<(&'static str, String, bool)>,
    verb: String,
    object: String,
    by: String,
    wrong: Option<String>,
    rows: Vec<Row>,
    next: Option<Link>,
    head: String,
}

struct Row {
    number: u64,
    at: String,
    by: Option<Link>,
    verb: String,
    code: String,
    object: Link,
    version: u32,
    written: Written,
}

/// What an entry holds besides.
enum Written {
    Nothing,
    Text(String),
    Erased,
}

/// All of it, for auditors and administrators.
pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    listed(state, visit, Whose::Everybody)
}

/// What the reader did.
pub(super) fn mine(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    listed(state, visit, Whose::Own)
}

/// Whose entries a page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Everybody,
    Own,
}

fn listed(state: &State, visit: &Visit, whose: Whose) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let t = desk.t;
    let field = |name| visit.field(name).map(|text| text.trim().to_owned());
    let (verb, object, by) = (field("verb"), field("object"), field("by"));
    let before = visit.field("before").and_then(|number| number.parse().ok()).unwrap_or(i64::MAX.unsigned_abs());
    let (account, entries, next, known, head) = desk.reading(|shelf| {
        let own = visit.viewer.account().filter(|_| whose == Whose::Own);
        let account = match &by {
            _ if own.is_some() => Some(own),
            None => None,
            Some(by) => match by.parse::<AccountId>() {
                Ok(id) => Some(Some(id)),
                Err(_) => Some(shelf.account_of_login(&by.to_lowercase())?.map(|account| account.id)),
            },
        };
        let filter = JournalFilter { verb: verb.clone(), object: object.clone(), by: account.flatten() };
        let unknown = account == Some(None);
        let (entries, next) =
            if unknown { (Vec::new(), None) } else { seen_before(shelf, &visit.viewer, before, &filter, PAGE)? };
        let mut ids: Vec<AccountId> =
            entries.iter().flat_map(|entry| [entry.by, account_of(&entry.object)]).flatten().collect();
        ids.sort();
        ids.dedup();
        let names = shelf.account_names(&ids)?.into_iter().collect();
        let mut records: Vec<RecordId> = entries.iter().filter_map(|entry| Some(record_of(&entry.object)?.1)).collect();
        records.sort();
        records.dedup();
        let titles = shelf.titles(&records, &visit.viewer.reach())?;
        let titles = titles.into_iter().map(|titled| (titled.id, titled)).collect();
        Ok((account, entries, next, Known { names, titles }, shelf.head()?))
    })?;
    let (verb, object, by) = (verb.unwrap_or_default(), object.unwrap_or_default(), by.unwrap_or_default());
    let path = if whose == Whose::Own { "/account/journal" } else { "/administration/journal" };
    let next = next.map(|last| {
        let (verb, object, by) = (encoded(&verb), encoded(&object), encoded(&by));
        let address = format!("{path}?verb={verb}&object={object}&by={by}&before={last}");
        Link::at(address, t.get("journal-older"))
    });
    let chosen = |code: &'static str| (code, t.get(verb_key(code).unwrap_or(Key("journal-verb"))), verb == code);
    page(&JournalPage {
        t,
        layout: desk.layout(if whose == Whose::Own { Section::Account } else { Section::Administration }),
        path,
        own: whose == Whose::Own,
        verbs: VERBS.map(chosen).into(),
        wrong: (account == Some(None)).then(|| t.say("journal-nobody").with("login", by.as_str()).to_string()),
        rows: entries.iter().map(|entry| row(t, entry, &known)).collect(),
        next,
        head: t.say("journal-head").with("number", head.number).to_string(),
        verb,
        object,
        by,
    })
}

/// What the page's accounts and records are called, as far as the reader may know it.
struct Known {
    names: BTreeMap<AccountId, String>,
    titles: BTreeMap<RecordId, Titled>,
}

fn row(t: Messages, entry: &Sealed, known: &Known) -> Row {
    let name = |id: AccountId| known.names.get(&id).cloned().unwrap_or_else(|| id.to_string());
    let written = match &entry.payload {
        None => Written::Erased,
        Some((_, text)) if text == "null" => Written::Nothing,
        Some((_, text)) => Written::Text(text.chars().take(SHOWN).collect()),
    };
    Row {
        number: entry.number,
        at: minute(entry.at),
        by: entry.by.map(|id| Link::at(person_path(id), name(id))),
        verb: verb_key(&entry.verb).map_or_else(|| entry.verb.clone(), |key| t.get(key)),
        code: entry.verb.clone(),
        object: object(t, &entry.object, known),
        version: entry.version,
        written,
    }
}

/// An object with a link to it: `need:…`, `account:…`, `rule:…`.
fn object(t: Messages, text: &str, known: &Known) -> Link {
    if let Some(id) = account_of(text) {
        return Link::at(person_path(id), known.names.get(&id).cloned().unwrap_or_else(|| text.to_owned()));
    }
    if let Some((kind, id)) = record_of(text) {
        let label = kind.label();
        let label = t.pick(label.zh, label.en);
        if let Some(titled) = known.titles.get(&id) {
            let link = titled_link(titled, t);
            return Link { text: format!("{label} · {}", link.text), ..link };
        }
        // Deleted, or not theirs to know of.
        let text = id.to_string();
        let short = text.char_indices().nth_back(5).map_or(text.as_str(), |(at, _)| &text[at..]);
        return Link::to(kind.path(), &text, format!("{label} …{short}"));
    }
    let (kind, id) = text.split_once(':').unwrap_or((text, ""));
    match kind {
        "ledger" => {
            let number = id.bytes().all(|digit| digit.is_ascii_digit());
            let address = match (id, number) {
                ("books", _) => "/ledger".to_owned(),
                (id, true) => format!("/ledger/entries/{id}"),
                (id, false) => format!("/ledger/accounts/{id}"),
            };
            Link::at(address, format!("{} {id}", t.get("nav-ledger")))
        }
        "calendar" => {
            let address = format!("/administration/rules/calendar?year={}", encoded(id));
            Link::at(address, format!("{} {id}", t.get("calendar-title")))
        }
        "rule" => {
            let title =
                rules().ok().and_then(|rules| rules.get(id).ok()).map(|rule| t.pick(&rule.title.zh, &rule.title.en));
            let title = title.map_or_else(|| id.to_owned(), Clone::clone);
            Link::at(format!("/administration/rules/{}", encoded(id)), title)
        }
        _ => Link::at(format!("/administration/journal?object={}", encoded(text)), text.to_owned()),
    }
}

fn record_of(object: &str) -> Option<(Kind, RecordId)> {
    let (kind, id) = object.split_once(':')?;
    Some((Kind::of_code(kind)?, id.parse().ok()?))
}

fn account_of(object: &str) -> Option<AccountId> {
    object.strip_prefix("account:")?.parse().ok()
}
