//! Whether the export rules let things pass to parties: at a match, in a deal, at a download, at a contract.
//!
//! Announcements 2025-18 and 2025-62 count licences, exchange, joint research, hiring and consulting with a foreign
//! person as export, inside the country as well, and forbid to broker a breach. The check fires only where a foreign
//! party and a controlled record meet; everything else passes with the reason noted.

use jiff::civil::Date;
use serde_json::json;

use super::rule::Rule;
use super::settings::Settings;
use super::state::RuleState;
use super::table::Rules;
use super::words::{ControlClass, PartyType};
use crate::journal::Entry;
use crate::record::kinds::Organisation;
use crate::record::verb::Occasion;
use crate::record::{Kind, Record, RecordId};
use crate::store::{Fault, Shelf};

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

/// The check on a day. `things` are what changes hands, `parties` the organisations and people that meet over them,
/// as far as they are known.
pub fn gate(things: &[&Record], parties: &[&Record], rules: &Rules, settings: &Settings, day: Date) -> Gate {
    let classes: Vec<ControlClass> = things.iter().filter_map(|record| record.content.tail().control).collect();
    let controlled: Vec<ControlClass> = classes.into_iter().filter(|class| *class != ControlClass::None).collect();
    if controlled.is_empty() {
        return Gate::Uncontrolled;
    }
    if !things.iter().chain(parties).any(|record| is_foreign(record)) {
        return Gate::Domestic;
    }
    let named: Vec<_> = controlled.iter().flat_map(|class| rules.export_rules_at(day, *class, settings)).collect();
    let id = |(rule, _): &(&Rule, RuleState)| rule.id.clone();
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

/// Notes in the journal that something controlled passed, or did not, and why. What is not controlled is not noted.
///
/// # Errors
/// The store's.
pub fn note_gate(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    at: RecordId,
    act: &str,
    gate: &Gate,
) -> Result<(), Fault> {
    if *gate == Gate::Uncontrolled {
        return Ok(());
    }
    let verb = if matches!(gate, Gate::Holds { .. }) { "control.hold" } else { "control.pass" };
    shelf.append(Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: verb.to_owned(),
        object: format!("control:{at}"),
        version: 0,
        payload: json!({ "act": act, "reason": gate.noted() }),
    })?;
    Ok(())
}

/// Asks the gate before a file of a record is handed to somebody, and notes what it says: they stand for the
/// organisations they act for, and a visitor for nobody known.
///
/// # Errors
/// The store's.
pub fn download_gate(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    rules: &Rules,
    record: &Record,
) -> Result<Gate, Fault> {
    let standings = occasion.viewer.member().map_or(&[][..], |member| &member.standings);
    let organisations: Vec<RecordId> = standings.iter().map(|standing| standing.organisation).collect();
    let organisations = shelf.records(&organisations)?;
    let parties: Vec<&Record> = organisations.iter().collect();
    let gate = gate(&[record], &parties, rules, &super::settings(shelf)?, occasion.now.date());
    note_gate(shelf, occasion, record.id, "download", &gate)?;
    Ok(gate)
}
