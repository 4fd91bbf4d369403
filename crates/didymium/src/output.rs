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

/// Writes a file, `-` being standard output. A file is put in place whole or not at all, behind a link too; what is
/// no file, such as a device, is written to as it is.
pub fn file(path: &Path, content: &[u8]) -> Result<(), Stop> {
    if path.as_os_str() == "-" {
        return bytes(content);
    }
    let failed = |error| Stop::unwritable(path, error);
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if target.exists() && !target.is_file() {
        return std::fs::write(&target, content).map_err(failed);
    }
    let mut part = target.clone().into_os_string();
    part.push(format!(".{}.part", std::process::id()));
    let part = Path::new(&part);
    let mut options = std::fs::OpenOptions::new();
    let written = options.write(true).create_new(true).open(part).and_then(|mut file| file.write_all(content));
    written.and_then(|()| std::fs::rename(part, &target)).map_err(|error| {
        // What is left of a failed write is of no use; that it stays if this fails too harms nothing.
        let _ = std::fs::remove_file(part);
        failed(error)
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

/// An amount of money in millions; less than one unit of money is none.
pub fn millions(value: f64) -> String {
    web::figure::number(if value.abs() < 1.0 { 0.0 } else { value / 1e6 })
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
