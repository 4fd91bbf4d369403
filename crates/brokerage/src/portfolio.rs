//! All open needs against all resources of a kind at once.

use std::collections::{BTreeMap, BTreeSet};

use base::record::verb::Occasion;
use base::record::{Kind, Record, RecordId, State};
use base::rules::Gate;
use base::store::{Filter, Query, Shelf, Sort};
use matching::portfolio::{Certificate, Pair, Portfolio, PortfolioRefusal, Problem, WhyNot, assign};
use matching::rank::Weights;

use crate::ground::Ground;
use crate::suit::suits;
use crate::trouble::Trouble;

/// Resources of each need that are weighed.
const PER_NEED: usize = 12;

/// A need with the resource it gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The pair with its score and regret, in millionths.
    pub pair: Pair,
    /// The need.
    pub need: RecordId,
    /// The resource.
    pub resource: RecordId,
}

/// A resource and what one more unit of it is worth at most, in millionths of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Which.
    pub id: RecordId,
    /// What one more unit of its capacity is worth at most.
    pub price: i64,
}

/// The assignment with everything a page shows.
#[derive(Clone, Debug)]
pub struct WholePortfolio {
    /// What was assigned.
    pub problem: Problem,
    /// The assignment and its prices.
    pub portfolio: Portfolio,
    /// The proof, added up again from the scores.
    pub certificate: Option<Certificate>,
    /// The needs, by id.
    pub needs: BTreeMap<RecordId, Record>,
    /// The resources that suit any of them, by id.
    pub resources: BTreeMap<RecordId, Record>,
    /// Whether there are more open needs than were taken in.
    pub more: bool,
}

impl WholePortfolio {
    /// The pairs, the best first.
    pub fn placed(&self) -> Vec<Placed> {
        let placed = |pair: &Pair| {
            let (need, resource) = (pair.need.parse().ok()?, pair.resource.parse().ok()?);
            Some(Placed { pair: pair.clone(), need, resource })
        };
        let mut placed: Vec<Placed> = self.portfolio.pairs.iter().filter_map(placed).collect();
        placed.sort_by(|a, b| b.pair.score.cmp(&a.pair.score).then(a.need.cmp(&b.need)));
        placed
    }

    /// The resources that are worth more than they can give, the dearest first.
    pub fn scarce(&self) -> Vec<Resource> {
        let resource = |(id, price): (&String, &i64)| Some(Resource { id: id.parse().ok()?, price: *price });
        let mut scarce: Vec<Resource> =
            self.portfolio.resource_prices.iter().filter(|(_, price)| **price > 0).filter_map(resource).collect();
        scarce.sort_by(|a, b| b.price.cmp(&a.price).then(a.id.cmp(&b.id)));
        scarce
    }

    /// Why a need does not get a resource.
    pub fn why_not(&self, need: RecordId, resource: RecordId) -> WhyNot {
        self.portfolio.why_not(&self.problem, &need.to_string(), &resource.to_string())
    }
}

/// Assigns the open needs that the viewer can see, the newest first, to resources of a kind, each of which serves at
/// most `capacity` needs. Pairs that were declined or that the export rules hold back are forbidden.
///
/// # Errors
/// The store or the index fails.
pub fn portfolio(
    shelf: &mut dyn Shelf,
    ground: Ground,
    occasion: &Occasion,
    weights: &Weights,
    (kind, capacity, most): (Kind, u32, usize),
) -> Result<WholePortfolio, Trouble> {
    let filter =
        Filter { kinds: vec![Kind::Need], states: vec![State::Published.code().to_owned()], ..Filter::default() };
    let query = Query { reach: occasion.viewer.reach(), filter, sort: Sort::Updated, after: None, limit: most };
    let found = shelf.find(&query)?;
    let today = occasion.now.date().to_string();
    let is_open = |need: &Record| {
        let expires = need.content.text("expires");
        expires.is_empty() || expires >= today.as_str()
    };
    let mut whole = WholePortfolio {
        problem: Problem::default(),
        portfolio: assign(&Problem::default()).map_err(|refusal| refused(&refusal))?,
        certificate: None,
        needs: BTreeMap::new(),
        resources: BTreeMap::new(),
        more: found.next.is_some(),
    };
    let mut forbidden = BTreeSet::new();
    for need in found.records.into_iter().filter(is_open) {
        let suiting = suits(shelf, ground, occasion, weights, &need, &[kind], PER_NEED)?;
        for pair in suiting.by_kind.into_iter().flat_map(|(_, pairs)| pairs) {
            let ends = (need.id.to_string(), pair.other.id.to_string());
            let declined = pair.decided.as_ref().is_some_and(|record| record.content.text("stage") == "declined");
            if declined || matches!(pair.gate, Gate::Holds { .. }) {
                forbidden.insert(ends.clone());
            }
            whole.problem.resources.insert(ends.1.clone(), capacity);
            whole.problem.scores.insert(ends, pair.scored.score);
            whole.resources.insert(pair.other.id, pair.other);
        }
        whole.problem.needs.insert(need.id.to_string());
        whole.needs.insert(need.id, need);
    }
    whole.problem.forbidden = forbidden;
    whole.portfolio = assign(&whole.problem).map_err(|refusal| refused(&refusal))?;
    whole.certificate = whole.portfolio.certify(&whole.problem).ok();
    Ok(whole)
}

/// Scores of weights within their bounds are numbers within bounds; were they not, nothing could be assigned.
fn refused(refusal: &PortfolioRefusal) -> Trouble {
    base::Trouble::from(base::store::Fault::Refused(refusal.to_string())).into()
}
