//! A base with units and their people, on both databases.
#![allow(clippy::unwrap_used, dead_code, reason = "tests' own support, of which no test needs everything")]

use std::path::PathBuf;
use std::sync::Arc;

use base::Trouble;
use base::people::{Account, AccountId, AccountState, Member, PasswordHash, Role, Standing, Viewer};
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Given, Kind, Places, Record, RecordId};
use base::store::{Shelf, Store};
use jiff::civil::Date;
use measure::Timestamp;
use store::{Postgres, Sqlite};

pub struct Base {
    pub name: &'static str,
    pub store: Arc<dyn Store>,
    _folder: Option<tempfile::TempDir>,
}

/// A new base in each database.
pub fn both() -> [Base; 2] {
    let folder = tempfile::tempdir().unwrap();
    let file: PathBuf = folder.path().join("base.sqlite");
    let (sqlite, address) = (Sqlite::open(&file).unwrap(), test_postgres::shared().database());
    let postgres = Postgres::open(&address).unwrap();
    [
        Base { name: "SQLite", store: Arc::new(sqlite), _folder: Some(folder) },
        Base { name: "PostgreSQL", store: Arc::new(postgres), _folder: None },
    ]
}

/// Noon of a day in Shanghai.
pub fn at(day: &str) -> Timestamp {
    let day: Date = day.parse().unwrap();
    let zoned = day.at(12, 0, 0, 0).in_tz("Asia/Shanghai").unwrap();
    Timestamp::from_milliseconds(zoned.timestamp().as_millisecond()).unwrap()
}

pub fn on(viewer: &Viewer, day: &str) -> Occasion {
    Occasion { viewer: viewer.clone(), now: at(day), places: Places::default() }
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// The name of a refusal, with the fields that are wrong.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, Trouble>) -> String {
    match result.unwrap_err() {
        Trouble::Refused(base::Refusal::Slips(slips)) => {
            slips.iter().map(|slip| format!("{} {}", slip.field, slip.reason.key())).collect::<Vec<_>>().join(", ")
        }
        Trouble::Refused(refusal) => refusal.key().trim_start_matches("base-refusal-").to_owned(),
        failed @ Trouble::Fault(_) => panic!("{failed}"),
    }
}

impl Base {
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Shelf) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.store.writing(work)
    }

    pub fn try_record(&self, viewer: &Viewer, kind: Kind, fields: &[(&str, &str)]) -> Result<Record, Trouble> {
        let given: Vec<(String, Given)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
        let occasion = on(viewer, "2026-01-05");
        self.store.writing(move |shelf| create(shelf, &occasion, kind, &given, Beginning::Published))
    }

    pub fn record(&self, viewer: &Viewer, kind: Kind, fields: &[(&str, &str)]) -> Record {
        self.try_record(viewer, kind, fields).unwrap_or_else(|trouble| panic!("{fields:?}: {trouble}"))
    }

    pub fn of(&self, id: RecordId) -> Record {
        self.store.reading(|shelf| shelf.record(id)).unwrap().unwrap()
    }

    pub fn organisation(&self, title: &str) -> RecordId {
        let fields = [("title_zh", title), ("party_type", "central-soe"), ("visibility", "public")];
        self.record(&Viewer::Operator, Kind::Organisation, &fields).id
    }

    pub fn person(&self, name: &str) -> RecordId {
        let fields = [("title_zh", name), ("visibility", "members"), ("consent", "展示个人主页")];
        self.record(&Viewer::Operator, Kind::Person, &fields).id
    }

    /// Somebody who stands for a person, and leads an organisation.
    pub fn member(&self, login: &str, leads: Option<RecordId>, person: Option<RecordId>) -> Viewer {
        let account = Account {
            id: AccountId::fresh(),
            login: login.to_owned(),
            name: login.to_owned(),
            mail: String::new(),
            language: "zh".to_owned(),
            state: AccountState::Active,
            password: Some(PasswordHash::kept("$argon2id$none")),
            person,
            roles: Vec::<Role>::new(),
            created: at("2026-01-01"),
        };
        let id = account.id;
        self.store.writing(move |shelf| shelf.put_account(&account).map(|new| assert!(new))).unwrap();
        let standings = leads.into_iter().map(|organisation| Standing { organisation, manages: true }).collect();
        Viewer::Member(Box::new(Member::new(id, login.to_owned(), Vec::new(), standings).with_person(person)))
    }
}
