//! The base in one file of SQLite, in the process itself: WAL, and every commit waits for the disk.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base::store::{Fault, Reading, Store, Writing};
use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::among::Bits;
use crate::memory::Memory;
use crate::migrate;
use crate::pool::Pool;
use crate::pulse::Heard;
use crate::session::{Dialect, Row, Session, Value};
use crate::shelf::Sql;
use crate::words;
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
        let memory = Arc::new(Memory::default());
        Ok(Self {
            path: path.to_owned(),
            readers: Pool::new(READERS, move || Link::reading(&reading, Arc::clone(&memory))),
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
        self.readers.lend(|link, pulse| {
            let begun = link.batch("BEGIN");
            let read = begun.and_then(|()| work(&mut Heard::new(link, pulse)));
            let read = read.and_then(|done| link.batch("COMMIT").map(|()| done));
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
pub(crate) struct Link {
    connection: Connection,
    /// What `is_among` asks about.
    many: Arc<Mutex<Bits>>,
    memory: Option<Arc<Memory>>,
}

impl Link {
    fn reading(path: &Path, memory: Arc<Memory>) -> Result<Self, Fault> {
        Ok(Self { memory: Some(memory), ..Self::open(path, false)? })
    }

    pub(crate) fn open(path: &Path, writes: bool) -> Result<Self, Fault> {
        let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_READ_WRITE;
        if writes {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let connection = Connection::open_with_flags(path, flags).map_err(|error| fault(&error))?;
        connection.busy_timeout(PATIENCE).map_err(|error| fault(&error))?;
        connection.set_prepared_statement_cache_capacity(256);
        let many = Arc::new(Mutex::new(Bits::default()));
        let asked = Arc::clone(&many);
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
        let is_among = connection.create_scalar_function("is_among", 1, flags, move |context| {
            let serial = context.get(0)?;
            Ok(asked.lock().unwrap_or_else(PoisonError::into_inner).holds(serial))
        });
        is_among.and_then(|()| words::learn(&connection)).map_err(|error| fault(&error))?;
        let mut link = Self { connection, many, memory: None };
        link.plans_for_values(false)?;
        link.batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF",
        )?;
        if !writes {
            link.batch("PRAGMA query_only = ON")?;
        }
        Ok(link)
    }

    /// A file that is only looked at, and not touched.
    pub(crate) fn to_read(path: &Path) -> Result<Self, Fault> {
        let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_READ_ONLY;
        let connection = Connection::open_with_flags(path, flags).map_err(|error| fault(&error))?;
        connection.busy_timeout(PATIENCE).map_err(|error| fault(&error))?;
        Ok(Self { connection, many: Arc::default(), memory: None })
    }

    /// Whether a question is planned anew for the values it is asked with, which takes longer than most answers.
    fn plans_for_values(&mut self, does: bool) -> Result<(), Fault> {
        let stable = self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, !does);
        stable.map(drop).map_err(|error| fault(&error))
    }

    fn bound(&mut self, sql: &str, values: &[Value]) -> Result<rusqlite::CachedStatement<'_>, rusqlite::Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        for (at, value) in values.iter().enumerate() {
            if let Value::Many(numbers) = value {
                *self.many.lock().unwrap_or_else(PoisonError::into_inner) = Bits::of(numbers);
                continue;
            }
            // `$7` is a name in SQLite, and its place is where it first stands.
            let Some(place) = statement.parameter_index(&format!("${}", at + 1))? else { continue };
            match value {
                Value::Null | Value::Many(_) => statement.raw_bind_parameter(place, rusqlite::types::Null)?,
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

    fn memory(&self) -> Option<Arc<Memory>> {
        self.memory.clone()
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

    fn rows_planned(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        self.plans_for_values(true)?;
        let rows = self.rows(sql, values);
        self.plans_for_values(false)?;
        rows
    }

    fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        self.connection.execute_batch(sql).map_err(|error| fault(&error))
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

pub(crate) fn fault(error: &rusqlite::Error) -> Fault {
    let said = error.to_string();
    if error.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_FSYNC) {
        return Fault::Unsure(said);
    }
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
