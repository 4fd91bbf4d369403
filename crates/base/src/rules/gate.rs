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

/// Whether a record is of a foreign party, person or place. Where nothing is said, it is not.
pub fn is_foreign(record: &Record) -> bool {
    let elsewhere = |field: &str| !matches!(record.content.text(field), "" | "CN");
    let is_controlled = || record.content.body::<Organisation>().party_type == Some(PartyType::ForeignControlled);
    match record.kind {
        Kind::Organisation => elsewhere("country") || is_controlled(),
        Kind::Event => elsewhere("country"),
        Kind::Person | Kind::Registration => elsewhere("citizenship"),
        Kind::Need
        | Kind::Achievement
        | Kind::Team
        | Kind::Platform
        | Kind::Fund
        | Kind::Problem
        | Kind::Call
        | Kind::Bid
        | Kind::Review
        | Kind::Project
        | Kind::Programme
        | Kind::Enrolment
        | Kind::Secondment
        | Kind::Cooperation
        | Kind::Match
        | Kind::Deal
        | Kind::Publicity
        | Kind::Receipt
        | Kind::Payout
        | Kind::Agreement => false,
    }
}

/// Notes in the journal that something controlled passed, or did not, and why. What is not controlled is not noted; what
/// was held is, even where all else is refused for it.
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
    let holds = matches!(gate, Gate::Holds { .. });
    let entry = Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: if holds { "control.hold" } else { "control.pass" }.to_owned(),
        object: format!("control:{at}"),
        version: 0,
        payload: json!({ "act": act, "reason": gate.noted() }),
    };
    if holds {
        shelf.regardless(Box::new(move |shelf| shelf.append(entry).map(drop)));
    } else {
        shelf.append(entry)?;
    }
    Ok(())
}

/// Asks the gate before a file of a record is handed to somebody, and notes what it says: they stand for themselves
/// and the organisations they act for, and a visitor for nobody known.
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
    let person = occasion.viewer.person();
    let known = shelf.records(&[organisations, person.into_iter().collect()].concat())?;
    let parties: Vec<&Record> = known.iter().collect();
    let gate = gate(&[record], &parties, rules, &super::settings(shelf)?, occasion.now.date());
    note_gate(shelf, occasion, record.id, "download", &gate)?;
    Ok(gate)
}

#[cfg(test)]
mod tests {
    use measure::Timestamp;
    use serde_json::json;

    use super::{Gate, gate};
    use crate::record::{Content, Kind, Record, RecordId, State};
    use crate::rules::{Rules, Settings};

    fn record(kind: Kind, content: &serde_json::Value) -> Record {
        let at = Timestamp::parse("2026-11-28T12:00:00.000+08:00").unwrap();
        let content = Content(content.as_object().unwrap().clone());
        let state = State::Published;
        let id: RecordId = "00000000-0000-0000-0000-000000000001".parse().unwrap();
        Record { id, kind, version: 1, state, content, author: None, managers: vec![], created: at, updated: at }
    }

    #[test]
    fn it_fires_only_where_something_controlled_and_somebody_or_somewhere_foreign_meet() {
        let magnet = || record(Kind::Achievement, &json!({ "control": "technology-2025-62-b" }));
        let plain = || record(Kind::Achievement, &json!({ "control": "none" }));
        let table = [
            ("a domestic person", magnet(), record(Kind::Person, &json!({ "citizenship": "CN" })), "domestic"),
            ("a person who does not say", magnet(), record(Kind::Person, &json!({})), "domestic"),
            ("a foreign person", magnet(), record(Kind::Person, &json!({ "citizenship": "DE" })), "holds"),
            ("a foreign guest", magnet(), record(Kind::Registration, &json!({ "citizenship": "JP" })), "holds"),
            ("a place abroad", magnet(), record(Kind::Event, &json!({ "country": "SG" })), "holds"),
            ("a place at home", magnet(), record(Kind::Event, &json!({ "country": "CN" })), "domestic"),
            ("a foreign firm", magnet(), record(Kind::Organisation, &json!({ "country": "US" })), "holds"),
            (
                "a firm at home in foreign hands",
                magnet(),
                record(Kind::Organisation, &json!({ "country": "CN", "party_type": "foreign-controlled" })),
                "holds",
            ),
            ("nothing controlled", plain(), record(Kind::Person, &json!({ "citizenship": "DE" })), "uncontrolled"),
        ];
        let rules = Rules::shipped().unwrap();
        let day = jiff::civil::date(2026, 11, 28);
        for (case, thing, party, wanted) in table {
            let says = gate(&[&thing], &[&party], &rules, &Settings::default(), day);
            assert_eq!(says.code(), wanted, "{case}");
            assert_eq!(matches!(says, Gate::Holds { .. }), wanted == "holds", "{case}");
        }
    }
}
