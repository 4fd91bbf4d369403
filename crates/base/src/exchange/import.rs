//! An import from its beginning to what is decided about its rows.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::decision::{Decision, remember, scope};
use super::header::several;
use super::judge::Judge;
use super::plan::{Column, MissingOwner, Plan, Start, Target};
use super::said::Said;
use super::verdict::{Judged, Twin, Verdict};
use crate::people::{AccountId, Role, may_change};
use crate::record::verb::{Beginning, Occasion, Within, create, show};
use crate::record::{Given, Kind};
use crate::refusal::{Refusal, Trouble};
use crate::store::{Import, ImportStage, Shelf, Store};

/// Rows that are decided about in one transaction.
const BATCH: usize = 500;

/// A table about to be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewImport {
    /// What its rows are.
    pub kind: Kind,
    /// What the file is called.
    pub name: String,
    /// Where new records begin.
    pub start: Start,
}

/// What is decided about duplicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// The same: leave the row out.
    Skip,
    /// The same: let the row change the record.
    Update,
    /// Another: let the row in.
    New,
}

/// Begins an import in the name of an account.
///
/// # Errors
/// The viewer changes nothing.
pub fn begin(store: &dyn Store, occasion: &Occasion, account: AccountId, new: NewImport) -> Result<Import, Trouble> {
    begin_as(store, occasion, Uuid::now_v7(), account, new)
}

/// The same under an id that was given out before, so that the table can lie where it belongs before it is spoken of.
///
/// # Errors
/// The viewer changes nothing.
pub fn begin_as(
    store: &dyn Store,
    occasion: &Occasion,
    id: Uuid,
    account: AccountId,
    new: NewImport,
) -> Result<Import, Trouble> {
    occasion.viewer.writes()?;
    let import = Import {
        id,
        account,
        kind: new.kind,
        name: new.name,
        stage: ImportStage::Reading,
        done: 0,
        of: 0,
        columns: Plan { start: new.start, ..Plan::default() }.kept(),
        created: occasion.now,
    };
    let kept = import.clone();
    store.writing(move |shelf| shelf.put_import(&kept).map_err(Trouble::from))?;
    Ok(import)
}

/// An import that the viewer may see: their own, or any for an administrator.
///
/// # Errors
/// There is none, or it is not theirs: the two are not told apart.
pub fn find(shelf: &mut dyn Shelf, occasion: &Occasion, id: Uuid) -> Result<Import, Trouble> {
    let viewer = &occasion.viewer;
    let theirs = |import: &Import| viewer.account() == Some(import.account) || viewer.has(Role::Administrator);
    Ok(shelf.import(id)?.filter(theirs).ok_or(Refusal::NotFound {})?)
}

/// An import whose rows can be decided about.
fn open(shelf: &mut dyn Shelf, occasion: &Occasion, id: Uuid) -> Result<Import, Trouble> {
    let import = find(shelf, occasion, id)?;
    occasion.viewer.writes()?;
    match import.stage {
        ImportStage::Previewed | ImportStage::Done => Ok(import),
        ImportStage::Reading | ImportStage::Writing | ImportStage::Failed { .. } => {
            Err(Refusal::ImportStage { stage: import.stage.code().to_owned() }.into())
        }
    }
}

/// Why an import failed.
pub fn failure(import: &Import) -> Option<Said> {
    match &import.stage {
        ImportStage::Failed { why } => serde_json::from_str(why).ok(),
        ImportStage::Reading | ImportStage::Previewed | ImportStage::Writing | ImportStage::Done => None,
    }
}

/// Corrects which column holds what; the same header is read so from now on. The table has to be read again.
///
/// # Errors
/// No such import, or not one whose rows can be decided about.
pub fn correct(store: &dyn Store, occasion: &Occasion, id: Uuid, mut columns: Vec<Column>) -> Result<(), Trouble> {
    let occasion = occasion.clone();
    store.writing(move |shelf| {
        let import = open(shelf, &occasion, id)?;
        let mut taken = BTreeSet::new();
        for column in &mut columns {
            if !taken.insert(column.target.clone()) && !several(import.kind, &column.target) {
                column.target = Target::Unknown;
            }
        }
        let plan = Plan { columns, corrected: true, ..Plan::of(&import) };
        let columns = serde_json::to_string(&plan.columns).unwrap_or_default();
        shelf.put_decision(&scope(&occasion.viewer), &plan.fingerprint(import.kind), &columns)?;
        read_again(shelf, import, &plan)
    })
}

/// Says which sheet is to be read, and which of its rows is the header. The table has to be read again.
///
/// # Errors
/// No such import, or it is being read or written.
pub fn choose_header(
    store: &dyn Store,
    occasion: &Occasion,
    id: Uuid,
    sheet: Option<usize>,
    header: Option<u32>,
) -> Result<(), Trouble> {
    let occasion = occasion.clone();
    store.writing(move |shelf| {
        let import = match find(shelf, &occasion, id)? {
            // That no header was found may be mended.
            failed @ Import { stage: ImportStage::Failed { .. }, .. } => failed,
            _ => open(shelf, &occasion, id)?,
        };
        let plan = Plan::of(&import);
        let kept = Plan { start: plan.start, missing_owner: plan.missing_owner, ..Plan::default() };
        let plan = Plan { wanted_sheet: sheet, wanted_header: header.filter(|row| *row > 0), ..kept };
        read_again(shelf, import, &plan)
    })
}

/// Says how rows are to be taken. The table has to be read again.
///
/// # Errors
/// No such import, or not one whose rows can be decided about.
pub fn take_as(
    store: &dyn Store,
    occasion: &Occasion,
    id: Uuid,
    start: Start,
    missing_owner: MissingOwner,
) -> Result<(), Trouble> {
    let occasion = occasion.clone();
    store.writing(move |shelf| {
        let import = open(shelf, &occasion, id)?;
        let plan = Plan { start, missing_owner, ..Plan::of(&import) };
        read_again(shelf, import, &plan)
    })
}

/// Enters the organisations that rows name and the base does not have, as drafts. The table has to be read again.
///
/// # Errors
/// As [`correct`]; the viewer is no administrator.
pub fn enter_missing(store: &dyn Store, occasion: &Occasion, id: Uuid) -> Result<usize, Trouble> {
    let occasion = occasion.clone();
    store.writing(move |shelf| {
        let import = open(shelf, &occasion, id)?;
        let plan = Plan::of(&import);
        let mut entered = 0;
        for name in &plan.missing {
            let reach = occasion.viewer.reach();
            if shelf.titled(&[Kind::Organisation], name, &reach, 1)?.is_empty() {
                let source = format!("导入：{}", import.name);
                let given = [("title_zh", name), ("source", &source)];
                let given = given.map(|(field, text)| (field.to_owned(), Given::Text(text.clone())));
                create(shelf, &occasion, Kind::Organisation, &given, Beginning::Draft)?;
                entered += 1;
            }
        }
        read_again(shelf, import, &plan)?;
        Ok(entered)
    })
}

/// Puts an import back to where its table is read.
fn read_again(shelf: &mut dyn Shelf, import: Import, plan: &Plan) -> Result<(), Trouble> {
    shelf.forget_import(import.id)?;
    let import = Import { stage: ImportStage::Reading, done: 0, of: 0, columns: plan.kept(), ..import };
    Ok(shelf.put_import(&import)?)
}

/// Decides about duplicates, one row or all, and remembers it; how many were decided.
///
/// # Errors
/// No such import, or not one whose rows can be decided about.
pub fn decide(
    store: &dyn Store,
    occasion: &Occasion,
    id: Uuid,
    row: Option<u32>,
    settlement: Settlement,
) -> Result<usize, Trouble> {
    let mut after = row.map_or(0, |row| row.saturating_sub(1));
    let mut decided = 0;
    loop {
        let (occasion, most) = (occasion.clone(), if row.is_some() { 1 } else { BATCH });
        let (last, some) = store.writing(move |shelf| decide_some(shelf, &occasion, id, (after, most), settlement))?;
        decided += some;
        match last {
            Some(last) if row.is_none() => after = last,
            Some(_) | None => return Ok(decided),
        }
    }
}

fn decide_some(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: Uuid,
    (after, most): (u32, usize),
    settlement: Settlement,
) -> Result<(Option<u32>, usize), Trouble> {
    let import = open(shelf, occasion, id)?;
    let plan = Plan::of(&import);
    let judge = Judge::new(occasion, &plan, import.kind);
    let rows = shelf.import_rows(id, "duplicate", after, most)?;
    let last = rows.last().map(|row| row.number);
    let mut changed = Vec::new();
    let mut within = Within::new(shelf, occasion);
    for row in rows {
        let Some(Judged { print, verdict: Verdict::Duplicate { of, .. } }) = Judged::of(&row) else { continue };
        let decision = match (settlement, of) {
            (Settlement::New, _) => Decision::New,
            (Settlement::Skip, Twin::Record { id, .. }) => Decision::Skip { id: Some(id) },
            (Settlement::Skip, Twin::Row { .. }) => Decision::Skip { id: None },
            (Settlement::Update, Twin::Record { id, .. }) => {
                let record = show(within.shelf(), &occasion.viewer, id)?;
                match may_change(&occasion.viewer, &record) {
                    Ok(()) => Decision::Update { id },
                    // All are decided at once: those that may not be changed go on being asked about.
                    Err(_) if most > 1 => continue,
                    Err(refusal) => return Err(refusal.into()),
                }
            }
            // What a row further up will be is not yet a record that could change.
            (Settlement::Update, Twin::Row { .. }) => continue,
        };
        remember(within.shelf(), judge.scope(), &print, &decision)?;
        let judged = judge.again(&mut within, &print, &row.cells)?.judged;
        changed.push(judged.row(&plan, row.number, row.cells));
    }
    within.end()?;
    shelf.put_import_rows(id, &changed)?;
    Ok((last, changed.len()))
}

/// Says that the unit of a column is right, whatever its amounts look like; how many rows were freed of doubt.
///
/// # Errors
/// No such import, or not one whose rows can be decided about.
pub fn confirm_unit(store: &dyn Store, occasion: &Occasion, id: Uuid, column: usize) -> Result<usize, Trouble> {
    let occasion = occasion.clone();
    store.writing(move |shelf| {
        let import = open(shelf, &occasion, id)?;
        let mut plan = Plan::of(&import);
        if let Some(column) = plan.columns.get_mut(column) {
            column.sure = true;
        }
        shelf.put_import(&Import { columns: plan.kept(), ..import })?;
        let (mut after, mut freed) = (0, 0);
        loop {
            let mut rows = shelf.import_rows(id, "doubt", after, BATCH)?;
            let Some(last) = rows.last() else { return Ok(freed) };
            after = last.number;
            for row in &mut rows {
                if let Some(judged) = Judged::of(row) {
                    judged.status(&plan).clone_into(&mut row.status);
                }
            }
            rows.retain(|row| row.status != "doubt");
            freed += rows.len();
            shelf.put_import_rows(id, &rows)?;
        }
    })
}

/// Forgets an import and its rows; what was written stays.
///
/// # Errors
/// No such import.
pub fn forget(store: &dyn Store, occasion: &Occasion, id: Uuid) -> Result<(), Trouble> {
    let occasion = occasion.clone();
    store.writing(move |shelf| {
        find(shelf, &occasion, id)?;
        Ok(shelf.forget_import(id)?)
    })
}
