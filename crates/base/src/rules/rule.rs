//! One rule with everything that is said of it.

use super::figure::Figure;
use super::words::{Confidence, ContractType, ControlClass, Force, PartyType, Subject};
use crate::record::kinds::PublicityMatter;
use jiff::civil::Date;

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// Where a rule is written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSource {
    /// The title of the statute, notice or standard.
    pub title: String,
    /// Its number.
    pub reference: String,
}

/// A time during which a rule was suspended, both days included.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// What suspended it.
    pub by: String,
}

/// Whom a rule concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parties {
    /// Everybody.
    All,
    /// Only these.
    Only(Vec<PartyType>),
}

impl Parties {
    /// Whether a party of this type is concerned.
    pub fn include(&self, party: PartyType) -> bool {
        match self {
            Self::All => true,
            Self::Only(parties) => parties.contains(&party),
        }
    }
}

/// A rule of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name in code, settings and journals; it never changes.
    pub id: String,
    /// What it asks, in a line.
    pub title: Names,
    /// What it constrains.
    pub subject: Subject,
    /// Its numbers.
    pub figures: Vec<Figure>,
    /// The control classes that an export rule licenses.
    pub control_classes: Vec<ControlClass>,
    /// The contract types that a registration rule knows.
    pub contract_types: Vec<ContractType>,
    /// What a rule on publicity makes public.
    pub matters: Vec<PublicityMatter>,
    /// Whom it concerns.
    pub parties: Parties,
    /// Whether an agreement may depart from it.
    pub force: Force,
    /// The first day of effect.
    pub from: Date,
    /// The last day of effect, if it has ended or will.
    pub to: Option<Date>,
    /// When it is suspended, in order.
    pub suspended: Vec<Suspension>,
    /// The article or clause.
    pub article: String,
    /// Where it is written.
    pub source: RuleSource,
    /// How sure its content is.
    pub confidence: Confidence,
    /// How sure its dates are.
    pub dates: Confidence,
    /// What a reader should know besides.
    pub note: Names,
}

impl Rule {
    /// The suspension that covers a day.
    pub fn suspension_on(&self, date: Date) -> Option<&Suspension> {
        self.suspended.iter().find(|suspension| (suspension.from..=suspension.until).contains(&date))
    }

    /// Since when it has been in effect without a break on a day that nothing suspends.
    pub fn since(&self, date: Date) -> Date {
        let over = self.suspended.iter().filter(|suspension| suspension.until < date);
        let resumed = over.filter_map(|suspension| suspension.until.tomorrow().ok()).max();
        resumed.map_or(self.from, |resumed| resumed.max(self.from))
    }

    /// Whether counsel still has to confirm the content or the dates.
    pub fn awaits_counsel(&self) -> bool {
        self.confidence == Confidence::ToBeConfirmed || self.dates == Confidence::ToBeConfirmed
    }
}
