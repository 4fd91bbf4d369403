//! What a store keeps besides: attachments, saved searches, settings, and answers to repeated requests.

use measure::Timestamp;
use uuid::Uuid;

use super::fault::Fault;
use crate::people::{AccountId, Digest};
use crate::record::RecordId;

/// A file that hangs on a record. Its bytes are kept by their digest, apart from the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: Uuid,
    /// The record.
    pub record: RecordId,
    /// The name people see.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
    /// How many bytes.
    pub size: u64,
    /// Who put it there.
    pub account: Option<AccountId>,
    /// When.
    pub created: Timestamp,
}

/// A question somebody asks again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub account: AccountId,
    /// What they call it.
    pub name: String,
    /// The address it opens.
    pub address: String,
    /// When it was saved.
    pub created: Timestamp,
    /// When its owner last looked at what it finds.
    pub seen: Timestamp,
    /// The digest of the secret in the address of its feed; `None` where it has no such address.
    pub feed: Option<Digest>,
}

/// The answer to a request that carried a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The digest of the request.
    pub request: String,
    /// The status of the answer.
    pub status: u16,
    /// Its body.
    pub body: String,
}

/// What a store keeps besides.
pub trait Keeping {
    /// Notes an attachment.
    ///
    /// # Errors
    /// The store's.
    fn put_attachment(&mut self, attachment: &Attachment) -> Result<(), Fault>;

    /// An attachment.
    ///
    /// # Errors
    /// The store's.
    fn attachment(&mut self, id: Uuid) -> Result<Option<Attachment>, Fault>;

    /// The attachments of a record, in order of name.
    ///
    /// # Errors
    /// The store's.
    fn attachments(&mut self, record: RecordId) -> Result<Vec<Attachment>, Fault>;

    /// Takes an attachment off its record.
    ///
    /// # Errors
    /// The store's.
    fn remove_attachment(&mut self, id: Uuid) -> Result<(), Fault>;

    /// The digests of every attachment.
    ///
    /// # Errors
    /// The store's.
    fn attached_digests(&mut self) -> Result<Vec<String>, Fault>;

    /// Saves a search.
    ///
    /// # Errors
    /// The store's.
    fn put_saved_search(&mut self, search: &SavedSearch) -> Result<(), Fault>;

    /// The saved searches of an account, by name.
    ///
    /// # Errors
    /// The store's.
    fn saved_searches(&mut self, account: AccountId) -> Result<Vec<SavedSearch>, Fault>;

    /// A saved search, whoever's it is.
    ///
    /// # Errors
    /// The store's.
    fn saved_search(&mut self, id: Uuid) -> Result<Option<SavedSearch>, Fault>;

    /// Notes when the owner of a saved search looked at what it finds; whether there is such a search of theirs.
    ///
    /// # Errors
    /// The store's.
    fn see_saved_search(&mut self, account: AccountId, id: Uuid, seen: Timestamp) -> Result<bool, Fault>;

    /// Gives a saved search another secret for the address of its feed, or none; whether there is such a search of the
    /// account.
    ///
    /// # Errors
    /// The store's.
    fn feed_saved_search(&mut self, account: AccountId, id: Uuid, feed: Option<&Digest>) -> Result<bool, Fault>;

    /// Forgets a saved search of an account; whether there was one.
    ///
    /// # Errors
    /// The store's.
    fn forget_saved_search(&mut self, account: AccountId, id: Uuid) -> Result<bool, Fault>;

    /// A setting.
    ///
    /// # Errors
    /// The store's.
    fn setting(&mut self, name: &str) -> Result<Option<String>, Fault>;

    /// Writes a setting.
    ///
    /// # Errors
    /// The store's.
    fn put_setting(&mut self, name: &str, value: &str) -> Result<(), Fault>;

    /// The answer that was given to a request with this key.
    ///
    /// # Errors
    /// The store's.
    fn answered(&mut self, account: AccountId, key: &str) -> Result<Option<Answered>, Fault>;

    /// Keeps the answer to a request with a key, and forgets those older than `since`.
    ///
    /// # Errors
    /// The store's.
    fn put_answered(
        &mut self,
        account: AccountId,
        key: &str,
        answer: &Answered,
        now: Timestamp,
        since: Timestamp,
    ) -> Result<(), Fault>;
}
