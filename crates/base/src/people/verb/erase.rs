//! A person's data erased: the account, the person's record, what others say about them, and what the journal holds of it.

use serde_json::{Value, json};

use super::account::{known, someone_administers};
use super::note;
use crate::people::{AccountId, AccountState, Reach, Role};
use crate::record::verb::{Occasion, write};
use crate::record::{Content, Field, Kind, Record, RecordId, Shape};
use crate::refusal::{Refusal, Trouble};
use crate::store::Shelf;

/// The field by which a record is about one person: a registration, an enrolment, a secondment.
const ABOUT: &str = "person";
/// Most records about one person.
const MOST: usize = 10_000;

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

/// Erases somebody of the pool, with their account where they have one.
///
/// # Errors
/// For administrators; there is no such person; the base would be without an administrator.
pub fn erase_person(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<(), Trouble> {
    occasion.viewer.administers()?;
    let record = shelf.record(id)?.filter(|record| record.kind == Kind::Person).ok_or(Refusal::NotFound {})?;
    match shelf.account_of_person(id)? {
        Some(account) => erase(shelf, occasion, account.id),
        None => erase_record(shelf, occasion, record),
    }
}

/// Leaves of a person's record its id, its organisation and its visibility, of its files nothing, and of records about the
/// person what is not about them as a natural person.
fn erase_record(shelf: &mut dyn Shelf, occasion: &Occasion, before: Record) -> Result<(), Trouble> {
    let mut content = Content::default();
    for name in ["owner", "visibility"] {
        content.set(name, before.content.get(name).clone());
    }
    content.set("title_zh", json!("（已删除）"));
    content.set("title_en", json!("(erased)"));
    for file in shelf.attachments(before.id)? {
        shelf.remove_attachment(file.id)?;
    }
    let names: Vec<&str> = ["title_zh", "title_en"].into_iter().map(|field| before.content.text(field)).collect();
    for (field, titled) in shelf.naming(before.id, &Reach::Everything, MOST)? {
        if field == ABOUT
            && let Some(record) = shelf.record(titled.id)?
        {
            erase_within(shelf, occasion, record, &names)?;
        }
    }
    let record = Record { version: before.version + 1, content, author: None, updated: occasion.now, ..before };
    shelf.erase_payloads(&format!("{}:{}", record.kind, record.id))?;
    write(shelf, occasion, &record, "record.erase")
}

/// Empties of a record about a person what is personal, and takes their name out of all else that it says.
fn erase_within(shelf: &mut dyn Shelf, occasion: &Occasion, before: Record, names: &[&str]) -> Result<(), Trouble> {
    let mut content = before.content.clone();
    for field in before.kind.fields() {
        let left = unnamed(impersonal(field, content.get(field.name)), names);
        content.set(field.name, left);
    }
    let record = Record { version: before.version + 1, content, updated: occasion.now, ..before };
    shelf.erase_payloads(&format!("{}:{}", record.kind, record.id))?;
    write(shelf, occasion, &record, "record.erase")
}

/// What is said with the names replaced by dots; a name of one letter could be any word, and stays.
fn unnamed(value: Value, names: &[&str]) -> Value {
    match value {
        Value::String(text) => {
            let long = names.iter().filter(|name| name.chars().count() > 1);
            Value::String(long.fold(text, |text, name| text.replace(name, "…")))
        }
        Value::Array(all) => Value::Array(all.into_iter().map(|one| unnamed(one, names)).collect()),
        Value::Object(all) => Value::Object(all.into_iter().map(|(name, one)| (name, unnamed(one, names))).collect()),
        other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
    }
}

/// What a field says once everything personal is taken out.
fn impersonal(field: &Field, value: &Value) -> Value {
    match (field.shape, value) {
        _ if field.personal => Value::Null,
        (Shape::Rows(columns), Value::Array(rows)) => {
            let row = |row: &Value| {
                let mut row = row.clone();
                if let Value::Object(said) = &mut row {
                    let of = |name: &String| columns.iter().find(|column| column.name == name);
                    said.retain(|name, _| of(name).is_none_or(|column| !column.personal));
                }
                row
            };
            Value::Array(rows.iter().map(row).collect())
        }
        (_, value) => value.clone(),
    }
}
