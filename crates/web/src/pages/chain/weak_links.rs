//! The weak links: what losing each costs, and what one more unit of each earns.

use askama::Template;
use axum::response::Response;
use chain::{InTail, Link as Weak, Remedy, Survival, WeakLink};

use super::View;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Cell, Column, Link, Table, Why};

/// Links shown unless all are asked for.
const SHOWN: usize = 25;

#[derive(Template)]
#[template(path = "pages/chain/weak_links.html")]
struct WeakLinksPage {
    t: Messages,
    layout: Layout,
    fragility: Table,
    investment: Table,
    all: Option<String>,
    tail: Option<String>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let links = state.weak_links()?;
    let shown = if visit.field("all").is_some() { usize::MAX } else { SHOWN };
    let hidden = links.links.len().saturating_sub(shown);
    let all = (hidden > 0).then(|| view.t.say("weak-all").with("count", links.links.len()).to_string());
    let tail = state.tail()?.as_ref().map(|ensemble| {
        let said = view.t.say("weak-tail-note").with("runs", ensemble.runs.len());
        said.with("seed", ensemble.options.seed.to_string()).to_string()
    });
    page(&WeakLinksPage {
        t: view.t,
        layout: view.layout(Section::WeakLinks),
        fragility: fragility(view, shown)?,
        investment: investment(view, shown)?,
        all,
        tail,
    })
}

fn fragility(view: View, shown: usize) -> Result<Table, Trouble> {
    let links = view.state.weak_links()?;
    let columns = vec![
        view.texts("column-link"),
        Column::Aside(view.t.get("column-owner")),
        Column::Aside(view.t.get("column-country")),
        view.figures("column-loss-if-stopped"),
        view.figures("column-one-less"),
        view.figures("column-tail-share"),
        view.figures("column-time-to-survive"),
        view.figures("column-concentration"),
        view.texts("column-fix"),
    ];
    let rows = links.fragility.iter().take(shown).map(|at| {
        let link = &links.links[*at];
        let (owner, country) = owner(view, link);
        vec![
            Cell::Heading(view.names.weak(link.link), format!("{owner} · {country}")),
            Cell::Aside(owner),
            Cell::Aside(country),
            Cell::Why(loss(view, link)),
            Cell::Why(one_less(view, link)),
            tail_share(view, link),
            Cell::Why(survival(view, link)),
            Cell::Why(concentration(view, link)),
            fix(view, link),
        ]
    });
    Ok(Table::new(view.t.get("weak-fragility-caption"), columns).with_rows(rows))
}

fn investment(view: View, shown: usize) -> Result<Table, Trouble> {
    let links = view.state.weak_links()?;
    let columns = vec![
        view.texts("column-link"),
        Column::Aside(view.t.get("column-owner")),
        view.figures("column-one-more"),
        view.figures("column-gain-of-tenth"),
        view.figures("column-in-use"),
        view.texts("column-serves"),
    ];
    let gains = |at: &&usize| view.settled(links.links[**at].gain_of_tenth.unwrap_or_default()) > 0.0;
    let rows = links.investment.iter().filter(gains).take(shown).map(|at| {
        let link = &links.links[*at];
        let owner = owner(view, link).0;
        vec![
            Cell::Heading(view.names.weak(link.link), owner.clone()),
            Cell::Aside(owner),
            Cell::Why(one_more(view, link)),
            Cell::Why(gain(view, link)),
            Cell::number(view.numbers.share(if link.limit > 0.0 { link.in_use / link.limit } else { 0.0 })),
            serves(view, link),
        ]
    });
    Ok(Table::new(view.t.get("weak-investment-caption"), columns).with_rows(rows))
}

/// How often the worst runs hit the link; nothing can be said where no shock of the pack touches it.
fn tail_share(view: View, link: &WeakLink) -> Cell {
    match link.in_tail {
        InTail::NotDrawn => Cell::number(view.t.get("unknown")),
        InTail::NoShock => Cell::Why(Why::new("—", vec![view.t.get("why-no-shock")])),
        InTail::Share(share) => Cell::number(view.numbers.share(share)),
    }
}

fn owner(view: View, link: &WeakLink) -> (String, String) {
    match link.link {
        Weak::Capacity(at) => {
            let capacity = &view.chain.capacities[at];
            (view.names.owner(capacity.owner).to_owned(), view.names.country(capacity.country).to_owned())
        }
        Weak::Supply(at) => {
            let market = &view.chain.markets[at];
            (view.names.owner(market.owner).to_owned(), view.names.region(market.region).to_owned())
        }
    }
}

fn unit(view: View, link: &WeakLink) -> String {
    match link.link {
        Weak::Capacity(at) => view.chain.capacities[at].unit.clone(),
        Weak::Supply(at) => view.chain.commodities[view.chain.markets[at].commodity].unit.clone(),
    }
}

/// What losing the link altogether costs, and how that was found.
pub(super) fn loss(view: View, link: &WeakLink) -> Why {
    let today = view.state.model().plan().value;
    let Some(loss) = link.loss_if_stopped.map(|loss| view.settled(loss)) else {
        return Why::new(view.t.get("no-plan-left"), vec![view.t.get("why-no-plan-left")]);
    };
    let why = view
        .t
        .say("why-loss")
        .with("today", view.numbers.money(today))
        .with("then", view.numbers.money(today - loss))
        .with("loss", view.numbers.money(loss))
        .with("use", view.numbers.amount(link.in_use, &unit(view, link)));
    Why::new(view.numbers.money(loss), vec![why.to_string()])
}

/// What one unit less costs.
pub(super) fn one_less(view: View, link: &WeakLink) -> Why {
    let unit = unit(view, link);
    match link.price.one_less {
        Some(price) => Why::new(view.numbers.price(price, &unit), vec![view.t.get("why-one-less")]),
        None => Why::new(view.t.get("unsuppliable"), vec![view.t.get("why-unsuppliable")]),
    }
}

/// What one more unit earns.
pub(super) fn one_more(view: View, link: &WeakLink) -> Why {
    let unit = unit(view, link);
    match link.price.extra_unit {
        Some(price) => Why::new(view.numbers.price(price, &unit), vec![view.t.get("why-one-more")]),
        None => Why::new(view.t.get("unknown"), vec![view.t.get("why-no-more")]),
    }
}

/// What a tenth more of the link earns, and how that was found.
pub(super) fn gain(view: View, link: &WeakLink) -> Why {
    let Some(gain) = link.gain_of_tenth.map(|gain| view.settled(gain)) else {
        return Why::new(view.t.get("unknown"), vec![view.t.get("why-no-more")]);
    };
    let unit = unit(view, link);
    let why = view
        .t
        .say("why-gain")
        .with("from", view.numbers.amount(link.limit, &unit))
        .with("to", view.numbers.amount(link.limit * 1.1, &unit))
        .with("gain", view.numbers.money(gain));
    Why::new(view.numbers.money(gain), vec![why.to_string()])
}

/// How long today's demand is served without the link, against the time it takes to come back.
pub(super) fn survival(view: View, link: &WeakLink) -> Why {
    let recover = view.numbers.or_unknown(link.recover_weeks.map(|weeks| view.numbers.weeks(weeks)));
    let recover = view.t.say("why-recover").with("weeks", recover).to_string();
    let shown = match link.survival {
        Some(Survival::Weeks(weeks)) => view.numbers.weeks(weeks),
        Some(Survival::Endless) => view.t.get("endless"),
        None => view.t.get("unknown"),
    };
    let verdict = match link.at_risk() {
        Some(true) => view.t.get("why-at-risk"),
        Some(false) => view.t.get("why-not-at-risk"),
        None => view.t.get("why-risk-unknown"),
    };
    let shown = if link.at_risk() == Some(true) { format!("⚠ {shown}") } else { shown };
    Why::new(shown, vec![view.t.get("why-survival"), recover, verdict])
}

/// How concentrated the stage is.
pub(super) fn concentration(view: View, link: &WeakLink) -> Why {
    let Some(found) = link.concentration else {
        return Why::new(view.t.get("unknown"), vec![view.t.get("why-no-concentration")]);
    };
    let mut reasons = vec![
        view.t
            .say("why-concentration")
            .with("owners", view.numbers.plain(found.by_owner))
            .with("countries", view.numbers.plain(found.by_country))
            .to_string(),
    ];
    if let Some((country, share)) = found.largest {
        let largest = view.t.say("why-largest").with("country", view.names.country(country));
        reasons.push(largest.with("share", view.numbers.share(share)).to_string());
    }
    Why::new(view.numbers.plain(found.by_country), reasons)
}

fn fix(view: View, link: &WeakLink) -> Cell {
    let fix = match &link.remedy {
        Remedy::NotSought => return Cell::text(view.t.get("not-sought")),
        Remedy::NoneKnown => return Cell::text(view.t.get("none-known")),
        Remedy::Best(fix) => fix,
    };
    let Ok(patch) = view.state.pack().patch(&fix.patch) else { return Cell::text(view.t.get("none-known")) };
    let readiness = view.numbers.or_unknown(fix.readiness.map(|level| level.to_string()));
    let why = view.t.say("why-fix").with("saves", view.numbers.money(fix.saves)).with("readiness", readiness);
    let saves = view.t.say("fix-saves").with("saves", view.numbers.money(fix.saves)).to_string();
    Cell::Noted(view.names.patch(patch), Why::new(saves, vec![why.to_string()]))
}

fn serves(view: View, link: &WeakLink) -> Cell {
    if link.serves.is_empty() {
        return Cell::text(view.t.get("serves-nothing-new"));
    }
    let served = |(market, more): &(usize, f64)| {
        let commodity = &view.chain.commodities[view.chain.markets[*market].commodity];
        let market = view.names.market(*market);
        Link { text: format!("{} +{}", market.text, view.numbers.amount(*more, &commodity.unit)), href: market.href }
    };
    Cell::Links(link.serves.iter().map(served).collect())
}
