//! The assignment itself, by shortest augmenting paths over needs and resources numbered from 0.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What may be assigned.
pub(super) struct Graph {
    /// For each need the resources it may have, with their gains, all above zero.
    pub(super) edges: Vec<Vec<(usize, i64)>>,
    /// For each resource how many needs it serves.
    pub(super) capacities: Vec<usize>,
}

/// What is assigned.
pub(super) struct Flow {
    /// For each need the resource it has.
    pub(super) taken: Vec<Option<usize>>,
    pub(super) need_prices: Vec<i64>,
    pub(super) resource_prices: Vec<i64>,
}

/// How a path ends: at a resource with room, or at a need that goes without.
#[derive(Clone, Copy)]
enum End {
    Room(usize),
    Without(usize),
}

struct Paths<'a> {
    graph: &'a Graph,
    flow: Flow,
    holders: Vec<Vec<usize>>,
    /// For each resource how far it is, and from which need; where the round is an earlier one it was not reached.
    reached: Vec<(usize, i64, usize)>,
    round: usize,
    heap: BinaryHeap<Reverse<(i64, usize)>>,
    /// Needs and resources on paths of this round, with how far they are.
    needs: Vec<(usize, i64)>,
    resources: Vec<(usize, i64)>,
    nearest: (i64, End),
}

/// The best assignment. Between two steps, for the needs that had their turn: prices are at least zero, price of need
/// plus price of resource is at least the gain and exactly the gain of pairs assigned, needs without a resource and
/// resources with room have the price zero.
pub(super) fn solve(graph: &Graph) -> Flow {
    let (needs, resources) = (graph.edges.len(), graph.capacities.len());
    let flow = Flow { taken: vec![None; needs], need_prices: vec![0; needs], resource_prices: vec![0; resources] };
    let mut paths = Paths {
        graph,
        flow,
        holders: vec![Vec::new(); resources],
        reached: vec![(0, 0, 0); resources],
        round: 0,
        heap: BinaryHeap::new(),
        needs: Vec::new(),
        resources: Vec::new(),
        nearest: (0, End::Without(0)),
    };
    for need in 0..needs {
        paths.give_turn(need);
    }
    paths.flow
}

impl Paths<'_> {
    fn give_turn(&mut self, need: usize) {
        let price =
            self.edges(need).iter().map(|(resource, gain)| gain - at(&self.flow.resource_prices, *resource)).max();
        let price = price.unwrap_or(0).max(0);
        set(&mut self.flow.need_prices, need, price);
        self.round += 1;
        self.heap.clear();
        self.needs.clear();
        self.resources.clear();
        self.nearest = (price, End::Without(need));
        self.reach_need(need, 0);
        while let Some(Reverse((distance, resource))) = self.heap.pop() {
            if distance > self.nearest.0 {
                break;
            }
            if self.distance(resource) == Some(distance) && self.settle(resource, distance) {
                break;
            }
        }
        self.change_prices();
        self.assign_along(need);
    }

    fn edges(&self, need: usize) -> &[(usize, i64)] {
        self.graph.edges.get(need).map_or(&[], Vec::as_slice)
    }

    fn distance(&self, resource: usize) -> Option<i64> {
        self.reached.get(resource).filter(|(round, ..)| *round == self.round).map(|(_, distance, _)| *distance)
    }

    /// Goes on from a need to every resource it may have, or to being left without.
    fn reach_need(&mut self, need: usize, distance: i64) {
        let price = at(&self.flow.need_prices, need);
        self.needs.push((need, distance));
        if distance + price < self.nearest.0 {
            self.nearest = (distance + price, End::Without(need));
        }
        let graph = self.graph;
        for (resource, gain) in graph.edges.get(need).into_iter().flatten() {
            let far = distance + price + at(&self.flow.resource_prices, *resource) - gain;
            let nearer = self.distance(*resource).is_none_or(|known| far < known);
            if far <= self.nearest.0 && nearer {
                if let Some(slot) = self.reached.get_mut(*resource) {
                    *slot = (self.round, far, need);
                }
                self.heap.push(Reverse((far, *resource)));
            }
        }
    }

    /// Goes on from a resource to the needs that hold it; true if it has room.
    fn settle(&mut self, resource: usize, distance: i64) -> bool {
        let holders = self.holders.get(resource).cloned().unwrap_or_default();
        if holders.len() < self.graph.capacities.get(resource).copied().unwrap_or(0) {
            self.nearest = (distance, End::Room(resource));
            return true;
        }
        self.resources.push((resource, distance));
        for need in holders {
            self.reach_need(need, distance);
        }
        false
    }

    fn change_prices(&mut self) {
        let end = self.nearest.0;
        for (need, distance) in self.needs.iter().filter(|(_, distance)| *distance < end) {
            let price = at(&self.flow.need_prices, *need);
            set(&mut self.flow.need_prices, *need, price - (end - distance));
        }
        for (resource, distance) in self.resources.iter().filter(|(_, distance)| *distance < end) {
            let price = at(&self.flow.resource_prices, *resource);
            set(&mut self.flow.resource_prices, *resource, price + (end - distance));
        }
    }

    /// Hands every resource on the path to the need before it.
    fn assign_along(&mut self, first: usize) {
        let mut given = match self.nearest.1 {
            End::Room(resource) => Some(resource),
            End::Without(need) if need == first => None,
            End::Without(need) => self.hand_over(need, None),
        };
        while let Some(resource) = given {
            let Some((_, _, need)) = self.reached.get(resource).copied() else { return };
            given = self.hand_over(need, Some(resource));
        }
    }

    /// Gives a need a resource, or none; returns the one it had.
    fn hand_over(&mut self, need: usize, resource: Option<usize>) -> Option<usize> {
        let had = self.flow.taken.get_mut(need).and_then(|slot| std::mem::replace(slot, resource));
        if let Some(holders) = had.and_then(|had| self.holders.get_mut(had)) {
            holders.retain(|holder| *holder != need);
        }
        if let Some(holders) = resource.and_then(|resource| self.holders.get_mut(resource)) {
            holders.push(need);
        }
        had
    }
}

fn at(prices: &[i64], place: usize) -> i64 {
    prices.get(place).copied().unwrap_or(0)
}

fn set(prices: &mut [i64], place: usize, price: i64) {
    if let Some(slot) = prices.get_mut(place) {
        *slot = price;
    }
}
