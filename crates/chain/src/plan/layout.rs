//! Which row and column of the linear programme stands for what.

use std::collections::HashMap;

/// What a row of the programme says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Row {
    /// What is made covers what is used, sold and delivered.
    Balance {
        /// Index of the commodity.
        commodity: usize,
        /// Index of the region.
        region: usize,
        /// The period.
        period: usize,
    },
    /// What is used of a capacity is there.
    Capacity {
        /// Index of the capacity.
        capacity: usize,
        /// The period.
        period: usize,
    },
    /// Runs grow no faster than they can.
    RampUp {
        /// Index of the activity.
        activity: usize,
        /// The later period.
        period: usize,
    },
    /// Runs shrink no faster than they can.
    RampDown {
        /// Index of the activity.
        activity: usize,
        /// The later period.
        period: usize,
    },
}

/// What a column of the programme decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// How often an activity runs.
    Run {
        /// Index of the activity.
        activity: usize,
        /// The period.
        period: usize,
    },
    /// How much a market takes or gives.
    Market {
        /// Index of the market.
        market: usize,
        /// The period.
        period: usize,
    },
    /// What is left over at a cost.
    Surplus {
        /// Index of the commodity.
        commodity: usize,
        /// Index of the region.
        region: usize,
        /// The period.
        period: usize,
    },
    /// What a stock carries to the next period.
    Hold {
        /// Index of the stock.
        stock: usize,
        /// The period it is carried from.
        period: usize,
    },
    /// How much capacity is built.
    Build {
        /// Index of the build.
        build: usize,
        /// The period it is decided in.
        period: usize,
    },
}

/// The rows and columns of a programme; a patched chain keeps the places of the chain it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    rows: Vec<Row>,
    columns: Vec<Column>,
    row_of: HashMap<Row, usize>,
    column_of: HashMap<Column, usize>,
}

impl Layout {
    /// The rows in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The columns in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Where a row stands.
    pub fn row(&self, row: Row) -> Option<usize> {
        self.row_of.get(&row).copied()
    }

    /// Where a column stands.
    pub fn column(&self, column: Column) -> Option<usize> {
        self.column_of.get(&column).copied()
    }

    /// Where a row stands, giving it the next place where it has none.
    pub(super) fn place_row(&mut self, row: Row) -> usize {
        *self.row_of.entry(row).or_insert_with(|| {
            self.rows.push(row);
            self.rows.len() - 1
        })
    }

    /// Where a column stands, giving it the next place where it has none.
    pub(super) fn place_column(&mut self, column: Column) -> usize {
        *self.column_of.entry(column).or_insert_with(|| {
            self.columns.push(column);
            self.columns.len() - 1
        })
    }
}
