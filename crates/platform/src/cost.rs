//! What the use of a platform costs, and who pays which part of it.

use base::Refusal;
use base::record::RecordId;
use base::record::kinds::{Rate, RateFor};
use base::store::{Booking, Fault, Shelf};
use measure::{BudgetMeaning, Fraction, Money};

use crate::bookable::Bookable;

/// What a use costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// As whom the user pays.
    pub payer: RateFor,
    /// What a unit costs.
    pub price: Money,
    /// What all of it costs.
    pub sum: Money,
}

/// What a booking costs at the rates of its platform: the units that were used, or those that were booked. `None` where
/// no rate for such a user is one exact amount.
///
/// Whoever acts for the organisation the platform belongs to pays as its own; an organisation that somebody acts for here
/// pays as a member of the base; anybody else as from outside.
///
/// # Errors
/// The store's; a sum too large to be held.
pub fn cost_of(shelf: &mut dyn Shelf, of: &Bookable, booking: &Booking) -> Result<Option<Cost>, base::Trouble> {
    let payer = payer_of(shelf, of, booking.organisation)?;
    let exact = |rate: &Rate| match rate.price.as_ref().map(measure::Budget::meaning) {
        Some(BudgetMeaning::Exact(money)) => Some(money),
        Some(
            BudgetMeaning::Range { .. }
            | BudgetMeaning::AtLeast(_)
            | BudgetMeaning::AtMost(_)
            | BudgetMeaning::Negotiable,
        )
        | None => None,
    };
    let of_payer = |wanted: Option<RateFor>| of.platform.rates.iter().find(|rate| rate.payer == wanted);
    let rate = of_payer(Some(payer)).or_else(|| of_payer(None));
    let Some(price) = rate.and_then(exact) else { return Ok(None) };
    let units = booking.detail.used.as_ref().map_or(booking.units, |used| used.units);
    let sum = price.checked_mul(i64::from(units));
    let sum = sum.map_err(|_| Refusal::NotAnAmount { given: format!("{price} × {units}") })?;
    Ok(Some(Cost { payer, price, sum }))
}

fn payer_of(shelf: &mut dyn Shelf, of: &Bookable, user: Option<RecordId>) -> Result<RateFor, Fault> {
    let Some(user) = user else { return Ok(RateFor::Outside) };
    if of.record.content.owner() == Some(user) {
        return Ok(RateFor::Own);
    }
    Ok(if shelf.members(user)?.is_empty() { RateFor::Outside } else { RateFor::Base })
}

/// Who pays what of a sum, down to the last minor unit; the user's organisation all of it where nobody is named.
///
/// # Errors
/// The shares cannot be split, which the ladder of a booking excludes.
pub fn shares_of(booking: &Booking, sum: Money) -> Result<Vec<(Option<RecordId>, Fraction, Money)>, Refusal> {
    if booking.detail.split.is_empty() {
        return Ok(vec![(booking.organisation, Fraction::ONE, sum)]);
    }
    let weights: Vec<Fraction> = booking.detail.split.iter().map(|share| share.share).collect();
    let parts = sum.split(&weights).map_err(|why| Refusal::SharesNotWhole { sum: why.to_string() })?;
    let paying = booking.detail.split.iter().zip(parts);
    Ok(paying.map(|(share, part)| (Some(share.organisation), share.share, part)).collect())
}
