//! A non-disclosure agreement noted, or why none is needed.

use base::Refusal;
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Line, Record, RecordId, Slip, SlipReason};
use base::store::Shelf;
use jiff::civil::Date;

use super::case::{case, may_act};
use crate::trouble::Trouble;

/// What is noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nda {
    /// It was signed.
    Signed {
        /// When.
        on: Date,
        /// Until when it holds; without end where it does not say.
        until: Option<Date>,
    },
    /// None is needed.
    Waived {
        /// Why.
        why: String,
    },
}

/// Notes the non-disclosure agreement of a deal.
///
/// # Errors
/// The viewer is neither broker nor party; it ends before it begins; no reason is given.
pub fn sign_nda(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    nda: &Nda,
) -> Result<Record, Trouble> {
    let case = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &case)?;
    let mut deal = case.deal.clone();
    match nda {
        Nda::Signed { on, until } => {
            if until.is_some_and(|until| until < *on) {
                return Err(slip("nda_until", SlipReason::EndsBeforeItBegins {}).into());
            }
            deal.nda_signed = Some(Day(on.to_string()));
            deal.nda_until = until.map(|until| Day(until.to_string()));
            deal.nda_waiver = None;
        }
        Nda::Waived { why } => {
            let why = why.trim();
            if why.is_empty() {
                return Err(Refusal::ReasonNeeded {}.into());
            }
            deal.nda_waiver = Some(Line(why.replace('\n', " ").chars().take(500).collect()));
        }
    }
    Ok(rewrite(shelf, occasion, &case.record, version, &deal, "deal.nda")?)
}

pub(crate) fn slip(field: &str, reason: SlipReason) -> Refusal {
    Refusal::Slips(vec![Slip { field: field.to_owned(), reason }])
}
