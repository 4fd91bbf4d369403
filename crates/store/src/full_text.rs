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
            let words: Vec<String> = words.split(' ').map(cut).collect();
            session.run(
                "INSERT INTO record_text (rowid, words) VALUES ($1, $2)",
                &[Value::Int(serial), words.join(" ").into()],
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

/// The records that answer the question in parameter `at`, as `serial`.
pub fn answers(dialect: Dialect, at: usize) -> String {
    match dialect {
        Dialect::Sqlite => format!("SELECT rowid AS serial FROM record_text WHERE record_text MATCH ${at}"),
        Dialect::Postgres => {
            format!("SELECT t.record AS serial FROM record_text t WHERE t.words @@ (${at}::text)::tsquery")
        }
    }
}

/// The condition that the words of record `r` answer the question in parameter `at`, asked of each record.
pub fn condition(dialect: Dialect, at: usize) -> String {
    match dialect {
        Dialect::Sqlite => {
            format!("EXISTS (SELECT 1 FROM record_text WHERE record_text MATCH ${at} AND rowid = r.serial)")
        }
        Dialect::Postgres => {
            format!(
                "EXISTS (SELECT 1 FROM record_text t WHERE t.words @@ (${at}::text)::tsquery AND t.record = r.serial)"
            )
        }
    }
}

/// Whether at most `most` records answer a question, whoever asks.
pub fn is_rare(session: &mut dyn Session, question: &str, most: i64) -> Result<bool, Fault> {
    let sql = match session.dialect() {
        Dialect::Sqlite => "SELECT count(*) FROM (SELECT 1 FROM record_text WHERE record_text MATCH $1 LIMIT $2) few",
        Dialect::Postgres => {
            "SELECT count(*) FROM (SELECT 1 FROM record_text WHERE words @@ ($1::text)::tsquery LIMIT $2) few"
        }
    };
    let rows = session.rows(sql, &[question.into(), Value::Int(most + 1)])?;
    Ok(rows.first().map_or(Ok(0), |row| row.int(0))? <= most)
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "''").replace('\\', "\\\\"))
}
