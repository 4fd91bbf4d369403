//! Dependency edges between rooms: those of `cargo metadata` against the table of ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::finding::Finding;
use crate::repository::File;

const DOCUMENT: &str = "ARCHITECTURE.md";

/// A room of the workspace and the rooms it depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// The name of its folder.
    pub name: String,
    /// Its manifest, relative to the repository.
    pub manifest: String,
    /// The rooms it uses, tests included.
    pub uses: BTreeSet<String>,
}

/// The rooms as cargo sees them.
pub fn workspace(root: &Path) -> Result<Vec<Room>, Box<dyn Error>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata names no packages")?;
    Ok(packages.iter().filter_map(|package| room(root, package)).collect())
}

fn room(root: &Path, package: &Value) -> Option<Room> {
    let manifest = Path::new(package["manifest_path"].as_str()?);
    let uses = package["dependencies"]
        .as_array()?
        .iter()
        .filter_map(|dependency| last(Path::new(dependency["path"].as_str()?)));
    Some(Room {
        name: last(manifest.parent()?)?,
        manifest: manifest.strip_prefix(root).ok()?.to_string_lossy().into_owned(),
        uses: uses.collect(),
    })
}

fn last(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_string_lossy().into_owned())
}

/// Finds edges that the table does not have, rooms without a row and rows without a room.
pub fn check(files: &[File], rooms: &[Room]) -> Vec<Finding> {
    let Some(document) = files.iter().find(|file| file.path == DOCUMENT) else {
        return vec![Finding::at(DOCUMENT, 1, "there is no such file", "write it, with the table of dependencies")];
    };
    let table = table(&document.text);
    let mut findings = Vec::new();
    for room in rooms {
        let Some((_, allowed)) = table.get(&room.name) else {
            let what = format!("room “{}” has no row in the table of {DOCUMENT}", room.name);
            findings.push(Finding::at(&room.manifest, 1, what, "add the row, with what the room may depend on"));
            continue;
        };
        for used in room.uses.iter().filter(|used| !allowed.contains(*used)) {
            let what = format!("“{}” depends on “{used}”, which the table of {DOCUMENT} does not allow", room.name);
            findings.push(Finding::at(
                &room.manifest,
                1,
                what,
                "take the dependency out, or argue for it in the table",
            ));
        }
    }
    for (name, (line, _)) in table.iter().filter(|(name, _)| !rooms.iter().any(|room| room.name == **name)) {
        let what = format!("the table has a row for “{name}”, and no room of the workspace has that name");
        findings.push(Finding::at(DOCUMENT, *line, what, "take the row out, or rename it"));
    }
    findings
}

/// Reads the rows of the table whose header begins `| room |`: name → line and rooms allowed.
fn table(text: &str) -> BTreeMap<String, (usize, BTreeSet<String>)> {
    let mut rows = BTreeMap::new();
    let mut inside = false;
    for (at, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        if !line.trim_start().starts_with('|') {
            inside = false;
        } else if cells[0].eq_ignore_ascii_case("room") {
            inside = true;
        } else if inside && cells.len() > 1 && !cells[0].starts_with('-') {
            let allowed = names(cells[1]).filter(|name| name != "none").collect();
            rows.extend(names(cells[0]).map(|name| (name, (at + 1, BTreeSet::clone(&allowed)))));
        }
    }
    rows
}

fn names(cell: &str) -> impl Iterator<Item = String> {
    cell.split(',').map(|name| name.trim().trim_matches('`').to_owned()).filter(|name| !name.is_empty() && name != "—")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# A\n\n| room | may depend on | holds |\n|---|---|---|\n| `lp` | none | x |\n| `chain` | `measure`, `lp` | y |\n| `gone` | — | z |\n";

    fn room(name: &str, uses: &[&str]) -> Room {
        let uses = uses.iter().map(|used| (*used).to_owned()).collect();
        Room { name: name.to_owned(), manifest: format!("crates/{name}/Cargo.toml"), uses }
    }

    #[test]
    fn edges_are_those_of_the_table() {
        let files = [File { path: DOCUMENT.to_owned(), text: TABLE.to_owned() }];
        let rooms = [room("lp", &["chain"]), room("chain", &["lp", "measure"]), room("web", &[])];
        let found: Vec<String> = check(&files, &rooms).into_iter().map(|finding| finding.what).collect();
        assert_eq!(
            found,
            [
                "“lp” depends on “chain”, which the table of ARCHITECTURE.md does not allow",
                "room “web” has no row in the table of ARCHITECTURE.md",
                "the table has a row for “gone”, and no room of the workspace has that name",
            ]
        );
    }
}
