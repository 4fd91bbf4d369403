//! The index in this process, in files of its own.

mod find;
mod held;
mod layout;
mod list;
mod look;
mod statistics;
mod sum;
mod words;

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, TantivyError};

use self::held::Held;
use self::layout::{FORMAT, Layout, hexadecimal};
use self::statistics::{Frequencies, Public};
use crate::document::{DocumentId, Field, Partition};
use crate::retriever::{
    Change, Counted, Fault, Found, List, Mark, Occurrences, Question, Retriever, Snapshot, Statistics,
};

/// The door that is open to all.
pub(crate) const PUBLIC: u64 = 0;

/// The door that a key opens.
pub(crate) fn door_of(key: &str) -> u64 {
    layout::door(Some(&layout::sealed(key)))
}

/// Memory for documents that are not yet in a file.
const BUFFER: usize = 64 << 20;

/// An index in this process.
pub struct Embedded {
    index: Index,
    reader: IndexReader,
    layout: Arc<Layout>,
    /// None where the index is only read.
    writer: Option<Mutex<IndexWriter>>,
    /// Keeps other programs from writing; none where the index is only read, or is in memory.
    _held: Option<Held>,
}

/// How an index was found when it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// As it was left.
    Whole,
    /// There was none.
    New,
    /// It was of an older version, or cut short; it was thrown away and is empty.
    Discarded {
        /// Why.
        why: String,
    },
}

impl Embedded {
    /// The format of its files.
    pub const FORMAT: u32 = FORMAT;

    /// Opens the index in a folder, and begins an empty one where there is none or where it cannot be read.
    ///
    /// # Errors
    /// [`Fault::Held`] where another program writes it; [`Fault::Files`] where the folder cannot be written.
    pub fn open(folder: &Path) -> Result<(Self, Opened), Fault> {
        let layout = Layout::new();
        fs::create_dir_all(folder).map_err(|trouble| Fault::Files(trouble.to_string()))?;
        // Before anything is looked at: what another program is writing looks damaged, and would be thrown away.
        let held = Held::take(folder)?;
        let found = if folder.join("meta.json").exists() {
            match whole(folder, &layout) {
                Ok(index) => (index, Opened::Whole),
                Err(why) => (empty(folder, &layout)?, Opened::Discarded { why: why.to_string() }),
            }
        } else {
            (empty(folder, &layout)?, Opened::New)
        };
        let embedded = Self::over(found.0, layout)?.writing(BUFFER)?;
        Ok((Self { _held: Some(held), ..embedded }, found.1))
    }

    /// Opens the index in a folder to read it as it is now, while another program writes it or none does.
    ///
    /// # Errors
    /// [`Fault::Missing`] where there is none; [`Fault::Damaged`] where it is of another version.
    pub fn read(folder: &Path) -> Result<Self, Fault> {
        let layout = Layout::new();
        if !folder.join("meta.json").exists() {
            return Err(Fault::Missing);
        }
        let index = Index::open_in_dir(folder).map_err(fault)?;
        of_this_format(&index, &layout)?;
        Self::over(index, layout)
    }

    /// An index in memory alone.
    ///
    /// # Errors
    /// [`Fault`], if the engine cannot be started.
    pub fn in_memory() -> Result<Self, Fault> {
        let layout = Layout::new();
        Self::over(Index::create_in_ram(layout.schema.clone()), layout)?.writing(BUFFER)
    }

    fn over(index: Index, layout: Layout) -> Result<Self, Fault> {
        index.tokenizers().register(words::NAME, words::Words);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(fault)?;
        Ok(Self { index, reader, layout: Arc::new(layout), writer: None, _held: None })
    }

    fn writing(self, buffer: usize) -> Result<Self, Fault> {
        let writer = self.index.writer(buffer).map_err(fault)?;
        Ok(Self { writer: Some(Mutex::new(writer)), ..self })
    }

    fn writer(&self) -> Result<MutexGuard<'_, IndexWriter>, Fault> {
        let writer = self.writer.as_ref().ok_or(Fault::ReadOnly)?;
        Ok(writer.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn commit(&self, writer: &mut IndexWriter, mark: Mark) -> Result<(), Fault> {
        let mut commit = writer.prepare_commit().map_err(fault)?;
        commit.set_payload(&payload(mark));
        commit.commit().map_err(fault)?;
        self.reader.reload().map_err(fault)
    }

    /// How many bytes its files take.
    ///
    /// # Errors
    /// [`Fault::Files`].
    pub fn size(&self) -> Result<u64, Fault> {
        let space = self.reader.searcher().space_usage().map_err(|trouble| Fault::Files(trouble.to_string()))?;
        Ok(space.total().get_bytes())
    }
}

impl Retriever for Embedded {
    fn snapshot(&self) -> Box<dyn Snapshot> {
        let mark = self.index.load_metas().ok().and_then(|metas| mark_of(metas.payload.as_deref()));
        Box::new(Moment {
            searcher: self.reader.searcher(),
            layout: Arc::clone(&self.layout),
            mark: mark.unwrap_or_default(),
            frequencies: Frequencies::default(),
        })
    }

    fn apply(&self, changes: Vec<Change>, mark: Mark) -> Result<(), Fault> {
        let mut writer = self.writer()?;
        let made = changes.into_iter().try_for_each(|change| make(&writer, &self.layout, change));
        match made.and_then(|()| self.commit(&mut writer, mark)) {
            Ok(()) => Ok(()),
            Err(fault) => {
                writer.rollback().map_err(self::fault)?;
                Err(fault)
            }
        }
    }

    fn clear(&self) -> Result<(), Fault> {
        let mut writer = self.writer()?;
        writer.delete_all_documents().map_err(fault)?;
        self.commit(&mut writer, Mark::default())
    }
}

fn make(writer: &IndexWriter, layout: &Layout, change: Change) -> Result<(), Fault> {
    let (id, rows) = match change {
        Change::Remove(id) => (id, Vec::new()),
        Change::Put(document) => (document.id, layout.rows(&document)),
    };
    writer.delete_term(layout.id_term(id));
    rows.into_iter().try_for_each(|row: TantivyDocument| writer.add_document(row).map(|_| ()).map_err(fault))
}

fn empty(folder: &Path, layout: &Layout) -> Result<Index, Fault> {
    let files = |trouble: std::io::Error| Fault::Files(trouble.to_string());
    for entry in fs::read_dir(folder).map_err(files)? {
        let path = entry.map_err(files)?.path();
        if path.is_file() && path.file_name() != Some(held::NAME.as_ref()) {
            fs::remove_file(path).map_err(files)?;
        }
    }
    Index::create_in_dir(folder, layout.schema.clone()).map_err(fault)
}

/// The index in a folder, if it is of this format and all its files are there, as long as they were written.
fn whole(folder: &Path, layout: &Layout) -> Result<Index, Fault> {
    let index = Index::open_in_dir(folder).map_err(fault)?;
    of_this_format(&index, layout)?;
    let broken = index.validate_checksum().map_err(fault)?;
    match broken.into_iter().min() {
        Some(file) => Err(Fault::Damaged(format!("{} is not as it was written", file.display()))),
        None => Ok(index),
    }
}

fn of_this_format(index: &Index, layout: &Layout) -> Result<(), Fault> {
    let metas = index.load_metas().map_err(fault)?;
    if index.schema() == layout.schema && (metas.payload.is_none() || mark_of(metas.payload.as_deref()).is_some()) {
        return Ok(());
    }
    Err(Fault::Damaged("it was written by another version of the program".into()))
}

fn payload(mark: Mark) -> String {
    format!("{FORMAT} {} {}", mark.entry, hexadecimal(&mark.hash))
}

fn mark_of(payload: Option<&str>) -> Option<Mark> {
    let mut parts = payload?.split(' ');
    let (format, entry, digits) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
    let mut hash = [0; 32];
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    (format == FORMAT.to_string()).then_some(Mark { entry, hash })
}

fn fault(error: TantivyError) -> Fault {
    #[allow(clippy::wildcard_enum_match_arm, reason = "the engine's other errors are of files")]
    match error {
        TantivyError::DataCorruption(what) => Fault::Damaged(format!("{what:?}")),
        TantivyError::SchemaError(what) | TantivyError::InvalidArgument(what) => Fault::Damaged(what),
        TantivyError::IncompatibleIndex(what) => Fault::Damaged(format!("{what:?}")),
        other => Fault::Files(other.to_string()),
    }
}

/// The index at one moment.
struct Moment {
    searcher: Searcher,
    layout: Arc<Layout>,
    mark: Mark,
    frequencies: Frequencies,
}

impl Snapshot for Moment {
    fn mark(&self) -> Mark {
        self.mark
    }

    fn list(&self, list: &List<'_>) -> Result<Counted, Fault> {
        list::list(self, list)
    }

    fn find(&self, question: &Question<'_>) -> Result<Found, Fault> {
        find::find(self, question)
    }

    fn statistics(&self, field: Field, partition: Partition) -> Result<Statistics, Fault> {
        Ok(Public::new(self, field, partition)?.figures())
    }

    fn frequencies(&self, field: Field, partition: Partition, tokens: &[&str]) -> Result<Vec<u64>, Fault> {
        let public = Public::new(self, field, partition)?;
        tokens.iter().map(|token| public.frequency(token)).collect()
    }

    fn occurrences(
        &self,
        field: Field,
        partition: Partition,
        tokens: &[&str],
        documents: &[DocumentId],
        keys: &[String],
    ) -> Result<Vec<Option<Occurrences>>, Fault> {
        look::occurrences(self, (field, partition), tokens, documents, keys)
    }

    fn facts(&self, documents: &[DocumentId], keys: &[String]) -> Result<Vec<Option<Vec<u8>>>, Fault> {
        look::facts(self, documents, keys)
    }
}
