//! How a share is taxed: a cash award is relieved where the rule holds for the unit, the contract is registered, and it is
//! paid within so many months of the income.

use base::record::kinds::{Deal, ShareRole, TaxTreatment};
use base::rules::{FigureName, PartyType, Settings, Subject};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::rulebook::Rulebook;

/// The treatment of a share paid on a day out of income of another, and the rule it rests on.
pub(super) fn treatment(
    rulebook: Rulebook,
    settings: &Settings,
    deal: &Deal,
    types: &[PartyType],
    role: Option<ShareRole>,
    (income, paid): (Date, Date),
) -> (TaxTreatment, Option<String>) {
    if !matches!(role, Some(ShareRole::Contributor | ShareRole::TransferStaff)) {
        return (TaxTreatment::NotAward, None);
    }
    let relief = types.iter().flat_map(|party| rulebook.rules.at(paid, Subject::TaxRelief, *party, settings)).next();
    let Some(relief) = relief.filter(|_| deal.registration_number.is_some()) else { return (TaxTreatment::Full, None) };
    let months = relief.rule.figures.iter().find(|figure| figure.name == FigureName::MonthsAfterIncome);
    let months = months.and_then(base::rules::Figure::whole).map_or(0, |(_, months)| months);
    let until = income.checked_add(i64::from(months).months()).unwrap_or(income);
    if paid > until {
        return (TaxTreatment::Full, None);
    }
    (TaxTreatment::Half, Some(format!("{} {}", relief.rule.source.reference, relief.rule.article)))
}
