//! What the game of a chain refuses, by name, with the facts a reader needs.

use crate::refusal::refusals;
use crate::{Class, game};

refusals! {
    /// A rule of the chain's game that said no.
    enum Refusal passing on {
        /// The table of coalitions is no game, or one of its answers has no proof.
        Game(game::Refusal) { refusal => refusal, refusal.class() };
        /// The chain or a patch said no.
        Chain(chain::Refusal) { refusal => refusal.reason, of_chain(refusal) };
    };
    /// An id that the chain does not have; `what` is owner, capacity, market or patch.
    Unknown { party: String, what: &'static str, id: String } = NotFound, "sharing-unknown", "{party}: the chain has no {what} {id}";
    /// Two parties hold one thing.
    HeldTwice { what: &'static str, id: String, first: String, second: String } = Invalid, "sharing-held-twice", "{what} {id} belongs to {first} and to {second}; name one of them";
    /// A party that brings nothing.
    HoldsNothing { party: String } = Invalid, "sharing-holds-nothing", "{party} holds no limit of the chain and no technology";
    /// A plan of several periods, whose stocks belong to coalitions in no way that is settled.
    Periods { periods: usize } = Conflict, "sharing-periods", "shares are worked out over one period; the plan has {periods}";
    /// What must be delivered is owed by nobody in particular, so a coalition cannot be asked for it.
    Withdrawals { count: usize } = Conflict, "sharing-withdrawals", "the chain owes {count} deliveries whatever they are worth; no coalition can be asked for them";
    /// More parties than orders are drawn for, or than a table is made for.
    TooManyParties { parties: usize, most: usize } = Invalid, "sharing-too-many-parties", "{parties} parties are too many; at most {most}";
    /// More parties with technologies of their own than chains are solved for.
    TooManyTechnologies { parties: usize, most: usize } = Invalid, "sharing-too-many-technologies", "{parties} parties hold technologies; at most {most} may";
    /// A coalition whose limits no plan meets, or who could gain without end; by its players' names.
    NoPlan { coalition: String } = Unresolved, "sharing-no-plan", "no plan is best for {coalition}";
    /// An endowment that names a limit or a party that is not there, or is below 0; the place counts from 1.
    Endowment { place: usize } = Invalid, "sharing-endowment", "endowment {place} names what is not there, or is below 0";
}

impl From<lp::Fault> for Refusal {
    fn from(fault: lp::Fault) -> Self {
        Self::Game(fault.into())
    }
}

fn of_chain(refusal: &chain::Refusal) -> Class {
    match refusal.reason.class() {
        chain::Class::Pack | chain::Class::Patch => Class::Invalid,
        chain::Class::Infeasible | chain::Class::Unbounded => Class::Conflict,
        chain::Class::Unresolved => Class::Unresolved,
    }
}
