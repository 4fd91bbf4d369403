//! All open needs against all resources of a kind at once, and why a need does not get one.

use askama::Template;
use axum::response::Response;
use base::record::{Kind, Record, RecordId};
use brokerage::{WholePortfolio, offering_kinds, portfolio};
use matching::portfolio::WhyNot;

use super::frame::Frame;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page, plural};
use crate::state::State;
use crate::view::Link;

/// Needs taken in: each is compared with every resource while the page is waited for.
const NEEDS_MOST: usize = 60;
/// The most needs that one resource may be asked to serve.
const CAPACITY_MOST: u32 = 100;

#[derive(Template)]
#[template(path = "pages/matching/portfolio.html")]
struct PortfolioPage {
    t: Messages,
    layout: Layout,
    kinds: Vec<(&'static str, String, bool)>,
    capacity: u32,
    rows: Vec<Row>,
    without: Vec<Link>,
    scarce: Vec<(Link, String)>,
    total: String,
    proven: bool,
    more: bool,
    needs: Vec<(String, String, bool)>,
    resources: Vec<(String, String, bool)>,
    why_not: Option<String>,
}

struct Row {
    need: Link,
    resource: Link,
    score: String,
    regret: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let t = frame.t;
    let asked = visit.field("kind").and_then(Kind::of_code).filter(|kind| offering_kinds().contains(kind));
    let kind = asked.unwrap_or(Kind::Achievement);
    let capacity = visit.field("capacity").and_then(|given| given.parse().ok()).unwrap_or(1).clamp(1, CAPACITY_MOST);
    let (ground, weights) = (state.ground()?, frame.weights()?);
    let whole = state
        .store()
        .reading(|shelf| portfolio(shelf, ground, &frame.occasion, &weights, (kind, capacity, NEEDS_MOST)))?;
    let placed = whole.placed();
    let record = |records: &std::collections::BTreeMap<RecordId, Record>, id: RecordId| {
        records.get(&id).map_or_else(|| Link::at("#", id.to_string()), |record| frame.link(record))
    };
    let rows = placed.iter().map(|one| Row {
        need: record(&whole.needs, one.need),
        resource: record(&whole.resources, one.resource),
        score: millionths(one.pair.score),
        regret: millionths(one.pair.regret),
    });
    let without = whole.needs.values().filter(|need| placed.iter().all(|one| one.need != need.id));
    let id = |name: &str| visit.field(name).and_then(|given| given.parse::<RecordId>().ok());
    let (need, resource) = (id("need"), id("resource"));
    let options = |records: &std::collections::BTreeMap<RecordId, Record>, chosen: Option<RecordId>| {
        let option = |record: &Record| (record.id.to_string(), frame.title(record), chosen == Some(record.id));
        records.values().map(option).collect::<Vec<_>>()
    };
    page(&PortfolioPage {
        t,
        layout: frame.layout(Section::Matching),
        kinds: offering_kinds().iter().map(|known| (known.code(), plural(*known, t), *known == kind)).collect(),
        capacity,
        rows: rows.collect(),
        without: without.map(|need| frame.link(need)).collect(),
        scarce: whole
            .scarce()
            .into_iter()
            .map(|one| (record(&whole.resources, one.id), millionths(one.price)))
            .collect(),
        total: millionths(placed.iter().map(|one| one.pair.score).sum()),
        proven: whole.certificate.is_some(),
        more: whole.more,
        needs: options(&whole.needs, need),
        resources: options(&whole.resources, resource),
        why_not: need.zip(resource).map(|(need, resource)| why_not(&frame, &whole, need, resource)),
    })
}

fn why_not(frame: &Frame, whole: &WholePortfolio, need: RecordId, resource: RecordId) -> String {
    let t = frame.t;
    match whole.why_not(need, resource) {
        WhyNot::Assigned => t.get("why-not-assigned"),
        WhyNot::NotScored => t.get("why-not-scored"),
        WhyNot::Forbidden => t.get("why-not-forbidden"),
        WhyNot::NoGain => t.get("why-not-no-gain"),
        WhyNot::Full { by, price, loses } => {
            let holder = |id: &String| {
                let record = id.parse().ok().and_then(|id: RecordId| whole.needs.get(&id));
                record.map_or_else(|| id.clone(), |record| frame.title(record))
            };
            let by: Vec<String> = by.iter().map(holder).collect();
            let said = t.say("why-not-full").with("by", by.join(t.pick("、", ", ")));
            said.with("price", millionths(price)).with("loses", millionths(loses)).to_string()
        }
        WhyNot::Worse { by, loses } => {
            t.say("why-not-worse").with("by", millionths(by)).with("loses", millionths(loses)).to_string()
        }
    }
}

/// A score counted in millionths, with three places.
fn millionths(parts: i64) -> String {
    format!("{:.3}", parts as f64 / 1e6)
}
