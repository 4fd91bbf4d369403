//! What a deal needs before a stage: a list that a page shows, and that a move is held against.

use base::record::kinds::{AccessDecision, Deal, DealRole, DealStage, PricingMode, TransferForm};
use base::record::{Choice, RecordId};
use base::rules::Gate;
use jiff::civil::Date;

use crate::publicity::Asked;
use crate::terms::day;

/// Something that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// The parties: who gives, who takes.
    Parties,
    /// A non-disclosure agreement in force, or why none is needed.
    Nda,
    /// An answer to who asked for access.
    AccessAnswers,
    /// How it changes hands; 面议 is not yet a way.
    DealType,
    /// Terms on money.
    Terms,
    /// How the price is found.
    Pricing,
    /// What it was appraised at, where the price rests on that.
    Appraisal,
    /// The rule by which income is shared, and who stands behind its names.
    SharingRule,
    /// The agreement of every side to the terms as they stand.
    Acceptance,
    /// A publicity that ended clean, where a rule asks for one.
    Publicity,
    /// The approval of the export-control office.
    ExportApproval,
    /// What the contract is under the registration rule.
    ContractType,
    /// The number of the contract.
    ContractNumber,
    /// The day of signature, and from when to when it holds.
    Signature,
    /// What the contract is worth.
    Value,
    /// Money that is due and has not come.
    Receivables,
    /// Money that came and was not shared out.
    Payouts,
}

/// What has to be looked up beside the deal.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub today: Date,
    pub gate: Gate,
    /// The publicity of the price, where a rule asks for one.
    pub publicity: Asked,
    /// Whether something is late.
    pub late: bool,
    /// Whether something was received and not shared out.
    pub unshared: bool,
}

/// The stages, in order.
pub const fn stages() -> &'static [Choice] {
    DealStage::CHOICES
}

impl Want {
    /// Its name in messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::Nda => "nda",
            Self::AccessAnswers => "access-answers",
            Self::DealType => "deal-type",
            Self::Terms => "terms",
            Self::Pricing => "pricing",
            Self::Appraisal => "appraisal",
            Self::SharingRule => "sharing-rule",
            Self::Acceptance => "acceptance",
            Self::Publicity => "publicity",
            Self::ExportApproval => "export-approval",
            Self::ContractType => "contract-type",
            Self::ContractNumber => "contract-number",
            Self::Signature => "signature",
            Self::Value => "value",
            Self::Receivables => "receivables",
            Self::Payouts => "payouts",
        }
    }

    /// Every one, for the test that every language has them.
    pub const ALL: [Self; 17] = [
        Self::Parties,
        Self::Nda,
        Self::AccessAnswers,
        Self::DealType,
        Self::Terms,
        Self::Pricing,
        Self::Appraisal,
        Self::SharingRule,
        Self::Acceptance,
        Self::Publicity,
        Self::ExportApproval,
        Self::ContractType,
        Self::ContractNumber,
        Self::Signature,
        Self::Value,
        Self::Receivables,
        Self::Payouts,
    ];
}

/// What is missing before a stage, that of the stages on the way there included.
pub(crate) fn wants(deal: &Deal, to: DealStage, facts: &Facts) -> Vec<Want> {
    let mut wants = Vec::new();
    let mut ask = |want: Want, holds: bool| {
        if !holds {
            wants.push(want);
        }
    };
    let before = |stage: DealStage| to as usize >= stage as usize;
    if before(DealStage::Nda) {
        ask(Want::Parties, [DealRole::Provider, DealRole::Taker].iter().all(|role| has_role(deal, *role)));
    }
    if before(DealStage::Evaluation) {
        ask(Want::Nda, nda_holds(deal, facts.today));
    }
    if before(DealStage::Negotiation) {
        let open = |decision: Option<AccessDecision>| matches!(decision, None | Some(AccessDecision::Asked));
        ask(Want::AccessAnswers, !deal.access_requests.iter().any(|request| open(request.decision)));
    }
    if before(DealStage::Approval) {
        ask(Want::DealType, deal.deal_type.is_some_and(|form| form != TransferForm::Open));
        ask(Want::Terms, !deal.terms.is_empty());
        ask(Want::Pricing, deal.pricing_mode.is_some());
        let appraised = deal.pricing_mode != Some(PricingMode::Appraised) || deal.appraised_value.is_some();
        ask(Want::Appraisal, appraised);
    }
    if before(DealStage::Publicity) {
        ask(Want::Acceptance, sides(deal).all(|side| accepted(deal, side)));
    }
    if before(DealStage::Contract) {
        let public = matches!(facts.publicity, Asked::NotNeeded | Asked::Clean(_));
        ask(Want::Publicity, public);
        ask(Want::ExportApproval, !matches!(facts.gate, Gate::Holds { .. }) || deal.control_approval.is_some());
    }
    if before(DealStage::Performance) {
        ask(Want::ContractType, deal.contract_type.is_some());
        ask(Want::ContractNumber, deal.contract_number.is_some());
        ask(Want::Signature, deal.signed.is_some() && deal.begins.is_some());
        ask(Want::Value, deal.value.is_some());
        ask(Want::SharingRule, !deal.sharing_rules.is_empty() && !deal.beneficiaries.is_empty());
    }
    if before(DealStage::Closing) {
        ask(Want::Receivables, !facts.late);
        ask(Want::Payouts, !facts.unshared);
    }
    wants
}

fn has_role(deal: &Deal, role: DealRole) -> bool {
    let investor = role == DealRole::Taker;
    deal.parties.iter().any(|party| {
        let takes =
            matches!(party.role, Some(DealRole::Taker | DealRole::Developer | DealRole::Investor | DealRole::Venture));
        party.role == Some(role) || investor && takes
    })
}

/// Whether a non-disclosure agreement holds on a day, or none is needed.
pub(crate) fn nda_holds(deal: &Deal, today: Date) -> bool {
    let (signed, until) = (day(deal.nda_signed.as_ref()), day(deal.nda_until.as_ref()));
    let holds = signed.is_some_and(|signed| signed <= today) && until.is_none_or(|until| today <= until);
    deal.nda_waiver.is_some() || holds
}

/// The organisations that have to accept the terms: every one but the agents.
pub(crate) fn sides(deal: &Deal) -> impl Iterator<Item = RecordId> {
    let sides = deal.parties.iter().filter(|party| party.role != Some(DealRole::Agent));
    sides.filter_map(|party| party.organisation)
}

/// Whether a side accepted the terms as they stand.
pub(crate) fn accepted(deal: &Deal, side: RecordId) -> bool {
    let current = deal.terms_version.map_or(1, |version| version.0);
    deal.acceptances
        .iter()
        .any(|one| one.organisation == Some(side) && one.version.is_some_and(|version| version.0 == current))
}
