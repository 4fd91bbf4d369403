//! PostgreSQL's server, which the tests start for themselves in a temporary folder.

use std::error::Error;
use std::fs;

use super::machine::{find, install};

/// Installs what is missing.
pub fn ensure() -> Result<(), Box<dyn Error>> {
    if !is_there() {
        install(&["postgresql"])?;
    }
    if is_there() {
        Ok(())
    } else {
        Err("there is still no PostgreSQL server below /usr/lib/postgresql or on the path".into())
    }
}

fn is_there() -> bool {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    find("initdb").is_some() || versions.into_iter().any(|version| version.path().join("bin/initdb").is_file())
}
