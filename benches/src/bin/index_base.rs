//! Fills a base on SQLite with records by the million, so that the building of its index can be timed.
//!
//! `cargo run --release -p didymium-benches --bin index_base FOLDER [RECORDS]`, then
//! `/usr/bin/time -v didymium index rebuild --dir FOLDER`. The texts are those of `match_speed`, drawn with a seed; four
//! of five are public. Each record is written by the same verb as anybody's, with its entry in the journal; many share a
//! commit. A folder that is half filled is filled up.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use base::Trouble;
use base::record::verb::{Beginning, create};
use base::record::{Given, Kind, RecordId};
use base::store::Store;
use didymium_benches::base_filled::{draw, operator, organisations};
use didymium_benches::texts::Wordbook;
use retrieval::{Field, Partition};
use store::Sqlite;

/// Records that share a commit.
const AT_ONCE: u64 = 500;
/// Organisations that own them.
const OWNERS: u64 = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().ok_or("name a folder")?);
    let records: u64 = words.next().map_or(Ok(1_000_000), |word| word.parse())?;
    std::fs::create_dir_all(&folder)?;
    let database = Sqlite::open(&folder.join("base.sqlite"))?;
    let store: &dyn Store = &database;
    let there = store.reading(|shelf| shelf.head())?.number;
    let owners = if there == 0 { organisations(store, OWNERS)? } else { known(store)? };
    let (wordbook, owners, begun) = (Arc::new(Wordbook::default()), Arc::new(owners), Instant::now());
    let first = there.saturating_sub(OWNERS);
    let mut done = first;
    while done < records {
        let until = (done + AT_ONCE).min(records);
        let (wordbook, owners) = (Arc::clone(&wordbook), Arc::clone(&owners));
        store.writing(move |shelf| {
            for number in done..until {
                let (kind, given) = record(&wordbook, number, &owners);
                create(shelf, &operator(), kind, &given, Beginning::Published)?;
            }
            Ok::<_, Trouble>(())
        })?;
        done = until;
        if done.is_multiple_of(50_000) {
            let rate = (done - first) as f64 / begun.elapsed().as_secs_f64();
            println!("{done} records, {rate:.0} a second");
        }
    }
    println!("{done} records; filled in {:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// The organisations of a base that was begun before: its first entries.
fn known(store: &dyn Store) -> Result<Vec<RecordId>, Box<dyn Error>> {
    let entries = store.reading(|shelf| shelf.entries(0, usize::try_from(OWNERS).unwrap_or_default()))?;
    let id = |object: &str| object.strip_prefix("organisation:").and_then(|id| id.parse().ok());
    entries
        .iter()
        .map(|entry| id(&entry.object).ok_or_else(|| "this base was not filled by index_base".into()))
        .collect()
}

/// The record of a number: one of five is a need, the others are achievements.
fn record(wordbook: &Wordbook, number: u64, owners: &[RecordId]) -> (Kind, Vec<(String, Given)>) {
    let document = wordbook.document(number);
    let mut given: Vec<(String, Given)> = Vec::new();
    let mut say = |name: &str, value: &str| given.push((name.to_owned(), Given::Text(value.to_owned())));
    let kind = if draw(number ^ 0x11).is_multiple_of(5) { Kind::Need } else { Kind::Achievement };
    for text in &document.texts {
        let name = match (text.field, text.partition) {
            (Field::Title, Partition::Chinese) => "title_zh",
            (Field::Title, Partition::English) => "title_en",
            (Field::Body, Partition::Chinese) => "summary_zh",
            (Field::Body, Partition::English) => "summary_en",
        };
        say(name, &text.text);
    }
    let owner = usize::try_from(draw(number ^ 0x13)).unwrap_or_default() % owners.len().max(1);
    say("owner", &owners[owner].to_string());
    say("visibility", if document.audience == retrieval::Audience::Public { "public" } else { "members" });
    say("sample", "是");
    if kind == Kind::Need {
        say("problem", document.texts.first().map_or("—", |text| text.text.as_str()));
    } else {
        say("achievement_type", "material");
    }
    (kind, given)
}
