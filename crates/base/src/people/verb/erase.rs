//! A person's data erased: the account, the person's record, and what the journal holds of both.

use serde_json::{Value, json};

use super::account::{known, someone_administers};
use super::note;
use crate::people::{AccountId, AccountState, Role};
use crate::record::verb::{Occasion, write};
use crate::record::{Content, Record};
use crate::refusal::Trouble;
use crate::store::Shelf;

/// Erases a person's data. The journal keeps the digests of what it held, and still verifies.
///
/// # Errors
/// For administrators; the base would be without one.
pub fn erase(shelf: &mut dyn Shelf, occasion: &Occasion, id: AccountId) -> Result<(), Trouble> {
    occasion.viewer.administers()?;
    let mut account = known(shelf, id)?;
    shelf.end_sessions(id, None, None)?;
    shelf.end_tokens(id, None)?;
    shelf.forget_alert(id)?;
    shelf.forget_notices(id)?;
    for mut membership in shelf.memberships(id)? {
        if membership.until.is_empty() {
            membership.until = occasion.now.date().to_string();
            shelf.put_membership(&membership)?;
        }
    }
    if let Some(person) = account.person.take()
        && let Some(record) = shelf.record(person)?
    {
        erase_record(shelf, occasion, record)?;
    }
    let was_administrator = account.roles.contains(&Role::Administrator);
    account.state = AccountState::Erased;
    account.login = format!("erased-{id}");
    "—".clone_into(&mut account.name);
    (account.mail, account.password, account.roles) = (String::new(), None, Vec::new());
    shelf.put_account(&account)?;
    if was_administrator {
        someone_administers(shelf)?;
    }
    shelf.erase_payloads(&format!("account:{id}"))?;
    note(shelf, occasion, "account.erase", id, Value::Null)?;
    Ok(())
}

/// Leaves of a person's record its id, its organisation and its visibility.
fn erase_record(shelf: &mut dyn Shelf, occasion: &Occasion, before: Record) -> Result<(), Trouble> {
    let mut content = Content::default();
    for name in ["owner", "visibility"] {
        content.set(name, before.content.get(name).clone());
    }
    content.set("title_zh", json!("（已删除）"));
    content.set("title_en", json!("(erased)"));
    let object = format!("{}:{}", before.kind, before.id);
    let record = Record { version: before.version + 1, content, author: None, updated: occasion.now, ..before };
    shelf.erase_payloads(&object)?;
    write(shelf, occasion, &record, "record.erase")
}
