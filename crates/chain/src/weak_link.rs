//! Weak links: what losing each would cost, and what one more unit of each would earn.

use crate::draw::in_parallel;
use crate::plan::Column;
use crate::{Concentration, Ensemble, Interval, Model, Patch, PatchKind, Refusal, Side, Spot, Survival, Survivor};

/// A link of the chain: something limited that can be lost or widened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Link {
    /// A capacity.
    Capacity(usize),
    /// Supply from outside.
    Supply(usize),
}

/// The best known answer to losing a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// The patch.
    pub patch: String,
    /// Its readiness level.
    pub readiness: Option<u8>,
    /// How much of the loss it takes away, in the chain's currency.
    pub saves: f64,
}

/// What is known against losing a link.
#[derive(Clone, Debug, PartialEq)]
pub enum Remedy {
    /// It costs too little to have been looked for.
    NotSought,
    /// No known patch takes away any of the loss.
    NoneKnown,
    /// The patch that takes away most.
    Best(Fix),
}

impl Remedy {
    /// The best fix, where one is known.
    pub fn best(&self) -> Option<&Fix> {
        match self {
            Self::Best(fix) => Some(fix),
            Self::NotSought | Self::NoneKnown => None,
        }
    }
}

/// How often the worst runs of an ensemble hit a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InTail {
    /// No ensemble was given.
    NotDrawn,
    /// No shock of the chain touches it, so nothing can be said.
    NoShock,
    /// In this share of the worst runs.
    Share(f64),
}

impl InTail {
    /// The share, where there is one.
    pub fn share(self) -> Option<f64> {
        match self {
            Self::NotDrawn | Self::NoShock => None,
            Self::Share(share) => Some(share),
        }
    }
}

/// What is known of one link, for both lists.
#[derive(Clone, Debug, PartialEq)]
pub struct WeakLink {
    /// The link.
    pub link: Link,
    /// One more unit earns, one unit less costs, per unit of the link.
    pub price: Interval,
    /// What the plan uses of it, and what there is.
    pub in_use: f64,
    /// What there is of it per period.
    pub limit: f64,
    /// V lost if it stops altogether; `None`: then no plan is left.
    pub loss_if_stopped: Option<f64>,
    /// V earned by a tenth more of it.
    pub gain_of_tenth: Option<f64>,
    /// Demand a tenth more of it would serve, by market step: (market, units).
    pub serves: Vec<(usize, f64)>,
    /// How often the ensemble's worst runs hit it.
    pub in_tail: InTail,
    /// Concentration at its stage.
    pub concentration: Option<Concentration>,
    /// How long today's demand is served without it.
    pub survival: Option<Survival>,
    /// Weeks to come back, where known.
    pub recover_weeks: Option<f64>,
    /// The best known fix, looked for among the links that would cost most.
    pub remedy: Remedy,
}

impl WeakLink {
    /// At risk: it survives for less time than it takes to come back.
    pub fn at_risk(&self) -> Option<bool> {
        match (self.survival?, self.recover_weeks?) {
            (Survival::Weeks(weeks), recover) => Some(weeks < recover),
            (Survival::Endless, _) => Some(false),
        }
    }
}

/// The two lists, each a ranking of the same links.
#[derive(Clone, Debug, PartialEq)]
pub struct WeakLinks {
    /// Every link in use or in demand.
    pub links: Vec<WeakLink>,
    /// Places in `links`, what losing them costs most first.
    pub fragility: Vec<usize>,
    /// Places in `links`, what a unit more earns most first, by the gain of a tenth more.
    pub investment: Vec<usize>,
}

/// The tail that is looked at.
const LEVEL: f64 = 0.95;
/// How many links, costliest first, are asked for their best fix.
const FIXED: usize = 30;

impl Model {
    /// Ranks the weak links of the first period.
    ///
    /// # Errors
    /// [`crate::Reason::Uncertified`].
    pub fn weak_links(
        &self,
        patches: &[Patch],
        ensemble: Option<&Ensemble>,
        threads: usize,
    ) -> Result<WeakLinks, Refusal> {
        let prices = self.prices()?;
        let survivor = Survivor::new(self)?;
        let candidates = self.links();
        let measure = |scratch: &mut lp::Scratch, at: usize| -> Result<WeakLink, Refusal> {
            self.measured(scratch, candidates[at], &prices, &survivor, ensemble)
        };
        let links = in_parallel(candidates.len(), threads, &|_| (), &measure);
        let mut links = links.into_iter().collect::<Result<Vec<_>, _>>()?;
        let cost = |link: &WeakLink| link.loss_if_stopped.unwrap_or(f64::INFINITY);
        let gain = |link: &WeakLink| link.gain_of_tenth.unwrap_or_default();
        let mut fragility: Vec<usize> = (0..links.len()).collect();
        fragility.sort_by(|a, b| cost(&links[*b]).total_cmp(&cost(&links[*a])).then(a.cmp(b)));
        let mut investment: Vec<usize> = (0..links.len()).collect();
        investment.sort_by(|a, b| gain(&links[*b]).total_cmp(&gain(&links[*a])).then(a.cmp(b)));
        let asked: Vec<usize> = fragility.iter().take(FIXED).copied().collect();
        let fixes = self.fixes(patches, &asked.iter().map(|at| links[*at].clone()).collect::<Vec<_>>(), threads);
        for (at, fix) in asked.into_iter().zip(fixes) {
            links[at].remedy = fix.map_or(Remedy::NoneKnown, Remedy::Best);
        }
        Ok(WeakLinks { links, fragility, investment })
    }

    fn links(&self) -> Vec<Link> {
        let chain = self.chain();
        let capacities = chain.capacities.iter().enumerate();
        let capacities = capacities.filter(|(_, c)| c.standing.is_in_place() && !c.uses.is_empty());
        let supplies = chain.markets.iter().enumerate();
        let supplies = supplies.filter(|(_, m)| m.standing.is_in_place() && m.side == Side::Buy);
        capacities.map(|(at, _)| Link::Capacity(at)).chain(supplies.map(|(at, _)| Link::Supply(at))).collect()
    }

    fn measured(
        &self,
        scratch: &mut lp::Scratch,
        link: Link,
        prices: &crate::Prices,
        survivor: &Survivor,
        ensemble: Option<&Ensemble>,
    ) -> Result<WeakLink, Refusal> {
        let chain = self.chain();
        let plan = self.plan().first();
        let (price, in_use, spot, stage, recover_weeks) = match link {
            Link::Capacity(at) => {
                let capacity = &chain.capacities[at];
                let price = prices.capacities[0][at];
                (price, plan.in_use[at], Spot::Capacity(at), capacity.stage, capacity.recover_weeks)
            }
            Link::Supply(at) => {
                let stage = chain.commodities[chain.markets[at].commodity].stage;
                (prices.markets[0][at], plan.traded[at], Spot::Limit(at), stage, None)
            }
        };
        let limit = spot.get(chain).value;
        let stopped = self.solved(scratch, spot, 0.0);
        let wider = self.solved(scratch, spot, limit * 1.1);
        let survival = match link {
            Link::Capacity(at) => survivor.without_capacity(at)?,
            Link::Supply(at) => survivor.without_market(at)?,
        };
        Ok(WeakLink {
            link,
            price,
            in_use,
            limit,
            loss_if_stopped: stopped.map(|solution| (self.plan().value - solution.objective).max(0.0)),
            gain_of_tenth: wider.as_ref().map(|solution| (solution.objective - self.plan().value).max(0.0)),
            serves: wider.map(|solution| self.newly_served(&solution)).unwrap_or_default(),
            in_tail: ensemble.map_or(InTail::NotDrawn, |ensemble| {
                ensemble.tail_share_of(LEVEL, spot).map_or(InTail::NoShock, InTail::Share)
            }),
            concentration: self.concentration(stage),
            survival: Some(survival),
            recover_weeks,
            remedy: Remedy::NotSought,
        })
    }

    /// The plan with one figure changed; `None` where there is none.
    fn solved(&self, scratch: &mut lp::Scratch, spot: Spot, value: f64) -> Option<lp::Solution> {
        let mut edits = Vec::new();
        self.edit(spot, value, &mut edits);
        match self.resolved(scratch, &edits) {
            Ok(lp::Outcome::Optimal(solution)) => Some(solution),
            Ok(lp::Outcome::Infeasible(_) | lp::Outcome::Unbounded(_)) | Err(_) => None,
        }
    }

    fn newly_served(&self, solution: &lp::Solution) -> Vec<(usize, f64)> {
        let chain = self.chain();
        let mut served = Vec::new();
        for (market, row) in chain.markets.iter().enumerate().filter(|(_, m)| m.side != Side::Buy) {
            if let Some(column) = self.layout().column(Column::Market { market, period: 0 }) {
                let more = solution.columns[column] - self.plan().first().traded[market];
                if more > 1e-6 * (1.0 + row.limit.value) {
                    served.push((market, more));
                }
            }
        }
        served
    }

    /// The patch that takes away most of the loss of each link.
    ///
    /// ```text
    /// saves(P, k) = V(chain + P, k stopped) − V(chain, k stopped) − max(0, worth(P))
    /// ```
    fn fixes(&self, patches: &[Patch], links: &[WeakLink], threads: usize) -> Vec<Option<Fix>> {
        let answers = |patch: &&Patch| matches!(patch.kind, PatchKind::Innovation | PatchKind::Investment);
        let known: Vec<&Patch> = patches.iter().filter(answers).collect();
        let tried = in_parallel(known.len(), threads, &|_| (), &|scratch: &mut lp::Scratch, at: usize| {
            let Ok(model) = self.rebased(std::slice::from_ref(known[at])) else {
                return vec![None; links.len()];
            };
            let worth = (model.plan().value - self.plan().value).max(0.0);
            let saved = |link: &WeakLink| {
                let spot = link_spot(link.link);
                let before = self.plan().value - link.loss_if_stopped?;
                Some(model.solved(scratch, spot, 0.0)?.objective - before - worth)
            };
            links.iter().map(saved).collect()
        });
        let best = |at: usize| {
            let saves = tried.iter().enumerate().filter_map(|(patch, saved)| Some((patch, saved[at]?)));
            let best = saves.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
            let floor = 1e-6 * links[at].loss_if_stopped.unwrap_or_default();
            (best.1 > floor).then(|| Fix {
                patch: known[best.0].id.clone(),
                readiness: known[best.0].readiness,
                saves: best.1,
            })
        };
        (0..links.len()).map(best).collect()
    }
}

fn link_spot(link: Link) -> Spot {
    match link {
        Link::Capacity(at) => Spot::Capacity(at),
        Link::Supply(at) => Spot::Limit(at),
    }
}
