//! A record's page: fixed headings in a fixed order, whatever the kind.

use askama::Template;
use axum::response::Response;
use base::record::kinds::DeclineReason;
use base::record::verb::Within;
use base::record::{Content, Field, Kind, Move, Record, Shape, State as Stands};
use base::store::Shelf;

use super::attachment::{Hung, hung};
use super::badge::{Badge, all_badges};
use super::day::instant;
use super::history::people;
use super::position::{Drawn, Standing, Worth, drawn, standings, worths};
use super::relation::{Relations, relations};
use super::value::{Shown, label, links_of};
use super::view::View;
use crate::language::{Key, Messages};
use crate::pages::innovation::{Mending, mending};
use crate::pages::people::Members;
use crate::shell::{Layout, Trouble, Visit, page};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/record/show.html")]
struct RecordPage {
    t: Messages,
    layout: Layout,
    kind: String,
    list: String,
    address: String,
    title: String,
    other_title: String,
    badges: Vec<Badge>,
    /// What must be known before anything else is read.
    notices: Vec<String>,
    version: u32,
    signed_in: bool,
    may_change: bool,
    /// The codes of the moves that start where the record stands.
    steps: Vec<&'static str>,
    members: Option<Members>,
    summaries: Vec<(&'static str, String)>,
    facts: Vec<Fact>,
    own: Vec<Fact>,
    standings: Vec<Standing>,
    /// The part of the map around them; `None` where nothing flows there.
    drawn: Option<Drawn>,
    worths: Vec<Worth>,
    /// Where what suits it is shown, for who is signed in.
    matches: Option<String>,
    /// Where it is worked on, for what has desks of its own: the address and what it is called.
    desks: Vec<(String, String)>,
    /// Where the deal of a match is opened, once both sides agreed.
    opens: Option<String>,
    /// How honestly a need says what is wanted, for its author.
    mending: Option<Mending>,
    /// Why it was declined so far, for who may rewrite it.
    hints: Vec<(String, String, Vec<String>)>,
    relations: Relations,
    attachments: Vec<Hung>,
    history: Vec<Fact>,
    control: Vec<Fact>,
    source: Vec<Fact>,
}

/// A heading and what stands under it.
pub(super) struct Fact {
    pub label: String,
    pub shown: Shown,
    /// Whether it is said apart, because it is needed and not given.
    pub missing: bool,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let record = state.store().reading(|shelf| view.record(shelf))?;
    view.note_reading(&record)?;
    state.store().reading(|shelf| {
        let attachments = hung(&view, &record, shelf)?;
        let organisation = record.kind == Kind::Organisation;
        let members = if organisation { Members::of(state, visit, shelf, record.id)? } else { None };
        let mut within = Within::new(shelf, &view.occasion);
        let linked: Vec<_> =
            view.kind.fields().flat_map(|field| links_of(field, record.content.get(field.name))).collect();
        within.learn(&linked);
        let relations = relations(&view, &record, &mut within)?;
        let author = people(&view, record.author.into_iter(), within.shelf())?;
        let author = record.author.and_then(|account| author.get(&account).cloned());
        let sheet = render(&view, &record, relations, attachments, author, &mut within)?;
        within.end()?;
        let hints = hints(&view, &record, shelf)?;
        page(&RecordPage { members, hints, ..sheet })
    })
}

fn render(
    view: &View,
    record: &Record,
    relations: Relations,
    attachments: Vec<Hung>,
    author: Option<String>,
    within: &mut Within,
) -> Result<RecordPage, Trouble> {
    let (t, content) = (view.t, &record.content);
    let title = view.title(record);
    let other = content.title(t.pick(false, true)).to_owned();
    Ok(RecordPage {
        t,
        layout: view.layout(),
        kind: view.kind_label(),
        list: view.list(),
        address: format!("{}/{}", view.list(), record.id),
        other_title: if other == title { String::new() } else { other },
        title,
        badges: all_badges(record, t),
        notices: notices(view, record),
        version: record.version,
        signed_in: view.viewer().account().is_some(),
        may_change: view.may_change(record),
        steps: steps(record),
        members: None,
        summaries: summaries(content, t),
        facts: some(view, content, &["owner", "named", "expires"], within),
        own: own(view, content, within),
        standings: standings(view, content)?,
        drawn: drawn(view, content),
        worths: worths(view, content),
        matches: matches(view, record),
        desks: desks(view, record),
        opens: opens(view, record),
        mending: view.may_change(record).then(|| mending(record, view.occasion.now.date(), t)).flatten(),
        hints: Vec::new(),
        relations,
        attachments,
        history: history(record, author, t),
        control: some(view, content, &["control"], within),
        source: some(view, content, &["source", "source_date"], within),
    })
}

/// Where what suits a record is shown.
fn matches(view: &View, record: &Record) -> Option<String> {
    let matched = brokerage::Side::of(record.kind).is_some() && view.viewer().account().is_some();
    matched.then(|| format!("{}/{}/matches", view.list(), record.id))
}

/// Where experts are sought for a record, or a person's profile is kept and works are brought for them.
fn talent_desk(view: &View, record: &Record) -> Vec<(String, String)> {
    let (id, t) = (record.id, view.t);
    if record.kind == Kind::Person && view.may_change(record) {
        return vec![
            (format!("/persons/{id}/desk"), t.get("profile-title")),
            (format!("/persons/bring?into={id}"), t.get("bring-own")),
        ];
    }
    if record.kind == Kind::Need { vec![experts_for(view, record)] } else { Vec::new() }
}

fn experts_for(view: &View, record: &Record) -> (String, String) {
    (format!("/experts?for={}", record.id), view.t.get("experts-title"))
}

/// Where a record of a workflow is worked on.
fn desks(view: &View, record: &Record) -> Vec<(String, String)> {
    let account = view.viewer().account();
    let signed = account.is_some();
    let talent = talent_desk(view, record);
    if signed && !talent.is_empty() {
        return talent;
    }
    if record.kind == Kind::Platform {
        let Some(account) = account else { return Vec::new() };
        let (id, t) = (record.id, view.t);
        return vec![
            (format!("/platforms/set?platform={id}"), t.get("set-title")),
            (format!("/calendars/{account}/bookings.ics?platform={id}"), t.get("feed-platform")),
        ];
    }
    let desks: &[(Kind, &str, Key)] = &[
        (Kind::Publicity, "notice", Key("transfer-notice")),
        (Kind::Deal, "desk", Key("transfer-desk")),
        (Kind::Payout, "desk", Key("transfer-desk")),
        (Kind::Call, "desk", Key("transfer-desk")),
        (Kind::Bid, "desk", Key("transfer-desk")),
        (Kind::Review, "desk", Key("transfer-desk")),
        (Kind::Problem, "desk", Key("transfer-desk")),
        (Kind::Project, "desk", Key("project-desk")),
        (Kind::Cooperation, "desk", Key("cooperation-desk")),
        (Kind::Event, "desk", Key("event-desk")),
        (Kind::Registration, "desk", Key("event-own-desk")),
        (Kind::Programme, "desk", Key("programme-desk")),
        (Kind::Enrolment, "desk", Key("programme-own")),
        (Kind::Secondment, "desk", Key("secondment-desk")),
        (Kind::Achievement, "owners", Key("owners-title")),
        (Kind::Agreement, "plan", Key("plan-title")),
        (Kind::Agreement, "committee", Key("committee-title")),
    ];
    let panel = record.kind != Kind::Review || !record.content.is_empty("panel_of");
    let guarded = |kind: Kind| {
        matches!(
            kind,
            Kind::Deal | Kind::Payout | Kind::Registration | Kind::Enrolment | Kind::Secondment | Kind::Achievement
        )
    };
    let open = |kind: Kind| signed || !guarded(kind);
    let shown = |kind: Kind| kind == record.kind && open(kind) && panel;
    let desks = desks.iter().filter(|(kind, ..)| shown(*kind));
    let desks = desks.map(|(_, at, label)| (format!("{}/{}/{at}", view.list(), record.id), view.t.get(*label)));
    let experts = (record.kind == Kind::Problem && signed).then(|| experts_for(view, record));
    desks.chain(experts).collect()
}

/// Where the deal of a match is opened, once both sides agreed to it.
fn opens(view: &View, record: &Record) -> Option<String> {
    let agreed = record.kind == Kind::Match && record.content.text("stage") == "accepted";
    (agreed && view.viewer().writes().is_ok()).then(|| format!("{}/{}/deal", view.list(), record.id))
}

/// What declining taught about a record: what to do about it, how often, and what was said beside it.
fn hints(view: &View, record: &Record, shelf: &mut dyn Shelf) -> Result<Vec<(String, String, Vec<String>)>, Trouble> {
    if brokerage::Side::of(record.kind).is_none() {
        return Ok(Vec::new());
    }
    let t = view.t;
    let told = |hint: transfer::deal::Hint| {
        let times = t.say("hints-times").with("times", hint.times).to_string();
        (t.get(remedy(hint.reason)), times, hint.notes)
    };
    Ok(transfer::deal::hints(shelf, view.viewer(), record)?.into_iter().map(told).collect())
}

/// What the author can do about a reason for declining.
fn remedy(reason: DeclineReason) -> Key {
    match reason {
        DeclineReason::WrongField => Key("hint-wrong-field"),
        DeclineReason::IndicatorMissed => Key("hint-indicator-missed"),
        DeclineReason::ReadinessTooLow => Key("hint-readiness-too-low"),
        DeclineReason::PriceTooHigh => Key("hint-price-too-high"),
        DeclineReason::BudgetTooSmall => Key("hint-budget-too-small"),
        DeclineReason::RightsUnclear => Key("hint-rights-unclear"),
        DeclineReason::AlreadySolved => Key("hint-already-solved"),
        DeclineReason::TooLate => Key("hint-too-late"),
        DeclineReason::PartnerUnsuitable => Key("hint-partner-unsuitable"),
        DeclineReason::ConflictOfInterest => Key("hint-conflict-of-interest"),
        DeclineReason::ExportControl => Key("hint-export-control"),
        DeclineReason::NotEnoughSaid => Key("hint-not-enough-said"),
        DeclineReason::NoAnswer => Key("hint-no-answer"),
        DeclineReason::Other => Key("hint-other"),
    }
}

/// The moves that a record can make; a bid goes out by being handed in.
fn steps(record: &Record) -> Vec<&'static str> {
    let moves = [Move::Publish, Move::Withdraw { reason: String::new() }, Move::Delete, Move::Restore];
    let open = moves.iter().filter(|step| record.state.after(step).is_some());
    open.filter(|step| record.kind != Kind::Bid || **step != Move::Publish).map(Move::code).collect()
}

/// That it is invented, that and why it was withdrawn, that it is past its date.
fn notices(view: &View, record: &Record) -> Vec<String> {
    let (t, content) = (view.t, &record.content);
    let mut notices = Vec::new();
    if content.tail().sample == Some(true) {
        notices.push(t.get("record-sample-note"));
    }
    if let Stands::Withdrawn { reason } = &record.state {
        notices.push(t.say("record-withdrawn-because").with("reason", reason.as_str()).to_string());
    }
    let expires = content.text("expires");
    if !expires.is_empty() && expires < view.occasion.now.date().to_string().as_str() {
        notices.push(t.get("record-expired"));
    }
    notices
}

/// The summaries, the reader's language first, each with the language it is in.
fn summaries(content: &Content, t: Messages) -> Vec<(&'static str, String)> {
    let (zh, en) = (("zh-CN", content.text("summary_zh")), ("en", content.text("summary_en")));
    let both = t.pick([zh, en], [en, zh]);
    both.into_iter().filter(|(_, text)| !text.is_empty()).map(|(tag, text)| (tag, text.to_owned())).collect()
}

/// Common fields by name that hold something.
fn some(view: &View, content: &Content, names: &[&str], within: &mut Within) -> Vec<Fact> {
    let fields = names.iter().filter_map(|name| view.kind.field(name));
    let facts = fields.map(|field| fact(view, field, content, within));
    facts.filter(|fact| !fact.shown.is_absent() || fact.missing).collect()
}

/// The kind's own fields: those that hold something, and those that are needed and do not.
fn own(view: &View, content: &Content, within: &mut Within) -> Vec<Fact> {
    let fields = view.kind.own_fields().iter().filter(|field| !matches!(field.shape, Shape::Patch));
    let facts = fields.map(|field| fact(view, field, content, within));
    facts.filter(|fact| fact.missing || !fact.shown.is_absent()).collect()
}

fn fact(view: &View, field: &Field, content: &Content, within: &mut Within) -> Fact {
    let shown = Shown::of(field, content.get(field.name), within, view.t);
    let missing = shown.is_absent() && field.required;
    Fact { label: label(field.label, view.t).to_owned(), shown, missing }
}

fn history(record: &Record, author: Option<String>, t: Messages) -> Vec<Fact> {
    let fact = |label: String, text: String| Fact { label, shown: Shown::Text(text), missing: false };
    vec![
        fact(t.get("record-version"), record.version.to_string()),
        fact(t.get("record-created"), instant(record.created, t)),
        fact(t.get("record-author"), author.unwrap_or_else(|| "—".to_owned())),
        fact(t.get("record-updated"), instant(record.updated, t)),
    ]
}
