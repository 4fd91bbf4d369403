//! A base with a furnace and a microscope of two units and the people who use them, on both databases.
#![allow(clippy::unwrap_used, dead_code, reason = "tests' own support, of which no test needs everything")]

use std::path::PathBuf;
use std::sync::Arc;

use base::Trouble;
use base::people::verb::{NewAccount, create_account, join};
use base::people::{Account, Member, Standing, Viewer};
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Given, Kind, Places, RecordId};
use base::store::{Shelf, Store};
use measure::Timestamp;
use platform::Asking;
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

pub fn at(text: &str) -> Timestamp {
    let text = if text.len() == 16 { format!("{text}:00+08:00") } else { text.to_owned() };
    Timestamp::parse(&text).unwrap()
}

/// The name of a refusal without what all of them have in common.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, Trouble>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(Trouble::Refused(refusal)) => refusal.key().trim_start_matches("base-refusal-").to_owned(),
        Err(fault @ Trouble::Fault(_)) => panic!("{fault}"),
    }
}

pub struct Stage {
    pub base: Base,
    pub north: RecordId,
    pub south: RecordId,
    /// Leads the north, which has the furnace.
    pub keeper: Viewer,
    /// Leads the south, which has the microscope.
    pub south_lead: Viewer,
    /// Works in the south, and holds the furnace's certificate.
    pub user: Viewer,
    /// Works in the south, and holds none.
    pub other: Viewer,
    pub furnace: RecordId,
    pub microscope: RecordId,
    pub programme: RecordId,
}

const WEEKDAYS: [&str; 5] = ["monday", "tuesday", "wednesday", "thursday", "friday"];

pub fn office_hours() -> String {
    WEEKDAYS.map(|day| format!("{day} | 08:30 | 17:30")).join("\n")
}

/// 2026-03-02 is a Monday.
pub const NOW: &str = "2026-03-02T09:00";

impl Stage {
    pub fn set(base: Base) -> Self {
        let organisation = |title: &str| {
            base.record(
                Kind::Organisation,
                &[("title_zh", title), ("party_type", "central-soe"), ("visibility", "public")],
            )
        };
        let (north, south) = (organisation("北方院"), organisation("南方公司"));
        let person =
            base.record(Kind::Person, &[("title_zh", "王工"), ("visibility", "members"), ("consent", "展示个人主页")]);
        let programme = base.record(
            Kind::Programme,
            &[
                ("title_zh", "真空炉上机培训"),
                ("programme_type", "operators"),
                ("aims", "安全操作"),
                ("visibility", "public"),
            ],
        );
        base.record(
            Kind::Enrolment,
            &[
                ("title_zh", "王工-培训"),
                ("programme", &programme.to_string()),
                ("person", &person.to_string()),
                ("stage", "certified"),
                ("certified", "2025-06-01"),
                ("owner", &south.to_string()),
                ("visibility", "owner"),
            ],
        );
        let furnace = base.record(
            Kind::Platform,
            &[
                ("title_zh", "真空扩散炉"),
                ("platform_type", "instrument"),
                ("owner", &north.to_string()),
                ("visibility", "public"),
                ("booking_unit", "hour"),
                ("least_units", "2"),
                ("most_units", "9"),
                ("lead_days", "1"),
                ("open_hours", &office_hours()),
                ("prerequisites", &format!("真空炉上机证 | {programme} | 12\n试验方案经审查")),
                ("quotas", &format!("{south} | 12")),
                ("rates", "每小时 | 100.01元 | 基地成员\n每小时 | 60元 | 本单位\n每小时 | 300元 | 外部用户"),
                ("approval", "owner"),
            ],
        );
        let microscope = base.record(
            Kind::Platform,
            &[
                ("title_zh", "透射电镜"),
                ("platform_type", "instrument"),
                ("owner", &south.to_string()),
                ("visibility", "public"),
                ("booking_unit", "hour"),
                ("open_hours", "tuesday | 13:00 | 20:00\nwednesday | 09:00 | 24:00\nthursday | 00:00 | 12:00"),
                ("approval", "immediate"),
            ],
        );
        let keeper = base.member("keeper", Some((north, true)), None);
        let south_lead = base.member("south-lead", Some((south, true)), None);
        let user = base.member("user", Some((south, false)), Some(person));
        let other = base.member("other", Some((south, false)), None);
        Self { base, north, south, keeper, south_lead, user, other, furnace, microscope, programme }
    }

    pub fn furnace_at(&self, from: &str, until: &str) -> Asking {
        Asking { purpose: "扩散试验".to_owned(), ..Asking::of(self.furnace, at(from), at(until)) }
    }

    pub fn microscope_at(&self, from: &str, until: &str) -> Asking {
        Asking::of(self.microscope, at(from), at(until))
    }
}

pub fn on(viewer: &Viewer, now: &str) -> Occasion {
    Occasion { viewer: viewer.clone(), now: at(now), places: Places::default() }
}

impl Base {
    pub fn record(&self, kind: Kind, fields: &[(&str, &str)]) -> RecordId {
        let given: Vec<(String, Given)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
        let occasion = on(&Viewer::Operator, "2026-01-05T12:00");
        let written = self.store.writing(move |shelf| create(shelf, &occasion, kind, &given, Beginning::Published));
        written.unwrap_or_else(|trouble: Trouble| panic!("{fields:?}: {trouble}")).id
    }

    /// Somebody who acts for an organisation, or leads it.
    pub fn member(&self, login: &str, at: Option<(RecordId, bool)>, person: Option<RecordId>) -> Viewer {
        let (occasion, login) = (on(&Viewer::Operator, "2026-01-05T12:00"), login.to_owned());
        let new = NewAccount { login: login.clone(), name: login.clone(), ..NewAccount::default() };
        let account = self.store.writing(move |shelf| {
            let account = create_account(shelf, &occasion, new)?;
            shelf.put_account(&Account { person, ..account.clone() })?;
            if let Some((organisation, manages)) = at {
                join(shelf, &occasion, account.id, organisation, manages)?;
            }
            Ok::<_, Trouble>(account)
        });
        let standings = at.into_iter().map(|(organisation, manages)| Standing { organisation, manages }).collect();
        Viewer::Member(Box::new(Member::new(account.unwrap().id, login, Vec::new(), standings).with_person(person)))
    }

    pub fn write<T: Send + 'static>(
        &self,
        viewer: &Viewer,
        now: &str,
        work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let occasion = on(viewer, now);
        self.store.writing(move |shelf| work(shelf, &occasion))
    }

    pub fn read<T>(
        &self,
        viewer: &Viewer,
        now: &str,
        work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let occasion = on(viewer, now);
        self.store.reading(|shelf| work(shelf, &occasion))
    }
}
