//! Solves with one triangular factor, visiting only what the right-hand side can reach.

use crate::sparse::{Sparse, narrow};

/// Beyond one place in this many a plain sweep beats the search for what is reached.
const SPARSE_SHARE: usize = 10;

/// A triangular matrix by nodes: once `x[p]` is final, `x[i] −= value · x[p]` for every entry of node `p`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Triangle {
    /// In an order in which each node is final when its turn comes; those without work are left out.
    steps: Vec<Step>,
    /// Where each node's step is.
    seat: Vec<u32>,
    entries: Vec<(u32, f64)>,
}

/// One node: a plain sweep reads these, and the entries, in a row.
#[derive(Clone, Copy, Debug)]
struct Step {
    node: u32,
    start: u32,
    end: u32,
    pivot: f64,
}

/// The seat of a node without a step.
const NOWHERE: u32 = u32::MAX;

/// Buffers for the depth-first search.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    marked: Vec<bool>,
    stack: Vec<(u32, u32)>,
    order: Vec<u32>,
}

impl Triangle {
    /// From `(node, place, value)` triples; `order` lists all nodes, `pivot` is empty for a unit diagonal.
    pub fn new(size: usize, order: impl Iterator<Item = u32>, triples: &[(u32, u32, f64)], pivot: &[f64]) -> Self {
        let mut count = vec![0_u32; size];
        for &(node, _, _) in triples {
            count[node as usize] += 1;
        }
        let mut made =
            Triangle { steps: Vec::new(), seat: vec![NOWHERE; size], entries: vec![(0, 0.0); triples.len()] };
        let mut start = 0;
        for node in order.filter(|&node| !pivot.is_empty() || count[node as usize] > 0) {
            made.seat[node as usize] = narrow(made.steps.len());
            let pivot = pivot.get(node as usize).copied().unwrap_or(1.0);
            made.steps.push(Step { node, start, end: start, pivot });
            start += count[node as usize];
        }
        for &(node, place, entry) in triples {
            let step = &mut made.steps[made.seat[node as usize] as usize];
            made.entries[step.end as usize] = (place, entry);
            step.end += 1;
        }
        made
    }

    pub fn nonzeros(&self) -> usize {
        self.entries.len()
    }

    /// Subtracts a node's column, its divisor included, from `x`.
    pub fn subtract_node(&self, node: usize, x: &mut Sparse) {
        let step = self.step(node);
        x.add(node, -step.pivot);
        for &(place, entry) in &self.entries[step.start as usize..step.end as usize] {
            x.add(place as usize, -entry);
        }
    }

    #[inline]
    fn step(&self, node: usize) -> Step {
        let nothing = Step { node: NOWHERE, start: 0, end: 0, pivot: 1.0 };
        self.steps.get(self.seat[node] as usize).copied().unwrap_or(nothing)
    }

    #[inline]
    fn finish(&self, step: Step, node: usize, x: &mut [f64]) {
        if x[node] == 0.0 {
            return;
        }
        // Dividing by one is exact, so a unit diagonal needs no case of its own.
        let amount = x[node] / step.pivot;
        x[node] = amount;
        for &(place, entry) in &self.entries[step.start as usize..step.end as usize] {
            x[place as usize] -= entry * amount;
        }
    }

    /// Overwrites the right-hand side `x` with the solution.
    pub fn solve(&self, x: &mut Sparse, reach: &mut Reach) {
        if !x.listed || x.index.len() * SPARSE_SHARE > x.value.len() {
            for &step in &self.steps {
                self.finish(step, step.node as usize, &mut x.value);
            }
            x.listed = false;
            return;
        }
        self.search(&x.index, x.value.len(), reach);
        for &node in reach.order.iter().rev() {
            reach.marked[node as usize] = false;
            self.finish(self.step(node as usize), node as usize, &mut x.value);
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
            reach.stack.push((source, self.step(source as usize).start));
            while let Some((node, at)) = reach.stack.pop() {
                let end = self.step(node as usize).end;
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
                    reach.stack.push((child, self.step(child as usize).start));
                }
            }
        }
        debug_assert!(reach.order.len() <= narrow(size) as usize);
    }
}
