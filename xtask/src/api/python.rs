//! Packages of Python in an environment of their own below `target/`.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the programs of these packages, which are installed where they are missing.
pub fn with(root: &Path, packages: &[&str]) -> Result<PathBuf, Box<dyn Error>> {
    let folder = root.join("target/python");
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    if !programs.join("python").is_file() {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).status()?;
        if !made.success() {
            return Err("python3 makes no environment; install python3-venv".into());
        }
    }
    let mut pip = Command::new(programs.join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(packages);
    if pip.status()?.success() { Ok(programs) } else { Err(format!("pip could not install {packages:?}").into()) }
}

/// The path on which programs of an environment come first.
pub fn path(programs: &Path) -> OsString {
    let others = env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(programs.to_owned()).chain(env::split_paths(&others));
    env::join_paths(all).unwrap_or(others)
}
