//! The part of a basis that has no singletons left, eliminated with fill-in.

use crate::buckets::Buckets;
use crate::markowitz::{Active, Elimination, SINGULAR};
use crate::sparse::narrow;

/// A pivot is at least this share of the largest entry of its column.
const THRESHOLD: f64 = 0.1;

/// How many rows and columns are looked at before the best pivot so far is taken.
const CANDIDATES: usize = 4;

/// Entries smaller than this after cancellation are noise.
const NOISE: f64 = 1e-14;

pub(crate) struct Nucleus {
    /// Entries of the open columns.
    columns: Vec<Vec<(u32, f64)>>,
    /// Slots of the open rows' entries.
    rows: Vec<Vec<u32>>,
    by_column: Buckets,
    by_row: Buckets,
    multiplier: Vec<f64>,
    /// Rows of the column being reduced that had an entry already.
    touched: Vec<bool>,
}

impl Nucleus {
    pub fn new(active: &Active) -> Self {
        let size = active.row_open.len();
        let mut columns = vec![Vec::new(); size];
        let mut rows = vec![Vec::new(); size];
        for slot in (0..size).filter(|&slot| active.slot_open[slot]) {
            for at in active.column(slot) {
                let row = active.column_row[at];
                if active.row_open[row as usize] {
                    columns[slot].push((row, active.column_value[at]));
                    rows[row as usize].push(narrow(slot));
                }
            }
        }
        let (mut by_column, mut by_row) = (Buckets::new(size), Buckets::new(size));
        for place in (0..size).rev() {
            if active.slot_open[place] {
                by_column.insert(place, columns[place].len());
            }
            if active.row_open[place] {
                by_row.insert(place, rows[place].len());
            }
        }
        Nucleus { columns, rows, by_column, by_row, multiplier: vec![0.0; size], touched: vec![false; size] }
    }

    /// Pivots until nothing acceptable is left; what remains is dependent.
    pub fn eliminate(mut self, done: &mut Elimination) {
        while let Some((row, slot)) = self.choose() {
            self.pivot(row, slot, done);
        }
    }

    /// The entry with the smallest Markowitz count among a few short columns and rows; ties go to the first seen.
    fn choose(&mut self) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize, usize)> = None;
        let mut looked = 0;
        for count in 0..=self.columns.len() {
            if best.is_some_and(|(cost, _, _)| cost <= count.saturating_sub(1).pow(2)) {
                break;
            }
            let mut next = self.by_column.first(count);
            while let Some(slot) = next {
                next = self.by_column.after(slot);
                let largest = self.largest(slot);
                if largest < SINGULAR {
                    self.abandon(slot);
                    continue;
                }
                looked += 1;
                for &(row, value) in &self.columns[slot] {
                    let cost = (self.rows[row as usize].len() - 1) * (count - 1);
                    if value.abs() >= THRESHOLD * largest && best.is_none_or(|(least, _, _)| cost < least) {
                        best = Some((cost, row as usize, slot));
                    }
                }
                if best.is_some() && looked >= CANDIDATES {
                    return best.map(|(_, row, slot)| (row, slot));
                }
            }
            let mut next = self.by_row.first(count);
            while let Some(row) = next {
                next = self.by_row.after(row);
                if count == 0 {
                    self.by_row.remove(row);
                    continue;
                }
                looked += 1;
                self.look_at_row(row, &mut best);
                if best.is_some() && looked >= CANDIDATES {
                    return best.map(|(_, row, slot)| (row, slot));
                }
            }
        }
        best.map(|(_, row, slot)| (row, slot))
    }

    fn look_at_row(&self, row: usize, best: &mut Option<(usize, usize, usize)>) {
        let count = self.rows[row].len();
        for &slot in &self.rows[row] {
            let column = &self.columns[slot as usize];
            let cost = (count - 1) * (column.len() - 1);
            if best.is_some_and(|(least, _, _)| cost >= least) {
                continue;
            }
            let value = column.iter().find(|entry| entry.0 as usize == row).map_or(0.0, |entry| entry.1.abs());
            let largest = self.largest(slot as usize);
            if largest >= SINGULAR && value >= THRESHOLD * largest {
                *best = Some((cost, row, slot as usize));
            }
        }
    }

    fn largest(&self, slot: usize) -> f64 {
        self.columns[slot].iter().fold(0.0, |largest: f64, entry| largest.max(entry.1.abs()))
    }

    /// Drops a dependent column.
    fn abandon(&mut self, slot: usize) {
        self.by_column.remove(slot);
        for (row, _) in std::mem::take(&mut self.columns[slot]) {
            let row = row as usize;
            self.rows[row].retain(|&other| other as usize != slot);
            self.by_row.update(row, self.rows[row].len());
        }
    }

    fn pivot(&mut self, row: usize, slot: usize, done: &mut Elimination) {
        let column = std::mem::take(&mut self.columns[slot]);
        let across = std::mem::take(&mut self.rows[row]);
        self.by_column.remove(slot);
        self.by_row.remove(row);
        let Some(&(_, pivot)) = column.iter().find(|entry| entry.0 as usize == row) else {
            return;
        };
        done.sequence.push((narrow(row), narrow(slot)));
        done.pivot[row] = pivot;
        for &(other, value) in column.iter().filter(|entry| entry.0 as usize != row) {
            let multiplier = value / pivot;
            done.lower.push((narrow(row), other, multiplier));
            self.multiplier[other as usize] = multiplier;
            self.rows[other as usize].retain(|&entry| entry as usize != slot);
        }
        for &target in across.iter().filter(|&&target| target as usize != slot) {
            self.reduce(target as usize, row, &column, done);
        }
        for &(other, _) in column.iter().filter(|entry| entry.0 as usize != row) {
            self.multiplier[other as usize] = 0.0;
            self.by_row.update(other as usize, self.rows[other as usize].len());
        }
    }

    /// Subtracts multiples of the pivot row from column `target`.
    fn reduce(&mut self, target: usize, pivot_row: usize, pivot_column: &[(u32, f64)], done: &mut Elimination) {
        let entries = &mut self.columns[target];
        let Some(at) = entries.iter().position(|entry| entry.0 as usize == pivot_row) else {
            return;
        };
        let (_, across) = entries.swap_remove(at);
        done.upper.push((narrow(pivot_row), narrow(target), across));
        let (rows, multiplier, touched) = (&mut self.rows, &self.multiplier, &mut self.touched);
        entries.retain_mut(|(row, value)| {
            let row = *row as usize;
            if multiplier[row] == 0.0 {
                return true;
            }
            *value -= multiplier[row] * across;
            touched[row] = true;
            let keep = value.abs() > NOISE;
            if !keep {
                rows[row].retain(|&slot| slot as usize != target);
            }
            keep
        });
        for &(row, _) in pivot_column {
            let place = row as usize;
            if place == pivot_row || std::mem::take(&mut touched[place]) {
                continue;
            }
            let fill = -multiplier[place] * across;
            if fill.abs() > NOISE {
                entries.push((row, fill));
                rows[place].push(narrow(target));
            }
        }
        self.by_column.update(target, self.columns[target].len());
    }
}
