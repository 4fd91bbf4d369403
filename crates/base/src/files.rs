//! Attachments on disk, each under the digest of its bytes: the same bytes are kept once, and a changed byte shows.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::record::verb::digest_of;

/// A folder of files by digest.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// The files in a folder.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Where the file of a digest lies: below a folder named by its first two characters.
    pub fn path(&self, digest: &str) -> PathBuf {
        self.folder.join(digest.get(..2).unwrap_or("00")).join(digest)
    }

    /// The bytes of a digest.
    ///
    /// # Errors
    /// There is no such file, or it cannot be read.
    pub fn read(&self, digest: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(digest))
    }

    /// Whether the file of a digest still has it.
    ///
    /// # Errors
    /// There is no such file, or it cannot be read.
    pub fn is_sound(&self, digest: &str) -> io::Result<bool> {
        Ok(digest_of(&mut File::open(self.path(digest))?)?.0 == digest)
    }

    /// Moves a file to where its digest says, and has it on disk before anything speaks of it; gives digest and size.
    ///
    /// # Errors
    /// It cannot be read or moved.
    pub fn take(&self, from: &Path) -> io::Result<(String, u64)> {
        let mut file = File::open(from)?;
        let (digest, size) = digest_of(&mut file)?;
        file.sync_all()?;
        let to = self.path(&digest);
        let folder = to.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        fs::rename(from, &to)?;
        File::open(folder)?.sync_all()?;
        Ok((digest, size))
    }

    /// Keeps bytes under their digest, which it gives.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn keep(&self, bytes: &[u8]) -> io::Result<String> {
        fs::create_dir_all(&self.folder)?;
        let part = self.folder.join(format!("{}.part", uuid::Uuid::now_v7()));
        fs::write(&part, bytes)?;
        self.take(&part).map(|(digest, _)| digest)
    }
}
