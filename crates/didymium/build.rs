//! Puts the shipped pack and the records of the demo base into the binary, so that it runs from any folder.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    embed("packs/rare-earth", "rare_earth.rs")?;
    embed("demo", "demo.rs")
}

/// Writes the files below a folder of the repository as a list of names and bytes.
fn embed(folder: &str, list_file: &str) -> std::io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..").join(folder);
    let root = root.canonicalize()?;
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();
    let mut list = String::from("&[\n");
    for path in &paths {
        let name = path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let _ = writeln!(list, "    ({name:?}, include_bytes!({:?})),", path.to_string_lossy());
        println!("cargo::rerun-if-changed={}", path.display());
    }
    list.push_str("]\n");
    println!("cargo::rerun-if-changed={}", root.display());
    if root.join("patches").is_dir() {
        println!("cargo::rerun-if-changed={}", root.join("patches").display());
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join(list_file);
    fs::write(out, list)
}

/// The tables, manifest and patches of a pack.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            collect(&path, paths)?;
        } else if matches!(extension, Some("csv" | "toml")) {
            paths.push(path);
        }
    }
    Ok(())
}
