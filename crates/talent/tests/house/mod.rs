//! A base with people and an index, on both databases.

#![allow(clippy::unwrap_used, dead_code, reason = "tests' own support, of which no test needs everything")]

use std::sync::Arc;

use base::people::{Account, AccountId, AccountState, Member, Membership, PasswordHash, Role, Standing, Viewer};
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Body, Given, Kind, Places, Record, RecordId};
use base::rules::Rules;
use base::store::{Shelf, Store};
use base::{Refusal, Trouble};
use brokerage::{Ground, Links};
use measure::Timestamp;
use retrieval::{Embedded, Engine, Follower};
use store::{Postgres, Sqlite};

pub struct House {
    pub name: &'static str,
    pub store: Arc<dyn Store>,
    pub engine: Engine,
    pub rules: Rules,
    pub links: Links,
    follower: Follower,
    _folder: Option<tempfile::TempDir>,
}

/// A new base in each database.
pub fn both() -> [House; 2] {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = Sqlite::open(&folder.path().join("base.sqlite")).unwrap();
    let postgres = Postgres::open(&test_postgres::shared().database()).unwrap();
    [House::over("SQLite", Arc::new(sqlite), Some(folder)), House::over("PostgreSQL", Arc::new(postgres), None)]
}

/// A day at noon, by the clock of Shanghai.
pub fn at(day: &str) -> Timestamp {
    Timestamp::parse(&format!("{day}T12:00:00.000+08:00")).unwrap()
}

pub fn on(viewer: &Viewer, day: &str) -> Occasion {
    Occasion { viewer: viewer.clone(), now: at(day), places: Places::default() }
}

impl House {
    fn over(name: &'static str, store: Arc<dyn Store>, folder: Option<tempfile::TempDir>) -> Self {
        let engine = Engine::new(Arc::new(Embedded::in_memory().unwrap()), Vec::new());
        let follower = Follower::new(Arc::clone(&store), Arc::clone(engine.index()));
        let rules = Rules::shipped().unwrap();
        Self { name, store, engine, rules, links: Links::default(), follower, _folder: folder }
    }

    pub fn ground(&self) -> Ground<'_> {
        Ground { engine: &self.engine, links: &self.links, rules: &self.rules }
    }

    pub fn write(&self, kind: Kind, viewer: &Viewer, fields: &[(&str, &str)]) -> Record {
        let given: Vec<(String, Given)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
        let occasion = on(viewer, "2026-01-01");
        let written = self.store.writing(move |shelf| create(shelf, &occasion, kind, &given, Beginning::Published));
        let record = written.unwrap();
        self.follower.catch_up().unwrap();
        record
    }

    pub fn organisation(&self, title: &str) -> RecordId {
        let fields = [("title_zh", title), ("party_type", "central-soe"), ("visibility", "public")];
        self.write(Kind::Organisation, &Viewer::Operator, &fields).id
    }

    pub fn person(&self, name: &str, owner: RecordId, more: &[(&str, &str)]) -> RecordId {
        let owner = owner.to_string();
        let mut fields = vec![("title_zh", name), ("owner", owner.as_str()), ("visibility", "members")];
        fields.extend(more);
        self.write(Kind::Person, &Viewer::Operator, &fields).id
    }

    /// Somebody with an account, who acts for an organisation and may lead it.
    pub fn member(&self, login: &str, of: Option<(RecordId, bool)>, person: Option<RecordId>) -> Viewer {
        self.account(login, of, person, Vec::new())
    }

    /// Somebody who administrates the base.
    pub fn administrator(&self, login: &str) -> Viewer {
        self.account(login, None, None, vec![Role::Administrator])
    }

    fn account(&self, login: &str, of: Option<(RecordId, bool)>, person: Option<RecordId>, roles: Vec<Role>) -> Viewer {
        let account = Account {
            id: AccountId::fresh(),
            login: login.to_owned(),
            name: login.to_owned(),
            mail: String::new(),
            language: "zh".to_owned(),
            state: AccountState::Active,
            password: Some(PasswordHash::kept("$argon2id$none")),
            person,
            roles: roles.clone(),
            created: at("2025-01-01"),
        };
        let id = account.id;
        let membership = of.map(|(organisation, manages)| Membership {
            account: id,
            organisation,
            manages,
            since: "2025-01-01".to_owned(),
            until: String::new(),
        });
        self.store
            .writing(move |shelf| -> Result<(), base::Trouble> {
                assert!(shelf.put_account(&account)?);
                if let Some(membership) = &membership {
                    shelf.put_membership(membership)?;
                }
                Ok(())
            })
            .unwrap();
        let standings = of.into_iter().map(|(organisation, manages)| Standing { organisation, manages }).collect();
        Viewer::Member(Box::new(Member::new(id, login.to_owned(), roles, standings).with_person(person)))
    }

    /// Writes as somebody on a day, at noon.
    pub fn act<T: Send + 'static>(
        &self,
        (viewer, day): (&Viewer, &str),
        work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let occasion = on(viewer, day);
        self.store.writing(move |shelf| work(shelf, &occasion))
    }

    /// What a record says now.
    pub fn body<T: Body>(&self, id: RecordId) -> T {
        self.store.reading(|shelf| shelf.record(id)).unwrap().unwrap().content.body()
    }
}

/// How something ended: done, or the name of the refusal; of slips the fields.
pub fn said<T>(result: Result<T, Trouble>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(Trouble::Refused(Refusal::Slips(slips))) => {
            slips.iter().map(|slip| slip.field.clone()).collect::<Vec<_>>().join(" ")
        }
        Err(Trouble::Refused(refusal)) => refusal.key().trim_start_matches("base-refusal-").to_owned(),
        Err(fault @ Trouble::Fault(_)) => panic!("{fault}"),
    }
}
