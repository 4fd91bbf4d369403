//! Reading packs and patches from disk, or the pack that ships inside the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chain::{Advisor, Chain, Files, Model, Pack, Patch, apply_soundly, parse};

use crate::stop::Stop;

/// The shipped pack, file by file.
const RARE_EARTH: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/rare_earth.rs"));
/// The name the shipped pack goes by on the command line.
pub const SHIPPED: &str = "rare-earth";
/// Larger files are not read.
const MOST_BYTES: u64 = 256 << 20;

/// Reads the pack in a folder; `rare-earth`, where no such folder is, means the one that ships.
pub fn read(path: &Path) -> Result<Pack, Stop> {
    let files = if path.as_os_str() == SHIPPED && !path.exists() { shipped() } else { folder(path)? };
    Ok(Pack::read(&files)?)
}

/// The shipped pack's files.
pub fn shipped() -> Files {
    RARE_EARTH.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
}

/// The plan of a pack's chain, advised by HiGHS where `HIGHS_LIB` names its library.
pub fn model(chain: Chain, periods: usize) -> Result<Model, Stop> {
    let model = Model::new(chain, periods)?;
    match std::env::var_os("HIGHS_LIB").filter(|path| !path.is_empty()) {
        None => Ok(model),
        Some(path) => Ok(model.consulting(Arc::new(Advisor::load(path).map_err(Stop::NoAdvisor)?))),
    }
}

/// The patches named on the command line: ids of the pack, or files.
pub fn patches(pack: &Pack, names: &[String]) -> Result<Vec<Patch>, Stop> {
    let patch = |name: &String| {
        let path = Path::new(name);
        if path.is_file() { Ok(parse(name, &bytes(path)?)?) } else { Ok(pack.patch(name)?.clone()) }
    };
    let stack = names.iter().map(patch).collect::<Result<Vec<_>, Stop>>()?;
    apply_soundly(&pack.chain, &stack)?;
    Ok(stack)
}

fn folder(root: &Path) -> Result<Files, Stop> {
    let mut files = Files::new();
    for path in entries(root)?.into_iter().chain(patch_files(root)?) {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if matches!(extension.to_ascii_lowercase().as_str(), "csv" | "toml") {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.insert(name, bytes(&path)?);
        }
    }
    Ok(files)
}

fn patch_files(root: &Path) -> Result<Vec<PathBuf>, Stop> {
    let folder = root.join("patches");
    if folder.is_dir() { entries(&folder) } else { Ok(Vec::new()) }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let unreadable = |error| Stop::unreadable(folder, error);
    let list = fs::read_dir(folder).map_err(unreadable)?;
    list.map(|entry| entry.map(|entry| entry.path()).map_err(unreadable)).collect()
}

fn bytes(path: &Path) -> Result<Vec<u8>, Stop> {
    let found = fs::metadata(path).map_err(|error| Stop::unreadable(path, error))?;
    if !found.is_file() {
        return Err(Stop::unreadable(path, std::io::Error::from(std::io::ErrorKind::InvalidInput)));
    }
    if found.len() > MOST_BYTES {
        return Err(Stop::TooLarge { path: path.to_owned(), most: MOST_BYTES });
    }
    fs::read(path).map_err(|error| Stop::unreadable(path, error))
}
