//! Every answer side by side.

use serde::Serialize;

use super::{Interval, Rest, Stake};
use crate::game::{CoreVerdict, Kohlberg};

/// One way of sharing, with what coalitions say of it. None is called the right one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// One share a party, in the order of the parties.
    pub shares: Vec<f64>,
    /// What belongs to no party; with the shares it makes `V(N)`.
    pub nobody: f64,
    /// Which coalitions would walk away; absent where coalitions were only sampled.
    pub core: Option<CoreVerdict>,
}

/// What the owner of a technology could be given, between nothing and all that it adds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TechnologyRange {
    /// The party, by its place.
    pub party: usize,
    /// `V(N)`
    pub whole: f64,
    /// `V(N \ T)`
    pub without: f64,
    /// From 0 to `V(N) − V(N \ T)`; below 0 where the chain is worth more without it.
    pub range: Interval,
    /// The least and the most in the core of the game; absent where it is empty or was not worked out.
    pub core: Option<Interval>,
}

/// Everything there is to say of a proposal's shares.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// The currency of every amount.
    pub currency: String,
    /// The parties, and what each holds.
    pub parties: Vec<Stake>,
    /// What becomes of limits that belong to no party.
    pub rest: Rest,
    /// `V(N)`: the whole chain with every technology in force.
    pub whole: f64,
    /// `v(S)` of every coalition, by its bits; absent where coalitions were only sampled.
    pub values: Option<Vec<f64>>,
    /// What today's bottlenecks can earn each party.
    pub owen_intervals: Vec<Interval>,
    /// What they earn at the chain's canonical prices.
    pub owen: Answer,
    /// Everybody by average contribution.
    pub shapley: Answer,
    /// Half the width of each Shapley share's 95% confidence interval, where it was sampled.
    pub half_widths: Option<Vec<f64>>,
    /// The share whose worst complaint is smallest; absent where coalitions were only sampled, or where no share
    /// gives each party what it has alone.
    pub nucleolus: Option<Answer>,
    /// The proof of the nucleolus.
    pub kohlberg: Option<Kohlberg>,
    /// The worst complaint that no share can avoid; the core is empty where it is positive.
    pub least_core: Option<f64>,
    /// For every party with a technology.
    pub technologies: Vec<TechnologyRange>,
}
