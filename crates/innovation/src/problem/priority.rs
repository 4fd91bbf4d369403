//! Common problems in the order of what their solution is worth.

use base::people::{Reach, Viewer};
use base::record::kinds::{Problem, ProblemStage};
use base::record::{Audience, Kind, Record, State};
use base::store::{Fault, Filter, Query, Shelf, Sort};
use measure::{BudgetMeaning, Decimal};

/// Problems that are ranked.
const MOST: usize = 2_000;

/// A problem in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The problem's record.
    pub record: Record,
    /// What it says.
    pub problem: Problem,
    /// What a solution is worth in a year; `None` where the chain was not asked yet. Such a problem is not ranked below
    /// others: it stands in a list of its own.
    pub worth: Option<f64>,
}

/// The open problems that the viewer may see: first those with a worth, what is worth most first and, of the same worth,
/// what more firms endorse; then those without.
///
/// # Errors
/// The store's.
pub fn priority(shelf: &mut dyn Shelf, viewer: &Viewer) -> Result<Vec<Ranked>, Fault> {
    let filter = Filter { kinds: vec![Kind::Problem], states: vec!["published".to_owned()], ..Filter::default() };
    let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit: MOST };
    let found = shelf.find(&query)?.records.into_iter();
    let seen = found.filter(|record| record.state == State::Published && Audience::of(record).admits(viewer));
    let all = seen.map(|record| {
        let problem: Problem = record.content.body();
        Ranked { worth: figure(&problem), problem, record }
    });
    let over = [Some(ProblemStage::Solved), Some(ProblemStage::Shelved)];
    let mut ranked: Vec<Ranked> = all.filter(|one| !over.contains(&one.problem.stage)).collect();
    let key = |one: &Ranked| one.worth.unwrap_or(f64::NEG_INFINITY);
    ranked.sort_by(|one, other| {
        let endorsed = other.problem.endorsements.len().cmp(&one.problem.endorsements.len());
        key(other).total_cmp(&key(one)).then(endorsed).then(one.record.id.cmp(&other.record.id))
    });
    Ok(ranked)
}

/// The worth of a problem as a number.
fn figure(problem: &Problem) -> Option<f64> {
    let amount = match problem.worth.as_ref()?.meaning() {
        BudgetMeaning::Exact(money) => money,
        BudgetMeaning::AtLeast(_)
        | BudgetMeaning::AtMost(_)
        | BudgetMeaning::Range { .. }
        | BudgetMeaning::Negotiable => {
            return None;
        }
    };
    Decimal::parse(&amount.amount_text()).ok().map(|amount| amount.nearest_float())
}
