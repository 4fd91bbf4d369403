//! Branch and bound over sets of offers that cover requirements.

use std::cmp::Reverse;

/// Prices of single requirements are counted in this part of a minor unit, by bits.
const PRICE_BITS: u32 = 20;

/// An offer as the search sees it.
pub(super) struct Item {
    /// Requirements it covers, one bit each.
    pub(super) covers: u64,
    pub(super) cost: i64,
    pub(super) score: i64,
    /// Items it clashes with.
    pub(super) clashes: Vec<usize>,
}

/// What is made least: each field where those before it are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Value {
    pub(super) uncovered: u32,
    pub(super) cost: i128,
    pub(super) members: u32,
    /// The sum of scores, below zero where they are above.
    pub(super) unscored: i128,
}

pub(super) struct Search<'a> {
    items: &'a [Item],
    /// For each item, how many reasons there are not to take it.
    banned: Vec<u32>,
    taken: Vec<usize>,
    now: Value,
    best: Value,
    best_taken: Vec<usize>,
    /// The least of what was not looked into for want of nodes.
    unseen: Option<Value>,
    nodes_left: usize,
    required: u64,
}

impl<'a> Search<'a> {
    pub(super) fn new(items: &'a [Item], required: usize, nodes_most: usize) -> Self {
        let required = (0..required).fold(0, |bits, place| bits | 1_u64 << place);
        let now = Value { uncovered: 0, cost: 0, members: 0, unscored: 0 };
        Self {
            items,
            banned: vec![0; items.len()],
            taken: Vec::new(),
            now,
            best: Value { uncovered: required.count_ones(), ..now },
            best_taken: Vec::new(),
            unseen: None,
            nodes_left: nodes_most,
            required,
        }
    }

    /// Never takes an item.
    pub(super) fn leave_out(&mut self, item: usize) {
        self.ban(item, true);
    }

    /// The members of the best set found, its value, and what no set is below.
    pub(super) fn run(mut self) -> (Vec<usize>, Value, Value) {
        self.visit(self.required);
        let at_least = self.unseen.map_or(self.best, |unseen| unseen.min(self.best));
        (self.best_taken, self.best, at_least)
    }

    /// Looks into all sets that add to those taken; `open` are the requirements not yet covered nor given up.
    fn visit(&mut self, open: u64) {
        let (least, open) = self.bound(open);
        if least >= self.best {
            return;
        }
        if self.nodes_left == 0 {
            self.unseen = Some(self.unseen.map_or(least, |unseen| unseen.min(least)));
            return;
        }
        self.nodes_left -= 1;
        let Some((requirement, candidates)) = self.scarcest(open) else {
            self.best = least;
            self.best_taken.clone_from(&self.taken);
            return;
        };
        let before = self.now;
        // What is dropped by `bound` is uncovered for good in everything below.
        self.now.uncovered = least.uncovered;
        for item in &candidates {
            self.take(*item);
            self.visit(open & !self.covers(*item));
            self.put_back(*item);
            self.ban(*item, true);
        }
        self.now.uncovered += 1;
        self.visit(open & !requirement);
        for item in &candidates {
            self.ban(*item, false);
        }
        self.now = before;
    }

    /// What no set below this node is better than, and the requirements something can still cover. Every requirement
    /// has the price of its cheapest share in an item; an item costs no less than the prices of all it covers, and
    /// brings no more score than the best of one of them.
    fn bound(&self, open: u64) -> (Value, u64) {
        let mut prices = [(i128::MAX, 0_i64); u64::BITS as usize];
        let (mut coverable, mut widest) = (0_u64, 1);
        for (item, _) in self.items.iter().zip(&self.banned).filter(|(_, banned)| **banned == 0) {
            let adds = item.covers & open;
            if adds == 0 {
                continue;
            }
            coverable |= adds;
            widest = widest.max(adds.count_ones());
            let price = (i128::from(item.cost) << PRICE_BITS) / i128::from(adds.count_ones());
            for (place, (least, most)) in prices.iter_mut().enumerate() {
                if adds >> place & 1 == 1 {
                    *least = price.min(*least);
                    *most = item.score.max(*most);
                }
            }
        }
        let covered = || prices.iter().enumerate().filter(|(place, _)| coverable >> place & 1 == 1).map(|(_, of)| of);
        let price: i128 = covered().map(|(least, _)| *least).sum();
        let score: i128 = covered().map(|(_, most)| i128::from(*most)).sum();
        let whole = (1_i128 << PRICE_BITS) - 1;
        let least = Value {
            uncovered: self.now.uncovered + (open & !coverable).count_ones(),
            cost: self.now.cost + ((price + whole) >> PRICE_BITS),
            members: self.now.members + coverable.count_ones().div_ceil(widest),
            unscored: self.now.unscored - score,
        };
        (least, coverable)
    }

    /// The requirement that the fewest items can cover, and these, the cheapest by what they add first.
    fn scarcest(&self, open: u64) -> Option<(u64, Vec<usize>)> {
        let allowed = |bit: u64| {
            let items = self.items.iter().zip(&self.banned).enumerate();
            items.filter(move |(_, (item, banned))| **banned == 0 && item.covers & bit != 0).map(|(place, _)| place)
        };
        let bits = (0..u64::BITS).map(|place| 1_u64 << place).filter(|bit| open & bit != 0);
        let requirement = bits.min_by_key(|bit| allowed(*bit).count())?;
        let mut candidates: Vec<usize> = allowed(requirement).collect();
        candidates.sort_by_key(|place| {
            let adds = self.covers(*place) & open;
            let item = self.items.get(*place);
            let price =
                (i128::from(item.map_or(0, |item| item.cost)) << PRICE_BITS) / i128::from(adds.count_ones().max(1));
            (price, Reverse(adds.count_ones()), Reverse(item.map_or(0, |item| item.score)), *place)
        });
        Some((requirement, candidates))
    }

    fn covers(&self, place: usize) -> u64 {
        self.items.get(place).map_or(0, |item| item.covers)
    }

    fn take(&mut self, place: usize) {
        self.taken.push(place);
        self.change(place, 1);
    }

    fn put_back(&mut self, place: usize) {
        self.taken.pop();
        self.change(place, -1);
    }

    fn change(&mut self, place: usize, by: i128) {
        let items = self.items;
        let Some(item) = items.get(place) else { return };
        self.now.cost += by * i128::from(item.cost);
        self.now.unscored -= by * i128::from(item.score);
        self.now.members = if by > 0 { self.now.members + 1 } else { self.now.members - 1 };
        self.ban(place, by > 0);
        for other in &item.clashes {
            self.ban(*other, by > 0);
        }
    }

    fn ban(&mut self, place: usize, banned: bool) {
        if let Some(reasons) = self.banned.get_mut(place) {
            *reasons = if banned { *reasons + 1 } else { reasons.saturating_sub(1) };
        }
    }
}
