//! People in a store.

use measure::Timestamp;

use super::fault::Fault;
use crate::people::{Account, AccountId, Digest, Membership, Session, Token};
use crate::record::RecordId;

/// People in a store.
pub trait People {
    /// An account with its roles.
    ///
    /// # Errors
    /// The store's.
    fn account(&mut self, id: AccountId) -> Result<Option<Account>, Fault>;

    /// The account that signs in with this name.
    ///
    /// # Errors
    /// The store's.
    fn account_of_login(&mut self, login: &str) -> Result<Option<Account>, Fault>;

    /// The account of a person's record, if one has it; the oldest where several have.
    ///
    /// # Errors
    /// The store's.
    fn account_of_person(&mut self, person: RecordId) -> Result<Option<Account>, Fault>;

    /// Accounts whose sign-in name comes after this one, in its order; `asked` narrows by name.
    ///
    /// # Errors
    /// The store's.
    fn accounts(&mut self, after: &str, asked: &str, most: usize) -> Result<Vec<Account>, Fault>;

    /// What to call the people of these accounts, erased ones too.
    ///
    /// # Errors
    /// The store's.
    fn account_names(&mut self, ids: &[AccountId]) -> Result<Vec<(AccountId, String)>, Fault>;

    /// Writes an account, new or not, with its roles; `false` where another has its sign-in name.
    ///
    /// # Errors
    /// The store's.
    fn put_account(&mut self, account: &Account) -> Result<bool, Fault>;

    /// For whom an account acts, past and present.
    ///
    /// # Errors
    /// The store's.
    fn memberships(&mut self, account: AccountId) -> Result<Vec<Membership>, Fault>;

    /// Who acts for an organisation, past and present.
    ///
    /// # Errors
    /// The store's.
    fn members(&mut self, organisation: RecordId) -> Result<Vec<Membership>, Fault>;

    /// Writes a membership; one of the same account, organisation and first day is replaced.
    ///
    /// # Errors
    /// The store's.
    fn put_membership(&mut self, membership: &Membership) -> Result<(), Fault>;

    /// Begins a session.
    ///
    /// # Errors
    /// The store's.
    fn put_session(&mut self, session: &Session) -> Result<(), Fault>;

    /// The session of this secret's digest, if it has not ended.
    ///
    /// # Errors
    /// The store's.
    fn session(&mut self, digest: &Digest, now: Timestamp) -> Result<Option<Session>, Fault>;

    /// The sessions of an account that have not ended, newest first.
    ///
    /// # Errors
    /// The store's.
    fn sessions(&mut self, account: AccountId, now: Timestamp) -> Result<Vec<Session>, Fault>;

    /// Ends sessions of an account: the one named, or all but `keeping`.
    ///
    /// # Errors
    /// The store's.
    fn end_sessions(
        &mut self,
        account: AccountId,
        only: Option<&Digest>,
        keeping: Option<&Digest>,
    ) -> Result<usize, Fault>;

    /// Keeps a token.
    ///
    /// # Errors
    /// The store's.
    fn put_token(&mut self, token: &Token) -> Result<(), Fault>;

    /// The token of this secret's digest, if it has not ended.
    ///
    /// # Errors
    /// The store's.
    fn token(&mut self, digest: &Digest, now: Timestamp) -> Result<Option<Token>, Fault>;

    /// The tokens of an account that have not ended, newest first.
    ///
    /// # Errors
    /// The store's.
    fn tokens(&mut self, account: AccountId, now: Timestamp) -> Result<Vec<Token>, Fault>;

    /// Ends a token of an account, or all of them.
    ///
    /// # Errors
    /// The store's.
    fn end_tokens(&mut self, account: AccountId, only: Option<&Digest>) -> Result<usize, Fault>;

    /// Notes an attempt on something, and says how many there were since a time.
    ///
    /// # Errors
    /// The store's.
    fn attempt(&mut self, on: &str, now: Timestamp, since: Timestamp) -> Result<usize, Fault>;

    /// Forgets the attempts on something.
    ///
    /// # Errors
    /// The store's.
    fn forget_attempts(&mut self, on: &str) -> Result<(), Fault>;

    /// How many active administrators with a password there are.
    ///
    /// # Errors
    /// The store's.
    fn administrators(&mut self) -> Result<usize, Fault>;
}
