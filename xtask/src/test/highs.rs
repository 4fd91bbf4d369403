//! HiGHS as a run-time library, out of the wheel `highsbox`, for the tests' second opinions only.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::wheel::{self, entries};

const WHEEL: &str = "highsbox==1.15.1";

/// The library: the one `HIGHS_LIB` names, the one fetched before, or a fresh one below `target/`.
pub fn ensure(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if let Some(named) = env::var_os("HIGHS_LIB").map(PathBuf::from) {
        return if named.is_file() {
            Ok(named)
        } else {
            Err(format!("HIGHS_LIB names {}, which is no file", named.display()).into())
        };
    }
    let folder = root.join("target/highs");
    if let Some(library) = library(&folder) {
        return Ok(library);
    }
    fs::create_dir_all(&folder)?;
    fetch(&folder)?;
    library(&folder).ok_or_else(|| format!("{WHEEL} holds no libhighs for this machine; set HIGHS_LIB to one").into())
}

/// Downloads the wheel and unpacks it in `folder`.
fn fetch(folder: &Path) -> Result<(), Box<dyn Error>> {
    let (python, wheel) = wheel::fetch(folder, WHEEL).map_err(|why| format!("{why}; set HIGHS_LIB instead"))?;
    let unpacked = Command::new(python).args(["-m", "zipfile", "-e"]).arg(&wheel).arg(folder).status()?;
    if unpacked.success() { Ok(()) } else { Err(format!("{} does not unpack", wheel.display()).into()) }
}

/// The shared library below `folder`, the plainest name first.
fn library(folder: &Path) -> Option<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if is_library(&path) {
                found.push(path);
            }
        }
    }
    found.into_iter().min_by_key(|path| path.as_os_str().len())
}

fn is_library(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mac = path.extension().is_some_and(|ending| ending == "dylib");
    name.starts_with("libhighs.so") || (name.starts_with("libhighs") && mac)
}
