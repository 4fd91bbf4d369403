//! The ZIP around an XLSX or ODS, checked whole before anything in it is held in memory.

use std::io::Read;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::input::Stream;
use crate::kind::Looks;
use crate::scan::Scan;
use crate::{Bomb, Limits, Refusal, ods};

/// Below this size an entry may be packed as well as it likes.
const RATIO_FREE_BYTES: u64 = 1 << 20;

/// What the library says, by its text alone, when an entry unpacks to more than it declares.
const LARGER_THAN_DECLARED: &str = "File is larger than its declared uncompressed size";

/// A ZIP that holds a workbook and keeps to the limits.
pub(crate) enum Workbook {
    Xlsx(Stream),
    Ods(ZipArchive<Stream>),
}

/// Reads the directory, then unpacks every entry once into nothing, counting: the sizes in the directory may lie.
pub(crate) fn check(stream: Stream, limits: &Limits) -> Result<Workbook, Refusal> {
    let mut archive = ZipArchive::new(stream).map_err(refusal)?;
    if archive.len() > limits.entries {
        return Err(Refusal::Bomb(Bomb::Entries { entries: archive.len(), limit: limits.entries }));
    }
    let kind = kind(&mut archive)?;
    if archive.has_overlapping_entries().map_err(refusal)? {
        return Err(Refusal::Bomb(Bomb::Overlapping));
    }
    declared(&mut archive, limits)?;
    let mut left = limits.unpacked_bytes;
    for index in 0..archive.len() {
        left -= unpack(&mut archive, &kind, index, left, limits)?;
    }
    Ok(match kind {
        Kind::Xlsx => Workbook::Xlsx(archive.into_inner()),
        Kind::Ods => Workbook::Ods(archive),
    })
}

enum Kind {
    Xlsx,
    Ods,
}

fn kind(archive: &mut ZipArchive<Stream>) -> Result<Kind, Refusal> {
    let has = |archive: &ZipArchive<Stream>, name: &str| archive.index_for_name(name).is_some();
    if has(archive, "encrypted-package") {
        return Err(Refusal::Password);
    }
    let looks = if has(archive, "[Content_Types].xml") {
        if has(archive, "xl/workbook.bin") {
            Looks::Xlsb
        } else if has(archive, "word/document.xml") {
            Looks::Document
        } else if has(archive, "ppt/presentation.xml") {
            Looks::Presentation
        } else {
            return Ok(Kind::Xlsx);
        }
    } else if has(archive, "mimetype") && has(archive, "content.xml") {
        let mut mimetype = String::new();
        let entry = archive.by_name("mimetype").map_err(refusal)?;
        // An unreadable type is no known type.
        let _ = entry.take(128).read_to_string(&mut mimetype);
        match mimetype.trim().strip_prefix("application/vnd.oasis.opendocument.") {
            Some("spreadsheet" | "spreadsheet-template") => return Ok(Kind::Ods),
            Some("presentation" | "presentation-template") => Looks::Presentation,
            Some("text" | "text-template") => Looks::Document,
            Some(_) | None => Looks::Archive,
        }
    } else {
        Looks::Archive
    };
    Err(Refusal::UnknownKind { looks })
}

/// What the directory declares, before a byte is unpacked.
fn declared(archive: &mut ZipArchive<Stream>, limits: &Limits) -> Result<(), Refusal> {
    let mut total: u64 = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(refusal)?;
        if entry.encrypted() {
            return Err(Refusal::Password);
        }
        let name = || String::from_utf8_lossy(entry.name_raw()).into_owned();
        if entry.size() > limits.entry_bytes {
            return Err(Refusal::Bomb(Bomb::Unpacked { entry: name(), limit: limits.entry_bytes }));
        }
        total = total.saturating_add(entry.size());
        if total > limits.unpacked_bytes {
            return Err(Refusal::Bomb(Bomb::Unpacked { entry: name(), limit: limits.unpacked_bytes }));
        }
        if too_well_packed(entry.size(), entry.compressed_size(), limits) {
            return Err(Refusal::Bomb(Bomb::Ratio { entry: name(), limit: limits.ratio }));
        }
    }
    Ok(())
}

fn too_well_packed(unpacked: u64, packed: u64, limits: &Limits) -> bool {
    unpacked > RATIO_FREE_BYTES && unpacked / limits.ratio.max(1) > packed
}

/// Unpacks one entry through a buffer and returns its true size.
fn unpack(
    archive: &mut ZipArchive<Stream>,
    kind: &Kind,
    index: usize,
    left: u64,
    limits: &Limits,
) -> Result<u64, Refusal> {
    let mut entry = match archive.by_index(index) {
        Ok(entry) => entry,
        // What cannot be unpacked here cannot be unpacked by the reader either.
        Err(ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_)) => return Ok(0),
        Err(error) => return Err(refusal(error)),
    };
    let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
    let (declared, packed) = (entry.size(), entry.compressed_size());
    // Of an ODS one part is read; its macros do have a document type. Pictures may be SVG and have one too.
    let read_as_xml = match kind {
        Kind::Xlsx => !name.to_ascii_lowercase().ends_with(".svg"),
        Kind::Ods => name == ods::CONTENT || name == ods::MANIFEST,
    };
    let mut scan = if read_as_xml { Scan::of_part(limits) } else { Scan::of_nothing(limits) };
    let mut buffer = vec![0; 64 << 10];
    let mut size = 0;
    loop {
        let read = match entry.read(&mut buffer) {
            Ok(0) => return Ok(size),
            Ok(read) => read,
            Err(error) if error.to_string() == LARGER_THAN_DECLARED => {
                return Err(Refusal::Bomb(Bomb::Lying { entry: name, declared }));
            }
            Err(error) => return Err(Refusal::damaged(error)),
        };
        size += read as u64;
        if size > left || size > limits.entry_bytes {
            let limit = if size > left { limits.unpacked_bytes } else { limits.entry_bytes };
            return Err(Refusal::Bomb(Bomb::Unpacked { entry: name, limit }));
        }
        if too_well_packed(size, packed, limits) {
            return Err(Refusal::Bomb(Bomb::Ratio { entry: name, limit: limits.ratio }));
        }
        scan.bytes(&buffer[..read]).map_err(|found| Refusal::Bomb(found.named(&name)))?;
    }
}

fn refusal(error: ZipError) -> Refusal {
    if let ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) = error {
        return Refusal::Password;
    }
    Refusal::damaged(error)
}
