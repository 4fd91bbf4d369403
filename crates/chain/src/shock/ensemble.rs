//! An ensemble: every run draws which shocks happen and how badly, and solves the chain.

use std::collections::BTreeMap;

use super::tail::{Estimate, Tail, mean};
use crate::draw::{Draws, in_parallel, normal_distribution};
use crate::plan::{Column, Row};
use crate::{Chain, Edit, Model, Node, Pack, Patch, Reason, Refusal, Shock, Side, Spot, apply};

/// How an ensemble is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How many runs.
    pub runs: usize,
    /// The seed.
    pub seed: u64,
    /// How many threads; the results do not depend on it.
    pub threads: usize,
}

/// One run.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The shocks that happened: index into [`Chain::shocks`] and severity.
    pub shocks: Vec<(usize, f64)>,
    /// V(chain) − V(shocked chain); `None` where no plan was found.
    pub loss: Option<f64>,
    /// Share of every application's demand that is not served, weighted by willingness to pay.
    pub unmet: Vec<f64>,
    /// Price of every tracked node.
    pub prices: Vec<f64>,
}

/// What an ensemble says.
#[derive(Clone, Debug, PartialEq)]
pub struct Ensemble {
    /// How it was drawn.
    pub options: Options,
    /// The nodes whose prices are tracked.
    pub tracked: Vec<Node>,
    /// The figures that each of the chain's shocks touches.
    pub touches: Vec<Vec<Spot>>,
    /// The runs, in order.
    pub runs: Vec<Run>,
    /// Runs without a plan: infeasible or not certified.
    pub unresolved: usize,
}

impl Ensemble {
    /// The losses of all runs that have a plan.
    pub fn losses(&self) -> Vec<f64> {
        self.runs.iter().filter_map(|run| run.loss).collect()
    }

    /// The mean loss.
    pub fn mean_loss(&self) -> Estimate {
        mean(&self.losses())
    }

    /// The tail of the losses.
    pub fn tail(&self, level: f64) -> Tail {
        Tail::of(&self.losses(), level)
    }

    /// Unmet shares of one application over the runs.
    pub fn unmet(&self, application: usize) -> Vec<f64> {
        self.runs.iter().filter(|run| run.loss.is_some()).map(|run| run.unmet[application]).collect()
    }

    /// Prices of one tracked node over the runs.
    pub fn prices(&self, tracked: usize) -> Vec<f64> {
        self.runs.iter().filter(|run| run.loss.is_some()).map(|run| run.prices[tracked]).collect()
    }

    /// Of the runs in the tail, the share in which each of the chain's shocks happened.
    pub fn tail_shares(&self, level: f64) -> Vec<f64> {
        let tail = self.in_tail(level);
        (0..self.touches.len()).map(|shock| share(&tail, |at| at == shock)).collect()
    }

    /// Of the runs in the tail, the share that hit a figure; `None` where no shock touches it.
    pub fn tail_share_of(&self, level: f64, spot: Spot) -> Option<f64> {
        let touches = |shock: usize| self.touches[shock].contains(&spot);
        (0..self.touches.len()).any(touches).then(|| share(&self.in_tail(level), touches))
    }

    /// The runs that lose something, and no less than the value at risk.
    fn in_tail(&self, level: f64) -> Vec<&Run> {
        let threshold = self.tail(level).value_at_risk;
        self.runs.iter().filter(|run| run.loss.is_some_and(|loss| loss >= threshold && loss > 0.0)).collect()
    }
}

/// The share of runs in which one of the shocks asked for happened.
fn share(runs: &[&Run], asked: impl Fn(usize) -> bool) -> f64 {
    let hit = runs.iter().filter(|run| run.shocks.iter().any(|(shock, _)| asked(*shock))).count();
    hit as f64 / runs.len().max(1) as f64
}

/// What a shock does to figures: each factor at severity 1.
struct Effect {
    factors: Vec<(Spot, f64)>,
}

impl Model {
    /// Runs an ensemble of the pack's shocks on this model.
    ///
    /// A shock happens where `Φ(√ρ·Z_g + √(1 − ρ)·ε) < p`: `Z_g` is shared by its group, ε its own, p its chance. At
    /// severity σ (triangular) each factor f of its patch acts as `1 + σ·(f − 1)`.
    ///
    /// # Errors
    /// A shock's patch is missing, or it has edits that have no half-way, or no runs were asked for.
    pub fn ensemble(
        &self,
        pack: &Pack,
        options: Options,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Ensemble, Refusal> {
        let chain = self.chain();
        let effects: Vec<Effect> =
            chain.shocks.iter().map(|shock| effect(chain, pack, shock)).collect::<Result<_, _>>()?;
        let tracked = tracked(self);
        let run = |scratch: &mut lp::Scratch, index: usize| {
            let shocks = drawn(chain, &mut Draws::of(options.seed, index));
            self.run(scratch, &effects, &tracked, shocks)
        };
        let runs = in_parallel(options.runs, options.threads, progress, &run);
        let unresolved = runs.iter().filter(|run| run.loss.is_none()).count();
        let touches = effects.iter().map(|effect| effect.factors.iter().map(|(spot, _)| *spot).collect()).collect();
        Ok(Ensemble { options, tracked, touches, runs, unresolved })
    }

    fn run(&self, scratch: &mut lp::Scratch, effects: &[Effect], tracked: &[Node], shocks: Vec<(usize, f64)>) -> Run {
        let chain = self.chain();
        let mut factors: BTreeMap<Spot, f64> = BTreeMap::new();
        for (shock, severity) in &shocks {
            for (spot, factor) in &effects[*shock].factors {
                *factors.entry(*spot).or_insert(1.0) *= 1.0 + severity * (factor - 1.0);
            }
        }
        let mut edits = Vec::new();
        for (spot, factor) in &factors {
            self.edit(*spot, spot.get(chain).value * factor, &mut edits);
        }
        let solution = match self.resolved(scratch, &edits) {
            Ok(lp::Outcome::Optimal(solution)) => solution,
            Ok(lp::Outcome::Infeasible(_) | lp::Outcome::Unbounded(_)) | Err(_) => {
                return Run { shocks, loss: None, unmet: Vec::new(), prices: Vec::new() };
            }
        };
        let price = |node: &Node| {
            let row = Row::Balance { commodity: node.commodity, region: node.region, period: 0 };
            self.layout().row(row).map_or(0.0, |at| -solution.duals[at])
        };
        Run {
            loss: Some(self.plan().value - solution.objective),
            unmet: self.unmet_shares(&solution, &factors),
            prices: tracked.iter().map(price).collect(),
            shocks,
        }
    }

    /// Σ price·(limit − sold) / Σ price·limit per application, at the limits of the run.
    fn unmet_shares(&self, solution: &lp::Solution, factors: &BTreeMap<Spot, f64>) -> Vec<f64> {
        let chain = self.chain();
        let mut asked = vec![0.0; chain.applications.len()];
        let mut missed = vec![0.0; chain.applications.len()];
        for (market, row) in chain.markets.iter().enumerate() {
            let Side::Sell { application } = row.side else { continue };
            let column = self.layout().column(Column::Market { market, period: 0 });
            if let (Some(column), true) = (column, row.standing.is_in_place() && row.limit.value.is_finite()) {
                let limit = row.limit.value * factors.get(&Spot::Limit(market)).copied().unwrap_or(1.0);
                asked[application] += row.price.value * limit;
                missed[application] += row.price.value * (limit - solution.columns[column]).max(0.0);
            }
        }
        asked.iter().zip(missed).map(|(asked, missed)| if *asked > 0.0 { missed / asked } else { 0.0 }).collect()
    }

    /// The edits of the programme that give a figure another value, in every period.
    pub(crate) fn edit(&self, spot: Spot, value: f64, edits: &mut Vec<lp::Edit>) {
        let chain = self.chain();
        for period in 0..self.periods() {
            let money = self.horizon().discount(period);
            let run = |activity| self.layout().column(Column::Run { activity, period });
            match spot {
                Spot::Flow { activity, flow } => {
                    let flow = &chain.activities[activity].flows[flow];
                    let row = Row::Balance { commodity: flow.commodity, region: flow.region, period };
                    if let (Some(row), Some(column)) = (self.layout().row(row), run(activity)) {
                        edits.push(lp::Edit::Coefficient { row, column, value });
                    }
                }
                Spot::Cost(activity) => {
                    if let Some(column) = run(activity) {
                        edits.push(lp::Edit::Objective { column, value: -money * value });
                    }
                }
                Spot::Capacity(capacity) => {
                    if let Some(row) = self.layout().row(Row::Capacity { capacity, period }) {
                        edits.push(lp::Edit::RowBounds { row, lower: f64::NEG_INFINITY, upper: value });
                    }
                }
                Spot::Use { capacity, used } => {
                    let activity = chain.capacities[capacity].uses[used].activity;
                    if let (Some(row), Some(column)) =
                        (self.layout().row(Row::Capacity { capacity, period }), run(activity))
                    {
                        edits.push(lp::Edit::Coefficient { row, column, value });
                    }
                }
                Spot::Price(market) => {
                    let sign = if chain.markets[market].side == Side::Buy { -1.0 } else { 1.0 };
                    if let Some(column) = self.layout().column(Column::Market { market, period }) {
                        edits.push(lp::Edit::Objective { column, value: sign * money * value });
                    }
                }
                Spot::Limit(market) => {
                    if let Some(column) = self.layout().column(Column::Market { market, period }) {
                        edits.push(lp::Edit::ColumnBounds { column, lower: 0.0, upper: value });
                    }
                }
                Spot::Withdrawal(at) => self.edit_withdrawal(at, value, period, edits),
                Spot::Stock(_) | Spot::Content { .. } => {}
            }
        }
    }

    fn edit_withdrawal(&self, at: usize, value: f64, period: usize, edits: &mut Vec<lp::Edit>) {
        let withdrawal = &self.chain().withdrawals[at];
        let row = Row::Balance { commodity: withdrawal.commodity, region: withdrawal.region, period };
        if let Some(row) = self.layout().row(row) {
            let (lower, upper) = self.base().problem().row_bounds(row);
            let moved = value - withdrawal.amount.value;
            edits.push(lp::Edit::RowBounds { row, lower: lower + moved, upper: upper + moved });
        }
    }
}

/// The commodities of the stage whose prices the pack tracks, in every region that has them.
fn tracked(model: &Model) -> Vec<Node> {
    let chain = model.chain();
    let is_tracked = |node: &&Node| chain.price_stage == Some(chain.commodities[node.commodity].stage);
    model.plan().nodes.iter().filter(is_tracked).copied().collect()
}

/// Which shocks happen in a run, and how badly.
fn drawn(chain: &Chain, draws: &mut Draws) -> Vec<(usize, f64)> {
    let mut common: BTreeMap<&str, f64> = BTreeMap::new();
    for shock in chain.shocks.iter().filter(|shock| !shock.group.is_empty()) {
        common.entry(&shock.group).or_insert_with(|| draws.normal());
    }
    let mut happened = Vec::new();
    for (index, shock) in chain.shocks.iter().enumerate() {
        // Every shock uses the same number of draws whether it happens or not.
        let own = draws.normal();
        let severity = draws.triangular(shock.severity[0], shock.severity[1], shock.severity[2]);
        let weight = if shock.group.is_empty() { 0.0 } else { shock.correlation };
        let shared = common.get(shock.group.as_str()).copied().unwrap_or_default();
        let z = weight.sqrt() * shared + (1.0 - weight).sqrt() * own;
        if normal_distribution(z) < shock.probability {
            happened.push((index, severity));
        }
    }
    happened
}

fn effect(chain: &Chain, pack: &Pack, shock: &Shock) -> Result<Effect, Refusal> {
    let patch: &Patch = pack.patch(&shock.patch)?;
    if let Some(edit) = patch.edits.iter().position(|edit| !matches!(edit, Edit::Scale { .. })) {
        return Err(Reason::EditField {
            patch: patch.id.clone(),
            edit: (edit + 1).to_string(),
            field: "do".to_owned(),
            value: "≠ scale".to_owned(),
            allowed: "a shock's patch scales figures, so that severity has a meaning".to_owned(),
        }
        .at(&shock.origin.file, Some(shock.origin.row)));
    }
    let mut factors: BTreeMap<Spot, f64> = BTreeMap::new();
    for edit in &patch.edits {
        let alone = Patch { edits: vec![edit.clone()], ..patch.clone() };
        let after = match apply(chain, std::slice::from_ref(&alone)) {
            Ok(applied) => applied.chain,
            // What a patch took out of the chain can suffer no shock.
            Err(refusal) if matches!(*refusal.reason, Reason::TouchesRemoved { .. }) => continue,
            Err(refusal) => return Err(refusal),
        };
        for spot in Spot::all(chain) {
            let (before, after) = (spot.get(chain).value, spot.get(&after).value);
            if before != after && before != 0.0 {
                *factors.entry(spot).or_insert(1.0) *= after / before;
            }
        }
    }
    Ok(Effect { factors: factors.into_iter().collect() })
}
