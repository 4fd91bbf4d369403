//! Whether the export rules let a need and an offer meet.
//!
//! Announcements 2025-18 and 2025-62 count licences, exchange, joint research, hiring and consulting with a foreign
//! person as export, inside the country as well, and forbid to broker a breach. The check fires only where a foreign
//! party and a controlled record meet; every other pair passes with the reason noted.

use base::record::kinds::Organisation;
use base::record::{Kind, Record};
use base::rules::{ControlClass, PartyType, RuleState, Rules, Settings};
use jiff::civil::Date;

/// What the check says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Both sides are domestic.
    Domestic,
    /// Nothing of it is controlled.
    Uncontrolled,
    /// A foreign party and a controlled record, on a day on which the rules are not in force.
    NotInForce {
        /// The rules, by id.
        rules: Vec<String>,
    },
    /// A foreign party and a controlled record: the office has to approve first.
    Holds {
        /// The rules in force, by id; empty where the class itself is not settled.
        rules: Vec<String>,
    },
}

impl Gate {
    /// Its name where it is stored and shown.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Domestic => "domestic",
            Self::Uncontrolled => "uncontrolled",
            Self::NotInForce { .. } => "not-in-force",
            Self::Holds { .. } => "holds",
        }
    }

    /// The rules it names.
    pub fn rules(&self) -> &[String] {
        match self {
            Self::Domestic | Self::Uncontrolled => &[],
            Self::NotInForce { rules } | Self::Holds { rules } => rules,
        }
    }

    /// What is noted of it.
    pub fn noted(&self) -> String {
        let rules = self.rules().join(", ");
        if rules.is_empty() { self.code().to_owned() } else { format!("{}: {rules}", self.code()) }
    }
}

/// The check on a day. `parties` are the organisations of both sides, as far as they are known.
pub fn gate(sides: [&Record; 2], parties: &[&Record], rules: &Rules, settings: &Settings, day: Date) -> Gate {
    let classes: Vec<ControlClass> = sides.iter().filter_map(|record| record.content.tail().control).collect();
    let controlled: Vec<ControlClass> = classes.into_iter().filter(|class| *class != ControlClass::None).collect();
    if controlled.is_empty() {
        return Gate::Uncontrolled;
    }
    if !sides.iter().chain(parties).any(|record| is_foreign(record)) {
        return Gate::Domestic;
    }
    let named: Vec<_> = controlled.iter().flat_map(|class| rules.export_rules_at(day, *class, settings)).collect();
    let id = |(rule, _): &(&base::rules::Rule, RuleState)| rule.id.clone();
    let (holding, others): (Vec<_>, Vec<_>) =
        named.into_iter().partition(|(_, state)| matches!(state, RuleState::InForce { .. }));
    let unsettled = controlled.iter().any(|class| matches!(class, ControlClass::Other | ControlClass::Unsure));
    if holding.is_empty() && !unsettled {
        return Gate::NotInForce { rules: others.iter().map(id).collect() };
    }
    Gate::Holds { rules: holding.iter().map(id).collect() }
}

/// Whether a record is of a foreign party or person.
fn is_foreign(record: &Record) -> bool {
    let elsewhere = |field: &str| !matches!(record.content.text(field), "" | "CN");
    let party = record.content.body::<Organisation>().party_type;
    let organisation = record.kind == Kind::Organisation;
    organisation && (elsewhere("country") || party == Some(PartyType::ForeignControlled))
        || record.kind == Kind::Person && elsewhere("citizenship")
}
