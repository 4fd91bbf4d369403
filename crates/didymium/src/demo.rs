//! The demo base: its records and accounts out of the tables that ship, written by the same verbs as anybody's.

use std::sync::Arc;

use base::people::verb::{AccountChange, NewAccount, change_account, create_account, join};
use base::people::{PasswordHash, Role, Viewer};
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Given, Kind, Places, RecordId};
use base::store::{Shelf, Store};
use base::{Refusal, Trouble};
use measure::{Clock, SystemClock};

use crate::stop::Stop;
use crate::{demo_call, demo_cooperation, demo_deal, demo_ledger, demo_platform, demo_rules};

/// The tables, file by file.
const TABLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/demo.rs"));
const ACCOUNTS: &str = "accounts.csv";
/// The password of every sample account; the demo prints it.
pub const PASSWORD: &str = "demo-镨钕-2026";

/// A sample account, as the demo prints it.
pub struct Sample {
    /// The name it signs in with.
    pub login: String,
    /// What to call it.
    pub name: String,
    /// Its roles, or the organisation it acts for.
    pub stands_for: String,
}

/// Fills a base that holds nothing with the sample records and accounts; gives the accounts in any case.
///
/// # Errors
/// A row is refused: by file and row.
pub fn fill(store: &Arc<dyn Store>, places: &Places) -> Result<Vec<Sample>, Stop> {
    let number = store.reading(|shelf| shelf.head().map(|head| head.number))?;
    let rows = rows(ACCOUNTS)?;
    if number == 0 {
        let of_records = |file: &str| file.strip_suffix(".csv").is_some() && file != ACCOUNTS;
        for (file, _) in TABLES.iter().filter(|(file, _)| of_records(file)) {
            records(store, file, places)?;
        }
        accounts(store, &rows, places)?;
        demo_ledger::fill(store, occasion(places))?;
        demo_rules::fill(store, occasion(places))?;
        demo_deal::fill(store, places)?;
        demo_call::fill(store, places)?;
        demo_platform::fill(store, places)?;
        demo_cooperation::fill(store, places)?;
    }
    let sample = |row: &Vec<String>| Sample {
        login: row[0].clone(),
        name: row[1].clone(),
        stands_for: [row[3].as_str(), row[4].as_str()]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" · "),
    };
    Ok(rows.iter().map(sample).collect())
}

fn occasion(places: &Places) -> Occasion {
    Occasion { viewer: Viewer::Operator, now: SystemClock.now(), places: places.clone() }
}

/// The records of one file, in one transaction: `07-need.csv` holds needs.
fn records(store: &Arc<dyn Store>, file: &'static str, places: &Places) -> Result<(), Stop> {
    let code = file.trim_end_matches(".csv").split_once('-').map_or(file, |(_, code)| code);
    let kind =
        Kind::of_code(code).ok_or_else(|| Refusal::NoSuchWord { word: code.to_owned(), known: String::new() })?;
    let (header, rows) = table(file)?;
    let occasion = occasion(places);
    store.writing(move |shelf| {
        for (at, row) in rows.into_iter().enumerate() {
            let given: Vec<(String, Given)> = header.iter().cloned().zip(row.into_iter().map(Given::Text)).collect();
            let written = create(shelf, &occasion, kind, &given, Beginning::Published);
            written.map_err(|trouble| Stop::DemoRow {
                file: file.to_owned(),
                row: at + 2,
                why: Box::new(trouble.into()),
            })?;
        }
        Ok(())
    })
}

fn accounts(store: &Arc<dyn Store>, rows: &[Vec<String>], places: &Places) -> Result<(), Stop> {
    let hash = PasswordHash::of(PASSWORD)?;
    let (occasion, rows) = (occasion(places), rows.to_vec());
    store.writing(move |shelf| {
        for (at, row) in rows.iter().enumerate() {
            let made = account(shelf, &occasion, row, &hash);
            made.map_err(|trouble| Stop::DemoRow {
                file: ACCOUNTS.to_owned(),
                row: at + 2,
                why: Box::new(trouble.into()),
            })?;
        }
        Ok(())
    })
}

fn account(shelf: &mut dyn Shelf, occasion: &Occasion, row: &[String], hash: &PasswordHash) -> Result<(), Trouble> {
    let roles: Vec<Role> = row[3].split_whitespace().map(Role::of_code).collect::<Result<_, _>>()?;
    let new = NewAccount {
        login: row[0].clone(),
        name: row[1].clone(),
        language: row[2].clone(),
        password: Some(hash.clone()),
        roles,
        ..NewAccount::default()
    };
    let account = create_account(shelf, occasion, new)?;
    if let Some(organisation) = titled(shelf, Kind::Organisation, &row[4])? {
        join(shelf, occasion, account.id, organisation, row[5] == "yes")?;
    }
    if let Some(person) = titled(shelf, Kind::Person, &row[6])? {
        let change = AccountChange { person: Some(Some(person)), ..AccountChange::default() };
        change_account(shelf, occasion, account.id, change)?;
    }
    Ok(())
}

/// The one record of this title; `None` where no title is given.
fn titled(shelf: &mut dyn Shelf, kind: Kind, title: &str) -> Result<Option<RecordId>, Trouble> {
    if title.is_empty() {
        return Ok(None);
    }
    let found = shelf.titled(&[kind], title, &Viewer::Operator.reach(), 1)?;
    let found = found.first().map(|titled| titled.id);
    found.map(Some).ok_or_else(|| Refusal::NotFound {}.into())
}

fn rows(file: &str) -> Result<Vec<Vec<String>>, Stop> {
    table(file).map(|(_, rows)| rows)
}

fn table(file: &str) -> Result<(Vec<String>, Vec<Vec<String>>), Stop> {
    let bytes = TABLES.iter().find(|(name, _)| *name == file).map_or(&[][..], |(_, bytes)| bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let failed = |error: csv::Error| Stop::unreadable(file.as_ref(), std::io::Error::other(error));
    let header = reader.headers().map_err(failed)?.iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.map(|row| row.iter().map(str::to_owned).collect()));
    Ok((header, rows.collect::<Result<_, _>>().map_err(failed)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_written_and_the_journal_is_one_chain() {
        let folder = tempfile::tempdir().unwrap();
        let address = store::Address::File(folder.path().join("base.sqlite"));
        let store: Arc<dyn Store> = Arc::new(store::Database::open(&address).unwrap());
        let pack = chain::Pack::read(&crate::pack::shipped()).unwrap();
        let filled = fill(&store, &Places::of(&pack));
        let samples = filled.unwrap_or_else(|stop| panic!("{:?}", stop.sentences(web::language::Messages::default())));
        assert!(samples.iter().any(|sample| sample.stands_for.contains("administrator")));
        let held = store.reading(|shelf| shelf.kinds_held(&Viewer::Operator.reach(), 1000)).unwrap();
        for (kind, count) in held {
            assert!(count > 0, "the demo has no {kind}");
        }
        // A second start finds it filled.
        let before = store.reading(|shelf| shelf.head()).unwrap();
        assert_eq!(fill(&store, &Places::of(&pack)).unwrap_or_default().len(), samples.len());
        assert_eq!(store.reading(|shelf| shelf.head()).unwrap(), before);
        let database = store::Database::open(&address).unwrap();
        let files = base::files::Files::new(folder.path());
        assert!(store::verify(&database, &files, &mut |_| ()).unwrap().is_sound());
    }
}
