//! Prints the rows of a file: `cargo run --release --example rows -- FILE`; with `--count`, only how many and how fast.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use didymium_sheet::{Book, Limits, Refusal};

fn main() -> Result<(), Refusal> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments.iter().position(|argument| argument == "--count").map(|at| arguments.remove(at)).is_some();
    for path in arguments {
        let start = Instant::now();
        let mut book = Book::open(PathBuf::from(&path), &path, Limits::default())?.fill_merged_down();
        for sheet in 0..book.sheets().len() {
            let (mut rows, mut cells) = (0, 0);
            let hint = book.row_count_hint(sheet);
            println!("{path}, {}: about {hint:?} rows", book.sheets()[sheet]);
            book.rows(sheet, &mut |row| {
                rows += 1;
                cells += row.cells.len();
                if !count {
                    println!("{}: {:?}", row.number, row.cells);
                }
                ControlFlow::Continue(())
            })?;
            println!("{rows} rows, {cells} cells, {:.2} s since opening", start.elapsed().as_secs_f64());
        }
    }
    Ok(())
}
