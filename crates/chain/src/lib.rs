//! The value chain: here is my pack, give me its plan; here is my patch, give me its worth.

mod concentration;
mod draw;
mod figure;
mod map;
mod network;
mod pack;
mod patch;
mod plan;
mod refusal;
mod robustness;
mod shock;
mod sufficiency;
mod survive;
mod text;
mod weak_link;
mod worth;

pub use concentration::{Concentration, herfindahl};
pub use figure::{Confidence, Figure, Origin};
/// A solver that is asked where the own engine finds no certified answer: HiGHS, loaded at run time.
pub use lp_oracle::{Highs as Advisor, OracleFault as NoAdvisor};
pub use map::{Band, Drawing, End, Map, MapNode, Measure, Pressure, View};
pub use network::*;
pub use pack::{FORMAT, Files, Pack};
pub use patch::*;
pub use plan::{
    Column, Interval, Layout, Model, Node, Party, Period, Plan, Prices, Row, Scenario, Settlement, Share, Split,
};
pub use refusal::{Class, Place, Reason, Refusal, Refusals};
pub use robustness::{Rank, Robustness};
pub use shock::{Ensemble, Estimate, Options, Run, Tail, mean};
pub use sufficiency::Sufficiency;
pub use survive::{Survival, Survivor, WEEKS};
pub use text::Text;
pub use weak_link::{Fix, InTail, Link, Remedy, WeakLink, WeakLinks};
pub use worth::{Portfolio, Worth};
