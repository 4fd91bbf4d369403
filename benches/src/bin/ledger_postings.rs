//! Durable postings per second with the chain of hashes, beside SQLite alone writing the same rows.
//!
//! `cargo run --release -p didymium-benches --bin ledger_postings [ENTRIES] [THREADS]`

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use base::accounting::{self, Trouble};
use base::store::Store;
use didymium_benches::base_filled::{draw, operator};
use didymium_benches::crowd::from_threads;
use didymium_benches::disk::safe_writes;
use didymium_benches::spread::spread;
use ledger::{Account, AccountName, Draft, Key, Link, Posting, read_date};
use measure::{Currency, Money};
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, params_from_iter};
use store::Sqlite;

/// Persons who are owed something.
const PERSONS: u64 = 50;
/// Runs of which the median counts.
const RUNS: usize = 3;
/// The tables that a posting writes to, with the column that has the entry's number.
const TABLES: [(&str, &str); 4] =
    [("ledger_entry", "number"), ("ledger_posting", "entry"), ("ledger_link", "entry"), ("journal", "number")];

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1).filter_map(|word| word.parse().ok());
    let (entries, threads) = (words.next().unwrap_or(20_000), words.next().unwrap_or(64));
    let folder = tempfile::tempdir_in(".")?;
    println!("safe writes of 4 KiB: {:.0} a second", safe_writes(folder.path())?);
    for (count, threads) in [((entries / 8).max(1), 1), (entries, threads)] {
        let (mut with_chain, mut alone) = (Vec::new(), Vec::new());
        for run in 0..RUNS {
            let file = |name: &str| folder.path().join(format!("{name}-{threads}-{run}.sqlite"));
            with_chain.push(posted(&file("ledger"), count, usize::try_from(threads)?)?);
            alone.push(inserted(&file("ledger"), &file("plain"), usize::try_from(threads)?)?);
        }
        say(&format!("from {threads} threads, with the chain"), count, &mut with_chain);
        say(&format!("SQLite alone, entries to a transaction: {threads}"), count, &mut alone);
    }
    Ok(())
}

fn say(what: &str, count: u64, spans: &mut [Duration]) {
    spans.sort();
    let rate = |span: Duration| count as f64 / span.as_secs_f64();
    let (least, most) = (rate(spans[spans.len() - 1]), rate(spans[0]));
    println!(
        "{what}: {:.0} postings a second, {least:.0} to {most:.0} of {}",
        rate(spans[spans.len() / 2]),
        spans.len()
    );
}

/// Posts entries into a new ledger as the server does, each answered when it is on disk; then walks the chain.
fn posted(file: &Path, count: u64, threads: usize) -> Result<Duration, Box<dyn Error>> {
    let store = Sqlite::open(file)?;
    let store: &dyn Store = &store;
    store.writing(|shelf| {
        for account in (0..=PERSONS).map(account) {
            accounting::open_account(shelf, &operator(), account?)?;
        }
        Ok::<_, Trouble>(())
    })?;
    let (took, mut each) = from_threads(count, threads, |at| {
        let draft = draft(at)?;
        store.writing(move |shelf| accounting::post(shelf, &operator(), &draft)).map(drop)
    })?;
    println!("  {}, threads: {threads}, each {}", store.engine(), spread(&mut each));
    let checked = store.reading(|shelf| accounting::verify(shelf))?;
    if checked.entries != count || !checked.flaws.is_empty() {
        return Err(format!("{} entries, {:?}", checked.entries, checked.flaws).into());
    }
    Ok(took)
}

/// The income that is shared out, and the persons to whom it is owed.
fn account(number: u64) -> Result<Account, ledger::Refusal> {
    let name = if number == 0 { "income:licence".to_owned() } else { format!("liabilities:payable:person{number}") };
    Account::open(AccountName::parse(&name)?, "科目", Currency::Cny, read_date("2026-01-01")?)
}

/// Two persons are given their parts of a receipt.
fn draft(number: u64) -> Result<Draft, ledger::Refusal> {
    let (first, second) = (1 + draw(number) % PERSONS, 1 + draw(number ^ 0x55) % PERSONS);
    let second = if first == second { 1 + second % PERSONS } else { second };
    let fen = |salt: u64| Money::fen(1 + i64::try_from(draw(number ^ salt) % 5_000_000).unwrap_or_default());
    let (one, other) = (fen(0x71), fen(0x72));
    let both = one.minor_units() + other.minor_units();
    let posting = |at, fen| Ok::<_, ledger::Refusal>(Posting::new(account(at)?.name, Money::fen(fen)));
    Ok(Draft {
        key: Key::parse(&format!("receipt-{number}"))?,
        date: read_date("2026-03-02")?,
        memo: format!("许可费分配，第 {number} 笔"),
        postings: vec![posting(0, both)?, posting(first, -one.minor_units())?, posting(second, -other.minor_units())?],
        links: vec![Link::parse(&format!("agreement:{}", number % 100))?],
    })
}

/// One entry's rows by table, and the accounts it touched.
type Rows = Vec<(usize, Vec<Value>)>;

/// Writes the rows of a ledger into a new file with the same tables and settings, so many entries to a transaction.
fn inserted(from: &Path, into: &Path, together: usize) -> Result<Duration, Box<dyn Error>> {
    let source = Connection::open(from)?;
    let plain = Connection::open(into)?;
    plain.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; \
         PRAGMA temp_store = MEMORY",
    )?;
    let copied = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index') AND tbl_name IN \
                  ('ledger_account', 'ledger_entry', 'ledger_posting', 'ledger_link', 'journal', 'journal_head')";
    for sql in source.prepare(copied)?.query_map([], |row| row.get::<_, String>(0))? {
        plain.execute_batch(&sql?)?;
    }
    let accounts = all(&source, "SELECT * FROM ledger_account ORDER BY name")?;
    let head = all(&source, "SELECT * FROM journal_head")?.remove(0);
    plain.execute("INSERT INTO journal_head VALUES (?, ?, ?)", params_from_iter(&head))?;
    for account in &accounts {
        plain.execute("INSERT INTO ledger_account VALUES (?, ?, ?, ?, ?, ?, ?, ?)", params_from_iter(account))?;
    }
    let entries = entries(&source)?;
    let begun = Instant::now();
    for some in entries.chunks(together.max(1)) {
        let transaction = plain.unchecked_transaction()?;
        for rows in some {
            insert(&transaction, rows, &head)?;
        }
        transaction.commit()?;
    }
    Ok(begun.elapsed())
}

/// The rows of every entry, in the order of the tables; the journal has entries of its own before them.
fn entries(source: &Connection) -> Result<Vec<Rows>, Box<dyn Error>> {
    let count = |table: &str| {
        let count = source.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))?;
        Ok::<_, Box<dyn Error>>(usize::try_from(count)?)
    };
    let (count, noted) = (count("ledger_entry")?, count("journal")?);
    let mut entries: Vec<Rows> = vec![Vec::new(); count];
    for (table, (name, column)) in TABLES.iter().enumerate() {
        let before = if *name == "journal" { noted - count } else { 0 };
        let sql = format!("SELECT {column}, * FROM {name} WHERE {column} > {before} ORDER BY {column}");
        for mut row in all(source, &sql)? {
            let Value::Integer(number) = row.remove(0) else { return Err("a number is none".into()) };
            entries[usize::try_from(number)? - before - 1].push((table, row));
        }
    }
    Ok(entries)
}

fn insert(transaction: &Transaction<'_>, rows: &Rows, head: &[Value]) -> Result<(), rusqlite::Error> {
    let into = |table: usize| match TABLES[table].0 {
        "ledger_entry" => "INSERT INTO ledger_entry VALUES (?, ?, ?, ?)",
        "ledger_posting" => "INSERT INTO ledger_posting VALUES (?, ?)",
        "ledger_link" => "INSERT INTO ledger_link VALUES (?, ?)",
        _ => "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    };
    for (table, row) in rows {
        transaction.prepare_cached(into(*table))?.execute(params_from_iter(row))?;
        if TABLES[*table].0 == "ledger_posting" {
            // As wide as what the ledger writes of an account.
            let moved = "UPDATE ledger_account SET balance = balance + 1, last = '2026-03-02' WHERE name = ?";
            transaction.prepare_cached(moved)?.execute([&row[0]])?;
        }
    }
    transaction
        .prepare_cached("UPDATE journal_head SET number = ?1, hash = ?2")?
        .execute(params_from_iter(&head[1..]))?;
    Ok(())
}

fn all(source: &Connection, sql: &str) -> Result<Vec<Vec<Value>>, rusqlite::Error> {
    let mut statement = source.prepare(sql)?;
    let columns = statement.column_count();
    statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect())?.collect()
}
