//! A proposal worked out.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Answer, ChainGame, Interval, Production, Proposal, Refusal, TechnologyRange};
use crate::game::{self, Coalition, Game, LeastCore, sampled_shapley};

/// How hard to work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Every coalition is solved up to so many parties: 12 unless more are asked for, at most 16.
    pub exact_up_to: usize,
    /// Pairs of orders drawn where there are more parties.
    pub pairs: usize,
    /// What they are drawn from.
    pub seed: u64,
}

impl Default for Effort {
    fn default() -> Self {
        Self { exact_up_to: 12, pairs: 500, seed: 1 }
    }
}

impl ChainGame {
    /// Every answer side by side.
    ///
    /// # Errors
    /// As [`ChainGame::game`], and where an answer has no certificate.
    pub fn propose(&self, effort: Effort) -> Result<Proposal, Refusal> {
        let everybody = Coalition::all(self.stakes().len());
        let whole = self.whole().plan().value;
        let today = self.uncharged(self.innovators())?;
        let exact = self.stakes().len() <= effort.exact_up_to.min(Game::MOST_PLAYERS);
        let game = if exact { Some(self.game()?) } else { None };
        let answer = |shares: Vec<f64>| answer(game.as_ref(), whole, shares);
        let (shapley, half_widths) = match &game {
            Some(game) => (game.shapley(), None),
            None => self.sampled(effort).map(|found| (found.shares, Some(found.half_widths)))?,
        };
        let nucleolus = match game.as_ref().map(Game::nucleolus) {
            Some(Ok(found)) => Some(found),
            None | Some(Err(game::Refusal::NoImputation { .. })) => None,
            Some(Err(refusal)) => return Err(refusal.into()),
        };
        let (kohlberg, nucleolus) = nucleolus.map(|found| (found.kohlberg, found.shares)).unzip();
        let least = game.as_ref().map(Game::least_core).transpose()?;
        let known = game.as_ref().zip(least.as_ref());
        let technologies = self.innovators().members().map(|party| self.technology(party, everybody, known));
        Ok(Proposal {
            currency: self.whole().chain().currency.clone(),
            parties: self.stakes().to_vec(),
            rest: self.rest(),
            whole,
            owen_intervals: today.owen_intervals()?,
            owen: answer(self.canonical())?,
            shapley: answer(shapley)?,
            half_widths,
            nucleolus: nucleolus.map(answer).transpose()?,
            kohlberg,
            least_core: least.as_ref().map(|least| least.epsilon),
            technologies: technologies.collect::<Result<_, _>>()?,
            values: game.as_ref().map(|game| game.values().to_vec()),
        })
    }

    /// ```text
    /// [0, V(N) − V(N \ T)]
    /// ```
    ///
    /// A technology that others can use without using it up is no capacity, so that prices of capacities alone pay its
    /// owner nothing: Granot 1986, A generalized linear production model, Math. Programming 34:212–222; Curiel, Derks &
    /// Tijs 1989, On balanced games and games with committee control, OR Spektrum 11:83–88.
    fn technology(
        &self,
        party: usize,
        everybody: Coalition,
        game: Option<(&Game, &LeastCore)>,
    ) -> Result<TechnologyRange, Refusal> {
        let whole = self.whole().plan().value;
        let others = self.uncharged(self.innovators().without(party))?;
        let without = others.value(everybody.without(party), &mut lp::Scratch::default())?;
        let core = game.map(|(game, least)| game.core_range(party, least)).transpose()?.flatten();
        let core = core.map(|(low, high)| Interval { low, high });
        Ok(TechnologyRange { party, whole, without, range: Interval { low: 0.0, high: whole - without }, core })
    }

    fn sampled(&self, effort: Effort) -> Result<game::Sampled, Refusal> {
        let mut productions: HashMap<Coalition, Production> = HashMap::new();
        let mut known: HashMap<Coalition, f64> = HashMap::new();
        let mut scratch = lp::Scratch::default();
        let mut raw = |coalition: Coalition| -> Result<f64, Refusal> {
            if let Some(value) = known.get(&coalition) {
                return Ok(*value);
            }
            let innovators = Coalition(coalition.0 & self.innovators().0);
            let production = match productions.entry(innovators) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(self.production(innovators)?),
            };
            let value = production.value(coalition, &mut scratch)?;
            known.insert(coalition, value);
            Ok(value)
        };
        let nobody = raw(Coalition::EMPTY)?;
        sampled_shapley(self.stakes().len(), effort.pairs, effort.seed, |coalition| Ok(raw(coalition)? - nobody))
    }
}

fn answer(game: Option<&Game>, whole: f64, shares: Vec<f64>) -> Result<Answer, Refusal> {
    let core = game.map(|game| game.core_test(&shares)).transpose()?;
    Ok(Answer { nobody: whole - shares.iter().sum::<f64>(), shares, core })
}
