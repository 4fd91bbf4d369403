//! A record's place on the chain: where it stands, what that is worth, how weak the link is; and what its own change
//! to the chain would be worth, solved anew.

use std::collections::BTreeSet;

use base::record::{Content, Shape};
use chain::{Drawing, End, Interval, Link as Weak, Node, View as Wanted};
use serde_json::Value;

use super::value::label;
use super::view::View;
use crate::language::Language;
use crate::refusal::refusal_sentence;
use crate::shell::Trouble;
use crate::view::{Link, Names, Svg};

/// So many of the most fragile links are called weak.
const WEAK: usize = 10;

/// One place on the chain.
pub(super) struct Standing {
    pub link: Link,
    pub what: String,
    /// Its price in each region, where it is a commodity.
    pub prices: Vec<(String, String)>,
    /// The weak links it leans on.
    pub weak: Vec<Link>,
}

/// What a change to the chain is worth.
pub(super) struct Worth {
    pub label: String,
    pub name: String,
    /// The worth, or why there is none.
    pub money: Result<String, String>,
    pub text: String,
}

/// The part of the chain's map around a record's places.
pub(super) struct Drawn {
    pub svg: Svg,
    pub caption: String,
}

/// The places of a record, in the order given.
pub(super) fn standings(view: &View, content: &Content) -> Result<Vec<Standing>, Trouble> {
    ids(content).filter_map(|id| standing(view, id).transpose()).collect()
}

fn ids(content: &Content) -> impl Iterator<Item = &str> {
    content.get("positions").as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(Value::as_str)
}

/// The map around the places: a commodity stands for itself in every region, an activity for what it makes.
/// `None` where nothing flows there.
pub(super) fn drawn(view: &View, content: &Content) -> Option<Drawn> {
    let mut marked = BTreeSet::new();
    for id in ids(content) {
        marked.extend(ends(view, id));
    }
    if marked.is_empty() {
        return None;
    }
    let map = view.state.model().map(Wanted::default()).around(&marked);
    if map.bands.is_empty() {
        return None;
    }
    let title = view.t.get("record-place");
    let chinese = view.visit.language == Language::Chinese;
    let drawing = Drawing { chinese, links: Some("/"), query: "", title: &title, marked: &marked };
    let unit = Names::new(view.state.chain(), view.t).numbers().unit(&map.unit);
    let caption = view.t.say("record-place-map").with("unit", unit).to_string();
    Some(Drawn { svg: Svg::new(map.svg(view.state.chain(), &drawing)), caption })
}

fn ends(view: &View, id: &str) -> Vec<End> {
    let chain = view.state.chain();
    let nodes = view.state.model().plan().nodes.iter();
    if let Some(at) = chain.commodity(id) {
        return nodes.filter(|node| node.commodity == at).map(|node| End::Commodity(*node)).collect();
    }
    let Some(activity) = chain.activity(id).map(|at| &chain.activities[at]) else { return Vec::new() };
    let made = activity.flows.iter().filter(|flow| flow.amount.value > 0.0);
    made.map(|flow| End::Commodity(Node { commodity: flow.commodity, region: flow.region })).collect()
}

/// `None` for a place that the chain no longer has.
fn standing(view: &View, id: &str) -> Result<Option<Standing>, Trouble> {
    let chain = view.state.chain();
    let names = Names::new(chain, view.t);
    if let Some(at) = chain.commodity(id) {
        let (prices, unit) = (view.state.prices()?, &chain.commodities[at].unit);
        let nodes = view.state.model().plan().nodes.iter().enumerate().filter(|(_, node)| node.commodity == at);
        let price = |price: &Interval| names.numbers().interval(price, unit);
        let prices = nodes.map(|(place, node)| (names.region(node.region).to_owned(), price(&prices.nodes[0][place])));
        let (link, what) = (names.commodity(at), view.t.get("record-place-commodity"));
        return Ok(Some(Standing { link, what, prices: prices.collect(), weak: weak_of_commodity(view, at)? }));
    }
    let Some(at) = chain.activity(id) else { return Ok(None) };
    let weak = weak(view, |link| match link {
        Weak::Capacity(capacity) => chain.capacities[capacity].uses.iter().any(|used| used.activity == at),
        Weak::Supply(_) => false,
    })?;
    let (link, what) = (names.activity(at), view.t.get("record-place-activity"));
    Ok(Some(Standing { link, what, prices: Vec::new(), weak }))
}

/// The weak links of what makes a commodity, or of its supply from outside.
fn weak_of_commodity(view: &View, at: usize) -> Result<Vec<Link>, Trouble> {
    let chain = view.state.chain();
    weak(view, |link| match link {
        Weak::Capacity(capacity) => chain.capacities[capacity].uses.iter().any(|used| {
            let flows = &chain.activities[used.activity].flows;
            flows.iter().any(|flow| flow.commodity == at && flow.amount.value > 0.0)
        }),
        Weak::Supply(market) => chain.markets[market].commodity == at,
    })
}

fn weak(view: &View, belongs: impl Fn(Weak) -> bool) -> Result<Vec<Link>, Trouble> {
    let links = view.state.weak_links()?;
    let names = Names::new(view.state.chain(), view.t);
    let costliest = links.fragility.iter().take(WEAK).map(|at| links.links[*at].link);
    Ok(costliest.filter(|link| belongs(*link)).map(|link| names.weak(link)).collect())
}

/// The changes to the chain that a record carries, each solved on the chain as it stands.
pub(super) fn worths(view: &View, content: &Content) -> Vec<Worth> {
    let patches = view.kind.own_fields().iter().filter(|field| matches!(field.shape, Shape::Patch));
    let given = patches.filter(|field| !content.text(field.name).is_empty());
    let worth = given.map(|field| {
        let text = content.text(field.name);
        let (name, worth) = match chain::parse("patch.toml", text.as_bytes()) {
            Ok(patch) => (Names::new(view.state.chain(), view.t).text(&patch.name).to_owned(), solved(view, &patch)),
            Err(refusal) => (String::new(), Err(refusal_sentence(view.t, &refusal))),
        };
        Worth { label: label(field.label, view.t).to_owned(), name, money: worth, text: text.to_owned() }
    });
    worth.collect()
}

fn solved(view: &View, patch: &chain::Patch) -> Result<String, String> {
    let numbers = Names::new(view.state.chain(), view.t).numbers();
    let worth = view.state.model().worth(std::slice::from_ref(patch));
    worth.map(|worth| numbers.change(worth.value)).map_err(|refusal| refusal_sentence(view.t, &refusal))
}
