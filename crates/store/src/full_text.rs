//! Looking for words: FTS5 in SQLite, `tsvector` in PostgreSQL. The words are cut by the base, not by the database, so
//! that both find the same.

use base::record::Part;
use base::store::Fault;

use crate::session::{Dialect, Session, Value};

/// A table of words without the texts they came from.
pub const SQLITE: &str = "CREATE VIRTUAL TABLE record_text USING fts5 \
    (words, content = '', contentless_delete = 1, detail = full, tokenize = 'unicode61 remove_diacritics 0')";

/// The same, with an index from words to records.
pub const POSTGRES: &str = "CREATE TABLE record_text \
    (record BIGINT PRIMARY KEY REFERENCES record (serial) ON DELETE CASCADE, words tsvector NOT NULL); \
    CREATE INDEX record_text_words ON record_text USING gin (words)";

/// The longest word kept; longer ones are cut, here and in questions.
const LONGEST: usize = 60;

/// Writes the words of a record.
pub fn put(session: &mut dyn Session, serial: i64, words: &str, new: bool) -> Result<(), Fault> {
    match session.dialect() {
        Dialect::Sqlite => {
            if !new {
                session.run("DELETE FROM record_text WHERE rowid = $1", &[Value::Int(serial)])?;
            }
            session.run(
                "INSERT INTO record_text (rowid, words) VALUES ($1, $2)",
                &[Value::Int(serial), line(words).into()],
            )?;
        }
        Dialect::Postgres => {
            // A position beyond 16383 is not kept; a word keeps at most 256 of them.
            let words = words.split(' ').filter(|word| !word.is_empty()).take(16_000);
            let placed: Vec<String> = words.zip(1..).map(|(word, at)| format!("{}:{at}", quoted(&cut(word)))).collect();
            session.run(
                "INSERT INTO record_text (record, words) VALUES ($1, ($2::text)::tsvector) \
                 ON CONFLICT (record) DO UPDATE SET words = EXCLUDED.words",
                &[Value::Int(serial), placed.join(" ").into()],
            )?;
        }
    }
    Ok(())
}

/// Words as SQLite is given them.
pub fn line(words: &str) -> String {
    let words: Vec<String> = words.split(' ').map(cut).collect();
    words.join(" ")
}

/// The question for all parts, in the database's own words.
pub fn question(dialect: Dialect, parts: &[Part]) -> String {
    let part = |part: &Part| {
        let words: Vec<String> = part.words.iter().map(|word| cut(word)).collect();
        match dialect {
            Dialect::Sqlite => {
                let phrase: Vec<String> =
                    words.iter().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
                format!("{}{}", phrase.join(" + "), if part.open { " *" } else { "" })
            }
            Dialect::Postgres => {
                let mut phrase: Vec<String> = words.iter().map(|word| quoted(word)).collect();
                if let (true, Some(last)) = (part.open, phrase.last_mut()) {
                    last.push_str(":*");
                }
                format!("({})", phrase.join(" <-> "))
            }
        }
    };
    let parts: Vec<String> = parts.iter().map(part).collect();
    match dialect {
        Dialect::Sqlite => parts.join(" AND "),
        Dialect::Postgres => parts.join(" & "),
    }
}

/// Asks for the serials of the records that answer the question in `$1`.
pub fn answers(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "SELECT rowid FROM record_text WHERE record_text MATCH $1",
        Dialect::Postgres => "SELECT record FROM record_text WHERE words @@ ($1::text)::tsquery",
    }
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "''").replace('\\', "\\\\"))
}
