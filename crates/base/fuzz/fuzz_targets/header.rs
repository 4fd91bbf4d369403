//! Any rows as the top of a list of any kind: a header is found or not, without a panic; its columns are as many as its
//! cells, each field is taken once unless several columns may hold it, and the same row said to be the header gives the
//! same columns.
#![no_main]

use std::collections::BTreeMap;

use didymium_base::exchange::{Target, find_header, header_at};
use didymium_base::record::{Kind, Shape};
use didymium_sheet::Row;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let kind = Kind::ALL[usize::from(*first) % Kind::ALL.len()];
    let Ok(text) = str::from_utf8(rest) else { return };
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    let rows: Vec<Row> = text.lines().enumerate().map(|(at, line)| Row { number: at + 1, cells: cells(line) }).collect();
    for at in 0..rows.len().min(3) {
        assert_eq!(header_at(kind, &rows, at).columns.len(), rows[at].cells.len());
    }
    let Some(header) = find_header(kind, &rows) else { return };
    assert_eq!(header_at(kind, &rows, header.at), header);
    let mut taken = BTreeMap::new();
    for column in header.columns.iter().filter(|column| column.target != Target::Unknown) {
        *taken.entry(column.target.clone()).or_insert(0) += 1;
    }
    for (target, columns) in taken {
        let shared = matches!(&target, Target::Field { field } if kind.field(field).is_some_and(|field| {
            !matches!(field.shape, Shape::Choice(_) | Shape::Link | Shape::Date | Shape::Budget | Shape::Flag | Shape::Whole(..))
        }));
        assert!(columns == 1 || shared, "{target:?} is taken by {columns} columns");
    }
});
