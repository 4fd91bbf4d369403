//! What a patch does to the chain: value, unmet demand, the rank of weak links, and self-sufficiency where it touches.

use std::collections::BTreeSet;

use chain::{Chain, Link, Model, Patch, Refusal, Side, Spot, Sufficiency, WeakLinks, apply};

/// The chain before and after a patch, as far as the patch touches it.
#[derive(Clone, Debug)]
pub struct Effect {
    /// V before and after.
    pub value: [f64; 2],
    /// Applications whose unmet share the patch changes.
    pub unmet: Vec<UnmetMoved>,
    /// The weak links that it touches, and those whose rank it changes most.
    pub links: Vec<LinkMoved>,
    /// Self-sufficiency at the stages and grades that it touches.
    pub sufficiency: Vec<SufficiencyMoved>,
}

/// The unmet share of an application's demand, by what it would pay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnmetMoved {
    /// Index of the application.
    pub application: usize,
    /// Before and after.
    pub share: [f64; 2],
}

/// A weak link before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkMoved {
    /// The link.
    pub link: Link,
    /// Whether the patch touches it.
    pub touched: bool,
    /// Its rank by what losing it costs, from 1, before and after; none where it is no link then.
    pub rank: [Option<usize>; 2],
    /// What losing it costs, before and after; none where no plan is left without it.
    pub loss: [Option<f64>; 2],
}

/// Self-sufficiency of a region at a stage and grade, before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct SufficiencyMoved {
    /// Index of the region.
    pub region: usize,
    /// Index of the stage.
    pub stage: usize,
    /// The grade; empty where the stage has none.
    pub grade: String,
    /// Own supply over own use, before and after; none where nothing is used.
    pub ratio: [Option<f64>; 2],
    /// The share of its use it could serve without trade, before and after.
    pub without_trade: [Option<f64>; 2],
}

/// Links shown that the patch does not touch.
const OTHERS: usize = 3;

/// Solves the chain under a patch, and compares it with what is known of it before.
///
/// # Errors
/// The patch does not apply, or the patched chain has no certified plan.
pub fn effect(
    model: &Model,
    (links, sufficiency): (&WeakLinks, &[Sufficiency]),
    patch: &Patch,
    threads: usize,
) -> Result<Effect, Refusal> {
    let stack = std::slice::from_ref(patch);
    chain::apply_soundly(model.chain(), stack)?;
    let touched = Touched::of(model.chain(), stack)?;
    let after = model.rebased(stack)?;
    let (before_unmet, after_unmet) = (unmet(model), unmet(&after));
    let moved = before_unmet.iter().zip(&after_unmet).enumerate();
    let moved = moved.filter(|(_, (before, after))| (*before - *after).abs() > 1e-6);
    let now = after.weak_links(&[], None, threads)?;
    Ok(Effect {
        value: [model.plan().value, after.plan().value],
        unmet: moved
            .map(|(application, (before, after))| UnmetMoved { application, share: [*before, *after] })
            .collect(),
        links: moved_links(links, &now, &touched),
        sufficiency: moved_sufficiency(model.chain(), sufficiency, &after.sufficiency()?, &touched),
    })
}

/// The unmet share of every application's demand, each unit weighed by what it would pay.
pub fn unmet(model: &Model) -> Vec<f64> {
    let chain = model.chain();
    let (mut asked, mut missed) = (vec![0.0; chain.applications.len()], vec![0.0; chain.applications.len()]);
    for (at, market) in chain.markets.iter().enumerate() {
        let Side::Sell { application } = market.side else { continue };
        if market.standing.is_in_place() && market.limit.value.is_finite() {
            asked[application] += market.price.value * market.limit.value;
            missed[application] += market.price.value * model.plan().unmet_of(chain, at);
        }
    }
    let share = |(asked, missed): (&f64, &f64)| if *asked > 0.0 { missed / asked } else { 0.0 };
    asked.iter().zip(&missed).map(share).collect()
}

/// What a patch touches of the chain as it is.
struct Touched {
    links: BTreeSet<Link>,
    /// Stages and grades.
    places: BTreeSet<(usize, String)>,
}

impl Touched {
    fn of(chain: &Chain, patches: &[Patch]) -> Result<Self, Refusal> {
        let applied = apply(chain, patches)?;
        let mut touched = Self { links: BTreeSet::new(), places: BTreeSet::new() };
        let changed = |spot: &Spot| spot.get(chain) != spot.get(&applied.chain);
        for spot in Spot::all(chain).into_iter().filter(changed) {
            touched.spot(chain, spot);
        }
        // What is added stands after what there was.
        for activity in chain.activities.len()..applied.chain.activities.len() {
            touched.activity(&applied.chain, activity);
        }
        for market in chain.markets.len()..applied.chain.markets.len() {
            touched.commodity(&applied.chain, applied.chain.markets[market].commodity);
        }
        Ok(touched)
    }

    fn spot(&mut self, chain: &Chain, spot: Spot) {
        match spot {
            Spot::Flow { activity, .. } | Spot::Cost(activity) => self.activity(chain, activity),
            Spot::Capacity(capacity) | Spot::Use { capacity, .. } => self.capacity(chain, capacity),
            Spot::Price(market) | Spot::Limit(market) => {
                self.links.insert(Link::Supply(market));
                self.commodity(chain, chain.markets[market].commodity);
            }
            Spot::Withdrawal(at) => self.commodity(chain, chain.withdrawals[at].commodity),
            Spot::Stock(at) => self.commodity(chain, chain.stocks[at].commodity),
            Spot::Content { commodity, .. } => self.commodity(chain, commodity),
        }
    }

    fn capacity(&mut self, chain: &Chain, capacity: usize) {
        self.links.insert(Link::Capacity(capacity));
        for used in &chain.capacities[capacity].uses {
            self.flows(chain, used.activity);
        }
    }

    fn activity(&mut self, chain: &Chain, activity: usize) {
        let limits = chain.capacities.iter().enumerate();
        let limits = limits.filter(|(_, one)| one.uses.iter().any(|used| used.activity == activity));
        self.links.extend(limits.map(|(at, _)| Link::Capacity(at)));
        self.flows(chain, activity);
    }

    fn flows(&mut self, chain: &Chain, activity: usize) {
        for flow in &chain.activities[activity].flows {
            self.commodity(chain, flow.commodity);
        }
    }

    fn commodity(&mut self, chain: &Chain, commodity: usize) {
        let row = &chain.commodities[commodity];
        self.places.insert((row.stage, row.grade.clone()));
    }
}

/// Where a link stands in a ranking, from 1, and what losing it costs.
fn stands(links: &WeakLinks, link: Link) -> (Option<usize>, Option<f64>) {
    let rank = links.fragility.iter().position(|at| links.links[*at].link == link);
    let loss = rank.and_then(|rank| links.links[links.fragility[rank]].loss_if_stopped);
    (rank.map(|rank| rank + 1), loss)
}

fn moved_links(before: &WeakLinks, after: &WeakLinks, touched: &Touched) -> Vec<LinkMoved> {
    let all: BTreeSet<Link> = before.links.iter().chain(&after.links).map(|one| one.link).collect();
    let moved = all.into_iter().map(|link| {
        let ((rank_before, loss_before), (rank_after, loss_after)) = (stands(before, link), stands(after, link));
        let touched = touched.links.contains(&link);
        LinkMoved { link, touched, rank: [rank_before, rank_after], loss: [loss_before, loss_after] }
    });
    let (mut own, mut others): (Vec<LinkMoved>, Vec<LinkMoved>) = moved.partition(|one| one.touched);
    let change = |one: &LinkMoved| one.loss[1].unwrap_or_default() - one.loss[0].unwrap_or_default();
    own.sort_by_key(|one| one.rank[0].or(one.rank[1]));
    others.retain(|one| change(one).abs() > 1.0);
    others.sort_by(|one, other| change(other).abs().total_cmp(&change(one).abs()));
    own.into_iter().chain(others.into_iter().take(OTHERS)).collect()
}

fn moved_sufficiency(
    chain: &Chain,
    before: &[Sufficiency],
    after: &[Sufficiency],
    touched: &Touched,
) -> Vec<SufficiencyMoved> {
    type Key = (usize, usize, String);
    let home = |row: &&Sufficiency| row.region == chain.home;
    let key = |row: &Sufficiency| -> Key { (row.region, row.stage, row.grade.clone()) };
    let touches = |key: &Key| touched.places.contains(&(key.1, key.2.clone()));
    let keys: BTreeSet<Key> = before.iter().chain(after).filter(home).map(key).filter(touches).collect();
    let found = |rows: &[Sufficiency], wanted: &Key| rows.iter().find(|row| key(row) == *wanted).cloned();
    let moved = keys.into_iter().map(|key| {
        let rows = [found(before, &key), found(after, &key)];
        let (region, stage, grade) = key;
        SufficiencyMoved {
            region,
            stage,
            grade,
            ratio: rows.each_ref().map(|row| row.as_ref().and_then(Sufficiency::ratio)),
            without_trade: rows.each_ref().map(|row| row.as_ref().and_then(|row| row.without_trade)),
        }
    });
    moved.collect()
}
