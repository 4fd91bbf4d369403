//! A mail relay out of the Python Package Index, which tests start for themselves.

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};

use super::machine::{find, install, succeeds};
use crate::api::python;

const RELAY: &str = "aiosmtpd==1.4.6";

/// A Python that has it: the one `DIDYMIUM_AIOSMTPD` names, or one below `target/`. What makes certificates is installed
/// where it is missing.
pub fn ensure(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if find("openssl").is_none() {
        install(&["openssl"])?;
    }
    if let Some(named) = env::var_os("DIDYMIUM_AIOSMTPD").map(PathBuf::from) {
        return Ok(named);
    }
    if !succeeds("python3", &["-m", "ensurepip", "--version"]) {
        install(&["python3-venv"])?;
    }
    Ok(python::with(root, &[RELAY])?.join("python"))
}
