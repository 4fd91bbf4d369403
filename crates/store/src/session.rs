//! One connection inside a transaction, as the shared SQL sees it: statements in, rows out.

use std::sync::Arc;

use base::store::Fault;

use crate::memory::Memory;

/// Which SQL is spoken, where the two differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// A value in a statement or a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number; times are milliseconds.
    Int(i64),
    /// A text; ids and days are texts.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Whole numbers in ascending order; see `among`.
    Many(Arc<[i64]>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<measure::Timestamp> for Value {
    fn from(at: measure::Timestamp) -> Self {
        Self::Int(at.as_milliseconds())
    }
}

/// A row of an answer.
#[derive(Clone, Debug)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The whole number in a column.
    ///
    /// # Errors
    /// There is none.
    pub fn int(&self, column: usize) -> Result<i64, Fault> {
        match self.0.get(column) {
            Some(Value::Int(number)) => Ok(*number),
            Some(Value::Null | Value::Text(_) | Value::Bytes(_) | Value::Many(_)) | None => {
                Err(unexpected(column, "a whole number"))
            }
        }
    }

    /// The text in a column.
    ///
    /// # Errors
    /// There is none.
    pub fn text(&self, column: usize) -> Result<&str, Fault> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Ok(text),
            Some(Value::Null | Value::Int(_) | Value::Bytes(_) | Value::Many(_)) | None => {
                Err(unexpected(column, "a text"))
            }
        }
    }

    /// The bytes in a column; `None` where it holds nothing.
    ///
    /// # Errors
    /// There is something else.
    pub fn bytes(&self, column: usize) -> Result<Option<&[u8]>, Fault> {
        match self.0.get(column) {
            Some(Value::Bytes(bytes)) => Ok(Some(bytes)),
            Some(Value::Null) => Ok(None),
            Some(Value::Int(_) | Value::Text(_) | Value::Many(_)) | None => Err(unexpected(column, "bytes")),
        }
    }

    /// A text read as something else.
    ///
    /// # Errors
    /// It cannot be.
    pub fn parsed<T: std::str::FromStr>(&self, column: usize) -> Result<T, Fault> {
        let text = self.text(column)?;
        text.parse().map_err(|_| Fault::Damaged(format!("“{text}” in column {column}")))
    }

    /// A text read as something else; `None` where it is empty.
    ///
    /// # Errors
    /// It cannot be.
    pub fn optional<T: std::str::FromStr>(&self, column: usize) -> Result<Option<T>, Fault> {
        if self.text(column)?.is_empty() { Ok(None) } else { self.parsed(column).map(Some) }
    }

    /// A time.
    ///
    /// # Errors
    /// There is none.
    pub fn time(&self, column: usize) -> Result<measure::Timestamp, Fault> {
        let at = self.int(column)?;
        measure::Timestamp::from_milliseconds(at).map_err(|why| Fault::Damaged(why.to_string()))
    }
}

fn unexpected(column: usize, wanted: &str) -> Fault {
    Fault::Damaged(format!("column {column} does not hold {wanted}"))
}

/// A connection inside a transaction.
pub trait Session {
    /// Which SQL it speaks.
    fn dialect(&self) -> Dialect;

    /// What readers of this base remember; a writer does not, since it sees what may never come to be.
    fn memory(&self) -> Option<Arc<Memory>>;

    /// Runs a statement with values for `$1`, `$2` and so on; how many rows it changed.
    ///
    /// # Errors
    /// The database's.
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<usize, Fault>;

    /// Asks a question with values for `$1`, `$2` and so on.
    ///
    /// # Errors
    /// The database's.
    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault>;

    /// The same for a question made up for its values: which way is the quickest depends on them.
    ///
    /// # Errors
    /// The database's.
    fn rows_planned(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault>;

    /// Runs several statements without values.
    ///
    /// # Errors
    /// The database's.
    fn batch(&mut self, sql: &str) -> Result<(), Fault>;
}
