//! Who is written to about saved searches, how often, and what is on its way to them.

use measure::Timestamp;

use super::fault::Fault;
use crate::people::AccountId;

/// How often somebody wants to be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Not at all.
    Never,
    /// As soon as something is found.
    AtOnce,
    /// In the morning.
    Daily,
    /// On Monday mornings.
    Weekly,
}

impl Pace {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::AtOnce, Self::Daily, Self::Weekly, Self::Never];

    /// Its code in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::AtOnce => "at-once",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// The one of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pace| pace.code() == code)
    }
}

/// How an account stands with the post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Whose it is.
    pub account: AccountId,
    /// How often they want to be written to.
    pub pace: Pace,
    /// The last entry of the journal that they were told of, or that they were not to be told of.
    pub since: u64,
    /// The last entry that the letter on its way tells of; `None` where none is.
    pub until: Option<u64>,
    /// When something is to be done next.
    pub due: Timestamp,
    /// Until when a copy of the program is at it; `None` where none is.
    pub claimed: Option<Timestamp>,
    /// The number of the next letter.
    pub number: u64,
    /// How often that letter was tried and refused.
    pub tries: u64,
    /// What the relay said then; empty where it said nothing.
    pub trouble: String,
}

/// Alerts in a store.
pub trait Alerts {
    /// How an account stands with the post; `None` where it was never asked.
    ///
    /// # Errors
    /// The store's.
    fn alert(&mut self, account: AccountId) -> Result<Option<Alert>, Fault>;

    /// Writes it, new or not.
    ///
    /// # Errors
    /// The store's.
    fn put_alert(&mut self, alert: &Alert) -> Result<(), Fault>;

    /// Forgets it.
    ///
    /// # Errors
    /// The store's.
    fn forget_alert(&mut self, account: AccountId) -> Result<(), Fault>;

    /// Those for whom something is to be done and at whom nobody is, longest due first: of active accounts with an
    /// address, and of those who want to hear at once only if the journal goes beyond what they were told, to `head`.
    ///
    /// # Errors
    /// The store's.
    fn alerts_due(&mut self, now: Timestamp, head: u64, most: usize) -> Result<Vec<Alert>, Fault>;

    /// Active accounts with an address that were never asked, and have a saved search or a notice that no letter told of.
    ///
    /// # Errors
    /// The store's.
    fn without_alert(&mut self, most: usize) -> Result<Vec<AccountId>, Fault>;

    /// Those of active accounts whose letter was refused, most refused first.
    ///
    /// # Errors
    /// The store's.
    fn alerts_refused(&mut self, most: usize) -> Result<Vec<Alert>, Fault>;

    /// How many letters are on their way, of active accounts that want them.
    ///
    /// # Errors
    /// The store's.
    fn alerts_waiting(&mut self) -> Result<u64, Fault>;
}
