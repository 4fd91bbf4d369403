//! What sharing refuses, by name, with the facts a reader needs.

use jiff::civil::Date;
use measure::{Currency, Fraction, FractionRefusal, Money, MoneyRefusal, SplitRefusal};

use super::name::{PartyId, PoolId, StepId};
use crate::refusal::refusals;

refusals! {
    /// A rule of sharing that said no.
    #[derive(Eq)]
    enum Refusal;
    /// A text that is not of the form.
    Unreadable { line: usize, problem: String } = Invalid, "sharing-unreadable", "line {line}: {problem}";
    /// A text that cannot name a party, a step or a pool.
    BadName { given: String } = Invalid, "sharing-bad-name", "“{given}” cannot be a name; use 1 to 100 letters of any script, digits, hyphens and underscores";
    /// A form of rule that is not known here.
    UnknownFormat { format: u32 } = Invalid, "sharing-unknown-format", "rules of format {format} are not known here";
    /// A rule without steps.
    NoSteps { } = Invalid, "sharing-no-steps", "a rule needs steps";
    /// A name given to two parties or members.
    SameParty { party: PartyId } = Invalid, "sharing-same-party", "{party} is declared twice";
    /// A name given to two steps.
    SameStep { step: StepId } = Invalid, "sharing-same-step", "two steps are called {step}";
    /// A party that is not declared.
    UnknownParty { step: StepId, party: PartyId } = Invalid, "sharing-unknown-party", "step {step} names {party}, who is not a party";
    /// A step that is not there, or comes later.
    UnknownStep { step: StepId, named: StepId } = Invalid, "sharing-unknown-step", "step {step} names {named}, which is not an earlier step it can build on";
    /// A party named twice in one place.
    SameShare { step: StepId, party: PartyId } = Invalid, "sharing-same-share", "step {step} names {party} twice";
    /// A share below zero or above one.
    ShareOutOfRange { step: StepId, share: Fraction } = Invalid, "sharing-share-out-of-range", "step {step} has a share of {share}; shares lie between 0 and 1";
    /// Shares that do not sum to one.
    SharesNotOne { step: StepId, sum: Fraction } = Invalid, "sharing-shares-not-one", "the shares of step {step} sum to {sum}, not to 1";
    /// Shares of members that do not sum to one.
    MembersNotOne { party: PartyId, sum: Fraction } = Invalid, "sharing-members-not-one", "the shares of the members of {party} sum to {sum}, not to 1";
    /// Income that no tier takes.
    TierGap { step: StepId, from: Money, to: Money } = Invalid, "sharing-tier-gap", "no tier of step {step} covers {from} to {to}";
    /// Income that two tiers take.
    TierOverlap { step: StepId, from: Money, to: Money } = Invalid, "sharing-tier-overlap", "two tiers of step {step} cover {from} to {to}";
    /// A tier that ends where it begins, or before.
    TierNotAscending { step: StepId, from: Money, to: Money } = Invalid, "sharing-tier-not-ascending", "a tier of step {step} runs from {from} to {to}";
    /// Tiers that end.
    TierNotOpen { step: StepId } = Invalid, "sharing-tier-not-open", "the last tier of step {step} must be open";
    /// An amount that is not above zero.
    AmountNotPositive { step: StepId, amount: Money } = Invalid, "sharing-amount-not-positive", "step {step} has an amount of {amount}; it must be above zero";
    /// An amount in another currency than the rule's.
    AmountCurrency { step: StepId, given: Currency, wanted: Currency } = Invalid, "sharing-amount-currency", "step {step} has an amount in {given}; the rule is in {wanted}";
    /// Parties that recoup from each other.
    CircularRecoupment { one: PartyId, other: PartyId } = Invalid, "sharing-circular-recoupment", "{one} recoups from {other}, who recoups from {one}, by themselves or through others";
    /// Two steps that recoup the same.
    SamePool { pool: PoolId } = Invalid, "sharing-same-pool", "two steps recoup {pool}";
    /// Something to be recouped that no step recoups.
    UnknownPool { pool: PoolId } = Invalid, "sharing-unknown-pool", "no step recoups {pool}";
    /// A group that is to pay.
    FromGroup { step: StepId, party: PartyId } = Invalid, "sharing-from-group", "step {step} takes from {party}, which is a group; name its member";
    /// A cap that forbids what is guaranteed.
    CapBelowGuarantee { party: PartyId, cap: Money, guarantee: Money } = Invalid, "sharing-cap-below-guarantee", "{party} is guaranteed {guarantee} and capped at {cap}";
    /// A rule that leaves money over.
    NothingTakesTheRest { } = Invalid, "sharing-nothing-takes-the-rest", "no step shares out all that is left";
    /// A step to which nothing comes.
    NeverReached { step: StepId } = Invalid, "sharing-never-reached", "nothing is left for step {step}";
    /// A catch-up that never catches up.
    CatchUpTooSlow { step: StepId, speed: Fraction, target: Fraction } = Invalid, "sharing-catch-up-too-slow", "step {step} gives {speed} and never reaches {target}";
    /// A step on gross income in a rule that does not see it.
    GrossUnknown { step: StepId } = Invalid, "sharing-gross-unknown", "step {step} is on gross income; the rule's base is not gross";
    /// A version that ends before it begins.
    EndsBeforeItBegins { version: u32, from: Date, until: Date } = Invalid, "sharing-ends-before-it-begins", "version {version} ends on {until}, before it begins on {from}";
    /// A version made to count before it was agreed.
    Backdated { version: u32, from: Date, agreed: Date } = Invalid, "sharing-backdated", "version {version} was agreed on {agreed} and cannot count from {from}";
    /// Versions out of order.
    VersionsOutOfOrder { version: u32, from: Date, before: Date } = Invalid, "sharing-versions-out-of-order", "version {version} counts from {from}; the one before counts from {before}";
    /// A step that goes on as something else, or with another pool.
    StepChanged { step: StepId } = Invalid, "sharing-step-changed", "step {step} was of another kind, or of another pool, in an earlier version; give it a name of its own";
    /// Something of another agreement or currency.
    OtherAgreement { one: String, other: String } = Conflict, "sharing-other-agreement", "{one} and {other} are not the same agreement in the same currency";

    /// A receipt from before the version counts.
    NotInForce { version: u32, from: Date, date: Date } = Conflict, "sharing-not-in-force", "version {version} counts from {from}; the income is of {date}";
    /// A receipt from after the version ended.
    Ended { version: u32, until: Date, date: Date } = Conflict, "sharing-ended", "version {version} ended on {until}; the income is of {date}";
    /// A receipt from before any version.
    NoVersion { date: Date } = NotFound, "sharing-no-version", "no version was in force on {date}";
    /// Income below zero.
    NegativeNet { net: Money } = Conflict, "sharing-negative-net", "{net} is below zero and cannot be shared; carry it forward as costs to be recouped";
    /// Costs that are below zero.
    NegativeCosts { amount: Money } = Invalid, "sharing-negative-costs", "{amount} is below zero; costs, advances and capital are not";
    /// Costs deducted where the rule does not deduct.
    CostsNotDeducted { costs: Money } = Invalid, "sharing-costs-not-deducted", "the rule is not on net income; state {costs} as costs to be recouped";
    /// Another currency without a rate.
    NoRate { given: Currency, wanted: Currency } = Invalid, "sharing-no-rate", "{given} cannot be shared under a rule in {wanted} without a rate";
    /// A rate that is not above zero.
    RateNotPositive { rate: Fraction } = Invalid, "sharing-rate-not-positive", "a rate of {rate} is not above zero";
    /// More is given than there is.
    OverDistribution { step: StepId, wanted: Money, available: Money } = Conflict, "sharing-over-distribution", "step {step} gives {wanted} of {available}";
    /// A party that has left.
    PartyLeft { party: PartyId, left: Date, date: Date } = Conflict, "sharing-party-left", "{party} left on {left} and has no part in the income of {date}";
    /// A receipt that takes back what earlier ones gave.
    TakesBack { person: PartyId, amount: Money } = Conflict, "sharing-takes-back", "this version takes {amount} back from {person}, who was given it before";
    /// A receipt before one that was shared.
    ReceiptOutOfOrder { date: Date, last: Date } = Conflict, "sharing-receipt-out-of-order", "income of {last} was shared; income of {date} comes before it";
    /// Numbers that are too large.
    TooLarge { } = Conflict, "sharing-too-large", "the amounts are larger than can be held";

    /// A party without an account.
    NoAccount { party: PartyId } = NotFound, "sharing-no-account", "{party} has no account to be paid on";
    /// Lines that are not what was shared.
    LinesDiffer { lines: Money, shared: Money } = Invalid, "sharing-lines-differ", "the lines sum to {lines}, not to the {shared} that were shared";
    /// A draft of nothing.
    NothingToPost { } = Conflict, "sharing-nothing-to-post", "nothing is to be posted";

    /// A floor that is none.
    FloorOutOfRange { floor: String, least: Fraction } = Invalid, "sharing-floor-out-of-range", "floor {floor} asks for {least}; a floor lies between 0 and 1";
    /// Less than a statute asks for.
    FloorViolation { floor: String, article: String, least: Money, given: Money } = Conflict, "sharing-floor-violation", "{article} asks for at least {least}, not {given} ({floor})";
    /// Fewer years than a statute asks for.
    TooFewYears { article: String, least: u32, agreed: u32 } = Conflict, "sharing-too-few-years", "{article} asks for at least {least} years, not {agreed}";
}

impl From<MoneyRefusal> for Refusal {
    fn from(_: MoneyRefusal) -> Self {
        // Currencies were compared before; what is left is size.
        Self::TooLarge {}
    }
}

impl From<FractionRefusal> for Refusal {
    fn from(_: FractionRefusal) -> Self {
        Self::TooLarge {}
    }
}

impl From<SplitRefusal> for Refusal {
    fn from(_: SplitRefusal) -> Self {
        // Weights were checked when the rule was read.
        Self::TooLarge {}
    }
}
