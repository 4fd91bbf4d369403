//! What every page of the ledger starts from, and how it writes amounts.

use base::accounting::{Trouble as LedgerTrouble, may_post, may_read};
use base::record::verb::Occasion;
use base::store::Shelf;
use ledger::Sealed;
use measure::Money;

use crate::figure::money;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit};
use crate::state::State;

/// One visit of a page of the ledger.
pub(super) struct Frame<'a> {
    pub state: &'a State,
    pub visit: &'a Visit,
    pub t: Messages,
    pub occasion: Occasion,
}

impl<'a> Frame<'a> {
    /// For who may read the ledger.
    pub(super) fn reader(state: &'a State, visit: &'a Visit) -> Result<Self, Trouble> {
        let occasion = visit.occasion(state);
        may_read(&occasion.viewer)?;
        Ok(Self { state, visit, t: visit.messages(), occasion })
    }

    /// For who may post to it.
    pub(super) fn poster(state: &'a State, visit: &'a Visit) -> Result<Self, Trouble> {
        let frame = Self { state, visit, t: visit.messages(), occasion: visit.occasion(state) };
        may_post(&frame.occasion.viewer)?;
        Ok(frame)
    }

    pub(super) fn layout(&self) -> Layout {
        Layout::new(self.state, self.visit, Some(Section::Ledger))
    }

    /// Whether forms for posting are shown.
    pub(super) fn may_post(&self) -> bool {
        may_post(&self.occasion.viewer).is_ok()
    }

    pub(super) fn reading<T>(
        &self,
        work: impl FnOnce(&mut dyn Shelf) -> Result<T, LedgerTrouble>,
    ) -> Result<T, Trouble> {
        Ok(self.state.store().reading(work)?)
    }

    pub(super) fn writing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<T, LedgerTrouble> + Send + 'static,
    ) -> Result<T, LedgerTrouble> {
        let occasion = self.occasion.clone();
        self.state.store().writing(move |shelf| work(shelf, &occasion))
    }
}

/// A row of a table of entries.
pub(super) struct Line {
    pub number: u64,
    pub date: String,
    pub memo: String,
    pub accounts: String,
    pub amount: String,
    pub remark: String,
}

/// An entry in one row: what it moves in all, and between which accounts.
pub(super) fn line(t: Messages, sealed: &Sealed, reversed_by: Option<u64>) -> Line {
    let entry = sealed.entry();
    let side = |debit: bool| -> String {
        let of = entry.postings.iter().filter(|posting| posting.amount.is_negative() != debit);
        of.map(|posting| posting.account.as_str()).collect::<Vec<_>>().join(t.pick("、", ", "))
    };
    let moved = entry.postings.iter().filter(|posting| !posting.amount.is_negative()).map(|posting| posting.amount);
    let moved = Money::sum(sealed.currency(), moved);
    Line {
        number: sealed.number(),
        date: entry.date.to_string(),
        memo: entry.memo.clone(),
        accounts: format!("{} ← {}", side(true), side(false)),
        amount: moved.map(money).unwrap_or_default(),
        remark: remark(t, entry.reverses, reversed_by),
    }
}

/// What became of an entry, or what it takes back.
pub(super) fn remark(t: Messages, reverses: Option<u64>, reversed_by: Option<u64>) -> String {
    match (reverses, reversed_by) {
        (Some(of), _) => t.say("ledger-page-reverses").with("number", of.to_string()).to_string(),
        (None, Some(by)) => t.say("ledger-page-reversed").with("number", by.to_string()).to_string(),
        (None, None) => String::new(),
    }
}
