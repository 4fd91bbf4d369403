//! A table read and judged row by row, before anything of it is written.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;

use sheet::{Book, Limits, Row};
use uuid::Uuid;

use super::alike::Alike;
use super::decision::scope;
use super::header::{self, AMONG};
use super::judge::Judge;
use super::plan::{Column, Plan};
use super::said::Said;
use super::twin::Seen;
use super::verdict::{Judged, Verdict};
use crate::record::Kind;
use crate::record::verb::{Occasion, Within};
use crate::refusal::{Refusal, Trouble};
use crate::store::{Import, ImportRow, ImportStage, Store};

/// Rows that are judged on one state of the base and kept in one transaction.
const BATCH: usize = 500;
/// Sheets that are looked at for a header.
const SHEETS: usize = 20;
/// Names of missing organisations that are kept.
const MOST_MISSING: usize = 500;

/// Reads the table of an import that stands at its beginning, judges every row and keeps what it found. How far it is
/// stands in the import itself.
///
/// # Errors
/// The store's; the import is not at that stage or gone. A file that cannot be read is no error: the import says so.
pub fn preview(
    store: &dyn Store,
    alike: &dyn Alike,
    occasion: &Occasion,
    id: Uuid,
    file: &Path,
) -> Result<(), Trouble> {
    let import = store.reading(|shelf| super::import::find(shelf, occasion, id))?;
    if import.stage != ImportStage::Reading {
        return Err(Refusal::ImportStage { stage: import.stage.code().to_owned() }.into());
    }
    // What an attempt that was broken off had kept is of no use.
    let again = import.clone();
    let import = Import { done: 0, of: 0, ..import };
    store.writing(move |shelf| {
        shelf.forget_import(again.id)?;
        shelf.put_import(&again)?;
        Ok::<(), Trouble>(())
    })?;
    let mut reading = Reading {
        store,
        alike,
        occasion,
        plan: Plan::of(&import),
        import,
        seen: Seen::new(alike.rows()),
        batch: Vec::with_capacity(BATCH),
        missing: BTreeSet::new(),
        trouble: None,
    };
    match reading.all(file) {
        Ok(()) => reading.end(ImportStage::Previewed),
        Err(Halt::File(said)) => {
            let why = serde_json::to_string(&said).unwrap_or_default();
            reading.end(ImportStage::Failed { why })
        }
        Err(Halt::Trouble(trouble)) => Err(trouble),
    }
}

/// What ends a reading early.
enum Halt {
    File(Said),
    Trouble(Trouble),
}

impl From<sheet::Refusal> for Halt {
    fn from(refusal: sheet::Refusal) -> Self {
        let gone = matches!(&refusal, sheet::Refusal::Io(error) if error.kind() == std::io::ErrorKind::NotFound);
        Self::File(if gone { Said::file_gone() } else { Said::from(&refusal) })
    }
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

struct Reading<'a> {
    store: &'a dyn Store,
    alike: &'a dyn Alike,
    occasion: &'a Occasion,
    import: Import,
    plan: Plan,
    seen: Seen,
    batch: Vec<Row>,
    missing: BTreeSet<String>,
    trouble: Option<Trouble>,
}

impl Reading<'_> {
    fn all(&mut self, file: &Path) -> Result<(), Halt> {
        let book = Book::open(file, &self.import.name, Limits::default())?;
        let mut book = book.fill_merged_down().unguard();
        self.plan.sheets = book.sheets().to_vec();
        if !self.plan.corrected {
            self.find_header(&mut book)?;
        }
        let (sheet, header) = (self.plan.sheet, self.plan.header);
        let hint = book.row_count_hint(sheet).unwrap_or_default() as u64;
        self.import.of = hint.saturating_sub(u64::from(header)).min(Limits::ROWS as u64);
        book.rows(sheet, &mut |row| self.take(row))?;
        self.flush();
        match self.trouble.take() {
            Some(trouble) => Err(trouble.into()),
            None => Ok(()),
        }
    }

    /// Looks for the sheet and the row whose header has the most columns that are known.
    fn find_header(&mut self, book: &mut Book) -> Result<(), Halt> {
        let kind = self.import.kind;
        let mut best: Option<(usize, usize, u32, Vec<Column>)> = None;
        let wanted = self.plan.wanted_sheet;
        for sheet in
            (0..self.plan.sheets.len()).take(SHEETS).filter(|sheet| wanted.is_none_or(|wanted| wanted == *sheet))
        {
            let mut rows = Vec::new();
            book.rows(sheet, &mut |row| {
                rows.push(row);
                if rows.len() < AMONG { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            let said = self.plan.wanted_header.map(|number| number as usize);
            let said = said.and_then(|number| rows.iter().position(|row| row.number == number));
            let found = said.map(|at| header::at(kind, &rows, at)).or_else(|| header::find(kind, &rows));
            let Some(found) = found else { continue };
            let known = found.columns.iter().filter(|column| column.target.led(kind).is_some()).count();
            if best.as_ref().is_none_or(|(most, ..)| known > *most) {
                let number = u32::try_from(rows[found.at].number).unwrap_or(u32::MAX);
                best = Some((known, sheet, number, found.columns));
            }
        }
        let Some((_, sheet, header, columns)) = best else { return Err(Halt::File(no_header(kind))) };
        self.plan = Plan { sheet, header, columns, ..std::mem::take(&mut self.plan) };
        self.recall()
    }

    /// Takes the columns as somebody corrected them under the same header before.
    fn recall(&mut self) -> Result<(), Halt> {
        let (scope, print) = (scope(&self.occasion.viewer), self.plan.fingerprint(self.import.kind));
        let kept = self.store.reading(|shelf| shelf.decision(&scope, &print).map_err(Trouble::from))?;
        let kept = kept.and_then(|kept| serde_json::from_str::<Vec<Column>>(&kept).ok());
        if let Some(columns) = kept.filter(|columns| columns.len() == self.plan.columns.len()) {
            self.plan.columns = columns.into_iter().map(|column| Column { sure: false, ..column }).collect();
        }
        Ok(())
    }

    fn take(&mut self, row: Row) -> ControlFlow<()> {
        if row.number <= self.plan.header as usize || self.repeats_header(&row) {
            return ControlFlow::Continue(());
        }
        self.batch.push(row);
        if self.batch.len() >= BATCH {
            self.flush();
        }
        if self.trouble.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Long lists repeat their header on every page.
    fn repeats_header(&self, row: &Row) -> bool {
        let mut titles = self.plan.columns.iter().map(|column| column.title.as_str());
        row.cells.len() > 1 && row.cells.iter().all(|cell| titles.next() == Some(cell))
    }

    fn flush(&mut self) {
        if self.trouble.is_none()
            && let Err(trouble) = self.keep()
        {
            self.trouble = Some(trouble);
        }
    }

    /// Judges the rows at hand and keeps them.
    fn keep(&mut self) -> Result<(), Trouble> {
        let rows = std::mem::take(&mut self.batch);
        let read = rows.len() as u64;
        let judge = Judge::new(self.occasion, &self.plan, self.import.kind).comparing(self.alike);
        let (seen, missing, plan) = (&mut self.seen, &mut self.missing, &self.plan);
        let kept = self.store.reading(|shelf| {
            let mut within = Within::new(shelf, self.occasion);
            let mut kept: Vec<ImportRow> = Vec::with_capacity(rows.len());
            for row in rows {
                let number = u32::try_from(row.number).unwrap_or(u32::MAX);
                if let Some(judgement) = judge.first(&mut within, seen, number, &row.cells)? {
                    gather(&judgement.judged, missing);
                    kept.push(judgement.judged.row(plan, number, row.cells));
                }
            }
            within.end()?;
            Ok::<_, Trouble>(kept)
        })?;
        self.import.done += read;
        self.import.of = self.import.of.max(self.import.done);
        self.put(kept)
    }

    fn end(mut self, stage: ImportStage) -> Result<(), Trouble> {
        self.import.stage = stage;
        self.import.of = self.import.done;
        self.plan.missing = std::mem::take(&mut self.missing).into_iter().collect();
        self.put(Vec::new())
    }

    fn put(&mut self, rows: Vec<ImportRow>) -> Result<(), Trouble> {
        self.import.columns = self.plan.kept();
        let import = self.import.clone();
        self.store.writing(move |shelf| {
            // Somebody may have thrown it away meanwhile.
            let there = shelf.import(import.id)?;
            there.filter(|there| there.stage == ImportStage::Reading).ok_or(Refusal::NotFound {})?;
            shelf.put_import_rows(import.id, &rows)?;
            shelf.put_import(&import)?;
            Ok(())
        })
    }
}

/// Remembers the organisations that a bad row names and the base does not have.
fn gather(judged: &Judged, missing: &mut BTreeSet<String>) {
    let Verdict::Bad { flaws } = &judged.verdict else { return };
    let organisation = Kind::Organisation.label().zh;
    for flaw in flaws.iter().filter(|flaw| flaw.said.key == "slip-no-such-record") {
        let fact = |name: &str| flaw.said.facts.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        if let (Some(given), Some(kinds)) = (fact("given"), fact("kinds"))
            && kinds == organisation
            && !given.contains('〔')
            && missing.len() < MOST_MISSING
        {
            missing.insert(given.clone());
        }
    }
}

fn no_header(kind: Kind) -> Said {
    let known = kind.fields().map(|field| field.label.zh).take(12).collect::<Vec<_>>().join("、");
    Said::from(&Refusal::NoHeader { kind: kind.code().to_owned(), known })
}
