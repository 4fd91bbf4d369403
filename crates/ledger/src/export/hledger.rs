//! A journal of hledger (1.25 and later).

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use crate::account::{Account, Kind};
use crate::sealed::{Sealed, by_day};

use super::by_name;

/// Writes a journal: currencies and accounts declared, then every entry with its number as its code.
///
/// It passes `hledger check --strict`. A description has one line and no semicolon there; where it was altered for
/// that, it stands below as it was, as a text of JSON. Numbers, keys, links, reversals and hashes are tags. hledger
/// does not close accounts: the day is a tag.
///
/// # Errors
/// Only those of `out`; a `String` has none.
pub fn hledger<'a>(
    accounts: impl IntoIterator<Item = &'a Account>,
    entries: impl IntoIterator<Item = &'a Sealed>,
    out: &mut impl Write,
) -> fmt::Result {
    let accounts = by_name(accounts);
    for currency in accounts.iter().map(|account| account.currency).collect::<BTreeSet<_>>() {
        // The point is needed, even where no digits follow.
        writeln!(out, "commodity {currency} 1000.{}", "0".repeat(currency.minor_digits() as usize))?;
    }
    writeln!(out)?;
    for account in accounts {
        declare(account, out)?;
    }
    by_day(entries).into_iter().try_for_each(|sealed| transaction(sealed, out))
}

fn declare(account: &Account, out: &mut impl Write) -> fmt::Result {
    let Account { name, title, currency, opened, closed } = account;
    let kind = match name.kind() {
        Kind::Assets => 'A',
        Kind::Liabilities => 'L',
        Kind::Equity => 'E',
        Kind::Income => 'R',
        Kind::Expenses => 'X',
    };
    write!(out, "account {name}  ; type:{kind}, currency:{currency}, opened:{opened}")?;
    if let Some(closed) = closed {
        write!(out, ", closed:{closed}")?;
    }
    // A colon or a comma would make a tag of its own out of a part of the title.
    writeln!(out, ", title:{}", title.replace(':', "：").replace(',', "，"))
}

fn transaction(sealed: &Sealed, out: &mut impl Write) -> fmt::Result {
    let entry = sealed.entry();
    let memo = entry.memo.replace(['\n', ';'], " ");
    let memo = memo.trim();
    writeln!(out, "\n{} * ({}) {memo}", entry.date, sealed.number())?;
    if memo != entry.memo {
        writeln!(out, "    ; memo:{}", serde_json::Value::from(entry.memo.as_str()))?;
    }
    write!(out, "    ; key:{}", entry.key)?;
    entry.links.iter().try_for_each(|link| write!(out, ", link:{link}"))?;
    if let Some(of) = entry.reverses {
        write!(out, ", reverses:{of}")?;
    }
    writeln!(out, ", sha256:{}", sealed.hash())?;
    for posting in &entry.postings {
        write!(out, "    {}  {}", posting.account, posting.amount)?;
        if let Some(balance) = posting.balance {
            write!(out, " = {balance}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
