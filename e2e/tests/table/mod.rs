//! Tables on a person's own machine: looked into, mended by hand, saved as an office program saves them.

use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use didymium_e2e::Failure;
use sheet::{Book, Limits};

/// A table, its header first.
pub struct Table(Vec<Vec<String>>);

impl Table {
    /// The first sheet of a file.
    pub fn of(file: Vec<u8>, name: &str) -> Result<Self, Failure> {
        let mut rows = Vec::new();
        let read = Book::open(file, name, Limits::default()).and_then(|book| {
            book.unguard().rows(0, &mut |row| {
                rows.push(row.cells);
                ControlFlow::Continue(())
            })
        });
        read.map_err(|refusal| stopped(name, &refusal.to_string()))?;
        if rows.is_empty() { Err(stopped(name, "it is empty")) } else { Ok(Self(rows)) }
    }

    /// How many rows stand below the header.
    pub fn rows(&self) -> usize {
        self.0.len() - 1
    }

    /// Everything in the rows that hold `text`, in one line.
    pub fn around(&self, text: &str) -> String {
        let found = self.0.iter().skip(1).filter(|row| row.iter().any(|cell| cell.contains(text)));
        found.flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Writes into a column of the row that holds `text`; a column that is not there is added.
    pub fn mend(&mut self, text: &str, column: &str, cell: &str) -> Result<(), Failure> {
        let at = self.0[0].iter().position(|title| title == column).unwrap_or_else(|| {
            self.0[0].push(column.to_owned());
            self.0[0].len() - 1
        });
        let row = self.0.iter_mut().skip(1).find(|row| row.iter().any(|cell| cell.contains(text)));
        let row = row.ok_or_else(|| stopped(column, &format!("no row holds “{text}”")))?;
        row.resize(row.len().max(at + 1), String::new());
        cell.clone_into(&mut row[at]);
        Ok(())
    }

    /// Writes anew what stands in a column.
    pub fn mend_each(&mut self, column: &str, mended: impl Fn(&str) -> String) {
        let at = self.0[0].iter().position(|title| title == column);
        for cell in self.0.iter_mut().skip(1).filter_map(|row| row.get_mut(at?)) {
            *cell = mended(cell);
        }
    }

    /// Saves it as text with commas, each cell in quotes.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
        fs::write(path, self.0.iter().map(line).collect::<Vec<_>>().join("\r\n"))
    }
}

/// An application number that says it is an invention's, with the check digit that follows: the digits times 2 to 9 and
/// again from 2, summed, modulo 11 (ZC 0006-2003).
pub fn invention(number: &str) -> String {
    let digits: Vec<u32> = number.chars().filter_map(|digit| digit.to_digit(10)).take(12).collect();
    if digits.len() < 12 {
        return number.to_owned();
    }
    let kind = |(at, digit): (usize, &u32)| if at == 4 { 1 } else { *digit };
    let digits: Vec<u32> = digits.iter().enumerate().map(kind).collect();
    let sum: u32 = digits.iter().zip((2..=9).cycle()).map(|(digit, weight)| digit * weight).sum();
    let check = if sum % 11 == 10 { "X".to_owned() } else { (sum % 11).to_string() };
    format!("CN{}.{check}", digits.iter().map(u32::to_string).collect::<String>())
}

fn stopped(step: &str, reason: &str) -> Failure {
    Failure::Step { step: format!("looks into {step}"), reason: reason.to_owned() }
}
