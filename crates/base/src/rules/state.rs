//! What a rule is on a given day.

use super::rule::Rule;
use super::settings::{Settings, Turned};
use super::words::Force;
use jiff::civil::Date;

/// The state of a rule on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleState {
    /// It takes effect later.
    NotYet {
        /// The first day of effect.
        from: Date,
    },
    /// It is in force.
    InForce {
        /// The first day of effect, or the day after its last suspension.
        since: Date,
    },
    /// It is suspended by those who made it.
    Suspended {
        /// The last day of the suspension.
        until: Date,
        /// What suspended it.
        by: String,
    },
    /// It has ended.
    Ended {
        /// The last day of effect.
        on: Date,
    },
    /// The operator has switched it off.
    SwitchedOff {
        /// Since when.
        since: Date,
        /// Who decided.
        by: String,
        /// Why.
        why: String,
    },
}

/// A rule that holds for a party on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// Whether it binds this party, by the table or by counsel's reading.
    pub force: Force,
    /// Since when without a break.
    pub since: Date,
}

impl Rule {
    /// The state on a day under the operator's settings. What the law says of the day comes before any switch.
    pub fn state_at(&self, date: Date, settings: &Settings) -> RuleState {
        if date < self.from {
            return RuleState::NotYet { from: self.from };
        }
        if let Some(on) = self.to.filter(|to| *to < date) {
            return RuleState::Ended { on };
        }
        if let Some(suspension) = self.suspension_on(date) {
            return RuleState::Suspended { until: suspension.until, by: suspension.by.clone() };
        }
        if let Some(switch) = settings.switch_on(&self.id, date).filter(|switch| switch.turned == Turned::Off) {
            return RuleState::SwitchedOff { since: switch.from, by: switch.by.clone(), why: switch.why.clone() };
        }
        RuleState::InForce { since: self.since(date) }
    }
}
