//! What a patch is worth, alone and with others.

use crate::{Model, Patch, Refusal, Split, apply};

/// What a stack of patches is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// The patches, by id.
    pub patches: Vec<String>,
    /// V(chain + patches) − V(chain), in the chain's currency.
    pub value: f64,
    /// Change by owner, region and side, at the canonical points; `None` where it was not asked for.
    pub split: Option<Split>,
}

/// The worth of several patches, each alone, by pairs and all together.
#[derive(Clone, Debug)]
pub struct Portfolio {
    /// The patches' ids, in the order given.
    pub patches: Vec<String>,
    /// Each alone; a patch that does not apply alone says why.
    pub alone: Vec<Result<f64, Refusal>>,
    /// All together, but for those left out.
    pub together: Result<f64, Refusal>,
    /// Places of the patches left out of it: without a worth alone, or at odds with one that is worth more.
    pub left_out: Vec<usize>,
    /// `pairs[i][j]`, i < j: worth of both less the worth of each. Empty where pairs were not asked for.
    pub pairs: Vec<Vec<Option<f64>>>,
}

impl Portfolio {
    /// The interaction of two patches: positive where they help each other.
    pub fn interaction(&self, one: usize, other: usize) -> Option<f64> {
        let (low, high) = (one.min(other), one.max(other));
        self.pairs.get(low).and_then(|row| row.get(high)).copied().flatten()
    }

    /// The places of the patches, worth most first; those without a worth last.
    pub fn ranking(&self) -> Vec<usize> {
        ranked(&self.alone)
    }
}

fn ranked(alone: &[Result<f64, Refusal>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..alone.len()).collect();
    let worth = |at: usize| alone[at].as_ref().copied().unwrap_or(f64::NEG_INFINITY);
    order.sort_by(|a, b| worth(*b).total_cmp(&worth(*a)).then(a.cmp(b)));
    order
}

impl Model {
    /// The worth of a stack of patches.
    ///
    /// ```text
    /// worth(P) = V(chain + P) − V(chain)
    /// ```
    ///
    /// # Errors
    /// The patches do not apply, or the patched chain has no certified plan.
    pub fn worth(&self, patches: &[Patch]) -> Result<Worth, Refusal> {
        let scenario = self.scenario(patches)?;
        Ok(Worth { patches: ids(patches), value: scenario.plan.value - self.plan().value, split: None })
    }

    /// The worth of a stack of patches, split by whose it is.
    ///
    /// # Errors
    /// As [`Model::worth`] and [`Model::settlement`].
    pub fn worth_split(&self, before: &Split, patches: &[Patch]) -> Result<Worth, Refusal> {
        let after = self.rebased(patches)?.split()?;
        let value = after.value - before.value;
        Ok(Worth { patches: ids(patches), value, split: Some(after.less(before)) })
    }

    /// The worth of each patch, of all together, and, where asked for, of every pair.
    pub fn portfolio(&self, patches: &[Patch], pairs: bool) -> Portfolio {
        let mut scratch = lp::Scratch::default();
        let mut worth = |stack: &[Patch]| {
            self.scenario_with(&mut scratch, stack).map(|scenario| scenario.plan.value - self.plan().value)
        };
        let alone: Vec<_> = patches.iter().map(|patch| worth(std::slice::from_ref(patch))).collect();
        let (stack, left_out) = self.compatible(patches, &alone);
        let together = worth(&stack);
        let mut table = Vec::new();
        if pairs {
            for (i, one) in patches.iter().enumerate() {
                let mut row = vec![None; patches.len()];
                for (j, other) in patches.iter().enumerate().skip(i + 1) {
                    if let (Ok(first), Ok(second)) = (&alone[i], &alone[j]) {
                        row[j] = worth(&[one.clone(), other.clone()]).ok().map(|both| both - first - second);
                    }
                }
                table.push(row);
            }
        }
        Portfolio { patches: ids(patches), alone, together, left_out, pairs: table }
    }
}

impl Model {
    /// The patches that can stand together, and the places of those that cannot: the one worth more stays.
    fn compatible(&self, patches: &[Patch], alone: &[Result<f64, Refusal>]) -> (Vec<Patch>, Vec<usize>) {
        let (mut stack, mut left_out) = (Vec::new(), Vec::new());
        if alone.iter().all(Result::is_ok) && apply(self.chain(), patches).is_ok() {
            return (patches.to_vec(), left_out);
        }
        for at in ranked(alone) {
            stack.push(patches[at].clone());
            if alone[at].is_err() || apply(self.chain(), &stack).is_err() {
                stack.pop();
                left_out.push(at);
            }
        }
        (stack, left_out)
    }
}

impl Split {
    /// The change from another split; owners that only one of them has count from zero.
    #[must_use]
    pub fn less(&self, before: &Self) -> Self {
        let less = |after: &[f64], before: &[f64]| {
            let at = |list: &[f64], index: usize| list.get(index).copied().unwrap_or_default();
            (0..after.len().max(before.len())).map(|index| at(after, index) - at(before, index)).collect()
        };
        Self {
            value: self.value - before.value,
            shares: Vec::new(),
            by_owner: less(&self.by_owner, &before.by_owner),
            by_region: less(&self.by_region, &before.by_region),
            sellers: self.sellers - before.sellers,
            buyers: self.buyers - before.buyers,
            nobody: self.nobody - before.nobody,
        }
    }
}

fn ids(patches: &[Patch]) -> Vec<String> {
    patches.iter().map(|patch| patch.id.clone()).collect()
}
