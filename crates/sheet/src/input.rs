//! Where a file comes from: bytes in memory or a file on disk.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::Refusal;

/// A file to read: its bytes, or the place on disk where they lie.
#[derive(Debug)]
pub enum Input {
    /// The bytes themselves.
    Bytes(Vec<u8>),
    /// A file on disk, opened when it is read.
    Path(PathBuf),
    /// A file that is open already.
    File(File),
}

impl From<Vec<u8>> for Input {
    fn from(bytes: Vec<u8>) -> Self {
        Input::Bytes(bytes)
    }
}

impl From<&[u8]> for Input {
    fn from(bytes: &[u8]) -> Self {
        Input::Bytes(bytes.to_vec())
    }
}

impl From<&Path> for Input {
    fn from(path: &Path) -> Self {
        Input::Path(path.to_path_buf())
    }
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        Input::Path(path)
    }
}

impl From<File> for Input {
    fn from(file: File) -> Self {
        Input::File(file)
    }
}

/// What every reader reads from; it can be sent to another thread with its book.
pub(crate) trait ReadSeek: Read + Seek + Send + Sync {}
impl<T: Read + Seek + Send + Sync> ReadSeek for T {}

/// A file as the readers see it.
pub(crate) type Stream = BufReader<Box<dyn ReadSeek>>;

impl Input {
    /// Opens the input; a file larger than the limit is refused unread.
    pub(crate) fn stream(self, limit: u64) -> Result<Stream, Refusal> {
        let mut inner: Box<dyn ReadSeek> = match self {
            Input::Bytes(bytes) => Box::new(Cursor::new(bytes)),
            Input::Path(path) => Box::new(File::open(path)?),
            Input::File(file) => Box::new(file),
        };
        let bytes = inner.seek(SeekFrom::End(0))?;
        if bytes > limit {
            return Err(Refusal::TooLarge { bytes, limit });
        }
        inner.rewind()?;
        Ok(BufReader::with_capacity(64 << 10, inner))
    }
}
