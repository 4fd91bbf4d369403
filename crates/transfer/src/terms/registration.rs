//! The registration of a technology contract: what its form asks for, what the deal says of it, and what is missing.

use base::record::kinds::{ContractType, Deal, DealRole, Organisation, TermType};
use base::record::{Record, RecordId};
use base::store::{Fault, Shelf};

use crate::deal::Case;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryField {
    /// 合同名称
    Title,
    /// 合同编号
    Number,
    /// 合同类型
    ContractType,
    /// 卖方
    Seller,
    /// 卖方统一社会信用代码
    SellerCode,
    /// 买方
    Buyer,
    /// 买方统一社会信用代码
    BuyerCode,
    /// 签订日期
    Signed,
    /// 起止日期
    Term,
    /// 合同成交总额
    Value,
    /// 技术交易额
    TechnologyValue,
    /// 支付方式
    Payment,
    /// 知识产权
    Rights,
    /// 许可范围
    Scope,
    /// 标的内容
    Subject,
}

/// A field with what the deal says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The field.
    pub field: EntryField,
    /// What the deal says; empty where it says nothing. Codes of answers, where the field has a list of them.
    pub value: String,
    /// Whether the contract cannot be registered without it.
    pub needed: bool,
}

impl EntryField {
    /// Its name in messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Number => "number",
            Self::ContractType => "contract-type",
            Self::Seller => "seller",
            Self::SellerCode => "seller-code",
            Self::Buyer => "buyer",
            Self::BuyerCode => "buyer-code",
            Self::Signed => "signed",
            Self::Term => "term",
            Self::Value => "value",
            Self::TechnologyValue => "technology-value",
            Self::Payment => "payment",
            Self::Rights => "rights",
            Self::Scope => "scope",
            Self::Subject => "subject",
        }
    }
}

/// The form of the registration, filled in as far as the deal says it. Of each party the first of its role counts.
///
/// # Errors
/// The store's.
pub fn registration(shelf: &mut dyn Shelf, case: &Case) -> Result<Vec<Entry>, Fault> {
    let deal = &case.deal;
    let party =
        |roles: &[DealRole]| deal.parties.iter().find(|party| party.role.is_some_and(|role| roles.contains(&role)));
    let seller = party(&[DealRole::Provider]);
    let buyer = party(&[DealRole::Taker, DealRole::Developer, DealRole::Investor, DealRole::Venture]);
    let organisations: Vec<RecordId> =
        [seller, buyer].into_iter().flatten().filter_map(|one| one.organisation).collect();
    let organisations = shelf.records(&organisations)?;
    let name = |party: Option<&base::record::kinds::DealParty>| {
        let record = party.and_then(|one| organisations.iter().find(|record| Some(record.id) == one.organisation));
        let written = party.and_then(|one| one.name.as_ref()).map(|name| name.0.clone());
        (record.map(|record| record.content.title(true).to_owned()).or(written).unwrap_or_default(), code_of(record))
    };
    let ((seller, seller_code), (buyer, buyer_code)) = (name(seller), name(buyer));
    let achievements = shelf.records(&deal.achievements)?;
    let text = |text: Option<String>| text.unwrap_or_default();
    let day = |day: &Option<base::record::Day>| day.as_ref().map(|day| day.0.clone());
    let money = |money: &Option<measure::Budget>| money.as_ref().map(measure::Budget::show);
    let term = [day(&deal.begins), day(&deal.ends)].map(Option::unwrap_or_default);
    let contract = deal.contract_type.map(|one| ContractType::CHOICES[one as usize].code.to_owned());
    let licence = deal.contract_type == Some(ContractType::Licence);
    let entry = |field, value: String, needed| Entry { field, value, needed };
    Ok(vec![
        entry(EntryField::Title, case.record.content.title(true).to_owned(), true),
        entry(EntryField::Number, text(deal.contract_number.as_ref().map(|number| number.0.clone())), false),
        entry(EntryField::ContractType, text(contract), true),
        entry(EntryField::Seller, seller, true),
        entry(EntryField::SellerCode, seller_code, true),
        entry(EntryField::Buyer, buyer, true),
        entry(EntryField::BuyerCode, buyer_code, true),
        entry(EntryField::Signed, text(day(&deal.signed)), true),
        entry(EntryField::Term, if term[0].is_empty() { String::new() } else { term.join(" ~ ") }, true),
        entry(EntryField::Value, text(money(&deal.value)), true),
        entry(EntryField::TechnologyValue, text(money(&deal.technology_value)), true),
        entry(EntryField::Payment, payment(deal), true),
        entry(EntryField::Rights, rights(&achievements), false),
        entry(EntryField::Scope, scope(deal), licence),
        entry(EntryField::Subject, subject(&achievements), true),
    ])
}

fn code_of(record: Option<&Record>) -> String {
    let organisation: Option<Organisation> = record.map(|record| record.content.body());
    organisation.and_then(|one| one.credit_code).map(|code| code.to_string()).unwrap_or_default()
}

/// How it is paid: at once, in parts, as a royalty, as shares.
fn payment(deal: &Deal) -> String {
    let types = deal.terms.iter().filter_map(|term| term.term_type);
    let mut codes: Vec<&str> = types.map(|one| TermType::CHOICES[one as usize].code).collect();
    codes.dedup();
    codes.join("; ")
}

fn rights(achievements: &[Record]) -> String {
    let patents =
        achievements.iter().flat_map(|record| record.content.body::<base::record::kinds::Achievement>().patents);
    let numbers = patents.filter_map(|patent| patent.application.map(|number| number.to_string()));
    numbers.collect::<Vec<_>>().join("; ")
}

fn scope(deal: &Deal) -> String {
    let exclusivity =
        deal.exclusivity.map(|one| base::record::kinds::Exclusivity::CHOICES[one as usize].label.zh.to_owned());
    let lines = [&deal.territory, &deal.field_of_use].into_iter().flatten().map(|line| line.0.clone());
    exclusivity.into_iter().chain(lines).collect::<Vec<_>>().join("；")
}

fn subject(achievements: &[Record]) -> String {
    let titles = achievements.iter().map(|record| record.content.title(true).to_owned());
    titles.collect::<Vec<_>>().join("；")
}
