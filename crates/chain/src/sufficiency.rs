//! Self-sufficiency: own supply over own use, per region, stage and grade, and what trade hides.

use std::collections::BTreeMap;

use crate::{ActivityKind, Chain, Model, Period, Plan, Refusal, Side};

/// Self-sufficiency of a region at a stage and grade.
#[derive(Clone, Debug, PartialEq)]
pub struct Sufficiency {
    /// Index of the region.
    pub region: usize,
    /// Index of the stage.
    pub stage: usize,
    /// The grade; empty where the stage has none.
    pub grade: String,
    /// The unit of the amounts.
    pub unit: String,
    /// What the region makes itself.
    pub own_supply: f64,
    /// What the region uses and sells at home.
    pub own_use: f64,
    /// The share of that use it could serve if all trade stopped.
    pub without_trade: Option<f64>,
}

impl Sufficiency {
    /// Own supply over own use; `None` where nothing is used.
    pub fn ratio(&self) -> Option<f64> {
        (self.own_use > 1e-9).then(|| self.own_supply / self.own_use)
    }
}

type Key = (usize, usize, String, String);

impl Model {
    /// Self-sufficiency of every region, stage and grade that is made or used.
    ///
    /// # Errors
    /// [`crate::Reason::Uncertified`].
    pub fn sufficiency(&self) -> Result<Vec<Sufficiency>, Refusal> {
        let chain = self.chain();
        let together = tally(chain, self.plan(), self.plan().first());
        let alone = self.without_trade()?.map(|plan| tally(chain, &plan, plan.first()));
        let served = |key: &Key, used: f64| {
            let alone = alone.as_ref()?.get(key).map_or(0.0, |(_, used)| *used);
            (used > 1e-9).then(|| (alone / used).min(1.0))
        };
        let row = |(key, (made, used)): (&Key, &(f64, f64))| Sufficiency {
            region: key.0,
            stage: key.1,
            grade: key.2.clone(),
            unit: key.3.clone(),
            own_supply: *made,
            own_use: *used,
            without_trade: served(key, *used),
        };
        Ok(together.iter().filter(|(_, (made, used))| *made > 1e-9 || *used > 1e-9).map(row).collect())
    }

    /// The plan when nothing crosses a border; `None` where there is none.
    fn without_trade(&self) -> Result<Option<Plan>, Refusal> {
        let mut chain = self.chain().clone();
        for activity in chain.activities.iter_mut().filter(|a| a.kind == ActivityKind::Trade) {
            activity.standing = crate::Standing::NotYet;
        }
        match self.with_chain(chain) {
            Ok(model) => Ok(Some(model.plan().clone())),
            Err(refusal) if refusal.reason.class() == crate::Class::Infeasible => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }
}

/// What is made and used, by region, stage, grade and unit; trade neither makes nor uses.
fn tally(chain: &Chain, plan: &Plan, period: &Period) -> BTreeMap<Key, (f64, f64)> {
    let mut tally: BTreeMap<Key, (f64, f64)> = BTreeMap::new();
    let key = |commodity: usize, region: usize| {
        let commodity = &chain.commodities[commodity];
        (region, commodity.stage, commodity.grade.clone(), commodity.unit.clone())
    };
    for node in &plan.nodes {
        tally.entry(key(node.commodity, node.region)).or_default();
    }
    for (index, activity) in chain.activities.iter().enumerate().filter(|(_, a)| a.kind != ActivityKind::Trade) {
        for flow in &activity.flows {
            let moved = flow.amount.value * period.runs[index];
            let entry = tally.entry(key(flow.commodity, flow.region)).or_default();
            if moved > 0.0 { entry.0 += moved } else { entry.1 -= moved }
        }
    }
    for (market, row) in chain.markets.iter().enumerate().filter(|(_, m)| m.side != Side::Buy) {
        tally.entry(key(row.commodity, row.region)).or_default().1 += period.traded[market];
    }
    tally
}
