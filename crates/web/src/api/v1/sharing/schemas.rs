//! The schemas of sharing, by name.

use serde_json::{Value, json};

use super::super::super::schema::{
    about, day, flag, line, list, nullable, object, one_of, reference, short_list, text, whole,
};

/// Every schema of sharing.
pub(in super::super::super) fn components() -> Vec<(&'static str, Value)> {
    let mut all = asked();
    all.extend(proposed());
    all.extend(allocated());
    all
}

fn amount() -> Value {
    json!({ "type": "number" })
}

fn asked() -> Vec<(&'static str, Value)> {
    let holding = object([
        ("kind", one_of(["owner", "capacity", "market", "patch"])),
        ("id", about(line(1, 200), "An id of the pack.")),
    ]);
    let party = object([
        ("name", line(1, 100)),
        ("holdings", about(short_list(reference("Holding"), 500), "What it brings, at least one thing.")),
    ]);
    let asked = object([
        (
            "parties",
            about(short_list(reference("ShareParty"), 16), "The parties; above 12 the Shapley value is sampled."),
        ),
        ("patches?", about(short_list(line(1, 200), 100), "Patches in force whoever takes part, by id.")),
        (
            "rest?",
            about(
                one_of(["absent", "at-chain-prices", "free"]),
                "What becomes of limits that belong to no party; absent where nothing is said.",
            ),
        ),
    ]);
    vec![("Holding", holding), ("ShareParty", party), ("ShareQuestion", asked)]
}

fn proposed() -> Vec<(&'static str, Value)> {
    let interval = object([("low", amount()), ("high", amount())]);
    let stake = object([
        ("name", text()),
        ("capacities", list(text())),
        ("markets", list(text())),
        ("patches", list(text())),
        ("alone", about(nullable(amount()), "What it makes alone; null where coalitions were only sampled.")),
        ("chain_prices", about(reference("AmountInterval"), "What optimal prices of the chain can pay it.")),
    ]);
    let objection = object([("parties", list(text())), ("amount", about(amount(), "What they could have besides."))]);
    let answer = object([
        ("shares", about(list(amount()), "One a party, in the order of the parties.")),
        ("half_widths", about(nullable(list(amount())), "Half of each 95% interval, where the answer was sampled.")),
        ("nobody", about(amount(), "What belongs to no party; with the shares it makes the whole.")),
        ("in_core", about(nullable(flag()), "Whether nobody objects; null where coalitions were only sampled.")),
        ("left_over", about(nullable(amount()), "What the parties make besides the shares; 0 but for rounding.")),
        (
            "objections",
            about(
                list(reference("ShareObjection")),
                "Who could have more alone, the largest amount first; at most 100.",
            ),
        ),
        ("objecting", about(whole(0, i64::MAX), "How many coalitions object.")),
    ]);
    let technology = object([
        ("party", text()),
        ("whole", amount()),
        ("without", about(amount(), "What all make without its technology.")),
        ("range", about(reference("AmountInterval"), "From 0 to what its technology adds.")),
        ("core", about(nullable(reference("AmountInterval")), "What shares without an objection give it.")),
    ]);
    let proposal = object([
        ("currency", text()),
        ("rest", text()),
        ("whole", about(amount(), "What all parties make together.")),
        ("parties", list(reference("ShareStake"))),
        ("canonical", about(reference("ShareAnswer"), "What limits earn at the canonical prices of the chain.")),
        ("shapley", about(reference("ShareAnswer"), "What each adds, on average over all orders of joining.")),
        ("nucleolus", about(nullable(reference("ShareAnswer")), "The loudest complaint is as small as it can be.")),
        (
            "least_core",
            about(nullable(amount()), "The worst complaint that no share can avoid; above 0 the core is empty."),
        ),
        ("technologies", list(reference("ShareOfTechnology"))),
    ]);
    vec![
        ("AmountInterval", interval),
        ("ShareStake", stake),
        ("ShareObjection", objection),
        ("ShareAnswer", answer),
        ("ShareOfTechnology", technology),
        ("ShareProposal", proposal),
    ]
}

/// Money as text: `CNY 1234.56`.
fn money() -> Value {
    json!({ "type": "string", "examples": ["CNY 1234.56"] })
}

/// A JSON object whose members are said elsewhere.
fn anything(what: &str) -> Value {
    json!({ "type": "object", "description": what })
}

fn allocated() -> Vec<(&'static str, Value)> {
    let receipt = object([
        ("id", line(1, 200)),
        ("date", day()),
        ("amount", about(money(), "What was received.")),
        ("costs?", about(money(), "Costs deducted, under a rule on net income.")),
        ("claims?", anything("What is added to pools before the income is shared, by pool, as text.")),
        ("rate?", about(line(1, 100), "Units of the rule's currency for one of the receipt's.")),
    ]);
    let asked = object([
        ("rule", anything("The rule, as `docs/reference/sharing-rule.md` has it, in JSON.")),
        ("receipts", short_list(reference("SharedReceipt"), 100)),
        ("before?", anything("`after` of the answer to earlier receipts.")),
    ]);
    let rounding = object([
        ("before", about(whole(i64::MIN, i64::MAX), "Minor units above the exact share of the lifetime, before.")),
        ("after", about(whole(i64::MIN, i64::MAX), "The same after the receipt.")),
    ]);
    let part = json!({
        "anyOf": [text(), { "type": "object" }],
        "description": "Which part of the step: a word, or an object with a tier, a pool or an article.",
    });
    let one = object([
        ("person", text()),
        ("party", text()),
        ("step", text()),
        ("clause", nullable(text())),
        ("part", part),
        ("of", money()),
        ("share", text()),
        ("exact", about(text(), "Minor units, exact.")),
        ("amount", money()),
        ("rounding", reference("ShareRounding")),
        ("lifetime", money()),
    ]);
    let flow = object([
        ("step", text()),
        ("reached", money()),
        ("gave", list(object([("party", text()), ("amount", money())]))),
        ("goes_on", money()),
    ]);
    let allocation = object([
        ("agreement", text()),
        ("version", whole(0, i64::from(u32::MAX))),
        ("receipt", text()),
        ("date", day()),
        ("shared", money()),
        ("lines", list(reference("ShareLine"))),
        ("flows", list(reference("ShareFlow"))),
        ("outstanding", list(object([("pool", text()), ("amount", money())]))),
    ]);
    let allocations = object([
        ("allocations", list(reference("ReceiptAllocation"))),
        ("after", anything("The lifetime after all of them.")),
    ]);
    vec![
        ("SharedReceipt", receipt),
        ("AllocationQuestion", asked),
        ("ShareRounding", rounding),
        ("ShareLine", one),
        ("ShareFlow", flow),
        ("ReceiptAllocation", allocation),
        ("Allocations", allocations),
    ]
}
