//! What every page about an import starts from, and the work on imports in the background.

use std::fs;
use std::path::{Path, PathBuf};

use base::exchange::{NewImport, Plan, begin_as, find};
use base::people::AccountId;
use base::record::Kind;
use base::record::verb::Occasion;
use base::store::{Fault, Import, ImportStage};
use uuid::Uuid;

use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, plural};
use crate::state::State;

/// One visit of a page about an import.
pub(super) struct View<'a> {
    pub state: &'a State,
    pub visit: &'a Visit,
    pub t: Messages,
    pub occasion: Occasion,
    pub import: Import,
    pub plan: Plan,
    /// Whether it was worked on, or waited for it, just before it was read: one that is found unfinished though it
    /// was not worked on was broken off.
    pub running: bool,
}

impl<'a> View<'a> {
    /// The import of the address, where it is the viewer's own or the viewer is an administrator.
    pub(super) fn new(state: &'a State, visit: &'a Visit) -> Result<Self, Trouble> {
        let id: Uuid = visit.id.parse().map_err(|_| Trouble::NotFound)?;
        let occasion = visit.occasion(state);
        let running = state.running().has(id);
        let import = state.store().reading(|shelf| find(shelf, &occasion, id))?;
        let plan = Plan::of(&import);
        Ok(Self { state, visit, t: visit.messages(), occasion, import, plan, running })
    }

    pub(super) fn id(&self) -> Uuid {
        self.import.id
    }

    pub(super) fn kind(&self) -> Kind {
        self.import.kind
    }

    /// The address of the import's page.
    pub(super) fn address(&self) -> String {
        format!("/imports/{}", self.import.id)
    }

    /// The frame of a page.
    pub(super) fn layout(&self) -> Layout {
        Layout::new(self.state, self.visit, Some(Section::of_kind(self.kind())))
    }

    /// What the rows are called.
    pub(super) fn kind_label(&self) -> String {
        plural(self.kind(), self.t)
    }

    /// Goes on with what the import is at.
    pub(super) fn go_on(&self, stage: &ImportStage) {
        work(self.state, &self.occasion, self.import.id, stage);
    }
}

/// Where the uploaded file of an import lies.
pub(crate) fn place(state: &State, id: Uuid) -> PathBuf {
    state.files().join("imports").join(id.to_string())
}

/// Keeps a table where it belongs and begins its import: neither is there without the other.
pub(crate) fn keep(
    state: &State,
    occasion: &Occasion,
    account: AccountId,
    new: NewImport,
    file: &Path,
) -> Result<Import, Trouble> {
    let id = Uuid::now_v7();
    let place = place(state, id);
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::rename(file, &place)?;
    let begun = begin_as(state.store(), occasion, id, account, new);
    match &begun {
        Ok(_) | Err(base::Trouble::Fault(Fault::Unsure(_))) => {}
        // Nothing else knows of it.
        Err(_) => drop(fs::remove_file(&place)),
    }
    Ok(begun?)
}

/// Reads or writes an import in the background, as its stage says.
pub(crate) fn work(state: &State, occasion: &Occasion, id: Uuid, stage: &ImportStage) {
    let (mine, occasion) = (state.clone(), occasion.clone());
    let writes = match stage {
        ImportStage::Reading => false,
        ImportStage::Writing => true,
        ImportStage::Previewed | ImportStage::Done | ImportStage::Failed { .. } => return,
    };
    state.running().begin(id, move || {
        let done = if writes {
            base::exchange::apply(mine.store(), &occasion, id)
        } else {
            base::exchange::preview(mine.store(), mine.alike(), &occasion, id, &place(&mine, id))
        };
        // The page offers to go on; the cause is for the log.
        if let Err(trouble) = done {
            eprintln!("import {id} broke off: {trouble}");
        }
    });
}
