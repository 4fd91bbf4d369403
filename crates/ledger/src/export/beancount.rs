//! A file of beancount (2 and 3).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use jiff::civil::Date;
use measure::{Currency, Money};

use crate::account::{Account, AccountName};
use crate::sealed::{Sealed, by_day};

use super::by_name;

/// Writes a file: accounts opened, every entry, balances, accounts closed.
///
/// It passes `bean-check`. The parts of a name get capitals, as beancount wants them: `assets:cash` is `Assets:Cash`.
/// Numbers, keys, links, reversals and hashes are metadata. A balance of beancount is that at the start of a day, of an
/// account with all below it; so what was asserted becomes the balance of the next morning, with whatever else the day
/// brought to the account and to those below it.
///
/// # Errors
/// Only those of `out`; a `String` has none.
pub fn beancount<'a>(
    accounts: impl IntoIterator<Item = &'a Account>,
    entries: impl IntoIterator<Item = &'a Sealed>,
    out: &mut impl Write,
) -> fmt::Result {
    let (accounts, entries) = (by_name(accounts), by_day(entries));
    for currency in accounts.iter().map(|account| account.currency).collect::<BTreeSet<_>>() {
        writeln!(out, "option \"operating_currency\" \"{currency}\"")?;
    }
    writeln!(out)?;
    for Account { name, title, currency, opened, closed: _ } in &accounts {
        writeln!(out, "{opened} open {} {currency}", capitals(name))?;
        writeln!(out, "  title: {}", quoted(title))?;
    }
    entries.iter().try_for_each(|sealed| transaction(sealed, out))?;
    writeln!(out)?;
    for ((date, account), balance) in mornings(&entries) {
        let (amount, currency) = (balance.amount_text(), balance.currency());
        writeln!(out, "{date} balance {} {amount} {currency}", capitals(&account))?;
    }
    for account in &accounts {
        if let Some(closed) = account.closed {
            writeln!(out, "{closed} close {}", capitals(&account.name))?;
        }
    }
    Ok(())
}

fn transaction(sealed: &Sealed, out: &mut impl Write) -> fmt::Result {
    let entry = sealed.entry();
    writeln!(out, "\n{} * {}", entry.date, quoted(&entry.memo))?;
    writeln!(out, "  number: {}", sealed.number())?;
    writeln!(out, "  key: {}", quoted(entry.key.as_str()))?;
    for (at, link) in entry.links.iter().enumerate() {
        writeln!(out, "  link-{}: {}", at + 1, quoted(link.as_str()))?;
    }
    if let Some(of) = entry.reverses {
        writeln!(out, "  reverses: {of}")?;
    }
    writeln!(out, "  sha256: \"{}\"", sealed.hash())?;
    for posting in &entry.postings {
        let (amount, currency) = (posting.amount.amount_text(), posting.amount.currency());
        writeln!(out, "  {}  {amount} {currency}", capitals(&posting.account))?;
    }
    Ok(())
}

/// What each asserted account, with all below it, stands at on the morning after its assertion.
fn mornings(entries: &[&Sealed]) -> BTreeMap<(Date, AccountName), Money> {
    let mut mornings = BTreeMap::new();
    let mut balances: BTreeMap<&AccountName, Balance> = BTreeMap::new();
    for day in entries.chunk_by(|one, other| one.entry().date == other.entry().date) {
        let mut asserted = BTreeSet::new();
        for posting in day.iter().flat_map(|sealed| &sealed.entry().postings) {
            let currency = posting.amount.currency();
            let balance = balances.entry(&posting.account).or_insert(Balance { currency, units: 0 });
            balance.units += i128::from(posting.amount.minor_units());
            if posting.balance.is_some() {
                asserted.insert((&posting.account, currency));
            }
        }
        let morning = day.first().and_then(|sealed| sealed.entry().date.tomorrow().ok());
        // Years after 2199 are not read.
        let Some(morning) = morning.filter(|morning| morning.year() <= 2199) else { continue };
        for (account, currency) in asserted {
            if let Some(balance) = below(&balances, account, currency) {
                mornings.insert((morning, account.clone()), balance);
            }
        }
    }
    mornings
}

/// A balance in minor units, wide enough for the order of days, which is not the one that was checked.
struct Balance {
    currency: Currency,
    units: i128,
}

/// The sum of an account and those below it, of one currency; `None` where it is too large to be held.
fn below(balances: &BTreeMap<&AccountName, Balance>, name: &AccountName, currency: Currency) -> Option<Money> {
    let likely = balances.range::<&AccountName, _>(name..);
    let likely = likely.take_while(|(other, _)| other.as_str().starts_with(name.as_str()));
    let below = likely.filter(|(other, balance)| name.holds(other) && balance.currency == currency);
    let units: i128 = below.map(|(_, balance)| balance.units).sum();
    Some(Money::new(i64::try_from(units).ok()?, currency))
}

/// The name with a capital at the start of each part.
fn capitals(name: &AccountName) -> String {
    let part = |part: &str| part[..1].to_ascii_uppercase() + &part[1..];
    name.as_str().split(':').map(part).collect::<Vec<_>>().join(":")
}

/// A text of beancount.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}
