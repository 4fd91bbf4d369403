//! The demand radar: what end customers will ask for, by field, and what of the chain it strains, several entries at once.

use askama::Template;
use axum::response::Response;
use base::record::kinds::DemandField;
use chain::Patch;
use cooperation::radar::{Asked, Strain, asked, entries, strain};

use super::super::frame::Frame;
use super::desk::unmet_table;
use crate::language::Messages;
use crate::refusal::refusal_sentence;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Badge, Cell, Column, Link, Names, Table};

#[derive(Template)]
#[template(path = "pages/cooperation/radar.html")]
struct RadarPage {
    t: Messages,
    layout: Layout,
    fields: Vec<Field>,
    chosen: Vec<String>,
    scenario: String,
    strain: Option<Result<Strained, String>>,
}

/// A field of end customers.
struct Field {
    label: String,
    entries: Vec<Entry>,
}

/// What one patch says of demand to come.
struct Entry {
    id: String,
    link: Link,
    summary: String,
    caveat: String,
    badge: Badge,
    source: String,
    until: String,
    /// Nobody has published how much.
    unknown: bool,
    picked: bool,
    asks: Vec<(Link, String, String, String, String)>,
}

struct Strained {
    value: String,
    change: String,
    prices: Table,
    links: Table,
    unmet: Table,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Radar);
    let t = frame.t;
    let all: Vec<&Patch> = entries(&state.pack().patches).collect();
    let picked: Vec<Patch> = all
        .iter()
        .filter(|patch| visit.fields("patch").any(|id| id == patch.id))
        .map(|patch| (*patch).clone())
        .collect();
    let mut fields: Vec<Field> = Vec::new();
    for choice in DemandField::CHOICES {
        let of = |patch: &&&Patch| {
            patch.demand.as_ref().is_some_and(|demand| demand.fields.iter().any(|code| code == choice.code))
        };
        let here = all.iter().filter(of).map(|patch| entry(&frame, patch, &picked));
        let here: Vec<Entry> = here.collect();
        // A field of which nothing is known is shown, and said to be unknown.
        if choice.code != "other" || !here.is_empty() {
            fields.push(Field { label: t.pick(choice.label.zh, choice.label.en).to_owned(), entries: here });
        }
    }
    let strained = (!picked.is_empty()).then(|| {
        let settlement = state.settlement().map_err(|refusal| refusal_sentence(t, &refusal))?;
        let worked = strain(state.model(), settlement, &picked).map_err(|refusal| refusal_sentence(t, &refusal))?;
        Ok(strained(&frame, &worked))
    });
    let query: Vec<String> = picked.iter().map(|patch| format!("patch={}", crate::view::encoded(&patch.id))).collect();
    page(&RadarPage {
        t,
        layout: frame.layout(),
        fields,
        chosen: picked.iter().map(|patch| Names::new(state.chain(), t).text(&patch.name).to_owned()).collect(),
        scenario: format!("/scenarios?{}", query.join("&")),
        strain: strained,
    })
}

fn entry(frame: &Frame, patch: &Patch, picked: &[Patch]) -> Entry {
    let (t, chain) = (frame.t, frame.state.chain());
    let names = Names::new(chain, t);
    let numbers = names.numbers();
    let demand = patch.demand.as_ref();
    let unknown = demand.is_some_and(|demand| demand.parameter);
    let until = demand.and_then(|demand| demand.until);
    let source = chain.sources.iter().find(|source| source.id == patch.source);
    let row = |one: Asked| {
        let change =
            if one.today > 0.0 { format!("×{}", numbers.plain(one.then / one.today)) } else { t.get("radar-new") };
        let commodity =
            if one.commodity < chain.commodities.len() { names.commodity(one.commodity).text } else { String::new() };
        let application = names.application_page(one.application);
        let link = Link { text: format!("{} · {commodity}", application.text), ..application };
        let amount = |value: f64| numbers.amount(value, &one.unit);
        (link, amount(one.today), amount(one.served), amount(one.then), change)
    };
    Entry {
        id: patch.id.clone(),
        link: names.patch(patch),
        summary: names.text(&patch.summary).to_owned(),
        caveat: names.text(&patch.caveat).to_owned(),
        badge: Badge::of_patch(patch, t),
        source: source.map_or_else(String::new, |source| source.title.clone()),
        until: until.map_or_else(|| t.get("plan-unknown"), |year| year.to_string()),
        unknown,
        picked: picked.iter().any(|one| one.id == patch.id),
        // A patch that does not apply says so where it is ticked.
        asks: asked(frame.state.model(), patch).unwrap_or_default().into_iter().map(row).collect(),
    }
}

fn strained(frame: &Frame, strain: &Strain) -> Strained {
    let (t, chain) = (frame.t, frame.state.chain());
    let names = Names::new(chain, t);
    let numbers = names.numbers();
    let heads = |first: String| {
        vec![
            Column::Text(t.get("joint-stage")),
            Column::Text(first),
            Column::Number(t.get("joint-before")),
            Column::Number(t.get("joint-after")),
        ]
    };
    let prices = strain.prices.iter().map(|one| {
        let commodity = &chain.commodities[one.node.commodity];
        let link = names.commodity(one.node.commodity);
        let text = t.say("node").with("commodity", link.text).with("region", names.region(one.node.region)).to_string();
        vec![
            Cell::text(names.stage(commodity.stage)),
            Cell::Link(Link { text, href: link.href }),
            Cell::number(numbers.price(one.price[0], &commodity.unit)),
            Cell::number(numbers.price(one.price[1], &commodity.unit)),
        ]
    });
    let links = strain.links.iter().map(|one| {
        let capacity = &chain.capacities[one.capacity];
        let made = capacity
            .uses
            .first()
            .and_then(|used| chain.activities[used.activity].flows.iter().find(|flow| flow.amount.value > 0.0));
        let stage = made.map_or("", |flow| names.stage(chain.commodities[flow.commodity].stage));
        vec![
            Cell::text(stage),
            Cell::Link(names.capacity(one.capacity)),
            Cell::number(numbers.price(one.rent[0], &capacity.unit)),
            Cell::number(numbers.price(one.rent[1], &capacity.unit)),
        ]
    });
    Strained {
        value: numbers.money(strain.value[1]),
        change: numbers.change(strain.value[1] - strain.value[0]),
        prices: Table::new(t.get("radar-prices-caption"), heads(t.get("radar-commodity"))).with_rows(prices),
        links: Table::new(t.get("radar-links-caption"), heads(t.get("joint-link"))).with_rows(links),
        unmet: unmet_table(frame, &strain.unmet),
    }
}
