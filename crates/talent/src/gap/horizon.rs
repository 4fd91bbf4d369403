//! The day that lies ahead: the one asked for, or the end of the plan.

use base::people::Viewer;
use base::record::kinds::AgreementStage;
use base::record::verb::Occasion;
use base::store::{Fault, Shelf};
use cooperation::committee::agreements;

/// A day as it was written, where it is one and lies ahead.
pub fn ahead(occasion: &Occasion, given: &str) -> Option<String> {
    let day = given.trim().parse::<jiff::civil::Date>().ok()?;
    (day > occasion.now.date()).then(|| day.to_string())
}

/// The year of a day.
pub fn year_of(day: &str) -> i32 {
    day.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default()
}

/// How far the plan reaches: to the end of the agreement in force, or else to the end of next year.
///
/// # Errors
/// The store's.
pub fn planned(shelf: &mut dyn Shelf, viewer: &Viewer, today: &str) -> Result<String, Fault> {
    let in_force = agreements(shelf, viewer)?
        .into_iter()
        .find(|case| matches!(case.agreement.stage, Some(AgreementStage::InForce | AgreementStage::Renewed)));
    let ends = in_force.and_then(|case| case.agreement.ends).map(|day| day.0).filter(|day| day.as_str() > today);
    Ok(ends.unwrap_or_else(|| format!("{:04}-12-31", year_of(today) + 1)))
}
