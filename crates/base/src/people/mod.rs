//! People: accounts, roles, organisations they act for, sessions and tokens, and what each of them may do.

mod account;
mod password;
mod right;
mod secret;
pub mod verb;
mod viewer;

pub use account::{Account, AccountId, AccountState, Membership, Session, Token};
pub use password::PasswordHash;
pub use right::{may_author, may_change, may_create};
pub(crate) use secret::hexadecimal;
pub use secret::{Digest, Secret};
pub use viewer::{Member, Reach, Role, Scope, Standing, Viewer};
