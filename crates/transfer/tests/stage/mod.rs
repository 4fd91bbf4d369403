//! A base with two units, their people and a deal between them, on both databases.
#![allow(clippy::unwrap_used, dead_code, reason = "tests' own support, of which no test needs everything")]

use std::path::PathBuf;
use std::sync::Arc;

use base::people::{Account, AccountId, AccountState, Member, PasswordHash, Role, Standing, Viewer};
use base::record::kinds::{
    AccessDecision, Beneficiary, CostItem, DealStage, Payout, PricingMode, ShareRole, Term, TermBase, TermType,
};
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Day, Decimal, Given, Kind, Line, Places, Record, RecordId, Whole};
use base::rules::{Rules, WorkCalendar};
use base::store::{Shelf, Store};
use jiff::civil::Date;
use measure::{Budget, Money, Timestamp};
use store::{Postgres, Sqlite};
use transfer::deal::{self, Nda, Opening};
use transfer::money::{self, Posting, Receiving};
use transfer::terms::{self, Proposal};
use transfer::{Rulebook, Trouble};

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

pub fn rulebook() -> (Rules, WorkCalendar) {
    (Rules::shipped().unwrap(), WorkCalendar::shipped().unwrap())
}

/// The name of a refusal.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, Trouble>) -> String {
    match result.unwrap_err() {
        Trouble::Base(base::Trouble::Refused(refusal))
        | Trouble::Ledger(base::accounting::Trouble::Base(base::Trouble::Refused(refusal))) => refusal.key().to_owned(),
        Trouble::Ledger(base::accounting::Trouble::Ledger(refusal)) => refusal.key().to_owned(),
        Trouble::Sharing(refusal) => refusal.key().to_owned(),
        failed @ (Trouble::Base(_) | Trouble::Ledger(_)) => panic!("{failed}"),
    }
}

impl Base {
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Shelf, Rulebook) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.store.writing(move |shelf| {
            let (rules, calendar) = rulebook();
            work(shelf, Rulebook { rules: &rules, calendar: &calendar })
        })
    }

    pub fn record(&self, viewer: &Viewer, kind: Kind, fields: &[(&str, &str)]) -> Record {
        let given: Vec<(String, Given)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
        let occasion = on(viewer, "2026-01-05");
        let written = self.store.writing(move |shelf| create(shelf, &occasion, kind, &given, Beginning::Published));
        written.unwrap_or_else(|trouble: base::Trouble| panic!("{fields:?}: {trouble}"))
    }

    pub fn of(&self, id: RecordId) -> Record {
        self.store.reading(|shelf| shelf.record(id)).unwrap().unwrap()
    }

    pub fn organisation(&self, title: &str, party_type: &str) -> RecordId {
        let fields = [("title_zh", title), ("party_type", party_type), ("visibility", "public")];
        self.record(&Viewer::Operator, Kind::Organisation, &fields).id
    }

    /// Somebody who leads an organisation, or holds a role.
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
        self.store.writing(move |shelf| shelf.put_account(&account).map(|new| assert!(new))).unwrap();
        let standings = leads.into_iter().map(|organisation| Standing { organisation, manages: true }).collect();
        Viewer::Member(Box::new(Member::new(id, login.to_owned(), roles.to_vec(), standings).with_person(person)))
    }
}

/// A university with an achievement, a company with a need, their people, a broker, finance; and the deal of their match.
pub struct Stage {
    pub base: Base,
    pub giver: RecordId,
    pub taker: RecordId,
    pub gives: Viewer,
    pub takes: Viewer,
    pub broker: Viewer,
    pub finance: Viewer,
    pub second: Viewer,
    pub third: Viewer,
    pub inventor: Viewer,
    pub inventor_person: RecordId,
    pub other_person: RecordId,
    pub achievement: RecordId,
    pub matched: RecordId,
}

impl Stage {
    pub fn set(base: Base, giver_type: &str) -> Self {
        let giver = base.organisation("示例大学", giver_type);
        let taker = base.organisation("示例磁材公司", "private-company");
        let person = |name: &str| {
            base.record(
                &Viewer::Operator,
                Kind::Person,
                &[("title_zh", name), ("visibility", "members"), ("consent", "展示个人主页")],
            )
            .id
        };
        let (inventor_person, other_person) = (person("甲发明人"), person("乙发明人"));
        let gives = base.member("gives", &[], Some(giver), None);
        let takes = base.member("takes", &[], Some(taker), None);
        let broker = base.member("broker", &[Role::Broker], None, None);
        let finance = base.member("finance", &[Role::Finance], Some(giver), None);
        let second = base.member("second", &[Role::Finance], Some(giver), None);
        let third = base.member("third", &[Role::Finance], Some(giver), None);
        let inventor = base.member("inventor", &[Role::Finance], Some(giver), Some(inventor_person));
        let own = giver.to_string();
        let achievement = base.record(
            &gives,
            Kind::Achievement,
            &[
                ("title_zh", "晶界扩散方法"),
                ("achievement_type", "patent"),
                ("owner", &own),
                ("visibility", "owner"),
                ("transfer_forms", "许可"),
            ],
        );
        let need = base.record(
            &takes,
            Kind::Need,
            &[
                ("title_zh", "降低重稀土用量"),
                ("problem", "减少镝铽用量"),
                ("contact", "王工"),
                ("visibility", "members"),
            ],
        );
        let fields = [
            ("title_zh", "需求 × 成果"),
            ("need", &need.id.to_string()),
            ("offer", &achievement.id.to_string()),
            ("stage", "accepted"),
            ("visibility", "members"),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let matched = base.record(&Viewer::Operator, Kind::Match, &fields).id;
        let achievement = achievement.id;
        Self {
            base,
            giver,
            taker,
            gives,
            takes,
            broker,
            finance,
            second,
            third,
            inventor,
            inventor_person,
            other_person,
            achievement,
            matched,
        }
    }

    pub fn open(&self) -> RecordId {
        let (occasion, matched) = (on(&self.broker, "2026-03-02"), self.matched);
        let opened =
            self.base.write(move |shelf, book| deal::open(shelf, book, &occasion, matched, &Opening::default()));
        opened.unwrap().id
    }

    pub fn sign_nda(&self, deal: RecordId) {
        let occasion = on(&self.broker, "2026-03-03");
        let nda = Nda::Signed { on: date("2026-03-03"), until: Some(date("2029-03-02")) };
        self.base.write(move |shelf, _| deal::sign_nda(shelf, &occasion, deal, None, &nda)).unwrap();
    }

    pub fn advance(&self, viewer: &Viewer, day: &str, deal: RecordId, to: DealStage) -> Result<Record, Trouble> {
        let occasion = on(viewer, day);
        self.base.write(move |shelf, book| deal::advance(shelf, book, &occasion, deal, None, to))
    }

    pub fn propose(&self, viewer: &Viewer, day: &str, deal: RecordId, proposal: Proposal) -> Result<Record, Trouble> {
        let occasion = on(viewer, day);
        self.base.write(move |shelf, _| terms::propose(shelf, &occasion, deal, None, &proposal))
    }

    pub fn accept(&self, viewer: &Viewer, day: &str, deal: RecordId, version: i64) -> Result<Record, Trouble> {
        let occasion = on(viewer, day);
        self.base.write(move |shelf, _| terms::accept(shelf, &occasion, deal, None, version))
    }

    /// A deal with terms that both sides accepted, signed, in performance.
    pub fn performing(&self, rule: &str) -> RecordId {
        self.performing_by(self.proposal(rule))
    }

    pub fn performing_by(&self, proposal: Proposal) -> RecordId {
        let deal = self.open();
        self.sign_nda(deal);
        self.propose(&self.broker, "2026-03-10", deal, proposal).unwrap();
        for side in [&self.gives, &self.takes] {
            self.accept(side, "2026-03-11", deal, 1).unwrap();
        }
        self.publish(deal, base::record::kinds::PublicityMatter::NegotiatedPrice, "2026-03-12", "2026-03-28");
        self.sign(deal);
        self.advance(&self.broker, "2026-04-01", deal, DealStage::Performance).unwrap();
        deal
    }

    /// Shows something, and closes it clean after its last day.
    pub fn publish(
        &self,
        object: RecordId,
        matter: base::record::kinds::PublicityMatter,
        from: &str,
        until: &str,
    ) -> RecordId {
        let occasion = on(&self.gives, from);
        let starting = starting(object, matter, from);
        let shown = self
            .base
            .write(move |shelf, book| transfer::publicity::start(shelf, book, &occasion, &starting))
            .unwrap()
            .id;
        let occasion = on(&self.gives, until);
        self.base.write(move |shelf, _| transfer::publicity::close(shelf, &occasion, shown, None)).unwrap();
        shown
    }

    pub fn sign(&self, deal: RecordId) {
        let fields = [
            ("contract_type", "licence"),
            ("contract_number", "X-2026-01"),
            ("registration_number", "登记-1"),
            ("signed", "2026-03-30"),
            ("begins", "2026-03-30"),
            ("ends", "2031-03-29"),
        ];
        self.contract(&self.broker, "2026-03-30", deal, &fields).unwrap();
    }

    pub fn contract(
        &self,
        viewer: &Viewer,
        day: &str,
        deal: RecordId,
        fields: &[(&str, &str)],
    ) -> Result<Record, Trouble> {
        let given: Vec<(String, Given)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
        let occasion = on(viewer, day);
        self.base.write(move |shelf, _| deal::note_contract(shelf, &occasion, deal, None, &given))
    }

    pub fn proposal(&self, rule: &str) -> Proposal {
        let named = |name: &str, recipient: RecordId, role| Beneficiary {
            name: Some(Line(name.to_owned())),
            recipient: Some(recipient),
            role: Some(role),
            main: None,
            account: None,
        };
        Proposal {
            terms: Some(vec![
                upfront("300万元", "2026-04-30"),
                royalty("3", "0元", "5000万元"),
                royalty("2", "5000万元", ""),
            ]),
            rule: Some(rule.to_owned()),
            beneficiaries: Some(vec![
                named("jia", self.inventor_person, ShareRole::Contributor),
                named("yi", self.other_person, ShareRole::Contributor),
                named("unit", self.giver, ShareRole::Owner),
            ]),
            pricing_mode: Some(PricingMode::Negotiated),
            value: Some(Budget::parse("300万元", None).unwrap()),
            ..Proposal::default()
        }
    }

    pub fn receive(&self, viewer: &Viewer, deal: RecordId, given: Receiving) -> Result<Record, Trouble> {
        let day = given.received.to_string();
        let occasion = on(viewer, &day);
        self.base.write(move |shelf, _| money::receive(shelf, &occasion, deal, &given))
    }

    pub fn calculate(&self, viewer: &Viewer, day: &str, deal: RecordId) -> Result<Record, Trouble> {
        let occasion = on(viewer, day);
        self.base.write(move |shelf, book| money::calculate(shelf, book, &occasion, deal))
    }

    pub fn approve(&self, viewer: &Viewer, day: &str, batch: RecordId) -> Result<Record, Trouble> {
        let occasion = on(viewer, day);
        self.base.write(move |shelf, book| money::approve(shelf, book, &occasion, batch, None, ""))
    }

    pub fn answer_access(
        &self,
        viewer: &Viewer,
        deal: RecordId,
        at: usize,
        decision: AccessDecision,
    ) -> Result<Record, Trouble> {
        let occasion = on(viewer, "2026-03-05");
        self.base.write(move |shelf, book| deal::answer_access(shelf, book, &occasion, deal, None, (at, decision)))
    }
}

pub fn starting(
    object: RecordId,
    matter: base::record::kinds::PublicityMatter,
    begins: &str,
) -> transfer::publicity::Starting {
    transfer::publicity::Starting {
        object,
        matter,
        audience: base::record::kinds::PublicityAudience::Base,
        content: "入门费三百万元".to_owned(),
        begins: date(begins),
        days: None,
        day_count: None,
        how_to_object: String::new(),
    }
}

pub fn upfront(amount: &str, due: &str) -> Term {
    Term {
        term_type: Some(TermType::Upfront),
        amount: Some(Budget::parse(amount, None).unwrap()),
        due: Some(Day(due.to_owned())),
        clause: Some(Line("第五条第一款".to_owned())),
        ..Term::default()
    }
}

pub fn royalty(rate: &str, from: &str, to: &str) -> Term {
    let bound = |text: &str| (!text.is_empty()).then(|| Budget::parse(text, None).unwrap());
    Term {
        term_type: Some(TermType::RunningRoyalty),
        rate_percent: Some(Decimal(rate.to_owned())),
        base: Some(TermBase::NetSales),
        tier_from: bound(from),
        tier_to: bound(to),
        every_months: Some(Whole(6)),
        ..Term::default()
    }
}

pub fn upfront_came(day: &str, yuan: i64, tax: &str) -> Receiving {
    let cost = |text: &str| base::record::kinds::Cost {
        item: Some(CostItem::Tax),
        amount: Some(Budget::parse(text, None).unwrap()),
        voucher: None,
        note: None,
    };
    Receiving {
        term: "T1".to_owned(),
        due: Some(date("2026-04-30")),
        amount: Money::fen(yuan * 100),
        received: date(day),
        costs: if tax.is_empty() { Vec::new() } else { vec![cost(tax)] },
        invoice: String::new(),
        reference: String::new(),
        exchange_rate: None,
        posting: Posting::usual().unwrap(),
        more_than_due: false,
    }
}

/// A rule on net income: so much to the two inventors, 3 to 2, the rest to the unit.
pub fn rule(version: u32, from: &str, inventors: &str, unit: &str) -> String {
    format!(
        r#"format = 1
agreement = "X-2026-01"
version = {version}
agreed = "2026-03-10"
from = "{from}"
currency = "CNY"
base = "net-income"

[[parties]]
id = "inventors"
members = [{{ id = "jia", share = "60%" }}, {{ id = "yi", share = "40%" }}]

[[parties]]
id = "unit"

[[steps]]
id = "shares"
clause = "第八条"
action = {{ split = {{ shares = {{ inventors = "{inventors}", unit = "{unit}" }} }} }}
"#
    )
}

/// What a batch says.
pub fn batch(base: &Base, id: RecordId) -> Payout {
    base.of(id).content.body()
}

/// Who has how much of it, by their names in the rule.
pub fn shares(payout: &Payout) -> Vec<(String, String)> {
    let told = payout
        .shares
        .iter()
        .map(|share| (share.rule_name.as_ref().unwrap().0.clone(), share.amount.unwrap().to_string()));
    told.collect()
}
