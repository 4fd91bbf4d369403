//! Writes a table of 50,000 rows and 20 columns and reads it again, and says how long that took and how much memory:
//! `cargo run --release --example large`; with a path, reads that file instead.

use std::error::Error;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use didymium_sheet::{Book, Column, Limits, write_xlsx};

const ROWS: usize = 50_000;
const COLUMNS: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let given = std::env::args().nth(1).map(PathBuf::from);
    let path = given.clone().unwrap_or_else(|| std::env::temp_dir().join("large.xlsx"));
    if given.is_none() {
        let start = Instant::now();
        let columns: Vec<Column> = (0..COLUMNS).map(|column| Column::text(format!("第{column}列"))).collect();
        let cell = |row: usize, column: usize| format!("第{row}行的第{column}格：钕铁硼");
        let rows = (0..ROWS).map(|row| (0..COLUMNS).map(|column| cell(row, column)).collect());
        write_xlsx(&columns, rows, File::create(&path)?)?;
        println!("written in {:.2} s, {} bytes, {}", start.elapsed().as_secs_f64(), path.metadata()?.len(), peak());
    }
    let start = Instant::now();
    let mut book = Book::open(path.as_path(), "large", Limits::default())?;
    println!("opened in {:.2} s, {}", start.elapsed().as_secs_f64(), peak());
    let (mut rows, mut cells) = (0, 0);
    book.rows(0, &mut |row| {
        rows += 1;
        cells += row.cells.len();
        ControlFlow::Continue(())
    })?;
    println!("{rows} rows, {cells} cells read in {:.2} s, {}", start.elapsed().as_secs_f64(), peak());
    Ok(())
}

/// The most memory that the process has held, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    format!("at most {} so far", line.map_or("unknown memory", str::trim))
}
