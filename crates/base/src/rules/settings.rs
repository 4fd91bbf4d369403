//! What the operator has set over the rules: switches, and counsel's readings, each with who, when and why.

use super::words::PartyType;
use jiff::civil::Date;
use measure::Timestamp;

/// The operator's settings; later entries come after earlier ones, and none is ever removed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Settings {
    /// Rules switched off, and given back as written.
    pub switches: Vec<Switch>,
    /// Counsel's readings of what a rule means to a type of party.
    pub readings: Vec<Reading>,
}

/// Which way a switch was turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turned {
    /// The rule is not applied.
    Off,
    /// The rule is applied as the table has it.
    AsWritten,
}

/// A decision to stop applying a rule, or to apply it again.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Switch {
    /// The rule's id.
    pub rule: String,
    /// Which way.
    pub turned: Turned,
    /// The first day on which it counts.
    pub from: Date,
    /// Who decided.
    pub by: String,
    /// When it was set.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

/// What a reading makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadingForce {
    /// It binds parties of the type.
    Binding,
    /// It holds where nothing else is agreed.
    Default,
    /// It does not concern them.
    NotConcerned,
}

/// Counsel's reading of a rule for a type of party.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reading {
    /// The rule's id.
    pub rule: String,
    /// The type of party.
    pub party: PartyType,
    /// What the rule means to it.
    pub force: ReadingForce,
    /// The first day on which it counts.
    pub from: Date,
    /// Whose reading it is.
    pub by: String,
    /// When it was set.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

impl Settings {
    /// The switch that counts for a rule on a day: the last one set whose first day has come.
    pub fn switch_on(&self, rule: &str, date: Date) -> Option<&Switch> {
        let counting = self.switches.iter().filter(|switch| switch.rule == rule && switch.from <= date);
        counting.max_by_key(|switch| switch.at)
    }

    /// The reading that counts for a rule and a type of party on a day: the last one set whose first day has come.
    pub fn reading_on(&self, rule: &str, party: PartyType, date: Date) -> Option<&Reading> {
        let counting = self
            .readings
            .iter()
            .filter(|reading| reading.rule == rule && reading.party == party && reading.from <= date);
        counting.max_by_key(|reading| reading.at)
    }
}
