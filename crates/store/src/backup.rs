//! A base in one file, made while it runs, and a base made from such a file.
//!
//! The file is a SQLite database with the same tables whichever database it came from, and the bytes of every
//! attachment; so it is also the way from one database to the other.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base::files::Files;
use base::store::{Fault, Keeping};

use crate::database::{Address, Database};
use crate::migrate;
use crate::session::{Session, Value};
use crate::shelf::Sql;
use crate::sqlite::Link;
use crate::verify::{self, Verified};
use crate::writer::Connection;

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum NoBackup {
    /// The database's.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A file cannot be read or written.
    #[error("{path}: {error}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// There is something where the base is to be restored.
    #[error("there is a base at {0} already; restore to an empty place")]
    NotEmpty(Address),
    /// The file is there already.
    #[error("{path} is there already", path = .0.display())]
    Exists(PathBuf),
    /// The file to restore from is no backup.
    #[error("{path} is no backup that can be read", path = .0.display())]
    NotABackup(PathBuf),
    /// What was restored does not verify.
    #[error("what was restored does not verify")]
    Unsound(Box<Verified>),
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> NoBackup {
    let path = path.to_owned();
    |error| NoBackup::Io { path, error }
}

/// Copies a running base into a new file: one consistent state, whatever is written meanwhile.
///
/// # Errors
/// The file is there already or cannot be written; an attachment is gone; the database's.
pub fn backup(
    database: &Database,
    files: &Files,
    to: &Path,
    report: &mut dyn FnMut(&str, u64),
) -> Result<(), NoBackup> {
    if to.exists() {
        return Err(NoBackup::Exists(to.to_owned()));
    }
    let part = to.with_extension("part");
    let done = write(database, files, &part, report);
    if done.is_err() {
        // Half a backup is none; that it stays if this fails too harms nothing.
        let _ = fs::remove_file(&part);
    }
    done.map_err(|why| match why {
        // Only the backup is written to.
        NoBackup::Fault(Fault::Full(_)) => {
            NoBackup::Io { path: to.to_owned(), error: io::ErrorKind::StorageFull.into() }
        }
        other @ (NoBackup::Fault(_)
        | NoBackup::Io { .. }
        | NoBackup::NotEmpty(_)
        | NoBackup::Exists(_)
        | NoBackup::NotABackup(_)
        | NoBackup::Unsound(_)) => other,
    })?;
    fs::File::open(&part).and_then(|file| file.sync_all()).map_err(at(&part))?;
    fs::rename(&part, to).map_err(at(to))
}

fn write(database: &Database, files: &Files, part: &Path, report: &mut dyn FnMut(&str, u64)) -> Result<(), NoBackup> {
    fs::File::create(part).map_err(at(part))?;
    let mut target = Link::open(part, true)?;
    target.batch("PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE")?;
    migrate::migrate(&mut target, migrate::NEWEST)?;
    target.batch("CREATE TABLE backup_file (digest TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT")?;
    let digests = database.snapshot(|source| {
        crate::copy::copy(source, &mut target, report)?;
        Sql::new(source).attached_digests()
    })?;
    for digest in &digests {
        let bytes = files.read(digest).map_err(at(&files.path(digest)))?;
        target.run(
            "INSERT INTO backup_file (digest, bytes) VALUES ($1, $2)",
            &[digest.as_str().into(), Value::Bytes(bytes)],
        )?;
    }
    report("backup_file", digests.len() as u64);
    target.batch("COMMIT")?;
    Ok(())
}

/// Makes a base from a backup, at a place where there is none, and verifies it before it is kept.
///
/// # Errors
/// There is a base already; the backup cannot be read; what was restored does not verify; the database's.
pub fn restore(
    from: &Path,
    address: &Address,
    files: &Files,
    report: &mut dyn FnMut(&str, u64),
) -> Result<Verified, NoBackup> {
    fs::metadata(from).map_err(at(from))?;
    let mut source = Link::to_read(from)?;
    if source.rows("SELECT digest FROM backup_file LIMIT 1", &[]).is_err() {
        return Err(NoBackup::NotABackup(from.to_owned()));
    }
    match address {
        Address::File(path) => {
            if path.exists() {
                return Err(NoBackup::NotEmpty(address.clone()));
            }
            let part = path.with_extension("part");
            let _ = fs::remove_file(&part);
            let mut target = Link::open(&part, true)?;
            target.batch("PRAGMA journal_mode = DELETE")?;
            target.begin()?;
            let done = fill(&mut source, &mut target, files, address, report);
            drop(target);
            match done {
                Ok(verified) => fs::rename(&part, path).map_err(at(path)).map(|()| verified),
                Err(error) => {
                    let _ = fs::remove_file(&part);
                    Err(error)
                }
            }
        }
        Address::Server(server) => {
            let mut target = crate::postgres::Link::to(server)?;
            target.batch("BEGIN; SELECT pg_advisory_xact_lock(7235419)")?;
            fill(&mut source, &mut target, files, address, report)
        }
    }
}

/// Fills an empty base in the transaction that is open, verifies it, and commits.
fn fill(
    source: &mut dyn Session,
    target: &mut dyn Session,
    files: &Files,
    address: &Address,
    report: &mut dyn FnMut(&str, u64),
) -> Result<Verified, NoBackup> {
    source.batch("BEGIN")?;
    if migrate::version(target)? > 0 {
        return Err(NoBackup::NotEmpty(address.clone()));
    }
    migrate::migrate(target, migrate::NEWEST)?;
    crate::copy::copy(source, target, report)?;
    for digest in Sql::new(source).attached_digests()? {
        let rows = source.rows("SELECT bytes FROM backup_file WHERE digest = $1", &[digest.into()])?;
        if let Some(bytes) = rows.first().map_or(Ok(None), |row| row.bytes(0))? {
            files.keep(bytes).map_err(at(&files.path("")))?;
        }
    }
    let verified = verify::inside(target, files, &mut |_| ())?;
    if !verified.is_sound() {
        return Err(NoBackup::Unsound(Box::new(verified)));
    }
    target.batch("COMMIT")?;
    Ok(verified)
}
