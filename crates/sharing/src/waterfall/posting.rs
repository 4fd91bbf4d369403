//! From an allocation to the ledger: one account is debited with the receipt, each person's is credited with its part.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ledger::{AccountName, Draft, Key, Link, Posting};
use measure::Money;

use super::allocation::Allocation;
use super::name::PartyId;
use super::refusal::Refusal;

/// Where an allocation is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
    /// The account on which the income was recorded, from which it is now shared.
    pub income: AccountName,
    /// What each person is owed on.
    pub persons: BTreeMap<PartyId, AccountName>,
}

impl Allocation {
    /// The entry that posts the allocation: what was shared out of the income, to each account its sum; sums of nothing
    /// are left out. Where one account stands for several persons, they have one posting.
    ///
    /// # Errors
    /// [`Refusal::NoAccount`], [`Refusal::NothingToPost`], [`Refusal::TooLarge`]; [`Refusal::LinesDiffer`] for an
    /// allocation whose lines are not what was shared, which [`super::allocate`] does not make.
    pub fn draft(
        &self,
        accounts: &Accounts,
        key: Key,
        date: Date,
        memo: &str,
        links: Vec<Link>,
    ) -> Result<Draft, Refusal> {
        let totals = self.totals()?;
        let lines = Money::sum(self.shared.currency(), totals.iter().map(|(_, amount)| *amount))?;
        if lines != self.shared {
            return Err(Refusal::LinesDiffer { lines, shared: self.shared });
        }
        let mut postings: Vec<Posting> = vec![Posting::new(accounts.income.clone(), self.shared)];
        for (person, amount) in totals {
            if amount.minor_units() == 0 {
                continue;
            }
            let credit = amount.checked_mul(-1)?;
            let account = accounts.persons.get(&person).ok_or(Refusal::NoAccount { party: person })?;
            match postings.iter_mut().find(|posting| posting.account == *account) {
                Some(posting) => posting.amount = posting.amount.checked_add(credit)?,
                None => postings.push(Posting::new(account.clone(), credit)),
            }
        }
        postings.retain(|posting| posting.amount.minor_units() != 0);
        if postings.is_empty() {
            return Err(Refusal::NothingToPost {});
        }
        Ok(Draft { key, date, memo: memo.to_owned(), postings, links })
    }
}
