//! Files hung on a record, taken off it, and found again; their bytes are kept apart, by digest.

use std::io::{self, Read};

use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::write::writable;
use super::{Occasion, show};
use crate::journal::Entry;
use crate::people::Viewer;
use crate::record::kinds::{Bid, BidStage};
use crate::record::{Kind, Record, RecordId};
use crate::refusal::{Refusal, Trouble};
use crate::store::{Attachment, Shelf};

/// Most bytes of one file.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Most characters of its name.
const MOST_NAME: usize = 200;
/// Most files on one record.
const MOST_FILES: usize = 100;

/// A file about to be hung on a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hanging {
    /// Its name, as [`file_name`] gives it.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
    /// How many bytes.
    pub size: u64,
}

/// The name to keep of a file: the last part of a path, without what cannot be seen or would turn text round.
///
/// # Errors
/// Nothing is left, or too much.
pub fn file_name(given: &str) -> Result<String, Refusal> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let turns = |character: char| matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let clean: String = last.chars().filter(|character| !character.is_control() && !turns(*character)).collect();
    let clean = clean.trim().trim_end_matches(['.', ' ']);
    if clean.is_empty() || clean.chars().count() > MOST_NAME {
        return Err(Refusal::BadFileName { name: given.chars().filter(|c| !c.is_control()).take(MOST_NAME).collect() });
    }
    Ok(clean.to_owned())
}

/// The digest of bytes, and how many there are.
///
/// # Errors
/// They cannot be read.
pub fn digest_of(bytes: &mut dyn Read) -> io::Result<(String, u64)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut size = 0;
    loop {
        let read = bytes.read(&mut buffer)?;
        if read == 0 {
            let digest: [u8; 32] = hasher.finalize().into();
            return Ok((crate::people::hexadecimal(&digest), size));
        }
        hasher.update(&buffer[..read]);
        size += read as u64;
    }
}

/// Hangs a file on a record. The same bytes under the same name are there once.
///
/// # Errors
/// The record cannot be seen or changed; the file is too large; there are too many; it is a bid that was handed in.
pub fn attach(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId, file: Hanging) -> Result<Attachment, Trouble> {
    let record = writable(shelf, occasion, id, None)?;
    is_open(&record)?;
    if file.size > MOST_BYTES {
        return Err(Refusal::TooLarge { most: "64 MiB".to_owned() }.into());
    }
    let there = shelf.attachments(id)?;
    if let Some(same) = there.iter().find(|one| one.digest == file.digest && one.name == file.name) {
        return Ok(same.clone());
    }
    if there.len() >= MOST_FILES {
        return Err(Refusal::TooLarge { most: format!("{MOST_FILES} files") }.into());
    }
    let Hanging { name, digest, size } = file;
    let (account, created) = (occasion.viewer.account(), occasion.now);
    let attachment = Attachment { id: Uuid::now_v7(), record: id, name, digest, size, account, created };
    shelf.put_attachment(&attachment)?;
    note(shelf, occasion, "record.attach", &format!("{}:{id}", record.kind), &attachment)?;
    Ok(attachment)
}

/// A bid that was handed in stands as it is, with its files; its side takes it back to change them while bids are taken.
fn is_open(record: &Record) -> Result<(), Refusal> {
    if record.kind != Kind::Bid || !record.stands() || record.content.is_empty("submitted") {
        return Ok(());
    }
    let stage = record.content.body::<Bid>().stage.unwrap_or(BidStage::Submitted);
    Err(Refusal::BidAt { stage: stage.choice().code.to_owned() })
}

/// Takes a file off a record.
///
/// # Errors
/// The record cannot be seen or changed; there is no such file on it; it is a bid that was handed in.
pub fn detach(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId, file: Uuid) -> Result<Attachment, Trouble> {
    let record = writable(shelf, occasion, id, None)?;
    is_open(&record)?;
    let attachment = attachment(shelf, &occasion.viewer, id, file)?;
    shelf.remove_attachment(file)?;
    note(shelf, occasion, "record.detach", &format!("{}:{id}", record.kind), &attachment)?;
    Ok(attachment)
}

/// A file on a record that the viewer may see.
///
/// # Errors
/// There is none, or the record is not for them.
pub fn attachment(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId, file: Uuid) -> Result<Attachment, Trouble> {
    show(shelf, viewer, id)?;
    let found = shelf.attachment(file)?.filter(|found| found.record == id);
    found.ok_or_else(|| Refusal::NotFound {}.into())
}

fn note(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    verb: &str,
    object: &str,
    attachment: &Attachment,
) -> Result<(), Trouble> {
    let payload = json!({ "name": attachment.name, "digest": attachment.digest, "size": attachment.size });
    let (at, by) = (occasion.now, occasion.viewer.account());
    shelf.append(Entry { at, by, verb: verb.to_owned(), object: object.to_owned(), version: 0, payload })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_lose_their_paths_and_what_cannot_be_seen() {
        let kept = [
            ("报告.pdf", "报告.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\me\\检测 报告.docx", "检测 报告.docx"),
            ("a\u{0}b\n.txt", "ab.txt"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            (" name. ", "name"),
        ];
        for (given, name) in kept {
            assert_eq!(file_name(given).unwrap(), name, "{given:?}");
        }
        for given in ["", "..", "a/", "\u{7}", &"长".repeat(201)] {
            assert!(matches!(file_name(given), Err(Refusal::BadFileName { .. })), "{given:?}");
        }
    }

    #[test]
    fn bytes_have_their_digest() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest_of(&mut &b""[..]).unwrap(), (empty.to_owned(), 0));
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest_of(&mut &b"abc"[..]).unwrap(), (abc.to_owned(), 3));
    }
}
