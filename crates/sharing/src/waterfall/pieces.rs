//! What a step has shared out once so much has reached it: a function of lifetime amounts alone.

use measure::{Fraction, Money};

use super::allocation::Part;
use super::cut::{least, positive};
use super::name::PartyId;
use super::refusal::Refusal;
use super::rule::{Action, Band, Rule};
use super::shares::Shares;

/// An amount that is shared out by weights which sum to one; to nobody means that it goes on.
pub(super) struct Piece<'r> {
    pub part: Part,
    pub total: Money,
    pub weights: Vec<(Option<&'r PartyId>, Fraction)>,
}

/// Where a step stands: the amounts of its period so far.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    /// What reached it.
    pub input: Money,
    /// What was received in all.
    pub gross: Money,
    /// What it took, where that is not a function of what reached it.
    pub taken: Money,
}

/// The pieces of a step at a standing; as many at every standing.
pub(super) fn pieces<'r>(rule: &'r Rule, action: &'r Action, at: Standing) -> Result<Vec<Piece<'r>>, Refusal> {
    let one = |part, total, weights| Ok(vec![Piece { part, total, weights }]);
    let all_to = |party: &'r PartyId| vec![(Some(party), Fraction::ONE)];
    match action {
        Action::PercentOfRemaining { shares } | Action::Split { shares } => {
            one(Part::Remaining, at.input, weights(rule, shares)?)
        }
        Action::PercentOfGross { shares } => one(Part::Gross, at.gross, weights(rule, shares)?),
        Action::Tiers { bands, .. } => bands.iter().map(|band| tier(rule, band, at.input)).collect(),
        Action::First { amount, shares, .. } => one(Part::First, least(at.input, *amount), weights(rule, shares)?),
        Action::Recoup { pool, to, .. } => one(Part::Recouped { pool: pool.clone() }, at.taken, all_to(to)),
        Action::Preferred { to, .. } => one(Part::Preferred, at.taken, all_to(to)),
        Action::CatchUp { to, speed, beside, .. } => {
            let rest = Fraction::ONE.checked_sub(*speed)?;
            one(Part::CatchUp, at.taken, vec![(Some(to), *speed), (beside.as_ref(), rest)])
        }
        Action::Cap { excess_to: Some(to), .. } => one(Part::Excess, at.taken, all_to(to)),
        Action::Cap { excess_to: None, .. } => Ok(vec![]),
        Action::Guarantee { party, .. } => one(Part::ToppedUp, at.taken, all_to(party)),
    }
}

/// `min(x, to) − from`, and no less than nothing but in the lowest tier.
fn tier<'r>(rule: &'r Rule, band: &'r Band, input: Money) -> Result<Piece<'r>, Refusal> {
    let reached = band.to.map_or(input, |to| least(input, to)).checked_sub(band.from)?;
    let lowest = band.from.minor_units() == 0;
    let total = if lowest { reached } else { positive(reached) };
    Ok(Piece { part: Part::Band { from: band.from, to: band.to }, total, weights: weights(rule, &band.shares)? })
}

/// The shares in the declared order of the parties, and what goes on as the last.
fn weights<'r>(rule: &Rule, shares: &'r Shares) -> Result<Vec<(Option<&'r PartyId>, Fraction)>, Refusal> {
    let mut ordered: Vec<_> = shares.0.iter().map(|(party, share)| (Some(party), *share)).collect();
    ordered.sort_by_key(|(party, _)| party.map_or(usize::MAX, |party| rule.place(party)));
    ordered.push((None, Fraction::ONE.checked_sub(shares.sum()?)?));
    Ok(ordered)
}
