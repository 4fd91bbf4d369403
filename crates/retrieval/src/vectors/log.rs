//! The file of the vectors: what became of them, change after change. One that was cut short is whole up to there.

use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use encoder::Card;
use sha2::{Digest, Sha256};

use super::OpenedVectors;
use super::door::Row;
use crate::document::DocumentId;
use crate::retriever::{Fault, Mark};

/// The format of the file; one of another is thrown away.
const FORMAT: u32 = 1;
/// The name of the file.
const NAME: &str = "vectors";
/// The largest a change may be.
const BYTES_MOST: u64 = 1 << 30;

/// Some changes, and how far they go.
pub(super) struct Entry {
    pub mark: Mark,
    pub changes: Vec<Put>,
}

/// The vectors of a document from now on; none where it is taken out.
pub(super) struct Put {
    pub id: DocumentId,
    pub doors: Vec<u64>,
    pub facets: Vec<u64>,
    pub rows: Vec<Row>,
}

/// The file, to be written on.
pub(super) struct Log {
    path: PathBuf,
    head: Vec<u8>,
    file: File,
    /// How long it is, as far as it is whole.
    end: u64,
}

impl Log {
    /// Opens the file in a folder and gives every entry it has, in order.
    pub fn open(folder: &Path, card: &Card, give: &mut dyn FnMut(Entry)) -> Result<(Self, OpenedVectors), Fault> {
        fs::create_dir_all(folder).map_err(|error| files(&error))?;
        let path = folder.join(NAME);
        let head = format!("didymium vectors {FORMAT} {} {}\n", card.dimension, card.digest).into_bytes();
        let opened = match File::open(&path) {
            Ok(file) => read(file, &head, card.dimension, give),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => return Err(files(&error)),
        };
        let (opened, whole) = match opened {
            Ok(Some(whole)) => (OpenedVectors::Whole, whole),
            Ok(None) => (OpenedVectors::New, 0),
            Err(why) => (OpenedVectors::Discarded { why }, 0),
        };
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| files(&error))?;
        let mut log = Self { path, head, file, end: 0 };
        if whole == 0 {
            log.begin()?;
        } else {
            log.cut(whole)?;
        }
        Ok((log, opened))
    }

    /// Begins the file anew.
    pub fn begin(&mut self) -> Result<(), Fault> {
        self.cut(0)?;
        self.file.write_all(&self.head).map_err(|error| files(&error))?;
        self.end = self.head.len() as u64;
        Ok(())
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> u64 {
        self.end
    }

    /// Leaves so many bytes of the file, and goes on behind them.
    fn cut(&mut self, bytes: u64) -> Result<(), Fault> {
        let file = File::options().append(true).open(&self.path).map_err(|error| files(&error))?;
        file.set_len(bytes).map_err(|error| files(&error))?;
        self.file = file;
        self.end = bytes;
        Ok(())
    }

    /// Writes an entry behind the others.
    pub fn append(&mut self, entry: &Entry) -> Result<(), Fault> {
        let body = body(entry);
        let mut frame = (body.len() as u64).to_le_bytes().to_vec();
        frame.extend(check(&body));
        frame.extend(body);
        if let Err(error) = self.file.write_all(&frame) {
            // What is cut short would hide all that is written behind it.
            self.cut(self.end)?;
            return Err(files(&error));
        }
        self.end += frame.len() as u64;
        Ok(())
    }
}

/// Reads a file; gives the length up to which it is whole, or why nothing of it can be used.
fn read(file: File, head: &[u8], dimension: usize, give: &mut dyn FnMut(Entry)) -> Result<Option<u64>, String> {
    let mut reader = BufReader::new(file);
    let mut found = vec![0; head.len()];
    if reader.read_exact(&mut found).is_err() || found != head {
        return Err("they were made by another model, or by another version of the program".to_owned());
    }
    let mut whole = head.len() as u64;
    loop {
        let (mut size, mut sum) = ([0; 8], [0; 8]);
        if reader.read_exact(&mut size).is_err() || reader.read_exact(&mut sum).is_err() {
            return Ok(Some(whole));
        }
        let size = u64::from_le_bytes(size);
        let mut body = Vec::new();
        let read = if size > BYTES_MOST { Ok(0) } else { reader.by_ref().take(size).read_to_end(&mut body) };
        if read.is_err() || body.len() as u64 != size || check(&body) != sum {
            return Ok(Some(whole));
        }
        let Some(entry) = entry(&body, dimension) else { return Ok(Some(whole)) };
        give(entry);
        whole += 16 + size;
    }
}

fn check(body: &[u8]) -> [u8; 8] {
    Sha256::digest(body).first_chunk().copied().unwrap_or_default()
}

fn body(entry: &Entry) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(entry.mark.entry.to_le_bytes());
    bytes.extend(entry.mark.hash);
    let counted = |bytes: &mut Vec<u8>, count: usize| bytes.extend((count as u64).to_le_bytes());
    for put in &entry.changes {
        bytes.extend(put.id.0.to_le_bytes());
        for numbers in [&put.doors, &put.facets] {
            counted(&mut bytes, numbers.len());
            bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        }
        counted(&mut bytes, put.rows.len());
        for row in &put.rows {
            bytes.extend(row.scale.to_le_bytes());
            bytes.extend(row.numbers.iter().map(|number| number.cast_unsigned()));
        }
    }
    bytes
}

fn entry(bytes: &[u8], dimension: usize) -> Option<Entry> {
    let mut left = Left(bytes);
    let mark = Mark { entry: left.number()?, hash: left.some()? };
    let mut changes = Vec::new();
    while !left.0.is_empty() {
        let id = DocumentId(u128::from_le_bytes(left.some()?));
        let doors = left.numbers()?;
        let facets = left.numbers()?;
        let count = left.number()?;
        let row = |left: &mut Left| {
            let scale = f32::from_le_bytes(left.some()?);
            let numbers = left.bytes(dimension)?.iter().map(|byte| byte.cast_signed()).collect();
            Some(Row { scale, numbers })
        };
        let rows = (0..count).map(|_| row(&mut left)).collect::<Option<_>>()?;
        changes.push(Put { id, doors, facets, rows });
    }
    Some(Entry { mark, changes })
}

/// What is left of some bytes.
struct Left<'a>(&'a [u8]);

impl<'a> Left<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (bytes, left) = self.0.split_at_checked(count)?;
        self.0 = left;
        Some(bytes)
    }

    fn some<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    fn number(&mut self) -> Option<u64> {
        self.some().map(u64::from_le_bytes)
    }

    fn numbers(&mut self) -> Option<Vec<u64>> {
        let count = self.number()?;
        (0..count).map(|_| self.number()).collect()
    }
}

fn files(error: &std::io::Error) -> Fault {
    Fault::Files(error.to_string())
}
