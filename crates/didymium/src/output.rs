//! What commands print: tables, JSON, progress.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use crate::stop::Stop;

/// Prints bytes as they are.
pub fn bytes(bytes: &[u8]) -> Result<(), Stop> {
    io::stdout().lock().write_all(bytes).map_err(unwritable)
}

/// Prints a line.
pub fn line(text: &str) -> Result<(), Stop> {
    writeln!(io::stdout().lock(), "{text}").map_err(unwritable)
}

/// Prints a JSON value.
pub fn json(value: &Value) -> Result<(), Stop> {
    line(&format!("{value:#}"))
}

/// Writes a file, `-` being standard output; a file is put in place whole or not at all.
pub fn file(path: &Path, content: &[u8]) -> Result<(), Stop> {
    if path.as_os_str() == "-" {
        return bytes(content);
    }
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let written = std::fs::write(part, content).and_then(|()| std::fs::rename(part, path));
    written.map_err(|error| {
        // What is left of a failed write is of no use; that it stays if this fails too harms nothing.
        let _ = std::fs::remove_file(part);
        Stop::unwritable(path, error)
    })
}

/// Standard output cannot be written.
pub fn unwritable(error: io::Error) -> Stop {
    Stop::unwritable(Path::new("-"), error)
}

/// A table: the first column is text, `numbers` says which others stand to the right.
pub struct Sheet {
    table: Table,
}

impl Sheet {
    /// A table with a header; columns named with a leading `>` hold numbers.
    pub fn new(header: &[String]) -> Self {
        let mut table = Table::new();
        table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
        if !io::stdout().is_terminal() {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
        table.set_header(header.iter().map(|name| name.trim_start_matches('>').to_owned()));
        for (index, name) in header.iter().enumerate() {
            if let (true, Some(column)) = (name.starts_with('>'), table.column_mut(index)) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        Self { table }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.table.add_row(cells);
    }

    /// Prints it under a title.
    pub fn print(&self, title: &str) -> Result<(), Stop> {
        line(&format!("\n{title}\n{}", self.table))
    }
}

/// A number with its significant digits and thousands set apart.
pub fn number(value: f64) -> String {
    web::figure::number(value)
}

/// An amount of money in millions.
pub fn millions(value: f64) -> String {
    web::figure::number(value / 1e6)
}

/// A share as a percentage.
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// A progress bar on standard error, hidden where that is no terminal.
pub fn progress(total: usize, what: &str) -> ProgressBar {
    let bar = ProgressBar::new(total as u64);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar
}
