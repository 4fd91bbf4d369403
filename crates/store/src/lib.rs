//! The innovation base in SQLite and in PostgreSQL, behind one contract.
//!
//! The SQL stands once, in `shelf/`, in words that both databases accept; where one lacks something, a file named for
//! it has both ways (`full_text`, `shelf/bookings`). `tests/contract.rs` asks both the same questions.

mod among;
mod backup;
mod copy;
mod database;
mod full_text;
mod memory;
mod migrate;
mod pool;
mod postgres;
mod pulse;
mod session;
mod shelf;
mod sqlite;
mod verify;
mod words;
mod writer;

pub use backup::{NoBackup, backup, restore};
pub use database::{Address, Database, file_in};
pub use postgres::Postgres;
pub use sqlite::Sqlite;
pub use verify::{Verified, verify};
