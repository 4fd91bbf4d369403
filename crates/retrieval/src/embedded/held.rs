//! The hold of one program on the folder of an index: two would write over each other.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::retriever::Fault;

/// The file that is held; it stays when the program ends, the hold does not, however the program ends.
pub(super) const NAME: &str = ".held";

/// A hold on a folder, until it is dropped.
pub(super) struct Held {
    _file: File,
}

impl Held {
    /// Takes hold of a folder.
    ///
    /// # Errors
    /// [`Fault::Held`] where another program has it; [`Fault::Files`].
    pub fn take(folder: &Path) -> Result<Self, Fault> {
        let files = |trouble: std::io::Error| Fault::Files(trouble.to_string());
        let file = File::options().create(true).truncate(false).write(true).open(folder.join(NAME)).map_err(files)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Fault::Held),
            Err(TryLockError::Error(trouble)) => Err(files(trouble)),
        }
    }
}
