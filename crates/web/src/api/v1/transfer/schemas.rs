//! The schemas of transfer, by name.

use base::record::kinds::{
    AccessDecision, DealStage, DealStatus, DeclineReason, ObjectionOutcome, PayoutStage, TermType, TransferForm,
};
use base::record::{Choice, Kind, schema};
use serde_json::{Map, Value, json};
use transfer::deal::{CONTRACT_FIELDS, Want};

use super::super::super::component::untitled;
use super::super::super::schema::{
    about, day, flag, line, list, nullable, object, one_of, reference, short_list, text, uuid, whole,
};

/// Every schema of transfer.
pub(in super::super::super) fn components() -> Vec<(&'static str, Value)> {
    [ways(), terms(), publicities(), incomings(), payouts(), standing(), overview()].into_iter().flatten().collect()
}

fn codes(choices: &[Choice]) -> Value {
    one_of(choices.iter().map(|choice| choice.code))
}

/// An amount with its currency, as answers have it.
fn money() -> Value {
    json!({ "type": "string", "examples": ["CNY 3000000.00"] })
}

/// An amount as people write it, as requests have it.
fn amount() -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": 100, "examples": ["300万元", "169811.32"] })
}

/// A text of several lines.
fn prose(most: usize) -> Value {
    json!({ "type": "string", "maxLength": most })
}

/// A field as records of a kind have it.
fn field(kind: Kind, name: &str) -> Value {
    untitled(schema::content(kind))["properties"][name].take()
}

/// One row of such a field.
fn row(kind: Kind, name: &str) -> Value {
    field(kind, name)["items"].take()
}

/// A deal on its way.
fn ways() -> Vec<(&'static str, Value)> {
    let halts = ["wait", "pause", "resume", "decline", "terminate", "complete"];
    let reasons = short_list(codes(DeclineReason::CHOICES), 20);
    let decisions = ["granted", "refused", "ended"];
    debug_assert!(decisions.iter().all(|code| AccessDecision::CHOICES.iter().any(|choice| choice.code == *code)));
    let halt = object([
        ("halt", one_of(halts)),
        ("reasons?", about(reasons, "Why it is declined; at least one is needed.")),
        ("note?", about(prose(5000), "What else is to be said; needed where a contract is terminated.")),
    ]);
    let nda = object([
        ("signed?", about(day(), "When it was signed.")),
        ("until?", about(day(), "Until when it holds; without end where nothing is said.")),
        ("waiver?", about(prose(500), "Why none is needed, where none was signed.")),
    ]);
    let asking = object([
        ("organisation", about(uuid(), "For which party of the deal.")),
        ("person?", about(uuid(), "Who will see it.")),
        ("what", prose(500)),
        ("why", prose(500)),
    ]);
    let form = about(
        codes(TransferForm::CHOICES),
        "How it is to change hands; what the achievement's owner wants where nothing is said.",
    );
    vec![
        ("NewDealOfMatch", object([("form?", form)])),
        (
            "DealMove",
            object([("stage", about(codes(DealStage::CHOICES), "Forward where nothing is missing, or back."))]),
        ),
        ("DealHalt", halt),
        ("DealNda", nda),
        ("NewAccessRequest", asking),
        ("AccessAnswer", object([("decision", one_of(decisions))])),
    ]
}

/// What the parties agree on.
fn terms() -> Vec<(&'static str, Value)> {
    let proposal = object([
        ("terms?", field(Kind::Deal, "terms")),
        (
            "rule?",
            about(
                prose(50_000),
                "The rule by which income is shared, as a text of TOML; of the same version it takes the place of what was there.",
            ),
        ),
        ("beneficiaries?", about(field(Kind::Deal, "beneficiaries"), "Who stands behind the names in the rule.")),
        ("pricing_mode?", field(Kind::Deal, "pricing_mode")),
        ("value?", field(Kind::Deal, "value")),
        ("departure_clause?", about(prose(500), "The clause that departs from a default floor; empty for none.")),
    ]);
    let of_contract = CONTRACT_FIELDS.iter().map(|name| ((*name).to_owned(), nullable(field(Kind::Deal, name))));
    let contract = json!({
        "type": "object",
        "properties": of_contract.collect::<Map<String, Value>>(),
        "additionalProperties": false,
    });
    let accepted =
        about(whole(1, 10_000), "The version on the table, so that nobody accepts what was changed meanwhile.");
    let entry = object([
        ("field", text()),
        (
            "value",
            about(
                text(),
                "What the deal says; empty where it says nothing. Codes, where the field has a list of them.",
            ),
        ),
        ("needed", about(flag(), "Whether the contract cannot be registered without it.")),
        ("missing", flag()),
    ]);
    let registration = object([
        ("items", list(reference("RegistrationEntry"))),
        ("complete", about(flag(), "Whether nothing that is needed is missing.")),
    ]);
    vec![
        ("TermsProposal", proposal),
        ("TermsAcceptance", object([("terms_version", accepted)])),
        ("ContractFields", contract),
        ("RegistrationEntry", entry),
        ("ContractRegistration", registration),
    ]
}

fn publicities() -> Vec<(&'static str, Value)> {
    let of = |name: &str| field(Kind::Publicity, name);
    let new = object([
        ("object", about(uuid(), "What it is about: a deal, a payout.")),
        ("matter", of("matter")),
        ("audience", of("audience")),
        ("content", about(prose(50_000), "What is shown.")),
        ("begins?", about(day(), "The first day, which is not counted itself; today where nothing is said.")),
        ("days?", about(whole(1, 365), "As many as the rule asks for where nothing is said.")),
        ("day_count?", of("day_count")),
        ("how_to_object?", prose(5000)),
    ]);
    let outcomes = ObjectionOutcome::CHOICES.iter().map(|choice| choice.code).filter(|code| *code != "open");
    let answer = object([("outcome", one_of(outcomes)), ("answer", prose(5000))]);
    vec![("NewPublicityOf", new), ("NewObjection", object([("content", prose(5000))])), ("ObjectionAnswer", answer)]
}

/// Money that comes in.
fn incomings() -> Vec<(&'static str, Value)> {
    let term = || about(line(1, 500), "The code of the term.");
    let report = object([
        ("term", term()),
        ("period_ends", about(day(), "The last day of the period, as the receivables have it.")),
        ("base", about(amount(), "What was sold, earned or made in it.")),
    ]);
    let account =
        |usual: &str| about(line(1, 200), &format!("The account of the ledger; `{usual}` where nothing is said."));
    let received = object([
        ("term", term()),
        (
            "due?",
            about(nullable(day()), "The day it was due, as the receivables have it; null for a term without a day."),
        ),
        ("amount", amount()),
        ("received", about(day(), "When it came.")),
        ("costs?", field(Kind::Receipt, "costs")),
        ("invoice?", prose(500)),
        ("reference?", about(prose(500), "The bank's reference.")),
        ("exchange_rate?", field(Kind::Receipt, "exchange_rate")),
        ("bank?", account("assets:bank:operating")),
        ("income?", account("income:transfer:deals")),
        ("more_than_due?", about(flag(), "Said where more came than is due, which is refused otherwise.")),
    ]);
    let reversal = object([("reason", about(prose(5000), "Why; it stands on the receipt and in the ledger."))]);
    vec![("RoyaltyReport", report), ("NewReceived", received), ("ReceiptReversal", reversal)]
}

fn payouts() -> Vec<(&'static str, Value)> {
    let withheld = object([("name", about(line(1, 500), "The name in the rule.")), ("amount", amount())]);
    let payment = object([
        ("paid", about(day(), "When it was paid.")),
        (
            "bank?",
            about(line(1, 200), "From which account of the ledger; `assets:bank:operating` where nothing is said."),
        ),
        ("withheld?", about(short_list(reference("WithheldTax"), 500), "The tax withheld of single shares.")),
    ]);
    let statement = object([
        ("share", reference("PayoutShare")),
        (
            "lines",
            about(
                list(reference("PayoutLine")),
                "How it came about: from what, by which clause and article, how rounded.",
            ),
        ),
    ]);
    let statements = object([
        ("payout", uuid()),
        ("batch", nullable(text())),
        ("stage", nullable(codes(PayoutStage::CHOICES))),
        ("items", list(reference("PayoutStatement"))),
        ("floors", about(list(reference("PayoutFloor")), "What the statutes' floors say of the batch.")),
    ]);
    vec![
        ("PayoutApproval", object([("note?", prose(500))])),
        ("WithheldTax", withheld),
        ("PayoutPayment", payment),
        ("PayoutReversal", object([("reason", about(prose(5000), "Why; it stands on the batch and in the ledger."))])),
        ("PayoutShare", row(Kind::Payout, "shares")),
        ("PayoutLine", row(Kind::Payout, "lines")),
        ("PayoutFloor", row(Kind::Payout, "floors")),
        ("PayoutStatement", statement),
        ("PayoutStatements", statements),
    ]
}

/// Where a deal stands.
fn standing() -> Vec<(&'static str, Value)> {
    let ahead = object([
        ("stage", codes(DealStage::CHOICES)),
        ("wants", about(list(one_of(Want::ALL.map(Want::code))), "What is missing before it.")),
    ]);
    let publicity = object([
        ("is", one_of(["not-needed", "missing", "superseded", "running", "over", "objected", "clean"])),
        ("rule", about(nullable(text()), "The rule that asks for one, where it is missing or was of other terms.")),
        ("publicity", nullable(uuid())),
        ("until", about(nullable(day()), "Its last day, where it runs or is over and was not closed.")),
    ]);
    let acceptance = object([("organisation", nullable(uuid())), ("day", nullable(day()))]);
    let standing = object([
        ("deal", uuid()),
        ("stage", codes(DealStage::CHOICES)),
        ("status", codes(DealStatus::CHOICES)),
        ("stale", about(flag(), "Whether nobody has confirmed it for ninety days.")),
        ("side", about(nullable(one_of(["broker", "party"])), "For whom the caller acts in it; null for neither.")),
        ("terms_version", about(whole(1, 10_000), "The version of the terms on the table.")),
        ("acceptances", about(list(reference("AcceptedTerms")), "Which sides accepted that version.")),
        ("ahead", about(list(reference("StageAhead")), "The stages ahead, in order.")),
        ("export_control", reference("ControlGate")),
        ("publicity", about(reference("AskedPublicity"), "How the publicity of the price stands.")),
        ("receivables", about(list(reference("Receivable")), "Everything expected under the terms, by day.")),
    ]);
    vec![
        ("StageAhead", ahead),
        ("AskedPublicity", publicity),
        ("AcceptedTerms", acceptance),
        ("Receivable", receivable()),
        ("ReceivablePeriod", object([("begins", day()), ("ends", day())])),
        ("DealStanding", standing),
    ]
}

fn receivable() -> Value {
    object([
        ("term", about(text(), "The code of the term.")),
        ("term_type", codes(TermType::CHOICES)),
        ("due", about(nullable(day()), "Null where it hangs on a condition alone.")),
        ("period", about(nullable(reference("ReceivablePeriod")), "The period it is for.")),
        (
            "expected",
            about(
                one_of(["sum", "royalty", "at-least", "other"]),
                "A sum, what the report of the period comes to, a year's least, or what is no money.",
            ),
        ),
        ("amount", about(nullable(money()), "The sum, or the least.")),
        ("condition", text()),
        ("clause", text()),
        ("standing", one_of(["expected", "late", "reported", "partly", "received", "covered"])),
        ("days_late", nullable(whole(1, i64::MAX))),
        ("owed", about(nullable(money()), "What it comes to, where that is known.")),
        ("reported", about(nullable(money()), "The base that was reported.")),
        ("received", nullable(money())),
        ("received_on", nullable(day())),
        ("short", about(nullable(money()), "What is still to come, where a part came.")),
        ("receipts", about(list(uuid()), "The records of it: one for each part that came.")),
    ])
}

fn overview() -> Vec<(&'static str, Value)> {
    let titles = object([("zh", text()), ("en", text())]);
    let one = object([("deal", uuid()), ("title", titles), ("receivable", reference("Receivable"))]);
    let sums = |what: &str| about(list(money()), what);
    let conversion = object([
        ("form", codes(TransferForm::CHOICES)),
        ("signed", about(whole(0, i64::MAX), "How many contracts were signed in the year.")),
        ("value", sums("What they are worth, by currency.")),
        ("received", sums("What came in in the year, under contracts of any year.")),
        ("awarded", sums("What people were awarded of it.")),
        ("people", about(whole(0, i64::MAX), "How many people.")),
    ]);
    vec![
        ("OutstandingOfDeal", one),
        (
            "Outstanding",
            object([
                ("late", about(whole(0, i64::MAX), "How many are late.")),
                ("items", list(reference("OutstandingOfDeal"))),
            ]),
        ),
        ("Conversion", conversion),
        ("ConversionReport", object([("year", whole(1900, 2199)), ("items", list(reference("Conversion")))])),
    ]
}
