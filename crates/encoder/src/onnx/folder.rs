//! The files of a model in their folder, and what names their content.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::trouble::Trouble;

/// The network; some folders keep it one level down, beside those of other formats.
const NETWORK: [&str; 2] = ["model.onnx", "onnx/model.onnx"];
const TOKENIZER: &str = "tokenizer.json";
/// Bytes of a file that are read at once.
const AT_ONCE: usize = 1 << 20;

/// The files of a model.
pub(super) struct Folder {
    path: PathBuf,
    pub network: PathBuf,
    pub tokenizer: PathBuf,
}

impl Folder {
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        if !path.is_dir() {
            return Err(Trouble::NoFolder { path: path.to_owned() });
        }
        let there = |name: &str| Some(path.join(name)).filter(|file| file.is_file());
        let missing = |file: &str| Trouble::NoFile { path: path.to_owned(), file: file.to_owned() };
        let network = NETWORK.into_iter().find_map(there).ok_or_else(|| missing(NETWORK[0]))?;
        let tokenizer = there(TOKENIZER).ok_or_else(|| missing(TOKENIZER))?;
        Ok(Self { path: path.to_owned(), network, tokenizer })
    }

    /// What the model is called: as its folder.
    pub fn name(&self) -> String {
        let whole = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        whole.file_name().map_or_else(|| "onnx".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// Where a file would be.
    pub fn at(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// A file that need not be there.
    pub fn read_if_there(&self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let file = self.at(name);
        match fs::read(&file) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(&file, &error)),
        }
    }

    /// The SHA-256 of all that a vector depends on: the network with the weights that lie beside it, the tokenizer, and
    /// the settings.
    pub fn digest(&self, settings: &str) -> Result<String, Trouble> {
        let mut digest = Sha256::new();
        for file in self.weights()?.iter().chain([&self.tokenizer]) {
            let failed = |error| unreadable(file, &error);
            let opened = File::open(file).map_err(failed)?;
            digest.update(opened.metadata().map_err(failed)?.len().to_le_bytes());
            let mut reader = BufReader::with_capacity(AT_ONCE, opened);
            loop {
                let bytes = reader.fill_buf().map_err(failed)?;
                let count = bytes.len();
                if count == 0 {
                    break;
                }
                digest.update(bytes);
                reader.consume(count);
            }
        }
        digest.update(settings.as_bytes());
        Ok(crate::hexadecimal(&digest.finalize()))
    }

    /// The network, and the files beside it whose names begin with its own: weights too large for one file.
    fn weights(&self) -> Result<Vec<PathBuf>, Trouble> {
        let beside = self.network.parent().unwrap_or(&self.path);
        let failed = |error| unreadable(beside, &error);
        let mut found = Vec::new();
        for entry in fs::read_dir(beside).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_name().to_string_lossy().starts_with(NETWORK[0]) && entry.path().is_file() {
                found.push(entry.path());
            }
        }
        found.sort();
        Ok(found)
    }
}

/// The bytes of a file.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, Trouble> {
    fs::read(file).map_err(|error| unreadable(file, &error))
}

fn unreadable(path: &Path, error: &io::Error) -> Trouble {
    Trouble::Unreadable { path: path.to_owned(), why: error.to_string() }
}
