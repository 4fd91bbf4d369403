//! Accounts, what they belong to, and how they are recognised.

use std::fmt;
use std::str::FromStr;

use measure::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::password::PasswordHash;
use super::secret::Digest;
use super::viewer::{Role, Scope};
use crate::record::RecordId;

/// The id of an account: a UUID of version 7. Journal entries name people by it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(Uuid);

impl AccountId {
    /// A new id.
    pub fn fresh() -> Self {
        Self(Uuid::now_v7())
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for AccountId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self)
    }
}

/// Whether an account may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// It may.
    Active,
    /// An administrator closed it.
    Closed,
    /// Its owner's data were erased.
    Erased,
}

impl AccountState {
    /// Its code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Closed => "closed",
            Self::Erased => "erased",
        }
    }

    /// The state of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Active, Self::Closed, Self::Erased].into_iter().find(|state| state.code() == code)
    }
}

/// An account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The name it signs in with, lower case.
    pub login: String,
    /// What to call the person.
    pub name: String,
    /// Where to write to; empty where unknown.
    pub mail: String,
    /// The language it prefers: `zh` or `en`.
    pub language: String,
    /// Whether it may sign in.
    pub state: AccountState,
    /// The hash of its password; `None` where it has none and cannot sign in by one.
    pub password: Option<PasswordHash>,
    /// The person's record, where there is one.
    pub person: Option<RecordId>,
    /// What it may do in the whole base.
    pub roles: Vec<Role>,
    /// When it was made.
    pub created: Timestamp,
}

/// For which organisation an account acts, and from when until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The account.
    pub account: AccountId,
    /// The organisation's record.
    pub organisation: RecordId,
    /// Whether it manages what the organisation owns.
    pub manages: bool,
    /// The first day.
    pub since: String,
    /// The last day; empty while it lasts.
    pub until: String,
}

/// A session of the browser. Its name is a secret; the digest of it is kept.
#[derive(Clone, Debug)]
pub struct Session {
    /// The digest of its secret.
    pub digest: Digest,
    /// Whose it is.
    pub account: AccountId,
    /// When it began.
    pub created: Timestamp,
    /// When it ends by itself.
    pub expires: Timestamp,
    /// What the browser called itself.
    pub agent: String,
}

/// A token for programs. The digest of its secret is kept.
#[derive(Clone, Debug)]
pub struct Token {
    /// The digest of its secret.
    pub digest: Digest,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: String,
    /// How far it reaches.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
}
