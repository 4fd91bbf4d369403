//! The ledger. That entries stay as they were written is seen to by the database: triggers refuse to change or delete
//! them.

use base::store::{Fault, Kept, LedgerFilter, Ledgers};
use jiff::civil::Date;
use ledger::{Account, AccountName, Hash, Head, Key, Posted, Standing, Stored};
use measure::{Currency, Money};

use super::Sql;
use super::query::Condition;
use crate::session::{Row, Value};

/// Entries stay, in SQLite.
pub const SQLITE: &str = "
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE ON ledger_entry BEGIN
    SELECT RAISE(ABORT, 'an entry of the ledger is taken back by another, never changed');
END;
CREATE TRIGGER ledger_entry_remains BEFORE DELETE ON ledger_entry BEGIN
    SELECT RAISE(ABORT, 'an entry of the ledger is taken back by another, never deleted');
END;
CREATE TRIGGER ledger_reversal_stays BEFORE UPDATE ON ledger_reversal BEGIN
    SELECT RAISE(ABORT, 'what was taken back stays so');
END;
CREATE TRIGGER ledger_reversal_remains BEFORE DELETE ON ledger_reversal BEGIN
    SELECT RAISE(ABORT, 'what was taken back stays so');
END";

/// Entries stay, in PostgreSQL.
pub const POSTGRES: &str = "
CREATE FUNCTION ledger_stays() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'an entry of the ledger is taken back by another, never changed or deleted';
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER ledger_reversal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_reversal
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays()";

const STANDING: &str = "SELECT name, title, currency, opened, closed, balance, last, asserted FROM ledger_account ";
const ENTRY: &str = "SELECT e.number, e.canonical, e.hash, v.reversed_by FROM ledger_entry e \
                     LEFT JOIN ledger_reversal v ON v.entry = e.number ";

impl Ledgers for Sql<'_> {
    fn ledger_head(&mut self) -> Result<Head, Fault> {
        let last = self.session.rows("SELECT number, hash FROM ledger_entry ORDER BY number DESC LIMIT 1", &[])?;
        let head = |row: &Row| Ok(Head { number: number(row, 0)?, hash: hash(row, 1)? });
        last.first().map_or(Ok(Head::GENESIS), head)
    }

    fn closed_until(&mut self) -> Result<Option<Date>, Fault> {
        let rows = self.session.rows("SELECT until FROM ledger_closed", &[])?;
        rows.first().map(|row| day(row, 0)).transpose().map(Option::flatten)
    }

    fn put_closed_until(&mut self, until: Date) -> Result<(), Fault> {
        let sql = "INSERT INTO ledger_closed (one, until) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET until = $1";
        self.session.run(sql, &[until.to_string().into()]).map(drop)
    }

    fn standings(&mut self, names: Option<&[AccountName]>) -> Result<Vec<Standing>, Fault> {
        let Some(names) = names else {
            return self.session.rows(&format!("{STANDING} ORDER BY name"), &[])?.iter().map(standing).collect();
        };
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            let rows = self.session.rows(&format!("{STANDING} WHERE name = $1"), &[name.as_str().into()])?;
            found.extend(rows.first().map(standing).transpose()?);
        }
        Ok(found)
    }

    fn put_standing(&mut self, standing: &Standing) -> Result<(), Fault> {
        let Standing { account, balance, last, asserted } = standing;
        let day = |day: Option<Date>| day.map_or(Value::Null, |day| day.to_string().into());
        let sql = "INSERT INTO ledger_account (name, title, currency, opened, closed, balance, last, asserted) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (name) DO UPDATE SET \
                   closed = $5, balance = $6, last = $7, asserted = $8";
        let values = [
            account.name.as_str().into(),
            account.title.as_str().into(),
            account.currency.code().into(),
            account.opened.to_string().into(),
            day(account.closed),
            Value::Int(balance.minor_units()),
            day(*last),
            day(*asserted),
        ];
        self.session.run(sql, &values).map(drop)
    }

    fn put_posted(&mut self, posted: &Posted) -> Result<(), Fault> {
        let Posted { sealed, standings } = posted;
        let (stored, entry) = (sealed.stored(), sealed.entry());
        let this = Value::Int(signed(stored.number));
        self.session.run(
            "INSERT INTO ledger_entry (number, key, canonical, hash) VALUES ($1, $2, $3, $4)",
            &[
                this.clone(),
                entry.key.as_str().into(),
                stored.canonical.into(),
                Value::Bytes(stored.hash.bytes().to_vec()),
            ],
        )?;
        if let Some(of) = entry.reverses {
            self.session.run(
                "INSERT INTO ledger_reversal (entry, reversed_by) VALUES ($1, $2)",
                &[Value::Int(signed(of)), this.clone()],
            )?;
        }
        for standing in standings {
            self.put_standing(standing)?;
            self.session.run(
                "INSERT INTO ledger_posting (account, entry) VALUES ($1, $2)",
                &[standing.account.name.as_str().into(), this.clone()],
            )?;
        }
        let mut links: Vec<&str> = entry.links.iter().map(ledger::Link::as_str).collect();
        links.sort_unstable();
        links.dedup();
        for link in links {
            self.session.run("INSERT INTO ledger_link (link, entry) VALUES ($1, $2)", &[link.into(), this.clone()])?;
        }
        Ok(())
    }

    fn ledger_entry(&mut self, number: u64) -> Result<Option<Kept>, Fault> {
        let rows = self.session.rows(&format!("{ENTRY} WHERE e.number = $1"), &[Value::Int(signed(number))])?;
        rows.first().map(kept).transpose()
    }

    fn ledger_entry_of(&mut self, key: &Key) -> Result<Option<Kept>, Fault> {
        let rows = self.session.rows(&format!("{ENTRY} WHERE e.key = $1"), &[key.as_str().into()])?;
        rows.first().map(kept).transpose()
    }

    fn ledger_entries(&mut self, after: u64, filter: &LedgerFilter, most: usize) -> Result<Vec<Kept>, Fault> {
        self.entries_of_ledger(filter, ("> ", after), "", most)
    }

    fn ledger_entries_before(&mut self, before: u64, filter: &LedgerFilter, most: usize) -> Result<Vec<Kept>, Fault> {
        self.entries_of_ledger(filter, ("< ", before), "DESC", most)
    }
}

impl Sql<'_> {
    fn entries_of_ledger(
        &mut self,
        filter: &LedgerFilter,
        (beyond, number): (&str, u64),
        order: &str,
        most: usize,
    ) -> Result<Vec<Kept>, Fault> {
        let mut condition = Condition::default();
        let number = condition.value(signed(number));
        condition.and(format!("e.number {beyond}{number}"));
        if let Some(account) = &filter.account {
            // Those below it: `assets:cash:` ≤ `assets:cash:base` < `assets:cash;`.
            let name = account.as_str();
            let (own, from, until) =
                (condition.value(name), condition.value(format!("{name}:")), condition.value(format!("{name};")));
            condition.and(format!(
                "e.number IN (SELECT p.entry FROM ledger_posting p WHERE p.account = {own} \
                 OR (p.account >= {from} AND p.account < {until}))"
            ));
        }
        if let Some(link) = &filter.link {
            let link = condition.value(link.as_str());
            condition.and(format!("e.number IN (SELECT l.entry FROM ledger_link l WHERE l.link = {link})"));
        }
        let limit = condition.value(i64::try_from(most).unwrap_or(i64::MAX));
        let sql = format!("{ENTRY} WHERE {} ORDER BY e.number {order} LIMIT {limit}", condition.text());
        self.session.rows(&sql, &condition.values)?.iter().map(kept).collect()
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn number(row: &Row, column: usize) -> Result<u64, Fault> {
    u64::try_from(row.int(column)?).map_err(|_| damaged("a number"))
}

fn hash(row: &Row, column: usize) -> Result<Hash, Fault> {
    let bytes = row.bytes(column)?.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes.map(Hash::from_bytes).ok_or_else(|| damaged("a hash"))
}

fn day(row: &Row, column: usize) -> Result<Option<Date>, Fault> {
    match row.0.get(column) {
        Some(Value::Null) => Ok(None),
        Some(Value::Text(day)) => day.parse().map(Some).map_err(|_| damaged("a day")),
        Some(Value::Int(_) | Value::Bytes(_) | Value::Many(_)) | None => Err(damaged("a day")),
    }
}

fn kept(row: &Row) -> Result<Kept, Fault> {
    let stored = Stored { number: number(row, 0)?, canonical: row.text(1)?.to_owned(), hash: hash(row, 2)? };
    let reversed_by = match row.0.get(3) {
        Some(Value::Int(_)) => Some(number(row, 3)?),
        Some(_) | None => None,
    };
    Ok(Kept { stored, reversed_by })
}

fn standing(row: &Row) -> Result<Standing, Fault> {
    let currency = Currency::parse(row.text(2)?).map_err(|_| damaged("a currency"))?;
    let account = Account {
        name: AccountName::parse(row.text(0)?).map_err(|_| damaged("the name of an account"))?,
        title: row.text(1)?.to_owned(),
        currency,
        opened: day(row, 3)?.ok_or_else(|| damaged("a day"))?,
        closed: day(row, 4)?,
    };
    Ok(Standing { account, balance: Money::new(row.int(5)?, currency), last: day(row, 6)?, asserted: day(row, 7)? })
}

fn damaged(what: &str) -> Fault {
    Fault::Damaged(format!("{what} of the ledger"))
}
