//! The base in PostgreSQL, or in what speaks its protocol: the same program, any number of copies.

use std::cell::Cell;
use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use base::store::{Fault, Reading, Store, Writing};
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};

use crate::memory::Memory;
use crate::migrate;
use crate::pool::Pool;
use crate::pulse::Heard;
use crate::session::{Dialect, Row, Session, Value};
use crate::shelf::Sql;
use crate::writer::{self, Writer};

/// Reads at the same time, from one copy of the program.
const READERS: usize = 8;
/// Statements kept prepared on one connection.
const MOST_PREPARED: usize = 400;

/// A base in a PostgreSQL database.
pub struct Postgres {
    readers: Pool<Link>,
    writer: Writer,
    version: String,
}

impl Postgres {
    /// Opens the base at an address such as `postgres://user@host/database`, makes it where there is none, and brings
    /// it to the newest version.
    ///
    /// # Errors
    /// The server cannot be reached, or the base is newer than this program.
    pub fn open(address: &str) -> Result<Self, Fault> {
        Self::open_at(address, migrate::NEWEST)
    }

    /// The same, brought to an older version: for tests of the way from there.
    ///
    /// # Errors
    /// As [`Postgres::open`].
    pub fn open_at(address: &str, version: i64) -> Result<Self, Fault> {
        let config = Arc::new(config(address)?);
        let mut first = Link::open(&config)?;
        // Several copies may start at once; one of them makes the tables.
        first.batch("BEGIN; SELECT pg_advisory_xact_lock(7235419)")?;
        migrate::migrate(&mut first, version)?;
        first.batch("COMMIT")?;
        let version = first.rows("SELECT current_setting('server_version')", &[])?;
        let version = version.first().map_or(Ok(""), |row| row.text(0))?.to_owned();
        let (reading, writing) = (Arc::clone(&config), config);
        let memory = Arc::new(Memory::default());
        Ok(Self {
            readers: Pool::new(READERS, move || {
                Ok(Link { memory: Some(Arc::clone(&memory)), ..Link::open(&reading)? })
            }),
            writer: Writer::start(move || Link::open(&writing)),
            version,
        })
    }
}

impl Postgres {
    /// One consistent state of every table, for work that copies it.
    pub(crate) fn snapshot<T>(&self, work: impl FnOnce(&mut dyn Session) -> Result<T, Fault>) -> Result<T, Fault> {
        let work = Cell::new(Some(work));
        let begun = Cell::new(false);
        let attempt = || {
            self.readers.lend(|link, pulse| {
                let read = link.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").and_then(|()| {
                    begun.set(true);
                    let done = work.take().map_or(Err(Fault::Lost), |work| work(&mut Heard::new(link, pulse)))?;
                    link.batch("COMMIT").map(|()| done)
                });
                let sound = read.is_ok();
                (read, sound)
            })?
        };
        // Connections that idled while the server was restarted are found broken here; fresh ones may be sound.
        for _ in 0..READERS {
            match attempt() {
                Err(Fault::Unavailable(_)) if !begun.get() => {}
                done => return done,
            }
        }
        attempt()
    }
}

impl Store for Postgres {
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
        format!("PostgreSQL {}", self.version)
    }
}

/// One connection.
pub(crate) struct Link {
    client: Client,
    prepared: HashMap<String, Statement>,
    memory: Option<Arc<Memory>>,
}

fn config(address: &str) -> Result<Config, Fault> {
    let mut config: Config = address.parse().map_err(|error| fault(&error))?;
    config.application_name("didymium").connect_timeout(Duration::from_secs(5));
    // A server that vanished without a word, with its machine or the way to it, is given up after about a minute.
    if config.get_keepalives_interval().is_none() {
        config.keepalives_idle(Duration::from_secs(30)).keepalives_interval(Duration::from_secs(10));
        config.keepalives_retries(3);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(60));
    }
    Ok(config)
}

impl Link {
    /// A connection to a server that holds a base, or is to hold one.
    pub(crate) fn to(address: &str) -> Result<Self, Fault> {
        Self::open(&config(address)?)
    }

    fn open(config: &Config) -> Result<Self, Fault> {
        let mut client = config.connect(NoTls).map_err(|error| fault(&error))?;
        client
            .batch_execute("SET synchronous_commit = on; SET client_min_messages = warning; SET jit = off")
            .map_err(|error| fault(&error))?;
        Ok(Self { client, prepared: HashMap::new(), memory: None })
    }

    fn statement(&mut self, sql: &str) -> Result<Statement, postgres::Error> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        if self.prepared.len() >= MOST_PREPARED {
            self.prepared.clear();
        }
        let statement = self.client.prepare(sql)?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn parameters(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl writer::Connection for Link {
    fn begin(&mut self) -> Result<(), Fault> {
        // Writers of all copies queue for the end of the journal: what one reads, no other changes meanwhile.
        self.batch("BEGIN; SELECT number FROM journal_head FOR UPDATE")
    }
}

impl Session for Link {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn memory(&self) -> Option<Arc<Memory>> {
        self.memory.clone()
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<usize, Fault> {
        let statement = self.statement(sql).map_err(|error| fault(&error))?;
        let changed = self.client.execute(&statement, &parameters(values)).map_err(|error| fault(&error))?;
        Ok(usize::try_from(changed).unwrap_or(usize::MAX))
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        let statement = self.statement(sql).map_err(|error| fault(&error))?;
        let rows = self.client.query(&statement, &parameters(values)).map_err(|error| fault(&error))?;
        taken(&rows)
    }

    fn rows_planned(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        // A statement that is not prepared has its plan for these values alone, and goes there and back once.
        let typed: Vec<(&(dyn ToSql + Sync), Type)> =
            values.iter().map(|value| (value as &(dyn ToSql + Sync), value.kind())).collect();
        taken(&self.client.query_typed(sql, &typed).map_err(|error| fault(&error))?)
    }

    fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        self.client.batch_execute(sql).map_err(|error| fault(&error))
    }
}

fn taken(rows: &[postgres::Row]) -> Result<Vec<Row>, Fault> {
    let row = |row: &postgres::Row| (0..row.len()).map(|at| row.try_get(at)).collect::<Result<_, _>>().map(Row);
    rows.iter().map(row).collect::<Result<_, _>>().map_err(|error| fault(&error))
}

impl Value {
    fn kind(&self) -> Type {
        match self {
            Self::Int(_) => Type::INT8,
            Self::Null | Self::Text(_) => Type::TEXT,
            Self::Bytes(_) => Type::BYTEA,
            Self::Many(_) => Type::INT8_ARRAY,
        }
    }
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut bytes::BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) if *kind == Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
            Self::Int(number) => number.to_sql(&Type::INT8, out),
            Self::Text(text) => text.to_sql(&Type::TEXT, out),
            Self::Bytes(bytes) => bytes.to_sql(&Type::BYTEA, out),
            Self::Many(numbers) => numbers.as_ref().to_sql(&Type::INT8_ARRAY, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::TEXT, Type::VARCHAR, Type::BYTEA, Type::INT8_ARRAY].contains(kind)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match *kind {
            Type::INT8 => i64::from_sql(kind, raw).map(Self::Int),
            Type::INT4 => i32::from_sql(kind, raw).map(|number| Self::Int(number.into())),
            Type::BYTEA => Vec::from_sql(kind, raw).map(Self::Bytes),
            _ => String::from_sql(kind, raw).map(Self::Text),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::TEXT, Type::VARCHAR, Type::BYTEA, Type::NAME, Type::UNKNOWN].contains(kind)
    }
}

pub(crate) fn fault(error: &postgres::Error) -> Fault {
    let said = match error.as_db_error() {
        Some(error) => format!("{} ({})", error.message(), error.code().code()),
        None => error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}")),
    };
    // The classes of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
    match error.code().map(postgres::error::SqlState::code) {
        None => Fault::Unavailable(said),
        Some("53100") => Fault::Full(said),
        Some("25006") => Fault::ReadOnly(said),
        Some(code) if code.starts_with("08") || code.starts_with("57") || code.starts_with("53") => {
            Fault::Unavailable(said)
        }
        Some(code) if code.starts_with("XX") || code.starts_with("58") => Fault::Damaged(said),
        Some(_) => Fault::Refused(said),
    }
}
