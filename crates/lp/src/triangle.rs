//! Solves with one triangular factor, visiting only what the right-hand side can reach.

use crate::sparse::{Sparse, narrow};

/// Beyond one place in this many a plain sweep beats the search for what is reached.
const SPARSE_SHARE: usize = 10;

/// A triangular matrix by nodes: once `x[p]` is final, `x[i] −= value · x[p]` for every entry of node `p`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Triangle {
    /// Nodes in an order in which each is final when its turn comes; nodes without work are left out.
    sequence: Vec<u32>,
    start: Vec<u32>,
    entries: Vec<(u32, f64)>,
    /// Divisors by node; empty for a unit diagonal.
    pivot: Vec<f64>,
}

/// Buffers for the depth-first search.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    marked: Vec<bool>,
    stack: Vec<(u32, u32)>,
    order: Vec<u32>,
}

impl Triangle {
    /// From `(node, place, value)` triples; `order` lists all nodes, `pivot` is empty for a unit diagonal.
    pub fn new(size: usize, order: impl Iterator<Item = u32>, triples: &[(u32, u32, f64)], pivot: Vec<f64>) -> Self {
        let mut start = vec![0_u32; size + 1];
        for &(node, _, _) in triples {
            start[node as usize + 1] += 1;
        }
        for node in 0..size {
            start[node + 1] += start[node];
        }
        let mut next = start.clone();
        let mut entries = vec![(0_u32, 0.0); triples.len()];
        for &(node, place, entry) in triples {
            let at = next[node as usize] as usize;
            next[node as usize] += 1;
            entries[at] = (place, entry);
        }
        let sequence =
            order.filter(|&node| !pivot.is_empty() || start[node as usize] < start[node as usize + 1]).collect();
        Triangle { sequence, start, entries, pivot }
    }

    pub fn nonzeros(&self) -> usize {
        self.entries.len()
    }

    /// Subtracts a node's column, its divisor included, from `x`.
    pub fn subtract_node(&self, node: usize, x: &mut Sparse) {
        x.add(node, -self.pivot.get(node).copied().unwrap_or(1.0));
        for &(place, entry) in self.entries_of(node) {
            x.add(place as usize, -entry);
        }
    }

    #[inline]
    fn entries_of(&self, node: usize) -> &[(u32, f64)] {
        &self.entries[self.start[node] as usize..self.start[node + 1] as usize]
    }

    #[inline]
    fn finish(&self, node: usize, x: &mut [f64]) {
        let mut amount = x[node];
        if amount == 0.0 {
            return;
        }
        if let Some(pivot) = self.pivot.get(node) {
            amount /= pivot;
            x[node] = amount;
        }
        for &(place, entry) in self.entries_of(node) {
            x[place as usize] -= entry * amount;
        }
    }

    /// Overwrites the right-hand side `x` with the solution.
    pub fn solve(&self, x: &mut Sparse, reach: &mut Reach) {
        if !x.listed || x.index.len() * SPARSE_SHARE > x.value.len() {
            for &node in &self.sequence {
                self.finish(node as usize, &mut x.value);
            }
            x.listed = false;
            return;
        }
        self.search(&x.index, x.value.len(), reach);
        for &node in reach.order.iter().rev() {
            reach.marked[node as usize] = false;
            self.finish(node as usize, &mut x.value);
        }
        std::mem::swap(&mut x.index, &mut reach.order);
        // A place that holds zero would be listed twice once something is added to it.
        let value = &x.value;
        x.index.retain(|&at| value[at as usize] != 0.0);
    }

    /// Depth-first search from `sources`; leaves the reached nodes in postorder.
    fn search(&self, sources: &[u32], size: usize, reach: &mut Reach) {
        reach.marked.resize(size, false);
        reach.order.clear();
        for &source in sources {
            if reach.marked[source as usize] {
                continue;
            }
            reach.marked[source as usize] = true;
            reach.stack.push((source, self.start[source as usize]));
            while let Some((node, at)) = reach.stack.pop() {
                let end = self.start[node as usize + 1];
                let mut here = at;
                while here < end && reach.marked[self.entries[here as usize].0 as usize] {
                    here += 1;
                }
                if here == end {
                    reach.order.push(node);
                } else {
                    let child = self.entries[here as usize].0;
                    reach.marked[child as usize] = true;
                    reach.stack.push((node, here + 1));
                    reach.stack.push((child, self.start[child as usize]));
                }
            }
        }
        debug_assert!(reach.order.len() <= narrow(size) as usize);
    }
}
