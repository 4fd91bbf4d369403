//! The words of transfer: what is missing, how money stands, what a floor says.

use base::record::Choice;
use base::record::kinds::{DealStage, FloorAnswer, Floored};
use base::rules::Gate;
use transfer::deal::Want;
use transfer::money::{Receivable, Standing};
use transfer::publicity::Asked;
use transfer::terms::EntryField;

use crate::figure::money;
use crate::language::{Key, Messages};

/// The word of an answer of a list.
pub fn word(choices: &'static [Choice], at: usize, t: Messages) -> &'static str {
    choices.get(at).map_or("", |choice| t.pick(choice.label.zh, choice.label.en))
}

/// The word of an answer by its code; the code itself where the list does not know it.
pub(super) fn coded(choices: &'static [Choice], code: &str, t: Messages) -> String {
    let found = choices.iter().find(|choice| choice.code == code);
    found.map_or_else(|| code.to_owned(), |choice| t.pick(choice.label.zh, choice.label.en).to_owned())
}

/// The answers of a list, by code and word.
pub(in crate::pages) fn answers(choices: &'static [Choice], t: Messages) -> Vec<(&'static str, &'static str)> {
    choices.iter().map(|choice| (choice.code, t.pick(choice.label.zh, choice.label.en))).collect()
}

/// The word of a stage.
pub fn stage(stage: DealStage, t: Messages) -> &'static str {
    word(DealStage::CHOICES, stage as usize, t)
}

/// What is missing.
pub fn want(want: Want, t: Messages) -> String {
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
pub fn gate(gate: &Gate, t: Messages) -> String {
    let rules = gate.rules().join(", ");
    match gate {
        Gate::Domestic => t.get("gate-domestic"),
        Gate::Uncontrolled => t.get("gate-uncontrolled"),
        Gate::NotInForce { .. } => t.say("gate-not-in-force").with("rules", rules).to_string(),
        Gate::Holds { .. } => t.say("gate-holds").with("rules", rules).to_string(),
    }
}

/// How the publicity that a rule asks for stands.
pub fn asked(asked: &Asked, t: Messages) -> String {
    match asked {
        Asked::NotNeeded => t.get("publicity-not-needed"),
        Asked::Missing { rule } => t.say("publicity-missing").with("rule", rule.as_str()).to_string(),
        Asked::Running { until, .. } => {
            let until = until.map_or_else(String::new, |until| until.to_string());
            t.say("publicity-running").with("until", until).to_string()
        }
        Asked::Superseded { rule, .. } => t.say("publicity-superseded").with("rule", rule.as_str()).to_string(),
        Asked::Over { until, by, .. } => {
            let by = t.pick(by.zh.as_str(), by.en.as_str());
            t.say("publicity-over").with("until", until.to_string()).with("by", by).to_string()
        }
        Asked::Objected { count, by, .. } => {
            let by = t.pick(by.zh.as_str(), by.en.as_str());
            t.say("publicity-objected").with("count", count.to_string()).with("by", by).to_string()
        }
        Asked::Clean(_) => t.get("publicity-clean"),
    }
}

/// How something expected stands, and the class of its mark.
pub fn standing(one: &Receivable, t: Messages) -> (&'static str, String) {
    match &one.standing {
        Standing::Expected => ("badge-draft", t.get("receivable-expected")),
        Standing::Late { days } => ("badge-deleted", t.say("receivable-late").with("days", *days).to_string()),
        Standing::Reported { late: None } => ("badge-draft", t.get("receivable-reported")),
        Standing::Reported { late: Some(days) } => {
            ("badge-deleted", t.say("receivable-reported-late").with("days", *days).to_string())
        }
        Standing::Partly { rest, late: None, .. } => {
            ("badge-b", t.say("receivable-short").with("short", money(*rest)).to_string())
        }
        Standing::Partly { rest, late: Some(days), .. } => {
            let said = t.say("receivable-short-late").with("short", money(*rest)).with("days", *days);
            ("badge-deleted", said.to_string())
        }
        Standing::Received { .. } => ("badge-published", t.get("receivable-received")),
        Standing::Covered => ("badge-published", t.get("receivable-covered")),
    }
}

/// What the floors say of a batch: of each the last, since it is asked of the lifetime after every receipt; that one lifted
/// stays said. Who reads their own share alone is told no sums, out of which the others' could be taken.
pub fn floors(all: &[Floored], sums: bool, t: Messages) -> Vec<String> {
    let lifted = |one: &Floored| one.answer == Some(FloorAnswer::Lifted);
    let same = |one: &Floored, other: &Floored| {
        one.floor == other.floor
            && one.article == other.article
            && lifted(one) == lifted(other)
            && year(one) == year(other)
    };
    let last = |(at, one): &(usize, &Floored)| !all[at + 1..].iter().any(|later| same(one, later));
    all.iter().enumerate().filter(last).map(|(_, one)| if sums { floor(one, t) } else { held(one, t) }).collect()
}

/// The year a floor is asked of; none where it is asked of the lifetime.
fn year(one: &Floored) -> Option<&str> {
    one.note.as_ref().and_then(|note| note.0.strip_prefix("year: "))
}

/// That a floor was asked, without its sums.
fn held(one: &Floored, t: Messages) -> String {
    match (one.answer, &one.article) {
        (Some(FloorAnswer::Met | FloorAnswer::Lifted), Some(article)) => {
            t.say("floor-held").with("article", article.0.clone()).to_string()
        }
        _ => floor(one, t),
    }
}

/// What a floor says of a batch.
pub fn floor(one: &Floored, t: Messages) -> String {
    let text = |line: &Option<base::record::Line>| line.as_ref().map_or_else(String::new, |line| line.0.clone());
    let key = match one.answer {
        Some(FloorAnswer::Met) => Key("floor-met"),
        Some(FloorAnswer::Lifted) => Key("floor-lifted"),
        Some(FloorAnswer::Refused) => Key("floor-refused"),
        Some(FloorAnswer::NotCovered) | None => return uncovered(&text(&one.note), &text(&one.article), t),
    };
    let said = t.say(key).with("article", text(&one.article)).with("least", amounts(&text(&one.least)));
    let said = said.with("given", amounts(&text(&one.given))).to_string();
    match text(&one.note).strip_prefix("year: ") {
        Some(year) => t.say("floor-of-year").with("year", year.to_owned()).with("said", said).to_string(),
        None => said,
    }
}

fn uncovered(note: &str, article: &str, t: Messages) -> String {
    let (why, fact) = note.split_once(": ").unwrap_or((note, ""));
    let key = match why {
        "agreed-otherwise" => Key("floor-agreed-otherwise"),
        "no-main" => Key("floor-no-main"),
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

/// A step of a statement: its name, and which part of it in words.
pub fn step(step: &str, t: Messages) -> String {
    let Some((name, part)) = step.split_once(" · ") else { return step.to_owned() };
    let (code, fact) = part.split_once(": ").unwrap_or((part, ""));
    let key = match code {
        "tier" => Key("statement-part-tier"),
        "gross" => Key("statement-part-gross"),
        "first" => Key("statement-part-first"),
        "recouped" => Key("statement-part-recouped"),
        "charged" => Key("statement-part-charged"),
        "preferred" => Key("statement-part-preferred"),
        "catch-up" => Key("statement-part-catch-up"),
        "capped" => Key("statement-part-capped"),
        "excess" => Key("statement-part-excess"),
        "topped-up" => Key("statement-part-topped-up"),
        "topping-up" => Key("statement-part-topping-up"),
        "floor" => Key("statement-part-floor"),
        _ => return step.to_owned(),
    };
    let fact = fact.split(" – ").map(amounts).collect::<Vec<_>>().join(" – ");
    format!("{name}{}{}", t.pick("：", ": "), t.say(key).with("fact", fact))
}

/// An amount with its currency, its thousands set apart; another text as it is.
fn amounts(text: &str) -> String {
    let read = measure::Money::parse(text);
    read.map_or_else(|_| text.to_owned(), |read| format!("{} {}", read.currency().code(), money(read)))
}

/// An amount of a statement as people read it; another text as it is.
pub fn amount(text: &str) -> String {
    measure::Money::parse(text).map_or_else(|_| text.to_owned(), money)
}

/// Shares that end within four places as per cent: `inventor 1/2` is `inventor 50%`.
pub fn percents(text: &str) -> String {
    let word = |word: &str| {
        let (fraction, rest) = word.strip_suffix(',').map_or((word, ""), |fraction| (fraction, ","));
        let (numerator, denominator) = fraction.split_once('/')?;
        let (numerator, denominator): (u64, u64) = (numerator.parse().ok()?, denominator.parse().ok()?);
        let hundredths = numerator.checked_mul(10_000)?;
        if denominator == 0 || hundredths % denominator != 0 {
            return None;
        }
        let hundredths = hundredths / denominator;
        let cents = format!("{:02}", hundredths % 100);
        let cents = cents.trim_end_matches('0');
        let point = if cents.is_empty() { "" } else { "." };
        Some(format!("{}{point}{cents}%{rest}", hundredths / 100))
    };
    text.split(' ').map(|one| word(one).unwrap_or_else(|| one.to_owned())).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_that_end_are_said_in_per_cent() {
        assert_eq!(percents("inventor 1/2, staff 1/20, unit 9/20"), "inventor 50%, staff 5%, unit 45%");
        assert_eq!(percents("a 1/3, b 1/8"), "a 1/3, b 12.5%");
        assert_eq!(percents("CNY 100/0"), "CNY 100/0");
    }
}
