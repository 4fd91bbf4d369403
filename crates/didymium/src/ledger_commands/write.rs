//! Posting to the ledger from the command line, by whoever runs the program on its own machine.

use std::path::Path;

use base::accounting;
use base::store::Store;
use jiff::civil::Date;
use ledger::{Account, AccountName, Draft, Key, Refusal, Reversal, Sealed, read_date};
use measure::Currency;
use store::Database;
use web::language::Messages;

use crate::operator::occasion;
use crate::output;
use crate::stop::Stop;

/// Most bytes of a draft.
const DRAFT_MOST: u64 = 4 << 20;

/// Opens an account.
pub fn open(
    database: &Database,
    (account, title): (&str, &str),
    currency: &str,
    from: Option<&str>,
    t: Messages,
) -> Result<(), Stop> {
    let given = currency;
    let currency = Currency::parse(given).map_err(|_| Refusal::UnknownCurrency { given: given.to_owned() })?;
    let (occasion, from) = (occasion(), from.map(read_date).transpose()?);
    let from = from.unwrap_or(occasion.now.date());
    let account = Account::open(AccountName::parse(account)?, title, currency, from)?;
    let store: &dyn Store = database;
    let standing = store.writing(move |shelf| accounting::open_account(shelf, &occasion, account))?;
    say_account(t, "cli-ledger-opened", &standing, standing.account.opened)
}

/// Closes an account.
pub fn close(database: &Database, account: &str, from: &str, t: Messages) -> Result<(), Stop> {
    let (name, from, occasion) = (AccountName::parse(account)?, read_date(from)?, occasion());
    let store: &dyn Store = database;
    let standing = store.writing(move |shelf| accounting::close_account(shelf, &occasion, &name, from))?;
    say_account(t, "cli-ledger-closed", &standing, from)
}

/// Opens a closed account again.
pub fn reopen(database: &Database, account: &str, t: Messages) -> Result<(), Stop> {
    let (name, occasion) = (AccountName::parse(account)?, occasion());
    let store: &dyn Store = database;
    let standing = store.writing(move |shelf| accounting::reopen_account(shelf, &occasion, &name))?;
    say_account(t, "cli-ledger-opened", &standing, standing.account.opened)
}

fn say_account(t: Messages, key: &'static str, standing: &ledger::Standing, day: Date) -> Result<(), Stop> {
    let said = t.say(key).with("account", standing.account.name.to_string()).with("date", day.to_string());
    output::line(&said.to_string())
}

/// Posts a draft: the JSON of a file, or of standard input.
pub fn post(database: &Database, file: &Path, t: Messages) -> Result<(), Stop> {
    let text = read(file)?;
    let value = serde_json::from_str(&text).map_err(|error| Stop::NotJson {
        path: file.to_owned(),
        line: error.line(),
        column: error.column(),
    })?;
    let (draft, occasion) = (Draft::read(&value)?, occasion());
    let store: &dyn Store = database;
    let sealed = store.writing(move |shelf| accounting::post(shelf, &occasion, &draft))?;
    say(t, &sealed)
}

fn read(file: &Path) -> Result<String, Stop> {
    use std::io::Read;
    let failed = |error| Stop::unreadable(file, error);
    let mut text = String::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().lock().take(DRAFT_MOST + 1).read_to_string(&mut text)
    } else {
        std::fs::File::open(file).map_err(failed)?.take(DRAFT_MOST + 1).read_to_string(&mut text)
    };
    if read.map_err(failed)? as u64 > DRAFT_MOST {
        return Err(Stop::TooLarge { path: file.to_owned(), most: DRAFT_MOST });
    }
    Ok(text)
}

/// Takes an entry back.
pub fn reverse(
    database: &Database,
    of: u64,
    (key, memo): (&str, &str),
    date: Option<&str>,
    t: Messages,
) -> Result<(), Stop> {
    let (occasion, date) = (occasion(), date.map(read_date).transpose()?);
    let date = date.unwrap_or(occasion.now.date());
    let reversal = Reversal { key: Key::parse(key)?, date, memo: memo.to_owned(), links: Vec::new(), of };
    let store: &dyn Store = database;
    let sealed = store.writing(move |shelf| accounting::reverse(shelf, &occasion, &reversal))?;
    say(t, &sealed)
}

/// Closes the books until the end of a day.
pub fn close_books(database: &Database, until: &str, t: Messages) -> Result<(), Stop> {
    let (until, occasion) = (read_date(until)?, occasion());
    let store: &dyn Store = database;
    let until = store.writing(move |shelf| accounting::close_books(shelf, &occasion, until))?;
    output::line(&t.say("cli-ledger-books-closed").with("date", until.to_string()).to_string())
}

/// Opens the books again from a day on.
pub fn reopen_books(database: &Database, from: &str, reason: &str, t: Messages) -> Result<(), Stop> {
    let (from, reason, occasion) = (read_date(from)?, reason.to_owned(), occasion());
    let store: &dyn Store = database;
    let until = store.writing(move |shelf| accounting::reopen_books(shelf, &occasion, from, &reason))?;
    output::line(&t.say("cli-ledger-books-reopened").with("date", until.to_string()).to_string())
}

fn say(t: Messages, sealed: &Sealed) -> Result<(), Stop> {
    let said = t.say("cli-ledger-posted").with("number", sealed.number().to_string());
    output::line(&said.with("hash", sealed.hash().to_string()).to_string())
}
