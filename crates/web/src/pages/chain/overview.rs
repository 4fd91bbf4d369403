//! The overview: the chain with its weak links, what it earns, and what to try.

use askama::Template;
use axum::response::Response;
use chain::{PatchKind, Side, Survival};

use super::overview_base::{Held, held};
use super::{View, map};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Cell, Link, Meter, Svg, Table, encoded};

/// Links in each short list.
const SHORT: usize = 5;

#[derive(Template)]
#[template(path = "pages/chain/overview.html")]
struct Overview {
    t: Messages,
    layout: Layout,
    title: String,
    summary: String,
    value: String,
    unmet: String,
    at_risk: Link,
    home: String,
    home_share: String,
    svg: Svg,
    map_caption: String,
    fragile: Table,
    rewarding: Table,
    regions: Table,
    tries: Vec<Try>,
    held: Vec<Held>,
}

struct Try {
    question: String,
    href: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let split = state.split()?;
    let links = state.weak_links()?;
    let risks = |wanted: Option<bool>| links.links.iter().filter(|link| link.at_risk() == wanted).count();
    let at_risk = view.t.say("at-risk-of").with("count", risks(Some(true))).with("all", links.links.len());
    let at_risk = at_risk.with("unknown", risks(None)).to_string();
    let home = view.chain.home;
    let drawn = state.model().map(chain::View::default());
    page(&Overview {
        t: view.t,
        layout: view.layout(Section::Overview),
        title: view.names.text(&view.chain.name).to_owned(),
        summary: view.names.text(&view.chain.summary).to_owned(),
        value: view.numbers.headline(split.value),
        unmet: view.numbers.share(unmet(view)),
        at_risk: Link::at("/weak-links", at_risk),
        home: view.names.region(home).to_owned(),
        home_share: view.numbers.share(split.by_region[home] / split.value),
        svg: map::svg(view, &drawn),
        map_caption: view.t.say("map-caption").with("unit", view.numbers.unit(&drawn.unit)).to_string(),
        fragile: fragile(view)?,
        rewarding: rewarding(view)?,
        regions: regions(view)?,
        tries: tries(view),
        held: held(view)?,
    })
}

/// Demand not served, weighted by willingness to pay.
fn unmet(view: View) -> f64 {
    let (mut asked, mut missed) = (0.0, 0.0);
    for (at, market) in view.chain.markets.iter().enumerate() {
        if matches!(market.side, Side::Sell { .. }) && market.limit.value.is_finite() {
            asked += market.price.value * market.limit.value;
            missed += market.price.value * view.state.model().plan().unmet_of(view.chain, at);
        }
    }
    if asked > 0.0 { missed / asked } else { 0.0 }
}

fn fragile(view: View) -> Result<Table, Trouble> {
    let links = view.state.weak_links()?;
    let most = links.fragility.first().and_then(|at| links.links[*at].loss_if_stopped).unwrap_or(1.0);
    let columns =
        vec![view.texts("column-link"), view.figures("column-loss-if-stopped"), view.figures("column-time-to-survive")];
    let rows = links.fragility.iter().take(SHORT).map(|at| {
        let link = &links.links[*at];
        let loss = match link.loss_if_stopped {
            Some(loss) => Cell::Meter(view.numbers.money(loss), Meter::new(loss / most).bad()),
            None => Cell::number(view.t.get("no-plan-left")),
        };
        let survival = match link.survival {
            Some(Survival::Weeks(weeks)) => view.numbers.weeks(weeks),
            Some(Survival::Endless) => view.t.get("endless"),
            None => view.t.get("unknown"),
        };
        vec![Cell::Link(view.names.weak(link.link)), loss, Cell::number(survival)]
    });
    Ok(Table::new(view.t.get("weak-fragility-caption"), columns).with_rows(rows))
}

fn rewarding(view: View) -> Result<Table, Trouble> {
    let links = view.state.weak_links()?;
    let gain = |at: &usize| view.settled(links.links[*at].gain_of_tenth.unwrap_or_default());
    let most = links.investment.first().map_or(1.0, gain);
    let columns = vec![view.texts("column-link"), view.figures("column-gain-of-tenth")];
    let rows = links.investment.iter().take(SHORT).filter(|at| gain(at) > 0.0).map(|at| {
        let meter = Cell::Meter(view.numbers.money(gain(at)), Meter::new(gain(at) / most));
        vec![Cell::Link(view.names.weak(links.links[*at].link)), meter]
    });
    Ok(Table::new(view.t.get("weak-investment-caption"), columns).with_rows(rows))
}

fn regions(view: View) -> Result<Table, Trouble> {
    let split = view.state.split()?;
    let columns = vec![view.texts("column-region"), view.figures("column-value"), view.figures("column-share")];
    let row = |name: String, amount: f64| {
        let share = amount / split.value;
        vec![
            Cell::text(name),
            Cell::number(view.numbers.money(amount)),
            Cell::Meter(view.numbers.share(share), Meter::new(share)),
        ]
    };
    let rows = split.by_region.iter().enumerate().map(|(at, amount)| row(view.names.region(at).to_owned(), *amount));
    let total = row(view.t.get("total"), split.value);
    Ok(Table::new(view.t.get("value-regions-caption"), columns).with_rows(rows).with_total(total))
}

/// Scenarios worth a look: the costliest shock alone, with the best answer, and the best innovation.
fn tries(view: View) -> Vec<Try> {
    let portfolio = view.state.portfolio();
    let patches = &view.state.pack().patches;
    let ranked = |kind: PatchKind| {
        let mut known: Vec<usize> =
            (0..patches.len()).filter(|at| patches[*at].kind == kind && portfolio.alone[*at].is_ok()).collect();
        let worth = |at: &usize| portfolio.alone[*at].as_ref().copied().unwrap_or_default();
        known.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.cmp(b)));
        known
    };
    let name = |at: usize| view.names.text(&patches[at].name).to_owned();
    let scenario = |chosen: &[usize]| {
        let fields: Vec<String> = chosen.iter().map(|at| format!("patch={}", encoded(&patches[*at].id))).collect();
        format!("/scenarios?{}", fields.join("&"))
    };
    let mut tries = Vec::new();
    let (shock, innovation) = (ranked(PatchKind::Shock).pop(), ranked(PatchKind::Innovation).first().copied());
    if let Some(shock) = shock {
        let question = view.t.say("try-shock").with("shock", name(shock)).to_string();
        tries.push(Try { question, href: scenario(&[shock]) });
    }
    if let Some(innovation) = innovation {
        let question = view.t.say("try-innovation").with("innovation", name(innovation)).to_string();
        tries.push(Try { question, href: scenario(&[innovation]) });
    }
    if let (Some(shock), Some(innovation)) = (shock, innovation) {
        let said = view.t.say("try-both").with("shock", name(shock)).with("innovation", name(innovation));
        tries.push(Try { question: said.to_string(), href: scenario(&[shock, innovation]) });
    }
    if !view.chain.shocks.is_empty() {
        tries.push(Try { question: view.t.get("try-ensemble"), href: "/shocks".to_owned() });
    }
    tries
}

impl Overview {
    fn links(&self) -> [Link; 3] {
        [
            Link::at("/weak-links", self.t.get("overview-all-weak")),
            Link::at("/weak-links#investment", self.t.get("overview-all-investment")),
            Link::at("/value", self.t.get("overview-all-value")),
        ]
    }
}
