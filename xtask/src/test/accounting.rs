//! Programs that read plain-text accounting: hledger, and beancount out of the Python Package Index.

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};

use super::machine::{find, install, succeeds};
use crate::api::python;

const BEANCOUNT: &str = "beancount==3.2.3";

/// Installs what is missing; `bean-check` is the one `DIDYMIUM_BEAN_CHECK` names, or one below `target/`.
pub fn ensure(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if find("hledger").is_none() {
        install(&["hledger"])?;
    }
    let hledger = find("hledger").ok_or("hledger is still not on the path")?;
    println!("{}", hledger.display());
    if let Some(named) = env::var_os("DIDYMIUM_BEAN_CHECK").map(PathBuf::from) {
        return Ok(named);
    }
    if !succeeds("python3", &["-m", "ensurepip", "--version"]) {
        install(&["python3-venv"])?;
    }
    Ok(python::with(root, &[BEANCOUNT])?.join("bean-check"))
}
