//! What shows that something was reached: a file that hangs on the project, or a record of the base.

use base::Trouble;
use base::people::Viewer;
use base::record::said::{line, slip};
use base::record::verb::show;
use base::record::{Line, RecordId, SlipReason};
use base::store::Shelf;

use super::case::Case;

/// What shows something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// In words.
    pub text: String,
    /// The name of a file that hangs on the project.
    pub file: String,
    /// A record of the base.
    pub record: Option<RecordId>,
}

/// What is named, looked up: the words, the file, the record.
pub(super) type Found = (Option<Line>, Option<Line>, Option<RecordId>);

impl Evidence {
    /// Looks up what is named.
    pub(super) fn find(&self, shelf: &mut dyn Shelf, viewer: &Viewer, case: &Case) -> Result<Found, Trouble> {
        let file = line("file", &self.file)?;
        if let Some(file) = &file {
            let attached = shelf.attachments(case.record.id)?;
            if !attached.iter().any(|one| one.name == file.0) {
                let known = attached.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
                return Err(slip("file", SlipReason::NotAChoice { given: file.0.clone(), known }).into());
            }
        }
        if let Some(record) = self.record {
            show(shelf, viewer, record)?;
        }
        Ok((line("text", &self.text)?, file, self.record))
    }
}
