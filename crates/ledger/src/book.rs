//! A ledger in memory: the pure functions with a state to hold, for tests, small books and replays.

use jiff::civil::Date;

use crate::account::{Account, AccountName, Standing};
use crate::circumstances::Circumstances;
use crate::entry::{Draft, Reversal};
use crate::post::{Outcome, close_period, correct, post, reverse};
use crate::refusal::Refusal;
use crate::sealed::{Head, Sealed, Stored};
use crate::verify::{Broken, Walk};

/// A whole ledger.
#[derive(Clone, Debug)]
pub struct Book {
    /// Everything is known here.
    all: Circumstances,
}

/// Why stored entries did not make a ledger.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayRefusal {
    /// The chain is broken.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// An account or the end of a period is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Default for Book {
    fn default() -> Self {
        Self { all: Circumstances::new(Head::GENESIS, None) }
    }
}

impl Book {
    /// The ledger that stored entries make with these accounts, closed until the end of a day if at all.
    ///
    /// # Errors
    /// [`ReplayRefusal`] names the first entry that is broken or would not have been posted.
    pub fn replay<'a>(
        accounts: impl IntoIterator<Item = Account>,
        closed_until: Option<Date>,
        chain: impl IntoIterator<Item = &'a Stored>,
    ) -> Result<Self, ReplayRefusal> {
        let mut book = Self::default();
        // What is closed now was open when its entries were posted.
        let mut closed = Vec::new();
        for mut account in accounts {
            closed.extend(account.closed.take().map(|from| (account.name.clone(), from)));
            book.open_account(account)?;
        }
        let mut walk = Walk::default();
        for stored in chain {
            let number = stored.number;
            let posted = book.all.append(walk.step(stored)?.entry().clone());
            let outcome = posted.map_err(|refusal| Broken::Entry { number, refusal })?;
            if outcome.sealed().hash() != stored.hash {
                return Err(Broken::Hash { number }.into());
            }
            book.keep(&outcome);
        }
        for (account, from) in closed {
            book.close_account(&account, from)?;
        }
        book.all.closed_until = closed_until;
        Ok(book)
    }

    /// Opens an account.
    ///
    /// # Errors
    /// [`Refusal::AccountExists`].
    pub fn open_account(&mut self, account: Account) -> Result<(), Refusal> {
        if self.all.accounts.contains_key(&account.name) {
            return Err(Refusal::AccountExists { account: account.name });
        }
        self.all.accounts.insert(account.name.clone(), Standing::new(account));
        Ok(())
    }

    /// Closes an account from a day on.
    ///
    /// # Errors
    /// [`Refusal::UnknownAccount`], and those of [`Standing::close`].
    pub fn close_account(&mut self, name: &AccountName, from: Date) -> Result<(), Refusal> {
        let unknown = || Refusal::UnknownAccount { account: name.clone() };
        let closed = self.all.accounts.get(name).cloned().ok_or_else(unknown)?.close(from)?;
        self.all.accounts.insert(name.clone(), closed);
        Ok(())
    }

    /// Opens a closed account again.
    ///
    /// # Errors
    /// [`Refusal::UnknownAccount`], and those of [`Standing::reopen`].
    pub fn reopen_account(&mut self, name: &AccountName) -> Result<(), Refusal> {
        let unknown = || Refusal::UnknownAccount { account: name.clone() };
        let opened = self.all.accounts.get(name).cloned().ok_or_else(unknown)?.reopen()?;
        self.all.accounts.insert(name.clone(), opened);
        Ok(())
    }

    /// Closes the ledger until the end of a day.
    ///
    /// # Errors
    /// [`Refusal::PeriodGoesBack`].
    pub fn close_period(&mut self, until: Date) -> Result<(), Refusal> {
        self.all.closed_until = Some(close_period(self.all.closed_until, until)?);
        Ok(())
    }

    /// Posts a draft.
    ///
    /// # Errors
    /// Those of [`post`].
    pub fn post(&mut self, draft: &Draft) -> Result<Outcome, Refusal> {
        let outcome = post(draft, &self.all)?;
        self.keep(&outcome);
        Ok(outcome)
    }

    /// Posts the exact negation of an entry.
    ///
    /// # Errors
    /// Those of [`reverse`].
    pub fn reverse(&mut self, reversal: &Reversal) -> Result<Outcome, Refusal> {
        let outcome = reverse(reversal, &self.all)?;
        self.keep(&outcome);
        Ok(outcome)
    }

    /// Takes an entry back and posts another in its place.
    ///
    /// # Errors
    /// Those of [`correct`].
    pub fn correct(&mut self, reversal: &Reversal, draft: &Draft) -> Result<(Outcome, Outcome), Refusal> {
        let (reversed, posted) = correct(reversal, draft, &self.all)?;
        self.keep(&reversed);
        self.keep(&posted);
        Ok((reversed, posted))
    }

    /// The head of the chain.
    pub fn head(&self) -> Head {
        self.all.head
    }

    /// Until when it is closed.
    pub fn closed_until(&self) -> Option<Date> {
        self.all.closed_until
    }

    /// How an account stands.
    pub fn account(&self, name: &AccountName) -> Option<&Standing> {
        self.all.accounts.get(name)
    }

    /// The accounts, by name.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.all.accounts.values().map(|standing| &standing.account)
    }

    /// The entries, in their order.
    pub fn entries(&self) -> impl Iterator<Item = &Sealed> {
        self.all.entries.values().map(|known| &known.sealed)
    }

    fn keep(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::New(posted) => self.all.follow(posted),
            Outcome::Known(_) => {}
        }
    }
}
