//! A base with a call and those around it, on both databases.
#![allow(clippy::unwrap_used, dead_code, reason = "tests' own support, of which no test needs everything")]

use std::path::PathBuf;
use std::sync::Arc;

use base::people::{Account, AccountId, AccountState, Member, Membership, PasswordHash, Role, Standing, Viewer};
use base::record::verb::{Beginning, Occasion, create, step};
use base::record::{Given, Kind, Move, Places, Record, RecordId};
use base::rules::{Rules, WorkCalendar};
use base::store::{Shelf, Store};
use measure::Timestamp;
use store::{Postgres, Sqlite};
use transfer::Rulebook;

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

/// An instant by the clock of Shanghai: `2026-01-10 12:00:00`, or a day at noon.
pub fn at(text: &str) -> Timestamp {
    let text = if text.len() == "2026-01-10".len() { format!("{text} 12:00:00") } else { text.to_owned() };
    let text = if text.contains('.') { text } else { format!("{text}.000") };
    Timestamp::parse(&format!("{}+08:00", text.replacen(' ', "T", 1))).unwrap()
}

pub fn on(viewer: &Viewer, when: &str) -> Occasion {
    Occasion { viewer: viewer.clone(), now: at(when), places: Places::default() }
}

/// The name of a refusal; of slips, the field and the name of each.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, impl Into<transfer::Trouble>>) -> String {
    let refused = match result.unwrap_err().into() {
        transfer::Trouble::Base(base::Trouble::Refused(refusal)) => refusal,
        failed @ (transfer::Trouble::Base(_) | transfer::Trouble::Ledger(_) | transfer::Trouble::Sharing(_)) => {
            panic!("{failed}")
        }
    };
    let base::Refusal::Slips(slips) = &refused else { return refused.key().to_owned() };
    slips.iter().map(|slip| format!("{} {}", slip.field, slip.reason.key())).collect::<Vec<_>>().join(", ")
}

impl Base {
    pub fn write<T: Send + 'static, E: From<base::store::Fault> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Shelf) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        self.store.writing(work)
    }

    /// The same with the rules that ship.
    pub fn ruled<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Shelf, Rulebook) -> Result<T, transfer::Trouble> + Send + 'static,
    ) -> Result<T, transfer::Trouble> {
        self.store.writing(move |shelf| {
            let (rules, calendar) = (Rules::shipped().unwrap(), WorkCalendar::shipped().unwrap());
            work(shelf, Rulebook { rules: &rules, calendar: &calendar })
        })
    }

    pub fn draft(&self, viewer: &Viewer, kind: Kind, fields: &[(&str, &str)]) -> Record {
        self.begin(viewer, kind, fields, Beginning::Draft).unwrap_or_else(|trouble| panic!("{fields:?}: {trouble}"))
    }

    pub fn record(&self, viewer: &Viewer, kind: Kind, fields: &[(&str, &str)]) -> Record {
        self.begin(viewer, kind, fields, Beginning::Published).unwrap_or_else(|trouble| panic!("{fields:?}: {trouble}"))
    }

    pub fn begin(
        &self,
        viewer: &Viewer,
        kind: Kind,
        fields: &[(&str, &str)],
        beginning: Beginning,
    ) -> Result<Record, base::Trouble> {
        let given: Vec<(String, Given)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
        let occasion = on(viewer, "2026-01-05");
        self.store.writing(move |shelf| create(shelf, &occasion, kind, &given, beginning))
    }

    pub fn publish(&self, viewer: &Viewer, id: RecordId, when: &str) -> Result<Record, base::Trouble> {
        let occasion = on(viewer, when);
        self.store.writing(move |shelf| step(shelf, &occasion, id, None, &Move::Publish))
    }

    pub fn of(&self, id: RecordId) -> Record {
        self.store.reading(|shelf| shelf.record(id)).unwrap().unwrap()
    }

    pub fn organisation(&self, title: &str, party_type: &str, more: &[(&str, &str)]) -> RecordId {
        let mut fields = vec![("title_zh", title), ("party_type", party_type), ("visibility", "public")];
        fields.extend(more);
        self.record(&Viewer::Operator, Kind::Organisation, &fields).id
    }

    pub fn person(&self, name: &str, more: &[(&str, &str)]) -> RecordId {
        let mut fields = vec![("title_zh", name), ("visibility", "members")];
        fields.extend(more);
        self.record(&Viewer::Operator, Kind::Person, &fields).id
    }

    /// Somebody with an account: their roles, the organisation they lead, the person they are.
    pub fn member(&self, login: &str, roles: &[Role], leads: Option<RecordId>, person: Option<RecordId>) -> Viewer {
        let account = Account {
            id: AccountId::fresh(),
            login: login.to_owned(),
            name: login.to_owned(),
            mail: String::new(),
            language: "zh".to_owned(),
            state: AccountState::Active,
            password: Some(PasswordHash::kept("$argon2id$none")),
            person,
            roles: roles.to_vec(),
            created: at("2026-01-01"),
        };
        let id = account.id;
        let membership = leads.map(|organisation| Membership {
            account: id,
            organisation,
            manages: true,
            since: "2026-01-01".to_owned(),
            until: String::new(),
        });
        let put = self.store.writing(move |shelf| {
            assert!(shelf.put_account(&account)?);
            membership.map_or(Ok(()), |membership| shelf.put_membership(&membership))
        });
        put.unwrap();
        let standings = leads.into_iter().map(|organisation| Standing { organisation, manages: true }).collect();
        Viewer::Member(Box::new(Member::new(id, login.to_owned(), roles.to_vec(), standings).with_person(person)))
    }

    /// What somebody was told, newest first, by code.
    pub fn told(&self, viewer: &Viewer) -> Vec<&'static str> {
        let account = viewer.account().unwrap();
        let notices = self.store.reading(|shelf| shelf.notices(account, 100)).unwrap();
        notices.iter().map(|notice| notice.topic.code()).collect()
    }
}

/// A leader of the chain with a call, a university and a plant that bid, reviewers, an administrator, an auditor.
pub struct Stage {
    pub base: Base,
    pub leader: RecordId,
    pub university: RecordId,
    pub plant: RecordId,
    pub leads: Viewer,
    pub first: Viewer,
    pub second: Viewer,
    pub administrator: Viewer,
    pub auditor: Viewer,
    pub call: RecordId,
    pub lead_one: RecordId,
    pub lead_two: RecordId,
}

pub const CALL: &[(&str, &str)] = &[
    ("title_zh", "厚件晶界扩散榜单"),
    ("title_en", "Thick parts"),
    ("goal", "厚件镝铽减量"),
    ("indicators", "厚度 | ≥10 mm"),
    ("budget", "1200万元"),
    ("ownership", "按贡献约定"),
    ("eligibility", "具备中试条件"),
    ("eligible_types", "高等院校；民营企业"),
    ("consortium", "是"),
    ("award_rule", "一家承担"),
    ("rubric", "技术方案 | 60 | 60\n团队与条件 | 40 | 40"),
    ("questions_until", "2026-03-20 17:00"),
    ("bids_until", "2026-03-31 17:00"),
    ("blind", "双盲"),
    ("visibility", "public"),
];

impl Stage {
    pub fn set(base: Base) -> Self {
        let leader = base.organisation("示例稀土集团", "central-soe", &[]);
        let university = base.organisation("示例大学", "university", &[]);
        let plant = base.organisation("示例磁材厂", "private-company", &[]);
        let leads = base.member("leads", &[], Some(leader), None);
        let (lead_one, lead_two) = (
            base.person("甲教授", &[("owner", &university.to_string())]),
            base.person("乙总工", &[("owner", &plant.to_string())]),
        );
        let call = base.draft(&leads, Kind::Call, CALL).id;
        base.publish(&leads, call, "2026-03-01").unwrap();
        Self {
            first: base.member("first", &[], Some(university), Some(lead_one)),
            second: base.member("second", &[], Some(plant), Some(lead_two)),
            administrator: base.member("root", &[Role::Administrator], None, None),
            auditor: base.member("audit", &[Role::Auditor], None, None),
            leader,
            university,
            plant,
            leads,
            call,
            lead_one,
            lead_two,
            base,
        }
    }

    /// A bid being written.
    pub fn bid(&self, viewer: &Viewer, title: &str, lead: RecordId, more: &[(&str, &str)]) -> RecordId {
        let (call, lead) = (self.call.to_string(), lead.to_string());
        let mut fields = vec![
            ("title_zh", title),
            ("call", &call),
            ("lead", &lead),
            ("plan", "甲教授团队：低熔点扩散源加两段时效"),
            ("promises", "厚度 | ≥10 mm | ≥12 mm"),
            ("budget", "1000万元"),
        ];
        fields.extend(more);
        self.base.draft(viewer, Kind::Bid, &fields).id
    }
}
