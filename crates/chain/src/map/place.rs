//! Where everything stands: one column per stage, regions stacked, order chosen so that few bands cross.

use std::collections::BTreeMap;

use super::graph::{End, Map};
use crate::Chain;

pub(super) const WIDTH: f64 = 1480.0;
const LEFT: f64 = 16.0;
const RIGHT: f64 = 190.0;
const TOP: f64 = 64.0;
pub(super) const BAR: f64 = 10.0;
const GAP: f64 = 6.0;
/// A place is never lower than the text beside it.
const LEAST: f64 = 13.0;
/// What the heaviest column's bars add up to.
const TALLEST: f64 = 620.0;
/// And at most so much for each place of the fullest column.
const TALL: f64 = 44.0;
/// Room between the regions.
const BETWEEN: f64 = 26.0;
const SWEEPS: usize = 6;

/// A placed rectangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rectangle {
    pub x: f64,
    pub y: f64,
    pub height: f64,
}

/// The map's geometry.
pub(super) struct Placed {
    pub of: BTreeMap<End, Rectangle>,
    pub columns: Vec<(usize, f64)>,
    pub applications_x: f64,
    pub regions: Vec<(usize, f64)>,
    pub height: f64,
    /// From one column to the next.
    pub spacing: f64,
    /// Pixels per unit of weight.
    pub scale: f64,
}

/// The column an end stands in: its stage, or one past the last for applications.
fn column(chain: &Chain, end: End) -> usize {
    match end {
        End::Commodity(node) => chain.commodities[node.commodity].stage,
        End::Application { .. } => chain.stages.len(),
    }
}

/// Places a map.
pub(super) fn place(chain: &Chain, map: &Map) -> Placed {
    let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, spot) in map.spots.iter().enumerate() {
        columns.entry(column(chain, spot.end)).or_default().push(index);
    }
    let region_order = |region: usize| (region != chain.home, region);
    let scale = scale(map, &columns);
    let mut rank: Vec<f64> = map.spots.iter().map(|spot| -spot.weight).collect();
    for members in columns.values_mut() {
        members.sort_by(|a, b| {
            let key = |at: usize| region_order(map.spots[at].end.region());
            key(*a).cmp(&key(*b)).then(rank[*a].total_cmp(&rank[*b])).then(a.cmp(b))
        });
        for (place, member) in members.iter().enumerate() {
            rank[*member] = place as f64;
        }
    }
    let neighbours = neighbours(map);
    for sweep in 0..SWEEPS {
        let keys: Vec<usize> =
            if sweep % 2 == 0 { columns.keys().copied().collect() } else { columns.keys().rev().copied().collect() };
        for key in keys {
            let Some(members) = columns.get_mut(&key) else { continue };
            let pull = |at: usize| {
                let (sum, weight) =
                    neighbours[at].iter().fold((0.0, 0.0), |(s, w), (n, weight)| (s + rank[*n] * weight, w + weight));
                if weight > 0.0 { sum / weight } else { rank[at] }
            };
            let pulls: BTreeMap<usize, f64> = members.iter().map(|at| (*at, pull(*at))).collect();
            members.sort_by(|a, b| {
                let key = |at: usize| region_order(map.spots[at].end.region());
                key(*a).cmp(&key(*b)).then(pulls[a].total_cmp(&pulls[b])).then(a.cmp(b))
            });
            for (place, member) in members.iter().enumerate() {
                rank[*member] = place as f64;
            }
        }
    }
    stack(chain, map, &columns, scale)
}

fn scale(map: &Map, columns: &BTreeMap<usize, Vec<usize>>) -> f64 {
    let sum = |members: &Vec<usize>| members.iter().map(|at| map.spots[*at].weight).sum::<f64>();
    let heaviest = columns.values().map(sum).fold(0.0, f64::max);
    // A map of a few places is drawn no taller than they need.
    let most = columns.values().map(Vec::len).max().unwrap_or(0);
    let tallest = TALLEST.min(most as f64 * TALL);
    if heaviest > 0.0 { tallest / heaviest } else { 0.0 }
}

fn neighbours(map: &Map) -> Vec<Vec<(usize, f64)>> {
    let index: BTreeMap<End, usize> = map.spots.iter().enumerate().map(|(at, spot)| (spot.end, at)).collect();
    let mut neighbours = vec![Vec::new(); map.spots.len()];
    for band in &map.bands {
        if let (Some(from), Some(to)) = (index.get(&band.from), index.get(&band.to)) {
            neighbours[*from].push((*to, band.leaves));
            neighbours[*to].push((*from, band.arrives));
        }
    }
    neighbours
}

/// Stacks the columns region by region, every region as tall as its tallest column needs.
fn stack(chain: &Chain, map: &Map, columns: &BTreeMap<usize, Vec<usize>>, scale: f64) -> Placed {
    let height = |at: usize| (map.spots[at].weight * scale).max(1.5);
    let slot = |at: usize| height(at).max(LEAST) + GAP;
    let mut regions: Vec<usize> = (0..chain.regions.len()).collect();
    regions.sort_by_key(|region| (*region != chain.home, *region));
    let steps = columns.len().saturating_sub(1).max(1) as f64;
    let x_of = |place: usize| LEFT + place as f64 * (WIDTH - LEFT - RIGHT) / steps;
    let mut of = BTreeMap::new();
    let (mut top, mut starts) = (TOP, Vec::new());
    for region in regions {
        let mut tallest: f64 = 0.0;
        for (place, members) in columns.values().enumerate() {
            let mut y = top;
            for at in members.iter().filter(|at| map.spots[**at].end.region() == region) {
                of.insert(map.spots[*at].end, Rectangle { x: x_of(place), y, height: height(*at) });
                y += slot(*at);
            }
            tallest = tallest.max(y - top);
        }
        if tallest > 0.0 {
            starts.push((region, top));
            top += tallest + BETWEEN;
        }
    }
    let stages = columns.keys().enumerate().filter(|(_, stage)| **stage < chain.stages.len());
    Placed {
        of,
        columns: stages.map(|(place, stage)| (*stage, x_of(place))).collect(),
        applications_x: x_of(columns.len().saturating_sub(1)),
        regions: starts,
        height: top + 40.0,
        spacing: (WIDTH - LEFT - RIGHT) / steps,
        scale,
    }
}
