//! One of the two databases, by its address, and what is done with a whole base: back up, restore, verify.

use std::path::{Path, PathBuf};

use base::store::{Fault, Reading, Store, Writing};

use crate::session::Session;
use crate::{Postgres, Sqlite};

/// Where a base is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// In a file of SQLite.
    File(PathBuf),
    /// In a PostgreSQL database: `postgres://user@host/database`.
    Server(String),
}

impl Address {
    /// Reads an address: `postgres://…` is a server, anything else a file.
    pub fn of(text: &str) -> Self {
        let server = ["postgres://", "postgresql://"].iter().any(|start| text.starts_with(start));
        if server { Self::Server(text.to_owned()) } else { Self::File(PathBuf::from(text)) }
    }
}

/// The address as it may be shown: without a password.
impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Server(address) => {
                let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
                let shown = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
                let shown = shown.split_once('?').map_or(shown, |(shown, _)| shown);
                write!(f, "{scheme}://{shown}")
            }
        }
    }
}

/// An open base.
pub enum Database {
    /// In a file.
    Sqlite(Sqlite),
    /// On a server.
    Postgres(Postgres),
}

impl Database {
    /// Opens a base, makes it where there is none, and brings it to the newest version.
    ///
    /// # Errors
    /// It cannot be reached, is no base, or is newer than this program.
    pub fn open(address: &Address) -> Result<Self, Fault> {
        Ok(match address {
            Address::File(path) => Self::Sqlite(Sqlite::open(path)?),
            Address::Server(address) => Self::Postgres(Postgres::open(address)?),
        })
    }

    fn store(&self) -> &dyn Store {
        match self {
            Self::Sqlite(store) => store,
            Self::Postgres(store) => store,
        }
    }

    /// One consistent state of every table.
    pub(crate) fn snapshot<T>(&self, work: impl FnOnce(&mut dyn Session) -> Result<T, Fault>) -> Result<T, Fault> {
        match self {
            Self::Sqlite(store) => store.snapshot(work),
            Self::Postgres(store) => store.snapshot(work),
        }
    }
}

impl Store for Database {
    fn read(&self, work: Reading) -> Result<(), Fault> {
        self.store().read(work)
    }

    fn write(&self, work: Writing) -> Result<(), Fault> {
        self.store().write(work)
    }

    fn engine(&self) -> String {
        self.store().engine()
    }
}

/// The file of a base kept in a folder.
pub fn file_in(folder: &Path) -> PathBuf {
    folder.join("base.sqlite")
}
