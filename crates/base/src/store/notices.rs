//! Notices in a store: what somebody is told, until they have seen it.

use measure::Timestamp;
use uuid::Uuid;

use super::fault::Fault;
use crate::notice::Topic;
use crate::people::AccountId;
use crate::record::RecordId;

/// Something that somebody is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: Uuid,
    /// Who is told.
    pub account: AccountId,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub topic: Topic,
    /// To which record; what it is called is looked up when it is shown, as far as the reader may see it.
    pub about: RecordId,
    /// A number or a name that the message holds; empty where it holds none.
    pub fact: String,
    /// Whether it was seen.
    pub is_seen: bool,
}

/// Notices in a store.
pub trait Notices {
    /// Tells somebody.
    ///
    /// # Errors
    /// The store's.
    fn put_notice(&mut self, notice: &Notice) -> Result<(), Fault>;

    /// What somebody was told, newest first.
    ///
    /// # Errors
    /// The store's.
    fn notices(&mut self, account: AccountId, most: usize) -> Result<Vec<Notice>, Fault>;

    /// How much of it is unseen; counted up to `most`.
    ///
    /// # Errors
    /// The store's.
    fn notices_unseen(&mut self, account: AccountId, most: usize) -> Result<usize, Fault>;

    /// Marks all of it up to an instant as seen.
    ///
    /// # Errors
    /// The store's.
    fn see_notices(&mut self, account: AccountId, until: Timestamp) -> Result<(), Fault>;

    /// What a letter tells somebody of and they have not seen, newest first; letter 0 is none yet.
    ///
    /// # Errors
    /// The store's.
    fn notices_in_letter(&mut self, account: AccountId, letter: u64, most: usize) -> Result<Vec<Notice>, Fault>;

    /// Puts all that no letter tells of yet into one, or into none for good.
    ///
    /// # Errors
    /// The store's.
    fn put_notices_in_letter(&mut self, account: AccountId, letter: Option<u64>) -> Result<(), Fault>;

    /// Lets no letter tell of what anybody was told until now.
    ///
    /// # Errors
    /// The store's.
    fn leave_notices_unwritten(&mut self) -> Result<(), Fault>;

    /// Forgets what somebody was told.
    ///
    /// # Errors
    /// The store's.
    fn forget_notices(&mut self, account: AccountId) -> Result<(), Fault>;
}
