//! RIS: one tag a line, from `TY` to `ER`.
//!
//! Source: Research Information Systems, “RIS Format Specifications”: `TY  - JOUR`, two letters, two blanks, a hyphen.

use super::brought::{Broken, Brought, Flaw, work};
use super::read::Source;

/// Whether a line begins a record.
pub(super) fn begins(line: &str) -> bool {
    tag(line).is_some_and(|(name, _)| name == "TY")
}

/// The tag of a line and what it says; exports differ in their blanks.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.trim_start().split_at_checked(2)?;
    let is_name = name.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit());
    let said = rest.trim_start().strip_prefix('-')?;
    (is_name && rest.starts_with(' ')).then(|| (name, said.trim()))
}

/// The works of a text.
pub(super) fn read(text: &str) -> Brought {
    let mut brought = Brought::new(Source::Ris);
    let mut open: Option<Record> = None;
    for (at, line) in (1..).zip(text.lines()) {
        match tag(line) {
            Some(("TY", _)) => {
                if let Some(record) = open.replace(Record::at(at, line)) {
                    brought.broken.push(Broken::new(record.at, &record.begins, Flaw::NoEnd));
                }
            }
            Some(("ER", _)) => {
                if let Some(record) = open.take() {
                    record.end(&mut brought);
                }
            }
            Some((name, said)) => {
                if let Some(record) = &mut open {
                    record.take(name, said);
                }
            }
            None => {}
        }
    }
    if let Some(record) = open {
        brought.broken.push(Broken::new(record.at, &record.begins, Flaw::NoEnd));
    }
    brought
}

struct Record {
    at: usize,
    begins: String,
    title: String,
    venue: String,
    year: String,
    doi: String,
}

impl Record {
    fn at(at: usize, line: &str) -> Self {
        let empty = String::new;
        Self { at, begins: line.to_owned(), title: empty(), venue: empty(), year: empty(), doi: empty() }
    }

    /// The first of several that mean the same counts.
    fn take(&mut self, name: &str, said: &str) {
        let place = match name {
            "TI" | "T1" | "CT" => &mut self.title,
            "JO" | "JF" | "T2" | "JA" | "J2" | "BT" | "PB" => &mut self.venue,
            "PY" | "Y1" | "DA" => &mut self.year,
            "DO" => &mut self.doi,
            _ => return,
        };
        if place.is_empty() {
            said.clone_into(place);
        }
    }

    fn end(self, brought: &mut Brought) {
        match work(&self.title, &self.venue, Some(&self.year), &self.doi) {
            Some(work) => brought.works.push(work),
            None => brought.broken.push(Broken::new(self.at, &self.begins, Flaw::NoTitle)),
        }
    }
}
