//! Seeded chain-like problems for tests and benches.

use crate::edit::Edit;
use crate::problem::Problem;

/// The generator `SplitMix64` (Steele, Lea and Flood 2014): small, seeded, the same on every platform.
#[derive(Clone, Debug)]
pub struct Splitmix(u64);

impl Splitmix {
    /// A stream that depends on the seed alone.
    pub fn new(seed: u64) -> Self {
        Splitmix(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Uniform in `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform in `[low, high)`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Uniform in `0..bound`; zero where there is nothing to choose from.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.bits() % (bound as u64).max(1)).unwrap_or(0)
    }
}

/// A generated chain, with the parts that patches are drawn from.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The programme: balance rows first, then capacity rows.
    pub problem: Problem,
    /// Capacity rows.
    pub capacities: Vec<usize>,
    /// Activity columns.
    pub activities: Vec<usize>,
    /// Market columns.
    pub markets: Vec<usize>,
}

/// A staged chain with co-products, stocks and graded demand, of about `nonzeros` entries.
pub fn chain(seed: u64, nonzeros: usize) -> Chain {
    let mut random = Splitmix::new(seed ^ 0x6469_6479_6d69_756d);
    let elements = 4 + (nonzeros / 150).min(13);
    let stages = 5;
    // Each site has about five activities of about four entries and a capacity per activity.
    let sites = (nonzeros / (elements * 9 + 40)).max(1);
    let mut made =
        Chain { problem: Problem::new(), capacities: Vec::new(), activities: Vec::new(), markets: Vec::new() };
    let regions = 1 + sites / 4;
    let rows: Vec<Vec<Vec<usize>>> = (0..regions)
        .map(|_| {
            (0..stages).map(|_| (0..elements).map(|_| made.problem.add_row(0.0, f64::INFINITY)).collect()).collect()
        })
        .collect();
    let worth: Vec<f64> = (0..elements).map(|_| 10.0_f64.powf(random.between(0.0, 2.5))).collect();
    // What is dear is rare.
    let shares: Vec<f64> = worth.iter().map(|price| random.between(0.3, 1.0) / price).collect();
    for site in 0..sites {
        let region = site % regions;
        made.mine(&mut random, &rows[region][0], &shares);
        for stage in 1..stages {
            for (element, share) in shares.iter().enumerate() {
                if random.unit() < 0.7 {
                    made.convert(&mut random, &rows[region], stage, element, 100.0 * share);
                }
            }
        }
    }
    for (region, stages_of_region) in rows.iter().enumerate() {
        for (element, &price) in worth.iter().enumerate() {
            let row = stages_of_region[stages - 1][element];
            let flow = 100.0 * shares[element] * sites as f64 / regions as f64;
            made.demand(&mut random, row, price * 4.0, flow);
            if region + 1 < regions {
                let to = rows[region + 1][stages - 1][element];
                made.activity(-0.05 * price, &[(row, -1.0), (to, 1.0)]);
                made.activity(-0.05 * price, &[(to, -1.0), (row, 1.0)]);
            }
        }
    }
    made
}

impl Chain {
    fn activity(&mut self, objective: f64, entries: &[(usize, f64)]) {
        let column = self.problem.add_column(objective, 0.0, f64::INFINITY, entries);
        self.activities.push(column);
    }

    /// One ore gives every element in fixed proportions.
    fn mine(&mut self, random: &mut Splitmix, ores: &[usize], shares: &[f64]) {
        let capacity = self.problem.add_row(f64::NEG_INFINITY, (random.between(20.0, 200.0) * 4.0).round() / 4.0);
        self.capacities.push(capacity);
        let mut entries: Vec<(usize, f64)> =
            ores.iter().zip(shares).map(|(&row, share)| (row, share * random.between(0.5, 1.5))).collect();
        entries.push((capacity, 1.0));
        self.activity(-random.between(0.2, 2.0), &entries);
    }

    /// One stage on, with losses, a by-product now and then, and a share of another element's stream.
    fn convert(&mut self, random: &mut Splitmix, rows: &[Vec<usize>], stage: usize, element: usize, flow: f64) {
        let capacity = self.problem.add_row(f64::NEG_INFINITY, flow * random.between(0.4, 1.6));
        self.capacities.push(capacity);
        let mut entries =
            vec![(rows[stage - 1][element], -1.0), (rows[stage][element], random.between(0.7, 0.99)), (capacity, 1.0)];
        let other = random.below(rows[stage].len());
        if other != element && random.unit() < 0.3 {
            entries.push((rows[stage - 1][other], -random.between(0.0, 0.2)));
            if random.unit() < 0.5 {
                entries.push((rows[stage][other], random.between(0.0, 0.1)));
            }
        }
        self.activity(-random.between(0.1, 3.0), &entries);
    }

    /// Three steps of falling willingness to pay, and imports at a high price.
    fn demand(&mut self, random: &mut Splitmix, row: usize, price: f64, size: f64) {
        for step in [1.0, 0.8, 0.56] {
            let limit = random.between(0.1, 0.5) * size;
            let column = self.problem.add_column(price * step, 0.0, limit, &[(row, -1.0)]);
            self.markets.push(column);
        }
        let column = self.problem.add_column(-price * 1.5, 0.0, random.between(0.01, 0.1) * size, &[(row, 1.0)]);
        self.markets.push(column);
    }

    /// A patch of a kind that shocks, policies, innovations and investments come in.
    pub fn patch(&self, random: &mut Splitmix) -> Vec<Edit> {
        match random.below(10) {
            0..=4 => (0..=random.below(3)).map(|_| self.capacity_edit(random)).collect(),
            5 | 6 => (0..=random.below(2)).map(|_| self.price_edit(random)).collect(),
            7 => {
                let column = self.markets[random.below(self.markets.len())];
                vec![Edit::ColumnBounds { column, lower: 0.0, upper: 0.0 }]
            }
            8 => self.yield_edits(random),
            _ => vec![self.capacity_edit(random), self.price_edit(random)],
        }
    }

    fn capacity_edit(&self, random: &mut Splitmix) -> Edit {
        let row = self.capacities[random.below(self.capacities.len())];
        let factor = [0.0, 0.5, 0.8, 1.1, 2.0][random.below(5)];
        Edit::RowBounds { row, lower: f64::NEG_INFINITY, upper: self.problem.row_bounds(row).1 * factor }
    }

    fn price_edit(&self, random: &mut Splitmix) -> Edit {
        let column = self.markets[random.below(self.markets.len())];
        Edit::Objective { column, value: self.problem.objective(column) * random.between(0.6, 1.6) }
    }

    fn yield_edits(&self, random: &mut Splitmix) -> Vec<Edit> {
        let column = self.activities[random.below(self.activities.len())];
        let factor = random.between(0.8, 1.2);
        self.problem
            .column_entries(column)
            .filter(|entry| entry.1 > 0.0 && entry.1 < 1.0)
            .map(|(row, value)| Edit::Coefficient { row, column, value: value * factor })
            .collect()
    }
}
