//! How concentrated a stage is, by owner and by country.

use std::collections::BTreeMap;

use crate::{ActivityKind, Model};

/// Herfindahl indices of a stage, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concentration {
    /// By owner.
    pub by_owner: f64,
    /// By country.
    pub by_country: f64,
    /// The largest country's index and share.
    pub largest: Option<(usize, f64)>,
}

/// Herfindahl–Hirschman index of amounts, 0 to 1.
///
/// ```text
/// HHI = Σ_i (amount_i / Σ amount)²
/// ```
///
/// Herfindahl 1950; Hirschman 1964, Am. Econ. Rev. 54:761. `None` where nothing is produced.
pub fn herfindahl(amounts: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (sum, squares) = amounts.into_iter().fold((0.0, 0.0), |(sum, squares), a| (sum + a, squares + a * a));
    (sum > 0.0).then(|| squares / (sum * sum))
}

impl Model {
    /// Concentration of what a stage makes in the plan's first period, by its value at the plan's prices, since a
    /// stage makes goods that cannot be added in tonnes; trade moves goods and makes none. `None` where it makes
    /// nothing of value.
    pub fn concentration(&self, stage: usize) -> Option<Concentration> {
        let chain = self.chain();
        let (mut owners, mut countries) = (BTreeMap::new(), BTreeMap::new());
        for (index, activity) in chain.activities.iter().enumerate() {
            if activity.kind == ActivityKind::Trade || activity.stage != stage {
                continue;
            }
            let worth = |flow: &crate::Flow| {
                let price =
                    self.plan().node(flow.commodity, flow.region).map_or(0.0, |at| self.plan().first().price[at]);
                flow.amount.value.max(0.0) * price.max(0.0)
            };
            let made = activity.flows.iter().filter(|flow| chain.commodities[flow.commodity].stage == stage);
            let made = made.map(worth).sum::<f64>() * self.plan().first().runs[index];
            *owners.entry(activity.owner).or_insert(0.0) += made;
            *countries.entry(activity.country).or_insert(0.0) += made;
        }
        let total: f64 = countries.values().sum();
        let largest = countries.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(at, made)| (*at, made / total));
        Some(Concentration {
            by_owner: herfindahl(owners.into_values())?,
            by_country: herfindahl(countries.into_values())?,
            largest,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// World mine production of rare earths 2024, t REO, USGS Mineral Commodity Summaries 2025.
    #[test]
    fn the_index_of_world_mines() {
        let mines = [
            270_000.0, 45_000.0, 31_000.0, 13_000.0, 13_000.0, 13_000.0, 2900.0, 2500.0, 2000.0, 300.0, 130.0, 20.0,
            1100.0,
        ];
        let index = herfindahl(mines).unwrap();
        assert!((index - 0.492_362).abs() < 5e-7, "{index}");
        assert!((1.0 / index - 2.031).abs() < 5e-4);
        assert_eq!(herfindahl([0.0, 0.0]), None);
    }
}
