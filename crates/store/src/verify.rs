//! Whether a base is what it was written to be: its file and indexes are whole, the journal is one chain, every record
//! is what its last entry wrote, every attachment still has its digest, the ledger is what was posted.

use std::collections::BTreeSet;
use std::path::Path;

use base::accounting;
use base::files::Files;
use base::journal::{Broken, Walk};
use base::record::RecordId;
use base::record::verb::{found_by, is_as_written};
use base::store::{Fault, Journals, Keeping, Records};

use crate::database::Database;
use crate::migrate::{NEWEST, migrate};
use crate::session::{Dialect, Session, Value};
use crate::shelf::Sql;
use crate::sqlite::Link;
use crate::words::Words;

const AT_ONCE: usize = 1_000;
const MOST_DAMAGES: usize = 20;

/// What was looked at, and what was wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries of the journal.
    pub entries: u64,
    /// Records.
    pub records: u64,
    /// Attachments, each counted once by its bytes.
    pub files: u64,
    /// Where the journal or a record is broken.
    pub broken: Vec<Broken>,
    /// What the database itself finds wrong with its file: pages, indexes, the words of records.
    pub damaged: Vec<String>,
    /// The digests of attachments that are gone or were changed.
    pub lost: Vec<String>,
    /// Entries of the ledger.
    pub ledger_entries: u64,
    /// Where the ledger is broken.
    pub flaws: Vec<accounting::Flaw>,
}

impl Verified {
    /// Whether nothing was wrong.
    pub fn is_sound(&self) -> bool {
        self.broken.is_empty() && self.damaged.is_empty() && self.lost.is_empty() && self.flaws.is_empty()
    }
}

/// Verifies a base; `report` is told how many entries and records were looked at so far.
///
/// # Errors
/// The database's.
pub fn verify(database: &Database, files: &Files, report: &mut dyn FnMut(u64)) -> Result<Verified, Fault> {
    database.snapshot(|session| inside(session, files, report))
}

/// The same in a transaction that is open.
pub(crate) fn inside(session: &mut dyn Session, files: &Files, report: &mut dyn FnMut(u64)) -> Result<Verified, Fault> {
    let mut verified = Verified { damaged: damaged(session)?, ..Verified::default() };
    journal(session, &mut verified, report)?;
    records(session, &mut verified, report)?;
    let ledger = accounting::verify(&mut Sql::new(session))?;
    (verified.ledger_entries, verified.flaws) = (ledger.entries, ledger.flaws);
    for digest in Sql::new(session).attached_digests()? {
        verified.files += 1;
        if !files.is_sound(&digest).unwrap_or(false) {
            verified.lost.push(digest);
        }
    }
    Ok(verified)
}

/// PostgreSQL checks its pages as it reads them, where its cluster was made with checksums.
fn damaged(session: &mut dyn Session) -> Result<Vec<String>, Fault> {
    if session.dialect() == Dialect::Postgres {
        return Ok(Vec::new());
    }
    let said = session.rows(&format!("PRAGMA integrity_check({MOST_DAMAGES})"), &[])?;
    let said: Vec<String> = said.iter().map(|row| row.text(0).map(str::to_owned)).collect::<Result<_, _>>()?;
    let mut damaged: Vec<String> = said.into_iter().filter(|line| line != "ok").collect();
    damaged.extend(remade(session)?);
    Ok(damaged)
}

/// Tables, indexes and triggers that are not as this program makes them: a trigger that was changed no longer keeps what
/// it should.
fn remade(session: &mut dyn Session) -> Result<Vec<String>, Fault> {
    let mut fresh = Link::open(Path::new(":memory:"), true)?;
    migrate(&mut fresh, NEWEST)?;
    let made = schema(&mut fresh)?;
    let there = schema(session)?;
    let differing = made.symmetric_difference(&there).map(|(name, _)| name.as_str());
    let names: BTreeSet<&str> = differing.collect();
    Ok(names.into_iter().map(|name| format!("sqlite_schema: {name} is not as it was made")).collect())
}

fn schema(session: &mut dyn Session) -> Result<BTreeSet<(String, String)>, Fault> {
    let sql = "SELECT name, type || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema \
               WHERE name NOT LIKE 'sqlite_stat%'";
    let rows = session.rows(sql, &[])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))).collect()
}

fn journal(session: &mut dyn Session, verified: &mut Verified, report: &mut dyn FnMut(u64)) -> Result<(), Fault> {
    let (mut walk, mut after) = (Walk::default(), 0);
    loop {
        let entries = Sql::new(session).entries(after, AT_ONCE)?;
        let Some(last) = entries.last() else { break };
        after = last.number;
        for entry in &entries {
            verified.entries += 1;
            if let Err(broken) = walk.step(entry) {
                // What follows a break can no longer be told sound from broken.
                verified.broken.push(broken);
                return Ok(());
            }
        }
        report(verified.entries);
    }
    let head = Sql::new(session).head()?;
    verified.broken.extend(walk.end(head.number, &head.hash).err());
    Ok(())
}

/// Every record against the entry that wrote its version, and against what the list shows of it.
fn records(session: &mut dyn Session, verified: &mut Verified, report: &mut dyn FnMut(u64)) -> Result<(), Fault> {
    let (mut after, mut words) = (0, Words::new(session)?);
    loop {
        let rows = session.rows(
            "SELECT r.serial, r.id, j.number, j.payload FROM record r LEFT JOIN journal j \
             ON j.object = r.kind || ':' || r.id AND j.version = r.version WHERE r.serial > $1 ORDER BY r.serial LIMIT $2",
            &[Value::Int(after), Value::Int(1_000)],
        )?;
        if rows.is_empty() {
            if let Some(words) = words
                && !words.are_kept(session)?
            {
                verified.damaged.push("record_text: records are not found by their own words".to_owned());
            }
            return Ok(());
        }
        for row in &rows {
            after = row.int(0)?;
            let id: RecordId = row.parsed(1)?;
            let Some(record) = Sql::new(session).record(id)? else { continue };
            if let Some(words) = &mut words {
                words.add(after, &found_by(&record).words)?;
            }
            let as_written = match (&row.0[2], &row.0[3]) {
                (Value::Int(_), Value::Text(payload)) => is_as_written(&record, payload),
                // Its payload was erased with its person's data.
                (Value::Int(_), _) => true,
                (_, _) => false,
            };
            if !as_written {
                let entry = row.int(2).ok().and_then(|number| u64::try_from(number).ok()).unwrap_or_default();
                verified.broken.push(Broken::Record { object: format!("{}:{id}", record.kind), entry });
            }
            verified.records += 1;
        }
        report(verified.entries + verified.records);
    }
}
