//! The worth of every coalition of a chain's parties.

use chain::{Chain, Model, OwnerKind, Patch, Settlement, apply};
use serde::Serialize;

use super::charge::{Charge, column_of, row_of};
use super::holding::{Register, technologies};
use super::{Endowment, Limit, Party, Production, Refusal, Stake};
use crate::game::{Coalition, Game, check_names};

/// What becomes of limits that belong to no party.
///
/// Each coalition is asked by itself: two that go apart may both count on one such limit, so that the game need not be
/// superadditive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rest {
    /// They are not there, but for those under a declared public rule, which are open at the rent they have in the
    /// chain of all parties; that rent is a line of its own.
    #[default]
    Absent,
    /// Every coalition may use them at the rent they have in the whole chain; the rent is a line of its own. What a
    /// technology adds is then counted at the prices it leads to: a gain that lowers prices goes into that line.
    AtChainPrices,
    /// Every coalition may use them for nothing; what they are worth without any party is a line of its own.
    Free,
}

/// A chain, its parties, and the chain with every technology in force.
pub struct ChainGame {
    base: Model,
    patches: Vec<Patch>,
    parties: Vec<Party>,
    rest: Rest,
    register: Register,
    stakes: Vec<Stake>,
    whole: Model,
    settlement: Settlement,
    charge: Charge,
}

/// So many parties may hold technologies: every set of them is a chain of its own.
const MOST_TECHNOLOGIES: usize = 8;

impl ChainGame {
    /// Sets the game up: `model` is the chain without the parties' technologies, `patches` has them.
    ///
    /// # Errors
    /// Parties that hold nothing, what is not there, or what another holds; a plan of several periods or with
    /// deliveries that are owed; technologies that contradict each other; no certified answer.
    pub fn new(model: &Model, patches: &[Patch], parties: Vec<Party>, rest: Rest) -> Result<Self, Refusal> {
        check(model, &parties)?;
        let all: Vec<&str> = parties.iter().flat_map(technologies).collect();
        let stack: Vec<Patch> = stack(patches, &all);
        let applied = apply(model.chain(), &stack)?.chain;
        let register = Register::of(&parties, &applied, patches)?;
        let stakes = register.stakes(&parties, &applied)?;
        let whole = restricted(model, &stack, &register, rest)?;
        let settlement = whole.settlement()?;
        let charge = match rest {
            Rest::AtChainPrices | Rest::Absent => Charge::of(&whole, &settlement, &register),
            Rest::Free => Charge::default(),
        };
        let (base, patches) = (model.clone(), patches.to_vec());
        Ok(Self { base, patches, parties, rest, register, stakes, whole, settlement, charge })
    }

    /// What each party turns out to hold.
    pub fn stakes(&self) -> &[Stake] {
        &self.stakes
    }

    /// The chain with every technology in force.
    pub fn whole(&self) -> &Model {
        &self.whole
    }

    /// What becomes of limits without a holder.
    pub fn rest(&self) -> Rest {
        self.rest
    }

    /// The parties that bring a technology.
    pub fn innovators(&self) -> Coalition {
        let innovates = |(_, stake): &(usize, &Stake)| !stake.patches.is_empty();
        self.stakes.iter().enumerate().filter(innovates).fold(Coalition::EMPTY, |set, (party, _)| set.with(party))
    }

    /// `v(S)` of every coalition: V of the chain restricted to what S owns, less what nobody alone is worth.
    ///
    /// ```text
    /// v(S) = V(capacities and markets of S, technologies of S, limits without a holder) − V(∅)
    /// ```
    ///
    /// # Errors
    /// More parties than a table is made for, technologies that contradict each other, no certified answer.
    pub fn game(&self) -> Result<Game, Refusal> {
        let parties = self.parties.len();
        if parties > Game::MOST_PLAYERS {
            return Err(Refusal::TooManyParties { parties, most: Game::MOST_PLAYERS });
        }
        let mut values = vec![0.0; 1 << parties];
        let innovators = self.innovators();
        let free: Vec<usize> = (0..parties).filter(|party| !innovators.contains(*party)).collect();
        let mut within = innovators.0;
        loop {
            let production = self.production(Coalition(within))?;
            production.fill(Coalition(within), &free, |set, value| values[set.index()] = value)?;
            if within == 0 {
                break;
            }
            within = (within - 1) & innovators.0;
        }
        let nobody = values[0];
        for value in &mut values {
            *value -= nobody;
        }
        Ok(Game::new(self.names(), values)?)
    }

    fn names(&self) -> Vec<String> {
        self.parties.iter().map(|party| party.name.clone()).collect()
    }

    /// The programme under the technologies of some parties, with everybody's endowments and the charge.
    pub(super) fn production(&self, innovators: Coalition) -> Result<Production, Refusal> {
        let model = self.model(innovators)?;
        let base = model.base().rebase(&self.charge.edits(&model))?;
        Production::new(base, self.names(), &self.endowments(&model))
    }

    /// The same without the charge.
    pub(super) fn uncharged(&self, innovators: Coalition) -> Result<Production, Refusal> {
        let model = self.model(innovators)?;
        Production::new(model.base().clone(), self.names(), &self.endowments(&model))
    }

    /// What every party's limits earn at the canonical point.
    ///
    /// ```text
    /// Σ_k cap_k·μ_k + Σ_m limit_m·ν_m     k, m over what the party holds
    /// ```
    pub fn canonical(&self) -> Vec<f64> {
        let (chain, mut paid) = (self.whole.chain(), vec![0.0; self.parties.len()]);
        for share in self.whole.split_at(&self.settlement).shares {
            let party = match share.party {
                chain::Party::Capacity(at) => self.register.of_capacity(chain, at),
                chain::Party::Market(at) => self.register.of_market(chain, at),
                // One period has no stocks, and a chain that owes deliveries has no game.
                chain::Party::Stock(_) | chain::Party::Withdrawal(_) => None,
            };
            if let Some(party) = party {
                paid[party] += share.amount;
            }
        }
        paid
    }

    fn model(&self, innovators: Coalition) -> Result<Model, Refusal> {
        let held: Vec<&str> =
            innovators.members().filter_map(|at| self.parties.get(at)).flat_map(technologies).collect();
        restricted(&self.base, &stack(&self.patches, &held), &self.register, self.rest)
    }

    fn endowments(&self, model: &Model) -> Vec<Endowment> {
        let (chain, layout, problem) = (model.chain(), model.layout(), model.base().problem());
        let mut endowments = Vec::new();
        for capacity in 0..chain.capacities.len() {
            let (Some(party), Some(row)) = (self.register.of_capacity(chain, capacity), layout.row(row_of(capacity)))
            else {
                continue;
            };
            let amount = problem.row_bounds(row).1;
            // What was removed limits nothing.
            if amount.is_finite() {
                endowments.push(Endowment { limit: Limit::Row(row), party, amount });
            }
        }
        for market in 0..chain.markets.len() {
            if let (Some(party), Some(column)) =
                (self.register.of_market(chain, market), layout.column(column_of(market)))
            {
                let amount = problem.column_bounds(column).1;
                endowments.push(Endowment { limit: Limit::Column(column), party, amount });
            }
        }
        endowments
    }
}

fn check(model: &Model, parties: &[Party]) -> Result<(), Refusal> {
    if parties.len() > Coalition::MOST_PLAYERS {
        return Err(Refusal::TooManyParties { parties: parties.len(), most: Coalition::MOST_PLAYERS });
    }
    check_names(parties.iter().map(|party| party.name.as_str()))?;
    let innovators = parties.iter().filter(|party| technologies(party).next().is_some()).count();
    if innovators > MOST_TECHNOLOGIES {
        return Err(Refusal::TooManyTechnologies { parties: innovators, most: MOST_TECHNOLOGIES });
    }
    if model.periods() > 1 {
        return Err(Refusal::Periods { periods: model.periods() });
    }
    if !model.chain().withdrawals.is_empty() {
        return Err(Refusal::Withdrawals { count: model.chain().withdrawals.len() });
    }
    Ok(())
}

/// The patches of these ids, in the order of the ids; unknown ones are refused where holdings are read.
fn stack(patches: &[Patch], ids: &[&str]) -> Vec<Patch> {
    ids.iter().filter_map(|id| patches.iter().find(|patch| patch.id == *id)).cloned().collect()
}

/// The model under some technologies, without what is absent.
fn restricted(base: &Model, stack: &[Patch], register: &Register, rest: Rest) -> Result<Model, Refusal> {
    match rest {
        Rest::AtChainPrices | Rest::Free => Ok(base.rebased(stack)?),
        Rest::Absent => {
            let mut chain = apply(base.chain(), stack)?.chain;
            for capacity in 0..chain.capacities.len() {
                let owner = chain.capacities[capacity].owner;
                if register.of_capacity(&chain, capacity).is_none() && !is_rule(&chain, owner) {
                    chain.capacities[capacity].amount = chain::Figure::exact(0.0);
                }
            }
            for market in 0..chain.markets.len() {
                let owner = chain.markets[market].owner;
                if register.of_market(&chain, market).is_none() && !is_rule(&chain, owner) {
                    chain.markets[market].limit = chain::Figure::exact(0.0);
                }
            }
            Ok(base.with_chain(chain)?)
        }
    }
}

fn is_rule(chain: &Chain, owner: usize) -> bool {
    chain.owners.get(owner).is_some_and(|owner| owner.kind == OwnerKind::Rule)
}
