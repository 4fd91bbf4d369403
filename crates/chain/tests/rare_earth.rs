//! The shipped pack: it reads, it plans, every patch bites, and the balance problem shows from the data alone.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use didymium_chain::{Band, Drawing, End, Model, Node, Options, Pack, View, apply};
use support::shipped;

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::read(&shipped()).unwrap_or_else(|refusals| panic!("{refusals}")));
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(PACK.chain.clone(), 1).unwrap());

/// The price interval of a commodity in a region.
fn price(model: &Model, commodity: &str, region: &str) -> didymium_chain::Interval {
    let chain = model.chain();
    let region = chain.regions.iter().position(|r| r.id == region).unwrap();
    let node = model.plan().node(chain.commodity(commodity).unwrap(), region).unwrap();
    model.prices().unwrap().nodes[0][node]
}

#[test]
fn lanthanum_and_cerium_are_left_over_and_the_magnet_elements_bear_rent() {
    let chain = MODEL.chain();
    let home = chain.home;
    for surplus in ["la_oxide", "ce_oxide"] {
        let node = MODEL.plan().node(chain.commodity(surplus).unwrap(), home).unwrap();
        assert!(MODEL.plan().first().surplus[node] > 1_000.0, "{surplus}");
        assert!(price(&MODEL, surplus, "CN").one_less.unwrap() <= 1e-6, "{surplus}");
    }
    for scarce in ["ndpr_oxide", "dy_oxide", "tb_oxide"] {
        assert!(price(&MODEL, scarce, "CN").extra_unit.unwrap() > 10_000.0, "{scarce}");
    }
    let quota = chain.capacities.iter().enumerate().filter(|(_, c)| c.kind == didymium_chain::CapacityKind::Quota);
    let rents = MODEL.prices().unwrap().capacities.remove(0);
    let rent: f64 = quota.map(|(at, c)| rents[at].one_less.unwrap_or_default() * c.amount.value).sum();
    assert!(rent > 0.01 * MODEL.plan().value, "quotas bear {rent}");
}

#[test]
fn every_patch_is_the_same_warm_rebased_and_cold_and_its_split_is_whole() {
    let mut said = Vec::new();
    for patch in &PACK.patches {
        let stack = std::slice::from_ref(patch);
        let warm = MODEL.scenario(stack).unwrap_or_else(|refusal| panic!("{}: {refusal}", patch.id));
        let rebased = MODEL.rebased(stack).unwrap_or_else(|refusal| panic!("{}: {refusal}", patch.id));
        let cold = Model::new(apply(&PACK.chain, stack).unwrap().chain, 1).unwrap();
        for value in [warm.plan.value, rebased.plan().value] {
            let wanted = cold.plan().value;
            if (value - wanted).abs() > 1e-9 * (1.0 + wanted.abs()) {
                said.push(format!("{}: {value} instead of {wanted}", patch.id));
            }
        }
        let split = rebased.split().unwrap_or_else(|refusal| panic!("{}: {refusal}", patch.id));
        let whole: f64 = split.shares.iter().map(|share| share.amount).sum();
        if (whole - split.value).abs() > 1e-9 * split.value.abs() {
            said.push(format!("{}: shares add up to {whole} instead of {}", patch.id, split.value));
        }
    }
    assert_eq!(said, Vec::<String>::new());
    assert!(PACK.patches.len() >= 40);
}

#[test]
fn ensembles_are_the_same_on_any_number_of_threads() {
    let run = |threads| {
        let options = Options { runs: 400, seed: 7, threads };
        let ensemble = MODEL.ensemble(&PACK, options, &|_| ()).unwrap();
        assert_eq!(ensemble.unresolved, 0);
        ensemble.runs
    };
    assert_eq!(run(1), run(2));
}

#[test]
fn weak_links_and_survival_are_found_for_every_link() {
    let links = MODEL.weak_links(&PACK.patches, None, 2).unwrap();
    let top = &links.links[links.fragility[0]];
    assert!(top.loss_if_stopped.unwrap() > 0.0 && top.survival.is_some() && top.remedy.best().is_some());
    let widest = &links.links[links.investment[0]];
    assert!(widest.gain_of_tenth.unwrap() > 0.0 && !widest.serves.is_empty());
}

#[test]
fn a_plan_of_five_years_holds_stocks_and_builds() {
    let model = Model::new(PACK.chain.clone(), 5).unwrap();
    assert!(model.plan().certificate.worst() <= 1e-7);
    assert_eq!(model.plan().periods.len(), 5);
    let split = model.split().unwrap();
    let whole: f64 = split.shares.iter().map(|share| share.amount).sum();
    assert!((whole - split.value).abs() <= 1e-9 * split.value, "{whole} of {}", split.value);
    // What is found at the start is there at the end.
    for (stock, row) in PACK.chain.stocks.iter().enumerate() {
        assert!(model.plan().periods[4].held[stock] >= row.opening.value * (1.0 - 1e-9));
    }
}

#[test]
fn the_map_around_a_place_is_what_touches_it() {
    let chain = MODEL.chain();
    let whole = MODEL.map(View::default());
    let node = Node { commodity: chain.commodity("dy_oxide").unwrap(), region: chain.home };
    let marked = BTreeSet::from([End::Commodity(node)]);
    let part = whole.around(&marked);
    let touching = whole.bands.iter().filter(|band| marked.contains(&band.from) || marked.contains(&band.to));
    assert_eq!(part.bands, touching.copied().collect::<Vec<_>>());
    assert!(part.bands.len() > 1 && part.bands.len() < whole.bands.len());
    for spot in &part.spots {
        let reached = |band: &Band| band.from == spot.end || band.to == spot.end;
        assert!(marked.contains(&spot.end) || part.bands.iter().any(reached), "{:?}", spot.end);
    }
    let drawing = Drawing { chinese: false, links: None, query: "", title: "t", marked: &marked };
    assert_eq!(part.svg(chain, &drawing).matches("font-weight=\"700\"").count(), 1);
    assert!(whole.around(&BTreeSet::new()).bands.is_empty());
}
