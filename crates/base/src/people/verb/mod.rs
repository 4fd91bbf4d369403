//! What can be done about people, one file a verb.

mod account;
mod erase;
mod membership;
mod password;
mod recognise;
mod session;
mod sign_in;
mod token;

pub use account::{AccountChange, NewAccount, change_account, close_account, create_account, reopen_account};
pub use erase::{erase, erase_person};
pub use membership::{join, leave};
pub use password::{change_password, set_password};
pub use recognise::{member, of_session, of_token};
pub use session::end_session;
pub use sign_in::{SignedIn, sign_in, sign_out};
pub use token::{end_token, issue_token};

use serde_json::Value;

use crate::journal::Entry;
use crate::people::AccountId;
use crate::record::verb::Occasion;
use crate::store::{Fault, Shelf};

/// Notes in the journal what was done to an account.
fn note(shelf: &mut dyn Shelf, occasion: &Occasion, verb: &str, on: AccountId, payload: Value) -> Result<(), Fault> {
    let (by, object) = (occasion.viewer.account(), format!("account:{on}"));
    shelf.append(Entry { at: occasion.now, by, verb: verb.to_owned(), object, version: 0, payload }).map(drop)
}
