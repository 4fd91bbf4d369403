//! What terms have to say before they come on the table: what each kind needs, exact amounts, rates that can be paid, tiers
//! that go on from each other.

use base::Refusal;
use base::record::kinds::{Term, TermType};
use base::record::{Slip, SlipReason};
use measure::{Budget, Currency};

use super::royalty::{is_tier_of, tiers_of};
use crate::money::exact;

/// Refuses terms that could not be reckoned with, every slip with its row.
pub(super) fn check(terms: &[Term]) -> Result<(), Refusal> {
    let mut slips = Vec::new();
    for (at, term) in terms.iter().enumerate() {
        let mut slip = |name: &str, reason: SlipReason| slips.push(reason.at(field(at, name)));
        for name in missing(term) {
            slip(name, SlipReason::Missing {});
        }
        for (name, amount) in [("amount", &term.amount), ("tier_from", &term.tier_from), ("tier_to", &term.tier_to)] {
            if let Some(given) = amount.as_ref().filter(|amount| exact(amount).is_err()) {
                slip(name, SlipReason::NotExact { given: given.show() });
            }
        }
        if let Some(given) = term.rate_percent.as_ref().filter(|rate| !within_hundred(rate)) {
            let (given, least, most) = (given.0.clone(), "0".to_owned(), "100".to_owned());
            slip("rate_percent", SlipReason::OutOfBounds { given, least, most });
        }
        if terms[..at].iter().any(|other| other.code == term.code) {
            let given = term.code.as_ref().map_or_else(String::new, |code| code.0.clone());
            slip("code", SlipReason::NamedTwice { given });
        }
    }
    if slips.is_empty() {
        slips.extend(tier_slips(terms));
    }
    if slips.is_empty() { Ok(()) } else { Err(Refusal::Slips(slips)) }
}

fn field(at: usize, name: &str) -> String {
    format!("terms.{}.{name}", at + 1)
}

/// What a term cannot be without, by its type.
fn missing(term: &Term) -> Vec<&'static str> {
    let without = |name: &'static str, there: bool| (!there).then_some(name);
    let (amount, rate) = (term.amount.is_some(), term.rate_percent.is_some());
    let wanted = match term.term_type {
        None => [Some("term_type"), None],
        Some(TermType::Upfront | TermType::Milestone | TermType::Fee) => [without("amount", amount), None],
        Some(TermType::MinimumAnnual) => [without("amount", amount), without("due", term.due.is_some())],
        Some(TermType::RunningRoyalty) => [without("rate_percent", rate), without("base", term.base.is_some())],
        Some(TermType::Equity) => [without("rate_percent", rate || amount), None],
        Some(TermType::InKind) => [None, None],
    };
    wanted.into_iter().flatten().collect()
}

fn within_hundred(rate: &str) -> bool {
    let Ok(percent) = measure::Decimal::parse(rate) else { return false };
    let (numerator, denominator) = percent.fraction();
    numerator >= 0 && i128::try_from(denominator).is_ok_and(|denominator| numerator <= denominator * 100)
}

/// A tier in minor units, with its row.
struct Tier {
    at: usize,
    from: i64,
    to: i64,
    currency: Currency,
}

/// The tiers of each running royalty go on from each other: none reaches into another, and nothing is left between them.
/// They may begin above zero, and end.
fn tier_slips(terms: &[Term]) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (at, term) in terms.iter().enumerate() {
        // The first of its tiers stands for all of them.
        if term.term_type != Some(TermType::RunningRoyalty) || !tiers_of(&terms[..at], term).is_empty() {
            continue;
        }
        let tiers = terms.iter().enumerate().filter(|(_, other)| is_tier_of(other, term));
        let mut tiers: Vec<Tier> = tiers.filter_map(|(at, one)| tier(at, one)).collect();
        let backwards = tiers.iter().filter(|tier| tier.to <= tier.from);
        slips.extend(backwards.map(|tier| SlipReason::EndsBeforeItBegins {}.at(field(tier.at, "tier_to"))));
        tiers.sort_by_key(|tier| (tier.from, tier.at));
        for pair in tiers.windows(2) {
            let (before, after) = (&pair[0], &pair[1]);
            if after.from < before.to {
                let row = (before.at + 1).to_string();
                slips.push(SlipReason::TierOverlaps { row }.at(field(after.at, "tier_from")));
            } else if after.from > before.to {
                let amount = |units: i64| measure::Money::new(units, before.currency).to_string();
                let (from, to) = (amount(before.to), amount(after.from));
                slips.push(SlipReason::TierGap { from, to }.at(field(after.at, "tier_from")));
            }
        }
    }
    slips
}

/// Where a tier lies; none where its bounds are no amounts, which is a slip of its own.
fn tier(at: usize, term: &Term) -> Option<Tier> {
    let bound = |given: Option<&Budget>| given.map(exact).transpose().ok();
    let (from, to) = (bound(term.tier_from.as_ref())?, bound(term.tier_to.as_ref())?);
    let currency = to.or(from).map_or(Currency::Cny, measure::Money::currency);
    let units = |bound: Option<measure::Money>, open: i64| bound.map_or(open, measure::Money::minor_units);
    Some(Tier { at, from: units(from, 0), to: units(to, i64::MAX), currency })
}

#[cfg(test)]
mod tests {
    use base::record::kinds::TermBase;
    use base::record::{Day, Decimal, Line};

    use super::*;

    fn term(code: &str, kind: TermType) -> Term {
        Term { code: Some(Line(code.to_owned())), term_type: Some(kind), ..Term::default() }
    }

    fn tier(code: &str, rate: &str, from: &str, to: &str) -> Term {
        let bound = |text: &str| (!text.is_empty()).then(|| Budget::parse(text, None).unwrap());
        Term {
            rate_percent: Some(Decimal(rate.to_owned())),
            base: Some(TermBase::NetSales),
            tier_from: bound(from),
            tier_to: bound(to),
            ..term(code, TermType::RunningRoyalty)
        }
    }

    fn sum(code: &str, kind: TermType, amount: &str, due: &str) -> Term {
        let amount = Some(Budget::parse(amount, None).unwrap());
        Term { amount, due: (!due.is_empty()).then(|| Day(due.to_owned())), ..term(code, kind) }
    }

    fn said(terms: &[Term]) -> String {
        match check(terms) {
            Ok(()) => String::new(),
            Err(Refusal::Slips(slips)) => slips.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            Err(other) => other.to_string(),
        }
    }

    #[test]
    fn terms_that_could_never_be_reckoned_with_are_refused_by_their_row() {
        let table = [
            (
                vec![tier("T1", "3", "0元", "1000万元"), tier("T2", "2", "500万元", "")],
                "terms.2.tier_from: it overlaps the tier of row 1",
            ),
            (
                vec![tier("T1", "2", "2000万元", ""), tier("T2", "3", "0元", "1000万元")],
                "terms.1.tier_from: from CNY 10000000.00 to CNY 20000000.00",
            ),
            (vec![tier("T1", "3", "5万元", "2万元")], "terms.1.tier_to: it ends before it begins"),
            (vec![tier("T1", "150", "", "")], "terms.1.rate_percent: 150 is not between 0 and 100"),
            (vec![sum("T1", TermType::Upfront, "面议", "")], "terms.1.amount: “面议” is no exact amount"),
            (vec![sum("T1", TermType::Milestone, "100-200万元", "")], "terms.1.amount"),
            (vec![sum("T1", TermType::MinimumAnnual, "10万元", "")], "terms.1.due"),
            (
                vec![Term { rate_percent: Some(Decimal("130".to_owned())), ..term("T1", TermType::Equity) }],
                "terms.1.rate_percent",
            ),
        ];
        for (terms, expected) in table {
            let said = said(&terms);
            assert!(said.starts_with(expected), "{expected}: {said}");
        }
    }

    #[test]
    fn terms_that_can_be_reckoned_with_pass() {
        let two = vec![tier("T1", "3", "0元", "1000万元"), tier("T2", "2", "1000万元", "")];
        assert_eq!(said(&two), "");
        assert_eq!(said(&[tier("T1", "3", "500万元", "")]), "", "nothing is due below it");
        assert_eq!(said(&[tier("T1", "0", "", "100万元"), tier("T2", "100", "100万元", "200万元")]), "");
        let others = [sum("T1", TermType::MinimumAnnual, "10万元", "2027-06-30"), sum("T2", TermType::Fee, "1元", "")];
        assert_eq!(said(&others), "");
    }
}
