//! A base copied whole, table by table, from one connection to another: for backups and for the way from SQLite to
//! PostgreSQL and back.

use base::record::verb::found_by;
use base::store::{Fault, Records};

use crate::full_text;
use crate::session::{Session, Value};
use crate::shelf::Sql;

/// A table: its columns, and how many of the first of them are its key.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    key: usize,
}

const fn table(name: &'static str, key: usize, columns: &'static [&'static str]) -> Table {
    Table { name, columns, key }
}

/// Every table but the words, which are cut anew; what is referred to comes first.
const TABLES: [Table; 29] = [
    table(
        "record",
        1,
        &[
            "serial", "id", "kind", "version", "state", "reason", "audience", "owner", "author", "managers", "title",
            "title_zh", "title_en", "expires", "content", "created", "updated",
        ],
    ),
    table("record_key", 2, &["key", "record"]),
    table("record_mark", 3, &["field", "value", "record"]),
    table("journal", 1, &["number", "at", "actor", "verb", "object", "version", "salt", "payload", "digest", "hash"]),
    table("journal_head", 1, &["one", "number", "hash"]),
    table(
        "account",
        1,
        &["id", "login", "name", "mail", "language", "state", "password", "person", "roles", "created"],
    ),
    table("membership", 3, &["account", "organisation", "since", "manages", "until"]),
    table("session", 1, &["digest", "account", "created", "expires", "agent"]),
    table("token", 1, &["digest", "account", "name", "scopes", "created", "expires"]),
    table("import", 1, &["id", "account", "kind", "name", "stage", "why", "done", "total", "columns", "created"]),
    table("import_row", 2, &["import", "number", "status", "verdict", "cells"]),
    table("decision", 2, &["scope", "fingerprint", "decision"]),
    table("attachment", 1, &["id", "record", "name", "digest", "size", "account", "created"]),
    table("saved_search", 1, &["id", "account", "name", "address", "created", "seen", "feed"]),
    table("alert", 1, &["account", "pace", "since", "until", "due", "claimed", "number", "tries", "trouble"]),
    table("notice", 1, &["id", "account", "at", "topic", "about", "fact", "seen", "letter"]),
    table("setting", 1, &["name", "value"]),
    table("answered", 2, &["account", "key", "request", "status", "body", "at"]),
    table(
        "booking",
        1,
        &[
            "id",
            "platform",
            "account",
            "organisation",
            "starts",
            "ends",
            "units",
            "state",
            "bundle",
            "purpose",
            "detail",
        ],
    ),
    table(
        "booking_wish",
        1,
        &[
            "id",
            "platform",
            "account",
            "organisation",
            "starts",
            "ends",
            "units",
            "purpose",
            "reason",
            "state",
            "asked",
            "booking",
        ],
    ),
    table("calendar_key", 1, &["account", "digest"]),
    table("allocation_entry", 1, &["id", "at", "account", "project", "resource", "week", "before", "after", "reason"]),
    table("attempt", 2, &["what", "at"]),
    table("ledger_account", 1, &["name", "title", "currency", "opened", "closed", "balance", "last", "asserted"]),
    table("ledger_entry", 1, &["number", "key", "canonical", "hash"]),
    table("ledger_posting", 2, &["account", "entry"]),
    table("ledger_link", 2, &["link", "entry"]),
    table("ledger_reversal", 1, &["entry", "reversed_by"]),
    table("ledger_closed", 1, &["one", "until"]),
];

const ROWS_AT_ONCE: i64 = 500;

/// Copies every table into a base that has just been made, and cuts the words anew. `report` is told each table's name
/// and how many rows it had.
///
/// # Errors
/// The databases'.
pub fn copy(from: &mut dyn Session, to: &mut dyn Session, report: &mut dyn FnMut(&str, u64)) -> Result<(), Fault> {
    to.run("DELETE FROM journal_head", &[])?;
    for table in &TABLES {
        let rows = copy_table(table, from, to)?;
        report(table.name, rows);
    }
    if to.dialect() == crate::session::Dialect::Postgres {
        // The next record is numbered after those that were copied.
        to.rows(
            "SELECT setval(pg_get_serial_sequence('record', 'serial'), (SELECT coalesce(max(serial), 1) FROM record))",
            &[],
        )?;
    }
    cut_words(to)
}

fn copy_table(table: &Table, from: &mut dyn Session, to: &mut dyn Session) -> Result<u64, Fault> {
    let (names, key) = (table.columns.join(", "), table.columns[..table.key].join(", "));
    let places =
        |count: usize, first: usize| (first..first + count).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
    let insert = format!("INSERT INTO {} ({names}) VALUES ({})", table.name, places(table.columns.len(), 1));
    let mut after: Option<Vec<Value>> = None;
    let mut copied = 0;
    loop {
        let (beyond, mut values) = match after.take() {
            Some(key_values) => (format!("WHERE ({key}) > ({})", places(table.key, 2)), key_values),
            None => (String::new(), Vec::new()),
        };
        values.insert(0, Value::Int(ROWS_AT_ONCE));
        let sql = format!("SELECT {names} FROM {} {beyond} ORDER BY {key} LIMIT $1", table.name);
        let rows = from.rows(&sql, &values)?;
        for row in &rows {
            to.run(&insert, &row.0)?;
            copied += 1;
        }
        match rows.last() {
            Some(last) if i64::try_from(rows.len()).is_ok_and(|count| count == ROWS_AT_ONCE) => {
                after = Some(last.0[..table.key].to_vec());
            }
            Some(_) | None => return Ok(copied),
        }
    }
}

fn cut_words(to: &mut dyn Session) -> Result<(), Fault> {
    let mut after = 0;
    loop {
        let some = to.rows(
            "SELECT serial, id FROM record WHERE serial > $1 ORDER BY serial LIMIT $2",
            &[Value::Int(after), Value::Int(ROWS_AT_ONCE)],
        )?;
        for row in &some {
            after = row.int(0)?;
            if let Some(record) = Sql::new(to).record(row.parsed(1)?)? {
                full_text::put(to, after, &found_by(&record).words, true)?;
            }
        }
        if some.is_empty() {
            return Ok(());
        }
    }
}
