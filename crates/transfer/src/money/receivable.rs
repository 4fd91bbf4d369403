//! What is expected under the terms, beside what was reported and received: expected, late, reported, received, short.

use base::people::Reach;
use base::record::kinds::{Receipt, ReceiptStage, TermType};
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};
use jiff::civil::Date;
use measure::{Budget, Money};
use sharing::waterfall;

use super::sum::exact;
use crate::deal::Case;
use crate::terms::{Due, Expected, day, schedule};
use crate::trouble::Trouble;

/// Most receipts that a deal is asked for.
const MOST: usize = 2_000;

/// How something expected stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its day is not yet over, or it has none.
    Expected,
    /// Its day is over, and nothing came.
    Late {
        /// By how many days.
        days: i64,
    },
    /// The base was reported, and the money has not come.
    Reported {
        /// The days by which it is late; none before its day.
        late: Option<i64>,
    },
    /// A part of it came.
    Partly {
        /// When its last part came.
        on: Option<Date>,
        /// How much so far.
        amount: Money,
        /// What is still to come.
        rest: Money,
        /// The days by which the rest is late; none before its day.
        late: Option<i64>,
    },
    /// It came.
    Received {
        /// When; its last part, where it came in several.
        on: Option<Date>,
        /// How much.
        amount: Money,
    },
    /// The royalties of the year reach the minimum.
    Covered,
}

/// Something expected, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receivable {
    /// What is expected.
    pub due: Due,
    /// How it stands.
    pub standing: Standing,
    /// The records of it, once something was reported or received: one for each part that came.
    pub receipts: Vec<RecordId>,
    /// What it comes to, where that is known: the sum, the royalty of the report, what is missing to the minimum.
    pub owed: Option<Money>,
    /// What was reported for the period.
    pub reported: Option<Money>,
}

impl Receivable {
    /// Whether its day is over, or today, and it has not come.
    pub fn is_open_on(&self, today: Date) -> bool {
        let due = self.due.due.is_some_and(|due| due <= today);
        due && self.is_waiting() && self.due.expected != Expected::Other
    }

    /// Whether the money has not come yet.
    pub fn is_waiting(&self) -> bool {
        !matches!(self.standing, Standing::Received { .. } | Standing::Covered)
    }

    /// Whether it is late: its day is over and the money, or the report, has not come.
    pub fn is_late(&self) -> bool {
        matches!(
            self.standing,
            Standing::Late { .. } | Standing::Reported { late: Some(_) } | Standing::Partly { late: Some(_), .. }
        )
    }

    /// What is still to come, where that is known.
    pub fn rest(&self) -> Option<Money> {
        match &self.standing {
            Standing::Partly { rest, .. } => Some(*rest),
            Standing::Received { amount, .. } => Some(Money::zero(amount.currency())),
            Standing::Covered | Standing::Expected | Standing::Late { .. } | Standing::Reported { .. } => self.owed,
        }
    }
}

/// Everything expected under the terms of a deal, and how it stands on a day.
///
/// # Errors
/// A term that is no amount; numbers too large; the store's.
pub fn receivables_of(shelf: &mut dyn Shelf, case: &Case, today: Date) -> Result<Vec<Receivable>, Trouble> {
    let receipts = receipts_of(shelf, case.record.id)?;
    let receipts: Vec<(RecordId, Receipt)> =
        receipts.into_iter().map(|record| (record.id, record.content.body())).collect();
    let dues = schedule(&case.deal, today)?;
    dues.into_iter().map(|due| stands(due, &receipts, today)).collect()
}

/// The receipts of a deal that count: what was taken back does not.
pub(crate) fn receipts_of(shelf: &mut dyn Shelf, deal: RecordId) -> Result<Vec<Record>, Fault> {
    let marks = vec![Mark { field: "deal".to_owned(), value: deal.to_string() }];
    let filter = Filter { kinds: vec![Kind::Receipt], marks, ..Filter::default() };
    let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit: MOST };
    let mut found = shelf.find(&query)?.records;
    found.retain(|record| record.content.text("stage") != "reversed");
    Ok(found)
}

/// The receipts of something expected: by the code of its term and its day; before terms had codes, by kind and day.
pub(super) fn of_due<'r>(due: &Due, receipts: &'r [(RecordId, Receipt)]) -> Vec<&'r (RecordId, Receipt)> {
    let is_of = |(_, receipt): &&(RecordId, Receipt)| {
        let same_day = day(receipt.due.as_ref()) == due.due;
        let same_period =
            due.period.is_some() && day(receipt.period_ends.as_ref()) == due.period.map(|period| period.1);
        let term = match &receipt.term {
            Some(code) => code.0 == due.term,
            None => receipt.term_type == Some(due.term_type),
        };
        term && (same_day || same_period)
    };
    receipts.iter().filter(is_of).collect()
}

/// How something expected stands, with the receipts of its deal.
pub(super) fn stands(due: Due, receipts: &[(RecordId, Receipt)], today: Date) -> Result<Receivable, Trouble> {
    let found = of_due(&due, receipts);
    let first =
        |of: fn(&Receipt) -> Option<&Budget>| found.iter().find_map(|(_, receipt)| of(receipt)).map(exact).transpose();
    let reported = first(|receipt| receipt.reported.as_ref())?;
    let owed = match &due.expected {
        Expected::Sum(sum) => Some(*sum),
        Expected::Royalty => first(|receipt| receipt.expected.as_ref())?,
        Expected::AtLeast(least) => Some(missing_to(*least, &due, receipts)?),
        Expected::Other => None,
    };
    let late = due.due.filter(|due| *due < today).map(|due| i64::from((today - due).get_days()));
    let standing = match (received(&found)?, &due.expected, reported) {
        (Some((on, amount)), _, _) => came_to(on, amount, owed, late),
        (None, Expected::AtLeast(_), _) if owed.is_some_and(|owed| owed.minor_units() == 0) => Standing::Covered,
        (None, Expected::Other, _) => Standing::Expected,
        (None, _, Some(_)) => Standing::Reported { late },
        (None, _, None) => late.map_or(Standing::Expected, |days| Standing::Late { days }),
    };
    let receipts = found.iter().map(|(id, _)| *id).collect();
    Ok(Receivable { due, standing, receipts, owed, reported })
}

/// What came of something expected, and when its last part did. Parts of several currencies have no sum; the last of
/// them stands for all.
fn received(found: &[&(RecordId, Receipt)]) -> Result<Option<(Option<Date>, Money)>, Trouble> {
    let mut came: Option<(Option<Date>, Money)> = None;
    for (_, receipt) in found.iter().filter(|(_, receipt)| is_in(receipt)) {
        let amount = receipt.amount.as_ref().map(exact).transpose()?.unwrap_or_else(|| Money::fen(0));
        let on = day(receipt.received.as_ref());
        came = Some(match came {
            Some((last, sum)) if sum.currency() == amount.currency() => {
                (last.max(on), sum.checked_add(amount).map_err(waterfall::Refusal::from)?)
            }
            Some(_) | None => (on, amount),
        });
    }
    Ok(came)
}

/// Whether the money of a receipt came.
pub(super) fn is_in(receipt: &Receipt) -> bool {
    matches!(receipt.stage, Some(ReceiptStage::Received | ReceiptStage::Allocated))
}

/// What came, beside what is owed; in another currency than that it is taken for the whole.
fn came_to(on: Option<Date>, amount: Money, owed: Option<Money>, late: Option<i64>) -> Standing {
    let rest = owed.and_then(|owed| owed.checked_sub(amount).ok()).filter(|rest| rest.minor_units() > 0);
    match rest {
        Some(rest) => Standing::Partly { on, amount, rest, late },
        None => Standing::Received { on, amount },
    }
}

/// What the royalties of a minimum's year leave missing to it, nothing below zero.
fn missing_to(least: Money, due: &Due, receipts: &[(RecordId, Receipt)]) -> Result<Money, Trouble> {
    let Some((from, to)) = due.period else { return Ok(least) };
    let mut missing = least;
    for (_, receipt) in receipts {
        let royalty = receipt.term_type == Some(TermType::RunningRoyalty);
        let within = day(receipt.period_ends.as_ref()).is_some_and(|end| (from..=to).contains(&end));
        // A royalty that came in parts is expected once, with its report.
        let sum = receipt.expected.as_ref().filter(|_| royalty && within);
        if let Some(sum) = sum.map(exact).transpose()? {
            missing = missing.checked_sub(sum).map_err(waterfall::Refusal::from)?;
        }
    }
    Ok(if missing.is_negative() { Money::zero(least.currency()) } else { missing })
}
