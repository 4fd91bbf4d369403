//! The words of transfer: what is missing, how money stands, what a floor says.

use base::record::Choice;
use base::record::kinds::{DealStage, FloorAnswer, Floored};
use base::rules::Gate;
use transfer::deal::Want;
use transfer::money::{Receivable, Standing};
use transfer::terms::EntryField;

use crate::figure::money;
use crate::language::{Key, Messages};

/// The word of an answer of a list.
pub(super) fn word(choices: &'static [Choice], at: usize, t: Messages) -> &'static str {
    choices.get(at).map_or("", |choice| t.pick(choice.label.zh, choice.label.en))
}

/// The word of an answer by its code; the code itself where the list does not know it.
pub(super) fn coded(choices: &'static [Choice], code: &str, t: Messages) -> String {
    let found = choices.iter().find(|choice| choice.code == code);
    found.map_or_else(|| code.to_owned(), |choice| t.pick(choice.label.zh, choice.label.en).to_owned())
}

/// The answers of a list, by code and word.
pub(super) fn answers(choices: &'static [Choice], t: Messages) -> Vec<(&'static str, &'static str)> {
    choices.iter().map(|choice| (choice.code, t.pick(choice.label.zh, choice.label.en))).collect()
}

pub(super) fn stage(stage: DealStage, t: Messages) -> &'static str {
    word(DealStage::CHOICES, stage as usize, t)
}

/// What is missing.
pub(crate) fn want(want: Want, t: Messages) -> String {
    t.get(match want {
        Want::Parties => Key("want-parties"),
        Want::Nda => Key("want-nda"),
        Want::AccessAnswers => Key("want-access-answers"),
        Want::DealType => Key("want-deal-type"),
        Want::Terms => Key("want-terms"),
        Want::Pricing => Key("want-pricing"),
        Want::Appraisal => Key("want-appraisal"),
        Want::SharingRule => Key("want-sharing-rule"),
        Want::Acceptance => Key("want-acceptance"),
        Want::Publicity => Key("want-publicity"),
        Want::ExportApproval => Key("want-export-approval"),
        Want::ContractType => Key("want-contract-type"),
        Want::ContractNumber => Key("want-contract-number"),
        Want::Signature => Key("want-signature"),
        Want::Value => Key("want-value"),
        Want::Receivables => Key("want-receivables"),
        Want::Payouts => Key("want-payouts"),
    })
}

/// What the export rules say.
pub(super) fn gate(gate: &Gate, t: Messages) -> String {
    let rules = gate.rules().join(", ");
    match gate {
        Gate::Domestic => t.get("gate-domestic"),
        Gate::Uncontrolled => t.get("gate-uncontrolled"),
        Gate::NotInForce { .. } => t.say("gate-not-in-force").with("rules", rules).to_string(),
        Gate::Holds { .. } => t.say("gate-holds").with("rules", rules).to_string(),
    }
}

/// How something expected stands, and the class of its mark.
pub(super) fn standing(one: &Receivable, t: Messages) -> (&'static str, String) {
    match &one.standing {
        Standing::Expected => ("badge-draft", t.get("receivable-expected")),
        Standing::Late { days } => ("badge-deleted", t.say("receivable-late").with("days", *days).to_string()),
        Standing::Reported { late: None } => ("badge-draft", t.get("receivable-reported")),
        Standing::Reported { late: Some(days) } => {
            ("badge-deleted", t.say("receivable-reported-late").with("days", *days).to_string())
        }
        Standing::Received { short: Some(short), .. } => {
            ("badge-b", t.say("receivable-short").with("short", money(*short)).to_string())
        }
        Standing::Received { .. } => ("badge-published", t.get("receivable-received")),
        Standing::Covered => ("badge-published", t.get("receivable-covered")),
    }
}

/// What a floor says of a batch.
pub(super) fn floor(one: &Floored, t: Messages) -> String {
    let text = |line: &Option<base::record::Line>| line.as_ref().map_or_else(String::new, |line| line.0.clone());
    let key = match one.answer {
        Some(FloorAnswer::Met) => Key("floor-met"),
        Some(FloorAnswer::Lifted) => Key("floor-lifted"),
        Some(FloorAnswer::Refused) => Key("floor-refused"),
        Some(FloorAnswer::NotCovered) | None => return uncovered(&text(&one.note), &text(&one.article), t),
    };
    let said = t.say(key).with("article", text(&one.article)).with("least", text(&one.least));
    said.with("given", text(&one.given)).to_string()
}

fn uncovered(note: &str, article: &str, t: Messages) -> String {
    let (why, fact) = note.split_once(": ").unwrap_or((note, ""));
    let key = match why {
        "agreed-otherwise" => Key("floor-agreed-otherwise"),
        "loss-year" => Key("floor-loss-year"),
        "years-over" => Key("floor-years-over"),
        _ => {
            let known = base::rules::PartyType::CHOICES;
            let types: Vec<String> = fact.split(", ").map(|code| coded(known, code, t)).collect();
            return t.say("floor-none").with("types", types.join(t.pick("、", ", "))).to_string();
        }
    };
    t.say(key).with("article", article.to_owned()).with("fact", fact.to_owned()).to_string()
}

/// A field of the registration's form.
pub(super) fn entry_field(field: EntryField, t: Messages) -> String {
    t.get(match field {
        EntryField::Title => Key("registration-title"),
        EntryField::Number => Key("registration-number"),
        EntryField::ContractType => Key("registration-contract-type"),
        EntryField::Seller => Key("registration-seller"),
        EntryField::SellerCode => Key("registration-seller-code"),
        EntryField::Buyer => Key("registration-buyer"),
        EntryField::BuyerCode => Key("registration-buyer-code"),
        EntryField::Signed => Key("registration-signed"),
        EntryField::Term => Key("registration-term"),
        EntryField::Value => Key("registration-value"),
        EntryField::TechnologyValue => Key("registration-technology-value"),
        EntryField::Payment => Key("registration-payment"),
        EntryField::Rights => Key("registration-rights"),
        EntryField::Scope => Key("registration-scope"),
        EntryField::Subject => Key("registration-subject"),
    })
}
