//! The desk of a secondment: its terms, what is wrong with them, what each side said, and the next step.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::Refusal;
use base::people::Role;
use base::record::kinds::{ApprovalDecision, InventionClause, Secondment, SecondmentStage};
use base::record::verb::Occasion;
use base::record::{Choice, Kind, RecordId};
use base::store::Shelf;
use talent::secondment::{self as verbs, Revision, Saying, Side, flaws, has_approved, lent, sides, stage_on, waits};

use super::super::frame::{Frame, Typed, page_of, row, with_slips, written};
use super::LABELS;
use crate::language::Messages;
use crate::rulebook::rules;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, see_other_done};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/secondment/desk.html")]
struct DeskPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    record: Link,
    version: u32,
    stage: &'static str,
    facts: Vec<(String, String)>,
    parties: Vec<(String, Link)>,
    flaws: Vec<String>,
    said: Vec<(String, String, String)>,
    /// For which sides the viewer may speak now: a code and the words.
    speaks: Vec<(&'static str, String)>,
    may: May,
    terms: Terms,
    clauses: &'static [Choice],
}

/// What the viewer may do.
struct May {
    revise: bool,
    end: bool,
    pass: bool,
}

/// The terms as the form holds them.
struct Terms {
    begins: String,
    ends: String,
    percent: String,
    home: String,
    host: String,
    clause: &'static str,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Secondments), None, Typed::default())
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Secondments);
    let (id, version, given, rules) = (frame.id()?, form.text("version").parse().ok(), form.clone(), rules()?);
    let work = move |shelf: &mut dyn Shelf, occasion: &Occasion| match given.text("act") {
        "revise" => revise(shelf, occasion, (id, version), &given),
        "end" => verbs::end_early(shelf, occasion, id, version, given.text("reason")).map(drop),
        "pass" => verbs::pass(shelf, occasion, rules, id, version, given.text("reason")).map(drop),
        act => {
            let decision = match act {
                "approve" => ApprovalDecision::Approved,
                "refuse" => ApprovalDecision::Refused,
                "send-back" => ApprovalDecision::SentBack,
                _ => return Err(Refusal::NotFound {}.into()),
            };
            let side = match given.text("side") {
                "home" => Some(Side::Home),
                "host" => Some(Side::Host),
                _ => None,
            };
            let saying = Saying { decision, note: given.text("note").to_owned(), side };
            verbs::decide(shelf, occasion, rules, id, version, &saying).map(drop)
        }
    };
    match frame.write(LABELS, work)? {
        Ok(()) => see_other_done(&format!("{}/desk", page_of(Kind::Secondment, id)), Done::SecondmentChanged),
        Err(refused) => render(&frame, Some(refused), Typed::of(form)),
    }
}

fn revise(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (id, version): (RecordId, Option<u32>),
    form: &Form,
) -> Result<(), base::Trouble> {
    let names = ["begins", "ends", "time_percent", "home_cost_percent", "host_cost_percent", "inventions"];
    let read: Secondment = row(shelf, occasion, form, &names)?;
    let revision = Revision {
        begins: read.begins,
        ends: read.ends,
        time_percent: read.time_percent,
        home_cost_percent: read.home_cost_percent,
        host_cost_percent: read.host_cost_percent,
        inventions: read.inventions,
    };
    verbs::revise(shelf, occasion, id, version, &revision).map(drop)
}

fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    frame.below(refused, |shelf, id, refused| made(frame, shelf, id, (refused, typed)))
}

fn made(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    id: RecordId,
    (refused, typed): (Option<String>, Typed),
) -> Result<DeskPage, base::Trouble> {
    let (t, viewer) = (frame.t, &frame.occasion.viewer);
    let lent = lent(shelf, viewer, id)?;
    let body = &lent.body;
    let stage = stage_on(body, &frame.occasion.now.date().to_string());
    let open = waits(stage);
    let ids: Vec<RecordId> = [body.person, body.home, body.host, body.project].into_iter().flatten().collect();
    let ids = [ids, body.approvals.iter().filter_map(|one| one.organisation).collect()].concat();
    let ids = [ids, body.approvals.iter().filter_map(|one| one.person).collect()].concat();
    let links = frame.links(shelf, &ids)?;
    let found = if open { flaws(shelf, &frame.occasion, &lent)? } else { Vec::new() };
    let own = sides(viewer, body);
    let speaks = own.iter().filter(|side| open && !has_approved(stage, **side));
    let word = |side: &Side| match side {
        Side::Home => ("home", t.get("secondment-home")),
        Side::Host => ("host", t.get("secondment-host")),
    };
    let text =
        |id: Option<RecordId>| id.and_then(|id| links.get(&id)).map_or_else(String::new, |link| link.text.clone());
    let said = body.approvals.iter().map(|one| {
        let label = one.decision.map(|decision| decision.choice().label);
        let who = [text(one.organisation), text(one.person)].join(" ").trim().to_owned();
        let what = label.map_or("", |label| t.pick(label.zh, label.en));
        let note = one.note.as_ref().map_or("", |note| note.0.as_str());
        (who, written(one.day.as_ref()), format!("{what} {note}"))
    });
    let parties = [
        ("secondment-person", body.person),
        ("secondment-home", body.home),
        ("secondment-host", body.host),
        ("secondment-project", body.project),
    ];
    let parties = parties
        .into_iter()
        .filter_map(|(key, id)| Some((t.get(crate::language::Key(key)), id.and_then(|id| links.get(&id))?.clone())));
    Ok(DeskPage {
        t,
        layout: frame.layout(),
        refused,
        typed,
        address: page_of(Kind::Secondment, id),
        record: Link::at(page_of(Kind::Secondment, id), frame.title(&lent.record)),
        version: lent.record.version,
        stage: t.pick(stage.choice().label.zh, stage.choice().label.en),
        facts: facts(frame, body),
        parties: parties.collect(),
        flaws: found.iter().map(|flaw| with_slips(t, LABELS, flaw)).collect(),
        said: said.collect(),
        speaks: speaks.map(word).collect(),
        may: May {
            revise: open && !own.is_empty(),
            end: matches!(stage, SecondmentStage::Approved | SecondmentStage::Active) && !own.is_empty(),
            pass: open && body.control_approval.is_none() && viewer.has(Role::Administrator),
        },
        terms: terms(body),
        clauses: InventionClause::CHOICES,
    })
}

fn facts(frame: &Frame, body: &Secondment) -> Vec<(String, String)> {
    let t = frame.t;
    let percent = |part: &Option<base::record::Decimal>| part.as_ref().map(|part| format!("{}%", part.0));
    let clause = body.inventions.map(|clause| clause.choice().label);
    let split = percent(&body.home_cost_percent).zip(percent(&body.host_cost_percent));
    let facts = [
        (
            t.get("secondment-dates"),
            Some(format!("{} – {}", written(body.begins.as_ref()), written(body.ends.as_ref()))),
        ),
        (t.get("secondment-time"), percent(&body.time_percent)),
        (t.get("secondment-cost"), body.cost.as_ref().map(ToString::to_string)),
        (t.get("secondment-split"), split.map(|(home, host)| format!("{home} / {host}"))),
        (t.get("secondment-clause"), clause.map(|label| t.pick(label.zh, label.en).to_owned())),
        (t.get("secondment-terms"), body.inventions_terms.as_ref().map(|text| text.0.clone())),
        (t.get("secondment-passed"), body.control_approval.as_ref().map(|text| text.0.clone())),
        (t.get("secondment-because"), body.ended_because.as_ref().map(|text| text.0.clone())),
    ];
    facts.into_iter().filter_map(|(label, text)| Some((label, text?))).collect()
}

fn terms(body: &Secondment) -> Terms {
    Terms {
        begins: written(body.begins.as_ref()),
        ends: written(body.ends.as_ref()),
        percent: written(body.time_percent.as_ref()),
        home: written(body.home_cost_percent.as_ref()),
        host: written(body.host_cost_percent.as_ref()),
        clause: body.inventions.map_or("", |clause| clause.choice().code),
    }
}
