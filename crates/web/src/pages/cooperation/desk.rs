//! A joint project's desk: partners, targets, and the chain before and after it.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::may_change;
use base::record::kinds::{Cooperation, CooperationStage, CooperationTarget, CooperationType, DemandField, Partner};
use base::record::verb::{Occasion, show as seen};
use base::record::{Kind, Record, RecordId, SlipReason};
use base::store::Shelf;
use chain::Patch;
use cooperation::joint::{Effect, Measurement, note_measurement, progress};
use measure::Quantity;

use super::super::deal_words::word;
use super::super::frame::{Frame, Typed, page_of};
use super::form::LABELS;
use crate::language::{Key, Messages};
use crate::refusal::refusal_sentence;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;
use crate::view::{Cell, Column, Link, Meter, Names, Table};

#[derive(Template)]
#[template(path = "pages/cooperation/desk.html")]
struct DeskPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    record: Link,
    title: String,
    version: u32,
    stage: &'static str,
    kind: &'static str,
    landmark: bool,
    fields: Vec<&'static str>,
    term: String,
    investment: String,
    plan_item: String,
    lead: Option<Link>,
    agreement: Option<Link>,
    partners: Vec<Party>,
    targets: Vec<Target>,
    effect_said: String,
    effect: Option<Result<Shown, String>>,
    may: bool,
}

struct Party {
    name: String,
    link: Option<Link>,
    role: String,
    contribution: String,
    money: String,
}

struct Target {
    at: usize,
    indicator: String,
    before: String,
    aimed: String,
    after: String,
    measured: String,
    /// How far it has come, where that can be told.
    progress: Option<(String, Meter)>,
    reached: bool,
}

/// What the patch does.
struct Shown {
    name: String,
    scenario: Option<String>,
    value: String,
    change: String,
    links: Table,
    unmet: Table,
    sufficiency: Table,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Kind(Kind::Cooperation)), None, Typed::default())
}

pub(super) fn measured(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Kind(Kind::Cooperation));
    let (id, version, given) = (frame.id()?, form.text("version").parse().ok(), form.clone());
    let work = move |shelf: &mut dyn Shelf, occasion: &Occasion| {
        let slip = |field: &str, reason: SlipReason| base::Refusal::Slips(vec![reason.at(field)]);
        let text = given.text("after").trim().to_owned();
        let value = Quantity::parse(&text).map_err(|why| {
            let detail = why.to_string();
            slip("after", SlipReason::NotQuantity { given: text.clone(), detail_zh: detail.clone(), detail })
        })?;
        let day = measure::parse_date(given.text("measured"));
        let day =
            day.map_err(|_| slip("measured", SlipReason::NotDate { given: given.text("measured").to_owned() }))?;
        let target = given.text("target").parse().map_err(|_| base::Refusal::NotFound {})?;
        let measurement = Measurement { target, value, day, note: given.text("note").to_owned() };
        note_measurement(shelf, occasion, id, version, &measurement).map(drop)
    };
    match frame.write(LABELS, work)? {
        Ok(()) => see_other_done(&format!("/cooperations/{id}/desk#targets"), Done::Measured),
        Err(refused) => render(&frame, Some(refused), Typed::of(form)),
    }
}

fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    let id = frame.id()?;
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let page = frame.read(|shelf| {
        let record = seen(shelf, &frame.occasion.viewer, id)?;
        if record.kind != Kind::Cooperation {
            return Err(base::Refusal::NotFound {}.into());
        }
        desk(frame, shelf, &record)
    })?;
    page_with(status, &DeskPage { refused, typed, ..page })
}

fn desk(frame: &Frame, shelf: &mut dyn Shelf, record: &Record) -> Result<DeskPage, base::Trouble> {
    let (t, body): (Messages, Cooperation) = (frame.t, record.content.body());
    let named = body.partners.iter().filter_map(|partner| partner.organisation);
    let ids: Vec<RecordId> = named.chain(body.lead).chain(body.agreement).collect();
    let links = frame.links(shelf, &ids)?;
    let link = |id: Option<RecordId>| id.and_then(|id| links.get(&id).cloned());
    let day = |day: Option<&base::record::Day>| day.map_or("", |day| day.0.as_str()).to_owned();
    let fields = body.demand_fields.iter().map(|field| word(DemandField::CHOICES, *field as usize, t));
    let patch = body.patch.as_ref().map(|patch| chain::parse("patch.toml", patch.0.as_bytes()));
    let effect = patch.map(|patch| {
        let worked = patch.and_then(|patch| Ok((frame.state.effect(&patch)?, patch)));
        worked.map(|(effect, patch)| shown(frame, &effect, &patch)).map_err(|refusal| refusal_sentence(t, &refusal))
    });
    Ok(DeskPage {
        t,
        layout: frame.layout(),
        refused: None,
        typed: Typed::default(),
        address: format!("/cooperations/{}", record.id),
        record: Link::at(page_of(Kind::Cooperation, record.id), t.get("cooperation-record")),
        title: frame.title(record),
        version: record.version,
        stage: body.stage.map_or("", |stage| word(CooperationStage::CHOICES, stage as usize, t)),
        kind: body.cooperation_type.map_or("", |kind| word(CooperationType::CHOICES, kind as usize, t)),
        landmark: body.landmark == Some(true),
        fields: fields.collect(),
        term: format!("{} – {}", day(body.begins.as_ref()), day(body.ends.as_ref())),
        investment: body.investment.as_ref().map_or_else(String::new, ToString::to_string),
        plan_item: body.plan_item.as_ref().map_or_else(String::new, |item| item.0.clone()),
        lead: link(body.lead),
        agreement: link(body.agreement),
        partners: body.partners.iter().map(|partner| party(partner, link(partner.organisation))).collect(),
        targets: body.targets.iter().enumerate().map(|(at, target)| self::target(frame, at, target)).collect(),
        effect_said: body.effect.as_ref().map_or_else(String::new, |effect| effect.0.clone()),
        effect,
        may: may_change(&frame.occasion.viewer, record).is_ok(),
    })
}

fn party(partner: &Partner, link: Option<Link>) -> Party {
    let text = |line: Option<&base::record::Line>| line.map_or_else(String::new, |line| line.0.clone());
    Party {
        name: text(partner.name.as_ref()),
        link,
        role: text(partner.role.as_ref()),
        contribution: text(partner.contribution.as_ref()),
        money: partner.money.as_ref().map_or_else(String::new, ToString::to_string),
    }
}

fn target(frame: &Frame, at: usize, target: &CooperationTarget) -> Target {
    let said = |quantity: Option<&Quantity>| quantity.map_or_else(String::new, ToString::to_string);
    let numbers = Names::new(frame.state.chain(), frame.t).numbers();
    let come = progress(target);
    Target {
        at,
        indicator: target.indicator.as_ref().map_or_else(String::new, |indicator| indicator.0.clone()),
        before: said(target.before.as_ref()),
        aimed: said(target.target.as_ref()),
        after: said(target.after.as_ref()),
        measured: target.measured.as_ref().map_or_else(String::new, |day| day.0.clone()),
        progress: come.map(|(share, _)| (numbers.share(share), Meter::new(share))),
        reached: come.is_some_and(|(_, reached)| reached),
    }
}

fn shown(frame: &Frame, effect: &Arc<Effect>, patch: &Patch) -> Shown {
    let names = Names::new(frame.state.chain(), frame.t);
    let known = frame.state.pack().patch(&patch.id).is_ok();
    Shown {
        name: names.text(&patch.name).to_owned(),
        // Only what the pack has can be stacked with others.
        scenario: known.then(|| format!("/scenarios?patch={}", crate::view::encoded(&patch.id))),
        value: names.numbers().money(effect.value[1]),
        change: names.numbers().change(effect.value[1] - effect.value[0]),
        links: link_table(frame, effect),
        unmet: unmet_table(frame, &effect.unmet),
        sufficiency: sufficiency_table(frame, effect),
    }
}

fn heads(t: Messages, first: Key) -> Vec<Column> {
    vec![Column::Text(t.get(first)), Column::Number(t.get("joint-before")), Column::Number(t.get("joint-after"))]
}

fn link_table(frame: &Frame, effect: &Effect) -> Table {
    let (t, names) = (frame.t, Names::new(frame.state.chain(), frame.t));
    let mut columns = vec![Column::Text(t.get("joint-link"))];
    columns.extend([Column::Number(t.get("joint-rank-before")), Column::Number(t.get("joint-rank-after"))]);
    columns.extend([Column::Number(t.get("joint-loss-before")), Column::Number(t.get("joint-loss-after"))]);
    let rank = |rank: Option<usize>| Cell::number(rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string()));
    let there = |link: chain::Link| match link {
        chain::Link::Capacity(at) => at < frame.state.chain().capacities.len(),
        chain::Link::Supply(at) => at < frame.state.chain().markets.len(),
    };
    let rows = effect.links.iter().filter(|one| there(one.link)).map(|one| {
        let loss = |at: usize| match (one.rank[at], one.loss[at]) {
            (Some(_), Some(loss)) => Cell::number(names.numbers().money(loss)),
            (Some(_), None) => Cell::number(t.get("no-plan-left")),
            (None, _) => Cell::number("—"),
        };
        vec![Cell::Link(names.weak(one.link)), rank(one.rank[0]), rank(one.rank[1]), loss(0), loss(1)]
    });
    Table::new(t.get("joint-links-caption"), columns).with_rows(rows)
}

pub(super) fn unmet_table(frame: &Frame, moved: &[cooperation::joint::UnmetMoved]) -> Table {
    let (t, names) = (frame.t, Names::new(frame.state.chain(), frame.t));
    let rows = moved.iter().map(|one| {
        let change = one.share[0] - one.share[1];
        let then = Cell::Change(names.numbers().share(one.share[1]), change);
        vec![
            Cell::Link(names.application_page(one.application)),
            Cell::number(names.numbers().share(one.share[0])),
            then,
        ]
    });
    Table::new(t.get("joint-unmet-caption"), heads(t, Key("joint-application"))).with_rows(rows)
}

fn sufficiency_table(frame: &Frame, effect: &Effect) -> Table {
    let (t, names) = (frame.t, Names::new(frame.state.chain(), frame.t));
    let share = |share: Option<f64>| share.map_or_else(|| t.get("nothing-used"), |share| names.numbers().share(share));
    let mut columns = vec![Column::Text(t.get("joint-stage")), Column::Text(t.get("joint-grade"))];
    columns.extend([Column::Number(t.get("joint-before")), Column::Number(t.get("joint-after"))]);
    columns.extend([Column::Number(t.get("joint-alone-before")), Column::Number(t.get("joint-alone-after"))]);
    let rows = effect.sufficiency.iter().map(|one| {
        vec![
            Cell::text(names.stage(one.stage)),
            Cell::text(one.grade.clone()),
            Cell::number(share(one.ratio[0])),
            Cell::number(share(one.ratio[1])),
            Cell::number(share(one.without_trade[0])),
            Cell::number(share(one.without_trade[1])),
        ]
    });
    Table::new(t.get("joint-sufficiency-caption"), columns).with_rows(rows)
}
