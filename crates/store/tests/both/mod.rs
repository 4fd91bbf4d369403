//! Both databases, each fresh, behind one face.
#![allow(clippy::unwrap_used, dead_code, reason = "tests' own support, of which no test needs everything")]

use std::path::PathBuf;
use std::sync::Arc;

use base::people::{Account, AccountId, AccountState, Member, PasswordHash, Role, Standing, Viewer};
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Given, Kind, Places, Record, RecordId};
use base::store::{Shelf, Store};
use didymium_store::{Postgres, Sqlite};
use measure::Timestamp;

/// A store, and what it needs to live.
pub struct Fresh {
    pub name: &'static str,
    pub store: Arc<dyn Store>,
    pub address: String,
    _folder: Option<tempfile::TempDir>,
}

/// A new base in each database.
pub fn both() -> [Fresh; 2] {
    let folder = tempfile::tempdir().unwrap();
    let file: PathBuf = folder.path().join("base.sqlite");
    let sqlite = Sqlite::open(&file).unwrap();
    let address = test_postgres::shared().database();
    let postgres = Postgres::open(&address).unwrap();
    [
        Fresh { name: "SQLite", store: Arc::new(sqlite), address: file.display().to_string(), _folder: Some(folder) },
        Fresh { name: "PostgreSQL", store: Arc::new(postgres), address, _folder: None },
    ]
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_milliseconds(1_790_000_000_000 + 1000 * second).unwrap()
}

pub fn by(viewer: Viewer, second: i64) -> Occasion {
    Occasion { viewer, now: at(second), places: Places::default() }
}

pub fn operator(second: i64) -> Occasion {
    by(Viewer::Operator, second)
}

pub fn texts(given: &[(&str, &str)]) -> Vec<(String, Given)> {
    given.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect()
}

/// An organisation, published, for everybody.
pub fn organisation(store: &dyn Store, title: &str) -> RecordId {
    let given = texts(&[("title_zh", title), ("party_type", "central-soe"), ("visibility", "public")]);
    store
        .writing(move |shelf| create(shelf, &operator(0), Kind::Organisation, &given, Beginning::Published))
        .unwrap()
        .id
}

/// A need of an organisation, published.
pub fn need(store: &dyn Store, owner: RecordId, title: &str, visibility: &str, second: i64) -> Record {
    let owner = owner.to_string();
    let given = texts(&[
        ("title_zh", title),
        ("problem", "重稀土用量过高"),
        ("owner", &owner),
        ("visibility", visibility),
        ("budget", "50万元"),
    ]);
    store.writing(move |shelf| create(shelf, &operator(second), Kind::Need, &given, Beginning::Published)).unwrap()
}

/// An account as it is kept.
pub fn account(login: &str, roles: &[Role]) -> Account {
    Account {
        id: AccountId::fresh(),
        login: login.to_owned(),
        name: format!("{login} 的姓名"),
        mail: String::new(),
        language: "zh".to_owned(),
        state: AccountState::Active,
        password: Some(PasswordHash::kept("$argon2id$none")),
        person: None,
        roles: roles.to_vec(),
        created: at(0),
    }
}

/// Keeps an account and gives the viewer it is, acting for organisations.
pub fn member(store: &dyn Store, login: &str, roles: &[Role], acts: &[(RecordId, bool)]) -> Viewer {
    let account = account(login, roles);
    let (id, name, roles) = (account.id, account.name.clone(), account.roles.clone());
    write(store, move |shelf| assert!(shelf.put_account(&account).unwrap()));
    let standings =
        acts.iter().map(|(organisation, manages)| Standing { organisation: *organisation, manages: *manages });
    Viewer::Member(Box::new(Member::new(id, name, roles, standings.collect())))
}

pub fn read<T>(store: &dyn Store, work: impl FnOnce(&mut dyn Shelf) -> T) -> T {
    store.reading(|shelf| Ok::<T, base::store::Fault>(work(shelf))).unwrap()
}

pub fn write<T: Send + 'static>(store: &dyn Store, work: impl FnOnce(&mut dyn Shelf) -> T + Send + 'static) -> T {
    store.writing(|shelf| Ok::<T, base::store::Fault>(work(shelf))).unwrap()
}

/// The base of an address, opened again.
pub fn reopened(fresh: &Fresh) -> didymium_store::Database {
    didymium_store::Database::open(&didymium_store::Address::of(&fresh.address)).unwrap()
}
