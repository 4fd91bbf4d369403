//! Circles of synonyms: heads that name each other as other forms of themselves.

use super::normal::key;
use super::rows::Row;
use super::trouble::{Trouble, Wrong};
use std::collections::{BTreeMap, HashMap};

/// Most heads that a message names.
const NAMED_MOST: usize = 8;

/// The rows without those that close a circle: of every circle its first row stays.
pub(super) fn without(rows: Vec<Row>, troubles: &mut Vec<Trouble>) -> Vec<Row> {
    let mut circles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, circle) in circles_of(&edges(&rows)).into_iter().enumerate() {
        circles.entry(circle).or_default().push(place);
    }
    let mut wrong_of: HashMap<usize, Wrong> = HashMap::new();
    for circle in circles.values() {
        let Some(first) = circle.first().and_then(|place| rows.get(*place)) else { continue };
        let heads = circle.iter().filter_map(|place| rows.get(*place)).map(|row| row.term.head().to_owned());
        let wrong = Wrong::Cycle { first: first.number, heads: heads.take(NAMED_MOST).collect() };
        wrong_of.extend(circle.iter().skip(1).map(|place| (*place, wrong.clone())));
    }
    let mut kept = Vec::with_capacity(rows.len());
    for (place, row) in rows.into_iter().enumerate() {
        match wrong_of.remove(&place) {
            Some(wrong) => troubles.push(Trouble { row: row.number, wrong }),
            None => kept.push(row),
        }
    }
    kept
}

/// For every row the rows whose heads it names among its other forms.
fn edges(rows: &[Row]) -> Vec<Vec<usize>> {
    let mut heads: HashMap<String, usize> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        for head in row.term.zh.first().into_iter().chain(row.term.en.first()) {
            heads.entry(key(head)).or_insert(place);
        }
    }
    let named = |place: usize, row: &Row| {
        let others = row.term.zh.iter().skip(1).chain(row.term.en.iter().skip(1));
        others.filter_map(|form| heads.get(&key(form)).copied()).filter(|other| *other != place).collect()
    };
    rows.iter().enumerate().map(|(place, row)| named(place, row)).collect()
}

/// A node while it is being visited.
struct Visit {
    node: usize,
    next: usize,
}

const UNSEEN: usize = usize::MAX;

/// For every node the number of its strongly connected component (Tarjan 1972, without recursion).
fn circles_of(edges: &[Vec<usize>]) -> Vec<usize> {
    let count = edges.len();
    let (mut order, mut low, mut circle) = (vec![UNSEEN; count], vec![UNSEEN; count], vec![UNSEEN; count]);
    let (mut seen, mut open, mut visits) = (0, Vec::new(), Vec::new());
    for start in 0..count {
        if order[start] == UNSEEN {
            visits.push(Visit { node: start, next: 0 });
        }
        while let Some(visit) = visits.last_mut() {
            let node = visit.node;
            if visit.next == 0 {
                (order[node], low[node]) = (seen, seen);
                seen += 1;
                open.push(node);
            }
            let Some(other) = edges[node].get(visit.next).copied() else {
                visits.pop();
                if let Some(before) = visits.last() {
                    low[before.node] = low[before.node].min(low[node]);
                }
                if low[node] == order[node] {
                    close(node, &mut open, &mut circle);
                }
                continue;
            };
            visit.next += 1;
            if order[other] == UNSEEN {
                visits.push(Visit { node: other, next: 0 });
            } else if circle[other] == UNSEEN {
                low[node] = low[node].min(order[other]);
            }
        }
    }
    circle
}

/// All that is open down to the node is one component.
fn close(node: usize, open: &mut Vec<usize>, circle: &mut [usize]) {
    while let Some(member) = open.pop() {
        circle[member] = node;
        if member == node {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_found() {
        type Lists = &'static [&'static [usize]];
        let table: &[(Lists, Lists)] = &[
            (&[&[1], &[0], &[0]], &[&[0, 1], &[2]]),
            (&[&[1], &[2], &[3], &[1]], &[&[0], &[1, 2, 3]]),
            (&[&[], &[0], &[0, 1]], &[&[0], &[1], &[2]]),
            (&[&[1, 2], &[2], &[0], &[4], &[3, 0]], &[&[0, 1, 2], &[3, 4]]),
        ];
        for (edges, expected) in table {
            let edges: Vec<Vec<usize>> = edges.iter().map(|row| row.to_vec()).collect();
            let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (node, circle) in circles_of(&edges).into_iter().enumerate() {
                found.entry(circle).or_default().push(node);
            }
            let mut found: Vec<Vec<usize>> = found.into_values().collect();
            found.sort();
            assert_eq!(&found, expected, "{edges:?}");
        }
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let count = 200_000;
        let chain: Vec<Vec<usize>> = (0..count).map(|node| vec![(node + 1) % count]).collect();
        let circles = circles_of(&chain);
        assert!(circles.iter().all(|circle| *circle == circles[0]));
    }
}
