//! What is expected under the terms of a deal, and when: read off the terms each time, so that it is never behind them.

use base::record::kinds::{Deal, Term, TermType};
use jiff::ToSpan;
use jiff::civil::Date;
use measure::Money;

use crate::money::exact;
use crate::trouble::Trouble;

/// Days after the end of a period in which its report and its royalty are due, where the term names no day.
const REPORT_DAYS: i64 = 30;
/// Years that are looked ahead where a deal has no end.
const AHEAD_YEARS: i64 = 3;
/// Most that is expected under one term.
const MOST: usize = 400;

/// What is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A sum.
    Sum(Money),
    /// What the report of the period comes to.
    Royalty,
    /// A year's royalties, at least this.
    AtLeast(Money),
    /// Shares of a company, or something that is no money.
    Other,
}

/// Something expected under a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The code of the term.
    pub term: String,
    /// What kind of money.
    pub term_type: TermType,
    /// The day it is due; `None` where it hangs on a condition alone.
    pub due: Option<Date>,
    /// The period it is for.
    pub period: Option<(Date, Date)>,
    /// What.
    pub expected: Expected,
    /// What it hangs on.
    pub condition: String,
    /// The clause.
    pub clause: String,
}

/// Everything expected under the terms, in order of days; what has no day comes last.
///
/// # Errors
/// A term whose amount is a range or 面议.
pub fn schedule(deal: &Deal, today: Date) -> Result<Vec<Due>, Trouble> {
    let begins = day(deal.begins.as_ref()).or_else(|| day(deal.signed.as_ref()));
    let until = day(deal.ends.as_ref()).unwrap_or_else(|| years_on(begins.unwrap_or(today).max(today), AHEAD_YEARS));
    let mut dues = Vec::new();
    for (at, term) in deal.terms.iter().enumerate() {
        let Some(term_type) = term.term_type else { continue };
        match term_type {
            TermType::Upfront | TermType::Milestone | TermType::Fee => {
                let Some(amount) = &term.amount else { continue };
                let expected = Expected::Sum(exact(amount)?);
                let first = day(term.due.as_ref());
                dues.extend(
                    repeated(term, first, until)
                        .into_iter()
                        .map(|due| one(term, term_type, due, None, expected.clone())),
                );
            }
            TermType::MinimumAnnual => {
                let (Some(amount), Some(first)) = (&term.amount, day(term.due.as_ref())) else { continue };
                let expected = Expected::AtLeast(exact(amount)?);
                let year = |due: Date| (add(years_on(due, -1), 1), due);
                let each = from_each(first, 12, until).into_iter();
                dues.extend(each.map(|due| one(term, term_type, Some(due), Some(year(due)), expected.clone())));
            }
            TermType::RunningRoyalty => {
                // The first of its tiers stands for all of them.
                let tiers = super::royalty::tiers_of(&deal.terms[..at], term);
                if let (true, Some(begins)) = (tiers.is_empty(), begins) {
                    dues.extend(
                        periods(term, begins, until)
                            .into_iter()
                            .map(|(period, due)| one(term, term_type, Some(due), Some(period), Expected::Royalty)),
                    );
                }
            }
            TermType::Equity | TermType::InKind => {
                dues.push(one(term, term_type, day(term.due.as_ref()), None, Expected::Other));
            }
        }
    }
    dues.sort_by_key(|due| (due.due.is_none(), due.due, due.term.clone()));
    Ok(dues)
}

fn one(term: &Term, term_type: TermType, due: Option<Date>, period: Option<(Date, Date)>, expected: Expected) -> Due {
    let text = |line: Option<&base::record::Line>| line.map_or_else(String::new, |line| line.0.clone());
    Due {
        term: text(term.code.as_ref()),
        term_type,
        due,
        period,
        expected,
        condition: text(term.condition.as_ref()),
        clause: text(term.clause.as_ref()),
    }
}

/// The days of a sum: its one day, or every so many months until the deal ends.
fn repeated(term: &Term, first: Option<Date>, until: Date) -> Vec<Option<Date>> {
    match (first, term.every_months) {
        (Some(first), Some(every)) => from_each(first, every.0, until).into_iter().map(Some).collect(),
        (first, _) => vec![first],
    }
}

fn from_each(first: Date, months: i64, until: Date) -> Vec<Date> {
    let day = |count: usize| first.checked_add((months * i64::try_from(count).unwrap_or(0)).months()).ok();
    let days = (0..MOST).map_while(day).take_while(|day| *day <= until);
    let days: Vec<Date> = days.collect();
    if days.is_empty() { vec![first] } else { days }
}

/// The periods of a running royalty, each with the day on which its report and money are due.
fn periods(term: &Term, begins: Date, until: Date) -> Vec<((Date, Date), Date)> {
    let months = term.every_months.map_or(12, |every| every.0);
    let start = |count: usize| begins.checked_add((months * i64::try_from(count).unwrap_or(0)).months()).ok();
    let mut periods = Vec::new();
    for count in 0..MOST {
        let (Some(from), Some(next)) = (start(count), start(count + 1)) else { break };
        if from > until {
            break;
        }
        let last = add(next, -1).min(until);
        let first_due = day(term.due.as_ref()).filter(|_| count == 0);
        periods.push(((from, last), first_due.unwrap_or_else(|| add(last, REPORT_DAYS))));
    }
    periods
}

fn add(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

fn years_on(day: Date, years: i64) -> Date {
    day.checked_add(years.years()).unwrap_or(day)
}

pub(crate) fn day(given: Option<&base::record::Day>) -> Option<Date> {
    given.and_then(|day| day.parse().ok())
}

#[cfg(test)]
mod tests {
    use base::record::{Day, Line, Whole};
    use jiff::civil::date;
    use measure::Budget;

    use super::*;

    fn term(term_type: TermType, amount: &str, due: &str, every: Option<i64>) -> Term {
        Term {
            term_type: Some(term_type),
            amount: (!amount.is_empty()).then(|| Budget::parse(amount, None).unwrap()),
            due: (!due.is_empty()).then(|| Day(due.to_owned())),
            every_months: every.map(Whole),
            code: Some(Line(format!("{term_type:?}"))),
            ..Term::default()
        }
    }

    fn days(terms: Vec<Term>) -> Vec<String> {
        let (begins, ends) = (Some(Day("2026-08-03".to_owned())), Some(Day("2028-08-02".to_owned())));
        let deal = Deal { terms, begins, ends, ..Deal::default() };
        let dues = schedule(&deal, date(2026, 11, 28)).unwrap();
        dues.iter().map(|due| due.due.map_or_else(|| "—".to_owned(), |day| day.to_string())).collect()
    }

    #[test]
    fn every_term_says_when_it_is_due() {
        let none: [&str; 0] = [];
        assert_eq!(days(vec![term(TermType::Upfront, "300万元", "2026-09-02", None)]), ["2026-09-02"]);
        assert_eq!(days(vec![term(TermType::Milestone, "200万元", "", None)]), ["—"]);
        assert_eq!(
            days(vec![term(TermType::Fee, "5万元", "2026-12-31", Some(6))]),
            ["2026-12-31", "2027-06-30", "2027-12-31", "2028-06-30"]
        );
        assert_eq!(
            days(vec![term(TermType::MinimumAnnual, "80万元", "2027-08-02", None)]),
            ["2027-08-02", "2028-08-02"]
        );
        assert_eq!(days(vec![term(TermType::MinimumAnnual, "80万元", "", None)]), none);
        // Half-years from the third of August, each due thirty days after its end.
        assert_eq!(
            days(vec![term(TermType::RunningRoyalty, "", "", Some(6))]),
            ["2027-03-04", "2027-09-01", "2028-03-03", "2028-09-01"]
        );
        // Two tiers are one royalty.
        let tier = || term(TermType::RunningRoyalty, "", "", Some(12));
        assert_eq!(days(vec![tier(), tier()]).len(), 2);
    }

    #[test]
    fn a_range_is_no_sum() {
        let deal =
            Deal { terms: vec![term(TermType::Upfront, "100-200万元", "2026-09-02", None)], ..Deal::default() };
        assert!(schedule(&deal, date(2026, 1, 1)).is_err());
    }
}
