//! The table of rules, and what it says of a day, a subject and a party.

use super::read::{self, RulesRefusal};
use super::rule::Rule;
use super::settings::{ReadingForce, Settings};
use super::state::{InForce, RuleState};
use super::words::{ControlClass, Force, PartyType, Subject};
use jiff::civil::Date;

/// The rules of one table, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    rows: Vec<Rule>,
}

/// No rule of the table has this id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rule is called “{0}”")]
pub struct UnknownRule(pub String);

impl Rules {
    /// The rules that ship with the base.
    ///
    /// # Errors
    /// [`RulesRefusal`] if the shipped table does not read, which a test excludes.
    pub fn shipped() -> Result<Self, RulesRefusal> {
        Self::read(include_str!("../../data/rules.toml"))
    }

    /// Reads a table in the form of `docs/reference/rules.md`.
    ///
    /// # Errors
    /// [`RulesRefusal`] names the row and what is wrong with it.
    pub fn read(text: &str) -> Result<Self, RulesRefusal> {
        Ok(Self { rows: read::read(text)? })
    }

    /// Every rule, in the table's order.
    pub fn all(&self) -> &[Rule] {
        &self.rows
    }

    /// The rule of an id.
    ///
    /// # Errors
    /// [`UnknownRule`].
    pub fn get(&self, id: &str) -> Result<&Rule, UnknownRule> {
        self.rows.iter().find(|rule| rule.id == id).ok_or_else(|| UnknownRule(id.to_owned()))
    }

    /// The state of a rule on a day.
    ///
    /// # Errors
    /// [`UnknownRule`].
    pub fn state_at(&self, date: Date, id: &str, settings: &Settings) -> Result<RuleState, UnknownRule> {
        Ok(self.get(id)?.state_at(date, settings))
    }

    /// The rules on a subject that hold for a party on a day, those that bind it first.
    pub fn at(&self, date: Date, subject: Subject, party: PartyType, settings: &Settings) -> Vec<InForce<'_>> {
        let on_subject = self.rows.iter().filter(|rule| rule.subject == subject);
        let mut holding: Vec<InForce<'_>> = on_subject
            .filter_map(|rule| {
                let force = force_for(rule, party, date, settings)?;
                match rule.state_at(date, settings) {
                    RuleState::InForce { since } => Some(InForce { rule, force, since }),
                    RuleState::NotYet { .. }
                    | RuleState::Suspended { .. }
                    | RuleState::Ended { .. }
                    | RuleState::SwitchedOff { .. } => None,
                }
            })
            .collect();
        holding.sort_by_key(|holds| holds.force != Force::Binding);
        holding
    }

    /// Every export rule that names a control class, with its state on a day: what a gate shows and logs.
    pub fn export_rules_at(&self, date: Date, class: ControlClass, settings: &Settings) -> Vec<(&Rule, RuleState)> {
        let naming = self.rows.iter().filter(|rule| rule.control_classes.contains(&class));
        naming.map(|rule| (rule, rule.state_at(date, settings))).collect()
    }
}

/// Whether a rule binds a party of this type, is its default, or does not concern it.
fn force_for(rule: &Rule, party: PartyType, date: Date, settings: &Settings) -> Option<Force> {
    match settings.reading_on(&rule.id, party, date).map(|reading| reading.force) {
        Some(ReadingForce::Binding) => Some(Force::Binding),
        Some(ReadingForce::Default) => Some(Force::Default),
        Some(ReadingForce::NotConcerned) => None,
        None => rule.parties.include(party).then_some(rule.force),
    }
}

#[cfg(test)]
mod tests;
