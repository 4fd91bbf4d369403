//! Whether the words by which SQLite finds records are those of the records: its index keeps no text that the database
//! itself could compare it with.

use base::store::Fault;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::full_text;
use crate::session::{Dialect, Session};
use crate::sqlite::fault;

/// Records whose words are indexed at once to be compared.
const AT_ONCE: usize = 1_000;
/// Prints are so short that as many can be added up as a base could hold words.
const BITS: u32 = 36;

/// How many words stand in an index, and the sum of their prints, those of how many words each record has among them.
const SUM: &str = "SELECT count(*), coalesce(sum(print), 0) FROM \
                   (SELECT word_print(term, doc, offset) AS print FROM temp.record_word \
                   UNION ALL SELECT word_print(sz, id, -1) FROM main.record_text_docsize) prints";
const SHOW: &str = "CREATE VIRTUAL TABLE temp.record_word USING fts5vocab(main, record_text, instance)";

/// The words that the records have, in an index of its own.
pub struct Words {
    memory: Connection,
    waiting: usize,
    expected: (i64, i64),
}

impl Words {
    /// None so far; `None` for a database that is not SQLite.
    ///
    /// # Errors
    /// There is no memory.
    pub fn new(session: &dyn Session) -> Result<Option<Self>, Fault> {
        if session.dialect() == Dialect::Postgres {
            return Ok(None);
        }
        let memory = Connection::open_in_memory().map_err(|error| fault(&error))?;
        learn(&memory).map_err(|error| fault(&error))?;
        memory.execute_batch(&format!("{}; {SHOW}", full_text::SQLITE)).map_err(|error| fault(&error))?;
        Ok(Some(Self { memory, waiting: 0, expected: (0, 0) }))
    }

    /// Those of one more record.
    ///
    /// # Errors
    /// There is no memory.
    pub fn add(&mut self, serial: i64, words: &str) -> Result<(), Fault> {
        let added = self
            .memory
            .prepare_cached("INSERT INTO record_text (rowid, words) VALUES ($1, $2)")
            .and_then(|mut insert| insert.execute((serial, full_text::line(words))));
        added.map_err(|error| fault(&error))?;
        self.waiting += 1;
        if self.waiting >= AT_ONCE { self.sum() } else { Ok(()) }
    }

    fn sum(&mut self) -> Result<(), Fault> {
        let summed = self.memory.query_row(SUM, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)));
        let (count, sum) = summed.map_err(|error| fault(&error))?;
        self.expected = (self.expected.0 + count, self.expected.1 + sum);
        self.waiting = 0;
        let emptied = self.memory.execute_batch("INSERT INTO record_text (record_text) VALUES ('delete-all')");
        emptied.map_err(|error| fault(&error))
    }

    /// Whether the base finds its records by these words and no others.
    ///
    /// # Errors
    /// The database's.
    pub fn are_kept(mut self, session: &mut dyn Session) -> Result<bool, Fault> {
        self.sum()?;
        let shut = session.rows("PRAGMA query_only", &[])?.first().map_or(Ok(0), |row| row.int(0))?;
        session.batch(&format!("PRAGMA query_only = 0; {SHOW}"))?;
        let kept = session.rows(SUM, &[]);
        session.batch(&format!("DROP TABLE temp.record_word; PRAGMA query_only = {shut}"))?;
        let kept = kept?;
        let row = kept.first().ok_or(Fault::Lost)?;
        Ok((row.int(0)?, row.int(1)?) == self.expected)
    }
}

/// Teaches a connection the print of a word at its place (FNV-1a of its bytes, of its record and of its offset).
pub fn learn(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("word_print", 3, flags, |context| {
        let (doc, offset): (i64, i64) = (context.get(1)?, context.get(2)?);
        let term = context.get_raw(0).as_bytes_or_null()?.unwrap_or_default();
        let bytes = term.iter().copied().chain(doc.to_le_bytes()).chain(offset.to_le_bytes());
        let print = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |print, byte| {
            (print ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Ok(i64::try_from(print >> (u64::BITS - BITS)).unwrap_or(i64::MAX))
    })
}
