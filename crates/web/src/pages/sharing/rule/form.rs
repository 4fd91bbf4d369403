//! The form of a rule as it comes back: every cell as it was typed, with what is wrong beneath it.

use base::record::Choice;
use base::record::kinds::ShareRole;
use base::rules::PartyType;
use measure::Currency;

use super::read::Slip;
use super::typed::{BASES, Cells, KINDS, Typed};
use crate::language::{Key, Messages};

/// Parties, and receipts, to go on with.
const BLANK: usize = 1;

/// The form.
pub(super) struct Form {
    pub head: Vec<Input>,
    /// For whom the statutes are asked.
    pub statutes: Vec<Input>,
    pub parties: Vec<Vec<Input>>,
    pub steps: Vec<StepForm>,
    pub kinds: Vec<(&'static str, String)>,
    pub receipts: Vec<Vec<Input>>,
}

/// A step with its inputs.
pub(super) struct StepForm {
    pub at: usize,
    pub kind: String,
    pub name: String,
    pub inputs: Vec<Input>,
    /// What is wrong with its kind.
    pub slip: Option<String>,
}

/// One input.
pub(super) struct Input {
    pub name: String,
    pub label: String,
    pub value: String,
    pub shape: Shape,
    pub slip: Option<String>,
}

/// How an input is asked for.
pub(super) enum Shape {
    Line,
    Day,
    Lines,
    /// Value, label, chosen.
    Choice(Vec<(String, String, bool)>),
}

impl Form {
    pub(super) fn new(t: Messages, typed: &Typed, receipts: &[Cells], slips: &[Slip]) -> Self {
        let input = |name: String, label: String, value: &str, shape: Shape| {
            let slip = slips.iter().find(|slip| slip.field == name).map(|slip| slip.sentence.clone());
            Input { name, label, value: value.to_owned(), shape, slip }
        };
        let cell = |row: &Cells, name: &str| row.get(name).cloned().unwrap_or_default();
        let heads = |names: &[&str]| -> Vec<Input> {
            let of = |name: &&str| {
                let value = cell(&typed.head, name);
                input((*name).to_owned(), t.get(head_label(name)), &value, head_shape(t, name, &value))
            };
            names.iter().map(of).collect()
        };
        let blank = Cells::new();
        let party = |(at, row): (usize, &Cells)| {
            let of = |name: &str, label: &'static str, shape: Shape| {
                input(format!("parties.{at}.{name}"), t.get(Key(label)), &cell(row, name), shape)
            };
            vec![
                of("id", "rule-party", Shape::Line),
                of("members", "rule-members", Shape::Line),
                of("left", "rule-left", Shape::Day),
                of("role", "rule-role", choice(t, ShareRole::CHOICES, Key("rule-role-none"), &cell(row, "role"))),
                of("main", "rule-main", yes(t, &cell(row, "main"))),
            ]
        };
        let step = |(at, row): (usize, &Cells)| {
            let code = cell(row, "kind");
            let kind = KINDS.iter().find(|kind| kind.code == code);
            let of = |name: &str| {
                let value = cell(row, name);
                input(format!("steps.{at}.{name}"), t.get(step_label(name)), &value, step_shape(t, name, &value))
            };
            let names = ["id", "clause"].into_iter().chain(kind.map_or(&[][..], |kind| kind.fields).iter().copied());
            StepForm {
                at,
                name: kind.map_or_else(|| code.clone(), |kind| t.get(kind.name)),
                inputs: names.map(of).collect(),
                slip: slips
                    .iter()
                    .find(|slip| slip.field == format!("steps.{at}.kind"))
                    .map(|slip| slip.sentence.clone()),
                kind: code.clone(),
            }
        };
        let receipt = |(at, row): (usize, &Cells)| {
            let of = |name: &str, label: String, shape: Shape| {
                input(format!("receipts.{at}.{name}"), label, &cell(row, name), shape)
            };
            let mut inputs = vec![
                of("date", t.get("rule-date"), Shape::Day),
                of("amount", t.get("rule-receipt-amount"), Shape::Line),
            ];
            if cell(&typed.head, "base") == "net-income" {
                inputs.push(of("costs", t.get("rule-costs"), Shape::Line));
            }
            for pool in pools(typed) {
                let label = t.say("rule-claim").with("pool", pool.clone()).to_string();
                inputs.push(of(&format!("pool.{pool}"), label, Shape::Line));
            }
            inputs.push(of("rate", t.get("rule-rate"), Shape::Line));
            inputs
        };
        let with_blank = |rows: &'_ [Cells]| -> Vec<Cells> {
            rows.iter().cloned().chain(std::iter::repeat_n(blank.clone(), BLANK)).collect()
        };
        Self {
            head: heads(&["agreement", "version", "agreed", "from", "until", "currency", "base"]),
            statutes: heads(&["giver", "departure"]),
            parties: with_blank(&typed.parties).iter().enumerate().map(party).collect(),
            steps: typed.steps.iter().enumerate().map(step).collect(),
            kinds: KINDS.iter().map(|kind| (kind.code, t.get(kind.name))).collect(),
            receipts: with_blank(receipts).iter().enumerate().map(receipt).collect(),
        }
    }
}

impl Form {
    /// A slip with the words of its field.
    pub(super) fn placed(&self, slip: Slip) -> Placed {
        let inputs = self.head.iter().chain(&self.statutes).chain(self.parties.iter().flatten());
        let inputs = inputs.chain(self.steps.iter().flat_map(|step| &step.inputs));
        let mut inputs = inputs.chain(self.receipts.iter().flatten());
        let label = inputs.find(|input| input.name == slip.field).map(|input| input.label.clone());
        Placed { field: slip.field, label: label.unwrap_or_default(), sentence: slip.sentence }
    }
}

/// A slip, said with where it is.
pub(super) struct Placed {
    /// The field's name; empty for the whole.
    pub field: String,
    /// What the field is called.
    pub label: String,
    pub sentence: String,
}

/// The pools that steps name, also while the rule is being put together.
fn pools(typed: &Typed) -> Vec<&String> {
    let mut all: Vec<&String> = Vec::new();
    for pool in typed.steps.iter().filter_map(|row| row.get("pool")) {
        if !pool.is_empty() && !all.contains(&pool) {
            all.push(pool);
        }
    }
    all
}

fn head_label(name: &str) -> Key {
    match name {
        "agreement" => Key("rule-agreement"),
        "version" => Key("rule-version"),
        "agreed" => Key("rule-agreed"),
        "from" => Key("rule-from"),
        "until" => Key("rule-until"),
        "currency" => Key("rule-currency"),
        "giver" => Key("rule-giver"),
        "departure" => Key("rule-departure"),
        _ => Key("rule-base"),
    }
}

fn head_shape(t: Messages, name: &str, value: &str) -> Shape {
    match name {
        "agreed" | "from" | "until" => Shape::Day,
        "currency" => {
            let codes = Currency::ALL.iter().map(|one| one.code());
            Shape::Choice(codes.map(|code| (code.to_owned(), code.to_owned(), code == value)).collect())
        }
        "giver" => choice(t, PartyType::CHOICES, Key("rule-giver-none"), value),
        "base" => {
            let bases = BASES.iter().map(|(code, _, name)| ((*code).to_owned(), t.get(*name), *code == value));
            Shape::Choice(bases.collect())
        }
        _ => Shape::Line,
    }
}

/// One of some answers, or none of them.
fn choice(t: Messages, choices: &[Choice], none: Key, value: &str) -> Shape {
    let of = |one: &Choice| (one.code.to_owned(), t.pick(one.label.zh, one.label.en).to_owned(), one.code == value);
    let none = (String::new(), t.get(none), value.is_empty());
    Shape::Choice(std::iter::once(none).chain(choices.iter().map(of)).collect())
}

fn yes(t: Messages, value: &str) -> Shape {
    let of = |code: &str, key: Key| (code.to_owned(), t.get(key), value == code);
    Shape::Choice(vec![of("", Key("no")), of("yes", Key("yes"))])
}

fn step_label(name: &str) -> Key {
    match name {
        "id" => Key("rule-step-id"),
        "clause" => Key("rule-step-clause"),
        "shares" => Key("rule-shares"),
        "bands" => Key("rule-bands"),
        "per" => Key("rule-per"),
        "amount" => Key("rule-first-amount"),
        "pool" => Key("rule-pool"),
        "to" => Key("rule-to"),
        "charge" => Key("rule-charge"),
        "from" => Key("rule-from-party"),
        "rate" => Key("rule-yearly-rate"),
        "target" => Key("rule-target"),
        "over" => Key("rule-over"),
        "speed" => Key("rule-speed"),
        "beside" => Key("rule-beside"),
        "party" => Key("rule-whose"),
        "each" => Key("rule-each"),
        "steps" => Key("rule-capped-steps"),
        _ => Key("rule-excess-to"),
    }
}

fn step_shape(t: Messages, name: &str, value: &str) -> Shape {
    match name {
        "bands" => Shape::Lines,
        "per" => {
            let choice = |code: &str, key: Key| (code.to_owned(), t.get(key), value == code);
            Shape::Choice(vec![choice("lifetime", Key("rule-per-lifetime")), choice("year", Key("rule-per-year"))])
        }
        _ => Shape::Line,
    }
}
