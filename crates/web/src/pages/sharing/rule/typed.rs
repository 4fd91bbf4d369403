//! The form of a rule as it was typed: its head, its parties, its steps; every cell a text.

use std::collections::BTreeMap;

use sharing::waterfall::{Action, Band, Base, Member, Period, Rule, Shares, Step};

use super::show::share;
use crate::language::Key;
use crate::pages::percents;
use crate::shell::Form;

/// Rows that are read of each list.
const MOST_ROWS: usize = 60;

/// Cells by name.
pub(crate) type Cells = BTreeMap<String, String>;

/// A rule as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    /// Agreement, version, days, currency, base.
    pub head: Cells,
    /// `id`, `members`, `left`; and, for the statutes, `role` and `main`.
    pub parties: Vec<Cells>,
    /// `id`, `clause`, `kind`, and what the kind has.
    pub steps: Vec<Cells>,
}

/// A kind of step: its code, its name, its fields.
pub(super) struct StepKind {
    pub code: &'static str,
    pub name: Key,
    pub fields: &'static [&'static str],
}

const fn kind(code: &'static str, name: &'static str, fields: &'static [&'static str]) -> StepKind {
    StepKind { code, name: Key(name), fields }
}

/// Every kind of step.
pub(super) const KINDS: [StepKind; 10] = [
    kind("percent-of-remaining", "rule-kind-percent-of-remaining", &["shares"]),
    kind("percent-of-gross", "rule-kind-percent-of-gross", &["shares"]),
    kind("split", "rule-kind-split", &["shares"]),
    kind("tiers", "rule-kind-tiers", &["bands", "per"]),
    kind("first", "rule-kind-first", &["amount", "shares", "per"]),
    kind("recoup", "rule-kind-recoup", &["pool", "to", "charge", "from"]),
    kind("preferred", "rule-kind-preferred", &["pool", "to", "rate"]),
    kind("catch-up", "rule-kind-catch-up", &["to", "target", "over", "speed", "beside"]),
    kind("cap", "rule-kind-cap", &["party", "each", "per", "steps", "excess-to"]),
    kind("guarantee", "rule-kind-guarantee", &["party", "amount", "per", "from"]),
];

/// The codes of what is shared.
pub(super) const BASES: [(&str, Base, Key); 4] = [
    ("gross", Base::Gross, Key("rule-base-gross")),
    ("net-income", Base::NetIncome, Key("rule-base-net-income")),
    ("operating-profit", Base::OperatingProfit, Key("rule-base-operating-profit")),
    ("equity-received", Base::EquityReceived, Key("rule-base-equity-received")),
];

/// The fields of the head; the last two are no part of the rule, but of what the statutes say of it.
const HEAD: [&str; 9] = ["agreement", "version", "agreed", "from", "until", "currency", "base", "giver", "departure"];

impl Typed {
    /// What a form says; rows hold their places.
    pub(crate) fn of(form: &Form) -> Self {
        let head = HEAD.iter().map(|name| ((*name).to_owned(), form.text(name).trim().to_owned())).collect();
        Self { head, parties: rows(form, "parties"), steps: rows(form, "steps") }
    }

    /// The form that says a rule.
    pub(crate) fn saying(rule: &Rule) -> Self {
        let base = BASES.iter().find(|(_, base, _)| *base == rule.base).map_or("", |(code, ..)| code);
        let head = [
            ("agreement", rule.agreement.clone()),
            ("version", rule.version.to_string()),
            ("agreed", rule.agreed.to_string()),
            ("from", rule.from.to_string()),
            ("until", rule.until.map(|day| day.to_string()).unwrap_or_default()),
            ("currency", rule.currency.code().to_owned()),
            ("base", base.to_owned()),
        ];
        let party = |party: &sharing::waterfall::Party| {
            let left = party.left.map(|day| day.to_string()).unwrap_or_default();
            let members: Vec<String> = party.members.iter().map(member).collect();
            cells([("id", party.id.to_string()), ("members", members.join(", ")), ("left", left)])
        };
        let parties = rule.parties.iter().map(party).collect();
        Self { head: cells(head), parties, steps: rule.steps.iter().map(step).collect() }
    }
}

/// The rows of a list, whose cells are called `list.place.name`; a row without anything in it is left out.
pub(super) fn rows(form: &Form, list: &str) -> Vec<Cells> {
    let mut rows: BTreeMap<usize, Cells> = BTreeMap::new();
    for (name, value) in form.pairs() {
        let mut parts = name.splitn(3, '.');
        let (of, place, cell) = (parts.next(), parts.next(), parts.next());
        let place = place.and_then(|place| place.parse::<usize>().ok()).filter(|place| *place < MOST_ROWS);
        if let (Some(of), Some(place), Some(cell)) = (of, place, cell)
            && of == list
        {
            rows.entry(place).or_default().insert(cell.to_owned(), value.trim().to_owned());
        }
    }
    let kept = |row: &Cells| row.iter().any(|(name, value)| !value.is_empty() && name != "per");
    rows.into_values().filter(kept).collect()
}

fn cells<const N: usize>(cells: [(&str, String); N]) -> Cells {
    cells.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn member(member: &Member) -> String {
    let left = member.left.map(|day| format!(" {day}")).unwrap_or_default();
    format!("{} {}{left}", member.id, percents(&member.share.to_string()))
}

fn step(step: &Step) -> Cells {
    let mut row = action(&step.action);
    row.insert("id".to_owned(), step.id.to_string());
    row.insert("clause".to_owned(), step.clause.clone().unwrap_or_default());
    row
}

fn per(per: Period) -> (&'static str, String) {
    ("per", if per == Period::Year { "year" } else { "lifetime" }.to_owned())
}

fn maybe(name: Option<&impl ToString>) -> String {
    name.map(ToString::to_string).unwrap_or_default()
}

fn action(action: &Action) -> Cells {
    let kind = |code: &str| ("kind", code.to_owned());
    let shares = |shares: &Shares| ("shares", percents(&shares.to_string()));
    match action {
        Action::PercentOfRemaining { shares: all } => cells([kind("percent-of-remaining"), shares(all)]),
        Action::PercentOfGross { shares: all } => cells([kind("percent-of-gross"), shares(all)]),
        Action::Split { shares: all } => cells([kind("split"), shares(all)]),
        Action::Tiers { bands, per: time } => {
            let bands: Vec<String> = bands.iter().map(band).collect();
            cells([kind("tiers"), ("bands", bands.join("\n")), per(*time)])
        }
        Action::First { amount, shares: all, per: time } => {
            cells([kind("first"), ("amount", amount.amount_text()), shares(all), per(*time)])
        }
        Action::Recoup { pool, to, charge, from } => cells([
            kind("recoup"),
            ("pool", pool.to_string()),
            ("to", to.to_string()),
            ("charge", share(*charge)),
            ("from", maybe(from.as_ref())),
        ]),
        Action::Preferred { pool, to, rate } => {
            cells([kind("preferred"), ("pool", pool.to_string()), ("to", to.to_string()), ("rate", share(*rate))])
        }
        Action::CatchUp { to, target, over, speed, beside } => cells([
            kind("catch-up"),
            ("to", to.to_string()),
            ("target", share(*target)),
            ("over", over.to_string()),
            ("speed", share(*speed)),
            ("beside", maybe(beside.as_ref())),
        ]),
        Action::Cap { party, each, per: time, steps, excess_to } => {
            let steps: Vec<&str> = steps.iter().map(sharing::waterfall::StepId::as_str).collect();
            cells([
                kind("cap"),
                ("party", party.to_string()),
                ("each", each.amount_text()),
                per(*time),
                ("steps", steps.join(", ")),
                ("excess-to", maybe(excess_to.as_ref())),
            ])
        }
        Action::Guarantee { party, amount, per: time, from } => cells([
            kind("guarantee"),
            ("party", party.to_string()),
            ("amount", amount.amount_text()),
            per(*time),
            ("from", from.to_string()),
        ]),
    }
}

fn band(band: &Band) -> String {
    let to = band.to.map(measure::Money::amount_text).unwrap_or_default();
    format!("{} – {to}: {}", band.from.amount_text(), percents(&band.shares.to_string()))
}
