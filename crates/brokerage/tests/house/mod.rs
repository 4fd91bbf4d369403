//! A base with organisations, people and records, and its index.

#![allow(dead_code, reason = "not every test needs all of it")]

use std::sync::Arc;

use base::people::{Account, AccountId, AccountState, Member, PasswordHash, Role, Standing, Viewer};
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Given, Kind, Places, Record, RecordId};
use base::rules::Rules;
use base::store::{Fault, Shelf, Store};
use brokerage::{Answer, Ground, Links, Suits, Trouble, answer, decide, paired, suitable};
use matching::rank::Weights;
use measure::Timestamp;
use retrieval::{Embedded, Engine, Follower};
use store::Sqlite;

/// A base in a folder of its own.
pub struct House {
    pub store: Arc<dyn Store>,
    pub engine: Engine,
    pub rules: Rules,
    pub links: Links,
    follower: Follower,
    _folder: tempfile::TempDir,
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_milliseconds(1_790_000_000_000 + 1000 * second).unwrap()
}

pub fn occasion(viewer: &Viewer, second: i64) -> Occasion {
    Occasion { viewer: viewer.clone(), now: at(second), places: Places::default() }
}

impl House {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(Sqlite::open(&folder.path().join("base.sqlite")).unwrap());
        Self::over(store, folder)
    }

    fn over(store: Arc<dyn Store>, folder: tempfile::TempDir) -> Self {
        let engine = Engine::new(Arc::new(Embedded::in_memory().unwrap()), Vec::new());
        let follower = Follower::new(Arc::clone(&store), Arc::clone(engine.index()));
        Self { store, engine, rules: Rules::shipped().unwrap(), links: Links::default(), follower, _folder: folder }
    }

    pub fn ground(&self) -> Ground<'_> {
        Ground { engine: &self.engine, links: &self.links, rules: &self.rules }
    }

    pub fn write(&self, kind: Kind, viewer: &Viewer, fields: &[(&str, &str)]) -> Record {
        let given: Vec<(String, Given)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
        let occasion = occasion(viewer, 1);
        let record = self.store.writing(move |shelf| create(shelf, &occasion, kind, &given, Beginning::Published));
        let record = record.unwrap();
        self.follow();
        record
    }

    pub fn follow(&self) {
        self.follower.catch_up().unwrap();
    }

    pub fn organisation(&self, title: &str) -> RecordId {
        let fields = [("title_zh", title), ("party_type", "central-soe"), ("visibility", "public")];
        self.write(Kind::Organisation, &Viewer::Operator, &fields).id
    }

    pub fn member(&self, login: &str, roles: &[Role], of: Option<RecordId>) -> Viewer {
        let account = Account {
            id: AccountId::fresh(),
            login: login.to_owned(),
            name: login.to_owned(),
            mail: String::new(),
            language: "zh".to_owned(),
            state: AccountState::Active,
            password: Some(PasswordHash::kept("$argon2id$none")),
            person: None,
            roles: roles.to_vec(),
            created: at(0),
        };
        let id = account.id;
        self.store
            .writing(move |shelf| shelf.put_account(&account).map(|new| assert!(new)))
            .map_err(|fault: Fault| fault)
            .unwrap();
        let standings = of.into_iter().map(|organisation| Standing { organisation, manages: false }).collect();
        Viewer::Member(Box::new(Member::new(id, login.to_owned(), roles.to_vec(), standings)))
    }

    pub fn suits(&self, viewer: &Viewer, subject: &Record) -> Suits {
        self.best_suits(viewer, subject, 10)
    }

    pub fn best_suits(&self, viewer: &Viewer, subject: &Record, most: usize) -> Suits {
        let (occasion, ground) = (occasion(viewer, 100), self.ground());
        let weights = Weights::sensible();
        self.read(|shelf| suitable(shelf, ground, &occasion, &weights, subject, most)).unwrap()
    }

    pub fn read<T>(&self, work: impl FnOnce(&mut dyn Shelf) -> Result<T, Trouble>) -> Result<T, Trouble> {
        self.store.reading(work)
    }

    /// The titles of what suits a record, the best first, as a viewer sees it.
    pub fn titles(&self, viewer: &Viewer, subject: &Record) -> Vec<String> {
        let suits = self.suits(viewer, subject);
        suits.best().into_iter().map(|pair| pair.other.content.title(true).to_owned()).collect()
    }

    /// Decides about a need and an offer, as the program does: compared in one transaction, written in the next.
    pub fn decide(
        &self,
        viewer: &Viewer,
        second: i64,
        ends: (&Record, &Record),
        answer: Answer,
    ) -> Result<Record, Trouble> {
        let (occasion, ground) = (occasion(viewer, second), self.ground());
        let weights = Weights::sensible();
        let pair = self.read(|shelf| paired(shelf, ground, &occasion, &weights, ends.0, ends.1)).unwrap();
        let ids = (ends.0.id, ends.1.id);
        let record = self
            .store
            .writing(move |shelf| decide(shelf, &Rules::shipped().unwrap(), &occasion, ids, pair, &answer))?;
        self.follow();
        Ok(record)
    }

    /// Answers a match for the side of the offer.
    pub fn answer(&self, viewer: &Viewer, second: i64, id: RecordId, said: Answer) -> Result<Record, Trouble> {
        let occasion = occasion(viewer, second);
        self.store.writing(move |shelf| answer(shelf, &Rules::shipped().unwrap(), &occasion, id, &said))
    }
}

pub fn accept(anonymous_abstract: &str) -> Answer {
    Answer::Accept { anonymous_abstract: anonymous_abstract.to_owned() }
}

pub fn decline(reason: &str) -> Answer {
    Answer::Decline { reasons: vec![reason.to_owned()], note: String::new() }
}

/// The name of the refusal.
pub fn refusal<T>(answer: Result<T, Trouble>) -> String {
    match answer {
        Ok(_) => "done".to_owned(),
        Err(Trouble::Base(base::Trouble::Refused(refusal))) => refusal.key().to_owned(),
        Err(other) => panic!("{other}"),
    }
}
