//! The base in one file of SQLite, in the process itself: WAL, and every commit waits for the disk.

use std::path::{Path, PathBuf};
use std::time::Duration;

use base::store::{Fault, Reading, Store, Writing};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::migrate;
use crate::pool::Pool;
use crate::session::{Dialect, Row, Session, Value};
use crate::shelf::Sql;
use crate::writer::{self, Writer};

/// Reads at the same time.
const READERS: usize = 8;
/// Another process may hold the file this long before a write gives up.
const PATIENCE: Duration = Duration::from_secs(10);

/// A base in a file.
pub struct Sqlite {
    path: PathBuf,
    readers: Pool<Link>,
    writer: Writer,
}

impl Sqlite {
    /// Opens the base in a file, makes it where there is none, and brings it to the newest version.
    ///
    /// # Errors
    /// The file cannot be opened, is no base, or is newer than this program.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        Self::open_at(path, migrate::NEWEST)
    }

    /// The same, brought to an older version: for tests of the way from there.
    ///
    /// # Errors
    /// As [`Sqlite::open`].
    pub fn open_at(path: &Path, version: i64) -> Result<Self, Fault> {
        let mut first = Link::open(path, true)?;
        first.batch("BEGIN IMMEDIATE")?;
        migrate::migrate(&mut first, version)?;
        first.batch("COMMIT")?;
        let (reading, writing) = (path.to_owned(), path.to_owned());
        Ok(Self {
            path: path.to_owned(),
            readers: Pool::new(READERS, move || Link::open(&reading, false)),
            writer: Writer::start(move || Link::open(&writing, true)),
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Sqlite {
    /// One consistent state of every table, for work that copies it.
    pub(crate) fn snapshot<T>(&self, work: impl FnOnce(&mut dyn Session) -> Result<T, Fault>) -> Result<T, Fault> {
        self.readers.lend(|link| {
            let read =
                link.batch("BEGIN").and_then(|()| work(link)).and_then(|done| link.batch("COMMIT").map(|()| done));
            let sound = read.is_ok();
            (read, sound)
        })?
    }
}

impl Store for Sqlite {
    fn read(&self, work: Reading) -> Result<(), Fault> {
        self.snapshot(|session| {
            work(&mut Sql::new(session));
            Ok(())
        })
    }

    fn write(&self, work: Writing) -> Result<(), Fault> {
        self.writer.write(work)
    }

    fn engine(&self) -> String {
        format!("SQLite {}", rusqlite::version())
    }
}

/// One connection.
pub(crate) struct Link(Connection);

impl Link {
    pub(crate) fn open(path: &Path, writes: bool) -> Result<Self, Fault> {
        let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_READ_WRITE;
        if writes {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let connection = Connection::open_with_flags(path, flags).map_err(|error| fault(&error))?;
        connection.busy_timeout(PATIENCE).map_err(|error| fault(&error))?;
        connection.set_prepared_statement_cache_capacity(256);
        let mut link = Self(connection);
        link.batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF",
        )?;
        if !writes {
            link.batch("PRAGMA query_only = ON")?;
        }
        Ok(link)
    }

    fn bound(&mut self, sql: &str, values: &[Value]) -> Result<rusqlite::CachedStatement<'_>, rusqlite::Error> {
        let mut statement = self.0.prepare_cached(sql)?;
        for (at, value) in values.iter().enumerate() {
            // `$7` is a name in SQLite, and its place is where it first stands.
            let Some(place) = statement.parameter_index(&format!("${}", at + 1))? else { continue };
            match value {
                Value::Null => statement.raw_bind_parameter(place, rusqlite::types::Null)?,
                Value::Int(number) => statement.raw_bind_parameter(place, number)?,
                Value::Text(text) => statement.raw_bind_parameter(place, text)?,
                Value::Bytes(bytes) => statement.raw_bind_parameter(place, bytes)?,
            }
        }
        Ok(statement)
    }
}

impl writer::Connection for Link {
    fn begin(&mut self) -> Result<(), Fault> {
        self.batch("BEGIN IMMEDIATE")
    }
}

impl Session for Link {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<usize, Fault> {
        let ran = self.bound(sql, values).and_then(|mut statement| statement.raw_execute());
        ran.map_err(|error| fault(&error))
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        let ask = |link: &mut Self| {
            let mut statement = link.bound(sql, values)?;
            let columns = statement.column_count();
            let mut rows = statement.raw_query();
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let value = |at| row.get_ref(at).map(value);
                found.push(Row((0..columns).map(value).collect::<Result<_, _>>()?));
            }
            Ok(found)
        };
        ask(self).map_err(|error: rusqlite::Error| fault(&error))
    }

    fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        self.0.execute_batch(sql).map_err(|error| fault(&error))
    }
}

fn value(value: ValueRef) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        // No column holds one; a sum of an expression might.
        ValueRef::Real(number) => Value::Text(number.to_string()),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

fn fault(error: &rusqlite::Error) -> Fault {
    let said = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Fault::Full(said),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Fault::ReadOnly(said),
        Some(
            ErrorCode::CannotOpen | ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::SystemIoFailure,
        ) => Fault::Unavailable(said),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Fault::Damaged(said),
        _ => Fault::Refused(said),
    }
}
