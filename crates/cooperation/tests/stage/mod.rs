//! A base with two groups, their agreement and its committee, on both databases.
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

/// An agreement of two groups with a committee of five, and who sits on it.
pub struct Stage {
    pub base: Base,
    pub first: RecordId,
    pub second: RecordId,
    pub agreement: RecordId,
    /// chair, deputy, member, secretary, former, and a stranger who is nobody there.
    pub people: Vec<(&'static str, Viewer)>,
    /// Leads the group that owns the agreement, without a seat.
    pub lead: Viewer,
}

impl Stage {
    pub fn set(base: Base, rule: &str, chair_decides: &str) -> Self {
        let (first, second) = (base.organisation("甲集团"), base.organisation("乙集团"));
        let names = ["chair", "deputy", "member", "secretary", "former", "stranger"];
        let people: Vec<(&'static str, RecordId)> = names.iter().map(|name| (*name, base.person(name))).collect();
        let seats = [
            ("chair", first, "主任", "2024-03-15", ""),
            ("deputy", second, "副主任", "2024-03-15", ""),
            ("member", first, "委员", "2024-03-15", ""),
            ("secretary", first, "秘书", "2024-03-15", ""),
            ("former", second, "委员", "2024-03-15", "2026-05-31"),
        ];
        let committee =
            seats.map(|(name, unit, role, since, until)| format!(" | {name} | {unit} | {role} | {since} | {until}"));
        let fields = [
            ("title_zh", "框架协议".to_owned()),
            ("owner", first.to_string()),
            ("parties", format!("{first}；{second}")),
            ("content", "共建联合创新基地".to_owned()),
            ("stage", "生效".to_owned()),
            ("committee", committee.join("\n")),
            ("quorum", "3".to_owned()),
            ("decides_by", rule.to_owned()),
            ("chair_decides", chair_decides.to_owned()),
            ("plan", "2026 | 2026-I-01 | 发布榜单 | 技术创新基地 | ≥3 | 项 | | 甲集团 | 2026-12-31".to_owned()),
            ("visibility", "members".to_owned()),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let agreement = base.record(&Viewer::Operator, Kind::Agreement, &fields).id;
        let people = people.into_iter().map(|(name, person)| (name, base.member(name, None, Some(person)))).collect();
        let lead = base.member("lead", Some(first), None);
        Self { base, first, second, agreement, people, lead }
    }

    pub fn who(&self, name: &str) -> &Viewer {
        &self.people.iter().find(|(known, _)| *known == name).unwrap().1
    }
}
