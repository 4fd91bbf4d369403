//! Wheels out of the Python Package Index, fetched by pip below `target/`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::machine::{find, install, succeeds};

/// Downloads a wheel into a folder, without what it depends on; the Python that did it, and the wheel.
pub fn fetch(folder: &Path, named: &str) -> Result<(&'static str, PathBuf), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let python = ["python3", "python"].into_iter().find(|name| find(name).is_some());
    let python = python.ok_or("no Python is on the path; install Python 3")?;
    if !succeeds(python, &["-m", "pip", "--version"]) {
        install(&["python3-pip"])?;
    }
    let downloaded = Command::new(python)
        .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest"])
        .arg(folder)
        .arg(named)
        .status()?;
    if !downloaded.success() {
        return Err(format!("pip could not download {named}").into());
    }
    let wheel = find_in(folder).ok_or_else(|| format!("pip downloaded no wheel of {named}"))?;
    Ok((python, wheel))
}

/// The wheel in a folder.
pub fn find_in(folder: &Path) -> Option<PathBuf> {
    entries(folder).into_iter().find(|path| path.extension().is_some_and(|ending| ending == "whl"))
}

/// What is in a folder.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}
