//! An agreement's rule of sharing as data: parties in order, and steps through which income falls.

use jiff::civil::Date;
use measure::{Currency, Fraction, Money};
use serde::{Deserialize, Serialize};

use super::name::{PartyId, PoolId, StepId};
use super::shares::Shares;

/// The form of rule that is written and read here.
pub const FORMAT: u32 = 1;

/// One version of an agreement's rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The form of the text, [`FORMAT`].
    pub format: u32,
    /// The agreement it is of; the same in every version.
    pub agreement: String,
    /// The number of the version.
    pub version: u32,
    /// The day on which the parties agreed on this version.
    pub agreed: Date,
    /// The first day of income it counts for.
    pub from: Date,
    /// The last one, where it ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The currency it is in.
    pub currency: Currency,
    /// What is shared.
    pub base: Base,
    /// Who has a part; of equal claims to a minor unit, the first declared has it.
    pub parties: Vec<Party>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// What is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// All that is received.
    Gross,
    /// What is received less the costs stated with it.
    NetIncome,
    /// A year's operating profit from the achievement.
    OperatingProfit,
    /// Equity received, at the value agreed for it.
    EquityReceived,
}

/// A party of the agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its name in the rule.
    pub id: PartyId,
    /// The persons among whom its part is split; none where it is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// The first day on which it is no party any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Date>,
}

/// One of the persons of a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The name in the rule.
    pub id: PartyId,
    /// The part of the party's part.
    pub share: Fraction,
    /// The first day on which the person is no member any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Date>,
}

/// A step of the rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name; a later version of the rule goes on with the lifetime of the step of the same name.
    pub id: StepId,
    /// The clause of the agreement that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// What it does.
    pub action: Action,
}

/// Over which time a step counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// From the first receipt on.
    #[default]
    Lifetime,
    /// Each calendar year by itself.
    Year,
}

/// What a step does with the income that reaches it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Action {
    /// Shares of what reaches the step; the rest goes on.
    PercentOfRemaining {
        /// Who gets which part of it.
        shares: Shares,
    },
    /// Shares of all that was received, taken from what reaches the step; the rest goes on.
    PercentOfGross {
        /// Who gets which part of it.
        shares: Shares,
    },
    /// All that reaches the step, in shares that sum to one.
    Split {
        /// Who gets which part of it.
        shares: Shares,
    },
    /// All that reaches the step, in shares that differ from tier to tier of what has reached it in the period.
    Tiers {
        /// The tiers, from zero up, the last one open.
        bands: Vec<Band>,
        /// Over which time the tiers are climbed.
        #[serde(default)]
        per: Period,
    },
    /// The first amount of each period, in shares that sum to one; the rest goes on.
    First {
        /// How much.
        amount: Money,
        /// Who gets which part of it.
        shares: Shares,
        /// Over which time it is counted.
        #[serde(default)]
        per: Period,
    },
    /// What is still to be recouped of a pool, as a first charge; what is left of the pool is carried forward.
    Recoup {
        /// The pool, to which receipts add costs, advances or capital.
        pool: PoolId,
        /// Who gets it back.
        to: PartyId,
        /// The part of the income that may be used for it.
        #[serde(default = "whole")]
        charge: Fraction,
        /// Out of whose part it comes; out of what reaches the step where nobody is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<PartyId>,
    },
    /// Simple interest on the part of a pool that was not returned yet, for the days that passed, over 365 to a year.
    Preferred {
        /// The pool that bears it.
        pool: PoolId,
        /// Who gets it.
        to: PartyId,
        /// The yearly rate.
        rate: Fraction,
    },
    /// Income until one party has its target part of the preferred return and of this step together.
    CatchUp {
        /// Who catches up.
        to: PartyId,
        /// The part of the profit to be reached.
        target: Fraction,
        /// The step of the preferred return.
        over: StepId,
        /// The part of the income that goes to the one who catches up.
        #[serde(default = "whole")]
        speed: Fraction,
        /// Who gets the other part, where the speed is below one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        beside: Option<PartyId>,
    },
    /// Most that a party, or each of its members, keeps of the earlier steps in a period.
    Cap {
        /// Whose part is capped.
        party: PartyId,
        /// Most for each person.
        each: Money,
        /// Over which time.
        #[serde(default)]
        per: Period,
        /// The steps that count; all earlier ones where none is named.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        steps: Vec<StepId>,
        /// Who gets what is above; it goes on to later steps where nobody is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        excess_to: Option<PartyId>,
    },
    /// Least that a party has of the earlier steps in a period, topped up out of another one's part as far as that goes.
    Guarantee {
        /// Who is guaranteed it.
        party: PartyId,
        /// How much.
        amount: Money,
        /// Over which time.
        #[serde(default)]
        per: Period,
        /// Out of whose part.
        from: PartyId,
    },
}

/// A tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Above which amount.
    pub from: Money,
    /// Up to which; the last tier is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Money>,
    /// Who gets which part of what lies within.
    pub shares: Shares,
}

fn whole() -> Fraction {
    Fraction::ONE
}

impl Rule {
    /// The party of a name; a member's name finds none.
    pub(super) fn party(&self, id: &PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == *id)
    }

    /// Whether the name is that of one person: a member, or a party without members.
    pub(crate) fn is_one(&self, id: &PartyId) -> bool {
        let one = |party: &Party| party.members.is_empty() && party.id == *id;
        self.parties.iter().any(|party| one(party) || party.members.iter().any(|member| member.id == *id))
    }

    /// The persons behind a name with their parts: the members, or the one itself.
    pub fn persons(&self, id: &PartyId) -> Vec<(PartyId, Fraction)> {
        match self.party(id) {
            Some(party) if !party.members.is_empty() => {
                party.members.iter().map(|member| (member.id.clone(), member.share)).collect()
            }
            Some(_) | None => vec![(id.clone(), Fraction::ONE)],
        }
    }

    /// The first day on which a person has no part any more.
    pub(super) fn left(&self, person: &PartyId) -> Option<Date> {
        self.parties.iter().find_map(|party| {
            if party.id == *person {
                return Some(party.left);
            }
            let member = party.members.iter().find(|member| member.id == *person)?;
            Some([party.left, member.left].into_iter().flatten().min())
        })?
    }

    /// The place of a name in the declared order.
    pub(super) fn place(&self, id: &PartyId) -> usize {
        self.parties.iter().position(|party| party.id == *id).unwrap_or(self.parties.len())
    }
}

impl Action {
    /// Whether everything that reaches the step ends in it.
    pub fn takes_all(&self) -> bool {
        match self {
            Self::Split { .. } | Self::Tiers { .. } => true,
            Self::PercentOfRemaining { shares } => shares.sum() == Ok(Fraction::ONE),
            Self::PercentOfGross { .. }
            | Self::First { .. }
            | Self::Recoup { .. }
            | Self::Preferred { .. }
            | Self::CatchUp { .. }
            | Self::Cap { .. }
            | Self::Guarantee { .. } => false,
        }
    }

    /// Whether the step only moves what earlier steps gave.
    pub fn moves(&self) -> bool {
        match self {
            Self::Recoup { from, .. } => from.is_some(),
            Self::Cap { .. } | Self::Guarantee { .. } => true,
            Self::PercentOfRemaining { .. }
            | Self::PercentOfGross { .. }
            | Self::Split { .. }
            | Self::Tiers { .. }
            | Self::First { .. }
            | Self::Preferred { .. }
            | Self::CatchUp { .. } => false,
        }
    }

    /// Over which time it counts.
    pub fn period(&self) -> Period {
        match self {
            Self::Tiers { per, .. } | Self::First { per, .. } | Self::Cap { per, .. } | Self::Guarantee { per, .. } => {
                *per
            }
            Self::PercentOfRemaining { .. }
            | Self::PercentOfGross { .. }
            | Self::Split { .. }
            | Self::Recoup { .. }
            | Self::Preferred { .. }
            | Self::CatchUp { .. } => Period::Lifetime,
        }
    }
}
