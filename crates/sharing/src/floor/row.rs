//! Floors as rows of data: what they ask, of whom, from when, by which article; and counsel's readings of them.

use jiff::civil::Date;
use measure::Fraction;
use serde::{Deserialize, Serialize};

use crate::waterfall::Refusal;

/// What a floor is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// The contributors' share of the net income of a transfer or licence.
    ShareFloor,
    /// The contributors' share of equity received.
    EquityFloor,
    /// The contributors' share of the operating profit of own or joint exploitation, in each of some years.
    YearsFloor,
    /// The main contributors' share of the award.
    MainContributorFloor,
}

/// Whether an agreement may depart from a floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// It may not.
    Binding,
    /// It may, by a clause that says so.
    Default,
}

/// Whom a floor concerns: types of parties by the codes of whoever fills in the rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Parties {
    /// Everybody.
    All,
    /// Only these types.
    Only(Vec<String>),
}

/// A floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its name in settings and statements.
    pub id: String,
    /// What it is of.
    pub subject: Subject,
    /// The least share.
    pub least: Fraction,
    /// The fewest and the most consecutive years, of a floor on years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<(u32, u32)>,
    /// Whom it concerns.
    pub parties: Parties,
    /// Whether an agreement may depart from it.
    pub force: Force,
    /// The first day of effect.
    pub from: Date,
    /// The last one, if it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The article, with the statute.
    pub article: String,
}

/// What counsel makes of a floor for a type of party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadingForce {
    /// It binds.
    Binding,
    /// It holds where nothing else is agreed.
    Default,
    /// It does not concern them.
    NotConcerned,
}

/// Counsel's reading, a setting of the operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The row.
    pub row: String,
    /// The type of party.
    pub party_type: String,
    /// What it means to it.
    pub force: ReadingForce,
    /// The first day on which the reading counts.
    pub from: Date,
    /// Whose reading it is.
    pub by: String,
}

/// The table of floors with counsel's readings; of two readings that count on a day, the later one in the list does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// The rows.
    pub rows: Vec<Row>,
    /// The readings.
    #[serde(default)]
    pub readings: Vec<Reading>,
}

/// What the table says on a subject for a type of party on a day.
pub(super) enum Standing<'f> {
    /// A floor holds.
    Holds(&'f Row, Force),
    /// Counsel reads it as not concerning them.
    NotConcerned(&'f Row, &'f Reading),
    /// The first day is still to come.
    NotYet(&'f Row),
    /// None was made for them.
    None,
}

impl Floors {
    /// Takes rows and readings.
    ///
    /// # Errors
    /// [`Refusal::FloorOutOfRange`] for a floor below 0 or above 1.
    pub fn new(rows: Vec<Row>, readings: Vec<Reading>) -> Result<Self, Refusal> {
        let floors = Self { rows, readings };
        floors.check()?;
        Ok(floors)
    }

    /// Checks that every floor lies in 0 to 1.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let out = self.rows.iter().find(|row| row.least.is_negative() || row.least > Fraction::ONE);
        out.map_or(Ok(()), |row| Err(Refusal::FloorOutOfRange { floor: row.id.clone(), least: row.least }))
    }

    /// What holds; a binding floor before a default one, then the higher one.
    pub(super) fn on(&self, subject: Subject, party_type: &str, date: Date) -> Standing<'_> {
        let ours = |row: &&Row| row.subject == subject && row.parties.include(party_type);
        let in_time = |row: &&Row| row.from <= date && row.to.is_none_or(|to| date <= to);
        let mut best: Option<(&Row, Force)> = None;
        let mut spared = None;
        for row in self.rows.iter().filter(ours).filter(in_time) {
            let reading = self.reading(&row.id, party_type, date);
            let force = match reading.map(|reading| reading.force) {
                None => row.force,
                Some(ReadingForce::Binding) => Force::Binding,
                Some(ReadingForce::Default) => Force::Default,
                Some(ReadingForce::NotConcerned) => {
                    spared = spared.or(reading.map(|reading| (row, reading)));
                    continue;
                }
            };
            let rank = |row: &Row, force: Force| (force == Force::Binding, row.least);
            if best.is_none_or(|(other, held)| rank(row, force) > rank(other, held)) {
                best = Some((row, force));
            }
        }
        let later = self.rows.iter().filter(ours).find(|row| date < row.from);
        match (best, spared, later) {
            (Some((row, force)), _, _) => Standing::Holds(row, force),
            (None, Some((row, reading)), _) => Standing::NotConcerned(row, reading),
            (None, None, Some(row)) => Standing::NotYet(row),
            (None, None, None) => Standing::None,
        }
    }

    fn reading(&self, row: &str, party_type: &str, date: Date) -> Option<&Reading> {
        let counts =
            |reading: &&Reading| reading.row == row && reading.party_type == party_type && reading.from <= date;
        self.readings.iter().rev().find(counts)
    }
}

impl Parties {
    fn include(&self, party_type: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(types) => types.iter().any(|other| other == party_type),
        }
    }
}
