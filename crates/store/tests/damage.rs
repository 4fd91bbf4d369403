//! A bit that flips in the file of a base: `verify` finds it wherever a reader could.
#![allow(clippy::unwrap_used, reason = "tests may stop where something is not as it should be")]

mod both;

use std::collections::BTreeMap;
use std::path::Path;

use base::files::Files;
use base::people::Role;
use both::{member, need, organisation};
use didymium_store::{Address, Database, file_in, verify};
use rusqlite::Connection;
use rusqlite::types::Value;

/// A base with records, people and a journal, as bytes at rest.
fn sound(folder: &Path) -> Vec<u8> {
    let database = Database::open(&Address::File(file_in(folder))).unwrap();
    let owner = organisation(&database, "示例甲公司");
    for number in 0..150 {
        need(&database, owner, &format!("降低第{number}号磁体的镝用量"), ["public", "members"][number % 2], 1);
    }
    for number in 0..20 {
        member(&database, &format!("someone{number}"), &[Role::Auditor], &[(owner, number % 2 == 0)]);
    }
    drop(database);
    let connection = Connection::open(file_in(folder)).unwrap();
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE").unwrap();
    drop(connection);
    std::fs::read(file_in(folder)).unwrap()
}

/// Everything that anybody can read: every row of every table by the table; nothing where it cannot be read.
fn read(file: &Path) -> Option<BTreeMap<String, Vec<Vec<Value>>>> {
    let connection = Connection::open(file).ok()?;
    let rows = |sql: &str| -> rusqlite::Result<Vec<Vec<Value>>> {
        let mut statement = connection.prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((0..columns).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?);
        }
        Ok(found)
    };
    let schema = rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").ok()?;
    let names: Vec<String> = schema
        .iter()
        .filter(|row| row[0] == Value::Text("table".to_owned()) && !format!("{:?}", row[3]).contains("VIRTUAL"))
        .filter_map(|row| if let Value::Text(name) = &row[1] { Some(name.clone()) } else { None })
        .collect();
    let mut all = BTreeMap::from([("sqlite_schema".to_owned(), schema)]);
    // The blocks of the words hold marks that are read when blocks are merged and never by a question; what can be read of
    // them is which words stand where, and what a question for each finds.
    // Nor does a question read in which of them a record's words were written: that is read when they are replaced.
    for name in names.into_iter().filter(|name| name != "record_text_data") {
        let columns = if name == "record_text_docsize" { "id, sz" } else { "*" };
        let found = rows(&format!("SELECT {columns} FROM \"{name}\"")).ok()?;
        all.insert(name, found);
    }
    connection.execute_batch("CREATE VIRTUAL TABLE temp.place USING fts5vocab(main, record_text, instance)").ok()?;
    let placed = rows("SELECT * FROM temp.place ORDER BY term, doc, \"offset\"").ok()?;
    let words: std::collections::BTreeSet<String> = placed
        .iter()
        .filter_map(|row| if let Value::Text(word) = &row[0] { Some(word.clone()) } else { None })
        .collect();
    for word in words {
        let asked = word.replace('"', "\"\"").replace('\'', "''");
        let question = format!("SELECT rowid FROM record_text WHERE record_text MATCH '\"{asked}\"'");
        all.insert(format!("record_text {word}"), rows(&question).ok()?);
    }
    all.insert("record_text".to_owned(), placed);
    Some(all)
}

/// Places in the file, the same at every run (splitmix64, Steele et al. 2014).
fn places(most: usize, count: usize) -> impl Iterator<Item = (usize, u8)> {
    let mut state = 20_260_131_u64;
    std::iter::repeat_with(move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        (usize::try_from(mixed >> 8).unwrap() % most, 1 << (mixed & 7))
    })
    .take(count)
}

/// Whether a base with these bytes is found to be damaged.
fn found(bytes: &[u8]) -> (bool, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(file_in(folder.path()), bytes).unwrap();
    let files = Files::new(&folder.path().join("files"));
    let verified = Database::open(&Address::File(file_in(folder.path())))
        .and_then(|database| verify(&database, &files, &mut |_| ()));
    (!verified.is_ok_and(|verified| verified.is_sound()), folder)
}

/// Tables of which the journal keeps no digest: a text in them that flips into another text cannot be told from one
/// that was written so.
const WITHOUT_DIGEST: [&str; 11] = [
    "account",
    "answered",
    "attempt",
    "decision",
    "import",
    "import_row",
    "membership",
    "saved_search",
    "session",
    "setting",
    "token",
];

/// What becomes of a flipped bit.
enum Outcome {
    /// It is found.
    Found,
    /// Nobody reads it.
    Unread,
    /// In these tables something else is read now, and nothing is said.
    Missed(Vec<String>),
}

/// A base at rest, and everything that is read of it.
struct Base {
    bytes: Vec<u8>,
    reads: BTreeMap<String, Vec<Vec<Value>>>,
}

impl Base {
    fn flipped(&self, at: usize, bit: u8) -> Outcome {
        let mut bytes = self.bytes.clone();
        bytes[at] ^= bit;
        let (is_found, folder) = found(&bytes);
        if is_found {
            return Outcome::Found;
        }
        let now = read(&file_in(folder.path())).expect("what cannot be read is not sound");
        let changed: Vec<String> =
            now.into_iter().filter(|(name, rows)| self.reads.get(name) != Some(rows)).map(|(name, _)| name).collect();
        if changed.is_empty() { Outcome::Unread } else { Outcome::Missed(changed) }
    }
}

#[test]
fn a_flipped_bit_is_found_wherever_records_words_or_the_journal_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = sound(folder.path());
    assert!(!found(&bytes).0);
    let base = Base { bytes, reads: read(&file_in(folder.path())).unwrap() };
    let (mut seen, mut unread, mut missed) = (0, 0, Vec::new());
    for (at, bit) in places(base.bytes.len(), 600) {
        match base.flipped(at, bit) {
            Outcome::Found => seen += 1,
            Outcome::Unread => unread += 1,
            Outcome::Missed(names) => missed.push((at, names)),
        }
    }
    println!("{seen} found, {unread} where nobody reads, {} missed", missed.len());
    missed.retain(|(_, names)| !names.iter().all(|name| WITHOUT_DIGEST.contains(&name.as_str())));
    assert!(missed.is_empty(), "{missed:?}");
    assert!(seen > 200, "only {seen} were anywhere near what is read");
}

#[test]
fn damage_to_a_record_to_its_words_and_to_the_journal_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = sound(folder.path());
    let connection = Connection::open(file_in(folder.path())).unwrap();
    let blob = |sql: &str| -> Vec<u8> { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
    let base = Base { bytes, reads: read(&file_in(folder.path())).unwrap() };
    // What is looked for in the file, and how often it stands there at least.
    let table = [
        ("a title", "降低第77号磁体的镝用量".as_bytes().to_vec(), 3),
        ("a payload of the journal", "\"title_zh\":\"降低第77号".as_bytes().to_vec(), 1),
        ("a hash of the journal", blob("SELECT hash FROM journal WHERE number = 77"), 1),
        ("the head of the journal", blob("SELECT hash FROM journal_head"), 1),
        ("a salt", blob("SELECT salt FROM journal WHERE number = 77"), 1),
        ("a block of the words", blob("SELECT block FROM record_text_data ORDER BY length(block) DESC LIMIT 1"), 0),
    ];
    for (what, wanted, least) in table {
        // A long value goes on elsewhere: its beginning is found, and every eleventh byte of that is flipped.
        let start = &wanted[..wanted.len().min(400)];
        let stands = base.bytes.windows(start.len()).enumerate().filter(|(_, bytes)| *bytes == start);
        let mut places = 0;
        for (at, _) in stands {
            for byte in (at..at + start.len()).step_by(11) {
                match base.flipped(byte, 4) {
                    Outcome::Found => places += 1,
                    Outcome::Unread => {}
                    Outcome::Missed(names) => panic!("{what}: byte {byte}, {names:?}"),
                }
            }
        }
        assert!(places >= least.max(1), "{what}: {places} places");
    }
}
