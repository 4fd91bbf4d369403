//! The good rows of an import written, some at a time; broken off and taken up again, none is written twice.

use uuid::Uuid;

use super::decision::{Decision, remember};
use super::judge::Judge;
use super::plan::Plan;
use super::verdict::{Act, Judged, Verdict};
use crate::record::verb::{Occasion, Within, write};
use crate::refusal::{Refusal, Trouble};
use crate::store::{Import, ImportRow, ImportStage, Shelf, Store};

/// Rows that are looked at in one transaction.
const BATCH: usize = 200;
/// The words of rows that are to be written.
const TO_WRITE: [&str; 3] = ["add", "update", "delete"];

/// Sets an import to be written.
///
/// # Errors
/// No such import, or its rows are not ready.
pub fn begin_apply(store: &dyn Store, occasion: &Occasion, id: Uuid) -> Result<Import, Trouble> {
    let occasion = occasion.clone();
    store.writing(move |shelf| {
        let import = super::import::find(shelf, &occasion, id)?;
        occasion.viewer.writes()?;
        match import.stage {
            ImportStage::Writing => return Ok(import),
            ImportStage::Previewed | ImportStage::Done => {}
            ImportStage::Reading | ImportStage::Failed { .. } => {
                return Err(Refusal::ImportStage { stage: import.stage.code().to_owned() }.into());
            }
        }
        let counts = shelf.import_counts(id)?;
        let of = counts.iter().filter(|(status, _)| TO_WRITE.contains(&status.as_str())).map(|(_, count)| count).sum();
        let import = Import { stage: ImportStage::Writing, done: 0, of, ..import };
        shelf.put_import(&import)?;
        Ok(import)
    })
}

/// Writes the good rows of an import that [`begin_apply`] set to be written, or takes it up where it was broken off.
/// Every row is judged again as it is written: what has changed since the preview makes it bad, or a duplicate.
///
/// # Errors
/// The store's; no such import, or it is not to be written.
pub fn apply(store: &dyn Store, occasion: &Occasion, id: Uuid) -> Result<(), Trouble> {
    let mut after = 0;
    loop {
        let occasion = occasion.clone();
        match store.writing(move |shelf| some(shelf, &occasion, id, after))? {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// Writes some rows after a number; the last number looked at, or `None` at the end.
fn some(shelf: &mut dyn Shelf, occasion: &Occasion, id: Uuid, after: u32) -> Result<Option<u32>, Trouble> {
    let import = super::import::find(shelf, occasion, id)?;
    if import.stage != ImportStage::Writing {
        return Err(Refusal::ImportStage { stage: import.stage.code().to_owned() }.into());
    }
    let rows = shelf.import_rows(id, "", after, BATCH)?;
    let Some(last) = rows.last().map(|row| row.number) else {
        shelf.put_import(&Import { stage: ImportStage::Done, ..import })?;
        return Ok(None);
    };
    let plan = Plan::of(&import);
    let judge = Judge::new(occasion, &plan, import.kind);
    let mut changed = Vec::new();
    let mut within = Within::new(shelf, occasion);
    for row in rows.into_iter().filter(|row| TO_WRITE.contains(&row.status.as_str())) {
        changed.push(one(&judge, &plan, &mut within, occasion, row)?);
    }
    within.end()?;
    shelf.put_import_rows(id, &changed)?;
    let done = import.done + changed.len() as u64;
    shelf.put_import(&Import { done, ..import })?;
    Ok(Some(last))
}

fn one(
    judge: &Judge,
    plan: &Plan,
    within: &mut Within,
    occasion: &Occasion,
    row: ImportRow,
) -> Result<ImportRow, Trouble> {
    let print = Judged::of(&row).map(|judged| judged.print).unwrap_or_default();
    let judgement = judge.again(within, &print, &row.cells)?;
    let act = match judgement.judged.status(plan) {
        "add" => Act::Add,
        "update" => Act::Update,
        "delete" => Act::Delete,
        _ => return Ok(judgement.judged.row(plan, row.number, row.cells)),
    };
    let Some(last) = judgement.deeds.last().map(|deed| (deed.record.id, deed.record.version)) else {
        return Ok(judgement.judged.row(plan, row.number, row.cells));
    };
    for deed in &judgement.deeds {
        write(within.shelf(), occasion, &deed.record, deed.verb)?;
    }
    let (id, version) = last;
    if !print.is_empty() {
        remember(within.shelf(), judge.scope(), &print, &Decision::Written { id })?;
    }
    let verdict = Verdict::Written { id, version, act };
    Ok(Judged { print, verdict }.row(plan, row.number, row.cells))
}
