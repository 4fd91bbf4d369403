//! Posting: a ladder of questions, each of which may refuse; at its end the entry is sealed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use measure::Money;

use crate::account::{AccountName, Standing};
use crate::circumstances::Circumstances;
use crate::entry::{Draft, Entry, Posting, Reversal};
use crate::name::Key;
use crate::refusal::Refusal;
use crate::sealed::Sealed;

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is an entry now; the store writes it.
    New(Box<Posted>),
    /// The same request was posted before; this is the entry it made. Nothing is written.
    Known(Box<Sealed>),
}

/// An entry that a store has to write, with what it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The entry.
    pub sealed: Sealed,
    /// The accounts it touches, by name, as they stand after it.
    pub standings: Vec<Standing>,
}

impl Outcome {
    /// The entry, new or known.
    pub fn sealed(&self) -> &Sealed {
        match self {
            Self::New(posted) => &posted.sealed,
            Self::Known(sealed) => sealed,
        }
    }
}

/// Posts a draft, or says why not.
///
/// # Errors
/// A [`Refusal`]. Nothing was changed.
pub fn post(draft: &Draft, circumstances: &Circumstances) -> Result<Outcome, Refusal> {
    let entry = Entry::from(draft.clone());
    if let Some(known) = circumstances.known(&draft.key, |known| *known == entry)? {
        return Ok(known);
    }
    circumstances.append(entry)
}

/// Posts the exact negation of an entry, or says why not.
///
/// # Errors
/// A [`Refusal`]. Nothing was changed.
pub fn reverse(reversal: &Reversal, circumstances: &Circumstances) -> Result<Outcome, Refusal> {
    if let Some(known) = circumstances.known(&reversal.key, |known| reversal.made(known))? {
        return Ok(known);
    }
    let number = reversal.of;
    let target = circumstances.entries.get(&number).ok_or(Refusal::UnknownEntry { number })?;
    let entry = target.sealed.entry();
    if entry.reverses.is_some() {
        return Err(Refusal::ReversalOfReversal { number });
    }
    if let Some(by) = target.reversed_by {
        return Err(Refusal::AlreadyReversed { number, by });
    }
    if reversal.date < entry.date {
        return Err(Refusal::ReversalTooEarly { number, posted: entry.date, date: reversal.date });
    }
    circumstances.append(reversal.entry(entry)?)
}

/// Corrects an entry: takes it back and posts another in its place. Both are posted, or neither.
///
/// # Errors
/// A [`Refusal`] of either. Nothing was changed.
pub fn correct(
    reversal: &Reversal,
    draft: &Draft,
    circumstances: &Circumstances,
) -> Result<(Outcome, Outcome), Refusal> {
    let reversed = reverse(reversal, circumstances)?;
    let mut after = circumstances.narrowed(draft);
    if let Outcome::New(posted) = &reversed {
        after.follow(posted);
    }
    let posted = post(draft, &after)?;
    if let (Outcome::New(_), Outcome::Known(known)) = (&reversed, &posted) {
        // It was posted for something else; taking this one back would leave nothing in its place.
        return Err(Refusal::KeyReused { key: draft.key.clone(), number: known.number() });
    }
    Ok((reversed, posted))
}

/// Until when the ledger is closed, once it is closed until the end of `until`.
///
/// # Errors
/// [`Refusal::PeriodGoesBack`].
pub fn close_period(closed_until: Option<Date>, until: Date) -> Result<Date, Refusal> {
    match closed_until {
        Some(closed) if until <= closed => Err(Refusal::PeriodGoesBack { until, closed }),
        Some(_) | None => Ok(until),
    }
}

/// Until when the ledger stays closed, once it is open again from a day on.
///
/// # Errors
/// [`Refusal::PeriodOpen`]; [`Refusal::DateOutOfRange`] for a day that has none before it.
pub fn reopen_period(closed_until: Option<Date>, from: Date) -> Result<Date, Refusal> {
    match closed_until {
        Some(closed) if from <= closed => from.yesterday().map_err(|_| Refusal::DateOutOfRange { date: from }),
        Some(_) | None => Err(Refusal::PeriodOpen { from }),
    }
}

impl Circumstances {
    /// Only what a draft asks for.
    fn narrowed(&self, draft: &Draft) -> Self {
        let accounts = draft.postings.iter().filter_map(|posting| self.accounts.get(&posting.account));
        let narrow = accounts.cloned().fold(Self::new(self.head, self.closed_until), Self::with_account);
        match self.keys.get(&draft.key).and_then(|number| self.entries.get(number)) {
            Some(known) => narrow.with_entry(known.sealed.clone(), known.reversed_by),
            None => narrow,
        }
    }

    /// What was posted under the key before, where it is the same; a refusal where it is not.
    fn known(&self, key: &Key, same: impl Fn(&Entry) -> bool) -> Result<Option<Outcome>, Refusal> {
        let known = self.keys.get(key).and_then(|number| self.entries.get(number));
        let Some(known) = known else { return Ok(None) };
        if same(known.sealed.entry()) {
            return Ok(Some(Outcome::Known(Box::new(known.sealed.clone()))));
        }
        Err(Refusal::KeyReused { key: key.clone(), number: known.sealed.number() })
    }

    /// Puts an entry at the end of the chain, where the ledger takes it.
    pub(crate) fn append(&self, entry: Entry) -> Result<Outcome, Refusal> {
        let sealed = Sealed::new(entry, self.head)?;
        let entry = sealed.entry();
        if let Some(until) = self.closed_until.filter(|until| entry.date <= *until) {
            return Err(Refusal::ClosedPeriod { date: entry.date, until });
        }
        let mut standings: BTreeMap<&AccountName, Standing> = BTreeMap::new();
        for posting in &entry.postings {
            // The second posting to an account stands on the first.
            if let Some(standing) = standings.get_mut(&posting.account) {
                standing.take(posting, entry.date)?;
                continue;
            }
            let standing = self.accounts.get(&posting.account);
            let standing = standing.ok_or_else(|| Refusal::UnknownAccount { account: posting.account.clone() })?;
            let mut standing = standing.clone();
            standing.admit(posting, entry.date)?;
            standing.take(posting, entry.date)?;
            standings.insert(&posting.account, standing);
        }
        let standings = standings.into_values().collect();
        Ok(Outcome::New(Box::new(Posted { sealed, standings })))
    }
}

impl Standing {
    /// Whether the account takes entries of this day and currency.
    fn admit(&self, posting: &Posting, date: Date) -> Result<(), Refusal> {
        let account = || self.account.name.clone();
        if date < self.account.opened {
            return Err(Refusal::NotYetOpen { account: account(), opened: self.account.opened, date });
        }
        if let Some(closed) = self.account.closed {
            return Err(Refusal::AccountClosed { account: account(), closed });
        }
        let (held, given) = (self.account.currency, posting.amount.currency());
        if held != given {
            return Err(Refusal::AccountCurrency { account: account(), held, given });
        }
        // Plain-text accounting checks balances day by day, so an assertion has to hold in the order of days too.
        if let Some(asserted) = self.asserted.filter(|asserted| date < *asserted) {
            return Err(Refusal::BeforeAssertion { account: account(), date, asserted });
        }
        Ok(())
    }

    /// Adds a posting.
    fn take(&mut self, posting: &Posting, date: Date) -> Result<(), Refusal> {
        let account = || posting.account.clone();
        let balance: Result<Money, _> = self.balance.checked_add(posting.amount);
        let balance = balance.map_err(|_| Refusal::BalanceTooLarge { account: account() })?;
        if let Some(asserted) = posting.balance {
            if let Some(last) = self.last.filter(|last| date < *last) {
                return Err(Refusal::AssertionNotLast { account: account(), date, last });
            }
            if asserted != balance {
                return Err(Refusal::BalanceDiffers { account: account(), asserted, found: balance });
            }
            self.asserted = Some(date);
        }
        self.balance = balance;
        self.last = self.last.max(Some(date));
        Ok(())
    }
}
