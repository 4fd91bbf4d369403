//! One deal of the demo base from its match to what was paid out, by the verbs that anybody's deal goes through.

use std::sync::Arc;

use base::record::kinds::{
    Beneficiary, Cost, CostItem, DealStage, PricingMode, PublicityAudience, PublicityMatter, ShareRole, Term, TermBase,
    TermType,
};
use base::record::verb::Occasion;
use base::record::{Day, Decimal, Given, Kind, Line, Places, RecordId, Whole};
use base::rules::{Rules, WorkCalendar};
use base::store::Store;
use jiff::civil::Date;
use ledger::AccountName;
use measure::{Budget, Money, MoneyUnit};
use transfer::deal::{self, Nda, Opening};
use transfer::money::{self, Posting, Receiving};
use transfer::publicity::{self, Starting};
use transfer::terms::{self, Proposal};
use transfer::{Rulebook, Trouble};

use crate::demo_hand::{Hand, missing};
use crate::stop::Stop;

const RULE: &str = include_str!("../../../demo/coating-rule.toml");
const MATCH: &str = "海上发电机磁体防护↔无铬复合涂层";

fn date(day: &str) -> Result<Date, Trouble> {
    Ok(ledger::read_date(day)?)
}

/// Takes the deal from its match to the first payout.
pub fn fill(store: &Arc<dyn Store>, places: &Places) -> Result<(), Stop> {
    let places = places.clone();
    let done = store.writing(move |shelf| {
        let (rules, calendar) = (Rules::shipped(), WorkCalendar::shipped());
        // Both ship with the program, and tests read them.
        let (Ok(rules), Ok(calendar)) = (rules, calendar) else { return Err(missing("rules").into()) };
        let book = Rulebook { rules: &rules, calendar: &calendar };
        let mut hand = Hand { shelf, places: &places };
        let deal = negotiated(&mut hand, book)?;
        signed(&mut hand, book, deal)?;
        paid(&mut hand, book, deal)
    });
    done.map_err(|trouble: Trouble| Stop::DemoRow { file: MATCH.to_owned(), row: 1, why: Box::new(trouble.into()) })
}

fn negotiated(hand: &mut Hand, book: Rulebook) -> Result<RecordId, Trouble> {
    let matched = hand.titled(Kind::Match, MATCH)?;
    let broker = hand.on("broker", "2026-05-11")?;
    let deal = deal::open(hand.shelf, book, &broker, matched, &Opening::default())?.id;
    let broker = hand.on("broker", "2026-05-13")?;
    let nda = Nda::Signed { on: date("2026-05-13")?, until: Some(date("2029-05-12")?) };
    deal::sign_nda(hand.shelf, &broker, deal, None, &nda)?;
    deal::advance(hand.shelf, book, &broker, deal, None, DealStage::Negotiation)?;
    let broker = hand.on("broker", "2026-05-25")?;
    let (song, unit) = (hand.titled(Kind::Person, "宋美玲")?, hand.titled(Kind::Organisation, "明德稀土应用研究院")?);
    terms::propose(hand.shelf, &broker, deal, None, &proposal(song, unit)?)?;
    let scope = [("exclusivity", "non-exclusive"), ("territory", "中国境内"), ("field_of_use", "海上直驱发电机磁体")];
    noted(hand, &broker, deal, &scope)?;
    for side in ["mingde", "ruidong"] {
        let occasion = hand.on(side, "2026-05-26")?;
        terms::accept(hand.shelf, &occasion, deal, None, 1)?;
    }
    Ok(deal)
}

fn proposal(song: RecordId, unit: RecordId) -> Result<Proposal, Trouble> {
    let line = |text: &str| Some(Line(text.to_owned()));
    let sum = |text: &str| -> Result<Option<Budget>, Trouble> {
        let read = Budget::parse(text, Some(MoneyUnit::One));
        Ok(Some(read.map_err(|_| base::Refusal::NotAnAmount { given: text.to_owned() })?))
    };
    let upfront = Term {
        term_type: Some(TermType::Upfront),
        amount: sum("120万元")?,
        due: Some(Day("2026-07-10".to_owned())),
        condition: line("合同生效后二十日内"),
        clause: line("第五条第一款"),
        ..Term::default()
    };
    let royalty = Term {
        term_type: Some(TermType::RunningRoyalty),
        rate_percent: Some(Decimal("2.5".to_owned())),
        base: Some(TermBase::NetSales),
        every_months: Some(Whole(6)),
        clause: line("第五条第二款"),
        ..Term::default()
    };
    let minimum = Term {
        term_type: Some(TermType::MinimumAnnual),
        amount: sum("20万元")?,
        due: Some(Day("2027-06-17".to_owned())),
        every_months: Some(Whole(12)),
        clause: line("第五条第三款"),
        ..Term::default()
    };
    let named = |name: &str, recipient, role| Beneficiary {
        name: line(name),
        recipient,
        role: Some(role),
        main: (role == ShareRole::Contributor).then_some(true),
        account: None,
    };
    Ok(Proposal {
        terms: Some(vec![upfront, royalty, minimum]),
        rule: Some(RULE.to_owned()),
        beneficiaries: Some(vec![
            named("单位", Some(unit), ShareRole::Owner),
            named("完成人", Some(song), ShareRole::Contributor),
            named("转化人员", None, ShareRole::TransferStaff),
        ]),
        pricing_mode: Some(PricingMode::Negotiated),
        value: sum("180万元")?,
        departure_clause: None,
    })
}

/// Shown for as long as the rule asks, and closed clean the day after.
fn shown(
    hand: &mut Hand,
    book: Rulebook,
    (object, matter): (RecordId, PublicityMatter),
    (from, after): (&str, &str),
    content: &str,
) -> Result<(), Trouble> {
    let occasion = hand.on("mingde", from)?;
    let starting = Starting {
        object,
        matter,
        audience: PublicityAudience::Base,
        content: content.to_owned(),
        begins: date(from)?,
        days: None,
        day_count: None,
        how_to_object: "实名书面或邮件至 notice@example.cn，公示期内受理。".to_owned(),
    };
    let notice = publicity::start(hand.shelf, book, &occasion, &starting)?.id;
    let occasion = hand.on("mingde", after)?;
    publicity::close(hand.shelf, &occasion, notice, None)?;
    Ok(())
}

fn signed(hand: &mut Hand, book: Rulebook, deal: RecordId) -> Result<(), Trouble> {
    let content = "无铬复合防护涂层普通许可，入门费120万元，净销售额提成2.5%，年度最低20万元。";
    let price = (deal, PublicityMatter::NegotiatedPrice);
    shown(hand, book, price, ("2026-05-28", "2026-06-13"), content)?;
    let broker = hand.on("broker", "2026-06-18")?;
    let fields = [
        ("contract_type", "licence"),
        ("contract_number", "MD-RD-2026-05"),
        ("registration_number", "示例登记-2026-0618"),
        ("technology_value", "180万元"),
        ("signed", "2026-06-18"),
        ("begins", "2026-06-18"),
        ("ends", "2031-06-17"),
    ];
    noted(hand, &broker, deal, &fields)?;
    deal::advance(hand.shelf, book, &broker, deal, None, DealStage::Performance)?;
    Ok(())
}

fn noted(hand: &mut Hand, occasion: &Occasion, deal: RecordId, fields: &[(&str, &str)]) -> Result<(), Trouble> {
    let given = fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned())));
    deal::note_contract(hand.shelf, occasion, deal, None, &given.collect::<Vec<_>>())?;
    Ok(())
}

fn paid(hand: &mut Hand, book: Rulebook, deal: RecordId) -> Result<(), Trouble> {
    let finance = hand.on("mingde-finance", "2026-07-06")?;
    let cost = |item, text: &str| Cost {
        item: Some(item),
        amount: Budget::parse(text, Some(MoneyUnit::One)).ok(),
        voucher: None,
        note: None,
    };
    let receiving = Receiving {
        term: "T1".to_owned(),
        due: Some(date("2026-07-10")?),
        amount: Money::fen(120_000_000),
        received: date("2026-07-06")?,
        costs: vec![cost(CostItem::Tax, "67924.53元"), cost(CostItem::Patent, "4.8万元")],
        invoice: "SAMPLE-26-07-0005".to_owned(),
        reference: "SAMPLE-26-0706-12".to_owned(),
        exchange_rate: None,
        posting: Posting::usual()?,
        more_than_due: false,
    };
    money::receive(hand.shelf, &finance, deal, &receiving)?;
    let batch = money::calculate(hand.shelf, book, &finance, deal)?.id;
    let award = (batch, PublicityMatter::CashAward);
    shown(hand, book, award, ("2026-07-07", "2026-07-30"), "首笔入门费分配：完成人50%，转化人员5%，单位45%。")?;
    for approver in ["mingde-review", "mingde"] {
        let occasion = hand.on(approver, "2026-07-31")?;
        money::approve(hand.shelf, book, &occasion, batch, None, "与本次分配无利害关系")?;
    }
    let finance = hand.on("mingde-finance", "2026-08-03")?;
    let bank = AccountName::parse("assets:bank:operating")?;
    money::pay(hand.shelf, &finance, batch, None, (date("2026-08-03")?, &bank), &[])?;
    Ok(())
}
